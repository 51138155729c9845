package practice

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Accounts that are like X, Mastodon or Bluesky can share their own posts again, as
// accounts there can. The wall shows when a post was shared last, below it.

var _ network.Resharer = (*Client)(nil)

type wireShare struct {
	At time.Time `json:"at"`
}

// Reshare implements network.Resharer. The wall knows a share by its time.
func (c *Client) Reshare(ctx context.Context, remote string, at time.Time) network.Result {
	body, err := json.Marshal(wireShare{at.UTC()})
	if err != nil {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "The time could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPost, "/v1/posts/{id}/share", nil, remote)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, true
	r.Refused = func(a network.Answer) (network.Result, bool) {
		no := network.Result{Outcome: network.No, Cause: network.Permanent}
		switch c.code(a) {
		case "no_shares":
			no.Note = c.o.Profile.Name + " does not let an account share its own post again."
		case "not_found":
			no.Note = c.o.Profile.Name + " does not have the post any more that was to be shared again."
		default:
			return c.refused(a)
		}
		return no, true
	}
	ans := c.http.Do(ctx, r)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var out wirePost
	if err := ans.JSON(&out); err != nil || out.ID != remote {
		return ans.Garbled(fmt.Errorf("read answer: it is not the post that was shared (%w)", err))
	}
	res := done(ans, out)
	if res.Outcome == network.Done {
		res.Cost = c.o.Profile.Price.Post
	}
	return res
}

func (w *Wall) sharePost(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	var in wireShare
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxRequest))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil || in.At.Year() < 2000 || in.At.Year() > 9999 {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this is not a share"))
		return
	}
	p, err := w.share(id, r.PathValue("id"), in.At)
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusOK, w.wire(p))
}

// share shares a post of an account again. A share that was made already stays as it
// is; an earlier one is taken back by it.
func (w *Wall) share(id bot.AccountID, at string, named time.Time) (Post, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, p := w.accounts[id], w.posts[at]
	switch {
	case p == nil || p.Account != id || !p.Removed.IsZero():
		return Post{}, refuse(http.StatusNotFound, "not_found", "there is no such post")
	case !a.Reshares:
		return Post{}, refuse(403, "no_shares", "posts of this account cannot be shared again")
	case p.Named.Equal(named):
		return p.Post, nil
	}
	if err := w.full(); err != nil {
		return Post{}, refuse(507, "full", "the wall is full")
	}
	err := w.commit(&event{Kind: reshared, ID: at, Named: named.UTC()})
	return p.Post, err
}

func (w *Wall) applyShare(e *event) error {
	p, ok := w.posts[e.ID]
	if !ok {
		return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
	}
	p.Shared, p.Named = e.At, e.Named
	p.Shares++
	return nil
}
