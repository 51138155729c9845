package bot

import "time"

// An Event is one line of the audit log: who did what to which record, when.
// It carries ids, digests and officers' reasons, never the text of a draft, a
// tip or a reply, so that those can be purged while the log stays whole.
//
// Seq, Prev and Hash are set by the store when the event is appended.
type Event struct {
	Seq    uint64
	At     time.Time
	Who    ID     // a person, or the name of a loop: "outbox"
	Name   string // the person's name on that day
	Via    string // "practice button", "command", "outbox"
	What   string // "approved"
	About  ID     // the record
	Case   ID     `json:",omitempty"`
	Detail string `json:",omitempty"` // digest, reason, account, state
	Prev   string // hash of the event before
	Hash   string // of this event with Hash empty
}
