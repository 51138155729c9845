package bot

import (
	"fmt"
	"time"
)

// Freeze stops publication. One with an end is a blackout: it holds nothing for a
// person to decide about, but lets what comes due meanwhile wait.
type Freeze struct {
	ID      ID
	Scope   Scope
	Subject string // account id or case id; empty for all
	Name    string // how cards call the subject
	By      Mark
	Reason  string
	Until   time.Time `json:",omitzero"` // the end of a blackout
}

// Blackout reports whether f ends by itself.
func (f Freeze) Blackout() bool { return !f.Until.IsZero() }

// Scope is how far a freeze reaches.
type Scope string

// Scopes of a freeze.
const (
	FreezeAll     Scope = "all"
	FreezeAccount Scope = "account"
	FreezeCase    Scope = "case"
)

// Stops reports whether f stops a post of this case on this account. A blackout
// stops none: it lets them wait.
func (f Freeze) Stops(account AccountID, caseID ID) bool {
	return !f.Blackout() && f.Concerns(account, caseID)
}

// Concerns reports whether f is about posts of this case on this account.
func (f Freeze) Concerns(account AccountID, caseID ID) bool {
	switch f.Scope {
	case FreezeAccount:
		return f.Subject == string(account)
	case FreezeCase:
		return f.Subject == string(caseID)
	default:
		return true
	}
}

// Says is the freeze as a sentence.
func (f Freeze) Says(now time.Time) string {
	if f.Blackout() {
		return fmt.Sprintf("Blackout on %s until %s, set by %s: %s", f.Name, f.Until.In(now.Location()).Format(exact), f.By.in(now), f.Reason)
	}
	what := "Publication is stopped"
	if f.Scope != FreezeAll {
		what = "Publication for " + f.Name + " is stopped"
	}
	return fmt.Sprintf("%s by %s: %s", what, f.By.in(now), f.Reason)
}
