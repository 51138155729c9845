package slack_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// versioned is a card whose button says what the person saw.
func versioned(digest string) chat.Message {
	m := approve("card " + digest)
	m.Buttons[0].Action.Digest = digest
	return m
}

// A client that still shows an older revision sends what that one said.
func TestPressOfAnOlderRevision(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", versioned("one"))
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press.Digest != "one" {
		t.Errorf("digest %q", e.Press.Digest)
	}
	old := w.Sent()[0]
	w.update(at, versioned("two"))
	old["actions"].([]any)[0].(map[string]any)["action_ts"] = "1795000000.000001"
	w.Forge(t, w.bob(), old)
	if e := w.next(); e.Press.Digest != "one" {
		t.Errorf("digest %q, want that of what was shown", e.Press.Digest)
	}
	w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press.Digest != "two" {
		t.Errorf("digest %q", e.Press.Digest)
	}
}

// A press is one event however often it is delivered; two presses are two, also
// by two officers at once.
func TestPressIsOneEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.Press(t, w.ann(), at, "Approve")
	first := w.next()
	w.Again(t)
	if again := w.next(); again.ID != first.ID || first.At != at {
		t.Errorf("delivered again it is %s at %+v, want %s", again.ID, again.At, first.ID)
	}
	var group sync.WaitGroup
	for _, u := range w.Officers() {
		group.Go(func() { w.Press(t, u, at, "Approve") })
	}
	group.Wait()
	one, two := w.next(), w.next()
	if one.ID == two.ID || one.User == two.User || one.ID == first.ID || two.ID == first.ID {
		t.Errorf("events %s of %s and %s of %s", one.ID, one.User, two.ID, two.User)
	}
}

// The button of an answer that one person alone sees works, and what it carries
// is all there is.
func TestPressOnAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(func(e chat.Event) chat.Answer {
		m := approve("really?")
		if e.Press != nil {
			m = chat.Message{Text: "pressed"}
		}
		return chat.Answer{Reply: &m}
	})
	got := w.Command(t, w.ann(), w.newsroom(), "status")
	w.next()
	if len(got.Replies) != 1 {
		t.Fatalf("replies %+v", got.Replies)
	}
	got = w.Press(t, w.ann(), got.Replies[0].At, "Approve")
	if e := w.next(); e.Press == nil || e.Press.Digest != "d1" || e.User != w.ann() || e.At.Channel != w.newsroom() {
		t.Errorf("event %+v", e)
	}
	if !strings.Contains(said(got), "pressed") {
		t.Errorf("said %q", said(got))
	}
}

// A button in a direct message is pressed there.
func TestPressInADirectMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(replies("pressed"))
	ch, err := w.p.Direct(t.Context(), w.ann())
	if err != nil {
		t.Fatal(err)
	}
	at, err := w.p.Post(t.Context(), "k", ch, "", approve("card"))
	if err != nil {
		t.Fatal(err)
	}
	got := w.Press(t, w.ann(), at, "Approve")
	if e := w.next(); e.Press == nil || e.At != at || !e.Direct {
		t.Errorf("event %+v", e)
	}
	if n := strings.Count(said(got), "pressed"); n != 1 {
		t.Errorf("said %q", said(got))
	}
}

// A press in a thread is answered in the thread.
func TestPressInAThread(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(replies("pressed"))
	root := w.say("root", "root")
	at, err := w.p.Post(t.Context(), "k", w.newsroom(), root.Message, approve("card"))
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []bool{false, true} {
		if broken {
			w.Fault("response_url", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Status: 404} })
		}
		got := w.Press(t, w.ann(), at, "Approve")
		if e := w.next(); e.At != at {
			t.Errorf("event %+v, want it at %+v", e, at)
		}
		if len(got.Replies) != 1 || got.Replies[0].At.Thread != root.Message {
			t.Errorf("replies %+v", got.Replies)
		}
	}
}

// A button that carries nothing known does nothing, and says so.
func TestUnknownButton(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.post("k", approve("card"))
	w.Press(t, w.ann(), at, "Approve")
	w.next()
	for i, value := range []any{"", "x", "{}", `{"v":""}`, nil, 7.0} {
		p := w.Sent()[0]
		a := p["actions"].([]any)[0].(map[string]any)
		a["value"], a["action_ts"] = value, stampOf(i)
		if got := w.Forge(t, w.ann(), p); value != 7.0 && !strings.Contains(said(got), "nothing was done") {
			t.Errorf("%v: said %q", value, said(got))
		}
	}
	w.quiet()
}

func stampOf(i int) string {
	return time.Unix(1795000000, 0).Format("1795000000.00000") + string(rune('0'+i))
}
