package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// Submit asks for approval.
func (d *Desk) Submit(ctx context.Context, by Actor, id bot.ID) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "submitted", func(c *change, a *bot.Appeal) (string, error) {
		return a.Digest, c.submit(a)
	})
}

// submit moves a draft to waiting and calls the people who can approve it.
func (c *change) submit(a *bot.Appeal) error {
	if err := c.d.mayUse(c.by.Person, a.Content.Accounts); err != nil {
		return err
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	// The lists may have changed since the draft was saved.
	if err := c.d.revise(c, a, k, ""); err != nil {
		return err
	}
	if err := c.twins(a); err != nil {
		return err
	}
	if err := c.d.answerable(c, *a); err != nil {
		return err
	}
	if err := c.d.carried(c, *a); err != nil {
		return err
	}
	rule, err := c.d.Rule(c, *a)
	if err != nil {
		return err
	}
	if a.State == bot.Editing || a.State == bot.Rejected {
		// First, because it may be what the appeal lacks.
		if err := c.ready(*a); err != nil {
			return err
		}
	}
	next, err := bot.Submit(*a, c.by.Person, rule, c.now)
	if err != nil {
		return err
	}
	*a = next
	if a.Content.Series.Each {
		return c.startSeries(a)
	}
	if err := c.await(*a); err != nil {
		return err
	}
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeCall, Subject: a.ID, Case: a.Case, Digest: a.Digest, Lane: bot.LaneUrgent, Thread: true,
	}, fmt.Sprintf("%d-%d", a.Revision, c.now.UnixNano())) // each submission calls anew
}

// manyParents bounds how far back a chain of updates is followed.
const manyParents = 50

// root returns the appeal at the beginning of a chain of updates.
func root(tx bot.Tx, a bot.Appeal) (bot.Appeal, error) {
	for range manyParents {
		if a.Parent == "" {
			break
		}
		p, err := tx.Appeal(a.Parent)
		if err != nil {
			return a, err
		}
		a = p
	}
	return a, nil
}

// Rule is what approval of an appeal takes now. An update takes no less than
// the appeal that it follows: a name added to a wanted appeal is as public as
// one in it.
func (d *Desk) Rule(tx bot.Tx, a bot.Appeal) (bot.Rule, error) {
	r := d.o.Rules.For(a.Kind)
	first, err := root(tx, a)
	if err != nil {
		return r, err
	}
	f := d.o.Rules.For(first.Kind)
	r.Repeat = f.Repeat
	r.Need, r.Confirm = max(r.Need, f.Need), r.Confirm || f.Confirm
	if f.Role != "" {
		r.Role = f.Role
	}
	return r, nil
}

// Approve records the actor's yes to the digest that was shown. When it is
// the last one needed, the posts are queued. A yes to words that are not the
// newest is in the audit log, too. Ticked are the findings (Finding.Key) that the
// actor has confirmed one by one.
func (d *Desk) Approve(ctx context.Context, by Actor, id bot.ID, digest string, ticked ...string) (bot.Appeal, error) {
	a, err := d.approve(ctx, by, id, digest, ticked)
	if errors.Is(err, bot.ErrStale) {
		err = errors.Join(err, d.attempt(ctx, &change{d: d, by: by, now: d.Now(), about: id}, "stale approval", err))
	}
	return a, err
}

func (d *Desk) approve(ctx context.Context, by Actor, id bot.ID, digest string, ticked []string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "approved", func(c *change, a *bot.Appeal) (string, error) {
		rule, err := d.Rule(c, *a)
		if err != nil {
			return "", err
		}
		next, err := bot.Approve(*a, by.Person, digest, by.Via, rule, ticked, c.now)
		if err != nil {
			return "", err
		}
		*a = next
		if err := c.stillCarried(a); err != nil {
			return "", err
		}
		// Every approval looks anew, not only the last one: the lists may have
		// changed, or a record may have lapsed, or what is shared again was taken down.
		asked := *a
		asked.State = bot.Waiting
		if err := d.stands(c, asked, false); err != nil {
			return "", err
		}
		detail := strings.Join(append([]string{digest}, tickedRules(*a, ticked)...), " ticked ")
		if a.State != bot.Approved {
			return detail, nil
		}
		if err := c.correctable(*a); err != nil {
			return "", err
		}
		if err := c.unrepeat(*a); err != nil {
			return "", err
		}
		return detail, c.queue(*a)
	})
}

// tickedRules says for the audit log what was ticked.
func tickedRules(a bot.Appeal, ticked []string) []string {
	var out []string
	for _, f := range a.Findings {
		if slices.Contains(ticked, f.Key()) {
			out = append(out, f.Rule+"@"+f.Field)
		}
	}
	return out
}

// stands refuses when the appeal, worked out anew, is not what was approved, no
// longer passes the guard, or has a point that not everybody who approved it has
// confirmed. Of one that has begun to be public it does not
// matter any more what became of what it answers.
func (d *Desk) stands(tx bot.Tx, a bot.Appeal, begun bool) error {
	k, err := tx.Case(a.Case)
	if err != nil {
		return err
	}
	if !begun {
		if err := d.answerable(tx, a); err != nil {
			return err
		}
	}
	now := a
	broken := d.revise(tx, &now, k, a.Plan.Said)
	if broken != nil && !errors.Is(broken, ErrGuard) {
		return broken
	}
	if now.Digest != a.Digest {
		return bot.Refuse(bot.ErrStale, "What would be published is no longer what was approved: an account or its limits changed. Edit the appeal and submit it again.")
	}
	if broken != nil { // the plan is worked out before the guard is asked
		return broken
	}
	if open := bot.Open(now.Findings, a.Overrides); len(open) > 0 {
		return bot.Refuse(bot.ErrInvalid, "The rules changed since this was written: %s Edit the appeal and submit it again.", open[0].Why)
	}
	if f, ok := unticked(now); ok {
		return bot.Refuse(bot.ErrStale, "Since this was approved the rules, or what the case knows, changed, and not everybody who approved it has made sure of this: %s Withdraw the appeal and submit it again.", f.Why)
	}
	return nil
}

// unticked returns the first finding that one of those who approved has not
// confirmed, because there was no such point when they did.
func unticked(a bot.Appeal) (bot.Finding, bool) {
	for _, f := range bot.Ticks(a.Findings, a.Overrides) {
		for _, ap := range a.Approvals {
			if !slices.Contains(ap.Ticked, f.Key()) {
				return f, true
			}
		}
		if a.Alone != nil && !slices.Contains(a.Alone.Ticked, f.Key()) {
			return f, true
		}
	}
	return bot.Finding{}, false
}

// queue puts the posts of an approved appeal into the outbox.
func (c *change) queue(a bot.Appeal) error {
	if err := c.d.carried(c, a); err != nil {
		return err
	}
	if err := c.supersedes(a); err != nil {
		return err
	}
	if err := c.count(func(n *bot.Counter) error { return n.Approved(a) }); err != nil {
		return err
	}
	under, err := c.threads(a)
	if err != nil {
		return err
	}
	first, err := root(c, a)
	if err != nil {
		return err
	}
	closes, err := c.closes(a)
	if err != nil {
		return err
	}
	set, err := c.Freezes()
	if err != nil {
		return err
	}
	for _, p := range bot.Posts(a, under, a.Exercise, c.now) {
		if p.Rendering.Corrects != nil && p.Op == bot.OpCreate && p.Target != "" {
			old, err := c.Post(p.Target)
			if err != nil {
				return err
			}
			if p, err = c.under(p, old); err != nil {
				return err
			}
		}
		if a.Parent != "" && p.ReplyTo == "" && p.Answers == "" && a.Kind != bot.Repeat && p.Rendering.Corrects == nil {
			return bot.Refuse(bot.ErrStale, "The post on %s that this update follows is not public any more, so the update has no thread to stand in there. Take the account off with Edit; where nothing is public any more, begin a new appeal.", c.d.name(p.Account))
		}
		p.Lane = min(p.Lane, first.Kind.Lane())
		if a.Alone != nil || closes {
			p.Lane = bot.LaneUrgent
		}
		p = c.d.expect(p, a, first, set, a.FirstApproval(c.now))
		added, err := c.AddPost(p)
		if err != nil {
			return err
		}
		if !added {
			if err := c.requeue(p); err != nil {
				return err
			}
		}
	}
	return c.enlistLapse(a)
}

// requeue puts a post back into the outbox that exists already, because the
// appeal was approved, taken back and approved again without an edit.
func (c *change) requeue(p bot.Post) error {
	old, err := c.Post(p.ID)
	if err != nil {
		return err
	}
	if old.State != bot.PostDropped && old.State != bot.PostRefused || len(old.Remotes) > 0 {
		return nil
	}
	p.Created, p.Tried, p.Carry = old.Created, old.Tried, old.Carry
	if !old.Tried || p.Op == bot.OpEdit || p.Op == bot.OpReshare { // either twice does no harm
		return c.SetPost(p)
	}
	p.Bare, p.Links = old.Bare, old.Links // it is looked for in the words that were sent
	// An earlier request of which nobody knows what came may still arrive. A
	// person decides, as before.
	p.State, p.Due, p.Note = bot.PostAbsent, zero, "an earlier request may still arrive"
	if err := errors.Join(c.SetPost(p), bot.Inquire(c, p, c.now)); err != nil {
		return err
	}
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{Kind: bot.NoticeAsk, Subject: p.ID, Case: p.Case, Lane: bot.LaneUrgent}, "")
}

// threads returns which live post a follow-up continues on each account. An
// answer continues none: it goes under what it answers.
func (c *change) threads(a bot.Appeal) (func(bot.AccountID, string) bot.ID, error) {
	live := map[spot]bot.ID{}
	if a.Parent != "" && a.Answers == "" {
		s, err := c.subjectOf(a.Parent)
		if err != nil {
			return nil, err
		}
		ps, err := visible(c, s)
		if err != nil {
			return nil, err
		}
		for _, p := range ps {
			live[spot{p.Account, p.Language}] = p.ID
		}
	}
	return func(a bot.AccountID, lang string) bot.ID { return live[spot{a, lang}] }, nil
}

// Retract takes the actor's approval back, as long as nothing has been
// claimed for publication.
func (d *Desk) Retract(ctx context.Context, by Actor, id bot.ID) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "took approval back", func(c *change, a *bot.Appeal) (string, error) {
		next, err := bot.Retract(*a, by.Person, c.now)
		if err != nil {
			return "", err
		}
		if a.State == bot.Approved {
			if err := c.recall(*a, "approval was taken back"); err != nil {
				return "", err
			}
		}
		*a = next
		return a.Digest, nil
	})
}

// RequestChanges sends the appeal back to its author.
func (d *Desk) RequestChanges(ctx context.Context, by Actor, id bot.ID, reason string) (bot.Appeal, error) {
	reason = strings.TrimSpace(reason)
	return d.alter(ctx, by, id, "asked for changes", func(c *change, a *bot.Appeal) (string, error) {
		next, err := bot.RequestChanges(*a, by.Person, reason, c.now)
		if err != nil {
			return "", err
		}
		*a = next
		author, _ := d.o.Roster.ByID(a.Author)
		text := fmt.Sprintf("%s asks %s for changes.", by.Person.Name, author.Name)
		if reason != "" {
			text = fmt.Sprintf("%s asks %s for changes: %s", by.Person.Name, author.Name, reason)
		}
		return reason, c.tell(a.Case, fmt.Sprintf("changes/%s/%d", a.ID, c.now.UnixNano()), text)
	})
}
