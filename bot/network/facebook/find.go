package facebook

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"appealbot/bot/network"
)

// findWords looks for the words of an attempt among the Page's public posts.
func (a *Account) findWords(ctx context.Context, token string, at network.Attempt) network.Result {
	q := url.Values{"fields": {"id,message,created_time,permalink_url"}, "limit": {"100"}}
	if t := began(at); t.Unix() > 0 {
		q.Set("since", strconv.FormatInt(t.Unix(), 10))
	}
	for range findPages {
		page, ans := a.published(ctx, token, q, false)
		if ans.Outcome != network.Done {
			return maybe(ans.Result)
		}
		for _, w := range page.Data {
			if w.Message == text(at) && validID(w.ID) && !slices.Contains(at.Post.Remotes, w.ID) {
				return network.Result{Outcome: network.Done, Remote: w.ID, URL: a.address(w.Link), Raw: ans.Raw}
			}
		}
		if !page.Paging.more() {
			return network.Result{Outcome: network.Never, Cause: network.Later, Raw: ans.Raw, Note: "Facebook does not show this post on the Page."}
		}
		q.Set("after", page.Paging.Cursors.After)
	}
	return network.Result{Raw: "the Page goes on", Note: "There are too many posts on the Page since then to be sure. Look at it on facebook.com."}
}

// comment answers somebody. A comment is public as soon as it is made, and Facebook
// knows no key for it.
func (a *Account) comment(ctx context.Context, token string, at network.Attempt) network.Result {
	if !validID(at.ReplyTo) {
		return network.Result{Outcome: network.No, Cause: network.Change, Raw: "no id", Note: "Facebook does not have the comment that this one answers."}
	}
	ans := a.do(ctx, token, call{method: http.MethodPost, path: "/" + at.ReplyTo + "/comments", form: url.Values{"message": {text(at)}}})
	if problemOf(ans).gone() {
		ans.Cause, ans.Note = network.Change, "The comment that this one answers is not there any more."
		return ans.Result
	}
	id, res := created(ans)
	res.Remote = id
	return res
}

// findComment looks for an answer of the Page among the newest comments.
func (a *Account) findComment(ctx context.Context, token string, at network.Attempt) network.Result {
	under := at.Root
	if !validID(under) {
		under = at.ReplyTo
	}
	q := url.Values{"fields": {commentFields}, "filter": {"stream"}, "order": {"reverse_chronological"}, "limit": {"100"}}
	since := began(at)
	for range findPages {
		var page commentPage
		ans := a.do(ctx, token, call{method: http.MethodGet, path: "/" + under + "/comments", form: q})
		if problemOf(ans).gone() {
			return network.Result{Outcome: network.Never, Cause: network.Later, Raw: ans.Raw, Note: "What it answers is not there any more."}
		}
		if ans.Outcome != network.Done {
			return maybe(ans.Result)
		}
		if err := ans.JSON(&page); err != nil {
			return ans.Garbled(err)
		}
		if page.Data == nil {
			return ans.Garbled(errors.New("read answer: it is no list of comments"))
		}
		over := !page.Paging.more()
		for _, c := range *page.Data {
			if c.Created.Before(since) {
				over = true
			} else if c.by() == a.o.Page && c.Message == text(at) && !slices.Contains(at.Post.Remotes, c.ID) {
				return network.Result{Outcome: network.Done, Remote: c.ID, URL: a.address(c.Link), Raw: ans.Raw}
			}
		}
		if over {
			return network.Result{Outcome: network.Never, Cause: network.Later, Raw: ans.Raw, Note: "Facebook does not show this answer."}
		}
		q.Set("after", page.Paging.Cursors.After)
	}
	return network.Result{Raw: "the comments go on", Note: "There are too many comments since then to be sure. Look at them on facebook.com."}
}
