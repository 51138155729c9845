package practice_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/practice"
)

func clock() time.Time { return time.Date(2026, 12, 1, 18, 0, 0, 0, time.UTC) }

func TestPeopleCannotDoWhatMakesNoSense(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	id := must[string](t)(p.CreateRoom(ctx, "k", chat.Room{Name: "case-1"}))
	if err := p.Invite(ctx, id, "rivera"); err != nil {
		t.Fatal(err)
	}
	at := must[chat.Ref](t)(p.Post(ctx, "card", id, "", chat.Message{
		Text: "card", Buttons: []chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve", Subject: "a", Digest: "d1"}}},
	}))
	in := func(user, channel string) practice.Act { return practice.Act{User: user, Channel: channel} }
	big := make([]byte, practice.MaxFile+1)
	for name, tt := range map[string]struct {
		do   func() (practice.Outcome, error)
		want error
	}{
		"a stranger speaks":     {func() (practice.Outcome, error) { return p.Say(ctx, in("mallory", "c-duty"), "x") }, chat.ErrNotFound},
		"not a member speaks":   {func() (practice.Outcome, error) { return p.Say(ctx, in("chen", id), "x") }, chat.ErrNotFound},
		"not a member commands": {func() (practice.Outcome, error) { return p.Command(ctx, in("chen", id), "x") }, chat.ErrNotFound},
		"not a member presses": {func() (practice.Outcome, error) {
			return p.Press(ctx, in("chen", id), at.Message, chat.Action{Verb: "approve", Subject: "a", Digest: "d1"})
		}, chat.ErrNotFound},
		"a button that never was": {func() (practice.Outcome, error) {
			return p.Press(ctx, in("rivera", id), at.Message, chat.Action{Verb: "approve", Subject: "a", Digest: "forged"})
		}, practice.ErrInvalid},
		"somebody else's direct": {func() (practice.Outcome, error) { return p.Say(ctx, in("chen", "d-rivera"), "x") }, chat.ErrNotFound},
		"nothing said":           {func() (practice.Outcome, error) { return p.Say(ctx, in("chen", "c-duty"), " \n ") }, practice.ErrInvalid},
		"too much said": {func() (practice.Outcome, error) {
			return p.Say(ctx, in("chen", "c-duty"), strings.Repeat("x", practice.MaxText+1))
		}, practice.ErrTooBig},
		"a strange client": {func() (practice.Outcome, error) {
			return p.Say(ctx, practice.Act{User: "chen", Channel: "c-duty", Client: "a:b/c"}, "x")
		}, practice.ErrInvalid},
		"no file": {func() (practice.Outcome, error) { return p.Upload(ctx, in("chen", "c-duty"), "", nil) }, practice.ErrInvalid},
		"a big file": {func() (practice.Outcome, error) {
			return p.Upload(ctx, in("chen", "c-duty"), "", []chat.File{{Data: big}})
		}, practice.ErrTooBig},
		"no such form": {func() (practice.Outcome, error) { return p.Submit(ctx, in("chen", "c-duty"), "f1", nil, nil) }, chat.ErrNotFound},
		"no such thread": {func() (practice.Outcome, error) {
			return p.Say(ctx, practice.Act{User: "chen", Channel: "c-duty", Thread: at.Message}, "x")
		}, chat.ErrNotFound},
		"an emoji as long as a novel": {func() (practice.Outcome, error) {
			return p.React(ctx, in("rivera", id), at.Message, strings.Repeat("✅", 20))
		}, practice.ErrInvalid},
	} {
		if _, err := tt.do(); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := p.File("chen", id, at.Message, 0); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("a file of a channel that one does not see: %v", err)
	}
	if err := p.Archive(ctx, id); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Say(ctx, in("rivera", id), "x"); !errors.Is(err, chat.ErrArchived) {
		t.Errorf("speaking in an archived channel: %v, want ErrArchived", err)
	}
}

// A page that was drawn before an update presses what it showed, and the bot
// sees from the digest that it is old.
func TestAnOldButtonStillSaysWhatItMeant(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	card := func(digest string) chat.Message {
		return chat.Message{Text: "card", Buttons: []chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve", Digest: digest}}}}
	}
	at := must[chat.Ref](t)(p.Post(ctx, "k", "c-duty", "", card("d1")))
	if err := p.Update(ctx, at, card("d2")); err != nil {
		t.Fatal(err)
	}
	events, stop := runner(t, p, chat.Answer{})
	must[practice.Outcome](t)(p.Press(ctx, practice.Act{User: "chen", Channel: "c-duty"}, at.Message, chat.Action{Verb: "approve", Digest: "d1"}))
	stop()
	if got := events(); len(got) != 1 || got[0].Press.Digest != "d1" {
		t.Errorf("events = %+v, want the press with the old digest", got)
	}
}

func TestTheBotCanBeThrownOut(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	if err := p.Expel("c-duty"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Post(ctx, "k", "c-duty", "", chat.Message{Text: "x"}); !errors.Is(err, chat.ErrNotMember) {
		t.Errorf("Post: %v, want ErrNotMember", err)
	}
	if err := p.Admit("c-duty"); err != nil {
		t.Fatal(err)
	}
	must[chat.Ref](t)(p.Post(ctx, "k", "c-duty", "", chat.Message{Text: "x"}))
}

func TestUnread(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	unread := func(user string) string {
		var out []string
		for _, c := range must[[]practice.Channel](t)(p.Channels(user)) {
			if c.Unread > 0 {
				out = append(out, fmt.Sprintf("%s %d %v", c.Name, c.Unread, c.Mentioned))
			}
		}
		return strings.Join(out, ", ")
	}
	must[practice.Outcome](t)(p.Say(ctx, practice.Act{User: "chen", Channel: "c-duty"}, "hello"))
	must[chat.Ref](t)(p.Post(ctx, "k", "c-duty", "", chat.Message{Text: "approve please", Mention: []string{"okafor"}}))
	for user, want := range map[string]string{"chen": "duty 1 false", "rivera": "duty 2 false", "okafor": "duty 2 true"} {
		if got := unread(user); got != want {
			t.Errorf("unread of %s = %q, want %q", user, got, want)
		}
	}
	if err := p.Switch(ctx, "okafor", "c-duty"); err != nil {
		t.Fatal(err)
	}
	if got := unread("okafor"); got != "" {
		t.Errorf("unread after reading = %q", got)
	}
	for i := range 120 {
		must[chat.Ref](t)(p.Post(ctx, fmt.Sprint(i), "c-duty", "", chat.Message{Text: "flood"}))
	}
	if got := unread("okafor"); got != "duty 99 false" {
		t.Errorf("unread in a flood = %q", got)
	}
}

func TestTheFormItselfIsChecked(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	form := chat.Form{Title: "New", Inputs: []chat.Input{
		{Name: "kind", Kind: chat.Select, Options: []chat.Option{{Value: "witness"}}},
		{Name: "number", Kind: chat.Line, Max: 5},
		{Name: "what", Kind: chat.Lines},
		{Name: "note", Kind: chat.Line, Optional: true},
		{Name: "on", Kind: chat.Multiple, Options: []chat.Option{{Value: "a"}, {Value: "b"}}},
	}}
	events, stop := runner(t, p, chat.Answer{Open: &form})
	defer stop()
	a := practice.Act{User: "chen", Channel: "c-duty"}
	out := must[practice.Outcome](t)(p.Command(ctx, a, "new"))
	good := map[string][]string{"kind": {"witness"}, "number": {"12345"}, "what": {"a\r\nb"}, "on": {"a", "b"}, "extra": {"x"}}
	for field, bad := range map[string][]string{
		"kind": {"wanted"}, "number": {"123456"}, "what": {strings.Repeat("ö", 3001)}, "note": {"a\nb"}, "on": nil,
	} {
		values := maps.Clone(good)
		values[field] = bad
		got := must[practice.Outcome](t)(p.Submit(ctx, a, out.Form.ID, values, nil))
		if len(got.Errors) != 1 || got.Errors[field] == "" {
			t.Errorf("%s = %.20q: errors = %v, want one at the field", field, bad, got.Errors)
		}
	}
	if n := len(events()); n != 1 {
		t.Errorf("%d events, want only the command: the bot never sees a form that is not filled in", n)
	}
	must[practice.Outcome](t)(p.Submit(ctx, a, out.Form.ID, good, nil))
	s := events()[1].Submit
	if s.Value("what") != "a\nb" || len(s.Values["on"]) != 2 || s.Values["extra"] != nil {
		t.Errorf("submission = %+v", s)
	}
}

// A panic of the handler is an answer with a reference, and the end of nothing.
func TestAPanicIsAnswered(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	f := &far{Platform: p, form: map[string]string{}}
	runCtx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		done <- p.Run(runCtx, chat.HandlerFunc(func(context.Context, chat.Event) (chat.Answer, error) { panic("boom") }))
	}()
	f.Ready(t)
	if err := p.Run(ctx, nil); err == nil {
		t.Error("a second Run at the same time, want an error")
	}
	got := f.Command(t, "chen", "c-duty", "status")
	if len(got.Replies) != 1 || !strings.Contains(got.Replies[0].Text, "reference") {
		t.Errorf("replies = %+v, want one with a reference", got.Replies)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// Stopping waits for the answer that is being made, and a slow handler is told
// when its time is over.
func TestStopWaitsForTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := practice.New(practice.Options{Officers: officers(), Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var took time.Duration
		start := time.Now()
		stopped := make(chan struct{})
		go func() {
			_ = p.Run(ctx, chat.HandlerFunc(func(ctx context.Context, _ chat.Event) (chat.Answer, error) {
				<-ctx.Done()
				took = time.Since(start)
				return chat.Answer{Reply: &chat.Message{Text: "late"}}, ctx.Err()
			}))
			close(stopped)
		}()
		synctest.Wait()
		go func() {
			if _, err := p.Command(t.Context(), practice.Act{User: "chen", Channel: "c-duty"}, "x"); err != nil {
				t.Error(err)
			}
		}()
		synctest.Wait()
		cancel()
		<-stopped
		if took != 5*time.Second {
			t.Errorf("the handler had %v, want 5s", took)
		}
		page, err := p.Page("chen", "c-duty", "", 10)
		if err != nil || len(page.Messages) != 1 || page.Messages[0].Body.Text != "late" {
			t.Errorf("page = %+v, %v, want the answer", page, err)
		}
	})
}

// A watcher that sleeps through a flood is told to look at everything.
func TestWatch(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	w := p.Watch()
	defer w.Close()
	at := must[chat.Ref](t)(p.Post(ctx, "k", "c-duty", "", chat.Message{Text: "one"}))
	for i := range 5 {
		if err := p.Update(ctx, at, chat.Message{Text: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	<-w.Wake()
	if c := w.Take(); c.All || len(c.Messages) != 1 || c.Messages[0] != at {
		t.Errorf("changes = %+v, want the one message once", c)
	}
	if err := p.Update(ctx, at, chat.Message{Text: "4"}); err != nil {
		t.Fatal(err)
	}
	if c := w.Take(); len(c.Messages) != 0 {
		t.Errorf("an update that changes nothing is told of: %+v", c)
	}
	var all sync.WaitGroup
	for i := range 300 {
		all.Go(func() { must[chat.Ref](t)(p.Post(ctx, fmt.Sprint("f", i), "c-duty", "", chat.Message{Text: "x"})) })
	}
	all.Wait()
	<-w.Wake()
	if c := w.Take(); !c.All || len(c.Messages) != 0 {
		t.Errorf("changes = %d messages, want to be told to look at everything", len(c.Messages))
	}
}

func TestWhispersAreForOneAndBounded(t *testing.T) {
	ctx, p := t.Context(), open(t, nil)
	_, stop := runner(t, p, chat.Answer{Reply: &chat.Message{Text: "for you", Buttons: []chat.Button{{Label: "Again", Action: chat.Action{Verb: "again"}}}}})
	defer stop()
	a := practice.Act{User: "chen", Channel: "c-duty"}
	for range 60 {
		must[practice.Outcome](t)(p.Command(ctx, a, "status"))
	}
	mine := must[practice.Page](t)(p.Page("chen", "c-duty", "", 100)).Messages
	if len(mine) != 40 {
		t.Errorf("%d messages for one alone are kept, want 40", len(mine))
	}
	if n := len(must[practice.Page](t)(p.Page("rivera", "c-duty", "", 100)).Messages); n != 0 {
		t.Errorf("somebody else sees %d of them", n)
	}
	last := mine[len(mine)-1]
	must[practice.Outcome](t)(p.Press(ctx, a, last.ID, chat.Action{Verb: "again"}))
	if _, err := p.Press(ctx, practice.Act{User: "rivera", Channel: "c-duty"}, last.ID, chat.Action{Verb: "again"}); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("somebody else presses on it: %v, want ErrNotFound", err)
	}
	p.Dismiss("chen", last.ID)
	if _, err := p.Look("chen", "c-duty", last.ID); !errors.Is(err, chat.ErrNotFound) {
		t.Errorf("a dismissed message: %v, want ErrNotFound", err)
	}
}
