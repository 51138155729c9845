package desk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
)

// Each case has a job of its own that purges it (bot.JobPurge with the case as its
// subject), enlisted when the case is closed or one of its drafts is cancelled. So no
// run looks for what is due in all that is stored. When the rules change, or the
// program is started with rules for the first time, the job with the subject everyCase
// goes through the cases once and enlists a job for each. What belongs to no case has
// jobs of its own (purgecaseless.go).

// everyCase is the subject of the job that goes through all cases.
const everyCase bot.ID = "all"

// How much one run does. It holds the store's only write lock.
const (
	purgeBatch = 200                    // records that are purged
	purgePause = 5 * time.Second        // between two runs while there is more
	walkBatch  = 100                    // cases that are looked through for what may be due
	walkSpread = 100 * time.Millisecond // between the jobs of two of them
)

// stillPublic is when a case is looked at again that cannot be purged yet, because
// something of it is public: what is public is not over.
const stillPublic = 7 * 24 * time.Hour

// purge purges what was kept for long enough.
func (c *change) purge(j *bot.Job) (time.Time, error) {
	switch {
	case j.Subject == everyCase:
		return c.walkCases()
	case j.Subject == bot.Elsewhere:
		return c.purgeElsewhere()
	case j.Subject == outsiders:
		return c.purgeOutside()
	case strings.HasPrefix(string(j.Subject), dutyTells):
		return c.purgeDuty(strings.TrimPrefix(string(j.Subject), dutyTells))
	default:
		return c.purgeCase(j.Subject)
	}
}

// purgeFrom has a case looked at for what is to be purged, no later than at a time.
func (c *change) purgeFrom(caseID bot.ID, at time.Time) error {
	if !c.d.o.Retention.Purges() {
		return nil
	}
	return bot.Hasten(c, bot.JobPurge, caseID, caseID, c.now, at)
}

// purgeLater is purgeFrom for what begins to be kept now.
func (c *change) purgeLater(caseID bot.ID, p bot.Period) error {
	if p == 0 {
		return nil
	}
	return c.purgeFrom(caseID, c.night(p.After(c.now)))
}

// purgeDraft has an appeal purged that is being given up.
func (c *change) purgeDraft(a bot.Appeal) error {
	if a.State != bot.Cancelled {
		return nil
	}
	return c.purgeLater(a.Case, c.d.o.Retention.For(bot.MainKinds([]bot.Appeal{a})).Drafts)
}

// purgeClosed has a case purged that is being closed.
func (c *change) purgeClosed(k bot.Case, as []bot.Appeal) error {
	return c.purgeLater(k.ID, c.d.o.Retention.For(bot.MainKinds(as)).Shortest())
}

func (c *change) night(t time.Time) time.Time {
	return c.d.o.Retention.Night(t, c.d.o.Zone)
}

// purgeCase purges what is due of one case, and returns when there is more to do; zero
// for never. What is on hold has no time: releasing it enlists the job anew.
func (c *change) purgeCase(id bot.ID) (time.Time, error) {
	k, err := c.Case(id)
	if errors.Is(err, bot.ErrNotFound) || err == nil && k.Hold.Held() {
		return zero, nil
	} else if err != nil {
		return zero, err
	}
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return zero, err
	}
	p := purging{change: c, k: k, as: as, keep: c.d.o.Retention.For(bot.MainKinds(as)), left: purgeBatch, batch: newBatch()}
	for _, step := range []func() error{p.drafts, p.closed} {
		if err := step(); err != nil {
			return zero, err
		}
	}
	if err := p.entomb(); err != nil {
		return zero, err
	}
	if p.left <= 0 {
		return c.now.Add(purgePause), nil
	}
	return p.next, nil
}

// purging is one run about one case.
type purging struct {
	*change
	k    bot.Case
	as   []bot.Appeal
	keep bot.Keep
	left int       // how much this run may still purge
	next time.Time // when there is more to do
	batch
}

// due reports whether what began to be kept at a time has been kept for long enough.
// What has not is noted for when it will be.
func (p *purging) due(since time.Time, period bot.Period) bool {
	over := period.After(since)
	if over.IsZero() {
		return false
	}
	if over = p.night(over); !over.After(p.now) {
		return true
	}
	p.again(over)
	return false
}

func (p *purging) again(at time.Time) {
	if p.next.IsZero() || at.Before(p.next) {
		p.next = at
	}
}

// drafts purges the appeals that were given up and that nobody outside ever saw.
func (p *purging) drafts() error {
	for i, a := range p.as {
		if p.left <= 0 {
			return nil
		}
		if a.State != bot.Cancelled || !a.Purged.IsZero() || !p.due(a.Changed.At, p.keep.Drafts) {
			continue
		}
		ps, err := p.PostsOf(a.ID)
		if err != nil {
			return err
		}
		if everPublic(ps) {
			continue
		}
		p.rule("drafts", p.keep.Drafts)
		if p.as[i], err = p.appeal(a, ps); err != nil {
			return err
		}
	}
	return nil
}

// everPublic reports whether anything of some posts was or may have been public.
func everPublic(ps []bot.Post) bool {
	for _, p := range ps {
		if p.Op == bot.OpCreate && (len(p.Remotes) > 0 || !p.Posted.IsZero() || p.Tried || p.Live()) {
			return true
		}
	}
	return false
}

// closed purges what is kept for some time after the case was closed.
func (p *purging) closed() error {
	if p.k.State != bot.CaseClosed {
		return nil
	}
	for _, s := range []struct {
		name   string
		period bot.Period
		done   *time.Time
		more   bool // it may have something to purge when it was done before
		purge  func() (all bool, err error)
	}{
		{"originals", p.keep.Originals, &p.k.Purged.Originals, false, p.originals},
		{"replies", p.keep.Replies, &p.k.Purged.Replies, true, p.replies},
		{"appeals", p.keep.Appeals, &p.k.Purged.Appeals, false, p.appeals},
	} {
		if !s.done.IsZero() && !s.more || !p.due(p.k.Closed.At, s.period) {
			continue
		}
		if p.left <= 0 {
			return nil
		}
		if public, err := p.public(); err != nil || public {
			p.again(p.night(p.now.Add(stillPublic)))
			return err
		}
		had := p.buried
		all, err := s.purge()
		if err != nil {
			return err
		}
		if p.buried > had {
			p.rule(s.name, s.period)
		}
		if all && s.done.IsZero() {
			*s.done = p.now.UTC()
		}
		if err := p.PutCase(p.k); err != nil || !all {
			return err
		}
	}
	return nil
}

// public reports whether anything of the case is or may be public: what was taken down
// counts until somebody has seen that it is gone.
func (p *purging) public() (bool, error) {
	for _, a := range p.as {
		ps, err := p.PostsOf(a.ID)
		if err != nil {
			return false, err
		}
		for _, post := range ps {
			if post.Live() || post.Pursued() {
				return true, nil
			}
		}
	}
	return false, nil
}

// entomb leaves in the audit log what was purged, by which rule, and the hash of it:
// somebody who still has a copy can show that it is one, and nobody can read it there.
func (p *purging) entomb() error {
	if p.empty() {
		return nil
	}
	return p.log("purged", p.k.ID, p.k.ID, p.said())
}

// primePurge goes through the cases once when the rules are others than at the last
// start, and has purged what is about nothing that was published here.
func (c *change) primePurge() error {
	r := c.d.o.Retention
	cur, err := c.Cursor(retentionCursor)
	if err != nil {
		return err
	}
	was, _, _ := strings.Cut(cur.Position, " ")
	if was == r.Name() || was == "" && !r.Purges() {
		return c.primeCaseless(false)
	}
	cur.Position = r.Name()
	if err := c.PutCursor(cur); err != nil || !r.Purges() {
		return err
	}
	from := c.night(c.now.AddDate(0, 0, 1))
	if err := bot.Enlist(c, bot.JobPurge, everyCase, "", c.now, c.now); err != nil {
		return err
	}
	if err := c.primeCaseless(true); err != nil {
		return err
	}
	text := fmt.Sprintf("The rules for what is purged were changed. They are applied from %s on. What must stay is put on hold with /appeal hold CASE REASON.", strings.TrimPrefix(bot.When(from, c.now), "on "))
	if err := c.log("changed retention", "", "", r.Name()); err != nil {
		return err
	}
	return c.duty("retention/"+r.Name(), text)
}

// retentionCursor is how far the cases have been gone through, and by which rules: the
// rules' name, how many cases, and the last of them.
const retentionCursor = "retention"

// walkCases enlists the jobs of some cases. None of them purges anything before the
// night after the next: whoever made a mistake in the rules has a day to see it.
func (c *change) walkCases() (time.Time, error) {
	cur, err := c.Cursor(retentionCursor)
	if err != nil {
		return zero, err
	}
	var name string
	var n int
	var last bot.ID
	_, _ = fmt.Sscan(cur.Position, &name, &n, &last) // fewer at the beginning
	ks, err := c.Cases(last, walkBatch)
	if err != nil {
		return zero, err
	}
	from := c.night(c.now.AddDate(0, 0, 1))
	for _, k := range ks {
		if err := bot.Hasten(c, bot.JobPurge, k.ID, k.ID, c.now, from.Add(time.Duration(n)*walkSpread)); err != nil {
			return zero, err
		}
		last = k.ID
		n++
	}
	if len(ks) < walkBatch {
		return zero, nil
	}
	cur.Position = fmt.Sprintf("%s %d %s", name, n, last)
	return c.now.Add(purgePause), c.PutCursor(cur)
}
