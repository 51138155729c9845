package slack_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// A reaction that is there already, one of the bot itself, one on somebody
// else's message and an event that comes twice are no events.
func TestReactionsThatSayNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.puts(at, check, true)
	w.reacted(at, on)
	w.Again(t)
	w.puts(at, check, true)
	w.Event(t, map[string]any{
		"type": "reaction_added", "user": slacktest.BotUser, "reaction": "x", "item_user": slacktest.BotUser,
		"item": map[string]any{"type": "message", "channel": at.Channel, "ts": at.Message},
	})
	w.puts(at, "eyes", true)
	w.quiet()
	w.puts(at, check, false)
	w.reacted(at, off)
	w.Again(t)
	w.puts(at, check, true)
	w.reacted(at, on)
	w.quiet()
}

// Nobody is asked about the messages of others.
func TestReactionsOnMessagesOfOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	w.looked()
	mine := w.Say(t, w.bob(), w.newsroom(), "", "mine")
	w.quiet()
	before := len(w.Requests(""))
	for range 5 {
		w.puts(mine, check, true)
		w.puts(mine, check, false)
	}
	w.Idle(t)
	if n := len(w.Requests("")) - before; n != 0 {
		t.Errorf("%d requests were made: %+v", n, w.Requests("")[before:])
	}
	w.quiet()
}

// A department's own names for emoji count like those that they stand for, also
// those that are given while the bot runs.
func TestReactionsByOtherNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.AddEmoji("approve", "alias:white_check_mark")
	w.AddEmoji("yes", "alias:approve")
	w.AddEmoji("round", "alias:circle")
	w.AddEmoji("circle", "alias:round")
	w.AddEmoji("logo", "https://emoji.example/logo.png")
	w.run(nil)
	for _, name := range []string{"approve", "yes", "heavy_check_mark", "white_check_mark::skin-tone-3"} {
		at := w.say(name, "card")
		w.puts(at, name, true)
		w.reacted(at, on)
		w.puts(at, name, false)
		w.reacted(at, off)
	}
	at := w.say("k", "card")
	for _, name := range []string{"round", "logo", "nobody-knows", "later"} {
		w.puts(at, name, true)
	}
	w.quiet()
	w.AddEmoji("later", "alias:x")
	before := w.asked("emoji.list")
	w.Event(t, map[string]any{"type": "emoji_changed", "subtype": "add", "name": "later"})
	w.until("the names are asked for", func() bool { return w.asked("emoji.list") > before })
	w.until("the name is known", func() bool {
		w.puts(at, "later", false)
		w.puts(at, "later", true)
		select {
		case e := <-w.events:
			return e.React != nil && e.React.Emoji == chat.Cross
		default:
			return false
		}
	})
}

// Of two reactions that mean the same, the first that is taken away takes
// nothing back.
func TestTwoReactionsOfOneMeaning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.puts(at, check, true)
	first := w.reacted(at, on)
	w.puts(at, tick, true)
	if second := w.reacted(at, on); second.ID == first.ID {
		t.Error("two reactions have one ID")
	}
	w.puts(at, check, false)
	w.quiet()
	w.puts(at, tick, false)
	w.reacted(at, off)
}

// A reaction that Slack tells again after it was withdrawn, by whatever way and
// however late, does not come back.
func TestReactionThatIsToldLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.puts(at, check, true)
	added := w.Sent()[0]["event"].(map[string]any)
	w.reacted(at, on)
	w.puts(at, check, false)
	removed := w.Sent()[0]["event"].(map[string]any)
	w.reacted(at, off)
	w.Event(t, added)
	w.quiet()
	w.later(time.Minute) // so that it is asked about
	w.Event(t, added)
	w.quiet()
	w.restart() // and forgotten when it was given
	w.run(nil)
	w.Event(t, added)
	w.quiet()
	w.puts(at, check, true)
	w.reacted(at, on)
	w.Event(t, removed)
	w.quiet()
}

// Over two connections, what was done comes in the wrong order.
func TestReactionsInTheWrongOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.tune = stagger(0)
	w.restart()
	w.run(nil)
	w.until("both connections are there", func() bool { open, _ := w.Sockets(); return open == 2 })
	gone, given := w.say("1", "card"), w.say("2", "card")
	w.puts(given, check, true)
	w.reacted(given, on)
	w.Hold()
	w.puts(gone, check, true)
	w.puts(gone, check, false)
	w.puts(given, check, false)
	w.puts(given, check, true)
	w.Release(true)
	w.quiet()
	w.puts(gone, check, true)
	w.reacted(gone, on)
	w.puts(given, check, false)
	w.reacted(given, off)
}

// What was done while the bot was down counts once: given, taken away, both,
// two of one meaning, and in threads.
func TestReactionsWhileTheBotWasDown(t *testing.T) {
	for name, more := range map[string][]slacktest.Option{"everybody named": nil, "nobody named": {slacktest.NamesAtMost(0)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil, more...)
			w.run(nil)
			one, two, three, four := w.say("1", "card"), w.say("2", "card"), w.say("3", "card"), w.say("4", "card")
			five, err := w.p.Post(t.Context(), "5", w.newsroom(), one.Message, approve("in the thread"))
			if err != nil {
				t.Fatal(err)
			}
			w.puts(two, check, true)
			w.reacted(two, on)
			w.restart()
			w.Hold()
			w.puts(one, check, true)
			w.puts(two, check, false)
			w.puts(three, check, true)
			w.puts(three, check, false)
			w.puts(four, check, true)
			w.puts(four, tick, true)
			w.puts(four, check, false)
			w.puts(five, check, true)
			w.Forget()
			w.run(nil)
			w.found(map[chat.Ref]chat.Reaction{one: on, two: off, four: on, five: on})
			w.quiet()
			w.down(func() {}) // and not once more
			w.quiet()
		})
	}
}

// found takes as many events as are wanted, in any order.
func (w *world) found(want map[chat.Ref]chat.Reaction) {
	w.t.Helper()
	got := map[string]chat.Reaction{}
	for range want {
		e := w.next()
		if _, twice := got[e.At.Message]; twice || e.React == nil {
			w.t.Fatalf("event %+v %+v", e, e.React)
		}
		got[e.At.Message] = *e.React
	}
	for at, r := range want {
		if got[at.Message] != r {
			w.t.Errorf("reaction %+v on %s, want %+v", got[at.Message], at.Message, r)
		}
	}
}

// A reaction that was heard a moment ago and is withdrawn while there is no
// connection, is withdrawn.
func TestReactionWithdrawnInAGap(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	one, two := w.say("1", "card"), w.say("2", "card")
	w.puts(one, check, true)
	w.reacted(one, on)
	w.puts(two, check, true)
	w.reacted(two, on)
	w.puts(two, check, false)
	w.reacted(two, off)
	w.Refuse(true)
	w.Cut()
	w.until("there is no connection", func() bool { open, _ := w.Sockets(); return open == 0 })
	w.Hold()
	w.puts(one, check, false)
	w.puts(two, check, true)
	w.Forget()
	w.Refuse(false)
	w.found(map[chat.Ref]chat.Reaction{one: off, two: on})
	w.quiet()
}

// A message of long ago is looked at for as long as it can matter, and so is its
// thread.
func TestReactionsOnOldMessages(t *testing.T) {
	t.Parallel()
	var back atomic.Int64 // how far Slack's clock and ours are behind
	back.Store(int64(61 * 24 * time.Hour))
	clock := func() time.Time { return time.Now().Add(-time.Duration(back.Load())) }
	w := newWorld(t, func(o *slack.Options) { o.Now = clock }, slacktest.Clock(clock))
	dead := w.say("1", "dead card")
	time.Sleep(5 * time.Millisecond) // what was made in the same moment is looked at as well
	changed := w.say("2", "changed card")
	back.Store(int64(9 * 24 * time.Hour))
	old := w.say("3", "old card")
	under, err := w.p.Post(t.Context(), "4", w.newsroom(), old.Message, approve("in the thread"))
	if err != nil {
		t.Fatal(err)
	}
	w.update(changed, approve("changed"))
	back.Store(int64(time.Hour))
	w.run(nil)
	w.quiet()
	w.restart()
	w.Hold()
	for _, at := range []chat.Ref{dead, changed, old, under} {
		w.puts(at, check, true)
	}
	w.Upload(t, w.ann(), old, []chat.File{{Name: "car.png", Data: []byte("1")}})
	w.Forget()
	back.Store(0)
	w.run(nil)
	got := map[string]bool{}
	for range 4 {
		e := w.next()
		if e.React == nil && e.Upload == nil {
			t.Fatalf("event %+v", e)
		}
		got[e.At.Message] = true
	}
	if got[dead.Message] || !got[changed.Message] || !got[old.Message] || !got[under.Message] {
		t.Errorf("events of %v", got)
	}
	w.quiet()
}

// A reaction of which nobody could take note is told again, under the same ID.
func TestReactionIsToldAgainWhenItCouldNotBeNoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	ids := make(chan string, 100)
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		ids <- e.ID
		if len(ids) < 2 {
			return chat.Answer{}, errors.New("the card is not known yet")
		}
		return chat.Answer{}, nil
	})
	w.Ready(t)
	w.React(t, w.ann(), w.say("k", "card"), chat.Check)
	w.until("it is told twice", func() bool { return len(ids) == 2 })
	if first, second := <-ids, <-ids; first != second {
		t.Errorf("IDs %s and %s, want the same", first, second)
	}
	w.stop()
	if len(ids) != 0 {
		t.Errorf("it was told %d times more", len(ids))
	}
}

// A handler that can never take note of it keeps nobody else from being heard,
// and is told once more later.
func TestReactionThatNobodyCanNote(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	bad := w.say("bad", "card")
	ids := make(chan string, 1000)
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		if e.At.Message == bad.Message {
			return chat.Answer{}, errors.New("never")
		}
		ids <- e.ID
		return chat.Answer{}, nil
	})
	w.Ready(t)
	w.React(t, w.ann(), bad, chat.Check)
	for i := range 3 {
		w.React(t, w.ann(), w.say(fmt.Sprint(i), "card"), chat.Check)
	}
	for range 3 {
		select {
		case <-ids:
		case <-time.After(patience):
			t.Fatal("nothing else is heard")
		}
	}
	w.stop()
	w.run(nil)
	w.reacted(bad, on)
}
