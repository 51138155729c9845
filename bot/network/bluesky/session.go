package bluesky

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"appealbot/bot/network"
)

// secretName is the name of the credentials among the account's secrets.
const secretName = "credentials"

// credentials are what the account logs in with. The password is an app
// password: its owner can take it back without changing any other.
type credentials struct {
	Handle   string `json:"handle"`
	Password string `json:"password"`
	DID      string `json:"did"` // who connected the account; it never changes
	PDS      string `json:"pds"` // the server that has its records
	Access   string `json:"access"`
	Refresh  string `json:"refresh"`
}

// claims are what an access token says about itself. The server that it is for
// checks it; here it only tells when to renew and what it is good for.
type claims struct {
	Scope  string `json:"scope"`
	Issued int64  `json:"iat"`
	Ends   int64  `json:"exp"`
}

func readClaims(token string) claims {
	var c claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(b, &c) != nil {
		return claims{}
	}
	return c
}

// failure is a login that was refused.
type failure struct {
	password string
	at       time.Time
	result   network.Result
}

// loginPause is how long the same password is not tried again once it was
// refused: the server takes 30 logins in five minutes, and 300 in a day.
const loginPause = 5 * time.Minute

// session returns credentials that work as far as is known: the stored ones, or
// renewed ones when less than a third of their time is left. Its result is Done
// or says why there is no session; nothing was sent in the account's name then.
func (a *Account) session(ctx context.Context) (credentials, network.Result) {
	c, res := a.stored(ctx)
	if res.Outcome != network.Done || a.fresh(c) {
		return c, res
	}
	select { // One renewal at a time: the server forgets the old token.
	case a.turn <- struct{}{}:
	case <-ctx.Done():
		return c, network.Result{Outcome: network.Never, Cause: network.Later, Note: "Bluesky could not be reached in time. Nothing was sent.", Raw: ctx.Err().Error()}
	}
	defer func() { <-a.turn }()
	c, res = a.stored(ctx)
	if res.Outcome != network.Done || a.fresh(c) {
		return c, res
	}
	renewed, res := a.renew(ctx, c)
	if res.Outcome == network.Done {
		return renewed, res
	}
	if res.Cause != network.Reconnect && a.works(c) {
		return c, network.Result{Outcome: network.Done} // It can wait.
	}
	return c, res
}

func (a *Account) stored(ctx context.Context) (credentials, network.Result) {
	if ctx.Err() != nil {
		return credentials{}, network.Result{Outcome: network.Never, Cause: network.Later, Note: "The request was given up before it was sent.", Raw: ctx.Err().Error()}
	}
	b, err := a.o.Secrets.Get(ctx, secretName)
	if err != nil {
		return credentials{}, network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "The account's credentials cannot be read. Tell your administrator.", Raw: err.Error(),
		}
	}
	var c credentials
	if len(b) == 0 || json.Unmarshal(b, &c) != nil || !validDID(c.DID) || !isBase(c.PDS) {
		return c, network.Result{
			Outcome: network.Never, Cause: network.Reconnect,
			Note: "This account is not connected to Bluesky yet. Connect it with an app password.", Raw: "no credentials",
		}
	}
	return c, network.Result{Outcome: network.Done}
}

// fresh reports whether c need not be renewed.
func (a *Account) fresh(c credentials) bool {
	t := readClaims(c.Access)
	return a.works(c) && a.now().Unix() <= t.Ends-(t.Ends-t.Issued)/3
}

// works reports whether c can be used as it is.
func (a *Account) works(c credentials) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	// Half a minute for the way there, and for clocks that differ.
	return c.Access != "" && c.Access != a.stale && readClaims(c.Access).Ends > a.now().Unix()+30
}

// renew exchanges the refresh token for new ones, or logs in again where that
// is over, and stores what came of it before anybody uses it.
func (a *Account) renew(ctx context.Context, c credentials) (credentials, network.Result) {
	ans := a.http.Do(ctx, network.Request{
		Method: http.MethodPost, URL: c.PDS + "/xrpc/com.atproto.server.refreshSession", Refused: refused,
		Endpoint: "com.atproto.server.refreshSession",
		Header:   http.Header{"Authorization": {"Bearer " + c.Refresh}, "Accept": {"application/json"}},
	})
	switch {
	case ans.Outcome == network.Done:
		next, res := a.accept(c, ans)
		if res.Outcome != network.Done {
			return c, res
		}
		return a.keep(ctx, next)
	case over(ans) || ans.Cause == network.Reconnect:
		return a.login(ctx, c)
	default:
		// The old token is still good for a while, even if this was done.
		return c, unsent(ans)
	}
}

// login makes a new session with the app password.
func (a *Account) login(ctx context.Context, c credentials) (credentials, network.Result) {
	a.mu.Lock()
	failed := a.failed
	a.mu.Unlock()
	if failed.password == c.Password && a.now().Sub(failed.at) < loginPause {
		return c, failed.result
	}
	next, res := a.enter(ctx, c)
	if res.Outcome == network.Done {
		return a.keep(ctx, next)
	}
	if res.Cause == network.Reconnect {
		a.mu.Lock()
		a.failed = failure{c.Password, a.now(), res}
		a.mu.Unlock()
	}
	return c, res
}

// enter asks for a session without keeping it.
func (a *Account) enter(ctx context.Context, c credentials) (credentials, network.Result) {
	body, err := json.Marshal(map[string]string{"identifier": c.Handle, "password": c.Password})
	if err != nil {
		return c, network.Result{Outcome: network.No, Note: "The login could not be written down. Tell your administrator."}
	}
	ans := a.http.Do(ctx, network.Request{
		Method: http.MethodPost, URL: a.o.Service + "/xrpc/com.atproto.server.createSession", Body: body, Refused: refused,
		Endpoint: "com.atproto.server.createSession",
		Header:   http.Header{"Content-Type": {"application/json"}, "Accept": {"application/json"}},
	})
	if ans.Outcome != network.Done {
		return c, unsent(ans)
	}
	return a.accept(c, ans)
}

// unsent is the result of a request that needed a session and got none. The
// body of an answer about a session may hold one; the log never gets it.
func unsent(ans network.Answer) network.Result {
	r := network.Result{Outcome: network.Never, Cause: ans.Cause, Retry: ans.Retry, Note: ans.Note, Raw: "no session"}
	if r.Cause == "" {
		r.Cause = network.Later
	}
	if ans.Status != 0 {
		r.Raw = fmt.Sprintf("no session: HTTP %d %s", ans.Status, word(ans))
	}
	return r
}

// accept reads a session that the server granted to whoever c is.
func (a *Account) accept(c credentials, ans network.Answer) (credentials, network.Result) {
	var in wireSession
	bad := func(cause network.Cause, note string) (credentials, network.Result) {
		return c, network.Result{Outcome: network.Never, Cause: cause, Note: note, Raw: fmt.Sprintf("no session: HTTP %d", ans.Status)}
	}
	switch err := ans.JSON(&in); {
	case err != nil || !validDID(in.DID) || in.Access == "" || in.Refresh == "":
		return bad(network.Later, "Bluesky granted a login, but its answer makes no sense.")
	case c.DID != "" && in.DID != c.DID:
		return bad(network.Reconnect, "The login on Bluesky belongs to another account than the one that was connected."+reconnect)
	case in.Active != nil && !*in.Active:
		return bad(network.Reconnect, inactive(in.Status))
	}
	c.DID, c.Access, c.Refresh = in.DID, in.Access, in.Refresh
	if c.PDS == "" {
		c.PDS = a.o.Service
	}
	for _, s := range in.DidDoc.Service {
		if s.ID != "#atproto_pds" && s.ID != in.DID+"#atproto_pds" {
			continue
		}
		at, _ := s.Endpoint.(string)
		at = strings.TrimRight(at, "/")
		if !a.safe(at) {
			return bad(network.Permanent, "Bluesky names a server for this account that is no secure web address. Tell your administrator.")
		}
		c.PDS = at
	}
	return c, network.Result{Outcome: network.Done}
}

// safe reports whether a token may be sent to an address that the network named.
func (a *Account) safe(address string) bool {
	u, err := url.Parse(address)
	return err == nil && isBase(address) && (u.Scheme == "https" || strings.HasPrefix(a.o.Service, "http://"))
}

// keep stores credentials.
func (a *Account) keep(ctx context.Context, c credentials) (credentials, network.Result) {
	b, err := json.Marshal(c) //nolint:gosec // Secrets seals it.
	if err == nil {
		// A caller who has gone must not lose a token that exists only here.
		keep, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer stop()
		err = a.o.Secrets.Put(keep, secretName, b)
	}
	if err != nil {
		return c, network.Result{
			Outcome: network.Never, Cause: network.Later,
			Note: "The account's renewed credentials cannot be stored. Tell your administrator.", Raw: err.Error(),
		}
	}
	return c, network.Result{Outcome: network.Done}
}

func inactive(status string) string {
	switch status {
	case "takendown", "suspended":
		return refusals["AccountTakedown"].note
	default:
		return refusals["AccountDeactivated"].note
	}
}
