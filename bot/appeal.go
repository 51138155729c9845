package bot

import (
	"fmt"
	"slices"
	"time"
)

// AppealState is where an appeal is on its way to the public.
type AppealState string

// Appeal states.
const (
	// Editing: a draft; nobody is asked for anything.
	Editing AppealState = "editing"
	// Waiting: submitted; officers are asked to approve.
	Waiting AppealState = "waiting"
	// Approved: its posts are in the outbox or public.
	Approved AppealState = "approved"
	// Rejected: an approver asked for changes.
	Rejected AppealState = "rejected"
	// Done: nobody wants anything more of it. What is public of it is being
	// taken down, or stays as it is when its case was closed.
	Done AppealState = "done"
	// Cancelled: given up before it was public.
	Cancelled AppealState = "cancelled"
)

// phrase says the state as in "This appeal is waiting for approval".
func (s AppealState) phrase() string {
	switch s {
	case Editing:
		return "a draft"
	case Waiting:
		return "waiting for approval"
	case Approved:
		return "approved"
	case Rejected:
		return "sent back for changes"
	case Done:
		return "over"
	default:
		return string(s)
	}
}

// An Appeal is one public request for information in a case.
type Appeal struct {
	ID      ID
	Case    ID
	Number  int // within the case, from 1: "2026-1234567/1"
	Kind    Kind
	Parent  ID // the appeal that this one follows up or answers for, if any
	Answers ID `json:",omitempty"` // the reply that this one answers, if any
	// Remedy is how it corrects its Parent, if it does.
	Remedy    Remedy `json:",omitzero"`
	Author    ID
	Editors   []ID // everybody who ever changed the content, the author included
	Revision  int  // counts edits, from 1
	Content   Content
	Plan      Plan   // what Content becomes on each account
	Digest    string // Plan.Digest()
	Findings  []Finding
	Overrides []Override
	// Twins are what is public, or is to be, on the same accounts in the same
	// words or at the same time, as of the last edit or submission.
	Twins []Twin `json:",omitempty"`

	State     AppealState
	Changed   Mark   // who put it into State, and when
	Note      string // the reason given for State: what to change, why cancelled
	Approvals []Approval
	Need      Rule // what approval takes, as it was asked for at submission
	Created   time.Time
	Exercise  bool
	// Purged is when its words were purged; zero while they are kept.
	Purged time.Time `json:",omitzero"`

	// Series is the appeal that planned this one as one of its slots, if any.
	Series ID  `json:",omitempty"`
	Slot   int `json:",omitempty"` // the number of that slot
	// Off is who ended the series before its last slot.
	Off Mark `json:",omitzero"`
	// Through is the last slot for which a series that is approved each time has
	// done what there is to do.
	Through time.Time `json:",omitzero"`
	// Reminded is how people were called to it while it waited.
	Reminded Reminded `json:",omitzero"`
	// Alone is set when one officer published it without a second one.
	Alone *Alone `json:",omitempty"`
}

// Approval is one officer's yes to one digest.
type Approval struct {
	By     Mark
	Digest string
	Via    string // "practice button", "mattermost reaction", "command"
	Lead   Role   // the role that counted, when the rule asks for a named one
	// Ticked are the findings (Finding.Key) that the officer confirmed one by
	// one.
	Ticked []string `json:",omitempty"`
}

// A Rule says what approval takes for one kind of appeal.
type Rule struct {
	Need int  // approvals by different people, at least 1
	Role Role // when set, at least one of them must hold this role
	// Confirm: a button alone approves nothing; it opens a form that asks
	// once more.
	Confirm bool
	// Repeat says how a series of the kind is approved.
	Repeat Repeats `json:",omitempty"`
}

// Rules is a department's approval policy.
type Rules struct {
	Default Rule
	Kinds   map[Kind]Rule
}

// DefaultRules ask for one approval, and for two, and anew for each repeat, where a
// person is named or shown: they may have been found since.
func DefaultRules() Rules {
	return Rules{
		Default: Rule{Need: 1, Repeat: RepeatOnce},
		Kinds: map[Kind]Rule{
			MissingPerson: {Need: 2, Repeat: RepeatEach}, Wanted: {Need: 2, Repeat: RepeatEach}, Identify: {Need: 2, Repeat: RepeatEach},
		},
	}
}

// For returns the rule for a kind. It never asks for less than one approval.
func (r Rules) For(k Kind) Rule {
	rule, ok := r.Kinds[k]
	if !ok {
		rule = r.Default
	}
	rule.Need = max(rule.Need, 1)
	return rule
}

// Missing says what the approvals still lack under rule r: how many, and
// whether a person with the named role has yet to be among them. Both zero
// means approved.
func (r Rule) Missing(approvals []Approval) (more int, role Role) {
	more = max(r.Need-len(approvals), 0)
	if r.Role != "" && !slices.ContainsFunc(approvals, func(a Approval) bool { return a.Lead == r.Role }) {
		role, more = r.Role, max(more, 1)
	}
	return more, role
}

// wrong refuses a transition: which state the appeal is in, who put it there,
// and what can be done instead.
func (a Appeal) wrong(now time.Time) *Refusal {
	r := Refuse(ErrStale, "This appeal is %s (%s).", a.State.phrase(), a.Changed.in(now))
	switch a.State {
	case Editing:
		r.Text += " Submit it for approval first, with Submit or /appeal submit."
	case Waiting:
		r.Text += " It can be approved, sent back for changes, edited or withdrawn."
	case Approved:
		r.Text += " To stop what has not been published yet, withdraw it; to remove what is public, use /appeal takedown; to add to it, use /appeal update."
	case Rejected:
		r.Text += " Edit it, then submit it again."
	case Done, Cancelled:
		r.Text += " Start a new one with /appeal new."
	}
	return r
}

func (a *Appeal) to(s AppealState, p Person, now time.Time, note string) {
	a.State, a.Changed, a.Note = s, p.By(now), note
}

// Edit replaces the content. It makes a new revision, which voids every
// approval and every override. An approved appeal must be withdrawn first.
func Edit(a Appeal, p Person, c Content, now time.Time) (Appeal, error) {
	switch {
	case !p.Can(Author) && !p.Can(Approver):
		return a, Refuse(ErrDenied, "You may not edit appeals. Ask your administrator for the role %q.", Author)
	case a.State != Editing && a.State != Waiting && a.State != Rejected:
		return a, a.wrong(now)
	}
	if err := c.Check(); err != nil {
		return a, err
	}
	if !c.At.Equal(a.Content.At) {
		a.Reminded.Missed = false
	}
	a.Content = c
	a.Revision++
	a.Approvals, a.Overrides, a.Alone = nil, nil, nil
	if !slices.Contains(a.Editors, p.ID) {
		a.Editors = append(slices.Clip(a.Editors), p.ID)
	}
	a.to(Editing, p, now, "")
	return a, nil
}

// Lift lets the finding with the given key pass for this revision.
// Ground is the reason from the policy's list, reason the officer's own words.
func Lift(a Appeal, p Person, key, ground, reason string, now time.Time) (Appeal, error) {
	switch {
	case !p.Can(Author) && !p.Can(Approver):
		return a, Refuse(ErrDenied, "You may not override findings. Ask the author or an approver.")
	case a.State != Editing && a.State != Rejected:
		return a, a.wrong(now)
	case len(reason) < 5:
		return a, Refuse(ErrInvalid, "Give the reason in a few words; the approver and the audit log will show it.")
	}
	i := slices.IndexFunc(a.Findings, func(f Finding) bool { return f.Key() == key })
	if i < 0 {
		return a, Refuse(ErrStale, "That finding is gone; the text was changed meanwhile. Look at the card again.")
	}
	f := a.Findings[i]
	if f.Severity != NeedsOverride {
		return a, Refuse(ErrDenied, "%s cannot be overridden (%s). Change the text.", f.Why, f.Severity)
	}
	a.Overrides = slices.DeleteFunc(slices.Clone(a.Overrides), func(o Override) bool { return o.Finding == key })
	a.Overrides = append(a.Overrides, Override{Finding: key, Rule: f.Rule, By: p.By(now), Ground: ground, Reason: reason})
	return a, nil
}

// Submit asks for approval of the present revision under rule.
func Submit(a Appeal, p Person, rule Rule, now time.Time) (Appeal, error) {
	switch {
	case !p.Can(Author) && !p.Can(Approver):
		return a, Refuse(ErrDenied, "You may not submit appeals. Ask your administrator for the role %q.", Author)
	case a.State != Editing && a.State != Rejected:
		return a, a.wrong(now)
	}
	if err := a.Content.Check(); err != nil {
		return a, err
	}
	if open := Open(a.Findings, a.Overrides); len(open) > 0 {
		return a, Refuse(ErrInvalid, "%s", stops(open))
	}
	if lacks := a.Lacks(); lacks != "" {
		return a, Refuse(ErrInvalid, "%s", lacks)
	}
	if a.Content.Overdue(now) {
		return a, Refuse(ErrInvalid, "The time of publication (%s) is over. %s", When(a.Content.At, now), a.Content.Another())
	}
	a.Approvals, a.Reminded = nil, a.Reminded.anew()
	a.Need = rule
	a.to(Waiting, p, now, "")
	return a, nil
}

// Lacks says what has to come before a can be submitted, besides what is wrong with
// its words, as a sentence. Empty when nothing has.
func (a Appeal) Lacks() string {
	if len(a.Plan.Lacks) > 0 {
		return a.Plan.Lacks[0]
	}
	return a.Content.Lacks()
}

// stops says which findings stop an appeal, the worst first.
func stops(open []Finding) string {
	f := slices.MinFunc(open, func(a, b Finding) int { return a.Severity.Rank() - b.Severity.Rank() })
	s := f.Why
	if f.Span != "" {
		s = fmt.Sprintf("%q: %s", shorten(f.Span, 60), f.Why)
	}
	if f.Severity == Block {
		s += " Change the text; this cannot be overridden."
	} else {
		s += " Change the text, or override it with a reason."
	}
	if n := len(open) - 1; n == 1 {
		s += " One more finding is on the card."
	} else if n > 1 {
		s += fmt.Sprintf(" %d more findings are on the card.", n)
	}
	return s
}

// Approve records p's yes to digest. It is pure: calling it twice with the
// same arguments gives the same answer. When the rule is met, the appeal is
// Approved and its posts may be queued. Ticked are the findings that p has
// confirmed; it must be all that Ticks returns.
func Approve(a Appeal, p Person, digest, via string, rule Rule, ticked []string, now time.Time) (Appeal, error) {
	i := slices.IndexFunc(a.Approvals, func(ap Approval) bool { return ap.By.Person == p.ID })
	switch {
	case i >= 0 && (a.State == Waiting || a.State == Approved):
		return a, Refuse(ErrStale, "You approved this appeal already (%s).", When(a.Approvals[i].By.At, now))
	case a.State != Waiting:
		return a, a.wrong(now)
	case slices.Contains(a.Editors, p.ID):
		return a, Refuse(ErrDenied, "You wrote or changed this appeal, so somebody else must approve it.")
	case !p.Can(Approver):
		return a, Refuse(ErrDenied, "You are not an approver. Ask somebody who is; the card names them.")
	case a.Content.Overdue(now):
		return a, Refuse(ErrStale, "It was to be published %s, and that is over: it can be approved up to that very second. %s", When(a.Content.At, now), a.Content.Another())
	case digest != a.Digest:
		return a, Refuse(ErrStale, "The appeal was changed after this card was shown: it is now revision %d (%s). Read it again, then approve it.", a.Revision, a.Changed.in(now))
	}
	if err := confirmed(a, ticked); err != nil {
		return a, err
	}
	ap := Approval{By: p.By(now), Digest: digest, Via: via, Ticked: slices.Sorted(slices.Values(ticked))}
	if rule.Role != "" && p.Can(rule.Role) {
		ap.Lead = rule.Role
	}
	a.Approvals = append(slices.Clip(a.Approvals), ap)
	a.Need = rule
	if more, _ := rule.Missing(a.Approvals); more == 0 {
		a.to(Approved, p, now, "")
	}
	return a, nil
}

// confirmed refuses an approval that leaves out what has to be ticked.
func confirmed(a Appeal, ticked []string) error {
	var first Finding
	n := 0
	for _, f := range Ticks(a.Findings, a.Overrides) {
		if !slices.Contains(ticked, f.Key()) {
			if n == 0 {
				first = f
			}
			n++
		}
	}
	if n == 0 {
		return nil
	}
	r := Refuse(ErrUnticked, "Press Approve on the card and tick what you have made sure of: %s", first.Why)
	if n > 1 {
		r.Text += fmt.Sprintf(" There are %d such points.", n)
	}
	return r
}

// Retract takes p's approval back. The caller has made sure that nothing has
// been claimed for publication yet.
func Retract(a Appeal, p Person, now time.Time) (Appeal, error) {
	i := slices.IndexFunc(a.Approvals, func(ap Approval) bool { return ap.By.Person == p.ID })
	switch {
	case a.State != Waiting && a.State != Approved:
		return a, a.wrong(now)
	case i < 0:
		return a, Refuse(ErrStale, "There is no approval of yours to take back.")
	}
	a.Approvals = slices.Delete(slices.Clone(a.Approvals), i, i+1)
	if a.State == Approved {
		a.Alone = nil // nor does it go out on one officer's word
		a.to(Waiting, p, now, "")
	}
	return a, nil
}

// RequestChanges sends the appeal back to its author with a reason.
func RequestChanges(a Appeal, p Person, reason string, now time.Time) (Appeal, error) {
	switch {
	case a.State != Waiting:
		return a, a.wrong(now)
	case !p.Can(Approver):
		return a, Refuse(ErrDenied, "You are not an approver. Tell the author in the channel what should change.")
	}
	a.Approvals = nil
	a.to(Rejected, p, now, reason)
	return a, nil
}

// Withdraw takes an appeal back from approval, or from publication as long as
// nothing of it has been claimed. A draft that is withdrawn is cancelled.
func Withdraw(a Appeal, p Person, reason string, now time.Time) (Appeal, error) {
	if !slices.Contains(a.Editors, p.ID) && !p.Can(Approver) {
		return a, Refuse(ErrDenied, "Only its author, its editors and approvers may withdraw this appeal.")
	}
	switch a.State {
	case Waiting, Approved:
		a.Approvals, a.Alone = nil, nil
		a.to(Editing, p, now, reason)
	case Editing, Rejected:
		a.to(Cancelled, p, now, reason)
	default:
		return a, a.wrong(now)
	}
	return a, nil
}

// Finish ends an appeal of which nothing is live or on its way any more.
func Finish(a Appeal, p Person, reason string, now time.Time) Appeal {
	a.to(Done, p, now, reason)
	return a
}
