package mattermost_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// A server that forbids changing words after a while still shows the new ones,
// with buttons that work.
func TestUpdateAfterPostEditTimeLimit(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("waiting"))
	w.server.Config(func(c *model.Config) { *c.ServiceSettings.PostEditTimeLimit = 0 })
	w.update(at, approve("public since noon"))
	if s := w.See(t, at); !strings.Contains(s.Text, "public since noon") || !slices.Equal(s.Buttons, []string{"Approve"}) {
		t.Errorf("it shows %q with %v", s.Text, s.Buttons)
	}
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil || e.Press.Verb != "approve" {
		t.Errorf("event %+v, want the press", e)
	}
}

// A message that an administrator deleted is not found, whether what it is to
// show has changed or not.
func TestUpdateOfADeletedMessage(t *testing.T) {
	w := newWorld(t, nil)
	for name, m := range map[string]chat.Message{"same": approve("waiting"), "changed": approve("public")} {
		at := w.post("k "+name, approve("waiting"))
		if _, err := w.Admin().DeletePost(t.Context(), at.Message); err != nil {
			t.Fatal(err)
		}
		if err := w.err(w.p.Update(t.Context(), at, m)); !errors.Is(err, chat.ErrNotFound) {
			t.Errorf("Update with %s content: %v, want ErrNotFound", name, err)
		}
	}
}

func TestButtonsSurviveUpdates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("one"))
	for _, text := range []string{"two", "three", "three", "four"} {
		w.update(at, approve(text))
		w.Press(t, w.ann(), at, "Approve")
		if e := w.next(); e.Press == nil || *e.Press != (chat.Action{Verb: "approve", Subject: "a1", Digest: "d1"}) {
			t.Fatalf("after %s: event %+v, want the press", text, e)
		}
	}
	if p, _, err := w.Admin().GetPost(t.Context(), at.Message, ""); err != nil || p.GetProp("from_bot") != "true" {
		t.Errorf("from_bot is lost: %v, %v", p, err)
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

// A card that outgrows one message goes on in its thread; what goes on is
// changed, made again when somebody deleted it, and deleted with it.
func TestCardOutgrowsOneMessageAndShrinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	at := w.post("k", sized(1))
	shows := func(n, messages int) {
		t.Helper()
		text, under := w.whole(at)
		if len(under) != messages {
			t.Errorf("a card of %d goes on in %d messages, want %d", n, len(under), messages)
		}
		for i := range n {
			if c := strings.Count(text, fmt.Sprintf("section %d of %d", i, n)); c != 1 {
				t.Errorf("section %d of %d is shown %d times, want once", i, n, c)
			}
		}
		if c := strings.Count(text, "section "); c != n {
			t.Errorf("%d sections are shown, want %d", c, n)
		}
	}
	shows(1, 0)
	w.update(at, sized(9))
	shows(9, 4)
	first := w.Under(t, at)
	w.update(at, sized(8))
	shows(8, 3)
	if again := w.Under(t, at); again[0].At != first[0].At {
		t.Error("what went on was made anew instead of changed")
	}
	if _, err := w.Admin().DeletePost(t.Context(), first[1].At.Message); err != nil {
		t.Fatal(err)
	}
	w.update(at, sized(7))
	shows(7, 3)
	w.restart()
	w.update(at, sized(2))
	shows(2, 0)
}

// What the server refused or lost in the middle of an update is made good by the
// next, and nothing is shown twice.
func TestUpdateInterrupted(t *testing.T) {
	for nth := 1; nth <= 10; nth++ {
		for name, f := range map[string]mattermosttest.Fault{"lost": {Lose: true}, "cut": {Cut: true}, "500": {Status: 500, Body: "{}"}} {
			t.Run(fmt.Sprint(name, nth), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				m := sized(5)
				m.Files = []chat.File{{Name: "a.csv", Type: "text/csv", Data: []byte("1,2")}}
				at := w.post("k", sized(1))
				n := 0
				w.server.Faults(func(*http.Request) mattermosttest.Fault {
					if n++; n == nth {
						return f
					}
					return mattermosttest.Fault{}
				})
				err := w.err(w.p.Update(t.Context(), at, m))
				w.server.Faults(nil)
				if n < nth {
					return // it takes fewer requests
				}
				if err == nil {
					t.Fatal("what went wrong is no error")
				}
				w.server.ForgetPending()
				w.restart()
				m.Files = append(m.Files, chat.File{Name: "b.csv", Type: "text/csv", Data: []byte("3,4")})
				w.update(at, m)
				text, under := w.whole(at)
				files := map[string]int{}
				for _, s := range under {
					for _, f := range s.Files {
						files[f.Name]++
					}
				}
				if c := strings.Count(text, "section "); c != 5 || files["a.csv"] != 1 || files["b.csv"] != 1 {
					t.Errorf("it shows %d sections and the files %v, want 5 and each once", c, files)
				}
			})
		}
	}
}

func TestPicturesAddedLaterAreShownOnce(t *testing.T) {
	w := newWorld(t, nil)
	m := approve("card")
	m.Sections = []chat.Section{{Text: "s", Images: []chat.File{{Name: "one.png", Type: "image/png", Alt: "One", Data: []byte("1")}}}}
	at := w.post("k", m)
	m.Sections[0].Images = append(m.Sections[0].Images, chat.File{Name: "two.png", Type: "image/png", Alt: "Two", Data: []byte("2")})
	for range 2 {
		w.update(at, m)
		w.restart()
		m.Text += "!"
	}
	if s := w.See(t, at); len(s.Files) != 1 || s.Files[0].Name != "one.png" {
		t.Errorf("the card holds %v, want the first picture", s.Files)
	}
	if under := w.Under(t, at); len(under) != 1 || len(under[0].Files) != 1 || under[0].Files[0].Name != "two.png" {
		t.Errorf("its thread shows %v, want the second picture once", under)
	}
}

// However much of a text has to be escaped, the server takes it.
func TestTheLongestEscapedText(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for i, s := range chattest.Nasty() {
		text := strings.Repeat(s, 1+8000/len(s))
		m := chat.Message{Text: text, Sections: []chat.Section{
			{Heading: text, Text: text, Quote: true, Fields: []chat.Field{{Label: text, Value: text}}, Links: []chat.Link{{Label: text, URL: "https://wall.example/1"}}},
		}, Mention: []string{w.ann(), w.bob()}}
		at := w.post(fmt.Sprint(i), m)
		w.update(at, chat.Message{Text: strings.Repeat("<", 8000), Sections: m.Sections})
	}
}

// Whoever reacts before the bot has noted what it posted is heard all the same,
// and so is their change of mind.
func TestReactionBeforeThePostIsKept(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	c := w.client("ann")
	w.server.Faults(func(r *http.Request) mattermosttest.Fault {
		if r.Method == http.MethodPost && r.URL.Path == "/api/v4/posts" {
			return mattermosttest.Fault{LoseAnswer: true}
		}
		return mattermosttest.Fault{}
	})
	got := make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, err := w.p.Post(ctx, "k", w.newsroom(), "", approve("quick"))
		got <- err
	}()
	var at chat.Ref
	w.until("the message is there", func() bool {
		for _, s := range w.In(t, w.newsroom()) {
			at = s.At
		}
		return at.Message != ""
	})
	w.react(c, w.ann(), at, "white_check_mark", true)
	e := w.next()
	if e.React == nil || e.At.Message != at.Message {
		t.Fatalf("event %+v, want the reaction", e)
	}
	cancel()
	<-done
	if err := <-got; w.err(err) == nil {
		t.Fatal("a lost answer is no error")
	}
	w.server.Faults(nil)
	w.post("k", approve("quick"))
	w.react(c, w.ann(), at, "white_check_mark", false)
	if e := w.next(); e.React == nil || !e.React.Removed {
		t.Errorf("event %+v, want the removal", e)
	}
}
