package slack_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack/slacktest"
)

// posted says that the program dies before it keeps which message it made.
func posted(key string, value []byte) bool {
	return strings.HasPrefix(key, "key/") && strings.Contains(string(value), `"i":`)
}

// doubtful are the ways in which an answer can get lost after something was
// done, and before.
func doubtful() map[string]slacktest.Fault {
	return map[string]slacktest.Fault{
		"lost": {Lose: true}, "hangs": {Hang: true}, "cut": {Cut: true}, "500": {Status: 500}, "503": {Status: 503}, "internal error": {Error: "internal_error"},
		"says nothing": {Error: " "}, "limited": {RetryAfter: time.Second},
	}
}

// A message whose answer was lost is found again, not posted again: whether the
// same program asks, or one that was started after a crash, in a channel or in a
// thread.
func TestPostOnceWhenTheAnswerIsLost(t *testing.T) {
	for name, f := range doubtful() {
		for _, where := range []string{"same process", "after a crash", "in a thread"} {
			t.Run(name+" "+where, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				thread := ""
				if where == "in a thread" {
					thread = w.say("root", "root").Message
				}
				w.FaultOnce("chat.postMessage", f)
				ctx, stop := t.Context(), func() {}
				if name == "hangs" {
					ctx, stop = shortly(t, 500*time.Millisecond)
				}
				m := approve("only once")
				_, err := w.p.Post(ctx, "k", w.newsroom(), thread, m)
				stop()
				if w.err(err) == nil {
					t.Fatal("a lost answer is no error")
				}
				w.Fault("chat.postMessage", nil)
				if where != "same process" {
					w.restart()
				}
				if name == "limited" {
					time.Sleep(time.Second)
				}
				at, err := w.p.Post(t.Context(), "k", w.newsroom(), thread, m)
				if w.err(err) != nil {
					t.Fatal(err)
				}
				n := w.count("only once")
				if thread != "" {
					n = len(w.Under(t, chat.Ref{Channel: w.newsroom(), Message: thread}))
				}
				if n != 1 {
					t.Errorf("the message is shown %d times, want once", n)
				}
				if again, err := w.p.Post(t.Context(), "k", w.newsroom(), thread, m); w.err(err) != nil || again != at || at.Thread != thread {
					t.Errorf("the third Post returned %+v, %v, want %+v", again, err, at)
				}
			})
		}
	}
}

func TestPostOnceWhenTheProgramDiesBeforeItKeepsTheResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.keeper.Crashes(posted)
	if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", approve("only once")); !errors.Is(w.err(err), chattest.ErrCrash) {
		t.Fatalf("Post: %v, want the crash", err)
	}
	w.keeper.Crashes(nil)
	w.restart()
	at := w.post("k", approve("only once"))
	if n := w.count("only once"); n != 1 {
		t.Errorf("the message is shown %d times, want once", n)
	}
	w.run(nil)
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil || e.At != at {
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

// filed is a long message with files.
func filed() chat.Message {
	m := long()
	m.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}, {Name: "b.csv", Type: "text/csv", Data: []byte("3,4")}}
	return m
}

// once fails the test if something of the message is missing or there twice.
func (w *world) once(at chat.Ref) {
	w.t.Helper()
	text, under := w.whole(at)
	for i := range 6 {
		if c := strings.Count(text, fmt.Sprintf("part %d", i)); c != 1 {
			w.t.Errorf("part %d is shown %d times, want once", i, c)
		}
	}
	files := map[string]int{}
	for _, s := range under {
		for _, f := range s.Files {
			files[f.Name]++
		}
	}
	if files["a.csv"] != 1 || files["b.csv"] != 1 {
		w.t.Errorf("files %v, want each once", files)
	}
	if n := w.count("a long one"); n != 1 {
		w.t.Errorf("the message is shown %d times, want once", n)
	}
}

// Whatever step of a long message with files goes wrong, the next attempt of a
// new program completes it, and nothing is there twice.
func TestPostCompletesWhatGoesOn(t *testing.T) {
	for _, method := range []string{"chat.postMessage", "files.getUploadURLExternal", "upload", "files.completeUploadExternal"} {
		for name, f := range doubtful() {
			if name == "hangs" || name == "limited" || method == "upload" && f.Error != "" {
				continue
			}
			for nth := range 3 {
				t.Run(fmt.Sprint(method, " ", nth, " ", name), func(t *testing.T) {
					t.Parallel()
					w := newWorld(t, nil)
					var reached atomic.Bool
					w.Fault(method, func(n int, _ slacktest.Request) slacktest.Fault {
						if n != nth {
							return slacktest.Fault{}
						}
						reached.Store(true)
						return f
					})
					_, err := w.p.Post(t.Context(), "k", w.newsroom(), "", filed())
					if !reached.Load() {
						return
					}
					if w.err(err) == nil {
						t.Fatal("what went wrong is no error")
					}
					w.Fault(method, nil)
					w.restart()
					w.once(w.post("k", filed()))
				})
			}
		}
	}
}

// A program that dies at any of its notes shows everything once after its next
// start.
func TestPostOnceWheneverTheProgramDies(t *testing.T) {
	for nth := range 30 {
		t.Run(fmt.Sprint("note ", nth), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			n := 0
			w.keeper.Crashes(func(string, []byte) bool { n++; return n > nth })
			_, err := w.p.Post(t.Context(), "k", w.newsroom(), "", filed())
			w.keeper.Crashes(nil)
			if n <= nth {
				if err != nil {
					t.Errorf("Post: %v without a crash", err)
				}
				return
			}
			if !errors.Is(w.err(err), chattest.ErrCrash) {
				t.Fatalf("Post: %v, want the crash", err)
			}
			w.restart()
			w.once(w.post("k", filed()))
		})
	}
}

// Slack shows files a while after it said yes. A program that dies meanwhile
// shows them once.
func TestFilesThatAreShownLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil, slacktest.ShareLater(1500*time.Millisecond))
	w.FaultOnce("files.completeUploadExternal", slacktest.Fault{Lose: true})
	if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", filed()); w.err(err) == nil {
		t.Fatal("a lost answer is no error")
	}
	w.restart()
	var at chat.Ref
	w.until("it is there", func() bool {
		var err error
		at, err = w.p.Post(t.Context(), "k", w.newsroom(), "", filed())
		return w.err(err) == nil
	})
	time.Sleep(1600 * time.Millisecond) // whatever was wrongly shown again comes by then
	w.once(at)
}

func TestTwoPostsOfOneKeyAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	var group sync.WaitGroup
	refs := make([]chat.Ref, 5)
	for i := range refs {
		group.Go(func() {
			var err error
			if refs[i], err = w.p.Post(t.Context(), "k", w.newsroom(), "", filed()); w.err(err) != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, at := range refs {
		if at != refs[0] {
			t.Errorf("references %v, want one", refs)
		}
	}
	w.once(refs[0])
}

// What Slack refuses was not done: nothing is looked for then.
func TestRefusalForgetsTheKey(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"msg_too_long", "restricted_action", "is_archived", "not_in_channel", "channel_not_found", "invalid_blocks"} {
		w := newWorld(t, nil)
		w.say("first", "first")
		w.FaultOnce("chat.postMessage", slacktest.Fault{Error: code})
		if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", approve("x")); w.err(err) == nil {
			t.Fatalf("%s is no error", code)
		}
		w.post("k", approve("x"))
		if n := w.asked("conversations.history"); n != 0 {
			t.Errorf("%s: history was read %d times", code, n)
		}
		if n := w.count("x"); n != 1 {
			t.Errorf("%s: it is shown %d times", code, n)
		}
	}
}

// A Keeper that takes nothing lets nothing be posted that is forgotten.
func TestDiskFull(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.keeper.Crashes(func(string, []byte) bool { return true })
	for range 2 {
		if _, err := w.p.Post(t.Context(), "k", w.newsroom(), "", filed()); w.err(err) == nil {
			t.Error("Post works")
		}
		if _, err := w.p.CreateRoom(t.Context(), "k", chat.Room{Name: "case-1"}); w.err(err) == nil {
			t.Error("CreateRoom works")
		}
	}
	if w.asked("chat.postMessage")+w.asked("conversations.create") > 0 {
		t.Error("something was made that nobody remembers")
	}
	w.keeper.Crashes(nil)
	w.once(w.post("k", filed()))
}
