package networktest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

var part = network.Attempt{Key: "k-0"}

func TestNetworkHooksDecideWhatTheCallerSees(t *testing.T) {
	n := networktest.New("x")
	n.Can.Idempotent = false
	n.Before = func(network.Attempt) *network.Result {
		return &network.Result{Outcome: network.Never, Retry: time.Second}
	}
	if r := n.Publish(t.Context(), part); r.Outcome != network.Never || n.Times("k-0") != 0 {
		t.Errorf("before: %+v, public %d times", r, n.Times("k-0"))
	}
	n.Before = nil
	n.After = func(network.Attempt) *network.Result { return &network.Result{} }
	if r := n.Publish(t.Context(), part); r.Outcome != network.Maybe || n.Times("k-0") != 1 {
		t.Errorf("after: %+v, public %d times", r, n.Times("k-0"))
	}
	n.After = nil
	if r := n.Find(t.Context(), part); r.Outcome != network.Done || r.Remote == "" {
		t.Errorf("find: %+v", r)
	}
	if n.Publish(t.Context(), part); n.Times("k-0") != 2 || n.Attempts("k-0") != 3 || n.Lookups("k-0") != 1 {
		t.Errorf("public %d times after %d attempts and %d look-ups", n.Times("k-0"), n.Attempts("k-0"), n.Lookups("k-0"))
	}
}

func TestNetworkPublishesAKeyOnce(t *testing.T) {
	n := networktest.New("x")
	first := n.Publish(t.Context(), part)
	if again := n.Publish(t.Context(), part); again.Remote != first.Remote || n.Times("k-0") != 1 {
		t.Errorf("%+v, then %+v", first, again)
	}
	n.Remove(t.Context(), first.Remote)
	if r := n.Find(t.Context(), part); r.Outcome != network.Never {
		t.Errorf("find what was removed: %+v", r)
	}
	if again := n.Publish(t.Context(), part); again.Remote != first.Remote || n.Times("k-0") != 1 {
		t.Errorf("after its removal: %+v; public %d times", again, n.Times("k-0"))
	}
}

func TestNetworkDelays(t *testing.T) {
	for name, late := range map[string]bool{"dropped": false, "late": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := networktest.New("x")
				n.Delay, n.Late = time.Minute, late
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				if r := n.Publish(ctx, part); r.Outcome != network.Maybe || n.Times("k-0") != 0 {
					t.Errorf("in time: %+v, public %d times", r, n.Times("k-0"))
				}
				time.Sleep(time.Minute) // in a bubble: no time passes
				synctest.Wait()
				if got := n.Times("k-0") == 1; got != late {
					t.Errorf("afterwards public %d times", n.Times("k-0"))
				}
				if r := n.Publish(t.Context(), network.Attempt{Key: "k-1"}); r.Outcome != network.Done {
					t.Errorf("with patience: %+v", r)
				}
			})
		})
	}
}

func TestNetworkSaysWhatItIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := networktest.New("x")
		n.PageSize = 2
		ctx, cancel := context.WithCancel(t.Context())
		woken, done := make(chan bool, 9), make(chan error, 1)
		go func() { done <- n.Stream(ctx, func() { woken <- true }) }()
		synctest.Wait()
		n.Say(network.Item{Remote: "a"}, network.Item{Remote: "b"}, network.Item{Remote: "c"})
		<-woken
		p, err := n.Replies(t.Context(), network.Query{Cursor: ""})
		if err != nil || len(p.Items) != 2 || !p.More {
			t.Errorf("first page: %+v, %v", p, err)
		}
		p, err = n.Replies(t.Context(), network.Query{Cursor: p.Next})
		if err != nil || len(p.Items) != 1 || p.More {
			t.Errorf("second page: %+v, %v", p, err)
		}
		n.Reading = func(string) error { return errors.New("down") }
		if _, err := n.Replies(t.Context(), network.Query{Cursor: p.Next}); err == nil {
			t.Error("it was read although it is down")
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("stream: %v", err)
		}
	})
}
