package accounts_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/accounts"
	"appealbot/bot/network"
)

var (
	errRevoked = &network.AnswerError{Note: "The token does not work any more.", Raw: "401 tok-12345", Cause: network.Reconnect}
	errDown    = &network.AnswerError{Note: "Metro could not be reached.", Raw: "dial tcp", Cause: network.Later}
)

func TestAnAccountIsProbedEveryQuarterOfAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(w.k)
		synctest.Wait()
		if s := w.standing(); !s.OK || s.Handle != "@metro" || !s.Checked.Equal(time.Now()) {
			t.Errorf("at the start: %+v", s)
		}
		time.Sleep(time.Hour + time.Second)
		wantTimes(t, "probed", w.probes.took(), times(time.Minute, 0, 15, 30, 45, 60))
		if n := w.committed(); n != 5 {
			t.Errorf("%d commits, want one for each probe", n)
		}
		if s := w.standing(); !s.OK || time.Since(s.Checked) > time.Minute {
			t.Errorf("after an hour: %+v", s)
		}
		w.must(stop())
		if n := len(w.net.Public()); n > 0 {
			t.Errorf("%d posts were published by looking", n)
		}
	})
}

func TestAnAccountThatFailsIsProbedMoreOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var broken atomic.Bool
		broken.Store(true)
		w.net.Probing = func() error {
			if broken.Load() {
				return errDown
			}
			return nil
		}
		stop := w.run(w.k)
		time.Sleep(time.Minute + time.Second)
		if s := w.standing(); s.OK || s.Problem != "Metro could not be reached." || s.Reconnect || len(w.told("duty")) != 1 {
			t.Errorf("after a minute: %+v, told %q", s, w.told("duty"))
		}
		time.Sleep(59 * time.Minute)
		wantTimes(t, "probed", w.probes.took(), times(time.Minute, 0, 1, 3, 7, 15, 30, 45, 60))
		if w.fit.Load() != 0 {
			t.Error("it was said to be fit")
		}
		broken.Store(false)
		time.Sleep(15 * time.Minute)
		if s := w.standing(); !s.OK || w.fit.Load() != 1 || len(w.told("duty")) != 2 {
			t.Errorf("when it works: %+v, fit %d times, told %q", s, w.fit.Load(), w.told("duty"))
		}
		broken.Store(true)
		w.probes.took()
		time.Sleep(16*time.Minute + time.Second)
		if got := w.probes.took(); len(got) != 2 || got[1]-got[0] != time.Minute {
			t.Errorf("after the next failure: probed at %v", got)
		}
		w.must(stop())
	})
}

func TestCredentialsThatFailAreToldAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Probing = func() error { return errRevoked }
		stop := w.run(w.k)
		time.Sleep(time.Hour)
		s := w.standing()
		if s.OK || !s.Reconnect || s.Problem != "The token does not work any more." {
			t.Errorf("standing %+v", s)
		}
		if got := w.told("duty"); len(got) != 1 || !strings.Contains(got[0], "/appeal connect metro") || strings.Contains(got[0], "tok-12345") {
			t.Errorf("told %q", got)
		}
		if !strings.Contains(w.logged(), "401 tok-12345") { // the log has the raw answer; the adapter took secrets off
			t.Errorf("the log does not say what came: %s", w.logged())
		}
		w.must(stop())
	})
}

func TestAPokeProbesAtOnceButNotAllTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ks := accounts.Keepers{"metro": w.k}
		stop := w.run(w.k)
		time.Sleep(5 * time.Minute)
		ks.Poke("metro")
		ks.Poke("somebody else")
		time.Sleep(time.Second)
		wantTimes(t, "probed", w.probes.took(), times(time.Minute, 0, 5))
		for range 600 { // an outbox that meets a revoked token again and again
			ks.Poke("metro")
			time.Sleep(100 * time.Millisecond)
		}
		if got := w.probes.took(); len(got) > 7 {
			t.Errorf("probed %d times in a minute: %v", len(got), got)
		}
		time.Sleep(16 * time.Minute)
		if got := w.probes.took(); len(got) > 3 { // the last poke, and a quarter of an hour later
			t.Errorf("afterwards probed at %v", got)
		}
		w.must(stop())
	})
}

func TestABugInAnAdapterIsNoEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Probing = func() error { panic("cannot use token-12345") }
		stop := w.run(w.k)
		time.Sleep(2 * time.Minute)
		if s := w.standing(); s.OK || s.Problem != "The program failed while it spoke to the network. Tell your administrator." {
			t.Errorf("standing %+v", s)
		}
		if log := w.logged(); !strings.Contains(log, "panicked with a string") || !strings.Contains(log, "probe_test.go") || strings.Contains(log, "token-12345") {
			t.Errorf("the log says %s", log)
		}
		w.must(stop())
	})
}

// hanging is a network whose probe lasts.
type hanging struct {
	network.Network
	probe func(context.Context) error
}

func (h hanging) Probe(ctx context.Context) error { return h.probe(ctx) }

func TestAProbeThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		k := w.keeper(hanging{bare{w.net}, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }})
		stop := w.run(k)
		time.Sleep(2 * time.Minute)
		if s := w.standing(); s.OK || s.Failures != 2 {
			t.Errorf("standing %+v", s)
		}
		w.must(stop())
	})
}

// Tokens are renewed inside of a probe: half of one could lose them.
func TestAProbeUnderWayIsFinished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		done := false
		k := w.keeper(hanging{bare{w.net}, func(ctx context.Context) error {
			time.Sleep(10 * time.Second)
			done = ctx.Err() == nil
			return ctx.Err()
		}})
		stop := w.run(k)
		time.Sleep(time.Second)
		w.must(stop())
		if s := w.standing(); !done || !s.OK {
			t.Errorf("finished is %t, standing %+v", done, s)
		}
	})
}

func TestAStoreThatFailsEndsTheKeeper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.fail(errStore)
		if err := w.k.Run(t.Context()); !errors.Is(err, errStore) {
			t.Errorf("ended with %v", err)
		}
		w.fail(nil)
		stop := w.run(w.k) // it can be started again
		synctest.Wait()
		if s := w.standing(); !s.OK {
			t.Errorf("standing %+v", s)
		}
		w.must(stop())
	})
}

func TestAKeeperNeedsItsOptions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		if _, err := accounts.New(accounts.Options{}); err == nil {
			t.Error("one without a desk was made")
		}
		_, err := accounts.New(accounts.Options{Desk: w.Desk, Network: w.net, Now: time.Now, Log: nil})
		if err == nil {
			t.Error("one without a log was made")
		}
	})
}
