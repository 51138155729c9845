package x

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// scopes are the permissions that are asked for: to read and write posts, to
// know whose they are, to send pictures, to hide answers, to mute their
// authors, and to stay connected.
func scopes() []string {
	return []string{"tweet.read", "tweet.write", "users.read", "media.write", "tweet.moderate.write", "mute.write", "offline.access"}
}

// local is where X sends the browser when nobody listens: the person copies the
// address, and nothing has to be there. It must be registered as a callback of
// the department's app.
const local = "http://127.0.0.1/"

// pending is what Connect needs to know of Invite.
type pending struct {
	State    string `json:"state"`
	Verifier string `json:"verifier"`
	Redirect string `json:"redirect"`
}

// Invite implements network.Connector: OAuth 2.0 with PKCE (RFC 7636).
func (a *Account) Invite(_ context.Context, redirect string) (network.Invitation, error) {
	p := pending{State: rand.Text(), Verifier: rand.Text() + rand.Text(), Redirect: redirect}
	if redirect == "" {
		p.Redirect = local
	}
	secret, err := json.Marshal(p)
	if err != nil {
		return network.Invitation{}, fmt.Errorf("keep the invitation: %w", err)
	}
	sum := sha256.Sum256([]byte(p.Verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {a.o.ClientID}, "redirect_uri": {p.Redirect},
		"scope": {strings.Join(scopes(), " ")}, "state": {p.State},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}
	return network.Invitation{
		URL:      a.o.Authorize + "?" + q.Encode(),
		Asks:     "Log in to x.com as " + a.o.Account.Handle + " first. Then paste the address at which the browser ended",
		Redirect: redirect, Secret: secret,
	}, nil
}

// Connect implements network.Connector.
func (a *Account) Connect(ctx context.Context, i network.Invitation, answer string) error {
	var p pending
	if err := json.Unmarshal(i.Secret, &p); err != nil || p.Verifier == "" || p.State == "" {
		return errors.New("this invitation is not one of this network. Begin again")
	}
	code, err := network.AuthorizationCode(answer, p.State, "X's page")
	if err != nil {
		return err
	}
	t, err := a.grant(ctx, url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.Redirect}, "code_verifier": {p.Verifier},
	})
	if err != nil {
		if e, ok := errors.AsType[*network.AnswerError](err); ok && e.Cause == network.Reconnect {
			return errors.New("the network does not accept this code: it is good for one use and half a minute. Begin again")
		}
		return err
	}
	c := a.credentialsOf(t)
	if c.Refresh == "" {
		return errors.New("there is no permission to stay connected. Begin again, and allow everything that is asked for")
	}
	me, err := a.me(ctx, c)
	if err != nil {
		return err
	}
	c.ID, c.Handle = me.ID, me.Username
	if err := a.standing(c, me); err != nil {
		return err
	}
	if err := a.login.enter(ctx); err != nil {
		return err
	}
	defer a.login.leave()
	if err := a.keep(ctx, c); err != nil {
		return err
	}
	a.login.take(c)
	a.login.unsaved, a.login.spoilt = false, ""
	return nil
}

// lacking are the permissions that credentials do not have, as far as X told.
func lacking(c Credentials) []string {
	if c.Scope == "" {
		return nil
	}
	have := strings.Fields(c.Scope)
	return slices.DeleteFunc(scopes(), func(s string) bool { return slices.Contains(have, s) })
}
