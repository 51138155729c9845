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
	in, err := a.lookup(ctx, remotes, a.fields())
	if err != nil {
		return network.Page{}, err
	}
	newer, err := a.newer(ctx, &in)
	if err != nil {
		return network.Page{}, err
	}
	n := a.billed.read(a.o.Now(), in.Data) + a.billed.read(a.o.Now(), newer)
	out := network.Page{Reads: n, Cost: int64(n) * priceRead}
	for _, p := range append(in.Data, newer...) {
		if !validID(p.ID) || p.CreatedAt.IsZero() || p.first() == p.ID {
			continue // as it was written
		}
		it, err := a.item(p, in.Includes.Users, in.Includes.Media)
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
func (a *Account) newer(ctx context.Context, in *wirePage) ([]wirePost, error) {
	var ids []string
	for _, p := range in.Data {
		if last := p.last(); last != p.ID && validID(last) {
			ids = append(ids, last)
		}
	}
	more, err := a.lookup(ctx, ids, a.fields())
	if err != nil {
		return nil, err
	}
	in.Includes.Users = append(in.Includes.Users, more.Includes.Users...)
	in.Includes.Media = append(in.Includes.Media, more.Includes.Media...)
	return more.Data, nil
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
