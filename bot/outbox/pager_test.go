package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/bot/outbox"
	"appealbot/store/mem"
)

const help = "he is here right now with a gun, please send help"

// pager returns a process that shows notices and knows the duty list.
func (w *world) pager(p chat.Client) *outbox.Notifier {
	n := w.notifier(p)
	plain := n.Book
	n.Book = func() card.Book {
		b := plain()
		b.Duty = w.desk.Duty()
		return b
	}
	return n
}

// cries lets the public cry for help below a post, or below nothing of ours.
func (w *world) cries(under bot.Post, from, to int) {
	w.t.Helper()
	b := desk.Batch{Account: "x", Source: "x/replies", Position: fmt.Sprint(to)}
	remote := "elsewhere"
	if len(under.Remotes) > 0 {
		remote = under.Remotes[0]
	}
	for i := from; i < to; i++ {
		b.Found = append(b.Found, desk.Found{Under: remote, Reply: bot.Reply{
			Remote: fmt.Sprint("cry", i), Kind: bot.ReplyAnswer, Author: "Pat", Text: help, At: w.clock(),
		}})
	}
	_, err := w.desk.Collect(w.t.Context(), b)
	w.must(err)
}

// pages counts the pages in a channel, each of which mentions the duty list.
func (p *platform) pages(t *testing.T, channel string) int {
	t.Helper()
	shown := p.shown(channel, "Emergency? ")
	for _, s := range shown {
		if s.updates == 0 && strings.Join(s.now.Mention, " ") != "u-bob u-carla" {
			t.Errorf("a page in %s mentions %v", channel, s.now.Mention)
		}
	}
	return len(shown)
}

// The duty list is paged at once, after 5 and after 15 minutes and every 15
// minutes from then on, in the case's room and in the duty channel, whichever
// process runs, until somebody has it.
func TestAnEmergencyIsPagedUntilSomebodyHasIt(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	a, _ := w.answered("x")
	w.show(w.pager(p), time.Minute)
	room := p.rooms()[0].id
	if p.pages(t, "D")+p.pages(t, room) != 0 {
		t.Fatal("somebody is paged to no emergency")
	}
	w.cries(w.post(a, "x"), 0, 1)
	begin := w.clock()
	for _, x := range []struct {
		minute, pages int
	}{{0, 1}, {4, 1}, {6, 2}, {14, 2}, {16, 3}, {29, 3}, {31, 4}, {46, 5}} {
		w.wait(begin.Add(time.Duration(x.minute) * time.Minute).Sub(w.clock()))
		w.show(w.pager(p), 10*time.Second)
		if d, r := p.pages(t, "D"), p.pages(t, room); d != x.pages || r != x.pages {
			t.Errorf("after %d minutes: %d pages in the duty channel, %d in the room, want %d", x.minute, d, r, x.pages)
		}
	}
	_, err := w.desk.Take(t.Context(), w.by(bob), bot.ReplyID("x", "cry0"))
	w.must(err)
	if !w.show(w.pager(p), time.Hour) {
		t.Error("it does not come to rest")
	}
	for _, channel := range []string{"D", room} {
		if n := len(p.shown(channel, "Nobody is needed any more. R2 was taken by Bob")); n != 5 || p.pages(t, channel) != 0 {
			t.Errorf("%d of 5 pages in %s say who has it, %d still page", n, channel, p.pages(t, channel))
		}
	}
	if n := len(p.shown(room, "Answer R2", "Taken: by Bob")); n != 1 {
		t.Errorf("%d cards say who has it", n)
	}
}

// What the loop itself does with the real clock.
func TestTheLoopWakesForThePages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		w.real = true
		w.cries(bot.Post{}, 0, 1)
		run := func(d time.Duration) {
			ctx, stop := context.WithTimeout(t.Context(), d)
			defer stop()
			w.must(w.pager(p).Run(ctx, nil))
		}
		for i, d := range []time.Duration{time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute} {
			run(d)
			if n := p.pages(t, "D"); n != i+1 {
				t.Errorf("paged %d times, want %d", n, i+1)
			}
		}
		_, err := w.desk.Take(t.Context(), w.by(carla), bot.ReplyID("x", "cry0"))
		w.must(err)
		run(24 * time.Hour)
		if n := len(p.shown("D", "was taken by Carla")); n != 4 || p.pages(t, "D") != 0 {
			t.Errorf("%d messages say who has it, %d still page", n, p.pages(t, "D"))
		}
	})
}

// Hundreds of false alarms come in few messages, cost little, and are taken with
// one press.
func TestAHundredEmergenciesPageSensibly(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	a, _ := w.answered("x")
	n := w.pager(p)
	w.show(n, time.Minute)
	room := p.rooms()[0].id
	for i := range 30 {
		w.cries(w.post(a, "x"), i*10, i*10+10)
		w.show(n, time.Second)
	}
	w.show(n, 2*time.Minute)
	if d := p.pages(t, "D"); d < 1 || d > 12 {
		t.Errorf("%d pages in the duty channel for 300 emergencies in half a minute", d)
	}
	if len(p.shown("D", "more are only in the list")) == 0 {
		t.Error("nothing says that there are more")
	}
	var tally bot.Tally
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		tally, err = tx.Tally(a.Case)
		return err
	}))
	if len(tally.Open) != bot.MostOpen || tally.Beyond != 200 {
		t.Errorf("%d are open and %d beyond", len(tally.Open), tally.Beyond)
	}
	// The newest page is about all that are open.
	w.wait(5 * time.Minute)
	w.show(n, 10*time.Second)
	shown := p.shown("D", "I have them all")
	page := bot.ID(shown[len(shown)-1].now.Buttons[0].Action.Subject)
	got, err := w.desk.TakePage(t.Context(), w.by(bob), page)
	w.must(err)
	if got != bot.MostOpen {
		t.Errorf("took %d", got)
	}
	if !w.show(n, time.Hour) || p.pages(t, "D")+p.pages(t, room) != 0 {
		t.Errorf("%d pages still page", p.pages(t, "D")+p.pages(t, room))
	}
}

// While a platform takes nothing, pages do not pile up, and none is lost.
func TestPagesOfAnOutage(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	down := true
	p.before = func(context.Context, call) error {
		if down {
			return &chat.RateLimited{After: time.Minute}
		}
		return nil
	}
	w.cries(bot.Post{}, 0, 1)
	w.show(w.pager(p), 40*time.Minute)
	w.cries(bot.Post{}, 1, 2)
	w.show(w.pager(p), 17*time.Minute)
	down = false
	w.show(w.pager(p), 90*time.Second)
	shown := p.shown("D", "Emergency? Bob and Carla: 2 answers to something that was not published here")
	if len(shown) != 1 || p.pages(t, "D") != 1 {
		t.Errorf("%d pages, %d of them about both", p.pages(t, "D"), len(shown))
	}
}

// A page that waited until somebody had it pages nobody.
func TestAPageThatComesTooLatePagesNobody(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	w.cries(bot.Post{}, 0, 1)
	_, err := w.desk.Take(t.Context(), w.by(bob), bot.ReplyID("x", "cry0"))
	w.must(err)
	_, err = w.desk.Take(t.Context(), w.by(carla), bot.ReplyID("x", "cry0"))
	var told *bot.Refusal
	if !errors.As(err, &told) || !strings.Contains(told.Text, "Bob has R1 already") {
		t.Errorf("the second is told %v", err)
	}
	if !w.show(w.pager(p), time.Hour) {
		t.Error("it does not come to rest")
	}
	if n := p.pages(t, "D"); n != 0 {
		t.Errorf("%d pages", n)
	}
}

// The room of a case that is closed is archived although an emergency is open,
// and the duty channel goes on being paged.
func TestAClosedCaseIsArchivedAndPaged(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	a, _ := w.answered("x")
	w.show(w.pager(p), time.Minute)
	w.cries(w.post(a, "x"), 0, 1)
	w.show(w.pager(p), 10*time.Second)
	w.closed(a.Case)
	w.show(w.pager(p), time.Minute)
	if !p.rooms()[0].archived {
		t.Error("the room is not archived")
	}
	before := p.pages(t, "D")
	w.show(w.pager(p), 15*time.Minute)
	if n := p.pages(t, "D"); n != before+2 {
		t.Errorf("%d pages in the duty channel after a quarter of an hour, %d before", n, before)
	}
}

// The process dies before each commit in turn, and somebody takes the emergency
// before the next one runs. No message goes on calling people, and none is missing.
func TestNoPageOutlivesItsEmergency(t *testing.T) {
	for _, taken := range []bool{true, false} {
		for k := range 12 {
			w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
			w.cries(bot.Post{}, 0, 1)
			n := w.pager(p)
			n.Store = &dying{Store: w.store, left: k}
			for range 20 {
				if step(w, n) {
					break
				}
			}
			if !taken {
				w.show(w.pager(p), 2*time.Minute)
				if pages := p.pages(t, "D"); pages != 1 {
					t.Errorf("commit %d: %d pages", k, pages)
				}
				continue
			}
			_, err := w.desk.Take(t.Context(), w.by(bob), bot.ReplyID("x", "cry0"))
			w.must(err)
			if !w.show(w.pager(p), time.Hour) {
				t.Errorf("commit %d: it does not come to rest", k)
			}
			if pages := p.pages(t, "D"); pages != 0 {
				t.Errorf("commit %d: %d messages still page", k, pages)
			}
		}
	}
}
