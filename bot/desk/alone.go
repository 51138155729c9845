package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"appealbot/bot"
)

// AloneRule is what one officer may publish alone in an emergency.
func (d *Desk) AloneRule() bot.AloneRule { return d.o.Alone }

// ErrGuard says that the guard could not look. Nothing is submitted, approved or
// published then, but what one officer publishes alone in an emergency
// (reference/domain.md 1.2). What is only written down is kept.
var ErrGuard = errors.New("guard")

// MayPublishAlone refuses whoever may not publish an appeal alone, and what may not
// be published so, before anybody is asked for a reason.
func (d *Desk) MayPublishAlone(tx bot.Tx, p bot.Person, a bot.Appeal) error {
	first, err := root(tx, a)
	if err != nil {
		return err
	}
	if err := d.o.Alone.MayPublishAlone(p, a, first); err != nil {
		return err
	}
	return d.mayUse(p, a.Content.Accounts)
}

// PublishAlone publishes the digest that the actor was shown on the actor's word
// alone, and demands a review at once. It spares nothing but the second officer:
// whatever the guard stops, an account that is not the actor's to use, and a freeze
// stop it as they stop anything. Only when the guard itself is out of order does it
// go out unchecked, and is marked so.
func (d *Desk) PublishAlone(ctx context.Context, by Actor, id bot.ID, digest, reason string, ticked ...string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "published alone", func(c *change, a *bot.Appeal) (string, error) {
		if err := d.MayPublishAlone(c, by.Person, *a); err != nil {
			return "", err
		}
		unchecked, err := c.lookBefore(a)
		if err != nil {
			return "", err
		}
		next, err := bot.PublishAlone(*a, by.Person, digest, by.Via, reason, ticked, c.now)
		if err != nil {
			return "", err
		}
		*a = next
		a.Alone.Unchecked = unchecked
		if a.Need, err = d.Rule(c, *a); err != nil {
			return "", err
		}
		if err := c.correctable(*a); err != nil {
			return "", err
		}
		if err := c.unrepeat(*a); err != nil {
			return "", err
		}
		if err := c.queue(*a); err != nil {
			return "", err
		}
		if err := c.demand(a); err != nil {
			return "", err
		}
		if err := bot.Enlist(c, bot.JobReview, a.ID, a.Case, c.now, a.Alone.Demand(c.now)); err != nil {
			return "", err
		}
		return a.Alone.Reason + "; " + strings.Join(append([]string{digest}, tickedRules(*a, ticked)...), " ticked ") + notChecked(unchecked), c.newsroom(*a)
	})
}

// reviseDraft is revise for what is only written down. That is never lost, even when
// the guard cannot look: it is stopped until the guard has.
func (c *change) reviseDraft(a *bot.Appeal, k bot.Case) error {
	err := c.d.revise(c, a, k, "")
	if !errors.Is(err, ErrGuard) {
		return err
	}
	a.Findings = []bot.Finding{{
		Rule: bot.Unlooked, Severity: bot.Block, Field: "guard",
		Why: "The guard could not look at this, so nobody knows whether it may be public.",
		Fix: "Submit it again later, or word it otherwise: it is looked at then. Tell your administrator.",
	}}
	return nil
}

// lookBefore works out anew what an appeal would publish and what the guard thinks of
// it. It returns why the guard could not look, if so; then the findings of when it
// last did still hold, because the words are the same.
func (c *change) lookBefore(a *bot.Appeal) (unchecked string, err error) {
	if a.State != bot.Editing && a.State != bot.Waiting {
		return "", nil // refused by what comes next
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return "", err
	}
	before := a.Findings
	switch err := c.d.revise(c, a, k, ""); {
	case errors.Is(err, ErrGuard):
		a.Findings, unchecked = before, sentence(err.Error())
	case err != nil:
		return "", err
	}
	if err := c.twins(a); err != nil {
		return "", err
	}
	if err := c.d.carried(c, *a); err != nil {
		return "", err
	}
	return unchecked, c.ready(*a)
}

// notChecked says for the audit log that the guard did not look.
func notChecked(why string) string {
	if why == "" {
		return ""
	}
	return "; not checked: " + why
}

// newsroom tells the newsroom what one officer published alone.
func (c *change) newsroom(a bot.Appeal) error {
	name, err := c.called(a)
	if err != nil {
		return err
	}
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: a.ID, Channel: "newsroom", Lane: bot.LaneUrgent,
		Text: fmt.Sprintf("Emergency: %s is being published by %s alone, and a second officer has yet to review it. Reason: %s", name, a.Alone.By.Name, sentence(a.Alone.Reason)),
	}, "alone/"+a.Digest)
}

// standsAlone refuses to publish what one officer published alone and may not any
// more.
func (d *Desk) standsAlone(tx bot.Tx, a bot.Appeal) error {
	first, err := root(tx, a)
	if err != nil {
		return err
	}
	if !d.o.Alone.Stands(a, first, d.o.Roster) {
		return bot.Refuse(bot.ErrDenied, "%s published this alone, and that does not count any more: the department, or what they may do, changed, or the words did. A second officer has to approve it: withdraw it and submit it.", a.Alone.By.Name)
	}
	return nil
}

// unchecked lets what one officer published alone go out although the guard is out of
// order now, and marks it.
func (d *Desk) unchecked(tx bot.Tx, a bot.Appeal) error {
	if a.Alone.Unchecked != "" {
		return nil
	}
	alone := *a.Alone
	alone.Unchecked = "It was out of order when this was sent."
	a.Alone = &alone
	if err := tx.PutAppeal(a); err != nil {
		return err
	}
	by := Actor{Person: bot.Person{ID: "outbox", Name: "outbox"}, Via: "emergency"}
	c := &change{Tx: tx, d: d, by: by, now: d.Now()}
	if err := c.log("published unchecked", a.ID, a.Case, a.Digest); err != nil {
		return err
	}
	return c.card(a)
}
