package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// publishedOn is an appeal with a text in each language, public on some accounts.
func (w *world) publishedOn(kind bot.Kind, texts map[string]string, on ...bot.AccountID) bot.Appeal {
	w.t.Helper()
	a, err := w.Edit(w.t.Context(), w.by(ann), w.draft(kind, "x").ID, "", func(c *bot.Content) { c.Texts, c.Accounts = texts, on })
	w.must(err)
	a, err = w.Submit(w.t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.Approve(w.t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	if a.State == bot.Waiting {
		a, err = w.Approve(w.t.Context(), w.by(carla), a.ID, a.Digest)
		w.must(err)
	}
	w.becomesPublic(a)
	return a
}

// becomesPublic is goPublic for threads, with addresses, and without anything else
// than the posts that create.
func (w *world) becomesPublic(a bot.Appeal) {
	w.t.Helper()
	for _, p := range w.posts(a) {
		if p.Op != bot.OpCreate {
			continue
		}
		p.State, p.Due, p.Posted = bot.PostPosted, time.Time{}, w.clock()
		p.URL = "https://" + string(p.Account) + ".example/" + string(p.ID[:6])
		p.Remotes = nil
		for i := range p.Parts() {
			p.Remotes = append(p.Remotes, string(p.ID[:6])+"-"+string(rune('a'+i)))
		}
		w.set(p)
	}
}

func (w *world) correct(a bot.Appeal, how bot.Way, text string) (bot.Appeal, error) {
	return w.Correct(w.t.Context(), w.by(ann), a.ID, desk.Correction{Texts: map[string]string{"": text}, How: how})
}

// ways says what a correction does where.
func ways(a bot.Appeal) map[bot.AccountID]bot.Way {
	out := map[bot.AccountID]bot.Way{}
	for _, r := range a.Plan.Renderings {
		if r.Corrects != nil {
			out[r.Account] = r.Corrects.Way
		}
	}
	return out
}

// Each account is corrected as it can be, in the words that are approved, and no
// more approval is saved than the corrected appeal took.
func TestACorrectionSaysWhatBecomesOfEachPost(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Wanted, map[string]string{"en": "Who knows this man?"}, "short", "long")
	c, err := w.correct(a, "", "Who knows this woman?")
	w.must(err)
	if c.State != bot.Waiting || c.Kind != bot.Correction || c.Parent != a.ID || c.Remedy.Number != a.Number || c.Need.Need != 2 {
		t.Fatalf("the correction is %s, corrects %q, needs %d", c.State, c.Parent, c.Need.Need)
	}
	if got := ways(c); len(got) != 2 || got["short"] != bot.WayReplace || got["long"] != bot.WayEdit {
		t.Errorf("ways: %v", got)
	}
	for _, r := range c.Plan.Renderings {
		if len(r.Corrects.Was) != 1 || r.Corrects.Was[0].Text != "Who knows this man?" {
			t.Errorf("%s: it was %+v", r.Account, r.Corrects.Was)
		}
	}
	if w.guard.asked.Kind != bot.Wanted {
		t.Errorf("the guard was asked about a %q: other rules hold for what it says now", w.guard.asked.Kind)
	}
	c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	if n := len(w.posts(c)); n != 0 {
		t.Fatalf("%d posts after one of two approvals", n)
	}
	c, err = w.Approve(t.Context(), w.by(carla), c.ID, c.Digest)
	w.must(err)
	for _, p := range w.posts(c) {
		want := bot.OpCreate
		if p.Account == "long" {
			want = bot.OpEdit
		}
		if p.Op != want || p.Target == "" || p.ReplyTo != "" || p.Lane != bot.LaneUrgent {
			t.Errorf("%s: %s about %q under %q", p.Account, p.Op, p.Target, p.ReplyTo)
		}
	}
}

// What cannot be changed in place is published anew, and the card can say why.
func TestWhatCannotBeEditedIsReplaced(t *testing.T) {
	w := newWorld(t)
	text := "Were you there on Monday evening between six and seven at the station?"
	a := w.publishedOn(bot.Witness, map[string]string{"en": text}, "threads", "long")
	for name, tt := range map[string]struct {
		edit func(*bot.Content)
		on   bot.AccountID
		says string
	}{
		"more parts":  {func(c *bot.Content) { c.Texts["en"] = text + " " + text + " " + text }, "threads", "parts now"},
		"fewer parts": {func(c *bot.Content) { c.Texts["en"] = "Were you there?" }, "threads", "it would be 1"},
		"a picture": {func(c *bot.Content) {
			c.Media = []bot.MediaUse{{Digest: w.put("picture"), Type: "image/png", Name: "a.png", Alt: "A car", Size: 7}}
		}, "long", "only words can be changed"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := w.correct(a, bot.WayEdit, text+" Or seven and eight?")
			w.must(err)
			if got := ways(c); name == "a picture" && got["long"] != bot.WayEdit {
				t.Errorf("before: %v", got)
			}
			c, err = w.Edit(t.Context(), w.by(ann), c.ID, "", tt.edit)
			w.must(err)
			r := on(t, c, tt.on)
			if r.Corrects.Way != bot.WayReplace || !strings.Contains(r.Corrects.Why, tt.says) {
				t.Errorf("%s: %s, %q", tt.on, r.Corrects.Way, r.Corrects.Why)
			}
		})
	}
}

func TestWhatCannotBeCorrected(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.Correct(t.Context(), w.by(eve), a.ID, desk.Correction{Texts: map[string]string{"": "x"}})
	w.refused(err, bot.ErrDenied, "Tell an approver at once")
	_, err = w.correct(a, "rewrite", "x")
	w.refused(err, bot.ErrInvalid, "edit, replace or follow")
	_, err = w.correct(a, bot.WayEdit, a.Content.Texts["en"])
	w.refused(err, bot.ErrInvalid, "words that are public already")
	_, err = w.correct(a, bot.WayFollow, a.Content.Texts["en"])
	w.refused(err, bot.ErrInvalid, "Write what is to be said")
	_, err = w.correct(a, bot.WayEdit, "  ")
	w.refused(err, bot.ErrInvalid, "is empty")
	_, err = w.Correct(t.Context(), w.by(ann), a.ID, desk.Correction{Texts: map[string]string{"fr": "Y étiez-vous?"}})
	w.refused(err, bot.ErrInvalid, `Nothing is public in the language "fr"`)
	_, err = w.correct(w.approved(), bot.WayEdit, "x")
	w.refused(err, bot.ErrStale, "Nothing of", "nothing to correct")
	r := w.asked("long", "r1", "When was it?")
	answer, err := w.Answer(t.Context(), w.by(ann), r.ID, "On Monday.")
	w.must(err)
	_, err = w.correct(answer, bot.WayEdit, "x")
	w.refused(err, bot.ErrInvalid, "answer to somebody")
	// An account where nothing is public cannot be put right.
	c, err := w.correct(a, bot.WayEdit, "Were you here?")
	w.must(err)
	_, err = w.Edit(t.Context(), w.by(ann), c.ID, "", func(c *bot.Content) { c.Accounts = append(c.Accounts, "tube") })
	w.refused(err, bot.ErrInvalid, "Nothing of appeal 1 is public on Tube")
	w.goesDown(a)
	_, err = w.correct(a, bot.WayEdit, "Were you here?")
	w.refused(err, bot.ErrStale, "Nothing of")
	_, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.refused(err, bot.ErrStale, "not public any more")
}

// A language that was not corrected stays, and an account that has only that is left
// alone.
func TestOtherLanguagesStay(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there?", "fr": "Y étiez-vous?"}, "long", "french")
	c, err := w.correct(a, bot.WayEdit, "Were you here?")
	w.must(err)
	if len(c.Plan.Renderings) != 1 || c.Plan.Renderings[0].Account != "long" || c.Plan.Renderings[0].Language != "en" {
		t.Errorf("it corrects %+v", ways(c))
	}
	c, err = w.Correct(t.Context(), w.by(ann), a.ID, desk.Correction{Texts: map[string]string{"fr": "Étiez-vous là?", "en": "Were you there?"}})
	w.must(err)
	if got := ways(c); len(c.Plan.Renderings) != 2 || got["french"] != bot.WayReplace || got["long"] != bot.WayEdit {
		t.Errorf("it corrects %+v", got)
	}
	for _, r := range c.Plan.Renderings {
		if r.Language != "fr" {
			t.Errorf("the text in %q is corrected, too", r.Language)
		}
	}
	// Said below the posts, only what is new is said.
	c, err = w.Correct(t.Context(), w.by(ann), a.ID, desk.Correction{
		How: bot.WayFollow, Texts: map[string]string{"fr": "Correction: mardi.", "en": "Were you there?"},
	})
	w.must(err)
	for _, r := range c.Plan.Renderings {
		if r.Language != "fr" || r.Corrects.Way != bot.WayFollow || r.Parts[0].Text != "Correction: mardi." {
			t.Errorf("it says %+v", r)
		}
	}
}

// The event that begins a correction is delivered twice.
func TestOneCorrectionForOneEvent(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	by := w.by(ann)
	n := desk.Correction{Texts: map[string]string{"": "Were you here?"}, Also: "Correction: not there, here.", Why: "typing error"}
	var got []bot.ID
	for range 2 {
		c, err := w.Correct(t.Context(), by, a.ID, n)
		w.must(err)
		got = append(got, c.ID)
	}
	if k := w.caseOf(a); got[0] != got[1] || k.Appeals != 3 {
		t.Errorf("%v; the case has %d appeals", got, k.Appeals)
	}
	// What is said below the posts is an update with an approval of its own.
	said := w.appeal(w.newest(a, bot.Update))
	if said.State != bot.Waiting || said.Parent != a.ID || said.Content.Texts["en"] != n.Also {
		t.Errorf("said: %s %q", said.State, said.Content.Texts)
	}
	if c := w.appeal(got[0]); c.Remedy.Why != "typing error" {
		t.Errorf("it says %q", c.Remedy.Why)
	}
}

// newest is the newest appeal of a kind in the case of a.
func (w *world) newest(a bot.Appeal, kind bot.Kind) (id bot.ID) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		as, err := tx.AppealsOf(a.Case, 100)
		if i := slices.IndexFunc(as, func(a bot.Appeal) bool { return a.Kind == kind }); i >= 0 {
			id = as[i].ID
		}
		return err
	}))
	return id
}

// replace publishes the correction of an appeal that is public on "short" and "long"
// anew everywhere, and takes the old posts down.
func (w *world) replace(a bot.Appeal, text string) bot.Appeal {
	w.t.Helper()
	c, err := w.correct(a, bot.WayReplace, text)
	w.must(err)
	c, err = w.Approve(w.t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	w.becomesPublic(c)
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ps, err := tx.PostsOf(c.ID)
		for _, p := range ps {
			if err == nil {
				err = w.Corrected(tx, p)
			}
		}
		return err
	}))
	return c
}

// Everything that comes after a correction goes to where the public reads it now.
func TestWhatFollowsACorrection(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	c := w.replace(a, "Were you here?")
	for _, p := range w.posts(a) {
		if p.Op == bot.OpRemove && p.State != bot.PostQueued {
			t.Errorf("the removal is %s", p.State)
		}
	}
	if n := len(w.posts(a)); n != 4 {
		t.Errorf("%d posts, want two and their removals", n)
	}
	if s := w.appeal(a.ID); s.State != bot.Done || s.Note != "published anew as appeal 2" {
		t.Errorf("what was corrected is %s: %s", s.State, s.Note)
	}
	// Answers to the old post still belong to the case, also when it is gone.
	w.hear(says("r1", "It was me"))
	w.goesDown(a)
	w.hear(says("r2", "No, me"))
	if got := w.tally(a).Replies; got != 2 {
		t.Errorf("%d answers in the case", got)
	}
	// An update goes under the new posts, whichever of the two is named.
	for _, x := range []bot.Appeal{a, c} {
		u, err := w.Follow(t.Context(), w.by(ann), x.ID, "Thank you.")
		w.must(err)
		u, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
		w.must(err)
		for _, p := range w.posts(u) {
			if p.ReplyTo != bot.PostID(c.ID, c.Digest, p.Account, "en", bot.OpCreate) {
				t.Errorf("the update goes under %q", p.ReplyTo)
			}
		}
	}
	// A second correction is one of the same appeal, and begins with its words.
	d := w.replace(c, "Were you at home?")
	if d.Parent != a.ID || on(t, d, "long").Corrects.Was[0].Text != "Were you here?" {
		t.Errorf("it corrects %q: %+v", d.Parent, on(t, d, "long").Corrects)
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		is, err := desk.Present(tx, w.appeal(a.ID))
		if is.Texts["en"] != "Were you at home?" {
			t.Errorf("the present text is %q", is.Texts["en"])
		}
		return err
	}))
	// A takedown of any of them takes everything down.
	_, err := w.Takedown(t.Context(), w.by(bob), a.ID, "wrong man")
	w.must(err)
	for _, x := range []bot.Appeal{a, c, d} {
		if s := w.appeal(x.ID).State; s != bot.Done {
			t.Errorf("appeal %d is %s", x.Number, s)
		}
	}
	for _, p := range w.posts(d) {
		if p.Op == bot.OpCreate {
			w.thereIs(bot.Removal(p, w.clock()).ID)
		}
	}
}

func (w *world) thereIs(post bot.ID) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.Post(post)
		return err
	}))
}

// A correction of an update stays in its thread.
func TestACorrectedUpdateStaysInItsThread(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "The car was found.")
	w.must(err)
	u, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.must(err)
	w.becomesPublic(u)
	c := w.replace(u, "The van was found.")
	for _, p := range w.posts(c) {
		if p.ReplyTo != bot.PostID(a.ID, a.Digest, p.Account, "en", bot.OpCreate) {
			t.Errorf("on %s it goes under %q", p.Account, p.ReplyTo)
		}
	}
}

// The address of another post that stood in the text stands in the corrected one, as
// the public reads it.
func TestPlacesKeepTheirAddresses(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there? {tubes}"}, "long", "tube")
	const at = "https://tube.example/watch?v=1"
	for _, p := range w.posts(a) {
		if p.Account == "long" {
			p.Links = map[bot.AccountID]string{"tube": at}
			w.set(p)
		}
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		is, err := desk.Present(tx, a)
		if is.Texts["en"] != "Were you there? "+at {
			t.Errorf("the present text is %q", is.Texts["en"])
		}
		return err
	}))
	c, err := w.correct(a, bot.WayEdit, "Were you here? {tubes}")
	w.must(err)
	if r := on(t, c, "long"); r.Corrects.Way != bot.WayEdit || r.Parts[0].Text != "Were you here? "+at || len(r.Awaits()) > 0 {
		t.Errorf("it becomes %q, waiting for %v", r.Parts[0].Text, r.Awaits())
	}
	// Where the other one is published anew, the address that stands in the text now
	// leads nowhere soon.
	for _, p := range w.posts(a) {
		if p.Account == "tube" {
			p.URL = at
			w.set(p)
		}
	}
	_, err = w.correct(a, bot.WayReplace, "Were you here? "+at)
	w.refused(err, bot.ErrInvalid, "that post is replaced", "{tube}")
	c, err = w.correct(a, bot.WayReplace, "Were you here? {tubes}")
	w.must(err)
	if r := on(t, c, "long"); len(r.Awaits()) != 1 {
		t.Errorf("it waits for %v", r.Awaits())
	}
}

// As long as one correction is on its way, no other one of the same posts is
// approved: it would undo that one without anybody having read it.
func TestTwoCorrectionsAtOnce(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	first, err := w.correct(a, bot.WayEdit, "Were you here?")
	w.must(err)
	second, err := w.correct(a, bot.WayEdit, "Were you home?")
	w.must(err)
	first, err = w.Approve(t.Context(), w.by(bob), first.ID, first.Digest)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), second.ID, second.Digest)
	w.refused(err, bot.ErrStale, "Correction 2 of the same post", "on its way")
	// It can be taken back before anything of it is out, and then the other counts.
	_, err = w.Withdraw(t.Context(), w.by(ann), first.ID, "")
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), second.ID, second.Digest)
	w.must(err)
	for _, p := range w.posts(second) {
		if p.Op == bot.OpEdit {
			p.State, p.Tried = bot.PostQueued, true
			w.set(p)
		}
	}
	_, err = w.Withdraw(t.Context(), w.by(ann), second.ID, "")
	w.refused(err, bot.ErrStale, "too late")
}

// What is stored for publication is what was approved, or it is not sent.
func TestAMeddledCorrectionIsNotCleared(t *testing.T) {
	for name, meddle := range map[string]func(*bot.Post){
		"another post": func(p *bot.Post) { p.Target = "p-other" },
		"another way":  func(p *bot.Post) { p.Op = bot.OpCreate },
		"other words":  func(p *bot.Post) { p.Rendering.Parts = []bot.Part{{Text: "Buy now!"}} },
		"nothing": func(p *bot.Post) {
			by := *p.Rendering.Corrects
			by.Was = nil
			p.Rendering.Corrects = &by
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a := w.published()
			c, err := w.correct(a, bot.WayEdit, "Were you here?")
			w.must(err)
			c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
			w.must(err)
			for _, p := range w.posts(c) {
				if p.Op != bot.OpEdit {
					continue
				}
				clear := func(p bot.Post) error {
					return w.store.View(t.Context(), func(tx bot.Tx) error { return w.Clear(tx, p) })
				}
				w.must(clear(p))
				if meddle(&p); clear(p) == nil {
					t.Error("it may be published")
				}
			}
		})
	}
}

// The words of a repeat are those of what it repeats. If one repeat alone were
// corrected, the next would say what is wrong again.
func TestARepeatIsCorrectedWithWhatItRepeats(t *testing.T) {
	w := newWorld(t)
	parent, once := w.repeated(3)
	w.setPost(w.slot(once, 1), func(p *bot.Post) {
		p.State, p.Due, p.Remotes, p.Posted = bot.PostPosted, time.Time{}, []string{"r"}, w.clock()
	})
	_, err := w.correct(once, "", "Were you here?")
	w.refused(err, bot.ErrInvalid, "/1. Correct that one")
	_, each := w.planned(2)
	w.runSlot(each)
	a := w.slotsOf(each)[0]
	for _, p := range []bot.Person{bob, carla} {
		a, err = w.Approve(t.Context(), w.by(p), a.ID, a.Digest)
		w.must(err)
	}
	w.becomesPublic(a)
	_, err = w.correct(a, "", "Have you seen her?")
	w.refused(err, bot.ErrInvalid, "/1. Correct that one")
	// Nobody has to say which one is meant.
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		k, err := tx.Case(parent.Case)
		w.must(err)
		as, err := desk.Correctable(tx, k)
		if len(as) != 1 || as[0].ID != parent.ID {
			t.Errorf("%d can be corrected", len(as))
		}
		return err
	}))
}

// A series of corrected words that waits for approval is not approved any more once
// they are corrected again.
func TestASecondCorrectionEndsTheSeriesOfTheFirst(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Were you there on Monday?"}, "long")
	first, err := w.correct(a, bot.WayReplace, "Were you there on Sunday?")
	w.must(err)
	first, err = w.Approve(t.Context(), w.by(bob), first.ID, first.Digest)
	w.must(err)
	w.becomesPublic(first)
	p := w.onAccount(first, "long")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return w.Corrected(tx, p) }))
	s, err := w.Repeat(t.Context(), w.by(ann), first.ID, w.daily(3))
	w.must(err)
	if s.Parent != first.ID || s.State != bot.Waiting {
		t.Fatalf("it repeats %s and is %s", s.Parent, s.State)
	}
	second, err := w.correct(first, bot.WayEdit, "Were you there on Saturday?")
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), second.ID, second.Digest)
	w.must(err)
	if s = w.appeal(s.ID); s.State != bot.Cancelled {
		t.Errorf("the series is %s", s.State)
	}
}

// An update that is approved for later does not go out once what it follows is being
// taken down, however long the network takes for that.
func TestNoUpdateGoesOutUnderWhatIsBeingTakenDown(t *testing.T) {
	w := newWorld(t)
	a := w.publishedOn(bot.Witness, map[string]string{"en": "Who knows this man?"}, "short", "long")
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "He was seen on King Street.")
	w.must(err)
	u, err = w.Schedule(t.Context(), w.by(ann), u.ID, w.clock().Add(time.Hour))
	w.must(err)
	u, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.must(err)
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "it was the wrong man")
	w.must(err)
	w.wait(time.Hour)
	if u = w.appeal(u.ID); u.State != bot.Done {
		t.Errorf("the update is %s", u.State)
	}
	for _, p := range w.posts(u) {
		if p.State != bot.PostDropped {
			t.Errorf("on %s it is %s", p.Account, p.State)
		}
		w.refused(w.mayGo(p), bot.ErrOver, "is over")
	}
}
