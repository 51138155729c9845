package mattermost_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// Names that mean the same and that a real server has. None of its emoji that
// mean something to the bot come in skin tones, so two names for one meaning
// are what two tones would be.
const (
	check = "white_check_mark"
	tick  = "heavy_check_mark"
)

// reacted takes the next event, which has to be a reaction of ann.
func (w *world) reacted(at chat.Ref, want chat.Reaction) chat.Event {
	w.t.Helper()
	e := w.next()
	if e.React == nil || *e.React != want || e.At.Message != at.Message || e.User != w.ann() {
		w.t.Fatalf("event %+v %+v, want %+v on %s", e, e.React, want, at.Message)
	}
	return e
}

var (
	on  = chat.Reaction{Emoji: chat.Check}
	off = chat.Reaction{Emoji: chat.Check, Removed: true}
)

// A reaction that is there already, one of the bot itself, one on somebody
// else's message and an event that comes twice are no events.
func TestReactionsThatSayNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	ann, at := w.client("ann"), w.say("k", "card")
	w.React(t, w.ann(), at, chat.Check)
	w.reacted(at, on)
	w.Again(t)
	w.react(ann, w.ann(), at, check, true)
	w.server.RepeatLast(w.Bot())
	bot := model.NewAPIv4Client(w.server.URL())
	bot.HTTPClient = &http.Client{Transport: w.transport}
	bot.SetToken(w.place.Token)
	w.react(bot, w.Bot(), at, "x", true)
	p, _, err := ann.CreatePost(t.Context(), &model.Post{ChannelId: w.newsroom(), Message: "mine"})
	if err != nil {
		t.Fatal(err)
	}
	w.react(ann, w.ann(), chat.Ref{Message: p.Id}, check, true)
	w.quiet()
	w.react(ann, w.ann(), at, check, false)
	w.reacted(at, off)
	w.react(ann, w.ann(), at, check, true)
	w.reacted(at, on)
	w.server.Deliver(func(string, model.WebsocketEventType) int { return 3 })
	w.react(ann, w.ann(), at, check, false)
	w.reacted(at, off)
	w.server.Deliver(nil)
	w.quiet()
}

// Of two reactions that mean the same, the first that is taken away takes
// nothing back.
func TestTwoReactionsOfOneMeaning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	ann, at := w.client("ann"), w.say("k", "card")
	w.react(ann, w.ann(), at, check, true)
	first := w.reacted(at, on)
	w.react(ann, w.ann(), at, tick, true)
	if second := w.reacted(at, on); second.ID == first.ID {
		t.Error("two reactions have one ID")
	}
	w.react(ann, w.ann(), at, check, false)
	w.quiet()
	w.react(ann, w.ann(), at, tick, false)
	w.reacted(at, off)
}

// down does something while the adapter is down, and starts it again.
func (w *world) down(meanwhile func()) {
	w.t.Helper()
	w.restart()
	meanwhile()
	w.run(nil)
}

// What was done while the bot was down counts once: given, taken away, both,
// and given before the card changed.
func TestReactionsWhileTheBotWasDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	ann := w.client("ann")
	one, two, three, four := w.say("1", "card"), w.say("2", "card"), w.say("3", "card"), w.say("4", "card")
	w.react(ann, w.ann(), two, check, true)
	w.reacted(two, on)
	w.down(func() {
		w.react(ann, w.ann(), one, check, true)
		w.react(ann, w.ann(), two, check, false)
		w.react(ann, w.ann(), three, check, true)
		w.react(ann, w.ann(), three, check, false)
		w.react(ann, w.ann(), four, check, true)
		w.react(ann, w.ann(), four, tick, true)
		w.react(ann, w.ann(), four, check, false)
	})
	got := map[string]chat.Reaction{}
	for range 3 {
		e := w.next()
		if _, twice := got[e.At.Message]; twice {
			t.Errorf("two events of message %s", e.At.Message)
		}
		got[e.At.Message] = *e.React
	}
	for at, want := range map[chat.Ref]chat.Reaction{one: on, two: off, four: on} {
		if got[at.Message] != want {
			t.Errorf("reaction %+v on %s, want %+v", got[at.Message], at.Message, want)
		}
	}
	w.quiet()
	w.down(func() {}) // and not once more
	w.quiet()
}

// A reaction that was given before the card changed, or too soon after, is
// stale; one that was given to what it shows now is not.
func TestStaleReactions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	ann, bob := w.client("ann"), w.client("bob")
	one, two := w.post("1", approve("card")), w.post("2", approve("card"))
	w.restart()
	w.react(ann, w.ann(), one, check, true)
	// The card changes before the bot has looked for what it missed.
	w.forgetSince(func() { w.update(one, approve("changed")) })
	w.run(nil)
	w.reacted(one, chat.Reaction{Emoji: chat.Check, Stale: true})
	w.react(ann, w.ann(), one, check, false)
	w.reacted(one, off)
	w.update(two, approve("changed"))
	w.react(ann, w.ann(), two, check, true)
	w.reacted(two, chat.Reaction{Emoji: chat.Check, Stale: true}) // nobody reads that fast
	w.update(two, approve("changed"))                             // which changes nothing
	<-time.NewTimer(1100 * time.Millisecond).C                    // the server's clock cannot be moved, and reading takes a second
	w.react(bob, w.bob(), two, check, true)
	if e := w.next(); e.React == nil || e.React.Stale {
		t.Errorf("event %+v %+v, want a reaction to what the card shows now", e, e.React)
	}
}

// forgetSince does something as if the bot had never looked for what it missed.
func (w *world) forgetSince(f func()) {
	w.t.Helper()
	since, err := w.keeper.Get("since")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, step := range []func() error{
		func() error { return w.keeper.Save("since", nil) },
		func() error { f(); return nil },
		func() error { return w.keeper.Save("since", since) },
	} {
		if err := step(); err != nil {
			w.t.Fatal(err)
		}
	}
}
