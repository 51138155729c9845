package desk_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

// alerts are the notices that call an author, by where they go.
func (w *world) alerts() map[string][]bot.Notice {
	out := map[string][]bot.Notice{}
	for _, n := range w.due() {
		if n.Kind != bot.NoticeUnseen {
			continue
		}
		where := n.Channel
		if n.Case != "" {
			where = "room"
		}
		out[where] = append(out[where], n)
	}
	return out
}

// authored makes somebody the author of an appeal.
func (w *world) authored(a bot.Appeal, p bot.Person) {
	w.t.Helper()
	a.Author = p.ID
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error { return tx.PutAppeal(a) }))
}

// The second look that misses a post calls its author, in the room and by a direct
// message, and one call says that it is over.
func TestTheAuthorIsCalledAboutWhatThePublicDoesNotSee(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost()
	w.authored(a, carla)
	look := func(s bot.Sight, after time.Duration) map[string][]bot.Notice {
		w.wait(after)
		w.sighted(p, s)
		return w.alerts()
	}
	if got := look(notSeen, 10*time.Second); len(got) != 0 {
		t.Fatalf("a doubt calls %v", got)
	}
	got := look(notSeen, 40*time.Second)
	if len(got["room"]) != 1 || len(got["@carla"]) != 1 || got["room"][0].Subject != p.ID || got["room"][0].Lane != bot.LaneUrgent {
		t.Fatalf("called are %v", got)
	}
	if at := got["@carla"][0].Due; at.Sub(p.Posted) > time.Minute {
		t.Errorf("the call is due %v after publication", at.Sub(p.Posted))
	}
	if !w.post(p.ID).Unseen() {
		t.Error("the post does not say so")
	}
	got = look(notSeen, 10*time.Minute)
	if len(got["room"]) != 1 || got["room"][0].Version != 1 {
		t.Errorf("it is called again: %v", got)
	}
	got = look(seen, time.Hour)
	if len(got["room"]) != 1 || got["room"][0].Version != 2 || got["@carla"][0].Version != 2 || w.post(p.ID).Unseen() {
		t.Errorf("that it is over is said by %v", got)
	}
	// It vanishes: one look is a doubt, however late, and then it is a call of its own.
	if got := look(notSeen, 6*time.Hour); len(got["room"]) != 1 {
		t.Errorf("a late doubt calls %v", got)
	}
	if got := look(notSeen, time.Minute); len(got["room"]) != 2 || len(got["@carla"]) != 2 {
		t.Errorf("when it vanishes, called are %v", got)
	}
	if s := w.post(p.ID).Sight; s.Seen.IsZero() || s.Bad != 2 {
		t.Errorf("kept %+v", s)
	}
}

// Nobody is called where nobody can be: an author without a login here, and a room that
// takes nothing any more.
func TestCallsThatReachNobodyAreNotMade(t *testing.T) {
	w := newWorld(t)
	a, p := w.onePost() // Ann has no login
	k := w.caseOf(a)
	k.State = bot.CaseClosed
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutCase(k) }))
	w.sighted(p, notSeen)
	w.sighted(p, notSeen)
	if got := w.alerts(); len(got) != 0 {
		t.Errorf("called are %v", got)
	}
	if got := w.told("duty"); !slices.ContainsFunc(got, func(s string) bool { return s != "" }) {
		t.Error("nobody is told at all")
	}
}
