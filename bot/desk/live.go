package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

var zero time.Time

// name is what cards call an account.
func (d *Desk) name(id bot.AccountID) string {
	for _, a := range d.o.Accounts.All() {
		if a.ID == id {
			return a.Name
		}
	}
	return string(id)
}

// Follow begins a follow-up under the live posts of an appeal, in the words
// given, and submits it for approval when the guard lets it.
func (d *Desk) Follow(ctx context.Context, by Actor, parent bot.ID, text string) (bot.Appeal, error) {
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		a, err := c.followUp(parent, strings.TrimSpace(text))
		if err != nil {
			return err
		}
		out, err = c.offer(a)
		return err
	}, newestBeside(parent, &out))
	return out, err
}

// newestBeside reports, when an event comes again that began an appeal in the case of
// another one, the appeal that it began.
func newestBeside(id bot.ID, out *bot.Appeal) func(bot.Tx) error {
	return func(tx bot.Tx) error {
		a, err := tx.Appeal(id)
		if err != nil {
			return err
		}
		*out, err = newest(tx, a.Case)
		return err
	}
}

// offer submits a draft that was stored in the same transaction, unless findings
// stop it or something is missing yet; the card says so then.
func (c *change) offer(a bot.Appeal) (bot.Appeal, error) {
	if len(bot.Open(a.Findings, nil)) > 0 || a.Lacks() != "" {
		return a, nil
	}
	if err := c.submit(&a); err != nil {
		return a, err
	}
	return a, c.keep(a, "submitted", a.Digest)
}

// followUp stores the draft of an update below what is public of an appeal: on all
// accounts, or only on those.
func (c *change) followUp(parent bot.ID, text string, only ...bot.AccountID) (bot.Appeal, error) {
	if !c.by.Person.Can(bot.Author) && !c.by.Person.Can(bot.Approver) {
		return bot.Appeal{}, bot.Refuse(bot.ErrDenied, "You may not write updates. Ask your administrator for the role %q.", bot.Author)
	}
	p, err := c.subjectOf(parent)
	if err != nil {
		return p, err
	}
	if p.Answers != "" {
		return p, bot.Refuse(bot.ErrInvalid, "That is an answer to somebody, and updates go under appeals. Answer once more with /appeal answer, or name the appeal to follow up.")
	}
	if p.Kind == bot.Repeat { // updates stand under what it repeats
		if p, err = c.Appeal(p.Parent); err != nil {
			return p, err
		}
	}
	k, err := c.Case(p.Case)
	if err != nil {
		return p, err
	}
	accounts, langs, err := c.public(p)
	if err != nil {
		return p, err
	}
	if k.State == bot.CaseClosed || len(accounts) == 0 {
		return p, bot.Refuse(bot.ErrStale, "Nothing of this appeal is public, so there is nothing to follow up. Start a new one with /appeal new %s.", k.Number)
	}
	if len(only) > 0 {
		accounts = slices.DeleteFunc(accounts, func(id bot.AccountID) bool { return !slices.Contains(only, id) })
	}
	if may := c.d.usable(c.by.Person, accounts); len(may) > 0 {
		accounts = may
	} else if err := c.d.mayUse(c.by.Person, accounts); err != nil {
		return p, err
	}
	content := bot.Content{Texts: map[string]string{langs[0]: text}, Accounts: c.d.wordy(accounts, langs[0], text)}
	if err := content.Check(); err != nil {
		return p, err
	}
	a := bot.Appeal{
		ID: c.d.o.NewID(), Case: k.ID, Kind: bot.Update, Parent: p.ID, Author: c.by.Person.ID, Editors: []bot.ID{c.by.Person.ID},
		Revision: 1, Content: content, State: bot.Editing, Changed: c.by.Person.By(c.now),
		Created: c.now.UTC(), Exercise: p.Exercise,
	}
	if a.Need, err = c.d.Rule(c, a); err != nil {
		return a, err
	}
	return c.add(k, a)
}

// wordy returns those of some accounts that take words without a video: an update
// does not wait for one where it need not. It returns all of them where none does.
func (d *Desk) wordy(accounts []bot.AccountID, lang, text string) []bot.AccountID {
	var out []bot.AccountID
	for _, id := range accounts {
		if _, err := d.o.Accounts.Follow(id, bot.Copy{Text: text, Language: lang}); !errors.Is(err, bot.ErrIncomplete) {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return accounts
	}
	return out
}

// public returns where an appeal is public in its first language there, and
// which languages those are.
func (c *change) public(a bot.Appeal) (accounts []bot.AccountID, langs []string, err error) {
	ps, err := visible(c, a)
	if err != nil {
		return nil, nil, err
	}
	for _, lang := range a.Content.Languages() {
		for _, p := range ps {
			if p.Op == bot.OpCreate && p.State == bot.PostPosted && p.Language == lang {
				if len(langs) == 0 || langs[len(langs)-1] != lang {
					langs = append(langs, lang)
				}
				if lang == langs[0] && !slices.Contains(accounts, p.Account) {
					accounts = append(accounts, p.Account)
				}
			}
		}
	}
	return accounts, langs, nil
}

// Takedown removes an appeal from every account: what is public is taken
// down, what waits is dropped. It needs no second person, because it makes
// less public, not more.
func (d *Desk) Takedown(ctx context.Context, by Actor, id bot.ID, reason string) (bot.Appeal, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return bot.Appeal{}, bot.Refuse(bot.ErrInvalid, "Say why, for example: /appeal takedown the child has been found.")
	}
	return d.alter(ctx, by, id, "took down", func(c *change, a *bot.Appeal) (string, error) {
		if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) {
			return "", bot.Refuse(bot.ErrDenied, "You may not take appeals down. Tell an approver at once.")
		}
		n, err := c.takeDown(*a, reason)
		if err != nil {
			return "", err
		}
		more, err := c.takeDownFamily(*a, reason)
		if err != nil {
			return "", err
		}
		if n += more; n == 0 && a.State != bot.Approved {
			return "", bot.Refuse(bot.ErrStale, "Nothing of this appeal is public. A draft is given up with /appeal withdraw.")
		}
		if err := c.sharesStay(*a); err != nil {
			return "", err
		}
		*a = bot.Finish(*a, by.Person, reason, c.now)
		return reason, c.orphan(*a)
	})
}

// orphan cancels the updates of an appeal that nobody has seen yet, whose thread is
// going, and what was made for the slots of a series.
func (c *change) orphan(parent bot.Appeal) error {
	k, err := c.Case(parent.Case)
	if err != nil {
		return err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	for _, a := range as {
		if ended, err := c.repeats(a, parent); err != nil {
			return err
		} else if ended {
			continue
		}
		const why = "what it follows was taken down"
		if a.Parent == parent.ID && a.State == bot.Approved && !a.Remedy.How.Whole() {
			if err := c.unfollow(a, why); err != nil {
				return err
			}
			continue
		}
		if a.Parent != parent.ID && a.Series != parent.ID || a.State != bot.Editing && a.State != bot.Waiting && a.State != bot.Rejected {
			continue
		}
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, c.by.Person.By(c.now), why, nil
		if err := c.keep(a, "cancelled", a.Note); err != nil {
			return err
		}
	}
	return nil
}

// unfollow lets nothing more of an approved update go out. What is public of it stays.
func (c *change) unfollow(a bot.Appeal, why string) error {
	ps, err := c.PostsOf(a.ID)
	if err != nil || !slices.ContainsFunc(ps, bot.Post.Recallable) {
		return err
	}
	_, live, err := c.dropQueued(a, why)
	if err != nil {
		return err
	}
	if live > 0 {
		return c.keep(a, "dropped the rest", why)
	}
	return c.keep(bot.Finish(a, c.by.Person, why, c.now), "finished", why)
}

// takeDown removes or drops every post of an appeal and returns how many
// there were to remove.
func (c *change) takeDown(a bot.Appeal, reason string) (int, error) {
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, p := range ps {
		switch {
		case p.Recallable():
			err = c.drop(p, reason)
		case p.Live():
			n++
			err = c.remove(p)
		default:
			err = c.abandon(p)
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// abandon has taken away what was carried for a post that was refused.
func (c *change) abandon(p bot.Post) error {
	if p.State != bot.PostRefused || p.Carry.State == "" {
		return nil
	}
	p, err := bot.Abandon(c, p, c.now)
	if err != nil {
		return err
	}
	return c.SetPost(p)
}

// remove queues the removal of p.
func (c *change) remove(p bot.Post) error {
	switch {
	case p.State == bot.PostAbsent || p.Doubtful(): // look again before saying that it is gone
		p.State, p.Due = bot.PostUnknown, c.now.UTC()
	case p.State == bot.PostQueued: // a thread that stopped half way
		p.State, p.Due, p.Note = bot.PostDropped, zero, "taken down half way"
	}
	if err := c.SetPost(p); err != nil {
		return err
	}
	r := bot.Removal(p, c.now)
	r.Decided = c.by.Person.By(c.now)
	if err := bot.Pursue(c, p.Case, c.now); err != nil {
		return err
	}
	added, err := c.AddPost(r)
	if err != nil || added {
		return err
	}
	old, err := c.Post(r.ID)
	if err != nil || old.State == bot.PostQueued || old.State == bot.PostSending {
		return err
	}
	r.Remotes = old.Remotes
	return c.SetPost(r)
}

// Close ends a case: drafts are cancelled, what waits is dropped, and its
// rooms are archived. What is public stays, with takedown as the way to
// remove it.
func (d *Desk) Close(ctx context.Context, by Actor, caseID bot.ID, reason string) (bot.Case, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return bot.Case{}, bot.Refuse(bot.ErrInvalid, "Say why, for example: /appeal close arrest made.")
	}
	var out bot.Case
	err := d.do(ctx, by, func(c *change) error {
		k, err := c.Case(caseID)
		if err != nil {
			return err
		}
		switch {
		case k.State == bot.CaseClosed:
			return bot.Refuse(bot.ErrStale, "Case %s was closed by %s %s.", k.Number, k.Closed.Name, bot.When(k.Closed.At, c.now))
		case !by.Person.Can(bot.Lead) && !by.Person.Can(bot.Approver) && k.Owner != by.Person.ID:
			return bot.Refuse(bot.ErrDenied, "Only whoever opened the case, leads and approvers may close it.")
		}
		as, err := c.AppealsOf(caseID, k.Appeals)
		if err != nil {
			return err
		}
		for _, a := range as {
			if err := c.end(a, reason); err != nil {
				return err
			}
		}
		k.State, k.Closed, k.Reason = bot.CaseClosed, by.Person.By(c.now), reason
		if err := c.PutCase(k); err != nil {
			return err
		}
		if err := c.log("closed case", k.ID, k.ID, reason); err != nil {
			return err
		}
		if err := c.purgeClosed(k, as); err != nil {
			return err
		}
		out = k
		return c.room(k)
	}, func(tx bot.Tx) error {
		var err error
		out, err = tx.Case(caseID)
		return err
	})
	return out, err
}

// end brings one appeal of a closing case to its end.
func (c *change) end(a bot.Appeal, reason string) error {
	switch a.State {
	case bot.Done, bot.Cancelled:
		return nil
	case bot.Approved:
		ps, err := c.PostsOf(a.ID)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if p.Recallable() || p.Doubtful() {
				err = c.drop(p, "case closed: "+reason)
			} else {
				err = c.abandon(p)
			}
			if err != nil {
				return err
			}
		}
		return c.keep(bot.Finish(a, c.by.Person, reason, c.now), "finished", reason)
	default:
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, c.by.Person.By(c.now), "case closed: "+reason, nil
		return c.keep(a, "cancelled", reason)
	}
}
