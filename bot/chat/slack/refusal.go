package slack

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// failed turns what a method of slack.Client returned into an error of this
// package: it has no token and no address in it, because some addresses are as
// good as one, and says what a caller can do.
func failed(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*chat.RateLimited](err); ok {
		return e
	}
	if e, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return &chat.RateLimited{After: max(e.RetryAfter, defaultPause)}
	}
	if e, ok := errors.AsType[slack.StatusCodeError](err); ok && e.Code == http.StatusTooManyRequests {
		return &chat.RateLimited{After: defaultPause}
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		if e.Op == "parse" {
			return errors.New("the address cannot be read")
		}
		err = e.Err
	}
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		if e.Err == "ratelimited" || e.Err == "rate_limited" {
			return &chat.RateLimited{After: defaultPause}
		}
		return &refusal{kind: kindOf(e.Err), code: said(e.Err), needed: said(e.Needed), hints: said(strings.Join(e.ResponseMetadata.Messages, "; "))}
	}
	if secrets.MatchString(err.Error()) {
		return &discreet{err}
	}
	return err
}

// secrets are what no error may repeat: tokens, and addresses.
var secrets = regexp.MustCompile(`(?i)(?:xox[a-z]|xapp)-[\w-]+|(?:https?|wss?):[\\/]{2,}\S+`)

// maxSaid bounds what an error repeats of an answer, in characters.
const maxSaid = 300

// said is what an error repeats of an answer.
func said(s string) string {
	return adapter.Cut(adapter.OneLine(secrets.ReplaceAllString(s, "<secret>")), maxSaid)
}

// discreet is an error that keeps a secret.
type discreet struct{ err error }

// Error implements error.
func (e *discreet) Error() string { return said(e.err.Error()) }

// Unwrap makes errors.Is find what is behind it.
func (e *discreet) Unwrap() error { return e.err }

// A refusal is Slack's no.
type refusal struct {
	kind   error // what a caller can do; nil: nothing
	code   string
	needed string // the scope that the token lacks
	hints  string
}

// Error implements error.
func (e *refusal) Error() string {
	s := "slack says " + e.code
	if e.needed != "" {
		s += " (the app needs the scope " + e.needed + ")"
	}
	if e.hints != "" {
		s += ": " + e.hints
	}
	return s
}

// Unwrap makes errors.Is find the kind.
func (e *refusal) Unwrap() error { return e.kind }

// withoutKind is an error that says the same and stands for nothing.
func withoutKind(err error) error {
	if e, ok := errors.AsType[*refusal](err); ok {
		return &refusal{code: e.code, needed: e.needed, hints: e.hints}
	}
	return err
}

// kindOf says what a caller can do about one of Slack's words for an error
// (docs.slack.dev, the methods' pages, 2026-11).
func kindOf(code string) error {
	switch code {
	case "channel_not_found", "message_not_found", "thread_not_found", "user_not_found", "users_not_found", "no_item_specified",
		"invalid_channel", "file_not_found", "file_deleted", "bad_timestamp", "invalid_ts", "user_not_visible", "invalid_thread_ts":
		return chat.ErrNotFound
	case "not_in_channel", "not_in_group":
		return chat.ErrNotMember
	case "is_archived", "is_inactive":
		return chat.ErrArchived
	case "name_taken":
		return chat.ErrTaken
	default:
		return nil
	}
}

// code is Slack's word for an error; empty when it did not answer.
func code(err error) string {
	if e, ok := errors.AsType[*refusal](err); ok {
		return e.code
	}
	return ""
}

// refused reports whether what was asked for was certainly not done: Slack said
// so, or was not asked.
func refused(err error) bool {
	if _, ok := errors.AsType[*chat.RateLimited](err); ok {
		return true
	}
	switch code(err) {
	case "", "internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org", "accesslimited":
		return false
	default:
		return true
	}
}

// barred reports whether Slack does not accept a token any more.
func barred(err error) bool {
	switch code(err) {
	case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type":
		return true
	default:
		return false
	}
}
