package accounts

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

const (
	// young is how long the reactions to a post are counted often.
	young         = 24 * time.Hour
	often, seldom = 15 * time.Minute, time.Hour
	// early is how much too early a post may be counted to be counted together
	// with others.
	early = 5 * time.Minute
	// manyCounts is how many posts a network counts at once.
	manyCounts = 100
)

// dueCount returns when the reactions to a post are to be counted that were
// counted last at last.
func dueCount(p bot.Post, last, now time.Time) time.Time {
	if last.Before(p.Posted) {
		last = p.Posted
	}
	if now.Sub(p.Posted) < young {
		return last.Add(often)
	}
	return last.Add(seldom)
}

// count counts the reactions to what was published, all that is due at once, and
// returns when to count again.
func (k *Keeper) count(ctx context.Context, c network.Counter, m memory, ps []bot.Post) (time.Time, error) {
	now := k.o.Now()
	next := now.Add(idle)
	of, remotes, due, paid := map[string]bot.ID{}, []string(nil), false, 0
	for _, p := range ps {
		at := dueCount(p, m.last(p.ID, p.Counts.At), now)
		if at.After(now.Add(early)) || len(remotes) == manyCounts {
			next = earlier(next, at)
			continue
		}
		due = due || !at.After(now)
		// The first part is what people see and pass on.
		of[p.Remotes[0]] = p.ID
		if day(p.Counts.At) != day(now) {
			paid++
		}
		remotes = append(remotes, p.Remotes[0])
		next = earlier(next, at)
	}
	if !due {
		return next, nil
	}
	for _, id := range of {
		m[id] = now
	}
	return now.Add(idle), k.counts(ctx, c, of, remotes, paid)
}

// day is the day by which networks charge for reading.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// counts asks the network once and keeps what it says. paid of the posts were
// not counted today before.
func (k *Keeper) counts(ctx context.Context, c network.Counter, of map[string]bot.ID, remotes []string, paid int) error {
	var got map[string]bot.Counts
	err := call(ctx, func(ctx context.Context) (err error) {
		got, err = c.Counts(ctx, remotes)
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			k.warn("reactions were not counted", err)
		}
		return nil
	}
	counts := map[bot.ID]bot.Counts{}
	for remote, n := range got {
		if id, ours := of[remote]; ours {
			counts[id] = n
		}
	}
	if err := k.o.Desk.Counted(ctx, counts); err != nil {
		return fmt.Errorf("keep counts of %s: %w", k.account(), err)
	}
	meter, charges := c.(network.Meter)
	if !charges {
		return nil
	}
	budget := int64(0)
	if p, ok := k.o.Network.(network.Pricer); ok {
		budget = p.Budget()
	}
	if err := k.o.Desk.Charged(ctx, k.account(), meter.CountPrice(paid), paid, budget); err != nil {
		return fmt.Errorf("charge %s for counting: %w", k.account(), err)
	}
	return nil
}
