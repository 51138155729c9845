package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Bounds of looking at statuses by their ids.
const (
	// batch is how many Mastodon takes at once (StatusesController of 4.5:
	// DEFAULT_STATUSES_LIMIT).
	batch = 20
	// singles is how many are looked at one by one in one call, where a
	// server has no other way or leaves some out.
	singles = 10
)

// Check implements network.Checker.
func (a *Account) Check(ctx context.Context, remotes []string) (network.Page, error) {
	token, me, err := a.login(ctx)
	if err != nil {
		return network.Page{}, fmt.Errorf("look at answers again: %w", err)
	}
	found, lost, err := a.look(ctx, token, remotes)
	if err != nil {
		return network.Page{}, fmt.Errorf("look at answers again: %w", err)
	}
	var page network.Page
	for _, t := range found {
		if t.EditedAt == nil && !a.instance().Software.hidesEdits() {
			continue
		}
		p, err := a.under(ctx, token, me, t)
		if err != nil {
			return network.Page{}, fmt.Errorf("look at answers again: %w", err)
		}
		page.Items = append(page.Items, a.item(t, network.ItemEdited, p))
	}
	for _, id := range lost {
		p, ok := a.places.get(id)
		if !ok {
			p.kind = bot.ReplyAnswer
		}
		page.Items = append(page.Items, network.Item{
			Kind: network.ItemGone, Remote: id, Under: p.under, Parent: p.parent, Reply: p.kind, At: a.o.Now().UTC(),
		})
	}
	page.Reads = len(found)
	return page, nil
}

// Counts implements network.Counter.
func (a *Account) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	token, _, err := a.login(ctx)
	if err != nil {
		return nil, fmt.Errorf("count reactions: %w", err)
	}
	found, _, err := a.look(ctx, token, remotes)
	if err != nil {
		return nil, fmt.Errorf("count reactions: %w", err)
	}
	out := make(map[string]bot.Counts, len(found))
	for _, t := range found {
		out[t.ID] = bot.Counts{
			At: a.o.Now().UTC(), Replies: t.Replies, Reposts: t.Reblogs + t.Quotes, Likes: t.Favourites,
		}
	}
	return out, nil
}

// look returns the statuses with the given ids that are there, and the ids of
// those that certainly are not. What is in neither could not be told now.
func (a *Account) look(ctx context.Context, token string, remotes []string) (found []told, lost []string, err error) {
	ids := slices.DeleteFunc(slices.Clone(remotes), func(id string) bool { return !validID(id) })
	rest := ids
	if a.instance().since4(3) {
		rest = nil
		for some := range slices.Chunk(ids, batch) {
			ts, err := a.several(ctx, token, some)
			if err != nil {
				return nil, nil, err
			}
			found = append(found, ts...)
			for _, id := range some {
				if !slices.ContainsFunc(ts, func(t told) bool { return t.ID == id }) {
					rest = append(rest, id)
				}
			}
		}
	}
	for _, id := range a.some(rest) {
		t, there, err := a.one(ctx, token, id)
		switch {
		case err != nil:
			return nil, nil, err
		case there:
			found = append(found, t)
		default:
			lost = append(lost, id)
		}
	}
	return found, lost, nil
}

// some takes as many of the ids as may be asked for one by one, others each
// time.
func (a *Account) some(ids []string) []string {
	if len(ids) <= singles {
		return ids
	}
	from := int(a.rota.Add(1)) * singles
	out := make([]string, singles)
	for i := range out {
		out[i] = ids[(from+i)%len(ids)]
	}
	return out
}

// several asks for many statuses at once; it leaves out what is not there.
func (a *Account) several(ctx context.Context, token string, ids []string) ([]told, error) {
	r := a.get(token, "/api/v1/statuses", url.Values{"id[]": ids})
	r.Limit = maxList
	var raws []json.RawMessage
	if err := a.asked(ctx, r, &raws); err != nil {
		return nil, err
	}
	if raws == nil {
		return nil, errors.New("the answer is not a list of statuses")
	}
	return list(raws)
}

// one asks for one status, and reports whether it is there.
func (a *Account) one(ctx context.Context, token, id string) (told, bool, error) {
	ans := a.http.Do(ctx, a.get(token, "/api/v1/statuses/"+id, nil))
	if ans.Status == http.StatusNotFound && gone(ans) {
		return told{}, false, nil
	}
	if err := ans.Err(); err != nil {
		return told{}, false, err
	}
	t, err := read(ans.Body)
	if err == nil && t.ID != id {
		err = errors.New("the answer is not the status that was asked for")
	}
	return t, err == nil, err
}
