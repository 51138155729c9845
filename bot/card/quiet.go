package card

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// manyParents bounds how far back a chain of updates is followed.
const manyParents = 50

// original is the kind of the appeal at the beginning of a chain of updates.
func original(tx bot.Tx, a bot.Appeal) (bot.Kind, error) {
	for range manyParents {
		if a.Parent == "" {
			break
		}
		p, err := tx.Appeal(a.Parent)
		if err != nil {
			return a.Kind, err
		}
		a = p
	}
	return a.Kind, nil
}

// Delays says of each account on which an appeal waits for the end of quiet hours or
// of a blackout until when, and what could be done about it. It is for whoever reads
// the appeal before it is public there.
func (b Book) Delays(v View) []chat.Section {
	switch v.Appeal.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
	case bot.Approved:
		if !slices.ContainsFunc(v.current(), b.putOff) {
			return nil
		}
	default:
		return nil
	}
	s := chat.Section{Heading: "Not public at once", Tone: chat.Warning}
	may, set := false, ""
	for _, d := range v.Appeal.Delays(v.Original, b.Accounts, v.Freezes, b.Now) {
		if v.Appeal.State == bot.Approved && !slices.ContainsFunc(v.current(), func(p bot.Post) bool {
			return p.Account == d.Account.ID && b.putOff(p)
		}) {
			continue
		}
		s.Fields = append(s.Fields, chat.Field{Label: b.owned(d.Account.ID), Value: b.fate(v, d)})
		may = may || d.May
		if d.Pause.Set.ID != "" {
			set = "all"
			if d.Pause.Set.Scope == bot.FreezeAccount {
				set = d.Pause.Set.Subject
			}
		}
	}
	if len(s.Fields) == 0 {
		return nil
	}
	if v.Appeal.State == bot.Waiting {
		s.Text = "Whoever approves this agrees to the later time."
	}
	if may {
		s.Text += " If it cannot wait, its author or an approver gives a reason with /appeal urgent REASON. That makes a new revision, to be approved anew."
	}
	s.Text = strings.TrimSpace(s.Text)
	if set != "" {
		s.Text = strings.TrimSpace(s.Text + " An approver or administrator ends the blackout with /appeal blackout end " + set + ".")
	}
	return []chat.Section{s}
}

// delay is until when something waits, and for what.
func (b Book) delay(d bot.Delay) string {
	return fmt.Sprintf("public %s, because of %s", bot.When(d.Pause.Until, b.Now), d.Pause.Window.Why())
}

// fate is until when something waits, for what, and whether those who approved it, or
// have begun to, could know that: what they could not know is not simply published late.
func (b Book) fate(v View, d bot.Delay) string {
	late := fmt.Sprintf("waits until %s because of %s, which came after ", b.since(d.Pause.Until), d.Pause.Window.Why())
	switch v.Appeal.State {
	case bot.Waiting:
		if first := v.Appeal.FirstApproval(b.Now); len(v.Appeal.Approvals) == 0 || !d.Pause.Set.By.At.After(first) {
			break
		}
		return late + "the first approval; " + b.then()
	case bot.Approved:
		for _, p := range v.current() {
			if p.Account == d.Account.ID && b.putOff(p) && b.Timing.Surprised(p, d.Pause.Until) {
				return late + "the approval; " + b.then()
			}
		}
		return b.delay(d) + "; that was known when it was approved"
	}
	return b.delay(d)
}

// then is what becomes of what waited for something that nobody knew of who approved it.
func (b Book) then() string {
	switch b.Timing.Missed {
	case bot.MissedPublish:
		return "it goes out then, late"
	case bot.MissedDrop:
		return "it is given up then"
	default:
		return "somebody is asked then whether it is still right"
	}
}

// putOff reports whether a post waits for the end of quiet hours or of a blackout.
func (b Book) putOff(p bot.Post) bool {
	return p.State == bot.PostQueued && p.Op == bot.OpCreate && p.Waited.After(b.Now) && p.Due.Equal(p.Waited)
}

// postponed is the state of an approved appeal all of which is put off.
func (b Book) postponed(v View) (string, bool) {
	var first bot.Post
	for _, p := range v.current() {
		if !b.putOff(p) {
			return "", false
		}
		if first.ID == "" || p.Due.Before(first.Due) {
			first = p
		}
	}
	if first.ID == "" {
		return "", false
	}
	what := "to be public "
	if b.Timing.Surprised(first, first.Waited) {
		switch b.Timing.Missed {
		case bot.MissedPublish:
		case bot.MissedDrop:
			what = "to be given up "
		default:
			what = "to be asked about "
		}
	}
	return "approved, " + what + bot.When(first.Due, b.Now) + "; it " + first.Note, true
}

// Quiet shows when accounts make nothing public.
func (b Book) Quiet(freezes []bot.Freeze) chat.Message {
	m := chat.Message{Text: "No account has quiet hours, and there is no blackout.", Tone: chat.Info}
	s := chat.Section{}
	for _, f := range freezes {
		if f.Blackout() && f.Until.After(b.Now) {
			s.Fields = append(s.Fields, chat.Field{Label: "Blackout", Value: f.Says(b.Now)})
		}
	}
	for _, a := range b.Accounts {
		for _, w := range a.Windows {
			if !w.Blackout() || w.End.After(b.Now) {
				s.Fields = append(s.Fields, chat.Field{Label: b.owned(a.ID), Value: b.window(w)})
			}
		}
	}
	if len(s.Fields) > 0 {
		m.Text, m.Sections = "When accounts make nothing public:", []chat.Section{s}
	}
	return m
}

// window is when a window is, and what passes it.
func (b Book) window(w bot.Window) string {
	s := w.Why()
	if w.Blackout() {
		s += " from " + b.when(w.Begin) + " to " + b.when(w.End)
	} else if len(w.Days) > 0 {
		days := make([]string, len(w.Days))
		for i, d := range w.Days {
			days[i] = d.String()
		}
		s += " beginning on " + bot.Names(days)
	}
	if len(w.Passes) == 0 {
		return s + "; no reason lets anything pass"
	}
	kinds := make([]string, len(w.Passes))
	for i, k := range w.Passes {
		kinds[i] = string(k)
	}
	return s + "; with a reason there pass: " + strings.Join(kinds, ", ")
}
