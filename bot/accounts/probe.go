package accounts

import (
	"context"
	"errors"
	"fmt"
	"time"

	"appealbot/bot/desk"
)

const (
	// every is how often an account is probed that works.
	every = 15 * time.Minute
	// again is the pause after a probe that failed; it doubles up to every.
	again = time.Minute
	// calm is the least time between two probes, however often somebody pokes:
	// public networks count requests.
	calm = 10 * time.Second
	// storing bounds keeping what was found out, even when the program stops.
	storing = 10 * time.Second
)

// probeAll probes, now and again, until ctx ends.
func (k *Keeper) probeAll(ctx context.Context) error {
	pause := again
	for ctx.Err() == nil {
		began := k.o.Now()
		bad, err := k.probe(ctx)
		if err != nil {
			return err
		}
		d := every
		if bad == nil {
			pause = again
		} else {
			d, pause = pause, min(2*pause, every)
		}
		if sleep(ctx, d, k.poke) {
			sleep(ctx, calm-k.o.Now().Sub(began), nil)
		}
	}
	return nil
}

// probe makes sure that the account works, and has the outcome kept. bad is why
// it does not, a sentence for officers; err is the store's.
func (k *Keeper) probe(ctx context.Context) (bad, err error) {
	k.probing.Lock()
	defer k.probing.Unlock()
	why := finish(ctx, k.o.Network.Probe)
	r := desk.Probe{OK: why == nil, Handle: k.o.Network.Account().Handle}
	if why != nil {
		r.Problem, r.Reconnect = problem(why)
		bad = errors.New(r.Problem)
		k.warn("it does not work", why)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storing)
	defer cancel()
	if err := k.o.Desk.Probed(ctx, k.account(), r); err != nil {
		return bad, fmt.Errorf("keep probe of %s: %w", k.account(), err)
	}
	if r.OK && !k.fit && k.o.Fit != nil {
		k.o.Fit()
	}
	k.fit = r.OK
	return bad, nil
}

// warn logs what did not succeed.
func (k *Keeper) warn(what string, err error) {
	why := err.Error()
	if p, ok := errors.AsType[*panicked](err); ok {
		why = fmt.Sprintf("adapter panicked with a %s: %s", p.kind, p.stack)
	}
	k.o.Log.Warn("account needs looking after", "account", k.account(), "what", what, "why", why)
}
