package blueskytest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Session is what a login gives.
type Session struct{ DID, Access, Refresh string }

// Login makes a session as createSession does, for tests that begin connected.
func (s *Server) Login(who string) Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.account(who)
	return s.grant(a)
}

func (s *Server) lifetime() time.Duration {
	if s.Lifetime <= 0 {
		return 2 * time.Hour
	}
	return s.Lifetime
}

func (s *Server) grant(a *account) Session {
	out := Session{a.did, s.token(a, a.scope, s.lifetime()), s.token(a, "com.atproto.refresh", 90*24*time.Hour)}
	a.access[out.Access], a.refresh[out.Refresh] = true, true
	return out
}

// token is a JWT as servers make them, each of them different.
func (s *Server) token(a *account, scope string, life time.Duration) string {
	s.tick++
	now := s.now()
	claims, _ := json.Marshal(map[string]any{
		"scope": scope, "sub": a.did, "iat": now.Unix(), "exp": now.Add(life).Unix(), "jti": fmt.Sprint(s.tick),
	})
	e := base64.RawURLEncoding
	t := e.EncodeToString([]byte(`{"typ":"at+jwt","alg":"HS256"}`)) + "." + e.EncodeToString(claims)
	m := hmac.New(sha256.New, []byte("a server's key"))
	m.Write([]byte(t))
	return t + "." + e.EncodeToString(m.Sum(nil))
}

// over reports whether a token's time has passed.
func (s *Server) over(token string) bool {
	var c struct {
		Exp int64 `json:"exp"`
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return false
	}
	b, _ := base64.RawURLEncoding.DecodeString(parts[1])
	return json.Unmarshal(b, &c) == nil && s.now().Unix() >= c.Exp
}

// who finds the account of an access token.
func (s *Server) who(auth string) (*account, error) {
	token, ok := strings.CutPrefix(auth, "Bearer ")
	for _, a := range s.accounts {
		if !ok || !a.access[token] {
			continue
		}
		switch {
		case s.over(token):
			return nil, problem{http.StatusBadRequest, "ExpiredToken", "Token has expired"}
		case a.status == "takendown":
			return nil, problem{http.StatusUnauthorized, "AccountTakedown", "Account has been taken down"}
		}
		return a, nil
	}
	return nil, problem{http.StatusBadRequest, "InvalidToken", "Token could not be verified"}
}

func (s *Server) createSession(r *request) (any, error) {
	var in struct {
		Identifier string `json:"identifier"`
		Password   string `json:"password"`
	}
	if err := r.read(&in); err != nil {
		return nil, err
	}
	a := s.account(in.Identifier)
	if a == nil {
		return nil, problem{http.StatusUnauthorized, "AuthenticationRequired", "Invalid identifier or password"}
	}
	now := s.now()
	a.logins = slices.DeleteFunc(a.logins, func(t time.Time) bool { return now.Sub(t) > 5*time.Minute })
	if len(a.logins) >= 30 {
		return nil, problem{http.StatusTooManyRequests, "RateLimitExceeded", "Rate Limit Exceeded"}
	}
	a.logins = append(a.logins, now)
	switch {
	case a.password == "" || a.password != in.Password:
		return nil, problem{http.StatusUnauthorized, "AuthenticationRequired", "Invalid identifier or password"}
	case a.status == "takendown":
		return nil, problem{http.StatusUnauthorized, "AccountTakedown", "Account has been taken down"}
	}
	return s.session(a, s.grant(a)), nil
}

func (s *Server) refreshSession(r *request) (any, error) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if len(r.body) > 0 {
		return nil, invalid("A request body was provided when none was expected")
	}
	for _, a := range s.accounts {
		if !a.refresh[token] {
			continue
		}
		if s.over(token) {
			return nil, problem{http.StatusBadRequest, "ExpiredToken", "Token has expired"}
		}
		// The old one stays good for a while: its answer may get lost.
		return s.session(a, s.grant(a)), nil
	}
	return nil, problem{http.StatusBadRequest, "ExpiredToken", "Token has been revoked"}
}

func (s *Server) getSession(r *request) (any, error) {
	return s.session(r.me, Session{DID: r.me.did}), nil
}

func (s *Server) session(a *account, t Session) map[string]any {
	out := map[string]any{"did": a.did, "handle": a.handle, "active": a.status == ""}
	if a.status != "" {
		out["status"] = a.status
	}
	if t.Access != "" {
		out["accessJwt"], out["refreshJwt"] = t.Access, t.Refresh
	}
	if s.PDS != "" {
		out["didDoc"] = map[string]any{
			"id": a.did,
			"service": []any{map[string]any{
				"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": s.PDS,
			}},
		}
	}
	return out
}

func (s *Server) resolveHandle(r *request) (any, error) {
	a := s.account(r.query.Get("handle"))
	if a == nil {
		return nil, problem{http.StatusBadRequest, "HandleNotFound", "Unable to resolve handle"}
	}
	return map[string]string{"did": a.did}, nil
}
