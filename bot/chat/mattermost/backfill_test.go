package mattermost_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// The connection may break in every way: nothing is lost, nothing counts twice,
// and the order stays.
func TestBrokenWebsocket(t *testing.T) {
	for name, breaks := range map[string]func(*world, func()){
		"cut and resumed": func(w *world, meanwhile func()) { w.server.CutSockets(); meanwhile() },
		"buffer lost":     func(w *world, meanwhile func()) { w.server.CutSockets(); meanwhile(); w.noise(300) },
		"server restart":  func(w *world, meanwhile func()) { w.server.ForgetSockets(); meanwhile() },
		"refused for a while": func(w *world, meanwhile func()) {
			w.server.RefuseSockets(true)
			w.server.CutSockets()
			meanwhile()
			w.server.RefuseSockets(false)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(nil)
			ann, one, two := w.client("ann"), w.say("1", "card"), w.say("2", "card")
			w.react(ann, w.ann(), one, check, true)
			w.reacted(one, on)
			breaks(w, func() {
				w.react(ann, w.ann(), one, check, false)
				w.react(ann, w.ann(), two, check, true)
			})
			got := map[string]chat.Reaction{}
			for range 2 {
				e := w.next()
				got[e.At.Message] = *e.React
			}
			if got[one.Message] != off || got[two.Message] != on {
				t.Errorf("events %+v, want one taken away and one given", got)
			}
			w.quiet()
		})
	}
}

// noise makes events that mean nothing.
func (w *world) noise(n int) {
	w.t.Helper()
	c := w.client("bob")
	for range n {
		if _, _, err := c.CreatePost(w.t.Context(), &model.Post{ChannelId: w.newsroom(), Message: "noise"}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// An old reaction among more changed messages than the server tells of at once
// is found, and files that were dropped meanwhile too, once.
func TestBackfillOfMoreThanTheServerTellsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "an old card")
	w.down(func() {
		w.React(t, w.ann(), at, chat.Check)
		w.Upload(t, w.ann(), at, []chat.File{{Name: "car.png", Data: []byte("1")}})
		w.flood(1100)
	})
	kinds := map[string]int{}
	for range 2 {
		e := w.next()
		switch {
		case e.React != nil && *e.React == on:
			kinds["reaction"]++
		case e.Upload != nil && len(e.Upload.Files) == 1 && string(e.Upload.Files[0].Data) == "1":
			kinds["upload"]++
		}
	}
	if kinds["reaction"] != 1 || kinds["upload"] != 1 {
		t.Errorf("events %v, want one reaction and one upload", kinds)
	}
	w.quiet()
	w.down(func() {})
	w.quiet()
}

// While the bot looks for what it missed, what happens now waits: a reaction
// that is found and then taken away ends as taken away.
func TestOrderStaysDuringALongBackfill(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	ann, at := w.client("ann"), w.say("k", "card")
	w.restart()
	w.react(ann, w.ann(), at, check, true)
	held := make(chan struct{})
	w.server.Faults(func(r *http.Request) mattermosttest.Fault {
		if strings.HasSuffix(r.URL.Path, "/posts/ids/reactions") {
			select {
			case <-held:
			default:
				close(held)
			}
			return mattermosttest.Fault{Late: true, Delay: 300 * time.Millisecond}
		}
		return mattermosttest.Fault{}
	})
	w.begin(nil)
	<-held
	w.until("the bot listens", func() bool { return w.server.Connected(w.Bot()) })
	w.react(ann, w.ann(), at, check, false)
	w.react(ann, w.ann(), at, "x", true)
	var got []string
	for {
		e := w.next()
		got = append(got, fmt.Sprintf("%s %v", e.React.Emoji, e.React.Removed))
		if e.React.Emoji == chat.Cross {
			break
		}
	}
	want := map[string]bool{"check false,check true,cross false": true, "cross false": true}
	if s := strings.Join(got, ","); !want[s] {
		t.Errorf("events %s, want the check given, then taken away, then the cross", s)
	}
	w.server.Faults(nil)
}

// A look for what was missed that ends in the middle, because the program is
// stopped or the server breaks, is not taken for done.
func TestBackfillThatIsInterrupted(t *testing.T) {
	for name, f := range map[string]mattermosttest.Fault{"stopped": {Hang: true}, "refused": {Status: 500, Body: "{}"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.run(nil)
			ann, at := w.client("ann"), w.say("k", "card")
			w.restart()
			w.react(ann, w.ann(), at, check, true)
			asked := make(chan struct{}, 100)
			w.server.Faults(func(r *http.Request) mattermosttest.Fault {
				if r.Method == http.MethodGet && strings.Contains(r.URL.RawQuery, "since=") {
					asked <- struct{}{}
					return f
				}
				return mattermosttest.Fault{}
			})
			w.later(3 * time.Hour) // the look is due to begin three hours back
			w.begin(nil)
			<-asked
			if name == "refused" {
				<-asked
			}
			w.restart()
			w.server.Faults(nil)
			w.run(nil)
			w.reacted(at, on)
			w.quiet()
		})
	}
}

// unheard does something of which the server tells the bot nothing.
func (w *world) unheard(do func()) {
	w.t.Helper()
	w.server.Deliver(func(user string, _ model.WebsocketEventType) int {
		if user == w.Bot() {
			return 0
		}
		return 1
	})
	do()
	w.server.Deliver(nil)
}

// A bot that is locked out for a moment, of which the connection that it goes on
// with says nothing, looks for what it missed.
func TestReactionWhileTheBotWasLockedOut(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.unheard(func() { w.React(t, w.ann(), at, chat.Check) })
	w.server.CutSockets()
	w.reacted(at, on)
	w.quiet()
}

// An event whose number says that one before it is missing makes the bot look.
func TestReactionLostOnTheWay(t *testing.T) {
	w := newWorld(t, nil)
	w.run(nil)
	at := w.say("k", "card")
	w.unheard(func() { w.React(t, w.ann(), at, chat.Check) })
	w.server.SkipNumber(w.Bot())
	w.say("k2", "whatever")
	w.reacted(at, on)
	w.quiet()
}

// A reaction of which nobody could take note is told again, under the same ID.
func TestReactionIsToldAgainWhenItCouldNotBeNoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	ids := make(chan string, 100)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- w.p.Run(ctx, chat.HandlerFunc(func(_ context.Context, e chat.Event) (chat.Answer, error) {
			ids <- e.ID
			if len(ids) < 2 {
				return chat.Answer{}, errors.New("the card is not known yet")
			}
			return chat.Answer{}, nil
		}))
	}()
	w.Ready(t)
	w.React(t, w.ann(), w.say("k", "card"), chat.Check)
	w.until("it is told twice", func() bool { return len(ids) == 2 })
	if first, second := <-ids, <-ids; first != second {
		t.Errorf("IDs %s and %s, want the same", first, second)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A handler that is never done keeps nothing from being found after the next
// start.
func TestStartsWithWhatWasNotFinished(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Zone = time.UTC })
	for range 2 {
		w.run(nil)
		at := w.say("k", "card")
		w.React(t, w.ann(), at, chat.Check)
		w.reacted(at, on)
		w.Unreact(t, w.ann(), at, chat.Check)
		w.reacted(at, off)
		w.stop() // the same adapter runs again
	}
}
