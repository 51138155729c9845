package x

import (
	"context"
	"errors"
	"net/http"
	"time"

	"appealbot/bot/network"
)

var _ network.Resharer = (*Account)(nil)

// priceRepost is what a repost is counted for, in millionths of a US dollar. The pages
// do not name a price for it, so it is said as high as a post's.
const priceRepost = pricePost

// Reshare implements network.Resharer: the account takes its repost back and reposts
// anew (published description 2.167 of 2026-08-22, repostPost and unrepostPost; 50 of
// either in a quarter of an hour, and reposts count among the 300 posts of three hours:
// docs.x.com/x-api/posts/retweets/migrate/overview). An account reposts a post once: X
// ignores a second one or refuses it (developer.x.com, POST statuses/retweet, Usage
// Notes), so nothing that is asked for twice is shown twice. A repost goes with its post.
func (a *Account) Reshare(ctx context.Context, remote string, _ time.Time) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is not a post on X.", Raw: "no id"}
	}
	cred, err := a.credentials(ctx)
	if err != nil {
		return unable(err)
	}
	path := "/2/users/" + cred.ID + "/retweets"
	undone := a.doAs(ctx, cred, call{method: http.MethodDelete, path: path + "/" + remote, again: true})
	if missing := undone.Status == http.StatusNotFound && problemOf(undone).kind() == "resource-not-found"; undone.Outcome != network.Done && !missing {
		return undone.Result
	}
	ans := a.doAs(ctx, cred, call{
		method: http.MethodPost, path: path, again: true, body: map[string]string{"tweet_id": remote},
		refused: func(ans network.Answer) (network.Result, bool) {
			if problemOf(ans).says("already retweeted", "already reposted") { // an earlier request was late
				return network.Result{Outcome: network.Done}, true
			}
			return refused(ans)
		},
	})
	if ans.Outcome != network.Done {
		return ans.Result
	}
	if ans.Status == http.StatusOK {
		var out struct {
			Data *struct{ Retweeted bool }
		}
		if err := ans.JSON(&out); err != nil || out.Data == nil || !out.Data.Retweeted {
			return ans.Garbled(errors.Join(err, errors.New("read answer: it does not say that the post is reposted")))
		}
	}
	ans.Remote, ans.Cost = remote, priceRepost
	return ans.Result
}
