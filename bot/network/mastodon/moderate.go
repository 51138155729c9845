package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Moderate implements network.Moderator. Nobody can hide what others write on
// Mastodon. Muting twice is muting once; a report that is sent twice stands
// twice before the server's moderators, which does no harm.
func (a *Account) Moderate(ctx context.Context, m network.Moderation) network.Result {
	if m.Op != bot.OpMute && m.Op != bot.OpReport {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: a.o.Account.Name + " can only mute and report."}
	}
	token, _, err := a.login(ctx)
	if err != nil {
		return unsent(err)
	}
	author, err := a.author(ctx, token, m)
	if err != nil {
		return unsent(err)
	}
	if m.Op == bot.OpMute {
		res, missing := a.moderate(ctx, token, "/api/v1/accounts/"+author+"/mute", struct {
			Notifications bool `json:"notifications"`
		}{true})
		if missing { // Who is not there any more needs no muting.
			return network.Result{Outcome: network.Done}
		}
		return res
	}
	report := wireReport{Account: author, Comment: cutRunes(m.Reason, 1000)}
	if validID(m.Remote) {
		report.Statuses = []string{m.Remote}
	}
	res, missing := a.moderate(ctx, token, "/api/v1/reports", report)
	if missing && report.Statuses != nil { // It may have been deleted; its author is there.
		report.Statuses = nil
		res, missing = a.moderate(ctx, token, "/api/v1/reports", report)
	}
	if missing {
		return network.Result{
			Outcome: network.No, Cause: network.Permanent,
			Note: a.o.Account.Name + " takes no report about this author, or does not know them any more. Nothing was reported.",
		}
	}
	return res
}

// moderate asks the server for something about an author. missing says that the
// server does not know who or what it is about; nothing was done then.
func (a *Account) moderate(ctx context.Context, token, path string, in any) (res network.Result, missing bool) {
	body, err := json.Marshal(in)
	if err != nil {
		return unsent(err), false
	}
	r := a.request(http.MethodPost, token, path, nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, strings.HasSuffix(path, "/mute")
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		if gone(ans) {
			missing = true
			return network.Result{Outcome: network.No, Cause: network.Permanent}, true
		}
		return a.refused(ans)
	}
	return a.http.Do(ctx, r).Result, missing
}

// wireReport is a report. It is not forwarded to the author's own server: an
// officer's words are for the moderators here.
type wireReport struct {
	Account  string   `json:"account_id"`
	Statuses []string `json:"status_ids,omitempty"`
	Comment  string   `json:"comment,omitempty"`
	Forward  bool     `json:"forward"`
}

// accountID is an id of an account: a number, a ULID or a UUID. A handle could
// look like any of them but the last, which is why the status is asked first.
var accountID = regexp.MustCompile(`^(\d{1,20}|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`)

// author returns the id of the account that wrote what is moderated.
func (a *Account) author(ctx context.Context, token string, m network.Moderation) (string, error) {
	if validID(m.Remote) {
		t, there, err := a.one(ctx, token, m.Remote)
		if err != nil {
			return "", err
		}
		if there {
			return t.Account.ID, nil
		}
	}
	if accountID.MatchString(m.Author) {
		return m.Author, nil
	}
	var w wireAccount
	if err := a.asked(ctx, a.get(token, "/api/v1/accounts/lookup", url.Values{"acct": {m.Author}}), &w); err != nil {
		return "", err
	}
	if !validID(w.ID) {
		return "", errors.New("look up who wrote it: the server names nobody")
	}
	return w.ID, nil
}

// cutRunes is at most n characters of s.
func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
