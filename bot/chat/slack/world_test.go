package slack_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/slacktest"
)

// TestMain lets more tests run at once than there are processors, unless the
// command line says how many: they wait more than they work. Of a fuzzer's
// processes, which only work, it would be the number.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue && flag.Lookup("test.fuzz").Value.String() == "" {
		_ = flag.Set("test.parallel", "8") // it is a number
	}
	goleak.VerifyTestMain(m,
		// slack-go's own server for tests leaves one behind for each connection (v0.35.0).
		goleak.IgnoreAnyFunction("github.com/slack-go/slack/slacktest.handlePendingMessages"))
}

// patience bounds every wait.
const patience = 20 * time.Second

// secretWords stand in everything that the bot shows in these tests; neither the
// log nor an error may repeat them.
const secretWords = "nobody may log these words"

// Names that mean the same.
const (
	check = "white_check_mark"
	tick  = "heavy_check_mark"
)

var (
	on    = chat.Reaction{Emoji: chat.Check}
	off   = chat.Reaction{Emoji: chat.Check, Removed: true}
	stale = chat.Reaction{Emoji: chat.Check, Stale: true}
)

// world is an adapter on a stand-in for Slack with people around it. The adapter
// can be thrown away and opened anew on what it has kept.
type world struct {
	*slacktest.Far
	t         *testing.T
	keeper    *chattest.Keeper
	options   func(*slack.Options)  // changes them at every opening
	tune      func(*slack.Platform) // changes what is no option
	transport *http.Transport
	stop      func() // ends the run; nil while nothing runs
	events    chan chat.Event

	mu      sync.Mutex
	p       *slack.Platform
	ahead   time.Duration // of our clock
	printed bytes.Buffer  // all that was logged and all errors
	n       int
}

// newWorld opens an adapter on a workspace of its own. Whatever it prints is
// looked through for its secrets when the test ends.
func newWorld(t *testing.T, options func(*slack.Options), more ...slacktest.Option) *world {
	t.Helper()
	w := &world{t: t, keeper: chattest.NewKeeper(), options: options, events: make(chan chat.Event, 20000)}
	w.transport = &http.Transport{MaxIdleConnsPerHost: 16}
	// Slack's own bound: on a busy machine, less says nothing of the adapter.
	s := slacktest.New(t, append([]slacktest.Option{slacktest.SlowestAck(3 * time.Second)}, more...)...)
	t.Cleanup(w.transport.CloseIdleConnections)
	w.Far = slacktest.NewFar(t, s, func() chat.Client {
		w.Far = &slacktest.Far{Server: s}
		w.open()
		return w.p
	})
	w.Linger = 150 * time.Millisecond
	t.Cleanup(func() {
		if w.stop != nil {
			w.stop()
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		for name, secret := range map[string]string{
			"token": slacktest.BotToken, "app's token": slacktest.AppToken, "signing secret": slacktest.SigningSecret,
			"response_url": "/secretsecret", "ticket of a connection": "ticket=", "address of an upload": "/upload/v1", "address of a file": "/files-pri",
			"text of a draft": secretWords,
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
	o := slack.Options{
		Token: slacktest.BotToken, AppToken: slacktest.AppToken, API: w.API(), Keeper: w.keeper, Now: w.now, Transport: w.transport, Look: time.Hour,
		Log: slog.New(slog.NewTextHandler(printer{w}, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if w.options != nil {
		w.options(&o)
	}
	p, err := slack.New(o)
	if err != nil {
		w.t.Fatal(err)
	}
	if w.tune != nil {
		w.tune(p)
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

// log is what was logged so far.
func (w *world) log() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.printed.String()
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

// run lets the adapter run until the test ends or stop is called. Its events go
// to w.events.
func (w *world) run(answer func(chat.Event) chat.Answer) {
	w.t.Helper()
	w.begin(answer)
	w.Ready(w.t)
}

// begin is run without waiting for the connection.
func (w *world) begin(answer func(chat.Event) chat.Answer) (ended <-chan error) {
	w.t.Helper()
	return w.handled(func(_ context.Context, e chat.Event) (chat.Answer, error) {
		var a chat.Answer
		if answer != nil {
			a = answer(e)
		}
		w.events <- e
		return a, nil
	})
}

// handled is begin with a handler.
func (w *world) handled(h chat.HandlerFunc) (ended <-chan error) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(w.t.Context()))
	done := make(chan error, 1)
	p := w.p
	go func() {
		done <- w.err(p.Run(ctx, h))
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
	w.until("the connections are gone", func() bool { open, _ := w.Sockets(); return open == 0 })
	w.open()
}

// down does something while the adapter is down, and starts it again.
func (w *world) down(meanwhile func()) {
	w.t.Helper()
	w.restart()
	meanwhile()
	w.run(nil)
}

// next returns the next event.
func (w *world) next() chat.Event {
	w.t.Helper()
	select {
	case e := <-w.events:
		return e
	case <-time.After(patience):
		w.t.Fatalf("no event came; log:\n%s", w.log())
		return chat.Event{}
	}
}

// quiet fails the test if an event came that nobody expects: events are taken in
// the order in which they come, so one that is made now comes after it.
func (w *world) quiet() {
	w.t.Helper()
	w.Idle(w.t)
	w.n++
	at := w.say(fmt.Sprint("fence ", w.n), "fence")
	w.React(w.t, w.ann(), at, chat.Mute)
	if e := w.next(); e.React == nil || e.At.Message != at.Message {
		w.t.Fatalf("event %+v %+v %+v came, want none", e, e.React, e.Room)
	}
}

// reacted takes the next event, which has to be a reaction of ann.
func (w *world) reacted(at chat.Ref, want chat.Reaction) chat.Event {
	w.t.Helper()
	e := w.next()
	if e.React == nil || *e.React != want || e.At.Message != at.Message || e.User != w.ann() {
		w.t.Fatalf("event %+v %+v, want %+v on %s", e, e.React, want, at.Message)
	}
	return e
}

// puts puts an emoji of ann's on a message, or takes it off, and waits until the
// bot was told, if it listens.
func (w *world) puts(at chat.Ref, name string, on bool) {
	w.t.Helper()
	<-time.NewTimer(2 * time.Millisecond).C // nobody is so fast that two times are the same
	if on {
		w.ReactWith(w.t, w.ann(), at, name)
	} else {
		w.UnreactWith(w.t, w.ann(), at, name)
	}
	if open, _ := w.Sockets(); open > 0 {
		w.Idle(w.t)
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
	return w.post(key, chat.Message{Text: text, Sections: []chat.Section{{Text: secretWords}}})
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

// texts are what the newsroom shows, the threads left out.
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
	w.t.Helper()
	n := 0
	for _, s := range w.texts() {
		if strings.Contains(s, text) {
			n++
		}
	}
	return n
}

// whole is all that a message and its thread show.
func (w *world) whole(at chat.Ref) (text string, under []chattest.Seen) {
	w.t.Helper()
	text = w.See(w.t, at).Text
	under = w.Under(w.t, at)
	for _, s := range under {
		text += "\n" + s.Text
	}
	return text, under
}

// directs are what the bot says to somebody directly.
func (w *world) directs(user string) string {
	w.t.Helper()
	ch, err := w.p.Direct(w.t.Context(), user)
	if err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	under := func(s chattest.Seen) {
		b.WriteString(s.Text + "\n")
		for _, f := range s.Files {
			b.WriteString("[" + f.Name + "]\n")
		}
	}
	for _, s := range w.In(w.t, ch) {
		under(s)
		for _, u := range w.Under(w.t, s.At) {
			under(u)
		}
	}
	return b.String()
}

// until waits until ok holds.
func (w *world) until(what string, ok func() bool) {
	w.t.Helper()
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	limit := time.After(patience)
	for !ok() {
		select {
		case <-ticker.C:
		case <-limit:
			w.t.Fatalf("waited in vain: %s; log:\n%s", what, w.log())
		}
	}
}

// asked is how often a method was called.
func (w *world) asked(method string) int { return len(w.Requests(method)) }

// approve is a card with a button.
func approve(text string) chat.Message {
	return chat.Message{
		Text: text, Sections: []chat.Section{{Text: secretWords}},
		Buttons: []chat.Button{{Label: "Approve", Action: chat.Action{Verb: "approve", Subject: "a1", Digest: "d1"}}},
	}
}

func replies(text string) func(chat.Event) chat.Answer {
	return func(chat.Event) chat.Answer { return chat.Answer{Reply: &chat.Message{Text: text}} }
}

// said is what a person was told.
func said(g chattest.Got) string {
	var b strings.Builder
	for _, s := range g.Replies {
		b.WriteString(s.Text + "\n")
	}
	return b.String()
}

// shortly is a ctx that ends soon.
func shortly(t *testing.T, d time.Duration) (context.Context, func()) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}

// stagger sets how much later the second connection is made.
func stagger(d time.Duration) func(*slack.Platform) {
	return func(p *slack.Platform) { p.Stagger(d) }
}

// whispers is all that somebody was shown alone so far.
func (w *world) whispers(user string) string {
	var all []string
	for _, s := range w.Whispers(user) {
		all = append(all, s.Text)
	}
	return strings.Join(all, "\n")
}
