package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"appealbot/bot"
)

// A Correction is what an officer hands in to correct what is public.
type Correction struct {
	// Texts are the words as they should be, whole, by language; under "" those in
	// the first language. A language that is left out stays as it is.
	Texts map[string]string
	How   bot.Way // empty: WayEdit
	Why   string  // what was wrong, for officers; may be empty
	// Also are words that say in the thread what was corrected: what was copied
	// from the old post does not change with it. They are an update, which is
	// approved by itself. Empty for none.
	Also string
}

// Correct begins a correction of what is public of an appeal, and submits it for
// approval when the guard lets it.
func (d *Desk) Correct(ctx context.Context, by Actor, appeal bot.ID, n Correction) (bot.Appeal, error) {
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "correct", appeal
		a, err := c.correct(appeal, n)
		if err != nil {
			return err
		}
		if out, err = c.offer(a); err != nil {
			return err
		}
		return c.also(appeal, a, strings.TrimSpace(n.Also))
	}, func(tx bot.Tx) error {
		a, err := tx.Appeal(appeal)
		if err != nil {
			return err
		}
		out, err = newestCorrection(tx, a.Case)
		return err
	})
	return out, err
}

// also begins an update with what a correction says below the posts: where they are
// changed in place. Where the words are published anew they need no remark, and what
// it would stand below goes.
func (c *change) also(appeal bot.ID, a bot.Appeal, text string) error {
	var in []bot.AccountID
	for _, r := range a.Plan.Renderings {
		if r.Corrects != nil && r.Corrects.Way == bot.WayEdit && !slices.Contains(in, r.Account) {
			in = append(in, r.Account)
		}
	}
	if text == "" || len(in) == 0 {
		return nil
	}
	u, err := c.followUp(appeal, text, in...)
	if err != nil {
		return err
	}
	_, err = c.offer(u)
	return err
}

// newestCorrection returns the newest correction of a case, which may have an update
// behind it that was begun with it.
func newestCorrection(tx bot.Tx, caseID bot.ID) (bot.Appeal, error) {
	as, err := tx.AppealsOf(caseID, 2)
	if err != nil {
		return bot.Appeal{}, err
	}
	for _, a := range as {
		if a.Remedy.How != "" {
			return a, nil
		}
	}
	return newest(tx, caseID)
}

// correct stores the draft of a correction.
func (c *change) correct(appeal bot.ID, n Correction) (bot.Appeal, error) {
	if !c.by.Person.Can(bot.Author) && !c.by.Person.Can(bot.Approver) {
		return bot.Appeal{}, bot.Refuse(bot.ErrDenied, "You may not write corrections. Tell an approver at once; if a name or a picture is wrong, it has to be taken down.")
	}
	if n.How == "" {
		n.How = bot.WayEdit
	}
	if !slices.Contains(bot.Ways(), n.How) {
		return bot.Appeal{}, bot.Refuse(bot.ErrInvalid, "%q is no way to correct an appeal. Choose edit, replace or follow.", n.How)
	}
	s, err := c.subjectOf(appeal)
	if err != nil {
		return s, err
	}
	if s.Answers != "" {
		return s, bot.Refuse(bot.ErrInvalid, "That is an answer to somebody. Take it down with /appeal takedown, and answer once more with /appeal answer.")
	}
	k, err := c.Case(s.Case)
	if err != nil {
		return s, err
	}
	if s.Kind == bot.Repeat { // the others of the series would go on saying what is wrong
		p, err := c.Appeal(s.Parent)
		if err != nil {
			return s, err
		}
		return s, bot.Refuse(bot.ErrInvalid, "That repeats appeal %s/%d. Correct that one, with /appeal correct %s/%d TEXT: its repeats are taken down then. To take them down at once, use /appeal takedown %s/%d REASON.", k.Number, p.Number, k.Number, p.Number, k.Number, s.Number)
	}
	content, err := c.corrected(k, s, n)
	if err != nil {
		return s, err
	}
	a := bot.Appeal{
		ID: c.d.o.NewID(), Case: k.ID, Kind: bot.Correction, Parent: s.ID, Author: c.by.Person.ID, Editors: []bot.ID{c.by.Person.ID},
		Remedy:   bot.Remedy{How: n.How, Number: s.Number, Why: strings.TrimSpace(n.Why)},
		Revision: 1, Content: content, State: bot.Editing, Changed: c.by.Person.By(c.now),
		Created: c.now.UTC(), Exercise: s.Exercise,
	}
	if a.Need, err = c.d.Rule(c, a); err != nil {
		return a, err
	}
	return c.add(k, a)
}

// corrected is the content of a correction: what is public, with other words.
func (c *change) corrected(k bot.Case, s bot.Appeal, n Correction) (bot.Content, error) {
	ps, err := visible(c, s)
	if err != nil {
		return bot.Content{}, err
	}
	is, err := present(c, s, ps)
	if err != nil {
		return is, err
	}
	if len(ps) == 0 || k.State == bot.CaseClosed {
		return is, bot.Refuse(bot.ErrStale, "Nothing of %s/%d is public, so there is nothing to correct. A draft is changed with /appeal edit; a new appeal begins with /appeal new %s.", k.Number, s.Number, k.Number)
	}
	langs := is.Languages()
	said := map[string]bool{}
	for lang, text := range n.Texts {
		if lang == "" {
			lang = langs[0]
		}
		if !slices.Contains(langs, lang) {
			return is, bot.Refuse(bot.ErrInvalid, "Nothing is public in the language %q; there is %s.", lang, bot.Names(langs))
		}
		text = strings.TrimSpace(text)
		said[lang] = is.Texts[lang] != text
		is.Texts[lang] = text
	}
	if n.How == bot.WayFollow { // it says only what is new, and shows nothing again
		is.Media, is.Titles, is.Fallback = nil, nil, ""
		maps.DeleteFunc(is.Texts, func(lang, _ string) bool { return !said[lang] })
		if len(is.Texts) == 0 {
			return is, bot.Refuse(bot.ErrInvalid, "Write what is to be said below the posts.")
		}
	}
	is.Accounts = nil
	for _, p := range ps {
		if _, said := is.Texts[p.Language]; said && !slices.Contains(is.Accounts, p.Account) {
			is.Accounts = append(is.Accounts, p.Account)
		}
	}
	if may := c.d.usable(c.by.Person, is.Accounts); len(may) > 0 {
		is.Accounts = may
	} else if err := c.d.mayUse(c.by.Person, is.Accounts); err != nil {
		return is, err
	}
	if n.How != bot.WayReplace {
		placed(is.Texts, ps)
	}
	is.At = zero
	return is, is.Check()
}

// Present is what the public reads of an appeal now, with the corrections that it
// has had: the content to begin a correction with.
func Present(tx bot.Tx, appeal bot.Appeal) (bot.Content, error) {
	s, err := Subject(tx, appeal)
	if err != nil {
		return bot.Content{}, err
	}
	ps, err := visible(tx, s)
	if err != nil {
		return bot.Content{}, err
	}
	is, err := present(tx, s, ps)
	if err == nil {
		placed(is.Texts, ps)
	}
	return is, err
}

// present is the content of an appeal as it was corrected last, in the languages
// in which it is public. Ps are its posts.
func present(tx bot.Tx, s bot.Appeal, ps []bot.Post) (bot.Content, error) {
	as, err := corrections(tx, s)
	if err != nil {
		return bot.Content{}, err
	}
	is := clone(s.Content)
	for _, a := range as { // the newest first
		qs, err := tx.PostsOf(a.ID)
		if err != nil {
			return is, err
		}
		if slices.ContainsFunc(qs, func(q bot.Post) bool { return q.Op.Publishes() && q.State == bot.PostPosted }) {
			is = clone(a.Content)
			break
		}
	}
	for lang := range is.Texts {
		if !slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Language == lang }) {
			delete(is.Texts, lang)
			delete(is.Titles, lang)
		}
	}
	return is, nil
}

// placed puts the addresses of posts that are public into their places in texts.
func placed(texts map[string]string, ps []bot.Post) {
	for lang, text := range texts {
		for _, p := range ps {
			for _, part := range p.Parts() {
				for _, pl := range part.Places {
					if at := p.Links[pl.Account]; at != "" && p.Language == lang {
						text = strings.ReplaceAll(text, pl.Name, at)
					}
				}
			}
		}
		texts[lang] = text
	}
}
