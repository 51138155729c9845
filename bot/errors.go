package bot

import (
	"errors"
	"fmt"
)

// Kinds of failure that callers act on. Errors of this module wrap one of
// them where a caller could care.
var (
	// ErrNotFound says that there is no such record.
	ErrNotFound = errors.New("not found")
	// ErrStale says that somebody else was faster: the record is not in
	// the state, or not at the revision, that the caller saw.
	ErrStale = errors.New("changed by someone else")
	// ErrDenied says that this person may not do this.
	ErrDenied = errors.New("not allowed")
	// ErrInvalid says that what was given cannot be used.
	ErrInvalid = errors.New("invalid")
	// ErrIncomplete says that something lacks that may still come, such as the
	// video of a draft.
	ErrIncomplete = errors.New("incomplete")
	// ErrUnticked says that whoever approves has yet to confirm something.
	ErrUnticked = errors.New("not confirmed")
	// ErrOver says that the record has reached its end.
	ErrOver = errors.New("over")
	// ErrFull says that there is no room left on the program's disk.
	ErrFull = errors.New("disk is full")
	// ErrFrozen says that publication is stopped.
	ErrFrozen = errors.New("frozen")
)

// A Refusal is the only error whose text is shown to the person who asked.
// The text is a sentence that says what to do next. Everything else is logged
// and shown as a reference number.
type Refusal struct {
	Kind error  // one of the Err values above
	Text string // for the officer
}

// Refuse returns a Refusal of the given kind.
func Refuse(kind error, format string, args ...any) *Refusal {
	return &Refusal{Kind: kind, Text: fmt.Sprintf(format, args...)}
}

// Error implements error.
func (r *Refusal) Error() string { return r.Text }

// Unwrap makes errors.Is work on the kind.
func (r *Refusal) Unwrap() error { return r.Kind }
