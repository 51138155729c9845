package x

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// lifetime is how long an access token lives where X does not say.
const lifetime = 2 * time.Hour

// grant asks for tokens. An error is an *network.AnswerError without anything
// that was sent.
func (a *Account) grant(ctx context.Context, form url.Values) (wireToken, error) {
	r := network.Request{
		Method: http.MethodPost, URL: a.o.API + "/2/oauth2/token",
		Header:  http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Accept": {"application/json"}},
		Refused: grantRefused,
	}
	form.Set("client_id", a.o.ClientID)
	if a.o.ClientSecret != "" {
		// RFC 6749, section 2.3.1: both are form-encoded first.
		req := http.Request{Header: r.Header}
		req.SetBasicAuth(url.QueryEscape(a.o.ClientID), url.QueryEscape(a.o.ClientSecret))
	}
	r.Body = []byte(form.Encode())
	ans := a.http.Do(ctx, r)
	secrets := []string{form.Get("refresh_token"), form.Get("code"), form.Get("code_verifier")}
	if err := ans.Err(); err != nil {
		if e, ok := errors.AsType[*network.AnswerError](err); ok {
			e.Raw, e.Note = network.Redact(e.Raw, secrets...), network.Redact(e.Note, secrets...)
		}
		return wireToken{}, err
	}
	var t wireToken
	if ans.JSON(&t) != nil || t.Access == "" {
		return wireToken{}, &network.AnswerError{
			Outcome: network.Never, Cause: network.Later, Status: ans.Status,
			Note: "X's answer to the request for credentials makes no sense. It is tried again.",
		}
	}
	return t, nil
}

// grantRefused is the table of the token endpoint. Only what X says of the
// grant itself ends it: "invalid_grant" as RFC 6749 has it, and as X says it,
// "invalid_request" with "Value passed for the token was invalid."
// (github.com/plhery/node-twitter-api-v2 issue 496).
func grantRefused(a network.Answer) (network.Result, bool) {
	p := problemOf(a)
	switch {
	case p.OAuth == "invalid_grant", p.OAuth == "invalid_request" && p.says("value passed for the", "token was invalid", "code was invalid"):
		return network.Result{
			Outcome: network.No, Cause: network.Reconnect,
			Note: "X does not accept the account's permission any more. Connect the account again.",
		}, true
	case p.OAuth == "invalid_client", p.OAuth == "unauthorized_client", a.Status == http.StatusUnauthorized:
		return network.Result{
			Outcome: network.Never, Cause: network.Later, Retry: patience,
			Note: "X does not know the department's app. Ask your administrator to compare client id and secret with X's developer console.",
		}, true
	default:
		return network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "X gave no new credentials just now. It is tried again.",
		}, true
	}
}

// refresh asks for new credentials in place of c. An attempt that failed has no
// effect that could harm: what it was for is not sent. It goes on when its
// caller has gone: the refresh token may be used up by then, and the answer has
// the only one that works. The client's own time-out bounds it.
func (a *Account) refresh(ctx context.Context, c Credentials) (Credentials, error) {
	t, err := a.grant(context.WithoutCancel(ctx), url.Values{"grant_type": {"refresh_token"}, "refresh_token": {c.Refresh}})
	if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause != network.Reconnect {
		e.Outcome, e.Cause = network.Never, network.Later
	}
	if err != nil {
		return Credentials{}, err
	}
	n := a.credentialsOf(t)
	n.ID, n.Handle = c.ID, c.Handle
	n.Refresh, n.Scope = cmp.Or(n.Refresh, c.Refresh), cmp.Or(n.Scope, c.Scope)
	return n, nil
}

func (a *Account) credentialsOf(t wireToken) Credentials {
	now := a.o.Now().UTC()
	life := time.Duration(min(t.Expires, 365*24*3600)) * time.Second
	if life <= 0 {
		life = lifetime
	}
	return Credentials{Access: t.Access, Refresh: t.Refresh, Since: now, Until: now.Add(life), Scope: t.Scope}
}
