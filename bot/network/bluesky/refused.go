package bluesky

import (
	"errors"
	"net/http"
	"strings"

	"appealbot/bot/network"
)

var errOther = errors.New("read answer: it is not about what was asked for")

// word is Bluesky's word for why it refused; empty for none. Only a refusal of
// XRPC itself has one: a proxy on the way does not speak it.
func word(ans network.Answer) string {
	if ans.Status < 400 || ans.Status > 499 {
		return ""
	}
	var p wireProblem
	if err := ans.JSON(&p); err != nil {
		return ""
	}
	return p.Error
}

// over reports whether an answer says that the access token has to be renewed.
func over(ans network.Answer) bool {
	w := word(ans)
	return w == "ExpiredToken" || w == "InvalidToken"
}

// A refusal is what one of Bluesky's words means.
type refusal struct {
	outcome network.Outcome
	cause   network.Cause
	note    string
}

const reconnect = " Connect the account again with a new app password."

// refusals are Bluesky's words. What is about the token was certainly not done
// and may be tried again when the account is connected.
var refusals = map[string]refusal{
	"ExpiredToken":           {network.Never, network.Later, "The login on Bluesky had to be renewed. It is tried again."},
	"InvalidToken":           {network.Never, network.Later, "The login on Bluesky had to be renewed. It is tried again."},
	"AuthMissing":            {network.No, network.Reconnect, "Bluesky does not know who is asking." + reconnect},
	"AuthenticationRequired": {network.No, network.Reconnect, "Bluesky does not let this account in." + reconnect},
	"AuthFactorTokenRequired": {
		network.No, network.Reconnect,
		"Bluesky wants a code by e-mail, which it does only for the main password. Connect the account with an app password.",
	},
	"AccountTakedown":    {network.No, network.Reconnect, "Bluesky has suspended this account. Ask Bluesky's support, then connect it again."},
	"AccountDeactivated": {network.No, network.Reconnect, "This account is deactivated on Bluesky. Activate it in Bluesky's settings, then connect it again."},
	"RepoTakendown":      {network.No, network.Reconnect, "Bluesky has suspended this account. Ask Bluesky's support, then connect it again."},
	"RepoDeactivated":    {network.No, network.Reconnect, "This account is deactivated on Bluesky. Activate it in Bluesky's settings, then connect it again."},
	"RateLimitExceeded":  {network.Never, network.Later, "Bluesky asks to wait: too many requests."},
	"BlobNotFound":       {network.Never, network.Later, "Bluesky did not have a picture or video any more. It is sent again."},
	"BlobTooLarge":       {network.No, network.Change, "Bluesky says that a picture or video is too big. Use a smaller one."},
	"PayloadTooLarge":    {network.No, network.Change, "Bluesky says that this is too big. Shorten the text, or use smaller pictures or a shorter video."},
	"UpstreamFailure":    {network.Maybe, network.Later, "Bluesky could not reach a part of itself."},
	"UpstreamTimeout":    {network.Maybe, network.Later, "A part of Bluesky did not answer in time."},
	"RecordNotFound":     {network.No, network.Permanent, "Bluesky does not have this post (any more)."},
	"NotFound":           {network.No, network.Permanent, "Bluesky does not show this post (any more)."},
	"InvalidSwap":        {network.Never, network.Later, "Somebody else changed it at the same moment. It is tried again."},
	"BlockedActor":       {network.No, network.Permanent, "That account blocks this one, or the reverse."},
	"BlockedByActor":     {network.No, network.Permanent, "That account has blocked this one."},
}

// details are what Bluesky says about a record that it does not take, with what
// to do. The message goes with the word InvalidRequest.
var details = []struct{ says, note string }{
	{"grapheme too big", "Bluesky says that the text is too long. Shorten it."},
	{"string too long", "Bluesky says that the text is too long. Shorten it."},
	{"string too big", "Bluesky says that the text is too long. Shorten it."},
	{"blob too big", "Bluesky says that a picture or video is too big. Use a smaller one."},
	{"array too big", "Bluesky does not take that many pictures or languages in one post. Take some off."},
	{"Wrong type of file", "Bluesky does not take this kind of file. Use a JPEG, a PNG or an MP4."},
	{"mime type", "Bluesky does not take this kind of file. Use a JPEG, a PNG or an MP4."},
}

// refused is the table of Bluesky's refusals, in words for officers.
func refused(ans network.Answer) (network.Result, bool) {
	w := word(ans)
	if w == "" {
		return network.Result{}, false
	}
	if r, ok := refusals[w]; ok {
		return network.Result{Outcome: r.outcome, Cause: r.cause, Note: r.note}, true
	}
	if w == "InvalidRequest" {
		var p wireProblem
		_ = ans.JSON(&p) // word has read it
		for _, d := range details {
			if strings.Contains(p.Message, d.says) {
				return network.Result{Outcome: network.No, Cause: network.Change, Note: d.note}, true
			}
		}
		return network.Result{Outcome: network.No, Cause: network.Change, Note: "Bluesky does not take this as it is. Change the text or the pictures; the log has Bluesky's own words."}, true
	}
	switch ans.Status {
	case http.StatusUnauthorized:
		return network.Result{Outcome: network.No, Cause: network.Reconnect, Note: "Bluesky does not accept the account's credentials any more." + reconnect}, true
	case http.StatusForbidden:
		return network.Result{Outcome: network.No, Cause: network.Reconnect, Note: "Bluesky does not let this account do that." + reconnect}, true
	default:
		return network.Result{}, false
	}
}
