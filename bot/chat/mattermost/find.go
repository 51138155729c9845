package mattermost

import (
	"context"
	"fmt"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Find implements adapter.Wire: the message has its key in a property. It is
// looked for among what has changed since, and then page by page.
func (w wire) Find(ctx context.Context, s adapter.Slot, since int64) (*adapter.Made, error) {
	q, err := w.search(ctx, s, since)
	if q == nil {
		return nil, err
	}
	made := madeOf(q)
	return &made, nil
}

func (p *Platform) search(ctx context.Context, s adapter.Slot, since int64) (*model.Post, error) {
	list, resp, err := p.api.GetPostsSince(ctx, s.Channel, since, false)
	if err := failed(resp, err); err != nil {
		return nil, p.whyNot(ctx, s.Channel, err)
	}
	if q, _ := p.keyed(list, s.Key); q != nil || len(list.Order) < sinceLimit {
		return q, nil
	}
	// More has changed than the server tells at once, and which of it is not
	// said.
	for page := range maxPages {
		list, resp, err := p.api.GetPostsForChannel(ctx, s.Channel, page, pageSize, "", false, false)
		if err := failed(resp, err); err != nil {
			return nil, p.whyNot(ctx, s.Channel, err)
		}
		if q, oldest := p.keyed(list, s.Key); q != nil || len(list.Order) < pageSize || oldest < since {
			return q, nil
		}
	}
	return nil, nil
}

// keyed returns the message of the bot with a key, if a list holds it, and when
// the oldest in the list was made.
func (p *Platform) keyed(list *model.PostList, k string) (found *model.Post, oldest int64) {
	for _, id := range list.Order {
		q := list.Posts[id]
		if q == nil {
			continue
		}
		if q.UserId == p.me() && q.DeleteAt == 0 && q.GetProp(propKey) == k {
			return q, oldest
		}
		if oldest == 0 || q.CreateAt < oldest {
			oldest = q.CreateAt
		}
	}
	return nil, oldest
}

// Look implements adapter.Wire.
func (w wire) Look(ctx context.Context, at chat.Ref) (adapter.Posted, error) {
	q, resp, err := w.api.GetPost(ctx, at.Message, "")
	if err := failed(resp, err); err != nil {
		if status(err) == http.StatusBadRequest || status(err) == http.StatusForbidden {
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return adapter.Posted{}, err
	}
	k, _ := q.GetProp(propKey).(string)
	if q.UserId != w.me() || k == "" {
		return adapter.Posted{}, fmt.Errorf("find message of the bot: %w", chat.ErrNotFound)
	}
	// When it was changed is not known: the server moves UpdateAt for answers
	// and reactions too. Too late a time makes a reaction stale, which asks the
	// person once more; too early a one would approve what they have not read.
	return adapter.Posted{Key: k, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt, Changed: q.UpdateAt}, nil
}

// Stands implements adapter.Wire.
func (w wire) Stands(ctx context.Context, at chat.Ref) error {
	c, resp, err := w.api.GetChannel(ctx, at.Channel)
	if err := failed(resp, err); err != nil {
		return w.whyNot(ctx, at.Channel, err)
	}
	if c.DeleteAt != 0 {
		return chat.ErrArchived
	}
	_, resp, err = w.api.GetPost(ctx, at.Message, "")
	if err := failed(resp, err); err != nil {
		return w.whyNot(ctx, at.Channel, err)
	}
	return nil
}
