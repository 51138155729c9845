package desk

import (
	"slices"

	"appealbot/bot"
)

// Subject returns the appeal whose place in public a holds: the one that it
// corrects, if its words stand instead of that one's, and otherwise itself.
func Subject(tx bot.Tx, a bot.Appeal) (bot.Appeal, error) {
	if !a.Remedy.How.Whole() {
		return a, nil
	}
	return tx.Appeal(a.Parent)
}

func (c *change) subjectOf(id bot.ID) (bot.Appeal, error) {
	a, err := c.Appeal(id)
	if err != nil {
		return a, err
	}
	return Subject(c, a)
}

// corrections returns the appeals whose words stand, or will stand, in place of
// those of s, the newest first.
func corrections(tx bot.Tx, s bot.Appeal) ([]bot.Appeal, error) {
	k, err := tx.Case(s.Case)
	if err != nil {
		return nil, err
	}
	as, err := tx.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(as, func(a bot.Appeal) bool {
		return a.Parent != s.ID || !a.Remedy.How.Whole() || a.State != bot.Approved && a.State != bot.Done
	}), nil
}

// visible returns what is public of an appeal: its own posts, and those of its
// corrections that have taken their place.
func visible(tx bot.Tx, s bot.Appeal) ([]bot.Post, error) {
	as, err := corrections(tx, s)
	if err != nil {
		return nil, err
	}
	var out []bot.Post
	replaced := map[bot.ID]bool{}
	for _, a := range append([]bot.Appeal{s}, as...) {
		ps, err := tx.PostsOf(a.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			if p.Op == bot.OpCreate && p.State == bot.PostPosted {
				out = append(out, p)
				replaced[p.Target] = true // it is on its way down
			}
		}
	}
	return slices.DeleteFunc(out, func(p bot.Post) bool { return replaced[p.ID] }), nil
}

// Correctable returns the appeals of a case of which something is public that can be
// corrected, the oldest first. Repeats are corrected with what they repeat.
func Correctable(tx bot.Tx, k bot.Case) ([]bot.Appeal, error) {
	as, err := tx.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return nil, err
	}
	var out []bot.Appeal
	for _, a := range slices.Backward(as) {
		if a.Answers != "" || a.Kind == bot.Repeat || a.Remedy.How.Whole() || a.State != bot.Approved && a.State != bot.Done {
			continue
		}
		ps, err := visible(tx, a)
		if err != nil {
			return nil, err
		}
		if len(ps) > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}

// family returns the other appeals that go when what is public of a is taken down:
// the one that it corrects, and the corrections that stand in its place.
func (c *change) family(a bot.Appeal) ([]bot.Appeal, error) {
	s, err := Subject(c, a)
	if err != nil {
		return nil, err
	}
	as, err := corrections(c, s)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(append(as, s), func(o bot.Appeal) bool { return o.ID == a.ID }), nil
}

// takeDownFamily takes down what is public of a's family and returns how many posts
// there were to remove.
func (c *change) takeDownFamily(a bot.Appeal, reason string) (int, error) {
	as, err := c.family(a)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, o := range as {
		m, err := c.takeDown(o, reason)
		if err != nil {
			return n, err
		}
		n += m
		if o.State != bot.Approved && m == 0 {
			continue
		}
		if err := c.keep(bot.Finish(o, c.by.Person, reason, c.now), "took down", reason); err != nil {
			return n, err
		}
		if err := c.orphan(o); err != nil {
			return n, err
		}
	}
	return n, nil
}
