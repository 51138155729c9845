package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// A Stray is something that stands on an account of the department in words that
// nobody approved here: a post that was published outside the program, or one of
// the program's own whose words were changed there.
type Stray struct {
	ID      ID
	Account AccountID
	Remote  string // the network's id of the post
	URL     string `json:",omitempty"`
	// Text is how it begins; Hash is the SHA-256 of the whole.
	Text string
	Hash string
	// Answers: it answers somebody or continues a thread. Passed: it passes on
	// what somebody else wrote.
	Answers  bool `json:",omitempty"`
	Passed   bool `json:",omitempty"`
	Exercise bool `json:",omitempty"`

	At    time.Time // when it was published, as the network says
	Found time.Time // when it was noticed
	// Batch is the first stray of the message that shows this one.
	Batch ID
	// Post is the post whose words were changed, in the case Case; empty for
	// what was published outside.
	Post ID `json:",omitempty"`
	Case ID `json:",omitempty"`

	Known   Mark      `json:",omitzero"`  // who said that it is all right
	Removal Mark      `json:",omitzero"`  // who wants it taken down
	Removed time.Time `json:",omitzero"`  // when the network took it down
	Note    string    `json:",omitempty"` // why it did not, so far
	// Purged is when its words were purged; zero while they are kept.
	Purged time.Time `json:",omitzero"`
}

// Open reports whether nobody has decided about s yet.
func (s Stray) Open() bool { return s.Known.Name == "" && s.Removal.Name == "" }

// StrayID returns the only ID that words on an account can have: whatever was
// published outside is told once, and so is each change of what was published
// here, whose hash is that of the changed words.
func StrayID(a AccountID, remote, changed string) ID {
	s := sha256.Sum256(fmt.Appendf(nil, "stray\x00%s\x00%s\x00%s", a, remote, changed))
	return ID(hex.EncodeToString(s[:16]))
}

// StrayRemoval returns the post that takes s down. It belongs to no appeal.
func StrayRemoval(s Stray, by Mark) Post {
	id := sha256.Sum256(fmt.Appendf(nil, "stray removal\x00%s", s.ID))
	return Post{
		ID: ID(hex.EncodeToString(id[:16])), Op: OpPull, Case: Elsewhere, Account: s.Account, Lane: LaneUrgent,
		Target: s.ID, Decided: by, Exercise: s.Exercise, State: PostQueued, Due: by.At, Created: by.At,
	}
}

// StrayTx reads and writes what was published outside the program.
type StrayTx interface {
	Stray(ID) (Stray, error)
	PutStray(Stray) error
	// StraysOn returns at most n strays of an account whose words are kept, the
	// newest first.
	StraysOn(account AccountID, n int) ([]Stray, error)
	// OpenStrays returns at most n strays of an account about which nobody has
	// decided, the oldest first.
	OpenStrays(account AccountID, n int) ([]Stray, error)
}
