package desk

import (
	"errors"
	"time"

	"appealbot/bot"
)

// Clear decides, inside the transaction that claims p, whether p may be
// published now. It returns a *bot.Refusal when it may not: of kind ErrFrozen
// when publication is stopped, ErrOver when nobody wants it any more, otherwise
// of any other kind.
func (d *Desk) Clear(tx bot.Tx, p bot.Post) error {
	if !p.Op.Publishes() {
		return nil // what makes less public is always allowed
	}
	fs, err := tx.Freezes()
	if err != nil {
		return err
	}
	for _, f := range fs {
		if f.Stops(p.Account, p.Case) {
			return bot.Refuse(bot.ErrFrozen, "%s", f.Says(d.Now()))
		}
	}
	a, err := tx.Appeal(p.Appeal)
	if err != nil {
		return err
	}
	if a.State == bot.Done || a.State == bot.Cancelled {
		return bot.Refuse(bot.ErrOver, "The appeal is over: %s.", a.Note)
	}
	if a.State != bot.Approved || p.Digest != a.Digest {
		return bot.Refuse(bot.ErrStale, "The appeal is not approved in this wording any more.")
	}
	rule, err := d.Rule(tx, a)
	if err != nil {
		return err
	}
	if err := d.clearRepeat(tx, p, a, rule); err != nil {
		return err
	}
	if err := clearReshare(tx, p); err != nil {
		return err
	}
	if more, _ := rule.Missing(d.valid(a)); more > 0 && a.Alone != nil {
		if err := d.standsAlone(tx, a); err != nil {
			return err
		}
	} else if more > 0 {
		return bot.Refuse(bot.ErrDenied, "The department now asks for more approvals than this appeal has, or somebody who approved it is no approver any more.")
	}
	if err := d.onFooting(tx, a); err != nil {
		return err
	}
	if err := errors.Join(d.late(tx, p, a), d.surprised(p)); err != nil {
		return err
	}
	if !planned(a.Plan, p.Rendering) || a.Plan.Digest() != a.Digest || p.Exercise != a.Exercise {
		return bot.Refuse(bot.ErrStale, "What is stored for publication is not what was approved. Nothing was sent. Tell your administrator, then edit the appeal and submit it again.")
	}
	if err := d.clearCorrection(tx, a, p); err != nil {
		return err
	}
	err = d.stands(tx, a, p.Part() > 0)
	if errors.Is(err, ErrGuard) && a.Alone != nil {
		return d.unchecked(tx, a)
	}
	if r := (*bot.Refusal)(nil); err != nil && !errors.As(err, &r) {
		return bot.Refuse(bot.ErrInvalid, "The guard could not check this appeal, so nothing was sent. Tell your administrator.")
	}
	return err
}

// How late a post may be published without a question: the words were approved
// for a moment.
const (
	lateScheduled = 30 * time.Minute // after the time of publication
	lateOther     = 6 * time.Hour    // after the approval
)

// late refuses what should have been public long ago: the child may be home by
// now. A person who says so lets it go out all the same. Large media that began to
// go to the network in time take as long as they take, and so does another post
// whose address is waited for: neither is late by the minute. Nor is what had to
// wait for the end of quiet hours late before they are over.
func (d *Desk) late(tx bot.Tx, p bot.Post, a bot.Appeal) error {
	if p.Part() > 0 || p.Decided.Person != "" || p.Slot > 0 || a.Series != "" && !a.Content.At.IsZero() {
		return nil // of slots see clearRepeat
	}
	waited, err := waited(tx, p)
	if err != nil {
		return err
	}
	due, grace := p.Created, lateOther
	if !a.Content.At.IsZero() {
		due, grace = a.Content.At, lateScheduled
		began := p.Carry.Began
		if !began.IsZero() && began.Sub(due) <= lateScheduled || len(p.Rendering.Awaits()) > 0 {
			grace = lateOther
		}
	}
	if waited.After(due) { // it was right to wait until then
		due = waited
	}
	if now := d.Now(); now.Sub(due) > grace {
		return bot.Refuse(bot.ErrStale, "It was to be published %s. That is over; is it still right?", bot.When(due, now))
	}
	return nil
}

// valid returns the approvals of a that count for its present digest: one a
// person who is still an approver, and nobody who wrote it.
func (d *Desk) valid(a bot.Appeal) []bot.Approval {
	var out []bot.Approval
	seen := map[bot.ID]bool{}
	for _, e := range a.Editors {
		seen[e] = true
	}
	for _, ap := range a.Approvals {
		p, known := d.o.Roster.ByID(ap.By.Person)
		if known && p.Can(bot.Approver) && (ap.Lead == "" || p.Can(ap.Lead)) && ap.Digest == a.Digest && !seen[ap.By.Person] {
			seen[ap.By.Person] = true
			out = append(out, ap)
		}
	}
	return out
}

func planned(p bot.Plan, r bot.Rendering) bool {
	h := r.Hash()
	for _, q := range p.Renderings {
		if q.Hash() == h {
			return true
		}
	}
	return false
}
