package replies_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/replies"
)

// seconds lists when something happens.
func seconds(s ...int) (out []time.Duration) {
	for _, n := range s {
		out = append(out, time.Duration(n)*time.Second)
	}
	return out
}

func TestAllPagesAreReadAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.PageSize, w.net.Can.Poll = 10, time.Hour
		for i := range 95 {
			w.net.Say(says(fmt.Sprint("r", i), fmt.Sprint("Answer ", i)))
		}
		stop := w.run(w.c)
		synctest.Wait()
		if looks, commits := w.took(); !slices.Equal(looks, make([]time.Duration, 10)) || commits != 10 {
			t.Errorf("looked at %v and wrote %d times, want 10 times at once", looks, commits)
		}
		if cur := w.cursor(); cur.Position != "95" || cur.Behind || len(w.stored()) != 95 {
			t.Errorf("%d replies up to %+v", len(w.stored()), cur)
		}
		for i, p := range w.observed() {
			if want := min(10, 95-10*i); p.Account != "metro" || p.Items != want || p.Fresh != want || p.Err != nil {
				t.Errorf("page %d was observed as %+v", i, p)
			}
		}
		w.must(stop())
	})
}

func TestWhatTheNetworkSaysIsWhatIsStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		changed, gone := says("a", "A green car."), network.Item{Kind: network.ItemGone, Remote: "b", Under: "post"}
		changed.Kind, changed.At = network.ItemEdited, changed.At.Add(time.Hour)
		w.net.Say(says("a", "A blue car."), says("b", "Nothing."), changed, gone)
		if more, err := w.c.Step(t.Context()); more || err != nil {
			t.Fatalf("more %v, %v", more, err)
		}
		rs := w.stored()
		if len(rs) != 2 {
			t.Fatalf("%d replies, want 2", len(rs))
		}
		a, want := rs[0], says("a", "A blue car.")
		got := network.Item{
			Kind: network.ItemNew, Remote: a.Remote, Under: "post", Parent: a.Parent, Reply: a.Kind, Author: a.Author,
			Handle: a.Handle, URL: a.URL, Language: a.Language, Text: a.Text, At: want.At,
		}
		if !reflect.DeepEqual(got, want) || !a.At.Equal(want.At) || a.At.Location() != time.UTC || a.Account != "metro" {
			t.Errorf("stored %+v, want %+v", a, want)
		}
		if a.Newest() != "A green car." || !a.Gone.IsZero() {
			t.Errorf("after the edit: %+v", a)
		}
		if rs[1].Text != "Nothing." || rs[1].Gone.IsZero() {
			t.Errorf("after the deletion: %+v", rs[1])
		}
	})
}

func TestTheCursorMovesOnlyTogetherWithTheReplies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.PageSize = 2
		w.net.Say(says("a", "A"), says("b", "B"), says("c", "C"))
		w.fail(errStore)
		if _, err := w.c.Step(t.Context()); !errors.Is(err, errStore) {
			t.Fatalf("%v, want the store's error", err)
		}
		if cur := w.cursor(); cur.Position != "" || len(w.stored()) != 0 {
			t.Fatalf("%d replies up to %+v, and nothing was stored", len(w.stored()), cur)
		}
		w.fail(nil)
		for i, want := range []string{"2", "3"} {
			more, err := w.c.Step(t.Context())
			if cur := w.cursor(); err != nil || more != (i == 0) || cur.Position != want || cur.Behind != more {
				t.Errorf("page %d: more %v, %v, cursor %+v", i, more, err, cur)
			}
		}
		if n := len(w.stored()); n != 3 {
			t.Errorf("%d replies, want 3", n)
		}
	})
}

// An empty cursor behind a page would mean to begin at the beginning.
func TestACursorIsNeverLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Say(says("a", "A"))
		_, err := w.c.Step(t.Context())
		w.must(err)
		forgetful := page(func(context.Context, string) (network.Page, error) { return network.Page{}, nil })
		w.c.Network = forgetful.of(w.net)
		time.Sleep(2 * time.Minute)
		_, err = w.c.Step(t.Context())
		w.must(err)
		if cur := w.cursor(); cur.Position != "1" || !cur.LastOK.Equal(time.Now()) {
			t.Errorf("cursor %+v", cur)
		}
	})
}

// What the status page says about a source must not wait for the next reply.
func TestAPageWithoutRepliesIsStoredWhenItIsNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var answer network.Page
		var fails error
		empty := page(func(context.Context, string) (network.Page, error) { return answer, fails })
		w.c.Network = empty.of(w.net)
		step := func(p network.Page, err error) bot.Cursor {
			answer, fails = p, err
			_, err = w.c.Step(t.Context())
			if fails == nil {
				w.must(err)
			}
			return w.cursor()
		}
		if cur := step(network.Page{More: true}, nil); !cur.Behind {
			t.Errorf("there is more, but the cursor is %+v", cur)
		}
		if cur := step(network.Page{}, nil); cur.Behind {
			t.Errorf("there is no more, but the cursor is %+v", cur)
		}
		if cur := step(network.Page{}, errors.New("metro answered 503")); cur.Failing.IsZero() || cur.LastErr != "metro answered 503" {
			t.Errorf("it fails, but the cursor is %+v", cur)
		}
		if cur := step(network.Page{}, nil); !cur.Failing.IsZero() || cur.LastErr != "" {
			t.Errorf("it works again, but the cursor is %+v", cur)
		}
	})
}

func TestMoreWithoutACursorDoesNotSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stuck := page(func(context.Context, string) (network.Page, error) { return network.Page{More: true}, nil })
		w.net.Can.Poll = 0
		stop := w.run(w.reader(stuck.of(w.net)))
		time.Sleep(10*time.Second + time.Millisecond)
		if looks, _ := w.took(); len(looks) != 11 {
			t.Errorf("looked %d times in ten seconds", len(looks))
		}
		w.must(stop())
	})
}

// page is a network whose pages come from a function.
type page func(context.Context, string) (network.Page, error)

type paged struct {
	polled
	read page
}

func (p page) of(n network.Network) paged { return paged{polled{n}, p} }

func (p paged) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	return p.read(ctx, q.Cursor)
}

// Credentials that were taken back are noticed by who reads every few seconds.
// The account is looked at then, once, and again when it happens again.
func TestRefusedCredentialsHaveTheAccountLookedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var answer atomic.Pointer[error]
		w.net.Can.Poll = 10 * time.Second
		w.net.Reading = func(string) error {
			if err := answer.Load(); err != nil {
				return *err
			}
			return nil
		}
		var asked atomic.Int32
		w.c.Unwell = func() { asked.Add(1) }
		stop := w.run(w.c)
		for i, step := range []struct {
			err  error
			want int32
		}{
			{nil, 0},
			{errors.New("metro answered 503"), 0},
			{fmt.Errorf("read answers: %w", &network.AnswerError{Outcome: network.Never, Cause: network.Reconnect}), 1},
			{nil, 1},
			{&network.AnswerError{Outcome: network.Never, Cause: network.Reconnect}, 2},
		} {
			answer.Store(nil)
			if step.err != nil {
				answer.Store(&step.err)
			}
			time.Sleep(3 * time.Minute)
			if got := asked.Load(); got != step.want {
				t.Errorf("step %d: asked %d times for a look, want %d", i, got, step.want)
			}
		}
		w.must(stop())
	})
}

func TestAFailingNetworkIsAskedLessAndLess(t *testing.T) {
	for name, reading := range map[string]func(string) error{
		"error": func(string) error { return errors.New("metro answered 503") },
		"panic": func(string) error { panic("index out of range") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var broken atomic.Bool
				broken.Store(true)
				w.net.Can.Poll = 10 * time.Second
				w.net.Reading = func(cursor string) error {
					if broken.Load() {
						return reading(cursor)
					}
					return nil
				}
				w.net.Say(says("a", "A"))
				stop := w.run(w.c)
				time.Sleep(4*time.Minute + 50*time.Second)
				looks, commits := w.took()
				if want := seconds(0, 1, 3, 7, 15, 31, 63, 123, 183, 243); !slices.Equal(looks, want) || commits != len(want) {
					t.Errorf("looked at %v and wrote %d times, want %v", looks, commits, want)
				}
				if cur := w.cursor(); cur.Position != "" || cur.Failing.IsZero() || cur.LastErr == "" || w.told() != 0 {
					t.Errorf("before five minutes: %+v, the duty was told %d times", cur, w.told())
				}
				time.Sleep(20 * time.Minute)
				if cur := w.cursor(); !cur.Told || w.told() != 1 {
					t.Errorf("after five minutes: %+v, the duty was told %d times, want once", cur, w.told())
				}
				broken.Store(false)
				time.Sleep(time.Minute)
				if cur := w.cursor(); cur.Position != "1" || !cur.Failing.IsZero() || cur.Told || len(w.stored()) != 1 {
					t.Errorf("when it works again: %+v", cur)
				}
				p := w.observed()
				if first := p[0]; first.Err == nil || first.Items != 0 || name == "panic" && !strings.Contains(first.Err.Error(), "panicked: index out of range") {
					t.Errorf("observed %+v", first)
				}
				// It begins with a short pause again.
				w.must(stop())
				broken.Store(true)
				w.took()
				stop = w.run(w.c)
				time.Sleep(2 * time.Second)
				broken.Store(false)
				time.Sleep(2 * time.Second) // reads at 3, is to look again at 13
				broken.Store(true)
				time.Sleep(11 * time.Second)
				if looks, _ := w.took(); !slices.Equal(looks, seconds(0, 1, 3, 13, 14)) {
					t.Errorf("after a failure that passed: looked at %v", looks)
				}
				w.must(stop())
			})
		})
	}
}

func TestANetworkThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		hangs := page(func(ctx context.Context, _ string) (network.Page, error) {
			<-ctx.Done()
			return network.Page{}, fmt.Errorf("read replies: %w", ctx.Err())
		})
		stop := w.run(w.reader(hangs.of(w.net)))
		time.Sleep(62 * time.Second)
		if looks, _ := w.took(); !slices.Equal(looks, seconds(0, 31)) {
			t.Errorf("looked at %v", looks)
		}
		if p := w.observed(); len(p) != 2 || p[0].Took != 30*time.Second || !errors.Is(p[0].Err, context.DeadlineExceeded) {
			t.Errorf("observed %+v", p)
		}
		w.must(stop()) // in the middle of reading, and that is no failure
		if p := w.observed(); len(p) != 2 {
			t.Errorf("the stop was observed as %+v", p[2:])
		}
	})
}

func TestAStreamWakesTheReader(t *testing.T) {
	for name, c := range map[string]struct {
		hide bool
		want []time.Duration
	}{
		"streaming": {want: seconds(0, 10, 70)},
		"polling":   {hide: true, want: seconds(0, 60)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.net.Can.Poll = time.Minute
				var n network.Network = w.net
				if c.hide {
					n = polled{n}
				}
				stop := w.run(w.reader(n))
				time.Sleep(10 * time.Second)
				w.net.Say(says("a", "A"))
				synctest.Wait()
				if n := len(w.stored()); n == 1 == c.hide {
					t.Errorf("%d replies at once", n)
				}
				time.Sleep(65 * time.Second)
				if looks, _ := w.took(); !slices.Equal(looks, c.want) || len(w.stored()) != 1 {
					t.Errorf("looked at %v, want %v", looks, c.want)
				}
				w.must(stop())
			})
		})
	}
}

// Networks count requests: a thousand answers in a minute are not a thousand
// of them.
func TestAStreamCannotMakeTheReaderHurry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Can.Poll = time.Minute
		stop := w.run(w.c)
		for i := range 1000 {
			w.net.Say(says(fmt.Sprint("r", i), "I saw it"))
			time.Sleep(60 * time.Millisecond)
		}
		time.Sleep(time.Second)
		if looks, _ := w.took(); len(looks) > 62 || len(w.stored()) != 1000 {
			t.Errorf("looked %d times in a minute for %d replies", len(looks), len(w.stored()))
		}
		w.must(stop())
	})
}

func TestAStreamDoesNotShortenThePauseOfAFailingReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Reading = func(string) error { return errors.New("metro answered 429") }
		stop := w.run(w.c)
		for i := range 600 {
			w.net.Say(says(fmt.Sprint("r", i), "I saw it"))
			time.Sleep(100 * time.Millisecond)
		}
		if looks, _ := w.took(); !slices.Equal(looks, seconds(0, 1, 3, 7, 15, 31)) {
			t.Errorf("looked at %v", looks)
		}
		w.must(stop())
	})
}

// tuned is a network whose stream is a function.
type tuned struct {
	network.Network
	stream func(ctx context.Context, wake func()) error
}

func (n tuned) Stream(ctx context.Context, wake func()) error { return n.stream(ctx, wake) }

func TestABrokenStreamIsTakenUpAgain(t *testing.T) {
	for name, end := range map[string]func() error{
		"error": func() error { return errors.New("stream: connection reset") },
		"end":   func() error { return nil },
		"a bug": func() error { panic("nil map") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.net.Can.Poll = time.Hour
				var opened []time.Duration
				n := tuned{Network: w.net, stream: func(ctx context.Context, wake func()) error {
					opened = append(opened, time.Since(w.began))
					switch len(opened) {
					case 9: // works for two minutes
						time.Sleep(2 * time.Minute)
					case 11: // works for good
						wake()
						<-ctx.Done()
						return ctx.Err()
					}
					return end()
				}}
				stop := w.run(w.reader(n))
				time.Sleep(5 * time.Minute)
				w.net.Say(says("a", "A"))
				time.Sleep(5 * time.Minute)
				w.must(stop())
				// 9th: 183; it ends at 303, and the pause is short again.
				if want := seconds(0, 1, 3, 7, 15, 31, 63, 123, 183, 304, 306); !slices.Equal(opened, want) {
					t.Errorf("opened at %v, want %v", opened, want)
				}
				if looks, _ := w.took(); !slices.Equal(looks, seconds(0, 306)) || len(w.stored()) != 1 {
					t.Errorf("looked at %v", looks)
				}
			})
		})
	}
}

func TestAnIdleSourceSeldomWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(w.c)
		time.Sleep(time.Second / 2)
		for range 10 {
			time.Sleep(time.Minute)
			looks, commits := w.took()
			if len(looks) < 59 || commits > 2 {
				t.Errorf("%d looks and %d commits in a minute", len(looks), commits)
			}
			if age := time.Since(w.cursor().LastOK); age > time.Minute {
				t.Errorf("the source works, but was last heard %v ago", age)
			}
		}
		w.must(stop())
	})
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		stop := w.run(w.c)
		time.Sleep(time.Hour)
		if _, commits := w.took(); commits > 61 {
			t.Errorf("%d commits in an idle hour", commits)
		}
		w.must(stop())
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	for name, prepare := range map[string]func(*world){
		"idle":    func(*world) {},
		"failing": func(w *world) { w.net.Reading = func(string) error { return errors.New("no") } },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.net.Can.Poll = time.Hour
				prepare(w)
				stop := w.run(w.c)
				time.Sleep(10 * time.Minute)
				began := time.Now()
				w.must(stop())
				if d := time.Since(began); d != 0 {
					t.Errorf("took %v to end", d)
				}
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := w.c.Run(ctx); err != nil {
			t.Errorf("ended before it began: %v", err)
		}
		if looks, _ := w.took(); len(looks) != 0 {
			t.Error("it looked all the same")
		}
	})
}

// blind is a desk that cannot read its store.
type blind struct{ replies.Desk }

func (blind) View(context.Context, func(bot.Tx) error) error { return errStore }

func TestAFailingStoreEndsRun(t *testing.T) {
	for name, prepare := range map[string]func(*world){
		"storing a page":    func(w *world) { w.fail(errStore) },
		"storing a failure": func(w *world) { w.fail(errStore); w.net.Reading = func(string) error { return errors.New("no") } },
		"reading a cursor":  func(w *world) { w.c.Desk = blind{w.c.Desk} },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.net.Say(says("a", "A"))
				prepare(w)
				// The network streams on; nobody but Run can end that.
				if err := w.c.Run(t.Context()); !errors.Is(err, errStore) {
					t.Errorf("ended with %v", err)
				}
				if cur := w.cursor(); cur.Position != "" {
					t.Errorf("cursor %+v", cur)
				}
			})
		})
	}
}
