package slack

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

func TestCallsAreSigned(t *testing.T) {
	refuses := roundTripper(func(req *http.Request) (*http.Response, error) {
		t.Errorf("%s was asked", req.URL.Path)
		return nil, io.ErrUnexpectedEOF
	})
	srv := httptest.NewServer(lone(t, refuses).Handler())
	defer srv.Close()
	command := commandCall("status")
	tests := []struct {
		name, path, kind, body string
		change                 func(*http.Request)
		status                 int
		says                   string
	}{
		{name: "signed", body: command, status: 200, says: adapter.Asleep},
		{name: "four minutes old", body: command, change: func(r *http.Request) { sign(r.Header, testSecret, time.Now().Add(-4*time.Minute), command) }, status: 200, says: adapter.Asleep},
		{name: "six minutes old", body: command, change: func(r *http.Request) { sign(r.Header, testSecret, time.Now().Add(-6*time.Minute), command) }, status: 401},
		{name: "from the future", body: command, change: func(r *http.Request) { sign(r.Header, testSecret, time.Now().Add(6*time.Minute), command) }, status: 401},
		{name: "another secret", body: command, change: func(r *http.Request) { sign(r.Header, "another", time.Now(), command) }, status: 401},
		{name: "another body", body: command + "&x=y", change: func(r *http.Request) { sign(r.Header, testSecret, time.Now(), command) }, status: 401},
		{name: "another time", body: command, change: func(r *http.Request) {
			r.Header.Set("X-Slack-Request-Timestamp", stamp(time.Now().UnixMilli() + 1000)[:10])
		}, status: 401},
		{name: "no signature", body: command, change: func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, status: 401},
		{name: "no time", body: command, change: func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, status: 401},
		{name: "a time that is none", body: command, change: func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "now") }, status: 401},
		{name: "half a signature", body: command, change: func(r *http.Request) { r.Header.Set("X-Slack-Signature", r.Header.Get("X-Slack-Signature")[:20]) }, status: 401},
		{name: "no version", body: command, change: func(r *http.Request) { r.Header.Set("X-Slack-Signature", r.Header.Get("X-Slack-Signature")[3:]) }, status: 401},
		{name: "nothing", status: 400},
		{name: "nothing interactive", path: PathInteract, status: 400},
		{name: "nothing of an event", path: PathEvents, kind: "application/json", status: 400},
		{name: "no command", body: "text=status", status: 400},
		{name: "payload that is not signed", path: PathInteract + "?payload=" + url.QueryEscape(pressCall(chat.Action{Verb: "approve"})), body: "x=y", status: 400},
		{name: "command that is not signed", path: PathCommand + "?command=/appeal", body: "x=y", status: 400},
		{name: "too long", body: strings.Repeat("x", maxHook+1), status: 413},
		{name: "words", body: command, kind: "text/plain", status: 400},
		{name: "no type", body: command, kind: " ", status: 400},
		{name: "a command as JSON", body: `{"command":"/appeal"}`, kind: "application/json", status: 400},
		{name: "half a form", body: "command=%zz", status: 400},
		{name: "the question of Slack", path: PathEvents, kind: "application/json; charset=utf-8", body: `{"type":"url_verification","challenge":"abc"}`, status: 200, says: "abc"},
		{name: "an unsigned question", path: PathEvents, kind: "application/json", body: `{"type":"url_verification","challenge":"abc"}`, change: func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, status: 401},
		{name: "a question elsewhere", path: PathInteract, body: "payload=" + url.QueryEscape(`{"type":"url_verification","challenge":"abc"}`), status: 200},
		{name: "no JSON", path: PathEvents, kind: "application/json", body: "x", status: 200},
		{name: "no JSON in a form", path: PathInteract, body: "payload=x", status: 200},
		{name: "elsewhere", path: "/slack/other", body: command, status: 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.path == "" {
				tt.path = PathCommand
			}
			if tt.kind == "" {
				tt.kind = formType
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+tt.path, strings.NewReader(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", tt.kind)
			sign(req.Header, testSecret, time.Now(), tt.body)
			if tt.change != nil {
				tt.change(req)
			}
			status, body := send(t, srv, req)
			if status != tt.status || !strings.Contains(body, tt.says) || tt.says == "" && status == 200 && body != "" {
				t.Errorf("got %d %q, want %d %q", status, body, tt.status, tt.says)
			}
		})
	}
}

func send(t *testing.T, srv *httptest.Server, req *http.Request) (status int, body string) {
	t.Helper()
	resp, err := srv.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// Without a secret nothing is taken, whatever it is signed with.
func TestNoCallsWithoutASecret(t *testing.T) {
	p := lone(t, &carrier{}, func(o *Options) { o.AppToken, o.SigningSecret = testAppToken, "" })
	body := commandCall("status")
	for _, secret := range []string{"", testSecret} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, PathCommand, strings.NewReader(body))
		req.Header.Set("Content-Type", formType)
		sign(req.Header, secret, time.Now(), body)
		rec := httptest.NewRecorder()
		p.Handler().ServeHTTP(rec, req)
		if rec.Code != http.StatusUnauthorized {
			t.Errorf("signed with %q: %d", secret, rec.Code)
		}
	}
}

func TestPeopleAreToldThatNobodyIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		if rec := o.call(PathCommand, formType, commandCall("status")); rec.Code != 200 || !strings.Contains(rec.Body.String(), adapter.Asleep) || !strings.Contains(rec.Body.String(), `"ephemeral"`) {
			t.Errorf("a command: %d %s", rec.Code, rec.Body)
		}
		if rec := o.interact(submitCall(t, numberForm(), numberValues)); rec.Code != 200 || !strings.Contains(rec.Body.String(), `"errors":{"in.number":"`+adapter.Asleep) {
			t.Errorf("a form: %d %s", rec.Code, rec.Body)
		}
		if rec := o.interact(pressCall(chat.Action{Verb: "approve"})); rec.Code != 200 || rec.Body.Len() != 0 {
			t.Errorf("a press: %d %s", rec.Code, rec.Body)
		}
		if told := o.bodies("response_url"); len(told) != 1 || !strings.Contains(told[0], adapter.Asleep) || !strings.Contains(told[0], `"ephemeral"`) {
			t.Errorf("a press was told %q", told)
		}
		if rec := o.call(PathEvents, "application/json", reactionCall("reaction_added", "x", time.Now())); rec.Code != 200 {
			t.Errorf("an event: %d", rec.Code)
		}
		if len(o.heard()) != 0 {
			t.Error("somebody worked on it")
		}
	})
}

// Slack delivers again what it did not hear an answer to, and whoever recorded a
// call can make it again for five minutes.
func TestCallsMadeAgainHaveOneID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(context.Context, chat.Event) chat.Answer { return chat.Answer{} })
		time.Sleep(time.Second) // a reaction from before the start would be asked about
		reacted := reactionCall("reaction_added", "white_check_mark", time.Now())
		kinds := []struct {
			name string
			make func()
			n    int // how often the handler hears of two deliveries
		}{
			{"command", func() { o.call(PathCommand, formType, commandCall("status")) }, 2},
			{"press", func() { o.interact(pressCall(chat.Action{Verb: "approve", Subject: "s"})) }, 2},
			{"form", func() { o.interact(submitCall(t, numberForm(), numberValues)) }, 2},
			{"reaction", func() { o.call(PathEvents, "application/json", reacted) }, 1},
		}
		for _, k := range kinds {
			before := len(o.heard())
			k.make()
			synctest.Wait()
			time.Sleep(4 * time.Second)
			k.make()
			synctest.Wait()
			got := o.heard()[before:]
			if len(got) != k.n {
				t.Errorf("%s: %d events, want %d", k.name, len(got), k.n)
			}
			for _, e := range got {
				if e.ID == "" || e.ID != got[0].ID || e.User != "U01ALICE" || e.At.Channel != "C1" {
					t.Errorf("%s: %+v, want the ID %s", k.name, e, got[0].ID)
				}
			}
		}
		// What is done once more is something else.
		before := len(o.heard())
		o.call(PathEvents, "application/json", reactionCall("reaction_removed", "white_check_mark", time.Now()))
		o.call(PathEvents, "application/json", reacted)
		synctest.Wait()
		if got := o.heard()[before:]; len(got) != 1 || !got[0].React.Removed {
			t.Errorf("after it was taken away: %+v", got)
		}
	})
}

// The query of a call is not signed, so nothing in it counts.
func TestQueryIsIgnored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(context.Context, chat.Event) chat.Answer { return chat.Answer{} })
		evil := url.Values{"payload": {pressCall(chat.Action{Verb: "evil"})}, "command": {"/appeal"}, "text": {"evil"}, "user_id": {"UEVIL"}}.Encode()
		o.call(PathInteract+"?"+evil, formType, url.Values{"payload": {pressCall(chat.Action{Verb: "good"})}}.Encode())
		o.call(PathCommand+"?"+evil, formType, commandCall("good"))
		synctest.Wait()
		got := o.heard()
		if len(got) != 2 || got[0].Press.Verb != "good" || got[1].Command.Line != "good" || got[1].User != "U01ALICE" {
			t.Errorf("got %+v", got)
		}
	})
}
