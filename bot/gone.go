package bot

import (
	"cmp"
	"slices"
	"time"
)

// Gone is how far it is known that what a removal took down is gone: a network
// that says so may be wrong, or may show it to the public all the same.
type Gone struct {
	Since time.Time `json:",omitzero"`  // when it began to be wanted; zero in stores of older versions
	Due   time.Time `json:",omitzero"`  // when it is looked at next; zero while there is nothing to look at
	At    time.Time `json:",omitzero"`  // when it was looked at last
	Looks int       `json:",omitempty"` // how often it was looked at
	OK    bool      `json:",omitempty"` // nothing of it was there any more
	Owned bool      `json:",omitempty"` // the network told it the account itself, not the public
	Left  int       `json:",omitempty"` // parts that were still there at the last look
	Lies  int       `json:",omitempty"` // how often it was there although the network had removed it
	Note  string    `json:",omitempty"` // what was seen, or why that could not be found out
	Shut  bool      `json:",omitempty"` // the account did not work when nothing of it was seen
	By    Mark      `json:",omitzero"`  // who said that it is out of reach
	Why   string    `json:",omitempty"` // and why

	// Refused are the parts that the network refuses to remove, Refusal is why, and
	// Asked when it was asked last.
	Refused []string  `json:",omitempty"`
	Refusal string    `json:",omitempty"`
	Asked   time.Time `json:",omitzero"`
	// Failed are the parts whose removal came to nothing a moment ago: the others
	// are tried before they are tried again.
	Failed []string `json:",omitempty"`

	// Lost: an earlier request to publish it may still arrive, and is looked for.
	// Sought is how often that was in vain, From since when, and Nowhere that a
	// network which lists everything has not shown it for long enough.
	Lost    bool      `json:",omitempty"`
	Sought  int       `json:",omitempty"`
	From    time.Time `json:",omitzero"`
	Nowhere bool      `json:",omitempty"`
}

// Settled reports whether nobody has to see to it any more.
func (g Gone) Settled() bool { return g.OK || g.By.Name != "" }

// A Look is what looking for something that should be gone came to. The zero value
// says that nothing of it is there.
type Look struct {
	Left  int    // parts that are still there
	Owned bool   // the account's own credentials were needed to tell
	Blind string // why it could not be found out, as a sentence; empty when it could
	Shut  bool   // the account does not work, which is why
}

// firstLooks is how long after a removal it is looked whether it is gone. Networks
// answer their public from copies that take a moment to follow.
var firstLooks = [...]time.Duration{10 * time.Second, time.Minute, 5 * time.Minute}

// From then on it is looked every quarter of an hour for a day, and hourly as long
// as it takes.
const (
	looksOften  = 15 * time.Minute
	looksSeldom = time.Hour
	oftenFor    = 24 * time.Hour
)

// NextLook is when to look again for what was removed at removed, after now. What
// was missed while the program was down is made up for once.
func NextLook(removed, now time.Time) time.Time {
	for _, after := range firstLooks {
		if at := removed.Add(after); at.After(now) {
			return at.UTC()
		}
	}
	pause := looksOften
	if now.Sub(removed) >= oftenFor {
		pause = looksSeldom
	}
	return removed.Add((now.Sub(removed)/pause + 1) * pause).UTC()
}

// removeAgain bounds the pause before something is removed once more that its
// network claims to have removed.
const (
	removeSoon = 5 * time.Second
	removeLate = 15 * time.Minute
)

// AfterLie is how long to wait before removing something again that was there n
// times after its network had removed it. The first time may be a copy that was
// late, so that it costs next to nothing.
func AfterLie(n int) time.Duration {
	return min(removeSoon<<min(2*max(n-1, 0), 16), removeLate)
}

// refusedAgain is how long it is waited before something is removed once more that its
// network refused to remove: the account may have been locked for a day.
const refusedAgain = time.Hour

// AskAgain reports whether a removal that the network refused, and which somebody has
// seen to be needed still, is to be tried once more.
func (p Post) AskAgain(now time.Time) bool {
	asked := p.Gone.Asked
	if asked.IsZero() { // by an older version
		asked = p.Posted
	}
	return p.State == PostRefused && now.Sub(asked) >= refusedAgain
}

// Pursued reports whether p takes something down of which nobody has seen yet that
// it is gone.
func (p Post) Pursued() bool {
	return p.Op == OpRemove && !p.Gone.Since.IsZero() && !p.Gone.Settled()
}

// A Leftover is a post that should be gone and of which nobody knows that it is.
type Leftover struct {
	Post    Post // what was published
	Removal Post
}

// Parts is how many public posts are left of it, as far as is known. One of which
// nobody knows counts.
func (l Leftover) Parts() int {
	if l.Removal.Gone.Left > 0 && l.Removal.Gone.Left <= len(l.Post.Remotes) {
		return l.Removal.Gone.Left
	}
	if g := l.Removal.Gone; g.Lost && g.Due.IsZero() { // the others were seen to be gone
		return 1
	}
	if l.Removal.State == PostPosted { // the network says that all is gone, and nobody has seen it
		return max(len(l.Post.Remotes), 1)
	}
	return max(len(l.Post.Remotes)-len(l.Removal.Remotes), 1)
}

// Open are the public addresses of the parts of it that may be live, as far as they are
// known, in the order of the thread. What was removed has none: who opens that finds
// nothing.
func (l Leftover) Open() []string {
	var out []string
	for i, remote := range l.Post.Remotes {
		removed := l.Removal.State != PostPosted && slices.Contains(l.Removal.Remotes, remote)
		if at := l.Post.Address(i); at != "" && !removed {
			out = append(out, at)
		}
	}
	if len(out) == 0 && l.Post.URL != "" { // what is left hangs below it
		out = append(out, l.Post.URL)
	}
	return out
}

// mostLeft bounds how many leftovers of a case are looked at in one transaction.
const mostLeft = 500

// Leftovers returns what is left of a case that should be gone, by account, the
// oldest first, and whether that is all of it.
func Leftovers(tx PostTx, caseID ID) (ls []Leftover, all bool, err error) {
	rs, err := tx.Pursued(caseID, mostLeft)
	if err != nil {
		return nil, false, err
	}
	for _, r := range rs {
		p, err := tx.Post(r.Target)
		if err != nil {
			return nil, false, err
		}
		ls = append(ls, Leftover{Post: p, Removal: r})
	}
	slices.SortStableFunc(ls, func(a, b Leftover) int { return cmp.Compare(a.Post.Account, b.Post.Account) })
	return ls, len(rs) < mostLeft, nil
}

// FirstNag is how long a removal may take before anybody is told.
func FirstNag() time.Duration { return nagging.first[0] }

// NextNag is when to tell people again that something is left which was to be gone
// since since. Now is in the department's zone.
func NextNag(since, now time.Time) time.Time { return nagging.next(since, now) }

// NewestGone is since when the newest of some leftovers is to be gone. How often people
// are told depends on it: what is taken down today is not old because something else
// has been there for a week.
func NewestGone(ls []Leftover) time.Time {
	var since time.Time
	for _, l := range ls {
		if l.Removal.Gone.Since.After(since) {
			since = l.Removal.Gone.Since
		}
	}
	return since
}

// Pursue has people told until something that is taken down in a case is gone.
func Pursue(tx JobTx, caseID ID, now time.Time) error {
	return Hasten(tx, JobGone, caseID, caseID, now, now.Add(FirstNag()))
}

const (
	// soughtEnough is how often, and soughtLong for how long, what may still arrive is
	// looked for in vain before people are told that it is nowhere.
	soughtEnough = 4
	soughtLong   = time.Hour
)

// MayArrive reports whether a request for the part of p that comes next was sent of
// which nobody knows what came: it may become public when nobody expects it any more.
func (p Post) MayArrive() bool {
	if n := len(p.Remotes); n > 0 && n >= len(p.Parts()) {
		return false
	}
	return p.State == PostAbsent || p.Tried && (len(p.Remotes) == 0 || !p.Began.IsZero())
}

// Missing is g after it was looked once more for what may still arrive, and it was not
// there. All tells that the network lists everything that stands on the account.
func (g Gone) Missing(all bool, now time.Time) Gone {
	g.Sought++
	g.Nowhere = all && g.Sought >= soughtEnough && now.Sub(g.From) >= soughtLong
	return g
}

// LongestSearch is longer than any pause between two looks for what may still arrive.
const LongestSearch = 2 * insistSeldom

// NextSearch is when to look again for what may still arrive, after now.
func (g Gone) NextSearch(now time.Time) time.Time { return seeking.next(g.From, now) }
