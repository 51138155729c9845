package mattermost

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// propKey is the property of a message that names what it was posted for.
const propKey = "appealbot_key"

// Post implements chat.Messenger.
func (p *Platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	return p.poster.Post(ctx, key, channel, thread, m)
}

// Update implements chat.Messenger.
func (p *Platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	return p.poster.Update(ctx, at, m)
}

// wire is what the Poster needs of a Platform.
type wire struct{ *Platform }

var _ adapter.Wire = wire{}

// Ready implements adapter.Wire.
func (w wire) Ready(ctx context.Context) error { return w.ready(ctx) }

// Name implements adapter.Wire.
func (w wire) Name(at chat.Ref) string { return ident(at.Message) }

// Refused implements adapter.Wire.
func (w wire) Refused(err error) bool { return refused(err) }

// refused reports whether the server said that it did not do what it was asked.
func refused(err error) bool {
	s := status(err)
	return s >= 400 && s < 500 && s != http.StatusTooManyRequests
}

// Parts implements adapter.Wire.
func (w wire) Parts(m chat.Message) int { return len(leaves(m, nil)) }

// leaf lays one part of a message out.
func (w wire) leaf(ctx context.Context, m chat.Message, part int) (leaf, error) {
	if part > 0 {
		l := leaves(m, nil)[part]
		l.text = adapter.GoesOn
		return l, nil
	}
	names, err := w.names(ctx, m.Mention)
	if err != nil {
		return leaf{}, err
	}
	return leaves(m, names)[0], nil
}

// Create implements adapter.Wire.
func (w wire) Create(ctx context.Context, s adapter.Slot, m chat.Message, part int) (adapter.Made, error) {
	l, err := w.leaf(ctx, m, part)
	if err != nil {
		return adapter.Made{}, err
	}
	return w.create(ctx, s, l)
}

// create makes one message on the server. The pending id makes a second one with
// the same a no-op, for half a minute: it covers a first request that is still
// under way.
func (p *Platform) create(ctx context.Context, s adapter.Slot, l leaf) (adapter.Made, error) {
	files, notes, err := p.upload(ctx, s.Channel, l.files[:min(len(l.files), maxFiles)])
	if err != nil {
		return adapter.Made{}, p.whyNot(ctx, s.Channel, err)
	}
	q := &model.Post{
		ChannelId: s.Channel, RootId: s.Thread, Message: l.text + notes, FileIds: files,
		PendingPostId: p.me() + ":" + s.Key + s.Instead, Props: p.props(s.Key, s.Channel, l),
	}
	made, resp, err := p.api.CreatePost(ctx, q)
	err = failed(resp, err)
	if err != nil && s.Thread != "" && status(err) == http.StatusBadRequest && strings.Contains(errorID(err), "root_id") {
		if q.RootId, err = p.root(ctx, s.Channel, s.Thread, err); err != nil {
			return adapter.Made{}, err
		}
		made, resp, err = p.api.CreatePost(ctx, q)
		err = failed(resp, err)
	}
	if err != nil {
		return adapter.Made{}, p.whyNot(ctx, s.Channel, err)
	}
	return madeOf(made), nil
}

func madeOf(q *model.Post) adapter.Made {
	return adapter.Made{ID: q.Id, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt}
}

// root finds the message whose thread was meant when the server refused one:
// either there is none, or it is an answer itself.
func (p *Platform) root(ctx context.Context, channel, thread string, why error) (string, error) {
	q, resp, look := p.api.GetPost(ctx, thread, "")
	look = failed(resp, look)
	switch {
	case look == nil && q.RootId != "" && q.ChannelId == channel:
		return q.RootId, nil
	case look != nil && !refused(look):
		return "", fmt.Errorf("find thread: %w", look)
	default:
		return "", fmt.Errorf("find thread: %w: %w", chat.ErrNotFound, withoutKind(why))
	}
}

// Change implements adapter.Wire. Reading the message and writing it back would
// take its buttons away, because the server tells nobody their contexts.
func (w wire) Change(ctx context.Context, at chat.Ref, key string, m chat.Message, part int) (int64, error) {
	l, err := w.leaf(ctx, m, part)
	if err != nil {
		return 0, err
	}
	props := w.props(key, at.Channel, l)
	q, resp, err := w.api.PatchPost(ctx, at.Message, &model.PostPatch{Message: &l.text, Props: &props})
	err = failed(resp, err)
	if strings.Contains(errorID(err), "permissions_time_limit") {
		// The server forbids changing words after a while, but not what is
		// attached to them (a real server, 2026-11).
		lead := &model.MessageAttachment{Text: l.text, Fallback: adapter.Cut(adapter.OneLine(l.text), maxTitle)}
		if as, ok := props[model.PostPropsAttachments].([]*model.MessageAttachment); ok {
			props[model.PostPropsAttachments] = append([]*model.MessageAttachment{lead}, as...)
		}
		q, resp, err = w.api.PatchPost(ctx, at.Message, &model.PostPatch{Props: &props})
		err = failed(resp, err)
	}
	if err != nil {
		return 0, w.unchanged(ctx, at, err)
	}
	return q.UpdateAt, nil
}

// unchanged finds out why a message could not be changed.
func (w wire) unchanged(ctx context.Context, at chat.Ref, err error) error {
	switch status(err) {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound:
	default:
		return err
	}
	if why := w.whyNot(ctx, at.Channel, err); errors.Is(why, chat.ErrArchived) || errors.Is(why, chat.ErrNotMember) {
		return why
	}
	_, resp, look := w.api.GetPost(ctx, at.Message, "")
	if s := status(failed(resp, look)); s == http.StatusNotFound || s == http.StatusBadRequest {
		return fmt.Errorf("find message: %w: %w", chat.ErrNotFound, withoutKind(err))
	}
	return withoutKind(err)
}

// Delete implements adapter.Wire.
func (w wire) Delete(ctx context.Context, at chat.Ref) error {
	resp, err := w.api.DeletePost(ctx, at.Message)
	if err = failed(resp, err); errors.Is(err, chat.ErrNotFound) {
		return err
	}
	return w.whyNot(ctx, at.Channel, err)
}

// props are the properties of a message: its attachments with their buttons,
// and the key that finds it again. They replace those that were there, so all
// are given each time.
func (p *Platform) props(k, channel string, l leaf) model.StringInterface {
	return model.StringInterface{
		model.PostPropsAttachments: l.attachments(p.buttons(stamp{Key: k, Channel: channel})),
		model.PostPropsFromBot:     "true",
		propKey:                    k,
	}
}

// buttons makes a leaf's buttons, each with a stamp like t.
func (p *Platform) buttons(t stamp) func(chat.Button) *model.PostAction {
	t.At = p.o.Now()
	return func(b chat.Button) *model.PostAction {
		t.Action = b.Action
		a := &model.PostAction{
			Id: buttonID(b.Action), Type: model.PostActionTypeButton, Name: adapter.Cut(adapter.OneLine(b.Label), 80), Style: "default",
			Integration: &model.PostActionIntegration{URL: p.o.Callback + PathAction, Context: p.seal.context(t)},
		}
		if a.Name == "" {
			a.Name = "…"
		}
		switch b.Style {
		case chat.Primary:
			a.Style = "primary"
		case chat.Danger:
			a.Style = "danger"
		}
		return a
	}
}

// buttonID names a button by what it means. The server looks up what a button
// does in the message as it is now: had the buttons of two revisions the same
// ids, somebody whose client still shows the older one would approve the newer,
// unread. So it finds no such button and refuses the press. It takes letters and
// digits alone, and the first of two with the same id, which mean the same here
// (a real server, 2026-11).
func buttonID(a chat.Action) string {
	sum := sha256.Sum256([]byte(adapter.Digest(a.Verb, a.Subject, a.Digest, a.Arg)))
	return "b" + hex.EncodeToString(sum[:10])
}
