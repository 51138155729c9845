package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/store/mem"
)

// happens tells the desk what somebody did to a room.
func (w *world) happens(r *place, fate bot.RoomFate, name string) {
	w.t.Helper()
	w.must(w.desk.RoomChanged(w.t.Context(), w.by(carla), desk.RoomChange{Platform: "test", Channel: r.id, Fate: fate, Name: name}))
}

// The bot is removed from a room, or the room is archived, and both are undone:
// meanwhile the duty channel sees everything, nothing is even tried in the room,
// and afterwards the room has the newest card again.
func TestRoomThatIsLostAndFound(t *testing.T) {
	for _, tt := range []struct {
		lost, found bot.RoomFate
		why         error
		says        string
	}{
		{bot.RoomExpelled, bot.RoomAdmitted, chat.ErrNotMember, "Carla removed me from case-2026-0001-x"},
		{bot.RoomClosed, bot.RoomRestored, chat.ErrArchived, "Carla archived case-2026-0001-x"},
	} {
		t.Run(string(tt.lost), func(t *testing.T) {
			w, p, n, a := published(t)
			r := p.rooms()[0]
			rest := func() {
				t.Helper()
				if !w.show(n, time.Hour) {
					t.Error("does not come to rest")
				}
			}
			for round := range 2 {
				r.gone = tt.why
				w.happens(r, tt.lost, "")
				rest()
				if got := len(p.shown("D", tt.says)); got != round+1 {
					t.Errorf("the duty channel was told %d times, want %d", got, round+1)
				}
				p.before = func(_ context.Context, c call) error {
					if c.channel == r.id {
						t.Errorf("%s is tried in the room", c.op)
					}
					return nil
				}
				answer := fmt.Sprint("answer ", round)
				w.reply(w.post(a, "x"), round+1, answer)
				rest()
				if len(p.shown("D", answer)) != 2 { // by itself and on the card
					t.Errorf("%d messages in duty show %q, want 2", len(p.shown("D", answer)), answer)
				}
				p.before, r.gone = nil, nil
				w.happens(r, tt.found, "")
				rest()
				if cards := p.shown(r.id, "== Publication", answer); len(cards) != 1 || r.pinned != w.cardOf(a.ID).Message || r.pinned != cards[0].id || r.card != r.pinned {
					t.Errorf("round %d: %d cards in the room show %q; pinned %s, topic %s", round, len(cards), answer, r.pinned, r.card)
				}
				if r := w.room(a.Case); r.Lost != "" || !r.LostAt.IsZero() {
					t.Errorf("still marked: %+v", r)
				}
			}
			if got := len(p.shown(r.id, "== Publication")); got != 1 {
				t.Errorf("the room has %d cards, want its own one", got)
			}
			w.tell(a.Case, "word")
			rest()
			if len(p.shown(r.id, "word")) != 1 {
				t.Error("the room is not used again")
			}
		})
	}
}

// A deleted room has a successor with everybody and everything in it.
func TestRoomThatIsDeleted(t *testing.T) {
	for name, open := range drivers() {
		t.Run(name, func(t *testing.T) {
			w, p := newWorld(t, open(t), net("x", true)), newPlatform()
			n := w.notifier(p)
			a := w.drafted()
			w.show(n, time.Hour)
			for i := range 3 {
				old := p.rooms()[i]
				old.gone = chat.ErrNotFound
				w.happens(old, bot.RoomDeleted, "")
				if !w.show(n, time.Hour) {
					t.Error("does not come to rest")
				}
				rooms := p.rooms()
				if len(rooms) != i+2 {
					t.Fatalf("%d rooms, want %d", len(rooms), i+2)
				}
				r := rooms[i+1]
				if cards := p.shown(r.id, "== "); len(cards) != 1 || r.pinned != cards[0].id || r.card != r.pinned || len(r.members) != 3 {
					t.Errorf("the new room has %d cards, %q pinned, members %v", len(cards), r.pinned, r.members)
				}
				if w.cardOf(a.ID).Posted != r.id {
					t.Errorf("the card is in %s", w.cardOf(a.ID).Posted)
				}
				if len(p.shown("D", "Carla deleted "+old.name)) != 1 {
					t.Error("the duty channel is not told")
				}
			}
		})
	}
}

// The room is deleted between each two steps of setting it up: its successor is
// complete, and the old one's id is not stored over the new one's.
func TestRoomThatIsDeletedWhileItIsMade(t *testing.T) {
	for k := 1; k < 12; k++ {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		a := w.drafted()
		calls := 0
		p.after = func(context.Context, call) error {
			if rs := p.rooms(); len(rs) == 1 && rs[0].gone == nil && w.room(a.Case).Channel == rs[0].id { //nolint:contextcheck // The world has a context of its own.
				if calls++; calls == k {
					rs[0].gone = chat.ErrNotFound
					w.happens(rs[0], bot.RoomDeleted, "") //nolint:contextcheck // Likewise.
				}
			}
			return nil
		}
		if !w.show(w.notifier(p), time.Hour) {
			t.Errorf("call %d: does not come to rest", k)
		}
		rs := p.rooms()
		r, stored := rs[len(rs)-1], w.room(a.Case)
		if stored.Channel != r.id || r.gone != nil || len(r.members) != 3 || r.pinned == "" || r.pinned != w.cardOf(a.ID).Message {
			t.Errorf("call %d: %d rooms, stored %+v, there is %+v", k, len(rs), stored, r)
		}
	}
}

// What people do to a room while the notifier works on it stays stored.
func TestRoomThatIsRenamedWhileItIsMade(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	a := w.drafted()
	p.before = func(_ context.Context, c call) error {
		if c.op == "invite" && c.user == "u-ann" {
			w.happens(p.rooms()[0], bot.RoomRenamed, "shooting") //nolint:contextcheck // The world has a context of its own.
		}
		return nil
	}
	w.show(w.notifier(p), time.Hour)
	if r := w.room(a.Case); r.Name != "shooting" || len(r.Members) != 3 {
		t.Errorf("stored %+v", r)
	}
}

// A room from an older version has no card in its topic. It gets one when
// anything is shown next, once.
func TestRoomOfAnOlderVersionIsDescribedOnceMore(t *testing.T) {
	w, p, n, a := published(t)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		k, err := tx.Case(a.Case)
		r := k.Room("test")
		r.Card = ""
		k.SetRoom(r)
		return errors.Join(err, tx.PutCase(k))
	}))
	before := p.described()
	for i := range 3 {
		w.tell(a.Case, fmt.Sprint("word ", i))
		w.show(n, time.Hour)
	}
	if got := p.described() - before; got != 1 {
		t.Errorf("described %d times, want once", got)
	}
}

// The newest card is what the topic links to.
func TestTopicFollowsTheNewestCard(t *testing.T) {
	w, p, n, a := published(t)
	b, err := w.desk.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-0001", Facts: bot.Facts{What: "And you?"}})
	w.must(err)
	w.show(n, time.Hour)
	r := p.rooms()[0]
	if r.card != w.cardOf(b.ID).Message || r.card == w.cardOf(a.ID).Message || r.pinned != r.card {
		t.Errorf("the topic links to %s", r.card)
	}
}

// Somebody archives the duty channel and makes another one of that name: what
// concerns it goes there, without a restart.
func TestDutyChannelThatIsReplaced(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	n := w.notifier(p)
	tell := func(text string) {
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			return bot.Show(tx, []string{"test"}, w.clock(), bot.Notice{Kind: bot.NoticeTell, Channel: "duty", Text: text}, text)
		}))
		if !w.show(n, time.Hour) {
			t.Errorf("%q does not come to rest", text)
		}
	}
	tell("before")
	p.places[0].gone, p.places[0].name = chat.ErrArchived, "duty-archived"
	p.places = append(p.places, &place{id: "D2", name: "duty"})
	tell("after")
	if len(p.shown("D", "before")) != 1 || len(p.shown("D2", "after")) != 1 {
		t.Errorf("the old one shows %d, the new one %d", len(p.shown("D", "before")), len(p.shown("D2", "after")))
	}
}
