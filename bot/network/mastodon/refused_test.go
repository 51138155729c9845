package mastodon_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

// TestRefused goes through what servers say when they refuse to publish.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		status  int
		body    string
		outcome network.Outcome
		cause   network.Cause
		says    string // in the sentence
	}{
		"revoked":              {401, `{"error":"The access token was revoked"}`, network.Never, network.Reconnect, "Connect the account again"},
		"invalid, hollo":       {401, `{"error":"invalid_token"}`, network.Never, network.Reconnect, "Connect the account again"},
		"scope":                {403, `{"error":"This action is outside the authorized scopes"}`, network.Never, network.Reconnect, "with all permissions"},
		"scope, gotosocial":    {403, `{"error":"Forbidden: token has insufficient scope permission"}`, network.Never, network.Reconnect, "with all permissions"},
		"scope, hollo":         {403, `{"error":"insufficient_scope"}`, network.Never, network.Reconnect, "with all permissions"},
		"disabled":             {403, `{"error":"Your login is currently disabled"}`, network.No, network.Permanent, "Your login is currently disabled"},
		"forbidden":            {403, `{"error":"This action is not allowed"}`, network.No, network.Permanent, "This action is not allowed"},
		"too long":             {422, `{"error":"Validation failed: Text character limit of 500 exceeded"}`, network.No, network.Change, "Text character limit of 500 exceeded"},
		"too long, gotosocial": {400, `{"error":"Bad Request: status too long, 5001 characters provided (including content warning) but limit is 5000"}`, network.No, network.Change, "status too long"},
		"in French":            {422, `{"error":"La validation a échoué : Texte limite de 500 caractères dépassée"}`, network.No, network.Change, "limite de 500"},
		"still processing":     {422, `{"error":"Cannot attach files that have not finished processing. Try again in a moment!"}`, network.Never, network.Later, "still working"},
		"lost media":           {422, `{"error":"Media 1 not found or already attached to another post"}`, network.Never, network.Later, "sent again"},
		"user agent":           {418, `{"error":"I'm a teapot: no user-agent sent with request"}`, network.No, network.Permanent, "user agent"},
		"too big":              {413, `<html>413</html>`, network.No, network.Change, "too big"},
		"a page of a proxy":    {403, `<html><title>Access denied</title></html>`, network.No, network.Permanent, "does not allow that"},
		"hollo's own form":     {400, `{"success":false,"error":{"issues":[],"name":"ZodError"}}`, network.No, network.Change, "Change it"},
		"a forged sentence":    {422, "{\"error\":\"no\\u202e\\n@channel " + strings.Repeat("x", 1000) + "\"}", network.No, network.Change, "no"},
	} {
		t.Run(name, func(t *testing.T) {
			s := mastodontest.NewServer(mastodontest.Options{Now: clock})
			h := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					rw.WriteHeader(c.status)
					_, _ = io.WriteString(rw, c.body)
					return
				}
				s.Handler().ServeHTTP(rw, r)
			}))
			t.Cleanup(h.Close)
			w := &world{T: t, Server: s}
			w.Account = open(t, h.URL, func(o *mastodon.Options) { o.Secrets = holding(t, s.Token("metro", mastodontest.All)) })
			res := w.Publish(t.Context(), w.attempt("k", "Witnesses wanted."))
			if res.Outcome != c.outcome || res.Cause != c.cause || !strings.Contains(res.Note, c.says) {
				t.Errorf("%+v, want %v, %q and %q", res, c.outcome, c.cause, c.says)
			}
			if len(res.Note) > 400 || strings.ContainsAny(res.Note, "\n\u202e") || res.Raw == "" {
				t.Errorf("the sentence is %q, the log has %q", res.Note, res.Raw)
			}
		})
	}
}

// Mastodon says in RFC 3339 when its limit ends, and has no Retry-After.
func TestTooManyRequests(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	w.publish("before", "Before.")
	w.Allow(0)
	if res := w.Publish(t.Context(), w.attempt("k", "Witnesses wanted.")); res.Outcome != network.Never || res.Retry != 5*time.Minute {
		t.Errorf("%+v, want never, and not before five minutes", res)
	}
	n := len(w.Requests())
	if res := w.Publish(t.Context(), w.attempt("k", "Witnesses wanted.")); res.Outcome != network.Never || len(w.Requests()) != n {
		t.Errorf("%+v after %d more requests, want never without one", res, len(w.Requests())-n)
	}
}

// A token that dies between two parts of a thread leaves nothing in doubt, and
// the rest goes out when the account is connected again.
func TestRevokedInMidThread(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("one", "First of two.")
	b, err := w.secrets.Get(t.Context(), "credentials")
	must(t, err)
	w.Revoke(strings.Split(string(b), `"`)[3])
	a := w.attempt("two", "Second of two.")
	a.ReplyTo, a.Root = root.Remote, root.Remote
	if res := w.Publish(t.Context(), a); res.Outcome != network.Never || res.Cause != network.Reconnect {
		t.Errorf("%+v, want never until it is connected again", res)
	}
	w.secrets.m = holding(t, w.Token("metro", mastodontest.All)).m
	if res := w.Publish(t.Context(), a); res.Outcome != network.Done || len(w.Public()) != 2 {
		t.Errorf("%+v; public: %q", res, w.Public())
	}
}
