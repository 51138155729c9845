package desk

import (
	"context"
	"fmt"
	"slices"

	"appealbot/bot"
)

// An Invitation is what a person has to do to connect an account.
type Invitation struct {
	URL  string // the page where the network asks the person; empty for none
	Asks string // what the person brings back, as in "Paste ..."
}

// Connecting records that somebody brought what connects an account, never what
// it is. It refuses whoever may not, and reports whether this is news: the same
// event may be delivered twice, and what was brought works only once.
func (d *Desk) Connecting(ctx context.Context, by Actor, account bot.AccountID) (bool, error) {
	fresh := false
	err := d.do(ctx, by, func(c *change) error {
		c.what, c.about = "connect", bot.ID(account)
		if err := d.MayConnect(by.Person, account); err != nil {
			return err
		}
		fresh = true
		return c.log("connects account", bot.ID(account), "", "")
	}, nil)
	return fresh && err == nil, err
}

// MayConnect refuses whoever may not connect an account: administrators may, and
// whose it is.
func (d *Desk) MayConnect(p bot.Person, account bot.AccountID) error {
	a, known := d.account(account)
	switch {
	case !known:
		return bot.Refuse(bot.ErrNotFound, "There is no account %q. Choose from: %s.", account, d.accountIDs())
	case p.Can(bot.Admin) || a.Owner != "" && a.Owner == p.ID:
		return nil
	case a.Owner != "":
		return bot.Refuse(bot.ErrDenied, "Only %s and administrators may connect %s. Ask one of them.", d.person(a.Owner), a.Name)
	default:
		return bot.Refuse(bot.ErrDenied, "Only administrators may connect %s. Ask one of them.", a.Name)
	}
}

func (d *Desk) accountIDs() string {
	var ids []string
	for _, a := range d.o.Accounts.All() {
		ids = append(ids, string(a.ID))
	}
	return bot.Names(ids)
}

// Connected records what came of an attempt to connect an account, and tells
// whoever made it. A nil err says that it works; any other is a sentence for the
// person, without secrets.
func (d *Desk) Connected(ctx context.Context, by Actor, account bot.AccountID, err error) error {
	by.Event = "" // of what was brought; this is what came of it
	return d.do(ctx, by, func(c *change) error {
		key := fmt.Sprintf("connect/%s/%d", account, c.now.UnixNano())
		if err != nil {
			why := sentence(err.Error())
			if err := c.log("account not connected", bot.ID(account), "", why); err != nil {
				return err
			}
			return c.direct(by.Person.ID, account, key, fmt.Sprintf("%s was not connected. %s Begin again with /appeal connect %s.", d.name(account), why, account))
		}
		if err := c.log("connected account", bot.ID(account), "", ""); err != nil {
			return err
		}
		if err := c.direct(by.Person.ID, account, key, d.name(account)+" is connected and works."); err != nil {
			return err
		}
		return c.duty(key, fmt.Sprintf("%s connected %s.", by.Person.Name, d.name(account)))
	}, nil)
}

// direct tells one person about an account, on the platforms where the person can
// be spoken to.
func (c *change) direct(person bot.ID, account bot.AccountID, key, text string) error {
	p, _ := c.d.o.Roster.ByID(person)
	platforms := slices.DeleteFunc(slices.Clone(c.d.o.Platforms), func(platform string) bool {
		_, there := p.On(platform)
		return !there
	})
	return bot.Show(c, platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: bot.ID(account), Channel: "@" + string(p.ID), Text: text, Lane: bot.LaneUrgent,
	}, key+"/"+string(p.ID))
}
