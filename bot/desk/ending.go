package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// ending is how a pursuit ended: what was gone, how that was found out, and whose
// word counts where it could not be.
type ending struct {
	k        bot.Case // zero for what belongs to none
	on       []bot.AccountID
	looks    map[bot.AccountID]int
	at       time.Time // of the last look
	owned    []bot.AccountID
	said     []bot.Gone // out of reach, on the word of somebody
	saidOf   []bot.AccountID
	staysOn  bool // something else of the case is public
	appeared bool // anything was looked at
}

// ending reads how the pursuit of a job ended. It reads the whole case, which is
// done once for each.
func (c *change) ending(j bot.Job) (ending, error) {
	e := ending{looks: map[bot.AccountID]int{}}
	var err error
	if e.k, err = c.Case(j.Case); errors.Is(err, bot.ErrNotFound) {
		return e, nil
	} else if err != nil {
		return e, err
	}
	as, err := c.AppealsOf(e.k.ID, e.k.Appeals)
	if err != nil {
		return e, err
	}
	for _, a := range as {
		ps, err := c.PostsOf(a.ID)
		if err != nil {
			return e, err
		}
		goes, live := map[bot.ID]bool{}, map[bot.ID]bool{}
		for _, p := range ps {
			live[p.ID] = p.Live()
		}
		for _, p := range ps {
			if p.Op == bot.OpRemove {
				goes[p.Target] = true
				e.add(p, j.Since, live[p.Target])
			}
		}
		e.staysOn = e.staysOn || slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Live() && !goes[p.ID] })
	}
	return e, nil
}

// add adds a removal. Of an earlier pursuit only that counts which may be live yet, for
// all that anybody has seen.
func (e *ending) add(p bot.Post, since time.Time, live bool) {
	g := p.Gone
	if g.Since.Before(since) || g.Since.IsZero() {
		if live && g.By.Name != "" {
			e.said, e.saidOf = append(e.said, g), append(e.saidOf, p.Account)
		}
		return
	}
	if !slices.Contains(e.on, p.Account) {
		e.on = append(e.on, p.Account)
	}
	e.looks[p.Account] += g.Looks
	if g.At.After(e.at) {
		e.at = g.At
	}
	switch {
	case g.By.Name != "":
		e.said, e.saidOf = append(e.said, g), append(e.saidOf, p.Account)
	case g.Owned && !slices.Contains(e.owned, p.Account):
		e.owned = append(e.owned, p.Account)
	}
	e.appeared = e.appeared || g.Looks > 0
}

// detail says for the audit log how often each account was looked at.
func (e ending) detail() string {
	var out []string
	for _, id := range e.on {
		out = append(out, fmt.Sprintf("%s %d", id, e.looks[id]))
	}
	all := []string{"looks: " + strings.Join(out, ", ")}
	for i, g := range e.said {
		all = append(all, fmt.Sprintf("%s out of reach (%s)", e.saidOf[i], g.By.Person))
	}
	return strings.Join(all, "; ")
}

// text says that the pursuit has ended.
func (e ending) text(c *change) string {
	var s string
	switch {
	case e.k.ID == "":
		s = "Everything that was taken down is gone"
	case e.staysOn:
		s = fmt.Sprintf("Everything that was taken down in case %s is gone", e.k.Number)
	default:
		s = fmt.Sprintf("Nothing of case %s is live any more", e.k.Number)
	}
	if len(e.said) > 0 {
		s += ", as far as it is within reach"
	}
	if e.appeared {
		s += ": seen by looking " + bot.When(e.at, c.now)
	}
	s += "."
	if len(e.owned) > 0 {
		s += fmt.Sprintf(" On %s that is what the network tells the account itself; the public's view cannot be had there.", bot.Names(c.d.names(e.owned)))
	}
	for i, g := range e.said {
		s += fmt.Sprintf(" On %s it is out of reach, says %s: %s", c.d.name(e.saidOf[i]), g.By.Name, sentence(g.Why))
	}
	return s
}

// names are what cards call accounts.
func (d *Desk) names(ids []bot.AccountID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = d.name(id)
	}
	return out
}
