package desk

import (
	"errors"
	"slices"

	"appealbot/bot"
)

// revise works out what the content becomes on each account and what the
// guard thinks of it. Said is the hash of what an answer answers; empty for
// what that says now.
func (d *Desk) revise(tx bot.Tx, a *bot.Appeal, k bot.Case, said string) error {
	plan, err := d.plan(tx, *a, said)
	if err != nil {
		return err
	}
	a.Plan, a.Digest = plan, plan.Digest()
	a.Findings, err = d.check(tx, *a, k)
	return err
}

// render fits a text to an account.
type render func(bot.AccountID, bot.Copy) ([]bot.Part, error)

// plan renders the appeal for each of its accounts.
func (d *Desk) plan(tx bot.Tx, a bot.Appeal, said string) (bot.Plan, error) {
	p := bot.Plan{
		Appeal: a.ID, Revision: a.Revision, Parent: a.Parent, At: a.Content.At, Urgent: a.Content.Urgent, Authority: a.Content.Authority,
		Slots: a.Content.Series.Slots, Each: a.Content.Series.Each,
	}
	if a.Remedy.How != "" {
		return d.planCorrection(tx, a, p)
	}
	fit := render(d.o.Accounts.Render)
	if a.Parent != "" {
		fit = d.o.Accounts.Follow
	}
	if a.Answers != "" {
		r, err := tx.Reply(a.Answers)
		if err != nil {
			return p, err
		}
		r = r.As(said)
		p.Answers, p.Said = r.ID, r.Said()
		fit = func(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
			return d.o.Accounts.Answer(id, r, c)
		}
	}
	on, err := d.accountsOf(a)
	if err != nil {
		return p, err
	}
	w := writer{d: d, on: on, fit: fit, fallback: a.Content.Fallback, answer: a.Answers != ""}
	shares, err := d.shareable(tx, a)
	if err != nil {
		return p, err
	}
	media := published(a.Content.Media)
	for _, acc := range on {
		n, lacks := len(p.Renderings), ""
		for _, lang := range a.Content.Languages() {
			if len(acc.Languages) > 0 && !slices.Contains(acc.Languages, lang) {
				continue
			}
			if d.reshares(acc.ID) && a.Content.Series.Reshare {
				p.Renderings = append(p.Renderings, shared(shares, acc, lang, a.Content.Series)...)
				continue
			}
			rs, err := w.slots(acc, a.Content.Series, bot.Copy{Title: a.Content.Titles[lang], Text: a.Content.Texts[lang], Language: lang, Media: media})
			if refusal := (*bot.Refusal)(nil); errors.Is(err, bot.ErrIncomplete) && errors.As(err, &refusal) {
				lacks = refusal.Text
				break
			} else if err != nil {
				return p, err
			}
			p.Renderings = append(p.Renderings, rs...)
		}
		if lacks != "" {
			p.Renderings, p.Lacks = p.Renderings[:n], append(p.Lacks, lacks)
			continue
		}
		if len(p.Renderings) == n && a.Content.Series.Reshare && d.reshares(acc.ID) {
			return p, bot.Refuse(bot.ErrInvalid, "Nothing of what is repeated is public on %s, so there is nothing to share again there. Take the account off.", acc.Name)
		}
		if len(p.Renderings) == n {
			return p, bot.Refuse(bot.ErrInvalid, "%s publishes in %s only. Write the text in that language too, or take the account off.", acc.Name, bot.Names(acc.Languages))
		}
	}
	if err := fitting(p); err != nil {
		return p, err
	}
	return p, w.ends(p.Renderings)
}

// accountsOf returns the accounts of an appeal, in its order.
func (d *Desk) accountsOf(a bot.Appeal) ([]bot.Account, error) {
	known := map[bot.AccountID]bot.Account{}
	for _, acc := range d.o.Accounts.All() {
		known[acc.ID] = acc
	}
	var out []bot.Account
	for _, id := range a.Content.Accounts {
		acc, ok := known[id]
		if !ok {
			return nil, bot.Refuse(bot.ErrInvalid, "There is no account %q. Choose another one.", id)
		}
		if acc.Exercise != a.Exercise {
			return nil, bot.Refuse(bot.ErrDenied, "%s cannot be used here: practice and real accounts never mix.", acc.Name)
		}
		out = append(out, acc)
	}
	return out, nil
}

// published returns media as renderings hold them. The words of captions stand in
// the content already, which is kept once and not once an account.
func published(ms []bot.MediaUse) []bot.MediaUse {
	ms = clone(bot.Content{Media: ms}).Media
	for _, m := range ms {
		if m.Video != nil {
			for i := range m.Video.Captions {
				m.Video.Captions[i].Text = ""
			}
		}
	}
	return ms
}
