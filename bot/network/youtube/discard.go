package youtube

import (
	"context"
	"net/http"
	"net/url"

	"appealbot/bot/network"
)

// Discard implements network.Carrier: it deletes a private video, or ends its
// upload. What is public is not deleted.
func (a *Account) Discard(ctx context.Context, state string) network.Result {
	c, err := parseCarried(state)
	if err != nil || c.Video == "" && (c.Session == "" || !a.ours(c.Session)) {
		return network.Result{Outcome: network.Done, Raw: "nothing was sent"}
	}
	if c.Video == "" {
		cred, err := a.credentials(ctx)
		if err != nil {
			return unable(err)
		}
		s := session{uri: c.Session, size: c.Size, kind: "application/octet-stream", do: func(ctx context.Context, r network.Request) network.Answer {
			return a.send(ctx, a.upload, cred, r)
		}}
		a.know(c.Session, false)
		switch p := s.ask(ctx); p.state {
		case lost:
			return network.Result{Outcome: network.Done, Raw: "the upload is gone"}
		case finished:
			done := a.uploaded(c, p.ans)
			if c, err = parseCarried(done.State); err != nil || c.Video == "" {
				return done.Result
			}
		case under:
			ans := s.cancel(ctx)
			// 499 is how Google says that the client gave it up.
			if ans.Outcome == network.Done || ans.Status == 499 || ans.Status == http.StatusNotFound || ans.Status == http.StatusGone {
				return network.Result{Outcome: network.Done, Raw: "the upload was ended"}
			}
			return c.quiet(ans.Result)
		default:
			return c.quiet(p.ans.Result)
		}
	}
	vs, ans, err := a.videos(ctx, []string{c.Video}, "status", urgent)
	switch {
	case err != nil:
		return failed(ans, err)
	case len(vs) == 0:
		return network.Result{Outcome: network.Done, Remote: c.Video, Raw: ans.Raw}
	case vs[0].ID != c.Video || vs[0].Status == nil || vs[0].Status.Privacy != "private":
		return no(network.Permanent, "The video is not private any more, so it is left where it is. Take it down if the public shall not see it.")
	}
	return a.deleted(ctx, "/youtube/v3/videos", c.Video)
}

// Remove implements network.Remover.
func (a *Account) Remove(ctx context.Context, remote string) network.Result {
	switch {
	case aVideo.MatchString(remote):
		return a.deleted(ctx, "/youtube/v3/videos", remote)
	case aComment.MatchString(remote):
		return a.deleted(ctx, "/youtube/v3/comments", remote)
	default:
		return no(network.Permanent, "This is no video and no comment on YouTube.")
	}
}

// deleted deletes something. What is not there is deleted.
func (a *Account) deleted(ctx context.Context, path, id string) network.Result {
	ans := a.do(ctx, call{
		method: http.MethodDelete, path: path, query: url.Values{"id": {id}}, again: true, cost: costWrite, need: urgent,
	})
	if ans.Status == http.StatusNotFound && problemOf(ans).is("videoNotFound", "commentNotFound", "notFound") {
		return network.Result{Outcome: network.Done, Remote: id, Note: "It was not there any more.", Raw: ans.Raw}
	}
	ans.Remote = id
	return ans.Result
}
