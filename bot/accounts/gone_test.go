package accounts_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// removed makes a post public and has its network say that it is removed.
func (w *world) removed(texts ...string) bot.Post {
	w.t.Helper()
	p := w.publish(texts...)
	p.Digest = string(p.ID) // the removal is named by it
	r := bot.Removal(p, time.Now())
	r.State, r.Due, r.Remotes, r.Posted = bot.PostPosted, time.Time{}, p.Remotes, time.Now()
	r.Gone.Due = bot.NextLook(time.Now(), time.Now())
	p.State = bot.PostRemoved
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPost(r)
		return errors.Join(err, tx.SetPost(p), bot.Pursue(tx, p.Case, time.Now()))
	}))
	return r
}

func TestWhatIsRemovedIsLookedForUntilItIsGone(t *testing.T) {
	for name, blind := range map[string]bool{"there until the network follows": false, "not to be seen for a while": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var e eyes
				began := time.Now()
				e.on(w, func(string) (network.Sight, error) {
					switch {
					case time.Since(began) > 26*time.Hour:
						return network.Sight{}, nil
					case blind:
						return network.Sight{}, errors.New("503")
					default:
						return network.Sight{Public: true, Text: "Were you there?"}, nil
					}
				})
				stop := w.run(w.k)
				r := w.removed("Were you there?")
				w.k.Wake()
				time.Sleep(48 * time.Hour)
				at, _ := e.took()
				got := w.post(r.ID)
				if !blind {
					// It is removed again, which is the outbox's to do.
					wantTimes(t, "looked first", at[:1], times(time.Second, 10))
					if got.State != bot.PostQueued || got.Gone.Lies != 1 {
						t.Errorf("kept %+v", got)
					}
					w.must(stop())
					return
				}
				if len(at) != 3+96+3 || at[0] != 10*time.Second || at[1] != time.Minute || at[2] != 5*time.Minute || at[98] != 24*time.Hour || at[101] != 27*time.Hour {
					t.Errorf("looked %d times, at %v", len(at), at)
				}
				if !got.Gone.OK || got.Gone.Owned || got.Gone.Looks != len(at) {
					t.Errorf("kept %+v", got.Gone)
				}
				w.must(stop())
			})
		})
	}
}

// Part of a thread that is still there is a fact, whatever cannot be seen of the rest.
func TestEveryPartIsLookedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(remote string) (network.Sight, error) {
			switch remote {
			case "1":
				return network.Sight{}, errors.New("503")
			case "3":
				return network.Sight{Public: true}, nil
			default:
				return network.Sight{}, nil
			}
		})
		stop := w.run(w.k)
		r := w.removed("One", "Two", "Three")
		w.k.Wake()
		time.Sleep(11 * time.Second)
		if _, of := e.took(); strings.Join(of, " ") != "1 2 3" {
			t.Errorf("looked at %v", of)
		}
		if g := w.post(r.ID).Gone; g.Left != 1 || g.Lies != 1 || g.Settled() {
			t.Errorf("kept %+v", g)
		}
		w.must(stop())
	})
}

// inspected is a network that shows the public nothing, but tells the account.
type inspected struct {
	bare
	watch func() (network.Sight, error)
	there func() (bool, error)
}

func (n inspected) Watch(context.Context, string) (network.Sight, error) { return n.watch() }
func (n inspected) Inspect(context.Context, string) (bool, error)        { return n.there() }

// watched is a network that tells only the public.
type watched struct {
	bare
	watch func() (network.Sight, error)
}

func (n watched) Watch(context.Context, string) (network.Sight, error) { return n.watch() }

// owned is a network that has no public view at all.
type owned struct {
	bare
	there func() (bool, error)
}

func (n owned) Inspect(context.Context, string) (bool, error) { return n.there() }

func TestWhereThePublicSeesNothingTheAccountIsAsked(t *testing.T) {
	yes, no := func() (bool, error) { return true, nil }, func() (bool, error) { return false, nil }
	hidden := func() (network.Sight, error) { return network.Sight{}, errors.New("only for who is logged in") }
	for name, tt := range map[string]struct {
		net  func(bare) network.Network
		want func(bot.Gone) bool
	}{
		"gone":  {func(b bare) network.Network { return owned{b, no} }, func(g bot.Gone) bool { return g.OK && g.Owned }},
		"there": {func(b bare) network.Network { return owned{b, yes} }, func(g bot.Gone) bool { return !g.OK && g.Lies == 1 }},
		"cannot be asked": {func(b bare) network.Network {
			return owned{b, func() (bool, error) { return false, errors.New("revoked") }}
		}, func(g bot.Gone) bool { return !g.OK && g.Note == "revoked." }},
		"a bug":           {func(b bare) network.Network { return owned{b, func() (bool, error) { panic("nil map") }} }, func(g bot.Gone) bool { return !g.OK && strings.Contains(g.Note, "program failed") }},
		"hidden and gone": {func(b bare) network.Network { return inspected{b, hidden, no} }, func(g bot.Gone) bool { return g.OK && g.Owned }},
		"seen by anybody": {func(b bare) network.Network {
			return inspected{b, func() (network.Sight, error) { return network.Sight{}, nil }, yes}
		}, func(g bot.Gone) bool { return g.OK && !g.Owned }},
		"refused and there": {func(b bare) network.Network {
			return inspected{b, func() (network.Sight, error) { return network.Sight{Hidden: true}, nil }, yes}
		}, func(g bot.Gone) bool { return !g.OK && g.Lies == 1 }},
		"refused": {func(b bare) network.Network {
			return watched{b, func() (network.Sight, error) { return network.Sight{Hidden: true}, nil }}
		}, func(g bot.Gone) bool { return !g.OK && strings.Contains(g.Note, "may be there") }},
		"nobody can tell": {func(b bare) network.Network { return b }, func(g bot.Gone) bool { return !g.OK && strings.Contains(g.Note, "tells nobody") }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				k := w.keeper(tt.net(bare{w.net}))
				stop := w.run(k)
				r := w.removed("Were you there?")
				k.Wake()
				time.Sleep(11 * time.Second)
				if g := w.post(r.ID).Gone; !tt.want(g) {
					t.Errorf("kept %+v", g)
				}
				w.must(stop())
			})
		})
	}
}

// What was due while the program was away is looked at once at its start.
func TestWhatWasRemovedWhileTheProgramWasAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(string) (network.Sight, error) { return network.Sight{}, errors.New("503") })
		w.removed("Were you there?")
		time.Sleep(40 * time.Minute)
		e.took()
		stop := w.run(w.k)
		time.Sleep(6 * time.Minute)
		at, _ := e.took()
		wantTimes(t, "looked", at, times(time.Minute, 0, 5))
		w.must(stop())
	})
}

// Hundreds of removals at once are looked at a few at a time, and none is forgotten.
func TestManyRemovalsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(string) (network.Sight, error) { return network.Sight{}, nil })
		var rs []bot.Post
		for range 45 {
			r := w.removed("Tweetathon")
			rs = append(rs, r)
		}
		stop := w.run(w.k)
		time.Sleep(30 * time.Second)
		for _, r := range rs {
			if !w.post(r.ID).Gone.OK {
				t.Fatal("one was not looked at")
			}
		}
		at, _ := e.took()
		if len(at) != 45 || at[9] != at[0] || at[10]-at[9] != time.Second {
			t.Errorf("looked %d times, at %v", len(at), at)
		}
		w.must(stop())
	})
}

func TestALookForWhatIsGoneIsGivenUpWhenTheProgramStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		k := w.keeper(watcher{bare{w.net}, func(ctx context.Context) (network.Sight, error) {
			<-ctx.Done()
			return network.Sight{}, ctx.Err()
		}})
		r := w.removed("Were you there?")
		stop := w.run(k)
		time.Sleep(12 * time.Second)
		before := time.Now()
		w.must(stop())
		if d := time.Since(before); d > 0 || w.post(r.ID).Gone.Looks > 0 {
			t.Errorf("stopping took %v, and it was kept as a look", d)
		}
	})
}

func TestAStoreThatFailsEndsTheLooking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.removed("Were you there?")
		stop := w.run(w.k)
		w.fail(errStore)
		time.Sleep(11 * time.Second)
		if err := stop(); !errors.Is(err, errStore) {
			t.Errorf("it ended with %v", err)
		}
	})
}

// A network that has suspended the account refuses to remove anything, and shows nothing
// of it until it lets the account back in. Nobody has removed it by hand then, and what
// comes back is removed again.
func TestNothingIsSeenOfASuspendedAccount(t *testing.T) {
	for name, suspended := range map[string]bool{"suspended": true, "removed by hand": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				there, down := false, error(nil)
				var e eyes
				e.on(w, func(string) (network.Sight, error) { return network.Sight{Public: there}, down })
				w.net.Probing = func() error {
					if suspended {
						return errors.New("the account is suspended")
					}
					return nil
				}
				r := w.removed("Were you there?")
				r.State, r.Remotes = bot.PostRefused, nil
				w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.SetPost(r) }))
				look := func() bot.Post { // within the hour after which it is asked for again
					time.Sleep(16 * time.Minute)
					_, err := w.k.LookGone(t.Context())
					w.must(err)
					return w.post(r.ID)
				}
				if !suspended {
					if r := look(); r.State != bot.PostQueued || len(r.Remotes) != 1 {
						t.Errorf("somebody has removed it, and it is %s", r.State)
					}
					return
				}
				if r := look(); r.State != bot.PostRefused || r.Gone.Settled() || !strings.Contains(r.Gone.Note, "it may come back. the account is suspended") {
					t.Errorf("kept %s, %+v", r.State, r.Gone)
				}
				down = errors.New("the network does not answer")
				if r := look(); r.State != bot.PostRefused || r.Gone.Settled() || strings.Contains(r.Gone.Note, "suspended") {
					t.Errorf("kept %s, %+v", r.State, r.Gone)
				}
				suspended, there, down = false, true, nil
				if r := look(); r.State != bot.PostQueued || len(r.Remotes) != 0 || r.Due.After(time.Now()) || r.Gone.Left != 1 {
					t.Errorf("it is back, and kept %s, %+v", r.State, r.Gone)
				}
			})
		})
	}
}
