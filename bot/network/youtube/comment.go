package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// settled is how long after an attempt a comment that is not there may still come.
const settled = 5 * time.Minute

// comment publishes an answer below a comment: in the same thread, where it
// answers an answer. There is no key for it, so what may be there is looked for
// first.
func (a *Account) comment(ctx context.Context, at network.Attempt) network.Result {
	if !aComment.MatchString(at.ReplyTo) {
		return no(network.Permanent, "There is no comment that this answers. Write it in YouTube Studio.")
	}
	if at.Post.Tried {
		if res := a.findComment(ctx, at); res.Outcome != network.Never {
			return res
		}
	}
	ans := a.do(ctx, call{
		method: http.MethodPost, path: "/youtube/v3/comments", query: url.Values{"part": {"snippet"}}, cost: costWrite, need: publishing,
		body: wireAnswer{Snippet: wireAnswerSnippet{ParentID: thread(at.ReplyTo), Text: at.Part.Text}},
	})
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var c wireComment
	if err := ans.JSON(&c); err != nil {
		return ans.Garbled(err)
	}
	if !aComment.MatchString(c.ID) {
		return ans.Garbled(errors.New("read answer: it has no comment's id"))
	}
	ans.Remote = c.ID
	if aVideo.MatchString(c.Snippet.VideoID) {
		ans.URL = commentAddress(c.Snippet.VideoID, c.ID)
	}
	return ans.Result
}

// commentPages is how many pages of a hundred answers one look at a thread reads.
const commentPages = 20

// findComment looks for an answer in its thread.
func (a *Account) findComment(ctx context.Context, at network.Attempt) network.Result {
	if !aComment.MatchString(at.ReplyTo) {
		return network.Result{Outcome: network.Never, Cause: network.Later, Raw: "no thread", Note: "There is no comment that this answers."}
	}
	cred, err := a.credentials(ctx)
	if err != nil {
		return maybe(unable(err))
	}
	raws, ans, err := a.answers(ctx, thread(at.ReplyTo), urgent)
	if err != nil {
		return maybe(failed(ans, err))
	}
	for _, raw := range raws {
		var c wireComment
		if err := json.Unmarshal(raw, &c); err != nil {
			return ans.Garbled(err)
		}
		began := at.Post.Began
		if c.Snippet.AuthorID.Value == cred.Channel && same(c.said(), at.Part.Text) && !c.Snippet.Published.Before(began.Add(-margin)) {
			return network.Result{Outcome: network.Done, Remote: c.ID, URL: commentAddress(at.Root, c.ID), Raw: ans.Raw}
		}
	}
	if b := at.Post.Began; !b.IsZero() && a.o.Now().Sub(b) < settled {
		return network.Result{Raw: ans.Raw, Retry: time.Minute, Note: "YouTube does not show the answer, and may still do so. It is looked for again."}
	}
	return network.Result{Outcome: network.Never, Cause: network.Later, Raw: ans.Raw, Note: "YouTube does not show this answer."}
}

// answers are all answers in a thread, the oldest first.
func (a *Account) answers(ctx context.Context, top string, n need) ([]json.RawMessage, network.Answer, error) {
	q := url.Values{"part": {"id,snippet"}, "parentId": {top}, "maxResults": {"100"}, "textFormat": {"plainText"}}
	var out []json.RawMessage
	for range commentPages {
		var page wireList[json.RawMessage]
		ans, err := a.read(ctx, "/youtube/v3/comments", q, n, &page)
		if err == nil && page.Kind != "youtube#commentListResponse" {
			err = errors.New("read answer: it is no list of comments")
		}
		if err != nil {
			return nil, ans, err
		}
		out = append(out, page.Items...)
		if page.Next == "" {
			return out, ans, nil
		}
		q.Set("pageToken", page.Next)
	}
	return out, network.Answer{}, fmt.Errorf("a thread has more than %d answers", len(out))
}
