package app

import (
	"slices"
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

var (
	_ desk.Accounts = registry{}
	_ desk.Pricer   = registry{}
	_ desk.Budgeter = registry{}
	_ desk.Listener = registry{}
	_ desk.Looker   = registry{}
)

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

// name is what officers call an account.
func (r registry) name(id bot.AccountID) string {
	if n, ok := r.by[id]; ok {
		return n.Account().Name
	}
	return string(id)
}

// Render implements desk.Accounts.
func (r registry) Render(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	n, ok := r.by[id]
	if !ok {
		return nil, bot.Refuse(bot.ErrNotFound, "There is no account %q. Choose another one.", id)
	}
	return n.Render(c)
}

// Follow implements desk.Accounts.
func (r registry) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	if n, ok := r.by[id].(network.Follower); ok {
		return n.Follow(c)
	}
	return r.Render(id, c)
}

// Answer implements desk.Accounts.
func (r registry) Answer(id bot.AccountID, reply bot.Reply, c bot.Copy) ([]bot.Part, error) {
	n, ok := r.by[id]
	if !ok {
		return nil, bot.Refuse(bot.ErrNotFound, "There is no account %q any more, so nothing can be answered there.", id)
	}
	a, ok := n.(network.Answerer)
	if !ok {
		return nil, bot.Refuse(bot.ErrInvalid, "Answers cannot be written on %s through this program; answer there by hand.", n.Account().Name)
	}
	return a.Answer(reply, c)
}

// Address implements desk.Accounts.
func (r registry) Address(id bot.AccountID) string {
	n, ok := r.by[id]
	if !ok {
		return ""
	}
	return n.Limits().Address
}

// Quota implements desk.Quoter.
func (r registry) Quota(id bot.AccountID) bot.Quota {
	n, ok := r.by[id].(network.Quoted)
	if !ok {
		return bot.Quota{}
	}
	var q bot.Quota
	q.Used, q.Of, q.Resets = n.Quota()
	return q
}

// Crop implements desk.Cropper.
func (r registry) Crop(id bot.AccountID) float64 {
	n, ok := r.by[id]
	if !ok {
		return 0
	}
	return n.Limits().Crop
}

// Moderates implements desk.Accounts.
func (r registry) Moderates(id bot.AccountID) []bot.Op {
	n, ok := r.by[id]
	if _, moderates := n.(network.Moderator); !ok || !moderates {
		return nil
	}
	return n.Capabilities().Moderates
}

// Edits implements desk.Editing.
func (r registry) Edits(id bot.AccountID) bool {
	n, ok := r.by[id]
	if _, edits := n.(network.Editor); !ok || !edits {
		return false
	}
	return n.Capabilities().Edits
}

// Reshares implements desk.Resharing.
func (r registry) Reshares(id bot.AccountID) bool {
	n, ok := r.by[id]
	if _, shares := n.(network.Resharer); !ok || !shares {
		return false
	}
	return n.Capabilities().Reshares
}

// Price implements desk.Pricer.
func (r registry) Price(id bot.AccountID, parts []bot.Part) (int64, bool) {
	n, ok := r.by[id].(network.Pricer)
	if !ok {
		return 0, false
	}
	return n.Price(parts), true
}

// Budget implements desk.Budgeter.
func (r registry) Budget(id bot.AccountID) int64 {
	n, ok := r.by[id].(network.Pricer)
	if !ok {
		return 0
	}
	return n.Budget()
}

// Incomplete implements desk.Listener.
func (r registry) Incomplete(id bot.AccountID) string {
	n, ok := r.by[id]
	if !ok {
		return ""
	}
	return n.Capabilities().Incomplete
}

// Blind implements desk.Looker.
func (r registry) Blind(id bot.AccountID) bool {
	n, ok := r.by[id]
	_, watches := n.(network.Watcher)
	return ok && !watches
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
		Wanted: b.Facts.Wanted, Contact: contact, Department: c.config.Department.Name, About: string(b.About),
	})
}

// newGuard applies the department's lists to its policy pack.
func newGuard(c configs.Guard, contact map[string]string) (*guard.Guard, error) {
	p, err := guard.Pack(c.Policy)
	if err != nil {
		return nil, err
	}
	lists := listsOf(c, contact)
	lists.PlateKinds = slices.Concat(p.Lists.PlateKinds, lists.PlateKinds)
	lists.NameKinds = slices.Concat(p.Lists.NameKinds, lists.NameKinds)
	lists.Operations = slices.Concat(p.Lists.Operations, lists.Operations)
	p.Lists = lists
	return guard.New(p)
}

// listsOf is what the configuration says is public already.
func listsOf(c configs.Guard, contact map[string]string) guard.Lists {
	return guard.Lists{
		Phones: c.Phones, PhonePrefixes: c.PhonePrefixes, ShortCodes: c.ShortCodes, MailDomains: c.MailDomains,
		LinkDomains: c.LinkDomains, Handles: c.Handles, Addresses: c.Addresses, Contact: contact,
		Operations: c.Operations, PlateKinds: c.PlateKinds, NameKinds: c.NameKinds,
	}
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
