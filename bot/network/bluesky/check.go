package bluesky

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"

	"appealbot/bot/network"
)

// Bounds of asking for posts one by one.
const (
	maxURIs = 25 // in one getPosts
	maxIDs  = 100
)

// lag is how long the AppView may take to know what a server knows.
const lag = time.Minute

// Check implements network.Checker. It returns every reply that is there, in
// its present words: whoever keeps them knows best what has changed. "Gone" is
// said only of what the AppView had time to know and what no server has.
func (a *Account) Check(ctx context.Context, remotes []string) (network.Page, error) {
	remotes = slices.DeleteFunc(slices.Clone(remotes), func(s string) bool { return link(s) == "" })
	if len(remotes) > maxIDs {
		return network.Page{}, fmt.Errorf("check replies: %d at once are more than %d", len(remotes), maxIDs)
	}
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return network.Page{}, fmt.Errorf("check replies: %w", failed(res))
	}
	var p network.Page
	for ids := range slices.Chunk(remotes, maxURIs) {
		views, ans := a.views(ctx, ids)
		if err := ans.Err(); err != nil {
			return network.Page{}, fmt.Errorf("check replies: %w", err)
		}
		for _, id := range ids {
			if v, ok := views[id]; ok {
				it := a.item(s.DID, v.wireView, v.raw, "").item
				it.Kind = network.ItemEdited
				p.Items = append(p.Items, it)
				continue
			}
			gone, err := a.gone(ctx, id)
			if err != nil {
				return network.Page{}, fmt.Errorf("check replies: %w", err)
			}
			if gone {
				a.mu.Lock()
				p.Items = append(p.Items, a.seen.recall(network.Item{Kind: network.ItemGone, Remote: id, At: a.now()}))
				a.mu.Unlock()
			}
		}
	}
	return p, nil
}

// gone reports whether a post that the AppView does not show is deleted, and not
// merely new, or hidden because of a block.
func (a *Account) gone(ctx context.Context, uri string) (bool, error) {
	did, collection, key, ok := splitURI(uri)
	if !ok {
		return false, nil
	}
	if made, ok := tidTime(key); ok && a.now().Sub(made) < lag {
		return false, nil
	}
	ans := a.read(ctx, call{
		method: "com.atproto.repo.getRecord", query: url.Values{"repo": {did}, "collection": {collection}, "rkey": {key}},
	})
	switch {
	case word(ans) == "RecordNotFound":
		return true, nil
	case ans.Outcome == network.Done || word(ans) != "":
		return false, nil // It is there, or cannot be told.
	default:
		return false, ans.Err()
	}
}

// viewed is a post with the network's own words.
type viewed struct {
	wireView
	raw json.RawMessage
}

// views asks the AppView for at most 25 posts. Those that it does not show are
// missing.
func (a *Account) views(ctx context.Context, uris []string) (map[string]viewed, network.Answer) {
	ans := a.read(ctx, call{method: "app.bsky.feed.getPosts", query: url.Values{"uris": uris}, limit: bigPage})
	out, err := readViews(ans, uris)
	if err != nil {
		ans.Result = ans.Garbled(err)
	}
	return out, ans
}

func readViews(ans network.Answer, uris []string) (map[string]viewed, error) {
	if ans.Outcome != network.Done {
		return nil, nil //nolint:nilnil // The answer says what went wrong.
	}
	var in wirePosts
	if err := ans.JSON(&in); err != nil {
		return nil, err
	}
	if in.Posts == nil || len(in.Posts) > len(uris) {
		return nil, errOther
	}
	out := map[string]viewed{}
	for _, raw := range in.Posts {
		v, err := readView(raw)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(uris, v.URI) {
			return nil, errOther
		}
		out[v.URI] = viewed{v, raw}
	}
	return out, nil
}
