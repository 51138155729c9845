package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// alter loads an appeal, changes it with fn, and stores it with its event.
// It is the shape of every transition of one appeal.
func (d *Desk) alter(ctx context.Context, by Actor, id bot.ID, what string, fn func(*change, *bot.Appeal) (detail string, err error)) (bot.Appeal, error) {
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = what, id
		a, err := c.Appeal(id)
		if err != nil {
			return err
		}
		detail, err := fn(c, &a)
		if err != nil {
			return err
		}
		out = a
		return c.keep(a, what, detail)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Appeal(id)
		return err
	})
	return out, err
}

// Edit replaces the content that an officer saw as seen by what alter makes
// of it. Seen is the digest on the card or form; empty edits whatever is
// there now. An approved appeal of which nothing has been claimed is taken
// back first.
func (d *Desk) Edit(ctx context.Context, by Actor, id bot.ID, seen string, alter func(*bot.Content)) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "edited", func(c *change, a *bot.Appeal) (string, error) {
		return a.Digest, c.edit(a, seen, alter)
	})
}

func (c *change) edit(a *bot.Appeal, seen string, alter func(*bot.Content)) error {
	if seen != "" && seen != a.Digest {
		return bot.Refuse(bot.ErrStale, "%s changed this appeal %s, after you opened it. Your words are still here: look at the card, then save again.", a.Changed.Name, bot.When(a.Changed.At, c.now))
	}
	if a.State == bot.Approved {
		if err := c.takeBack(a, "edited"); err != nil {
			return err
		}
	}
	content := clone(a.Content)
	alter(&content)
	// Somebody else's account may stay when others mend the words; who submits
	// them has to be one who may use it.
	added := slices.DeleteFunc(slices.Clone(content.Accounts), func(id bot.AccountID) bool { return slices.Contains(a.Content.Accounts, id) })
	if err := c.d.mayUse(c.by.Person, added); err != nil {
		return err
	}
	if a.Answers != "" && !slices.Equal(content.Accounts, a.Content.Accounts) {
		return bot.Refuse(bot.ErrInvalid, "An answer goes out where it was asked for, on %s, and nowhere else. To say it everywhere write an update.", c.d.name(a.Content.Accounts[0]))
	}
	next, err := bot.Edit(*a, c.by.Person, content, c.now)
	if err != nil {
		return err
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	*a = next
	if err := c.dropPreps(*a, "its video was taken off", func(p bot.Prep) bool {
		return p.Replaces != "" && content.Medium(p.Replaces) < 0
	}); err != nil {
		return err
	}
	if err := c.join(&k, []bot.ID{c.by.Person.ID}); err != nil {
		return err
	}
	if err := c.reviseDraft(a, k); err != nil {
		return err
	}
	return c.twins(a)
}

// takeBack turns an approved appeal into a draft again, if nothing of it has
// been claimed for publication.
func (c *change) takeBack(a *bot.Appeal, reason string) error {
	if err := errors.Join(c.recall(*a, reason), c.recallSlots(a, reason+" by "+c.by.Person.Name)); err != nil {
		return err
	}
	next, err := bot.Withdraw(*a, c.by.Person, reason, c.now)
	if err != nil {
		return err
	}
	*a = next
	return nil
}

func clone(c bot.Content) bot.Content {
	c.Texts = maps.Clone(c.Texts)
	c.Titles = maps.Clone(c.Titles)
	c.Media = slices.Clone(c.Media)
	for i := range c.Media {
		if v := c.Media[i].Video; v != nil {
			film := *v
			film.Captions = slices.Clone(v.Captions)
			c.Media[i].Video = &film
		}
	}
	c.Accounts = slices.Clone(c.Accounts)
	c.Series = c.Series.Clone()
	c.Authority = slices.Clone(c.Authority)
	return c
}

// Override lets the finding with this key pass: on a ground of the policy's
// list, and for a reason in the actor's own words.
func (d *Desk) Override(ctx context.Context, by Actor, id bot.ID, key, ground, reason string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "overrode finding", func(c *change, a *bot.Appeal) (string, error) {
		if gs := d.Grounds(); len(gs) > 0 && !slices.ContainsFunc(gs, func(g guard.Ground) bool { return g.ID == ground }) {
			return "", bot.Refuse(bot.ErrInvalid, "%q is no ground for an override; there is %s.", ground, bot.Names(grounds(gs)))
		}
		next, err := bot.Lift(*a, by.Person, key, ground, strings.TrimSpace(reason), c.now)
		if err != nil {
			return "", err
		}
		*a = next
		o := a.Overrides[len(a.Overrides)-1]
		return fmt.Sprintf("%s: %s: %s", o.Rule, o.Ground, o.Reason), nil
	})
}

// grounds names them, for a sentence.
func grounds(gs []guard.Ground) []string {
	var out []string
	for _, g := range gs {
		out = append(out, g.ID)
	}
	return out
}

// Schedule sets when the appeal is to be published; zero means as soon as it
// is approved.
func (d *Desk) Schedule(ctx context.Context, by Actor, id bot.ID, at time.Time) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "scheduled", func(c *change, a *bot.Appeal) (string, error) {
		if !at.IsZero() && !at.After(c.now) {
			return "", bot.Refuse(bot.ErrInvalid, "%s is over. Choose a later time.", bot.When(at, c.now))
		}
		submitted := a.State == bot.Waiting || a.State == bot.Approved
		overrides := a.Overrides
		err := c.edit(a, "", func(content *bot.Content) { content.At = utc(at) })
		if err != nil {
			return "", err
		}
		// The words have not changed, so what was said about them holds; only
		// the approval has to be given anew, because it covers the time.
		a.Overrides = overrides
		if !submitted {
			return at.UTC().Format(time.RFC3339), nil
		}
		return at.UTC().Format(time.RFC3339), c.submit(a)
	})
}
