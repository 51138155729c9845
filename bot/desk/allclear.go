package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// A Clearing is an all-clear as an officer gives it.
type Clearing struct {
	Case   bot.ID
	Reason bot.Cleared
	Note   string // for officers and the audit log
	// Texts are the words that end the case in public, by language. What is not
	// there comes from the template.
	Texts map[string]string
	// Down are the appeals that are taken down; nil: those that the reason ends.
	Down []bot.ID
}

// A Cleared is what an all-clear did.
type Cleared struct {
	Case      bot.Case
	Before    bot.Clearance // the one before it, if there was one
	Down      []bot.Appeal  // being taken down
	Stay      []bot.Appeal  // still public
	Cancelled int           // drafts, and what was still to be published
	Ended     int           // series
	Closing   []bot.Appeal  // with the closing text
	Without   []string      // accounts that have no closing text: they take no words alone
	Problem   string        // why there is no closing text, or why it is still a draft
}

// AllClear gives the all-clear of a case: what the reason ends is taken down on
// every account, whatever waits is cancelled, and a closing text is submitted for
// approval. Taking down needs no second person, because it makes less public, and
// waits for nothing; the closing text is published like any appeal.
func (d *Desk) AllClear(ctx context.Context, by Actor, in Clearing) (Cleared, error) {
	in.Note = strings.TrimSpace(in.Note)
	var out Cleared
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "all clear", in.Case
		if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) {
			return bot.Refuse(bot.ErrDenied, "You may not give the all-clear. Tell an approver at once.")
		}
		if !slices.Contains(bot.Clearings(), in.Reason) {
			return bot.Refuse(bot.ErrInvalid, "Say why: located, arrested or mistaken.")
		}
		if len(in.Note) > bot.MaxField {
			return bot.Refuse(bot.ErrInvalid, "The note has %d bytes; at most %d fit. Shorten it; nothing was changed.", len(in.Note), bot.MaxField)
		}
		var err error
		out, err = c.allClear(in)
		return err
	}, func(tx bot.Tx) (err error) {
		out, err = clearedAs(tx, in.Case)
		return err
	})
	return out, err
}

// clearedAs is the present state of a case that was cleared before.
func clearedAs(tx bot.Tx, caseID bot.ID) (Cleared, error) {
	k, err := tx.Case(caseID)
	out := Cleared{Case: k}
	if err != nil {
		return out, err
	}
	for _, id := range k.Clearance.Closing {
		a, err := tx.Appeal(id)
		if err != nil {
			return out, err
		}
		out.Closing = append(out.Closing, a)
	}
	return out, nil
}

func (c *change) allClear(in Clearing) (Cleared, error) {
	k, err := c.Case(in.Case)
	if err != nil {
		return Cleared{}, err
	}
	out := Cleared{Case: k, Before: k.Clearance}
	p, err := c.clearing(k, in)
	if err != nil {
		return out, err
	}
	if p.idle() && k.Clearance.Cleared() {
		return out, c.clearedBefore(k)
	}
	if p.idle() {
		return out, bot.Refuse(bot.ErrStale, "Nothing of case %s is public or waiting, so there is nothing to clear. /appeal close ends the case.", k.Number)
	}
	why := "all-clear, " + string(in.Reason)
	if in.Note != "" {
		why += ": " + in.Note
	}
	if out.Ended, err = p.endAllSeries(why); err != nil {
		return out, err
	}
	if out.Ended > 0 { // that ended appeals, too
		if p, err = c.clearing(k, in); err != nil {
			return out, err
		}
	}
	if err := p.carryOut(why, &out); err != nil {
		return out, err
	}
	if k.State != bot.CaseClosed {
		if err := p.sayGoodbyes(in, &out); err != nil {
			return out, err
		}
	} else {
		out.Problem = "The case is closed, so there is no closing text. Say it to the public in another case."
	}
	if k, err = c.Case(k.ID); err != nil { // it counts its appeals
		return out, err
	}
	k.Clearance = bot.Clearance{Reason: in.Reason, By: c.by.Person.By(c.now), Note: in.Note}
	for _, a := range out.Closing {
		k.Clearance.Closing = append(k.Clearance.Closing, a.ID)
	}
	out.Case = k
	if err := c.PutCase(k); err != nil {
		return out, err
	}
	if err := c.log("all clear", k.ID, k.ID, out.detail(in)); err != nil {
		return out, err
	}
	return out, c.announceClear(out)
}

// clearedBefore refuses an all-clear that somebody gave already.
func (c *change) clearedBefore(k bot.Case) error {
	who := k.Clearance.By.Name
	if k.Clearance.By.Person == c.by.Person.ID {
		who = "you"
	}
	return bot.Refuse(bot.ErrStale, "Case %s was cleared by %s %s (%s), and nothing more is public or waiting that it ends. /appeal case %s shows what became of it.",
		k.Number, who, bot.When(k.Clearance.By.At, c.now), k.Clearance.Reason, k.Number)
}

// detail is what the audit log says of an all-clear.
func (o Cleared) detail(in Clearing) string {
	s := fmt.Sprintf("%s; %d down, %d stay, %d cancelled, %d series ended, %d closing texts", in.Reason, len(o.Down), len(o.Stay), o.Cancelled, o.Ended, len(o.Closing))
	if in.Note != "" {
		s += ": " + in.Note
	}
	return s
}

// announceClear tells the case's room that the all-clear was given.
func (c *change) announceClear(o Cleared) error {
	if o.Case.State == bot.CaseClosed {
		return nil
	}
	text := fmt.Sprintf("All clear, says %s: %s. ", c.by.Person.Name, o.Case.Clearance.Reason) + o.Says()
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: o.Case.ID, Case: o.Case.ID, Text: text, Lane: bot.LaneUrgent,
	}, fmt.Sprintf("clear/%d/%s", c.now.UnixNano(), o.Case.Clearance.Reason))
}

// Says is what an all-clear did, in sentences.
func (o Cleared) Says() string {
	var out []string
	if n := len(o.Down); n > 0 {
		out = append(out, fmt.Sprintf("Being taken down everywhere: %s.", bot.Names(ordinals(o.Down))))
	} else {
		out = append(out, "Nothing had to be taken down.")
	}
	if n := len(o.Stay); n > 0 {
		out = append(out, fmt.Sprintf("Still public: %s.", bot.Names(ordinals(o.Stay))))
	}
	if o.Cancelled > 0 {
		out = append(out, fmt.Sprintf("Cancelled: %d that waited.", o.Cancelled))
	}
	if o.Ended > 0 {
		out = append(out, fmt.Sprintf("Ended: %d that was repeated.", o.Ended))
	}
	waits := 0
	for _, a := range o.Closing {
		if a.State == bot.Waiting {
			waits++
		}
	}
	switch {
	case len(o.Closing) == 0:
	case waits == len(o.Closing):
		out = append(out, fmt.Sprintf("The closing text (%s) waits for approval.", bot.Names(ordinals(o.Closing))))
	default:
		out = append(out, fmt.Sprintf("The closing text (%s) is still a draft.", bot.Names(ordinals(o.Closing))))
	}
	if o.Problem != "" {
		out = append(out, o.Problem)
	}
	if len(o.Without) > 0 {
		out = append(out, fmt.Sprintf("No closing text goes to %s: it cannot be published there without a picture or video, or not by you.", bot.Names(o.Without)))
	}
	return strings.Join(out, " ")
}

// ordinals name appeals within their case, in the order of their numbers.
func ordinals(as []bot.Appeal) []string {
	as = slices.SortedFunc(slices.Values(as), func(a, b bot.Appeal) int { return a.Number - b.Number })
	out := make([]string, len(as))
	for i, a := range as {
		out[i] = fmt.Sprintf("/%d", a.Number)
	}
	return out
}
