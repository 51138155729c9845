package youtube

import (
	"fmt"
	"net/http"
	"slices"

	"appealbot/bot/network"
)

// A problem is how Google says no.
type problem struct {
	Error struct {
		Message string `json:"message"`
		Errors  []struct {
			Reason  string `json:"reason"`
			Message string `json:"message"`
		} `json:"errors"`
		Details []struct {
			Reason string `json:"reason"`
		} `json:"details"`
	} `json:"error"`
}

// problemOf reads the problem in an answer; an empty one where there is none.
func problemOf(a network.Answer) problem {
	var p problem
	if a.Status < 400 || a.Status > 499 || a.JSON(&p) != nil {
		return problem{}
	}
	return p
}

// is reports whether the problem has one of the reasons.
func (p problem) is(reasons ...string) bool {
	for _, e := range p.Error.Errors {
		if slices.Contains(reasons, e.Reason) {
			return true
		}
	}
	for _, d := range p.Error.Details {
		if slices.Contains(reasons, d.Reason) {
			return true
		}
	}
	return false
}

// A refusal is a line of the table of YouTube's answers.
type refusal struct {
	reasons []string
	result  network.Result
}

func never(note string) network.Result {
	return network.Result{Outcome: network.Never, Cause: network.Later, Note: note}
}

func no(c network.Cause, note string) network.Result {
	return network.Result{Outcome: network.No, Cause: c, Note: note}
}

// refusals is YouTube's table (developers.google.com/youtube/v3/docs/errors, read
// 2026-11).
func refusals() []refusal {
	return []refusal{
		{[]string{"rateLimitExceeded", "userRateLimitExceeded"}, never("YouTube asks to wait: too many requests.")},
		{[]string{"uploadLimitExceeded"}, network.Result{
			Outcome: network.Never, Cause: network.Later, Retry: patience,
			Note: "YouTube takes no more videos on this channel today. It is tried again every hour; a channel whose owner is verified may upload more.",
		}},
		{[]string{"accessNotConfigured", "SERVICE_DISABLED"}, no(network.Permanent,
			"The YouTube Data API is not switched on for the department's project. Ask your administrator to enable it in Google's console.")},
		{[]string{"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}, no(network.Reconnect,
			"The channel's permission on YouTube is not sufficient. Connect the account again and allow everything.")},
		{[]string{"youtubeSignupRequired", "channelClosed", "authenticatedUserNotChannel"}, no(network.Reconnect,
			"The Google account has no channel (any more). Connect the account again and choose the channel on Google's page.")},
		{[]string{"authenticatedUserAccountSuspended", "accountSuspended", "channelSuspended", "authenticatedUserAccountClosed"}, no(network.Permanent,
			"YouTube has suspended or closed the channel. Somebody has to look at it in YouTube Studio.")},
		{[]string{"invalidTitle"}, no(network.Change, "YouTube does not take the title. Write another one, without angle brackets and of at most 100 characters.")},
		{[]string{"invalidDescription"}, no(network.Change, "YouTube does not take the text. Shorten it, and take angle brackets out.")},
		{[]string{"invalidTags", "invalidCategoryId", "invalidVideoMetadata", "invalidVideoKeywords"}, no(network.Change,
			"YouTube does not take the title, the text, the tags or the category. Change the text, or ask your administrator to look at the account's settings.")},
		{[]string{"mediaBodyRequired", "invalidFilename"}, no(network.Change, "YouTube does not take the video. Use another one.")},
		{[]string{"commentsDisabled"}, no(network.Permanent, "Comments are switched off below this video.")},
		{[]string{"commentTextTooLong"}, no(network.Change, "YouTube says that the answer is too long. Shorten it.")},
		{[]string{"ineligibleAccount"}, no(network.Permanent, "The channel may not write comments. Somebody has to look at it in YouTube Studio.")},
		{[]string{"parentCommentNotFound", "parentIdMissing", "invalidParentId", "operationNotSupported"}, no(network.Change,
			"YouTube does not have the comment any more that this answers, or it can have no answers.")},
		{[]string{"videoNotFound"}, no(network.Permanent, "YouTube does not have the video any more. Somebody may have deleted it in YouTube Studio.")},
		{[]string{"processingFailure"}, never("YouTube could not do it just now. It is tried again.")},
	}
}

// refused is the table of what YouTube refuses, for network.Request.
func (a *Account) refused(ans network.Answer) (network.Result, bool) {
	p := problemOf(ans)
	if p.is("quotaExceeded", "dailyLimitExceeded") {
		return a.usedUp(a.ledger.empty()), true
	}
	for _, r := range refusals() {
		if p.is(r.reasons...) {
			return r.result, true
		}
	}
	switch {
	case ans.Status == http.StatusUnauthorized:
		return never("YouTube did not accept the channel's credentials. They are renewed."), true
	case ans.Status == http.StatusBadRequest && p.Error.Message != "":
		return no(network.Change, fmt.Sprintf("YouTube does not take it: %.200q.", p.Error.Message)), true
	case ans.Status == http.StatusForbidden && p.Error.Message != "":
		return no(network.Permanent, fmt.Sprintf("YouTube refused it: %.200q.", p.Error.Message)), true
	default:
		r := network.DefaultRefused("YouTube", ans.Status)
		if r.Outcome == network.No {
			r.Cause = network.Permanent
			if ans.Status == http.StatusRequestEntityTooLarge {
				r.Cause = network.Change
			}
		}
		return r, true
	}
}
