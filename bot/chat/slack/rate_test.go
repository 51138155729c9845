package slack_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// One channel's pause holds up no other, nobody comes before it is over, and
// what was put off is shown once.
func TestPauseOfOneChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	room := w.room("case-1")
	w.FaultOnce("chat.postMessage", slacktest.Fault{RetryAfter: 2 * time.Second})
	_, err := w.p.Post(t.Context(), "k", w.newsroom(), "", approve("put off"))
	limited, ok := errors.AsType[*chat.RateLimited](w.err(err))
	if !ok || limited.After != 2*time.Second {
		t.Fatalf("Post: %v, want a pause of two seconds", err)
	}
	before := w.asked("chat.postMessage")
	if _, err := w.p.Post(t.Context(), "other", room, "", approve("meanwhile")); w.err(err) != nil {
		t.Errorf("into another channel: %v", err)
	}
	for range 20 {
		_, err := w.p.Post(t.Context(), "k", w.newsroom(), "", approve("put off"))
		if limited, ok := errors.AsType[*chat.RateLimited](err); !ok || limited.After <= 0 {
			t.Errorf("Post: %v, want that it is too early", err)
		}
	}
	if n := w.asked("chat.postMessage") - before; n != 1 {
		t.Errorf("%d messages were posted, want the other channel's", n)
	}
	time.Sleep(2100 * time.Millisecond)
	w.post("k", approve("put off"))
	if n := w.count("put off"); n != 1 || w.Early() > 0 {
		t.Errorf("it is shown %d times; %d calls came too early", n, w.Early())
	}
}

// methods are all that the port asks of a platform, each ready to be called on
// a platform that knows who it is.
func methods(w *world) map[string]func(context.Context) error {
	w.t.Helper()
	at := w.say("before", "a card")
	room, err := w.p.CreateRoom(w.t.Context(), "before", chat.Room{Name: "before"})
	if err != nil {
		w.t.Fatal(err)
	}
	_, name := w.Public()
	m := approve(secretWords)
	m.Mention = []string{w.bob()}
	m.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}
	return map[string]func(context.Context) error{
		"Post": func(ctx context.Context) error {
			_, err := w.p.Post(ctx, "k", w.newsroom(), "", m)
			return err
		},
		"Update": func(ctx context.Context) error { return w.p.Update(ctx, at, m) },
		"Direct": func(ctx context.Context) error {
			_, err := w.p.Direct(ctx, w.ann())
			return err
		},
		"CreateRoom": func(ctx context.Context) error {
			_, err := w.p.CreateRoom(ctx, "k", chat.Room{Name: "case-2", Purpose: secretWords})
			return err
		},
		"DescribeRoom": func(ctx context.Context) error {
			return w.p.DescribeRoom(ctx, room, chat.Room{Topic: secretWords, Links: []chat.Link{{Label: secretWords, URL: "https://police.example/1"}}})
		},
		"Invite": func(ctx context.Context) error { return w.p.Invite(ctx, room, w.ann()) },
		"Pin":    func(ctx context.Context) error { return w.p.Pin(ctx, at) },
		"FindRoom": func(ctx context.Context) error {
			_, err := w.p.FindRoom(ctx, name)
			return err
		},
		"Archive": func(ctx context.Context) error { return w.p.Archive(ctx, room) },
		"Lookup": func(ctx context.Context) error {
			_, err := w.p.Lookup(ctx, []string{"ann@police.example"})
			return err
		},
	}
}

// Whatever goes wrong between the bot and Slack, the caller gets an error that is
// none that says "never", nothing is doubled, and the next attempt succeeds.
func TestEveryMethodSurvivesABrokenSlack(t *testing.T) {
	for name, f := range doubtful() {
		if name == "limited" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			for method, do := range methods(w) {
				if method == "Archive" {
					continue
				}
				w.FaultAll(func(slacktest.Request) slacktest.Fault { return f })
				ctx, stop := shortly(t, 5*time.Second)
				if name == "hangs" {
					stop()
					ctx, stop = shortly(t, 100*time.Millisecond)
				}
				err := w.err(do(ctx))
				stop()
				w.FaultAll(nil)
				if err == nil {
					t.Errorf("%s is said to have worked", method)
				}
				for _, bad := range []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrOutside, chat.ErrTaken, chat.ErrArchived} {
					if errors.Is(err, bad) {
						t.Errorf("%s: %v, which is said to be %v", method, err, bad)
					}
				}
				if err := w.err(do(t.Context())); err != nil {
					t.Errorf("%s, once more: %v", method, err)
				}
			}
			w.doubled()
		})
	}
}

// doubled fails the test if something is there twice.
func (w *world) doubled() {
	w.t.Helper()
	if n := w.count("[Approve]"); n > 2 {
		w.t.Errorf("the message is shown %d times: %q", n, w.texts())
	}
	if n := w.asked("conversations.create"); n > 4 {
		w.t.Errorf("channels were made %d times", n)
	}
}

// Whichever of its requests Slack wants a pause at, a method says so at once, or
// waits for it where nobody waits, and does what it should afterwards.
func TestEveryMethodSaysThatSlackWantsAPause(t *testing.T) {
	for _, name := range []string{"Post", "Update", "Direct", "CreateRoom", "DescribeRoom", "Invite", "Pin", "FindRoom", "Archive", "Lookup"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			do := methods(w)[name]
			for nth := 1; nth < 20; nth++ {
				var n atomic.Int64
				w.FaultAll(func(slacktest.Request) slacktest.Fault {
					if n.Add(1) != int64(nth) {
						return slacktest.Fault{}
					}
					return slacktest.Fault{RetryAfter: time.Second}
				})
				err := w.err(do(t.Context()))
				w.FaultAll(nil)
				if n.Load() < int64(nth) {
					if err != nil {
						t.Errorf("without a fault: %v", err)
					}
					break
				}
				if err != nil {
					limited, ok := errors.AsType[*chat.RateLimited](err)
					if !ok || limited.After != time.Second {
						t.Errorf("request %d is limited: %v, want RateLimited for a second", nth, err)
					}
				}
				for _, bad := range []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrOutside, chat.ErrTaken} {
					if errors.Is(err, bad) {
						t.Errorf("request %d is limited: %v, which is said to be %v", nth, err, bad)
					}
				}
				if err == nil {
					break // it waited
				}
				time.Sleep(1050 * time.Millisecond)
			}
			w.doubled()
			if w.Early() > 0 {
				t.Errorf("%d calls came too early", w.Early())
			}
		})
	}
}

// Under Slack's own limits everything is found that was missed, without a call
// that comes too early.
func TestLimitsOfSlack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	var cards []chat.Ref
	for i := range 10 {
		cards = append(cards, w.say(fmt.Sprint(i), "card"))
	}
	w.restart()
	w.Hold()
	for _, at := range cards {
		w.puts(at, check, true)
	}
	w.Forget()
	l := slacktest.SlackLimits()
	l.PerMinute = map[int]int{3: 50}
	w.Limits(l)
	w.run(nil)
	want := map[chat.Ref]chat.Reaction{}
	for _, at := range cards {
		want[at] = on
	}
	w.found(want)
	w.NoLimits()
	if w.Early() > 0 {
		t.Errorf("%d calls came too early", w.Early())
	}
}
