package facebook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"

	"appealbot/bot/network"
)

// A problem is how the Graph API says no
// (developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11).
type problem struct {
	Message string          `json:"message"`
	Type    string          `json:"type"`
	Code    int             `json:"code"`
	Subcode int             `json:"error_subcode"`
	Title   string          `json:"error_user_title"`
	Words   string          `json:"error_user_msg"`
	Data    json.RawMessage `json:"error_data"`
}

// problemOf reads the problem in an answer; an empty one where there is none.
func problemOf(a network.Answer) problem {
	var out struct {
		Error problem `json:"error"`
	}
	if a.Status < 400 || a.JSON(&out) != nil {
		return problem{}
	}
	return out.Error
}

// Codes of the Graph API.
const (
	codeUnknown     = 1
	codeUnavailable = 2
	codeMethod      = 3
	codeDenied      = 10
	codeInvalid     = 100
	codeSession     = 102
	codeToken       = 190
	codeImage       = 324
	codeBlocked     = 368
	codeDuplicate   = 506
	codeAlias       = 803

	subMissing = 33      // of codeInvalid: there is no such thing
	subOffset  = 1363037 // the piece of a video is not the one that is wanted
)

// gone: there is no such thing, or not any more.
func (p problem) gone() bool {
	return p.Code == codeInvalid && p.Subcode == subMissing || p.Code == codeAlias
}

// limited: there were too many requests.
func (p problem) limited() bool {
	switch p.Code {
	case 4, 17, 32, 613:
		return true
	default:
		return p.Code >= 80000 && p.Code <= 80014
	}
}

// dead: the token does not work any more.
func (p problem) dead() bool { return p.Code == codeToken || p.Code == codeSession }

// denied: a permission is missing.
func (p problem) denied() bool {
	return p.Code == codeDenied || p.Code == codeMethod || p.Code >= 200 && p.Code <= 299
}

// film: Facebook does not take the video, whatever is tried.
func (p problem) film() bool {
	switch p.Subcode {
	case 1363022, 1363023, 1363024, 1363025, 1363026, 1363031, 1363046, 1363047:
		return true
	default:
		return false
	}
}

// refused is the table of what Facebook refuses, for network.Request. It goes by
// the codes: the status is 400 for nearly everything.
func refused(a network.Answer) (network.Result, bool) {
	p := problemOf(a)
	switch {
	case p.Code == 0:
		return network.DefaultRefused("Facebook", a.Status), true
	case p.dead():
		return network.Result{Outcome: network.No, Cause: network.Reconnect, Note: deadNote(p.Subcode)}, true
	case p.limited():
		return network.Result{Outcome: network.Never, Cause: network.Later, Retry: breather, Note: "Facebook takes no more requests for a while. It is tried again."}, true
	case p.Code == codeUnknown || p.Code == codeUnavailable:
		return network.Result{Outcome: network.Maybe, Cause: network.Later, Note: "Facebook had a fault of its own."}, true
	case p.Code == codeDuplicate:
		return network.Result{Outcome: network.Maybe, Cause: network.Later, Note: "Facebook says that this text is there already. It is looked up whether an earlier attempt put it there."}, true
	case p.Code == codeBlocked:
		return network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "Facebook does not let the Page publish that, or anything for now. Look at the Page's \"Page Quality\" on facebook.com.",
		}, true
	case p.denied():
		return network.Result{
			Outcome: network.No, Cause: network.Reconnect,
			Note: fmt.Sprintf("The account's permission on Facebook is not sufficient (%.120q). Connect the account again and allow everything.", p.Message),
		}, true
	case p.gone():
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "Facebook says that there is no such thing (any more)."}, true
	case p.Code == codeImage:
		return network.Result{Outcome: network.No, Cause: network.Change, Note: "Facebook cannot read the picture. Use a JPEG or PNG."}, true
	default:
		return network.Result{
			Outcome: network.No, Cause: network.Change,
			Note: fmt.Sprintf("Facebook does not take it: %.200q.", cmp.Or(p.Words, p.Message, http.StatusText(a.Status))),
		}, true
	}
}

// deadNote says why a token does not work any more, as far as Facebook tells.
func deadNote(sub int) string {
	why := map[int]string{
		458: "The department's app was removed by the person who connected the account",
		459: "Facebook wants the person who connected the account to log in on facebook.com",
		460: "The person who connected the account has changed the password",
		463: "The connection to Facebook has expired",
		464: "Facebook wants the person who connected the account to confirm it on facebook.com",
		467: "Facebook has ended the connection",
	}[sub]
	return cmp.Or(why, "Facebook does not accept the account's credentials any more") + ". Connect the account again."
}
