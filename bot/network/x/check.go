package x

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// perCheck is how many posts X tells about in one request.
const perCheck = 100

// Check implements network.Checker. Only what X says does not exist is gone:
// what is protected or withheld may come back, and is left out.
func (a *Account) Check(ctx context.Context, remotes []string) (network.Page, error) {
	// Authors and pictures cost more than the posts: they are asked for where
	// something has changed.
	in, err := a.lookup(ctx, remotes, a.history())
	if err != nil {
		return network.Page{}, err
	}
	newer, err := a.newer(ctx, in.Data)
	if err != nil {
		return network.Page{}, err
	}
	n := a.billed.read(a.o.Now(), in.Data) + a.billed.read(a.o.Now(), newer.Data)
	out := network.Page{Reads: n, Cost: int64(n) * priceRead}
	for _, p := range newer.Data {
		if !validID(p.ID) || p.CreatedAt.IsZero() || p.first() == p.ID {
			continue // as it was written
		}
		it, err := a.item(p, newer.Includes.Users, newer.Includes.Media)
		if err != nil {
			return network.Page{}, err
		}
		it.Kind = network.ItemEdited
		if it.Parent = p.refers("replied_to"); validID(p.ConversationID) {
			it.Under = p.ConversationID
		}
		if slices.Contains(remotes, it.Remote) {
			out.Items = append(out.Items, it)
		}
	}
	for _, e := range in.Errors {
		id := e.Value
		if id == "" {
			id = e.ResourceID
		}
		if e.kind() == "resource-not-found" && slices.Contains(remotes, id) {
			out.Items = append(out.Items, network.Item{Kind: network.ItemGone, Remote: id})
		}
	}
	return out, nil
}

// newer reads the newest version of the posts that were edited: whoever asks by
// an id may get the version that had it
// (docs.x.com/x-api/fundamentals/edit-posts, 2026-08-22).
func (a *Account) newer(ctx context.Context, posts []wirePost) (wirePage, error) {
	var ids []string
	for _, p := range posts {
		if len(p.versions()) > 1 {
			ids = append(ids, p.last())
		}
	}
	return a.lookup(ctx, ids, a.fields())
}

// history is what is asked of a post to know whether it was edited.
func (a *Account) history() url.Values {
	if a.o.Older {
		return url.Values{"tweet.fields": {"edit_history_tweet_ids"}}
	}
	return url.Values{"expansions": {"edit_history_post_ids"}}
}

// lookup asks for posts by their ids.
func (a *Account) lookup(ctx context.Context, remotes []string, q url.Values) (wirePage, error) {
	ids := slices.DeleteFunc(slices.Clone(remotes), func(s string) bool { return !validID(s) })
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var in wirePage
	if len(ids) == 0 {
		return in, nil
	}
	q.Set("ids", strings.Join(ids[:min(perCheck, len(ids))], ","))
	if _, err := a.read(ctx, "/2/tweets", q, &in); err != nil {
		return wirePage{}, err
	}
	return in, nil
}
