package facebook

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"appealbot/bot/network"
)

// scopes are the permissions that are asked for: to see which Pages there are, to
// read what is on them and what people wrote below it, to publish, to hide
// comments and answer them, and to be told about new ones.
func scopes() []string {
	return []string{
		"pages_show_list", "pages_read_engagement", "pages_read_user_content", "pages_manage_posts", "pages_manage_engagement", "pages_manage_metadata",
	}
}

// tasks are what the person must be allowed to do on the Page.
func tasks() []string { return []string{"CREATE_CONTENT", "MODERATE"} }

// local is where Facebook sends the browser unless somebody listens with TLS: it
// sends nobody to an address in the open. The person copies the address, and nothing
// has to be there. It must be registered with the department's app.
const local = "https://localhost/"

// lasting is how long Facebook gives out data for one login of a person
// (developers.facebook.com/docs/facebook-login/guides/access-tokens, read 2026-11).
const lasting = 90 * 24 * time.Hour

// pending is what Connect needs to know of Invite.
type pending struct {
	State    string `json:"state"`
	Redirect string `json:"redirect"`
}

// Invite implements network.Connector: Facebook Login for the department's app.
func (a *Account) Invite(_ context.Context, redirect string) (network.Invitation, error) {
	p := pending{State: rand.Text(), Redirect: redirect}
	if !strings.HasPrefix(redirect, "https://") {
		p.Redirect = local
	}
	secret, err := json.Marshal(p)
	if err != nil {
		return network.Invitation{}, fmt.Errorf("keep the invitation: %w", err)
	}
	q := url.Values{
		"response_type": {"code"}, "client_id": {a.o.AppID}, "redirect_uri": {p.Redirect}, "state": {p.State}, "scope": {strings.Join(scopes(), ",")},
	}
	return network.Invitation{
		URL:      a.o.Authorize + "?" + q.Encode(),
		Asks:     "Log in to facebook.com as somebody who manages the Page, and allow everything. Then paste the address at which the browser ended",
		Redirect: redirect, Secret: secret,
	}, nil
}

// Connect implements network.Connector: from the code to the person's token, to one
// that lasts, to the Page's.
func (a *Account) Connect(ctx context.Context, i network.Invitation, answer string) error {
	var p pending
	if err := json.Unmarshal(i.Secret, &p); err != nil || p.State == "" {
		return errors.New("this invitation is not one of this network. Begin again")
	}
	code, err := p.code(answer)
	if err != nil {
		return err
	}
	user, err := a.grant(ctx, url.Values{"redirect_uri": {p.Redirect}, "code": {code}})
	if err != nil {
		return err
	}
	user, err = a.grant(ctx, url.Values{"grant_type": {"fb_exchange_token"}, "fb_exchange_token": {user}})
	if err != nil {
		return err
	}
	token, err := a.page(ctx, user)
	if err != nil {
		return err
	}
	if err := a.whose(ctx, token); err != nil {
		return err
	}
	now := a.o.Now().UTC()
	until, given := a.inspect(ctx, token, now)
	for _, s := range scopes() {
		if given != nil && !slices.Contains(given, s) {
			return fmt.Errorf("the permission %s was not given. Begin again, and allow everything that is asked for", s)
		}
	}
	if a.o.Hooked {
		ans := a.do(ctx, token, call{method: http.MethodPost, path: "/" + a.o.Page + "/subscribed_apps", form: url.Values{"subscribed_fields": {"feed"}}, again: true})
		if res := succeeded(ans); res.Outcome != network.Done {
			return fmt.Errorf("ask Facebook to tell about comments: %s", res.Note)
		}
	}
	return a.keep(ctx, Credentials{Token: token, Page: a.o.Page, Since: now, Until: until})
}

// code finds the code in what the person brought back.
func (p pending) code(answer string) (string, error) {
	answer = strings.TrimSpace(answer)
	u, err := url.Parse(answer)
	if err != nil || len(answer) > 8000 || u.RawQuery == "" {
		return "", errors.New("there is no code in this. Paste the whole address at which the browser ended")
	}
	q := u.Query()
	switch {
	case q.Get("state") != p.State:
		return "", errors.New("this address belongs to another attempt. Begin again")
	case q.Get("error") != "":
		return "", errors.New("the permission was not given. Begin again, and allow everything that is asked for")
	case q.Get("code") == "":
		return "", errors.New("there is no code in this. Paste the whole address at which the browser ended")
	}
	return q.Get("code"), nil
}

// grant asks for a person's token. What it sends stands in a form and not in an
// address.
func (a *Account) grant(ctx context.Context, form url.Values) (string, error) {
	form.Set("client_id", a.o.AppID)
	form.Set("client_secret", a.o.AppSecret)
	ans := a.do(ctx, "", call{method: http.MethodPost, path: "/oauth/access_token", form: form, mute: true, bare: true})
	if problemOf(ans).Code == codeInvalid {
		return "", errors.New("the network does not accept this code: it is good for one use and a few minutes. Begin again")
	}
	if err := ans.Err(); err != nil {
		return "", fmt.Errorf("ask Facebook for credentials: %w", err)
	}
	var out struct {
		Token string `json:"access_token"`
	}
	if ans.JSON(&out) != nil || out.Token == "" { // the error could hold a piece of it
		return "", errors.New("ask Facebook for credentials: its answer makes no sense. Begin again")
	}
	return out.Token, nil
}

// maxManaged is how many pages of the list of a person's Pages are read.
const maxManaged = 20

// page returns the token of the configured Page.
func (a *Account) page(ctx context.Context, user string) (string, error) {
	q := url.Values{"fields": {"id,name,access_token,tasks"}, "limit": {"100"}}
	for range maxManaged {
		var out struct {
			Data []struct {
				ID, Name string
				Token    string `json:"access_token"`
				Tasks    []string
			}
			Paging paging
		}
		ans := a.do(ctx, user, call{method: http.MethodGet, path: "/me/accounts", form: q, mute: true})
		if err := ans.Err(); err != nil {
			return "", fmt.Errorf("ask Facebook which Pages there are: %w", err)
		}
		if ans.JSON(&out) != nil {
			return "", errors.New("ask Facebook which Pages there are: its answer makes no sense. Begin again")
		}
		for _, p := range out.Data {
			if p.ID != a.o.Page || p.Token == "" {
				continue
			}
			for _, t := range tasks() {
				if !slices.Contains(p.Tasks, t) {
					return "", fmt.Errorf("whoever connected may not do enough on the Page: the task %s is missing. Let somebody with full control of the Page connect it", t)
				}
			}
			return p.Token, nil
		}
		if !out.Paging.more() {
			break
		}
		q.Set("after", out.Paging.Cursors.After)
	}
	return "", fmt.Errorf("the Page %s is not among those that were allowed. Begin again, and choose it where Facebook asks for Pages", a.o.Page)
}

// inspect asks how long the credentials last, and for what they are good. Where that
// cannot be had, they last as long as Facebook lets everybody's, and nobody knows what
// for.
func (a *Account) inspect(ctx context.Context, token string, now time.Time) (until time.Time, given []string) {
	ans := a.do(ctx, a.o.AppID+"|"+a.o.AppSecret, call{
		method: http.MethodPost, path: "/debug_token", form: url.Values{"method": {"get"}, "input_token": {token}}, again: true, mute: true,
	})
	var out struct {
		Data struct {
			Expires int64 `json:"expires_at"`
			Access  int64 `json:"data_access_expires_at"`
			Scopes  []string
		}
	}
	if ans.Outcome != network.Done || ans.JSON(&out) != nil {
		return now.Add(lasting), nil
	}
	for _, n := range []int64{out.Data.Expires, out.Data.Access} {
		if t := time.Unix(n, 0).UTC(); n > 0 && (until.IsZero() || t.Before(until)) {
			until = t
		}
	}
	return until, out.Data.Scopes
}
