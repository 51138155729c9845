package slack_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// room makes a channel that the adapter knows of, with the officers in it.
func (w *world) room(name string) string {
	w.t.Helper()
	id, err := w.p.CreateRoom(w.t.Context(), name, chat.Room{Name: name, Title: name})
	if w.err(err) != nil {
		w.t.Fatal(err)
	}
	for _, u := range w.Officers() {
		if err := w.err(w.p.Invite(w.t.Context(), id, u)); err != nil {
			w.t.Fatal(err)
		}
	}
	return id
}

// fates takes n events and returns what they say became of which channel.
func (w *world) fates(n int) map[string]chat.Fate {
	w.t.Helper()
	out := map[string]chat.Fate{}
	for range n {
		e := w.next()
		if e.Room == nil {
			w.t.Fatalf("event %+v, want what became of a channel", e)
		}
		if f, twice := out[e.At.Channel]; twice {
			w.t.Errorf("channel %s was told of twice: %s and %s", e.At.Channel, f, e.Room.Fate)
		}
		out[e.At.Channel] = e.Room.Fate
	}
	return out
}

// looked waits until the bot has looked at its channels after its start, for what
// it missed and then for what became of them, so that it finds by itself nothing
// of what people do then.
func (w *world) looked() {
	w.t.Helper()
	for steady, n := 0, 0; steady < 3; {
		w.quiet()
		if now := w.asked("users.conversations"); now > 1 && now == n {
			steady++
		} else {
			steady, n = 0, now
		}
	}
}

// every is how the people of these tests change channels.
func (w *world) every() (change func(), want map[string]chat.Fate) {
	w.t.Helper()
	kicked, renamed, archived, deleted := w.room("kicked"), w.room("renamed"), w.room("archived"), w.room("deleted")
	return func() {
		w.Destroy(w.t, deleted) // first, because until the bot is told, a look finds it expelled
		w.Expel(w.t, kicked)
		w.Rename(w.t, renamed, "another-name")
		w.Close(w.t, archived)
	}, map[string]chat.Fate{kicked: chat.Expelled, renamed: chat.Renamed, archived: chat.Archived, deleted: chat.Deleted}
}

func (w *world) same(got, want map[string]chat.Fate) {
	w.t.Helper()
	for id, f := range want {
		if got[id] != f {
			w.t.Errorf("channel %s is said to be %s, want %s", id, got[id], f)
		}
	}
}

// What people do to channels is told once, whichever of its events Slack sends
// when the bot is removed and whatever it calls a channel that cannot be seen.
func TestFatesWhileConnected(t *testing.T) {
	for name, more := range map[string][]slacktest.Option{
		"all": nil, "left": {slacktest.Leaving("left")}, "member_left": {slacktest.Leaving("member_left_channel")}, "not_in_channel": {slacktest.Strangers("not_in_channel")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil, more...)
			w.run(nil)
			w.looked()
			change, want := w.every()
			change()
			w.same(w.fates(len(want)), want)
			w.quiet()
		})
	}
}

// What was done while the bot was down is told once after its start. That a
// channel was deleted Slack does not say then.
func TestFatesWhileTheBotWasDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	change, want := w.every()
	for id, f := range want {
		if f == chat.Deleted {
			want[id] = chat.Expelled
		}
	}
	w.restart()
	w.Hold()
	change()
	w.Forget()
	w.run(nil)
	w.same(w.fates(len(want)), want)
	w.quiet()
	w.down(func() {})
	w.quiet()
}

// It is found by looking alone when Slack says nothing.
func TestFatesWithoutAnyEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *slack.Options) { o.Look = 20 * time.Millisecond })
	w.run(nil)
	change, want := w.every()
	for id, f := range want {
		if f == chat.Deleted {
			want[id] = chat.Expelled
		}
	}
	w.Hold()
	change()
	w.same(w.fates(len(want)), want)
	w.Forget()
	w.quiet()
}

// A channel goes through everything that can be done to it and undone.
func TestFatesAndBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	w.looked()
	id := w.room("case-1")
	for _, step := range []struct {
		do   func()
		want chat.Fate
		by   string
	}{
		{func() { w.Expel(t, id) }, chat.Expelled, w.ann()},
		{func() { w.Admit(t, id) }, chat.Admitted, w.ann()},
		{func() { w.Close(t, id) }, chat.Archived, w.ann()},
		{func() { w.Reopen(t, id) }, chat.Restored, w.ann()},
		{func() { w.Rename(t, id, "case-2") }, chat.Renamed, w.ann()}, // two events tell of it, and one of them names nobody
		{func() { w.Destroy(t, id) }, chat.Deleted, ""},
	} {
		step.do()
		e := w.next()
		if step.want == chat.Deleted && e.Room != nil && e.Room.Fate == chat.Expelled {
			e = w.next() // a look was faster than the event
		}
		if e.Room == nil || e.Room.Fate != step.want || e.At.Channel != id || e.User != step.by && e.User != "" { // a look that is faster than the event names nobody
			t.Fatalf("event %+v %+v, want %s by %q", e, e.Room, step.want, step.by)
		}
		if step.want == chat.Renamed && e.Room.Name != "case-2" {
			t.Errorf("it is called %q", e.Room.Name)
		}
	}
	w.quiet()
}

// A handler that could not take note of it is told again, with the same ID.
func TestFateIsToldAgainWhenItCouldNotBeNoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *slack.Options) { o.Look = 20 * time.Millisecond })
	ids := make(chan string, 100)
	n := 0
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		ids <- e.ID
		if n++; n < 3 {
			return chat.Answer{}, errors.New("the disk is full")
		}
		return chat.Answer{}, nil
	})
	w.Ready(t)
	w.Close(t, w.room("case-1"))
	first := <-ids
	for range 2 {
		if id := <-ids; id != first {
			t.Errorf("told again as %s, want %s", id, first)
		}
	}
	w.stop()
	if len(ids) != 0 {
		t.Errorf("it was told %d times more", len(ids))
	}
}

// What the bot does to its channels itself is never told, however often it looks
// meanwhile.
func TestOwnChangesAreNotTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *slack.Options) { o.Look = time.Millisecond })
	w.run(nil)
	for i := range 25 {
		id := w.room("case-" + string(rune('a'+i)))
		for _, title := range []string{"One", "Two"} {
			if err := w.p.DescribeRoom(t.Context(), id, chat.Room{Title: title, Topic: title}); w.err(err) != nil {
				t.Fatal(err)
			}
		}
		if err := w.p.Archive(t.Context(), id); w.err(err) != nil {
			t.Fatal(err)
		}
	}
	w.quiet()
}

// What was said in a channel while the bot was removed from it is heard when it
// is back, however long that took.
func TestReactionsWhileTheBotWasExpelled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	id := w.room("case-1")
	at, err := w.p.Post(t.Context(), "k", id, "", chat.Message{Text: "card"})
	if err != nil {
		t.Fatal(err)
	}
	w.Expel(t, id)
	w.fates(1)
	w.puts(at, check, true)
	w.later(5 * time.Hour)
	w.restart() // and handled everything else until then
	w.run(nil)
	w.quiet()
	w.restart()
	w.run(nil)
	w.Admit(t, id)
	// Which of the two is found first is nobody's promise.
	for range 2 {
		switch e := w.next(); {
		case e.Room != nil && e.Room.Fate == chat.Admitted && e.At.Channel == id:
		case e.React != nil && *e.React == on && e.At.Message == at.Message && e.User == w.ann():
		default:
			t.Errorf("event %+v %+v %+v, want that it was admitted, and the reaction", e, e.Room, e.React)
		}
	}
	w.quiet()
}
