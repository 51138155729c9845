package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Severity is how strongly the guard objects (reference/domain.md 1.2).
type Severity string

// Severities, worst first.
const (
	// Block stops submission until the text changes.
	Block Severity = "block"
	// NeedsOverride stops submission until a named person gives a reason.
	NeedsOverride Severity = "override"
	// Warn is shown and lets everything pass.
	Warn Severity = "warn"
	// Hint is a note on style.
	Hint Severity = "hint"
)

// Rank orders severities: 0 is the worst.
func (s Severity) Rank() int {
	switch s {
	case Block:
		return 0
	case NeedsOverride:
		return 1
	case Warn:
		return 2
	default:
		return 3
	}
}

// A Finding is one thing that the guard objects to.
type Finding struct {
	Rule     string // category id, as in the policy pack: "phone_private"
	Severity Severity
	Field    string // where: "text.en", "alt.1"
	Start    int    // in code points from the beginning of the field
	End      int    // behind the last code point; Start == End for what is missing
	Span     string // the words themselves
	Why      string // a sentence for the officer
	Suggest  string // replacement for the span; empty when there is none
	Fix      string // what to do, in words
	// Basis says which record of the case lets it pass, and until when; empty
	// when none does.
	Basis string `json:",omitempty"`
	// Record is that record. Findings that were stored before it was kept have
	// none, although they have a Basis.
	Record ID `json:",omitempty"`
	// Lifts are the kinds of record that would let it pass.
	Lifts []RecordKind `json:",omitempty"`
	// Tick: whoever approves has to confirm this one by itself, as in "nobody
	// is seen who should not be".
	Tick bool `json:",omitempty"`
}

// Key names the finding for a button and for an override. It stays the same
// as long as the same rule objects to the same words in the same field.
func (f Finding) Key() string {
	s := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", f.Rule, f.Field, f.Span, f.Start))
	return hex.EncodeToString(s[:6])
}

// An Override is a named person's reason for letting a finding pass. It holds
// for the revision it was given for and dies with the next edit of the words.
type Override struct {
	Finding string // Finding.Key
	Rule    string
	By      Mark
	Ground  string `json:",omitempty"` // from the policy's list: "sought"
	Reason  string // in the officer's own words
}

// Open returns the findings that still stop the appeal: those of severity
// Block, and those that need an override and have none. What a record of the
// case lets pass stops nothing.
func Open(findings []Finding, overrides []Override) []Finding {
	var out []Finding
	for _, f := range findings {
		if f.Basis != "" {
			continue
		}
		if f.Severity == Block || f.Severity == NeedsOverride && !overridden(f, overrides) {
			out = append(out, f)
		}
	}
	return out
}

func overridden(f Finding, overrides []Override) bool {
	for _, o := range overrides {
		if o.Finding == f.Key() && o.Rule == f.Rule {
			return true
		}
	}
	return false
}

// Ticks returns the findings that whoever approves has to confirm one by one:
// what somebody overrode, what a record of the case lets pass, and what only a
// look can tell.
func Ticks(findings []Finding, overrides []Override) []Finding {
	var out []Finding
	for _, f := range findings {
		if f.Tick || f.Basis != "" || f.Severity == NeedsOverride && overridden(f, overrides) {
			out = append(out, f)
		}
	}
	return out
}
