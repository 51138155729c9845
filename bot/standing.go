package bot

import "time"

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
	Told   bool // the duty channel knows of the problem
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
