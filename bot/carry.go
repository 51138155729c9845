package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// Carry is how far the media of a part have got to the network. Nobody but the
// account itself sees anything of them before the part is published.
type Carry struct {
	// State is what the network's adapter wants to be told at the next step,
	// such as the address of an upload under way.
	State string    `json:",omitempty"`
	Sent  int64     // bytes that the network has
	Size  int64     // bytes that it will have
	Note  string    `json:",omitempty"` // what is being done, for the card
	Ready bool      // everything is there
	Began time.Time // the first step
	Moved time.Time // the last step that got further
	// Again is how often it was begun anew because the network had lost it.
	Again int `json:",omitempty"`
	// Told is when the card was last asked to show it; Percent and Said are
	// what it shows since.
	Told    time.Time
	Percent int    `json:",omitempty"`
	Said    string `json:",omitempty"`
}

// Done is how much of it the network has, in hundredths.
func (c Carry) Done() int {
	if c.Size <= 0 {
		return 0
	}
	return int(100 * min(max(c.Sent, 0), c.Size) / c.Size)
}

// Parts are the parts that are published of p, with the places of addresses in
// them.
func (p Post) Parts() []Part {
	if p.Bare {
		return p.Rendering.Without
	}
	return p.Rendering.Parts
}

// Words is a part as the public reads it: with the addresses in their places. It
// reports whether all of them are known.
func (p Post) Words(i int) (Part, bool) {
	return p.Parts()[i].Filled(func(a AccountID) string { return p.Links[a] })
}

// Begun reports whether a request to publish p may have been sent. Its words stay
// as they are from then on.
func (p Post) Begun() bool { return len(p.Remotes) > 0 || p.Tried || !p.Began.IsZero() }

// DiscardID returns the only ID that discarding this of a post can have.
func DiscardID(post ID, state string) ID {
	s := sha256.Sum256(fmt.Appendf(nil, "discard\x00%s\x00%s", post, state))
	return ID(hex.EncodeToString(s[:16]))
}

// Discarding returns the post that takes away what was carried for p, whose state
// this is. It waits behind everything else: nobody was shown it.
func Discarding(p Post, state string, now time.Time) Post {
	return Post{
		ID: DiscardID(p.ID, state), Op: OpDiscard,
		Appeal: p.Appeal, Case: p.Case, Account: p.Account, Language: p.Language,
		Lane: LaneBulk, Digest: p.Digest, Target: p.ID, Exercise: p.Exercise,
		Carry: Carry{State: state}, Bare: p.Bare,
		// What was public by then: if there is more later, it was published
		// after all.
		Remotes: slices.Clone(p.Remotes),
		State:   PostQueued, Due: now.UTC(), Created: now.UTC(),
	}
}

// Abandon has taken away what was carried for p, which will not be published, and
// returns p without it. The caller stores p in the same transaction.
func Abandon(tx PostTx, p Post, now time.Time) (Post, error) {
	state := p.Carry.State
	p.Carry = Carry{}
	if state == "" {
		return p, nil
	}
	_, err := tx.AddPost(Discarding(p, state, now))
	return p, err
}
