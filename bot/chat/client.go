package chat

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Errors of a Client that callers act on.
var (
	// ErrNotFound: no such channel, message or user.
	ErrNotFound = errors.New("chat: not found")
	// ErrFull: a Keeper has no room for a file.
	ErrFull = errors.New("chat: no room for the file")
	// ErrTaken: a channel of that name exists.
	ErrTaken = errors.New("chat: name is taken")
	// ErrNotMember: the bot was removed from the channel.
	ErrNotMember = errors.New("chat: not a member")
	// ErrArchived: the channel takes no messages any more.
	ErrArchived = errors.New("chat: channel is archived")
	// ErrOutside: the user does not belong to the part of the platform (the
	// team, the workspace) that the channel is in, and the bot may not take
	// them in.
	ErrOutside = errors.New("chat: user is outside the channel's team")
)

// RateLimited says that the platform wants a pause.
type RateLimited struct{ After time.Duration }

// Error implements error.
func (e *RateLimited) Error() string { return fmt.Sprintf("chat: rate limited for %v", e.After) }

// Capabilities is what a platform can do and how much of it. Handlers do not
// ask for it; the outbox and the adapters do.
type Capabilities struct {
	// Every is the pause that the platform wants between two messages in
	// one channel.
	Every time.Duration
	// MaxText is how many characters one message holds. Adapters split or
	// attach what is longer.
	MaxText int
	// MaxFile is how many bytes a file may have.
	MaxFile int64
	// Forms reports whether Answer.Open works.
	Forms bool
	// Ephemeral reports whether a reply can be shown to one person alone.
	Ephemeral bool
}

// A Client is one chat platform. Its methods may be used concurrently. They
// make one attempt each and return one of this package's errors where a caller
// could act on it; any other error means "perhaps later".
type Client interface {
	Runner
	Messenger
	Rooms
	// Platform is the name under which logins and rooms are kept: "slack".
	Platform() string
	Capabilities() Capabilities
}

// Runner receives events.
type Runner interface {
	// Run connects and gives every event to h until ctx ends. It keeps
	// reconnecting by itself; it returns an error only when trying again
	// is useless, such as after a revoked token.
	Run(ctx context.Context, h Handler) error
}

// Messenger shows messages.
type Messenger interface {
	// Post shows m in a channel, under the message thread if that is not
	// empty. A second Post with the same key shows nothing new and returns
	// the first message.
	Post(ctx context.Context, key, channel, thread string, m Message) (Ref, error)
	// Update replaces what a message shows.
	Update(ctx context.Context, at Ref, m Message) error
	// Direct returns the channel id of the conversation between the bot
	// and a user.
	Direct(ctx context.Context, user string) (channel string, err error)
}

// A Room describes a private channel as it should be.
type Room struct {
	Name    string // as wanted; the adapter makes it fit the platform's rules
	Title   string // for people, where a platform shows more than the name
	Topic   string
	Purpose string
	// Card is the message that matters most in the channel, if there is one.
	// Platforms whose topics can hold a link show one to it.
	Card Ref
	// Links are addresses that people should have at hand at the top of the
	// channel. A platform that keeps some there shows exactly these and
	// leaves alone what people have put there themselves; another shows
	// none. A Room that is described has all of them.
	Links []Link
}

// Rooms makes and keeps private channels. Every method may be repeated.
type Rooms interface {
	// CreateRoom creates a private channel. A second call with the same
	// key returns the channel of the first. ErrTaken means that another
	// channel has the name.
	CreateRoom(ctx context.Context, key string, r Room) (channel string, err error)
	// DescribeRoom sets title, topic and purpose, and the links.
	DescribeRoom(ctx context.Context, channel string, r Room) error
	// Invite adds a user; one who is a member already is no error. ErrOutside
	// means that somebody else has to let the user in first.
	Invite(ctx context.Context, channel, user string) error
	// Pin pins a message of the bot; one that is pinned is no error.
	Pin(ctx context.Context, at Ref) error
	// Archive ends a channel; an archived one is no error.
	Archive(ctx context.Context, channel string) error
	// FindRoom returns the id of a public channel by its name, such as the
	// duty channel.
	FindRoom(ctx context.Context, name string) (channel string, err error)
}
