package mattermost

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// propKey is the property of a message that names what it was posted for.
const propKey = "appealbot_key"

// Post implements chat.Messenger. What it is about to post is kept first, so
// that after a crash or a lost answer the message is looked for before it is
// posted again: the server itself remembers for half a minute only.
func (p *Platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	if err := p.ready(ctx); err != nil {
		return chat.Ref{}, err
	}
	k := digest(key)
	defer p.locks.hold(keepKey + k)()
	var s sent
	before, err := p.get(keepKey+k, &s)
	if err != nil {
		return chat.Ref{}, err
	}
	if before && s.ID == "" {
		if s, err = p.found(ctx, k, s); err != nil {
			return chat.Ref{}, err
		}
	}
	if s.ID != "" {
		return s.ref(), p.finish(ctx, k, s, m)
	}
	want := sent{Since: millis(p.o.Now().Add(-skew)), In: channel, Files: digests(m), Show: show(m)}
	if before && s.In == channel {
		want.Since = s.Since // the answer to the first attempt may be under way still
	}
	if err := p.save(keepKey+k, want); err != nil {
		return chat.Ref{}, err
	}
	at, err := p.post(ctx, k, want, thread, m)
	if at.Message == "" && refused(err) {
		_ = p.forget(keepKey + k) // there is nothing to look for
	}
	return at, err
}

// found looks for a message that may have been posted before.
func (p *Platform) found(ctx context.Context, k string, s sent) (sent, error) {
	q, err := p.search(ctx, k, s.In, s.Since)
	if err != nil || q == nil {
		return s, err
	}
	return p.made(k, q, s)
}

// refused reports whether the server said that it did not do what it was asked.
func refused(err error) bool {
	s := status(err)
	return s >= 400 && s < 500 && s != http.StatusTooManyRequests
}

// post makes the message and what goes on with it in its thread. The reference
// is not empty once the message is there, whatever the error.
func (p *Platform) post(ctx context.Context, k string, s sent, thread string, m chat.Message) (chat.Ref, error) {
	names, err := p.names(ctx, m.Mention)
	if err != nil {
		return chat.Ref{}, err
	}
	q, err := p.create(ctx, k, "", s.In, thread, leaves(m, names)[0])
	if err != nil {
		return chat.Ref{}, err
	}
	if s, err = p.made(k, q, s); err != nil {
		return s.ref(), err
	}
	return s.ref(), p.finish(ctx, k, s, m)
}

// finish shows what is not shown yet of a message whose first part is there,
// because this program or the server ended in between. A message that was
// updated since is left to the next update.
func (p *Platform) finish(ctx context.Context, k string, s sent, m chat.Message) error {
	if s.Show == "" || s.Show != show(m) {
		return nil
	}
	defer p.locks.hold(keepPost + s.ID)()
	rec, err := p.record(ctx, s.ID)
	if err != nil {
		return err
	}
	if rec.Hash == "" && rec.Changed == 0 {
		names, err := p.names(ctx, m.Mention)
		if err != nil {
			return err
		}
		if err := p.goOn(ctx, s.ID, rec, leaves(m, names), s.Show); err != nil {
			return err
		}
	}
	s.Show = ""
	return p.save(keepKey+k, s)
}

// create makes one message on the server, for a key and, if one of that key was
// deleted, in place of that.
func (p *Platform) create(ctx context.Context, k, instead, channel, thread string, l leaf) (*model.Post, error) {
	files, notes, err := p.upload(ctx, channel, l.files[:min(len(l.files), maxFiles)])
	if err != nil {
		return nil, p.whyNot(ctx, channel, err)
	}
	q := &model.Post{
		ChannelId: channel, RootId: thread, Message: l.text + notes, FileIds: files,
		PendingPostId: p.me() + ":" + k + instead, Props: p.props(k, channel, l),
	}
	made, resp, err := p.api.CreatePost(ctx, q)
	err = failed(resp, err)
	if err != nil && thread != "" && status(err) == http.StatusBadRequest && strings.Contains(errorID(err), "root_id") {
		if q.RootId, err = p.root(ctx, channel, thread, err); err != nil {
			return nil, err
		}
		made, resp, err = p.api.CreatePost(ctx, q)
		err = failed(resp, err)
	}
	if err != nil {
		return nil, p.whyNot(ctx, channel, err)
	}
	return made, nil
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
			Id: buttonID(b.Action), Type: model.PostActionTypeButton, Name: cut(oneLine(b.Label), 80), Style: "default",
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
	sum := sha256.Sum256([]byte(digest(a.Verb, a.Subject, a.Digest, a.Arg)))
	return "b" + hex.EncodeToString(sum[:10])
}

// made keeps what became of a Post.
func (p *Platform) made(k string, q *model.Post, s sent) (sent, error) {
	s.Since, s.ID, s.In, s.Root = q.CreateAt, q.Id, q.ChannelId, q.RootId
	_, err := p.keepNew(q.Id, posted{Key: k, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt, Files: s.Files})
	if err != nil {
		return s, err
	}
	return s, p.save(keepKey+k, s)
}

// record returns what is kept of a message of the bot, or finds out what it
// needs from the server. It returns chat.ErrNotFound for anybody else's.
func (p *Platform) record(ctx context.Context, message string) (posted, error) {
	var rec posted
	if !model.IsValidId(message) {
		return rec, fmt.Errorf("find message %q: %w", cut(message, maxTitle), chat.ErrNotFound)
	}
	ok, err := p.get(keepPost+message, &rec)
	if err != nil || ok {
		return rec, err
	}
	q, resp, err := p.api.GetPost(ctx, message, "")
	if err := failed(resp, err); err != nil {
		if status(err) == http.StatusBadRequest || status(err) == http.StatusForbidden {
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return rec, err
	}
	k, _ := q.GetProp(propKey).(string)
	if q.UserId != p.me() || k == "" {
		return rec, fmt.Errorf("find message of the bot: %w", chat.ErrNotFound)
	}
	// When it was changed is not known: the server moves UpdateAt for answers
	// and reactions too. Too late a time makes a reaction stale, which asks the
	// person once more; too early a one would approve what they have not read.
	return p.keepNew(message, posted{Key: k, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt, Changed: q.UpdateAt})
}
