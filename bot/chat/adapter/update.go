package adapter

import (
	"context"

	"appealbot/bot/chat"
)

// Update does what chat.Messenger says. What shows the same already is left
// alone: every change voids the reactions that were given before it.
func (p *Poster) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	if err := p.Wire.Ready(ctx); err != nil {
		return err
	}
	p.Progress.wait(ctx)
	c, release, err := p.card(ctx, at)
	if err != nil {
		return err
	}
	defer release()
	hash := Show(m)
	if hash != "" && c.Hash == hash {
		return p.Wire.Stands(ctx, c.ref)
	}
	// Its answer may get lost: then nobody knows what the message shows.
	if c.Hash != "" {
		if err := p.note(&c, func(rec *Posted) { rec.Hash = "" }); err != nil {
			return err
		}
	}
	changed, err := p.Wire.Change(ctx, c.ref, c.Key, m, 0)
	if err != nil {
		return err
	}
	if err := p.note(&c, func(rec *Posted) { rec.Hash, rec.Changed = "", changed }); err != nil {
		return err
	}
	return p.goOn(ctx, &c, m, hash)
}

// A card is a message that is being worked on, with what is kept of it.
type card struct {
	name string
	ref  chat.Ref
	late int64 // when the last of its parts was changed, after itself
	Posted
}

// card returns a message of the bot for work that nobody else does meanwhile.
func (p *Poster) card(ctx context.Context, at chat.Ref) (c card, release func(), err error) {
	c.name = p.Wire.Name(at)
	release = p.Book.Hold(KeepPost + c.name)
	if c.Posted, err = p.Record(ctx, at); err != nil {
		release()
		return c, nil, err
	}
	c.ref = chat.Ref{Platform: p.Book.Platform, Channel: c.Channel, Message: at.Message, Thread: c.Root}
	return c, release, nil
}

// note changes what is kept of a card.
func (p *Poster) note(c *card, change func(*Posted)) (err error) {
	c.Posted, err = p.Book.Note(c.name, change)
	return err
}

// more is the i-th message that goes on with a card.
func (c *card) more(i int) chat.Ref {
	return chat.Ref{Platform: c.ref.Platform, Channel: c.Channel, Message: c.More[i], Thread: c.thread()}
}

// thread is the message whose thread a card's thread is.
func (c *card) thread() string {
	if c.Root != "" {
		return c.Root
	}
	return c.ref.Message
}

// slot is where something belongs that is tried in the thread of a card.
func (c *card) slot(t Try) Slot {
	return Slot{Key: t.Key, Instead: t.For, Channel: c.Channel, Thread: c.thread()}
}
