package mattermost_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// posted says that the program dies before it keeps which message it made.
func posted(key string, value []byte) bool {
	return strings.HasPrefix(key, "key/") && strings.Contains(string(value), `"i":`)
}

// A message whose answer was lost is found again, not posted again: whether the
// same program asks, or one that was started after a crash, or when the server
// has forgotten the pending id and a thousand messages came since.
func TestPostOnceWhenTheAnswerIsLost(t *testing.T) {
	for name, between := range map[string]func(*world){
		"same process":         func(*world) {},
		"after a crash":        func(w *world) { w.restart() },
		"server restarted":     func(w *world) { w.server.ForgetPending() },
		"1,100 messages since": func(w *world) { w.server.ForgetPending(); w.flood(1100) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.server.FaultOnce(http.MethodPost, "/api/v4/posts", mattermosttest.Fault{Lose: true})
			m := approve("only once")
			m.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}
			if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", m); w.err(err) == nil {
				t.Fatal("a lost answer is no error")
			}
			w.server.Faults(nil)
			between(w)
			at := w.post("k", m)
			if n := w.count("only once"); n != 1 {
				t.Errorf("the message is shown %d times, want once", n)
			}
			w.update(at, m)
			m.Text = "only once, changed"
			w.update(at, m)
			if s := w.See(t, at); len(s.Files) != 1 || len(w.Under(t, at)) != 0 {
				t.Errorf("files = %d, in the thread %v: the file is shown twice", len(s.Files), w.Under(t, at))
			}
			if again := w.post("k", m); again != at {
				t.Errorf("the third Post returned %+v, want %+v", again, at)
			}
		})
	}
}

// flood posts other people's messages.
func (w *world) flood(n int) {
	w.t.Helper()
	c := w.client("ann")
	for i := range n {
		if _, _, err := c.CreatePost(w.t.Context(), &model.Post{ChannelId: w.newsroom(), Message: fmt.Sprintf("noise %d", i)}); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestPostOnceWhenTheProgramDiesBeforeItKeepsTheResult(t *testing.T) {
	w := newWorld(t, nil)
	w.keeper.Crashes(posted)
	if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", approve("only once")); !errors.Is(w.err(err), chattest.ErrCrash) {
		t.Fatalf("Post: %v, want the crash", err)
	}
	w.keeper.Crashes(nil)
	w.server.ForgetPending()
	w.restart()
	at := w.post("k", approve("only once"))
	if n := w.count("only once"); n != 1 {
		t.Errorf("the message is shown %d times, want once", n)
	}
	w.run(nil)
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil || e.At.Message != at.Message {
		t.Errorf("event %+v, want the press of the message that was found", e)
	}
}

// long is a message that goes on in its thread.
func long() chat.Message {
	m := approve("a long one")
	for i := range 6 {
		m.Sections = append(m.Sections, chat.Section{Heading: fmt.Sprintf("part %d", i), Text: strings.Repeat("word ", 900)})
	}
	return m
}

// What goes on with a message in its thread is completed by the next attempt,
// and not made twice when the answer was lost.
func TestPostCompletesWhatGoesOn(t *testing.T) {
	for name, f := range map[string]mattermosttest.Fault{"refused": {Status: 500, Body: "{}"}, "lost": {Lose: true}, "too large": {Status: 413, Body: "{}"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			n := 0
			w.server.Faults(func(r *http.Request) mattermosttest.Fault {
				if r.Method == http.MethodPost && r.URL.Path == "/api/v4/posts" {
					if n++; n == 2 {
						return f
					}
				}
				return mattermosttest.Fault{}
			})
			if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", long()); w.err(err) == nil {
				t.Fatal("what went wrong with the second message is no error")
			}
			w.server.Faults(nil)
			w.server.ForgetPending()
			w.restart()
			at := w.post("k", long())
			shown := w.See(t, at).Text
			for _, s := range w.Under(t, at) {
				shown += s.Text
			}
			for i := range 6 {
				if c := strings.Count(shown, fmt.Sprintf("part %d", i)); c != 1 {
					t.Errorf("part %d is shown %d times, want once", i, c)
				}
			}
			if n := w.count("a long one"); n != 1 {
				t.Errorf("the message is shown %d times, want once", n)
			}
		})
	}
}

func TestPostAfterAnInterruptedUpload(t *testing.T) {
	for name, f := range map[string]mattermosttest.Fault{"cut": {Cut: true}, "lost": {Lose: true}, "500": {Status: 500, Body: "{}"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.server.FaultOnce(http.MethodPost, "/api/v4/files", f)
			m := chat.Message{Text: "with a file", Files: []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}}
			if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", m); w.err(err) == nil {
				t.Fatal("an interrupted upload is no error")
			}
			w.server.Faults(nil)
			at := w.post("k", m)
			if n := w.count("with a file"); n != 1 {
				t.Errorf("the message is shown %d times, want once", n)
			}
			if s := w.See(t, at); len(s.Files) != 1 || string(s.Files[0].Data) != "1,2" {
				t.Errorf("files = %+v, want the one", s.Files)
			}
		})
	}
}

// A channel whose answer was lost is found again, also when a look at the
// channels has noticed it meanwhile.
func TestCreateRoomOnceWhenTheAnswerIsLost(t *testing.T) {
	for name, between := range map[string]func(*world){
		"same process":    func(*world) {},
		"after a crash":   func(w *world) { w.restart() },
		"after a look":    func(w *world) { w.restart(); w.run(nil); w.looked() },
		"program is dead": func(w *world) { w.restart() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			if name == "program is dead" {
				w.keeper.Crashes(func(key string, _ []byte) bool { return strings.HasPrefix(key, "room/") })
			} else {
				w.server.FaultOnce(http.MethodPost, "/api/v4/channels", mattermosttest.Fault{Lose: true})
			}
			r := chat.Room{Name: "case-1", Title: "Case 1"}
			if _, err := w.p.CreateRoom(t.Context(), "k", r); w.err(err) == nil {
				t.Fatal("a lost answer is no error")
			}
			w.server.Faults(nil)
			w.keeper.Crashes(nil)
			between(w)
			id, err := w.p.CreateRoom(t.Context(), "k", r)
			if w.err(err) != nil {
				t.Fatalf("CreateRoom: %v, want the channel of the first attempt", err)
			}
			if got := w.Room(t, id); got.Name != "case-1" {
				t.Errorf("channel %+v", got)
			}
			if _, err := w.p.CreateRoom(t.Context(), "other", r); !errors.Is(w.err(err), chat.ErrTaken) {
				t.Errorf("CreateRoom with another key: %v, want ErrTaken", err)
			}
		})
	}
}

// looked waits until the running adapter has looked at its channels.
func (w *world) looked() {
	w.t.Helper()
	w.until("the channels are looked at", func() bool {
		for _, key := range w.keeper.Keys() {
			if strings.HasPrefix(key, "room/") {
				return true
			}
		}
		return false
	})
}
