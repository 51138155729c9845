package replies_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/replies"
	"appealbot/store"
	"appealbot/store/files"
	"appealbot/store/mem"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a real desk on a store in memory, with one account and its reader.
type world struct {
	files bot.Blobs
	*desk.Desk
	t     *testing.T
	store *store.Store
	net   *networktest.Network
	c     *replies.Collector

	mu      sync.Mutex
	pages   []replies.Page  // what was observed
	looks   []time.Duration // when the network was asked, since the beginning
	commits int
	fails   error // of the store
	began   time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, net: networktest.New("metro"), began: time.Now()}
	key, err := store.GenerateSigner()
	w.must(err)
	w.store, err = store.Open(t.Context(), mem.New(), store.Options{Realm: store.Live, Now: time.Now, Signer: key})
	w.must(err)
	roster, err := bot.NewRoster(nil)
	w.must(err)
	n := 0
	w.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize))
	w.must(err)
	w.Desk, err = desk.New(desk.Options{
		Files: w.files,
		Store: w.store, Now: time.Now, Zone: time.UTC, Roster: roster, Rules: bot.DefaultRules(),
		NewID:    func() bot.ID { n++; return bot.ID(fmt.Sprintf("id%06d", n)) },
		Accounts: accounts{w.net}, Guard: silent{}, Composer: silent{}, Languages: []string{"en"}, Platforms: []string{"test"},
	})
	w.must(err)
	w.c = w.reader(w.net)
	w.publish("fresh", time.Now())
	return w
}

// publish makes a post public, of a case of its own.
func (w *world) publish(remote string, at time.Time) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPost(bot.Post{
			ID: bot.ID(remote), Op: bot.OpCreate, Account: "metro", Case: bot.ID("case of " + remote), Appeal: bot.ID("appeal of " + remote),
			State: bot.PostPosted, Created: at, Posted: at, Remotes: []string{remote},
		})
		return err
	}))
}

// reader returns a collector that reads net.
func (w *world) reader(net network.Network) *replies.Collector {
	var n network.Network = looked{net, w}
	if s, ok := net.(network.Streamer); ok {
		n = streamed{looked{net, w}, s}
	}
	return &replies.Collector{
		Desk: counted{w}, Network: n, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Observe: func(p replies.Page) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.pages = append(w.pages, p)
		},
	}
}

// run reads in the background until stop is called, which returns Run's error.
func (w *world) run(c *replies.Collector) (stop func() error) {
	ctx, cancel := context.WithCancel(w.t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	return func() error { cancel(); return <-done }
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) cursor() (cur bot.Cursor) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		cur, err = tx.Cursor(replies.Source("metro"))
		return err
	}))
	return cur
}

// stored returns every reply that was stored, by number.
func (w *world) stored() (out []bot.Reply) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		for {
			rs, err := tx.RepliesOf(bot.Elsewhere, len(out)+1, 1000)
			if err != nil || len(rs) == 0 {
				return err
			}
			out = append(out, rs...)
		}
	}))
	return out
}

// told counts what the duty channel was told.
func (w *world) told() (n int) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", time.Now().Add(time.Hour), 1000)
		for _, notice := range ns {
			if notice.Channel == "duty" && notice.Text != "" {
				n++
			}
		}
		return err
	}))
	return n
}

// took returns when the network was asked since the last call, and how often
// the store was written to.
func (w *world) took() (looks []time.Duration, commits int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	looks, commits = w.looks, w.commits
	w.looks, w.commits, w.began = nil, 0, time.Now()
	return looks, commits
}

func (w *world) observed() []replies.Page {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.pages)
}

func (w *world) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fails = err
}

// counted is the desk, counting its commits; it can fail.
type counted struct{ *world }

func (d counted) write() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.commits++
	return d.fails
}

func (d counted) Collect(ctx context.Context, b desk.Batch) (int, error) {
	if err := d.write(); err != nil {
		return 0, err
	}
	return d.Desk.Collect(ctx, b)
}

func (d counted) Deaf(ctx context.Context, a bot.AccountID, source, why string) error {
	if err := d.write(); err != nil {
		return err
	}
	return d.Desk.Deaf(ctx, a, source, why)
}

// looked is a network that notes when it is read.
type looked struct {
	network.Network
	w *world
}

func (l looked) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	l.w.mu.Lock()
	l.w.looks = append(l.w.looks, time.Since(l.w.began))
	l.w.mu.Unlock()
	return l.Network.Replies(ctx, q)
}

// streamed is a network that streams, too.
type streamed struct {
	looked
	network.Streamer
}

// polled hides that a network can stream.
type polled struct{ network.Network }

// says is a reply of the public.
func says(remote, text string) network.Item {
	return network.Item{
		Kind: network.ItemNew, Remote: remote, Under: "post", Parent: "post", Reply: bot.ReplyAnswer,
		Author: "Pat", Handle: "@pat", URL: "https://metro.example/" + remote, Language: "en", Text: text, At: time.Date(2026, 11, 23, 7, 0, 0, 0, time.FixedZone("EST", -5*3600)),
	}
}

var errStore = errors.New("disk is full")

// accounts are those of one network.
type accounts struct{ net *networktest.Network }

func (a accounts) All() []bot.Account { return []bot.Account{a.net.Is} }

func (a accounts) Render(_ bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return a.net.Render(c)
}

// silent finds nothing and writes nothing.
type silent struct{}

func (silent) Check(guard.Input) ([]bot.Finding, error)             { return nil, nil }
func (silent) Digest() string                                       { return "none" }
func (silent) Classify(text string) guard.Class                     { return guard.Classify(text) }
func (silent) Compose(bot.Kind, string, desk.Brief) (string, error) { return "", nil }

func (a accounts) Address(bot.AccountID) string { return a.net.Limits().Address }
