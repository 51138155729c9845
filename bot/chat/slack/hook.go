package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Paths at which Slack calls, for departments that let it in.
const (
	PathCommand  = "/slack/commands"
	PathInteract = "/slack/interactive"
	PathEvents   = "/slack/events"
)

// maxHook bounds a call, in bytes. What Slack sends is far less: a modal with
// all that was typed.
const maxHook = 1 << 20

// Handler answers Slack's calls: commands, interactions and events. Only those
// that are signed with Options.SigningSecret, and lately, are taken; without a
// secret none are.
func (p *Platform) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+PathCommand, p.hook(func(form url.Values, _ []byte) (inbound, bool) {
		b, err := json.Marshal(commandOf(form))
		return inbound{kind: kindCommand, payload: b}, err == nil && form.Get("command") != ""
	}))
	mux.HandleFunc("POST "+PathInteract, p.hook(func(form url.Values, _ []byte) (inbound, bool) {
		// From the body alone: the query is not signed.
		return inbound{kind: kindInteractive, payload: []byte(form.Get("payload"))}, form.Get("payload") != ""
	}))
	mux.HandleFunc("POST "+PathEvents, p.hook(func(_ url.Values, body []byte) (inbound, bool) {
		return inbound{kind: kindEvent, payload: body}, len(body) > 0
	}))
	return mux
}

// hook checks a call and answers it within a second.
func (p *Platform) hook(read func(form url.Values, body []byte) (inbound, bool)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		if err := p.verify(r.Header, body); err != nil {
			p.o.Log.Warn("call refused: it is not signed by Slack, or too old", "path", r.URL.Path, "from", r.RemoteAddr, "err", err)
			http.Error(w, "not signed by Slack", http.StatusUnauthorized)
			return
		}
		var form url.Values
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch kind {
		case "application/x-www-form-urlencoded":
			form, err = url.ParseQuery(string(body))
		case "application/json":
		default:
			err = errors.New("an unknown type of content")
		}
		in, ok := read(form, body)
		if err != nil || !ok {
			http.Error(w, "not readable", http.StatusBadRequest)
			return
		}
		if challenge, ok := isChallenge(in); ok {
			w.Header().Set("Content-Type", "text/plain")
			_, _ = io.WriteString(w, challenge) // who asked has gone
			return
		}
		var answer any
		taken := false
		if run := p.current(); run != nil {
			answer, taken = run.take(r.Context(), in)
		}
		if !taken {
			answer = p.refuse(r.Context(), in)
		}
		p.answer(w, answer)
	}
}

// refuseTime is how long it may take to tell somebody that nobody works on what
// they do.
const refuseTime = prompt

// refuse tells whoever did something that nobody works on it, and returns what
// acknowledges it. Events are found by a look back.
func (p *Platform) refuse(ctx context.Context, in inbound) any {
	m := chat.Message{Text: adapter.Asleep, Tone: chat.Warning}
	switch in.kind {
	case kindCommand:
		return map[string]any{"response_type": slack.ResponseTypeEphemeral, "text": escape(m.Text)}
	case kindInteractive:
		var cb slack.InteractionCallback
		if json.Unmarshal(in.payload, &cb) != nil {
			return nil
		}
		if cb.Type == slack.InteractionTypeViewSubmission {
			return formError(cb.View, map[string]string{"": m.Text})
		}
		if cb.ResponseURL != "" { // Slack by itself shows nothing to who presses a button
			ctx, stop := context.WithTimeout(ctx, refuseTime)
			defer stop()
			if err := p.respond(ctx, chat.Event{At: pressedAt(cb)}, m, 0, cb.ResponseURL); err != nil {
				p.o.Log.Warn("answer was not shown", "user", cb.User.ID, "err", err)
			}
		}
	}
	return nil
}

// verify checks Slack's signature of a call, and that it was made lately
// (docs.slack.dev, "Verifying requests from Slack", 2026-11). The same call
// made again within five minutes passes; what it says has the same event ID
// then, and is acted on once.
func (p *Platform) verify(h http.Header, body []byte) error {
	v, err := slack.NewSecretsVerifier(h, p.o.SigningSecret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// answer answers a call; nil is no more than that it was received.
func (p *Platform) answer(w http.ResponseWriter, v any) {
	if v == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.o.Log.Warn("call not answered", "err", err)
	}
}

// isChallenge reads the question with which Slack makes sure that an address
// for events is ours.
func isChallenge(in inbound) (string, bool) {
	if in.kind != kindEvent {
		return "", false
	}
	var q struct{ Type, Challenge string }
	if json.Unmarshal(in.payload, &q) != nil || q.Type != "url_verification" {
		return "", false
	}
	return q.Challenge, true
}

// commandOf is a command as a form brings it, in the shape in which a
// connection does.
func commandOf(form url.Values) typed {
	return typed{
		User: form.Get("user_id"), Channel: form.Get("channel_id"), ChannelName: form.Get("channel_name"), Text: form.Get("text"),
		Trigger: form.Get("trigger_id"), ResponseURL: form.Get("response_url"),
	}
}
