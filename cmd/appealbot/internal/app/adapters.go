package app

import (
	"time"

	"github.com/google/uuid"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	"appealbot/configs"
)

// registry is every public account that this process can reach. An exercise
// has one that holds practice accounts only, so that live tokens are out of its
// reach by construction.
type registry struct {
	order []bot.Account
	by    map[bot.AccountID]network.Network
}

var _ desk.Accounts = registry{}

func newRegistry(ns []network.Network) registry {
	r := registry{by: map[bot.AccountID]network.Network{}}
	for _, n := range ns {
		r.order = append(r.order, n.Account())
		r.by[n.Account().ID] = n
	}
	return r
}

// All implements desk.Accounts.
func (r registry) All() []bot.Account { return r.order }

// Render implements desk.Accounts.
func (r registry) Render(id bot.AccountID, text, language string, media []bot.MediaUse) ([]bot.Part, error) {
	n, ok := r.by[id]
	if !ok {
		return nil, bot.Refuse(bot.ErrNotFound, "There is no account %q. Choose another one.", id)
	}
	return n.Render(text, language, media)
}

// composer words appeals from the department's templates.
type composer struct {
	templates *configs.Templates
	config    configs.Config
}

var _ desk.Composer = composer{}

// Compose implements desk.Composer.
func (c composer) Compose(kind bot.Kind, language string, b desk.Brief) (string, error) {
	contact := b.Facts.Contact
	if contact == "" {
		contact = c.config.ContactLine(language)
	}
	return c.templates.Compose(kind, language, configs.Facts{
		Number: b.Number, Title: b.Title, What: b.Facts.What, When: b.Facts.When, Where: b.Facts.Where,
		Wanted: b.Facts.Wanted, Contact: contact, Department: c.config.Department.Name,
	})
}

// newGuard applies the department's lists to its policy pack.
func newGuard(c configs.Guard, contact map[string]string) (*guard.Guard, error) {
	p, err := guard.Pack(c.Policy)
	if err != nil {
		return nil, err
	}
	p.Lists = guard.Lists{
		Phones: c.Phones, PhonePrefixes: c.PhonePrefixes, ShortCodes: c.ShortCodes, MailDomains: c.MailDomains,
		LinkDomains: c.LinkDomains, Handles: c.Handles, Addresses: c.Addresses, Contact: contact,
		PlateKinds: p.Lists.PlateKinds,
	}
	return guard.New(p)
}

// newID makes ids that sort by creation.
func newID() bot.ID {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // only when the system has no randomness, and then nothing is safe
	}
	return bot.ID(id.String())
}

// now is the clock of everything that runs.
func now() time.Time { return time.Now() }
