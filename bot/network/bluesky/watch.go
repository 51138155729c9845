package bluesky

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Watch implements network.Watcher: it asks the public AppView, which knows
// nothing of the account's login.
func (a *Account) Watch(ctx context.Context, remote string) (network.Sight, error) {
	if link(remote) == "" {
		return network.Sight{}, fmt.Errorf("look at post: %.100q is no post on Bluesky", remote)
	}
	uris := []string{remote}
	ans := a.public(ctx, call{method: "app.bsky.feed.getPosts", query: url.Values{"uris": uris}})
	views, err := readViews(ans, uris)
	if err == nil {
		err = ans.Err()
	}
	if err != nil {
		return network.Sight{}, fmt.Errorf("look at post: %w", err)
	}
	v, ok := views[remote]
	if !ok {
		return network.Sight{}, nil
	}
	var rec wireRead
	if err := json.Unmarshal(v.Record, &rec); err != nil {
		return network.Sight{}, fmt.Errorf("look at post: %w", errView)
	}
	return network.Sight{Public: true, Text: rec.Text}, nil
}

// Counts implements network.Counter. Nobody counts views on Bluesky.
func (a *Account) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	remotes = slices.DeleteFunc(slices.Clone(remotes), func(s string) bool { return link(s) == "" })
	if len(remotes) > maxIDs {
		return nil, fmt.Errorf("count reactions: %d at once are more than %d", len(remotes), maxIDs)
	}
	out := map[string]bot.Counts{}
	for ids := range slices.Chunk(remotes, maxURIs) {
		views, ans := a.views(ctx, ids)
		if err := ans.Err(); err != nil {
			return nil, fmt.Errorf("count reactions: %w", err)
		}
		for id, v := range views {
			out[id] = bot.Counts{Replies: v.Replies, Reposts: v.Reposts + v.Quotes, Likes: v.Likes}
		}
	}
	return out, nil
}
