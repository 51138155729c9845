package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// A Clip is a video that an officer handed in and the chat has put into the files
// already.
type Clip struct {
	Name   string
	Alt    string // what the chat says that it shows, if it does
	Digest string
}

// Film has a video prepared for publication, as media of an appeal. An appeal that
// waits for approval, or is approved and not on its way yet, becomes a draft again:
// nothing is approved while something of it is still to come.
func (d *Desk) Film(ctx context.Context, by Actor, id bot.ID, clip Clip) (bot.Prep, error) {
	size, err := d.sizeOf(clip.Digest)
	if err != nil {
		return bot.Prep{}, err
	}
	name := bot.FileName(clip.Name)
	switch {
	case size == 0:
		return bot.Prep{}, bot.Refuse(bot.ErrInvalid, "%s is empty. Send the video again.", name)
	case size > bot.MaxVideo:
		return bot.Prep{}, bot.Refuse(bot.ErrInvalid, "%s has %d MB; at most %d MB are taken. Send a shorter or smaller copy.", name, size>>20, bot.MaxVideo>>20)
	}
	return d.prepare(ctx, by, id, "handed in video", func(c *change, a bot.Appeal, ps []bot.Prep) (bot.Prep, error) {
		p := bot.Prep{Name: name, Alt: clip.Alt, Original: clip.Digest, Size: size, Poster: -1}
		if err := c.twice(a, ps, clip.Digest); err != nil {
			return p, err
		}
		if err := c.fits(a); err != nil {
			return p, err
		}
		for _, old := range ps { // what failed is tried anew
			if old.State == bot.PrepFailed && old.Original == p.Original && old.Replaces == "" {
				if err := c.endPrep(old, bot.PrepDropped, "handed in again"); err != nil {
					return p, err
				}
			}
		}
		return p, c.keepFile(bot.Kept{Digest: clip.Digest, Size: size, Original: true, Case: a.Case})
	})
}

// CoverFilm has a video made anew from its original with parts of it covered, and
// no others; with none it is as it was handed in. It takes the place of the one
// with the digest video.
func (d *Desk) CoverFilm(ctx context.Context, by Actor, id bot.ID, video string, covers []bot.Cover) (bot.Prep, error) {
	return d.anew(ctx, by, id, "asked to cover video", video, func(p *bot.Prep, length time.Duration) error {
		p.Edits = slices.Clone(covers)
		return bot.CheckCovers(covers, length)
	})
}

// Poster has the still picture of a video taken elsewhere; negative where it is
// best.
func (d *Desk) Poster(ctx context.Context, by Actor, id bot.ID, video string, at time.Duration) (bot.Prep, error) {
	return d.anew(ctx, by, id, "asked for another still", video, func(p *bot.Prep, length time.Duration) error {
		if at >= length && length > 0 {
			return bot.Refuse(bot.ErrInvalid, "%s is over by then: it is %d:%02d long. Choose an earlier moment.", p.Name, int(length.Minutes()), int(length.Seconds())%60)
		}
		p.Poster = max(at, -1)
		return nil
	})
}

// anew has a video made anew. Alter changes what was last asked for of it.
func (d *Desk) anew(ctx context.Context, by Actor, id bot.ID, what, video string, alter func(*bot.Prep, time.Duration) error) (bot.Prep, error) {
	return d.prepare(ctx, by, id, what, func(c *change, a bot.Appeal, ps []bot.Prep) (bot.Prep, error) {
		i, err := c.video(a, video)
		if err != nil {
			return bot.Prep{}, err
		}
		m := a.Content.Media[i]
		if m.Original == "" {
			return bot.Prep{}, noOriginal(a.Content, i)
		}
		p := bot.Prep{Replaces: m.Digest, Name: m.Name, Original: m.Original, Edits: m.Edits, Poster: -1}
		if m.Video.Poster != "" {
			p.Poster = m.Video.At
		}
		for _, old := range ps {
			if old.Replaces != m.Digest || !old.Open() && old.State != bot.PrepFailed {
				continue
			}
			// Two officers ask for two things of one video: it gets both.
			p.Edits, p.Poster = old.Edits, old.Poster
			if err := c.endPrep(old, bot.PrepDropped, "something else was asked for"); err != nil {
				return p, err
			}
		}
		k, err := c.Kept(m.Original)
		if err != nil {
			return p, err
		}
		p.Size = k.Size
		return p, alter(&p, m.Video.Length)
	})
}

// Unprep takes a preparation off that is not done.
func (d *Desk) Unprep(ctx context.Context, by Actor, prep bot.ID) (bot.Prep, error) {
	return d.alterPrep(ctx, by, prep, "took preparation off", func(c *change, p *bot.Prep) error {
		if !p.Open() && p.State != bot.PrepFailed {
			return bot.Refuse(bot.ErrStale, "There is nothing to take off: %s is %s. Look at the card.", p.Name, p.State)
		}
		p.State, p.Due, p.Note = bot.PrepDropped, zero, "taken off by "+by.Person.Name
		return nil
	})
}

// Reprep has another try at a preparation that failed. What was made and only the
// appeal did not take becomes media of it at once, or is refused for the same
// reason.
func (d *Desk) Reprep(ctx context.Context, by Actor, prep bot.ID) (bot.Prep, error) {
	return d.alterPrep(ctx, by, prep, "tried preparation again", func(c *change, p *bot.Prep) error {
		a, err := c.Appeal(p.Appeal)
		if err != nil {
			return err
		}
		switch {
		case p.State != bot.PrepFailed:
			return bot.Refuse(bot.ErrStale, "There is nothing to try again: %s is %s. Look at the card.", p.Name, p.State)
		case p.Replaces != "" && a.Content.Medium(p.Replaces) < 0:
			return notThere()
		case p.Replaces == "":
			if err := c.fits(a); err != nil {
				return err
			}
		}
		p.By = by.Person.By(c.now)
		if p.Made != nil {
			return c.prepared(p, *p.Made, nil)
		}
		if err := c.draftAgain(&a, "tried preparation again"); err != nil {
			return err
		}
		p.State, p.Due, p.Note, p.Step, p.Percent, p.Attempt = bot.PrepWaiting, c.now.UTC(), "", "", 0, 0
		return nil
	})
}

// sizeOf returns how large a file is that was put before.
func (d *Desk) sizeOf(digest string) (int64, error) {
	b, err := d.o.Files.Open(digest)
	if err != nil {
		return 0, fmt.Errorf("look at file: %w", err)
	}
	return b.Size(), b.Close()
}

// twice refuses a video that the appeal has, or is going to have.
func (c *change) twice(a bot.Appeal, ps []bot.Prep, original string) error {
	for i, m := range a.Content.Media {
		if m.Original == original || m.Digest == original {
			return bot.Refuse(bot.ErrStale, "The appeal has this video already: %s.", a.Content.Called(i))
		}
	}
	for _, p := range ps {
		if p.Open() && p.Original == original {
			return bot.Refuse(bot.ErrStale, "This video is being prepared already: %s, %d %%.", p.Name, p.Percent)
		}
	}
	return nil
}

// manyPreps bounds the preparations of one appeal, those that are over included: all
// of them are read wherever the open ones are wanted.
const manyPreps = 150

// prepare adds a preparation to an appeal.
func (d *Desk) prepare(ctx context.Context, by Actor, id bot.ID, what string, begin func(*change, bot.Appeal, []bot.Prep) (bot.Prep, error)) (bot.Prep, error) {
	var out bot.Prep
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = what, id
		a, err := c.Appeal(id)
		if err != nil {
			return err
		}
		ps, err := c.PrepsOf(id)
		if err != nil {
			return err
		}
		if len(ps) >= manyPreps {
			return bot.Refuse(bot.ErrInvalid, "%d videos were prepared for this appeal already, counting every change. Begin a new one.", len(ps))
		}
		p, err := begin(c, a, ps)
		if err != nil {
			return err
		}
		if err := c.draftAgain(&a, what); err != nil {
			return err
		}
		p.ID, p.Appeal, p.Case, p.By, p.Created = d.o.NewID(), a.ID, a.Case, by.Person.By(c.now), c.now.UTC()
		p.State, p.Due = bot.PrepWaiting, c.now.UTC()
		if err := c.PutPrep(p); err != nil {
			return err
		}
		out = p
		if err := c.log(what, p.ID, a.Case, p.Original+" "+p.Name); err != nil {
			return err
		}
		return c.card(a)
	}, func(tx bot.Tx) error {
		ps, err := tx.PrepsOf(id)
		if len(ps) > 0 {
			out = ps[len(ps)-1]
		}
		return err
	})
	return out, err
}

// draftAgain makes sure that the actor may change an appeal, and makes a draft of
// one that was submitted.
func (c *change) draftAgain(a *bot.Appeal, what string) error {
	if a.State == bot.Waiting || a.State == bot.Approved {
		if err := c.edit(a, "", func(*bot.Content) {}); err != nil {
			return err
		}
		return c.keep(*a, what, a.Digest)
	}
	_, err := bot.Edit(*a, c.by.Person, a.Content, c.now)
	return err
}

// alterPrep changes a preparation with its event and card.
func (d *Desk) alterPrep(ctx context.Context, by Actor, id bot.ID, what string, fn func(*change, *bot.Prep) error) (bot.Prep, error) {
	var out bot.Prep
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = what, id
		p, err := c.Prep(id)
		if err != nil {
			return err
		}
		if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) {
			return bot.Refuse(bot.ErrDenied, "You may not change appeals. Ask your administrator for the role %q.", bot.Author)
		}
		if err := fn(c, &p); err != nil {
			return err
		}
		out = p
		return c.putPrep(p, what)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Prep(id)
		return err
	})
	return out, err
}
