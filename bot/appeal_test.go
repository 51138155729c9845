package bot_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

var (
	ann   = bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}}
	bob   = bot.Person{ID: "bob", Name: "Bob", Roles: []bot.Role{bot.Author, bot.Approver}}
	carla = bot.Person{ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Approver, bot.Lead}}
	eve   = bot.Person{ID: "eve", Name: "Eve"}
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

// draft is an appeal as the desk stores it, in the given state.
func draft(s bot.AppealState) bot.Appeal {
	a := bot.Appeal{
		ID: "a1", Case: "c1", Kind: bot.Witness, Author: "ann", Editors: []bot.ID{"ann"}, Revision: 1, State: s,
		Changed: ann.By(noon), Need: bot.Rule{Need: 1},
		Content: bot.Content{Texts: map[string]string{"en": "Were you there?"}, Accounts: []bot.AccountID{"metro"}},
	}
	a.Plan = bot.Plan{Appeal: a.ID, Revision: 1, Renderings: []bot.Rendering{{
		Account: "metro", Language: "en", Parts: []bot.Part{{Text: "Were you there?"}},
	}}}
	a.Digest = a.Plan.Digest()
	return a
}

// Every transition in every state: the state it leads to, or "" for a refusal.
func TestTransitions(t *testing.T) {
	states := []bot.AppealState{bot.Editing, bot.Waiting, bot.Approved, bot.Rejected, bot.Done, bot.Cancelled}
	for _, tt := range []struct {
		name string
		do   func(bot.Appeal) (bot.Appeal, error)
		want []bot.AppealState // in the order of states
	}{
		{
			"edit", func(a bot.Appeal) (bot.Appeal, error) { return bot.Edit(a, ann, a.Content, noon) },
			[]bot.AppealState{bot.Editing, bot.Editing, "", bot.Editing, "", ""},
		},
		{
			"submit", func(a bot.Appeal) (bot.Appeal, error) { return bot.Submit(a, ann, a.Need, noon) },
			[]bot.AppealState{bot.Waiting, "", "", bot.Waiting, "", ""},
		},
		{
			"approve", func(a bot.Appeal) (bot.Appeal, error) {
				return bot.Approve(a, bob, a.Digest, "test", a.Need, nil, noon)
			},
			[]bot.AppealState{"", bot.Approved, "", "", "", ""},
		},
		{
			"request changes", func(a bot.Appeal) (bot.Appeal, error) { return bot.RequestChanges(a, bob, "why", noon) },
			[]bot.AppealState{"", bot.Rejected, "", "", "", ""},
		},
		{
			"withdraw", func(a bot.Appeal) (bot.Appeal, error) { return bot.Withdraw(a, ann, "why", noon) },
			[]bot.AppealState{bot.Cancelled, bot.Editing, bot.Editing, bot.Cancelled, "", ""},
		},
		{
			"retract", func(a bot.Appeal) (bot.Appeal, error) {
				a.Approvals = []bot.Approval{{By: bob.By(noon), Digest: a.Digest}}
				return bot.Retract(a, bob, noon)
			},
			[]bot.AppealState{"", bot.Waiting, bot.Waiting, "", "", ""},
		},
	} {
		for i, s := range states {
			got, err := tt.do(draft(s))
			if tt.want[i] != "" {
				if err != nil || got.State != tt.want[i] {
					t.Errorf("%s when %s: %s (%v), want %s", tt.name, s, got.State, err, tt.want[i])
				}
				continue
			}
			var r *bot.Refusal
			if !errors.As(err, &r) || !errors.Is(err, bot.ErrStale) {
				t.Errorf("%s when %s: %v, want a refusal", tt.name, s, err)
				continue
			}
			if !strings.Contains(r.Text, "Ann") || !strings.Contains(r.Text, "12:00") {
				t.Errorf("%s when %s does not say who put it there and when: %s", tt.name, s, r.Text)
			}
			if got.State != s {
				t.Errorf("%s when %s changed the state to %s", tt.name, s, got.State)
			}
		}
	}
}

func TestWhoMayApprove(t *testing.T) {
	for _, tt := range []struct {
		name   string
		who    bot.Person
		digest string
		edit   func(*bot.Appeal)
		want   error
	}{
		{name: "an approver", who: bob},
		{name: "the author, though an approver", who: bot.Person{ID: "ann", Roles: []bot.Role{bot.Approver}}, want: bot.ErrDenied},
		{name: "an editor", who: bob, edit: func(a *bot.Appeal) { a.Editors = append(a.Editors, "bob") }, want: bot.ErrDenied},
		{name: "somebody without the role", who: eve, want: bot.ErrDenied},
		{name: "somebody who saw an older text", who: bob, digest: "older", want: bot.ErrStale},
		{name: "somebody a second time", who: bob, edit: func(a *bot.Appeal) {
			a.Approvals = []bot.Approval{{By: bob.By(noon), Digest: a.Digest}}
		}, want: bot.ErrStale},
		{name: "after the time of publication", who: bob, edit: func(a *bot.Appeal) {
			a.Content.At = noon.Add(-time.Hour)
		}, want: bot.ErrStale},
	} {
		a := draft(bot.Waiting)
		if tt.edit != nil {
			tt.edit(&a)
		}
		digest := a.Digest
		if tt.digest != "" {
			digest = tt.digest
		}
		got, err := bot.Approve(a, tt.who, digest, "test", bot.Rule{Need: 1}, nil, noon)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if approved := got.State == bot.Approved; approved != (tt.want == nil) {
			t.Errorf("%s: state %s", tt.name, got.State)
		}
	}
}

// Whatever people do in whatever order, an appeal is approved only with
// enough yeses to its present digest, each by another person, none of whom
// wrote any of it.
func TestNothingIsApprovedByFewerThanNeeded(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	people := []bot.Person{ann, bob, carla, eve, {ID: "dev", Name: "Dev", Roles: []bot.Role{bot.Approver}}}
	approved := 0
	for range 3000 {
		need := bot.Rule{Need: 1 + r.IntN(3)}
		if r.IntN(3) == 0 {
			need.Role = bot.Lead
		}
		a := draft(bot.Editing)
		digests := []string{a.Digest}
		for range 12 {
			p := people[r.IntN(len(people))]
			next, err := a, error(nil)
			switch r.IntN(7) {
			case 0:
				next, err = bot.Edit(a, p, a.Content, noon)
				if err == nil {
					next.Plan.Revision = next.Revision
					next.Digest = next.Plan.Digest()
					digests = append(digests, next.Digest)
				}
			case 1:
				next, err = bot.Submit(a, p, need, noon)
			case 2:
				next, err = bot.Retract(a, p, noon)
			default:
				next, err = bot.Approve(a, p, digests[r.IntN(len(digests))], "test", need, nil, noon)
			}
			if err == nil {
				a = next
			}
			if a.State == bot.Approved {
				approved++
				mustBeApproved(t, a, need)
			}
		}
	}
	if approved < 100 {
		t.Fatalf("only %d approvals were reached; the test shows nothing", approved)
	}
}

func mustBeApproved(t *testing.T, a bot.Appeal, need bot.Rule) {
	t.Helper()
	seen := map[bot.ID]bool{}
	lead := false
	for _, ap := range a.Approvals {
		if seen[ap.By.Person] || slices.Contains(a.Editors, ap.By.Person) || ap.Digest != a.Digest || ap.By.Person == "eve" {
			t.Fatalf("approval by %s does not count: %+v", ap.By.Person, a)
		}
		seen[ap.By.Person] = true
		lead = lead || ap.By.Person == "carla"
	}
	if len(seen) < need.Need || need.Role == bot.Lead && !lead {
		t.Fatalf("approved by %d of %+v", len(seen), need)
	}
}

func TestAnEditVoidsApprovalsAndOverrides(t *testing.T) {
	a := draft(bot.Waiting)
	a.Approvals = []bot.Approval{{By: bob.By(noon)}}
	a.Overrides = []bot.Override{{Rule: "x"}}
	got, err := bot.Edit(a, carla, a.Content, noon)
	if err != nil {
		t.Fatal(err)
	}
	if got.Revision != 2 || len(got.Approvals)+len(got.Overrides) != 0 || !slices.Contains(got.Editors, "carla") {
		t.Errorf("after an edit: %+v", got)
	}
}

func TestFindingsStopSubmission(t *testing.T) {
	block := bot.Finding{Rule: "phone_private", Severity: bot.Block, Field: "text.en", Span: "416 555 0100", Why: "A private number."}
	plate := bot.Finding{Rule: "licence_plate", Severity: bot.NeedsOverride, Field: "text.en", Span: "ABCD 123", Why: "A plate."}
	a := draft(bot.Editing)
	a.Findings = []bot.Finding{plate, {Rule: "hint", Severity: bot.Hint}}
	if _, err := bot.Submit(a, ann, a.Need, noon); !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("submitted over an open finding: %v", err)
	}
	if _, err := bot.Lift(a, ann, plate.Key(), "agreed", "ok", noon); err == nil {
		t.Error("a reason of two letters was enough")
	}
	lifted, err := bot.Lift(a, ann, plate.Key(), "agreed", "the plate is what the public should look for", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bot.Submit(lifted, ann, a.Need, noon); err != nil {
		t.Errorf("not submitted with an override: %v", err)
	}
	a.Findings = []bot.Finding{block}
	if _, err := bot.Lift(a, ann, block.Key(), "agreed", "I really want to", noon); !errors.Is(err, bot.ErrDenied) {
		t.Errorf("a block was overridden: %v", err)
	}
}

func TestRules(t *testing.T) {
	r := bot.DefaultRules()
	for k, want := range map[bot.Kind]int{bot.Witness: 1, bot.MissingPerson: 2, bot.Wanted: 2, bot.Identify: 2, bot.Update: 1} {
		if got := r.For(k).Need; got != want {
			t.Errorf("%s needs %d, want %d", k, got, want)
		}
	}
	if got := (bot.Rules{}).For(bot.Witness).Need; got != 1 {
		t.Errorf("without any rules %d approvals are needed, want 1", got)
	}
}
