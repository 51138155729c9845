package xtest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// How long what the server gives out lives.
const (
	accessLife = 2 * time.Hour
	codeLife   = 30 * time.Second
)

type code struct {
	user, challenge, redirect string
	scopes                    []string
	until                     time.Time
}

type token struct {
	user, access, refresh string
	scopes                []string
	until                 time.Time
	revoked               bool
}

// Every are all scopes that the server knows.
func Every() []string {
	return []string{"tweet.read", "tweet.write", "users.read", "offline.access", "media.write", "tweet.moderate.write", "mute.write", "mute.read"}
}

// Allow is what a person does who is logged in as a user and follows an
// invitation: it returns the address to which the browser is sent. without are
// permissions that the person does not give.
func (s *Server) Allow(handle, address string, without ...string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	q := u.Query()
	scopes := strings.Fields(q.Get("scope"))
	switch {
	case u.Path != "/i/oauth2/authorize":
		return "", fmt.Errorf("%s is not the page", u.Path)
	case q.Get("response_type") != "code" || q.Get("client_id") != ClientID || q.Get("redirect_uri") != s.o.Callback:
		return "", fmt.Errorf("the app is not registered like that: %s", u.RawQuery)
	case q.Get("state") == "" || len(q.Get("state")) > 500 || q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43:
		return "", fmt.Errorf("state or challenge is missing: %s", u.RawQuery)
	case len(scopes) == 0 || slices.ContainsFunc(scopes, func(c string) bool { return !slices.Contains(Every(), c) }):
		return "", fmt.Errorf("there is an unknown scope: %q", scopes)
	}
	scopes = slices.DeleteFunc(scopes, func(c string) bool { return slices.Contains(without, c) })
	name := rand.Text()
	s.codes[name] = &code{
		user: s.user(handle).id, challenge: q.Get("code_challenge"), redirect: q.Get("redirect_uri"), scopes: scopes, until: s.o.Now().Add(codeLife),
	}
	return s.o.Callback + "?" + url.Values{"state": {q.Get("state")}, "code": {name}}.Encode(), nil
}

// A Grant is a user's credentials.
type Grant struct {
	ID, Access, Refresh, Scope string
	Until                      time.Time
}

// Grant gives an app a user's credentials without asking anybody.
func (s *Server) Grant(handle string) Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.grant(s.user(handle).id, Every())
	return Grant{ID: t.user, Access: t.access, Refresh: t.refresh, Scope: strings.Join(t.scopes, " "), Until: t.until}
}

// Revoke ends credentials, access and refresh token alike.
func (s *Server) Revoke(access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.tokens[access]; t != nil {
		t.revoked = true
		delete(s.refresh, t.refresh)
	}
}

// Forget makes the server forget an access token only.
func (s *Server) Forget(access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tokens, access)
}

func (s *Server) grant(user string, scopes []string) *token {
	t := &token{user: user, access: rand.Text() + rand.Text(), scopes: scopes, until: s.o.Now().Add(accessLife)}
	if slices.Contains(scopes, "offline.access") {
		t.refresh = rand.Text() + rand.Text()
		s.refresh[t.refresh] = t
	}
	s.tokens[t.access] = t
	return t
}

// token is the token endpoint.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	no := func(status int, code, why string) {
		write(w, status, "application/json", object{"error": code, "error_description": why})
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 64<<10))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	form, err := url.ParseQuery(string(body))
	id, secret, basic := r.BasicAuth()
	switch {
	case err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded":
		no(http.StatusBadRequest, "invalid_request", "This is not a form.")
	case form.Get("client_id") != ClientID:
		no(http.StatusBadRequest, "invalid_request", "Value passed for the client id was invalid.")
	case !s.o.Public && (!basic || id != ClientID || secret != ClientSecret):
		no(http.StatusUnauthorized, "unauthorized_client", "Missing valid authorization header")
	case form.Get("grant_type") == "authorization_code":
		c := s.codes[form.Get("code")]
		sum := sha256.Sum256([]byte(form.Get("code_verifier")))
		if c == nil || s.o.Now().After(c.until) || form.Get("redirect_uri") != c.redirect ||
			base64.RawURLEncoding.EncodeToString(sum[:]) != c.challenge {
			no(http.StatusBadRequest, "invalid_request", "Value passed for the authorization code was invalid.")
			return
		}
		delete(s.codes, form.Get("code"))
		answerToken(w, s.grant(c.user, c.scopes))
	case form.Get("grant_type") == "refresh_token":
		t := s.refresh[form.Get("refresh_token")]
		if t == nil {
			no(http.StatusBadRequest, "invalid_request", "Value passed for the token was invalid.")
			return
		}
		delete(s.refresh, t.refresh) // good for one use
		t.revoked = true
		answerToken(w, s.grant(t.user, t.scopes))
	default:
		no(http.StatusBadRequest, "invalid_request", "Value passed for the grant type was invalid.")
	}
}

func answerToken(w http.ResponseWriter, t *token) {
	out := object{"token_type": "bearer", "expires_in": int(accessLife / time.Second), "access_token": t.access, "scope": strings.Join(t.scopes, " ")}
	if t.refresh != "" {
		out["refresh_token"] = t.refresh
	}
	write(w, http.StatusOK, "application/json", out)
}
