package accounts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

const (
	// patience is how long an answer is good that was brought. What networks
	// hand out lives for minutes at most.
	patience = 10 * time.Minute
	// maxAnswer is more than any code, address or password has.
	maxAnswer = 4096
)

// pending is an answer that was brought and not dealt with yet.
type pending struct {
	Person     bot.ID
	Name, Via  string
	At         time.Time
	Invitation network.Invitation
	Answer     string
	// Tried: it was shown to the network, or was about to be.
	Tried bool
}

func (p pending) by() desk.Actor {
	return desk.Actor{Person: bot.Person{ID: p.Person, Name: p.Name}, Via: p.Via}
}

// Bring takes what a person brought back to connect the account. It returns at
// once; what comes of it is told through the desk.
func (k *Keeper) Bring(ctx context.Context, by desk.Actor, answer string) error {
	i, answer, err := k.brought(ctx, answer)
	if err != nil {
		return err
	}
	if fresh, err := k.o.Desk.Connecting(ctx, by, k.account()); err != nil || !fresh {
		return err
	}
	err = k.keep(ctx, pending{
		Person: by.Person.ID, Name: by.Person.Name, Via: by.Via, At: k.o.Now().UTC(), Invitation: i, Answer: answer,
	})
	if err != nil {
		return err
	}
	ring(k.come)
	return nil
}

// ConnectNow is Bring for whoever can wait: it returns when it is known what
// came of it. The error is a sentence for the person, or the store's.
func (k *Keeper) ConnectNow(ctx context.Context, by desk.Actor, answer string) error {
	c, err := k.connector()
	if err != nil {
		return err
	}
	i, answer, err := k.brought(ctx, answer)
	if err != nil {
		return err
	}
	if fresh, err := k.o.Desk.Connecting(ctx, by, k.account()); err != nil || !fresh {
		return err
	}
	bad, err := k.show(ctx, c, i, answer)
	if err != nil {
		return err
	}
	return errors.Join(bad, k.o.Desk.Connected(ctx, by, k.account(), bad))
}

// brought refuses answers that cannot be any, and returns which invitation they
// belong to.
func (k *Keeper) brought(ctx context.Context, answer string) (network.Invitation, string, error) {
	if _, err := k.connector(); err != nil {
		return network.Invitation{}, "", err
	}
	answer = strings.TrimSpace(answer)
	if answer == "" || len(answer) > maxAnswer {
		return network.Invitation{}, "", bot.Refuse(bot.ErrInvalid, "That cannot be what was asked for. Begin again with /appeal connect %s.", k.account())
	}
	i := k.invitation(ctx)
	if i == nil {
		return network.Invitation{}, "", bot.Refuse(bot.ErrStale, "That belongs to an earlier attempt. Begin again with /appeal connect %s.", k.account())
	}
	return *i, answer, nil
}

// connectAll finishes what was brought, and keeps an invitation ready, until ctx
// ends. Nothing ends it otherwise: a store that fails altogether ends the other
// loops, and one secret that cannot be read must not keep the account from being
// looked after.
func (k *Keeper) connectAll(ctx context.Context, c network.Connector) error {
	pause := again
	var tried time.Time // to prepare, in vain
	for ctx.Err() == nil {
		err := k.settle(ctx, c)
		if err != nil {
			k.warn("what was brought to connect it is not dealt with", err)
		}
		now := k.o.Now()
		if wait := calm - now.Sub(tried); wait > 0 { // however often somebody asks
			sleep(ctx, wait, k.come)
			continue
		}
		_, bad := k.prepare(ctx, c)
		d := every
		if err != nil || bad != nil {
			tried, d, pause = now, pause, min(2*pause, every)
		} else {
			pause = again
		}
		sleep(ctx, d, k.come)
	}
	return nil
}

// settle deals with the answer that was brought, if there is one.
func (k *Keeper) settle(ctx context.Context, c network.Connector) error {
	p, ok, err := k.waiting(ctx)
	if err != nil || !ok {
		return err
	}
	var bad error
	switch {
	case k.o.Now().Sub(p.At) > patience:
		bad = bot.Refuse(bot.ErrStale, "What was brought is too old by now.")
	case p.Tried:
		// The program ended before it knew what came of it. A code must not be
		// shown twice: a server may then take back what it gave for it (RFC
		// 6749, section 4.1.2, October 2012). Whether the account works says
		// what matters.
		bad, err = k.probe(ctx)
	default:
		p.Tried = true
		if err := k.keep(ctx, p); err != nil {
			return err
		}
		bad, err = k.show(ctx, c, p.Invitation, p.Answer)
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storing)
	defer cancel()
	if err := k.o.Desk.Connected(ctx, p.by(), k.account(), bad); err != nil {
		return fmt.Errorf("keep what came of connecting %s: %w", k.account(), err)
	}
	return k.drop(ctx, p)
}

// show shows an answer to the network, once, and makes sure that the account
// works then. bad is a sentence for the person; err is the store's.
func (k *Keeper) show(ctx context.Context, c network.Connector, i network.Invitation, answer string) (bad, err error) {
	k.connecting.one.Lock()
	why := finish(ctx, func(ctx context.Context) error { return c.Connect(ctx, i, answer) })
	k.connecting.one.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storing)
	defer cancel()
	if err := k.used(ctx, i); err != nil {
		return nil, err
	}
	if why != nil {
		text, _ := problem(why)
		text = network.Redact(text, answer, string(i.Secret))
		k.o.Log.Warn("account was not connected", "account", k.account(), "why", text)
		return errors.New(text), nil
	}
	k.o.Log.Info("account was connected", "account", k.account())
	return k.probe(ctx)
}

// keep stores what was brought; a later answer takes the place of an earlier one.
func (k *Keeper) keep(ctx context.Context, p pending) error {
	b, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("keep what was brought for %s: %w", k.account(), err)
	}
	k.connecting.mu.Lock()
	defer k.connecting.mu.Unlock()
	if err := k.o.Secrets.Put(ctx, pendingName, b); err != nil {
		return fmt.Errorf("keep what was brought for %s: %w", k.account(), err)
	}
	return nil
}

// waiting returns what was brought and not dealt with.
func (k *Keeper) waiting(ctx context.Context) (p pending, ok bool, err error) {
	b, err := k.o.Secrets.Get(ctx, pendingName)
	if err != nil {
		return p, false, fmt.Errorf("what was brought for %s: %w", k.account(), err)
	}
	if len(b) == 0 {
		return p, false, nil
	}
	if json.Unmarshal(b, &p) != nil { // nobody can make anything of it; it is too old
		return pending{}, true, nil
	}
	return p, true, nil
}

// drop forgets what was brought, unless somebody brought something else
// meanwhile.
func (k *Keeper) drop(ctx context.Context, p pending) error {
	k.connecting.mu.Lock()
	defer k.connecting.mu.Unlock()
	now, ok, err := k.waiting(ctx)
	if err != nil || !ok || now.Answer != p.Answer || !now.At.Equal(p.At) {
		return err
	}
	if err := k.o.Secrets.Delete(ctx, pendingName); err != nil {
		return fmt.Errorf("drop what was brought for %s: %w", k.account(), err)
	}
	return nil
}
