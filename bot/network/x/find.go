package x

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"appealbot/bot/network"
)

const (
	// margin is how much earlier than the attempt a look-up begins: the
	// clocks of X and of this program may differ.
	margin = 15 * time.Minute
	// findPages is how many pages of the timeline a look-up reads at most.
	findPages = 8
)

// Find implements network.Publisher: it reads the account's own timeline since
// the attempt began. What is absent there may still arrive.
func (a *Account) Find(ctx context.Context, at network.Attempt) network.Result {
	cred, err := a.credentials(ctx)
	if err != nil {
		return maybe(unable(err))
	}
	since := at.Post.Began
	if since.IsZero() {
		since = at.Post.Created
	}
	q := a.fields()
	q.Set("max_results", "100")
	if !since.IsZero() {
		q.Set("start_time", since.Add(-margin).UTC().Format(time.RFC3339))
	}
	var cost int64
	for range findPages {
		page, ans := a.timeline(ctx, cred, q)
		if ans.Outcome != network.Done {
			return maybe(ans.Result)
		}
		cost += priceOwnRead * int64(a.billed.read(a.o.Now(), page.Data))
		for _, p := range page.Data {
			if published(p, at) {
				return network.Result{
					Outcome: network.Done, Remote: p.first(), URL: a.address(cred.Handle, p.first()), Raw: ans.Raw,
					Cost: cost + price(at),
				}
			}
		}
		if page.Meta.Next == "" && network.Behind(ans.Header, a.o.Now()) > margin {
			return network.Result{
				Cost: cost, Raw: ans.Raw + " its clock is behind",
				Note: "The clock of this computer is ahead of X's, so that a look-up may miss the post. Look at the account on x.com, and tell your administrator.",
			}
		}
		if page.Meta.Next == "" {
			return network.Result{
				Outcome: network.Never, Cause: network.Later, Raw: ans.Raw + " " + strconv.Itoa(len(page.Data)) + " posts", Cost: cost,
				Note: "X does not show this post on the account.",
			}
		}
		q.Set("pagination_token", page.Meta.Next)
	}
	return network.Result{
		Cost: cost, Raw: "the timeline goes on",
		Note: "There are too many posts on the account since then to be sure. Look at it on x.com.",
	}
}

// published reports whether p is what an attempt publishes, as a reply or alone.
func published(p wirePost, at network.Attempt) bool {
	if slices.Contains(at.Post.Remotes, p.ID) || slices.Contains(at.Post.Remotes, p.first()) || p.refers("retweeted") != "" {
		return false
	}
	parent := p.refers("replied_to")
	if at.Part.Alone && at.Link != "" && parent == "" && same(p, at.Part.Text+" "+at.Link) {
		return true
	}
	return !at.Alone && parent == at.ReplyTo && same(p, at.Part.Text)
}

// maybe is the result of a look-up that failed: it says nothing.
func maybe(r network.Result) network.Result {
	r.Outcome = network.Maybe
	return r
}

// fields are what is asked of every post.
func (a *Account) fields() url.Values {
	q := url.Values{"user.fields": {"id,name,username"}, "media.fields": {"media_key,preview_image_url,type,url,variants"}}
	if a.o.Older {
		q.Set("tweet.fields", "attachments,author_id,conversation_id,created_at,display_text_range,edit_history_tweet_ids,entities,"+
			"in_reply_to_user_id,lang,note_tweet,referenced_tweets")
		q.Set("expansions", "attachments.media_keys,author_id")
		return q
	}
	q.Set("post.fields", "attachments,conversation_id,created_at,display_text_range,entities,lang,note_post")
	q.Set("expansions", "attachments.media_keys,author_id,edit_history_post_ids,in_reply_to_user_id,referenced_posts")
	return q
}
