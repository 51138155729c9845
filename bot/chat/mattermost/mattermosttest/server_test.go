package mattermosttest

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
)

// A witness is a test that notes its failures.
type witness struct {
	testing.TB
	mu     sync.Mutex
	errors []string
}

// Errorf implements testing.TB.
func (w *witness) Errorf(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errors = append(w.errors, fmt.Sprintf(format, args...))
}

func (w *witness) take() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := strings.Join(w.errors, "\n")
	w.errors = nil
	return out
}

func adminOf(t *testing.T, s *Server) *model.Client4 {
	c := newClient(t, s.URL())
	c.SetToken(s.AdminToken())
	return c
}

// TestStrict: what no server knows fails the test.
func TestStrict(t *testing.T) {
	w := &witness{TB: t}
	s := NewServer(w)
	c := adminOf(t, s)
	for what, do := range map[string]func() (*http.Response, error){
		"no such endpoint": func() (*http.Response, error) { return c.DoAPIGet(t.Context(), "/posts/search/everything", "") },
		"unknown field": func() (*http.Response, error) {
			return c.DoAPIPost(t.Context(), "/posts", `{"channel_id":"x","message":"x","mesage":"y"}`)
		},
	} {
		if res, err := do(); err == nil {
			res.Body.Close()
			t.Errorf("%s: no error", what)
		}
		if got := w.take(); !strings.Contains(got, what[strings.LastIndex(what, " ")+1:]) {
			t.Errorf("%s: the test is told %q", what, got)
		}
	}
	s.Lenient()
	if res, err := c.DoAPIGet(t.Context(), "/posts/search/everything", ""); err == nil {
		res.Body.Close()
		t.Error("no error")
	}
	if got := w.take(); got != "" {
		t.Errorf("a lenient server says %q", got)
	}
	if n := len(s.Requests("/api/v4/posts")); n != 3 {
		t.Errorf("%d requests are recorded, want 3", n)
	}
}

// TestFaults: what goes wrong, and whether it has had an effect.
func TestFaults(t *testing.T) {
	s := NewServer(t)
	c := adminOf(t, s)
	teams := func() int {
		t.Helper()
		ts, _, err := c.GetTeamsForUser(t.Context(), "me", "")
		check(t, "list", err)
		return len(ts)
	}
	n := 0
	create := func(wait time.Duration) (*model.Response, error) {
		n++
		ctx, cancel := context.WithTimeout(t.Context(), wait)
		defer cancel()
		_, res, err := c.CreateTeam(ctx, &model.Team{Name: fmt.Sprintf("team-%d", n), DisplayName: "x", Type: model.TeamOpen})
		return res, err
	}
	for _, f := range []struct {
		what   string
		fault  Fault
		status int
		effect bool
	}{
		{"status", Fault{Status: 503, Body: "down"}, 503, false},
		{"rate limit", RateLimited(), 429, false},
		{"cut before", Fault{Cut: true}, 0, false},
		{"cut after", Fault{Lose: true}, 0, true},
		{"hang", Fault{Hang: true}, 0, false},
		{"hang after", Fault{LoseAnswer: true}, 0, true},
		{"delay", Fault{Delay: time.Minute}, 0, false},
		{"late", Fault{Delay: time.Minute, Late: true}, 0, true},
		{"none", Fault{}, 201, true},
	} {
		before := teams()
		s.FaultOnce(http.MethodPost, "/api/v4/teams", f.fault)
		res, err := create(100 * time.Millisecond)
		if got := status(res); got != f.status || (err == nil) != (f.status == 201) {
			t.Errorf("%s: status %d, %v, want %d", f.what, got, err, f.status)
		}
		if f.status == http.StatusTooManyRequests && res.Header.Get("Retry-After") != "1" {
			t.Errorf("%s: %v", f.what, res.Header)
		}
		if got := teams() > before; got != f.effect {
			t.Errorf("%s: effect %v, want %v", f.what, got, f.effect)
		}
	}
	s.ReadOnly(true)
	if res, _ := create(patience); status(res) != http.StatusInternalServerError {
		t.Errorf("read only: status %d", status(res))
	}
	teams()
}

func TestRateLimit(t *testing.T) {
	s := NewServer(t)
	s.Config(func(c *model.Config) {
		*c.RateLimitSettings.Enable, *c.RateLimitSettings.PerSec, *c.RateLimitSettings.MaxBurst = true, 1, 5
	})
	c := adminOf(t, s)
	good := 0
	for range 20 {
		_, res, err := c.GetMe(t.Context(), "")
		switch {
		case err == nil:
			good++
		case status(res) != http.StatusTooManyRequests:
			t.Errorf("status %d", status(res))
		}
	}
	if good < 6 || good > 8 {
		t.Errorf("%d of 20 got through, want 6", good)
	}
}

// TestDeaths: what ends a bot's access.
func TestDeaths(t *testing.T) {
	s := NewServer(t)
	w := newWorld(t, s.URL(), s.AdminToken())
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	_, _, err := w.admin.DisableBot(t.Context(), w.botID)
	check(t, "disable", err)
	_, res, _ := w.bot.GetMe(t.Context(), "")
	w.is("a disabled bot", res, http.StatusUnauthorized)
	if !l.ended() {
		t.Error("its websocket goes on")
	}
	_, _, err = w.admin.EnableBot(t.Context(), w.botID)
	check(t, "enable", err)
	_, res, _ = w.bot.GetMe(t.Context(), "")
	w.is("an enabled bot", res, http.StatusOK)
	s.Config(func(c *model.Config) { *c.ServiceSettings.EnableUserAccessTokens = false })
	_, res, _ = w.bot.GetMe(t.Context(), "")
	w.is("without personal tokens", res, http.StatusOK)
	owner, _, err := w.admin.GetMe(t.Context(), "")
	check(t, "get the owner", err)
	s.Deactivate(owner.Id)
	_, res, _ = w.bot.GetMe(t.Context(), "")
	w.is("after its owner's end", res, http.StatusUnauthorized)
}

// TestSettings: settings that an administrator may have changed.
func TestSettings(t *testing.T) {
	s := NewServer(t)
	w := newWorld(t, s.URL(), s.AdminToken())
	s.Config(func(c *model.Config) { *c.ServiceSettings.ExperimentalEnableHardenedMode = true })
	_, res, _ := w.ann.client.CreatePost(t.Context(), &model.Post{ChannelId: w.public.Id, Message: "x", Props: model.StringInterface{"from_webhook": "true"}})
	w.is("hardened, a person with a bot's props", res, http.StatusBadRequest)
	p := w.post(&model.Post{Message: "x"})
	s.Config(func(c *model.Config) { *c.ServiceSettings.PostEditTimeLimit = 0 })
	text, props := "y", model.StringInterface{"a": "b"}
	_, res, _ = w.bot.PatchPost(t.Context(), p.Id, &model.PostPatch{Message: &text})
	w.is("too late for the message", res, http.StatusBadRequest)
	_, res, _ = w.bot.PatchPost(t.Context(), p.Id, &model.PostPatch{Props: &props})
	w.is("not for the props", res, http.StatusOK)
	trigger := w.trigger()
	s.Config(func(c *model.Config) { *c.ServiceSettings.OutgoingIntegrationRequestsTimeout = -1 })
	res, _ = w.bot.OpenInteractiveDialog(t.Context(), w.dialog(trigger))
	w.is("a trigger that is too old", res, http.StatusBadRequest)
	s.Config(func(c *model.Config) {
		*c.ServiceSettings.OutgoingIntegrationRequestsTimeout = 30
		*c.ServiceSettings.AllowedUntrustedInternalConnections = ""
	})
	_, res, _ = w.command(w.ann, w.public.Id, "", "/appeal x")
	w.is("the bot's address is not allowed", res, http.StatusInternalServerError)
	s.Config(func(c *model.Config) { *c.ServiceSettings.EnableCommands = false })
	_, res, _ = w.command(w.ann, w.public.Id, "", "/appeal x")
	w.is("no commands", res, http.StatusNotImplemented)
}

// TestSocketFaults: what a test can do to websockets.
func TestSocketFaults(t *testing.T) {
	s := NewServer(t)
	w := newWorld(t, s.URL(), s.AdminToken())
	l := w.dial("", w.place.Token)
	l.until(model.WebsocketEventHello)
	s.CutSockets()
	if !l.ended() || s.Connected(w.botID) {
		t.Error("the websocket goes on")
	}
	w.post(&model.Post{Message: "missed"})
	again := w.resume(l, l.at+1)
	if e := again.until(model.WebsocketEventPosted); !strings.Contains(text(e, "post"), "missed") {
		t.Errorf("posted %v", e.GetData())
	}
	if !s.RepeatLast(w.botID) {
		t.Error("nothing is repeated")
	}
	if e := again.next(); e.EventType() != model.WebsocketEventPosted || e.GetSequence() != again.at || !strings.Contains(text(e, "post"), "missed") {
		t.Errorf("repeated %v", e.GetData())
	}
	again.id = l.id
	s.ForgetSockets()
	fresh := w.resume(again, again.at+1)
	if e := fresh.next(); e.EventType() != model.WebsocketEventHello || fresh.id == again.id {
		t.Errorf("a server that has forgotten says %s", e.EventType())
	}
	s.Deliver(func(user string, kind model.WebsocketEventType) int {
		if kind == model.WebsocketEventPosted {
			return 0
		}
		return 2
	})
	p := w.post(&model.Post{Message: "lost"})
	_, err := w.bot.PinPost(t.Context(), p.Id)
	check(t, "pin", err)
	for range 2 {
		if e := fresh.next(); e.EventType() != model.WebsocketEventPostEdited {
			t.Errorf("comes %s", e.EventType())
		}
	}
	s.Deliver(nil)
	s.MuteSockets(true)
	mute := w.dial("", w.place.Token)
	mute.within(50 * time.Millisecond)
	if _, body, err := mute.ws.ReadMessage(); err == nil {
		t.Errorf("a mute server says %s", body)
	}
}
