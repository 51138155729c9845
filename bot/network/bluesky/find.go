package bluesky

import (
	"context"

	"appealbot/bot/network"
)

// Find implements network.Publisher. The account's own server knows at once
// what it has, and which key the post has is known, too: what it does not have
// there is certainly absent.
func (a *Account) Find(ctx context.Context, at network.Attempt) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		res.Outcome = network.Maybe // A look-up that failed says nothing.
		return res
	}
	key, _ := keyOf(at)
	rec, absent, ans := a.record(ctx, s, collPost, key)
	switch {
	case absent:
		return network.Result{Outcome: network.Never, Note: a.o.Account.Name + " does not have this post.", Raw: ans.Raw}
	case ans.Outcome != network.Done:
		ans.Outcome = network.Maybe
		return ans.Result
	case !same(rec.Value, wanted(at)):
		return network.Result{
			Outcome: network.Never, Raw: ans.Raw,
			Note: a.o.Account.Name + " does not have this post, but another one under its key.",
		}
	default:
		return network.Result{Outcome: network.Done, Remote: rec.URI, URL: a.postURL(a.handleOr(s.DID), key), Raw: ans.Raw}
	}
}

// wanted is the post of an attempt as far as same looks at it.
func wanted(at network.Attempt) wirePost {
	_, createdAt := keyOf(at)
	p := wirePost{Text: text(at), CreatedAt: createdAt}
	if at.ReplyTo != "" {
		p.Reply = &wireReply{Parent: wireRef{URI: at.ReplyTo}}
	}
	for _, m := range at.Part.Media {
		if p.Embed == nil {
			p.Embed = &wireMedia{}
		}
		if m.IsVideo() {
			p.Embed.Video, p.Embed.Alt = &wireBlob{Ref: wireLink{blobCID(m.Digest)}}, m.Alt
			continue
		}
		p.Embed.Images = append(p.Embed.Images, wireImage{Alt: m.Alt, Image: wireBlob{Ref: wireLink{blobCID(m.Digest)}}})
	}
	return p
}
