package outbox_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// The room has the live posts of its case at hand: it is described anew when one
// goes live, when there is a second appeal, and when one is taken down; and not
// again when nothing of that changes.
func TestLinksOfARoom(t *testing.T) {
	nets := []*networktest.Network{net("x", true), net("y", true)}
	w, p := newWorld(t, mem.New(), nets...), newPlatform()
	n := w.notifier(p)
	a := w.approved("2026-0001", "Were you there?", "x", "y")
	w.show(n, time.Hour)
	links := func(want ...chat.Link) {
		t.Helper()
		before := p.described()
		w.tell(a.Case, "word "+w.clock().String())
		w.show(n, time.Hour)
		if got := p.rooms()[0].links; !slices.Equal(got, want) {
			t.Errorf("links %v, want %v", got, want)
		}
		if p.described() != before {
			t.Error("the room is described again although nothing has changed")
		}
	}
	links()

	w.run(w.publisher("x", "one"))
	w.show(n, time.Hour)
	x := w.post(a, "x").URL
	links(chat.Link{Label: "x", URL: x})

	w.run(w.publisher("y", "one"))
	w.show(n, time.Hour)
	y := w.post(a, "y").URL
	b := w.approved("2026-0001", "And you?", "x")
	w.run(w.publisher("x", "one"))
	w.show(n, time.Hour)
	bx := w.post(b, "x").URL
	got := p.rooms()[0].links
	if len(got) != 3 || got[0] != (chat.Link{Label: "x, appeal 2", URL: bx}) {
		t.Errorf("links %v, want those of both appeals, the newest first", got)
	}

	_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "found")
	w.must(err)
	w.run(w.publisher("x", "one"))
	w.show(n, time.Hour)
	links(chat.Link{Label: "x, appeal 2", URL: bx}, chat.Link{Label: "y, appeal 1", URL: y})
	w.run(w.publisher("y", "one"))
	w.show(n, time.Hour)
	links(chat.Link{Label: "x, appeal 2", URL: bx})
}

// What goes live is linked even if no card is shown anew.
func TestLinkOfAPostAlone(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	n := w.notifier(p)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.show(n, time.Hour)
	w.run(w.publisher("x", "one"))
	var room bot.Notice
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		room, err = tx.Notice(bot.NoticeID(bot.NoticeRoom, "test", a.Case, ""))
		return err
	}))
	if room.Version == room.Sent || room.Due.IsZero() {
		t.Errorf("the room is not asked for: %+v", room)
	}
	w.show(n, time.Hour)
	if len(p.rooms()[0].links) != 1 {
		t.Errorf("links %v", p.rooms()[0].links)
	}
}

// notices asks for what is to be said, in order.
func (w *world) notices(ns ...bot.Notice) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		for _, n := range ns {
			n.Kind = bot.NoticeTell
			if err := bot.Show(tx, []string{"test"}, w.clock(), n, n.Text); err != nil {
				return err
			}
		}
		return nil
	}))
	w.wait(time.Millisecond) // what is asked for next is due later
}

// texts are what was posted since the first from messages, in order.
func (p *platform) texts(from int) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, s := range p.said[from:] {
		out = append(out, s.now.Text)
	}
	return out
}

// rooms of two cases, with their cards.
func twoCases(t *testing.T) (w *world, p *platform, cases [2]bot.ID) {
	t.Helper()
	w, p = newWorld(t, mem.New(), net("x", true)), newPlatform()
	n := w.notifier(p)
	for i, number := range []string{"2026-0001", "2026-0002"} {
		a, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: number, Title: number, Facts: bot.Facts{What: "Were you there?"}})
		w.must(err)
		cases[i] = a.Case
	}
	if !w.show(n, time.Hour) {
		t.Fatal("does not come to rest")
	}
	return w, p, cases
}

// What is urgent is said before everything that has waited longer, in its own
// room and in every other; what is bulk comes last.
func TestUrgentNoticesGoFirst(t *testing.T) {
	w, p, cases := twoCases(t)
	one, two := cases[0], cases[1]
	w.notices(bot.Notice{Case: one, Subject: one, Lane: bot.LaneBulk, Text: "counts"}, bot.Notice{Case: two, Subject: two, Lane: bot.LaneBulk, Text: "counts too"})
	w.notices(bot.Notice{Case: one, Subject: one, Text: "digest"}, bot.Notice{Case: two, Subject: two, Text: "digest too"})
	w.notices(bot.Notice{Case: one, Subject: one, Lane: bot.LaneUrgent, Text: "urgent"})
	w.notices(bot.Notice{Case: two, Subject: two, Lane: bot.LaneUrgent, Text: "urgent too"})
	w.notices(bot.Notice{Channel: "duty", Lane: bot.LaneUrgent, Text: "trouble"})
	from := len(p.said)
	n := w.notifier(p)
	if !w.show(n, time.Hour) {
		t.Fatal("does not come to rest")
	}
	got := p.texts(from)
	if len(got) != 7 || !slices.Equal(got[:3], []string{"urgent", "urgent too", "trouble"}) || slices.Contains(got[5:], "digest") || slices.Contains(got[5:], "digest too") {
		t.Errorf("said in the order %q", got)
	}
}

// While one room rests, because the platform wants it or because it has just
// taken a message, every other goes on without a moment's delay, whatever is
// urgent in the one that rests.
func TestOneRoomsPauseDelaysNoOther(t *testing.T) {
	for name, limit := range map[string]bool{"pace": false, "rate limit": true} {
		t.Run(name, func(t *testing.T) {
			w, p, cases := twoCases(t)
			one, two := cases[0], cases[1]
			if limit {
				p.before = fails(1, "post", "", &chat.RateLimited{After: time.Hour})
			} else {
				p.every = time.Hour
			}
			for _, text := range []string{"a", "b", "c"} {
				w.notices(bot.Notice{Case: one, Subject: one, Lane: bot.LaneUrgent, Text: text})
			}
			w.notices(bot.Notice{Case: two, Subject: two, Lane: bot.LaneBulk, Text: "elsewhere"}, bot.Notice{Channel: "duty", Text: "duty"})
			from, began := len(p.said), w.clock()
			n := w.notifier(p)
			for acted := true; acted; {
				var err error
				acted, err = n.Step(t.Context())
				w.must(err)
			}
			got := p.texts(from)
			if !slices.Contains(got, "elsewhere") || !slices.Contains(got, "duty") || slices.Contains(got, "b") || !w.clock().Equal(began) {
				t.Errorf("said at once: %q", got)
			}
			if !w.show(n, 10*time.Hour) {
				t.Fatal("does not come to rest")
			}
			if got := p.texts(from); len(got) != 5 {
				t.Errorf("said in the end: %q", got)
			}
		})
	}
}
