package x

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"appealbot/bot/network"
)

// A cursor is how far the account's answers have been read. Points are in
// milliseconds of Unix time, which are points among ids, too.
type cursor struct {
	// Mentions is up to where the mentions have been read.
	Mentions int64 `json:"m,omitempty"`
	// Posts is up to where the answers below each post have been read.
	Posts map[string]int64 `json:"p,omitempty"`
	// Done is how many sources of the present round have been read: a round
	// goes over several pages when there is much.
	Done int `json:"d,omitempty"`
	// Deep is when the last round began that went further back, and Far says
	// that the present one does.
	Deep int64 `json:"b,omitempty"`
	Far  bool  `json:"f,omitempty"`
	// Open is a piece of a source that did not fit into one page: it is read
	// to its beginning before that source goes on.
	Open *opened `json:"o,omitempty"`
}

// opened is what is left to read of a source, the newest first: what came after
// Since and before the post Until. Then the source has been read up to Top.
type opened struct {
	Posts []string `json:"p,omitempty"` // none for the mentions
	Since int64    `json:"s"`
	Until string   `json:"u"`
	Top   int64    `json:"t"`
	N     int      `json:"n,omitempty"` // how many were read of it
}

// parseCursor reads a cursor; an empty one is the beginning.
func parseCursor(s string) (cursor, error) {
	c := cursor{}
	if s != "" {
		if err := json.Unmarshal([]byte(s), &c); err != nil {
			return cursor{}, fmt.Errorf("the cursor is not one of this network: %w", err)
		}
		if c.Open != nil && (!validID(c.Open.Until) || !validIDs(c.Open.Posts)) {
			return cursor{}, fmt.Errorf("the cursor is not one of this network")
		}
	}
	if c.Posts == nil {
		c.Posts = make(map[string]int64)
	}
	return c, nil
}

func validIDs(ids []string) bool {
	return !slices.ContainsFunc(ids, func(s string) bool { return !validID(s) })
}

// String is what is kept of the cursor.
func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil { // numbers and strings can always be written
		return ""
	}
	return string(b)
}

// follow makes the cursor one of the given posts: those that are new are read
// from their own beginning, and those that are gone are forgotten.
func (c *cursor) follow(posts []network.Posted) {
	at := make(map[string]int64, len(posts))
	for _, p := range posts {
		if !validID(p.Remote) {
			continue
		}
		at[p.Remote] = cmp.Or(c.Posts[p.Remote], born(p.Remote))
	}
	c.Posts = at
}

// batches are the posts to search below in one go: always the newest, where the
// most is written, and those of the others that have waited longest.
func (c cursor) batches(posts []network.Posted) [][]string {
	var ids []string
	for _, p := range posts {
		if _, ok := c.Posts[p.Remote]; ok && !slices.Contains(ids, p.Remote) {
			ids = append(ids, p.Remote)
		}
	}
	if len(ids) <= perSearch {
		return slices.DeleteFunc([][]string{ids}, func(b []string) bool { return len(b) == 0 })
	}
	rest := slices.Clone(ids[perSearch:])
	slices.SortStableFunc(rest, func(a, b string) int { return cmp.Compare(c.Posts[a], c.Posts[b]) })
	return [][]string{ids[:perSearch], rest[:min(perSearch, len(rest))]}
}
