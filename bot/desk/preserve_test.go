package desk_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

const exposing = "It is Mark Stone, he lives at 14 Elm Avenue"

// exposes stores a reply that names somebody, with everything that can be kept.
func (w *world) exposes(account bot.AccountID) bot.Reply {
	w.t.Helper()
	f := says("r1", exposing)
	f.Under, f.Raw, f.Reply.Media = "remote-"+string(account), []byte(`{"id":"r1"}`), []string{"https://pics.example/1"}
	later := rewritten("r1", exposing+" and works at the Esso", w.clock().Add(time.Minute))
	later.Under, later.Raw, later.Reply.Media = f.Under, []byte(`{"id":"r1","edit":1}`), f.Reply.Media
	for _, x := range []desk.Found{f, later} {
		_, err := w.Collect(w.t.Context(), desk.Batch{Account: account, Source: string(account) + "/replies", Position: "1", Found: []desk.Found{x}})
		w.must(err)
	}
	var r bot.Reply
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		r, err = tx.Reply(bot.ReplyID(account, "r1"))
		return err
	}))
	if !r.Exposes() || len(r.Edits) != 1 {
		w.t.Fatalf("it is %s with %d edits", r.Class, len(r.Edits))
	}
	return r
}

// What exposes somebody is hidden for a reason that is always the same, and kept
// with everything that is known of it; the audit log has the hash and none of the
// words.
func TestHideAndPreserve(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.exposes("long")
	out, hidden, err := w.Preserve(t.Context(), w.by(bob), r.ID)
	w.must(err)
	if !hidden || out.Kept != r.Copy() || out.Kept == "" {
		t.Errorf("hidden: %t, kept %q, want %q", hidden, out.Kept, r.Copy())
	}
	p := w.moderation(r, bot.OpHide)
	if p.State != bot.PostQueued || p.Decided.Name != "Bob" || !strings.Contains(p.Reason, "exposes a private person") {
		t.Errorf("queued: %+v", p)
	}
	var details []string
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 10000)
		for _, e := range es {
			if e.About == r.ID {
				details = append(details, e.What+": "+e.Detail)
			}
		}
		return err
	}))
	all := strings.Join(details, "\n")
	for _, want := range []string{
		"preserved reply: R1 on long: texts 2, addresses of pictures and videos 1, copies in the network's own words 2; sha256 " + out.Kept,
		"hide reply: R1 on long: exposes a private person",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the audit log does not say %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, "Stone") || strings.Contains(all, "Elm") {
		t.Errorf("the audit log repeats it:\n%s", all)
	}
	// Everything is there as it was.
	kept := w.reply("r1")
	if kept.Text != exposing || kept.Newest() == kept.Text || len(kept.Media) != 1 {
		t.Errorf("kept %+v", kept)
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		for _, h := range []string{kept.RawHash, kept.Edits[0].RawHash} {
			if _, err := tx.Raw(kept.ID, h); err != nil {
				return err
			}
		}
		return nil
	}))
}

// Where a network cannot hide it is preserved all the same, and somebody is told
// that it is still to be seen.
func TestPreserveWhereNothingCanBeHidden(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.exposes("short")
	by := w.by(carla)
	for range 2 { // the same press, delivered twice
		out, hidden, err := w.Preserve(t.Context(), by, r.ID)
		w.must(err)
		if hidden || out.Kept != r.Copy() {
			t.Errorf("hidden: %t, kept %q", hidden, out.Kept)
		}
	}
	if n := w.events("preserved reply"); n != 1 || w.events("hide reply") != 0 {
		t.Errorf("preserved %d times, hidden %d times", n, w.events("hide reply"))
	}
}

// Criticism cannot be hidden this way by anybody, and nothing is hidden by itself.
func TestPreserveIsForExposureAlone(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", "Officer Smith is a thief and should be fired"), says("r2", "Defund them all, useless"), says("r3", exposing))
	for _, remote := range []string{"r1", "r2"} {
		_, _, err := w.Preserve(t.Context(), w.by(bob), bot.ReplyID("long", remote))
		w.refused(err, bot.ErrStale, "not taken for something that exposes anybody")
	}
	id := bot.ReplyID("long", "r3")
	_, _, err := w.Preserve(t.Context(), w.by(ann), id)
	w.refused(err, bot.ErrDenied, "Only approvers and leads", "R3")
	_, err = w.Label(t.Context(), w.by(ann), id, bot.LabelNoise)
	w.must(err)
	_, _, err = w.Preserve(t.Context(), w.by(bob), id)
	w.refused(err, bot.ErrStale)
	if ps := w.posts(a); len(ps) != 2 {
		t.Errorf("%d posts, want the two that are public", len(ps))
	}
}

// What its author has deleted is preserved; there is nothing to hide.
func TestPreserveWhatIsGone(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.exposes("long")
	w.hear(desk.Found{Reply: bot.Reply{Remote: "r1"}, Gone: true})
	out, hidden, err := w.Preserve(t.Context(), w.by(bob), r.ID)
	w.must(err)
	if hidden || out.Kept == "" {
		t.Errorf("hidden: %t, kept %q", hidden, out.Kept)
	}
}
