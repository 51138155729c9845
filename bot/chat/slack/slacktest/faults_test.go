package slacktest_test

import (
	"errors"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat/slack/slacktest"
)

func TestFaults(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	ch, _ := f.Public()
	post := func() error {
		_, _, err := c.PostMessage(ch, mute("x")...)
		return err
	}
	for _, want := range []struct {
		name  string
		fault slacktest.Fault
		is    func(error) bool
		there int // messages that it leaves
	}{
		{"status", slacktest.Fault{Status: 500}, func(err error) bool {
			var code slack.StatusCodeError
			return errors.As(err, &code) && code.Code == 500
		}, 0},
		{"error", slacktest.Fault{Error: "internal_error"}, func(err error) bool { return err != nil && err.Error() == "internal_error" }, 0},
		{"cut", slacktest.Fault{Cut: true}, func(err error) bool { return err != nil }, 0},
		{"lose", slacktest.Fault{Lose: true}, func(err error) bool { return err != nil }, 1},
		{"late", slacktest.Fault{Late: 20 * time.Millisecond, Delay: time.Millisecond}, func(err error) bool { return err == nil }, 1},
	} {
		before := len(f.In(t, ch))
		f.FaultOnce("chat.postMessage", want.fault)
		if err := post(); !want.is(err) {
			t.Errorf("%s: %v", want.name, err)
		}
		if n := len(f.In(t, ch)) - before; n != want.there {
			t.Errorf("%s leaves %d messages, want %d", want.name, n, want.there)
		}
		f.Fault("chat.postMessage", nil)
	}
	if n := len(f.Requests("chat.postMessage")); n != 5 {
		t.Errorf("%d requests", n)
	}
}

func TestPause(t *testing.T) {
	f := world(t)
	c := client(f.Server)
	ch, _ := f.Public()
	f.FaultOnce("chat.postMessage", slacktest.Fault{RetryAfter: time.Second})
	_, _, err := c.PostMessage(ch, mute("x")...)
	var limited *slack.RateLimitedError
	if !errors.As(err, &limited) || limited.RetryAfter != time.Second {
		t.Fatalf("error = %v", err)
	}
	time.Sleep(300 * time.Millisecond) // longer than what was under way takes
	f.Expect("before the pause was over")
	if _, _, err := c.PostMessage(ch, mute("x")...); !errors.As(err, &limited) {
		t.Errorf("error = %v", err)
	}
	if f.Early() != 1 {
		t.Errorf("%d calls were early", f.Early())
	}
	time.Sleep(800 * time.Millisecond)
	_, _, err = c.PostMessage(ch, mute("x")...)
	ok(t, err)
}

func TestLimits(t *testing.T) {
	f := world(t)
	f.Limits(slacktest.Limit{PerMinute: map[int]int{2: 2}, Message: 100 * time.Millisecond, Burst: 2})
	c := client(f.Server)
	ch, _ := f.Public()
	var limited *slack.RateLimitedError
	for i := range 3 {
		if _, _, err := c.PostMessage(ch, mute("x")...); errors.As(err, &limited) != (i == 2) {
			t.Errorf("message %d: %v", i, err)
		}
		if _, err := c.GetEmoji(); errors.As(err, &limited) != (i == 2) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	other := f.AddChannel(slacktest.Channel{Name: "other", Members: []string{slacktest.BotUser}})
	_, _, err := c.PostMessage(other, mute("x")...)
	ok(t, err)
	f.NoLimits()
	if f.Early() != 0 {
		t.Errorf("%d calls were early", f.Early())
	}
}
