package network

import (
	"context"

	"appealbot/bot"
)

// A Carrier is a network that is given the media of a part, step by step, before
// the attempt that makes it public: nobody but the account sees them until then.
// A network that is none is given them with Attempt.Media in one go.
//
// A step that was lost is made again from what was remembered last, so each has to
// find out by itself what became of the one before. State must name whatever a
// request begins before that request is sent: the session of an upload is
// remembered before its first byte.
type Carrier interface {
	// Carries reports whether a part has anything that must be carried.
	Carries(p bot.Part) bool
	// Carry makes one step of the attempt, whose Carried says how far it is.
	Carry(ctx context.Context, a Attempt) Carried
	// Discard removes what was carried and will not be published, such as a
	// video that nobody was shown. "Not there" is Done. carried is the state of
	// the last step.
	Discard(ctx context.Context, carried string) Result
}

// Carried is what came of one step.
type Carried struct {
	// Result is Done when everything is there and Publish can be called, No
	// when the network refuses the media, and otherwise Never or Maybe, which
	// are the same here: the step is made again, not before Retry.
	Result
	// More, with Never: it got further, and the next step may be made at once,
	// or after Retry, as when the network has to work at a video. It is no
	// failure.
	More  bool
	State string // for Attempt.Carried
	Sent  int64  // bytes that the network has
	Size  int64  // bytes that it will have
}
