package bluesky

import (
	"encoding/json"
	"errors"
	"time"
)

// cursor is how far was read. Threads and quotes are read whole each time and
// need no position: what came of them before is in the memory that Epoch and
// Seq name.
type cursor struct {
	Epoch string `json:"m,omitempty"`
	Seq   uint64 `json:"n,omitempty"`
	// From is when reading began; what was told before is not read.
	From time.Time `json:"f,omitzero"`
	sweep
}

// sweep is how far the notifications were read. They come newest first, and are
// wanted oldest first: a sweep walks down through the pages until it comes to
// what was read before, remembers the pages that have something new, and then
// reads those from the oldest up.
type sweep struct {
	At    time.Time `json:"at,omitzero"`    // everything up to here was read
	Pages []string  `json:"up,omitempty"`   // pages with something new, the oldest last
	Down  string    `json:"down,omitempty"` // where the walk down goes on
}

func readCursor(s string) (cursor, error) {
	var c cursor
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil || len(c.Pages) > maxPages {
		return c, errors.New("the cursor is not one of this network")
	}
	return c, nil
}

func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // no such cursor
	}
	return string(b)
}
