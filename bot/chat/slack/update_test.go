package slack_test

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack/slacktest"
)

// What shows the same already is left alone.
func TestUpdateWithTheSameContentChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := w.post("k", long())
	for range 2 {
		w.update(at, long())
		w.restart()
	}
	if n := w.asked("chat.update"); n != 0 {
		t.Errorf("chat.update was called %d times", n)
	}
	w.update(at, approve("changed"))
	w.update(at, approve("changed"))
	if n := w.asked("chat.update"); n != 1 {
		t.Errorf("chat.update was called %d times, want once", n)
	}
}

// A message that an officer deleted, and one of a channel that takes nothing any
// more, are said to be that, whether what is to be shown has changed or not.
func TestUpdateOfWhatIsGone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(*world, chat.Ref)
		want error
	}{
		"deleted":         {func(w *world, at chat.Ref) { w.Delete(t, at) }, chat.ErrNotFound},
		"archived":        {func(w *world, at chat.Ref) { w.Close(t, at.Channel) }, chat.ErrArchived},
		"kicked":          {func(w *world, at chat.Ref) { w.Expel(t, at.Channel) }, chat.ErrNotMember},
		"channel deleted": {func(w *world, at chat.Ref) { w.Destroy(t, at.Channel) }, chat.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(nil)
			w.looked()
			room := w.room("case-1")
			at, err := w.p.Post(t.Context(), "k", room, "", approve("waiting"))
			if w.err(err) != nil {
				t.Fatal(err)
			}
			c.do(w, at)
			if name != "deleted" {
				w.next() // it is known then
			}
			for _, m := range []chat.Message{approve("waiting"), approve("public")} {
				if err := w.err(w.p.Update(t.Context(), at, m)); !errors.Is(err, c.want) {
					t.Errorf("Update to %s: %v, want %v", m.Text, err, c.want)
				}
			}
			if name == "deleted" {
				return
			}
			if _, err := w.p.Post(t.Context(), "new", room, "", approve("new")); !errors.Is(w.err(err), c.want) {
				t.Errorf("Post: %v, want %v", err, c.want)
			}
			if _, err := w.p.Post(t.Context(), "new thread", room, at.Message, approve("new")); !errors.Is(w.err(err), c.want) {
				t.Errorf("Post in the thread: %v, want %v", err, c.want)
			}
		})
	}
}

// sized is a card of n long sections.
func sized(n int) chat.Message {
	m := approve(fmt.Sprintf("card of %d", n))
	for i := range n {
		m.Sections = append(m.Sections, chat.Section{Heading: fmt.Sprintf("section %d of %d", i, n), Text: strings.Repeat("word ", 900)})
	}
	return m
}

// A card that outgrows one message goes on in its thread; what goes on is
// changed, made again when somebody deleted it, and deleted with it.
func TestCardOutgrowsOneMessageAndShrinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := w.post("k", sized(1))
	shows := func(n int) {
		t.Helper()
		text, _ := w.whole(at)
		for i := range n {
			if c := strings.Count(text, fmt.Sprintf("section %d of %d", i, n)); c != 1 {
				t.Errorf("section %d of %d is shown %d times, want once", i, n, c)
			}
		}
		if c := strings.Count(text, "section "); c != n {
			t.Errorf("%d sections are shown, want %d", c, n)
		}
	}
	shows(1)
	w.update(at, sized(9))
	shows(9)
	first := w.Under(t, at)
	w.update(at, sized(8))
	shows(8)
	if again := w.Under(t, at); again[0].At != first[0].At {
		t.Error("what went on was made anew instead of changed")
	}
	w.Delete(t, first[1].At)
	w.update(at, sized(7))
	shows(7)
	w.restart()
	w.update(at, sized(1))
	shows(1)
	if n := len(w.Under(t, at)); n != 0 {
		t.Errorf("%d messages go on with it, want none", n)
	}
}

// What Slack refused or lost in the middle of an update is made good by the
// next, and nothing is shown twice.
func TestUpdateInterrupted(t *testing.T) {
	for _, method := range []string{"chat.update", "chat.postMessage", "chat.delete", "files.completeUploadExternal"} {
		for name, f := range map[string]slacktest.Fault{"lost": {Lose: true}, "cut": {Cut: true}, "500": {Status: 500}} {
			for nth := range 3 {
				t.Run(fmt.Sprint(method, " ", nth, " ", name), func(t *testing.T) {
					t.Parallel()
					w := newWorld(t, nil)
					from, to := sized(1), sized(5)
					if method == "chat.delete" {
						from, to = to, from
					}
					to.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}
					at := w.post("k", from)
					var reached atomic.Bool
					w.Fault(method, func(n int, _ slacktest.Request) slacktest.Fault {
						if n != nth {
							return slacktest.Fault{}
						}
						reached.Store(true)
						return f
					})
					err := w.err(w.p.Update(t.Context(), at, to))
					w.Fault(method, nil)
					if !reached.Load() {
						return
					}
					if err == nil {
						t.Fatal("what went wrong is no error")
					}
					w.restart()
					to.Files = append(to.Files, chat.File{Name: "b.csv", Type: "text/csv", Data: []byte("3,4")})
					w.update(at, to)
					text, under := w.whole(at)
					files := map[string]int{}
					for _, s := range under {
						for _, f := range s.Files {
							files[f.Name]++
						}
					}
					if c := strings.Count(text, "section "); c != len(to.Sections)-1 || files["a.csv"] != 1 || files["b.csv"] != 1 {
						t.Errorf("it shows %d sections and the files %v, want %d and each once", c, files, len(to.Sections)-1)
					}
				})
			}
		}
	}
}

// A reaction that was given before the card changed, or too soon after for
// anybody to have read it, is stale; one that was given to what it shows now is
// not.
func TestStaleReactions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	one, two := w.post("1", approve("card")), w.post("2", approve("card"))
	w.puts(one, check, true)
	w.reacted(one, on)
	w.update(one, approve("changed"))
	w.puts(one, tick, true)
	w.reacted(one, stale) // nobody reads that fast
	w.Hold()
	w.puts(two, check, true) // it is told after the change, and was given before
	w.update(two, approve("changed"))
	w.Release(false)
	w.reacted(two, stale)
	w.update(two, approve("changed"))          // which changes nothing
	<-time.NewTimer(2600 * time.Millisecond).C // Slack's clock cannot be moved: half a second of doubt each way, and reading takes one
	w.puts(two, tick, true)
	w.reacted(two, on)
}

// The program does not know when a card was changed that another one posted,
// and asks Slack.
func TestStaleReactionToAForgottenCard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := w.post("k", approve("card"))
	w.update(at, approve("changed"))
	w.keeper = chattest.NewKeeper()
	w.restart()
	w.run(nil)
	w.puts(at, check, true)
	w.reacted(at, stale)
}

// An update waits until what was done while the bot was down is found, because
// it belongs to what the card shows now.
func TestUpdateWaitsForTheFirstLook(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.restart()
	w.puts(at, check, true)
	w.Fault("conversations.history", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Late: 300 * time.Millisecond} })
	w.begin(nil)
	w.update(at, approve("changed"))
	w.reacted(at, on)
	w.Fault("conversations.history", nil)
}

// It waits not for ever: a look that fails keeps nobody from anything.
func TestUpdateWaitsNotForEver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.restart()
	w.Fault("conversations.history", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Status: 500} })
	w.run(nil)
	began := time.Now()
	w.update(at, approve("changed"))
	if d := time.Since(began); d < 5*time.Second || d > 15*time.Second {
		t.Errorf("the update took %v", d)
	}
	w.Fault("conversations.history", nil)
}
