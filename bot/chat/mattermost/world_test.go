package mattermost_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"
	"go.uber.org/goleak"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait.
const patience = 20 * time.Second

const signingKey = "a key of thirty-two bytes, reall"

// world is an adapter on a stand-in server with people around it. The adapter
// can be thrown away and opened anew on what it has kept.
type world struct {
	*mattermosttest.Far
	t         *testing.T
	server    *mattermosttest.Server
	place     mattermosttest.Place
	keeper    *chattest.Keeper
	options   func(*mattermost.Options) // changes them at every opening
	transport *http.Transport
	stop      func() // ends the run; nil while nothing runs
	events    chan chat.Event

	mu      sync.Mutex
	p       *mattermost.Platform
	tamper  func(path string, body []byte) []byte
	hooks   []hook
	ahead   time.Duration // of our clock
	printed bytes.Buffer  // all that was logged and all errors
}

// A hook is a callback as it came, and what was answered.
type hook struct {
	path   string
	header http.Header
	body   []byte
	answer string
}

// newWorld opens an adapter on a server of its own. Whatever it prints is looked
// through for its secrets when the test ends.
func newWorld(t *testing.T, options func(*mattermost.Options)) *world {
	t.Helper()
	w := &world{t: t, keeper: chattest.NewKeeper(), server: mattermosttest.NewServer(t), options: options, events: make(chan chat.Event, 1000)}
	w.transport = &http.Transport{MaxIdleConnsPerHost: 16}
	t.Cleanup(w.transport.CloseIdleConnections)
	w.Far = mattermosttest.NewFar(t, mattermosttest.Site{
		URL: w.server.URL(), Token: w.server.AdminToken(), CommandPath: mattermost.PathCommand, Linger: 100 * time.Millisecond,
		Open: func(p mattermosttest.Place) (chat.Client, http.Handler) {
			w.place = p
			w.open()
			return w.p, http.HandlerFunc(w.serve)
		},
	})
	t.Cleanup(func() {
		if w.stop != nil {
			w.stop()
		}
		w.server.Faults(nil)
		w.mu.Lock()
		defer w.mu.Unlock()
		for name, secret := range map[string]string{
			"token": w.place.Token, "command token": w.place.CommandToken, "key": signingKey,
			"key in base64": base64.StdEncoding.EncodeToString([]byte(signingKey)),
		} {
			if strings.Contains(w.printed.String(), secret) {
				t.Errorf("the %s was printed:\n%s", name, w.printed.String())
			}
		}
	})
	return w
}

// open makes a new adapter on what is kept.
func (w *world) open() {
	w.t.Helper()
	o := mattermost.Options{
		URL: w.place.URL, Token: w.place.Token, CommandTokens: []string{w.place.CommandToken}, Teams: []string{w.place.Team},
		Command: w.place.Command, Callback: w.place.Callback, Key: []byte(signingKey), Keeper: w.keeper, Now: w.now, Transport: w.transport,
		Look: time.Hour, Log: slog.New(slog.NewTextHandler(printer{w}, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if w.options != nil {
		w.options(&o)
	}
	p, err := mattermost.New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.p = p
}

// printer collects what is logged.
type printer struct{ w *world }

// Write implements io.Writer.
func (p printer) Write(b []byte) (int, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return p.w.printed.Write(b)
}

// err notes an error, whose text must hold no secret either.
func (w *world) err(err error) error {
	if err != nil {
		_, _ = printer{w}.Write([]byte(err.Error() + "\n")) // it cannot fail
	}
	return err
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

// later moves the adapter's clock.
func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ahead += d
}

// serve hands callbacks to the adapter that is open now.
func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	w.mu.Lock()
	h, tamper := w.p.Handler(), w.tamper
	w.mu.Unlock()
	if tamper != nil {
		body = tamper(r.URL.Path, body)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	w.mu.Lock()
	w.hooks = append(w.hooks, hook{r.URL.Path, r.Header.Clone(), body, rec.Body.String()})
	w.mu.Unlock()
	maps.Copy(rw.Header(), rec.Header())
	rw.WriteHeader(rec.Code)
	_, _ = rw.Write(rec.Body.Bytes()) // a server that hung up is the test's own doing
}

// changes makes every callback go through f.
func (w *world) changes(f func(path string, body []byte) []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tamper = f
}

// lastHook is the newest callback.
func (w *world) lastHook() hook {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.hooks) == 0 {
		w.t.Fatal("no callback came")
	}
	return w.hooks[len(w.hooks)-1]
}

// send gives the adapter a callback that no server sent.
func (w *world) send(path string, header http.Header, body []byte) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, path, bytes.NewReader(body))
	maps.Copy(r.Header, header)
	rec := httptest.NewRecorder()
	w.p.Handler().ServeHTTP(rec, r)
	return rec
}

// run lets the adapter run until the test ends or stop is called. Its events go
// to w.events.
func (w *world) run(answer func(chat.Event) chat.Answer) {
	w.t.Helper()
	w.begin(answer)
	w.Ready(w.t)
}

// begin is run without waiting for the websocket.
func (w *world) begin(answer func(chat.Event) chat.Answer) (ended <-chan error) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(w.t.Context()))
	done := make(chan error, 1)
	p := w.p
	go func() {
		done <- w.err(p.Run(ctx, chat.HandlerFunc(func(_ context.Context, e chat.Event) (chat.Answer, error) {
			var a chat.Answer
			if answer != nil {
				a = answer(e)
			}
			w.events <- e
			return a, nil
		})))
		close(done)
	}()
	w.stop = func() {
		w.t.Helper()
		w.stop = nil
		cancel()
		select {
		case err := <-done:
			if err != nil {
				w.t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			w.t.Error("Run did not return")
		}
	}
	return done
}

// restart opens the adapter anew, as after a crash of a program that was
// stopped or never ran.
func (w *world) restart() {
	w.t.Helper()
	if w.stop != nil {
		w.stop()
	}
	w.open()
}

// next returns the next event.
func (w *world) next() chat.Event {
	w.t.Helper()
	select {
	case e := <-w.events:
		return e
	case <-time.After(patience):
		w.t.Fatal("no event came")
		return chat.Event{}
	}
}

// quiet fails the test if an event came that nobody expects: events come in the
// order in which they happened, so one that is made now comes after it.
func (w *world) quiet() {
	w.t.Helper()
	at := w.say("fence "+model.NewId(), "fence")
	w.React(w.t, w.ann(), at, chat.Mute)
	if e := w.next(); e.React == nil || e.At.Message != at.Message {
		w.t.Fatalf("event %+v came, want none", e)
	}
}

func (w *world) ann() string { return w.Officers()[0] }

func (w *world) bob() string { return w.Officers()[1] }

func (w *world) newsroom() string {
	id, _ := w.Public()
	return id
}

// say posts a line in the newsroom.
func (w *world) say(key, text string) chat.Ref {
	w.t.Helper()
	return w.post(key, chat.Message{Text: text})
}

func (w *world) post(key string, m chat.Message) chat.Ref {
	w.t.Helper()
	at, err := w.p.Post(w.t.Context(), key, w.newsroom(), "", m)
	if w.err(err) != nil {
		w.t.Fatalf("Post %s: %v", key, err)
	}
	return at
}

func (w *world) update(at chat.Ref, m chat.Message) {
	w.t.Helper()
	if err := w.err(w.p.Update(w.t.Context(), at, m)); err != nil {
		w.t.Fatalf("Update: %v", err)
	}
}

// texts are what a channel shows, the threads left out.
func (w *world) texts() []string {
	w.t.Helper()
	var out []string
	for _, s := range w.In(w.t, w.newsroom()) {
		out = append(out, strings.TrimSpace(s.Text))
	}
	return out
}

// count is how often a text is shown in the newsroom.
func (w *world) count(text string) int {
	n := 0
	for _, s := range w.texts() {
		if strings.Contains(s, text) {
			n++
		}
	}
	return n
}

// client is a client of somebody with a password.
func (w *world) client(name string) *model.Client4 {
	w.t.Helper()
	c := model.NewAPIv4Client(w.server.URL())
	c.HTTPClient = &http.Client{Transport: w.transport}
	if _, _, err := c.Login(w.t.Context(), name, mattermosttest.Password); err != nil {
		w.t.Fatal(err)
	}
	return c
}

// react puts an emoji of any name on a message, or takes it off.
func (w *world) react(c *model.Client4, user string, at chat.Ref, name string, on bool) {
	w.t.Helper()
	r := &model.Reaction{UserId: user, PostId: at.Message, EmojiName: name}
	var err error
	if on {
		_, _, err = c.SaveReaction(w.t.Context(), r)
	} else {
		_, err = c.DeleteReaction(w.t.Context(), r)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// until waits until ok holds.
func (w *world) until(what string, ok func() bool) {
	w.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(patience)
	for !ok() {
		select {
		case <-tick.C:
		case <-limit:
			w.t.Fatalf("waited in vain: %s", what)
		}
	}
}

// approve is a card with a button.
func approve(text string) chat.Message {
	return chat.Message{Text: text, Buttons: []chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve", Subject: "a1", Digest: "d1"}}}}
}

func replies(text string) func(chat.Event) chat.Answer {
	return func(chat.Event) chat.Answer { return chat.Answer{Reply: &chat.Message{Text: text}} }
}
