package bot

import (
	"errors"
	"time"
)

// NoticeKind is what a notice shows.
type NoticeKind string

// Kinds of notice.
const (
	// NoticeCard is the card of an appeal; its subject is the appeal.
	NoticeCard NoticeKind = "card"
	// NoticeRoom sets up a case's room and keeps its topic; its subject is
	// the case.
	NoticeRoom NoticeKind = "room"
	// NoticeCall asks people to approve; its subject is the appeal.
	NoticeCall NoticeKind = "call"
	// NoticeRemind reminds people of an appeal that waits for approval; its
	// subject is the appeal.
	NoticeRemind NoticeKind = "remind"
	// NoticeReview demands that a second officer reviews what one published
	// alone; its subject is the appeal.
	NoticeReview NoticeKind = "review"
	// NoticeAsk asks a person to decide about a post; its subject is the
	// post.
	NoticeAsk NoticeKind = "ask"
	// NoticeReply shows one reply; its subject is the reply.
	NoticeReply NoticeKind = "reply"
	// NoticeDigest shows a range of replies of a case in one message; its
	// subject is the case.
	NoticeDigest NoticeKind = "digest"
	// NoticeRelay decides how the replies of a case that have not been
	// shown yet are shown; its subject is the case. It sends nothing.
	NoticeRelay NoticeKind = "relay"
	// NoticePage calls the duty list to emergencies among the replies; its
	// subject is the case.
	NoticePage NoticeKind = "page"
	// NoticeWatch decides whether the duty list is paged again; its subject is
	// the case. It sends nothing.
	NoticeWatch NoticeKind = "watch"
	// NoticeGone says what is left of a case that should be gone; its subject is
	// the case.
	NoticeGone NoticeKind = "gone"
	// NoticeWeek is the weekly digest; its subject is the date of the last of its
	// seven days.
	NoticeWeek NoticeKind = "week"
	// NoticeUnseen calls the author because the public does not see what was
	// published; its subject is the post.
	NoticeUnseen NoticeKind = "unseen"
	// NoticeStray shows what was published outside the program; its subject is
	// the first of the strays, About the first few of them, and To how many
	// there are.
	NoticeStray NoticeKind = "stray"
	// NoticeTell tells something in the program's own words.
	NoticeTell NoticeKind = "tell"
)

// A Notice is one card or message that the chat should show: the outbox entry
// for the chat. Its text is rendered when it is sent, so that it always shows
// the newest state; sending it twice, late or out of order does no harm. Its ID
// is its key: a second notice with the same key replaces the first.
type Notice struct {
	ID       ID
	Kind     NoticeKind
	Subject  ID
	Case     ID // whose room it goes to; empty for Channel
	Platform string
	Channel  string // where it goes when not to a case's room: "duty", or "@" and a person's ID
	Lane     Lane
	Text     string // NoticeTell: what to say
	Digest   string // NoticeCall, NoticeRemind, NoticeReview: the digest that wants approval or review
	From, To int    // NoticeDigest: numbers of the replies
	About    []ID   `json:",omitempty"` // NoticePage: the replies; NoticeStray: the strays
	Step     int    `json:",omitempty"` // NoticeRemind, NoticeReview: which of them it is, from 1
	Thread   bool   // goes under the case's newest card rather than beside it
	// Asked is when a NoticeTell was asked for first; zero for others, and for those of
	// older versions.
	Asked time.Time `json:",omitzero"`

	Version int       // counts how often it was asked for
	Sent    int       // the version that was last shown
	Attempt int       // failures since it was last shown
	Due     time.Time // when it wants attention; zero means never
	Lease   time.Time // of the attempt that may have shown it; zero when there is none
	Note    string    // why the last attempt failed

	Shown   string // the appeal's digest that the message shows
	Message string // the platform's id of the message, once posted
	Posted  string // the platform's id of the channel it was posted in
}

// NoticeID returns the key under which notices about subject coalesce.
func NoticeID(kind NoticeKind, platform string, subject ID, more string) ID {
	id := string(kind) + "/" + platform + "/" + string(subject)
	if more != "" {
		id += "/" + more
	}
	return ID(id)
}

// Show asks for n to be shown on each of the platforms: n's key is completed
// with the platform. A notice that waits already is not asked for twice; one
// that was shown is shown again, with the newest state.
func Show(tx NoticeTx, platforms []string, now time.Time, n Notice, more string) error {
	for _, platform := range platforms {
		m := n
		m.Platform = platform
		m.ID = NoticeID(n.Kind, platform, n.Subject, more)
		m.Version = 1
		m.Due = now.UTC()
		if m.Kind == NoticeTell {
			m.Asked = now.UTC()
		}
		old, err := tx.Notice(m.ID)
		switch {
		case err == nil:
			m.Version = old.Version + 1
			m.Sent, m.Attempt, m.Lease, m.Note = old.Sent, old.Attempt, old.Lease, old.Note
			m.Shown, m.Message, m.Posted = old.Shown, old.Message, old.Posted
			if !old.Asked.IsZero() {
				m.Asked = old.Asked
			}
			if old.Version > old.Sent && !old.Due.IsZero() {
				// It waits its turn already, perhaps after a failure.
				m.Due = old.Due
			}
		case !errors.Is(err, ErrNotFound):
			return err
		}
		if err := tx.PutNotice(m); err != nil {
			return err
		}
	}
	return nil
}
