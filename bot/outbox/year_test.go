package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/outbox"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

// An era is a department that repeats its appeals for as long as a test lets it, in a
// bubble of synctest: the real loops, on a store that is closed and opened again, with
// a clock that somebody puts forward and back.
type era struct {
	t      *testing.T
	zone   *time.Location
	since  time.Duration // what the department's calendar is ahead of the bubble's
	missed bot.Missed
	nets   []network.Network
	open   func() kv.DB // the database, opened anew
	files  bot.Blobs
	signer *store.Signer

	desk  *desk.Desk
	store *store.Store
	stop  func() // nil while the program is down

	mu   sync.Mutex
	skew time.Duration // by which the program's clock is wrong
	ids  int

	series []*running
	slots  []*planned
	phases []phase
}

// running is a series that begins anew as soon as it is over.
type running struct {
	name   string
	spec   calendar.Spec
	root   bot.ID
	renew  time.Time // by the true clock
	appeal bot.ID
}

// planned is one slot of one series.
type planned struct {
	of     *running
	appeal bot.ID
	n      int
	bot.Slot
	next     time.Time // the slot behind it; zero when there is none
	approved time.Time
}

// A phase is a time in which the program ran, or did not, on a clock that was so
// wrong.
type phase struct {
	from time.Time // by the true clock
	up   bool
	skew time.Duration
}

func newEra(t *testing.T, zone string, missed bot.Missed, begin time.Time, onDisk bool, specs map[string]calendar.Spec) *era {
	t.Helper()
	e := &era{t: t, missed: missed, since: time.Until(begin)}
	var err error
	e.zone, err = time.LoadLocation(zone)
	e.must(err)
	e.signer, err = store.GenerateSigner()
	e.must(err)
	e.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize))
	e.must(err)
	e.nets = []network.Network{net("once", true), net("asks", false)} // one that knows its keys, and one that would publish twice
	e.open = inMemory()
	if onDisk {
		e.open = e.onDisk()
	}
	e.up()
	for name, spec := range specs {
		e.series = append(e.series, &running{name: name, spec: spec})
	}
	slices.SortFunc(e.series, func(a, b *running) int { return strings.Compare(a.name, b.name) })
	for i, s := range e.series {
		s.root = e.publish(fmt.Sprintf("2026-%07d", 1000000+i))
		s.renew = e.real()
	}
	return e
}

// inMemory is a database that outlives the program.
func inMemory() func() kv.DB {
	db := mem.New()
	return func() kv.DB { return db }
}

// onDisk opens a file, which is closed when the program stops.
func (e *era) onDisk() func() kv.DB {
	path := filepath.Join(e.t.TempDir(), "db")
	return func() kv.DB {
		db, err := bolt.Open(path, bolt.Options{})
		e.must(err)
		return db
	}
}

func (e *era) must(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatalf("%s: %v", e.real().Format(time.RFC3339), err)
	}
}

// real is the true time in the department.
func (e *era) real() time.Time { return time.Now().Add(e.since).In(e.zone) }

// clock is what the program takes for the time.
func (e *era) clock() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.real().Add(e.skew)
}

func (e *era) id() bot.ID {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ids++
	return bot.ID(fmt.Sprintf("id%06d", e.ids))
}

func (e *era) by(p bot.Person) desk.Actor {
	return desk.Actor{Person: p, Event: string(e.id()), Via: "test"}
}

// up starts the program.
func (e *era) up() {
	e.t.Helper()
	db := e.open()
	s, err := store.Open(e.t.Context(), db, store.Options{Realm: store.Live, Now: e.clock, Signer: e.signer})
	e.must(err)
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla})
	e.must(err)
	schedule := bot.DefaultSchedule()
	schedule.Missed = e.missed
	e.store = s
	e.desk, err = desk.New(desk.Options{
		Files: e.files, Schedule: schedule,
		Store: s, Now: e.clock, Zone: e.zone, NewID: e.id, Roster: roster, Rules: bot.Rules{Default: bot.Rule{Need: 1}},
		Accounts: accounts(e.nets), Guard: noGuard{}, Composer: plainComposer{}, Languages: []string{"en"}, Platforms: []string{"test"},
	})
	e.must(err)
	ctx, cancel := context.WithCancel(context.WithoutCancel(e.t.Context()))
	var running sync.WaitGroup
	quiet := slog.New(slog.DiscardHandler)
	for _, n := range e.nets {
		p := &outbox.Publisher{
			Files: e.files, Store: s, Desk: e.desk, Network: n, Platforms: []string{"test"}, Now: e.clock, Log: quiet, Lease: lease, Worker: "year",
		}
		running.Go(func() {
			if err := p.Run(ctx, nil); err != nil {
				e.t.Errorf("publisher: %v", err)
			}
		})
	}
	loop := &calendar.Loop{Desk: e.desk, Now: e.clock, Log: quiet}
	running.Go(func() {
		if err := loop.Run(ctx, nil); err != nil {
			e.t.Errorf("calendar: %v", err)
		}
	})
	e.stop = func() {
		cancel()
		running.Wait()
		if b, ok := db.(*bolt.DB); ok {
			e.must(b.Close())
		}
	}
	e.phase(true)
}

// down stops it.
func (e *era) down() {
	e.stop()
	e.stop = nil
	e.phase(false)
}

// jump puts the clock wrong by so much.
func (e *era) jump(by time.Duration) {
	e.mu.Lock()
	e.skew = by
	e.mu.Unlock()
	e.phase(true)
}

func (e *era) phase(up bool) {
	e.phases = append(e.phases, phase{from: e.real(), up: up, skew: e.skew})
}

// publish makes an appeal public.
func (e *era) publish(number string) bot.ID {
	a, err := e.desk.Draft(e.t.Context(), e.by(ann), desk.NewAppeal{
		Number: number, Title: "x", Facts: bot.Facts{What: "Were you there?"}, Accounts: []bot.AccountID{"once", "asks"},
	})
	e.must(err)
	_, err = e.desk.Submit(e.t.Context(), e.by(ann), a.ID)
	e.must(err)
	a, err = e.desk.Approve(e.t.Context(), e.by(bob), a.ID, a.Digest)
	e.must(err)
	time.Sleep(time.Minute) // of the bubble: the loops look twice in it
	return a.ID
}

// again begins a series for its next thirty days.
func (e *era) again(s *running) {
	now := e.clock()
	slots, _, err := calendar.Slots(s.spec, e.zone, now, now.Add(bot.SeriesLength), bot.MaxSlots)
	e.must(err)
	a, err := e.desk.Repeat(e.t.Context(), e.by(ann), s.root, desk.Repetition{Rule: s.name, Slots: slots})
	e.must(err)
	a, err = e.desk.Approve(e.t.Context(), e.by(bob), a.ID, a.Digest)
	e.must(err)
	s.appeal = a.ID
	for i, slot := range slots {
		p := &planned{of: s, appeal: a.ID, n: i + 1, Slot: slot, approved: e.real()}
		if i+1 < len(slots) {
			p.next = slots[i+1].At
		}
		e.slots = append(e.slots, p)
	}
	s.renew = slots[len(slots)-1].At.Add(41 * time.Minute)
}

// until lets time pass, and begins what is over anew.
func (e *era) until(t time.Time) {
	for {
		next := t
		for _, s := range e.series {
			if s.renew.Before(next) {
				next = s.renew
			}
		}
		if wait := next.Sub(e.real()); wait > 0 {
			time.Sleep(wait) // of the bubble
		}
		if !next.Before(t) {
			return
		}
		for _, s := range e.series {
			switch {
			case s.renew.After(next):
			case e.stop == nil || e.skew != 0:
				s.renew = s.renew.Add(time.Hour) // nobody can
			default:
				e.again(s)
			}
		}
	}
}

// decide publishes what is held, as somebody who is asked says, as far as that is
// allowed.
func (e *era) decide() {
	var held []bot.Post
	e.must(e.store.View(e.t.Context(), func(tx bot.Tx) (err error) {
		held, err = tx.PostsIn(bot.PostHeld, 1000)
		return err
	}))
	for _, p := range held {
		_, err := e.desk.Decide(e.t.Context(), e.by(ann), p.ID, desk.Send)
		if refusal := (*bot.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
			e.must(err)
		}
	}
}

// published counts what became public of a slot on an account, and says when it did
// first.
func (e *era) published() map[string][]time.Time {
	out := map[string][]time.Time{}
	for _, n := range e.nets {
		for _, p := range n.(*networktest.Network).Public() {
			if p.Post.Slot > 0 {
				key := fmt.Sprintf("%s/%s/%d", p.Post.Account, p.Post.Appeal, p.Post.Slot)
				out[key] = append(out[key], p.At.Add(e.since).In(e.zone))
			}
		}
	}
	return out
}
