package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// A form that took long and was closed meanwhile is not lost: what is wrong with
// it is told, with what was typed.
func TestFormThatIsWrongAndClosedMeanwhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(func(e chat.Event) chat.Answer {
		if e.Command != nil {
			return chat.Answer{Open: ask()}
		}
		time.Sleep(1500 * time.Millisecond)
		return chat.Answer{Errors: map[string]string{"why": "That is no reason."}}
	})
	w.form()
	w.FaultOnce("views.update", slacktest.Fault{Error: "not_found"})
	w.Submit(t, w.ann(), because)
	w.next()
	w.until("she is told", func() bool {
		said := w.whispers(w.ann())
		return strings.Contains(said, "That is no reason.") && strings.Contains(said, "because") && strings.Contains(said, "not carried out")
	})
}

// A pause that Slack wants before it says what is on one message holds up no
// reaction on another, and no command.
func TestReactionThatHasToWaitHoldsUpNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	time.Sleep(time.Second) // a reaction from before the start is asked about too
	one, two := w.post("1", approve("one")), w.post("2", approve("two"))
	w.Hold()
	w.puts(one, check, true)
	w.Forget()
	w.FaultOnce("reactions.get", slacktest.Fault{RetryAfter: 2 * time.Second})
	w.Event(t, map[string]any{ // told late
		"type": "reaction_added", "user": w.ann(), "reaction": check, "item_user": slacktest.BotUser,
		"item": map[string]any{"type": "message", "channel": one.Channel, "ts": one.Message}, "event_ts": fmt.Sprintf("%d.000000", time.Now().Add(-time.Minute).Unix()),
	})
	began := time.Now()
	w.puts(two, check, true)
	if e := w.next(); e.At.Message != two.Message {
		t.Fatalf("first came %+v", e)
	}
	if d := time.Since(began); d > time.Second {
		t.Errorf("it took %v", d)
	}
	w.reacted(one, on)
}

// A channel that Slack lets nobody read keeps no other from being looked through.
func TestOneChannelThatCannotBeLookedThrough(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	dark, light := w.room("case-dark"), w.room("case-light")
	at, err := w.p.Post(t.Context(), "k", light, "", approve("card"))
	if err != nil {
		t.Fatal(err)
	}
	w.restart()
	w.puts(at, check, true)
	w.Fault("conversations.history", func(_ int, r slacktest.Request) slacktest.Fault {
		if r.Args.Get("channel") == dark {
			return slacktest.Fault{Error: "team_access_not_granted"}
		}
		return slacktest.Fault{}
	})
	w.run(nil)
	w.reacted(at, on)
}
