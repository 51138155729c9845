package x_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

// invite begins to connect the account and lets somebody allow it.
func (w *world) invite(who string, without ...string) (network.Invitation, string) {
	w.Helper()
	i, err := w.Invite(w.Context(), "")
	must(w, err)
	end, err := w.Allow(who, i.URL, without...)
	must(w, err)
	return i, end
}

func TestConnect(t *testing.T) {
	for name, public := range map[string]bool{"an app with a secret": false, "a public app": true} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xtest.Options{Public: public}, func(o *x.Options) {
				o.Secrets = &secrets{}
				if public {
					o.ClientSecret = ""
				}
			})
			var e *network.AnswerError
			if err := w.Probe(t.Context()); !errors.As(err, &e) || e.Cause != network.Reconnect {
				t.Errorf("before it is connected: %v", err)
			}
			i, end := w.invite("metropolice")
			must(t, w.Connect(t.Context(), i, "  "+end+"\n"))
			must(t, w.Probe(t.Context()))
			if res := w.publish("Connected."); !strings.HasPrefix(res.URL, "https://x.com/MetroPolice/status/") {
				t.Errorf("it is at %q", res.URL)
			}
			if err := w.Connect(t.Context(), i, end); err == nil {
				t.Error("a code was good for two uses")
			}
		})
	}
}

// The code alone is enough where the person brings just that.
func TestConnectTakesTheCodeAlone(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	i, end := w.invite("MetroPolice")
	u, err := url.Parse(end)
	must(t, err)
	before := w.secrets.credentials(t)
	must(t, w.Connect(t.Context(), i, u.Query().Get("code")))
	if after := w.secrets.credentials(t); after.Access == before.Access || after.Handle != "MetroPolice" || after.ID != before.ID || after.Refresh == "" {
		t.Errorf("kept %+v", after)
	}
}

func TestConnectRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		answer func(w *world) (network.Invitation, string)
		want   []string
	}{
		"somebody else": {
			func(w *world) (network.Invitation, string) { return w.invite("Somebody") }, []string{"@MetroPolice", "@Somebody"},
		},
		"another attempt": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			_, end := w.invite("MetroPolice")
			return i, end
		}, []string{"another attempt"}},
		"no": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			return i, xtest.Callback + "?error=access_denied&state=x"
		}, []string{"refused"}},
		"an error": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			return i, xtest.Callback + "?error=server_error"
		}, []string{"server_error"}},
		"nothing": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			return i, " "
		}, []string{"no code"}},
		"an address without a code": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			return i, "https://x.com/home"
		}, []string{"no code"}},
		"a wrong code": {func(w *world) (network.Invitation, string) {
			i, _ := w.invite("MetroPolice")
			return i, "wrong"
		}, []string{"one use"}},
		"too late": {func(w *world) (network.Invitation, string) {
			i, end := w.invite("MetroPolice")
			w.clock.pass(time.Minute)
			return i, end
		}, []string{"half a minute"}},
		"a permission is missing": {func(w *world) (network.Invitation, string) {
			return w.invite("MetroPolice", "tweet.moderate.write")
		}, []string{"tweet.moderate.write"}},
		"it would end after two hours": {func(w *world) (network.Invitation, string) {
			return w.invite("MetroPolice", "offline.access")
		}, []string{"stay connected"}},
		"an invitation of something else": {func(w *world) (network.Invitation, string) {
			_, end := w.invite("MetroPolice")
			return network.Invitation{Secret: []byte("{}")}, end
		}, []string{"Begin again"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xtest.Options{}, nil)
			before := w.secrets.credentials(t)
			i, answer := c.answer(w)
			err := w.Connect(t.Context(), i, answer)
			if err == nil || slices.ContainsFunc(c.want, func(s string) bool { return !strings.Contains(err.Error(), s) }) {
				t.Errorf("%v, want %q in it", err, c.want)
			}
			if w.secrets.credentials(t) != before {
				t.Error("the good credentials were replaced")
			}
			must(t, w.Probe(t.Context()))
		})
	}
}

// What leaves in an invitation to a person has no secret in it.
func TestInvitationKeepsItsSecret(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	i, err := w.Invite(t.Context(), "https://appeals.metro.example/connected")
	must(t, err)
	u, err := url.Parse(i.URL)
	must(t, err)
	for _, p := range []string{"code_verifier", "client_secret"} {
		if u.Query().Has(p) {
			t.Errorf("%s is in the address", p)
		}
	}
	if u.Query().Get("redirect_uri") != i.Redirect || i.Asks == "" || strings.Contains(i.URL, xtest.ClientSecret) {
		t.Errorf("invitation %+v", i)
	}
}

func TestNewRefusesWrongOptions(t *testing.T) {
	for name, change := range map[string]func(*x.Options){
		"no handle":     func(o *x.Options) { o.Account.Handle = "" },
		"a long handle": func(o *x.Options) { o.Account.Handle = "@MetropolitanPolice" },
		"a mail":        func(o *x.Options) { o.Account.Handle = "@metro@x.com" },
		"no app":        func(o *x.Options) { o.ClientID = "" },
		"no secrets":    func(o *x.Options) { o.Secrets = nil },
		"no clock":      func(o *x.Options) { o.Now = nil },
		"no address":    func(o *x.Options) { o.API = "api.x.com" },
	} {
		o := x.Options{Account: account, ClientID: "c", Secrets: &secrets{}, Now: time.Now}
		change(&o)
		if _, err := x.New(o); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := x.New(x.Options{Account: account, ClientID: "c", Secrets: &secrets{}, Now: time.Now}); err != nil {
		t.Error(err)
	}
}
