package bluesky

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"appealbot/bot/network"
)

var _ network.Lister = (*Account)(nil)

const collRepost = "app.bsky.feed.repost"

// wireRecords is a list of records.
type wireRecords struct {
	Records []wireRecord `json:"records"`
}

// wireRepost is the record of a repost.
type wireRepost struct {
	Subject   wireRef `json:"subject"`
	CreatedAt string  `json:"createdAt"`
}

// Own implements network.Lister. It asks the account's own server for the newest
// posts and reposts, which it has before anybody is shown them; they come by their
// keys, the highest first (lexicon com.atproto.repo.listRecords, 2026-08-20). Keys
// and times are their author's to choose: what is given those of a year ago stands
// among the posts of that year, here as on everybody's screen.
func (a *Account) Own(ctx context.Context, since time.Time) (network.Own, error) {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return network.Own{}, fmt.Errorf("look through own posts: %w", network.Answer{Result: res}.Err())
	}
	posts, err := a.ownPosts(ctx, s)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	passed, err := a.ownReposts(ctx, s, since)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	posts = append(posts, passed...)
	slices.SortStableFunc(posts, func(a, b network.OwnPost) int { return b.At.Compare(a.At) })
	return network.Own{Posts: posts[:min(len(posts), network.OwnPage)]}, nil
}

// ownRecords are the account's newest records of a collection.
func (a *Account) ownRecords(ctx context.Context, s credentials, collection string) ([]wireRecord, error) {
	ans := a.read(ctx, call{
		method: "com.atproto.repo.listRecords", limit: bigPage,
		query: url.Values{"repo": {s.DID}, "collection": {collection}, "limit": {strconv.Itoa(network.OwnPage)}},
	})
	if err := ans.Err(); err != nil {
		return nil, err
	}
	var in wireRecords
	if err := ans.JSON(&in); err != nil {
		return nil, err
	}
	if in.Records == nil || len(in.Records) > network.OwnPage {
		return nil, errOther
	}
	for _, r := range in.Records {
		did, coll, _, ok := splitURI(r.URI)
		if !ok || did != s.DID || coll != collection || len(r.Value) == 0 {
			return nil, errOther
		}
	}
	return in.Records, nil
}

func (a *Account) ownPosts(ctx context.Context, s credentials) ([]network.OwnPost, error) {
	recs, err := a.ownRecords(ctx, s, collPost)
	if err != nil {
		return nil, err
	}
	out := make([]network.OwnPost, 0, len(recs))
	for _, r := range recs {
		_, key, _ := postURI(r.URI)
		own := network.OwnPost{Remote: r.URI, URL: a.postURL(a.handleOr(s.DID), key)}
		var p wireRead
		if json.Unmarshal(r.Value, &p) == nil { // whatever another program put there is listed, too
			own.Text = p.Text
			if p.Reply != nil {
				own.ReplyTo = p.Reply.Parent.URI
			}
		}
		own.At = a.madeAt(key, p.CreatedAt)
		out = append(out, own)
	}
	return out, nil
}

// ownReposts are what the account passed on, with the words of what is not older
// than since: they stand with their author.
func (a *Account) ownReposts(ctx context.Context, s credentials, since time.Time) ([]network.OwnPost, error) {
	recs, err := a.ownRecords(ctx, s, collRepost)
	if err != nil {
		return nil, err
	}
	out := make([]network.OwnPost, 0, len(recs))
	var uris []string
	for _, r := range recs {
		_, _, key, _ := splitURI(r.URI)
		var p wireRepost
		_ = json.Unmarshal(r.Value, &p) // what it is not stays unknown
		own := network.OwnPost{Remote: r.URI, At: a.madeAt(key, p.CreatedAt), Passed: "?"}
		if did, post, ok := postURI(p.Subject.URI); ok {
			own.Passed, own.URL = p.Subject.URI, a.postURL(did, post)
			if !own.At.Before(since) && len(uris) < maxURIs && !slices.Contains(uris, own.Passed) {
				uris = append(uris, own.Passed)
			}
		}
		out = append(out, own)
	}
	if len(uris) == 0 {
		return out, nil
	}
	views, ans := a.views(ctx, uris)
	if err := ans.Err(); err != nil {
		return nil, err
	}
	for i := range out {
		var p wireRead
		if v, ok := views[out[i].Passed]; ok && json.Unmarshal(v.Record, &p) == nil {
			out[i].Text = p.Text
		}
	}
	return out, nil
}

// madeAt is when a record says that it was made, by its key or by its time,
// whichever is later, and now for one that says neither.
func (a *Account) madeAt(key, createdAt string) time.Time {
	at, _ := tidTime(key)
	if t, err := time.Parse(time.RFC3339, createdAt); err == nil && t.After(at) {
		at = t
	}
	if now := a.now(); at.IsZero() || at.After(now) {
		return now
	}
	return at.UTC()
}
