package youtube

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// lifetime is how long an access token lives where Google does not say.
const lifetime = time.Hour

// grant asks for tokens. An error is an *network.AnswerError without anything that
// was sent.
func (a *Account) grant(ctx context.Context, form url.Values) (wireToken, error) {
	form.Set("client_id", a.o.ClientID)
	form.Set("client_secret", a.o.ClientSecret)
	ans := a.http.Do(ctx, network.Request{
		Method: http.MethodPost, URL: a.o.Token, Body: []byte(form.Encode()), Refused: grantRefused,
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Accept": {"application/json"}},
	})
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
			Note: "Google's answer to the request for credentials makes no sense. It is tried again.",
		}
	}
	return t, nil
}

// grantRefused is the table of the token endpoint (RFC 6749, section 5.2). Only
// what Google says of the grant itself ends it.
func grantRefused(a network.Answer) (network.Result, bool) {
	var p struct {
		Error string `json:"error"`
	}
	_ = a.JSON(&p) // whatever else it is, it names no error
	switch p.Error {
	case "invalid_grant":
		return network.Result{
			Outcome: network.No, Cause: network.Reconnect,
			Note: "Google does not accept the channel's permission any more. Connect the account again. (While the department's project is in testing, Google ends every permission after seven days.)",
		}, true
	case "invalid_client", "unauthorized_client", "deleted_client":
		return network.Result{
			Outcome: network.Never, Cause: network.Later, Retry: patience,
			Note: "Google does not know the department's project. Ask your administrator to compare client id and secret with Google's console.",
		}, true
	default:
		return network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "Google gave no new credentials just now. It is tried again.",
		}, true
	}
}

// refresh asks for new credentials in place of c. An attempt that failed has no
// effect: what it was for is not sent.
func (a *Account) refresh(ctx context.Context, c Credentials) (Credentials, error) {
	t, err := a.grant(ctx, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {c.Refresh}})
	if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause != network.Reconnect {
		e.Outcome, e.Cause = network.Never, network.Later
	}
	if err != nil {
		return Credentials{}, err
	}
	n := a.credentialsOf(t)
	n.Refresh, n.Scope = cmp.Or(n.Refresh, c.Refresh), cmp.Or(n.Scope, c.Scope)
	n.Channel, n.Handle, n.Uploads = c.Channel, c.Handle, c.Uploads
	return n, nil
}

func (a *Account) credentialsOf(t wireToken) Credentials {
	now := a.o.Now().UTC()
	life := time.Duration(min(t.Expires, 24*3600)) * time.Second
	if life <= 0 {
		life = lifetime
	}
	return Credentials{Access: t.Access, Refresh: t.Refresh, Since: now, Until: now.Add(life), Scope: t.Scope}
}
