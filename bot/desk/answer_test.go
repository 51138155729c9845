package desk_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// asked is what a member of the public wrote under the post on an account.
func (w *world) asked(account bot.AccountID, remote, text string) bot.Reply {
	w.t.Helper()
	return w.wrote(account, "remote-"+string(account), bot.Reply{Remote: remote, Kind: bot.ReplyAnswer, Author: "Pat", Handle: "@pat", Text: text, At: w.clock()})
}

// wrote brings in one reply and returns it as it is stored.
func (w *world) wrote(account bot.AccountID, under string, r bot.Reply) bot.Reply {
	w.t.Helper()
	w.collect(account, desk.Found{Under: under, Reply: r})
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		r, err = tx.Reply(bot.ReplyID(account, r.Remote))
		return err
	}))
	return r
}

func (w *world) collect(account bot.AccountID, f desk.Found) {
	w.t.Helper()
	_, err := w.Collect(w.t.Context(), desk.Batch{Account: account, Source: string(account) + "/replies", Position: "1", Found: []desk.Found{f}})
	w.must(err)
}

// changed lets the author of a reply change or delete it.
func (w *world) changed(r bot.Reply, text string) {
	w.t.Helper()
	w.wait(time.Second)
	w.collect(r.Account, desk.Found{
		Under: "remote-" + string(r.Account), Edited: text != "", Gone: text == "",
		Reply: bot.Reply{Remote: r.Remote, Kind: r.Kind, Text: text, At: w.clock()},
	})
}

func (w *world) answer(r bot.Reply, text string) bot.Appeal {
	w.t.Helper()
	a, err := w.Answer(w.t.Context(), w.by(ann), r.ID, text)
	w.must(err)
	return a
}

func TestAnswer(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "Is the road open?")
	by := w.by(ann)
	got, err := w.Answer(t.Context(), by, r.ID, "Yes.")
	w.must(err)
	if again, err := w.Answer(t.Context(), by, r.ID, "Yes."); err != nil || again.ID != got.ID {
		t.Errorf("the same event began %s and %s, %v", got.ID, again.ID, err)
	}
	if got.State != bot.Waiting || got.Kind != bot.Answer || got.Answers != r.ID || got.Parent != a.ID || got.Case != a.Case {
		t.Errorf("it is %+v", got)
	}
	want := bot.Rendering{Account: "long", Language: "en", Parts: []bot.Part{{Text: "@pat Yes.", Count: 9, Limit: 1000}}}
	if len(got.Plan.Renderings) != 1 || got.Plan.Renderings[0].Hash() != want.Hash() {
		t.Errorf("it would publish %+v, want %+v", got.Plan.Renderings, want)
	}
	if got.Plan.Answers != r.ID || got.Plan.Said != r.Said() {
		t.Errorf("the plan answers %q, which said %q", got.Plan.Answers, got.Plan.Said)
	}

	_, err = w.Approve(t.Context(), w.by(ann), got.ID, got.Digest)
	w.refused(err, bot.ErrDenied, "somebody else must approve it")
	if len(w.posts(got)) != 0 {
		t.Fatal("something is queued that nobody approved")
	}
	got, err = w.Approve(t.Context(), w.by(bob), got.ID, got.Digest)
	w.must(err)
	ps := w.posts(got)
	if len(ps) != 1 || ps[0].Answers != r.ID || ps[0].ReplyTo != "" || ps[0].Account != "long" || ps[0].State != bot.PostQueued {
		t.Errorf("queued: %+v", ps)
	}
	w.must(w.clear(ps[0]))
}

// Which reply is answered is approved with the words.
func TestApprovalCoversWhatIsAnswered(t *testing.T) {
	w := newWorld(t)
	w.published()
	one, two := w.asked("long", "r1", "Is the road open?"), w.asked("long", "r2", "Is it closed?")
	x, y := w.answer(one, "Yes."), w.answer(two, "Yes.")
	p := x.Plan
	p.Appeal = y.Plan.Appeal
	if p.Digest() == y.Digest {
		t.Error("answers to two people have one digest")
	}
}

// An answer takes the approval of the appeal that it is given for, whatever the
// rule for answers says.
func TestAnswerTakesNoLessApproval(t *testing.T) {
	w := newWorld(t)
	a := w.submitted(bot.MissingPerson, "Have you seen her?")
	for _, p := range []bot.Person{bob, carla} {
		var err error
		a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	w.goPublic(a)
	got := w.answer(w.asked("long", "r1", "Where?"), "At Bloor.")
	if got.Need.Need != 2 {
		t.Errorf("it needs %d approvals, want 2", got.Need.Need)
	}
	got, err := w.Approve(t.Context(), w.by(bob), got.ID, got.Digest)
	w.must(err)
	if got.State != bot.Waiting || len(w.posts(got)) != 0 {
		t.Errorf("after one approval it is %s", got.State)
	}
}

func TestWhatIsNotAnswered(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	answer := func(p bot.Person, r bot.Reply, text string) error {
		_, err := w.Answer(t.Context(), w.by(p), r.ID, text)
		return err
	}
	r := w.asked("long", "r1", "Is the road open?")
	w.refused(answer(eve, r, "Yes."), bot.ErrDenied, "may not answer")
	if n := w.events("denied answer"); n != 1 {
		t.Errorf("the audit log has %d attempts, want 1", n)
	}
	w.refused(answer(ann, r, "  "), bot.ErrInvalid, "is empty")
	w.refused(answer(ann, r, "\xff"), bot.ErrInvalid, "not text")

	gone := w.asked("long", "r2", "Hello?")
	w.changed(gone, "")
	w.refused(answer(ann, gone, "Hello."), bot.ErrStale, "R2 was deleted by its author")

	hidden := w.asked("long", "r3", "I hope you all die")
	_, err := w.Moderate(t.Context(), w.by(bob), hidden.ID, bot.OpHide, "insults")
	w.must(err)
	w.refused(answer(ann, hidden, "Please."), bot.ErrStale, "R3 is hidden", "/appeal show R3")

	mention := w.wrote("long", "", bot.Reply{Remote: "r4", Kind: bot.ReplyMention, Text: "@long hi", At: w.clock()})
	w.refused(answer(ann, mention, "Hi."), bot.ErrInvalid, "belongs to no case", "by hand")

	w.answer(r, "Yes.")
	w.refused(answer(bob, r, "Yes, it is."), bot.ErrStale, "Ann has begun an answer to R1 already")

	other := w.asked("short", "s1", "And where?")
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "found")
	w.must(err)
	w.goesDown(a)
	w.refused(answer(ann, other, "There."), bot.ErrStale, "is not public any more")
}

// What somebody answers may change or vanish until the answer is public.
func TestWhatIsAnsweredChangesMeanwhile(t *testing.T) {
	for name, change := range map[string]struct {
		do   func(*world, bot.Reply)
		says string
	}{
		"edited":  {func(w *world, r bot.Reply) { w.changed(r, "Are you all asleep?") }, "was changed by its author"},
		"deleted": {func(w *world, r bot.Reply) { w.changed(r, "") }, "was deleted by its author"},
		"hidden": {func(w *world, r bot.Reply) {
			_, err := w.Moderate(w.t.Context(), w.by(carla), r.ID, bot.OpHide, "insults")
			w.must(err)
		}, "is hidden"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.published()
			r := w.asked("long", "r1", "Is the road open?")
			early := w.answer(r, "Yes.")
			early, err := w.Approve(t.Context(), w.by(bob), early.ID, early.Digest)
			w.must(err)
			late := w.answer(r, "Yes, it is.")
			card := w.notice(bot.NoticeCard, late.ID).Version
			change.do(w, r)
			if name != "hidden" && w.notice(bot.NoticeCard, late.ID).Version == card {
				t.Error("the answer's card still shows what was said before")
			}
			_, err = w.Approve(t.Context(), w.by(bob), late.ID, late.Digest)
			w.refused(err, bot.ErrStale, change.says)
			p := w.posts(early)[0]
			w.refused(w.clear(p), bot.ErrStale, change.says)
			// What has begun to be public goes on.
			p.Remotes = []string{"first"}
			w.must(w.clear(p))
		})
	}
}

// An edited answer still answers, still there, and is read again with what is
// said now.
func TestEditOfAnAnswer(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.asked("long", "r1", "Is the road open?")
	a := w.answer(r, "Yes.")
	w.changed(r, "Is it closed?")
	_, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Accounts = append(c.Accounts, "short") })
	w.refused(err, bot.ErrInvalid, "where it was asked for, on Long", "write an update")
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = "No, it is open." })
	w.must(err)
	if a.Answers != r.ID || a.Plan.Answers != r.ID || a.Plan.Said == r.Said() || a.Plan.Renderings[0].Parts[0].Text != "@pat No, it is open." {
		t.Errorf("it is %+v", a)
	}
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
}

// A guard that objects keeps the answer a draft; what the guard read are the
// officer's words.
func TestAnswerIsGuarded(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.asked("long", "r1", "Where does she live?")
	w.guard.block("Bathurst", nil)
	if a := w.answer(r, "On Bathurst."); a.State != bot.Editing || len(a.Findings) != 1 {
		t.Errorf("it is %s with %d findings", a.State, len(a.Findings))
	}
}

// An answer speaks the language it was asked in, where the department can.
func TestAnswerSpeaksTheLanguageOfTheReply(t *testing.T) {
	w := newWorld(t)
	w.published()
	for i, tt := range []struct{ said, want string }{{"fr-CA", "fr"}, {"FR", "fr"}, {"pl", "en"}, {"", "en"}, {"-", "en"}} {
		r := w.wrote("long", "remote-long", bot.Reply{Remote: strings.Repeat("r", i+1), Kind: bot.ReplyAnswer, Language: tt.said, Text: "?", At: w.clock()})
		if got := w.answer(r, "!").Content.Languages(); len(got) != 1 || got[0] != tt.want {
			t.Errorf("asked in %q it answers in %v", tt.said, got)
		}
	}
}

// An answer has no updates, and goes when what it was given for is taken down.
func TestAnswerGoesWithItsAppeal(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	r := w.asked("long", "r1", "Is the road open?")
	x := w.answer(r, "Yes.")
	_, err := w.Follow(t.Context(), w.by(ann), x.ID, "More.")
	w.refused(err, bot.ErrInvalid, "updates go under appeals")
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "found")
	w.must(err)
	if got := w.appeal(x.ID); got.State != bot.Cancelled {
		t.Errorf("it is %s", got.State)
	}
	_, err = w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-9999", Kind: bot.Answer, Facts: bot.Facts{What: "x"}})
	w.refused(err, bot.ErrInvalid, "/appeal answer R17")
}

// The card of what is answered says how far the answer is.
func TestAnswerShowsOnTheReply(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.asked("long", "r1", "Is the road open?")
	_, err := w.Label(t.Context(), w.by(bob), r.ID, bot.LabelQuestion)
	w.must(err)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		return bot.Show(tx, []string{"test"}, w.clock(), bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case}, "")
	}))
	before := w.notice(bot.NoticeReply, r.ID).Version
	w.answer(r, "Yes.")
	if after := w.notice(bot.NoticeReply, r.ID).Version; after <= before {
		t.Error("the reply's card is not shown anew")
	}
}

func (w *world) notice(kind bot.NoticeKind, subject bot.ID) (n bot.Notice) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		n, err = tx.Notice(bot.NoticeID(kind, "test", subject, ""))
		return err
	}))
	return n
}

func FuzzAnswer(f *testing.F) {
	f.Add("Yes.", "fr")
	f.Add("@channel <!here>\x00", "\xff")
	f.Fuzz(func(t *testing.T, text, lang string) {
		w := newWorld(t)
		_, p := w.onePost()
		r := w.wrote("long", p.Remotes[0], bot.Reply{Remote: "r", Kind: bot.ReplyAnswer, Language: lang, Text: text, At: w.clock()})
		a, err := w.Answer(t.Context(), w.by(ann), r.ID, text)
		if err != nil {
			w.refused(err, bot.ErrInvalid)
			return
		}
		if got := a.Plan.Renderings[0].Parts[0].Text; got != r.Handle+" "+strings.TrimSpace(text) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
