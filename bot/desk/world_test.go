package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
	"appealbot/bot/network"
	"appealbot/store"
	"appealbot/store/files"
	"appealbot/store/mem"
)

var (
	ann   = bot.Person{ID: "ann", Name: "Ann", Roles: []bot.Role{bot.Author}}
	bob   = bot.Person{ID: "bob", Name: "Bob", Roles: []bot.Role{bot.Author, bot.Approver}}
	carla = bot.Person{
		ID: "carla", Name: "Carla", Roles: []bot.Role{bot.Approver, bot.Lead, bot.Admin}, Logins: []bot.Login{{Platform: "test", User: "U3"}},
	}
	eve = bot.Person{ID: "eve", Name: "Eve"}
)

// world is a department with a clock that only the test moves.
type world struct {
	files    bot.Blobs
	films    bool // "short" takes only videos
	schedule bot.Schedule
	*desk.Desk
	t         testing.TB
	store     *store.Store
	guard     *wordGuard
	retention bot.Retention
	limit     int // characters that the account "short" takes
	// windows are those of the accounts.
	windows map[bot.AccountID][]bot.Window
	tune    func(*desk.Options) // of processes that begin from now on

	changes atomic.Int64          // transactions that wrote
	breaks  atomic.Pointer[error] // fails them at their end

	mu  sync.Mutex
	now time.Time
	n   int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), guard: &wordGuard{}, limit: 1000}
	key, err := store.GenerateSigner()
	w.must(err)
	s, err := store.Open(t.Context(), mem.New(), store.Options{Realm: store.Live, Now: w.clock, Signer: key})
	w.must(err)
	w.store = s
	w.files, err = files.Open(t.TempDir(), make([]byte, files.KeySize))
	w.must(err)
	w.Desk = w.another()
	return w
}

// another is a second process on the same store.
func (w *world) another() *desk.Desk { return w.on("test") }

// on is a process that speaks on some platforms.
func (w *world) on(platforms ...string) *desk.Desk {
	return w.process(w.files, platforms...)
}

// over is a process that sees other files.
func (w *world) over(see func(bot.Blobs) bot.Blobs) *desk.Desk {
	return w.process(see(w.files), "test")
}

func (w *world) process(files bot.Blobs, platforms ...string) *desk.Desk {
	return w.desk(w.guard, files, platforms...)
}

// guarded is a process with another guard.
func (w *world) guarded(g desk.Guard) *desk.Desk { return w.desk(g, w.files, "test") }

func (w *world) desk(g desk.Guard, files bot.Blobs, platforms ...string) *desk.Desk {
	roster, err := bot.NewRoster([]bot.Person{ann, bob, carla, eve})
	w.must(err)
	o := desk.Options{
		Store: counted{w.store, w}, Now: w.clock, Zone: time.FixedZone("EST", -5*3600), Roster: roster, Rules: bot.DefaultRules(),
		NewID:    func() bot.ID { return bot.ID(fmt.Sprintf("id%06d", w.next())) },
		Accounts: shortAndLong{w}, Schedule: w.schedule, Guard: g, Composer: joined{}, Languages: []string{"en", "fr"}, Platforms: platforms, Files: files,
		Retention: w.retention,
	}
	if w.tune != nil {
		w.tune(&o)
	}
	d, err := desk.New(o)
	w.must(err)
	return d
}

// counted is the store as the desk sees it.
type counted struct {
	*store.Store
	w *world
}

func (c counted) Update(ctx context.Context, fn func(bot.Tx) error) error {
	return c.Store.Update(ctx, func(tx bot.Tx) error {
		c.w.changes.Add(1)
		err := fn(tx)
		if bad := c.w.breaks.Load(); bad != nil && err == nil {
			return *bad
		}
		return err
	})
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) next() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	return w.n
}

func (w *world) by(p bot.Person) desk.Actor {
	return desk.Actor{Person: p, Event: fmt.Sprint("event", w.next()), Via: "test"}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) draft(kind bot.Kind, text string) bot.Appeal {
	w.t.Helper()
	a, err := w.Draft(w.t.Context(), w.by(ann), desk.NewAppeal{
		Number: fmt.Sprintf("2026-%04d", w.next()), Title: "Lakeshore shooting", Kind: kind, Facts: bot.Facts{What: text},
	})
	w.must(err)
	return a
}

func (w *world) submitted(kind bot.Kind, text string) bot.Appeal {
	w.t.Helper()
	a, err := w.Submit(w.t.Context(), w.by(ann), w.draft(kind, text).ID)
	w.must(err)
	return a
}

func (w *world) approved() bot.Appeal {
	w.t.Helper()
	a := w.submitted(bot.Witness, "Were you there?")
	a, err := w.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	return a
}

// published is an approved appeal whose posts are public.
func (w *world) published() bot.Appeal {
	w.t.Helper()
	a := w.approved()
	w.goPublic(a)
	return a
}

// goPublic lets the posts of an approved appeal become public.
func (w *world) goPublic(a bot.Appeal) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps {
			p.State, p.Due, p.Remotes = bot.PostPosted, time.Time{}, []string{"remote-" + string(p.Account)}
			err = errors.Join(err, tx.SetPost(p))
		}
		return err
	}))
}

// goesDown lets the posts of an appeal be gone.
func (w *world) goesDown(a bot.Appeal) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps {
			if p.Op == bot.OpCreate {
				p.State, p.Due = bot.PostRemoved, time.Time{}
				err = errors.Join(err, tx.SetPost(p))
			}
		}
		return err
	}))
}

func (w *world) posts(a bot.Appeal) (ps []bot.Post) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		ps, err = tx.PostsOf(a.ID)
		return err
	}))
	return ps
}

func (w *world) appeal(id bot.ID) (a bot.Appeal) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		a, err = tx.Appeal(id)
		return err
	}))
	return a
}

// events counts what the audit log says.
func (w *world) events(what string) int {
	n := 0
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

// refused makes sure that err is a refusal of a kind whose text says certain
// things.
func (w *world) refused(err error, kind error, says ...string) {
	w.t.Helper()
	var r *bot.Refusal
	if !errors.As(err, &r) || !errors.Is(err, kind) {
		w.t.Errorf("got %v, want a refusal (%v)", err, kind)
		return
	}
	for _, s := range says {
		if !strings.Contains(r.Text, s) {
			w.t.Errorf("%q does not say %q", r.Text, s)
		}
	}
}

// wordGuard objects to words.
type wordGuard struct {
	mu     sync.Mutex
	blocks string
	doubts string // may pass for a reason
	fails  error
	asked  guard.Input     // last
	hangs  <-chan struct{} // until it is closed
}

func (g *wordGuard) Check(in guard.Input) ([]bot.Finding, error) {
	g.mu.Lock()
	g.asked = in
	hangs := g.hangs
	g.mu.Unlock()
	if hangs != nil {
		<-hangs
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	var out []bot.Finding
	for _, t := range in.Texts {
		if i := strings.Index(t.Text, g.blocks); g.blocks != "" && i >= 0 {
			start := len([]rune(t.Text[:i]))
			out = append(out, bot.Finding{
				Rule: "word", Severity: bot.Block, Field: t.Field, Span: g.blocks, Why: "This word must not be public.",
				Start: start, End: start + len([]rune(g.blocks)), Suggest: "something else",
			})
		}
		if i := strings.Index(t.Text, g.doubts); g.doubts != "" && i >= 0 {
			start := len([]rune(t.Text[:i]))
			out = append(out, bot.Finding{
				Rule: "word", Severity: bot.NeedsOverride, Field: t.Field, Span: g.doubts, Why: "Why this word?",
				Start: start, End: start + len([]rune(g.doubts)),
			})
		}
	}
	return out, g.fails
}

func (g *wordGuard) block(word string, fails error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.blocks, g.fails = word, fails
}

// doubt lets a word pass for a reason only.
func (g *wordGuard) doubt(word string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.doubts = word
}

func (*wordGuard) Digest() string { return "words" }

func (*wordGuard) Classify(text string) guard.Class { return guard.Classify(text) }

// shortAndLong are two accounts, one of which takes little.
type shortAndLong struct{ w *world }

func (s shortAndLong) All() []bot.Account {
	out := []bot.Account{
		{ID: "short", Name: "Short", Network: "shorts", Default: true},
		{ID: "long", Name: "Long", Network: "longs", Default: true},
		{ID: "french", Name: "French", Languages: []string{"fr"}},
		{ID: "drill", Name: "Drill", Exercise: true},
		{ID: "carlas", Name: "Carla on Short", Default: true, Owner: "carla", Users: []bot.ID{"carla"}},
		{ID: "chief", Name: "Chief", Owner: "dora", Users: []bot.ID{"carla"}},
		{ID: "squad", Name: "Squad", Users: []bot.ID{"bob", "carla"}},
		{ID: "tube", Name: "Tube", Network: "tubes", Languages: []string{"en"}},
		{ID: "tube2", Name: "Second Tube", Network: "tubes", Languages: []string{"en"}},
		{ID: "threads", Name: "Threads", Network: "threads"},
	}
	for i, a := range out {
		out[i].Windows = s.w.windows[a.ID]
	}
	return out
}

// Budget implements desk.Budgeter.
func (shortAndLong) Budget(id bot.AccountID) int64 {
	return map[bot.AccountID]int64{"long": 50_000_000}[id]
}

func (s shortAndLong) Render(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	s.w.mu.Lock()
	defer s.w.mu.Unlock()
	film := slices.IndexFunc(c.Media, bot.MediaUse.IsVideo)
	switch {
	case id == "short" && s.w.films && film < 0:
		return nil, bot.Refuse(bot.ErrIncomplete, "Short takes only videos, and the appeal has none. Drop one into the thread.")
	case id == "short" && len(c.Text) > s.w.limit:
		return nil, bot.Refuse(bot.ErrInvalid, "The text does not fit Short.")
	case id == "short" && film >= 0 && c.Media[film].Video.Length > time.Minute:
		return nil, bot.Refuse(bot.ErrInvalid, "Short takes no videos longer than a minute.")
	case strings.TrimSpace(c.Text) == "":
		return nil, bot.Refuse(bot.ErrInvalid, "A post needs a text.")
	case id == "threads":
		return network.Fit(c.Text, c.Media, network.Fitting{
			Limits: network.Limits{Text: 60, Media: 4, Film: &network.FilmLimits{}}, Count: utf8.RuneCountInString, Name: "Threads",
		})
	}
	part := bot.Part{Text: c.Text, Media: c.Media, Count: len(c.Text), Limit: s.w.limit}
	if strings.HasPrefix(string(id), "tube") {
		part.Title = c.Title
		if part.Title == "" {
			part.Title, _, _ = strings.Cut(c.Text, "\n")
		}
	}
	return []bot.Part{part}, nil
}

// Answer addresses whoever is answered, as some networks do, and goes by what they
// said, as others do. Nobody can be answered on "french".
func (s shortAndLong) Answer(id bot.AccountID, r bot.Reply, c bot.Copy) ([]bot.Part, error) {
	switch {
	case id == "french":
		return nil, bot.Refuse(bot.ErrInvalid, "Answers cannot be written on French through this program.")
	case strings.Contains(r.Newest(), "asleep"):
		return nil, bot.Refuse(bot.ErrInvalid, "Long lets nobody answer that.")
	}
	c.Text = r.Handle + " " + c.Text
	return s.Render(id, c)
}

// Address tells where posts would stand; those on "short" have no address.
func (shortAndLong) Address(id bot.AccountID) string {
	return map[bot.AccountID]string{
		"long":    "https://long.example/posts/1234567890",
		"tube":    "https://tube.example/watch?v=12345678901",
		"threads": "https://threads.example/@department/1234567890",
		"tube2":   "https://tube.example/watch?v=12345678901",
	}[id]
}

// Moderates lets replies on "long" be moderated in every way.
func (shortAndLong) Moderates(id bot.AccountID) []bot.Op {
	if id == "long" {
		return []bot.Op{bot.OpHide, bot.OpShow, bot.OpReject, bot.OpMute, bot.OpReport}
	}
	return nil
}

type joined struct{}

func (joined) Compose(_ bot.Kind, lang string, b desk.Brief) (string, error) {
	if b.About != "" {
		return lang + ": the end of " + string(b.About), nil
	}
	return lang + ": " + b.Facts.What, nil
}

func (s shortAndLong) Follow(id bot.AccountID, c bot.Copy) ([]bot.Part, error) {
	return s.Render(id, c)
}

// Reshares lets "long" share its own posts again.
func (shortAndLong) Reshares(id bot.AccountID) bool { return id == "long" }

// Edits lets posts on "long", "tube" and "threads" be changed.
func (shortAndLong) Edits(id bot.AccountID) bool {
	return id == "long" || id == "tube" || id == "threads"
}
