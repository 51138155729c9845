package facebook

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot/network"
)

// warning is how long before the connection ends that is said.
const warning = 14 * 24 * time.Hour

// Probe implements network.Prober. It says two weeks before that the account has
// to be connected again; until then everything works.
func (a *Account) Probe(ctx context.Context) error {
	c, err := a.credentials(ctx)
	if err != nil {
		return err
	}
	if err := a.whose(ctx, c.Token); err != nil {
		return err
	}
	left := c.Until.Sub(a.o.Now())
	switch {
	case c.Until.IsZero() || left > warning:
		return nil
	case left <= 0:
		return &network.AnswerError{
			Outcome: network.Never, Cause: network.Later,
			Note: fmt.Sprintf("Facebook wanted the connection of %s to be confirmed until %s. It may end at any time: connect the account again.", a.o.Account.Name, day(c.Until)),
		}
	default:
		return &network.AnswerError{
			Outcome: network.Never, Cause: network.Later,
			Note: fmt.Sprintf("Facebook ends the connection of %s on %s. Connect the account again before that.", a.o.Account.Name, day(c.Until)),
		}
	}
}

func day(t time.Time) string { return t.UTC().Format("Monday 2 January 2006") }
