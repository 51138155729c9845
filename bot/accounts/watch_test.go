package accounts_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// eyes notes when the public's eyes looked at which part.
type eyes struct {
	moments
	of []string
}

// on makes the network show what see says.
func (e *eyes) on(w *world, see func(remote string) (network.Sight, error)) {
	e.moments.took()
	w.net.Watching = func(remote string) (network.Sight, error) {
		e.add()
		e.mu.Lock()
		e.of = append(e.of, remote)
		e.mu.Unlock()
		return see(remote)
	}
}

func (e *eyes) took() (at []time.Duration, of []string) {
	at = e.moments.took()
	e.mu.Lock()
	defer e.mu.Unlock()
	of, e.of = e.of, nil
	return at, of
}

func TestThePublicEyeLooksOftenAtFirstAndThenDaily(t *testing.T) {
	for name, tt := range map[string]struct {
		see  func(string) (network.Sight, error)
		told int
	}{
		"not there":       {func(string) (network.Sight, error) { return network.Sight{}, nil }, 1},
		"other words":     {func(string) (network.Sight, error) { return network.Sight{Public: true, Text: "Buy gold"}, nil }, 1},
		"cannot be asked": {func(string) (network.Sight, error) { return network.Sight{}, errors.New("503") }, 0},
		"a bug":           {func(string) (network.Sight, error) { panic("nil map") }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var e eyes
				e.on(w, tt.see)
				stop := w.run(w.k)
				p := w.publish("Were you there?")
				w.k.Wake()
				time.Sleep(47 * time.Hour)
				at, _ := e.took()
				wantTimes(t, "looked", at, times(time.Second, 10, 50, 600, 3600, 6*3600, 24*3600))
				if got := w.told("duty"); len(got) != tt.told {
					t.Errorf("told %q", got)
				}
				if s := w.post(p.ID).Sight; s.OK || s.At.IsZero() != (tt.told == 0) {
					t.Errorf("kept %+v", s)
				}
				w.must(stop())
			})
		})
	}
}

func TestWhatIsSeenIsLookedAtSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		began := time.Now()
		late := func(string) (network.Sight, error) {
			if time.Since(began) < 30*time.Second {
				return network.Sight{}, nil
			}
			return network.Sight{Public: true, Text: "Were you  there? https://t.co/abc"}, nil
		}
		e.on(w, late)
		stop := w.run(w.k)
		p := w.publish("Were you there?\nmetro.example/tips")
		w.k.Wake()
		time.Sleep(49 * time.Hour)
		at, _ := e.took()
		wantTimes(t, "looked", at, times(time.Second, 10, 50, 3600, 6*3600, 24*3600, 48*3600))
		if s := w.post(p.ID).Sight; !s.OK || len(w.told("duty")) > 0 {
			t.Errorf("kept %+v, told %q", s, w.told("duty"))
		}
		w.must(stop())
	})
}

// A wake-up that is lost costs a minute.
func TestWhatNobodyAnnouncedIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(w.k)
		time.Sleep(5*time.Minute + time.Second)
		p := w.publish("Were you there?")
		time.Sleep(71 * time.Second)
		if s := w.post(p.ID).Sight; !s.OK {
			t.Errorf("kept %+v", s)
		}
		w.must(stop())
	})
}

func TestWhatWasPublishedWhileTheProgramWasAway(t *testing.T) {
	for name, tt := range map[string]struct {
		away time.Duration
		want []time.Duration
	}{
		"half a minute": {30 * time.Second, times(time.Second, 30, 50, 600, 3600, 6*3600)},
		"five hours":    {5 * time.Hour, times(time.Minute, 300, 301, 360)},
		"two days":      {48 * time.Hour, times(time.Minute, 48*60, 48*60+1)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var e eyes
				e.on(w, func(string) (network.Sight, error) { return network.Sight{}, nil })
				w.publish("Were you there?")
				time.Sleep(tt.away)
				stop := w.run(w.k)
				time.Sleep(10 * time.Hour)
				at, _ := e.took()
				wantTimes(t, "looked", at, tt.want)
				if got := w.told("duty"); len(got) != min(len(tt.want), 1) {
					t.Errorf("told %q", got)
				}
				w.must(stop())
				stop = w.run(w.keeper(w.net)) // a restart looks at nothing again
				time.Sleep(time.Hour)
				if at, _ := e.took(); len(at) > 0 {
					t.Errorf("after a restart: looked at %v", at)
				}
				w.must(stop())
			})
		})
	}
}

func TestEveryPartOfAThreadIsLookedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(remote string) (network.Sight, error) {
			return network.Sight{Public: remote != "2", Text: map[string]string{"1": "One", "2": "Two", "3": "Three"}[remote]}, nil
		})
		stop := w.run(w.k)
		p := w.publish("One", "Two", "Three")
		w.k.Wake()
		time.Sleep(11 * time.Second)
		if _, of := e.took(); strings.Join(of, " ") != "1 2" {
			t.Errorf("looked at %v", of)
		}
		if s := w.post(p.ID).Sight; s.OK || s.Note != "It cannot be seen (part 2 of 3)." {
			t.Errorf("kept %+v", s)
		}
		w.must(stop())
	})
}

func TestManyPostsAtOnceAreLookedAtOneAfterTheOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(string) (network.Sight, error) { return network.Sight{Public: true}, nil })
		for i := range 45 {
			w.publish(fmt.Sprint("Tweetathon ", i))
		}
		stop := w.run(w.k)
		time.Sleep(20 * time.Second)
		at, _ := e.took()
		if len(at) != 45 || at[9] != at[0] || at[10]-at[9] != time.Second || at[44]-at[0] != 4*time.Second {
			t.Errorf("looked %d times, at %v", len(at), at)
		}
		w.must(stop())
	})
}

func TestAPublicEyeThatHangsDoesNotKeepAnybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		release := make(chan struct{})
		w.net.Watching = func(string) (network.Sight, error) { <-release; return network.Sight{}, nil }
		stop := w.run(w.k)
		w.publish("Were you there?")
		w.k.Wake()
		time.Sleep(time.Minute)
		w.k.Poke()
		time.Sleep(time.Second)
		wantTimes(t, "probed", w.probes.took(), times(time.Second, 0, 60))
		close(release)
		w.must(stop())
	})
}

// watcher is a network with a public eye that minds its ctx.
type watcher struct {
	bare
	see func(context.Context) (network.Sight, error)
}

func (n watcher) Watch(ctx context.Context, _ string) (network.Sight, error) { return n.see(ctx) }

func TestALookIsGivenUpWhenTheProgramStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(w.keeper(watcher{bare{w.net}, func(ctx context.Context) (network.Sight, error) {
			<-ctx.Done()
			return network.Sight{}, ctx.Err()
		}}))
		p := w.publish("Were you there?")
		time.Sleep(time.Minute + 11*time.Second)
		before := time.Now()
		w.must(stop())
		if d := time.Since(before); d > 0 || !w.post(p.ID).Sight.At.IsZero() {
			t.Errorf("stopping took %v", d)
		}
	})
}

func TestOnlyWhatIsPublicIsLookedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(string) (network.Sight, error) { return network.Sight{Public: true}, nil })
		for _, state := range []bot.PostState{bot.PostQueued, bot.PostUnknown, bot.PostRemoved} {
			p := w.publish("Were you there?")
			p.State = state
			w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.SetPost(p) }))
		}
		stop := w.run(w.k)
		time.Sleep(2 * time.Hour)
		if _, of := e.took(); len(of) > 0 {
			t.Errorf("looked at %v", of)
		}
		w.must(stop())
	})
}

// What was seen and vanishes hours later is looked at once more before anybody is
// told, for as long as its appeal is open.
func TestWhatVanishesLaterIsTold(t *testing.T) {
	for name, tt := range map[string]struct {
		state bot.AppealState
		want  []time.Duration
		told  int
	}{
		"while its appeal is open": {bot.Approved, times(time.Minute, 24*60, 24*60+1, 48*60, 72*60), 1},
		"when its appeal is over":  {bot.Done, nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var e eyes
				began := time.Now()
				e.on(w, func(string) (network.Sight, error) {
					return network.Sight{Public: time.Since(began) < 20*time.Hour, Text: "Were you there?"}, nil
				})
				stop := w.run(w.k)
				p := w.publish("Were you there?")
				w.k.Wake()
				time.Sleep(23 * time.Hour)
				if s := w.post(p.ID).Sight; !s.OK || s.Seen.IsZero() {
					t.Fatalf("kept %+v", s)
				}
				w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
					return tx.PutAppeal(bot.Appeal{ID: "appeal", Case: "case", Number: 1, State: tt.state})
				}))
				e.mu.Lock()
				before := len(e.at)
				e.mu.Unlock()
				time.Sleep(73*time.Hour - 23*time.Hour)
				at, _ := e.took()
				wantTimes(t, "looked", at[before:], tt.want)
				if got := w.told("duty"); len(got) != tt.told {
					t.Errorf("told %q", got)
				}
				w.must(stop())
			})
		})
	}
}

// Of what is old, the newest is looked at, and no more of it than can be.
func TestOldPostsAreLookedAtWithinBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var e eyes
		e.on(w, func(string) (network.Sight, error) { return network.Sight{Public: true}, nil })
		for i := range 70 {
			w.publish(fmt.Sprint("Tweetathon ", i))
			time.Sleep(time.Second)
		}
		time.Sleep(30 * 24 * time.Hour)
		stop := w.run(w.k)
		time.Sleep(time.Hour)
		if _, of := e.took(); len(of) != 50 {
			t.Errorf("looked %d times", len(of))
		}
		w.must(stop())
	})
}
