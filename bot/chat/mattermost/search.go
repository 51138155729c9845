package mattermost

import (
	"context"

	"github.com/mattermost/mattermost/server/public/model"
)

// search looks in a channel for the message of the bot that was posted for a
// key since a time. It returns nil when there is none.
func (p *Platform) search(ctx context.Context, k, channel string, since int64) (*model.Post, error) {
	list, resp, err := p.api.GetPostsSince(ctx, channel, since, false)
	if err := failed(resp, err); err != nil {
		return nil, p.whyNot(ctx, channel, err)
	}
	if q, _ := p.keyed(list, k); q != nil || len(list.Order) < sinceLimit {
		return q, nil
	}
	// More has changed than the server tells at once, and which of it is not
	// said.
	for page := range maxPages {
		list, resp, err := p.api.GetPostsForChannel(ctx, channel, page, pageSize, "", false, false)
		if err := failed(resp, err); err != nil {
			return nil, p.whyNot(ctx, channel, err)
		}
		if q, oldest := p.keyed(list, k); q != nil || len(list.Order) < pageSize || oldest < since {
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
