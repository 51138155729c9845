package adapter

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"appealbot/bot/chat"
)

// goOn brings what goes on in the thread of a message to where it should be:
// its other parts, and files that it does not show yet. Only then the whole is
// known to show what hash names.
func (p *Poster) goOn(ctx context.Context, c *card, m chat.Message, hash string) error {
	if err := p.settle(ctx, c); err != nil {
		return err
	}
	parts := p.Wire.Parts(m)
	for part := 1; part < parts; part++ {
		if err := p.part(ctx, c, m, part); err != nil {
			return err
		}
	}
	if err := p.shorten(ctx, c, parts-1); err != nil {
		return err
	}
	if err := p.showFiles(ctx, c, Files(m)); err != nil {
		return err
	}
	return p.note(c, func(rec *Posted) {
		rec.Hash = hash
		if rec.Changed != 0 {
			rec.Changed = max(rec.Changed, c.late) // who reacted before has not read all of it
		}
	})
}

// part changes a part that goes on with a card, or makes it.
func (p *Poster) part(ctx context.Context, c *card, m chat.Message, part int) error {
	i := part - 1
	t := Try{Key: c.Key + "/" + strconv.Itoa(part+1), Part: i}
	if i < len(c.More) {
		changed, err := p.Wire.Change(ctx, c.more(i), t.Key, m, part)
		c.late = max(c.late, changed)
		if !errors.Is(err, chat.ErrNotFound) {
			return err
		}
		t.For = c.More[i]
	}
	return p.below(c, t, func(s Slot) (Made, error) { return p.Wire.Create(ctx, s, m, part) })
}

// shorten deletes the parts of a card after the first n that go on with it.
func (p *Poster) shorten(ctx context.Context, c *card, n int) error {
	for len(c.More) > n {
		last := len(c.More) - 1
		if err := p.Wire.Delete(ctx, c.more(last)); err != nil && !errors.Is(err, chat.ErrNotFound) {
			return err
		}
		if err := p.note(c, func(rec *Posted) { rec.More = rec.More[:last] }); err != nil {
			return err
		}
	}
	return nil
}

// showFiles puts files that a message does not show yet into its thread: those
// of a message cannot be changed once it was posted.
func (p *Poster) showFiles(ctx context.Context, c *card, files []chat.File) error {
	var fresh []chat.File
	for _, f := range files {
		if !slices.Contains(c.Files, FileDigest(f)) {
			fresh = append(fresh, f)
		}
	}
	for batch := range slices.Chunk(fresh, p.Wire.Batch()) {
		t := Try{Files: FileDigests(batch)}
		t.Key = c.Key + "/" + Digest(t.Files...)
		note := func(trace []string) error {
			return p.note(c, func(rec *Posted) {
				if rec.Try != nil {
					rec.Try.Trace = trace
				}
			})
		}
		if err := p.below(c, t, func(s Slot) (Made, error) { return p.Wire.Attach(ctx, s, batch, note) }); err != nil {
			return err
		}
	}
	return nil
}

// below makes a message in the thread of another. Like that of a Post, what it
// is about to make is kept first.
func (p *Poster) below(c *card, t Try, create func(Slot) (Made, error)) error {
	t.Since = p.Book.now() - Skew.Milliseconds()
	if err := p.note(c, func(rec *Posted) { rec.Try = &t }); err != nil {
		return err
	}
	made, err := create(c.slot(t))
	if err != nil {
		return err
	}
	return p.note(c, func(rec *Posted) { rec.took(made.ID) })
}

// settle finds out whether what was about to be made in the thread of a message
// was made, when nothing was heard of it.
func (p *Poster) settle(ctx context.Context, c *card) (err error) {
	t := c.Try
	if t == nil {
		return nil
	}
	var made *Made
	if len(t.Files) > 0 {
		made, err = p.Wire.Attached(ctx, c.slot(*t), t.Trace, t.Since)
	} else {
		made, err = p.Wire.Find(ctx, c.slot(*t), t.Since)
	}
	if err != nil {
		return err
	}
	if made != nil && len(t.Files) == 0 {
		c.late = max(c.late, made.At)
	}
	return p.note(c, func(rec *Posted) {
		if made != nil {
			rec.took(made.ID)
		}
		rec.Try = nil
	})
}
