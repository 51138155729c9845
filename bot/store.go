package bot

import (
	"context"
	"time"
)

// Store is the program's memory. Package store implements it.
//
// The function given to Update holds the only write lock: it must not do I/O,
// wait, or start another transaction. It runs exactly once and may return any
// error, which rolls everything back and is returned as it is.
type Store interface {
	View(ctx context.Context, fn func(Tx) error) error
	Update(ctx context.Context, fn func(Tx) error) error
}

// Tx is one atomic unit of work. Methods that look one record up return an
// error that wraps ErrNotFound when there is none.
type Tx interface {
	CaseTx
	AppealTx
	PostTx
	NoticeTx
	ReplyTx
	MediaTx
	PrepTx
	AccountTx
	FreezeTx
	StrayTx
	JobTx
	FigureTx
	LogTx
	InboxTx
	PurgeTx
}

// CaseTx reads and writes cases.
type CaseTx interface {
	Case(ID) (Case, error)
	CaseByNumber(number string) (Case, error)
	// CaseByRoom finds the case whose room has this channel id.
	CaseByRoom(platform, channel string) (Case, error)
	PutCase(Case) error
	// Cases returns at most n cases opened before the one with ID before
	// (empty: from the newest), newest first.
	Cases(before ID, n int) ([]Case, error)
}

// AppealTx reads and writes appeals.
type AppealTx interface {
	Appeal(ID) (Appeal, error)
	PutAppeal(Appeal) error
	// AppealsOf returns at most n appeals of a case, newest first.
	AppealsOf(caseID ID, n int) ([]Appeal, error)
	// OpenAppeals returns at most n appeals that are Editing, Waiting,
	// Rejected or Approved, newest first.
	OpenAppeals(n int) ([]Appeal, error)
	// PutRevision keeps what an appeal said at one revision for good:
	// Appeal holds only the present one.
	PutRevision(appeal ID, revision int, c Content) error
	Revision(appeal ID, revision int) (Content, error)
}

// PostTx reads and writes the outbox for the public.
type PostTx interface {
	Post(ID) (Post, error)
	// AddPost adds p unless a post with its ID exists, and reports whether
	// it was added.
	AddPost(p Post) (bool, error)
	// SetPost changes an existing post.
	SetPost(p Post) error
	// DuePosts returns at most n posts of one account that want attention
	// at t: by lane, then oldest first.
	DuePosts(account AccountID, t time.Time, n int) ([]Post, error)
	// NextPost returns when the earliest post of an account wants
	// attention, and false when none ever does.
	NextPost(account AccountID) (time.Time, bool, error)
	// PostsOf returns the posts of an appeal, creates and removals.
	PostsOf(appeal ID) ([]Post, error)
	// PostByRemote finds the post one of whose parts has this id.
	PostByRemote(account AccountID, remote string) (Post, error)
	// PostsIn returns at most n posts in a state.
	PostsIn(state PostState, n int) ([]Post, error)
	// PublicPosts returns at most n posts of one account of which anything
	// is public, since a time or later (Post.Since), the newest first.
	PublicPosts(account AccountID, since time.Time, n int) ([]Post, error)
	// Pursued returns at most n removals of a case of which nobody has seen
	// that what they took down is gone, the oldest first.
	Pursued(caseID ID, n int) ([]Post, error)
	// DueLooks returns at most n removals on an account after which it is to
	// be looked at t, the oldest first; NextLook when that is next, and false
	// when it never is.
	DueLooks(account AccountID, t time.Time, n int) ([]Post, error)
	NextLook(account AccountID) (time.Time, bool, error)
}

// NoticeTx reads and writes the outbox for the chat.
type NoticeTx interface {
	Notice(ID) (Notice, error)
	PutNotice(Notice) error
	// DueNotices returns at most n notices of a platform that want
	// attention at t: by lane, then oldest first.
	DueNotices(platform string, t time.Time, n int) ([]Notice, error)
	// NextNotice is NextPost for notices.
	NextNotice(platform string) (time.Time, bool, error)
	// NoticeAt finds the notice that is shown by a message.
	NoticeAt(platform, channel, message string) (Notice, error)
}

// ReplyTx reads and writes what the public answered.
type ReplyTx interface {
	Reply(ID) (Reply, error)
	// PutReply stores a new or changed reply. The case's replies stay in
	// the order of their numbers.
	PutReply(Reply) error
	// PutRaw keeps the network's own words of a reply: of its first copy,
	// or of a later one, by their hash.
	PutRaw(reply ID, hash string, raw []byte) error
	// Raw returns what PutRaw kept.
	Raw(reply ID, hash string) ([]byte, error)
	// RepliesOf returns at most n replies of a case with a number of at
	// least from, in the order of their numbers.
	RepliesOf(caseID ID, from, n int) ([]Reply, error)
	// Tally returns the counts of a case; zero when there are none.
	Tally(caseID ID) (Tally, error)
	PutTally(caseID ID, t Tally) error
	// Cursor returns how far a source has been read; a fresh one when it
	// never was.
	Cursor(source string) (Cursor, error)
	PutCursor(Cursor) error
}

// FreezeTx reads and writes what is stopped.
type FreezeTx interface {
	// Freezes returns every freeze in force, oldest first.
	Freezes() ([]Freeze, error)
	PutFreeze(Freeze) error
	DeleteFreeze(ID) error
}

// LogTx is the audit log.
type LogTx interface {
	// Append adds an event at the end of the log.
	Append(Event) error
	// Events returns at most n events from sequence number from on.
	Events(from uint64, n int) ([]Event, error)
}

// InboxTx remembers which events from outside were handled.
type InboxTx interface {
	// Seen records key at time at and reports whether it was there
	// already.
	Seen(key string, at time.Time) (bool, error)
	// Forget removes at most n keys recorded before t and returns how many
	// it removed.
	Forget(t time.Time, n int) (int, error)
}
