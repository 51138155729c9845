package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
)

// demandReview demands a review of what one officer published alone until a second
// one has given it, whatever became of the appeal meanwhile: what was public for
// three minutes was public.
func (c *change) demandReview(j *bot.Job) (time.Time, error) {
	a, err := c.Appeal(j.Subject)
	switch {
	case errors.Is(err, bot.ErrNotFound):
		return zero, nil
	case err != nil:
		return zero, err
	case a.Alone == nil || a.Alone.Reviewed():
		return zero, nil
	}
	if err := c.demand(&a); err != nil {
		return zero, err
	}
	if err := c.PutAppeal(a); err != nil {
		return zero, err
	}
	if err := c.card(a); err != nil {
		return zero, err
	}
	return a.Alone.Demand(c.now), nil
}

// demand asks everybody who can for a review, in the case's room, in the duty channel
// and each by a direct message. Where nobody can, it asks leads and administrators to
// find somebody. Whoever calls it stores the appeal.
func (c *change) demand(a *bot.Appeal) error {
	before := *a
	alone := *a.Alone
	alone.Asked++
	alone.People = idsOf(c.reviewers(*a))
	a.Alone = &alone
	if before.Alone.Asked > 0 {
		if err := c.reshowSummons(demands(before)); err != nil {
			return err
		}
	}
	if err := c.call(demands(*a)); err != nil {
		return err
	}
	return c.log("demanded review", a.ID, a.Case, fmt.Sprintf("%d: %v", alone.Asked, alone.People))
}

// reviewers are whom a review is demanded of.
func (c *change) reviewers(a bot.Appeal) []bot.Person {
	if can := c.d.o.Roster.Reviewers(a); len(can) > 0 {
		return can
	}
	return slices.DeleteFunc(c.d.o.Roster.All(), func(p bot.Person) bool {
		return p.ID == a.Alone.By.Person || !p.Can(bot.Lead) && !p.Can(bot.Admin)
	})
}

// demands are the messages of the last demand.
func demands(a bot.Appeal) summons {
	return summons{
		kind: bot.NoticeReview, appeal: a, digest: a.Alone.Digest, since: a.Alone.By.At.Unix(), step: a.Alone.Asked, people: a.Alone.People, duty: true,
	}
}

// Review records what a second officer thinks of what one published alone. What was
// wrong is taken down for the reason given. Digest is what the reviewer was shown;
// empty for what was published.
func (d *Desk) Review(ctx context.Context, by Actor, id bot.ID, digest string, v bot.Verdict, note string) (bot.Appeal, error) {
	return d.alter(ctx, by, id, "reviewed", func(c *change, a *bot.Appeal) (string, error) {
		next, err := bot.ReviewAlone(*a, by.Person, digest, v, note, c.now)
		if err != nil {
			return "", err
		}
		*a = next
		detail := string(v)
		if a.Alone.Note != "" {
			detail += ": " + a.Alone.Note
		}
		if v == bot.Wrong {
			if err := c.undo(a); err != nil {
				return "", err
			}
		}
		if err := c.DeleteJob(bot.JobID(bot.JobReview, a.ID)); err != nil {
			return "", err
		}
		if err := c.reshowSummons(demands(*a)); err != nil {
			return "", err
		}
		return detail, c.verdict(*a)
	})
}

// undo takes down what should not have been published: also the posts whose words it
// has changed, and those that stand in its place by now. Of an appeal that is over
// something may still be public.
func (c *change) undo(a *bot.Appeal) error {
	note := a.Alone.Note
	ps, err := c.PostsOf(a.ID)
	if err != nil {
		return err
	}
	out := slices.ContainsFunc(ps, func(p bot.Post) bool { return p.Out() || p.State == bot.PostRemoved })
	if _, err := c.takeDown(*a, note); err != nil {
		return err
	}
	if out {
		if _, err := c.takeDownFamily(*a, note); err != nil {
			return err
		}
	}
	if err := c.log("took down", a.ID, a.Case, "review: "+note); err != nil {
		return err
	}
	if a.State != bot.Approved {
		return nil
	}
	*a = bot.Finish(*a, c.by.Person, note, c.now)
	return c.orphan(*a)
}

// verdict tells the room and whoever published alone what came of the review, and
// the duty channel when that was a mistake.
func (c *change) verdict(a bot.Appeal) error {
	name, err := c.called(a)
	if err != nil {
		return err
	}
	one := a.Alone
	text := fmt.Sprintf("%s reviewed what %s published alone, %s: it was right.", one.Review.Name, one.By.Name, name)
	if one.Verdict == bot.Wrong {
		text = fmt.Sprintf("%s reviewed what %s published alone, %s: it was wrong, and is being taken down. Reason: %s", one.Review.Name, one.By.Name, name, sentence(one.Note))
	}
	if one.Verdict == bot.Right && one.Note != "" {
		text += " " + sentence(one.Note)
	}
	const key = "reviewed"
	if err := c.tellOf(a, key+"/"+one.Digest, text); err != nil {
		return err
	}
	if err := c.whisper(one.By.Person, a, key+"/"+one.Digest, text); err != nil {
		return err
	}
	if one.Verdict != bot.Wrong {
		return nil
	}
	return c.duty(fmt.Sprintf("%s/%s/%s", key, a.ID, one.Digest), text)
}
