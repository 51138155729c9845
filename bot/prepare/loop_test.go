package prepare_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/prepare"
)

// waits does nothing until it is told to stop, as a conversion does.
func waits(ctx context.Context, _ prepare.Job) (bot.MediaUse, error) {
	<-ctx.Done()
	return bot.MediaUse{}, errors.New("killed")
}

func TestAVideoIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(whole)
		defer stop()
		synctest.Wait()
		p := w.draft("one") // the bell wakes the loop
		synctest.Wait()
		ms := w.media(p)
		if len(ms) != 1 || ms[0].Original != p.Original || w.prep(p.ID).State != bot.PrepDone {
			t.Fatalf("the media are %+v, the preparation %+v", ms, w.prep(p.ID))
		}
		if got := w.results(); got != "[done]" {
			t.Errorf("it was told of %s", got)
		}
		if left := w.left(); len(left) != 0 {
			t.Errorf("plain files are left: %v", left)
		}
		if w.events("began preparation") != 1 || w.events("prepared video") != 1 {
			t.Error("the audit log does not say so once")
		}
	})
}

func TestOneAtATimeInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var ps []bot.Prep
		for _, data := range []string{"one", "two", "three"} {
			ps = append(ps, w.draft(data))
			time.Sleep(time.Second)
		}
		var order []string
		busy := 0
		stop := w.run(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
			if busy++; busy > 1 {
				t.Error("two at once")
			}
			defer func() { busy-- }()
			time.Sleep(time.Minute)
			m, err := whole(ctx, j)
			order = append(order, m.Digest)
			return m, err
		})
		time.Sleep(5 * time.Minute)
		stop()
		for i, p := range ps {
			if ms := w.media(p); len(ms) != 1 || i >= len(order) || order[i] != ms[0].Digest {
				t.Errorf("video %d is %+v; made were %v", i+1, ms, order)
			}
		}
	})
}

// A conversion of half an hour says how far it is, no oftener than a card should
// change, and keeps its claim.
func TestALongConversionKeepsItsClaim(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		asked := func() int {
			var n bot.Notice
			w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
				n, err = tx.Notice(bot.NoticeID(bot.NoticeCard, "test", p.Appeal, ""))
				return err
			}))
			return n.Version
		}
		before := asked()
		stop := w.run(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
			for i := range 300 { // every second at first
				j.Progress("converting", i/6)
				time.Sleep(time.Second)
			}
			time.Sleep(20 * time.Minute) // and then it is quiet
			j.Progress("making a smaller version", 90)
			time.Sleep(10 * time.Second)
			return whole(ctx, j)
		})
		defer stop()
		time.Sleep(100*time.Second + time.Millisecond)
		synctest.Wait()
		if got := w.prep(p.ID); got.Step != "converting" || got.Percent < 15 || got.Percent > 16 || got.Attempt != 1 {
			t.Errorf("after 100 s it is %+v", got)
		}
		for range 25 * 2 {
			time.Sleep(30 * time.Second)
			synctest.Wait()
			if got := w.prep(p.ID); got.State == bot.PrepWorking && !got.Lease.After(time.Now()) {
				t.Fatalf("the claim was lost at %v", got.Lease)
			}
		}
		synctest.Wait()
		if got := w.prep(p.ID); got.State != bot.PrepDone || got.Attempt != 1 {
			t.Errorf("it is %+v", got)
		}
		if n := asked() - before; n < 30 || n > 60 {
			t.Errorf("the card was asked for %d times, for 50 steps of one percent", n)
		}
		if w.events("began preparation") != 1 {
			t.Error("it was begun more than once")
		}
	})
}

func TestWhatIsWrongWithTheFileIsSaidAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		stop := w.run(func(context.Context, prepare.Job) (bot.MediaUse, error) {
			return bot.MediaUse{}, bot.Refuse(bot.ErrInvalid, "clip.mp4 is damaged. Send it again.")
		})
		synctest.Wait()
		stop()
		if got := w.prep(p.ID); got.State != bot.PrepFailed || got.Note != "clip.mp4 is damaged. Send it again." || got.Attempt != 1 {
			t.Errorf("it is %+v", got)
		}
		if got := w.results(); got != "[refused]" {
			t.Errorf("it was told of %s", got)
		}
	})
}

func TestFailuresAreTriedAgainAndThenSaid(t *testing.T) {
	for name, c := range map[string]struct {
		make  prepare.Maker
		note  string
		logs  string
		tries int
	}{
		"an error": {func(context.Context, prepare.Job) (bot.MediaUse, error) {
			return bot.MediaUse{}, errors.New("/var/secret/clip: exit status 69")
		}, "failed over it", "exit status 69", 3},
		"a panic":  {func(context.Context, prepare.Job) (bot.MediaUse, error) { panic("index out of range") }, "failed over it", "index out of range", 3},
		"no room":  {func(context.Context, prepare.Job) (bot.MediaUse, error) { return bot.MediaUse{}, bot.ErrFull }, "no room left", "disk is full", 3},
		"it hangs": {waits, "took too long", "deadline", 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p := w.draft("one")
				tries := 0
				stop := w.run(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
					tries++
					if err := os.WriteFile(filepath.Join(j.Dir, "plain"), []byte("face"), 0o600); err != nil {
						t.Error(err)
					}
					return c.make(ctx, j)
				})
				time.Sleep(5 * time.Hour)
				stop()
				got := w.prep(p.ID)
				if got.State != bot.PrepFailed || !strings.Contains(got.Note, c.note) || strings.Contains(got.Note, "secret") || tries != c.tries {
					t.Errorf("after %d tries it is %+v", tries, got)
				}
				if !strings.Contains(w.logged(), c.logs) {
					t.Errorf("the log says %s", w.logged())
				}
				if left := w.left(); len(left) != 0 {
					t.Errorf("plain files are left: %v", left)
				}
			})
		})
	}
}

func TestAnOriginalThatIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		l := w.loop(whole)
		l.Files = noFiles{w.files}
		if acted, err := l.Step(t.Context()); !acted || err != nil {
			t.Fatal(acted, err)
		}
		if got := w.prep(p.ID); got.State != bot.PrepFailed || !strings.Contains(got.Note, "not there any more") {
			t.Errorf("it is %+v", got)
		}
	})
}

type noFiles struct{ bot.Blobs }

func (noFiles) Open(string) (bot.Blob, error) { return nil, bot.ErrNotFound }

// The program is stopped in the middle and started again.
func TestAStopPutsItOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		for range 5 { // however often
			stop := w.run(waits)
			synctest.Wait()
			if got := w.prep(p.ID); got.State != bot.PrepWorking {
				t.Fatalf("it is %+v", got)
			}
			stop()
			if got := w.prep(p.ID); got.State != bot.PrepWaiting || got.Attempt != 0 {
				t.Fatalf("put off it is %+v", got)
			}
		}
		stop := w.run(whole)
		synctest.Wait()
		stop()
		if got := w.prep(p.ID); got.State != bot.PrepDone {
			t.Errorf("it is %+v", got)
		}
	})
}

// What was made when the program was told to stop is kept.
func TestAVideoThatIsMadeWhileTheProgramStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		ctx, cancel := context.WithCancel(t.Context())
		acted, err := w.loop(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
			m, err := whole(ctx, j)
			cancel()
			return m, err
		}).Step(ctx)
		if !acted || err != nil || w.prep(p.ID).State != bot.PrepDone {
			t.Errorf("%v, %v, %+v", acted, err, w.prep(p.ID))
		}
	})
}

// The program is killed at each step, and the next one makes the video from the
// beginning.
func TestKilledAtEachStep(t *testing.T) {
	for name, kill := range map[string]func(w *world, p bot.Prep){
		"after the claim": func(w *world, _ bot.Prep) {
			_, err := w.ClaimPrep(w.t.Context(), "killed", lease)
			w.must(err)
		},
		"in the middle": func(w *world, _ bot.Prep) {
			p, err := w.ClaimPrep(w.t.Context(), "killed", lease)
			w.must(err)
			w.must(w.PrepProgress(w.t.Context(), *p, "converting", 50, lease))
			w.must(os.MkdirAll(filepath.Join(w.dir, "abc"), 0o700))
			w.must(os.WriteFile(filepath.Join(w.dir, "abc", "plain"), []byte("face"), 0o600))
		},
		"before it was settled": func(w *world, _ bot.Prep) {
			p, err := w.ClaimPrep(w.t.Context(), "killed", lease)
			w.must(err)
			in, err := w.files.Open(p.Original)
			w.must(err)
			w.must(os.MkdirAll(w.dir, 0o700))
			_, err = whole(w.t.Context(), prepare.Job{In: in, Dir: w.dir, Put: w.putFile})
			w.must(err)
			w.must(in.Close())
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p := w.draft("one")
				kill(w, p)
				stop := w.run(whole)
				synctest.Wait()
				if left := w.left(); len(left) != 0 {
					t.Errorf("at the start plain files are left: %v", left)
				}
				if got := w.prep(p.ID); got.State != bot.PrepWorking || len(w.media(p)) != 0 {
					t.Errorf("within the lease it is %+v", got)
				}
				time.Sleep(lease + 31*time.Second)
				synctest.Wait()
				stop()
				if got := w.prep(p.ID); got.State != bot.PrepDone || got.Attempt != 2 || len(w.media(p)) != 1 {
					t.Errorf("after the lease it is %+v", got)
				}
			})
		})
	}
}

func (w *world) putFile(r io.Reader) (string, int64, error) {
	return w.files.Put(r)
}

// Somebody takes it off, or asks for something else, while it is being made: the
// work ends soon, and what was asked for last is made.
func TestWhatNobodyWantsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		stop := w.run(func(ctx context.Context, j prepare.Job) (bot.MediaUse, error) {
			if j.Poster < 0 {
				return whole(ctx, j)
			}
			if j.Poster == 0 {
				return waits(ctx, j)
			}
			return whole(ctx, j)
		})
		defer stop()
		synctest.Wait()
		m := w.media(p)[0]
		first, err := w.Poster(t.Context(), desk.Actor{Person: ann}, p.Appeal, m.Digest, 0)
		w.must(err)
		synctest.Wait()
		if got := w.prep(first.ID); got.State != bot.PrepWorking {
			t.Fatalf("it is %+v", got)
		}
		second, err := w.Poster(t.Context(), desk.Actor{Person: ann}, p.Appeal, m.Digest, 5*time.Second)
		w.must(err)
		time.Sleep(lease/3 + 10*time.Second)
		synctest.Wait()
		if got := w.prep(first.ID); got.State != bot.PrepDropped {
			t.Errorf("the first is %+v", got)
		}
		if got := w.prep(second.ID); got.State != bot.PrepDone {
			t.Errorf("the second is %+v", got)
		}
		if ms := w.media(p); len(ms) != 1 || ms[0].Video.At != 5*time.Second {
			t.Errorf("the media are %+v", ms)
		}
		if got := w.results(); got != "[done taken done]" {
			t.Errorf("it was told of %s", got)
		}
	})
}

// A store that fails ends the loop, which is started again by whoever runs it.
func TestAStoreThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p := w.draft("one")
		broken := errors.New("disk")
		l := w.loop(whole)
		l.Desk = failing{w.Desk, broken}
		if err := l.Run(t.Context(), w.bell); !errors.Is(err, broken) {
			t.Errorf("it ended with %v", err)
		}
		if got := w.prep(p.ID); got.State != bot.PrepWorking {
			t.Errorf("it is %+v", got)
		}
		time.Sleep(lease)
		if acted, err := w.loop(whole).Step(t.Context()); !acted || err != nil || w.prep(p.ID).State != bot.PrepDone {
			t.Errorf("%v, %v, %+v", acted, err, w.prep(p.ID))
		}
	})
}

// failing cannot settle anything.
type failing struct {
	*desk.Desk
	err error
}

func (f failing) Prepared(context.Context, bot.Prep, bot.MediaUse) error { return f.err }
