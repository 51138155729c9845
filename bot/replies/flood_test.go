package replies_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// crowd is what the public did, in the order in which the source tells it, and
// how it ends.
type crowd struct {
	items  []network.Item
	newest map[string]string
	gone   map[string]bool
}

// gather lets n people answer. A third of them edit, a fifth delete; everything
// is told up to three times and not in the order in which it happened, except
// that nobody deletes what was not told.
func gather(r *rand.Rand, n int) crowd {
	c := crowd{newest: map[string]string{}, gone: map[string]bool{}}
	type told struct {
		at float64
		network.Item
	}
	var all []told
	tell := func(at float64, it network.Item) {
		for range 1 + r.IntN(3) {
			all = append(all, told{at + 50*r.Float64(), it})
		}
	}
	for i := range n {
		it := says("r"+strconv.Itoa(i), "It was a blue car, number "+strconv.Itoa(i))
		at := float64(i)
		all = append(all, told{at, it})
		tell(at, it)
		c.newest[it.Remote] = it.Text
		if r.IntN(3) == 0 {
			it.Kind, it.Text = network.ItemEdited, it.Text+", or green"
			c.newest[it.Remote] = it.Text
			tell(at-25, it) // perhaps before the first copy
		}
		if r.IntN(5) == 0 {
			it.Kind, it.Text = network.ItemGone, ""
			c.gone[it.Remote] = true
			tell(at+1, it)
		}
	}
	slices.SortStableFunc(all, func(a, b told) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	for _, a := range all {
		c.items = append(c.items, a.Item)
	}
	return c
}

// pages returns a source whose pages overlap, and which fails now and then.
func (c crowd) pages(seed uint64, size int) page {
	r := rand.New(rand.NewPCG(seed, 0)) // its own: it is used by the reader's goroutine
	return func(_ context.Context, cursor string) (network.Page, error) {
		if r.IntN(6) == 0 {
			return network.Page{}, errors.New("metro answered 502")
		}
		at, _ := strconv.Atoi(cursor)
		to := min(len(c.items), at+1+r.IntN(size))
		from := max(0, at-r.IntN(size))
		return network.Page{Items: c.items[from:to], Next: strconv.Itoa(to), More: to < len(c.items)}, nil
	}
}

func TestEveryReplyIsStoredOnce(t *testing.T) {
	for seed := range uint64(30) {
		flood(t, seed, 60)
	}
	flood(t, 1, 5_000)
}

// flood reads a crowd with a network that fails and a store that fails, after
// which the reader is started anew, and looks at what was stored.
func flood(t *testing.T, seed uint64, n int) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(seed, uint64(n)))
		w := newWorld(t)
		c := gather(r, n)
		reader := w.reader(c.pages(seed, max(5, n/20)).of(w.net))
		for starts := 0; w.cursor().Position != strconv.Itoa(len(c.items)); starts++ {
			if starts > 1000 {
				t.Fatal("it does not get on")
			}
			w.fail(nil)
			stop := w.run(reader)
			for range r.IntN(20) { // give it some looks
				time.Sleep(time.Second)
			}
			w.fail(errStore)
			time.Sleep(2 * time.Minute)
			if err := stop(); err != nil && !errors.Is(err, errStore) {
				t.Fatal(err)
			}
		}
		c.compare(t, w, seed)
	})
}

func (c crowd) compare(t *testing.T, w *world, seed uint64) {
	t.Helper()
	rs := w.stored()
	if len(rs) != len(c.newest) {
		t.Errorf("seed %d: %d replies are stored, %d were written", seed, len(rs), len(c.newest))
	}
	seen := map[string]bool{}
	gone := 0
	for i, r := range rs {
		if seen[r.Remote] || r.Number != i+1 {
			t.Errorf("seed %d: %s is number %d in place %d, known %v", seed, r.Remote, r.Number, i+1, seen[r.Remote])
		}
		seen[r.Remote] = true
		if r.Newest() != c.newest[r.Remote] || r.Gone.IsZero() == c.gone[r.Remote] || len(r.Edits) > 1 {
			t.Errorf("seed %d: %s ends as %+v, want %q, gone %v", seed, r.Remote, r, c.newest[r.Remote], c.gone[r.Remote])
		}
		if !r.Gone.IsZero() {
			gone++
		}
	}
	var tally bot.Tally
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		tally, err = tx.Tally(bot.Elsewhere)
		return err
	}))
	if tally.Replies != len(rs) || tally.Gone != gone {
		t.Errorf("seed %d: the tally is %+v for %d replies, %d gone", seed, tally, len(rs), gone)
	}
	fresh := 0
	for _, p := range w.observed() {
		fresh += p.Fresh
	}
	if fresh != len(rs) {
		t.Errorf("seed %d: %d were observed as new, %d are stored", seed, fresh, len(rs))
	}
}
