package accounts

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

const (
	// idle is how long the keeper does not look whether there is something to
	// do. It is woken when something is published; this only bounds what a lost
	// wake-up could cost.
	idle = time.Minute
	// recent is how long something that was published matters here.
	recent = 7 * 24 * time.Hour
	// manyPosts is how many posts are considered, the newest first.
	manyPosts = 300
	// manyOld is of how many posts it is considered who sees them, however old
	// they are.
	manyOld, old = 50, 366 * 24 * time.Hour
)

// memory is when something about a post was tried last, so that a network that
// cannot tell is not asked all the time. What it told is in the store.
type memory map[bot.ID]time.Time

// lookAll does what is due about what was published, until ctx ends.
func (k *Keeper) lookAll(ctx context.Context) error {
	w, watches := k.o.Network.(network.Watcher)
	c, counts := k.o.Network.(network.Counter)
	p, charges := k.o.Network.(network.Pricer)
	if !watches && !counts && !charges {
		<-ctx.Done()
		return nil
	}
	seen, counted := memory{}, memory{}
	for ctx.Err() == nil {
		ps, err := k.published(ctx)
		if err != nil {
			return err
		}
		seen.keep(ps)
		counted.keep(ps)
		next := k.o.Now().Add(idle)
		if watches {
			at, err := k.watch(ctx, w, seen, ps)
			if err != nil {
				return err
			}
			next = earlier(next, at)
		}
		if counts {
			at, err := k.count(ctx, c, counted, k.recent(ps))
			if err != nil {
				return err
			}
			next = earlier(next, at)
		}
		if charges {
			if err := k.o.Desk.Charged(ctx, k.account(), 0, 0, p.Budget()); err != nil {
				return fmt.Errorf("look at the budget of %s: %w", k.account(), err)
			}
		}
		sleep(ctx, max(next.Sub(k.o.Now()), time.Second), k.wake)
	}
	return nil
}

// published returns what was published and matters here, the newest first: what was
// not long ago, and some of what was before.
func (k *Keeper) published(ctx context.Context) (ps []bot.Post, err error) {
	now := k.o.Now()
	err = k.o.Desk.View(ctx, func(tx bot.Tx) error {
		if ps, err = tx.PublicPosts(k.account(), now.Add(-recent), manyPosts); err != nil || len(ps) >= manyOld {
			return err
		}
		ps, err = tx.PublicPosts(k.account(), now.Add(-old), manyOld)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("what was published on %s: %w", k.account(), err)
	}
	return slices.DeleteFunc(ps, func(p bot.Post) bool { return p.State != bot.PostPosted || p.Posted.IsZero() }), nil
}

// recent returns those of ps that were published not long ago.
func (k *Keeper) recent(ps []bot.Post) []bot.Post {
	now := k.o.Now()
	return slices.DeleteFunc(slices.Clone(ps), func(p bot.Post) bool { return now.Sub(p.Since()) > recent })
}

// keep forgets what is not about one of ps.
func (m memory) keep(ps []bot.Post) {
	maps.DeleteFunc(m, func(id bot.ID, _ time.Time) bool {
		return !slices.ContainsFunc(ps, func(p bot.Post) bool { return p.ID == id })
	})
}

// last is when something was tried about a post, if at was when it last worked.
func (m memory) last(id bot.ID, at time.Time) time.Time {
	if t := m[id]; t.After(at) {
		return t
	}
	return at
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
