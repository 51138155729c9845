package accounts

import (
	"context"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// Keepers are the keepers of all accounts.
type Keepers map[bot.AccountID]*Keeper

// Poke has an account made sure of at once.
func (ks Keepers) Poke(account bot.AccountID) {
	if k := ks[account]; k != nil {
		k.Poke()
	}
}

// Wake has every keeper look whether there is something to do.
func (ks Keepers) Wake() {
	for _, k := range ks {
		k.Wake()
	}
}

// Begin is Keeper.Begin for one of the accounts.
func (ks Keepers) Begin(ctx context.Context, account bot.AccountID) (desk.Invitation, error) {
	k, err := ks.of(account)
	if err != nil {
		return desk.Invitation{}, err
	}
	return k.Begin(ctx)
}

// Bring is Keeper.Bring for one of the accounts.
func (ks Keepers) Bring(ctx context.Context, by desk.Actor, account bot.AccountID, answer string) error {
	k, err := ks.of(account)
	if err != nil {
		return err
	}
	return k.Bring(ctx, by, answer)
}

// Invite is Keeper.Invite for one of the accounts.
func (ks Keepers) Invite(ctx context.Context, account bot.AccountID) (desk.Invitation, error) {
	k, err := ks.of(account)
	if err != nil {
		return desk.Invitation{}, err
	}
	return k.Invite(ctx)
}

// ConnectNow is Keeper.ConnectNow for one of the accounts.
func (ks Keepers) ConnectNow(ctx context.Context, by desk.Actor, account bot.AccountID, answer string) error {
	k, err := ks.of(account)
	if err != nil {
		return err
	}
	return k.ConnectNow(ctx, by, answer)
}

func (ks Keepers) of(account bot.AccountID) (*Keeper, error) {
	if k := ks[account]; k != nil {
		return k, nil
	}
	return nil, bot.Refuse(bot.ErrNotFound, "There is no account %q.", account)
}
