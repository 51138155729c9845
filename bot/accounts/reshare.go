package accounts

import (
	"errors"

	"appealbot/bot"
)

// reshared reports whether the program has shared a post of the account's own again,
// or may have: what passes it on is no stranger then. Networks do not name a share by
// an id that is the same to everybody, so it is known by what it shares.
func reshared(tx bot.Tx, account bot.AccountID, remote string) (bool, error) {
	p, err := tx.PostByRemote(account, remote)
	if errors.Is(err, bot.ErrNotFound) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	k, err := tx.Case(p.Case)
	if err != nil {
		return false, err
	}
	as, err := tx.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return false, err
	}
	for _, a := range as {
		if a.Kind != bot.Repeat {
			continue
		}
		ps, err := tx.PostsOf(a.ID)
		if err != nil {
			return false, err
		}
		for _, s := range ps {
			if s.Target == p.ID && s.Reshared() {
				return true, nil
			}
		}
	}
	return false, nil
}
