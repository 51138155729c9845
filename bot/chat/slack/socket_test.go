package slack_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// A connection may end in every way: nothing is lost and nothing counts twice.
func TestBrokenConnection(t *testing.T) {
	for name, breaks := range map[string]func(*world){
		"warning":           func(w *world) { w.Disconnect(slacktest.Warning) },
		"refresh requested": func(w *world) { w.Disconnect(slacktest.RefreshRequested) },
		"link disabled":     func(w *world) { w.Disconnect(slacktest.LinkDisabled) },
		"cut":               func(w *world) { w.Cut() },
	} {
		for _, n := range []int{1, 2} {
			t.Run(fmt.Sprint(name, " of ", n), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil, slacktest.Redeliver(500*time.Millisecond))
				if n == 2 {
					w.tune = stagger(0)
					w.restart()
				}
				w.run(nil)
				w.until("all connections are there", func() bool { open, _ := w.Sockets(); return open == n })
				one, two := w.say("1", "card"), w.say("2", "card")
				w.puts(one, check, true)
				w.reacted(one, on)
				_, before := w.Sockets()
				breaks(w)
				w.UnreactWith(t, w.ann(), one, check)
				w.ReactWith(t, w.ann(), two, check)
				w.found(map[chat.Ref]chat.Reaction{one: off, two: on})
				w.until("it connects anew", func() bool { open, ever := w.Sockets(); return open == n && ever >= before+n })
				w.quiet()
				if err := w.p.Check(t.Context()); err != nil {
					t.Errorf("Check: %v", err)
				}
			})
		}
	}
}

// Slack that goes silent without a goodbye is noticed.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.Ping(50*time.Millisecond))
	w.tune = func(p *slack.Platform) { p.Pings(400 * time.Millisecond) }
	w.restart()
	w.run(nil)
	at := w.say("k", "card")
	time.Sleep(time.Second)
	if _, ever := w.Sockets(); ever != 1 {
		t.Errorf("%d connections were made while Slack was there", ever)
	}
	w.Silence(true)
	w.until("a new connection is made", func() bool { _, ever := w.Sockets(); return ever > 1 })
	w.Silence(false)
	w.puts(at, check, true)
	w.reacted(at, on)
	w.quiet()
}

// Slack that gives out no connections for a while is waited for, and the bot's
// health says so.
func TestRefusedConnections(t *testing.T) {
	for name, f := range map[string]func(w *world, on bool){
		"refused": func(w *world, on bool) { w.Refuse(on) },
		"limited": func(w *world, on bool) {
			w.Fault("apps.connections.open", func(int, slacktest.Request) slacktest.Fault {
				if !on {
					return slacktest.Fault{}
				}
				return slacktest.Fault{RetryAfter: time.Second}
			})
		},
		"500": func(w *world, on bool) {
			w.Fault("apps.connections.open", func(int, slacktest.Request) slacktest.Fault {
				if !on {
					return slacktest.Fault{}
				}
				return slacktest.Fault{Status: 500}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(nil)
			at := w.say("k", "card")
			f(w, true)
			w.Cut()
			w.until("the bot says that Slack is away", func() bool { return w.p.Check(t.Context()) != nil })
			w.ReactWith(t, w.ann(), at, check)
			f(w, false)
			w.reacted(at, on)
			w.quiet()
			if err := w.p.Check(t.Context()); err != nil {
				t.Errorf("Check: %v while Slack is there", err)
			}
		})
	}
}

// An app that has as many connections as it may goes on trying, also with its
// second.
func TestTooManyConnections(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.tune = stagger(50 * time.Millisecond)
	w.restart()
	w.Expect("more than 10 websockets")
	free := w.Crowd(t, 9)
	w.run(nil)
	at := w.say("k", "card")
	w.until("the second is refused", func() bool { return len(w.Violations()) > 0 })
	w.puts(at, check, true)
	w.reacted(at, on)
	free()
	w.until("the second is there", func() bool { open, _ := w.Sockets(); return open == 2 })
	w.quiet()
}

// A flood of reactions keeps its order for each person, and lets commands through.
func TestFlood(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.SlowestAck(time.Minute), slacktest.Redeliver(time.Minute))
	const people, rounds = 100, 50
	var users []string
	for i := range people {
		users = append(users, w.AddUser(slacktest.User{Name: fmt.Sprint("officer", i)}))
	}
	last, given := map[string]string{}, map[string]bool{}
	w.run(func(e chat.Event) chat.Answer {
		if e.React != nil && e.User != w.ann() {
			if given[e.User] == !e.React.Removed {
				w.t.Errorf("%s: told twice that it is %v", e.User, !e.React.Removed)
			}
			given[e.User], last[e.User] = !e.React.Removed, e.ID
		}
		return chat.Answer{}
	})
	at := w.say("k", "card")
	<-time.NewTimer(1200 * time.Millisecond).C // what is from before the start is asked about
	for range rounds {
		for _, u := range users {
			w.ReactWith(t, u, at, check)
		}
		w.Idle(t)
		for _, u := range users {
			w.UnreactWith(t, u, at, check)
		}
		w.Idle(t)
	}
	w.Command(t, w.ann(), w.newsroom(), "status")
	w.puts(at, check, true)
	n := 0
	for {
		e := w.next()
		if e.React != nil && e.User == w.ann() {
			break
		}
		n++
	}
	if n != 2*people*rounds+1 {
		t.Errorf("%d events, want %d and a command", n, 2*people*rounds)
	}
	for _, u := range users {
		if given[u] || !strings.HasSuffix(last[u], fmt.Sprint(":", 2*rounds)) {
			t.Errorf("%s: it ends as %v with %s", u, given[u], last[u])
		}
	}
}

// What nobody knows is acknowledged and harms nothing.
func TestUnknownAndUnreadable(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	for _, e := range []map[string]any{
		{"type": "something_new"},
		{"type": 5},
		{},
		{"type": "message"},
		{"type": "message", "channel": map[string]any{"x": 1}, "files": "none"},
		{"type": "reaction_added"},
		{"type": "reaction_added", "item": "message", "event_ts": true},
		{"type": "reaction_added", "user": w.ann(), "reaction": check, "item_user": slacktest.BotUser, "event_ts": "nonsense", "item": map[string]any{"type": "message", "channel": "C1", "ts": "../../x"}},
		{"type": "member_left_channel", "user": slacktest.BotUser},
		{"type": "channel_rename", "channel": []any{}},
		{"type": "group_deleted"},
		{"type": "tokens_revoked"},
		{"type": "message", "subtype": "file_share", "user": w.ann(), "channel": w.newsroom(), "ts": "1", "thread_ts": "2", "files": []any{map[string]any{"id": 7}}},
	} {
		w.Event(t, e)
	}
	for _, kind := range []string{"slash_commands", "interactive", "events_api", "quite_new", ""} {
		for _, payload := range []any{nil, "text", []any{}, map[string]any{}, map[string]any{"type": "view_submission"}, map[string]any{"type": "block_actions", "actions": []any{map[string]any{"type": "button"}}}, 5} {
			w.Send(t, kind, payload)
		}
	}
	w.Idle(t)
	w.quiet()
	if strings.Contains(w.log(), "panic") {
		t.Errorf("something panicked:\n%s", w.log())
	}
}

// Everything that Slack tells is acknowledged within a second, also when the
// handler needs two, or never comes back.
func TestAcknowledgedInTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	hang := make(chan struct{})
	w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		if e.Command != nil && e.Command.Line == "hang" {
			<-hang
		}
		time.Sleep(1500 * time.Millisecond)
		return chat.Answer{Reply: &chat.Message{Text: "here you are"}}, nil
	})
	w.Ready(t)
	at := w.post("k", approve("card"))
	w.Command(t, w.ann(), w.newsroom(), "hang")
	w.Press(t, w.ann(), at, "Approve")
	w.React(t, w.ann(), at, chat.Check)
	w.Linger = 3 * time.Second
	if got := w.Command(t, w.ann(), w.newsroom(), "status"); !strings.Contains(said(got), "here you are") {
		t.Errorf("said %q", said(got))
	}
	for _, a := range w.Acks() {
		if a.Took > time.Second {
			t.Errorf("%s was acknowledged after %v", a.Kind, a.Took)
		}
	}
	close(hang)
}

// The second connection takes over without loss while the first is made anew.
func TestSecondConnectionTakesOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.Redeliver(500*time.Millisecond))
	w.tune = stagger(0)
	w.restart()
	w.run(nil)
	w.until("both are there", func() bool { open, _ := w.Sockets(); return open == 2 })
	at := w.say("k", "card")
	for range 5 {
		_, ever := w.Sockets()
		w.CutOne()
		w.puts(at, check, true)
		w.reacted(at, on)
		w.puts(at, check, false)
		w.reacted(at, off)
		w.until("both are there again", func() bool { open, now := w.Sockets(); return open == 2 && now > ever })
	}
	w.quiet()
}

// What Slack told a connection that was dead already came to nobody, while the
// other lived: it is found when the dead one is noticed.
func TestWhatADeadConnectionWasTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.tune = stagger(0)
	w.restart()
	w.run(nil)
	w.until("both are there", func() bool { open, _ := w.Sockets(); return open == 2 })
	at := w.say("k", "card")
	w.Hold()
	w.puts(at, check, true)
	w.Forget()
	w.CutOne()
	w.reacted(at, on)
}
