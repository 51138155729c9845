package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// ReplyKind is how the public spoke.
type ReplyKind string

// Kinds of reply.
const (
	ReplyAnswer  ReplyKind = "reply"
	ReplyQuote   ReplyKind = "quote"
	ReplyMention ReplyKind = "mention"
)

// Label is what an officer makes of a reply.
type Label string

// Labels, in the order in which buttons offer them.
const (
	LabelTip       Label = "tip"
	LabelFollowUp  Label = "follow-up"
	LabelQuestion  Label = "question"
	LabelNoise     Label = "noise"
	LabelAbuse     Label = "abuse"
	LabelEmergency Label = "emergency"
)

// labels holds every label in the order in which buttons offer them.
var labels = [...]Label{LabelTip, LabelFollowUp, LabelQuestion, LabelNoise, LabelAbuse, LabelEmergency}

// Labels returns every label in the order in which buttons offer them.
func Labels() []Label { return labels[:] }

// A Reply is what one member of the public wrote under a post. Whatever is in
// it is hostile until proven otherwise. The first copy is kept whatever its
// author does to it later.
type Reply struct {
	ID       ID // ReplyID(Account, Remote)
	Account  AccountID
	Remote   string // the network's id
	Parent   string // the network's id of what it answers
	Under    string // the network's id of the post that it is about
	Kind     ReplyKind
	Post     ID
	Appeal   ID
	Case     ID
	Number   int    // within the case, from 1: "R17"
	Author   string // display name, as the author chose it
	Handle   string // "@handle"
	AuthorID string // the network's id of the author
	// AuthorURL and URL are where the author and the reply can be seen.
	AuthorURL, URL string
	Language       string
	Text           string   // the first copy
	Media          []string // addresses of pictures and videos
	RawHash        string   // SHA-256 of the network's own words, which are kept with it
	At             time.Time
	Stored         time.Time
	Edits          []ReplyEdit
	Gone           time.Time // when it was seen to be deleted
	// Class is what the rules make of the newest text, and Reasons the words that
	// decided. Replies that were stored before there were classes have none.
	Class   Class    `json:",omitempty"`
	Reasons []string `json:",omitempty"`
	Urgent  bool     // exactly what the rules take for an emergency
	Label   Label    // by an officer; it always wins over Class
	// Labelled says who labelled it, and Taken who has taken it for an emergency
	// that they deal with.
	Labelled Mark
	Taken    Mark   `json:",omitzero"`
	Hidden   bool   // by an officer, below the department's post
	Kept     string `json:",omitempty"` // Copy as it was when an officer had it preserved
	// Purged is when its words were purged; zero while they are kept.
	Purged time.Time `json:",omitzero"`
}

// ReplyEdit is a later text of a reply.
type ReplyEdit struct {
	Text    string
	At      time.Time
	RawHash string `json:",omitempty"` // as Reply.RawHash
}

// Newest returns the text as it stands now, as far as known.
func (r Reply) Newest() string {
	if n := len(r.Edits); n > 0 {
		return r.Edits[n-1].Text
	}
	return r.Text
}

// Said is the hash of the text as it stands now.
func (r Reply) Said() string {
	s := sha256.Sum256([]byte(r.Newest()))
	return hex.EncodeToString(s[:])
}

// As returns the reply as it was when its text had a hash, or as it is now when
// none of its texts that are kept has it.
func (r Reply) As(said string) Reply {
	for n := range r.Edits {
		was := r
		if was.Edits = r.Edits[:n]; was.Said() == said {
			return was
		}
	}
	return r
}

// Copy is the hash of everything that is kept of a reply: its texts, the hashes of
// the network's own words, and the addresses of its pictures and videos.
func (r Reply) Copy() string {
	h := sha256.New()
	putString(h, "appealbot reply 1")
	putString(h, string(r.ID))
	putTime(h, r.At)
	putString(h, r.Text)
	putString(h, r.RawHash)
	putInt(h, int64(len(r.Edits)))
	for _, e := range r.Edits {
		putTime(h, e.At)
		putString(h, e.Text)
		putString(h, e.RawHash)
	}
	for _, m := range r.Media {
		putString(h, m)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Elsewhere stands for the case of replies that are about nothing that was
// published here. They are kept and shown to the duty channel.
const Elsewhere ID = "elsewhere"

// ReplyID returns the ID of a reply: the network's own id in the account's
// namespace, so that the same reply cannot be stored twice.
func ReplyID(a AccountID, remote string) ID { return ID(string(a) + "/" + remote) }

// Tally counts the replies of one case.
type Tally struct {
	Replies int            // stored
	Gone    int            // deleted by their authors
	Labels  map[Label]int  // labelled by officers
	Shown   map[string]int // platform -> number of the last reply put into the room
	Alarms  int            // urgent replies shown at once since Since
	Paged   int            `json:",omitempty"` // pages sent at once since Since
	Since   time.Time
	// Open are the emergencies that nobody has taken, oldest first, MostOpen at
	// most, and Beyond how many found no room there.
	Open   []Emergency `json:",omitempty"`
	Beyond int         `json:",omitempty"`
	// Pages holds the number of the last page, by platform and place.
	Pages map[string]int `json:",omitempty"`
	// Scores say how often officers and the rules agreed, by class.
	Scores map[Class]Score `json:",omitempty"`
}

// Behind returns how many replies the platform that lags most has not shown
// yet.
func (t Tally) Behind() int {
	n := 0
	for _, shown := range t.Shown {
		n = max(n, t.Replies-shown)
	}
	if len(t.Shown) == 0 {
		n = t.Replies
	}
	return n
}

// Cursor is how far one source of replies has been read.
type Cursor struct {
	Source   string // account id and kind: "metro/replies"
	Position string // the network's own; opaque
	LastOK   time.Time
	Failing  time.Time // since when reading has failed; zero when it works
	LastErr  string
	Behind   bool // the last page was full: there is more
	Told     bool // the duty channel knows that it fails
	// Since is from when on what is about nothing of ours is kept; zero for
	// everything. An account may be years old when it is connected.
	Since time.Time
}
