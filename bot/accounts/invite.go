package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

// What is kept among the secrets of an account, besides what its adapter keeps.
const (
	invitationName = "invitation"
	pendingName    = "pending"
)

// connecting is what a Keeper knows of connecting its account.
type connecting struct {
	// one lets one attempt at a time ask the network.
	one sync.Mutex
	// mu guards the rest, and what is kept of it among the secrets.
	mu         sync.Mutex
	invitation *network.Invitation // ready to be handed out
	why        string              // why there is none
}

// Begin returns what a person has to do to connect the account. It does not ask
// the network: invitations are made ready before somebody wants one.
func (k *Keeper) Begin(ctx context.Context) (desk.Invitation, error) {
	if _, err := k.connector(); err != nil {
		return desk.Invitation{}, err
	}
	i := k.invitation(ctx)
	if i == nil {
		k.connecting.mu.Lock()
		why := k.connecting.why
		k.connecting.mu.Unlock()
		ring(k.come)
		return desk.Invitation{}, k.notReady(why)
	}
	return desk.Invitation{URL: i.URL, Asks: i.Asks}, nil
}

// notReady says that there is no invitation yet, and why as far as known.
func (k *Keeper) notReady(why string) *bot.Refusal {
	name := k.o.Network.Account().Name
	if why == "" {
		return bot.Refuse(bot.ErrStale, "Connecting %s is being prepared. Try again in a few seconds.", name)
	}
	return bot.Refuse(bot.ErrStale, "Connecting %s cannot be prepared. %s It is tried again; ask again in a minute.", name, why)
}

// Invite is Begin for whoever can wait: it asks the network where it must.
func (k *Keeper) Invite(ctx context.Context) (desk.Invitation, error) {
	c, err := k.connector()
	if err != nil {
		return desk.Invitation{}, err
	}
	i, err := k.prepare(ctx, c)
	if err != nil {
		return desk.Invitation{}, err
	}
	return desk.Invitation{URL: i.URL, Asks: i.Asks}, nil
}

// connector refuses for accounts that nobody connects.
func (k *Keeper) connector() (network.Connector, error) {
	if c, ok := k.o.Network.(network.Connector); ok {
		return c, nil
	}
	return nil, bot.Refuse(bot.ErrInvalid, "%s does not have to be connected.", k.o.Network.Account().Name)
}

// invitation returns the one that is ready, or nil.
func (k *Keeper) invitation(ctx context.Context) *network.Invitation {
	c := &k.connecting
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.invitation != nil {
		return c.invitation
	}
	b, err := k.o.Secrets.Get(ctx, invitationName)
	if err != nil {
		k.warn("its invitation cannot be read", err)
		return nil // another takes its place
	}
	var i network.Invitation
	if len(b) == 0 || json.Unmarshal(b, &i) != nil || i.Redirect != k.o.Redirect {
		return nil // or it is from before the settings changed
	}
	c.invitation = &i
	return c.invitation
}

// prepare returns the invitation that is ready, or makes one. The error is a
// *bot.Refusal when the network failed.
func (k *Keeper) prepare(ctx context.Context, c network.Connector) (network.Invitation, error) {
	k.connecting.one.Lock()
	defer k.connecting.one.Unlock()
	if ready := k.invitation(ctx); ready != nil {
		return *ready, nil
	}
	var i network.Invitation
	err := finish(ctx, func(ctx context.Context) (err error) {
		i, err = c.Invite(ctx, k.o.Redirect)
		return err
	})
	if err != nil {
		k.warn("connecting it cannot be prepared", err)
		why, _ := problem(err)
		k.connecting.mu.Lock()
		k.connecting.why = why
		k.connecting.mu.Unlock()
		return i, k.notReady(why)
	}
	i.Redirect = k.o.Redirect
	return i, k.ready(ctx, i)
}

// ready keeps an invitation to be handed out.
func (k *Keeper) ready(ctx context.Context, i network.Invitation) error {
	b, err := json.Marshal(i) //nolint:gosec // Its secret goes into the vault.
	if err != nil {
		return fmt.Errorf("invitation of %s: %w", k.account(), err)
	}
	c := &k.connecting
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := k.o.Secrets.Put(ctx, invitationName, b); err != nil {
		return fmt.Errorf("keep invitation of %s: %w", k.account(), err)
	}
	c.invitation, c.why = &i, ""
	return nil
}

// used drops the invitation that is ready, if it is i: it works only once.
func (k *Keeper) used(ctx context.Context, i network.Invitation) error {
	c := &k.connecting
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.invitation != nil && !reflect.DeepEqual(*c.invitation, i) {
		return nil
	}
	c.invitation = nil
	if err := k.o.Secrets.Delete(ctx, invitationName); err != nil {
		return fmt.Errorf("drop invitation of %s: %w", k.account(), err)
	}
	return nil
}
