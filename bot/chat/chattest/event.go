package chattest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/chat"
)

// from checks who did something and where.
func from(t *testing.T, f Far, e chat.Event, user, channel string) {
	t.Helper()
	if e.ID == "" || e.User != user || e.At.Platform != f.Client().Platform() || e.At.Channel != channel {
		t.Errorf("event %q of %s at %+v, want an id, user %s and channel %s", e.ID, e.User, e.At, user, channel)
	}
	n := 0
	for _, set := range []bool{e.Command != nil, e.Press != nil, e.Submit != nil, e.Change != nil, e.React != nil, e.Upload != nil, e.Room != nil, e.Forged != nil} {
		if set {
			n++
		}
	}
	if n != 1 {
		t.Fatalf("%d of the event's kinds are set, want exactly 1: %+v", n, e)
	}
}

func reply(text string) func(chat.Event) chat.Answer {
	return func(chat.Event) chat.Answer { return chat.Answer{Reply: &chat.Message{Text: text}} }
}

func command(t *testing.T, f Far) {
	b := listen(t, f, reply("only for you"))
	u := f.Officers()[0]
	line := `new 2026-1 Lakeshore: dark "Lexus" & <dash-cam>, don't wait`
	got := f.Command(t, u, public(f), line)
	e := b.next(t)
	from(t, f, e, u, public(f))
	if e.Command == nil || e.Command.Line != line {
		t.Errorf("command = %+v, want the line %q", e.Command, line)
	}
	if e.Direct {
		t.Error("a public channel is said to be direct")
	}
	contains(t, said(got), "only for you")
	if f.Client().Capabilities().Ephemeral && len(f.In(t, public(f))) != 0 {
		t.Error("the reply is shown to everybody")
	}
	ch, err := f.Client().Direct(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	f.Command(t, u, ch, "help")
	if e := b.next(t); !e.Direct || e.At.Channel != ch {
		t.Errorf("event %+v, want it direct in %s", e, ch)
	}
	f.Command(t, u, public(f), "")
	if e := b.next(t); e.Command == nil || strings.TrimSpace(e.Command.Line) != "" {
		t.Errorf("event %+v, want an empty line", e)
	}
}

func press(t *testing.T, f Far) {
	b := listen(t, f, reply("pressed"))
	u := f.Officers()[1]
	root := say(t, f, "k", public(f), "", card(u))
	got := f.Press(t, u, root, "Approve")
	e := b.next(t)
	from(t, f, e, u, public(f))
	if e.Press == nil || *e.Press != (chat.Action{Verb: "approve", Subject: "a1", Digest: "d1"}) {
		t.Errorf("press = %+v", e.Press)
	}
	if e.At.Message != root.Message {
		t.Errorf("pressed on %s, want %s", e.At.Message, root.Message)
	}
	contains(t, said(got), "pressed")
	f.Press(t, u, root, "Apply")
	if e := b.next(t); e.Press == nil || e.Press.Arg != "f1" {
		t.Errorf("press of a section's button = %+v", e.Press)
	}
	below := say(t, f, "k2", public(f), root.Message, card(u))
	f.Press(t, u, below, "Withdraw")
	if e := b.next(t); e.At.Message != below.Message || e.At.Thread != root.Message {
		t.Errorf("pressed at %+v, want %+v", e.At, below)
	}
}

// appealForm has every kind of input.
func appealForm() chat.Form {
	return chat.Form{
		Title: "New appeal", Intro: "Nothing is published by this.", Submit: "Make the draft",
		Action: chat.Action{Verb: "new", Subject: "s", Digest: "d", Arg: "x"},
		Inputs: []chat.Input{
			{Name: "kind", Label: "Kind", Kind: chat.Select, Value: "witness", Options: []chat.Option{{Value: "witness", Label: "Witness"}, {Value: "missing person", Label: "Missing person"}}},
			{Name: "number", Label: "Occurrence number", Kind: chat.Line, Max: 32},
			{Name: "what", Label: "What happened", Hint: "A man was hurt.", Kind: chat.Lines, Max: 600},
			{Name: "where", Label: "Where", Kind: chat.Line, Optional: true},
			{Name: "accounts", Label: "Publish on", Kind: chat.Multiple, Values: []string{"metro"}, Options: []chat.Option{{Value: "metro", Label: "Chirp"}, {Value: "page", Label: "Page"}, {Value: "channel", Label: "Channel"}}},
		},
	}
}

func form(t *testing.T, f Far) {
	if !f.Client().Capabilities().Forms {
		t.Skip("the platform has no forms")
	}
	b := listen(t, f, func(e chat.Event) chat.Answer {
		switch {
		case e.Submit == nil:
			open := appealForm()
			return chat.Answer{Open: &open}
		case e.Submit.Value("number") == "bad":
			return chat.Answer{Errors: map[string]string{"number": "Write it like 2026-1234567.", "": "Nothing was saved."}}
		default:
			return chat.Answer{Reply: &chat.Message{Text: "draft made"}}
		}
	})
	u := f.Officers()[0]
	got := f.Command(t, u, public(f), "new")
	b.next(t)
	if got.Form == nil || got.Form.Title != "New appeal" || len(got.Form.Inputs) != 5 {
		t.Fatalf("form = %+v, want the one that was asked for", got.Form)
	}
	values := map[string][]string{
		"kind": {"missing person"}, "number": {"bad"}, "what": {"A man was hurt.\nTwo lines & <more>."}, "accounts": {"metro", "channel"},
	}
	got = f.Submit(t, u, values)
	from(t, f, b.next(t), u, public(f))
	if got.Errors["number"] != "Write it like 2026-1234567." {
		t.Errorf("errors = %v", got.Errors)
	}
	contains(t, said(got)+fmt.Sprint(got.Errors), "Nothing was saved.")
	values["number"] = []string{"2026-1"}
	got = f.Submit(t, u, values) // the form is still open
	e := b.next(t)
	if len(got.Errors) != 0 {
		t.Errorf("errors = %v, want none", got.Errors)
	}
	contains(t, said(got), "draft made")
	if e.Submit == nil || e.Submit.Action != appealForm().Action {
		t.Fatalf("submission = %+v, want the form's action", e.Submit)
	}
	for name, want := range values {
		if got := e.Submit.Values[name]; !slices.Equal(got, want) {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if v := e.Submit.Value("where"); v != "" {
		t.Errorf("an input that was left out is %q", v)
	}
}

func react(t *testing.T, f Far) {
	b := listen(t, f, nil)
	u := f.Officers()[1]
	at := say(t, f, "k", public(f), "", card(u))
	var ids []string
	expect := func(e chat.Emoji, removed bool) {
		t.Helper()
		got := b.next(t)
		from(t, f, got, u, public(f))
		if got.React == nil || *got.React != (chat.Reaction{Emoji: e, Removed: removed}) || got.At.Message != at.Message {
			t.Fatalf("event %+v %+v, want %s removed %v on %s", got, got.React, e, removed, at.Message)
		}
		if slices.Contains(ids, got.ID) {
			t.Errorf("two different things have the ID %s", got.ID)
		}
		ids = append(ids, got.ID)
	}
	f.React(t, u, at, chat.Check)
	expect(chat.Check, false)
	f.Unreact(t, u, at, chat.Check)
	expect(chat.Check, true)
	f.React(t, u, at, chat.Check) // changed their mind again
	expect(chat.Check, false)
	f.ReactOddly(t, u, at) // and only then, so that it would come first
	for _, e := range []chat.Emoji{chat.Cross, chat.Bulb, chat.Loupe, chat.Question, chat.Mute, chat.NoEntry, chat.Ambulance} {
		f.React(t, u, at, e)
		expect(e, false)
	}
}

func upload(t *testing.T, f Far) {
	b := listen(t, f, nil)
	u := f.Officers()[0]
	at := say(t, f, "k", public(f), "", card(u))
	f.Upload(t, u, at, []chat.File{{Name: "scene.png", Type: "image/png", Data: picture()}, {Name: "b.png", Type: "image/png", Data: picture()}})
	e := b.next(t)
	from(t, f, e, u, public(f))
	if e.At.Thread != at.Message {
		t.Errorf("dropped at %+v, want it in the thread of %s", e.At, at.Message)
	}
	if e.Upload == nil || len(e.Upload.Files) != 2 {
		t.Fatalf("upload = %+v, want two files", e.Upload)
	}
	if got := e.Upload.Files[0]; got.Name != "scene.png" || got.Type != "image/png" || !bytes.Equal(got.Data, picture()) {
		t.Errorf("file %s of type %s with %d bytes, want scene.png as it was dropped", got.Name, got.Type, len(got.Data))
	}
}

// redelivery: platforms deliver again what they are not sure of. The ID says
// that it is the same; doing the same again does not have the same ID.
func redelivery(t *testing.T, f Far) {
	b := listen(t, f, reply("done"))
	u := f.Officers()[0]
	at := say(t, f, "k", public(f), "", card(u))
	seen := map[string]string{}
	for name, do := range map[string]func(){
		"command":     func() { f.Command(t, u, public(f), "status") },
		"press":       func() { f.Press(t, u, at, "Approve") },
		"press again": func() { f.Press(t, u, at, "Withdraw") },
		"react":       func() { f.React(t, u, at, chat.Check) },
		"upload":      func() { f.Upload(t, u, at, []chat.File{{Name: "a.png", Type: "image/png", Data: picture()}}) },
	} {
		do()
		first := b.next(t)
		if other, ok := seen[first.ID]; ok {
			t.Errorf("%s has the same ID as %s: %s", name, other, first.ID)
		}
		seen[first.ID] = name
		f.Again(t)
		select {
		case again := <-b.events:
			// An adapter whose platform never repeats anything may say that
			// somebody else does.
			if again.ID != first.ID && again.Forged == nil {
				t.Errorf("%s, delivered again, has ID %s, want %s", name, again.ID, first.ID)
			}
		case <-time.After(200 * time.Millisecond):
			// The adapter saw by itself that it was the same.
		}
	}
}

func concurrency(t *testing.T, f Far) {
	b := listen(t, f, reply("done"))
	u := f.Officers()
	var all sync.WaitGroup
	const each = 5
	for n := range each {
		for i, user := range u {
			all.Go(func() {
				at, err := f.Client().Post(t.Context(), fmt.Sprintf("k%d.%d", n, i), public(f), "", card(user))
				if err != nil {
					t.Errorf("Post: %v", err)
					return
				}
				if err := f.Client().Update(t.Context(), at, card(u[0])); err != nil {
					t.Errorf("Update: %v", err)
				}
			})
			all.Go(func() { f.Command(t, user, public(f), fmt.Sprintf("status %d", n)) })
		}
	}
	all.Wait()
	ids := map[string]bool{}
	for range each * len(u) {
		ids[b.next(t).ID] = true
	}
	if len(ids) != each*len(u) {
		t.Errorf("%d different events, want %d", len(ids), each*len(u))
	}
	wait(t, "all messages are shown", func() bool { return len(f.In(t, public(f))) == each*len(u) })
}

// stop: Run ends with its ctx, and the platform can be run again.
func stop(t *testing.T, f Far) {
	for range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		ready := make(chan struct{}, 100)
		h := chat.HandlerFunc(func(context.Context, chat.Event) (chat.Answer, error) {
			ready <- struct{}{}
			return chat.Answer{}, nil
		})
		go func() { done <- f.Client().Run(ctx, h) }()
		f.Ready(t)
		f.Command(t, f.Officers()[0], public(f), "help")
		<-ready
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v, want nil", err)
			}
		case <-time.After(patience):
			t.Fatal("Run did not return after its ctx ended")
		}
	}
	at := say(t, f, "k", public(f), "", chat.Message{Text: "posting works without Run"})
	contains(t, f.See(t, at).Text, "posting works without Run")
}
