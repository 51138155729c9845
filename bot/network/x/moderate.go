package x

import (
	"context"
	"errors"
	"net/http"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Moderate implements network.Moderator: X lets apps hide answers below the
// account's own posts and mute their authors. Reports are made on x.com.
func (a *Account) Moderate(ctx context.Context, m network.Moderation) network.Result {
	no := func(note string) network.Result {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: note, Raw: "not asked"}
	}
	switch m.Op {
	case bot.OpHide, bot.OpShow:
		if !validID(m.Remote) {
			return no("This is not an answer on X.")
		}
		return a.hide(ctx, m.Remote, m.Op == bot.OpHide)
	case bot.OpMute:
		if !validID(m.Author) {
			return no("X does not say who wrote it, so nobody can be muted.")
		}
		return a.mute(ctx, m.Author)
	default:
		return no("X takes no reports from apps. Open the answer on x.com and report it there.")
	}
}

// hide hides an answer or shows it again. One that is gone is hidden well.
func (a *Account) hide(ctx context.Context, remote string, hidden bool) network.Result {
	ans := a.do(ctx, call{
		method: http.MethodPut, path: "/2/tweets/" + remote + "/hidden", again: true, body: map[string]bool{"hidden": hidden},
	})
	var out struct {
		Data   *struct{ Hidden bool }
		Errors []problem
	}
	gone := ans.Status == http.StatusNotFound && problemOf(ans).kind() == "resource-not-found"
	if ans.Outcome == network.Done {
		err := ans.JSON(&out)
		gone = err == nil && out.Data == nil && len(out.Errors) > 0 && out.Errors[0].kind() == "resource-not-found"
		if err == nil && !gone && (out.Data == nil || out.Data.Hidden != hidden) {
			err = errors.New("read answer: it says the contrary")
		}
		if err != nil {
			return ans.Garbled(err)
		}
	}
	switch {
	case gone && hidden:
		return network.Result{Outcome: network.Done, Remote: remote, Note: "Its author has deleted it.", Raw: ans.Raw}
	case gone:
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "Its author has deleted it.", Raw: ans.Raw}
	}
	ans.Remote = remote
	return ans.Result
}

func (a *Account) mute(ctx context.Context, author string) network.Result {
	cred, err := a.credentials(ctx)
	if err != nil {
		return unable(err)
	}
	ans := a.doAs(ctx, cred, call{
		method: http.MethodPost, path: "/2/users/" + cred.ID + "/muting", again: true,
		body: map[string]string{"target_user_id": author},
	})
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var out struct {
		Data *struct{ Muting bool }
	}
	if err := ans.JSON(&out); err != nil || out.Data == nil || !out.Data.Muting {
		return ans.Garbled(errors.Join(err, errors.New("read answer: it does not say that the author is muted")))
	}
	return ans.Result
}
