package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// A Period is for how long something is kept, in days; zero keeps it for good. A year
// counts as 366 days, so that nothing goes before its time.
type Period int

// Year is a Period.
const Year Period = 366

// After is when what began at t has been kept for p; zero when it is kept for good.
func (p Period) After(t time.Time) time.Time {
	if p <= 0 || t.IsZero() {
		return time.Time{}
	}
	return t.AddDate(0, 0, int(p))
}

// longer returns the longer of two periods.
func (p Period) longer(q Period) Period {
	if p <= 0 || q <= 0 {
		return 0
	}
	return max(p, q)
}

// A Keep says for how long each part of a case is kept.
type Keep struct {
	// Drafts are appeals that were cancelled and never public, from then on.
	Drafts Period
	// Originals are pictures and videos as somebody handed them in, with all that
	// they betray; Replies what the public answered; and Appeals the words and media
	// of the appeals, the people and papers of the case, and what was said in its
	// rooms. They are counted from when the case was closed; a reply that came after
	// that, from when it was stored.
	Originals, Replies, Appeals Period
}

// Retention is how long a department keeps what. The zero value keeps everything.
type Retention struct {
	// At is when in the night it purges, since midnight.
	At      time.Duration
	Default Keep
	Kinds   map[Kind]Keep
	// What belongs to no case. Elsewhere are replies that are about nothing that was
	// published here, counted from when they were stored. Outside are posts that were
	// published, or changed, outside the program, from when they were noticed; one
	// about which nobody has decided stays. Duty is what the program told the duty
	// channel, from when it did.
	Elsewhere, Outside, Duty Period
}

// Purges reports whether anything is purged ever.
func (r Retention) Purges() bool {
	purges := func(k Keep) bool { return k != Keep{} }
	for _, k := range r.Kinds {
		if purges(k) {
			return true
		}
	}
	return purges(r.Default) || r.Elsewhere > 0 || r.Outside > 0 || r.Duty > 0
}

// Name tells two rules apart.
func (r Retention) Name() string {
	s := sha256.Sum256(fmt.Appendf(nil, "%+v", r)) // maps are printed in the order of their keys
	return hex.EncodeToString(s[:8])
}

// For returns what goes for a case with appeals of some kinds: of each part the
// longest that any of them asks for.
func (r Retention) For(kinds []Kind) Keep {
	if len(kinds) == 0 {
		return r.Default
	}
	out := Keep{-1, -1, -1, -1}
	longest := func(to *Period, p Period) {
		if *to < 0 {
			*to = p
			return
		}
		*to = to.longer(p)
	}
	for _, k := range kinds {
		keep, own := r.Kinds[k]
		if !own {
			keep = r.Default
		}
		longest(&out.Drafts, keep.Drafts)
		longest(&out.Originals, keep.Originals)
		longest(&out.Replies, keep.Replies)
		longest(&out.Appeals, keep.Appeals)
	}
	return out
}

// Shortest is the shortest time after which something may be purged; zero when nothing
// ever is.
func (k Keep) Shortest() Period {
	var out Period
	for _, p := range []Period{k.Drafts, k.Originals, k.Replies, k.Appeals} {
		if p > 0 && (out == 0 || p < out) {
			out = p
		}
	}
	return out
}

// MainKinds returns the kinds that say what a case is about. What follows an appeal up
// or ends it says nothing about that.
func MainKinds(as []Appeal) []Kind {
	var out []Kind
	for _, a := range as {
		switch a.Kind {
		case Update, Located, Arrest, Correction, Answer, Repeat:
			continue
		}
		if a.Parent == "" && !slices.Contains(out, a.Kind) {
			out = append(out, a.Kind)
		}
	}
	return out
}

// Night is the first moment at or after t at which a department purges, in its zone. On
// the two nights a year when the clocks change it may be an hour off: that it happens
// once is not up to the time of day.
func (r Retention) Night(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	for day := t.Day(); ; day++ {
		at := time.Date(t.Year(), t.Month(), day, int(r.At/time.Hour), int(r.At%time.Hour/time.Minute), 0, 0, zone)
		if !at.Before(t) {
			return at
		}
	}
}

// Hold says who stopped the purging of a case, and why: a trial, an appeal against a
// conviction, a request for disclosure.
type Hold struct {
	By     Mark
	Reason string
}

// Held reports whether there is a hold.
func (h Hold) Held() bool { return !h.By.At.IsZero() }

// Purged says how far the purging of a case has got.
type Purged struct {
	Originals, Replies, Appeals time.Time // when it was done; zero when not
	Through                     int       `json:",omitempty"` // the number of the last reply that was
	// Late is when the first of the replies was stored that came too late to be
	// purged with the others; zero when none of them is kept.
	Late time.Time `json:",omitzero"`
}

// over reports whether nothing is left of a case that could be purged.
func (p Purged) over() bool { return !p.Appeals.IsZero() && p.Late.IsZero() }

// PutOnHold stops the purging of a case until somebody releases it.
func PutOnHold(k Case, p Person, reason string, now time.Time) (Case, error) {
	switch {
	case !p.Can(Lead) && !p.Can(Admin):
		return k, Refuse(ErrDenied, "Only leads and administrators put cases on hold. Ask one of them.")
	case k.Hold.Held():
		return k, Refuse(ErrStale, "Case %s is on hold already (%s): %s.", k.Number, k.Hold.By.in(now), k.Hold.Reason)
	case reason == "":
		return k, Refuse(ErrInvalid, "Say why, for example: /appeal hold %s disclosure for the trial.", k.Number)
	case len(reason) > MaxField:
		return k, Refuse(ErrInvalid, "The reason is too long; at most %d bytes fit.", MaxField)
	case k.Purged.over():
		return k, Refuse(ErrStale, "Case %s was purged %s; there is nothing left to hold. The audit log keeps what was done, and when.", k.Number, When(k.Purged.Appeals, now))
	}
	k.Hold = Hold{By: p.By(now), Reason: reason}
	return k, nil
}

// Release lets a case be purged again when its time comes.
func Release(k Case, p Person, reason string, now time.Time) (Case, error) {
	switch {
	case !p.Can(Lead) && !p.Can(Admin):
		return k, Refuse(ErrDenied, "Only leads and administrators release cases. Ask one of them.")
	case !k.Hold.Held():
		return k, Refuse(ErrStale, "Case %s is not on hold.", k.Number)
	case reason == "":
		return k, Refuse(ErrInvalid, "Say why it may be purged again, for example: /appeal release %s the time for an appeal is over.", k.Number)
	}
	_ = now
	k.Hold = Hold{}
	return k, nil
}

// PurgeTx lets go of what was kept for long enough. What it returns is gone from the
// store when the transaction commits.
type PurgeTx interface {
	// TakeRevisions deletes at most n of the contents that PutRevision kept of an
	// appeal, and returns them, the oldest first.
	TakeRevisions(appeal ID, n int) ([]Content, error)
	// TakeRaw deletes what PutRaw kept of a reply, and returns how much that was.
	TakeRaw(reply ID) (int, error)
	// StraysKept returns at most n strays whose words are kept, behind the one with
	// ID after (empty: from the first), in an order of the store's own.
	StraysKept(after ID, n int) ([]Stray, error)
	// Tells returns at most n notices of kind NoticeTell about something on a
	// platform, behind the one with ID after, in the order of their IDs.
	Tells(platform string, subject, after ID, n int) ([]Notice, error)
	// DropNotice deletes one notice.
	DropNotice(ID) error
	// TakeTells deletes at most n of the notices of kind NoticeTell about something
	// on a platform, and returns them.
	TakeTells(platform string, subject ID, n int) ([]Notice, error)
	// LetGo says that a file no longer belongs to a case. It reports whether it
	// belongs to none any more: then nothing names it, and it is thrown away.
	LetGo(digest string, caseID ID) (bool, error)
}

// A Coming is what will be purged of a case, and when. Nothing goes before that; a hold,
// and anything that is still public, puts it off.
type Coming struct {
	What string
	At   time.Time
}

// Coming returns what of a case will be purged, the first first.
func (r Retention) Coming(k Case, as []Appeal, zone *time.Location) []Coming {
	keep := r.For(MainKinds(as))
	var out []Coming
	add := func(what string, p Period, since time.Time) {
		if over := p.After(since); !over.IsZero() {
			out = append(out, Coming{what, r.Night(over, zone)})
		}
	}
	for _, a := range as {
		if a.State == Cancelled && a.Purged.IsZero() {
			add(fmt.Sprintf("draft /%d", a.Number), keep.Drafts, a.Changed.At)
		}
	}
	if k.State == CaseClosed {
		for _, s := range []struct {
			what string
			p    Period
			done time.Time
		}{{"originals", keep.Originals, k.Purged.Originals}, {"answers", keep.Replies, k.Purged.Replies}, {"appeals", keep.Appeals, k.Purged.Appeals}} {
			if s.done.IsZero() {
				add(s.what, s.p, k.Closed.At)
			}
		}
		if late := k.Purged.Late; !late.IsZero() {
			add("late answers", keep.Replies, late)
		}
	}
	slices.SortStableFunc(out, func(a, b Coming) int { return a.At.Compare(b.At) })
	return out
}
