package facebook_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
)

func hooked(o *facebook.Options) { o.Hooked = true }

// invite follows an invitation.
func (w *world) invite(without ...string) (network.Invitation, string) {
	w.Helper()
	i, err := w.Invite(w.Context(), "")
	must(w, err)
	end, err := w.Allow(i.URL, without...)
	must(w, err)
	return i, end
}

// connect connects the account.
func (w *world) connect() {
	w.Helper()
	i, end := w.invite()
	must(w, w.Connect(w.Context(), i, end))
}

// Whoever manages the Page connects it: the Page's own token is kept, how long it
// lasts, and Facebook tells about comments.
func TestConnect(t *testing.T) {
	w := newWorld(t, facebooktest.Options{Lasts: 60 * 24 * time.Hour}, hooked)
	before := w.secrets.credentials(t)
	w.connect()
	c := w.secrets.credentials(t)
	if c.Token == before.Token || c.Page != facebooktest.Page || !w.Hooked(facebooktest.Page) {
		t.Errorf("kept %+v", c)
	}
	if d := c.Until.Sub(w.clock.Now()); d < 59*24*time.Hour || d > 60*24*time.Hour {
		t.Errorf("it lasts %v", d)
	}
	must(t, w.Probe(t.Context()))
	w.publish("Who knows them?")
}

// Facebook sends nobody to an address in the open: the person pastes what the browser
// ended at.
func TestInviteWithoutTLS(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	const open = "http://127.0.0.1:8068/"
	i, err := w.Invite(t.Context(), open)
	must(t, err)
	if i.Redirect != open {
		t.Errorf("the invitation is for %q", i.Redirect)
	}
	end, err := w.Allow(i.URL)
	must(t, err)
	must(t, w.Connect(t.Context(), i, end))
}

// What does not connect the account leaves it as it was, and says what to do.
func TestConnectRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		without []string
		answer  func(string) string
		page    string
		want    string
	}{
		"nothing":               {answer: func(string) string { return "" }, want: "Paste the whole address"},
		"another attempt":       {answer: func(s string) string { return s[:strings.Index(s, "state=")] + "state=x" }, want: "Begin again"},
		"not allowed":           {answer: func(s string) string { return strings.Replace(s, "code=", "error=access_denied&x=", 1) }, want: "allow everything"},
		"a wrong code":          {answer: func(s string) string { return strings.Replace(s, "code=", "code=x", 1) }, want: "Begin again"},
		"no list of Pages":      {without: []string{"pages_show_list"}, want: "pages_show_list"},
		"no task":               {without: []string{"CREATE_CONTENT"}, want: "CREATE_CONTENT"},
		"may not publish":       {without: []string{"pages_manage_posts"}, want: "pages_manage_posts was not given"},
		"may not be told":       {without: []string{"pages_manage_metadata"}, want: "pages_manage_metadata"},
		"a Page of nobody here": {page: "4711", want: "choose it"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, facebooktest.Options{}, func(o *facebook.Options) {
				hooked(o)
				if c.page != "" {
					o.Page = c.page
				}
			})
			i, end := w.invite(c.without...)
			if c.answer != nil {
				end = c.answer(end)
			}
			err := w.Connect(t.Context(), i, end)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("connected: %v, want %q", err, c.want)
			}
			w.quietText(err.Error())
			if w.secrets.credentials(t).Token != w.token {
				t.Error("the old credentials are gone")
			}
		})
	}
}

// A code is good for one use.
func TestCodeIsUsedOnce(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	i, end := w.invite()
	must(t, w.Connect(t.Context(), i, end))
	if err := w.Connect(t.Context(), i, end); err == nil || !strings.Contains(err.Error(), "one use") {
		t.Errorf("connected a second time: %v", err)
	}
}

// Two weeks before the connection ends somebody is told, and until then everything
// works.
func TestProbeWarns(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	must(t, w.Probe(t.Context()))
	w.clock.pass(77 * 24 * time.Hour)
	w.again()
	for _, want := range []string{"ends the connection of Metro Police on Facebook on Sunday 31 January 2027", "may end at any time"} {
		err := w.Probe(t.Context())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("probe: %v, want %q", err, want)
		}
		if e := (*network.AnswerError)(nil); !errorsAs(err, &e) || e.Cause == network.Reconnect {
			t.Errorf("probe: %#v stops the account", err)
		}
		w.clock.pass(20 * 24 * time.Hour)
	}
	w.publish("It still works.")
}

// A dead token is said to be one, with the reason, and asks to connect again.
func TestDeadToken(t *testing.T) {
	for why, want := range map[int]string{463: "has expired", 467: "ended the connection", 460: "changed the password"} {
		w := newWorld(t, facebooktest.Options{}, nil)
		at := w.attempt("a", "Who knows them?")
		w.carry(&at)
		w.Revoke(w.token, why)
		for name, res := range map[string]network.Result{
			"publish": w.Publish(t.Context(), at), "carry": w.Carry(t.Context(), w.attempt("b", "Who?")).Result,
			"remove": w.Remove(t.Context(), "1001_5"), "discard": w.Discard(t.Context(), at.Carried),
		} {
			if res.Outcome != network.No && res.Outcome != network.Never || res.Cause != network.Reconnect || !strings.Contains(res.Note, want) {
				t.Errorf("%s with %d = %+v", name, why, res)
			}
			w.quiet(res)
		}
		if f := w.Find(t.Context(), at); f.Outcome != network.Maybe {
			t.Errorf("find = %+v", f)
		}
		if err := w.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("probe: %v", err)
		} else {
			w.quietText(err.Error())
		}
	}
}
