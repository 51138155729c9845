package network

import (
	"cmp"
	"context"
	"time"
)

// maxSteps bounds how often CarryAll goes on: a video of half a gigabyte takes a few
// hundred steps.
const maxSteps = 2000

// CarryAll makes all steps of carrying the media of an attempt that are still to be
// made, for a Publish that was called without. Its result is Done with the state of
// the last step, or what became of the step that did not get further.
func CarryAll(ctx context.Context, n Carrier, a Attempt) (string, Result) {
	note := ""
	for range maxSteps {
		c := n.Carry(ctx, a)
		a.Carried, note = c.State, c.Note
		if c.Outcome == Done || c.Outcome == No || !c.More {
			if c.Outcome == Maybe {
				c.Outcome = Never // nobody but the account sees any of it
			}
			return c.State, c.Result
		}
		t := time.NewTimer(c.Retry)
		select {
		case <-ctx.Done():
			t.Stop()
			return c.State, Result{Outcome: Never, Cause: Later, Note: c.Note, Raw: ctx.Err().Error()}
		case <-t.C:
		}
	}
	return a.Carried, Result{Outcome: Never, Cause: Later, Note: cmp.Or(note, "The media did not get to the network in many steps."), Raw: "too many steps"}
}

// CarryAgain is the result of a Publish whose media the network does not keep any more.
func CarryAgain(name string) Result {
	return Result{
		Outcome: Never, Cause: Later, Anew: true, Raw: "what was carried is not kept any more",
		Note: name + " does not keep the pictures or videos any more. They are sent again.",
	}
}
