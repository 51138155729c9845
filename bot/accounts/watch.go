package accounts

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// manyLooks bounds at how many posts one pass looks.
const manyLooks = 10

// looks returns how long after its publication a post is looked at, unless it
// was seen to be as it should. Nothing follows: a post that vanishes later was
// taken away by somebody.
func looks() [4]time.Duration {
	return [...]time.Duration{10 * time.Second, time.Minute, 10 * time.Minute, time.Hour}
}

// watched is how long after its publication a post is looked at, where the
// program was not there at the time.
const watched = 24 * time.Hour

// dueLook returns when a post is to be looked at that was looked at last at
// last, and false when it is not any more.
func dueLook(p bot.Post, last, now time.Time) (time.Time, bool) {
	if p.Sight.OK || p.Posted.IsZero() || now.Sub(p.Posted) > watched {
		return time.Time{}, false
	}
	var due time.Time
	for _, after := range looks() {
		at := p.Posted.Add(after)
		switch {
		case !at.After(last): // it was made
		case due.IsZero() || !at.After(now): // several that were missed are one
			due = at
		}
	}
	return due, !due.IsZero()
}

// watch looks at what was published as somebody who is not logged in, and
// returns when to look again.
func (k *Keeper) watch(ctx context.Context, w network.Watcher, m memory, ps []bot.Post) (time.Time, error) {
	next, n := k.o.Now().Add(idle), 0
	for _, p := range ps {
		now := k.o.Now()
		at, ok := dueLook(p, m.last(p.ID, p.Sight.At), now)
		if ok && !at.After(now) && n < manyLooks {
			n++
			m[p.ID] = now
			s, err := see(ctx, w, p)
			if ctx.Err() != nil {
				return next, nil //nolint:nilerr // Stopping is no failure.
			}
			if err != nil {
				k.warn("what the public sees is not known", err)
			} else if err := k.o.Desk.Sighted(ctx, p.ID, s); err != nil {
				return next, fmt.Errorf("keep what was seen of post %s: %w", p.ID, err)
			}
			p.Sight = s
			at, ok = dueLook(p, m[p.ID], now)
		}
		if ok {
			next = earlier(next, at)
		}
	}
	return next, nil
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
