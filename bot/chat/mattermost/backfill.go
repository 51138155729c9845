package mattermost

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// What happened while the bot was not connected is looked for in what the
// channels show. Nothing is done twice by that: what was handled is kept, and
// what is found is compared with it.

// Bounds of a backfill.
const (
	// overlap is how much is looked at again, because the two clocks differ
	// and something may have been on its way.
	overlap = skew + 5*time.Minute
	// farthest is how far back is looked at all, after a bot was away.
	farthest = 60 * 24 * time.Hour
	// sinceLimit is how many messages the server tells of at once; as many
	// mean that there may be more (its model package: 1000).
	sinceLimit = 1000
	pageSize   = 200
	maxPages   = 500
)

// backfill looks for what was missed in every channel that the bot is in. It is
// for the goroutine that hears events, so that an event is never overtaken by
// an older state.
func (r *run) backfill(ctx context.Context) (err error) {
	p := r.p
	from, ok, err := p.since()
	if err != nil {
		return err
	}
	now := p.o.Now()
	if !ok {
		r.noteSince() // the first time ever: nothing can have been missed
		return nil
	}
	from = from.Add(-overlap)
	if now.Sub(from) > farthest {
		from = now.Add(-farthest)
	}
	p.progress.mu.Lock()
	p.progress.missing = false
	p.progress.mu.Unlock()
	defer func() {
		if err != nil {
			r.missed()
		}
	}()
	channels, err := p.channels(ctx)
	if err != nil {
		return err
	}
	found := 0
	for _, c := range channels {
		if c.DeleteAt != 0 {
			continue
		}
		n, err := r.backfillRoom(ctx, c.Id, millis(from))
		if err != nil {
			err = p.whyNot(ctx, c.Id, err)
		}
		if errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrNotMember) || errors.Is(err, chat.ErrArchived) {
			continue // meanwhile
		} else if err != nil {
			return fmt.Errorf("look for what was missed in channel %s: %w", c.Id, err)
		}
		found += n
	}
	if found > 0 {
		p.o.Log.Info("looked for what was missed", "since", from, "channels", len(channels), "found", found)
	}
	return nil
}

// backfillRoom looks through a channel from a time on, or from an earlier one
// since when the bot could not see it.
func (r *run) backfillRoom(ctx context.Context, channel string, from int64) (int, error) {
	p := r.p
	var pl place
	known, err := p.get(keepRoom+channel, &pl)
	if err != nil {
		return 0, err
	}
	blind := pl.Blind
	if known && blind != 0 && !pl.Out {
		from = min(from, blind-overlap.Milliseconds())
	}
	n, err := r.backfillChannel(ctx, channel, from)
	if err != nil || !known || blind == 0 || pl.Out {
		return n, err
	}
	defer p.locks.hold(keepRoom + channel)()
	pl = place{}
	if known, err := p.get(keepRoom+channel, &pl); err != nil || !known || pl.Out || pl.Blind != blind {
		return n, err
	}
	pl.Blind = 0
	return n, p.save(keepRoom+channel, pl)
}

// backfillChannel looks through what has changed in a channel and returns how
// many things were found that were not handled yet.
func (r *run) backfillChannel(ctx context.Context, channel string, from int64) (int, error) {
	list, err := patient(ctx, func() (*model.PostList, *model.Response, error) {
		return r.p.api.GetPostsSince(ctx, channel, from, false)
	})
	if err != nil {
		return 0, err
	}
	n, err := r.compare(ctx, list, from)
	if err != nil || len(list.Order) < sinceLimit {
		return n, err
	}
	// More has changed than the server tells at once.
	for page := range maxPages {
		list, err := patient(ctx, func() (*model.PostList, *model.Response, error) {
			return r.p.api.GetPostsForChannel(ctx, channel, page, pageSize, "", false, false)
		})
		if err != nil {
			return n, err
		}
		m, err := r.compare(ctx, list, from)
		n += m
		if err != nil || len(list.Order) < pageSize {
			return n, err
		}
	}
	return n, nil
}

// patient asks again when the server wants a pause: a backfill may take as long
// as it takes.
func patient[T any](ctx context.Context, ask func() (T, *model.Response, error)) (T, error) {
	for {
		v, resp, err := ask()
		err = failed(resp, err)
		limited, ok := errors.AsType[*chat.RateLimited](err)
		if !ok || !sleep(ctx, limited.After) {
			return v, err
		}
	}
}

// compare finds what was not handled of what some messages show.
func (r *run) compare(ctx context.Context, list *model.PostList, from int64) (int, error) {
	p := r.p
	var mine []string
	found := 0
	for _, id := range slices.Backward(list.Order) { // the oldest first
		q := list.Posts[id]
		switch {
		case q == nil || q.DeleteAt != 0:
		case q.UserId == p.me():
			mine = append(mine, q.Id)
		case q.RootId != "" && len(q.FileIds) > 0 && q.CreateAt >= from:
			found++
			r.queueDrop(ctx, q)
		}
	}
	for len(mine) > 0 {
		batch := mine[:min(len(mine), pageSize)]
		mine = mine[len(batch):]
		now, err := patient(ctx, func() (map[string][]*model.Reaction, *model.Response, error) {
			return p.api.GetBulkReactions(ctx, batch)
		})
		if err != nil {
			return found, err
		}
		for _, id := range batch {
			var rec posted
			if _, err := p.get(keepPost+id, &rec); err != nil {
				return found, err
			}
			for _, s := range differing(id, rec.Signs, now[id]) {
				found++
				r.queueSign(ctx, s)
			}
		}
	}
	return found, nil
}

// caughtUp opens the gate of Update.
func (p *Platform) caughtUp() {
	p.catchOnce.Do(func() { close(p.caught) })
}

// patience of Update with the first backfill.
const gateTime = 10 * time.Second

// behind waits until the first backfill after a restart is done: reactions that
// were given while the bot was down belong to what its messages show now, and
// must be found before that changes.
func (p *Platform) behind(ctx context.Context) {
	select {
	case <-p.caught:
		return
	default:
	}
	if _, before, err := p.since(); err != nil || !before {
		return
	}
	if sleepUntil(ctx, gateTime, p.caught) {
		return
	}
	p.caughtUp()
}

// sleepUntil waits for a signal and reports whether it came in time.
func sleepUntil(ctx context.Context, d time.Duration, signal <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-signal:
		return true
	case <-ctx.Done():
		return false
	case <-t.C:
		return false
	}
}
