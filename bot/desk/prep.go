package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
)

// How a preparation that fails is tried again.
const (
	prepTries = 3
	prepPause = 30 * time.Second // after the first failure; then four times as long
)

// ClaimPrep makes the preparation that has waited longest the caller's until the
// lease is over. It returns nil when there is none. One whose lease was over is
// made from the beginning, unless the program stopped over it again and again.
func (d *Desk) ClaimPrep(ctx context.Context, worker string, lease time.Duration) (*bot.Prep, error) {
	var out *bot.Prep
	err := d.do(ctx, preparer(worker), func(c *change) error {
		due, err := c.DuePreps(c.now.UTC(), 1)
		if err != nil || len(due) == 0 {
			return err
		}
		p := due[0]
		if p.State == bot.PrepWorking && p.Attempt >= prepTries {
			return c.failPrep(p, fmt.Sprintf("The program stopped %d times while it worked at it. Send a smaller copy, or tell your administrator.", p.Attempt))
		}
		p.State, p.Step, p.Percent, p.Worker = bot.PrepWorking, "", 0, worker
		p.Attempt++
		p.Lease = c.now.Add(lease).UTC()
		p.Due = p.Lease
		out = &p
		return c.putPrep(p, "began preparation")
	}, nil)
	if err != nil {
		return nil, fmt.Errorf("claim preparation: %w", err)
	}
	return out, nil
}

// NextPrep returns when the next preparation wants attention, and false when none
// ever does.
func (d *Desk) NextPrep(ctx context.Context) (at time.Time, any bool, err error) {
	err = d.o.Store.View(ctx, func(tx bot.Tx) error {
		at, any, err = tx.NextPrep()
		return err
	})
	return at, any, err
}

// PrepProgress says how far a claimed preparation is, and makes the claim last
// longer. The error wraps ErrStale when it is not the caller's any more: somebody
// took it off, or asked for something else. The card is shown anew where it has
// got further; the caller does not call it more often than the card should change.
func (d *Desk) PrepProgress(ctx context.Context, p bot.Prep, step string, percent int, lease time.Duration) error {
	return d.do(ctx, preparer(p.Worker), func(c *change) error {
		now, err := c.claimed(p)
		if err != nil {
			return err
		}
		moved := now.Step != step || now.Percent != percent
		now.Step, now.Percent = step, min(max(percent, 0), 100)
		now.Lease = c.now.Add(lease).UTC()
		now.Due = now.Lease
		if err := c.PutPrep(now); err != nil || !moved {
			return err
		}
		a, err := c.Appeal(p.Appeal)
		if err != nil {
			return err
		}
		return c.card(a)
	}, nil)
}

// Prepared makes what came of a claimed preparation media of its appeal: a new
// revision in the name of whoever asked for it. Where the appeal does not take it,
// the preparation fails with the reason, and keeps what was made for another try. The error wraps ErrStale when it is not the
// caller's any more.
func (d *Desk) Prepared(ctx context.Context, p bot.Prep, use bot.MediaUse) error {
	by, known := d.o.Roster.ByID(p.By.Person)
	if !known {
		by = bot.Person{ID: p.By.Person, Name: p.By.Name} // who may do nothing any more
	}
	files, err := d.filesOf(use)
	if err != nil {
		return err
	}
	err = d.do(ctx, Actor{Person: by, Via: "preparation"}, func(c *change) error {
		c.what, c.about = "prepared video", p.Appeal
		now, err := c.claimed(p)
		if err != nil {
			return err
		}
		return c.prepared(&now, use, files)
	}, nil)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return d.untaken(ctx, p, use, files, r)
	}
	return err
}

// untaken ends a preparation whose appeal did not take what was made.
func (d *Desk) untaken(ctx context.Context, p bot.Prep, use bot.MediaUse, files []bot.Kept, why *bot.Refusal) error {
	return d.do(ctx, preparer(p.Worker), func(c *change) error {
		now, err := c.claimed(p)
		if err != nil {
			return err
		}
		if err := c.keepFiles(now.Case, files); err != nil {
			return err
		}
		now.Made = &use
		if err := c.endPrep(now, bot.PrepFailed, why.Text); err != nil {
			return err
		}
		return c.tell(p.Case, "prep/"+string(p.ID), fmt.Sprintf("%s is ready, and the appeal does not take it. %s Then press \"Try again\" on the card.", p.Name, why.Text))
	}, nil)
}

// prepared puts use, which has these files, into the appeal, and ends p.
func (c *change) prepared(p *bot.Prep, use bot.MediaUse, files []bot.Kept) error {
	a, err := c.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	i := -1
	if p.Replaces != "" {
		if i = a.Content.Medium(p.Replaces); i < 0 {
			p.State, p.Due, p.Lease, p.Note = bot.PrepDropped, zero, zero, "taken off meanwhile"
			return c.putPrep(*p, "preparation dropped")
		}
	}
	if j := a.Content.Medium(use.Digest); j >= 0 && j != i {
		return bot.Refuse(bot.ErrStale, "The appeal has this video already: %s. Take this one off.", a.Content.Called(j))
	}
	use.Original, use.Edits, use.Name = p.Original, p.Edits, p.Name
	if use.Alt == "" {
		use.Alt = p.Alt
	}
	if err := c.keepFiles(a.Case, files); err != nil {
		return err
	}
	if err := c.edit(&a, "", func(content *bot.Content) {
		if i < 0 {
			content.Media = append(content.Media, use)
			return
		}
		content.Media[i] = instead(content.Media[i], use)
	}); err != nil {
		return err
	}
	p.State, p.Due, p.Lease, p.Step, p.Percent, p.Note, p.Made = bot.PrepDone, zero, zero, "", 100, "", nil
	if err := c.PutPrep(*p); err != nil {
		return err
	}
	if err := c.keep(a, "prepared video", use.Digest+" "+p.Name); err != nil {
		return err
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("%s is ready: it is on the card of %s/%d.", p.Name, k.Number, a.Number)
	if lacks := a.Content.Media[a.Content.Medium(use.Digest)].Lacks(); lacks != "" {
		text += " It " + lacks
	}
	return c.tell(a.Case, "prep/"+string(p.ID), text)
}

// instead is a video that takes the place of another one, with what officers said
// of that.
func instead(was, use bot.MediaUse) bot.MediaUse {
	use.Alt, use.Name = was.Alt, was.Name
	if was.Video != nil && use.Video != nil {
		film := *use.Video
		film.Captions, film.NoSpeech = was.Video.Captions, was.Video.NoSpeech
		use.Video = &film
	}
	return use
}

// filesOf returns the records of the files of a video that was prepared.
func (d *Desk) filesOf(m bot.MediaUse) ([]bot.Kept, error) {
	ks := []bot.Kept{{Digest: m.Digest, Size: m.Size, Type: m.Type}}
	v := m.Video
	if v == nil {
		return ks, nil
	}
	for _, o := range v.Versions {
		ks = append(ks, bot.Kept{Digest: o.Digest, Size: o.Size, Type: o.Type})
	}
	if v.Poster == "" {
		return ks, nil
	}
	size, err := d.sizeOf(v.Poster)
	return append(ks, bot.Kept{Digest: v.Poster, Size: size, Type: "image/jpeg"}), err
}

// PrepFailed says that a claimed preparation came to nothing. With again it is
// tried again after a while, unless that was done often enough. The error wraps
// ErrStale when it is not the caller's any more.
func (d *Desk) PrepFailed(ctx context.Context, p bot.Prep, why *bot.Refusal, again bool) error {
	return d.do(ctx, preparer(p.Worker), func(c *change) error {
		now, err := c.claimed(p)
		if err != nil {
			return err
		}
		if !again || now.Attempt >= prepTries {
			return c.failPrep(now, why.Text)
		}
		pause := prepPause
		for range now.Attempt - 1 {
			pause *= 4
		}
		now.State, now.Due, now.Lease, now.Step, now.Percent, now.Note = bot.PrepWaiting, c.now.Add(pause).UTC(), zero, "", 0, why.Text
		return c.putPrep(now, "preparation failed")
	}, nil)
}

// PrepBack gives a claimed preparation back as it was before: the program is
// stopping. The error wraps ErrStale when it is not the caller's any more.
func (d *Desk) PrepBack(ctx context.Context, p bot.Prep) error {
	return d.do(ctx, preparer(p.Worker), func(c *change) error {
		now, err := c.claimed(p)
		if err != nil {
			return err
		}
		now.Attempt--
		now.State, now.Due, now.Lease, now.Step, now.Percent = bot.PrepWaiting, c.now.UTC(), zero, "", 0
		return c.putPrep(now, "put preparation off")
	}, nil)
}

// preparer is who prepares videos, for the audit log.
func preparer(worker string) Actor {
	return Actor{Person: bot.Person{ID: "preparation", Name: "preparation"}, Via: worker}
}

// claimed returns the present state of a preparation that the caller has claimed.
func (c *change) claimed(p bot.Prep) (bot.Prep, error) {
	now, err := c.Prep(p.ID)
	if err == nil && (now.State != bot.PrepWorking || now.Worker != p.Worker || now.Attempt != p.Attempt) {
		err = fmt.Errorf("preparation %s is not ours: %w", p.ID, bot.ErrStale)
	}
	return now, err
}

// failPrep ends a preparation with a reason, and says so in the thread.
func (c *change) failPrep(p bot.Prep, why string) error {
	if err := c.endPrep(p, bot.PrepFailed, why); err != nil {
		return err
	}
	return c.tell(p.Case, "prep/"+string(p.ID), fmt.Sprintf("%s could not be prepared. %s", p.Name, why))
}

// endPrep ends a preparation. Its card says so.
func (c *change) endPrep(p bot.Prep, s bot.PrepState, note string) error {
	p.State, p.Due, p.Lease, p.Note = s, zero, zero, note
	return c.putPrep(p, "preparation "+string(s))
}

// putPrep stores a preparation with its event and card.
func (c *change) putPrep(p bot.Prep, what string) error {
	if err := c.PutPrep(p); err != nil {
		return err
	}
	if err := c.log(what, p.ID, p.Case, p.Name+" "+p.Note); err != nil {
		return err
	}
	a, err := c.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	return c.card(a)
}

// dropPreps ends what is being prepared for an appeal, as far as nobody wants it any
// more.
func (c *change) dropPreps(a bot.Appeal, note string, unwanted func(bot.Prep) bool) error {
	ps, err := c.PrepsOf(a.ID)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.Open() && unwanted(p) {
			if err := c.endPrep(p, bot.PrepDropped, note); err != nil {
				return err
			}
		}
	}
	return nil
}

// ready refuses an appeal of which something is still being prepared. What was to
// be covered and is not must not go out as it is unless somebody says so.
func (c *change) ready(a bot.Appeal) error {
	ps, err := c.PrepsOf(a.ID)
	if err != nil {
		return err
	}
	for _, p := range ps {
		switch {
		case p.Open():
			return bot.Refuse(bot.ErrStale, "%s is still being prepared (%d %%). Submit it when the card says that it is ready.", p.Name, p.Percent)
		case p.State == bot.PrepFailed && p.Replaces != "" && a.Content.Medium(p.Replaces) >= 0:
			return bot.Refuse(bot.ErrStale, "%s could not be changed as was asked: %s Try again on the card, or take the attempt off there to leave it as it is.", p.Name, p.Note)
		}
	}
	return nil
}
