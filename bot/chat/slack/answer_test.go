package slack_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

// An answer goes to the address that Slack gave for it; if that takes none, to
// the person alone where they are; if that cannot be, directly.
func TestWaysOfAnAnswer(t *testing.T) {
	broken := map[string]slacktest.Fault{"used up": {Status: 404}, "gone": {Status: 410}, "500": {Status: 500}, "cut": {Cut: true}, "limited": {RetryAfter: 30 * time.Second}}
	for _, way := range []string{"address", "aside", "direct"} {
		for name, f := range broken {
			if way == "address" && name != "used up" {
				continue
			}
			t.Run(way+" "+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				w.Linger = 12 * time.Second
				w.run(replies("you pressed it"))
				at := w.post("k", approve("card"))
				if way != "address" {
					w.Fault("response_url", func(int, slacktest.Request) slacktest.Fault { return f })
				}
				if way == "direct" {
					w.Fault("chat.postEphemeral", func(int, slacktest.Request) slacktest.Fault {
						return slacktest.Fault{Error: "user_not_in_channel"}
					})
				}
				began := time.Now()
				got := w.Press(t, w.ann(), at, "Approve")
				if d := time.Since(began); d > 10*time.Second {
					t.Errorf("it took %v", d)
				}
				w.next()
				if n := strings.Count(said(got), "you pressed it"); n != 1 {
					t.Errorf("said %q, want it once", said(got))
				}
				if direct := strings.Contains(w.directs(w.ann()), "you pressed it"); direct != (way == "direct") {
					t.Errorf("said directly: %v", direct)
				}
				if w.count("you pressed it") > 0 {
					t.Error("everybody sees the answer")
				}
			})
		}
	}
}

// An answer outlasts one failure of the way that it goes.
func TestAnswerWhenSlackFailsOnce(t *testing.T) {
	for name, f := range map[string]slacktest.Fault{"limited": {RetryAfter: time.Second}, "500": {Status: 500}, "cut": {Cut: true}} {
		for _, way := range []string{"response_url", "chat.postMessage"} {
			t.Run(name+" "+way, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				w.Linger = 5 * time.Second
				w.run(replies("here you are"))
				if _, err := w.p.Direct(t.Context(), w.ann()); err != nil {
					t.Fatal(err)
				}
				if way == "chat.postMessage" { // the last of all ways
					w.Fault("response_url", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Status: 404} })
					w.Fault("chat.postEphemeral", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Error: "not_in_channel"} })
				}
				w.FaultOnce(way, f)
				got := w.Command(t, w.ann(), w.newsroom(), "status")
				w.next()
				if !strings.Contains(said(got), "here you are") {
					t.Errorf("said %q; log:\n%s", said(got), w.log())
				}
			})
		}
	}
}

// A command is answered wherever it is given: in a channel that the bot is not
// in, in a direct message, in public.
func TestCommandsEverywhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(replies("here you are"))
	private := w.AddChannel(slacktest.Channel{Name: "own", Private: true, Members: []string{w.ann()}})
	direct, err := w.p.Direct(t.Context(), w.ann())
	if err != nil {
		t.Fatal(err)
	}
	for name, channel := range map[string]string{"not in": private, "direct": direct, "public": w.newsroom()} {
		got := w.Command(t, w.ann(), channel, "status <now> & here")
		if e := w.next(); e.At.Channel != channel || e.Direct != (name == "direct") || e.Command.Line != "status <now> & here" {
			t.Errorf("%s: event %+v %+v", name, e, e.Command)
		}
		if !strings.Contains(said(got), "here you are") {
			t.Errorf("%s: %q", name, said(got))
		}
	}
	if w.asked("chat.postEphemeral")+w.asked("chat.postMessage") != 0 {
		t.Error("there was a place in the rates needed")
	}
}

// A long answer comes whole, also when it has more parts than the address for it
// takes.
func TestLongAnswers(t *testing.T) {
	for _, channel := range []string{"public", "not in", "direct"} {
		t.Run(channel, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.Linger = 5 * time.Second
			w.run(func(chat.Event) chat.Answer {
				m := sized(12)
				return chat.Answer{Reply: &m}
			})
			id := w.newsroom()
			switch channel {
			case "not in":
				id = w.AddChannel(slacktest.Channel{Name: "own", Private: true, Members: []string{w.ann()}})
			case "direct":
				var err error
				if id, err = w.p.Direct(t.Context(), w.ann()); err != nil {
					t.Fatal(err)
				}
			}
			w.Command(t, w.ann(), id, "status")
			var got string
			w.until("all of it is there", func() bool {
				got = w.whispers(w.ann()) + w.directs(w.ann())
				return strings.Count(got, "section ") >= 12
			})
			for i := range 12 {
				if c := strings.Count(got, fmt.Sprintf("section %d of 12", i)); c != 1 {
					t.Errorf("section %d is shown %d times", i, c)
				}
			}
		})
	}
}

// The files of an answer come directly, because what one person alone sees holds
// none; a command that is delivered twice sends them once.
func TestFilesOfAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.Linger = time.Second
	w.run(func(e chat.Event) chat.Answer {
		if e.Command == nil {
			return chat.Answer{}
		}
		return chat.Answer{Reply: &chat.Message{Text: "the list", Files: []chat.File{{Name: "list.csv", Type: "text/csv", Data: []byte("1,2")}}}}
	})
	got := w.Command(t, w.ann(), w.newsroom(), "export")
	first := w.next()
	// A slow machine answers later than the command waits.
	w.until("she has the file, and is told where", func() bool {
		return strings.Contains(said(got)+w.whispers(w.ann()), "direct messages") && strings.Contains(w.directs(w.ann()), "[list.csv]")
	})
	w.Again(t)
	if e := w.next(); e.ID != first.ID {
		t.Errorf("delivered again it is %s, want %s", e.ID, first.ID)
	}
	time.Sleep(200 * time.Millisecond)
	if n := strings.Count(w.directs(w.ann()), "[list.csv]"); n != 1 {
		t.Errorf("the file came %d times", n)
	}
	w.Fault("files.getUploadURLExternal", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Status: 500} })
	w.Command(t, w.ann(), w.newsroom(), "export")
	w.next()
	w.until("she is told that the files could not be sent", func() bool { return strings.Contains(w.whispers(w.ann()), "could not be sent") })
}

// Times that somebody types are read where Slack says that they are; Slack that
// does not say keeps nobody waiting.
func TestTimeZoneOfWhoeverTypes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	w.EditUser(w.ann(), func(u *slacktest.User) { u.TZ = "America/Vancouver" })
	w.Command(t, w.ann(), w.newsroom(), "status")
	if e := w.next(); e.Zone == nil || e.Zone.String() != "America/Vancouver" {
		t.Errorf("zone %v, want ann's", e.Zone)
	}
	w.Fault("users.info", func(int, slacktest.Request) slacktest.Fault { return slacktest.Fault{Hang: true} })
	w.Command(t, w.bob(), w.newsroom(), "status")
	if e := w.next(); e.Zone == nil || e.Zone.String() != "UTC" {
		t.Errorf("zone %v, want the department's", e.Zone)
	}
	w.Fault("users.info", nil)
}
