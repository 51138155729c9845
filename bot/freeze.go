package bot

import (
	"fmt"
	"time"
)

// Freeze stops publication.
type Freeze struct {
	ID      ID
	Scope   Scope
	Subject string // account id or case id; empty for all
	Name    string // how cards call the subject
	By      Mark
	Reason  string
}

// Scope is how far a freeze reaches.
type Scope string

// Scopes of a freeze.
const (
	FreezeAll     Scope = "all"
	FreezeAccount Scope = "account"
	FreezeCase    Scope = "case"
)

// Stops reports whether f stops a post of this case on this account.
func (f Freeze) Stops(account AccountID, caseID ID) bool {
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
	what := "Publication is stopped"
	if f.Scope != FreezeAll {
		what = "Publication for " + f.Name + " is stopped"
	}
	return fmt.Sprintf("%s by %s: %s", what, f.By.in(now), f.Reason)
}
