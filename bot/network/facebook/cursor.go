package facebook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"appealbot/bot/network"
)

// A cursor is how far the comments below each post were read.
type cursor struct {
	Posts map[string]place `json:"posts,omitempty"`
}

// A place is how far the comments below one post were read. Facebook's own cursors
// do not last, so that times lead from one reading to the next, and cursors only
// from page to page.
type place struct {
	Since int64  `json:"since,omitempty"` // Unix seconds, from which on this reading goes
	After string `json:"after,omitempty"` // Facebook's cursor; empty between readings
	Top   int64  `json:"top,omitempty"`   // the newest that was read
	Read  int64  `json:"read,omitempty"`  // when the post was read last
	Deep  int64  `json:"deep,omitempty"`  // when it was read far back last
}

func parseCursor(s string) (cursor, error) {
	var c cursor
	if s != "" {
		if err := json.Unmarshal([]byte(s), &c); err != nil {
			return cursor{}, fmt.Errorf("the cursor is not one of this network: %w", err)
		}
	}
	if c.Posts == nil {
		c.Posts = make(map[string]place)
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

// follow makes the cursor one of the given posts: those that are new are read from
// their beginning, and those that are gone are forgotten.
func (c *cursor) follow(posts []network.Posted) {
	next := make(map[string]place, len(posts))
	for _, p := range posts {
		if validID(p.Remote) {
			next[p.Remote] = c.Posts[p.Remote]
		}
	}
	c.Posts = next
}

// open are the posts of which a page was read and more is left.
func (c cursor) open() []string {
	var ids []string
	for id, p := range c.Posts {
		if p.After != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

const (
	// always is how many of the newest posts are read every time, and others
	// how many of those that have waited longest.
	always, others = 5, 5
)

// due are the posts to read now: what is left of some, else the newest, where the
// most is written, and those of the others that have waited longest.
func (c cursor) due(posts []network.Posted) []string {
	if ids := c.open(); len(ids) > 0 {
		return ids
	}
	var ids []string
	for _, p := range posts {
		if _, ok := c.Posts[p.Remote]; ok && !slices.Contains(ids, p.Remote) {
			ids = append(ids, p.Remote)
		}
	}
	n := min(always, len(ids))
	rest := slices.Clone(ids[n:])
	slices.SortStableFunc(rest, func(a, b string) int { return cmp.Compare(c.Posts[a].Read, c.Posts[b].Read) })
	return append(ids[:n:n], rest[:min(others, len(rest))]...)
}

// overlap is how much is read again every time: comments turn up a while after they
// were written, and their times are whole seconds.
const overlap = time.Minute

// Some turn up much later, as when somebody lets one through that Facebook held
// back: so far back is read every few minutes.
const (
	far   = 24 * time.Hour
	every = 15 * time.Minute
)

// begun is the place from which a reading begins.
func (p place) begun(now time.Time) place {
	switch {
	case p.After != "" || p.Top == 0:
	case now.Unix()-p.Deep >= int64(every/time.Second) || now.Unix() < p.Deep:
		p.Since, p.Deep = max(0, p.Top-int64(far/time.Second)), now.Unix()
	default:
		p.Since = max(0, p.Top-int64(overlap/time.Second))
	}
	return p
}

// passed moves a place behind a page.
func (p place) passed(page commentPage, now time.Time) place {
	for _, c := range *page.Data {
		p.Top = max(p.Top, c.Created.Unix())
	}
	p.After, p.Read = "", now.Unix()
	if page.Paging.more() {
		p.After = page.Paging.Cursors.After
	}
	return p
}
