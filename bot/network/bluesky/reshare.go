package bluesky

import (
	"context"
	"encoding/json"
	"time"

	"appealbot/bot/network"
)

var _ network.Resharer = (*Account)(nil)

// wireShare is the record of a repost, as this package writes one.
type wireShare struct {
	Type      string  `json:"$type"`
	Subject   wireRef `json:"subject"`
	CreatedAt string  `json:"createdAt"`
}

// Reshare implements network.Resharer: the record of the account's repost is deleted
// and made anew (lexicons app.bsky.feed.repost, com.atproto.repo.putRecord and
// deleteRecord, 2026-08-20). It has the key of the post that it is about, so that there
// is never more than one, and the time at which it was made: one that was made since
// at is this one, and is left as it is.
//
// The record does not go with the post; Remove takes it away.
func (a *Account) Reshare(ctx context.Context, remote string, at time.Time) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return res
	}
	key, ok := own(s, remote)
	if !ok {
		return notOurs(a.o.Account.Name)
	}
	post, absent, ans := a.record(ctx, s, collPost, key)
	if absent {
		return network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: ans.Raw,
			Note: a.o.Account.Name + " does not have the post any more that was to be shared again.",
		}
	}
	if ans.Outcome != network.Done {
		return before(ans)
	}
	uri := atURI(s.DID, collRepost, key)
	old, absent, ans := a.record(ctx, s, collRepost, key)
	switch {
	case absent:
	case ans.Outcome != network.Done:
		return before(ans)
	case sharedSince(old, at):
		return network.Result{Outcome: network.Done, Remote: uri, Raw: ans.Raw}
	default:
		if res := a.unshare(ctx, s, key); res.Outcome != network.Done {
			return res
		}
	}
	put, _ := a.ask(ctx, s, call{
		method: "com.atproto.repo.putRecord", repeatable: true,
		body: wirePut{Repo: s.DID, Collection: collRepost, Key: key, Record: wireShare{
			Type: collRepost, Subject: wireRef{URI: post.URI, CID: post.CID}, CreatedAt: a.now().UTC().Format(stamp),
		}},
	})
	if put.Outcome == network.Done {
		put.Remote = uri
	}
	return put.Result
}

// sharedSince reports whether a repost was made at a time or later.
func sharedSince(rec wireRecord, at time.Time) bool {
	var is wireRepost
	if json.Unmarshal(rec.Value, &is) != nil {
		return false
	}
	made, err := time.Parse(time.RFC3339, is.CreatedAt)
	return err == nil && !made.Before(at.Truncate(time.Second))
}

// unshare deletes the record of a repost. The server says the same of one that it
// never had.
func (a *Account) unshare(ctx context.Context, s credentials, key string) network.Result {
	ans, _ := a.ask(ctx, s, call{
		method: "com.atproto.repo.deleteRecord", repeatable: true,
		body: wireDelete{Repo: s.DID, Collection: collRepost, Key: key},
	})
	return ans.Result
}
