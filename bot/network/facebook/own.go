package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"appealbot/bot/network"
)

var _ network.Lister = (*Account)(nil)

// ownPace is how often the Page is looked through: Facebook takes only so many
// requests of an app, and lets the Page's own needs go first.
const ownPace = 5 * time.Minute

// Own implements network.Lister: the newest posts of the Page, videos among them
// (developers.facebook.com/docs/graph-api/reference/page/published_posts, v26.0,
// read 2026-11). Reels, stories and what the Page commented are not listed there.
func (a *Account) Own(ctx context.Context, _ time.Time) (network.Own, error) {
	token, err := a.login(ctx)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	page, ans := a.published(ctx, token, url.Values{
		"fields": {"id,message,created_time,permalink_url,attachments{media_type,target{id}}"}, "limit": {fmt.Sprint(network.OwnPage)},
	}, true)
	if err := ans.Err(); err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	var out network.Own
	for _, w := range page.Data {
		if !validID(w.ID) || w.Created.IsZero() {
			return network.Own{}, errors.New("look through own posts: one has no id or no time")
		}
		own := network.OwnPost{Remote: w.ID, URL: a.address(w.Link), Text: w.Message, At: w.Created.Time}
		// A video was published by an id of its own, and stands here as a post.
		for _, m := range w.Attachments.Data {
			if strings.HasPrefix(m.Type, "video") && validID(m.Target.ID) {
				own.Others = append(own.Others, m.Target.ID)
			}
		}
		if out.Posts = append(out.Posts, own); len(out.Posts) == network.OwnPage {
			break
		}
	}
	return out, nil
}

// publishedPage is a page of the Page's public posts.
type publishedPage struct {
	Data   []wirePost
	Paging paging
}

// published reads a page of the Page's public posts, the newest first. calm says
// that it can wait.
func (a *Account) published(ctx context.Context, token string, q url.Values, calm bool) (page publishedPage, ans network.Answer) {
	ans = a.do(ctx, token, call{method: http.MethodGet, path: "/" + a.o.Page + "/published_posts", form: q, reading: calm})
	if ans.Outcome != network.Done {
		return page, ans
	}
	err := ans.JSON(&page)
	if err == nil && page.Data == nil {
		err = errors.New("read answer: it is no list of posts")
	}
	if err != nil {
		ans.Result = ans.Garbled(err)
	}
	return page, ans
}
