package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// manyGone bounds after how many removals one pass looks.
const manyGone = 10

// goneAll looks whether what was removed is gone, whenever that is due, until ctx
// ends. It has a loop of its own: nothing that is live because it should be may keep
// it waiting.
func (k *Keeper) goneAll(ctx context.Context) error {
	for ctx.Err() == nil {
		next, err := k.LookGone(ctx)
		if err != nil {
			return err
		}
		sleep(ctx, max(next.Sub(k.o.Now()), time.Second), k.removed)
	}
	return nil
}

// LookGone looks whether that is gone which is due to be looked at, and returns when
// to look again.
func (k *Keeper) LookGone(ctx context.Context) (next time.Time, err error) {
	var due []bot.Post
	targets := map[bot.ID]bot.Post{}
	err = k.o.Desk.View(ctx, func(tx bot.Tx) (err error) {
		if due, err = tx.DueLooks(k.account(), k.o.Now(), manyGone); err != nil {
			return err
		}
		for _, r := range due {
			if targets[r.ID], err = tx.Post(r.Target); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return next, fmt.Errorf("what should be gone from %s: %w", k.account(), err)
	}
	for _, r := range due {
		l := k.look(ctx, targets[r.ID])
		if r.State == bot.PostRefused {
			l = k.shut(ctx, l)
		}
		if ctx.Err() != nil {
			return next, nil //nolint:nilerr // Stopping is no failure.
		}
		if err := k.o.Desk.SightedGone(ctx, r.ID, l); err != nil {
			return next, fmt.Errorf("keep what was seen of removal %s: %w", r.ID, err)
		}
	}
	next = k.o.Now().Add(idle)
	err = k.o.Desk.View(ctx, func(tx bot.Tx) error {
		at, any, err := tx.NextLook(k.account())
		if any {
			next = earlier(next, at)
		}
		return err
	})
	if err != nil {
		return next, fmt.Errorf("when to look at %s again: %w", k.account(), err)
	}
	return next, nil
}

// errNoView says that a network shows its posts to nobody who is not logged in, and
// does not tell the account either.
var errNoView = errors.New("the network tells nobody whether it still shows a post")

// errHidden says that a network does not show a post, which may be there all the same:
// to whoever follows the account, or to everybody in its own app.
var errHidden = errors.New("the network does not show it to who is not logged in, and it may be there all the same")

// look looks for every part of a post that should be gone. One that was seen is a
// fact, whatever could not be found out about the others; that something is gone is
// only believed of all of them.
func (k *Keeper) look(ctx context.Context, p bot.Post) bot.Look {
	var l bot.Look
	var blind error
	for _, remote := range p.Remotes {
		there, owned, err := k.there(ctx, remote)
		switch {
		case err != nil:
			blind = err
		case there:
			l.Left++
		}
		l.Owned = l.Owned || owned
	}
	if blind != nil && l.Left == 0 {
		k.warn("it is not known whether something is gone", blind)
		l.Blind, _ = problem(blind)
	}
	return l
}

// shut is a look at something that the network has refused to remove. It may have
// suspended the account: then it shows nothing of it to anybody, and all of it again
// when it lets it back in. That nothing is seen says only that somebody has removed it
// by hand where the account works.
func (k *Keeper) shut(ctx context.Context, l bot.Look) bot.Look {
	if l.Left > 0 || l.Blind != "" {
		return l
	}
	k.probing.Lock()
	defer k.probing.Unlock()
	if err := finish(ctx, k.o.Network.Probe); err != nil {
		k.warn("it is not known whether something is gone, because the account does not work", err)
		why, _ := problem(err)
		l.Shut = true
		l.Blind = "Nothing of it is seen, but the account does not work, so that it may come back. " + why
	}
	return l
}

// there reports whether a part is still there: to the public, or where that cannot
// be told, to the account itself.
func (k *Keeper) there(ctx context.Context, remote string) (there, owned bool, err error) {
	err = errNoView
	if w, ok := k.o.Network.(network.Watcher); ok {
		err = call(ctx, func(ctx context.Context) error {
			s, err := w.Watch(ctx, remote)
			if err == nil && s.Hidden {
				err = errHidden
			}
			there = s.Public
			return err
		})
	}
	if err == nil || ctx.Err() != nil {
		return there, false, err
	}
	i, ok := k.o.Network.(network.Inspector)
	if !ok {
		return false, false, err
	}
	err = call(ctx, func(ctx context.Context) (err error) {
		there, err = i.Inspect(ctx, remote)
		return err
	})
	return there, true, err
}
