package mastodon_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

// unconnected returns an account that nobody has connected yet.
func unconnected(t *testing.T, kind mastodontest.Kind, wrap bool) *world {
	s := mastodontest.NewServer(mastodontest.Options{Kind: kind, Now: clock})
	far := s.Handler()
	if wrap {
		far = contract(t)(far)
	}
	h := httptest.NewServer(far)
	t.Cleanup(h.Close)
	w := &world{T: t, Server: s, base: h.URL, secrets: holding(t, "")}
	w.Account = open(t, h.URL, func(o *mastodon.Options) { o.Secrets = w.secrets })
	return w
}

const redirect = "https://bot.police.example/connect"

func TestConnect(t *testing.T) {
	for name, c := range map[string]struct {
		kind     mastodontest.Kind
		redirect string
		contract bool
	}{
		"by address":          {mastodontest.Mastodon, redirect, false},
		"by hand":             {mastodontest.Mastodon, "", false},
		"as it is described":  {mastodontest.Mastodon, redirect, true},
		"before 4.3":          {mastodontest.Mastodon41, redirect, false},
		"before 4.3, by hand": {mastodontest.Mastodon41, "", false},
		"another software":    {mastodontest.Hollo, redirect, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := unconnected(t, c.kind, c.contract)
			if err := w.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "not connected") {
				t.Errorf("probe before = %v", err)
			}
			inv, err := w.Invite(t.Context(), c.redirect)
			must(t, err)
			if inv.Asks == "" || inv.Redirect != c.redirect || strings.Contains(inv.URL, "secret") {
				t.Errorf("the invitation is %+v", inv)
			}
			answer, err := w.Consent("metro", inv.URL)
			must(t, err)
			must(t, w.Connect(t.Context(), inv, "  "+answer+"\n"))
			must(t, w.Probe(t.Context()))
			w.publish("k", "Witnesses wanted.")
			// The registration is used again.
			n := strings.Count(strings.Join(w.Requests(), "|"), "POST /api/v1/apps")
			_, err = w.Invite(t.Context(), c.redirect)
			must(t, err)
			if again := strings.Count(strings.Join(w.Requests(), "|"), "POST /api/v1/apps"); n != 1 || again != 1 {
				t.Errorf("it registered %d times, then %d", n, again)
			}
		})
	}
}

// Whatever goes wrong, the credentials that work are kept.
func TestConnectKeepsWhatWorks(t *testing.T) {
	w := unconnected(t, mastodontest.Mastodon, false)
	connect := func(who string, spoil func(*network.Invitation, string) string) error {
		t.Helper()
		inv, err := w.Invite(t.Context(), redirect)
		must(t, err)
		answer, err := w.Consent(who, inv.URL)
		must(t, err)
		return w.Connect(t.Context(), inv, spoil(&inv, answer))
	}
	asIs := func(_ *network.Invitation, answer string) string { return answer }
	must(t, connect("metro", asIs))
	before, err := w.secrets.Get(t.Context(), "credentials")
	must(t, err)
	for name, c := range map[string]struct {
		who   string
		spoil func(*network.Invitation, string) string
		says  string
	}{
		"somebody else":   {"mallory", asIs, "belongs to"},
		"nothing":         {"metro", func(*network.Invitation, string) string { return " " }, "not a code"},
		"a sentence":      {"metro", func(*network.Invitation, string) string { return "it does not work" }, "not a code"},
		"declined":        {"metro", func(*network.Invitation, string) string { return redirect + "?error=access_denied" }, "refused on"},
		"another page":    {"metro", func(*network.Invitation, string) string { return redirect }, "no code"},
		"another attempt": {"metro", func(_ *network.Invitation, a string) string { return strings.Replace(a, "state=", "state=x", 1) }, "another attempt"},
		"no state": {"metro", func(_ *network.Invitation, a string) string {
			u, _ := url.Parse(a)
			return redirect + "?code=" + u.Query().Get("code")
		}, "another attempt"},
		"another code":  {"metro", func(*network.Invitation, string) string { return "code-1" }, "does not take this code"},
		"a lost secret": {"metro", func(i *network.Invitation, a string) string { i.Secret = nil; return a }, "Begin again"},
		"another verifier": {"metro", func(i *network.Invitation, a string) string {
			i.Secret = []byte(strings.Replace(string(i.Secret), `"verifier":"`, `"verifier":"x`, 1))
			return a
		}, "does not take this code"},
	} {
		inv, err := w.Invite(t.Context(), redirect)
		must(t, err)
		answer, err := w.Consent(c.who, inv.URL)
		must(t, err)
		answer = c.spoil(&inv, answer)
		err = w.Connect(t.Context(), inv, answer)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
			continue
		}
		if strings.Contains(err.Error(), "client-secret") || strings.Contains(err.Error(), "tok-") {
			t.Errorf("%s: a secret is in %q", name, err)
		}
		after, gerr := w.secrets.Get(t.Context(), "credentials")
		must(t, gerr)
		if string(after) != string(before) {
			t.Fatalf("%s: the credentials were replaced", name)
		}
	}
	must(t, w.Probe(t.Context()))
	w.secrets.fail = true
	if err := connect("metro", asIs); err == nil {
		t.Error("connected without keeping the credentials")
	}
	w.secrets.fail = false
	must(t, w.Probe(t.Context()))
}
