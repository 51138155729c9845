package accounts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
)

// Desk keeps what was found out. *desk.Desk implements it.
type Desk interface {
	View(ctx context.Context, fn func(bot.Tx) error) error
	Probed(ctx context.Context, account bot.AccountID, r desk.Probe) error
	Sighted(ctx context.Context, post bot.ID, s bot.Sight) error
	SightedGone(ctx context.Context, removal bot.ID, l bot.Look) error
	Counted(ctx context.Context, counts map[bot.ID]bot.Counts) error
	Strange(ctx context.Context, account bot.AccountID, l desk.Listing) error
	Unlooked(ctx context.Context, account bot.AccountID, why string) error
	Charged(ctx context.Context, account bot.AccountID, micros int64, reads int, budget int64) error
	Connecting(ctx context.Context, by desk.Actor, account bot.AccountID) (fresh bool, err error)
	Connected(ctx context.Context, by desk.Actor, account bot.AccountID, err error) error
}

// Secrets keeps what must not be lost between the two halves of connecting.
type Secrets interface {
	network.Secrets
	Delete(ctx context.Context, name string) error
}

// Options are what a Keeper works with. All fields are required unless they say
// otherwise.
type Options struct {
	Desk    Desk
	Network network.Network
	// Secrets are the account's. They are needed only where the network is a
	// network.Connector.
	Secrets Secrets
	// Redirect is where the network sends the browser of a person who connects
	// the account; empty when nobody listens there.
	Redirect string
	Now      func() time.Time
	Log      *slog.Logger
	// Blind: the account's own posts are not looked through for what was
	// published outside the program.
	Blind bool
	// Fit, if set, is called when the account works that did not, or of which
	// it was not known.
	Fit func()
}

// A Keeper keeps one account fit. It may be used concurrently.
type Keeper struct {
	o    Options
	poke chan struct{} // probe now
	wake chan struct{} // look whether there is something to do
	come chan struct{} // somebody brought an answer, or wants an invitation

	removed chan struct{} // look whether there is something that should be gone

	probing sync.Mutex
	fit     bool // as of the last probe; guarded by probing

	connecting connecting
}

// New returns a Keeper.
func New(o Options) (*Keeper, error) {
	if o.Desk == nil || o.Network == nil || o.Now == nil || o.Log == nil {
		return nil, errors.New("new keeper: an option is missing")
	}
	if _, ok := o.Network.(network.Connector); ok && o.Secrets == nil {
		return nil, fmt.Errorf("new keeper: account %s can be connected, but there is nowhere to keep its secrets", o.Network.Account().ID)
	}
	return &Keeper{o: o, poke: make(chan struct{}, 1), wake: make(chan struct{}, 1), come: make(chan struct{}, 1), removed: make(chan struct{}, 1)}, nil
}

// Poke has the account probed at once: somebody saw that its credentials do not
// work.
func (k *Keeper) Poke() { ring(k.poke) }

// Wake has the keeper look whether there is something to do: something may have
// been published, or taken down.
func (k *Keeper) Wake() {
	ring(k.wake)
	ring(k.removed)
}

// Run keeps the account fit until ctx ends. Only a store that fails ends it with
// an error: a network that fails is what it is there to find out.
func (k *Keeper) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	loops := []func(context.Context) error{k.probeAll, k.lookAll, k.goneAll}
	if c, ok := k.o.Network.(network.Connector); ok {
		loops = append(loops, func(ctx context.Context) error { return k.connectAll(ctx, c) })
	}
	if l, ok := k.o.Network.(network.Lister); ok && !k.o.Blind {
		loops = append(loops, func(ctx context.Context) error { return k.watchOwn(ctx, l) })
	}
	errs := make([]error, len(loops))
	var wg sync.WaitGroup
	for i, loop := range loops {
		wg.Go(func() {
			defer stop() // they fail together and are started again together
			if err := loop(ctx); err != nil && ctx.Err() == nil {
				errs[i] = err
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// account is whose keeper this is.
func (k *Keeper) account() bot.AccountID { return k.o.Network.Account().ID }

// ring makes whoever sleeps on c wake up, now or when it next would sleep.
func ring(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it was rung already
	}
}

// sleep waits for d, or until c is rung, which it reports, or ctx ends.
func sleep(ctx context.Context, d time.Duration, c <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-c:
		return true
	case <-t.C:
	}
	return false
}
