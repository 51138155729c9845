package accounts_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/network"
)

// code is what must be seen by nobody but the network.
const code = "s3cr3t-code-0815"

// takesCode makes the network take code, after some time, and note what it got.
func (w *world) takesCode(after time.Duration) *atomic.Int64 {
	var shown atomic.Int64
	w.net.Connecting = func(i network.Invitation, answer string) error {
		shown.Add(1)
		time.Sleep(after)
		if answer != code || i.Redirect != "https://bot.example/back" || len(i.Secret) == 0 {
			return fmt.Errorf("the code %s is not the right one", answer)
		}
		return nil
	}
	return &shown
}

// leaks fails the test if the code is anywhere but in the vault.
func (w *world) leaks() {
	w.t.Helper()
	if strings.Contains(w.logged(), code) {
		w.t.Errorf("the log contains the code: %s", w.logged())
	}
	w.view(func(tx bot.Tx) error {
		es, err := tx.Events(1, 1000)
		if s := fmt.Sprintf("%+v", es); strings.Contains(s, code) {
			w.t.Errorf("the audit log contains the code: %s", s)
		}
		return err
	})
	for _, channel := range []string{"duty", "@carla"} {
		if s := strings.Join(w.told(channel), ""); strings.Contains(s, code) {
			w.t.Errorf("%s was told the code: %s", channel, s)
		}
	}
}

// pending is what is kept of what was brought.
func (w *world) pending() string {
	w.t.Helper()
	b, err := w.vault.For("metro").Get(context.Background(), "pending")
	w.must(err)
	return string(b)
}

func refused(t *testing.T, err, kind error, says string) {
	t.Helper()
	r, ok := errors.AsType[*bot.Refusal](err)
	if !ok || !errors.Is(err, kind) || !strings.Contains(r.Text, says) {
		t.Errorf("got %v, want a refusal (%v) that says %q", err, kind, says)
	}
}

func TestAnAccountIsConnected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		shown := w.takesCode(5 * time.Second)
		var connected atomic.Bool
		w.net.Probing = func() error {
			if shown.Load() == 0 {
				return errRevoked
			}
			connected.Store(true)
			return nil
		}
		ks := accounts.Keepers{"metro": w.k}
		stop := w.run(w.k)
		synctest.Wait()
		i, err := ks.Begin(t.Context(), "metro")
		w.must(err)
		if i.URL != "https://metro.example/authorize/1" || i.Asks != "Paste the code." {
			t.Errorf("invitation %+v", i)
		}
		began := time.Now()
		by := w.by(carla)
		w.must(ks.Bring(t.Context(), by, "metro", " "+code+"\n"))
		w.must(ks.Bring(t.Context(), by, "metro", code)) // it was delivered twice
		if time.Since(began) > 0 {
			t.Errorf("bringing it took %v", time.Since(began))
		}
		time.Sleep(6 * time.Second)
		if got := w.told("@carla"); !connected.Load() || !slices.Equal(got, []string{"Test account metro is connected and works."}) {
			t.Errorf("probed %t, told %q", connected.Load(), got)
		}
		if s := w.standing(); !s.OK || shown.Load() != 1 || w.fit.Load() != 1 || w.pending() != "" {
			t.Errorf("standing %+v, shown %d times, fit %d times", s, shown.Load(), w.fit.Load())
		}
		if i, err := ks.Begin(t.Context(), "metro"); err != nil || i.URL != "https://metro.example/authorize/2" {
			t.Errorf("the next invitation is %+v, %v", i, err)
		}
		w.leaks()
		w.must(stop())
	})
}

func TestAnAnswerThatIsWrongIsTold(t *testing.T) {
	for name, connect := range map[string]func(network.Invitation, string) error{
		"words":  func(_ network.Invitation, answer string) error { return fmt.Errorf("the code %s is wrong", answer) },
		"answer": func(network.Invitation, string) error { return errRevoked },
		"a bug":  func(_ network.Invitation, answer string) error { panic("cannot parse " + answer) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.net.Connecting = connect
				stop := w.run(w.k)
				synctest.Wait()
				w.must(w.k.Bring(t.Context(), w.by(carla), code))
				time.Sleep(time.Second)
				got := w.told("@carla")
				if len(got) != 1 || !strings.HasPrefix(got[0], "Test account metro was not connected. ") || !strings.HasSuffix(got[0], " Begin again with /appeal connect metro.") {
					t.Errorf("told %q", got)
				}
				if s := w.standing(); !s.OK {
					t.Errorf("what worked does not any more: %+v", s)
				}
				w.leaks()
				w.must(stop())
			})
		})
	}
}

func TestOnlyWhoMayConnects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		shown := w.takesCode(0)
		stop := w.run(w.k)
		synctest.Wait()
		refused(t, w.k.Bring(t.Context(), w.by(ann), code), bot.ErrDenied, "Only administrators may connect")
		refused(t, w.k.ConnectNow(t.Context(), w.by(ann), code), bot.ErrDenied, "Only administrators may connect")
		for _, bad := range []string{"", " \n", strings.Repeat("x", 5000)} {
			refused(t, w.k.Bring(t.Context(), w.by(carla), bad), bot.ErrInvalid, "/appeal connect metro")
		}
		time.Sleep(time.Hour)
		if shown.Load() != 0 || w.pending() != "" {
			t.Error("something was shown to the network")
		}
		w.must(stop())
	})
}

func TestWhatWasBroughtSurvivesARestart(t *testing.T) {
	for name, tt := range map[string]struct {
		away  time.Duration
		tells string
		shown int64
	}{
		"at once":        {0, "Test account metro is connected and works.", 1},
		"nine minutes":   {9 * time.Minute, "Test account metro is connected and works.", 1},
		"a quarter hour": {15 * time.Minute, "Test account metro was not connected. What was brought is too old by now. Begin again with /appeal connect metro.", 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				shown := w.takesCode(0)
				before := w.keeper(w.net) // one that never runs
				_, err := before.Invite(t.Context())
				w.must(err)
				w.must(before.Bring(t.Context(), w.by(carla), code))
				time.Sleep(tt.away)
				stop := w.run(w.k)
				time.Sleep(time.Minute)
				if got := w.told("@carla"); !slices.Equal(got, []string{tt.tells}) || shown.Load() != tt.shown || w.pending() != "" {
					t.Errorf("told %q, shown %d times", got, shown.Load())
				}
				w.must(stop())
			})
		})
	}
}

// A server may take back what it gave for a code that it sees twice.
func TestACodeIsShownOnceEvenAfterACrash(t *testing.T) {
	for name, tt := range map[string]struct {
		works bool
		tells string
	}{
		"it got through": {true, "is connected and works."},
		"it did not":     {false, "was not connected. The token does not work any more. Begin again"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				shown := w.takesCode(0)
				connecting := w.net.Connecting
				w.net.Connecting = func(i network.Invitation, answer string) error {
					err := connecting(i, answer)
					w.fail(errStore) // from here on nothing is stored: as if the program were gone
					return err
				}
				w.net.Probing = func() error {
					if tt.works {
						return nil
					}
					return errRevoked
				}
				stop := w.run(w.k)
				synctest.Wait()
				w.must(w.k.Bring(t.Context(), w.by(carla), code))
				time.Sleep(time.Second)
				_ = stop() // it ended with the store's error
				w.fail(nil)
				if shown.Load() != 1 || w.pending() == "" || len(w.told("@carla")) > 0 {
					t.Fatalf("shown %d times, told %q", shown.Load(), w.told("@carla"))
				}
				stop = w.run(w.keeper(w.net))
				time.Sleep(time.Second)
				if got := w.told("@carla"); shown.Load() != 1 || len(got) != 1 || !strings.Contains(got[0], tt.tells) || w.pending() != "" {
					t.Errorf("shown %d times, told %q", shown.Load(), got)
				}
				w.must(stop())
			})
		})
	}
}

func TestALaterAnswerIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		shown := w.takesCode(10 * time.Second)
		stop := w.run(w.k)
		synctest.Wait()
		w.must(w.k.Bring(t.Context(), w.by(carla), "mistyped"))
		time.Sleep(time.Second)
		w.must(w.k.Bring(t.Context(), w.by(carla), code))
		time.Sleep(time.Minute)
		if got := w.told("@carla"); shown.Load() != 2 || len(got) != 2 || !slices.Contains(got, "Test account metro is connected and works.") {
			t.Errorf("shown %d times, told %q", shown.Load(), got)
		}
		// Both belonged to the first invitation; the second is still good.
		if i, err := w.k.Begin(t.Context()); err != nil || i.URL != "https://metro.example/authorize/2" {
			t.Errorf("the next invitation is %+v, %v", i, err)
		}
		w.must(stop())
	})
}

func TestAnInvitationIsMadeReadyOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var made int
		w.net.Inviting = func(redirect string) (network.Invitation, error) {
			made++
			return network.Invitation{URL: "https://metro.example/authorize", Redirect: redirect, Secret: []byte("verifier")}, nil
		}
		for range 3 { // starts
			stop := w.run(w.k)
			time.Sleep(24 * time.Hour)
			_, err := w.k.Begin(t.Context())
			w.must(err)
			w.must(stop())
			w.k = w.keeper(w.net)
		}
		if made != 1 {
			t.Errorf("%d invitations were made", made)
		}
		// Somebody changed where the browser goes.
		k, err := accounts.New(accounts.Options{
			Desk: w.Desk, Network: w.net, Secrets: w.vault.For("metro"), Redirect: "https://elsewhere.example", Now: time.Now, Log: quiet(),
		})
		w.must(err)
		_, err = k.Begin(t.Context())
		refused(t, err, bot.ErrStale, "is being prepared")
		_, err = k.Invite(t.Context())
		w.must(err)
		if made != 2 {
			t.Errorf("%d invitations were made, want another for another redirect", made)
		}
	})
}

func TestANetworkThatCannotInviteIsAskedNowAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var asked moments
		var down atomic.Bool
		down.Store(true)
		asked.took()
		w.net.Inviting = func(string) (network.Invitation, error) {
			asked.add()
			if down.Load() {
				return network.Invitation{}, errDown
			}
			return network.Invitation{URL: "https://metro.example/authorize"}, nil
		}
		stop := w.run(w.k)
		synctest.Wait()
		_, err := w.k.Begin(t.Context())
		refused(t, err, bot.ErrStale, "Connecting Test account metro cannot be prepared. Metro could not be reached.")
		refused(t, w.k.Bring(t.Context(), w.by(carla), code), bot.ErrStale, "Begin again")
		synctest.Wait()
		time.Sleep(20 * time.Second)
		wantTimes(t, "asked", asked.took(), times(time.Second, 0, 10)) // 10 because somebody wanted to begin
		for range 100 {
			_, err = w.k.Begin(t.Context())
			refused(t, err, bot.ErrStale, "cannot be prepared")
			time.Sleep(time.Second)
		}
		if n := len(asked.took()); n > 11 {
			t.Errorf("asked %d times in 100 seconds", n)
		}
		down.Store(false)
		time.Sleep(20 * time.Minute)
		_, err = w.k.Begin(t.Context())
		w.must(err)
		w.must(stop())
	})
}

func TestConnectingFromTheCommandLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		shown := w.takesCode(5 * time.Second)
		ks := accounts.Keepers{"metro": w.k}
		i, err := ks.Invite(t.Context(), "metro")
		w.must(err)
		if i.URL == "" {
			t.Errorf("invitation %+v", i)
		}
		err = ks.ConnectNow(t.Context(), w.by(carla), "metro", "mistyped")
		if err == nil || err.Error() != "the code <secret> is not the right one" {
			t.Errorf("with a wrong code: %v", err)
		}
		_, err = ks.Invite(t.Context(), "metro")
		w.must(err)
		w.must(ks.ConnectNow(t.Context(), w.by(carla), "metro", code))
		if s := w.standing(); !s.OK || shown.Load() != 2 {
			t.Errorf("standing %+v, shown %d times", s, shown.Load())
		}
		_, err = ks.Invite(t.Context(), "metro")
		w.must(err)
		w.net.Probing = func() error { return errRevoked }
		if err := ks.ConnectNow(t.Context(), w.by(carla), "metro", code); err == nil || !strings.Contains(err.Error(), "The token does not work") {
			t.Errorf("with credentials that do not work: %v", err)
		}
		w.leaks()
	})
}

func TestASecretThatCannotBeReadIsNoEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		shown := w.takesCode(0)
		broken := &breaking{Secrets: w.vault.For("metro")}
		broken.bad.Store(true)
		k, err := accounts.New(accounts.Options{
			Desk: w.Desk, Network: w.net, Secrets: broken, Redirect: "https://bot.example/back", Now: time.Now, Log: quiet(),
		})
		w.must(err)
		stop := w.run(k)
		time.Sleep(5 * time.Minute)
		if s := w.standing(); !s.OK {
			t.Errorf("standing %+v", s)
		}
		_, err = k.Begin(t.Context())
		w.must(err)
		w.must(k.Bring(t.Context(), w.by(carla), code))
		time.Sleep(5 * time.Minute)
		broken.bad.Store(false)
		time.Sleep(4 * time.Minute)
		if got := w.told("@carla"); len(got) != 1 || shown.Load() != 1 {
			t.Errorf("told %q, shown %d times", got, shown.Load())
		}
		w.must(stop())
	})
}

// breaking are secrets that cannot be read for a while.
type breaking struct {
	accounts.Secrets
	bad atomic.Bool
}

func (b *breaking) Get(ctx context.Context, name string) ([]byte, error) {
	if b.bad.Load() {
		return nil, errStore
	}
	return b.Secrets.Get(ctx, name)
}

func TestAccountsThatNobodyConnects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		k, err := accounts.New(accounts.Options{Desk: w.Desk, Network: bare{w.net}, Now: time.Now, Log: quiet()})
		w.must(err)
		ks := accounts.Keepers{"metro": k}
		stop := w.run(k)
		time.Sleep(time.Hour)
		_, err = ks.Begin(t.Context(), "metro")
		refused(t, err, bot.ErrInvalid, "Test account metro does not have to be connected.")
		refused(t, ks.Bring(t.Context(), w.by(carla), "metro", code), bot.ErrInvalid, "does not have to be connected")
		_, err = ks.Invite(t.Context(), "metro")
		refused(t, err, bot.ErrInvalid, "does not have to be connected")
		refused(t, ks.ConnectNow(t.Context(), w.by(carla), "metro", code), bot.ErrInvalid, "does not have to be connected")
		_, err = ks.Begin(t.Context(), "nobody's")
		refused(t, err, bot.ErrNotFound, `There is no account "nobody's".`)
		refused(t, ks.Bring(t.Context(), w.by(carla), "nobody's", code), bot.ErrNotFound, "There is no account")
		ks.Wake()
		w.must(stop())
		if _, err := accounts.New(accounts.Options{Desk: w.Desk, Network: w.net, Now: time.Now, Log: quiet()}); err == nil {
			t.Error("a keeper without secrets was made for an account that is connected")
		}
	})
}
