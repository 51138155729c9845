package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// Accounts knows the public accounts and what each would publish.
type Accounts interface {
	// All returns the accounts in the order in which forms offer them.
	All() []bot.Account
	// Render fits a text to an account. It is pure. It returns a
	// *bot.Refusal when the text cannot be made to fit.
	Render(account bot.AccountID, c bot.Copy) ([]bot.Part, error)
	// Follow is Render for what continues what is public there.
	Follow(account bot.AccountID, c bot.Copy) ([]bot.Part, error)
	// Answer fits a text to an account as an answer to r. It is pure, too. It
	// returns a *bot.Refusal where none can be written.
	Answer(account bot.AccountID, r bot.Reply, c bot.Copy) ([]bot.Part, error)
	// Address is a public address as long as the longest that a post there has.
	// Empty where it cannot stand in another text.
	Address(account bot.AccountID) string
	// Moderates returns what can be done there about replies.
	Moderates(account bot.AccountID) []bot.Op
}

// Guard looks for what must not be public.
type Guard interface {
	Check(in guard.Input) ([]bot.Finding, error)
	// Classify says what a reply of the public is.
	Classify(text string) guard.Class
	// Digest names the policy that was applied.
	Digest() string
}

// Composer words an appeal from its facts.
type Composer interface {
	Compose(kind bot.Kind, language string, b Brief) (string, error)
}

// A Brief is what a template gets to word an appeal.
type Brief struct {
	Number string
	Title  string
	Facts  bot.Facts
	// About is the kind of appeal that the text ends; empty for every other text.
	About bot.Kind
}

// Options is what a Desk works with. All fields are required unless they say
// otherwise.
type Options struct {
	Store  bot.Store
	Now    func() time.Time
	Zone   *time.Location // the department's own
	NewID  func() bot.ID  // sorts by creation
	Roster bot.Roster
	Rules  bot.Rules
	Filers bot.Filers    // who may file records; may be nil
	Ladder bot.Ladder    // when people are reminded of what waits
	Alone  bot.AloneRule // what one officer may publish alone
	// Schedule says how series are run; the zero value is bot.DefaultSchedule.
	Schedule bot.Schedule
	Duty     []bot.ID // whom emergencies call; empty: whoever may approve
	// Grounds are what an override may rest on; none: on its reason alone.
	Grounds   []guard.Ground
	Accounts  Accounts
	Guard     Guard
	Composer  Composer
	Languages []string // of the department, the first is the usual one
	Platforms []string // chat platforms on which notices are shown
	Files     bot.Blobs
	Exercise  bool   // everything that is made here is practice
	Wake      func() // tells the outbox that something may be due; may be nil
	// Retention is how long what is kept.
	Retention bot.Retention
	// Weekly says when the weekly digest is sent, and Dark whether charts are drawn
	// for a dark ground.
	Weekly Weekly
	Dark   bool
	// Labelled, if set, is told what an officer made of a reply of a class.
	Labelled func(bot.Class, bot.Label)
}

// Desk runs use cases. Its methods may be used concurrently.
type Desk struct{ o Options }

// New returns a Desk.
func New(o Options) (*Desk, error) {
	switch {
	case o.Store == nil, o.Now == nil, o.Zone == nil, o.NewID == nil, o.Accounts == nil, o.Guard == nil, o.Composer == nil, o.Files == nil:
		return nil, errors.New("new desk: an option is missing")
	case len(o.Languages) == 0:
		return nil, errors.New("new desk: no language")
	}
	if o.Schedule == (bot.Schedule{}) {
		o.Schedule = bot.DefaultSchedule()
	}
	return &Desk{o}, nil
}

// An Actor is the person who makes something happen.
type Actor struct {
	Person bot.Person
	Event  string // names what the person did, by meaning; the key for doing it once
	Via    string // how: "practice button"
}

// Who returns the person behind a login, or refuses.
func (d *Desk) Who(l bot.Login) (bot.Person, error) {
	p, ok := d.o.Roster.ByLogin(l)
	if !ok {
		return bot.Person{}, bot.Refuse(bot.ErrDenied, "I do not know you. Ask your administrator to add your login (%s user %q) to the list of people.", l.Platform, l.User)
	}
	return p, nil
}

// Now is the present in the department's time zone.
func (d *Desk) Now() time.Time { return d.o.Now().In(d.o.Zone) }

// Roster returns everybody the department knows.
func (d *Desk) Roster() bot.Roster { return d.o.Roster }

// Accounts returns the accounts in the order in which forms offer them.
func (d *Desk) Accounts() []bot.Account { return d.o.Accounts.All() }

// Languages returns the department's languages, the usual one first.
func (d *Desk) Languages() []string { return d.o.Languages }

// Grounds are what an override may rest on, in the order in which forms offer
// them.
func (d *Desk) Grounds() []guard.Ground { return d.o.Grounds }

// Exercise reports whether everything made here is practice.
func (d *Desk) Exercise() bool { return d.o.Exercise }

// errSeen ends a transaction whose event was handled before.
var errSeen = errors.New("event was handled before")

// change is one transaction on its way: what it works on, who asked and when.
type change struct {
	bot.Tx
	d     *Desk
	by    Actor
	now   time.Time // in the department's zone
	what  string    // the use case, for the log of what was not allowed
	about bot.ID    // the record that it is about, as far as known
}

// do runs fn once per event. When the event was handled before, seen (which
// may be nil) is run instead, to report the present state.
func (d *Desk) do(ctx context.Context, by Actor, fn func(*change) error, seen func(bot.Tx) error) error {
	c := &change{d: d, by: by, now: d.Now()}
	err := d.o.Store.Update(ctx, func(tx bot.Tx) error {
		c.Tx = tx
		if err := c.remember(); err != nil {
			return err
		}
		return fn(c)
	})
	switch {
	case errors.Is(err, errSeen):
		if seen == nil {
			return nil
		}
		return d.o.Store.View(ctx, seen)
	case errors.Is(err, bot.ErrDenied):
		return errors.Join(err, d.denied(ctx, c, err))
	case err == nil && d.o.Wake != nil:
		d.o.Wake()
	}
	return err
}

// remember notes the event that caused the change, if it has a name. It
// returns errSeen if the event was handled before.
func (c *change) remember() error {
	if c.by.Event == "" {
		return nil
	}
	again, err := c.Seen(c.by.Event, c.now.UTC())
	if err != nil {
		return fmt.Errorf("remember event: %w", err)
	}
	if again {
		return errSeen
	}
	return nil
}

// log appends an audit event.
func (c *change) log(what string, about, caseID bot.ID, detail string) error {
	return c.Append(bot.Event{
		At: c.now.UTC(), Who: c.by.Person.ID, Name: c.by.Person.Name, Via: c.by.Via,
		What: what, About: about, Case: caseID, Detail: detail,
	})
}

// card asks for the card of an appeal to be shown anew.
func (c *change) card(a bot.Appeal) error { return c.cardOn(c.d.o.Platforms, a) }

func (c *change) cardOn(platforms []string, a bot.Appeal) error {
	return bot.Show(c, platforms, c.now, bot.Notice{Kind: bot.NoticeCard, Subject: a.ID, Case: a.Case, Lane: a.Kind.Lane()}, "")
}

// room asks for the rooms of a case to be brought up to date.
func (c *change) room(k bot.Case) error { return c.roomOn(c.d.o.Platforms, k) }

func (c *change) roomOn(platforms []string, k bot.Case) error {
	return bot.Show(c, platforms, c.now, bot.Notice{Kind: bot.NoticeRoom, Subject: k.ID, Case: k.ID, Lane: bot.LaneUrgent}, "")
}

// tell says something in the case's room, under the newest card.
func (c *change) tell(caseID bot.ID, key, text string) error {
	return bot.Show(c, c.d.o.Platforms, c.now, bot.Notice{
		Kind: bot.NoticeTell, Subject: caseID, Case: caseID, Text: text, Thread: true,
	}, key)
}

// reshow shows a notice anew on the platforms where it was asked for before.
func (c *change) reshow(kind bot.NoticeKind, subject bot.ID) error {
	return c.reshowOn(c.d.o.Platforms, kind, subject)
}

func (c *change) reshowOn(platforms []string, kind bot.NoticeKind, subject bot.ID) error {
	for _, platform := range platforms {
		for _, more := range []string{"", adopted} {
			n, err := c.Notice(bot.NoticeID(kind, platform, subject, more))
			if errors.Is(err, bot.ErrNotFound) {
				continue
			} else if err != nil {
				return err
			}
			if err := bot.Show(c, []string{platform}, c.now, n, more); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep stores an appeal and its present revision with its event and card.
func (c *change) keep(a bot.Appeal, what, detail string) error {
	if err := c.settleReminders(&a); err != nil {
		return err
	}
	if err := c.PutAppeal(a); err != nil {
		return err
	}
	if err := c.PutRevision(a.ID, a.Revision, a.Content); err != nil {
		return err
	}
	if err := c.log(what, a.ID, a.Case, detail); err != nil {
		return err
	}
	if a.State == bot.Cancelled || a.State == bot.Done {
		if err := c.dropPreps(a, "its appeal is over", bot.Prep.Open); err != nil {
			return err
		}
		if err := c.purgeDraft(a); err != nil {
			return err
		}
	}
	if err := c.arm(a); err != nil {
		return err
	}
	if a.Answers != "" { // its card says how far the answer is
		if err := c.reshow(bot.NoticeReply, a.Answers); err != nil {
			return err
		}
	}
	return c.card(a)
}
