package desk

import (
	"errors"
	"time"

	"appealbot/bot"
)

const (
	// retryLongest is more than any network is waited for with a retry.
	retryLongest = time.Hour
	// mayBeSending is how long an attempt that may be under way has to end.
	mayBeSending = 10 * time.Minute
)

// postsBack is setBack for what is to be published or taken down: an attempt that
// failed while the clock ran ahead, or an approval or a removal of then, is tried now.
// What has a time of publication keeps it, and so does what waits for the end of quiet
// hours or of a blackout (primeWaits).
func (c *change) postsBack() error {
	for _, state := range []bot.PostState{bot.PostQueued, bot.PostSending, bot.PostUnknown} {
		ps, err := c.PostsIn(state, manyHeld)
		if err != nil {
			return err
		}
		for _, p := range ps {
			if err := c.postBack(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *change) postBack(p bot.Post) error {
	longest := retryLongest
	if p.Gone.Lost { // it is searched for ever less often
		longest = bot.LongestPause()
	}
	if !p.Due.After(c.now.Add(longest)) || c.putOff(p) {
		return nil
	}
	planned, err := c.planned(p)
	if err != nil || !p.Due.After(planned.Add(longest)) {
		return err
	}
	if err := c.log("post was put off too far", p.ID, p.Case, p.Due.Format(time.RFC3339)); err != nil {
		return err
	}
	if p.State == bot.PostQueued {
		p.Lease = zero
	} else {
		planned = c.now.Add(mayBeSending)
	}
	p.Due = planned.UTC()
	return c.SetPost(p)
}

// planned is the time of publication that those who approved p gave it, and now where
// they gave it none or it is over.
func (c *change) planned(p bot.Post) (time.Time, error) {
	if !p.Op.Publishes() {
		return c.now, nil
	}
	a, err := c.Appeal(p.Appeal)
	if errors.Is(err, bot.ErrNotFound) {
		return c.now, nil
	} else if err != nil {
		return zero, err
	}
	at := a.Plan.At
	if slot, ok := a.Plan.Slot(p.Slot); ok {
		at = slot.At
	}
	if at.Before(c.now) {
		at = c.now
	}
	return at, nil
}
