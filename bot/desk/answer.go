package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"appealbot/bot"
)

// Answer begins an answer to what a member of the public wrote, in the words
// given, and submits it for approval when the guard lets it. It goes out under the
// reply and nowhere else, and takes no less approval than the appeal that the
// reply is under.
func (d *Desk) Answer(ctx context.Context, by Actor, reply bot.ID, text string) (bot.Appeal, error) {
	var out bot.Appeal
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "answer", reply
		a, err := c.answerTo(reply, strings.TrimSpace(text))
		if err != nil {
			return err
		}
		out, err = c.offer(a)
		return err
	}, func(tx bot.Tx) error {
		r, err := tx.Reply(reply)
		if err != nil {
			return err
		}
		out, err = newest(tx, r.Case)
		return err
	})
	return out, err
}

// answerTo stores the draft of an answer.
func (c *change) answerTo(reply bot.ID, text string) (bot.Appeal, error) {
	if !c.by.Person.Can(bot.Author) && !c.by.Person.Can(bot.Approver) {
		return bot.Appeal{}, bot.Refuse(bot.ErrDenied, "You may not answer the public. Ask your administrator for the role %q.", bot.Author)
	}
	r, err := c.Reply(reply)
	if err != nil {
		return bot.Appeal{}, err
	}
	if err := c.d.mayUse(c.by.Person, []bot.AccountID{r.Account}); err != nil {
		return bot.Appeal{}, err
	}
	if err := c.d.answers(c, r); err != nil {
		return bot.Appeal{}, err
	}
	k, err := c.Case(r.Case)
	if err != nil {
		return bot.Appeal{}, err
	}
	if err := c.alone(k, r); err != nil {
		return bot.Appeal{}, err
	}
	content := bot.Content{Texts: map[string]string{c.d.tongue(r): text}, Accounts: []bot.AccountID{r.Account}}
	if err := content.Check(); err != nil {
		return bot.Appeal{}, err
	}
	a := bot.Appeal{
		ID: c.d.o.NewID(), Case: k.ID, Kind: bot.Answer, Parent: r.Appeal, Answers: r.ID,
		Author: c.by.Person.ID, Editors: []bot.ID{c.by.Person.ID},
		Revision: 1, Content: content, State: bot.Editing, Changed: c.by.Person.By(c.now),
		Created: c.now.UTC(), Exercise: k.Exercise,
	}
	if a.Need, err = c.d.Rule(c, a); err != nil {
		return a, err
	}
	return c.add(k, a)
}

// answerable refuses an appeal that answers what cannot be answered any more. Of
// one that answers nothing it says nothing.
func (d *Desk) answerable(tx bot.Tx, a bot.Appeal) error {
	if a.Answers == "" {
		return nil
	}
	r, err := tx.Reply(a.Answers)
	if err != nil {
		return err
	}
	if err := d.answers(tx, r); err != nil {
		return err
	}
	if r.Said() != a.Plan.Said {
		return bot.Refuse(bot.ErrStale, "R%d was changed by its author after this answer was written, so the answer may not fit any more. Read it on the card, then edit the answer and submit it again.", r.Number)
	}
	return nil
}

// answers refuses a reply under which the department cannot, or should not, write.
func (d *Desk) answers(tx bot.Tx, r bot.Reply) error {
	now := d.Now()
	if r.Case == bot.Elsewhere || r.Appeal == "" {
		return bot.Refuse(bot.ErrInvalid, "R%d is about nothing that was published here, so it belongs to no case. Answer it on %s by hand.", r.Number, d.name(r.Account))
	}
	k, err := tx.Case(r.Case)
	if err != nil {
		return err
	}
	p, err := tx.Post(r.Post)
	if err != nil {
		return err
	}
	hiding, err := wanted(tx, r, bot.OpHide)
	if err == nil && !hiding {
		hiding, err = wanted(tx, r, bot.OpReject)
	}
	if err != nil {
		return err
	}
	switch {
	case k.State == bot.CaseClosed:
		return bot.Refuse(bot.ErrStale, "Case %s was closed by %s %s: %s. Nothing is answered in it any more.", k.Number, k.Closed.Name, bot.When(k.Closed.At, now), k.Reason)
	case !r.Gone.IsZero():
		return bot.Refuse(bot.ErrStale, "R%d was deleted by its author, seen %s, so there is nothing to answer any more. Withdraw an answer that waits with /appeal withdraw.", r.Number, bot.When(r.Gone, now))
	case r.Hidden || hiding:
		return bot.Refuse(bot.ErrStale, "R%d is hidden, so nobody would see what is answered. Show it first with /appeal show R%d REASON.", r.Number, r.Number)
	case !p.Live():
		return bot.Refuse(bot.ErrStale, "The post on %s that R%d is about is not public any more, so an answer would stand alone.", d.name(r.Account), r.Number)
	}
	return nil
}

// newestAnswers is how many appeals of a case are looked at for answers to a
// reply that has changed.
const newestAnswers = 20

// reread shows the cards anew of the answers to a reply that has changed: whoever
// approves one reads what it answers there.
func (c *change) reread(r bot.Reply) error {
	as, err := c.AppealsOf(r.Case, newestAnswers)
	if err != nil {
		return err
	}
	for _, a := range as {
		if a.Answers != r.ID || a.State == bot.Done || a.State == bot.Cancelled {
			continue
		}
		if err := c.card(a); err != nil {
			return err
		}
	}
	return nil
}

// alone refuses a second answer while another one to the same reply is on its way
// to the public: two officers read the same question.
func (c *change) alone(k bot.Case, r bot.Reply) error {
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	for _, a := range as {
		open := a.State == bot.Editing || a.State == bot.Waiting || a.State == bot.Rejected
		if a.Answers == r.ID && open {
			return bot.Refuse(bot.ErrStale, "%s has begun an answer to R%d already: %s/%d. Edit, approve or withdraw that one.", c.d.person(a.Author), r.Number, k.Number, a.Number)
		}
	}
	return nil
}

// tongue is the language in which a reply is answered: its own where texts can
// be approved in it, otherwise the department's usual one on that account.
func (d *Desk) tongue(r bot.Reply) string {
	acc, _ := d.account(r.Account)
	code, _, _ := strings.Cut(strings.ToLower(r.Language), "-")
	for _, lang := range append([]string{code}, d.o.Languages...) {
		if slices.Contains(d.o.Languages, lang) && (len(acc.Languages) == 0 || slices.Contains(acc.Languages, lang)) {
			return lang
		}
	}
	return d.o.Languages[0]
}

// wanted reports whether an operation on a reply is asked for and not done yet.
func wanted(tx bot.Tx, r bot.Reply, op bot.Op) (bool, error) {
	p, err := tx.Post(bot.ModerationID(r.ID, op))
	if errors.Is(err, bot.ErrNotFound) {
		return false, nil
	}
	return p.State == bot.PostQueued || p.State == bot.PostSending, err
}
