package adapter

import (
	"context"

	"appealbot/bot/chat"
)

// A Wire is what a Poster needs of a platform: one attempt at one thing each.
// Its errors are those of a chat.Client.
type Wire interface {
	// Ready makes sure that the platform can be asked at all, such as that
	// the bot knows who it is. Everything else is called after it.
	Ready(ctx context.Context) error
	// Name is the Book's name of a message: no two messages of the platform
	// have the same. It is empty for what cannot be a message.
	Name(at chat.Ref) string
	// Refused reports whether an error says for certain that what was asked
	// for was not done and never will be.
	Refused(err error) bool
	Writer
	Finder
	Filer
}

// A Writer makes and changes messages. One chat.Message may take several of the
// platform's: part 0 is the message itself, the others go on with it in its
// thread.
type Writer interface {
	// Parts is how many messages of the platform m takes: one at least.
	Parts(m chat.Message) int
	// Create makes one part of m. Part 0 shows the first Own of its Files.
	// Where the platform can hold it, the message has the slot's key in a way
	// that Find sees.
	Create(ctx context.Context, s Slot, m chat.Message, part int) (Made, error)
	// Change makes a message show a part of m, and returns when it changed,
	// in the platform's milliseconds. The key is that of its slot.
	// chat.ErrNotFound means that it was deleted.
	Change(ctx context.Context, at chat.Ref, key string, m chat.Message, part int) (changed int64, err error)
	// Delete removes a message. chat.ErrNotFound means that it is gone
	// already.
	Delete(ctx context.Context, at chat.Ref) error
}

// A Finder looks for messages of the bot.
type Finder interface {
	// Find looks for the message that was made for a slot since a time, in
	// the platform's milliseconds. Nil means that there certainly is none:
	// whatever is not certain has to be an error.
	Find(ctx context.Context, s Slot, since int64) (*Made, error)
	// Look returns what the platform knows of a message of the bot of which
	// nothing is kept: Key, Channel, Root, At and Changed. When it was changed
	// must not be too early. chat.ErrNotFound means that there is none, or
	// that it is somebody else's.
	Look(ctx context.Context, at chat.Ref) (Posted, error)
	// Stands reports why a message is not there any more, or its channel
	// takes nothing, if that is so.
	Stands(ctx context.Context, at chat.Ref) error
}

// A Filer shows files in a thread.
type Filer interface {
	// Own is how many of a message's files its part 0 itself holds.
	Own() int
	// Batch is how many files one Attach takes.
	Batch() int
	// Attach shows files in the thread of the slot. If the platform names
	// them before it shows them, note keeps those names first, for Attached.
	Attach(ctx context.Context, s Slot, files []chat.File, note func(trace []string) error) (Made, error)
	// Attached is Find for what was attached, by the names that were noted.
	Attached(ctx context.Context, s Slot, trace []string, since int64) (*Made, error)
}

// A Slot is where a message belongs and what it answers.
type Slot struct {
	Key     string // never the same for two messages
	Instead string // the message of the same key that it replaces, which somebody deleted
	Channel string
	Thread  string // the message in whose thread it comes; empty for none
}

// Made is a message that is there.
type Made struct {
	ID      string // of the message; may be empty for what was attached
	Channel string
	Root    string // the message in whose thread it is
	At      int64  // when it was made, in the platform's milliseconds
}

// What messages say that belong to another.
const (
	GoesOn    = "(goes on)"            // a part that goes on with it
	ShownWith = "Shown with the card:" // above files that are attached to it
)

// Caption is what is said of a file beside it.
func Caption(f chat.File) string { return OneLine(f.Name + ": " + f.Alt) }
