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
	// Cause says what it takes to go on after anything but Done.
	Cause Cause
	// Alone, with Never: the network does not let this part continue its
	// thread, and the part is to be sent as a post of its own
	// (bot.Part.Alone).
	Alone bool
	// Anew, with Never from a Carrier's Publish: the network does not have any
	// more what was carried. It is carried again, from the beginning.
	Anew bool
	// Cost is what the network charges for it, in millionths of a US dollar.
	Cost int64
}

// Cause is what it takes to go on after something that did not succeed.
type Cause string

// Causes. The zero value says nothing.
const (
	// Later: it may work later, without anybody doing anything.
	Later Cause = "later"
	// Reconnect: the account's credentials do not work any more, or lack a
	// permission; somebody has to connect it again.
	Reconnect Cause = "reconnect"
	// Change: the network does not take this content.
	Change Cause = "change"
	// Permanent: it will never work.
	Permanent Cause = "permanent"
)

// An Attempt is one request to publish one part of a post.
type Attempt struct {
	Post bot.Post
	Part bot.Part
	Key  string // idempotency key: the same in every attempt for this part
	// ReplyTo is the network's id of what this part continues: the part
	// before it, or the post whose thread it goes under. Empty for none.
	ReplyTo string
	// Root is the network's id of the first post of the thread.
	Root string
	// Alone: the part is published as a post of its own that ends in a link
	// to Link, the public address of the first post of its thread. Only for
	// parts whose Alone says so.
	Alone bool
	Link  string
	Media []Media
	// Carried is what the last step of carrying the media wanted to have
	// remembered; see Carrier.
	Carried string
}

// Media is a picture or a video with its bytes. Poster and Captions are those of a
// video, in the order of bot.Video.Captions.
type Media struct {
	bot.MediaUse
	Blob     bot.Blob
	Poster   bot.Blob // nil where there is none
	Captions []bot.Blob
}

// Capabilities declares how an account behaves.
type Capabilities struct {
	// Idempotent: publishing the same key twice has the effect of
	// publishing once. Only then may a post that was looked for and not
	// found be sent again without asking a person.
	Idempotent bool
	// Within is how long after the first attempt Idempotent holds; zero
	// means for good.
	Within time.Duration
	// AnswersOnce: Idempotent does not hold for what answers a member of the
	// public, which is never sent again without asking a person.
	AnswersOnce bool
	// FindsAll: Find sees everything that stands on the account, so that what it does
	// not show for long enough is most likely not there.
	FindsAll bool
	// Poll is how often replies should be read while an appeal is fresh.
	// Later they are read less often.
	Poll time.Duration
	// Own is how often a Lister should be asked; zero means every minute.
	Own time.Duration
	// Edits: what is public can be changed in place (Editor).
	Edits bool
	// Reshares: the account's own post can be shared again (Resharer).
	Reshares bool
	// Moderates are the operations that Moderator takes.
	Moderates []bot.Op
	// Incomplete says what may be missing of the answers there, as a
	// sentence for the card; empty when nothing is.
	Incomplete string
	// Timeout bounds one attempt.
	Timeout time.Duration
}

// Limits of one public post, as the network counts.
type Limits struct {
	Text  int // in the network's own unit
	Media int // pictures in one post
	Alt   int // characters of alt text
	// Address is a public address as long as the longest that a post there
	// has. Empty: the address cannot stand in another text.
	Address string
	// Crop is how wide a picture is for its height where feeds show only the
	// middle of it, such as 16.0/9; zero where they show all of it.
	Crop float64
	// Film is what the account takes of videos; nil for none.
	Film *FilmLimits
}

// FilmLimits are what a network takes of videos. Zero means that it does not say.
type FilmLimits struct {
	Size     int64 // bytes
	Shortest time.Duration
	Longest  time.Duration
	Width    int // pixels, of a video that is wider than high
	Height   int
	Rate     float64 // frames a second
	Types    []string
	Captions int  // files in one video
	Beside   bool // pictures may stand in the same post
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
	// Render splits a text into the parts of a thread, each within the
	// limits, and puts the media on the first ones, each video in the
	// largest version that the network takes. It returns a *bot.Refusal when
	// that is not possible.
	Render(c bot.Copy) ([]bot.Part, error)
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

// A Pricer is a network that charges. It is pure.
type Pricer interface {
	// Price is what publishing the parts costs, in millionths of a US
	// dollar.
	Price(parts []bot.Part) int64
	// Budget is what the department wants to spend there in a calendar
	// month (UTC); zero means that it did not say.
	Budget() int64
}

// An Answerer is a network where the department can answer a member of the
// public. Like Render it is pure.
type Answerer interface {
	// Answer fits a text to the account as an answer to r. It returns a
	// *bot.Refusal where the network does not allow one.
	Answer(r bot.Reply, c bot.Copy) ([]bot.Part, error)
}

// Quoted is implemented by networks that take only so much of a program in a day.
// It asks nobody.
type Quoted interface {
	// Quota says how much is used, in the network's own unit, and when there is
	// new quota.
	Quota() (used, of int, resets time.Time)
}

// A Follower is a network that may not let the account continue its own threads.
// Like Render it is pure.
type Follower interface {
	// Follow is Render for what continues a thread: its parts leave room to
	// be published by themselves (bot.Part.Alone).
	Follow(c bot.Copy) ([]bot.Part, error)
}

// A Moderator deals with what the public wrote. Doing something twice has the
// effect of doing it once.
type Moderator interface {
	Moderate(ctx context.Context, m Moderation) Result
}

// A Moderation is one thing to do about a reply.
type Moderation struct {
	Op     bot.Op // OpHide, OpShow, OpReject, OpMute or OpReport
	Remote string // the reply
	Author string // the network's id of its author, or the handle without "@"
	Root   string // the first post of the thread that it stands in
	Reason string // an officer's
}

// A Watcher looks at a public post as somebody who is not logged in.
type Watcher interface {
	// Watch returns what the public sees. An error means that this could
	// not be found out.
	Watch(ctx context.Context, remote string) (Sight, error)
}

// Sight is what the public sees of a post.
type Sight struct {
	Public bool
	Text   string // as far as the network shows it
	// Hidden: it is not public, and may be there all the same. The network shows it
	// to nobody who is not logged in, or refused to say.
	Hidden bool
}

// An Inspector looks at a post of the account as the account itself, where what the
// public sees cannot be told.
type Inspector interface {
	// Inspect reports whether the network still has it. An error means that
	// this could not be found out.
	Inspect(ctx context.Context, remote string) (bool, error)
}

// A Counter tells how many people reacted to posts.
type Counter interface {
	// Counts returns what is known of at most 100 posts, by their ids.
	Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error)
}

// A Meter is a Counter that charges for it. It is pure.
type Meter interface {
	Counter
	// CountPrice is what counting so many posts costs for the first time in
	// a day (UTC), in millionths of a US dollar. After that it is free.
	CountPrice(posts int) int64
}

// Editor is implemented by networks where a public post can be changed in place,
// on accounts whose Capabilities say so.
type Editor interface {
	// Edit makes one part of a post say what p says: its words, with links and
	// names as Publish would make them, and the title of a video. Its media, its
	// time and its place in a thread stay, whatever p has of them. Doing it twice
	// has the effect of doing it once. What is not there is No, and is never made
	// anew.
	Edit(ctx context.Context, remote string, p bot.Part) Result
}

// Reader reads what the public answers.
type Reader interface {
	// Replies returns one page of what happened after the cursor, the oldest
	// of each source first. An error means that nothing was read. What was
	// read before may come again.
	Replies(ctx context.Context, q Query) (Page, error)
}

// A Query is what to read.
type Query struct {
	// Cursor is where the last page ended; empty for the beginning. Where there
	// are no posts either, that is now: what was written to an account before
	// anything was published from here is not read.
	Cursor string
	// Posts are the account's newest public posts, the newest first: whose
	// threads are worth reading where a network has to be asked thread by
	// thread.
	Posts []Posted
}

// Posted is a public post that may be answered.
type Posted struct {
	Remote string // the first part
	At     time.Time
}

// A Checker follows what becomes of replies that are known, where nothing else
// tells that they were changed or deleted.
type Checker interface {
	// Check returns what is known of at most 100 replies: edited with their
	// present text, or gone. What it leaves out is as it was, or cannot be
	// told.
	Check(ctx context.Context, remotes []string) (Page, error)
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
	// Missed says what can never be read any more, as a sentence for the
	// duty channel: "what was written before Monday 18:00".
	Missed string
	// Cost is what the reading cost, in millionths of a US dollar.
	Cost int64
	// Reads is how many answers the network counts as read.
	Reads int
}

// An Item is one thing that the public did.
type Item struct {
	Kind   ItemKind
	Remote string // the network's id of the reply
	// Under is the network's id of the post that it is about, directly or
	// through other replies; Parent of what it answers directly.
	Under, Parent string
	Reply         bot.ReplyKind
	Author        string // display name
	Handle        string // "@somebody"
	AuthorID      string // the network's id of the author
	AuthorURL     string
	URL           string
	Language      string
	Text          string
	Media         []string // addresses of pictures and videos
	At            time.Time
	Raw           []byte // the network's own words
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
