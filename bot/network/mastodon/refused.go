package mastodon

import (
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"appealbot/bot/network"
)

// processing is how soon a picture may be asked about again.
const processing = 5 * time.Second

// refused is the table of what servers say when they refuse. Mastodon answers
// {"error": "..."} in the language of the account; so it is the status that
// decides, and the words only where one status means several things.
//
//	Mastodon 4.5     config/locales/en.yml, app/controllers/concerns/api/error_handling.rb
//	GoToSocial 0.20  internal/gtserror/withcode.go
//	Hollo 0.6.10     src/oauth/middleware.ts
func (a *Account) refused(ans network.Answer) (network.Result, bool) {
	name := a.o.Account.Name
	words := quote(serverWords(ans))
	says := func(parts ...string) bool {
		lower := strings.ToLower(words)
		for _, p := range parts {
			if strings.Contains(lower, p) {
				return true
			}
		}
		return false
	}
	res := func(o network.Outcome, c network.Cause, format string, args ...any) (network.Result, bool) {
		return network.Result{Outcome: o, Cause: c, Note: name + fmt.Sprintf(format, args...)}, true
	}
	switch ans.Status {
	case http.StatusUnauthorized:
		// Nothing was done, and nothing will be until somebody connects the
		// account; then it may go out.
		return res(network.Never, network.Reconnect, " does not accept the account's token any more. Connect the account again.")
	case http.StatusForbidden:
		switch {
		case says("scope", "insufficient"):
			return res(network.Never, network.Reconnect, " does not let the account's token do that. Connect the account again, with all permissions.")
		case says("disabled", "suspended", "pending", "confirm", "moved"):
			return res(network.No, network.Permanent, " has closed this account%s. Tell your administrator.", words)
		default:
			return res(network.No, network.Permanent, " does not allow that%s.", words)
		}
	case http.StatusRequestEntityTooLarge:
		return res(network.No, network.Change, " says that this is too big. Use a smaller one.")
	case http.StatusTeapot:
		return res(network.No, network.Permanent, " does not talk to this program. Tell your administrator that it needs a user agent.")
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		switch {
		case says("finished processing", "still being processed", "not processed"):
			return network.Result{
				Outcome: network.Never, Cause: network.Later, Retry: processing,
				Note: name + " is still working on a picture or video. It is tried again.",
			}, true
		case says("media") && says("not found", "already attached"):
			return res(network.Never, network.Later, " does not have a picture or video any more. It is sent again.")
		default:
			return res(network.No, network.Change, " does not take it as it is%s. Change it.", words)
		}
	default:
		return network.Result{}, false
	}
}

// gone reports whether the server itself, and not something in front of it,
// says that there is no such thing.
func gone(ans network.Answer) bool {
	return (ans.Status == http.StatusNotFound || ans.Status == http.StatusGone) && serverWords(ans) != ""
}

// serverWords are the words in which a server refused.
func serverWords(ans network.Answer) string {
	var w wireError
	if ans.JSON(&w) != nil {
		return ""
	}
	if w.Description != "" {
		return w.Description
	}
	return w.Error
}

// maxWords bounds what is quoted of a server.
const maxWords = 200

// quote is the words of a server as they stand in a sentence for officers.
func quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimRight(strings.TrimSpace(s), ".")
	if r := []rune(s); len(r) > maxWords {
		s = string(r[:maxWords]) + "…"
	}
	if s == "" {
		return ""
	}
	return " (it says: " + s + ")"
}
