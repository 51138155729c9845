package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// Update implements chat.Messenger. What shows the same already is left alone:
// every change voids the reactions that were given before it.
func (p *Platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	p.behind(ctx)
	defer p.locks.hold(keepPost + at.Message)()
	rec, err := p.record(ctx, at.Message)
	if err != nil {
		return err
	}
	hash := show(m)
	if hash != "" && rec.Hash == hash {
		return p.stands(ctx, at.Message, rec.Channel)
	}
	names, err := p.names(ctx, m.Mention)
	if err != nil {
		return err
	}
	ls := leaves(m, names)
	q, err := p.patch(ctx, at.Message, rec.Channel, p.props(rec.Key, rec.Channel, ls[0]), ls[0].text)
	if err != nil {
		return err
	}
	rec, err = p.note(at.Message, func(rec *posted) { rec.Hash, rec.Changed = "", q.UpdateAt })
	if err != nil {
		return err
	}
	return p.goOn(ctx, at.Message, rec, ls, hash)
}

// stands reports why a message is not there any more, or its channel takes
// nothing, if that is so. Nothing is to be changed, but whoever asks wants to
// know.
func (p *Platform) stands(ctx context.Context, message, channel string) error {
	c, resp, err := p.api.GetChannel(ctx, channel)
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	if c.DeleteAt != 0 {
		return chat.ErrArchived
	}
	_, resp, err = p.api.GetPost(ctx, message, "")
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	return nil
}

// patch changes what a message shows. Reading the message and writing it back
// would take its buttons away, because the server tells nobody their contexts.
func (p *Platform) patch(ctx context.Context, message, channel string, props model.StringInterface, text string) (*model.Post, error) {
	q, resp, err := p.api.PatchPost(ctx, message, &model.PostPatch{Message: &text, Props: &props})
	err = failed(resp, err)
	if strings.Contains(errorID(err), "permissions_time_limit") {
		// The server forbids changing words after a while, but not what is
		// attached to them (a real server, 2026-11).
		lead := &model.MessageAttachment{Text: text, Fallback: cut(oneLine(text), maxTitle)}
		if as, ok := props[model.PostPropsAttachments].([]*model.MessageAttachment); ok {
			props[model.PostPropsAttachments] = append([]*model.MessageAttachment{lead}, as...)
		}
		q, resp, err = p.api.PatchPost(ctx, message, &model.PostPatch{Props: &props})
		err = failed(resp, err)
	}
	switch status(err) {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound:
		if why := p.whyNot(ctx, channel, err); errors.Is(why, chat.ErrArchived) || errors.Is(why, chat.ErrNotMember) {
			return nil, why
		}
		if _, resp, look := p.api.GetPost(ctx, message, ""); status(failed(resp, look)) == http.StatusNotFound || status(failed(resp, look)) == http.StatusBadRequest {
			return nil, fmt.Errorf("find message: %w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return nil, withoutKind(err)
	}
	return q, err
}

// goOn brings what goes on in the thread of a message to where it should be:
// its other leaves, and files that it does not show yet. Only then the whole is
// known to show what hash names.
func (p *Platform) goOn(ctx context.Context, message string, rec posted, ls []leaf, hash string) error {
	rec, err := p.settle(ctx, message, rec)
	if err != nil {
		return err
	}
	for i, l := range ls[1:] {
		l.text = goesOn
		t := try{Key: partKey(rec.Key, i), Part: i}
		if i < len(rec.More) {
			props := p.props(t.Key, rec.Channel, l)
			if _, err := p.patch(ctx, rec.More[i], rec.Channel, props, l.text); err == nil {
				continue
			} else if !errors.Is(err, chat.ErrNotFound) {
				return err
			}
			t.For = rec.More[i]
		}
		if rec, err = p.below(ctx, message, t, l); err != nil {
			return err
		}
	}
	for len(rec.More) > len(ls)-1 {
		last := rec.More[len(rec.More)-1]
		if resp, err := p.api.DeletePost(ctx, last); err != nil && !errors.Is(failed(resp, err), chat.ErrNotFound) {
			return p.whyNot(ctx, rec.Channel, failed(resp, err))
		}
		if rec, err = p.note(message, func(rec *posted) { rec.More = rec.More[:len(rec.More)-1] }); err != nil {
			return err
		}
	}
	if rec, err = p.showFiles(ctx, message, rec, ls[0].files); err != nil {
		return err
	}
	_, err = p.note(message, func(rec *posted) { rec.Hash = hash })
	return err
}

// below makes a message in the thread of another. Like that of a Post, what it
// is about to make is kept first.
func (p *Platform) below(ctx context.Context, message string, t try, l leaf) (posted, error) {
	t.Since = millis(p.o.Now().Add(-skew))
	rec, err := p.note(message, func(rec *posted) { rec.Try = &t })
	if err != nil {
		return rec, err
	}
	root := message
	if rec.Root != "" {
		root = rec.Root
	}
	q, err := p.create(ctx, t.Key, t.For, rec.Channel, root, l)
	if err != nil {
		return rec, err
	}
	return p.note(message, func(rec *posted) { rec.took(q.Id) })
}

// settle finds out whether what was about to be made in the thread of a message
// was made, when nothing was heard of it.
func (p *Platform) settle(ctx context.Context, message string, rec posted) (posted, error) {
	if rec.Try == nil {
		return rec, nil
	}
	q, err := p.search(ctx, rec.Try.Key, rec.Channel, rec.Try.Since)
	if err != nil {
		return rec, err
	}
	return p.note(message, func(rec *posted) {
		if q != nil {
			rec.took(q.Id)
		}
		rec.Try = nil
	})
}

// partKey is the key of the i-th message that goes on with another.
func partKey(k string, i int) string { return k + "/" + strconv.Itoa(i+2) }

// goesOn is what a message says that goes on with another.
const goesOn = "(goes on)"

// show names what a message shows, so that showing the same again is noticed.
func show(m chat.Message) string {
	m.Files = named(m.Files)
	m.Sections = slices.Clone(m.Sections)
	for i := range m.Sections {
		m.Sections[i].Images = named(m.Sections[i].Images)
	}
	b, err := json.Marshal(m)
	if err != nil {
		return "" // never the same as anything
	}
	return digest(string(b))
}

// named are files with digests in place of their bytes.
func named(fs []chat.File) []chat.File {
	fs = slices.Clone(fs)
	for i := range fs {
		fs[i].Data = []byte(digest(string(fs[i].Data)))
	}
	return fs
}
