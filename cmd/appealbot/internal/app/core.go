package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/calendar"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network/youtube"
	"appealbot/bot/outbox"
	"appealbot/bot/replies"
	"appealbot/commands"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
)

// A core is everything between the chat and the networks: store, desk and the
// loops that act.
type core struct {
	config   configs.Config
	realm    store.Realm
	log      *slog.Logger
	metrics  *metrics
	stack    *stack
	loops    *loops
	bell     *bell
	db       *bolt.DB
	store    *store.Store
	files    *files.Files
	desk     *desk.Desk
	registry registry
	sealed   *store.Vault               // what is sealed in the store
	vault    *store.Vault               // the same; nil without real accounts
	keepers  accounts.Keepers           // of every account
	quotas   map[string]*youtube.Ledger // by project at Google
	worker   string
	groups   []*loops              // all loops, for the health page
	broken   atomic.Pointer[error] // why the last commit failed
}

// newLoops returns loops that stop together.
func (k *core) newLoops() *loops {
	l := &loops{log: k.log, restart: k.metrics.restart}
	k.groups = append(k.groups, l)
	return l
}

// committed notes what became of a commit.
func (k *core) committed(c bolt.Commit) {
	k.metrics.commit(c.Updates, c.Took)
	if c.Err != nil {
		k.broken.Store(&c.Err)
	} else {
		k.broken.Store(nil)
	}
}

// storeWorks reports a store that cannot be written, such as on a full disk.
func (k *core) storeWorks(ctx context.Context) error {
	if err := k.broken.Load(); err != nil {
		return *err
	}
	_, err := k.store.Checkpoint(ctx)
	return err
}

// newCore opens the store. What it opened is closed through s. Before it is
// started it needs accounts and a desk.
func newCore(ctx context.Context, c configs.Config, f folder, realm store.Realm, getenv func(string) string, s *stack) (*core, error) {
	k := &core{config: c, realm: realm, log: s.log, metrics: newMetrics(), stack: s, bell: &bell{}}
	k.loops = k.newLoops()
	host, _ := os.Hostname() // only a name in the log
	k.worker = fmt.Sprintf("%s:%d", host, os.Getpid())
	return k, k.openStore(ctx, f, getenv)
}

func (k *core) openStore(ctx context.Context, f folder, getenv func(string) string) error {
	signer, err := store.LoadOrCreateKey(f.key())
	if err != nil {
		return err
	}
	k.db, err = bolt.Open(f.state(), bolt.Options{Now: now, Observe: k.committed})
	if err != nil {
		return err
	}
	k.stack.onStop("store", func(context.Context) error { return k.db.Close() })
	k.store, err = store.Open(ctx, k.db, store.Options{
		Realm: k.realm, Signer: signer, Now: now,
		Media: func(digest string, data []byte) error { return k.moveIn(ctx, f, getenv, digest, data) },
	})
	if err != nil {
		return err
	}
	k.metrics.registry.MustRegister(newFigureMetrics(k.store.View))
	return k.openFiles(ctx, f, getenv)
}

// makeDesk makes the desk for the people of the configuration, and what keeps the
// accounts fit for it.
func (k *core) makeDesk(platforms ...string) error {
	zone, err := k.config.Department.Location()
	if err != nil {
		return err
	}
	roster, err := k.config.Roster()
	if err != nil {
		return err
	}
	g, err := newGuard(k.config.Guard, k.config.Contact)
	if err != nil {
		return err
	}
	g.OnFault = func(f *guard.Fault) {
		k.log.Error("a rule of the guard broke", "during", f.During, "panic", fmt.Sprint(f.Panic), "stack", string(f.Stack))
	}
	templates, err := configs.LoadTemplates(k.config.Templates.Dir)
	if err != nil {
		return err
	}
	k.desk, err = desk.New(desk.Options{
		Store: k.store, Now: now, Zone: zone, NewID: newID, Roster: roster, Rules: k.config.Rules(), Accounts: k.registry,
		Guard: g, Grounds: g.Grounds(), Filers: k.config.Filers(), Retention: k.config.Retention.Rules(), Duty: k.config.Duty.People, Ladder: k.config.Ladder(), Alone: k.config.AloneRule(), Schedule: bot.Schedule(k.config.Schedule),
		Composer: composer{templates, k.config}, Languages: k.config.Department.Languages,
		Files: k.files, Platforms: platforms, Exercise: k.realm == store.Practice, Weekly: weekly(k.config.Digest), Dark: k.config.Digest.Dark(), Wake: k.bell.ring, Labelled: k.metrics.labelled,
	})
	if err != nil {
		return err
	}
	return k.makeKeepers()
}

// run starts every loop for the chats, and returns the commands of each. makeDesk
// comes before.
// Stopping is registered in the order in which package app promises it: the chats
// end first, then the collectors, then the preparation of videos and the outbox.
func (k *core) run(clients ...chat.Client) []*commands.Router {
	k.start(clients)
	k.prepare()
	k.keep()
	k.collect()
	k.tick()
	routers := make([]*commands.Router, len(clients))
	for i, c := range clients {
		routers[i] = k.listen(c)
	}
	return routers
}

// start runs the outbox.
func (k *core) start(clients []chat.Client) {
	ctx, stop := context.WithCancel(context.Background())
	for _, a := range k.registry.order {
		p := &outbox.Publisher{
			Store: k.store, Files: k.files, Desk: k.desk, Network: k.registry.by[a.ID], Platforms: platformsOf(clients), Now: now, Log: k.log,
			Lease: k.config.Outbox.Lease, First: k.config.Outbox.Retry.First, Longest: k.config.Outbox.Retry.Longest,
			Worker: k.worker, Name: k.registry.name, Wake: k.bell.ring, Unwell: func() { k.keepers.Poke(a.ID) }, Observe: k.metrics.attempt,
		}
		wake := k.bell.listen()
		k.loops.run(ctx, "outbox "+string(a.ID), func(ctx context.Context) error { return p.Run(ctx, wake) })
	}
	crops := &commands.Crops{}
	book := func() card.Book {
		b := commands.Book(k.desk)
		b.Cropped = crops.Show
		return b
	}
	for _, c := range clients {
		n := &outbox.Notifier{
			Store: k.store, Files: k.files, Desk: k.desk, Client: c, Now: now, Log: k.log, Lease: k.config.Outbox.Lease,
			Book: book, Channels: k.channels(), Exercise: k.desk.Exercise(),
			Wake: k.bell.ring, Observe: k.metrics.notice,
		}
		wake := k.bell.listen()
		k.loops.run(ctx, "notices "+c.Platform(), func(ctx context.Context) error { return n.Run(ctx, wake) })
	}
	k.loops.run(ctx, "inbox", k.forget)
	k.loops.run(ctx, "media", k.sweep)
	k.loops.run(ctx, "witness", k.witness)
	k.stack.onStop("outbox", func(c context.Context) error { stop(); return k.loops.wait(c) })
}

// collect runs a collector for each account.
func (k *core) collect() {
	ctx, stop := context.WithCancel(context.Background())
	ls := k.newLoops()
	for _, a := range k.registry.order {
		c := &replies.Collector{
			Desk: k.desk, Network: k.registry.by[a.ID], Now: now, Log: k.log, News: k.bell.listen(), Observe: k.metrics.page,
			Unwell: func() { k.keepers.Poke(a.ID) },
		}
		ls.run(ctx, "replies "+string(a.ID), c.Run)
	}
	k.stack.onStop("replies", func(c context.Context) error { stop(); return ls.wait(c) })
}

// primeAgain is how long jobs are run before it is tried again to enlist those that
// could not be enlisted at the start.
const primeAgain = time.Minute

// tick runs what has its time.
func (k *core) tick() {
	ctx, stop := context.WithCancel(context.Background())
	ls := k.newLoops()
	l := &calendar.Loop{Desk: k.desk, Now: now, Log: k.log, Observe: k.metrics.job}
	wake := k.bell.listen()
	ls.run(ctx, "calendar", func(ctx context.Context) error {
		if err := k.desk.Prime(ctx); err != nil {
			// The jobs that are there are run all the same, for a while, and then
			// it is tried again.
			ctx, stop := context.WithTimeout(ctx, primeAgain)
			defer stop()
			return errors.Join(err, l.Run(ctx, wake))
		}
		return l.Run(ctx, wake)
	})
	k.stack.onStop("calendar", func(c context.Context) error { stop(); return ls.wait(c) })
}

// listen gives a chat's events to the commands.
func (k *core) listen(c chat.Client) *commands.Router {
	ctx, stop := context.WithCancel(context.Background())
	r := commands.New(k.desk, c.Platform(), k.log, k.connector())
	ls := k.newLoops()
	ls.run(ctx, "chat "+c.Platform(), func(ctx context.Context) error { return c.Run(ctx, r) })
	k.stack.onStop("chat "+c.Platform(), func(c context.Context) error { stop(); return ls.wait(c) })
	return r
}

// connector connects accounts for whoever asks in a chat; nil where there is
// nothing to connect.
func (k *core) connector() commands.Connector {
	if k.vault == nil {
		return nil
	}
	return k.keepers
}

// channels maps the names that notices use to the department's channels.
func (k *core) channels() map[string]string {
	d := k.config.Department
	return map[string]string{"duty": cmp.Or(d.DutyChannel, d.NewsroomChannel), "newsroom": d.NewsroomChannel, "digest": k.config.Digest.Channel}
}

func platformsOf(clients []chat.Client) []string {
	out := make([]string, len(clients))
	for i, c := range clients {
		out[i] = c.Platform()
	}
	return out
}

// witnessEvery is how often the log gets a checkpoint of the audit log.
const witnessEvery = time.Hour

// witness puts the newest signed checkpoint into the program's log, at the
// start and every hour. Where that log is kept on another machine, it proves
// later that the audit log was not rewritten or replaced by an older copy.
func (k *core) witness(ctx context.Context) error {
	for {
		c, err := k.store.Checkpoint(ctx)
		if err != nil && ctx.Err() == nil {
			return err
		}
		k.log.Info("audit checkpoint", "checkpoint", c)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(witnessEvery):
		}
	}
}

// Handled events are remembered for a month: no platform delivers anything
// again after that.
const (
	remember    = 30 * 24 * time.Hour
	forgetEvery = time.Hour
	forgetBatch = 500
)

// forget drops what was remembered for too long, a little at a time.
func (k *core) forget(ctx context.Context) error {
	for {
		n := forgetBatch
		for n == forgetBatch && ctx.Err() == nil {
			err := k.store.Update(ctx, func(tx bot.Tx) (err error) {
				n, err = tx.Forget(now().Add(-remember).UTC(), forgetBatch)
				return err
			})
			if err != nil && !errors.Is(err, context.Canceled) {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(forgetEvery):
		}
	}
}
