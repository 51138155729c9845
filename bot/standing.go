package bot

import (
	"fmt"
	"time"
)

// Standing is whether an account can be published on, as it was last found
// out: the red mark on a card before anybody approves.
type Standing struct {
	Account AccountID
	Checked time.Time // zero: never
	OK      bool
	Since   time.Time // since when it has been as it is
	// Problem is a sentence for officers, when it is not OK.
	Problem string
	// Reconnect: only connecting the account again mends it.
	Reconnect bool
	// Handle is who the network says that the account is.
	Handle string
	// Failures is how often in a row it could not be made sure; see OK.
	Failures int
	Told     bool // the duty channel knows of the problem
}

// Spending is what one account cost in one calendar month (UTC).
type Spending struct {
	Account AccountID
	Month   string // "2026-11"
	Micros  int64  // millionths of a US dollar
	Posts   int    // published parts
	Reads   int    // answers read, as the network counts
	Told    bool   // the duty channel knows that the budget is used up
}

// Month is the month of t as Spending names it.
func Month(t time.Time) string { return t.UTC().Format("2006-01") }

// Charge adds to what an account cost in a month, and returns what that makes.
// It is for use inside the transaction that stores what was paid for, so that
// nothing is counted twice or forgotten.
func Charge(tx AccountTx, a AccountID, month string, micros int64, posts, reads int) (Spending, error) {
	s, err := tx.Spending(a, month)
	if err != nil {
		return s, err
	}
	s.Micros += max(micros, 0)
	s.Posts += max(posts, 0)
	s.Reads += max(reads, 0)
	return s, tx.PutSpending(s)
}

// Over reports whether more was spent than the budget, if there is one, allows.
func (s Spending) Over(budget int64) bool { return budget > 0 && s.Micros > budget }

// AccountTx reads and writes what is known of the accounts.
type AccountTx interface {
	// Standing returns a zero Standing for an account that was never looked
	// at.
	Standing(AccountID) (Standing, error)
	PutStanding(Standing) error
	// Spending returns a zero Spending when nothing was spent.
	Spending(account AccountID, month string) (Spending, error)
	PutSpending(Spending) error
}

// Dollars writes an amount in millionths of a US dollar as people read it: in
// cents, and in tenths of a cent where there are some.
func Dollars(micros int64) string {
	if micros%10_000 != 0 {
		return fmt.Sprintf("US$%.3f", float64(micros)/1e6)
	}
	return fmt.Sprintf("US$%.2f", float64(micros)/1e6)
}

// Quota is how much of what a network allows in a day was used, in its own unit.
type Quota struct {
	Used, Of int
	Resets   time.Time
}
