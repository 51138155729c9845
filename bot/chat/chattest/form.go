package chattest

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"appealbot/bot/chat"
)

// kindsForm asks for what not every platform can ask for. Of a missing person it
// asks one thing more.
func kindsForm(kind string) chat.Form {
	f := chat.Form{
		Title: "New appeal", Intro: "Nothing is published by this.", Submit: "Make the draft", Action: chat.Action{Verb: "new", Subject: "s"},
		Inputs: []chat.Input{
			{Name: "kind", Label: "Kind", Kind: chat.Select, Value: kind, Refresh: true, Options: []chat.Option{{Value: "witness", Label: "Witness"}, {Value: "missing person", Label: "Missing person"}}},
			{Name: "number", Label: "Occurrence number", Kind: chat.Line, Max: 32},
			{Name: "at", Label: "Publish at", Kind: chat.Moment, Optional: true},
			{Name: "people", Label: "Also in the channel", Kind: chat.People, Optional: true},
			{Name: "files", Label: "Pictures", Kind: chat.Files, Optional: true},
		},
	}
	if kind == "missing person" {
		f.Inputs = slices.Insert(f.Inputs, 2, chat.Input{Name: "seen", Label: "Last seen", Kind: chat.Line, Optional: true})
	}
	return f
}

// input returns what a form asks for under a name.
func input(f *chat.Form, name string) (chat.Input, bool) {
	if f == nil {
		return chat.Input{}, false
	}
	i := slices.IndexFunc(f.Inputs, func(in chat.Input) bool { return in.Name == name })
	if i < 0 {
		return chat.Input{}, false
	}
	return f.Inputs[i], true
}

// formKinds: a platform asks for a moment, for people and for files, or does
// what package chat says instead; and a form may change while it is filled in.
func formKinds(t *testing.T, f Far) {
	if !f.Client().Capabilities().Forms {
		t.Skip("the platform has no forms")
	}
	b := listen(t, f, func(e chat.Event) chat.Answer {
		switch {
		case e.Command != nil:
			open := kindsForm("witness")
			return chat.Answer{Open: &open}
		case e.Change != nil:
			open := kindsForm(e.Change.Value("kind"))
			return chat.Answer{Open: &open}
		case e.Submit.Value("number") == "bad":
			return chat.Answer{Errors: map[string]string{"number": "Write it like 2026-1234567."}}
		default:
			return chat.Answer{Reply: &chat.Message{Text: "draft made"}}
		}
	})
	u := f.Officers()[0]
	first := f.Command(t, u, public(f), "new").Form
	b.next(t)
	if first == nil {
		t.Fatal("no form was opened")
	}
	moment, people, files := replaced(t, first)

	got := f.Change(t, u, map[string][]string{"kind": {"missing person"}, "number": {"bad"}})
	e := b.next(t)
	from(t, f, e, u, public(f))
	if e.Change == nil || e.Change.Action != kindsForm("").Action || e.Change.Value("kind") != "missing person" || e.Change.Value("number") != "bad" {
		t.Fatalf("change = %+v, want the form's action and what was typed", e.Change)
	}
	if _, ok := input(got.Form, "seen"); !ok {
		t.Fatalf("form = %+v, want the one for a missing person", got.Form)
	}
	if in, _ := input(got.Form, "number"); in.Value != "bad" {
		t.Errorf("what was typed before the change became %q", in.Value)
	}

	at := time.Date(2026, 12, 1, 23, 30, 0, 0, time.UTC)
	values := map[string][]string{"number": {"bad"}, "seen": {"Bloor and Bathurst"}, "at": {chat.FormatMoment(at)}, "people": {f.Officers()[1]}}
	pictures := []chat.File{{Name: "b.png", Type: "image/png", Data: picture()}, {Name: "a.png", Type: "image/png", Data: append(picture(), 0)}}
	if got := f.Submit(t, u, values, pictures...); got.Errors["number"] == "" {
		t.Errorf("errors = %v", got.Errors)
	}
	b.next(t)
	values["number"] = []string{"2026-1"}
	contains(t, said(f.Submit(t, u, values, pictures...)), "draft made")
	e = b.next(t)
	from(t, f, e, u, public(f))
	s := e.Submit
	if s == nil || s.Value("kind") != "missing person" || s.Value("number") != "2026-1" || s.Value("seen") != "Bloor and Bathurst" {
		t.Fatalf("submission = %+v", s)
	}
	if chosen, err := chat.ParseMoment(s.Value("at")); moment && (err != nil || !chosen.Equal(at)) || !moment && s.Value("at") != values["at"][0] {
		t.Errorf("at = %q, want %v", s.Value("at"), at)
	}
	if people && !slices.Equal(s.Values["people"], values["people"]) {
		t.Errorf("people = %q, want %q", s.Values["people"], values["people"])
	}
	if files && !slices.EqualFunc(s.Files, pictures, func(a, b chat.File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
		t.Errorf("%d files, want the %d in their order", len(s.Files), len(pictures))
	}
}

// replaced tells which kinds of input the platform has. For one that it has not,
// the form has what stands in for it.
func replaced(t *testing.T, f *chat.Form) (moment, people, files bool) {
	t.Helper()
	if in, ok := input(f, "at"); ok && in.Kind == chat.Moment {
		moment = true
	} else if !ok || in.Kind != chat.Line {
		t.Errorf("a moment became %+v, want a line", in)
	}
	if in, ok := input(f, "people"); ok && in.Kind == chat.People {
		people = true
	} else if ok {
		t.Errorf("people became %+v, want them left out", in)
	}
	if in, ok := input(f, "files"); ok && in.Kind == chat.Files {
		files = true
		if in.Hint == "" {
			t.Error("nobody is told how many files there may be, and how big")
		}
	} else if ok || f.Intro == kindsForm("").Intro {
		t.Errorf("files became %+v, want them left out and a word in %q", in, f.Intro)
	}
	return moment, people, files
}

// formOfNothing: a form that asks for nothing shows what it has to say, and a yes
// comes back as what it is about. What is wrong with it is said, though there is no
// input to say it at; the form need not stay.
func formOfNothing(t *testing.T, f Far) {
	if !f.Client().Capabilities().Forms {
		t.Skip("the platform has no forms")
	}
	open := chat.Form{
		Title: "Rewrite", Intro: "Before: 4712 Bathurst & more.\n\nAfter: the 4700 block.", Submit: "Save",
		Action: chat.Action{Verb: "apply", Subject: "s", Digest: "d", Arg: "a"},
	}
	stale := true
	b := listen(t, f, func(e chat.Event) chat.Answer {
		switch {
		case e.Submit == nil:
			return chat.Answer{Open: &open}
		case stale:
			return chat.Answer{Errors: map[string]string{"": "Somebody was faster."}}
		default:
			return chat.Answer{Reply: &chat.Message{Text: "saved"}}
		}
	})
	u := f.Officers()[0]
	got := f.Command(t, u, public(f), "new")
	b.next(t)
	if got.Form == nil || got.Form.Title != "Rewrite" || got.Form.Submit != "Save" || len(got.Form.Inputs) != 0 {
		t.Fatalf("form = %+v, want the one that was asked for", got.Form)
	}
	contains(t, got.Form.Intro, "After: the 4700 block.")
	got = f.Submit(t, u, nil)
	b.next(t)
	text := fmt.Sprint(said(got), got.Errors)
	if got.Form != nil { // in its place
		text += got.Form.Intro
	}
	contains(t, text, "Somebody was faster.")
	stale = false
	f.Command(t, u, public(f), "new")
	b.next(t)
	contains(t, said(f.Submit(t, u, nil)), "saved")
	e := b.next(t)
	from(t, f, e, u, public(f))
	if e.Submit == nil || e.Submit.Action != open.Action {
		t.Fatalf("submission = %+v, want the form's action", e.Submit)
	}
}
