package replies

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// calm is the least time between two looks that find nothing more, however
// often a stream wakes: public networks count requests.
const calm = time.Second

// slowest is the longest pause between two looks. It is also what an account gets
// that has used up its budget.
const slowest = time.Hour

// paces are how much longer than Capabilities.Poll the pause is, by the age of
// the account's newest public post. Most of what the public knows comes in the
// first hours.
var paces = []struct {
	until time.Duration
	times time.Duration
}{
	{time.Hour, 1},
	{6 * time.Hour, 4},
	{24 * time.Hour, 12},
	{7 * 24 * time.Hour, 60},
}

// Pace is the pause between two looks when the newest post has the given age and
// the network wants poll while it is fresh.
func Pace(poll, age time.Duration) time.Duration {
	for _, p := range paces {
		if age < p.until {
			return min(max(poll, poll*p.times), max(slowest, poll))
		}
	}
	return max(slowest/4, poll)
}

// Bounds of the posts whose threads are read.
const (
	watched   = 50
	watchSpan = 30 * 24 * time.Hour
)

// posted returns the account's public posts, the newest first.
func (c *Collector) posted(tx bot.Tx) ([]network.Posted, error) {
	ps, err := tx.PublicPosts(c.Network.Account().ID, c.Now().Add(-watchSpan), watched)
	if err != nil {
		return nil, err
	}
	var out []network.Posted
	for _, p := range ps {
		at := p.Since()
		for i, remote := range p.Remotes {
			// What stands alone begins a thread of its own.
			if i == 0 || p.Alone && i < len(p.Parts()) && p.Parts()[i].Alone {
				out = append(out, network.Posted{Remote: remote, At: at})
			}
		}
	}
	return out, nil
}

// budget is what the account may cost in a month; zero when nobody said.
func (c *Collector) budget() int64 {
	if n, ok := c.Network.(network.Pricer); ok {
		return n.Budget()
	}
	return 0
}

// pause is how long to wait after a look that found nothing more.
func (c *Collector) pause(ctx context.Context) (d time.Duration, err error) {
	poll, budget := c.Network.Capabilities().Poll, c.budget()
	err = c.Desk.View(ctx, func(tx bot.Tx) error {
		ps, err := tx.PublicPosts(c.Network.Account().ID, time.Time{}, 1)
		if err != nil {
			return err
		}
		age := slowest * 24 * 365
		if len(ps) > 0 {
			age = c.Now().Sub(ps[0].Since())
		}
		d = Pace(poll, age)
		if budget == 0 {
			return nil
		}
		s, err := tx.Spending(c.Network.Account().ID, bot.Month(c.Now()))
		if err == nil && s.Over(budget) {
			d = max(d, slowest)
		}
		return err
	})
	if err != nil && ctx.Err() == nil {
		return d, fmt.Errorf("pace of %s: %w", c.Network.Account().ID, err)
	}
	return d, nil
}

// rest waits until it is time to look again: when the pause is over, or a stream
// wakes. What is published meanwhile shortens the pause.
func (c *Collector) rest(ctx context.Context, wake <-chan struct{}) error {
	began := c.Now()
	sleep(ctx, calm)
	for ctx.Err() == nil {
		d, err := c.pause(ctx)
		if err != nil {
			return err
		}
		left := d - c.Now().Sub(began)
		if left <= 0 {
			return nil
		}
		t := time.NewTimer(left)
		select {
		case <-ctx.Done():
		case <-wake:
			t.Stop()
			return nil
		case <-t.C:
			return nil
		case <-c.News:
			sleep(ctx, calm) // a flood of news is one
		}
		t.Stop()
	}
	return nil
}
