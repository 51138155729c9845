package desk

import (
	"errors"
	"fmt"
	"slices"

	"appealbot/bot"
)

// correctable refuses a correction whose posts are not there any more as they were
// when it was written, or are being corrected by somebody else.
func (c *change) correctable(a bot.Appeal) error {
	if a.Remedy.How == "" {
		return nil
	}
	s, err := c.Appeal(a.Parent)
	if err != nil {
		return err
	}
	others, err := corrections(c, s)
	if err != nil {
		return err
	}
	for _, r := range a.Plan.Renderings {
		if r.Corrects == nil {
			continue
		}
		p, err := c.Post(r.Corrects.Post)
		if err != nil {
			return err
		}
		if err := c.d.unchanged(c, a, p, r, 0); err != nil {
			return err
		}
		if err := c.alsoCorrected(a, p, others); err != nil {
			return err
		}
	}
	return nil
}

// alsoCorrected refuses to correct p while another correction of it is on its way.
func (c *change) alsoCorrected(a bot.Appeal, p bot.Post, others []bot.Appeal) error {
	for _, o := range others {
		if o.ID == a.ID || o.State != bot.Approved {
			continue
		}
		ps, err := c.PostsOf(o.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(ps, func(q bot.Post) bool { return q.Op.Publishes() && q.Target == p.ID && !q.Settled() }) {
			return bot.Refuse(bot.ErrStale, "Correction %d of the same post on %s is on its way. Wait until it is public, then write this one anew with /appeal correct.", o.Number, c.d.name(p.Account))
		}
	}
	return nil
}

// unchanged refuses to correct p with r when p is not there any more, or does not
// say any more, from part i on, what was seen of it.
func (d *Desk) unchanged(tx bot.Tx, a bot.Appeal, p bot.Post, r bot.Rendering, i int) error {
	c := &change{Tx: tx, d: d, now: d.Now()}
	going, err := c.going(p)
	switch {
	case err != nil:
		return err
	case going:
		return bot.Refuse(bot.ErrStale, "The post on %s that it corrects is not public any more: it was taken down, or published anew. Nothing was sent. Look at the appeal; what is public can be corrected with /appeal correct.", d.name(p.Account))
	case a.Remedy.How.Whole() && !r.Corrects.Stands(p, i):
		return bot.Refuse(bot.ErrStale, "The post on %s was corrected by somebody else since this was written. Nothing was sent. Read what is public there, and write the correction anew with /appeal correct.", d.name(p.Account))
	}
	return nil
}

// clearCorrection decides for Clear about a post of a correction.
func (d *Desk) clearCorrection(tx bot.Tx, a bot.Appeal, p bot.Post) error {
	by := p.Rendering.Corrects
	if by == nil {
		if p.Op == bot.OpEdit {
			return bot.Refuse(bot.ErrStale, "It changes a post, and nobody approved that. Nothing was sent. Tell your administrator.")
		}
		return nil
	}
	about := p.Target
	if by.Way == bot.WayFollow {
		about = p.ReplyTo
	}
	if about != by.Post || p.Op == bot.OpEdit && by.Way != bot.WayEdit {
		return bot.Refuse(bot.ErrStale, "What is stored is not the correction that was approved. Nothing was sent. Tell your administrator, then edit it and submit it again.")
	}
	old, err := tx.Post(about)
	if err != nil {
		return err
	}
	from := 0
	switch {
	case p.Op == bot.OpEdit:
		from = p.Part()
	case p.Part() > 0:
		return nil // it has begun, and what it replaces goes when it is complete
	case by.Way == bot.WayEdit: // published anew, because the network changes nothing
		e, err := tx.Post(bot.PostID(p.Appeal, p.Digest, p.Account, p.Language, bot.OpEdit))
		if errors.Is(err, bot.ErrNotFound) || err == nil && e.State != bot.PostDropped {
			return bot.Refuse(bot.ErrStale, "The post on %s was to be changed, not published anew. Nothing was sent. Tell your administrator.", d.name(p.Account))
		} else if err != nil {
			return err
		}
		from = e.Part()
	}
	return d.unchanged(tx, a, old, p.Rendering, from)
}

// Corrected is called when more of a correction is public: a part of a post that is
// changed, or the whole of one that takes the place of another. It keeps the words
// that the public reads now, or has the old post taken down.
func (d *Desk) Corrected(tx bot.Tx, p bot.Post) error {
	c := &change{Tx: tx, d: d, now: d.Now(), by: Actor{Person: bot.Person{ID: "outbox", Name: "outbox"}, Via: "outbox"}}
	old, err := c.Post(p.Target)
	if err != nil {
		return err
	}
	if p.Op == bot.OpEdit {
		return c.reworded(old, p)
	}
	if going, err := c.going(old); err != nil || going {
		return err
	}
	if err := c.remove(old); err != nil {
		return err
	}
	if err := c.log("replaced post", old.ID, old.Case, fmt.Sprintf("%s: %s is public instead", old.Account, p.ID)); err != nil {
		return err
	}
	return c.replaced(old.Appeal, p.Appeal)
}

// reworded keeps that the newest part of an edit is public.
func (c *change) reworded(old, e bot.Post) error {
	i := e.Part() - 1
	if i < 0 || i >= len(old.Parts()) {
		return fmt.Errorf("edit %s has changed part %d of a post that has %d", e.ID, i+1, len(old.Parts()))
	}
	old = bot.Reworded(old, e, i, c.now)
	if err := c.SetPost(old); err != nil {
		return err
	}
	a, err := c.Appeal(old.Appeal)
	if err != nil {
		return err
	}
	return c.card(a)
}

// replaced ends an appeal of which everything that was public has been published
// anew by a correction, or shows on its card what goes.
func (c *change) replaced(id, by bot.ID) error {
	a, err := c.Appeal(id)
	if err != nil {
		return err
	}
	ps, err := c.PostsOf(id)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if p.Op != bot.OpCreate || p.State == bot.PostRemoved || p.State == bot.PostDropped || p.State == bot.PostRefused {
			continue
		}
		going, err := c.going(p)
		if err != nil {
			return err
		}
		if p.State != bot.PostPosted || !going { // something of it is, or may become, public
			return c.card(a)
		}
	}
	if a.State != bot.Approved {
		return c.card(a)
	}
	b, err := c.Appeal(by)
	if err != nil {
		return err
	}
	note := fmt.Sprintf("published anew as appeal %d", b.Number)
	return c.keep(bot.Finish(a, bot.Person{ID: b.Changed.Person, Name: b.Changed.Name}, note, c.now), "replaced", note)
}

// instead has the corrected words of an edit that the network refused published
// anew. Whoever approved the edit has approved that, too: the card says so.
func (c *change) instead(p *bot.Post) error {
	if p.Op != bot.OpEdit {
		return bot.Refuse(bot.ErrInvalid, "Only a post that cannot be changed is published anew.")
	}
	p.State, p.Due, p.Note = bot.PostDropped, zero, "published anew instead, on the word of "+c.by.Person.Name
	if err := c.SetPost(*p); err != nil {
		return err
	}
	q := bot.Instead(*p, c.now)
	old, err := c.Post(q.Target)
	if err != nil {
		return err
	}
	if q, err = c.under(q, old); err != nil {
		return err
	}
	err = c.d.Clear(c, q)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return bot.Refuse(r.Kind, "It cannot be published now. %s", r.Text)
	} else if err != nil {
		return err
	}
	_, err = c.AddPost(q)
	return err
}

// under has p, which takes the place of old, continue what old continues, as far as
// that is public.
func (c *change) under(p, old bot.Post) (bot.Post, error) {
	if old.ReplyTo == "" {
		return p, nil
	}
	up, err := c.Post(old.ReplyTo)
	if err != nil {
		return p, err
	}
	if up.State == bot.PostPosted {
		p.ReplyTo = up.ID
	}
	return p, nil
}

// unrepeat takes down what repeats the appeal that a corrects: it says what was
// wrong, too, and what is repeated from now on says what is right. What nobody has
// approved yet is cancelled.
func (c *change) unrepeat(a bot.Appeal) error {
	if !a.Remedy.How.Whole() {
		return nil
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	family, err := c.family(a)
	if err != nil {
		return err
	}
	of := map[bot.ID]bool{}
	for _, o := range family {
		of[o.ID] = true
	}
	why := fmt.Sprintf("what it repeats was corrected (appeal %d)", a.Number)
	for _, o := range slices.Backward(as) { // a series before what was made for its slots
		if o.Kind != bot.Repeat || !of[o.Parent] && !of[o.Series] {
			continue
		}
		of[o.ID] = true
		if o.State == bot.Editing || o.State == bot.Waiting || o.State == bot.Rejected {
			o.State, o.Changed, o.Note, o.Approvals = bot.Cancelled, c.by.Person.By(c.now), why, nil
			if err := c.keep(o, "cancelled", why); err != nil {
				return err
			}
			continue
		}
		n, err := c.takeDown(o, why)
		if err != nil {
			return err
		}
		if n == 0 && o.State != bot.Approved {
			continue
		}
		if err := c.keep(bot.Finish(o, c.by.Person, why, c.now), "took down", why); err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		text := fmt.Sprintf("Repeat %s/%d is being taken down: %s. To repeat the corrected words, use /appeal repeat.", k.Number, o.Number, why)
		if err := c.tell(k.ID, "unrepeat/"+string(o.ID), text); err != nil {
			return err
		}
	}
	return nil
}
