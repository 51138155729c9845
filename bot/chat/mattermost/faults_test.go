package mattermost_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// secretWords stand in everything that the bot shows in these tests; no error
// may repeat them.
const secretWords = "nobody may log these words"

// methods are all that the port asks of a platform, each ready to be called on
// a platform that knows who it is.
func methods(w *world) map[string]func(context.Context) error {
	w.t.Helper()
	at := w.say("before", "a card")
	room, err := w.p.CreateRoom(w.t.Context(), "before", chat.Room{Name: "before"})
	if err != nil {
		w.t.Fatal(err)
	}
	_, name := w.Public()
	m := approve(secretWords)
	m.Mention = []string{w.bob()}
	m.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}
	return map[string]func(context.Context) error{
		"Post": func(ctx context.Context) error {
			_, err := w.p.Post(ctx, "k", w.newsroom(), "", m)
			return err
		},
		"Update": func(ctx context.Context) error { return w.p.Update(ctx, at, m) },
		"Direct": func(ctx context.Context) error {
			_, err := w.p.Direct(ctx, w.ann())
			return err
		},
		"CreateRoom": func(ctx context.Context) error {
			_, err := w.p.CreateRoom(ctx, "k", chat.Room{Name: "case-2", Purpose: secretWords})
			return err
		},
		"DescribeRoom": func(ctx context.Context) error {
			return w.p.DescribeRoom(ctx, room, chat.Room{Topic: secretWords})
		},
		"Invite":         func(ctx context.Context) error { return w.p.Invite(ctx, room, w.ann()) },
		"Invite outside": func(ctx context.Context) error { return w.p.Invite(ctx, room, w.Outsider()) },
		"Pin":            func(ctx context.Context) error { return w.p.Pin(ctx, at) },
		"FindRoom": func(ctx context.Context) error {
			_, err := w.p.FindRoom(ctx, name)
			return err
		},
		"Archive": func(ctx context.Context) error { return w.p.Archive(ctx, room) },
		"Lookup": func(ctx context.Context) error {
			_, err := w.p.Lookup(ctx, []string{"ann@police.example"})
			return err
		},
	}
}

// Whichever of its requests the server wants a pause at, every method says so,
// and does what it should when it is called again.
func TestEveryMethodSaysThatTheServerWantsAPause(t *testing.T) {
	for name := range methods(newWorld(t, nil)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			do := methods(w)[name]
			for nth := 1; ; nth++ {
				n := 0
				w.server.Faults(func(*http.Request) mattermosttest.Fault {
					if n++; n != nth {
						return mattermosttest.Fault{}
					}
					f := mattermosttest.RateLimited()
					f.Header = f.Header.Clone()
					f.Header.Set("Retry-After", "7")
					return f
				})
				err := w.err(do(t.Context()))
				w.server.Faults(nil)
				if n < nth {
					if nth == 1 {
						t.Fatal("it asks the server for nothing")
					}
					if err != nil && name != "Invite outside" {
						t.Errorf("without a fault: %v", err)
					}
					break
				}
				limited, ok := errors.AsType[*chat.RateLimited](err)
				if !ok || limited.After != 7*time.Second {
					t.Errorf("request %d is limited: %v, want RateLimited for 7 s", nth, err)
				}
				for _, bad := range []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrOutside, chat.ErrTaken} {
					if errors.Is(err, bad) {
						t.Errorf("request %d is limited: %v, which is said to be %v", nth, err, bad)
					}
				}
				if err != nil && strings.Contains(err.Error(), secretWords) {
					t.Errorf("the error repeats what was to be shown: %v", err)
				}
				if nth > 20 {
					t.Fatal("it never ends")
				}
			}
			w.doubled()
		})
	}
}

// doubled fails the test if something is there twice.
func (w *world) doubled() {
	w.t.Helper()
	if n := w.count(secretWords); n > 2 {
		w.t.Errorf("the message is shown %d times", n)
	}
	names := map[string]bool{}
	cs, _, err := w.Admin().GetChannelsForTeamForUser(w.t.Context(), w.team(), w.Bot(), false, "")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range cs {
		if strings.HasPrefix(c.Name, "case-2") {
			names[c.Name] = true
		}
	}
	if len(names) > 1 {
		w.t.Errorf("channels %v were made for one key", names)
	}
}

// team is the id of the team.
func (w *world) team() string {
	w.t.Helper()
	team, _, err := w.Admin().GetTeamByName(w.t.Context(), w.place.Team, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return team.Id
}

// Whatever goes wrong between the bot and the server, the caller gets an error
// that is none that says "never", nothing is doubled, and the next attempt
// succeeds.
func TestEveryMethodSurvivesABrokenServer(t *testing.T) {
	html := http.Header{"Content-Type": {"text/html"}}
	faults := map[string]mattermosttest.Fault{
		"500": {Status: 500, Body: `{"id":"app.x","message":"Broken.","status_code":500}`}, "502": {Status: 502, Body: "<html>bad gateway</html>", Header: html},
		"cut": {Cut: true}, "lost": {Lose: true}, "hang": {Hang: true}, "rubbish": {Status: 200, Body: "<html>\x00 welcome to the hotel</html>", Header: html},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			for method, do := range methods(w) {
				if method == "Invite outside" || method == "Archive" {
					continue
				}
				w.server.Faults(func(*http.Request) mattermosttest.Fault { return f })
				ctx, stop := context.WithTimeout(t.Context(), time.Second)
				if name == "hang" {
					stop()
					ctx, stop = context.WithTimeout(t.Context(), 100*time.Millisecond)
				}
				err := w.err(do(ctx))
				stop()
				w.server.Faults(nil)
				if err == nil {
					t.Errorf("%s is said to have worked", method)
				}
				for _, bad := range []error{chat.ErrNotFound, chat.ErrNotMember, chat.ErrOutside, chat.ErrTaken, chat.ErrArchived} {
					if errors.Is(err, bad) {
						t.Errorf("%s: %v, which is said to be %v", method, err, bad)
					}
				}
				if err != nil && strings.Contains(err.Error(), secretWords) {
					t.Errorf("%s: the error repeats what was to be shown: %v", method, err)
				}
				if err := w.err(do(t.Context())); err != nil {
					t.Errorf("%s, once more: %v", method, err)
				}
			}
			w.doubled()
		})
	}
}

func TestReadOnlyServer(t *testing.T) {
	w := newWorld(t, nil)
	do := methods(w)
	delete(do, "Invite outside")
	delete(do, "Archive")
	w.server.ReadOnly(true)
	for name, f := range do {
		if name == "FindRoom" || name == "Lookup" {
			continue
		}
		if err := w.err(f(t.Context())); err == nil || errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrNotMember) {
			t.Errorf("%s: %v, want an error that says: later", name, err)
		}
	}
	w.server.ReadOnly(false)
	for name, f := range do {
		if err := w.err(f(t.Context())); err != nil {
			t.Errorf("%s, once the server can be written to: %v", name, err)
		}
	}
	w.doubled()
}

// A bot whose token is taken away while it runs ends with an error that says
// what to do.
func TestTokenRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	done := w.begin(nil)
	w.Ready(t)
	tokens, _, err := w.Admin().GetUserAccessTokensForUser(t.Context(), w.Bot(), 0, 10)
	if err != nil || len(tokens) != 1 {
		t.Fatalf("tokens %v, %v", tokens, err)
	}
	if _, err := w.Admin().RevokeUserAccessToken(t.Context(), tokens[0].Id); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "appealbot setup mattermost") {
			t.Errorf("Run: %v, want an error that says how to mend it", err)
		}
	case <-time.After(patience):
		t.Fatal("Run goes on without a token")
	}
	w.restart()
	if err := <-w.begin(nil); err == nil || !strings.Contains(err.Error(), "appealbot setup mattermost") {
		t.Errorf("Run from the start: %v, want an error that says how to mend it", err)
	}
}

// A server that is away, refuses websockets or says nothing over them is waited
// for.
func TestServerComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "a card")
	w.server.RefuseSockets(true)
	w.server.ForgetSockets()
	w.React(t, w.ann(), at, chat.Check)
	w.until("the bot says that the server is away", func() bool { return w.p.Check(t.Context()) != nil })
	w.server.RefuseSockets(false)
	if e := w.next(); e.React == nil || e.React.Emoji != chat.Check || e.React.Stale {
		t.Errorf("event %+v, want the reaction that was given meanwhile", e)
	}
	w.quiet()
	if err := w.p.Check(t.Context()); err != nil {
		t.Errorf("Check: %v while the server is there", err)
	}
}

// The server refuses the bot's token, and the websocket that was open before
// lives on: the bot's health says so until the token is good again.
func TestHealthWhenTheTokenIsRefused(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Look = 20 * time.Millisecond })
	w.run(nil)
	w.until("all is well", func() bool { return w.p.Check(t.Context()) == nil })
	w.server.Faults(func(r *http.Request) mattermosttest.Fault {
		if strings.Contains(r.Header.Get("Authorization"), w.place.Token) {
			return mattermosttest.Fault{Status: http.StatusUnauthorized, Body: `{"id":"api.context.session_expired.app_error","status_code":401}`}
		}
		return mattermosttest.Fault{}
	})
	w.until("the refusal shows", func() bool { return w.p.Check(t.Context()) != nil })
	if err := w.p.Check(t.Context()); !strings.Contains(err.Error(), "appealbot setup mattermost") {
		t.Errorf("it says %v, which does not say what to do", err)
	}
	w.server.Faults(nil)
	w.until("all is well again", func() bool { return w.p.Check(t.Context()) == nil })
}
