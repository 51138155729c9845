package replies

import (
	"context"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Known replies are looked at again where no source tells that they were changed
// or deleted: a witness who deletes what they wrote has thought again, and the
// detective should know.
const (
	checkSpan  = 7 * 24 * time.Hour // since a reply was stored
	checkCases = 20                 // of the newest posts
	checkEach  = 200                // newest replies of a case
	checkOnce  = 100                // in one request
)

// again is how long after its last look a reply of the given age is looked at.
// Where looking costs money, it is done seldom.
func again(age time.Duration, priced bool) time.Duration {
	d := 12 * time.Hour
	switch {
	case age < time.Hour:
		d = 5 * time.Minute
	case age < 24*time.Hour:
		d = time.Hour
	}
	if priced {
		d *= 12
	}
	return d
}

// checks remember when replies were looked at. They are lost with the process,
// which costs one look each.
type checks struct {
	checker network.Checker
	priced  bool
	last    map[string]time.Time // by the network's id
}

func (k *checks) begin(n network.Network) {
	k.checker, _ = n.(network.Checker)
	_, k.priced = n.(network.Pricer)
	k.last = map[string]time.Time{}
}

// check looks at the known replies whose turn it is, at most one request's worth.
func (c *Collector) check(ctx context.Context) error {
	if c.checks.checker == nil {
		return nil
	}
	source := Source(c.Network.Account().ID)
	var ids []string
	var cur bot.Cursor
	err := c.Desk.View(ctx, func(tx bot.Tx) (err error) {
		if cur, err = tx.Cursor(source); err != nil {
			return err
		}
		ids, err = c.due(tx)
		return err
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	start := c.Now()
	page, err := c.ask(ctx, ids)
	for _, id := range ids { // after a failure, too: the pages have their own pace
		c.checks.last[id] = start
	}
	if err != nil {
		if ctx.Err() == nil {
			c.Log.Warn("could not look at replies again", "account", c.Network.Account().ID, "err", err)
		}
		return nil
	}
	if len(page.Items) == 0 && page.Cost == 0 && page.Reads == 0 {
		return nil
	}
	page.Next, page.More = cur.Position, cur.Behind
	if _, err := c.Desk.Collect(ctx, c.batch(source, page)); err != nil && ctx.Err() == nil {
		return fmt.Errorf("store changes of replies: %w", err)
	}
	return nil
}

// ask asks the network. A panic in an adapter is a bug and finds nothing.
func (c *Collector) ask(ctx context.Context, ids []string) (p network.Page, err error) {
	ctx, stop := context.WithTimeout(ctx, readTimeout)
	defer stop()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("adapter panicked: %v", r)
		}
	}()
	return c.checks.checker.Check(ctx, ids)
}

// due returns the known replies whose turn it is, the newest first.
func (c *Collector) due(tx bot.Tx) ([]string, error) {
	account, now := c.Network.Account().ID, c.Now()
	ps, err := tx.PublicPosts(account, now.Add(-watchSpan), watched)
	if err != nil {
		return nil, err
	}
	var cases []bot.ID
	for _, p := range ps {
		if !slices.Contains(cases, p.Case) && len(cases) < checkCases {
			cases = append(cases, p.Case)
		}
	}
	var ids []string
	keep := map[string]time.Time{}
	for _, id := range cases {
		t, err := tx.Tally(id)
		if err != nil {
			return nil, err
		}
		rs, err := tx.RepliesOf(id, max(1, t.Replies-checkEach+1), checkEach)
		if err != nil {
			return nil, err
		}
		for _, r := range slices.Backward(rs) {
			age := now.Sub(r.Stored)
			if r.Account != account || !r.Gone.IsZero() || age > checkSpan {
				continue
			}
			last, seen := c.checks.last[r.Remote]
			if !seen {
				last = r.Stored // it was looked at when it was read
			}
			keep[r.Remote] = last
			if now.Sub(last) >= again(age, c.checks.priced) && len(ids) < checkOnce {
				ids = append(ids, r.Remote)
			}
		}
	}
	c.checks.last = keep // those that are not asked about any more are forgotten
	return ids, nil
}
