package youtubetest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

type token struct {
	as      *channel
	access  string
	refresh string
	scope   string
	until   time.Time
	revoked bool
}

type code struct {
	as        *channel
	challenge string
	redirect  string
	scope     string
}

// A Grant is what an account has of Google.
type Grant struct {
	Access, Refresh, Scope, Channel, Handle, Uploads string
	Until                                            time.Time
}

// Grant gives credentials for a channel.
func (s *Server) Grant(handle string) Grant {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.give(s.channel(handle), scopeUpload+" "+scopeAll)
	return Grant{
		Access: t.access, Refresh: t.refresh, Scope: t.scope, Until: t.until,
		Channel: t.as.id, Handle: strings.ToLower(t.as.handle), Uploads: t.as.uploads(),
	}
}

func (s *Server) give(as *channel, scope string) *token {
	t := &token{
		as: as, scope: scope, access: "ya29." + s.id(40), refresh: "1//" + s.id(40), until: s.o.Now().Add(time.Hour),
	}
	s.tokens[t.access], s.refresh[t.refresh] = t, t
	return t
}

// Revoke takes a permission back: neither its access nor its refresh token works
// any more.
func (s *Server) Revoke(access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tokens[access]
	t.revoked = true
	delete(s.refresh, t.refresh)
}

// Expire ends an access token before its time.
func (s *Server) Expire(access string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[access].until = time.Time{}
}

// Browse is what a person does on Google's page: it allows everything for a
// channel. It returns the address at which the browser ends.
func (s *Server) Browse(address, handle string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	q := u.Query()
	for k, want := range map[string]string{
		"response_type": "code", "client_id": ClientID, "redirect_uri": s.o.Callback, "code_challenge_method": "S256",
		"access_type": "offline", "prompt": "consent",
	} {
		if q.Get(k) != want {
			return "", fmt.Errorf("%s is %q, not %q", k, q.Get(k), want)
		}
	}
	if q.Get("state") == "" || len(q.Get("code_challenge")) != 43 {
		return "", fmt.Errorf("no state or challenge in %v", q)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := "4/" + s.id(30)
	s.codes[c] = &code{as: s.channel(handle), challenge: q.Get("code_challenge"), redirect: q.Get("redirect_uri"), scope: q.Get("scope")}
	return q.Get("redirect_uri") + "?" + url.Values{"state": {q.Get("state")}, "code": {c}, "scope": {q.Get("scope")}}.Encode(), nil
}

// grantToken is the token endpoint.
func (s *Server) grantToken(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bad := func(status int, reason string) {
		write(w, status, map[string]string{"error": reason, "error_description": "Bad Request"})
	}
	if r.ParseForm() != nil || r.PostForm.Get("client_id") != ClientID || r.PostForm.Get("client_secret") != ClientSecret {
		bad(http.StatusUnauthorized, "invalid_client")
		return
	}
	f := r.PostForm
	var t *token
	answer := map[string]any{"token_type": "Bearer", "expires_in": 3599}
	switch f.Get("grant_type") {
	case "authorization_code":
		c, ok := s.codes[f.Get("code")]
		delete(s.codes, f.Get("code"))
		sum := sha256.Sum256([]byte(f.Get("code_verifier")))
		if !ok || c.redirect != f.Get("redirect_uri") || base64.RawURLEncoding.EncodeToString(sum[:]) != c.challenge {
			bad(http.StatusBadRequest, "invalid_grant")
			return
		}
		t = s.give(c.as, c.scope)
		answer["refresh_token"] = t.refresh
	case "refresh_token":
		old, ok := s.refresh[f.Get("refresh_token")]
		if !ok {
			bad(http.StatusBadRequest, "invalid_grant")
			return
		}
		t = &token{as: old.as, scope: old.scope, access: "ya29." + s.id(40), refresh: old.refresh, until: s.o.Now().Add(time.Hour)}
		s.tokens[t.access] = t
	default:
		bad(http.StatusBadRequest, "unsupported_grant_type")
		return
	}
	answer["access_token"], answer["scope"] = t.access, t.scope
	write(w, http.StatusOK, answer)
}
