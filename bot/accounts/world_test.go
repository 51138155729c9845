package accounts_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store"
	"appealbot/store/files"
	"appealbot/store/mem"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	carla = bot.Person{ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Admin}, Logins: []bot.Login{{Platform: "test", User: "U3"}}}
	ann   = bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}}
)

// world is a real desk on a store in memory, with one account, its secrets in a
// vault and its keeper.
type world struct {
	files bot.Blobs
	*desk.Desk
	t     *testing.T
	store *store.Store
	vault *store.Vault
	net   *networktest.Network
	k     *accounts.Keeper

	probes moments
	fit    atomic.Int64 // how often it was said to be fit

	mu      sync.Mutex
	log     bytes.Buffer
	commits int
	fails   error // of the store
	posts   int
	events  int
	looks   bool // keepers look through the account's own posts
}

// moments are when something happened, since took was called last.
type moments struct {
	mu    sync.Mutex
	began time.Time
	at    []time.Duration
}

func (m *moments) add() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = append(m.at, time.Since(m.began))
}

func (m *moments) took() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.at
	m.at, m.began = nil, time.Now()
	return out
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, net: networktest.New("metro")}
	w.probes.took()
	w.net.Is.Exercise = false
	key, err := store.GenerateSigner()
	w.must(err)
	db := mem.New()
	w.store, err = store.Open(t.Context(), db, store.Options{Realm: store.Live, Now: time.Now, Signer: key})
	w.must(err)
	w.vault, err = store.OpenVault(t.Context(), db, bytes.Repeat([]byte{7}, 32))
	w.must(err)
	roster, err := bot.NewRoster([]bot.Person{carla, ann})
	w.must(err)
	n := 0
	w.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize))
	w.must(err)
	w.Desk, err = desk.New(desk.Options{
		Files: w.files,
		Store: counted{w.store, w}, Now: time.Now, Zone: time.UTC, Roster: roster, Rules: bot.DefaultRules(),
		NewID:    func() bot.ID { n++; return bot.ID(fmt.Sprintf("id%06d", n)) },
		Accounts: one{w.net}, Guard: silent{}, Composer: silent{}, Languages: []string{"en"}, Platforms: []string{"test"},
	})
	w.must(err)
	w.k = w.keeper(probed{w.net, w})
	return w
}

// keeper returns a keeper of n.
func (w *world) keeper(n network.Network) *accounts.Keeper {
	w.t.Helper()
	k, err := accounts.New(accounts.Options{
		Desk: w.Desk, Network: n, Secrets: w.vault.For("metro"), Now: time.Now, Redirect: "https://bot.example/back",
		Log: slog.New(slog.NewTextHandler(locked{w}, nil)),
		Fit: func() { w.fit.Add(1) }, Blind: !w.looks,
	})
	w.must(err)
	return k
}

// run keeps in the background until stop is called, which returns Run's error.
func (w *world) run(k *accounts.Keeper) (stop func() error) {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- k.Run(ctx) }()
	return func() error { cancel(); return <-done }
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) view(fn func(bot.Tx) error) {
	w.t.Helper()
	w.must(w.store.View(context.Background(), fn))
}

func (w *world) standing() (s bot.Standing) {
	w.t.Helper()
	w.view(func(tx bot.Tx) (err error) { s, err = tx.Standing("metro"); return err })
	return s
}

func (w *world) post(id bot.ID) (p bot.Post) {
	w.t.Helper()
	w.view(func(tx bot.Tx) (err error) { p, err = tx.Post(id); return err })
	return p
}

// told lists what a channel was told, "duty" or "@" and a person.
func (w *world) told(channel string) (out []string) {
	w.t.Helper()
	w.view(func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", time.Now().Add(time.Hour), 1000)
		for _, n := range ns {
			if n.Kind == bot.NoticeTell && n.Channel == channel {
				out = append(out, n.Text)
			}
		}
		return err
	})
	return out
}

func (w *world) committed() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.commits
	w.commits = 0
	return n
}

func (w *world) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fails = err
}

func (w *world) logged() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.String()
}

func (w *world) by(p bot.Person) desk.Actor {
	w.events++
	return desk.Actor{Person: p, Event: fmt.Sprint("event", w.events), Via: "test"}
}

// publish makes a post public that has these parts.
func (w *world) publish(texts ...string) bot.Post {
	w.t.Helper()
	w.posts++
	now := time.Now()
	p := bot.Post{
		ID: bot.ID(fmt.Sprintf("post%03d", w.posts)), Op: bot.OpCreate, Appeal: "appeal", Case: "case", Account: "metro", Language: "en",
		State: bot.PostPosted, Created: now, Posted: now, URL: fmt.Sprint("https://metro.example/", w.posts),
	}
	for i, text := range texts {
		part := bot.Part{Text: text}
		p.Rendering.Parts = append(p.Rendering.Parts, part)
		r := w.net.Publish(w.t.Context(), network.Attempt{Post: p, Part: part, Key: fmt.Sprint(p.ID, i)})
		p.Remotes = append(p.Remotes, r.Remote)
	}
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPost(p)
		return errors.Join(err,
			tx.PutCase(bot.Case{ID: "case", Number: "2026-1", State: bot.CaseOpen}),
			tx.PutAppeal(bot.Appeal{ID: "appeal", Case: "case", Number: 1, State: bot.Approved}))
	}))
	return p
}

// counted is the store as the desk sees it; it counts commits and can fail.
type counted struct {
	*store.Store
	w *world
}

func (c counted) Update(ctx context.Context, fn func(bot.Tx) error) error {
	c.w.mu.Lock()
	c.w.commits++
	err := c.w.fails
	c.w.mu.Unlock()
	if err != nil {
		return err
	}
	return c.Store.Update(ctx, fn)
}

// probed is the network, noting when it is probed.
type probed struct {
	*networktest.Network
	w *world
}

func (p probed) Probe(ctx context.Context) error {
	p.w.probes.add()
	return p.Network.Probe(ctx)
}

// bare is a network that can do nothing but what it must.
type bare struct{ network.Network }

// locked is where the log goes.
type locked struct{ w *world }

func (l locked) Write(b []byte) (int, error) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	return l.w.log.Write(b)
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

var errStore = errors.New("disk is full")

// one is the registry of one account.
type one struct{ net *networktest.Network }

func (o one) All() []bot.Account { return []bot.Account{o.net.Is} }

func (o one) Render(_ bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return o.net.Render(c)
}

func (o one) Follow(_ bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return o.net.Render(c)
}

// Answer and Moderates are for networks where the public can be answered.
func (o one) Answer(id bot.AccountID, _ bot.Reply, c bot.Copy) ([]bot.Part, error) {
	return o.Render(id, c)
}

func (one) Moderates(bot.AccountID) []bot.Op { return nil }

// silent finds nothing and writes nothing.
type silent struct{}

func (silent) Check(guard.Input) ([]bot.Finding, error)             { return nil, nil }
func (silent) Digest() string                                       { return "none" }
func (silent) Classify(text string) guard.Class                     { return guard.Classify(text) }
func (silent) Compose(bot.Kind, string, desk.Brief) (string, error) { return "", nil }

func times(unit time.Duration, ns ...int) (out []time.Duration) {
	for _, n := range ns {
		out = append(out, time.Duration(n)*unit)
	}
	return out
}

func wantTimes(t *testing.T, what string, got, want []time.Duration) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s at %v, want %v", what, got, want)
	}
}

func (o one) Address(bot.AccountID) string { return o.net.Limits().Address }
