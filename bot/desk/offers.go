package desk

import (
	"slices"

	"appealbot/bot"
)

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
	// What goes out has addresses in its places, and links may cost more.
	parts = slices.Clone(parts)
	for i, part := range parts {
		parts[i].Text = part.Sampled()
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

// A Cropper is Accounts that know how feeds show pictures.
type Cropper interface {
	// Crop is how wide a picture is for its height where feeds show only the
	// middle of it; zero where they show all of it.
	Crop(account bot.AccountID) float64
}

// Crop is how wide a picture is for its height where an account's feeds show only
// the middle of it; zero where they show all, or that is not known.
func (d *Desk) Crop(account bot.AccountID) float64 {
	c, ok := d.o.Accounts.(Cropper)
	if !ok {
		return 0
	}
	return c.Crop(account)
}

// A Quoter is Accounts of which some may do only so much in a day.
type Quoter interface {
	// Quota is how much of a day's quota an account has used, and when there
	// is new quota. It is zero where nothing limits it.
	Quota(account bot.AccountID) bot.Quota
}

// Quota is how much of a day's quota an account has used; zero where nothing limits
// it, or that is not known.
func (d *Desk) Quota(account bot.AccountID) bot.Quota {
	q, ok := d.o.Accounts.(Quoter)
	if !ok {
		return bot.Quota{}
	}
	return q.Quota(account)
}

// A Looker is Accounts that know where posts can be looked at as the public does.
type Looker interface {
	// Blind reports whether the posts of an account cannot be looked at without
	// a login.
	Blind(account bot.AccountID) bool
}

// Blind reports whether nobody can tell what the public sees of an account's posts.
func (d *Desk) Blind(account bot.AccountID) bool {
	l, ok := d.o.Accounts.(Looker)
	return ok && l.Blind(account)
}
