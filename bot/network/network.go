package network

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot"
)

// Outcome is what is known about one attempt.
type Outcome int

// Outcomes. The zero value is the safe one.
const (
	// Maybe: the request was sent and its effect is unknown. It must be
	// looked up and never be sent again blindly.
	Maybe Outcome = iota
	// Done: the network has it.
	Done
	// Never: certainly without effect; it may be tried again.
	Never
	// No: the network refused it for good.
	No
)

// String implements fmt.Stringer.
func (o Outcome) String() string {
	switch o {
	case Maybe:
		return "maybe"
	case Done:
		return "done"
	case Never:
		return "never"
	case No:
		return "no"
	default:
		return fmt.Sprintf("outcome %d", int(o))
	}
}

// Result of an attempt or of a look-up.
type Result struct {
	Outcome Outcome
	Remote  string        // the network's id, for Done
	URL     string        // public address, for Done, where known
	Retry   time.Duration // for Never: not before; zero means the caller's own back-off
	Note    string        // a sentence for the officer; no secrets
	Raw     string        // the network's own words for the log; no secrets
}

// An Attempt is one request to publish one part of a post.
type Attempt struct {
	Post bot.Post
	Part bot.Part
	Key  string // idempotency key: the same in every attempt for this part
	// ReplyTo is the network's id of what this part continues: the part
	// before it, or the post whose thread it goes under. Empty for none.
	ReplyTo string
	// Root is the network's id of the first post of the thread.
	Root  string
	Media []Media
}

// Media is a picture with its bytes.
type Media struct {
	bot.MediaUse
	Data []byte
}

// Capabilities declares how an account behaves.
type Capabilities struct {
	// Idempotent: publishing the same key twice has the effect of
	// publishing once. Only then may a post that was looked for and not
	// found be sent again without asking a person.
	Idempotent bool
	// Poll is how often replies should be read.
	Poll time.Duration
	// Timeout bounds one attempt.
	Timeout time.Duration
}

// Limits of one public post, as the network counts.
type Limits struct {
	Text  int // in the network's own unit
	Media int // pictures in one post
	Alt   int // characters of alt text
}

// A Network is one account on one public network. Its methods may be used
// concurrently.
type Network interface {
	Renderer
	Publisher
	Remover
	Reader
	Prober
	Account() bot.Account
	Capabilities() Capabilities
}

// Renderer fits an appeal to the account. It is pure: the same content always
// gives the same parts.
type Renderer interface {
	Limits() Limits
	// Render splits text into the parts of a thread, each within the
	// limits, and puts the media on the first ones. It returns a
	// *bot.Refusal when that is not possible.
	Render(text, language string, media []bot.MediaUse) ([]bot.Part, error)
}

// Publisher publishes one part at a time.
type Publisher interface {
	// Publish makes one attempt.
	Publish(ctx context.Context, a Attempt) Result
	// Find looks for what an earlier attempt may have published. It
	// returns Done, Never (certainly absent now; the request may still be
	// on its way) or Maybe (cannot tell).
	Find(ctx context.Context, a Attempt) Result
}

// Remover takes down what is public.
type Remover interface {
	// Remove deletes one part. "Not there" is Done.
	Remove(ctx context.Context, remote string) Result
}

// Editor is implemented by networks where a public post can be changed in
// place.
type Editor interface {
	Edit(ctx context.Context, remote string, p bot.Part) Result
}

// Reader reads what the public answers.
type Reader interface {
	// Replies returns one page of what happened after the cursor, oldest
	// first. An empty cursor begins at the beginning. An error means that
	// nothing was read.
	Replies(ctx context.Context, cursor string) (Page, error)
}

// Streamer is implemented by networks that can say when there is something to
// read. It only wakes the reader: what counts is read with Replies.
type Streamer interface {
	// Stream calls wake whenever the account may have new replies, until
	// ctx ends or the stream breaks.
	Stream(ctx context.Context, wake func()) error
}

// A Page is a piece of an account's stream of answers.
type Page struct {
	Items []Item
	Next  string // cursor behind the last item
	More  bool   // there is more behind Next right now
}

// An Item is one thing that the public did.
type Item struct {
	Kind   ItemKind
	Remote string // the network's id of the reply
	// Under is the network's id of the post that it is about, directly or
	// through other replies; Parent of what it answers directly.
	Under, Parent string
	Reply         bot.ReplyKind
	Author        string
	Handle        string
	URL           string
	Language      string
	Text          string
	At            time.Time
}

// ItemKind is what the public did.
type ItemKind string

// Kinds of item.
const (
	ItemNew    ItemKind = "new"
	ItemEdited ItemKind = "edited"
	ItemGone   ItemKind = "gone"
)

// Prober asks who the account is.
type Prober interface {
	// Probe makes sure that the credentials work and belong to the
	// configured account. The error is a sentence for the administrator.
	Probe(ctx context.Context) error
}
