package mattermost

import (
	"context"
	"errors"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// onAction answers a press.
func (p *Platform) onAction(w http.ResponseWriter, r *http.Request) {
	var in model.PostActionIntegrationRequest
	if !p.decode(w, r, &in) {
		return
	}
	run := p.running.Load()
	if run == nil {
		p.reply(w, model.PostActionIntegrationResponse{EphemeralText: adapter.Asleep})
		return
	}
	answered, ok := run.Promptly(prompt, func(ctx context.Context, _ func() bool) any {
		run.press(ctx, in)
		return nil
	})
	if !ok {
		answered = model.PostActionIntegrationResponse{EphemeralText: adapter.Asleep}
	}
	p.reply(w, answered)
}

// press carries a press out, if it is one.
func (r *run) press(ctx context.Context, in model.PostActionIntegrationRequest) {
	p := r.p
	in.ChannelId, in.PostId = ident(in.ChannelId), ident(in.PostId)
	e := chat.Event{User: ident(in.UserId), At: chat.Ref{Platform: Name, Channel: in.ChannelId, Message: in.PostId}}
	t, err := p.notary.check(ctx, in.TriggerId, in.UserId)
	var s stamp
	var rec adapter.Posted
	if err == nil {
		e.ID = "press:" + t.ID
		s, rec, err = p.pressed(ctx, in)
	}
	switch {
	case err == nil:
	case errors.Is(err, errExpired):
		r.Tell(ctx, e, chat.Message{Text: "This card is too old for its buttons. Type /" + p.o.Command + " status for a new one.", Tone: chat.Warning})
		return
	case isForgery(err):
		r.forged(ctx, e, "button", err, in.TriggerId)
		return
	default:
		p.o.Log.Error("press cannot be checked", "user", e.User, "err", err)
		r.Tell(ctx, e, chat.Message{Text: "This press could not be checked just now, so nothing was done. Try again in a minute.", Tone: chat.Warning})
		return
	}
	e.At.Thread = rec.Root
	if s.Action.Verb == verbCheck {
		r.check(ctx, in)
		return
	}
	e.Press, e.Zone = &s.Action, p.zone(ctx, e.User)
	a, _ := r.Handle(ctx, e)
	a = r.openForm(ctx, e, in.TriggerId, a)
	if a.Reply != nil {
		r.Tell(ctx, e, *a.Reply)
	}
}

// isForgery reports whether an error says that a press is none, and not that it
// could not be checked.
func isForgery(err error) bool {
	for _, f := range []error{errTrigger, errOther, errLate, errReplayed, errUnsigned, errForeign} {
		if errors.Is(err, f) {
			return true
		}
	}
	return false
}

// errForeign says that a button's stamp was found where it does not belong.
var errForeign = errors.New("it stands in a message or channel that it was not made for, or was made for another person")

// pressed reads what a button means, and makes sure that it is pressed where
// it was put: anybody can make a message whose buttons call this program, but
// nobody can read the stamp of another's.
func (p *Platform) pressed(ctx context.Context, in model.PostActionIntegrationRequest) (stamp, adapter.Posted, error) {
	s, err := p.seal.stamp(in.Context, p.o.Now())
	if err != nil {
		return s, adapter.Posted{}, err
	}
	if s.Channel != in.ChannelId || s.User != "" && s.User != in.UserId {
		return s, adapter.Posted{}, errForeign
	}
	if s.Key == "" {
		if s.User == "" {
			return s, adapter.Posted{}, errForeign
		}
		return s, adapter.Posted{}, nil // shown to this person alone, and kept nowhere
	}
	rec, err := p.poster.Record(ctx, message(in.PostId))
	if errors.Is(err, chat.ErrNotFound) || err == nil && (rec.Key != s.Key || rec.Channel != s.Channel) {
		return s, rec, errForeign
	}
	return s, rec, err
}
