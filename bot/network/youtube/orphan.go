package youtube

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"appealbot/bot/network"
)

// margin is how far YouTube's clock may be from ours.
const margin = 10 * time.Minute

// recover looks for a video whose upload is gone; without one, another upload is
// begun with the next step.
func (a *Account) recover(ctx context.Context, at network.Attempt, c carried) network.Carried {
	since := at.Post.Carry.Began
	if since.IsZero() {
		since = at.Post.Created
	}
	id, res := a.orphan(ctx, at, since.Add(-margin))
	switch {
	case res.Outcome != network.Done:
		return c.stopped(res)
	case id == "":
		return carried{Size: c.Size}.got("YouTube does not have the video. It is sent again.", 0)
	}
	c.Video, c.Lost, c.Sent = id, false, c.Size
	return c.got("YouTube has the video.", 0)
}

// orphanPages is how many pages of fifty uploads are looked through.
const orphanPages = 4

// orphan looks through the channel's own uploads, the newest first, for a private
// video with the words of an attempt.
func (a *Account) orphan(ctx context.Context, at network.Attempt, since time.Time) (string, network.Result) {
	list, err := a.uploadsOf(ctx)
	if err != nil {
		return "", unable(err)
	}
	q := url.Values{"part": {"contentDetails"}, "playlistId": {list}, "maxResults": {"50"}}
	for range orphanPages {
		ids, next, ans, err := a.uploadPage(ctx, q, urgent)
		if err != nil {
			return "", failed(ans, err)
		}
		ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(at.Post.Remotes, id) })
		vs, ans, err := a.videos(ctx, ids, "snippet,status", urgent)
		if err != nil {
			return "", failed(ans, err)
		}
		for _, v := range vs {
			if v.Snippet == nil || v.Status == nil || v.Status.Privacy != "private" || v.Snippet.Published == nil {
				continue
			}
			if !v.Snippet.Published.Before(since) && v.Snippet.Title == at.Part.Title && same(v.Snippet.Description, at.Part.Text) {
				return v.ID, network.Result{Outcome: network.Done}
			}
		}
		if next == "" {
			break
		}
		q.Set("pageToken", next)
	}
	return "", network.Result{Outcome: network.Done}
}

// same reports whether two texts are the same but for white space at their ends
// and how lines end.
func same(a, b string) bool {
	clean := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return clean(a) == clean(b)
}

// failed is the result of a read that failed.
func failed(ans network.Answer, err error) network.Result {
	if ans.Outcome == network.Done {
		return ans.Garbled(err)
	}
	return unable(err)
}

// videos asks for videos by their ids; what is not there is left out.
func (a *Account) videos(ctx context.Context, ids []string, parts string, n need) ([]wireVideo, network.Answer, error) {
	if len(ids) == 0 {
		return nil, network.Answer{Result: network.Result{Outcome: network.Done}}, nil
	}
	var page wireList[wireVideo]
	ans, err := a.read(ctx, "/youtube/v3/videos", url.Values{"part": {parts}, "id": {strings.Join(ids, ",")}}, n, &page)
	if err == nil && page.Kind != "youtube#videoListResponse" {
		err = errors.New("read answer: it is no list of videos")
	}
	return page.Items, ans, err
}
