package facebook

import (
	"context"
	"net/http"
	"net/url"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Remove implements network.Remover.
func (a *Account) Remove(ctx context.Context, remote string) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is not a post on Facebook.", Raw: "no id"}
	}
	token, err := a.login(ctx)
	if err != nil {
		return unable(err)
	}
	return a.remove(ctx, token, remote)
}

// remove deletes something. What is not there is deleted well.
func (a *Account) remove(ctx context.Context, token, id string) network.Result {
	ans := a.do(ctx, token, call{method: http.MethodDelete, path: "/" + id, again: true})
	if problemOf(ans).gone() {
		return network.Result{Outcome: network.Done, Remote: id, Raw: ans.Raw}
	}
	res := succeeded(ans)
	res.Remote = id
	return res
}

// Edit implements network.Editor.
func (a *Account) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is not a post on Facebook.", Raw: "no id"}
	}
	token, err := a.login(ctx)
	if err != nil {
		return unable(err)
	}
	field := "message"
	if isVideo(remote) {
		field = "description"
	}
	res := succeeded(a.do(ctx, token, post(remote, url.Values{field: {p.Text}})))
	res.Remote = remote
	return res
}
