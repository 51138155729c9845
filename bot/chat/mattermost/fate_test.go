package mattermost_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
)

// room makes a channel that the adapter knows of.
func (w *world) room(name string) string {
	w.t.Helper()
	id, err := w.p.CreateRoom(w.t.Context(), name, chat.Room{Name: name, Title: name})
	if w.err(err) != nil {
		w.t.Fatal(err)
	}
	return id
}

// remove deletes a channel for good, as an administrator of the machine can.
func (w *world) remove(channel string) {
	w.t.Helper()
	w.server.RemoveChannel(channel)
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

// every is how the people of these tests change channels.
func (w *world) every() (change func(), want map[string]chat.Fate) {
	w.t.Helper()
	kicked, renamed, archived, deleted := w.room("kicked"), w.room("renamed"), w.room("archived"), w.room("deleted")
	return func() {
		w.Expel(w.t, kicked)
		w.Rename(w.t, renamed, "another-name")
		w.Close(w.t, archived)
		w.remove(deleted)
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

// What people did to channels while the bot was down is told once after its
// start.
func TestFatesWhileTheBotWasDown(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	change, want := w.every()
	w.down(change)
	w.same(w.fates(len(want)), want)
	w.quiet()
	w.down(func() {})
	w.quiet()
}

// It is found by looking alone when the server says nothing.
func TestFatesWithoutAnyEvent(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Look = 20 * time.Millisecond })
	w.run(nil)
	change, want := w.every()
	w.server.Deliver(func(user string, _ model.WebsocketEventType) int {
		if user == w.Bot() {
			return 0
		}
		return 1
	})
	change()
	w.same(w.fates(len(want)), want)
	w.server.Deliver(nil)
	w.quiet()
}

// A handler that could not take note of it is told again, with the same ID.
func TestFateIsToldAgainWhenItCouldNotBeNoted(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Look = 20 * time.Millisecond })
	ids := make(chan string, 100)
	n := 0
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- w.p.Run(ctx, chat.HandlerFunc(func(_ context.Context, e chat.Event) (chat.Answer, error) {
			ids <- e.ID
			if n++; n < 3 {
				return chat.Answer{}, errors.New("the disk is full")
			}
			return chat.Answer{}, nil
		}))
	}()
	w.Ready(t)
	w.Close(t, w.room("case-1"))
	first := <-ids
	for range 2 {
		if id := <-ids; id != first {
			t.Errorf("told again as %s, want %s", id, first)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if len(ids) != 0 {
		t.Errorf("it was told %d times more", len(ids))
	}
}

// What the bot does to its channels itself is never told, however often it looks
// meanwhile.
func TestOwnChangesAreNotTold(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Look = time.Millisecond })
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
	w := newWorld(t, func(o *mattermost.Options) { o.Look = 20 * time.Millisecond })
	w.run(nil)
	id := w.room("case-1")
	if err := w.p.Invite(t.Context(), id, w.ann()); err != nil {
		t.Fatal(err)
	}
	at, err := w.p.Post(t.Context(), "k", id, "", chat.Message{Text: "card"})
	if err != nil {
		t.Fatal(err)
	}
	w.Expel(t, id)
	w.fates(1)
	ann := w.client("ann")
	w.react(ann, w.ann(), at, check, true)
	w.later(5 * time.Hour)
	w.restart() // and handled everything else until then
	w.run(nil)
	w.quiet()
	w.stop()
	w.run(nil)
	w.Admit(t, id)
	if got := w.fates(1); got[id] != chat.Admitted {
		t.Errorf("fate %v, want admitted", got)
	}
	w.reacted(at, on)
	w.quiet()
}
