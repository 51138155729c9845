package store

import (
	"errors"
	"fmt"

	"appealbot/bot"
)

// Standing implements bot.AccountTx.
func (t *tx) Standing(a bot.AccountID) (bot.Standing, error) {
	v, err := load[bot.Standing](t, tableStanding, name(a), "standing", string(a))
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Standing{Account: a}, nil
	}
	return v, err
}

// PutStanding implements bot.AccountTx.
func (t *tx) PutStanding(s bot.Standing) error {
	return save(t, tableStanding, bot.ID(s.Account), utcStanding(s), none)
}

// Spending implements bot.AccountTx.
func (t *tx) Spending(a bot.AccountID, month string) (bot.Spending, error) {
	v, err := load[bot.Spending](t, tableSpending, under(a).name(month), "spending", string(a)+" "+month)
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Spending{Account: a, Month: month}, nil
	}
	return v, err
}

// PutSpending implements bot.AccountTx.
func (t *tx) PutSpending(s bot.Spending) error {
	if s.Account == "" || s.Month == "" {
		return fmt.Errorf("put spending: %w: it has no account or no month", bot.ErrInvalid)
	}
	b, err := encode(s)
	if err != nil {
		return err
	}
	return t.put(tableSpending, under(s.Account).name(s.Month), b)
}
