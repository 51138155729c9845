package youtube_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube"
	"appealbot/bot/network/youtube/youtubetest"
)

// invite is an invitation and where the browser ends after somebody allowed
// everything for a channel.
func (w *world) invite(handle string) (network.Invitation, string) {
	w.Helper()
	i, err := w.Invite(w.Context(), "")
	must(w, err)
	end, err := w.Browse(i.URL, handle)
	must(w, err)
	return i, end
}

func TestConnect(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	w.secrets.m = map[string][]byte{}
	w.restart()
	if err := w.Probe(t.Context()); err == nil || !strings.Contains(err.Error(), "not connected") {
		t.Errorf("before: %v", err)
	}
	i, end := w.invite("@MetroPolice")
	if !strings.Contains(i.Asks, "@MetroPolice") {
		t.Errorf("asks %q", i.Asks)
	}
	must(t, w.Connect(t.Context(), i, end))
	must(t, w.Probe(t.Context()))
	c := w.secrets.credentials(t)
	if c.Channel != w.ChannelID("@MetroPolice") || c.Refresh == "" || c.Uploads == "" {
		t.Errorf("kept %+v", c)
	}
	if err := w.Connect(t.Context(), i, end); err == nil || !strings.Contains(err.Error(), "one use") {
		t.Errorf("a code that was used: %v", err)
	}
	if got := w.secrets.credentials(t); got != c {
		t.Error("a failure replaced the credentials")
	}
	w.restart()
	w.publish(words)
}

func TestConnectRefuses(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	before := w.secrets.credentials(t)
	other, theirs := w.invite("@Somebody")
	if err := w.Connect(t.Context(), other, theirs); err == nil || !strings.Contains(err.Error(), "@somebody") {
		t.Errorf("another channel: %v", err)
	}
	i, end := w.invite("@MetroPolice")
	for answer, want := range map[string]string{
		"": "no code", "http://127.0.0.1/": "no code", "a b": "no code",
		"http://127.0.0.1/?error=access_denied": "refused", "http://127.0.0.1/?error=invalid_scope": "invalid_scope",
		"http://127.0.0.1/?state=another&code=4/a": "another attempt", "http://127.0.0.1/?code=%zz": "not an address",
		"http://127.0.0.1/?code=&state=": "another attempt", "4/wrong": "one use",
	} {
		if err := w.Connect(t.Context(), i, answer); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", answer, err)
		} else {
			w.hushed(err.Error())
		}
	}
	if err := w.Connect(t.Context(), network.Invitation{Secret: []byte("{}")}, end); err == nil {
		t.Error("somebody else's invitation")
	}
	if w.secrets.credentials(t) != before {
		t.Error("the credentials were replaced")
	}
	must(t, w.Connect(t.Context(), i, end))
}

// TestTheChannelIsTheConfiguredOne whatever credentials are kept.
func TestTheChannelIsTheConfiguredOne(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	w.change = func(o *youtube.Options) { o.Channel = w.ChannelID("@Somebody") }
	w.restart()
	err := w.Probe(t.Context())
	if e, ok := errors.AsType[*network.AnswerError](err); !ok || e.Cause != network.Reconnect {
		t.Errorf("probe = %v", err)
	}
	w.change = func(o *youtube.Options) { o.Channel = w.ChannelID("@MetroPolice") }
	w.restart()
	must(t, w.Probe(t.Context()))
}

func token(r *http.Request) bool { return r.URL.Path == "/token" }

// TestRenewal gets new access tokens, one at a time, and says so when that is over.
func TestRenewal(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	first := w.secrets.credentials(t)
	w.clock.pass(55 * time.Minute)
	w.faults.Next(0, networktest.Works, token)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := w.Counts(t.Context(), []string{v}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if c := w.secrets.credentials(t); w.faults.Seen() != 1 || c.Access == first.Access || c.Refresh != first.Refresh || c.Channel != first.Channel {
		t.Errorf("renewed %d times: %+v", w.faults.Seen(), c)
	}
	// One that does not work before its time is replaced.
	w.clock.pass(2 * time.Minute)
	w.Expire(w.secrets.credentials(t).Access)
	if rm := w.Remove(t.Context(), v); rm.Outcome != network.Never || rm.Cause != network.Later {
		t.Errorf("remove = %+v", rm)
	}
	if rm := w.Remove(t.Context(), v); rm.Outcome != network.Done {
		t.Errorf("remove = %+v", rm)
	}
	// Google does not answer: what lasts is used as long as it lasts.
	w.clock.pass(55 * time.Minute)
	w.faults.Next(99, networktest.Down, token)
	if _, err := w.Counts(t.Context(), []string{v}); err != nil {
		t.Error(err)
	}
	w.clock.pass(10 * time.Minute)
	at := w.attempt("b", "Another one.", film("b", 1000))
	if c := w.Carry(t.Context(), at); c.Outcome != network.Never || c.Cause != network.Later || c.State == "" {
		t.Errorf("carry without credentials = %+v", c)
	}
	// Somebody took the permission back.
	w.Revoke(w.secrets.credentials(t).Access)
	w.faults.Next(0, networktest.Works, token)
	w.clock.pass(2 * time.Minute)
	for range 3 {
		c := w.Carry(t.Context(), at)
		if c.Outcome != network.No || c.Cause != network.Reconnect || !strings.Contains(c.Note, "Connect the account again") {
			t.Errorf("revoked: %+v", c)
		}
	}
	if n := w.faults.Seen(); n != 1 {
		t.Errorf("Google was asked %d times", n)
	}
	i, end := w.invite("@MetroPolice")
	must(t, w.Connect(t.Context(), i, end))
	if c := w.carry(&at); c.Outcome != network.Done {
		t.Errorf("connected again: %+v", c)
	}
}

// TestDamagedSecrets are no credentials, and nothing of them is told.
func TestDamagedSecrets(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	for _, kept := range []string{"{\"access\":\"ya29.hidden-away\"", "{}", `{"access":"ya29.hidden-away","refresh":"x","channel":"../"}`} {
		must(t, w.secrets.Save("credentials", []byte(kept)))
		w.restart()
		err := w.Probe(t.Context())
		if err == nil || strings.Contains(err.Error(), "hidden-away") {
			t.Errorf("%s: %v", kept, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Probe(ctx); err == nil {
		t.Error("asked although it was given up")
	}
}
