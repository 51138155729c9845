package bluesky_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/networktest"
)

// A session is renewed before it is over, once, however many need it, and what
// was renewed is stored before it is used.
func TestRenewEarly(t *testing.T) {
	w := newWorld(t, nil)
	before := w.vault.get(t)
	w.later(time.Hour)
	must(t, w.Probe(t.Context()))
	if w.calls("com.atproto.server.refreshSession") != 0 {
		t.Error("renewed with half of its time left")
	}
	w.later(25 * time.Minute)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := w.Probe(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := w.calls("com.atproto.server.refreshSession"); n != 1 {
		t.Errorf("renewed %d times, want once", n)
	}
	if after := w.vault.get(t); after.Access == before.Access || after.Refresh == before.Refresh || after.Password != before.Password {
		t.Errorf("stored %+v", after)
	}
}

// A renewal that cannot be stored is not used: after a restart nobody would know
// it.
func TestRenewalNotStored(t *testing.T) {
	w := newWorld(t, nil)
	w.later(3 * time.Hour)
	before := w.vault.get(t)
	w.vault.refuse(errors.New("disk full"))
	res := w.Publish(t.Context(), attempt("k", "Text."))
	if res.Outcome != network.Never || w.calls("com.atproto.repo.putRecord") != 0 {
		t.Errorf("Publish = %+v, want never", res)
	}
	w.vault.refuse(nil)
	if w.vault.get(t) != before {
		t.Error("the stored credentials have changed")
	}
	w.publish(t, attempt("k", "Text."))
}

// A renewal whose answer is lost leaves the old tokens, which still work.
func TestRenewalLost(t *testing.T) {
	for _, fault := range []networktest.Fault{networktest.Lost, networktest.Half, networktest.Empty, networktest.Rubbish, networktest.Down, networktest.Busy} {
		t.Run(fault.String(), func(t *testing.T) {
			w, f := newFaulty(t)
			w.later(85 * time.Minute)
			f.Next(1, fault, calls("com.atproto.server.refreshSession"))
			w.publish(t, attempt("k", "Text.")) // There is half an hour left.
			w.later(3 * time.Hour)
			f.Next(1, fault, calls("com.atproto.server.refreshSession"))
			res := w.Publish(t.Context(), attempt("l", "More text."))
			if res.Outcome != network.Never || res.Cause == network.Reconnect {
				t.Errorf("Publish with a token that is over = %+v, want never, later", res)
			}
			for _, secret := range []string{w.vault.get(t).Refresh, password, "accessJwt"} {
				if strings.Contains(res.Note+res.Raw, secret) {
					t.Errorf("a secret is in %+v", res)
				}
			}
			w.later(10 * time.Second) // as long as a busy server asks for
			w.publish(t, attempt("l", "More text."))
		})
	}
}

// newFaulty is newWorld with faults on the way.
func newFaulty(t *testing.T) (*world, *networktest.Faults) {
	t.Helper()
	var f *networktest.Faults
	w := newWorld(t, nil)
	f = networktest.NewFaults(w.Handler())
	s := httptest.NewServer(f)
	t.Cleanup(s.Close)
	k := w.vault.get(t)
	k.PDS = s.URL
	w.vault.put(k)
	return w, f
}

// A token that ended before its time is renewed: a read is made again at once, a
// create by whoever asked for it.
func TestTokenEndsEarly(t *testing.T) {
	w := newWorld(t, nil)
	w.Expire(metro, false)
	must(t, w.Probe(t.Context()))
	w.Expire(metro, false)
	res := w.Publish(t.Context(), attempt("k", "Text."))
	if res.Outcome != network.Never || res.Cause != network.Later {
		t.Errorf("Publish = %+v, want never", res)
	}
	w.publish(t, attempt("k", "Text."))
	if n := w.calls("com.atproto.server.createSession"); n != 0 {
		t.Errorf("logged in %d times, want none: the refresh token works", n)
	}
}

// Where the refresh token is over, too, the app password makes a new session.
// One that was taken back is not tried again and again.
func TestLoginAgain(t *testing.T) {
	w := newWorld(t, nil)
	w.later(100 * 24 * time.Hour)
	w.publish(t, attempt("k", "Text."))
	if n := w.calls("com.atproto.server.createSession"); n != 1 {
		t.Errorf("logged in %d times, want once", n)
	}
	w.TakeBack(metro)
	for range 50 {
		res := w.Publish(t.Context(), attempt("l", "More text."))
		if res.Outcome != network.Never {
			t.Fatalf("Publish = %+v, want never", res)
		}
	}
	res := w.Publish(t.Context(), attempt("l", "More text."))
	if res.Cause != network.Reconnect || !strings.Contains(res.Note, "new app password") {
		t.Errorf("Publish = %+v, want to be connected again", res)
	}
	if n := w.calls("com.atproto.server.createSession"); n > 2 {
		t.Errorf("logged in %d times: the server takes 30 in five minutes", n)
	}
}

// What is no session of the account is never kept.
func TestForeignSession(t *testing.T) {
	for name, answer := range map[string]string{
		"another account": `{"did":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","handle":"metro.test","accessJwt":"a.b.c","refreshJwt":"d.e.f"}`,
		"no tokens":       `{"did":"DID","handle":"metro.test","accessJwt":"","refreshJwt":""}`,
		"suspended":       `{"did":"DID","handle":"metro.test","accessJwt":"a.b.c","refreshJwt":"d.e.f","active":false,"status":"takendown"}`,
		"a server that is no address": `{"did":"DID","handle":"metro.test","accessJwt":"a.b.c","refreshJwt":"d.e.f",
			"didDoc":{"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"http://169.254.169.254/latest?"}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
				_, _ = rw.Write([]byte(strings.ReplaceAll(answer, "DID", w.me)))
			}))
			t.Cleanup(s.Close)
			k := w.vault.get(t)
			k.PDS, k.Access = s.URL, ""
			w.vault.put(k)
			res := w.Publish(t.Context(), attempt("k", "Text."))
			if res.Outcome != network.Never || res.Note == "" || w.vault.get(t) != k {
				t.Errorf("Publish = %+v; kept %+v", res, w.vault.get(t))
			}
		})
	}
}

// The server that has an account's records may move, but never to where the
// connection is not private.
func TestServerMoves(t *testing.T) {
	w := newWorld(t, nil)
	w.PDS = w.base
	k := w.vault.get(t)
	k.PDS, k.Access = w.base, ""
	w.vault.put(k)
	must(t, w.Probe(t.Context()))
	w.PDS = "http://pds.example"
	strict, err := bluesky.New(bluesky.Options{
		Account: identity(metro), Service: "https://bsky.example", Secrets: w.vault, Now: w.now,
		HTTP: network.ClientOptions{Proxy: direct, Home: []string{w.base}}, // the administrator allows it
	})
	must(t, err)
	t.Cleanup(strict.Close)
	w.later(3 * time.Hour)
	if err := strict.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "no secure web address") {
		t.Errorf("Probe = %v", err)
	}
	if w.vault.get(t).PDS != w.base {
		t.Error("the new address was kept")
	}
}

func TestConnect(t *testing.T) {
	w := newWorld(t, nil)
	w.vault.all = nil
	if err := w.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "not connected") {
		t.Errorf("Probe before = %v", err)
	}
	i, err := w.Invite(t.Context(), "")
	must(t, err)
	if i.URL != "https://bsky.app/settings/app-passwords" || !strings.Contains(i.Asks, "@metro.test") {
		t.Errorf("invited with %+v", i)
	}
	for name, try := range map[string]struct{ answer, says string }{
		"the main password": {"correct horse battery staple", "main password"},
		"nothing":           {"", "no app password"},
		"another one":       {"aaaa-bbbb-cccc-dddd", "does not accept"},
	} {
		n := w.calls("com.atproto.server.createSession")
		err := w.Connect(t.Context(), i, try.answer)
		if err == nil || !strings.Contains(err.Error(), try.says) || len(w.vault.all) > 0 {
			t.Errorf("%s: %v", name, err)
		}
		if name != "another one" && w.calls("com.atproto.server.createSession") != n {
			t.Errorf("%s was sent", name)
		}
	}
	must(t, w.Connect(t.Context(), i, "  "+strings.ToUpper(password)+"\n"))
	must(t, w.Probe(t.Context()))
	w.publish(t, attempt("k", "Text."))
}

// A main password that looks like an app password is told from one.
func TestConnectMainPassword(t *testing.T) {
	w := newWorld(t, func(o *bluesky.Options) { o.Account = identity("harbour.test") })
	w.AddAccount("harbour.test", "main-main-main-main", "com.atproto.access")
	before := w.vault.get(t)
	if err := w.Connect(t.Context(), network.Invitation{}, "main-main-main-main"); err == nil || !strings.Contains(err.Error(), "main password") {
		t.Errorf("Connect = %v", err)
	}
	if w.vault.get(t) != before {
		t.Error("it was kept")
	}
}

func TestProbe(t *testing.T) {
	for name, try := range map[string]struct {
		spoil func(*world)
		says  string
	}{
		"suspended":   {func(w *world) { w.SetStatus(metro, "takendown") }, "suspended"},
		"deactivated": {func(w *world) { w.SetStatus(metro, "deactivated") }, "deactivated"},
		"taken back":  {func(w *world) { w.TakeBack(metro) }, "Connect the account again"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, nil)
			try.spoil(w)
			err := w.Probe(t.Context())
			if err == nil || !strings.Contains(err.Error(), try.says) {
				t.Errorf("Probe = %v", err)
			}
		})
	}
}
