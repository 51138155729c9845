package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"appealbot/bot/network"
)

var _ network.Resharer = (*Account)(nil)

// Reshare implements network.Resharer: the account takes its boost back and boosts
// anew, for the same people who see its posts (docs.joinmastodon.org/methods/statuses,
// boost and unboost, 2026-07-02). An account boosts a status once; a server that is
// asked a second time answers with the boost that is there, so nothing is shown twice.
// What takes a status down takes its boosts down.
func (a *Account) Reshare(ctx context.Context, remote string, _ time.Time) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is no id of " + a.o.Account.Name + ". Tell your administrator."}
	}
	token, _, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	if ans := a.share(ctx, token, remote, "unreblog", nil); ans.Outcome != network.Done {
		return ans.Result
	}
	body, err := json.Marshal(struct {
		Visibility string `json:"visibility"`
	}{a.o.Visibility})
	if err != nil {
		return unsent(err)
	}
	ans := a.share(ctx, token, remote, "reblog", body)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var st wireStatus
	if err := ans.JSON(&st); err != nil || !validID(st.ID) || st.Reblog == nil || st.Reblog.ID != remote {
		return ans.Garbled(errors.Join(err, errors.New("read answer: it is not a boost of the status")))
	}
	ans.Remote = st.ID
	return ans.Result
}

// share asks the server for something about the account's boost of a status.
func (a *Account) share(ctx context.Context, token, remote, what string, body []byte) network.Answer {
	r := a.request(http.MethodPost, token, "/api/v1/statuses/"+remote+"/"+what, nil)
	r.Endpoint, r.Repeatable = "POST /api/v1/statuses/:id/"+what, true
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
		r.Body = body
	}
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if gone(ans) {
			return network.Result{
				Outcome: network.No, Cause: network.Permanent,
				Note: a.o.Account.Name + " does not have the post any more that was to be shared again.",
			}, true
		}
		return a.refused(ans)
	}
	return a.http.Do(ctx, r)
}
