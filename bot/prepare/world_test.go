package prepare_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/prepare"
	"appealbot/store"
	"appealbot/store/files"
	"appealbot/store/mem"
)

var ann = bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}}

const lease = time.Minute

// world is a department whose videos a script makes.
type world struct {
	*desk.Desk
	t     *testing.T
	store *store.Store
	files bot.Blobs
	dir   string
	bell  chan struct{}

	mu   sync.Mutex
	n    int
	ends []prepare.Result
	log  strings.Builder
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dir: filepath.Join(t.TempDir(), "preparing"), bell: make(chan struct{}, 1)}
	key, err := store.GenerateSigner()
	w.must(err)
	w.store, err = store.Open(t.Context(), mem.New(), store.Options{Realm: store.Live, Now: time.Now, Signer: key})
	w.must(err)
	w.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize))
	w.must(err)
	roster, err := bot.NewRoster([]bot.Person{ann})
	w.must(err)
	w.Desk, err = desk.New(desk.Options{
		Store: w.store, Now: time.Now, Zone: time.UTC, Roster: roster, Rules: bot.DefaultRules(), NewID: w.id,
		Accounts: metro{}, Guard: lenient{}, Composer: plain{}, Languages: []string{"en"}, Platforms: []string{"test"}, Files: w.files,
		Wake: w.wake,
	})
	w.must(err)
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) id() bot.ID {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	return bot.ID(fmt.Sprintf("id%06d", w.n))
}

func (w *world) wake() {
	select {
	case w.bell <- struct{}{}:
	default:
	}
}

// Write implements io.Writer for the log.
func (w *world) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(p)
}

func (w *world) logged() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.String()
}

// loop is one process that makes videos as the script says.
func (w *world) loop(m prepare.Maker) *prepare.Loop {
	return &prepare.Loop{
		Desk: w.Desk, Files: w.files, Make: m, Dir: w.dir, Now: time.Now, Log: slog.New(slog.NewTextHandler(w, nil)),
		Lease: lease, Longest: time.Hour, Worker: "worker",
		Observe: func(m prepare.Made) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.ends = append(w.ends, m.Result)
		},
	}
}

// results are how the preparations ended so far.
func (w *world) results() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return fmt.Sprint(w.ends)
}

// run runs the loop until the test says so.
func (w *world) run(m prepare.Maker) (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- w.loop(m).Run(ctx, w.bell) }()
	return func() {
		w.t.Helper()
		cancel()
		w.must(<-done)
	}
}

// draft is an appeal with a video that waits to be prepared.
func (w *world) draft(data string) bot.Prep {
	w.t.Helper()
	a, err := w.Draft(w.t.Context(), desk.Actor{Person: ann}, desk.NewAppeal{
		Number: "2026-" + string(w.id()[4:]), Title: "Lakeshore shooting", Facts: bot.Facts{What: "Were you there?"},
	})
	w.must(err)
	digest, _, err := w.files.Put(strings.NewReader(data))
	w.must(err)
	p, err := w.Film(w.t.Context(), desk.Actor{Person: ann}, a.ID, desk.Clip{Name: "clip.mp4", Digest: digest})
	w.must(err)
	return p
}

func (w *world) prep(id bot.ID) (p bot.Prep) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Prep(id)
		return err
	}))
	return p
}

func (w *world) media(p bot.Prep) []bot.MediaUse {
	w.t.Helper()
	var a bot.Appeal
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		a, err = tx.Appeal(p.Appeal)
		return err
	}))
	return a.Content.Media
}

// events counts what the audit log says.
func (w *world) events(what string) (n int) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 10000)
		for _, e := range es {
			if e.What == what {
				n++
			}
		}
		return err
	}))
	return n
}

// left is what stands in the folder of plain files.
func (w *world) left() []string {
	es, err := os.ReadDir(w.dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.t.Fatal(err)
	}
	var out []string
	for _, e := range es {
		out = append(out, e.Name())
	}
	return out
}

// whole makes a video of the bytes that were handed in.
func whole(_ context.Context, j prepare.Job) (bot.MediaUse, error) {
	data, err := io.ReadAll(io.NewSectionReader(j.In, 0, j.In.Size()))
	if err != nil {
		return bot.MediaUse{}, err
	}
	if err := os.WriteFile(filepath.Join(j.Dir, "plain"), data, 0o600); err != nil {
		return bot.MediaUse{}, err
	}
	digest, size, err := j.Put(strings.NewReader("made of " + string(data)))
	return bot.MediaUse{
		Digest: digest, Type: "video/mp4", Size: size, Width: 640, Height: 360, Edits: j.Covers,
		Video: &bot.Video{Length: 42 * time.Second, At: j.Poster},
	}, err
}

type metro struct{}

func (metro) All() []bot.Account {
	return []bot.Account{{ID: "metro", Name: "Metro", Network: "test", Default: true}}
}

func (metro) Render(_ bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return []bot.Part{{Text: c.Text, Media: c.Media}}, nil
}

func (m metro) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) { return m.Render(id, c) }

func (m metro) Answer(id bot.AccountID, _ bot.Reply, c bot.Copy) ([]bot.Part, error) {
	return m.Render(id, c)
}

func (metro) Address(bot.AccountID) string     { return "" }
func (metro) Moderates(bot.AccountID) []bot.Op { return nil }

type lenient struct{}

func (lenient) Check(guard.Input) ([]bot.Finding, error) { return nil, nil }
func (lenient) Digest() string                           { return "lenient" }
func (lenient) Classify(text string) guard.Class         { return guard.Classify(text) }

type plain struct{}

func (plain) Compose(_ bot.Kind, _ string, b desk.Brief) (string, error) { return b.Facts.What, nil }
