package card

import (
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// A Book is what cards need to know besides the records that they show.
type Book struct {
	Now      time.Time // in the department's time zone
	Roster   bot.Roster
	Accounts []bot.Account
	// Price is what publishing the parts costs on an account, in millionths of
	// a US dollar; false where that is nothing. It may be nil.
	Price func(bot.AccountID, []bot.Part) (micros int64, ok bool)
	// Incomplete says what may be missing of the answers on an account, as a
	// sentence; empty when nothing is. It may be nil.
	Incomplete func(bot.AccountID) string
	// Quota is how much of a day's quota an account has used. Nil where
	// nothing limits any.
	Quota func(bot.AccountID) bot.Quota
	// Moderates returns what can be done about replies on an account. It may be
	// nil.
	Moderates func(bot.AccountID) []bot.Op
	// Blind reports whether an account's posts cannot be looked at without a login.
	// It may be nil.
	Blind func(bot.AccountID) bool
	// Duty are the people whom emergencies call.
	Duty []bot.Person
	// Alone is what one officer may publish alone.
	Alone bot.AloneRule
	// Timing is what becomes of what is late.
	Timing bot.Schedule
	// Grounds are what an override may rest on; none: on its reason alone.
	Grounds []chat.Option
	// Dark: charts are drawn for a dark ground. Schemes: they are drawn for both, and
	// the chat shows the one that suits the reader's screen.
	Dark, Schemes bool
	// Crop is how wide a picture is for its height where an account's feeds show
	// only the middle of it, such as 16.0/9; zero where they show all. It may be
	// nil.
	Crop func(bot.AccountID) float64
	// Cropped shows what a feed shows of a picture, named by its digest, with
	// the rest of it dimmed; nil where that cannot be shown. It may be nil.
	Cropped func(digest string, picture []byte, aspect float64) []byte
}

// account is what cards call an account.
func (b Book) account(id bot.AccountID) string {
	for _, a := range b.Accounts {
		if a.ID == id {
			return a.Name
		}
	}
	return string(id)
}

// has reports whether the department has an account.
func (b Book) has(id bot.AccountID) bool {
	return slices.ContainsFunc(b.Accounts, func(a bot.Account) bool { return a.ID == id })
}

// owned is what cards call an account, with whose it is when it is not the
// department's.
func (b Book) owned(id bot.AccountID) string {
	for _, a := range b.Accounts {
		if a.ID == id && a.Owner != "" {
			return a.Name + " (account of " + b.person(a.Owner) + ")"
		}
	}
	return b.account(id)
}

// person is what cards call a person.
func (b Book) person(id bot.ID) string {
	if p, ok := b.Roster.ByID(id); ok {
		return p.Name
	}
	return string(id)
}

// when says a time with weekday and zone, as in "Tue 1 Dec 2026 18:00 EST".
func (b Book) when(t time.Time) string {
	return t.In(b.Now.Location()).Format("Mon 2 Jan 2006 15:04 MST")
}

// mark says who did something and when.
func (b Book) mark(m bot.Mark) string { return m.Name + " " + bot.When(m.At, b.Now) }

// language is a language in words.
func language(code string) string {
	switch code {
	case "en":
		return "English"
	case "fr":
		return "Français"
	default:
		return code
	}
}

// count says "1 answer" or "3 answers".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// View is everything that the card of an appeal shows.
type View struct {
	Case    bot.Case
	Appeal  bot.Appeal
	Posts   []bot.Post
	Tally   bot.Tally
	First   []bot.Reply // the first answers to the case
	Freezes []bot.Freeze
	Preps   []bot.Prep        // oldest first
	Media   map[string][]byte // pictures and posters, by digest; see See
	// Standings are those of the appeal's accounts.
	Standings []bot.Standing
	Asked     bot.Reply // what an answer answers; zero for other appeals
	// Repeats are the posts of what a repeat repeats; none for other appeals.
	Repeats []bot.Post
	// Original is the kind of the appeal at the beginning of its thread.
	Original bot.Kind
}

// firstReplies is how many answers a card shows.
const firstReplies = 3

// Load reads the view of an appeal.
func Load(tx bot.Tx, id bot.ID) (View, error) {
	var v View
	var err error
	if v.Appeal, err = tx.Appeal(id); err != nil {
		return v, err
	}
	if v.Case, err = tx.Case(v.Appeal.Case); err != nil {
		return v, err
	}
	if v.Posts, err = tx.PostsOf(id); err != nil {
		return v, err
	}
	if v.Tally, err = tx.Tally(v.Case.ID); err != nil {
		return v, err
	}
	if v.First, err = tx.RepliesOf(v.Case.ID, 1, firstReplies); err != nil {
		return v, err
	}
	if v.Freezes, err = tx.Freezes(); err != nil {
		return v, err
	}
	if v.Original, err = original(tx, v.Appeal); err != nil {
		return v, err
	}
	for _, id := range v.Appeal.Content.Accounts {
		s, err := tx.Standing(id)
		if err != nil {
			return v, err
		}
		v.Standings = append(v.Standings, s)
	}
	if v.Appeal.Answers != "" {
		if v.Asked, err = tx.Reply(v.Appeal.Answers); err != nil {
			return v, err
		}
	}
	if v.Appeal.Kind == bot.Repeat && v.Appeal.Parent != "" {
		if v.Repeats, err = tx.PostsOf(v.Appeal.Parent); err != nil {
			return v, err
		}
	}
	v.Preps, err = tx.PrepsOf(id)
	return v, err
}

// title is how officers name an appeal: "Witness appeal 2026-1234567/1".
func (v View) title() string {
	return fmt.Sprintf("%s %s/%d", v.Appeal.Kind.Title(), v.Case.Number, v.Appeal.Number)
}

// stopped returns the freezes that concern the appeal.
func (v View) stopped() []bot.Freeze {
	var out []bot.Freeze
	for _, f := range v.Freezes {
		for _, acc := range v.Appeal.Content.Accounts {
			if f.Stops(acc, v.Case.ID) {
				out = append(out, f)
				break
			}
		}
	}
	return out
}
