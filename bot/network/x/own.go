package x

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

// ownPace is how often the account's own timeline is read. X charges for posts and
// not for requests, so that a look at nothing new is free; it takes 900 of them in
// a quarter of an hour (docs.x.com/x-api/fundamentals/rate-limits, 2026-08-22).
const ownPace = 5 * time.Minute

// Own implements network.Lister: it reads the account's own timeline, with what it
// answered and reposted (docs.x.com/x-api/users/get-posts, 2026-08-22). A post that
// was edited stands there in its newest version.
func (a *Account) Own(ctx context.Context, since time.Time) (network.Own, error) {
	cred, err := a.credentials(ctx)
	if err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	q := a.fields()
	q.Set("max_results", fmt.Sprint(network.OwnPage))
	q.Set("since_id", idAt(millis(since)))
	page, ans := a.timeline(ctx, cred, q)
	if err := ans.Err(); err != nil {
		return network.Own{}, fmt.Errorf("look through own posts: %w", err)
	}
	out := network.Own{Reads: a.billed.read(a.o.Now(), page.Data)}
	out.Cost = int64(out.Reads) * priceOwnRead
	seen := map[string]bool{}
	for _, p := range page.Data { // the newest first, of each version, too
		if seen[p.first()] {
			continue
		}
		seen[p.first()] = true
		own := network.OwnPost{
			Remote: p.first(), Others: p.versions()[1:], URL: a.address(cred.Handle, p.last()), Text: plain(p), At: p.CreatedAt.UTC(),
			ReplyTo: p.refers("replied_to"), Passed: p.refers("retweeted"),
		}
		if own.Passed != "" {
			own.Text = reposted(own.Text)
		}
		out.Posts = append(out.Posts, own)
	}
	return out, nil
}

// reposted are the words of what was reposted, which X shows behind the name of
// their author.
func reposted(text string) string {
	if _, words, ok := strings.Cut(text, ": "); ok && strings.HasPrefix(text, "RT @") {
		return words
	}
	return text
}

// timeline reads one page of what the account wrote, the newest first.
func (a *Account) timeline(ctx context.Context, cred Credentials, q url.Values) (page wirePage, ans network.Answer) {
	ans = a.doAs(ctx, cred, call{method: http.MethodGet, path: "/2/users/" + cred.ID + "/tweets", query: q})
	if ans.Outcome != network.Done {
		return page, ans
	}
	err := ans.JSON(&page)
	if err == nil && (page.Meta == nil || len(page.Data) == 0 && len(page.Errors) > 0) {
		err = errors.New("read answer: it is no list of posts")
	}
	for _, p := range page.Data {
		if err == nil && (!validID(p.ID) || !validID(p.first()) || p.CreatedAt.IsZero()) {
			err = errors.New("read answer: a post in it has no id or no time")
		}
	}
	if err != nil {
		ans.Result = ans.Garbled(err)
	}
	return page, ans
}
