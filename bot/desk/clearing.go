package desk

import (
	"context"
	"slices"

	"appealbot/bot"
)

// clearing is what an all-clear is about to do in a case.
type clearing struct {
	*change
	k      bot.Case
	reason bot.Cleared
	all    []bot.Appeal // of the case
	down   []bot.Appeal // of which something is or may be public, to be taken down
	stay   []bot.Appeal // of which something is public that stays
	waits  []bot.Appeal // of which nothing is public: cancelled
	going  []bot.Appeal // that are being taken down already
	posts  map[bot.ID][]bot.Post
	rest   []bot.Appeal // whose words stand in the place of others', or others' in theirs: they end with those
	series []bot.Appeal // that are published again and again, and are not over
}

// clearing reads the appeals of a case and sorts them by what becomes of them. What
// follows an appeal goes with it: its thread goes.
func (c *change) clearing(k bot.Case, in Clearing) (clearing, error) {
	p := clearing{change: c, k: k, reason: in.Reason, posts: map[bot.ID][]bot.Post{}}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return p, err
	}
	p.all = as
	known := map[bot.ID]bot.Appeal{}
	for _, a := range as {
		known[a.ID] = a
	}
	for _, a := range as {
		if p.posts[a.ID], err = c.PostsOf(a.ID); err != nil {
			return p, err
		}
		live, going := goes(p.posts[a.ID])
		stands, err := p.replaced(a)
		if err != nil {
			return p, err
		}
		if a.InSeries() && a.Off.Person == "" && a.State != bot.Done && a.State != bot.Cancelled {
			p.series = append(p.series, a)
		}
		over := a.State == bot.Done || a.State == bot.Cancelled
		switch {
		case !live && over:
			if going {
				p.going = append(p.going, a)
			}
		case !live && edited(p.posts[a.ID]), !live && stands:
			if ends(k, in, a, known) {
				p.rest = append(p.rest, a)
			} else if stands {
				p.stay = append(p.stay, a)
			}
		case !live:
			p.waits = append(p.waits, a)
		case ends(k, in, a, known):
			p.down = append(p.down, a)
		default:
			p.stay = append(p.stay, a)
		}
	}
	return p, nil
}

// edited reports whether any words of an appeal stand in posts of another one, which
// it corrects.
func edited(ps []bot.Post) bool {
	return slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Op == bot.OpEdit && p.Out() })
}

// replaced reports whether the words of an appeal's corrections are public in its
// place.
func (p clearing) replaced(a bot.Appeal) (bool, error) {
	if a.State != bot.Approved || a.InSeries() {
		return false, nil
	}
	ps, err := visible(p, a)
	return len(ps) > 0, err
}

// goes reports whether anything of some posts is public and is to stay so, and
// whether anything is being taken down already.
func goes(ps []bot.Post) (live, going bool) {
	pursued := map[bot.ID]bool{}
	for _, p := range ps {
		if p.Pursued() {
			pursued[p.Target] = true
		}
	}
	for _, p := range ps {
		if p.Live() {
			live, going = live || !pursued[p.ID], going || pursued[p.ID]
		}
	}
	return live, going
}

// seen are the appeals of which something is or may be public.
func (p clearing) seen() []bot.Appeal { return slices.Concat(p.down, p.stay, p.going) }

// ends reports whether an all-clear takes an appeal down, or one that it follows.
func ends(k bot.Case, in Clearing, a bot.Appeal, known map[bot.ID]bot.Appeal) bool {
	for range manyParents {
		if in.Down == nil && in.Reason.Ends(k, a) || slices.Contains(in.Down, a.ID) {
			return true
		}
		parent, ok := known[a.Parent]
		if !ok {
			break
		}
		a = parent
	}
	return false
}

// idle reports whether there is nothing to do: the closing text of an earlier
// all-clear for the same reason may go on.
func (p clearing) idle() bool {
	own := func(a bot.Appeal) bool {
		return p.k.Clearance.Reason == p.reason && slices.Contains(p.k.Clearance.Closing, a.ID)
	}
	all := slices.Concat(p.down, p.waits)
	if !p.k.Clearance.Cleared() {
		all = append(all, p.stay...) // the closing text goes under what stays
	}
	return len(p.series) == 0 && !slices.ContainsFunc(all, func(a bot.Appeal) bool { return !own(a) })
}

// endAllSeries lets nothing of the case go out again, and returns how many series
// that ended.
func (p clearing) endAllSeries(why string) (int, error) {
	for _, a := range p.series {
		if _, err := p.endSeries(a, why); err != nil {
			return 0, err
		}
	}
	return len(p.series), nil
}

// carryOut takes down what ends and cancels what waits.
func (p clearing) carryOut(why string, out *Cleared) error {
	for _, a := range p.down {
		if _, err := p.takeDown(a, why); err != nil {
			return err
		}
		if a.State != bot.Done {
			a = bot.Finish(a, p.by.Person, why, p.now)
		}
		if err := p.keep(a, "took down", why); err != nil {
			return err
		}
		out.Down = append(out.Down, a)
	}
	for _, a := range p.rest {
		if err := p.giveUp(a, why); err != nil {
			return err
		}
	}
	for _, a := range p.waits {
		if err := p.giveUp(a, why); err != nil {
			return err
		}
		out.Cancelled++
	}
	for _, a := range p.stay {
		for _, post := range p.posts[a.ID] {
			if !post.Recallable() {
				continue
			}
			if err := p.drop(post, why); err != nil {
				return err
			}
			out.Cancelled++
		}
		out.Stay = append(out.Stay, a)
	}
	return nil
}

// giveUp cancels a draft, or what was approved and is not public yet.
func (p clearing) giveUp(a bot.Appeal, why string) error {
	if a.State != bot.Approved {
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, p.by.Person.By(p.now), why, nil
		return p.keep(a, "cancelled", why)
	}
	if _, err := p.takeDown(a, why); err != nil {
		return err
	}
	return p.keep(bot.Finish(a, p.by.Person, why, p.now), "finished", why)
}

// Clearable is what the all-clear of a case would do, for the form that asks.
type Clearable struct {
	Case  bot.Case
	Live  []bot.Appeal // of which something is or may be public, but answers to somebody
	Ends  []bot.ID     // those of them that the reason ends
	Texts map[string]string
}

// Clearable returns what an all-clear for a reason would do, without doing it.
func (d *Desk) Clearable(ctx context.Context, caseID bot.ID, reason bot.Cleared) (Clearable, error) {
	out := Clearable{Texts: map[string]string{}}
	err := d.o.Store.View(ctx, func(tx bot.Tx) error {
		k, err := tx.Case(caseID)
		if err != nil {
			return err
		}
		out.Case = k
		p, err := (&change{Tx: tx, d: d, now: d.Now()}).clearing(k, Clearing{Case: caseID, Reason: reason})
		if err != nil {
			return err
		}
		for _, a := range slices.Concat(p.down, p.stay) {
			if a.Answers == "" {
				out.Live = append(out.Live, a)
			}
		}
		for _, a := range p.down {
			out.Ends = append(out.Ends, a.ID)
		}
		for _, lang := range p.languages() {
			if out.Texts[lang], err = p.closingText(lang); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(out.Live, func(a, b bot.Appeal) int { return a.Number - b.Number })
	return out, err
}
