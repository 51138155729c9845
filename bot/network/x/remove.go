package x

import (
	"context"
	"net/http"

	"appealbot/bot/network"
)

// Remove implements network.Remover.
func (a *Account) Remove(ctx context.Context, remote string) network.Result {
	if !validID(remote) {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "This is not a post on X.", Raw: "no id"}
	}
	ans := a.do(ctx, call{
		method: http.MethodDelete, path: "/2/tweets/" + remote, again: true,
		refused: func(ans network.Answer) (network.Result, bool) {
			if ans.Status == http.StatusNotFound && problemOf(ans).kind() == "resource-not-found" {
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
			Data   *struct{ Deleted bool }
			Errors []problem
		}
		err := ans.JSON(&out)
		gone := err == nil && out.Data == nil && len(out.Errors) > 0 && out.Errors[0].kind() == "resource-not-found"
		if !gone && (err != nil || out.Data == nil || !out.Data.Deleted) {
			return ans.Garbled(err)
		}
	}
	ans.Remote = remote
	return ans.Result
}
