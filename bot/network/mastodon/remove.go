package mastodon

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Remove implements network.Remover. Deleting twice is answered with 404.
func (a *Account) Remove(ctx context.Context, remote string) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Note: "This is no id of " + a.o.Account.Name + ". Tell your administrator."}
	}
	token, _, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	r := a.request(http.MethodDelete, token, "/api/v1/statuses/"+remote, nil)
	r.Repeatable = true
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if gone(ans) {
			return network.Result{Outcome: network.Done}, true
		}
		return a.refused(ans)
	}
	ans := a.http.Do(ctx, r)
	if ans.Outcome == network.Done {
		ans.Remote = remote
	}
	return ans.Result
}

// Edit implements network.Editor. Pictures stay as they are: an edit that does
// not name them would take them off.
func (a *Account) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Note: "This is no id of " + a.o.Account.Name + ". Tell your administrator."}
	}
	token, me, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	var st wireStatus
	if err := a.asked(ctx, a.get(token, "/api/v1/statuses/"+remote, nil), &st); err != nil {
		return unsent(fmt.Errorf("read the post before it is changed: %w", err))
	}
	if st.ID != remote || st.Account.ID != me || len(st.Media) != len(p.Media) {
		return network.Result{
			Outcome: network.No, Cause: network.Change,
			Note: "On " + a.o.Account.Name + " only the text of a post can be changed. Take the post down and publish a new one.",
		}
	}
	in := wireCreate{Status: p.Text, Language: st.Language}
	for _, m := range st.Media {
		in.MediaIDs = append(in.MediaIDs, m.ID)
	}
	if a.instance().Software == SoftwareGoToSocial {
		in.ContentType = "text/plain"
	}
	body, err := json.Marshal(in)
	if err != nil {
		return unsent(fmt.Errorf("write down the status: %w", err))
	}
	r := a.request(http.MethodPut, token, "/api/v1/statuses/"+remote, nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, true
	ans := a.http.Do(ctx, r)
	if ans.Outcome == network.No && a.reads(ctx, token, st, p.Text) {
		out := done(st) // An earlier attempt got through.
		out.Raw = ans.Raw
		return out
	}
	if ans.Outcome != network.Done {
		return ans.Result
	}
	if err := ans.JSON(&st); err != nil || st.ID != remote {
		return ans.Garbled(fmt.Errorf("read answer: it is not the status that was changed (%w)", err))
	}
	out := done(st)
	out.Raw = ans.Raw
	return out
}

// reads reports whether a status was written as text already. GoToSocial refuses
// an edit that changes nothing (0.20, 422 "status was not changed", seen on
// 2026-11-26); the others make it once more.
func (a *Account) reads(ctx context.Context, token string, st wireStatus, text string) bool {
	if a.instance().Software != SoftwareGoToSocial {
		return false
	}
	same, err := a.wroteIt(ctx, token, st, text)
	return err == nil && same
}
