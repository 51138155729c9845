package mattermost_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// later is a handler that is set after its server was started, because each
// needs the other's address.
type later struct {
	mu sync.Mutex
	h  http.Handler
}

func (l *later) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	h := l.h
	l.mu.Unlock()
	h.ServeHTTP(w, r)
}

func (l *later) set(h http.Handler) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.h = h
}

// lone is a bot on a server of its own, and what listens at its callback.
type lone struct {
	server *mattermosttest.Server
	at     *later
	o      mattermost.Options
	log    *bytes.Buffer
}

func newLone(t *testing.T) *lone {
	t.Helper()
	s := mattermosttest.NewServer(t)
	at := &later{h: http.NotFoundHandler()}
	back := httptest.NewServer(at)
	t.Cleanup(back.Close)
	admin := mattermost.NewClient(s.URL(), s.AdminToken(), nil)
	team, _, err := admin.CreateTeam(t.Context(), &model.Team{Name: "police", DisplayName: "Police", Type: model.TeamOpen})
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := admin.CreateBot(t.Context(), &model.Bot{Username: "appealbot"})
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := admin.CreateUserAccessToken(t.Context(), b.UserId, "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := admin.AddTeamMember(t.Context(), team.Id, b.UserId); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	return &lone{s, at, mattermost.Options{
		URL: s.URL(), Token: token.Token, Teams: []string{"police"}, Callback: back.URL, Key: bytes.Repeat([]byte{7}, 32), Now: time.Now,
		Log: slog.New(slog.NewTextHandler(&log, nil)),
	}, &log}
}

func (l *lone) platform(t *testing.T, change func(*mattermost.Options)) *mattermost.Platform {
	t.Helper()
	o := l.o
	if change != nil {
		change(&o)
	}
	p, err := mattermost.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// soon is a context that does not wait for a form for long.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Second)
	t.Cleanup(stop)
	return ctx
}

// stage is where a probe ended; empty when it came around.
func stage(t *testing.T, err error) mattermost.Stage {
	t.Helper()
	var p *mattermost.ProbeError
	if err != nil && !errors.As(err, &p) {
		t.Fatalf("not a ProbeError: %v", err)
	}
	if p == nil {
		return ""
	}
	return p.Stage
}

// A bot that nobody runs probes itself, and another one that has its key too. It
// leaves nothing behind.
func TestProbe(t *testing.T) {
	l := newLone(t)
	p := l.platform(t, nil)
	stop, err := p.Stand(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.at.set(p.Handler())
	if err := p.Probe(t.Context()); err != nil {
		t.Errorf("by itself: %v", err)
	}
	if err := l.platform(t, nil).Probe(t.Context()); err != nil {
		t.Errorf("by another: %v", err)
	}
	if n := len(l.server.Requests("/api/v4/posts/")); n != 4 { // two presses, two posts taken away
		t.Errorf("%d requests about posts", n)
	}
	if _, err := p.Stand(t.Context()); err == nil {
		t.Error("it stands twice")
	}
	if err := mattermost.Answers(t.Context(), l.o.Callback, http.DefaultTransport); err != nil {
		t.Errorf("it does not know itself: %v", err)
	}
	stop()
	if got := stage(t, p.Probe(soon(t))); got != mattermost.StageForm {
		t.Errorf("while nobody stands, it ends at %q", got)
	}
}

func TestProbeSaysHowFarItCame(t *testing.T) {
	l := newLone(t)
	p := l.platform(t, func(o *mattermost.Options) { o.Token = "hunter2" })
	err := p.Probe(t.Context())
	if got := stage(t, err); got != mattermost.StageSocket || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a wrong token: %v", err)
	}
	l.at.set(http.NotFoundHandler())
	if err := mattermost.Answers(t.Context(), l.o.Callback, http.DefaultTransport); err == nil || !strings.Contains(err.Error(), "another program (status 404)") {
		t.Errorf("another program: %v", err)
	}
	err = l.platform(t, nil).Probe(t.Context())
	if got := stage(t, err); got != mattermost.StagePress || mattermost.StatusOf(err) != http.StatusBadRequest {
		t.Errorf("another program at the callback: %v", err)
	}
	other := l.platform(t, func(o *mattermost.Options) { o.Key = bytes.Repeat([]byte{8}, 32) })
	stop, err := other.Stand(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	l.at.set(other.Handler())
	if err := l.platform(t, nil).Probe(soon(t)); !errors.Is(err, mattermost.ErrNoForm) {
		t.Errorf("another key: %v", err)
	}
	if err := l.platform(t, func(o *mattermost.Options) { o.Teams = []string{"elsewhere"} }).Probe(t.Context()); stage(t, err) != mattermost.StagePost {
		t.Errorf("another team: %v", err)
	}
}
