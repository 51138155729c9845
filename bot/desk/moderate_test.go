package desk_test

import (
	"errors"
	"strings"
	"testing"

	"appealbot/bot"
)

func (w *world) moderation(r bot.Reply, op bot.Op) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(bot.ModerationID(r.ID, op))
		return err
	}))
	return p
}

// detail is what the newest event of a kind says.
func (w *world) detail(what string) (out string) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		es, err := tx.Events(1, 10000)
		for _, e := range es {
			if e.What == what {
				out = e.Detail
			}
		}
		return err
	}))
	return out
}

func TestModerate(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "I hope you all die")
	by := w.by(bob)
	for range 2 { // the same event, delivered twice
		got, err := w.Moderate(t.Context(), by, r.ID, bot.OpHide, " insults an officer ")
		w.must(err)
		if got.ID != r.ID || got.Hidden {
			t.Errorf("it is %+v: only the outbox knows when it is hidden", got)
		}
	}
	p := w.moderation(r, bot.OpHide)
	want := bot.Post{
		ID: p.ID, Op: bot.OpHide, Appeal: a.ID, Case: a.Case, Account: "long", Target: r.ID, Reason: "insults an officer",
		Decided: bob.By(w.clock()), State: bot.PostQueued, Due: w.clock(), Created: w.clock(),
	}
	if p.Reason != want.Reason || p.State != want.State || p.Target != want.Target || p.Case != want.Case || p.Appeal != want.Appeal || p.Decided != want.Decided || !p.Due.Equal(want.Due) {
		t.Errorf("queued %+v\nwant %+v", p, want)
	}
	if n := w.events("hide reply"); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	if d := w.detail("hide reply"); !strings.Contains(d, "insults an officer") || !strings.Contains(d, r.Said()) {
		t.Errorf("the audit log says %q", d)
	}
	if n := w.notice(bot.NoticeReply, r.ID); n.Due.IsZero() {
		t.Error("its card is not shown anew")
	}
	w.must(w.clear(p))
	_, err := w.Decide(t.Context(), w.by(bob), p.ID, "send")
	w.refused(err, bot.ErrInvalid, "/appeal hide")
}

func TestWhoMayModerate(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "I hope you all die")
	try := func(p bot.Person, r bot.Reply, op bot.Op, reason string) error {
		_, err := w.Moderate(t.Context(), w.by(p), r.ID, op, reason)
		return err
	}
	w.refused(try(ann, r, bot.OpHide, "insults"), bot.ErrDenied, "Only approvers and leads", "R1")
	w.refused(try(eve, r, bot.OpMute, "insults"), bot.ErrDenied)
	if n := w.events("denied hide reply") + w.events("denied mute reply"); n != 2 {
		t.Errorf("the audit log has %d attempts, want 2", n)
	}
	w.refused(try(bob, r, bot.OpHide, "   no  "), bot.ErrInvalid, "reason", "/appeal hide R1")
	w.refused(try(bob, r, bot.OpHide, "\xff\xff\xff\xff\xff"), bot.ErrInvalid, "not text")
	w.refused(try(bob, r, bot.OpHide, strings.Repeat("x", 1001)), bot.ErrInvalid, "Shorten")
	w.refused(try(bob, r, bot.OpRemove, "insults"), bot.ErrInvalid, "hide, show, reject, mute or report")
	short := w.asked("short", "s1", "I hope you all die")
	w.refused(try(bob, short, bot.OpHide, "insults"), bot.ErrInvalid, "Short", "by hand")
	w.changed(r, "")
	w.refused(try(bob, r, bot.OpReport, "insults"), bot.ErrStale, "was deleted by its author")
	w.must(try(carla, r, bot.OpMute, "insults"))
	if ps := w.posts(a); len(ps) != 3 { // two posts and one mute
		t.Errorf("%d posts", len(ps))
	}
}

// What an officer found to be opinion stays, whoever wants it hidden. The rules
// alone do not decide that: they may have missed a name.
func TestCriticismIsNotHidden(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "Officer Smith is a thief")
	for _, l := range []bot.Label{bot.LabelNoise, bot.LabelQuestion} {
		_, err := w.Label(t.Context(), w.by(ann), r.ID, l)
		w.must(err)
		for _, op := range []bot.Op{bot.OpHide, bot.OpReject} {
			_, err = w.Moderate(t.Context(), w.by(carla), r.ID, op, "insults an officer")
			w.refused(err, bot.ErrStale, "criticism of the police is never hidden", "Ann labelled R1 "+string(l))
		}
	}
	if ps := w.posts(a); len(ps) != 2 {
		t.Errorf("%d posts, want the two that are public", len(ps))
	}
	_, err := w.Moderate(t.Context(), w.by(carla), r.ID, bot.OpMute, "writes every minute")
	w.must(err)
	_, err = w.Label(t.Context(), w.by(ann), r.ID, bot.LabelAbuse)
	w.must(err)
	_, err = w.Moderate(t.Context(), w.by(carla), r.ID, bot.OpHide, "names the children of an officer")
	w.must(err)
}

// The newest wish has the last word, whatever became of the one before.
func TestHideAndShow(t *testing.T) {
	for i, state := range []bot.PostState{
		bot.PostQueued, bot.PostSending, bot.PostPosted, bot.PostRefused, bot.PostQueued, bot.PostSending, bot.PostPosted, bot.PostRefused,
	} {
		hide := bot.OpHide
		if i >= 4 {
			hide = bot.OpReject
		}
		w := newWorld(t)
		w.published()
		r := w.asked("long", "r1", "I hope you all die")
		do := func(op bot.Op) {
			t.Helper()
			_, err := w.Moderate(t.Context(), w.by(bob), r.ID, op, "second thoughts")
			w.must(err)
		}
		do(hide)
		p := w.moderation(r, hide)
		p.State, p.Attempt, p.Worker = state, 3, "one"
		w.set(p)
		do(bot.OpShow)
		was := w.moderation(r, hide)
		if !was.Settled() || !was.Due.IsZero() && was.State == bot.PostDropped {
			t.Errorf("%s: %s is %s and due %s", state, hide, was.State, was.Due)
		}
		do(hide)
		if p := w.moderation(r, hide); p.State != bot.PostQueued || p.Attempt != 0 || p.Due.IsZero() {
			t.Errorf("%s: asked once more it is %s after %d attempts", state, p.State, p.Attempt)
		}
		if p := w.moderation(r, bot.OpShow); p.State != bot.PostDropped {
			t.Errorf("%s: showing it is %s", state, p.State)
		}
	}
}

// What belongs to no case is moderated all the same, and the duty channel sees it.
func TestModerateWhatBelongsToNoCase(t *testing.T) {
	w := newWorld(t)
	r := w.wrote("long", "", bot.Reply{Remote: "r1", Kind: bot.ReplyMention, Text: "@long I hope you all die", At: w.clock()})
	_, err := w.Moderate(t.Context(), w.by(bob), r.ID, bot.OpHide, "insults")
	w.must(err)
	if n := w.notice(bot.NoticeReply, r.ID); n.Channel != "duty" || n.Case != "" {
		t.Errorf("its card goes to %q of case %q", n.Channel, n.Case)
	}
	if p := w.moderation(r, bot.OpHide); p.State != bot.PostQueued || p.Account != "long" {
		t.Errorf("queued: %+v", p)
	}
}

// What was said about a reply concerns no post of the appeal.
func TestModerationIsNoPost(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "You idiots")
	_, err := w.Moderate(t.Context(), w.by(bob), r.ID, bot.OpHide, "insults")
	if !errors.Is(err, bot.ErrStale) {
		t.Errorf("what no rule objects to is hidden without a label: %v", err)
	}
	_, err = w.Label(t.Context(), w.by(bob), r.ID, bot.LabelAbuse)
	w.must(err)
	_, err = w.Moderate(t.Context(), w.by(bob), r.ID, bot.OpHide, "insults")
	w.must(err)
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "found")
	w.must(err)
	if p := w.moderation(r, bot.OpHide); p.State != bot.PostQueued {
		t.Errorf("hiding it is %s", p.State)
	}
}
