package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// NewAppeal is what an officer hands in to begin an appeal.
type NewAppeal struct {
	Number    string // occurrence number
	Title     string // of the case, for officers
	Kind      bot.Kind
	Facts     bot.Facts
	Languages []string        // empty: the department's first
	Accounts  []bot.AccountID // empty: the department's defaults
	At        time.Time
	// Members are people who belong to the case besides those who do anyway.
	Members []bot.ID
}

// Draft begins an appeal, and its case when the number is new. The draft is
// stored whatever the guard thinks of it.
func (d *Desk) Draft(ctx context.Context, by Actor, n NewAppeal) (bot.Appeal, error) {
	if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) {
		return bot.Appeal{}, d.Refuse(ctx, by, "draft", bot.Refuse(bot.ErrDenied, "You may not write appeals. Ask your administrator for the role %q.", bot.Author))
	}
	n, err := d.complete(n, by.Person)
	if err != nil {
		return bot.Appeal{}, err
	}
	content, err := d.compose(n)
	if err != nil {
		return bot.Appeal{}, err
	}
	var out bot.Appeal
	err = d.do(ctx, by, func(c *change) error {
		c.what = "draft"
		if err := d.mayUse(by.Person, n.Accounts); err != nil {
			return err
		}
		k, err := c.open(n)
		if err != nil {
			return err
		}
		a := bot.Appeal{
			ID: d.o.NewID(), Case: k.ID, Kind: n.Kind, Author: by.Person.ID, Editors: []bot.ID{by.Person.ID},
			Revision: 1, Content: content, State: bot.Editing, Changed: by.Person.By(c.now),
			Need: d.o.Rules.For(n.Kind), Created: c.now.UTC(), Exercise: d.o.Exercise,
		}
		out, err = c.add(k, a)
		return err
	}, func(tx bot.Tx) error {
		k, err := tx.CaseByNumber(n.Number)
		if err != nil {
			return err
		}
		out, err = newest(tx, k.ID)
		return err
	})
	return out, err
}

// complete fills in what p left out and refuses what cannot be used.
func (d *Desk) complete(n NewAppeal, p bot.Person) (NewAppeal, error) {
	n.Number, n.Title = strings.TrimSpace(n.Number), strings.TrimSpace(n.Title)
	if err := bot.CheckNumber(n.Number); err != nil {
		return n, err
	}
	if n.Kind == "" {
		n.Kind = bot.Witness
	}
	if n.Kind == bot.Answer {
		return n, bot.Refuse(bot.ErrInvalid, "An answer goes under what somebody wrote. Write it with /appeal answer R17 TEXT in the case's channel.")
	}
	if n.Kind == bot.Repeat {
		return n, bot.Refuse(bot.ErrInvalid, "A repeat begins with what it repeats. Once the appeal is public, say when: /appeal repeat daily 18:00 until friday.")
	}
	if !n.Kind.Known() {
		return n, bot.Refuse(bot.ErrInvalid, "%q is not a kind of appeal.", n.Kind)
	}
	for _, f := range []struct{ name, s string }{
		{"title", n.Title},
		{"what happened", n.Facts.What},
		{"when", n.Facts.When},
		{"where", n.Facts.Where},
		{"what is wanted", n.Facts.Wanted},
		{"contact", n.Facts.Contact},
	} {
		if !utf8.ValidString(f.s) {
			return n, bot.Refuse(bot.ErrInvalid, "The field %q contains bytes that are not text. Type it again instead of pasting it.", f.name)
		}
		if len(f.s) > bot.MaxField {
			return n, bot.Refuse(bot.ErrInvalid, "The field %q has %d bytes; at most %d fit. Shorten it; nothing was stored.", f.name, len(f.s), bot.MaxField)
		}
	}
	if n.Facts.What == "" && n.Facts.Wanted == "" {
		return n, bot.Refuse(bot.ErrInvalid, "Say what happened or what you want of the public, for example: /appeal new %s Lakeshore shooting: dark Lexus seen leaving, anyone with dash-cam video?", n.Number)
	}
	if len(n.Languages) == 0 {
		n.Languages = d.o.Languages[:1]
	}
	n.Languages = unique(n.Languages)
	for _, lang := range n.Languages {
		if !slices.Contains(d.o.Languages, lang) {
			return n, bot.Refuse(bot.ErrInvalid, "There are no texts in %q. Choose from: %s.", lang, strings.Join(d.o.Languages, ", "))
		}
	}
	if len(n.Accounts) == 0 {
		for _, a := range d.o.Accounts.All() {
			if a.Default && a.Allows(p.ID) {
				n.Accounts = append(n.Accounts, a.ID)
			}
		}
	}
	n.Accounts = unique(n.Accounts)
	for _, id := range n.Members {
		if _, known := d.o.Roster.ByID(id); !known {
			return n, bot.Refuse(bot.ErrNotFound, "%q is not on the department's list of people, so they cannot belong to the case.", id)
		}
	}
	return n, nil
}

// unique drops what was named before.
func unique[T comparable](in []T) []T {
	var out []T
	for _, v := range in {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func (d *Desk) compose(n NewAppeal) (bot.Content, error) {
	c := bot.Content{Facts: n.Facts, Texts: map[string]string{}, Accounts: n.Accounts, At: utc(n.At)}
	for _, lang := range n.Languages {
		text, err := d.o.Composer.Compose(n.Kind, lang, Brief{Number: n.Number, Title: n.Title, Facts: n.Facts})
		if err != nil {
			return c, fmt.Errorf("compose %s in %s: %w", n.Kind, lang, err)
		}
		c.Texts[lang] = text
	}
	return c, c.Check()
}

func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

// open returns the case that an appeal belongs to, made if need be.
func (c *change) open(n NewAppeal) (bot.Case, error) {
	number, title := n.Number, n.Title
	k, err := c.CaseByNumber(number)
	switch {
	case err == nil && k.State == bot.CaseClosed:
		return k, bot.Refuse(bot.ErrStale, "Case %s was closed by %s %s: %s. An appeal needs an open case; ask a lead for a new number.", number, k.Closed.Name, bot.When(k.Closed.At, c.now), k.Reason)
	case err == nil:
		return k, c.join(&k, append([]bot.ID{c.by.Person.ID}, n.Members...))
	case !errors.Is(err, bot.ErrNotFound):
		return k, err
	}
	if title == "" {
		title = "untitled"
	}
	k = bot.Case{
		ID: c.d.o.NewID(), Number: number, Title: title, State: bot.CaseOpen, Owner: c.by.Person.ID,
		Exercise: c.d.o.Exercise, Opened: c.now.UTC(),
	}
	for _, p := range c.d.o.Roster.All() {
		if p.ID == c.by.Person.ID || p.Can(bot.Approver) || p.Can(bot.Lead) || slices.Contains(n.Members, p.ID) {
			k.Members = append(k.Members, p.ID)
		}
	}
	if err := c.PutCase(k); err != nil {
		return k, err
	}
	if err := c.log("opened case", k.ID, k.ID, number); err != nil {
		return k, err
	}
	return k, c.room(k)
}

// join makes people members of the case.
func (c *change) join(k *bot.Case, people []bot.ID) error {
	var added []string
	for _, id := range people {
		if slices.Contains(k.Members, id) {
			continue
		}
		k.Members = append(slices.Clip(k.Members), id)
		added = append(added, string(id))
	}
	if len(added) == 0 {
		return nil
	}
	if err := c.PutCase(*k); err != nil {
		return err
	}
	if err := c.log("added members", k.ID, k.ID, strings.Join(added, ", ")); err != nil {
		return err
	}
	return c.room(*k)
}

// add stores a new appeal of a case.
func (c *change) add(k bot.Case, a bot.Appeal) (bot.Appeal, error) {
	k, err := c.Case(k.ID)
	if err != nil {
		return a, err
	}
	k.Appeals++
	a.Number = k.Appeals
	if err := c.PutCase(k); err != nil {
		return a, err
	}
	if err := c.reviseDraft(&a, k); err != nil {
		return a, err
	}
	if err := c.twins(&a); err != nil {
		return a, err
	}
	if err := c.count(func(n *bot.Counter) error { return n.Drafted(a) }); err != nil {
		return a, err
	}
	return a, c.keep(a, "drafted", a.Digest)
}

// newest returns the newest appeal of a case.
func newest(tx bot.Tx, caseID bot.ID) (bot.Appeal, error) {
	as, err := tx.AppealsOf(caseID, 1)
	if err != nil {
		return bot.Appeal{}, err
	}
	if len(as) == 0 {
		return bot.Appeal{}, fmt.Errorf("appeals of case %s: %w", caseID, bot.ErrNotFound)
	}
	return as[0], nil
}
