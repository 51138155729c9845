package desk

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// Resharing is implemented by Accounts that know where an account can share its own
// post again.
type Resharing interface {
	Reshares(account bot.AccountID) bool
}

// reshares reports whether an account can share its own post again.
func (d *Desk) reshares(id bot.AccountID) bool {
	r, ok := d.o.Accounts.(Resharing)
	return ok && r.Reshares(id)
}

// Reshares reports whether an account can share its own post again.
func (d *Desk) Reshares(id bot.AccountID) bool { return d.reshares(id) }

// reshareable refuses a series of which nothing would be shared.
func (d *Desk) reshareable(on []bot.AccountID) error {
	names := make([]string, len(on))
	for i, id := range on {
		if d.reshares(id) {
			return nil
		}
		names[i] = d.name(id)
	}
	return bot.Refuse(bot.ErrInvalid, "%s cannot share a post of its own again. Leave \"as reshare\" out: then the words go out once more as a follow-up.", bot.Names(names))
}

// shareable is what the slots of a series share again on each account: what is public
// of the appeal that it repeats. Once that is approved, it is what was approved: of
// each post clearReshare knows whether it still stands there, and what became of one
// keeps nothing on another account back. None for every other appeal.
func (d *Desk) shareable(tx bot.Tx, a bot.Appeal) (map[spot]bot.Rendering, error) {
	if !a.Content.Series.Reshare || a.Parent == "" {
		return nil, nil
	}
	out := map[spot]bot.Rendering{}
	if a.State == bot.Approved {
		for _, r := range a.Plan.Renderings {
			if r.Shares != nil {
				out[spot{r.Account, r.Language}] = r
			}
		}
		return out, nil
	}
	p, err := tx.Appeal(a.Parent)
	if err != nil {
		return nil, err
	}
	s, err := Subject(tx, p)
	if err != nil {
		return nil, err
	}
	ps, err := visible(tx, s)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		out[spot{p.Account, p.Language}] = bot.Rendering{Parts: bot.Said(p), Shares: &bot.Sharing{Post: p.ID, URL: p.URL}}
	}
	return out, nil
}

// shared renders the slots of a series on an account that shares its post again: in
// the words that stand there. Where nothing is public in a language, there is nothing.
func shared(public map[spot]bot.Rendering, acc bot.Account, lang string, s bot.Series) []bot.Rendering {
	is, ok := public[spot{acc.ID, lang}]
	if !ok {
		return nil
	}
	var out []bot.Rendering
	for _, n := range slotsOf(s) {
		out = append(out, bot.Rendering{Account: acc.ID, Language: lang, Parts: is.Parts, Slot: n, Shares: is.Shares})
	}
	return out
}

// leaveOut takes off the appeal of a slot the accounts that would share again what is
// not public there any more: the others have theirs all the same. The room is told.
func (c *change) leaveOut(a *bot.Appeal, at time.Time) error {
	shares, err := c.d.shareable(c, *a)
	if err != nil || !a.Content.Series.Reshare {
		return err
	}
	var on, off []bot.AccountID
	for _, id := range a.Content.Accounts {
		stands := slices.ContainsFunc(a.Content.Languages(), func(lang string) bool { _, ok := shares[spot{id, lang}]; return ok })
		if c.d.reshares(id) && !stands {
			off = append(off, id)
		} else {
			on = append(on, id)
		}
	}
	if len(off) == 0 {
		return nil
	}
	a.Content.Accounts = on
	text := fmt.Sprintf("Nothing is shared again on %s at the time planned %s: what would be shared is not public there any more.", bot.Names(c.d.names(off)), bot.When(at, c.now))
	if len(on) == 0 {
		text += " No appeal is made for that time. /appeal repeat off ends the series."
	}
	return errors.Join(
		c.log("left accounts out of a slot", a.Series, a.Case, fmt.Sprintf("slot %d: %s", a.Slot, bot.Names(c.d.names(off)))),
		c.tell(a.Case, fmt.Sprintf("unshared/%s/%d", a.Series, a.Slot), text),
	)
}

// clearReshare refuses to share again what is not public any more, or reads otherwise
// than when that was approved. Nothing is published in its place.
func clearReshare(tx bot.Tx, p bot.Post) error {
	if p.Op != bot.OpReshare {
		return nil
	}
	q, err := tx.Post(p.Target)
	if err != nil {
		return err
	}
	removal, err := tx.Post(bot.Removal(q, q.Created).ID)
	if err != nil && !errors.Is(err, bot.ErrNotFound) {
		return err
	}
	switch {
	case q.State != bot.PostPosted || len(q.Remotes) == 0, err == nil && removal.State != bot.PostDropped:
		return bot.Refuse(bot.ErrOver, "The post that was to be shared again is not public any more. Nothing was published in its place.")
	case q.Unseen():
		return bot.Refuse(bot.ErrOver, "The post that was to be shared again is not seen by the public: %s Nothing was published in its place.", sentence(q.Sight.Note))
	case !p.Rendering.Stands(q):
		return bot.Refuse(bot.ErrOver, "The post that was to be shared again reads differently now. Nothing was published in its place. End the series with /appeal repeat off and begin it anew.")
	}
	return nil
}

// sharesStay tells the room of a repeat that is taken down what that does not take
// away: a share is no copy, and goes when its post does.
func (c *change) sharesStay(a bot.Appeal) error {
	if a.Kind != bot.Repeat {
		return nil
	}
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return err
	}
	var on []string
	for _, p := range ps {
		if name := c.d.name(p.Account); p.Reshared() && !slices.Contains(on, name) {
			on = append(on, name)
		}
	}
	if len(on) == 0 {
		return nil
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	parent, err := c.Appeal(a.Parent)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("What was shared again on %s goes when its post does: /appeal takedown %s/%d REASON takes both away.", bot.Names(on), k.Number, parent.Number)
	return c.tell(a.Case, fmt.Sprintf("shares/%s/%d", a.ID, c.now.UnixNano()), text)
}
