package adapter

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot/chat"
)

// A Sign is a reaction that may have been put on a message or taken off it.
type Sign struct {
	At      chat.Ref // the message; nothing else of it is looked at than what Wire.Name needs
	User    string
	Name    string // the platform's name of the emoji
	Removed bool
	When    int64 // by the platform's clock, in milliseconds; 0: nobody knows, so before any change
	// Read is when a look found it, by the platform's clock; 0: it was told.
	// Then When is the earliest that it can have been given.
	Read int64
}

// reading is the least time in which somebody can have read what a message
// shows anew. A reaction that comes sooner was meant for what it showed before.
const reading = time.Second

// Signs gives reactions to the handler, one after the other: the order in which
// somebody put one on and took it off decides what they want.
type Signs struct {
	Queue  *Queue
	Poster *Poster
	People People
	// Meaning translates the platform's name of a reaction, if it means
	// anything.
	Meaning func(name string) (chat.Emoji, bool)
	// Real reports whether a reaction is news, on platforms that tell of
	// reactions late or in another order than they were given; nil means that
	// it always is.
	Real func(ctx context.Context, s Sign) (bool, error)
}

// Add has a reaction carried out when its turn comes.
func (ss *Signs) Add(ctx context.Context, s Sign) {
	ss.Queue.Add(ctx, func(ctx context.Context) error { return ss.sign(ctx, s) })
}

// AddAgain is Add for a reaction that had to wait. As long as it is not handled,
// progress does not pass what held it back until then, which done ends.
func (ss *Signs) AddAgain(ctx context.Context, s Sign, done func()) {
	ss.Queue.add(ctx, job{func(ctx context.Context) error { return ss.sign(ctx, s) }, done})
}

// sign carries a reaction out if it changes anything. Platforms tell a reaction
// again that is there already, and forget when it was put back on; so what is
// kept here says whether it is new, and how often it was changed gives it a
// name.
func (ss *Signs) sign(ctx context.Context, s Sign) error {
	emoji, ok := ss.Meaning(s.Name)
	if !ok || s.User == ss.People.Me() {
		return nil
	}
	rec, err := ss.Poster.Record(ctx, s.At)
	if errors.Is(err, chat.ErrNotFound) {
		return nil // somebody else's message
	} else if err != nil {
		return err
	}
	if ss.Real != nil {
		if news, err := ss.Real(ctx, s); err != nil || !news {
			return err
		}
	}
	zone := ss.People.Zone(ctx, s.User)
	// Only now, because all that took time: the message may have been changed
	// meanwhile, and the handler takes it as it is.
	book, name := ss.Poster.Book, ss.Poster.Wire.Name(s.At)
	rec, ok, err = book.Posted(name)
	if err != nil {
		return err
	} else if !ok {
		return fmt.Errorf("message %s was forgotten meanwhile", name)
	}
	key := s.User + " " + s.Name
	turn := rec.Signs[key]
	if s.Removed == (turn%2 == 0) {
		return nil // it was that way already
	}
	e := chat.Event{
		ID:   fmt.Sprintf("react:%s:%s:%s:%d", name, s.User, s.Name, turn+1),
		User: s.User, At: chat.Ref{Platform: book.Platform, Channel: rec.Channel, Message: s.At.Message, Thread: rec.Root}, Zone: zone,
		React: &chat.Reaction{Emoji: emoji, Removed: s.Removed, Stale: !s.Removed && rec.Changed != 0 && s.When < rec.Changed+reading.Milliseconds()},
	}
	if s.Removed && ss.others(rec.Signs, s, emoji) {
		// Another reaction of theirs says the same; it still stands.
		_, err := book.Note(name, func(rec *Posted) { rec.sign(key) })
		return err
	}
	work := ss.Queue.work
	a, err := work.Handle(ctx, e)
	if err != nil && a.Reply == nil {
		return err // nobody knows of it yet
	}
	if a.Reply != nil {
		work.Begin(func(ctx context.Context) { ss.People.Tell(ctx, e, *a.Reply) })
	}
	_, err = book.Note(name, func(rec *Posted) { rec.sign(key) })
	return err
}

// sign notes that a reaction was put on or taken off.
func (rec *Posted) sign(key string) {
	if rec.Signs == nil {
		rec.Signs = map[string]int{}
	}
	rec.Signs[key]++
}

// others reports whether a person has another reaction on a message that means
// the same, such as the same one in another skin tone.
func (ss *Signs) others(signs map[string]int, s Sign, e chat.Emoji) bool {
	for key, turn := range signs {
		user, name, _ := strings.Cut(key, " ")
		if other, ok := ss.Meaning(name); ok && user == s.User && name != s.Name && other == e && turn%2 == 1 {
			return true
		}
	}
	return false
}

// A Mark is a reaction that is on a message.
type Mark struct {
	User string
	Name string
	When int64 // as in Sign
}

// Differing are the signs by which the marks that a message has now differ from
// what is kept of it: first what was taken off, then what was put on, in the
// order of the times.
func Differing(at chat.Ref, kept map[string]int, now []Mark) []Sign {
	var gone, fresh []Sign
	there := map[string]bool{}
	for _, m := range now {
		key := m.User + " " + m.Name
		there[key] = true
		if kept[key]%2 == 0 {
			fresh = append(fresh, Sign{At: at, User: m.User, Name: m.Name, When: m.When})
		}
	}
	slices.SortStableFunc(fresh, func(a, b Sign) int { return cmp.Compare(a.When, b.When) })
	for _, key := range slices.Sorted(maps.Keys(kept)) {
		if kept[key]%2 == 1 && !there[key] {
			user, name, _ := strings.Cut(key, " ")
			gone = append(gone, Sign{At: at, User: user, Name: name, Removed: true})
		}
	}
	return append(gone, fresh...)
}
