package x

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"appealbot/bot/network"
)

// A problem is how X says no (RFC 9457), in the several forms that it has: as
// an answer of its own, in a list, with a message instead of a detail, and as
// OAuth does it.
type problem struct {
	Type       string    `json:"type"`
	Title      string    `json:"title"`
	Detail     string    `json:"detail"`
	Message    string    `json:"message"`
	ResourceID string    `json:"resource_id"`
	Value      string    `json:"value"`
	Errors     []problem `json:"errors"`
	OAuth      string    `json:"error"`
	OAuthWhy   string    `json:"error_description"`
}

// kind is the last piece of the problem's type: "resource-not-found".
func (p problem) kind() string {
	k := p.Type[strings.LastIndexByte(p.Type, '/')+1:]
	if k == "" || k == "about:blank" {
		for _, e := range p.Errors {
			if k := e.kind(); k != "" {
				return k
			}
		}
		return ""
	}
	return k
}

// says reports whether any of the words are in what X says, in any spelling.
func (p problem) says(words ...string) bool {
	all := strings.ToLower(strings.Join([]string{p.Title, p.Detail, p.Message, p.OAuth, p.OAuthWhy}, "\n"))
	for _, w := range words {
		if strings.Contains(all, w) {
			return true
		}
	}
	for _, e := range p.Errors {
		if e.says(words...) {
			return true
		}
	}
	return false
}

// detail is X's own sentence.
func (p problem) detail() string {
	for _, e := range p.Errors {
		if s := cmp.Or(e.Detail, e.Message); s != "" {
			return s
		}
	}
	return cmp.Or(p.Detail, p.Message, p.OAuthWhy, p.Title)
}

// problemOf reads the problem in an answer; an empty one where there is none.
func problemOf(a network.Answer) problem {
	var p problem
	if a.JSON(&p) != nil {
		return problem{}
	}
	return p
}

// patience is how long to stay away from what will not be mended in minutes:
// a quota, a day's limit.
const patience = time.Hour

// A refusal is a line of the table of X's answers.
type refusal struct {
	status int      // zero for any
	kinds  []string // last piece of the problem's type; none for any
	words  []string // any of these in what X says; none for any
	result network.Result
}

// refusals is X's table, from the particular to the general. The sentences for
// 403 were seen at real accounts; the kinds are those of
// docs.x.com/x-api/fundamentals/response-codes-and-errors (2026-08-22).
func refusals() []refusal {
	return []refusal{
		{status: 403, words: []string{"duplicate content"}, result: network.Result{
			Outcome: network.Maybe,
			Note:    "X says that this text is public on the account already. It is looked up whether an earlier attempt put it there.",
		}},
		{status: 403, words: []string{"reply to this conversation is not allowed", "have not been mentioned", "quoting this post is not allowed"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X lets apps reply only to people who mentioned or quoted the account. Publish it as a new appeal, or reply on x.com by hand.",
		}},
		{status: 403, words: []string{"deleted or not visible"}, result: continuesNothing()},
		{status: 400, words: []string{"reply tweet id is invalid", "in_reply_to_tweet_id"}, result: continuesNothing()},
		{words: []string{"suspended"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X has suspended the account. Somebody has to appeal to X before anything can be published there.",
		}},
		{words: []string{"temporarily locked", "account is locked", "unlock your account"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X has locked the account. Somebody has to log in to x.com and unlock it; then publish the appeal again.",
		}},
		{words: []string{"might be automated", "automation rules", "automated label", "automated account"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X takes this for spam by a machine. See on x.com that the account has the label \"Automated\"; then publish the appeal again.",
		}},
		{words: []string{"daily status update limit", "daily limit", "update limit"}, result: network.Result{
			Outcome: network.Never, Cause: network.Later, Retry: patience,
			Note: "X's limit of posts for today is reached. It is tried again later.",
		}},
		{kinds: []string{"usage-capped"}, result: usedUp()},
		{status: 402, result: usedUp()},
		{words: []string{"usagecapexceeded", "usage cap exceeded", "creditsdepleted", "does not have any credits"}, result: usedUp()},
		{words: []string{"media ids are invalid", "media id"}, result: network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "X does not have a picture any more. It is sent again.",
		}},
		{words: []string{"bit shorter", "exceeds maximum length", "too long"}, result: network.Result{
			Outcome: network.No, Cause: network.Change,
			Note: "X says that the text is too long. Shorten it.",
		}},
		{words: []string{"cashtag"}, result: network.Result{
			Outcome: network.No, Cause: network.Change,
			Note: "X allows one \"$\" name in a post. Take the others off.",
		}},
		{kinds: []string{"client-forbidden", "client-not-enrolled"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X does not let the department's app use its API. Ask your administrator to look at the app's project in X's developer console.",
		}},
		{kinds: []string{"unsupported-authentication", "oauth1-permissions"}, result: scopeMissing()},
		{status: 403, words: []string{"scope", "oauth1 app permissions", "not authorized to perform"}, result: scopeMissing()},
		{kinds: []string{"not-authorized-for-resource", "not-authorized-for-field", "field-unauthorized"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X does not let this account do that.",
		}},
		{kinds: []string{"resource-not-found", "resource-unavailable", "disallowed-resource"}, result: network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: "X says that there is no such post (any more).",
		}},
	}
}

func continuesNothing() network.Result {
	return network.Result{
		Outcome: network.No, Cause: network.Change,
		Note: "X does not have the post any more that this one continues. Publish it as a new appeal.",
	}
}

func usedUp() network.Result {
	return network.Result{
		Outcome: network.Never, Cause: network.Later, Retry: patience,
		Note: "What the department pays X for is used up. Ask your administrator to add credits in X's developer console; it is tried again every hour.",
	}
}

func scopeMissing() network.Result {
	return network.Result{
		Outcome: network.No, Cause: network.Reconnect,
		Note: "The account's permission on X is not sufficient. Connect the account again.",
	}
}

// refused is the table of what X refuses, for network.Request.
func refused(a network.Answer) (network.Result, bool) {
	p := problemOf(a)
	for _, r := range refusals() {
		if r.fits(a.Status, p) {
			return r.result, true
		}
	}
	switch {
	case a.Status == http.StatusUnauthorized:
		return network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "X did not accept the account's credentials. They are renewed.",
		}, true
	case p.kind() == "invalid-request" || a.Status == http.StatusBadRequest && p.detail() != "":
		return network.Result{
			Outcome: network.No, Cause: network.Change,
			Note: fmt.Sprintf("X does not take it: %.200q.", p.detail()),
		}, true
	case a.Status == http.StatusForbidden && p.detail() != "":
		return network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: fmt.Sprintf("X refused it: %.200q.", p.detail()),
		}, true
	default:
		r := network.DefaultRefused("X", a.Status)
		if r.Outcome == network.No {
			r.Cause = network.Permanent
		}
		return r, true
	}
}

func (r refusal) fits(status int, p problem) bool {
	if r.status != 0 && r.status != status {
		return false
	}
	for _, k := range r.kinds {
		if p.kind() == k {
			return true
		}
	}
	return len(r.kinds) == 0 && (len(r.words) == 0 || p.says(r.words...))
}

// noReply reports whether X refused a post because it was a reply. Before the
// rule of 2026-02-23 it said no more than that it is not permitted.
func noReply(a network.Answer) bool {
	return a.Status == http.StatusForbidden && problemOf(a).says(
		"reply to this conversation is not allowed", "have not been mentioned", "not permitted to perform this action")
}
