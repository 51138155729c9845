package adapter

import (
	"context"
	"fmt"

	"appealbot/bot/chat"
)

// A Poster shows each message once.
type Poster struct {
	Book     *Book
	Wire     Wire
	Progress *Progress // holds updates back until what was missed is found
}

// Post does what chat.Messenger says. What it is about to post is kept first, so
// that after a crash or a lost answer the message is looked for before it is
// posted again.
func (p *Poster) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	if err := p.Wire.Ready(ctx); err != nil {
		return chat.Ref{}, err
	}
	k := Digest(key)
	defer p.Book.Hold(KeepKey + k)()
	var s Sent
	before, err := p.Book.Get(KeepKey+k, &s)
	if err != nil {
		return chat.Ref{}, err
	}
	if before && s.ID == "" {
		if s, err = p.found(ctx, k, s); err != nil {
			return chat.Ref{}, err
		}
	}
	if s.ID != "" {
		return p.ref(s), p.finish(ctx, k, s, m)
	}
	own := Files(m)
	own = own[:min(len(own), p.Wire.Own())]
	want := Sent{Since: p.Book.now() - Skew.Milliseconds(), In: channel, Root: thread, Files: FileDigests(own), Show: Show(m)}
	if before && s.In == channel {
		want.Since = s.Since // the answer to the first attempt may be under way still
	}
	if err := p.Book.Save(KeepKey+k, want); err != nil {
		return chat.Ref{}, err
	}
	at, err := p.post(ctx, k, want, m)
	if at.Message == "" && err != nil && p.Wire.Refused(err) && !before {
		_ = p.Book.Forget(KeepKey + k) // there is nothing to look for
	}
	return at, err
}

// slot is where something belongs that was asked for with a key.
func (s Sent) slot(k string) Slot { return Slot{Key: k, Channel: s.In, Thread: s.Root} }

// ref is the message that was made.
func (p *Poster) ref(s Sent) chat.Ref {
	return chat.Ref{Platform: p.Book.Platform, Channel: s.In, Message: s.ID, Thread: s.Root}
}

// found looks for a message that may have been posted before.
func (p *Poster) found(ctx context.Context, k string, s Sent) (Sent, error) {
	made, err := p.Wire.Find(ctx, s.slot(k), s.Since)
	if err != nil || made == nil {
		return s, err
	}
	return p.made(k, *made, s)
}

// post makes the message and what goes on with it in its thread. The reference
// is not empty once the message is there, whatever the error.
func (p *Poster) post(ctx context.Context, k string, s Sent, m chat.Message) (chat.Ref, error) {
	made, err := p.Wire.Create(ctx, s.slot(k), m, 0)
	if err != nil {
		return chat.Ref{}, err
	}
	if s, err = p.made(k, made, s); err != nil {
		return p.ref(s), err
	}
	return p.ref(s), p.finish(ctx, k, s, m)
}

// made keeps what became of a Post.
func (p *Poster) made(k string, made Made, s Sent) (Sent, error) {
	s.Since, s.ID, s.In, s.Root = made.At, made.ID, made.Channel, made.Root
	_, err := p.Book.KeepNew(p.Wire.Name(p.ref(s)), Posted{Key: k, Channel: s.In, Root: s.Root, At: made.At, Files: s.Files})
	if err != nil {
		return s, err
	}
	return s, p.Book.Save(KeepKey+k, s)
}

// finish shows what is not shown yet of a message whose first part is there,
// because this program or the server ended in between. A message that was
// updated since is left to the next update.
func (p *Poster) finish(ctx context.Context, k string, s Sent, m chat.Message) error {
	if s.Show == "" || s.Show != Show(m) {
		return nil
	}
	c, release, err := p.card(ctx, p.ref(s))
	if err != nil {
		return err
	}
	defer release()
	if c.Hash == "" && c.Changed == 0 {
		if err := p.goOn(ctx, &c, m, s.Show); err != nil {
			return err
		}
	}
	s.Show = ""
	return p.Book.Save(KeepKey+k, s)
}

// Record returns what is kept of a message of the bot, or finds out what it
// needs from the platform. It returns chat.ErrNotFound for anybody else's.
func (p *Poster) Record(ctx context.Context, at chat.Ref) (Posted, error) {
	name := p.Wire.Name(at)
	if name == "" {
		return Posted{}, fmt.Errorf("find message %q: %w", Cut(at.Message, maxShown), chat.ErrNotFound)
	}
	rec, ok, err := p.Book.Posted(name)
	if err != nil || ok {
		return rec, err
	}
	if rec, err = p.Wire.Look(ctx, at); err != nil {
		return rec, err
	}
	return p.Book.KeepNew(name, rec)
}

// maxShown bounds what an error repeats of what somebody sent, in characters.
const maxShown = 100
