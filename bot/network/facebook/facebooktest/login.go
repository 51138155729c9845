package facebooktest

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

type token struct {
	page   string // of a Page
	user   string // of a person
	app    bool
	long   bool
	scopes []string
	tasks  []string
	ended  int // subcode of why it does not work any more
	until  time.Time
}

type code struct {
	user, redirect string
	scopes, tasks  []string
	until          time.Time
}

// Every are all permissions that the server knows.
func Every() []string {
	return []string{
		"pages_show_list", "pages_read_engagement", "pages_read_user_content", "pages_manage_posts", "pages_manage_engagement", "pages_manage_metadata",
	}
}

// Grant gives the app a Page's token without asking anybody.
func (s *Server) Grant(page string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.grant(&token{page: page, scopes: Every(), until: s.o.Now().Add(s.o.Lasts)})
}

func (s *Server) grant(t *token) string {
	name := "EAA" + rand.Text() + rand.Text()
	s.tokens[name] = t
	return name
}

// Revoke ends a token for a reason: 463 for expired, 460 for a new password.
func (s *Server) Revoke(name string, why int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[name].ended = why
}

// Deny takes a permission from a token.
func (s *Server) Deny(name, scope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tokens[name]
	t.scopes = slices.DeleteFunc(slices.Clone(t.scopes), func(c string) bool { return c == scope })
}

// Allow is what a person does who manages both Pages and follows an invitation: it
// returns the address to which the browser is sent. without are permissions and
// tasks that the person does not give, or does not have.
func (s *Server) Allow(address string, without ...string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	q := u.Query()
	scopes := strings.Split(q.Get("scope"), ",")
	switch {
	case !strings.HasSuffix(u.Path, "/dialog/oauth"):
		return "", fmt.Errorf("%s is not the page", u.Path)
	case q.Get("response_type") != "code" || q.Get("client_id") != AppID || q.Get("redirect_uri") != Callback || q.Get("state") == "":
		return "", fmt.Errorf("the app is not registered like that: %s", u.RawQuery)
	case slices.ContainsFunc(scopes, func(c string) bool { return !slices.Contains(Every(), c) }):
		return "", fmt.Errorf("there is an unknown permission: %q", scopes)
	}
	given := func(all []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(c string) bool { return slices.Contains(without, c) })
	}
	name := rand.Text()
	s.codes[name] = code{
		user: "officer", redirect: Callback, scopes: given(scopes), tasks: given([]string{"ANALYZE", "CREATE_CONTENT", "MODERATE"}),
		until: s.o.Now().Add(10 * time.Minute),
	}
	return Callback + "?" + url.Values{"code": {name}, "state": {q.Get("state")}}.Encode() + "#_=_", nil
}

// token is the token endpoint.
func (s *Server) token(q *request) {
	if q.form.Get("client_id") != AppID || q.form.Get("client_secret") != AppSecret {
		q.fail(problem{Code: 101, Message: "Error validating application. Invalid secret " + q.form.Get("client_secret")})
		return
	}
	var t *token
	switch {
	case q.form.Get("code") != "":
		c, ok := s.codes[q.form.Get("code")]
		delete(s.codes, q.form.Get("code"))
		if !ok || s.o.Now().After(c.until) || q.form.Get("redirect_uri") != c.redirect {
			q.fail(problem{Code: 100, Subcode: 36007, Message: "This authorization code has expired: " + q.form.Get("code")})
			return
		}
		t = &token{user: c.user, scopes: c.scopes, tasks: c.tasks}
	case q.form.Get("grant_type") == "fb_exchange_token":
		old := s.tokens[q.form.Get("fb_exchange_token")]
		if old == nil || old.user == "" {
			q.fail(problem{Code: 190, Message: "Invalid OAuth access token " + q.form.Get("fb_exchange_token")})
			return
		}
		t = &token{user: old.user, scopes: old.scopes, tasks: old.tasks, long: true}
	default:
		q.fail(problem{Code: 100, Message: "Missing parameter"})
		return
	}
	q.write(http.StatusOK, object{"access_token": s.grant(t), "token_type": "bearer", "expires_in": 5_183_944})
}

// accounts are the Pages that a person manages. Tokens of Pages that come from a
// short-lived one are short-lived, too, and are not given here.
func (s *Server) accounts(q *request) {
	switch {
	case q.as.user == "" || !slices.Contains(q.as.scopes, "pages_show_list"):
		q.fail(problem{Code: 200, Message: "(#200) Requires pages_show_list"})
	case !q.as.long:
		q.fail(problem{Code: 190, Message: "The token does not last"})
	default:
		var data []object
		for _, p := range []string{Stranger, Page} {
			t := s.grant(&token{page: p, scopes: q.as.scopes, until: s.o.Now().Add(s.o.Lasts)})
			data = append(data, object{"id": p, "name": name(p), "access_token": t, "tasks": q.as.tasks})
		}
		// One Page at a time, to see that all are read.
		at := 0
		if q.form.Get("after") == "one" {
			at = 1
		}
		out := object{"data": data[at : at+1]}
		if at == 0 {
			out["paging"] = object{"cursors": object{"after": "one"}, "next": "https://graph.facebook.com/v24.0/me/accounts?access_token=EAAsecret&after=one"}
		}
		q.write(http.StatusOK, out)
	}
}

// debug tells about a token.
func (s *Server) debug(q *request) {
	t := s.tokens[q.form.Get("input_token")]
	if !q.as.app || q.form.Get("method") != "get" || t == nil {
		q.fail(problem{Code: 100, Message: "Invalid input token"})
		return
	}
	q.write(http.StatusOK, object{"data": object{
		"app_id": AppID, "type": "PAGE", "is_valid": t.ended == 0, "expires_at": 0, "data_access_expires_at": t.until.Unix(), "scopes": t.scopes,
	}})
}

func name(page string) string {
	if page == Page {
		return "Metro Police"
	}
	return "Somebody's Bakery"
}
