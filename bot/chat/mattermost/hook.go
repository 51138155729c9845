package mattermost

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// Paths of the callbacks, below Options.Callback.
const (
	PathCommand = "/mattermost/command"
	PathAction  = "/mattermost/action"
	PathDialog  = "/mattermost/dialog"
)

// Bounds of a callback.
const (
	maxHook = 1 << 20 // of a request's body, in bytes
	// prompt is how long the server is kept waiting. A person who has pressed
	// or typed something sees nothing until it is answered; what takes longer
	// is told through the API.
	prompt = 700 * time.Millisecond
)

// Handler answers the server's callbacks: commands, buttons and forms. While
// Run is not running it tells people to try again.
func (p *Platform) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+PathCommand, p.onCommand)
	mux.HandleFunc("POST "+PathAction, p.onAction)
	mux.HandleFunc("POST "+PathDialog, p.onDialog)
	return mux
}

// asleep is what people are told while nobody works on what they do.
const asleep = "The appeal bot is starting or stopping. Nothing was done; try again in a minute."

// reply answers a callback. Only status 200 with this content type is shown as
// meant (a real server, 2026-11).
func (p *Platform) reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.o.Log.Warn("callback not answered", "err", err)
	}
}

// onCommand answers the slash command.
func (p *Platform) onCommand(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
	if err != nil {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	form, err := url.ParseQuery(string(b))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		http.Error(w, "not a command", http.StatusBadRequest)
		return
	}
	if !p.isToken(form.Get("token"), r.Header.Get("Authorization")) {
		p.o.Log.Warn("command with a wrong token", "user", form.Get("user_id"), "channel", form.Get("channel_id"))
		http.Error(w, "wrong token", http.StatusUnauthorized)
		return
	}
	run := p.current()
	if run == nil {
		p.reply(w, model.CommandResponse{ResponseType: model.CommandResponseTypeEphemeral, Text: asleep})
		return
	}
	e := chat.Event{
		ID: "command:" + commandID(form), User: form.Get("user_id"),
		At:      chat.Ref{Platform: Name, Channel: form.Get("channel_id"), Thread: form.Get("root_id")},
		Direct:  form.Get("channel_name") == model.GetDMNameFromIds(p.me(), form.Get("user_id")),
		Zone:    p.zone(form.Get("user_id")),
		Command: &chat.Command{Line: form.Get("text")},
	}
	answered := run.promptly(func(ctx context.Context, waits func() bool) any {
		a := run.handle(ctx, e)
		a = run.openForm(ctx, e, form.Get("trigger_id"), a)
		if a.Reply == nil {
			return map[string]any{}
		}
		if waits() {
			return run.commandReply(ctx, e, *a.Reply)
		}
		run.tell(ctx, e, *a.Reply)
		return nil
	})
	p.reply(w, answered)
}

// isToken reports whether a command's token is one of ours. The server sends
// it twice, in the body and in a header; where both are there, both must be
// right. The comparison takes the same time whatever is wrong.
func (p *Platform) isToken(body, header string) bool {
	if h, ok := strings.CutPrefix(header, "Token "); ok && subtle.ConstantTimeCompare([]byte(h), []byte(body)) != 1 {
		return false
	}
	found := 0
	for _, t := range p.o.CommandTokens {
		found |= subtle.ConstantTimeCompare([]byte(t), []byte(body))
	}
	return found == 1 && body != ""
}

// commandID names one command: every one has a trigger of its own.
func commandID(form url.Values) string {
	if id := triggerID(form.Get("trigger_id")); id != "" {
		return id
	}
	return digest(form.Get("user_id"), form.Get("channel_id"), form.Get("text"), form.Get("response_url"))
}

// onAction answers a press.
func (p *Platform) onAction(w http.ResponseWriter, r *http.Request) {
	var in model.PostActionIntegrationRequest
	if !p.decode(w, r, &in) {
		return
	}
	run := p.current()
	if run == nil {
		p.reply(w, model.PostActionIntegrationResponse{EphemeralText: asleep})
		return
	}
	run.promptly(func(ctx context.Context, _ func() bool) any {
		run.press(ctx, in)
		return nil
	})
	p.reply(w, map[string]any{})
}

// decode reads a callback's JSON.
func (p *Platform) decode(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxHook)).Decode(v); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return false
		}
		http.Error(w, "not readable", http.StatusBadRequest)
		return false
	}
	return true
}

// press carries a press out, if it is one.
func (r *run) press(ctx context.Context, in model.PostActionIntegrationRequest) {
	p := r.p
	e := chat.Event{User: in.UserId, At: chat.Ref{Platform: Name, Channel: in.ChannelId, Message: in.PostId}, Zone: p.zone(in.UserId)}
	t, err := p.notary.check(ctx, in.TriggerId, in.UserId)
	switch {
	case errors.Is(err, errTrigger), errors.Is(err, errOther), errors.Is(err, errLate), errors.Is(err, errReplayed):
		r.forged(ctx, e, "button", err, in.TriggerId)
		return
	case err != nil:
		p.o.Log.Error("press cannot be checked", "user", in.UserId, "err", err)
		r.tell(ctx, e, chat.Message{Text: "This press could not be checked just now, so nothing was done. Try again in a minute.", Tone: chat.Warning})
		return
	}
	e.ID = "press:" + t.ID
	s, rec, err := p.pressed(ctx, in)
	switch {
	case errors.Is(err, errExpired):
		r.tell(ctx, e, chat.Message{Text: "This card is too old for its buttons. Type /" + p.o.Command + " status for a new one.", Tone: chat.Warning})
		return
	case errors.Is(err, errUnsigned), errors.Is(err, errForeign):
		r.forged(ctx, e, "button", err, in.TriggerId)
		return
	case err != nil:
		p.o.Log.Error("press cannot be checked", "user", in.UserId, "err", err)
		r.tell(ctx, e, chat.Message{Text: "This press could not be checked just now, so nothing was done. Try again in a minute.", Tone: chat.Warning})
		return
	}
	e.At.Thread = rec.Root
	if s.Action.Verb == verbCheck {
		r.check(ctx, in)
		return
	}
	e.Press = &s.Action
	a := r.openForm(ctx, e, in.TriggerId, r.handle(ctx, e))
	if a.Reply != nil {
		r.tell(ctx, e, *a.Reply)
	}
}

// errForeign says that a button's stamp was found where it does not belong.
var errForeign = errors.New("it stands in a message or channel that it was not made for, or was made for another person")

// pressed reads what a button means, and makes sure that it is pressed where
// it was put: anybody can make a message whose buttons call this program, but
// nobody can read the stamp of another's.
func (p *Platform) pressed(ctx context.Context, in model.PostActionIntegrationRequest) (stamp, posted, error) {
	s, err := p.seal.stamp(in.Context, p.o.Now())
	if err != nil {
		return s, posted{}, err
	}
	if s.Channel != in.ChannelId || s.User != "" && s.User != in.UserId {
		return s, posted{}, errForeign
	}
	if s.Key == "" {
		if s.User == "" {
			return s, posted{}, errForeign
		}
		return s, posted{}, nil // shown to this person alone, and kept nowhere
	}
	rec, err := p.record(ctx, in.PostId)
	if errors.Is(err, chat.ErrNotFound) || err == nil && (rec.Key != s.Key || rec.Channel != s.Channel) {
		return s, rec, errForeign
	}
	return s, rec, err
}

// triggerID is the name of a trigger, unchecked.
func triggerID(text string) string {
	t, _ := readTrigger(text)
	return t.ID
}

// forgeriesAtOnce bounds how many forgeries of one user are told in a minute:
// the audit log must not be filled by one person with a script.
const forgeriesAtOnce = 10

// forged tells of something that looked like a press or a form and was none.
func (r *run) forged(ctx context.Context, e chat.Event, what string, why error, trigger string) {
	if !r.forgeries.allow(e.User, r.p.o.Now()) {
		r.p.o.Log.Warn("forgery not audited: too many", "what", what, "user", e.User, "why", why)
		return
	}
	r.p.o.Log.Warn("forgery", "what", what, "user", e.User, "channel", e.At.Channel, "message", e.At.Message, "why", why)
	e.ID = "forged:" + digest(what, e.User, e.At.Channel, e.At.Message, trigger, why.Error())
	e.Forged = &chat.Forgery{What: what, Why: fmt.Sprintf("%v (message %s in channel %s)", why, e.At.Message, e.At.Channel)}
	if a := r.handle(ctx, e); a.Reply != nil {
		r.tell(ctx, e, *a.Reply)
	}
}
