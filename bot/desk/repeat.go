package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// A Repetition is what an officer hands in to have an appeal published again.
type Repetition struct {
	Rule  string     // as the officer reads it: "daily 18:00 until Fri 27 Nov 2026"
	Slots []bot.Slot // in order, none of them over
	Text  string     // other words than the appeal's; empty: the same
	// Reshare: accounts share their own posts again where their networks let them.
	Reshare bool
}

// Repeat begins a series under an appeal that is public, and submits it for approval
// when the guard lets it. It goes where the appeal is public, below it where the
// network lets the account continue its thread, with its pictures.
func (d *Desk) Repeat(ctx context.Context, by Actor, parent bot.ID, r Repetition) (bot.Appeal, error) {
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "repeat", parent
		a, err := c.series(parent, r)
		if err != nil {
			return err
		}
		out, err = c.offerSeries(a)
		return err
	}, newestBeside(parent, &out))
	return out, err
}

// series stores the draft of a series.
func (c *change) series(parent bot.ID, r Repetition) (bot.Appeal, error) {
	if !c.by.Person.Can(bot.Author) && !c.by.Person.Can(bot.Approver) {
		return bot.Appeal{}, bot.Refuse(bot.ErrDenied, "You may not have appeals repeated. Ask your administrator for the role %q.", bot.Author)
	}
	if len(r.Slots) == 0 {
		return bot.Appeal{}, bot.Refuse(bot.ErrInvalid, "Say when, for example: /appeal repeat daily 18:00 until friday.")
	}
	if r.Reshare && strings.TrimSpace(r.Text) != "" {
		return bot.Appeal{}, bot.Refuse(bot.ErrInvalid, "What is shared again keeps its own words. Leave the new words out, or leave \"as reshare\" out and have them published as follow-ups.")
	}
	p, err := c.Appeal(parent)
	if err != nil {
		return p, err
	}
	k, err := c.Case(p.Case)
	if err != nil {
		return p, err
	}
	switch {
	case p.Answers != "":
		return p, bot.Refuse(bot.ErrInvalid, "That is an answer to somebody, and only appeals are repeated. Name the appeal.")
	case p.Kind == bot.Repeat:
		return p, bot.Refuse(bot.ErrInvalid, "That is a repeat itself. Name the appeal that it repeats.")
	case k.State == bot.CaseClosed:
		return p, bot.Refuse(bot.ErrStale, "Case %s is closed, and nothing of a closed case is repeated. Begin a new one with /appeal new.", k.Number)
	}
	s, err := Subject(c, p)
	if err != nil {
		return p, err
	}
	as, err := corrections(c, s)
	if err != nil {
		return p, err
	}
	as = append([]bot.Appeal{s}, as...)
	if err := c.unrepeated(k, as); err != nil {
		return p, err
	}
	if err := c.uncorrected(as[1:]); err != nil {
		return p, err
	}
	// What was published anew is over, and its newest correction is not.
	if i := slices.IndexFunc(as, func(a bot.Appeal) bool { return a.State == bot.Approved }); i >= 0 {
		p = as[i]
	}
	content, err := c.again(p, strings.TrimSpace(r.Text))
	if err != nil {
		return p, err
	}
	a := bot.Appeal{
		ID: c.d.o.NewID(), Case: k.ID, Kind: bot.Repeat, Parent: p.ID, Author: c.by.Person.ID, Editors: []bot.ID{c.by.Person.ID},
		Revision: 1, State: bot.Editing, Changed: c.by.Person.By(c.now), Created: c.now.UTC(), Exercise: p.Exercise,
	}
	if a.Need, err = c.d.Rule(c, a); err != nil {
		return a, err
	}
	content.Series = bot.Series{Rule: r.Rule, Slots: slices.Clone(r.Slots), Each: a.Need.Repeat == bot.RepeatEach, Reshare: r.Reshare}
	for i := range content.Series.Slots {
		content.Series.Slots[i].At = utc(content.Series.Slots[i].At)
	}
	if content.At = content.Series.Slots[0].At; !content.At.After(c.now) {
		return a, bot.Refuse(bot.ErrInvalid, "%s is over. Choose later times.", bot.When(content.At, c.now))
	}
	if err := content.Check(); err != nil {
		return a, err
	}
	a.Content = content
	if r.Reshare {
		if err := c.d.reshareable(content.Accounts); err != nil {
			return a, err
		}
	}
	return c.add(k, a)
}

// unrepeated refuses an appeal that is repeated already: two series of it would
// be published at once. Of are the appeal and its corrections.
func (c *change) unrepeated(k bot.Case, of []bot.Appeal) error {
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	for _, a := range as {
		if slices.ContainsFunc(of, func(p bot.Appeal) bool { return a.Parent == p.ID }) && a.InSeries() && a.State != bot.Done && a.State != bot.Cancelled && a.Off.Person == "" && a.Content.Series.Next(c.now) > 0 {
			return bot.Refuse(bot.ErrStale, "It is repeated already (%s/%d): %s. End that first with /appeal repeat off.", k.Number, a.Number, a.Content.Series.Rule)
		}
	}
	return nil
}

// uncorrected refuses an appeal of which a correction is approved and not public yet:
// what was repeated now would say what is wrong.
func (c *change) uncorrected(as []bot.Appeal) error {
	for _, a := range as {
		ps, err := c.PostsOf(a.ID)
		if err != nil {
			return err
		}
		if a.State == bot.Approved && slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Op.Publishes() && !p.Settled() }) {
			return bot.Refuse(bot.ErrStale, "Correction %d of it is on its way. Wait until it is public, then have the corrected words repeated.", a.Number)
		}
	}
	return nil
}

// again is what is published again of an appeal: where it is public, in its own
// words or in others.
func (c *change) again(p bot.Appeal, text string) (bot.Content, error) {
	s, err := Subject(c, p)
	if err != nil {
		return bot.Content{}, err
	}
	ps, err := visible(c, s)
	if err != nil {
		return bot.Content{}, err
	}
	is, err := present(c, s, ps) // as it was corrected
	if err != nil {
		return bot.Content{}, err
	}
	p.Content.Texts, p.Content.Media = is.Texts, is.Media
	content := bot.Content{Texts: map[string]string{}}
	address := map[bot.AccountID]string{}
	for _, q := range ps {
		if q.Op != bot.OpCreate || q.State != bot.PostPosted {
			continue
		}
		if address[q.Account] == "" {
			address[q.Account] = q.URL
		}
		if text == "" {
			content.Texts[q.Language] = p.Content.Texts[q.Language]
		}
		if !slices.Contains(content.Accounts, q.Account) {
			content.Accounts = append(content.Accounts, q.Account)
		}
	}
	if len(content.Accounts) == 0 {
		return content, bot.Refuse(bot.ErrStale, "Nothing of this appeal is public, so there is nothing to repeat. Publish it first; /appeal schedule sets a time for that.")
	}
	lang := p.Content.Languages()[0]
	if text != "" {
		content.Texts[lang] = text
	} else {
		lang = content.Languages()[0]
	}
	for l, t := range content.Texts {
		content.Texts[l] = c.d.addressed(p, t, address)
	}
	for _, m := range clone(p.Content).Media {
		if !m.IsVideo() { // a video is shown again in the thread that it began
			content.Media = append(content.Media, m)
		}
	}
	on := slices.DeleteFunc(c.d.wordy(content.Accounts, lang, content.Texts[lang]), func(id bot.AccountID) bool {
		a, known := c.d.account(id)
		return !known || len(a.Languages) > 0 && !slices.ContainsFunc(a.Languages, func(l string) bool { return content.Texts[l] != "" })
	})
	slices.SortFunc(on, func(a, b bot.AccountID) int {
		return slices.Index(p.Content.Accounts, a) - slices.Index(p.Content.Accounts, b)
	})
	if may := c.d.usable(c.by.Person, on); len(may) > 0 {
		on = may
	} else if err := c.d.mayUse(c.by.Person, on); err != nil {
		return content, err
	}
	content.Accounts = on
	return content, nil
}

// addressed puts the addresses that the posts of an appeal have by now into the
// places for them in a text, and takes the others out.
func (d *Desk) addressed(p bot.Appeal, text string, address map[bot.AccountID]string) string {
	on, err := d.accountsOf(p)
	if err != nil {
		return text // what stands in it is found where it is rendered
	}
	for _, name := range bot.PlaceNames(text) {
		acc, ok := named(on, name)
		switch {
		case !ok:
		case address[acc.ID] != "":
			text = strings.ReplaceAll(text, name, address[acc.ID])
		default:
			text = bot.Unplaced(text, name)
		}
	}
	return text
}

// offerSeries submits the draft of a series, unless findings stop it. Of words that
// the appeal has in common with what it repeats, it is known already why they may be
// public.
func (c *change) offerSeries(a bot.Appeal) (bot.Appeal, error) {
	p, err := c.Appeal(a.Parent)
	if err != nil {
		return a, err
	}
	for _, o := range p.Overrides {
		if slices.ContainsFunc(a.Findings, func(f bot.Finding) bool { return f.Key() == o.Finding }) {
			a.Overrides = append(a.Overrides, o)
		}
	}
	if len(bot.Open(a.Findings, a.Overrides)) > 0 || a.Lacks() != "" {
		return a, c.keep(a, "kept overrides", fmt.Sprint(len(a.Overrides)))
	}
	if err := c.submit(&a); err != nil {
		return a, err
	}
	return a, c.keep(a, "submitted", a.Digest)
}

// guardedAs is the kind by whose rules the guard reads an appeal: a repeat is what
// it repeats.
func guardedAs(tx bot.Tx, a bot.Appeal) (bot.Kind, error) {
	if a.Kind != bot.Repeat {
		return a.Kind, nil
	}
	first, err := root(tx, a)
	return first.Kind, err
}
