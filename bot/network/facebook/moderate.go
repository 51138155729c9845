package facebook

import (
	"context"
	"net/url"
	"strconv"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Moderate implements network.Moderator: comments can be hidden from everybody but
// their author and the author's friends. To mute somebody would be to ban them
// from the Page, and is left to people; reports are made on facebook.com.
func (a *Account) Moderate(ctx context.Context, m network.Moderation) network.Result {
	no := func(note string) network.Result {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: note, Raw: "not asked"}
	}
	switch {
	case m.Op == bot.OpReport:
		return no("Facebook takes no reports from apps. Open the comment on facebook.com and report it there.")
	case m.Op != bot.OpHide && m.Op != bot.OpShow:
		return no("On Facebook nobody can be muted: people can be banned from the Page, on facebook.com.")
	case !validID(m.Remote):
		return no("This is not a comment on Facebook.")
	}
	token, err := a.login(ctx)
	if err != nil {
		return unable(err)
	}
	hide := m.Op == bot.OpHide
	ans := a.do(ctx, token, post(m.Remote, url.Values{"is_hidden": {strconv.FormatBool(hide)}}))
	if problemOf(ans).gone() {
		res := no("Its author has deleted it.")
		if hide {
			res = network.Result{Outcome: network.Done, Remote: m.Remote, Note: res.Note, Raw: ans.Raw}
		}
		return res
	}
	res := succeeded(ans)
	res.Remote = m.Remote
	return res
}
