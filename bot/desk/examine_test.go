package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
)

// places are where something of an appeal can be read, each with a word that
// stands nowhere else. The numbers of a thread's parts are put in by the network.
var places = map[string]string{
	"text.en": "Anchor", "text.fr": "Boussole", "title.en": "Canopy", "alt.1": "Dormer", "name.1": "Escort", "captions.en": "Fathom",
	"rendering.threads.en.2": "2/2",
}

// everywhere is a draft with a word in each of the places.
func (w *world) everywhere() bot.Appeal {
	w.t.Helper()
	ctx := w.t.Context()
	a := w.ready(w.film(w.draft(bot.Witness, "x"), "one"), "public one", "aac")
	a, err := w.Caption(ctx, w.by(ann), a.ID, "", bot.Caption{Language: "en", Text: "Fathom."}, []byte("WEBVTT"))
	w.must(err)
	a, err = w.Edit(ctx, w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts = map[string]string{"en": "Anchor. " + strings.Repeat("Did you see it there? ", 3), "fr": "Boussole."}
		c.Titles = map[string]string{"en": "Canopy"}
		c.Media[0].Alt, c.Media[0].Name = "Dormer.", "Escort_1.mp4"
		c.Accounts = []bot.AccountID{"tube", "french", "threads"}
	})
	w.must(err)
	return a
}

// The guard looks at every place when a draft is changed, submitted, approved and
// published: its lists may have changed in between.
func TestEveryPlaceIsLookedAtEveryTime(t *testing.T) {
	for place, word := range places {
		t.Run(place, func(t *testing.T) {
			w := newWorld(t)
			ctx := t.Context()
			a := w.everywhere()
			if len(a.Findings) != 0 {
				t.Fatalf("found %+v", a.Findings)
			}
			w.guard.block(word, nil)
			a, err := w.Edit(ctx, w.by(ann), a.ID, "", func(*bot.Content) {})
			w.must(err)
			if len(a.Findings) != 1 || a.Findings[0].Field != place {
				t.Fatalf("the changed draft has %+v", a.Findings)
			}
			_, err = w.Submit(ctx, w.by(ann), a.ID)
			w.refused(err, bot.ErrInvalid, "must not be public")
			w.guard.block("", nil)
			a, err = w.Submit(ctx, w.by(ann), a.ID)
			w.must(err)
			w.guard.block(word, nil)
			_, err = w.Approve(ctx, w.by(bob), a.ID, a.Digest)
			w.refused(err, bot.ErrInvalid, "rules changed")
			w.guard.block("", nil)
			a, err = w.Approve(ctx, w.by(bob), a.ID, a.Digest)
			w.must(err)
			w.guard.block(word, nil)
			for _, p := range w.posts(a) {
				w.refused(w.clear(p), bot.ErrInvalid, "rules changed")
			}
			w.guard.block("", nil)
			for _, p := range w.posts(a) {
				w.must(w.clear(p))
			}
		})
	}
}

// What is added to an appeal, answers to the public, and a correction are looked at
// as the appeal was.
func TestWhatFollowsIsLookedAt(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	a := w.published()
	r := w.asked("long", "r1", "Where does she live?")
	w.guard.block("Bathurst", nil)
	update, err := w.Follow(ctx, w.by(ann), a.ID, "It was on Bathurst.")
	w.must(err)
	answer := w.answer(r, "On Bathurst.")
	correction := w.draft(bot.Correction, "It was not on Bathurst.")
	for name, b := range map[string]bot.Appeal{"update": update, "answer": answer, "correction": correction} {
		if b.State != bot.Editing || len(b.Findings) != 1 || b.Findings[0].Field != "text.en" {
			t.Errorf("the %s is %s with %+v", name, b.State, b.Findings)
		}
		_, err := w.Submit(ctx, w.by(ann), b.ID)
		w.refused(err, bot.ErrInvalid, "must not be public")
	}
}

// Whoever is answered may be named, because networks demand it; in another appeal
// nobody may.
func TestTheGuardKnowsWhoIsAnswered(t *testing.T) {
	w := newWorld(t)
	w.published()
	w.answer(w.asked("long", "r1", "Is the road open?"), "Yes.")
	if got := w.guard.asked.Answered; !slices.Equal(got, []string{"@pat"}) {
		t.Errorf("it is said to answer %q", got)
	}
	w.draft(bot.Witness, "x")
	if got := w.guard.asked.Answered; len(got) != 0 {
		t.Errorf("an appeal is said to answer %q", got)
	}
}

// A name that gives something away is exchanged as a whole, and a matter of style
// in one is none.
func TestFileNamesAreRenamed(t *testing.T) {
	w := newWorld(t)
	g := realGuard(t)
	d := w.guarded(g)
	m, public := picture("public")
	m.Name = "Jane-Doe_4712 Bathurst Street_416-555-0199.png"
	a := w.draft(bot.Witness, "Did you see it? Call 416-808-2222.")
	a, err := d.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
	w.must(err)
	var named []bot.Finding
	for _, f := range a.Findings {
		if f.Field == "name.1" {
			named = append(named, f)
		}
	}
	if len(named) < 2 || named[0].Span != m.Name || named[0].Suggest != "picture-1.png" || !strings.Contains(named[0].Fix, "Rewrite") {
		t.Fatalf("found %+v", named)
	}
	a, err = d.Rewrite(t.Context(), w.by(ann), a.ID, named[1].Key(), a.Digest)
	w.must(err)
	if got := a.Content.Media[0].Name; got != "picture-1.png" {
		t.Errorf("it is called %q", got)
	}
	for _, name := range []string{"IMG_4716.jpg", "PXL_20261126_081530123.MP4", "Screenshot_20261126-081530.png", "f47ac10b-58cc-4372-a567-0e02b2c3d479.png", "CAR!!!.png", "2026-1234567_exhibit-4.jpg", "_.png", ".png"} {
		a, err = d.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Name = name })
		w.must(err)
		for _, f := range a.Findings {
			if f.Field == "name.1" {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

// realGuard applies the policy that the program comes with.
func realGuard(t *testing.T) *guard.Guard {
	t.Helper()
	g, err := guard.New(guard.DefaultPolicy())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A guard that fails, or takes too long, lets nothing be submitted, approved or
// published. What was written is kept.
func TestNothingGoesPastAGuardThatDoesNotWork(t *testing.T) {
	for name, stop := range map[string]func(*wordGuard) (mend func()){
		"fails": func(g *wordGuard) func() {
			g.block("", errors.New("out of order"))
			return func() { g.block("", nil) }
		},
		"hangs": func(g *wordGuard) func() {
			released := make(chan struct{})
			g.mu.Lock()
			g.hangs = released
			g.mu.Unlock()
			return func() {
				close(released)
				g.mu.Lock()
				g.hangs = nil
				g.mu.Unlock()
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				ctx := t.Context()
				draft, waiting, approved := w.draft(bot.Witness, "x"), w.submitted(bot.Witness, "y"), w.approved()
				published := w.published()
				began := time.Now()
				mend := stop(w.guard)
				for what, do := range map[string]func() error{
					"submit":  func() error { _, err := w.Submit(ctx, w.by(ann), draft.ID); return err },
					"approve": func() error { _, err := w.Approve(ctx, w.by(bob), waiting.ID, waiting.Digest); return err },
					"publish": func() error { return w.clear(w.posts(approved)[0]) },
				} {
					if err := do(); err == nil {
						t.Errorf("%s went past it", what)
					}
				}
				fresh, err := w.Draft(ctx, w.by(ann), desk.NewAppeal{Number: "2026-999", Facts: bot.Facts{What: "z"}})
				w.must(err)
				draft, err = w.Edit(ctx, w.by(ann), draft.ID, "", func(c *bot.Content) { c.Texts["en"] = "z" })
				w.must(err)
				update, err := w.Follow(ctx, w.by(ann), published.ID, "z")
				w.must(err)
				for _, a := range []bot.Appeal{fresh, draft, update} {
					if a = w.appeal(a.ID); a.State != bot.Editing || len(a.Findings) != 1 || a.Findings[0].Rule != bot.Unlooked || a.Content.Texts["en"] == "" {
						t.Errorf("what was written is %+v", a)
					}
					if _, err := w.Submit(ctx, w.by(ann), a.ID); !errors.Is(err, desk.ErrGuard) {
						t.Errorf("submitting it gave %v", err)
					}
				}
				_, err = w.Enter(ctx, w.by(ann), draft.Case, bot.Subject{Name: "Jordan Lee", As: bot.AsVictim})
				w.must(err) // what the case knows is not held up by its drafts
				if took := time.Since(began); name == "hangs" && (took < 6*time.Second || took > time.Minute) {
					t.Errorf("it was waited for %v", took)
				}
				mend()
				for _, a := range []bot.Appeal{fresh, draft} {
					a, err := w.Submit(ctx, w.by(ann), a.ID)
					if w.must(err); a.State != bot.Waiting || len(a.Findings) != 0 {
						t.Errorf("the draft became %+v", a)
					}
				}
				if a := w.appeal(waiting.ID); a.State != bot.Waiting || len(a.Approvals) != 0 || len(w.posts(a)) != 0 {
					t.Errorf("what waited became %+v", a)
				}
				w.must(w.clear(w.posts(approved)[0]))
			})
		})
	}
}

// A rule that panics on a reply keeps it from nobody: it is stored, shown in the
// channel of its case without a label, and read first.
func TestAReplyThatBreaksARuleArrives(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	var faults []*guard.Fault
	w.Desk = w.guarded(&guard.Guard{OnFault: func(f *guard.Fault) { faults = append(faults, f) }}) // without lists its rules panic
	r := w.asked("long", "r1", "I know him, ask at 416-555-0123")
	if len(faults) == 0 || r.Case != a.Case || r.Text == "" || r.Label != "" || r.Class != bot.ClassEmergency || len(r.Reasons) != 0 {
		t.Errorf("%d rules broke, and the reply is %+v", len(faults), r)
	}
	w.relay()
	if !slices.ContainsFunc(w.due(), func(n bot.Notice) bool { return n.Kind == bot.NoticeReply && n.Subject == r.ID && n.Case == a.Case }) {
		t.Errorf("it is shown nowhere: %+v", w.due())
	}
}

// A draft that a rule panics on is kept, and so is every change of it.
func TestADraftThatBreaksARuleIsKept(t *testing.T) {
	w := newWorld(t)
	var faults []*guard.Fault
	w.Desk = w.guarded(&guard.Guard{OnFault: func(f *guard.Fault) { faults = append(faults, f) }})
	a, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: "2026-1", Title: "x", Kind: bot.Witness, Facts: bot.Facts{What: "secret: call 416-555-0123"}})
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	if fault := (*guard.Fault)(nil); !errors.Is(err, desk.ErrGuard) || !errors.As(err, &fault) || strings.Contains(err.Error(), "secret") {
		t.Errorf("submitting it gave %v", err)
	}
	if a = w.appeal(a.ID); a.State != bot.Editing || !strings.Contains(a.Content.Texts["en"], "secret") || len(a.Findings) != 1 || a.Findings[0].Rule != bot.Unlooked {
		t.Errorf("it became %+v", a)
	}
	if len(faults) != 2 {
		t.Errorf("told of %d faults", len(faults))
	}
}
