package mattermost

import (
	"context"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
)

// Bounds of a backfill.
const (
	// sinceLimit is how many messages the server tells of at once; as many
	// mean that there may be more (its model package: 1000).
	sinceLimit = 1000
	pageSize   = 200
	maxPages   = 500
)

// backfill looks for what was missed in every channel that the bot is in. It is
// for the goroutine that hears events, so that an event is never overtaken by
// an older state.
func (r *run) backfill(ctx context.Context) error {
	return r.p.channels.Backfill(ctx, func(ctx context.Context, channel string, from int64) (int, error) {
		n, err := r.backfillChannel(ctx, channel, from)
		if err != nil {
			err = r.p.whyNot(ctx, channel, err)
		}
		return n, err
	})
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

// patient is adapter.Patient for a method of model.Client4.
func patient[T any](ctx context.Context, ask func() (T, *model.Response, error)) (v T, err error) {
	err = adapter.Patient(ctx, func() error {
		var resp *model.Response
		var err error
		v, resp, err = ask()
		return failed(resp, err)
	})
	return v, err
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
		case isDrop(q) && q.CreateAt >= from:
			found++
			r.drops.Add(ctx, dropOf(q))
		}
	}
	for batch := range slices.Chunk(mine, pageSize) {
		now, err := patient(ctx, func() (map[string][]*model.Reaction, *model.Response, error) {
			return p.api.GetBulkReactions(ctx, batch)
		})
		if err != nil {
			return found, err
		}
		for _, id := range batch {
			rec, _, err := p.book.Posted(id)
			if err != nil {
				return found, err
			}
			for _, s := range adapter.Differing(message(id), rec.Signs, marks(now[id])) {
				found++
				r.signs.Add(ctx, s)
			}
		}
	}
	return found, nil
}
