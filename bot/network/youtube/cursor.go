package youtube

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"appealbot/bot/network"
)

// A cursor is how far the comments have been read. It is all that a page depends
// on besides YouTube, so that the same cursor can be read from twice.
type cursor struct {
	Posts map[string]mark `json:"p,omitempty"`
}

// A mark is how far the comments below one video have been read. Points in time
// are in milliseconds of Unix time.
type mark struct {
	// Seen is when they were read last, and Deep when all of them were.
	Seen int64 `json:"s,omitempty"`
	Deep int64 `json:"d,omitempty"`
	// At is up to when threads were begun that have been read, and Held the
	// same for those that wait for review.
	At   int64 `json:"a,omitempty"`
	Held int64 `json:"h,omitempty"`
	// Answers counts what was read in threads: in the newest ones, and in older
	// ones that have any.
	Answers map[string]int `json:"n,omitempty"`
	Open    *opened        `json:"o,omitempty"`
	// Round counts the readings: what waits for review is read with some.
	Round int `json:"r,omitempty"`
	// Shut: comments are switched off.
	Shut bool `json:"x,omitempty"`
}

// opened is a reading that did not fit into one page: it goes on at Token, and
// ends with At at Top.
type opened struct {
	Token string `json:"t"`
	Top   int64  `json:"at"`
	Deep  bool   `json:"d,omitempty"`
}

const (
	// maxThreads bounds how many posts are watched at all.
	maxThreads = 50
	// newest is of how many threads below a video it is remembered how many
	// answers they have, even without any; remembered bounds all of them.
	newest     = 100
	remembered = 400
)

// parseCursor reads a cursor; an empty one is the beginning.
func parseCursor(s string) (cursor, error) {
	var c cursor
	if s == "" {
		return c, nil
	}
	if json.Unmarshal([]byte(s), &c) != nil {
		return cursor{}, errors.New("the cursor is not one of this network")
	}
	for id := range c.Posts {
		if !aVideo.MatchString(id) {
			return cursor{}, errors.New("the cursor is not one of this network")
		}
	}
	return c, nil
}

// String is what is kept of the cursor.
func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil { // numbers and strings can always be written
		return ""
	}
	return string(b)
}

// follow returns the cursor of the given posts: those that are gone are forgotten.
func (c cursor) follow(posts []network.Posted) cursor {
	out := cursor{Posts: make(map[string]mark)}
	for i, p := range posts {
		if i < maxThreads && aVideo.MatchString(p.Remote) {
			m := c.Posts[p.Remote]
			m.Answers = maps.Clone(m.Answers)
			out.Posts[p.Remote] = m
		}
	}
	return out
}

// rest is how long the comments below a video can wait, by how old it is.
func rest(age time.Duration, shut bool) time.Duration {
	switch {
	case shut:
		return time.Hour
	case age < 6*time.Hour:
		return 0
	case age < 3*24*time.Hour:
		return 10 * time.Minute
	default:
		return time.Hour
	}
}

// choose returns at most n of the videos whose comments are to be read now: what
// was begun, what was never read, and what waited longest. more reports whether
// some of the first two are left.
func (c cursor) choose(posts []network.Posted, now time.Time, n int) (visit []string, more bool) {
	type candidate struct {
		id     string
		first  bool
		waited time.Duration
	}
	var all []candidate
	for _, p := range posts {
		m, ok := c.Posts[p.Remote]
		if !ok || slices.ContainsFunc(all, func(o candidate) bool { return o.id == p.Remote }) {
			continue
		}
		waited := now.Sub(time.UnixMilli(m.Seen))
		first := m.Seen == 0 || m.Open != nil
		if first || waited >= rest(now.Sub(p.At), m.Shut) {
			all = append(all, candidate{p.Remote, first, waited})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		if a.first != b.first {
			return cmp.Compare(b2i(b.first), b2i(a.first))
		}
		return cmp.Compare(b.waited, a.waited)
	})
	for i, o := range all {
		if i < n {
			visit = append(visit, o.id)
		} else {
			more = more || o.first
		}
	}
	return visit, more
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
