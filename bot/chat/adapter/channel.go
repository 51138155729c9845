package adapter

import (
	"context"

	"appealbot/bot/chat"
)

// A Channel is what a platform says of a channel.
type Channel struct {
	ID       string
	Name     string
	Title    string // what people see, where that is not the name
	Created  int64  // in the platform's milliseconds
	Mine     bool   // the bot made it
	Private  bool   // and neither public nor a direct conversation
	Member   bool   // the bot is in it
	Archived bool
}

// A Site is what Channels need of a platform: one attempt at one thing each.
type Site interface {
	// List returns every channel that the bot is in, direct ones too, and
	// perhaps some that were archived lately. Of each, ID, Name, Title,
	// Private and Archived are asked for.
	List(ctx context.Context) ([]Channel, error)
	// Look returns one channel. chat.ErrNotFound means that it is gone for
	// good, chat.ErrNotMember that the bot cannot see it.
	Look(ctx context.Context, id string) (Channel, error)
	// ByName returns the channel of a name where Create makes them, archived
	// or not. chat.ErrNotFound and chat.ErrNotMember mean that there is none
	// that can be seen.
	ByName(ctx context.Context, name string) (Channel, error)
	// Create makes a private channel of a name. chat.ErrTaken means that
	// there is one of that name.
	Create(ctx context.Context, name string, r chat.Room) (Channel, error)
}

// Channels are those that the bot is in, as far as they are private, and those
// that it makes.
type Channels struct {
	Book     *Book
	Site     Site
	Progress *Progress
}

// Hold keeps a channel from being looked at until release is called: for what
// the bot itself does to it, which must not be taken for what somebody else did.
func (c *Channels) Hold(id string) (release func()) { return c.Book.Hold(KeepRoom + id) }

// Enter keeps that the bot is in a channel, unless that is known. What becomes
// of it is counted from the time on, so that nothing has the name of something
// that happened before it was forgotten. The caller holds the channel, or knows
// that nobody else knows of it.
func (c *Channels) Enter(ch Channel) error {
	var pl Place
	if known, err := c.Book.Get(KeepRoom+ch.ID, &pl); err != nil || known {
		return err
	}
	return c.Book.Save(KeepRoom+ch.ID, Place{Name: ch.Name, Title: ch.Title, Turn: int(c.Book.Now().Unix())})
}

// Retitle keeps the title that the bot gave to a channel that it holds.
func (c *Channels) Retitle(id, title string) error {
	var pl Place
	if known, err := c.Book.Get(KeepRoom+id, &pl); err != nil || !known {
		return err
	}
	pl.Title = title
	return c.Book.Save(KeepRoom+id, pl)
}

// Leave forgets a channel that the bot holds and has archived: nothing that
// happens to it matters any more.
func (c *Channels) Leave(id string) error { return c.Book.Forget(KeepRoom + id) }
