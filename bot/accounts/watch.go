package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// manyLooks bounds at how many posts one pass looks.
const manyLooks = 10

// looks returns how long after its publication a post is looked at: often at first,
// when networks show it late, and then to see that nobody took it away or hid it.
// From the last of them on it is looked at every day.
func looks() [6]time.Duration {
	return [...]time.Duration{10 * time.Second, 50 * time.Second, 10 * time.Minute, time.Hour, 6 * time.Hour, daily}
}

const (
	daily = 24 * time.Hour
	// doubtful is how soon after the first look at which something was amiss
	// the next one decides.
	doubtful = time.Minute
	// settled is how long after its publication a post that was seen is not
	// looked at again.
	settled = 30 * time.Minute
)

// dueLook returns when a post is to be looked at that was looked at last at last:
// the next time after that, or the last of several that were missed.
func dueLook(p bot.Post, last, now time.Time) time.Time {
	since := p.Since()
	if last.Before(since) {
		last = since
	}
	var due time.Time
	take := func(at time.Time) {
		if at.After(last) && (due.IsZero() || !at.After(now)) {
			due = at
		}
	}
	for _, after := range looks() {
		if !p.Sight.OK || after > settled {
			take(since.Add(after))
		}
	}
	// Of the days since then only the last and the next one matter.
	days := max(now.Sub(since)/daily, 1)
	for _, n := range []time.Duration{days, days + 1, last.Sub(since)/daily + 1} {
		take(since.Add(n * daily))
	}
	if p.Sight.Bad == 1 && last.Equal(p.Sight.At) {
		if at := last.Add(doubtful); at.Before(due) {
			return at
		}
	}
	return due
}

// watch looks at what was published as somebody who is not logged in, and
// returns when to look again.
func (k *Keeper) watch(ctx context.Context, w network.Watcher, m memory, ps []bot.Post) (time.Time, error) {
	next, n := k.o.Now().Add(idle), 0
	for _, p := range ps {
		now := k.o.Now()
		at := dueLook(p, m.last(p.ID, p.Sight.At), now)
		if !at.After(now) && n < manyLooks {
			m[p.ID] = now
			wanted, err := k.wanted(ctx, p, now)
			if err != nil {
				return next, err
			}
			if wanted {
				n++
				if p.Sight, err = k.lookAt(ctx, w, p); err != nil {
					return next, err
				}
			}
			if ctx.Err() != nil {
				return next, nil //nolint:nilerr // Stopping is no failure.
			}
			at = dueLook(p, m.last(p.ID, p.Sight.At), now)
		}
		next = earlier(next, at)
	}
	return next, nil
}

// wanted reports whether it still matters who sees p: at first always, and then as
// long as its appeal is open.
func (k *Keeper) wanted(ctx context.Context, p bot.Post, now time.Time) (open bool, err error) {
	if now.Sub(p.Since()) < daily {
		return true, nil
	}
	err = k.o.Desk.View(ctx, func(tx bot.Tx) error {
		a, err := tx.Appeal(p.Appeal)
		open = a.State == bot.Approved
		if errors.Is(err, bot.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("appeal of post %s: %w", p.ID, err)
	}
	return open, nil
}

// lookAt looks at a post and keeps what it saw. It returns what is known of it then.
func (k *Keeper) lookAt(ctx context.Context, w network.Watcher, p bot.Post) (bot.Sight, error) {
	s, err := see(ctx, w, p)
	if ctx.Err() != nil {
		return p.Sight, nil //nolint:nilerr // Stopping is no failure.
	}
	if err != nil {
		k.warn("what the public sees is not known", err)
		return p.Sight, nil
	}
	if err := k.o.Desk.Sighted(ctx, p.ID, s); err != nil {
		return p.Sight, fmt.Errorf("keep what was seen of post %s: %w", p.ID, err)
	}
	s.At = k.o.Now()
	if !s.OK {
		s.Bad = p.Sight.Bad + 1
	}
	return s, nil
}

// see looks at every part of a post.
func see(ctx context.Context, w network.Watcher, p bot.Post) (bot.Sight, error) {
	for i, remote := range p.Remotes {
		part := ""
		if len(p.Remotes) > 1 {
			part = fmt.Sprintf(" (part %d of %d)", i+1, len(p.Remotes))
		}
		var s network.Sight
		err := call(ctx, func(ctx context.Context) (err error) {
			s, err = w.Watch(ctx, remote)
			return err
		})
		switch {
		case err != nil:
			return bot.Sight{}, err
		case !s.Public:
			return bot.Sight{Note: "It cannot be seen" + part + "."}, nil
		case s.Text != "" && i < len(p.Parts()):
			if words, _ := p.Words(i); !sameWords(words.Text, s.Text) {
				return bot.Sight{Note: "It reads differently" + part + "."}, nil
			}
		}
	}
	return bot.Sight{OK: true}, nil
}
