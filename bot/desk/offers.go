package desk

import "appealbot/bot"

// A Pricer knows what publishing costs. Accounts may implement it.
type Pricer interface {
	// Price is what an account is charged for the parts, in millionths of a US
	// dollar; false where nothing is.
	Price(account bot.AccountID, parts []bot.Part) (micros int64, ok bool)
}

// A Listener knows what is missing of the answers on an account. Accounts may
// implement it.
type Listener interface {
	// Incomplete says what may be missing, as a sentence; empty when nothing is.
	Incomplete(account bot.AccountID) string
}

// Moderates returns what can be done about replies on an account.
func (d *Desk) Moderates(account bot.AccountID) []bot.Op { return d.o.Accounts.Moderates(account) }

// Price is what publishing the parts on an account costs, in millionths of a US
// dollar, and false where that is nothing or not known.
func (d *Desk) Price(account bot.AccountID, parts []bot.Part) (micros int64, ok bool) {
	p, ok := d.o.Accounts.(Pricer)
	if !ok {
		return 0, false
	}
	return p.Price(account, parts)
}

// Incomplete says what may be missing of the answers on an account, as a
// sentence; empty when nothing is.
func (d *Desk) Incomplete(account bot.AccountID) string {
	l, ok := d.o.Accounts.(Listener)
	if !ok {
		return ""
	}
	return l.Incomplete(account)
}
