package x_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

// granting reports whether a request asks for tokens.
func granting(r *http.Request) bool { return r.URL.Path == "/2/oauth2/token" }

// Access tokens are renewed while a third of their two hours is left, once for
// everybody who asks.
func TestCredentialsAreRenewedEarlyAndOnce(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	first := w.secrets.credentials(t)
	w.clock.pass(79 * time.Minute)
	w.faults.Next(0, networktest.Works, granting)
	must(t, w.Probe(t.Context()))
	if w.faults.Seen() != 0 {
		t.Error("they were renewed with 41 minutes left")
	}
	w.clock.pass(2 * time.Minute)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			if err := w.Probe(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	c := w.secrets.credentials(t)
	if n := w.faults.Seen(); n != 1 || c.Access == first.Access || c.Refresh == first.Refresh || c.ID != first.ID || c.Scope == "" {
		t.Errorf("renewed %d times: %t %t", n, c.Access != first.Access, c.Refresh != first.Refresh)
	}
	for range 30 { // two days
		w.clock.pass(97 * time.Minute)
		must(t, w.Probe(t.Context()))
	}
}

// New credentials are kept before they are used.
func TestCredentialsAreKeptBeforeTheyAreUsed(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	w.clock.pass(3 * time.Hour)
	w.secrets.fail = errors.New("no space left on device")
	w.faults.Next(0, networktest.Works, granting)
	if res := w.Publish(t.Context(), w.attempt("a", "Not yet.")); res.Outcome != network.Never || len(w.Public("MetroPolice")) != 0 {
		t.Errorf("publish = %+v", res)
	}
	w.secrets.fail = nil
	if res := w.Publish(t.Context(), w.attempt("a", "Now.")); res.Outcome != network.Done {
		t.Errorf("publish = %+v", res)
	}
	if n := w.faults.Seen(); n != 1 {
		t.Errorf("renewed %d times: the refresh token is good for one", n)
	}
	// Another process goes on with what was kept.
	other := open(t, w.base, w.clock, w.secrets, nil)
	w.clock.pass(3 * time.Hour)
	must(t, other.Probe(t.Context()))
}

// A renewal whose answer was lost leaves the old credentials in use as long as
// they last, and is an end only when X says so.
func TestRenewalThatGotLost(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	old := w.secrets.credentials(t)
	w.clock.pass(100 * time.Minute)
	w.faults.Next(1, networktest.Cut, granting)
	must(t, w.Probe(t.Context()))
	if w.secrets.credentials(t) != old {
		t.Error("the good credentials were replaced")
	}
	w.clock.pass(2 * time.Minute)
	must(t, w.Probe(t.Context()))
	if w.secrets.credentials(t) == old {
		t.Error("it was not tried again")
	}
	// Now it arrives and the answer is lost.
	old = w.secrets.credentials(t)
	w.clock.pass(100 * time.Minute)
	w.faults.Next(1, networktest.Lost, granting)
	_ = w.Probe(t.Context())
	w.clock.pass(2 * time.Minute)
	var e *network.AnswerError
	if err := w.Probe(t.Context()); !errors.As(err, &e) || e.Cause != network.Reconnect {
		t.Errorf("when the refresh token is used up: %v", err)
	}
	if w.secrets.credentials(t) != old {
		t.Error("the credentials were replaced")
	}
	if res := w.Publish(t.Context(), w.attempt("a", "Who saw it?")); res.Outcome == network.Done || res.Cause != network.Reconnect || res.Raw == "" {
		t.Errorf("publish = %+v", res)
	}
	// Connecting again mends it, also when another process did it.
	i, end := w.invite("MetroPolice")
	must(t, open(t, w.base, w.clock, w.secrets, nil).Connect(t.Context(), i, end))
	w.publish("Who saw it?")
}

// While the access token still lasts, the account works, and the probe says
// already that it has to be connected again.
func TestProbeSaysEarlyThatTheEndIsNear(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	w.Break(&xtest.Broken{Path: "/2/oauth2/token", Status: 400, Kind: "application/json", Body: `{"error":"invalid_grant"}`})
	w.clock.pass(90 * time.Minute)
	var e *network.AnswerError
	if err := w.Probe(t.Context()); !errors.As(err, &e) || e.Cause != network.Reconnect {
		t.Errorf("probe: %v", err)
	}
	w.publish("It still works.")
}

// Whatever the token endpoint answers but tokens, the old credentials stay.
func TestRenewalAnswersThatAreNone(t *testing.T) {
	for name, b := range map[string]xtest.Broken{
		"nothing":     {Status: 200, Body: `{}`},
		"empty":       {Status: 200, Body: `{"access_token":"","refresh_token":"","expires_in":7200}`},
		"rubbish":     {Status: 200, Body: `<html>`},
		"no app":      {Status: 401, Body: `{"error":"unauthorized_client","error_description":"Missing valid authorization header"}`},
		"unavailable": {Status: 503, Body: `{}`},
		"too many":    {Status: 429, Body: `{}`},
		"a page":      {Status: 403, Kind: "text/html", Body: `<h1>Forbidden</h1>`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xtest.Options{}, nil)
			old := w.secrets.credentials(t)
			b.Path = "/2/oauth2/token"
			w.Break(&b)
			w.clock.pass(3 * time.Hour)
			res := w.Publish(t.Context(), w.attempt("a", "Who saw it?"))
			if res.Outcome != network.Never || res.Cause != network.Later || res.Note == "" || res.Raw == "" {
				t.Errorf("publish = %+v", res)
			}
			for _, secret := range []string{old.Access, old.Refresh, xtest.ClientSecret} {
				if strings.Contains(res.Note+res.Raw, secret) {
					t.Errorf("a secret is in %+v", res)
				}
			}
			if w.secrets.credentials(t) != old {
				t.Error("the credentials were replaced")
			}
			w.Break(nil)
			w.clock.pass(2 * time.Minute)
			w.publish("Who saw it?")
		})
	}
}

// A refresh token that an error repeats is not in what people or logs see.
func TestRenewalKeepsSecretsOutOfErrors(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	far := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		rw.WriteHeader(http.StatusBadRequest)
		_, _ = rw.Write(append([]byte(`{"error":"invalid_grant","detail":"`), append(body, '"', '}')...))
	})
	a := open(t, serve(t, far), w.clock, w.secrets, nil)
	w.clock.pass(3 * time.Hour)
	err := a.Probe(t.Context())
	if c := w.secrets.credentials(t); err == nil || strings.Contains(err.Error(), c.Refresh) || strings.Contains(err.Error(), c.Access) {
		t.Errorf("probe: %v", err)
	}
}

// A token that is revoked in mid-thread is renewed, and the thread goes on.
func TestTokenRevokedInMidThread(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("First.")
	w.clock.pass(10 * time.Minute)
	w.Forget(w.secrets.credentials(t).Access)
	second := w.attempt("b", "Second.")
	second.ReplyTo, second.Root = root.Remote, root.Remote
	if res := w.Publish(t.Context(), second); res.Outcome != network.Never || res.Cause != network.Later {
		t.Fatalf("publish = %+v", res)
	}
	if res := w.Publish(t.Context(), second); res.Outcome != network.Done {
		t.Fatalf("publish again = %+v", res)
	}
	// Revoked for good, only a person can go on.
	w.clock.pass(10 * time.Minute)
	w.Revoke(w.secrets.credentials(t).Access)
	third := w.attempt("c", "Third.")
	for range 2 {
		res := w.Publish(t.Context(), third)
		if res.Outcome == network.Done {
			t.Fatalf("publish = %+v", res)
		}
		if res.Cause == network.Reconnect {
			return
		}
	}
	t.Error("nobody is asked to connect the account again")
}

// What another instance has renewed is used.
func TestCredentialsOfAnotherInstance(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	other := open(t, w.base, w.clock, w.secrets, nil)
	must(t, w.Probe(t.Context()))
	must(t, other.Probe(t.Context()))
	w.clock.pass(90 * time.Minute)
	w.faults.Next(0, networktest.Works, granting)
	must(t, w.Probe(t.Context()))
	must(t, other.Probe(t.Context()))
	if n := w.faults.Seen(); n != 1 {
		t.Errorf("renewed %d times", n)
	}
}

// switching are secrets that another instance replaces between two looks.
type switching struct {
	*secrets
	then map[string][]byte
}

func (s *switching) Get(ctx context.Context, name string) ([]byte, error) {
	b, err := s.secrets.Get(ctx, name)
	s.m, s.then = s.then, s.m
	return b, err
}

// A refresh token that another instance was faster to use is no end.
func TestRefreshTokenThatAnotherInstanceUsed(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	used := w.Grant("MetroPolice")
	w.clock.pass(3 * time.Hour)
	w.Revoke(used.Access)
	s := &switching{secrets: holding(t, used, evening), then: holding(t, w.Grant("MetroPolice"), w.clock.Now()).m}
	must(t, open(t, w.base, w.clock, s, nil).Probe(t.Context()))
}

// Credentials that were connected under another name are not used at all.
func TestCredentialsOfAnotherName(t *testing.T) {
	w := newWorld(t, xtest.Options{}, func(o *x.Options) { o.Account.Handle = "@HarbourPolice" })
	res := w.Publish(t.Context(), w.attempt("a", "Who saw it?"))
	if res.Outcome != network.No || res.Cause != network.Reconnect || !strings.Contains(res.Note, "@HarbourPolice") || !strings.Contains(res.Note, "@MetroPolice") {
		t.Errorf("publish = %+v", res)
	}
}

// Damaged credentials say nothing of what is in them.
func TestDamagedCredentials(t *testing.T) {
	w := newWorld(t, xtest.Options{}, func(o *x.Options) {
		s := &secrets{}
		must(t, s.Put(t.Context(), "credentials", []byte(`{"access":"practice-secret-token"`)))
		o.Secrets = s
	})
	var e *network.AnswerError
	if err := w.Probe(t.Context()); !errors.As(err, &e) || e.Cause != network.Reconnect || strings.Contains(err.Error(), "practice-secret") {
		t.Errorf("probe: %v", err)
	}
}

// A refresh token is good for one use: whoever asked for new credentials and
// goes before they come must not lose them.
func TestRenewalOutlivesItsCaller(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	w := newWorldBehind(t, xtest.Options{}, nil, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if granting(r) {
				stop()
			}
			h.ServeHTTP(w, r)
		})
	})
	w.clock.pass(3 * time.Hour)
	if err := w.Probe(ctx); err == nil {
		t.Error("a probe that was given up found everything well")
	}
	if err := w.Probe(t.Context()); err != nil {
		t.Errorf("the account has to be connected again: %v", err)
	}
}
