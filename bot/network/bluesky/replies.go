package bluesky

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"appealbot/bot/network"
)

// pageSize is how many answers are returned at once.
const pageSize = 100

// bigPage bounds one answer of the AppView: a thread with all that is below it.
const bigPage = 16 << 20

// Replies implements network.Reader. It is the union of three sources, none of
// which has everything (seen on the development network, November 2026):
//
//   - notifications miss an answer to an answer that came within milliseconds
//     of it, and everything below what was hidden;
//   - a thread misses what is below a reply that was deleted;
//   - quotes and mentions are in no thread.
func (a *Account) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	cur, err := readCursor(q.Cursor)
	if err != nil {
		return network.Page{}, fmt.Errorf("read answers: %w", err)
	}
	if q.Cursor == "" && len(q.Posts) == 0 {
		// Nothing was published here yet. Years of mentions are answers to
		// nothing that officers have in hand, and would bury what comes next.
		cur.From = a.now()
		cur.At = cur.From
	}
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return network.Page{}, fmt.Errorf("read answers: %w", failed(res))
	}
	r := &reading{Account: a, me: s.DID, cur: cur, ids: map[string]bool{}}
	a.mu.Lock()
	var back bool
	if r.seen, back = a.seen.as(cur); back {
		clear(a.threads) // All of them are due.
		a.walked = time.Time{}
	}
	r.epoch = a.seen.epoch
	a.mu.Unlock()
	if err := r.notifications(ctx); err != nil {
		return network.Page{}, fmt.Errorf("read notifications: %w", err)
	}
	if err := r.threads(ctx, q.Posts); err != nil {
		return network.Page{}, err
	}
	return r.page(), nil
}

// reading is one page in the making.
type reading struct {
	*Account
	me     string
	cur    cursor
	seen   view
	epoch  string
	found  []answer
	ids    map[string]bool // of found
	more   bool
	missed string
}

// room is how many more answers the page takes.
func (r *reading) room() int { return pageSize - len(r.found) }

// news returns those of the answers that were not read before, the oldest
// first. The account's own posts are none.
func (r *reading) news(all []answer) []answer {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []answer
	here := map[string]bool{}
	for _, f := range all {
		this, known := r.seen.knows(f.item.Remote, f.cid)
		if this || here[f.item.Remote] || r.ids[f.item.Remote] || f.item.AuthorID == r.me {
			continue
		}
		here[f.item.Remote] = true
		if known {
			f.item.Kind = network.ItemEdited
		}
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(x, y answer) int {
		return cmp.Or(x.item.At.Compare(y.item.At), cmp.Compare(x.item.Remote, y.item.Remote))
	})
	return out
}

// take puts answers on the page.
func (r *reading) take(fresh []answer) {
	for _, f := range fresh {
		r.ids[f.item.Remote] = true
	}
	r.found = append(r.found, fresh...)
}

// page ends the reading.
func (r *reading) page() network.Page {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := r.cur
	if r.epoch != r.Account.seen.epoch { // Another reader began anew meanwhile.
		r.seen, _ = r.Account.seen.as(r.cur)
	}
	next.Epoch, next.Seq = r.Account.seen.epoch, r.seen.page(r.found)
	p := network.Page{Next: next.String(), More: r.more, Missed: r.missed, Items: make([]network.Item, len(r.found))}
	for i, f := range r.found {
		p.Items[i] = f.item
	}
	return p
}

// failed is a result as an error.
func failed(r network.Result) error {
	return &network.AnswerError{Outcome: r.Outcome, Retry: r.Retry, Cause: r.Cause, Note: r.Note, Raw: r.Raw}
}
