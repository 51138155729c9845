package commands_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
	"appealbot/bot/card"
	"appealbot/bot/chat/practice"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/outbox"
	"appealbot/bot/replies"
	"appealbot/commands"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

// department is a town whose program can be killed between any two transactions, and
// of which everything is known that its four networks were asked to publish.
type department struct {
	*town
	memory *mortal // what the program has of its store
	db     kv.DB
	file   string // of the store; empty: it is in memory
	key    store.Options
	guard  *guard.Guard
	words  composer
	laws   *laws
	probed map[bot.AccountID]wall.FaultKind // how each account failed when it was made sure of last
	closed []func()
}

// parts of a department that take long to make and never change.
var departmentParts = sync.OnceValues(func() (department, error) {
	c := configs.Practice()
	g, err := guard.New(guard.DefaultPolicy())
	if err != nil {
		return department{}, err
	}
	templates, err := configs.LoadTemplates("")
	return department{guard: g, words: composer{templates, c}}, err
})

// fourWalls are accounts with the rules of four networks: one that takes nothing twice
// and changes nothing, two that know what they were sent before, and one that lets
// everything be changed.
func fourWalls() []wall.Profile {
	var out []wall.Profile
	for _, like := range []wall.Likeness{wall.LikeX, wall.LikeMastodon, wall.LikeBluesky, wall.LikeFacebook} {
		out = append(out, wall.ProfileLike(like, bot.Account{
			ID: bot.AccountID(like), Network: wall.Network, Name: "Metro " + like.Title(), Exercise: true, Default: true,
		}))
	}
	return out
}

// openDepartment returns a department that begins at a time, with its store in memory
// or in a file that every restart closes and opens.
func openDepartment(t *testing.T, begin time.Time, onDisk bool) (*department, error) {
	made, err := departmentParts()
	if err != nil {
		return nil, err
	}
	d := &made
	d.probed = map[bot.AccountID]wall.FaultKind{}
	d.town = &town{t: t, reader: "carla", now: begin, rules: configs.Practice().Rules(), windows: map[bot.AccountID][]bot.Window{
		"x": {{From: 22 * 60, To: 6 * 60, Passes: []bot.Kind{bot.MissingPerson, bot.SafetyAlert}}},
	}}
	d.laws = newLaws(d)
	signer, err := store.GenerateSigner()
	if err != nil {
		return nil, err
	}
	d.key = store.Options{Realm: store.Practice, Signer: signer, Now: d.time}
	dir := t.TempDir()
	if onDisk {
		d.file = filepath.Join(dir, "store.db")
	} else {
		d.db = mem.New()
	}
	if d.files, err = files.Open(dir, make([]byte, files.KeySize)); err != nil {
		return nil, err
	}
	if d.room, err = practice.New(practice.Options{Officers: officers, Now: d.time}); err != nil {
		return nil, err
	}
	if d.wall, err = wall.NewWall(wall.Options{Profiles: fourWalls(), Now: d.time, Link: func(id string) string { return "https://wall.example/" + id }}); err != nil {
		return nil, err
	}
	srv := httptest.NewServer(d.wall.Handler())
	d.closed = append(d.closed, srv.Close, d.wall.Close)
	for _, p := range d.wall.Profiles() {
		c := wall.NewClient(wall.ClientOptions{Profile: p, Base: srv.URL, Token: d.wall.Token(p.ID), Now: d.time})
		d.closed = append(d.closed, c.Close)
		d.networks = append(d.networks, witness{c, d.laws})
	}
	if err := d.start(); err != nil {
		return nil, err
	}
	d.channel, err = d.room.FindRoom(t.Context(), "newsroom")
	return d, err
}

// close ends everything.
func (d *department) close() {
	d.kill()
	for _, fn := range slices.Backward(d.closed) {
		fn()
	}
}

// start is the program starting: nothing of an earlier run is in its memory.
func (d *department) start() (err error) {
	ctx := d.t.Context()
	if d.file != "" {
		if d.db, err = bolt.Open(d.file, bolt.Options{}); err != nil {
			return err
		}
	}
	if d.store, err = store.Open(ctx, d.db, d.key); err != nil {
		return err
	}
	d.memory = &mortal{Store: d.store}
	c := d.words.config
	zone, err := c.Department.Location()
	if err != nil {
		return err
	}
	roster, err := c.Roster()
	if err != nil {
		return err
	}
	if d.desk, err = desk.New(desk.Options{
		Files: d.files, Store: d.memory, Now: d.time, Zone: zone, Roster: roster, Rules: d.rules, Retention: c.Retention.Rules(),
		Accounts: quieted{d.networks, d.town}, Guard: d.guard, Grounds: d.guard.Grounds(), Ladder: c.Ladder(), Alone: c.AloneRule(),
		NewID:    func() bot.ID { d.ids++; return bot.ID(fmt.Sprintf("id%06d", d.ids)) },
		Composer: d.words, Languages: []string{"en", "fr"}, Platforms: []string{practice.Name}, Exercise: true,
	}); err != nil {
		return err
	}
	if err := d.desk.Prime(ctx); err != nil {
		return err
	}
	d.outboxes, d.readers = nil, nil
	log := slog.New(slog.NewTextHandler(&d.output, &slog.HandlerOptions{Level: slog.LevelError}))
	for _, n := range d.networks {
		d.outboxes = append(d.outboxes, &outbox.Publisher{
			Files: d.files, Store: d.memory, Desk: d.desk, Network: n, Platforms: []string{practice.Name}, Now: d.time, Log: log, Lease: time.Minute, Worker: "test",
		})
		d.readers = append(d.readers, &replies.Collector{Desk: d.desk, Network: n, Now: d.time, Log: slog.New(slog.DiscardHandler)})
	}
	d.outboxes = append(d.outboxes, &calendar.Loop{Desk: d.desk, Now: d.time, Log: log}, &outbox.Notifier{
		Files: d.files, Store: d.memory, Desk: d.desk, Client: d.room, Now: d.time, Log: log, Lease: time.Minute, Exercise: true,
		Book: func() card.Book { return commands.Book(d.desk) }, Channels: map[string]string{"duty": "duty", "newsroom": "newsroom", "digest": "newsroom"},
	})
	d.listen(ctx)
	return nil
}

// kill ends the program as a power cut does.
func (d *department) kill() {
	d.stop()
	if d.file != "" {
		_ = d.db.Close() // what was committed is on the disk
	}
}

// restart kills the program and starts it again.
func (d *department) restart() error {
	d.kill()
	return d.start()
}

// errDead is what a program that was killed gets of its store, if it still asks.
var errDead = errors.New("the program was killed")

// mortal is a store whose program dies at one of its transactions: before it, or after
// it was committed and before anybody knows.
type mortal struct {
	bot.Store
	mu    sync.Mutex
	left  int // transactions until then; zero: it lives
	after bool
	dead  bool
}

// dies has the program die at the n-th transaction from now.
func (m *mortal) dies(n int, after bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left, m.after = n, after
}

func (m *mortal) isDead() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.dead
}

// View implements bot.Store.
func (m *mortal) View(ctx context.Context, fn func(bot.Tx) error) error {
	if m.isDead() {
		return errDead
	}
	return m.Store.View(ctx, fn)
}

// Update implements bot.Store.
func (m *mortal) Update(ctx context.Context, fn func(bot.Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dead {
		return errDead
	}
	if m.left > 0 {
		if m.left--; m.left == 0 {
			m.dead = true
			if m.after {
				_ = m.Store.Update(ctx, fn) // nobody hears of it
			}
			return errDead
		}
	}
	return m.Store.Update(ctx, fn)
}

// witness is an account that has the laws look at everything before it is sent.
type witness struct {
	*wall.Client
	laws *laws
}

// Publish implements network.Publisher.
func (w witness) Publish(ctx context.Context, a network.Attempt) network.Result {
	w.laws.publishing(ctx, a)
	return w.Client.Publish(ctx, a)
}

// Edit implements network.Editor.
func (w witness) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	w.laws.editing(ctx, w.Account().ID, remote, p)
	return w.Client.Edit(ctx, remote, p)
}
