package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot/chat"
)

// office is as much of Slack as a bot needs that is called by it: it answers
// every method, and keeps what it was told.
type office struct {
	*Platform
	t *testing.T

	mu     sync.Mutex
	calls  []call
	fails  map[string]string // method -> its answer, in place of the usual
	events []chat.Event
}

// A call is one request to the office.
type call struct{ method, body string }

const (
	hookURL = "https://hooks.slack.example/actions/T1/1/secret"
	cardTS  = "1732560000.000100"
)

func newOffice(t *testing.T) *office {
	o := &office{t: t, fails: map[string]string{}}
	o.Platform = lone(t, o)
	return o
}

// RoundTrip implements http.RoundTripper.
func (o *office) RoundTrip(req *http.Request) (*http.Response, error) {
	method := req.URL.Path[strings.LastIndex(req.URL.Path, "/")+1:]
	if req.URL.Host == "hooks.slack.example" {
		method = "response_url"
	}
	var b []byte
	if req.Body != nil {
		b, _ = io.ReadAll(req.Body)
		_ = req.Body.Close()
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calls = append(o.calls, call{method, string(b)})
	if body, ok := o.fails[method]; ok {
		return reply(http.StatusOK, body), nil
	}
	switch method {
	case "response_url":
		return reply(http.StatusOK, "ok"), nil
	case "auth.test":
		return reply(http.StatusOK, `{"ok":true,"user_id":"U0BOT","bot_id":"B0BOT","team_id":"T1","url":"https://team.slack.example/"}`), nil
	case "users.info":
		return reply(http.StatusOK, `{"ok":true,"user":{"id":"U01ALICE","tz":"Europe/Berlin"}}`), nil
	case "conversations.replies":
		return reply(http.StatusOK, `{"ok":true,"messages":[{"ts":"`+cardTS+`","user":"U0BOT","bot_id":"B0BOT","metadata":{"event_type":"appealbot_message","event_payload":{"key":"k"}}}]}`), nil
	case "conversations.open":
		return reply(http.StatusOK, `{"ok":true,"channel":{"id":"D1"}}`), nil
	case "chat.postMessage", "chat.postEphemeral":
		return reply(http.StatusOK, `{"ok":true,"channel":"C1","ts":"1732560001.000100","message_ts":"1732560001.000100"}`), nil
	default:
		return reply(http.StatusOK, `{"ok":true}`), nil
	}
}

// bodies are those of the calls of a method so far.
func (o *office) bodies(method string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []string
	for _, c := range o.calls {
		if c.method == method {
			out = append(out, c.body)
		}
	}
	return out
}

// heard are the events so far.
func (o *office) heard() []chat.Event {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]chat.Event(nil), o.events...)
}

// fail has a method give an answer in place of the usual; none: the usual.
func (o *office) fail(method, body string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fails[method] = body; body == "" {
		delete(o.fails, method)
	}
}

// run runs the bot until the test ends.
func (o *office) run(answer func(context.Context, chat.Event) chat.Answer) {
	ctx, stop := context.WithCancel(o.t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- o.Run(ctx, chat.HandlerFunc(func(ctx context.Context, e chat.Event) (chat.Answer, error) {
			o.mu.Lock()
			o.events = append(o.events, e)
			o.mu.Unlock()
			return answer(ctx, e), nil
		}))
	}()
	o.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			o.t.Errorf("Run: %v", err)
		}
	})
	synctest.Wait()
}

// calls the bot as Slack does, and returns what it answers.
func (o *office) call(path, contentType, body string) *httptest.ResponseRecorder {
	o.t.Helper()
	req := httptest.NewRequestWithContext(o.t.Context(), http.MethodPost, path, strings.NewReader(body))
	req.Header.Set("Content-Type", contentType)
	sign(req.Header, testSecret, time.Now(), body)
	rec := httptest.NewRecorder()
	o.Handler().ServeHTTP(rec, req)
	return rec
}

// sign signs a call as Slack does.
func sign(h http.Header, secret string, at time.Time, body string) {
	ts := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, "v0:"+ts+":"+body) // a hash takes everything
	h.Set("X-Slack-Request-Timestamp", ts)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

const formType = "application/x-www-form-urlencoded"

// interact calls the bot with an interaction.
func (o *office) interact(payload string) *httptest.ResponseRecorder {
	o.t.Helper()
	return o.call(PathInteract, formType, url.Values{"payload": {payload}}.Encode())
}

// commandCall is a command as Slack sends it.
func commandCall(text string) string {
	return url.Values{
		"command": {"/appeal"}, "text": {text}, "user_id": {"U01ALICE"}, "channel_id": {"C1"}, "channel_name": {"desk"}, "trigger_id": {"1.2.abc"}, "response_url": {hookURL},
	}.Encode()
}

// pressCall is a press of a button of a card.
func pressCall(a chat.Action) string {
	b, _ := json.Marshal(map[string]any{
		"type": "block_actions", "trigger_id": "1.2.abc", "response_url": hookURL, "user": map[string]any{"id": "U01ALICE"}, "channel": map[string]any{"id": "C1"},
		"container": map[string]any{"type": "message", "channel_id": "C1", "message_ts": cardTS},
		"actions":   []any{map[string]any{"type": "button", "block_id": "b", "action_id": "button-0", "value": value(a), "action_ts": "1732560009.000100"}},
	})
	return string(b)
}

// submitCall is a form that was sent with values.
func submitCall(t *testing.T, f chat.Form, values string) string {
	t.Helper()
	v, err := view(f, opened{Channel: "C1", Message: cardTS}, "")
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return `{"type":"view_submission","user":{"id":"U01ALICE"},"view":{"id":"V1","hash":"h1","state":{"values":` + values + `},` + string(b[1:]) + `}`
}

// reactionCall is an event of a reaction.
func reactionCall(kind, name string, at time.Time) string {
	return fmt.Sprintf(`{"type":"event_callback","event_id":"Ev%d","event":{"type":%q,"user":"U01ALICE","reaction":%q,"item_user":"U0BOT","item":{"type":"message","channel":"C1","ts":%q},"event_ts":%q}}`,
		at.UnixNano(), kind, name, cardTS, stamp(at.UnixMilli()))
}

// numberForm asks for a number and, perhaps, for more.
func numberForm() chat.Form {
	return chat.Form{
		Title: "A title that is longer than Slack allows", Intro: "Nothing is published by this.", Submit: "Make the draft", Action: chat.Action{Verb: "new", Subject: "s"},
		Inputs: []chat.Input{
			{Name: "number", Label: "Occurrence number", Kind: chat.Line, Max: 40},
			{Name: "kind", Label: "Kind", Kind: chat.Select, Value: "a", Options: []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}},
			{Name: "files", Label: "Pictures", Kind: chat.Files, Optional: true},
		},
	}
}

// numberValues fill numberForm in.
const numberValues = `{"in.number":{"line":{"type":"plain_text_input","value":"2026-1"}},"in.kind":{"select":{"type":"static_select","selected_option":{"value":"b"}}},"in.files":{"files":{"type":"file_input","files":[]}}}`
