package chat

import (
	"context"
	"time"
)

// Ref names a message on one platform. Message is empty for a channel as a
// whole; Thread is the message whose thread it is in, if any.
type Ref struct{ Platform, Channel, Message, Thread string }

// An Event is something a person did. Exactly one of the pointers from Command
// on is set.
type Event struct {
	// ID says what happened, not how it was delivered: a platform that
	// delivers the same press twice, even with new delivery ids, yields the
	// same ID. Handlers act once per ID.
	ID     string
	User   string // the platform's id; empty for a Room whose platform does not say who
	At     Ref    // where it happened
	Direct bool   // At is a conversation with the bot alone
	Zone   *time.Location

	Command *Command
	Press   *Action
	Submit  *Submission
	// Change is a form that is being filled in, after an input with Refresh
	// was changed: what was typed so far, as it is, without files. The handler
	// answers with the form as it should be now in Answer.Open, of which the
	// inputs that were there before keep what was typed (Form.Fill), or with
	// nothing. It changes nothing and remembers nothing: the same Change may
	// come any number of times.
	Change *Submission
	React  *Reaction
	Upload *Upload
	Room   *RoomChange
	Forged *Forgery
}

// Command is what was typed after the slash command's name.
type Command struct{ Line string }

// Submission is a filled Form.
type Submission struct {
	Action Action
	Values map[string][]string
	Files  []File // what was put into the form's input of the kind Files
}

// Value returns the only or first value of a field.
func (s Submission) Value(name string) string {
	if vs := s.Values[name]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// Reaction is an emoji put on a message or taken off it.
type Reaction struct {
	Emoji   Emoji
	Removed bool
	// Stale says that the message has been changed since, or just before, so
	// that the person meant something else than it shows now.
	Stale bool
}

// Emoji is a reaction that means something. Adapters translate the platform's
// names, aliases and skin tones; everything else is not passed on.
type Emoji string

// Reactions that mean something.
const (
	Check     Emoji = "check"     // approve
	Cross     Emoji = "cross"     // ask for changes
	Bulb      Emoji = "bulb"      // label: tip
	Loupe     Emoji = "loupe"     // label: follow-up
	Question  Emoji = "question"  // label: question
	Mute      Emoji = "mute"      // label: noise
	NoEntry   Emoji = "no-entry"  // label: abuse
	Ambulance Emoji = "ambulance" // label: emergency
)

// Upload is a file that an officer put into a thread of the bot.
type Upload struct{ Files []File }

// RoomChange is what somebody did to a channel that the bot is or was in.
// At.Channel says which.
type RoomChange struct {
	Fate Fate
	Name string // what the channel is called now, if that is known
}

// Fate is what became of a channel.
type Fate string

// Fates of a channel.
const (
	Expelled Fate = "expelled" // the bot was removed from it
	Admitted Fate = "admitted" // the bot is in it again
	Renamed  Fate = "renamed"
	Archived Fate = "archived"
	Restored Fate = "restored" // it is not archived any more
	Deleted  Fate = "deleted"  // it is gone for good
)

// Forgery is a press or a form that looked as if it came from the bot's own
// message or form and did not. Nothing of it is to be carried out. User is who
// the platform, or the forger, says it was.
type Forgery struct {
	What string // "button" or "form"
	Why  string // for the audit log: "the signature is wrong"
}

// An Answer is what a handler wants shown in return.
type Answer struct {
	// Reply is shown to the person alone, where the platform can.
	Reply *Message
	// Open asks the person to fill in a form.
	Open *Form
	// Errors belong to the inputs of the submitted form, by name; the empty
	// name is the form as a whole. The form stays open with everything that
	// was typed.
	Errors map[string]string
}

// Handler handles one event. It must return within two seconds and must not
// call a network: slow work goes to the outbox. A person always gets an answer,
// so the error is only for the log. Where nobody waits for an answer, as after a
// reaction, an error without a Reply says that nobody was told anything: the
// adapter may give the event once more, under the same ID.
type Handler interface {
	Handle(ctx context.Context, e Event) (Answer, error)
}

// HandlerFunc is a Handler.
type HandlerFunc func(ctx context.Context, e Event) (Answer, error)

// Handle implements Handler.
func (f HandlerFunc) Handle(ctx context.Context, e Event) (Answer, error) { return f(ctx, e) }
