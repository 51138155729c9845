package outbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/store/mem"
)

// Bob does not belong to the team. It is said once, he is invited again at
// growing intervals, and everything else happens meanwhile.
func TestMemberOutsideTheTeam(t *testing.T) {
	for name, open := range drivers() {
		t.Run(name, func(t *testing.T) {
			w, p := newWorld(t, open(t), net("x", true)), newPlatform()
			n := w.notifier(p)
			tries := 0
			p.before = func(_ context.Context, c call) error {
				if c.op == "invite" && c.user == "u-bob" {
					tries++
					return chat.ErrOutside
				}
				return nil
			}
			a := w.approved("2026-0001", "Were you there?", "x")
			if w.show(n, 5*time.Hour) {
				t.Error("the invitation is not tried again")
			}
			if tries != 10 { // after 0, 1, 3, 7, 15, 31, 63, 123, 183 and 243 minutes
				t.Errorf("invited %d times in five hours, want 10", tries)
			}
			r := p.rooms()[0]
			said := p.shown(r.id, "Bob does not belong to the team of this channel", "Ask an administrator to add Bob to the team")
			if len(said) != 1 || said[0].updates != 0 || said[0].thread != w.cardOf(a.ID).Message {
				t.Errorf("it is said %d times: %+v", len(said), said)
			}
			if strings.Count(w.log(), "could not invite bob") != 1 {
				t.Errorf("the audit log says:\n%s", w.log())
			}
			if len(r.members) != 2 || r.pinned == "" || r.card != r.pinned || r.topic == "" {
				t.Errorf("the room is not complete otherwise: %+v", r)
			}

			// A notifier that was started anew does not begin from the start.
			n = w.notifier(p)
			w.tell(a.Case, "word")
			w.show(n, time.Minute)
			if tries != 10 || len(p.shown(r.id, "word")) != 1 {
				t.Errorf("invited %d times", tries)
			}

			p.before = nil
			if !w.show(n, time.Hour) {
				t.Error("does not come to rest")
			}
			if len(r.members) != 3 {
				t.Errorf("members %v", r.members)
			}
			if got := w.room(a.Case); len(got.Outside) != 0 || len(got.Members) != 3 {
				t.Errorf("stored: %+v", got)
			}
		})
	}
}

// Whoever is outside does not keep the room of a closed case from being
// archived.
func TestRoomWithAnOutsiderIsArchived(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	n := w.notifier(p)
	p.before = fails(-1, "invite", "u-bob", chat.ErrOutside)
	a := w.drafted()
	w.show(n, time.Minute)
	w.closed(a.Case)
	if !w.show(n, time.Hour) || !p.rooms()[0].archived {
		t.Error("the room is not archived")
	}
}

// The process dies before each commit in turn while somebody cannot be invited:
// it is said once all the same.
func TestDyingWhileSomebodyCannotBeInvited(t *testing.T) {
	for k := range 12 {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		p.before = fails(-1, "invite", "u-bob", chat.ErrOutside)
		w.drafted()
		n := w.notifier(p)
		n.Store = &dying{Store: w.store, left: k}
		for range 40 {
			if step(w, n) {
				break
			}
		}
		w.show(w.notifier(p), time.Hour)
		if got := len(p.shown(p.rooms()[0].id, "Bob does not belong")); got != 1 {
			t.Errorf("commit %d: it is said %d times", k, got)
		}
	}
}

// Every other refusal stays what it was: the notice of the room fails and is
// tried again.
func TestOtherRefusalsAreNotOutside(t *testing.T) {
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	p.before = fails(2, "invite", "u-bob", errors.New("internal error"))
	a := w.drafted()
	if !w.show(w.notifier(p), time.Hour) {
		t.Error("does not come to rest")
	}
	if got := w.room(a.Case); len(got.Outside) != 0 || len(got.Members) != 3 {
		t.Errorf("stored: %+v", got)
	}
}

// room is what is stored of the room of a case.
func (w *world) room(id bot.ID) (r bot.Room) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		k, err := tx.Case(id)
		r = k.Room("test")
		return err
	}))
	return r
}
