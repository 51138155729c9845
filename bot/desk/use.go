package desk

import (
	"slices"

	"appealbot/bot"
)

// account returns the account with an ID.
func (d *Desk) account(id bot.AccountID) (bot.Account, bool) {
	for _, a := range d.o.Accounts.All() {
		if a.ID == id {
			return a, true
		}
	}
	return bot.Account{}, false
}

// mayUse refuses the accounts on which a person may not publish. Whoever may is
// named, so that the person knows whom to ask.
func (d *Desk) mayUse(p bot.Person, ids []bot.AccountID) error {
	for _, id := range ids {
		a, known := d.account(id)
		if !known || a.Allows(p.ID) {
			continue // what is not known is refused where it is rendered
		}
		names := bot.Names(d.users(a))
		if a.Owner == "" {
			return bot.Refuse(bot.ErrDenied, "Only %s may publish on %s. Take it off, or ask one of them to submit the appeal.", names, a.Name)
		}
		owner := d.person(a.Owner)
		if len(a.Users) == 0 || names == owner {
			return bot.Refuse(bot.ErrDenied, "%s is the account of %s, and nobody else may publish there. Take it off, or ask %s to submit the appeal.", a.Name, owner, owner)
		}
		return bot.Refuse(bot.ErrDenied, "%s is the account of %s, and only %s may publish there. Take it off, or ask one of them to submit the appeal.", a.Name, owner, names)
	}
	return nil
}

// users are the names of those who may publish on an account that not everybody
// may use, its owner first.
func (d *Desk) users(a bot.Account) []string {
	var out []string
	for _, id := range append([]bot.ID{a.Owner}, a.Users...) {
		if name := d.person(id); id != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// person is the name of a person, or the ID of one whom nobody knows any more.
func (d *Desk) person(id bot.ID) string {
	if p, known := d.o.Roster.ByID(id); known {
		return p.Name
	}
	return string(id)
}

// usable returns those of the accounts on which a person may publish.
func (d *Desk) usable(p bot.Person, ids []bot.AccountID) []bot.AccountID {
	return slices.DeleteFunc(slices.Clone(ids), func(id bot.AccountID) bool {
		a, known := d.account(id)
		return known && !a.Allows(p.ID)
	})
}
