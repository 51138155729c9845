package replies_test

import (
	"cmp"
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// sources are several streams of one account that tell of the same answers, each
// with a position of its own in one cursor: a search, the mentions, the quotes.
type sources [][]network.Item

func (s sources) read(_ context.Context, cursor string) (network.Page, error) {
	at := make([]int, len(s))
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return network.Page{}, err
		}
	}
	var p network.Page
	for i, items := range s {
		to := min(len(items), at[i]+100)
		p.Items = append(p.Items, items[at[i]:to]...)
		at[i] = to
		p.More = p.More || to < len(items)
	}
	next, err := json.Marshal(at)
	p.Next = string(next)
	return p, err
}

// spread lets n people answer on three sources: a tenth of it is told by two of
// them, none tells it in the order in which it was written, and one in a hundred
// edits and deletes.
func spread(r *rand.Rand, n int) sources {
	type told struct {
		at float64
		network.Item
	}
	all := make([][]told, 3)
	for i := range n {
		it := says("r"+strconv.Itoa(i), "It was a blue car, number "+strconv.Itoa(i))
		it.Under = "fresh"
		k := r.IntN(3)
		tell := func(k int, at float64, it network.Item) { all[k] = append(all[k], told{at + 200*r.Float64(), it}) }
		tell(k, float64(i), it)
		if r.IntN(10) == 0 {
			tell((k+1)%3, float64(i), it)
		}
		if r.IntN(100) == 0 {
			it.Kind, it.Text = network.ItemEdited, "It was a green car, number "+strconv.Itoa(i)
			tell(k, float64(i)+250, it)
			it.Kind, it.Text = network.ItemGone, ""
			tell(k, float64(i)+500, it)
		}
	}
	out := make(sources, len(all))
	for k, ts := range all {
		slices.SortStableFunc(ts, func(a, b told) int { return cmp.Compare(a.at, b.at) })
		for _, t := range ts {
			out[k] = append(out[k], t.Item)
		}
	}
	return out
}

// A hundred thousand answers from three sources: each is stored once and put into
// the case's room once, whatever the sources tell twice, and in whatever order.
func TestAFloodFromThreeSourcesIsStoredOnceAndRelayedOnce(t *testing.T) {
	const n = 100_000
	w := newWorld(t)
	c := w.whole(page(spread(rand.New(rand.NewPCG(5, 5)), n).read).of(w.net))
	shown := map[int]int{}
	for more := true; more; {
		var err error
		more, err = c.Step(t.Context())
		w.must(err)
		w.relay("case of fresh", shown)
	}
	for w.relay("case of fresh", shown) {
	}
	edited, gone, numbers := 0, 0, map[string]bool{}
	for from := 1; from <= n; from += 1000 {
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
			rs, err := tx.RepliesOf("case of fresh", from, 1000)
			for _, r := range rs {
				numbers[r.Remote] = true
				edited += len(r.Edits)
				if !r.Gone.IsZero() {
					gone++
				}
			}
			return err
		}))
	}
	if len(numbers) != n || len(w.stored()) != 0 {
		t.Errorf("%d answers are stored, %d elsewhere, want %d", len(numbers), len(w.stored()), n)
	}
	if edited != gone || gone < n/150 || gone > n/75 {
		t.Errorf("%d edits and %d deletions, want one in a hundred of each", edited, gone)
	}
	for i := 1; i <= n; i++ {
		if shown[i] != 1 {
			t.Fatalf("R%d was put into the room %d times", i, shown[i])
		}
	}
}

// relay does what the outbox does with a relay notice, and counts which answers
// that puts into the room. It reports whether there is more.
func (w *world) relay(id bot.ID, shown map[int]int) (more bool) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) (err error) {
		more, err = w.Relay(tx, bot.Notice{Kind: bot.NoticeRelay, Platform: "test", Subject: id, Case: id})
		if err != nil {
			return err
		}
		ns, err := tx.DueNotices("test", time.Now().Add(time.Hour), 100)
		for _, x := range ns {
			switch x.Kind {
			case bot.NoticeDigest:
				for i := x.From; i <= x.To; i++ {
					shown[i]++
				}
			case bot.NoticeReply:
				r, err := tx.Reply(x.Subject)
				if err != nil {
					return err
				}
				if x.Version == 1 { // shown anew is not shown twice
					shown[r.Number]++
				}
			}
			x.Due, x.Sent = time.Time{}, x.Version
			if err := tx.PutNotice(x); err != nil {
				return err
			}
		}
		return err
	}))
	return more
}
