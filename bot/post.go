package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Lane orders the outbox of one account: everything urgent goes before
// anything normal, and everything normal before anything bulk.
type Lane int

// Lanes. The zero value is the normal one.
const (
	LaneNormal Lane = 0
	LaneUrgent Lane = -1
	LaneBulk   Lane = 1
)

// Lanes holds every lane, the most urgent first.
var lanes = [...]Lane{LaneUrgent, LaneNormal, LaneBulk}

// Lanes returns every lane, the most urgent first.
func Lanes() []Lane { return lanes[:] }

// Op is what a post does on its account.
type Op string

// Operations.
const (
	OpCreate Op = "create"
	OpRemove Op = "remove"
	// OpEdit changes the words of a post that is public; see Way.
	OpEdit Op = "edit"
	// OpReshare shows a post of the account's own again, where it stands. Target is
	// that post then; see Sharing.
	OpReshare Op = "reshare"
	// OpDiscard takes away media that were carried to the network and will not
	// be published. Nobody but the account was shown them.
	OpDiscard Op = "discard"
	// OpPull takes down what was published outside the program. Target is the
	// stray then.
	OpPull Op = "pull"
	// Operations on what the public wrote. Target is the reply then.
	OpHide   Op = "hide"   // hides it below the department's post, for everybody
	OpShow   Op = "show"   // takes that back
	OpReject Op = "reject" // hides it for good
	OpMute   Op = "mute"   // its author's answers notify nobody any more
	OpReport Op = "report" // reports it to the network
)

// Publishes reports whether o makes words public, or shows them again.
func (o Op) Publishes() bool { return o == OpCreate || o == OpEdit || o == OpReshare }

// Moderates reports whether o is about what the public wrote.
func (o Op) Moderates() bool {
	return o == OpHide || o == OpShow || o == OpReject || o == OpMute || o == OpReport
}

// PostState is where one post is.
type PostState string

// Post states (DESIGN.md 6). A post that is found in PostSending with a lease
// that is over is PostUnknown, never PostQueued.
const (
	// PostQueued: certainly not on the network; may be sent when due.
	PostQueued PostState = "queued"
	// PostSending: claimed; a request may be on its way.
	PostSending PostState = "sending"
	// PostUnknown: a request was sent and nobody knows what came of it; it
	// is looked up, never sent again.
	PostUnknown PostState = "unknown"
	// PostPosted: the network has it.
	PostPosted PostState = "posted"
	// PostRefused: the network refused it for good; Note says why.
	PostRefused PostState = "refused"
	// PostAbsent: looked for and not found on a network where the first
	// request may still arrive. A person decides.
	PostAbsent PostState = "absent"
	// PostHeld: it came due while publication was stopped, or no longer
	// matched its approval. A person decides.
	PostHeld PostState = "held"
	// PostDropped: a person decided against it, or withdrew the appeal.
	PostDropped PostState = "dropped"
	// PostRemoved: it was public and has been taken down.
	PostRemoved PostState = "removed"
)

// A Post is one rendering on one account: the outbox entry for the public.
// Its ID is derived from what it does, so that it can exist only once.
type Post struct {
	ID        ID
	Op        Op
	Appeal    ID
	Case      ID
	Account   AccountID
	Language  string
	Lane      Lane
	Digest    string // the approved digest
	Rendering Rendering
	ReplyTo   ID // the post whose thread this one continues, if any
	Answers   ID // the reply that this one answers, if any
	// Target is, for OpRemove, OpDiscard, OpEdit and OpReshare, the post that is
	// removed, discarded, changed or shared again; for OpCreate the post that is taken down once this one
	// is public, if any; for moderation the reply.
	Target   ID
	Reason   string // for moderation: an officer's
	Exercise bool
	// Slot is the number of the slot of its series; zero for every other post.
	Slot int `json:",omitempty"`

	State   PostState
	Attempt int       // of the present part, from 1
	Looks   int       // how often the present attempt was looked for
	Due     time.Time // when it wants attention; zero means never
	Lease   time.Time // until when the present claim is exclusive
	Worker  string    // who claimed it
	Created time.Time // fixed before the first attempt; some networks need it
	Note    string    // why it is where it is, in words
	Tried   bool      // a request was sent of which nobody knows what came
	Began   time.Time // the first attempt at the present part that may have had an effect
	Alone   bool      // the network lets no part continue the thread; see Part.Alone
	Cost    int64     // what the network charged so far, in millionths of a US dollar
	// Carry is how far the media of the present part have got to the network.
	Carry Carry `json:",omitzero"`
	// Bare: it goes out as Rendering.Without says.
	Bare bool `json:",omitempty"`
	// Links are the addresses in the places of its text, since they are known.
	// What may have been sent is sent and looked for with the same ones.
	Links map[AccountID]string `json:",omitempty"`
	// Waited is until when it was put off last because its account makes nothing
	// public for a time. How late it is counts from then.
	Waited time.Time `json:",omitzero"`
	// Expected is when it was to be public by all that those who approved it could
	// know; see Expect.
	Expected time.Time `json:",omitzero"`

	Remotes []string // the network's ids of the parts that are public
	URL     string   // of the first part
	// URLs are those of the parts behind it, where the network tells.
	URLs    []string `json:",omitempty"`
	Posted  time.Time
	Decided Mark // who settled what no machine could know
	// Edits are the changes of its words since it was public, the oldest first.
	Edits []Rewording `json:",omitempty"`

	Sight  Sight  // what the public sees of it
	Counts Counts // how many people reacted
	// Gone, for OpRemove, is whether the public still sees what it took down.
	Gone Gone `json:",omitzero"`
}

// Sight is what somebody who is not logged in saw of a post.
type Sight struct {
	At   time.Time // when it was looked at last; zero for never
	OK   bool      // it was there, in the words that were approved
	Note string    // what was wrong
	Bad  int       // how often in a row it was not OK
	// Seen is when it was OK last, and Told when people were told that it is not
	// any more; zero for never, or that it is again.
	Seen time.Time `json:",omitzero"`
	Told time.Time `json:",omitzero"`
}

// Unseen reports whether people were told that the public does not see p, and it
// still does not.
func (p Post) Unseen() bool { return p.State == PostPosted && !p.Sight.OK && !p.Sight.Told.IsZero() }

// Counts are how many people reacted to a post. A network that does not tell a
// number leaves it zero.
type Counts struct {
	At      time.Time
	Replies int
	Reposts int // boosts, shares, quotes
	Likes   int
	Views   int
}

// PostID returns the only ID that this operation on this account can have.
func PostID(appeal ID, digest string, a AccountID, lang string, op Op) ID {
	return SlotPostID(appeal, digest, a, lang, 0, op)
}

// SlotPostID is PostID for a slot of a series.
func SlotPostID(appeal ID, digest string, a AccountID, lang string, slot int, op Op) ID {
	s := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%s\x00%s%s", appeal, digest, a, lang, op, slotKey(slot)))
	return ID(hex.EncodeToString(s[:16]))
}

// Part returns the index of the part that the next attempt is about.
func (p Post) Part() int { return len(p.Remotes) }

// Key names one part of one post for the network: an idempotency key that is
// the same in every attempt.
func (p Post) Key() string { return fmt.Sprintf("%s-%d", p.ID, p.Part()) }

// Address is where the public finds a part, by its index; empty where that is not known.
func (p Post) Address(i int) string {
	switch {
	case i == 0:
		return p.URL
	case i > 0 && i <= len(p.URLs):
		return p.URLs[i-1]
	default:
		return ""
	}
}

// Doubtful reports whether a request for p, which waits to be sent again, may still
// arrive. To send it again is safe where the network knows its key; to give it up as
// if nothing had been sent, and to publish other words instead, is not.
func (p Post) Doubtful() bool {
	return p.Op == OpCreate && p.Tried && len(p.Remotes) == 0 && (p.State == PostQueued || p.State == PostHeld)
}

// Live reports whether any part of p is or may be public.
func (p Post) Live() bool {
	if p.Op != OpCreate || p.State == PostRemoved {
		return false
	}
	return len(p.Remotes) > 0 || p.State == PostSending || p.State == PostUnknown || p.State == PostAbsent || p.Doubtful()
}

// Settled reports whether p needs neither the outbox nor a person any more.
func (p Post) Settled() bool {
	switch p.State {
	case PostPosted, PostRefused, PostDropped, PostRemoved:
		return true
	default:
		return false
	}
}

// Recallable reports whether p can be dropped without anybody outside having
// seen anything of it.
func (p Post) Recallable() bool {
	return p.Op.Publishes() && !p.Out() && len(p.Remotes) == 0 && (p.State == PostQueued || p.State == PostHeld)
}

// Posts returns what must be published for an approved appeal. under names,
// for each account and language, the live post whose thread it continues.
func Posts(a Appeal, under func(AccountID, string) ID, exercise bool, now time.Time) []Post {
	due := a.Content.At
	if due.Before(now) {
		due = now
	}
	ps := make([]Post, 0, len(a.Plan.Renderings))
	for _, r := range a.Plan.Renderings {
		due := due
		if slot, ok := a.Plan.Slot(r.Slot); ok && slot.At.After(now) {
			due = slot.At
		}
		p := Post{
			ID: SlotPostID(a.ID, a.Digest, r.Account, r.Language, r.Slot, OpCreate), Op: OpCreate, Slot: r.Slot,
			Appeal: a.ID, Case: a.Case, Account: r.Account, Language: r.Language,
			Lane: a.Kind.Lane(), Digest: a.Digest, Rendering: r,
			ReplyTo: under(r.Account, r.Language), Answers: a.Answers, Exercise: exercise,
			State: PostQueued, Due: due.UTC(),
			// Some networks sort by it: a scheduled post is dated when it goes
			// out.
			Created: due.UTC(),
		}
		ps = append(ps, p.correcting().sharing())
	}
	return ps
}

// Removal returns the post that takes p down.
func Removal(p Post, now time.Time) Post {
	return Post{
		ID: SlotPostID(p.Appeal, p.Digest, p.Account, p.Language, p.Slot, OpRemove), Op: OpRemove, Slot: p.Slot,
		Appeal: p.Appeal, Case: p.Case, Account: p.Account, Language: p.Language,
		Lane: LaneUrgent, Digest: p.Digest, Target: p.ID, Exercise: p.Exercise,
		State: PostQueued, Due: now.UTC(), Created: now.UTC(), Gone: Gone{Since: now.UTC()},
	}
}

// ModerationID returns the only ID that this operation on a reply can have.
func ModerationID(reply ID, op Op) ID {
	s := sha256.Sum256(fmt.Appendf(nil, "moderation\x00%s\x00%s", reply, op))
	return ID(hex.EncodeToString(s[:16]))
}

// Moderation returns the post that does something about a reply, as somebody
// decided for a reason. It waits behind what is urgent for the public.
func Moderation(r Reply, op Op, by Mark, reason string) Post {
	return Post{
		ID: ModerationID(r.ID, op), Op: op, Appeal: r.Appeal, Case: r.Case, Account: r.Account,
		Target: r.ID, Reason: reason, Decided: by, State: PostQueued, Due: by.At, Created: by.At,
	}
}
