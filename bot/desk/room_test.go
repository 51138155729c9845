package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// housed is a world that speaks on two platforms, with a draft whose case has a
// room on each.
func housed(t *testing.T) (*world, bot.Appeal) {
	t.Helper()
	w := newWorld(t)
	w.Desk = w.on("test", "other")
	a := w.draft(bot.Witness, "Were you there?")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		k, err := tx.Case(a.Case)
		k.SetRoom(bot.Room{Platform: "test", Channel: "C1", Name: "case-1", Step: bot.RoomCreated, Members: k.Members, Topic: "t", Pinned: "m1", Card: "m1"})
		k.SetRoom(bot.Room{Platform: "other", Channel: "C1", Name: "case-1", Step: bot.RoomCreated, Members: k.Members})
		return errors.Join(err, tx.PutCase(k))
	}))
	w.shown()
	return w, a
}

// shown takes every notice that waits, as the outbox does, and returns what
// they are.
func (w *world) shown() (out []string) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		for _, platform := range []string{"test", "other"} {
			ns, err := tx.DueNotices(platform, w.clock().Add(time.Hour), 1000)
			if err != nil {
				return err
			}
			for _, n := range ns {
				out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", platform, n.Kind, n.Channel, n.Text)))
				n.Sent, n.Due, n.Message, n.Posted = n.Version, time.Time{}, "m-"+string(n.ID), "C1"
				if err := tx.PutNotice(n); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	slices.Sort(out)
	return out
}

func (w *world) kase(id bot.ID) (k bot.Case) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		k, err = tx.Case(id)
		return err
	}))
	return k
}

func change(fate bot.RoomFate) desk.RoomChange {
	return desk.RoomChange{Platform: "test", Channel: "C1", Fate: fate}
}

// Each fate of a room: what is stored, what the audit log says, who hears what.
// Nothing of it concerns the room on the other platform.
func TestRoomFates(t *testing.T) {
	const meanwhile = " Its cards and what the public answers come into this channel until then."
	tell := func(text string) string { return "test tell duty " + text }
	for _, tt := range []struct {
		name   string
		before []bot.RoomFate
		then   desk.RoomChange
		room   bot.Room // but for what stays as it was
		event  string
		shown  []string
	}{
		{
			name: "expelled", then: change(bot.RoomExpelled), room: bot.Room{Lost: bot.RoomExpelled}, event: "expelled channel",
			shown: []string{tell("Ann removed me from case-1, the channel of case NUMBER. @appealbot must be added again by a member of the channel." + meanwhile)},
		},
		{
			name: "admitted", before: []bot.RoomFate{bot.RoomExpelled}, then: change(bot.RoomAdmitted), event: "admitted channel",
			shown: []string{"test card", "test room", tell("Ann added me again to case-1, the channel of case NUMBER. The cards of its open appeals are shown there again; go on there.")},
		},
		{name: "admitted, never expelled", then: change(bot.RoomAdmitted)},
		{
			name: "archived", then: change(bot.RoomClosed), room: bot.Room{Lost: bot.RoomClosed}, event: "archived channel",
			shown: []string{tell("Ann archived case-1, the channel of case NUMBER, which is still open. A team administrator can restore it; " +
				"if the case is over, close it with /appeal close NUMBER and the reason." + meanwhile)},
		},
		{
			name: "restored", before: []bot.RoomFate{bot.RoomClosed}, then: change(bot.RoomRestored), event: "restored channel",
			shown: []string{"test card", "test room", tell("Ann restored case-1, the channel of case NUMBER. The cards of its open appeals are shown there again; go on there.")},
		},
		{name: "restored, never archived", then: change(bot.RoomRestored)},
		{
			name: "restored, but expelled", before: []bot.RoomFate{bot.RoomExpelled, bot.RoomClosed}, then: change(bot.RoomRestored),
			room: bot.Room{Lost: bot.RoomExpelled},
		},
		{
			name: "renamed", then: desk.RoomChange{Platform: "test", Channel: "C1", Fate: bot.RoomRenamed, Name: "shooting"}, room: bot.Room{Name: "shooting"},
			event: "renamed channel", shown: []string{"test room"},
		},
		{
			name: "only its title renamed", then: desk.RoomChange{Platform: "test", Channel: "C1", Fate: bot.RoomRenamed, Name: "case-1"},
			event: "renamed channel", shown: []string{"test room"},
		},
		{name: "renamed, and nobody knows how", then: change(bot.RoomRenamed)},
		{
			name: "deleted", then: change(bot.RoomDeleted), room: bot.Room{Before: 1}, event: "deleted channel",
			shown: []string{"test card", "test room", tell("Ann deleted case-1, the channel of case NUMBER. I am making a new one with the same members; " +
				"the cards of its open appeals come into it. What the public answered so far is shown there with /appeal replies.")},
		},
		{name: "not a case's channel", then: desk.RoomChange{Platform: "test", Channel: "duty", Fate: bot.RoomDeleted}},
		{name: "another platform's channel", then: desk.RoomChange{Platform: "third", Channel: "C1", Fate: bot.RoomDeleted}},
		{name: "something new", then: change("painted")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, a := housed(t)
			for _, f := range tt.before {
				w.must(w.RoomChanged(t.Context(), w.by(ann), change(f)))
			}
			w.shown()
			was := w.kase(a.Case)
			by := w.by(ann)
			for range 3 { // however often it is delivered
				w.must(w.RoomChanged(t.Context(), by, tt.then))
			}
			for i, s := range tt.shown {
				tt.shown[i] = strings.ReplaceAll(s, "NUMBER", was.Number)
			}
			slices.Sort(tt.shown)
			if got := w.shown(); !slices.Equal(got, tt.shown) {
				t.Errorf("shown:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(tt.shown, "\n"))
			}
			if tt.event != "" && w.events(tt.event) != 1 {
				t.Errorf("the audit log says %q %d times", tt.event, w.events(tt.event))
			}
			now := w.kase(a.Case)
			got := now.Room("test")
			if got.Lost != tt.room.Lost || got.LostAt.IsZero() != (got.Lost == "") || got.Before != tt.room.Before {
				t.Errorf("stored %+v", got)
			}
			if tt.room.Before > 0 && (got.Channel != "" || got.Step != bot.RoomNone || len(got.Members) != 0) {
				t.Errorf("a room that was deleted is still there: %+v", got)
			}
			if want := tt.room.Name; want != "" && got.Name != want {
				t.Errorf("it is called %q, want %q", got.Name, want)
			}
			if other := now.Room("other"); other.Channel != "C1" || other.Lost != "" || other.Before != 0 {
				t.Errorf("the room on the other platform is touched: %+v", other)
			}
		})
	}
}

// The bot archives the room of a closed case itself, and whatever happens to it
// later needs nobody.
func TestFatesOfAClosedCase(t *testing.T) {
	for _, f := range []bot.RoomFate{bot.RoomClosed, bot.RoomExpelled, bot.RoomAdmitted, bot.RoomRestored, bot.RoomDeleted} {
		w, a := housed(t)
		_, err := w.Close(t.Context(), w.by(bob), a.Case, "arrest made")
		w.must(err)
		w.shown()
		w.must(w.RoomChanged(t.Context(), w.by(ann), change(f)))
		if got := w.shown(); len(got) > 0 {
			t.Errorf("%s: %q", f, got)
		}
		if r := w.kase(a.Case).Room("test"); f == bot.RoomClosed && r.Lost != "" || r.Before != 0 || f == bot.RoomDeleted && r.Step != bot.RoomArchived {
			t.Errorf("%s: stored %+v", f, r)
		}
	}
}

// Whoever did it is named as well as can be.
func TestWhoChangedTheRoom(t *testing.T) {
	for want, p := range map[string]bot.Person{
		"Bob removed me": bob,
		"Somebody whom I do not know (test:u9) removed me": {ID: "test:u9", Name: "unknown login"},
		"Somebody removed me":                              {ID: "test", Name: "test"},
	} {
		w, _ := housed(t)
		w.must(w.RoomChanged(t.Context(), w.by(p), change(bot.RoomExpelled)))
		if got := w.shown(); len(got) != 1 || !strings.Contains(got[0], "duty "+want+" from case-1") {
			t.Errorf("shown %q, want %q", got, want)
		}
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
			es, err := tx.Events(1, 1000)
			if e := es[len(es)-1]; e.Who != p.ID || e.What != "expelled channel" || e.Detail != "test case-1 C1" || e.Case == "" {
				t.Errorf("logged %+v", e)
			}
			return err
		}))
	}
}

// Questions about posts that were asked in a deleted room are asked again; only
// there.
func TestQuestionsMoveIntoTheNewRoom(t *testing.T) {
	w, a := housed(t)
	a, err := w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(a.ID)
		for _, p := range ps[:1] {
			p.State, p.Due = bot.PostAbsent, time.Time{}
			err = errors.Join(err, tx.SetPost(p), bot.Show(tx, []string{"test", "other"}, w.clock(), bot.Notice{Kind: bot.NoticeAsk, Subject: p.ID, Case: p.Case}, ""))
		}
		return err
	}))
	w.shown()
	w.must(w.RoomChanged(t.Context(), w.by(ann), change(bot.RoomDeleted)))
	if got := w.shown(); len(got) != 4 || got[0] != "test ask" || got[1] != "test card" || got[2] != "test room" {
		t.Errorf("shown %q", got)
	}
}
