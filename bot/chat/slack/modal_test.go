package slack_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack/slacktest"
)

// ask is a form.
func ask() *chat.Form {
	return &chat.Form{
		Title: "Ask", Submit: "Send", Action: chat.Action{Verb: "ask", Subject: "a1"},
		Inputs: []chat.Input{
			{Name: "why", Label: "Why", Kind: chat.Line},
			{Name: "kind", Label: "Kind", Kind: chat.Select, Options: []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}, Value: "a", Refresh: true},
			{Name: "files", Label: "Files", Kind: chat.Files, Optional: true},
		},
	}
}

// asks answers commands with the form, and what comes of it with f.
func asks(f func(chat.Event) chat.Answer) func(chat.Event) chat.Answer {
	return func(e chat.Event) chat.Answer {
		if e.Command != nil {
			return chat.Answer{Open: ask()}
		}
		if f == nil {
			return chat.Answer{}
		}
		return f(e)
	}
}

// asked opens the form.
func (w *world) form() {
	w.t.Helper()
	if got := w.Command(w.t, w.ann(), w.newsroom(), "ask"); got.Form == nil {
		w.t.Fatalf("no form; said %q", said(got))
	}
	w.next()
}

var because = map[string][]string{"why": {"because"}}

// A form that came too late says how to do it in one line.
func TestFormThatComesTooLate(t *testing.T) {
	for _, code := range []string{"expired_trigger_id", "internal_error", "invalid_arguments"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(asks(nil))
			w.FaultOnce("views.open", slacktest.Fault{Error: code})
			got := w.Command(t, w.ann(), w.newsroom(), "ask")
			w.next()
			if s := said(got); got.Form != nil || !strings.Contains(s, "in one line: /appeal help") || !strings.Contains(s, "nothing was done") {
				t.Errorf("said %q", s)
			}
		})
	}
}

// A trigger that has run out is noticed without asking twice.
func TestSlowHandlerOpensItsForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Linger = 3 * time.Second
	w.run(func(chat.Event) chat.Answer {
		time.Sleep(1500 * time.Millisecond)
		return chat.Answer{Open: ask()}
	})
	if got := w.Command(t, w.ann(), w.newsroom(), "ask"); got.Form == nil {
		t.Errorf("said %q, want the form", said(got))
	}
	w.next()
}

// A form whose handling takes long says so, and then what became of it.
func TestFormThatTakesLong(t *testing.T) {
	for name, c := range map[string]struct {
		answer chat.Answer
		want   string
	}{
		"done":   {chat.Answer{}, "Done."},
		"reply":  {chat.Answer{Reply: &chat.Message{Text: "it is on its way"}}, "it is on its way"},
		"errors": {chat.Answer{Errors: map[string]string{"why": "Say more.", "": "Not so."}}, "Not so."},
		"next":   {chat.Answer{Open: &chat.Form{Title: "Next", Submit: "Send", Action: chat.Action{Verb: "next"}, Inputs: []chat.Input{{Name: "more", Label: "More", Kind: chat.Line}}}}, "Next"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.Linger = 100 * time.Millisecond
			w.run(asks(func(chat.Event) chat.Answer {
				time.Sleep(time.Second)
				return c.answer
			}))
			w.form()
			w.Submit(t, w.ann(), because)
			if s, _ := w.Modal(w.ann()); !strings.Contains(s.Text, "Working on it") {
				t.Errorf("shown %q, want that it is worked on", s.Text)
			}
			w.next()
			w.until("it says what became of it", func() bool {
				s, _ := w.Modal(w.ann())
				f := w.Form(w.ann())
				return strings.Contains(s.Text, c.want) || f != nil && f.Title == c.want
			})
			if name == "errors" {
				f := w.Form(w.ann())
				if !strings.Contains(f.Intro, "Why: Say more.") || f.Inputs[0].Value != "because" {
					t.Errorf("form %+v, want what was typed and the sentences above", f)
				}
				first := len(w.events)
				w.Submit(t, w.ann(), map[string][]string{"why": {"because of that"}})
				if e := w.next(); e.Submit == nil || e.Submit.Value("why") != "because of that" || first != 0 {
					t.Errorf("event %+v", e)
				}
			}
		})
	}
}

// Sentences stand at their inputs; those of the form as a whole at the first.
func TestFormErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	n := 0
	w.run(asks(func(chat.Event) chat.Answer {
		n++
		switch n {
		case 1:
			return chat.Answer{Errors: map[string]string{"kind": "Not that.", "why": "Say more."}}
		case 2:
			return chat.Answer{Errors: map[string]string{"": "Not now.", "gone": "Nor that."}}
		default:
			return chat.Answer{}
		}
	}))
	w.form()
	got := w.Submit(t, w.ann(), because)
	one := w.next()
	if got.Errors["kind"] != "Not that." || got.Errors["why"] != "Say more." {
		t.Errorf("errors %v", got.Errors)
	}
	got = w.Submit(t, w.ann(), map[string][]string{"why": {"else"}})
	two := w.next()
	if s := got.Errors["why"]; !strings.Contains(s, "Not now.") || !strings.Contains(s, "Nor that.") {
		t.Errorf("errors %v", got.Errors)
	}
	if one.ID == two.ID {
		t.Error("sent again with other words it is the same event")
	}
	got = w.Submit(t, w.ann(), nil)
	three := w.next()
	if three.ID != two.ID || len(got.Errors) != 0 {
		t.Errorf("sent again with the same words it is %s, want %s; errors %v", three.ID, two.ID, got.Errors)
	}
	if _, there := w.Modal(w.ann()); there {
		t.Error("the form is still there")
	}
}

// A form that is delivered twice is one event.
func TestFormIsOneEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(asks(nil))
	w.form()
	w.Submit(t, w.ann(), because, chat.File{Name: "a.png", Data: []byte("1")})
	first := w.next()
	w.Again(t)
	if e := w.next(); e.ID != first.ID || len(e.Submit.Files) != 1 {
		t.Errorf("delivered again it is %s with %d files, want %s", e.ID, len(e.Submit.Files), first.ID)
	}
}

// A form that was left open over a restart still works.
func TestFormLeftOpenOverARestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(asks(nil))
	w.form()
	w.restart()
	w.keeper = chattest.NewKeeper()
	w.restart()
	w.run(nil)
	w.Submit(t, w.ann(), because)
	if e := w.next(); e.Submit == nil || e.Submit.Value("why") != "because" || e.Submit.Action != ask().Action || e.At.Channel != w.newsroom() {
		t.Errorf("event %+v", e)
	}
}

// A change of what a form asks keeps what was typed, and one that was overtaken
// comes to nothing.
func TestFormChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(asks(func(e chat.Event) chat.Answer {
		if e.Change == nil {
			return chat.Answer{}
		}
		f := ask()
		if e.Change.Value("kind") == "b" {
			f.Inputs = append(f.Inputs, chat.Input{Name: "more", Label: "More", Kind: chat.Line})
		}
		return chat.Answer{Open: f}
	}))
	w.form()
	w.FaultOnce("views.update", slacktest.Fault{Error: "hash_conflict"})
	w.Change(t, w.ann(), map[string][]string{"kind": {"b"}})
	w.next()
	w.Change(t, w.ann(), map[string][]string{"kind": {"a"}})
	w.next()
	got := w.Change(t, w.ann(), map[string][]string{"why": {"because"}, "kind": {"b"}})
	if e := w.next(); e.Change.Value("why") != "because" {
		t.Errorf("event %+v", e.Change)
	}
	if got.Form == nil || !slices.ContainsFunc(got.Form.Inputs, func(in chat.Input) bool { return in.Name == "more" }) || got.Form.Inputs[0].Value != "because" {
		t.Errorf("form %+v", got.Form)
	}
	w.Submit(t, w.ann(), map[string][]string{"more": {"words"}})
	if e := w.next(); e.Submit == nil || e.Submit.Value("more") != "words" || e.Submit.Value("kind") != "b" {
		t.Errorf("event %+v", e.Submit)
	}
	if strings.Contains(w.log(), "form not changed") {
		t.Errorf("log:\n%s", w.log())
	}
}

// Two officers fill in the same form at once.
func TestTwoFormsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(asks(nil))
	for _, u := range w.Officers() {
		w.Command(t, u, w.newsroom(), "ask")
		w.next()
	}
	ids := map[string]bool{}
	for _, u := range w.Officers() {
		w.Submit(t, u, because)
		e := w.next()
		ids[e.ID] = true
		if e.User != u {
			t.Errorf("event of %s, want %s", e.User, u)
		}
	}
	if len(ids) != 2 {
		t.Errorf("IDs %v", ids)
	}
}

// A handler that fails leaves no form without a word.
func TestFormWhoseHandlerFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		if e.Command != nil {
			return chat.Answer{Open: ask()}, nil
		}
		if e.Submit.Value("why") == "panic" {
			panic("oops")
		}
		return chat.Answer{Reply: &chat.Message{Text: "it failed"}}, errors.New("it failed")
	})
	w.Ready(t)
	for why, want := range map[string]string{"panic": "Something went wrong", "error": "it failed"} {
		w.Command(t, w.ann(), w.newsroom(), "ask")
		if got := w.Submit(t, w.ann(), map[string][]string{"why": {why}}); !strings.Contains(said(got), want) {
			t.Errorf("said %q, want %q", said(got), want)
		}
	}
}
