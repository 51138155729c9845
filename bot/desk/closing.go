package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// closingText is what the template says at the end of a case. It gets nothing but
// the case's number and what kind of appeal ends: what the case is about, or its title,
// may name the very person who is not to be named any more.
func (p clearing) closingText(lang string) (string, error) {
	text, err := p.d.o.Composer.Compose(p.reason.Closing(), lang, Brief{Number: p.k.Number, About: p.about()})
	if err != nil {
		return "", fmt.Errorf("compose the closing text in %s: %w", lang, err)
	}
	return text, nil
}

// about is the kind of appeal that the closing text speaks of: of what the public has
// seen or, where that only follows something up, of what the case ever asked.
func (p clearing) about() bot.Kind {
	if k := bot.About(bot.MainKinds(p.seen())); k != "" {
		return k
	}
	return bot.About(bot.MainKinds(p.all))
}

// languages are those in which something of the case is public, the department's
// usual one first.
func (p clearing) languages() []string {
	var out []string
	for _, lang := range p.d.o.Languages {
		for _, a := range p.seen() {
			if slices.ContainsFunc(p.posts[a.ID], func(q bot.Post) bool { return q.Live() && q.Language == lang }) {
				out = append(out, lang)
				break
			}
		}
	}
	return out
}

// A goodbye is where one closing text goes: under an appeal that stays, or by
// itself, because the thread goes.
type goodbye struct {
	under    bot.Appeal // zero: by itself
	accounts []bot.AccountID
	langs    []string
}

// goodbyes returns where closing texts go: to every account where anything of the
// case was public, once.
func (p clearing) goodbyes() ([]goodbye, error) {
	var out []goodbye
	var taken []bot.AccountID
	// The newest is asked first, so that the text stands where people look.
	for _, a := range p.stay {
		if a.Answers != "" || a.Kind == bot.Repeat { // what follows stands under what it repeats
			continue
		}
		accounts, langs, err := p.public(a)
		if err != nil {
			return nil, err
		}
		accounts = slices.DeleteFunc(accounts, func(id bot.AccountID) bool { return slices.Contains(taken, id) })
		if len(accounts) == 0 {
			continue
		}
		taken = append(taken, accounts...)
		out = append(out, goodbye{under: a, accounts: accounts, langs: langs[:1]})
	}
	var alone goodbye
	for _, acc := range p.d.o.Accounts.All() {
		if slices.Contains(taken, acc.ID) {
			continue
		}
		for _, a := range p.seen() {
			for _, q := range p.posts[a.ID] {
				if q.Account != acc.ID || !q.Live() {
					continue
				}
				if !slices.Contains(alone.accounts, acc.ID) {
					alone.accounts = append(alone.accounts, acc.ID)
				}
				if !slices.Contains(alone.langs, q.Language) {
					alone.langs = append(alone.langs, q.Language)
				}
			}
		}
	}
	if len(alone.accounts) > 0 {
		out = append(out, alone)
	}
	return out, nil
}

// sayGoodbyes writes the closing texts and submits them. What is wrong with one keeps
// nothing from being taken down: it stays a draft, or is not written, and the answer
// says why.
func (p clearing) sayGoodbyes(in Clearing, out *Cleared) error {
	gs, err := p.goodbyes()
	if err != nil {
		return err
	}
	for _, g := range gs {
		a, problem, without, err := p.sayGoodbye(in, g)
		if err != nil {
			return err
		}
		out.Without = append(out.Without, without...)
		out.Problem = cmp.Or(out.Problem, problem)
		if a.ID != "" {
			out.Closing = append(out.Closing, a)
		}
	}
	return nil
}

// sayGoodbye writes one closing text, and submits it if nothing objects.
func (p clearing) sayGoodbye(in Clearing, g goodbye) (a bot.Appeal, problem string, without []string, err error) {
	a = bot.Appeal{
		ID: p.d.o.NewID(), Case: p.k.ID, Kind: in.Reason.Closing(), Parent: g.under.ID, Author: p.by.Person.ID, Editors: []bot.ID{p.by.Person.ID},
		Revision: 1, State: bot.Editing, Changed: p.by.Person.By(p.now), Created: p.now.UTC(), Exercise: p.k.Exercise,
		Content: bot.Content{Texts: map[string]string{}},
	}
	for _, lang := range g.langs {
		text := strings.TrimSpace(in.Texts[lang])
		if text == "" {
			if text, err = p.closingText(lang); err != nil {
				return bot.Appeal{}, "", nil, err
			}
		}
		a.Content.Texts[lang] = text
	}
	for _, id := range g.accounts {
		if p.takes(g, id, a.Content.Texts) {
			a.Content.Accounts = append(a.Content.Accounts, id)
		} else {
			without = append(without, p.d.name(id))
		}
	}
	if len(a.Content.Accounts) == 0 {
		return bot.Appeal{}, "", without, nil
	}
	if a.Need, err = p.d.Rule(p, a); err != nil {
		return bot.Appeal{}, "", nil, err
	}
	// It is tried first: once a number is given, there is no way back in this
	// transaction.
	try := a
	err = errors.Join(a.Content.Check(), p.d.revise(p, &try, p.k, ""))
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return bot.Appeal{}, "There is no closing text: " + r.Text + " Write one with /appeal new.", without, nil
	} else if err != nil {
		return bot.Appeal{}, "There is no closing text, because it could not be checked. Tell your administrator, then write one with /appeal new.", without, nil
	}
	if a, err = p.add(p.k, a); err != nil {
		return a, "", without, err
	}
	problem, err = p.offerClosing(&a)
	return a, problem, without, err
}

// takes reports whether a closing text can go to an account: whoever gives the
// all-clear may publish there, and words do.
func (p clearing) takes(g goodbye, id bot.AccountID, texts map[string]string) bool {
	if len(p.d.usable(p.by.Person, []bot.AccountID{id})) == 0 {
		return false
	}
	fit := render(p.d.o.Accounts.Render)
	if g.under.ID != "" {
		fit = p.d.o.Accounts.Follow
	}
	for lang, text := range texts {
		if _, err := fit(id, bot.Copy{Text: text, Language: lang}); errors.Is(err, bot.ErrIncomplete) {
			return false
		}
	}
	return true
}

// offerClosing submits a closing text and says why it stays a draft where it does.
func (p clearing) offerClosing(a *bot.Appeal) (problem string, err error) {
	if open := bot.Open(a.Findings, nil); len(open) > 0 {
		return "Before it can be submitted: " + open[0].Why, nil
	}
	if lacks := a.Lacks(); lacks != "" {
		return "Before it can be submitted: " + lacks, nil
	}
	next := *a
	err = p.submit(&next)
	if r := (*bot.Refusal)(nil); errors.As(err, &r) {
		return r.Text, nil
	} else if err != nil {
		return "", err
	}
	*a = next
	return "", p.keep(*a, "submitted", a.Digest)
}

// closes reports whether an appeal is the closing text of its case. It goes out
// before everything else.
func (c *change) closes(a bot.Appeal) (bool, error) {
	k, err := c.Case(a.Case)
	if errors.Is(err, bot.ErrNotFound) {
		return false, nil
	}
	return slices.Contains(k.Clearance.Closing, a.ID), err
}
