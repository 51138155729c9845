package mastodon

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// outOfBand is the redirect of a person who brings the code back by hand.
const outOfBand = "urn:ietf:wg:oauth:2.0:oob"

// appName is what the person is asked to let in, and what the account's
// settings list.
const appName = "Witness appeals"

// appSecret is where the program's registration on the server is kept.
const appSecret = "app"

// app is the program's registration on the server.
type app struct {
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Redirect     string `json:"redirect"`
	Scopes       string `json:"scopes"`
	Server       string `json:"server"`
}

// pending is what Connect needs to know of Invite.
type pending struct {
	App      app    `json:"app"`
	State    string `json:"state"`
	Verifier string `json:"verifier,omitempty"`
	Redirect string `json:"redirect"`
}

// scopes are the permissions to ask for. GoToSocial 0.20 streams only to who
// may read everything (internal/processing/stream/authorize.go).
func (a *Account) scopes() string {
	if a.instance().Software == SoftwareGoToSocial {
		return "read write:statuses write:media write:mutes write:reports"
	}
	return strings.Join(needed, " ")
}

// Invite implements network.Connector.
func (a *Account) Invite(ctx context.Context, redirect string) (network.Invitation, error) {
	if err := a.Learn(ctx); err != nil {
		return network.Invitation{}, err
	}
	inv := network.Invitation{Redirect: redirect}
	p := pending{State: rand.Text(), Redirect: redirect}
	if redirect == "" {
		p.Redirect = outOfBand
		inv.Asks = "Paste the code that the page shows"
	} else {
		inv.Asks = "Paste the address at which the browser ended"
	}
	var err error
	if p.App, err = a.registered(ctx, p.Redirect); err != nil {
		return network.Invitation{}, err
	}
	q := url.Values{
		"response_type": {"code"}, "client_id": {p.App.ClientID}, "redirect_uri": {p.Redirect},
		"scope": {p.App.Scopes}, "state": {p.State},
		// Whoever has several accounts there is to choose the right one.
		"force_login": {"true"},
	}
	if a.offersPKCE(ctx) {
		p.Verifier = rand.Text() + rand.Text()
		sum := sha256.Sum256([]byte(p.Verifier))
		q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
		q.Set("code_challenge_method", "S256")
	}
	if inv.Secret, err = json.Marshal(p); err != nil {
		return network.Invitation{}, fmt.Errorf("keep the invitation: %w", err)
	}
	inv.URL = a.server.String() + "/oauth/authorize?" + q.Encode()
	return inv, nil
}

// registered returns the program's registration, and makes one where there is
// none for these permissions and this redirect.
func (a *Account) registered(ctx context.Context, redirect string) (app, error) {
	b, err := a.o.Secrets.Get(ctx, appSecret)
	if err != nil {
		return app{}, fmt.Errorf("read the registration of account %q: %w", a.o.Account.ID, err)
	}
	want := app{Redirect: redirect, Scopes: a.scopes(), Server: a.server.String()}
	var reg app
	if len(b) > 0 && json.Unmarshal(b, &reg) == nil && reg.ClientID != "" && reg.ClientSecret != "" &&
		reg.Redirect == want.Redirect && reg.Scopes == want.Scopes && reg.Server == want.Server {
		return reg, nil
	}
	in := struct {
		Name      string `json:"client_name"`
		Redirects any    `json:"redirect_uris"`
		Scopes    string `json:"scopes"`
	}{appName, want.Redirect, want.Scopes}
	if a.instance().since4(3) { // Before, and elsewhere, it is one string.
		in.Redirects = []string{want.Redirect}
	}
	body, err := json.Marshal(in)
	if err != nil {
		return app{}, fmt.Errorf("register on the server: %w", err)
	}
	r := a.request(http.MethodPost, "", "/api/v1/apps", nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body = body
	var w struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	}
	if err := a.asked(ctx, r, &w); err != nil {
		return app{}, fmt.Errorf("register on the server: %w", err)
	}
	want.ClientID, want.ClientSecret = w.ClientID, w.ClientSecret
	if want.ClientID == "" || want.ClientSecret == "" {
		return app{}, errors.New("register on the server: its answer has no credentials in it")
	}
	if b, err = json.Marshal(want); err != nil { //nolint:gosec // It goes into the account's secrets.
		return app{}, fmt.Errorf("keep the registration: %w", err)
	}
	if err := a.o.Secrets.Put(ctx, appSecret, b); err != nil {
		return app{}, fmt.Errorf("keep the registration: %w", err)
	}
	return want, nil
}

// offersPKCE reports whether the server says that it knows PKCE: Mastodon does
// since 4.3 (docs.joinmastodon.org, methods/oauth, 2026-07-02).
func (a *Account) offersPKCE(ctx context.Context) bool {
	var w struct {
		Methods []string `json:"code_challenge_methods_supported"`
	}
	err := a.asked(ctx, a.get("", "/.well-known/oauth-authorization-server", nil), &w)
	return err == nil && slices.Contains(w.Methods, "S256")
}

// Connect implements network.Connector.
func (a *Account) Connect(ctx context.Context, i network.Invitation, answer string) error {
	var p pending
	if err := json.Unmarshal(i.Secret, &p); err != nil || p.State == "" || p.Redirect == "" || p.App.ClientID == "" {
		return errors.New("this invitation is not one of this network. Begin again")
	}
	code, err := brought(answer, p)
	if err != nil {
		return err
	}
	c, err := a.exchange(ctx, p, code)
	if err != nil {
		return err
	}
	if err := a.fits(ctx, c); err != nil {
		a.revoke(ctx, p.App, c.Token) // Nobody needs it.
		return err
	}
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("keep the credentials: %w", err)
	}
	if err := a.o.Secrets.Put(ctx, secretName, b); err != nil {
		return fmt.Errorf("keep the credentials: %w", err)
	}
	return nil
}

// fits makes sure that new credentials are those of the right account and
// sufficient, before they replace any.
func (a *Account) fits(ctx context.Context, c Credentials) error {
	w, err := a.whoami(ctx, c.Token)
	if err != nil {
		return err
	}
	if err := a.standing(w); err != nil {
		return err
	}
	return a.permitted(ctx, c)
}

// brought finds the code in what the person brought back.
func brought(answer string, p pending) (string, error) {
	answer = strings.TrimSpace(answer)
	if !strings.Contains(answer, "://") {
		if answer == "" || strings.ContainsAny(answer, " \t\r\n") || len(answer) > 1000 {
			return "", errors.New("this is not a code. Paste what the page shows, and nothing else")
		}
		return answer, nil
	}
	u, err := url.Parse(answer)
	if err != nil {
		return "", errors.New("this is not an address. Paste the whole address at which the browser ended")
	}
	q := u.Query()
	switch {
	case q.Get("error") == "access_denied":
		return "", errors.New("access was refused on the network's page. Begin again, and allow it")
	case q.Get("error") != "":
		return "", fmt.Errorf("the network's page answered %.60q. Begin again", q.Get("error"))
	case q.Get("code") == "":
		return "", errors.New("there is no code in this address. Paste the whole address at which the browser ended")
	case q.Get("state") != p.State && (p.Redirect != outOfBand || q.Get("state") != ""):
		return "", errors.New("this address belongs to another attempt to connect. Begin again")
	default:
		return q.Get("code"), nil
	}
}

// exchange turns the code into a token.
func (a *Account) exchange(ctx context.Context, p pending, code string) (Credentials, error) {
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "client_id": {p.App.ClientID},
		"client_secret": {p.App.ClientSecret}, "redirect_uri": {p.Redirect},
	}
	if p.Verifier != "" {
		form.Set("code_verifier", p.Verifier)
	}
	r := a.form("/oauth/token", form)
	r.Refused = func(ans network.Answer) (network.Result, bool) {
		return network.Result{
			Outcome: network.No, Cause: network.Reconnect,
			Note: a.o.Account.Name + " does not take this code" + quote(serverWords(ans)) + ". A code works once and for a short time: begin again.",
		}, true
	}
	var w struct {
		Token string `json:"access_token"`
		Type  string `json:"token_type"`
		Scope string `json:"scope"`
	}
	if err := a.asked(ctx, r, &w); err != nil {
		return Credentials{}, fmt.Errorf("connect: %w", err)
	}
	if w.Token == "" || !strings.EqualFold(w.Type, "Bearer") {
		return Credentials{}, errors.New("connect: the server's answer has no token in it. Begin again")
	}
	return Credentials{Token: w.Token, Scope: w.Scope}, nil
}

// revoke gives a token back. It does not matter whether that works.
func (a *Account) revoke(ctx context.Context, reg app, token string) {
	_ = a.http.Do(ctx, a.form("/oauth/revoke", url.Values{
		"client_id": {reg.ClientID}, "client_secret": {reg.ClientSecret}, "token": {token},
	}))
}

// form is a request of OAuth, which are forms (RFC 6749, section 4.1.3).
func (a *Account) form(path string, v url.Values) network.Request {
	r := a.request(http.MethodPost, "", path, nil)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Body = []byte(v.Encode())
	return r
}
