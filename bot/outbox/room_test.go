package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/desk"
	"appealbot/bot/outbox"
	"appealbot/store/mem"
)

// drafted returns the first appeal of a case.
func (w *world) drafted() bot.Appeal {
	w.t.Helper()
	a, err := w.desk.Draft(w.t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-0001", Title: "Lakeshore", Facts: bot.Facts{What: "Were you there?"}})
	w.must(err)
	return a
}

// closed closes a case.
func (w *world) closed(id bot.ID) {
	w.t.Helper()
	_, err := w.desk.Close(w.t.Context(), w.by(bob), id, "arrest made")
	w.must(err)
}

// reply stores what somebody answers to a post.
func (w *world) reply(under bot.Post, n int, text string) {
	w.t.Helper()
	_, err := w.desk.Collect(w.t.Context(), desk.Batch{Account: under.Account, Source: "test", Position: fmt.Sprint(n), Found: []desk.Found{{
		Reply: bot.Reply{Account: under.Account, Remote: fmt.Sprint("r", n), Kind: bot.ReplyAnswer, Author: "x", Text: text, At: w.clock()},
		Under: under.Remotes[0],
	}}})
	w.must(err)
}

// complete reports what is wrong with the only room of an appeal's case.
func complete(t *testing.T, w *world, p *platform, a bot.Appeal, name string) {
	t.Helper()
	rooms := p.rooms()
	if len(rooms) != 1 {
		t.Fatalf("%d rooms, want 1", len(rooms))
	}
	r := rooms[0]
	slices.Sort(r.members)
	if got := strings.Join(r.members, " "); got != "u-ann u-bob u-carla" {
		t.Errorf("members: %s", got)
	}
	if r.name != name || !strings.HasPrefix(r.topic, "Case 2026-0001, Lakeshore: ") {
		t.Errorf("room %q with topic %q", r.name, r.topic)
	}
	cards := p.shown(r.id, "== ")
	if r.title != "2026-0001 Lakeshore" || len(cards) == 1 && r.card != cards[0].id {
		t.Errorf("title %q, topic links to %q", r.title, r.card)
	}
	if len(cards) != 1 || r.pinned != cards[0].id || w.cardOf(a.ID).Message != r.pinned {
		t.Errorf("%d cards, pinned is %q", len(cards), r.pinned)
	}
}

const roomName = "case-2026-0001-lakeshore"

// Whatever the platform fails at, and however, in the end there is one channel
// with everybody in it, its topic set and the card pinned, and it is archived
// when the case is closed.
func TestRoomIsCompletedWhateverFails(t *testing.T) {
	oops := errors.New("internal error")
	for _, what := range []struct{ op, user string }{
		{"create", ""}, {"describe", ""}, {"invite", "u-bob"}, {"pin", ""}, {"post", ""}, {"archive", ""},
	} {
		for how, set := range map[string]func(*platform){
			"refuses":      func(p *platform) { p.before = fails(3, what.op, what.user, oops) },
			"panics":       func(p *platform) { p.before = fails(3, what.op, what.user, nil) },
			"rate limit":   func(p *platform) { p.before = fails(3, what.op, what.user, &chat.RateLimited{After: 20 * time.Second}) },
			"lost answers": func(p *platform) { p.after = fails(3, what.op, what.user, oops) },
		} {
			t.Run(what.op+" "+how, func(t *testing.T) {
				w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
				set(p)
				n := w.notifier(p)
				a := w.drafted()
				if !w.show(n, time.Hour) {
					t.Error("does not come to rest")
				}
				complete(t, w, p, a, roomName)
				w.closed(a.Case)
				if !w.show(n, time.Hour) {
					t.Error("does not come to rest after closing")
				}
				complete(t, w, p, a, roomName)
				if r := p.rooms()[0]; !r.archived || len(p.shown(r.id, "was closed by Bob: arrest made")) != 1 {
					t.Errorf("archived: %v", r.archived)
				}
			})
		}
	}
}

// The process dies before each commit in turn, while the room is made and while
// it is archived.
func TestDyingWhileARoomIsMade(t *testing.T) {
	for k := range 30 {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		die := func() {
			n := w.notifier(p)
			n.Store = &dying{Store: w.store, left: k}
			for range 40 {
				if step(w, n) {
					break
				}
			}
		}
		a := w.drafted()
		die()
		if !w.show(w.notifier(p), time.Hour) {
			t.Errorf("commit %d: does not come to rest", k)
		}
		complete(t, w, p, a, roomName)
		w.closed(a.Case)
		die()
		if !w.show(w.notifier(p), time.Hour) {
			t.Errorf("commit %d of closing: does not come to rest", k)
		}
		complete(t, w, p, a, roomName)
		if r := p.rooms()[0]; !r.archived || len(p.shown(r.id, "was closed by")) != 1 {
			t.Errorf("commit %d of closing: archived %v", k, r.archived)
		}
	}
}

func TestNameOfARoomIsTaken(t *testing.T) {
	for _, dies := range []bool{false, true} {
		w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
		p.places = append(p.places, &place{id: "other", name: roomName})
		a := w.drafted()
		if dies { // when the channel exists and nobody knows it
			n := w.notifier(p)
			n.Store = &dying{Store: w.store, left: 1}
			if !step(w, n) {
				t.Fatal("the process lives")
			}
		}
		w.show(w.notifier(p), time.Hour)
		complete(t, w, p, a, roomName+"-2")
	}
}

// Somebody who has left cannot be invited, ever. Everybody else can work.
func TestMemberWhoCannotBeInvited(t *testing.T) {
	x := net("x", true)
	w, p := newWorld(t, mem.New(), x), newPlatform()
	p.before = fails(-1, "invite", "u-bob", chat.ErrNotFound)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	w.reply(w.post(a, "x"), 1, "I was")
	if w.show(w.notifier(p), 5*time.Minute) {
		t.Error("the invitation is not tried again")
	}
	r := p.rooms()[0]
	slices.Sort(r.members)
	if got := strings.Join(r.members, " "); got != "u-ann u-carla" {
		t.Errorf("members: %s", got)
	}
	if r.topic == "" || r.pinned != w.cardOf(a.ID).Message || r.pinned == "" {
		t.Errorf("topic %q, pinned %q", r.topic, r.pinned)
	}
	if len(p.shown(r.id, "Answer R1 in", "I was")) != 1 || len(p.shown(r.id, "Public now: 1 of 1")) != 1 {
		t.Error("a notice is not shown")
	}
}

// What waited when the case was closed is shown in its room, then the room is
// archived, however long it takes.
func TestRoomIsArchivedLast(t *testing.T) {
	for name, delay := range map[string]func(*world, *platform){
		"a pause in the room": func(_ *world, p *platform) { p.every = 2 * time.Second },
		"a failure":           func(_ *world, p *platform) { p.before = fails(4, "post", "", errors.New("internal error")) },
		"longer than a lease": func(_ *world, p *platform) { p.before = fails(1, "post", "", &chat.RateLimited{After: 3 * lease}) },
		"hundreds of others": func(w *world, p *platform) {
			p.every = time.Second
			for i := range 270 {
				w.ask(bot.Notice{Kind: bot.NoticeTell, Channel: "duty", Lane: bot.LaneUrgent, Text: "word"}, fmt.Sprint(i))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
			n := w.notifier(p)
			a := w.drafted()
			w.show(n, time.Hour)
			r := p.rooms()[0]
			delay(w, p)
			for i := range 5 {
				w.tell(a.Case, fmt.Sprint("word ", i))
				w.wait(time.Millisecond)
			}
			w.closed(a.Case)
			if !w.show(n, time.Hour) {
				t.Error("does not come to rest")
			}
			if len(p.shown(r.id, "word ")) != 5 || len(p.shown("D", "word ")) != 0 {
				t.Errorf("%d of 5 are shown in the room, %d elsewhere", len(p.shown(r.id, "word ")), len(p.shown("D", "word ")))
			}
			if p.calls[len(p.calls)-1].op != "archive" && name != "hundreds of others" || !r.archived {
				t.Errorf("archived: %v", r.archived)
			}
			if card := p.shown(r.id, "== ")[0]; !strings.Contains(card.now.Text, "cancelled") {
				t.Errorf("the card in the archived room says %q", card.now.Text)
			}
		})
	}
}

// published returns a case whose only appeal is public and whose notices are
// all shown.
func published(t *testing.T) (*world, *platform, *outbox.Notifier, bot.Appeal) {
	t.Helper()
	w, p := newWorld(t, mem.New(), net("x", true)), newPlatform()
	n := w.notifier(p)
	a := w.approved("2026-0001", "Were you there?", "x")
	w.run(w.publisher("x", "one"))
	if !w.show(n, time.Hour) {
		t.Fatal("does not come to rest")
	}
	return w, p, n, a
}

// After the case is closed its room takes nothing, and the public goes on
// answering: all of it is seen in the duty channel, once.
func TestWhatComesAfterArchivingGoesToDuty(t *testing.T) {
	w, p, n, a := published(t)
	w.reply(w.post(a, "x"), 1, "early answer")
	w.show(n, time.Hour)
	w.closed(a.Case)
	w.show(n, time.Hour)
	r := p.rooms()[0]
	if !r.archived || len(p.shown(r.id, "Answer R1 in", "early answer")) != 1 {
		t.Fatalf("archived: %v", r.archived)
	}
	afterDeath(t, w, p, n, a, r)
}

// afterDeath makes things happen to a case whose room takes nothing, and checks
// that the duty channel sees them.
func afterDeath(t *testing.T, w *world, p *platform, n *outbox.Notifier, a bot.Appeal, r *place) {
	t.Helper()
	before := len(p.shown(r.id))
	rest := func() {
		t.Helper()
		if !w.show(n, time.Hour) {
			t.Error("does not come to rest")
		}
	}
	w.reply(w.post(a, "x"), 2, "late answer")
	rest()
	if got := p.shown("D", "Answer R2 in", "late answer"); len(got) != 1 {
		t.Fatalf("the answer is shown %d times in duty, want 1", len(got))
	}
	for _, id := range []bot.ID{"x/r1", "x/r2"} { // one was shown in the room, one here
		_, err := w.desk.Label(t.Context(), w.by(ann), id, bot.LabelTip)
		w.must(err)
	}
	rest()
	if got := p.shown("D", "Answer R2 in", "late answer", "Label: "); len(got) != 1 || len(p.shown("D", "Answer R2 in", "late answer")) != 1 {
		t.Error("the label is not shown on the message in duty")
	}
	if got := p.shown("D", "Answer R1 in", "early answer", "Label: "); len(got) != 1 {
		t.Errorf("the labelled answer is shown %d times in duty, want 1", len(got))
	}
	_, err := w.desk.Takedown(t.Context(), w.by(ann), a.ID, "child found")
	w.must(err)
	rest()
	if got := p.shown("D", "being taken down"); len(got) != 1 {
		t.Errorf("%d cards in duty say that it is being taken down, want 1", len(got))
	}
	w.run(w.publisher("x", "one"))
	rest()
	if got := p.shown("D", "may still be public", "removed", "I look whether it is gone"); len(got) != 1 {
		t.Errorf("%d cards in duty say that it has yet to be seen gone, want 1", len(got))
	}
	w.must(w.desk.SightedGone(t.Context(), bot.Removal(w.post(a, "x"), w.clock()).ID, bot.Look{}))
	rest()
	if got := p.shown("D", "Witness appeal 2026-0001/1: over"); len(got) != 1 || len(p.shown("D", "being taken down")) != 0 {
		t.Errorf("%d cards in duty say that it is over, want 1", len(got))
	}
	if len(p.shown(r.id)) != before {
		t.Error("something went into the room")
	}
}

// Somebody archived the room by hand, removed the bot from it, or deleted it.
func TestRoomThatIsGone(t *testing.T) {
	for _, why := range []error{chat.ErrArchived, chat.ErrNotMember, chat.ErrNotFound} {
		t.Run(why.Error(), func(t *testing.T) {
			w, p, n, a := published(t)
			w.reply(w.post(a, "x"), 1, "early answer")
			w.show(n, time.Hour)
			r := p.rooms()[0]
			r.gone = fmt.Errorf("from the platform: %w", why)
			afterDeath(t, w, p, n, a, r)
		})
	}
}

// The answer to a post in the room was lost, and then the room: under its own
// key the message would be found where nobody looks any more.
func TestRoomThatIsGoneAfterALostAnswer(t *testing.T) {
	w, p, n, a := published(t)
	w.reply(w.post(a, "x"), 1, "early answer")
	p.after = func(_ context.Context, c call) error {
		if c.op != "post" {
			return nil
		}
		p.after, p.rooms()[0].gone = nil, chat.ErrArchived
		return errors.New("connection reset")
	}
	if !w.show(n, time.Hour) {
		t.Error("does not come to rest")
	}
	if got := p.shown("D", "Answer R1 in", "early answer"); len(got) != 1 {
		t.Errorf("the answer is shown %d times in duty, want 1", len(got))
	}
}
