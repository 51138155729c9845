package bot

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// AloneRule says what one officer may publish without a second one, in an
// emergency. The zero value lets nobody do so.
type AloneRule struct {
	// Role is what the officer must hold: one of the department's own, which
	// nobody has by accident. Empty means that nobody publishes alone.
	Role Role
	// Kinds are the kinds of appeal that may go out so.
	Kinds []Kind
}

// Allows reports whether appeals of a kind may go out so at all.
func (r AloneRule) Allows(k Kind) bool {
	return r.Role != "" && k != Answer && k != Repeat && slices.Contains(r.Kinds, k)
}

// A Verdict is what the second officer thought of what one published alone.
type Verdict string

// Verdicts. The empty one means that nobody has reviewed it.
const (
	// Right: it could have been approved as it is.
	Right Verdict = "right"
	// Wrong: it is to be taken down.
	Wrong Verdict = "wrong"
)

// Alone is on record with an appeal that one officer published in an emergency,
// without the second one whom everything else takes.
type Alone struct {
	By     Mark
	Via    string
	Reason string
	Digest string   // what was published so, and nothing else
	Ticked []string `json:",omitempty"` // as in Approval
	// Unchecked is why the guard could not look at it, in words; empty when it
	// did.
	Unchecked string `json:",omitempty"`

	Asked   int     // how often a review was demanded
	People  []ID    `json:",omitempty"` // of whom, the last time
	Review  Mark    // who reviewed it; zero for nobody yet
	Verdict Verdict `json:",omitempty"`
	Note    string  `json:",omitempty"` // the reviewer's words
}

// Reviewed reports whether a second officer has reviewed it.
func (a Alone) Reviewed() bool { return a.Verdict != "" }

// Pressing reports whether somebody gave a reason why the appeal cannot wait for the
// end of quiet hours: when it was approved, or when one officer published it alone.
func (a Appeal) Pressing() bool { return a.Plan.Urgent != "" || a.Alone != nil }

// Bounds of what is said about a publication alone. A button carries the reason.
const (
	leastReason = 10  // characters: "test" is no reason
	mostReason  = 500 // characters
)

// CheckReason refuses a reason for publishing alone that says nothing, or is a
// story.
func CheckReason(reason string) error {
	switch n := utf8.RuneCountInString(strings.TrimSpace(reason)); {
	case n < leastReason:
		return Refuse(ErrInvalid, "Say in a sentence why this cannot wait for a second officer; whoever reviews it and the audit log will show your words.")
	case n > mostReason:
		return Refuse(ErrInvalid, "The reason has %d characters; say it in at most %d.", n, mostReason)
	default:
		return nil
	}
}

// MayPublishAlone refuses whoever may not publish an appeal alone, and what may
// not be published so. An update is as public as what it follows, so that has to
// be of an allowed kind as well; first is the appeal at the beginning of it, or
// the appeal itself.
func (r AloneRule) MayPublishAlone(p Person, a, first Appeal) error {
	switch {
	case r.Role == "":
		return Refuse(ErrDenied, "Here nobody publishes alone; a second officer has to approve every appeal. Submit it for approval, and call an approver.")
	case !p.Can(r.Role):
		return Refuse(ErrDenied, "Only somebody with the role %q may publish alone in an emergency. Submit it for approval, and call an approver.", r.Role)
	case !r.Allows(a.Kind), !r.Allows(first.Kind):
		return Refuse(ErrDenied, "Only appeals of these kinds may be published by one officer alone: %s. This needs a second officer: submit it for approval, and call an approver.", r.titles())
	default:
		return nil
	}
}

// titles names the kinds in a sentence.
func (r AloneRule) titles() string {
	out := make([]string, len(r.Kinds))
	for i, k := range r.Kinds {
		out[i] = k.Title()
	}
	return Names(out)
}

// Unlooked is the rule of the finding that stands for all others while the guard is
// out of order: it stops a draft, which the guard looks at when it works again.
const Unlooked = "guard_out_of_order"

// Looked returns the findings of a guard that looked.
func Looked(fs []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return f.Rule == Unlooked })
}

// PublishAlone approves the revision with a digest on p's word alone. The caller
// has made sure that p may (MayPublishAlone), and that the findings are those of
// now, unless the guard is out of order.
func PublishAlone(a Appeal, p Person, digest, via, reason string, ticked []string, now time.Time) (Appeal, error) {
	switch {
	case a.State == Rejected:
		return a, Refuse(ErrStale, "%s sent this appeal back %s: %s. What an approver has refused does not go out on one officer's word. Change it first.", a.Changed.Name, When(a.Changed.At, now), strings.TrimRight(a.Note, "."))
	case a.State != Editing && a.State != Waiting:
		return a, a.wrong(now)
	case digest != a.Digest:
		return a, Refuse(ErrStale, "The appeal was changed after this card was shown: it is now revision %d (%s). Read it again first.", a.Revision, a.Changed.in(now))
	case !a.Content.At.IsZero():
		return a, Refuse(ErrInvalid, "It is to be published %s. What can wait until then is approved by a second officer. To publish it at once, say /appeal schedule now first.", When(a.Content.At, now))
	}
	if err := CheckReason(reason); err != nil {
		return a, err
	}
	if err := a.Content.Check(); err != nil {
		return a, err
	}
	a.Findings = Looked(a.Findings)
	if open := Open(a.Findings, a.Overrides); len(open) > 0 {
		return a, Refuse(ErrInvalid, "%s", stops(open))
	}
	if lacks := a.Lacks(); lacks != "" {
		return a, Refuse(ErrInvalid, "%s", lacks)
	}
	if err := confirmed(a, ticked); err != nil {
		return a, err
	}
	a.Alone = &Alone{
		By: p.By(now), Via: via, Reason: strings.TrimSpace(reason), Digest: digest, Ticked: slices.Sorted(slices.Values(ticked)),
	}
	a.to(Approved, p, now, "")
	return a, nil
}

// Stands reports whether what was published alone may still go out: in these very
// words, by somebody who still may.
func (r AloneRule) Stands(a, first Appeal, people Roster) bool {
	if a.Alone == nil || a.Alone.Digest != a.Digest || a.Alone.Verdict == Wrong {
		return false
	}
	p, known := people.ByID(a.Alone.By.Person)
	return known && r.MayPublishAlone(p, a, first) == nil
}

// Reviewers returns the people who can review what was published alone: those
// who could have approved it.
func (r Roster) Reviewers(a Appeal) []Person {
	return slices.DeleteFunc(r.With(Approver), func(p Person) bool { return !a.reviewable(p) })
}

// reviewable reports whether p is a second officer: nobody who wrote any of it,
// or published it.
func (a Appeal) reviewable(p Person) bool {
	return !slices.Contains(a.Editors, p.ID) && (a.Alone == nil || a.Alone.By.Person != p.ID)
}

// ReviewAlone records what a second officer thinks of what was published alone.
func ReviewAlone(a Appeal, p Person, digest string, v Verdict, note string, now time.Time) (Appeal, error) {
	note = strings.TrimSpace(note)
	switch {
	case a.Alone == nil:
		return a, Refuse(ErrStale, "No officer has published this appeal alone, so there is nothing to review.")
	case a.Alone.Reviewed():
		return a, Refuse(ErrStale, "It was reviewed already: %s said %s that it was %s.", a.Alone.Review.Name, When(a.Alone.Review.At, now), a.Alone.Verdict)
	case !a.reviewable(p):
		return a, Refuse(ErrDenied, "You wrote or published this appeal, so another officer must review it.")
	case !p.Can(Approver):
		return a, Refuse(ErrDenied, "You are not an approver. Ask somebody who is to review it.")
	case digest != "" && digest != a.Alone.Digest:
		return a, Refuse(ErrStale, "That is not what was published alone. Look at the newest card.")
	case v != Right && v != Wrong:
		return a, Refuse(ErrInvalid, "Say whether it was right or wrong to publish it.")
	case v == Wrong && utf8.RuneCountInString(note) < leastReason:
		return a, Refuse(ErrInvalid, "Say in a few words what is wrong with it. It is taken down for that reason.")
	case utf8.RuneCountInString(note) > mostNote:
		return a, Refuse(ErrInvalid, "That is too long; say it in at most %d characters.", mostNote)
	}
	alone := *a.Alone
	alone.Review, alone.Verdict, alone.Note = p.By(now), v, note
	a.Alone = &alone
	return a, nil
}

// mostNote is how many characters a reviewer may write.
const mostNote = 1000

// Demand returns when a review is demanded next of what was published alone and
// was demanded at now, in the department's zone. What was missed while the program
// was down is not made up for.
func (a Alone) Demand(now time.Time) time.Time { return reviewing.next(a.By.At, now) }
