package network

import (
	"context"
	"time"
)

// A Resharer is a network where an account can show its own public post again to those
// who follow it, on accounts whose Capabilities say so.
type Resharer interface {
	// Reshare takes back an earlier share of a post of the account's own, if there
	// is one, and makes a new one, so that the post stands among the newest again.
	// At is when it was to be, and names the share: it is the same in every attempt.
	//
	// A network shows a share of the same post once. So doing it twice has the effect
	// of doing it once, and after Maybe it may be done again: nobody ever sees the
	// post shared twice. What is not there is No, and is never published instead.
	// Removing the post removes what was shared of it, too.
	Reshare(ctx context.Context, remote string, at time.Time) Result
}
