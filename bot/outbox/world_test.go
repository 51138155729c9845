package outbox_test

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/outbox"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
	"appealbot/store/kv"
	"appealbot/store/mem"
)

var (
	ann   = bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}, Logins: logins("ann")}
	bob   = bot.Person{ID: "bob", Name: "Bob", Roles: []bot.Role{bot.Author, bot.Approver}, Logins: logins("bob")}
	carla = bot.Person{ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Approver, bot.Admin}, Logins: logins("carla")}
)

// logins are of somebody on the test platform.
func logins(name string) []bot.Login { return []bot.Login{{Platform: "test", User: "u-" + name}} }

// world is a department with some accounts, a clock that only the test moves,
// and a desk with everything real but the networks.
type world struct {
	files bot.Blobs
	t     testing.TB
	store bot.Store
	desk  *desk.Desk
	nets  map[bot.AccountID]network.Network

	real bool // the clock is that of the machine, as in a bubble of synctest

	mu     sync.Mutex
	now    time.Time
	ids    int
	events int
}

const lease = time.Minute

// noon is what the clock shows at first.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newWorld(t testing.TB, db kv.DB, nets ...*networktest.Network) *world {
	t.Helper()
	ns := make([]network.Network, len(nets))
	for i, n := range nets {
		ns[i] = n
	}
	return newWorldOf(t, db, ns...)
}

// newWorldOf is newWorld for any networks.
func newWorldOf(t testing.TB, db kv.DB, nets ...network.Network) *world {
	t.Helper()
	w := &world{t: t, now: noon, nets: map[bot.AccountID]network.Network{}}
	key, err := store.GenerateSigner()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), db, store.Options{Realm: store.Live, Now: w.clock, Signer: key})
	if err != nil {
		t.Fatal(err)
	}
	w.store = s
	for _, n := range nets {
		w.nets[n.Account().ID] = n
	}
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla})
	if err != nil {
		t.Fatal(err)
	}
	if w.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize)); err != nil {
		t.Fatal(err)
	}
	w.desk, err = desk.New(desk.Options{
		Files: w.files,
		Store: s, Now: w.clock, Zone: time.UTC, NewID: w.id, Roster: roster, Rules: bot.Rules{Default: bot.Rule{Need: 1}},
		Accounts: accounts(nets), Guard: noGuard{}, Composer: plainComposer{}, Languages: []string{"en"}, Platforms: []string{"test"},
		Ladder: bot.DefaultLadder(), Alone: bot.AloneRule{Role: bot.Author, Kinds: []bot.Kind{bot.SafetyAlert}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.real {
		return time.Now()
	}
	return w.now
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) id() bot.ID {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ids++
	return bot.ID(fmt.Sprintf("id%06d", w.ids))
}

// by is a person doing something new.
func (w *world) by(p bot.Person) desk.Actor {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.events++
	return desk.Actor{Person: p, Event: fmt.Sprint("event", w.events), Via: "test"}
}

// approved returns an appeal that Ann wrote and Bob approved.
func (w *world) approved(number, text string, accounts ...bot.AccountID) bot.Appeal {
	w.t.Helper()
	a, err := w.desk.Draft(w.t.Context(), w.by(ann), desk.NewAppeal{Number: number, Title: "x", Facts: bot.Facts{What: text}, Accounts: accounts})
	w.must(err)
	_, err = w.desk.Submit(w.t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.desk.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	if a.State != bot.Approved {
		w.t.Fatalf("the appeal is %s", a.State)
	}
	return a
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// publisher returns a process that publishes for one account.
func (w *world) publisher(account bot.AccountID, name string) *outbox.Publisher {
	return &outbox.Publisher{
		Files: w.files,
		Store: w.store, Desk: w.desk, Network: w.nets[account], Platforms: []string{"test"}, Now: w.clock,
		Log: slog.New(slog.DiscardHandler), Lease: lease, Worker: name,
	}
}

// run steps until nothing is due, and lets time pass until nothing ever will
// be.
func (w *world) run(p *outbox.Publisher) {
	w.t.Helper()
	for range 200 {
		acted, err := p.Step(w.t.Context())
		w.must(err)
		if acted {
			continue
		}
		at, any := w.next(p.Network.Account().ID)
		if !any {
			return
		}
		w.wait(at.Sub(w.clock()))
	}
	w.t.Fatal("the outbox does not come to rest")
}

func (w *world) next(account bot.AccountID) (at time.Time, any bool) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		at, any, err = tx.NextPost(account)
		return err
	}))
	return at, any
}

// post returns the only post of an appeal on an account.
func (w *world) post(a bot.Appeal, account bot.AccountID) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(bot.PostID(a.ID, a.Digest, account, "en", bot.OpCreate))
		return err
	}))
	return p
}

// events returns what the audit log says, newest last.
func (w *world) log() string {
	var b strings.Builder
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 10000)
		for _, e := range es {
			fmt.Fprintf(&b, "%s %s %s\n", e.Who, e.What, e.Detail)
		}
		return err
	}))
	return b.String()
}

func net(id bot.AccountID, idempotent bool) *networktest.Network {
	return &networktest.Network{
		Is: bot.Account{ID: id, Network: "test", Name: string(id), Default: true}, Can: network.Capabilities{Idempotent: idempotent},
	}
}

// drivers are the stores that the crash tests run on.
func drivers() map[string]func(testing.TB) kv.DB {
	return map[string]func(testing.TB) kv.DB{
		"mem": func(testing.TB) kv.DB { return mem.New() },
		"bolt": func(t testing.TB) kv.DB {
			db, err := bolt.Open(filepath.Join(t.TempDir(), "db"), bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			return db
		},
	}
}

type accounts []network.Network

func (as accounts) All() []bot.Account {
	var out []bot.Account
	for _, n := range as {
		out = append(out, n.Account())
	}
	return out
}

func (as accounts) Render(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Render(c)
		}
	}
	return nil, bot.Refuse(bot.ErrNotFound, "no account %s", id)
}

type noGuard struct{}

func (noGuard) Check(guard.Input) ([]bot.Finding, error) { return nil, nil }
func (noGuard) Digest() string                           { return "none" }
func (noGuard) Classify(text string) guard.Class         { return guard.Classify(text) }

type plainComposer struct{}

func (plainComposer) Compose(_ bot.Kind, _ string, b desk.Brief) (string, error) {
	return b.Facts.What, nil
}

func (as accounts) Address(id bot.AccountID) string {
	for _, n := range as {
		if n.Account().ID == id {
			return n.Limits().Address
		}
	}
	return ""
}
