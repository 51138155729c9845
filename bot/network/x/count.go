package x

import (
	"context"
	"net/url"
	"slices"

	"appealbot/bot"
)

// CountPrice implements network.Meter.
func (a *Account) CountPrice(posts int) int64 { return int64(posts) * priceOwnRead }

// Counts implements network.Counter.
func (a *Account) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	q := url.Values{"post.fields": {"public_metrics"}, "expansions": {"edit_history_post_ids"}}
	if a.o.Older {
		q = url.Values{"tweet.fields": {"public_metrics,edit_history_tweet_ids"}}
	}
	in, err := a.lookup(ctx, remotes, q)
	if err != nil {
		return nil, err
	}
	now := a.o.Now().UTC()
	out := make(map[string]bot.Counts, len(in.Data))
	for _, p := range in.Data {
		if m := p.Metrics; m != nil && slices.Contains(remotes, p.first()) {
			out[p.first()] = bot.Counts{
				At: now, Replies: max(m.Replies, 0), Likes: max(m.Likes, 0), Views: max(m.Views, 0),
				Reposts: max(m.Reposts, 0) + max(m.OlderReposts, 0) + max(m.Quotes, 0),
			}
		}
	}
	return out, nil
}
