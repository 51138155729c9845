package mattermost

import (
	"context"
	"crypto/subtle"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

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
		p.o.Log.Warn("command with a wrong token", "user", ident(form.Get("user_id")), "channel", ident(form.Get("channel_id")))
		http.Error(w, "wrong token", http.StatusUnauthorized)
		return
	}
	run := p.running.Load()
	if run == nil {
		p.reply(w, model.CommandResponse{ResponseType: model.CommandResponseTypeEphemeral, Text: adapter.Asleep})
		return
	}
	e := chat.Event{
		ID: "command:" + commandID(form), User: form.Get("user_id"),
		At:      chat.Ref{Platform: Name, Channel: form.Get("channel_id"), Thread: form.Get("root_id")},
		Direct:  form.Get("channel_name") == model.GetDMNameFromIds(p.me(), form.Get("user_id")),
		Command: &chat.Command{Line: form.Get("text")},
	}
	answered, ok := run.Promptly(prompt, func(ctx context.Context, waits func() bool) any {
		e.Zone = p.zone(ctx, e.User)
		a, _ := run.Handle(ctx, e)
		a = run.openForm(ctx, e, form.Get("trigger_id"), a)
		if a.Reply == nil {
			return nil
		}
		if waits() {
			return run.commandReply(ctx, e, *a.Reply)
		}
		run.Tell(ctx, e, *a.Reply)
		return nil
	})
	if !ok {
		answered = model.CommandResponse{ResponseType: model.CommandResponseTypeEphemeral, Text: adapter.Asleep}
	}
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
	return adapter.Digest(form.Get("user_id"), form.Get("channel_id"), form.Get("text"), form.Get("response_url"))
}

// triggerID is the name of a trigger, unchecked.
func triggerID(text string) string {
	t, _ := readTrigger(text)
	return t.ID
}
