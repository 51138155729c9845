package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// another begins another appeal in the case of a, as far as it is published or not.
func (w *world) inCaseOf(a bot.Appeal, n desk.NewAppeal, public bool) bot.Appeal {
	w.t.Helper()
	n.Number = w.caseOf(a).Number
	b, err := w.Draft(w.t.Context(), w.by(ann), n)
	w.must(err)
	if !public {
		return b
	}
	b, err = w.Submit(w.t.Context(), w.by(ann), b.ID)
	w.must(err)
	for _, p := range []bot.Person{bob, carla} {
		if b.State == bot.Waiting {
			b, err = w.Approve(w.t.Context(), w.by(p), b.ID, b.Digest)
			w.must(err)
		}
	}
	w.goPublic(b)
	return b
}

func (w *world) cleared(a bot.Appeal, reason bot.Cleared, note string) desk.Cleared {
	w.t.Helper()
	out, err := w.AllClear(w.t.Context(), w.by(ann), desk.Clearing{Case: a.Case, Reason: reason, Note: note})
	w.must(err)
	return out
}

func numbers(as []bot.Appeal) (out []int) {
	for _, a := range as {
		out = append(out, a.Number)
	}
	slices.Sort(out)
	return out
}

// takenFrom are the accounts on which posts of an appeal are being removed.
func (w *world) takenFrom(a bot.Appeal) (out []bot.AccountID) {
	w.t.Helper()
	for _, p := range w.posts(a) {
		if p.Op == bot.OpRemove {
			out = append(out, p.Account)
		}
	}
	slices.Sort(out)
	return out
}

// a case with everything in it: /1 for witnesses, /2 wanted, /3 a draft, /4 an update
// of /2 that is public, /5 approved for tomorrow.
func (w *world) fullCase() (witness, wanted, draft, update, tomorrow bot.Appeal) {
	w.t.Helper()
	witness = w.published()
	wanted = w.inCaseOf(witness, desk.NewAppeal{Kind: bot.Wanted, Facts: bot.Facts{What: "Do you know him?"}}, true)
	draft = w.inCaseOf(witness, desk.NewAppeal{Facts: bot.Facts{What: "More"}}, false)
	update, err := w.Follow(w.t.Context(), w.by(ann), wanted.ID, "He may be in Hamilton.")
	w.must(err)
	for _, p := range []bot.Person{bob, carla} {
		update, err = w.Approve(w.t.Context(), w.by(p), update.ID, update.Digest)
		w.must(err)
	}
	w.goPublic(update)
	tomorrow = w.inCaseOf(witness, desk.NewAppeal{Facts: bot.Facts{What: "Tomorrow"}, At: w.clock().Add(24 * time.Hour)}, false)
	tomorrow, err = w.Submit(w.t.Context(), w.by(ann), tomorrow.ID)
	w.must(err)
	tomorrow, err = w.Approve(w.t.Context(), w.by(bob), tomorrow.ID, tomorrow.Digest)
	w.must(err)
	return witness, wanted, draft, update, tomorrow
}

func TestAnAllClearEndsWhatItsReasonEnds(t *testing.T) {
	for _, tt := range []struct {
		reason     bot.Cleared
		down, stay []int
		closing    bot.Kind
	}{
		{bot.ClearedLocated, []int{1, 2, 4}, nil, bot.Located},
		{bot.ClearedArrested, []int{2, 4}, []int{1}, bot.Arrest},
		{bot.ClearedMistaken, []int{1, 2, 4}, nil, bot.Correction},
	} {
		t.Run(string(tt.reason), func(t *testing.T) {
			w := newWorld(t)
			witness, wanted, draft, update, tomorrow := w.fullCase()
			out := w.cleared(witness, tt.reason, "as seen")
			if !slices.Equal(numbers(out.Down), tt.down) || !slices.Equal(numbers(out.Stay), tt.stay) || out.Cancelled != 2 || out.Problem != "" {
				t.Errorf("down %v, stay %v, %d cancelled, %q", numbers(out.Down), numbers(out.Stay), out.Cancelled, out.Problem)
			}
			for _, a := range []bot.Appeal{wanted, update} {
				if got := w.takenFrom(a); !slices.Equal(got, []bot.AccountID{"long", "short"}) || w.appeal(a.ID).State != bot.Done {
					t.Errorf("/%d is removed from %v, and is %s", a.Number, got, w.appeal(a.ID).State)
				}
			}
			if got := w.appeal(draft.ID); got.State != bot.Cancelled || !strings.Contains(got.Note, "as seen") {
				t.Errorf("the draft is %s: %s", got.State, got.Note)
			}
			if w.appeal(tomorrow.ID).State != bot.Done || w.posts(tomorrow)[0].State != bot.PostDropped {
				t.Error("what was to be published tomorrow still is")
			}
			if len(out.Closing) != 1 {
				t.Fatalf("there are %d closing texts", len(out.Closing))
			}
			c := out.Closing[0]
			if c.Kind != tt.closing || c.State != bot.Waiting || !slices.Equal(c.Content.Accounts, []bot.AccountID{"short", "long"}) {
				t.Errorf("the closing text is %s, %s, on %v", c.Kind, c.State, c.Content.Accounts)
			}
			if (c.Parent == witness.ID) != (len(tt.stay) > 0) || c.Parent != "" && c.Parent != witness.ID {
				t.Errorf("the closing text stands under %q", c.Parent)
			}
			k := w.caseOf(witness)
			if cl := k.Clearance; cl.Reason != tt.reason || cl.By.Person != "ann" || cl.Note != "as seen" || !slices.Equal(cl.Closing, []bot.ID{c.ID}) || k.State != bot.CaseOpen {
				t.Errorf("the case says %+v", cl)
			}
			if w.events("all clear") != 1 {
				t.Error("the log does not say so")
			}
		})
	}
}

// Templates get the number alone: the title may name the person, and what the case is
// about may, too.
func TestAClosingTextNamesNobody(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	out := w.cleared(a, bot.ClearedArrested, "Jack Example, 15, of Elm Street")
	if got := out.Closing[0].Content.Texts["en"]; got != "en: the end of witness" {
		t.Errorf("the template was given more than the number and the kind: %q", got)
	}
}

// What is approved goes out before everything else of the account, whatever its kind.
// The words fit what was asked: who may be named comes first, and what only follows an
// appeal up says nothing about it.
func TestAClosingTextSpeaksOfWhatWasAsked(t *testing.T) {
	for _, c := range []struct {
		kinds []bot.Kind
		want  string
	}{
		{[]bot.Kind{bot.Vehicle}, "en: the end of vehicle"},
		{[]bot.Kind{bot.SafetyAlert}, "en: the end of safety"},
		{[]bot.Kind{bot.SafetyAlert, bot.Witness}, "en: the end of witness"},
		{[]bot.Kind{bot.Footage, bot.Vehicle, bot.MissingPerson}, "en: the end of missing"},
		{[]bot.Kind{bot.FoundProperty, bot.Update}, "en: the end of found-property"},
	} {
		w := newWorld(t)
		a := w.inCaseOf(w.draft(bot.Witness, "x"), desk.NewAppeal{Kind: c.kinds[0], Facts: bot.Facts{What: "x"}}, true)
		for _, kind := range c.kinds[1:] {
			w.inCaseOf(a, desk.NewAppeal{Kind: kind, Facts: bot.Facts{What: "y"}}, true)
		}
		form, err := w.Clearable(t.Context(), a.Case, bot.ClearedLocated)
		w.must(err)
		out := w.cleared(a, bot.ClearedLocated, "")
		if len(out.Closing) != 1 || out.Closing[0].Content.Texts["en"] != c.want || form.Texts["en"] != c.want {
			t.Errorf("%v: the closing text is %v, and the form has %v", c.kinds, out.Closing, form.Texts)
		}
	}
}

func TestAClosingTextIsUrgent(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	out, err := w.AllClear(t.Context(), w.by(ann), desk.Clearing{Case: a.Case, Reason: bot.ClearedArrested, Down: []bot.ID{a.ID}, Texts: map[string]string{"en": " An arrest was made. "}})
	w.must(err)
	c := out.Closing[0]
	if c.Parent != "" || c.Content.Texts["en"] != "An arrest was made." {
		t.Errorf("it stands under %q and says %q", c.Parent, c.Content.Texts["en"])
	}
	c, err = w.Approve(t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	for _, p := range w.posts(c) {
		if p.Lane != bot.LaneUrgent {
			t.Errorf("on %s it is in lane %d", p.Account, p.Lane)
		}
	}
}

// An objection to the closing text stops neither taking down nor cancelling.
func TestNothingWaitsForTheClosingText(t *testing.T) {
	for name, tt := range map[string]struct {
		wrong   func(*world)
		text    string
		closing int
		says    string
	}{
		"the guard objects":           {func(w *world) { w.guard.block("Jack", nil) }, "Jack was found.", 1, "This word must not be public."},
		"the guard fails":             {func(w *world) { w.guard.block("", errors.New("a list is broken")) }, "Found.", 0, "could not be checked"},
		"it does not fit":             {func(w *world) { w.limit = 10 }, "He was found at last.", 0, "does not fit"},
		"it is longer than a message": {func(*world) {}, strings.Repeat("long ", 5000), 0, "Shorten it"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a := w.published()
			tt.wrong(w)
			out, err := w.AllClear(t.Context(), w.by(ann), desk.Clearing{Case: a.Case, Reason: bot.ClearedLocated, Texts: map[string]string{"en": tt.text}})
			w.must(err)
			if got := w.takenFrom(a); len(got) != 2 {
				t.Errorf("it is removed from %v", got)
			}
			if len(out.Closing) != tt.closing || !strings.Contains(out.Problem, tt.says) || !strings.Contains(out.Says(), tt.says) {
				t.Errorf("%d closing texts, %q", len(out.Closing), out.Problem)
			}
			if tt.closing > 0 && w.appeal(out.Closing[0].ID).State != bot.Editing {
				t.Error("it was submitted all the same")
			}
		})
	}
}

func TestTheSecondAllClearIsTold(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	by := w.by(ann)
	in := desk.Clearing{Case: a.Case, Reason: bot.ClearedLocated}
	first, err := w.AllClear(t.Context(), by, in)
	w.must(err)
	again, err := w.AllClear(t.Context(), by, in) // delivered twice
	w.must(err)
	if len(again.Closing) != 1 || again.Closing[0].ID != first.Closing[0].ID || w.events("all clear") != 1 {
		t.Errorf("the same press cleared it again: %+v", again)
	}
	_, err = w.AllClear(t.Context(), w.by(bob), in)
	w.refused(err, bot.ErrStale, "was cleared by Ann at 07:00 (located)")
	_, err = w.AllClear(t.Context(), w.by(ann), in)
	w.refused(err, bot.ErrStale, "was cleared by you")
	out, err := w.AllClear(t.Context(), w.by(bob), desk.Clearing{Case: a.Case, Reason: bot.ClearedMistaken})
	w.must(err) // another reason is another all-clear, with another text
	if w.appeal(first.Closing[0].ID).State != bot.Cancelled || out.Before.By.Person != "ann" || out.Cancelled != 1 || len(out.Closing) != 1 || len(out.Closing[0].Content.Accounts) != 2 {
		t.Errorf("the closing text of before is %s; %+v", w.appeal(first.Closing[0].ID).State, out)
	}
}

func TestWhoMayGiveTheAllClearAndWhen(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.AllClear(t.Context(), w.by(eve), desk.Clearing{Case: a.Case, Reason: bot.ClearedLocated})
	w.refused(err, bot.ErrDenied, "Tell an approver")
	_, err = w.AllClear(t.Context(), w.by(ann), desk.Clearing{Case: a.Case, Reason: "over"})
	w.refused(err, bot.ErrInvalid, "located, arrested or mistaken")
	_, err = w.AllClear(t.Context(), w.by(ann), desk.Clearing{Case: a.Case, Reason: bot.ClearedLocated, Note: strings.Repeat("x", 5000)})
	w.refused(err, bot.ErrInvalid, "Shorten it")
	empty := w.draft(bot.Witness, "Nothing")
	_, err = w.Withdraw(t.Context(), w.by(ann), empty.ID, "no")
	w.must(err)
	_, err = w.AllClear(t.Context(), w.by(ann), desk.Clearing{Case: empty.Case, Reason: bot.ClearedLocated})
	w.refused(err, bot.ErrStale, "there is nothing to clear")
}

// The posts of a closed case come down; a text needs an open one.
func TestAllClearOfAClosedCase(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.Close(t.Context(), w.by(bob), a.Case, "arrest made")
	w.must(err)
	out := w.cleared(a, bot.ClearedMistaken, "")
	if len(w.takenFrom(a)) != 2 || len(out.Closing) != 0 || !strings.Contains(out.Problem, "The case is closed") {
		t.Errorf("removed from %v; %+v", w.takenFrom(a), out)
	}
}

// What asks for witnesses stays after an arrest, but on the accounts where only the
// wanted man was shown the text stands by itself.
func TestClosingTextsGoToEveryAccountOnce(t *testing.T) {
	w := newWorld(t)
	witness := w.inCaseOf(w.published(), desk.NewAppeal{Accounts: []bot.AccountID{"long"}, Facts: bot.Facts{What: "Who saw it?"}}, true)
	_, err := w.Takedown(t.Context(), w.by(ann), w.first(witness), "twice")
	w.must(err)
	w.goesDown(w.appeal(w.first(witness)))
	w.inCaseOf(witness, desk.NewAppeal{Kind: bot.Wanted, Accounts: []bot.AccountID{"short", "long", "threads"}, Facts: bot.Facts{What: "Do you know him?"}, Languages: []string{"en", "fr"}}, true)
	c, err := w.Clearable(t.Context(), witness.Case, bot.ClearedArrested)
	w.must(err)
	if len(c.Live) != 2 || len(c.Ends) != 1 {
		t.Errorf("the form offers %d, of which %d end", len(c.Live), len(c.Ends))
	}
	out := w.cleared(witness, bot.ClearedArrested, "")
	if len(out.Closing) != 2 {
		t.Fatalf("there are %d closing texts", len(out.Closing))
	}
	under, alone := out.Closing[0], out.Closing[1]
	if under.Parent != witness.ID || !slices.Equal(under.Content.Accounts, []bot.AccountID{"long"}) || len(under.Content.Texts) != 1 {
		t.Errorf("under what stays: %q on %v in %v", under.Parent, under.Content.Accounts, under.Content.Languages())
	}
	if alone.Parent != "" || !slices.Equal(alone.Content.Accounts, []bot.AccountID{"short", "threads"}) || !slices.Equal(alone.Content.Languages(), []string{"en", "fr"}) {
		t.Errorf("by itself: %q on %v in %v", alone.Parent, alone.Content.Accounts, alone.Content.Languages())
	}
}

// first is the first appeal of the case of a.
func (w *world) first(a bot.Appeal) (id bot.ID) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) error {
		as, err := tx.AppealsOf(a.Case, 100)
		id = as[len(as)-1].ID
		return err
	}))
	return id
}

// Accounts that take no words alone, and those of others, get no closing text, and
// the answer names them. They come down all the same.
func TestAccountsWithoutClosingText(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.films = true // "short" takes only videos
	b, err := w.Draft(t.Context(), w.by(bob), desk.NewAppeal{Number: w.caseOf(a).Number, Accounts: []bot.AccountID{"squad"}, Facts: bot.Facts{What: "Who saw it?"}})
	w.must(err)
	b, err = w.Submit(t.Context(), w.by(bob), b.ID)
	w.must(err)
	b, err = w.Approve(t.Context(), w.by(carla), b.ID, b.Digest)
	w.must(err)
	w.goPublic(b)
	out := w.cleared(a, bot.ClearedLocated, "")
	if !slices.Equal(out.Without, []string{"Short", "Squad"}) || !slices.Equal(out.Closing[0].Content.Accounts, []bot.AccountID{"long"}) {
		t.Errorf("without %v, on %v", out.Without, out.Closing[0].Content.Accounts)
	}
	if len(w.takenFrom(a)) != 2 || len(w.takenFrom(b)) != 1 {
		t.Error("not everything comes down")
	}
}

// A series ends with the all-clear, whether its appeal comes down or not.
func TestAnAllClearEndsSeries(t *testing.T) {
	for _, reason := range bot.Clearings() {
		w := newWorld(t)
		a := w.published()
		s, err := w.Repeat(t.Context(), w.by(ann), a.ID, desk.Repetition{
			Rule: "twice", Slots: []bot.Slot{{At: w.clock().Add(time.Hour)}, {At: w.clock().Add(2 * time.Hour)}},
		})
		w.must(err)
		for s.State == bot.Waiting {
			s, err = w.Approve(t.Context(), w.by(bob), s.ID, s.Digest)
			w.must(err)
		}
		out := w.cleared(a, reason, "")
		s = w.appeal(s.ID)
		if out.Ended != 1 || s.Off.Person != "ann" || s.State == bot.Approved || s.State == bot.Waiting {
			t.Errorf("%s: %d series ended; it is %s", reason, out.Ended, s.State)
		}
		for _, p := range w.posts(s) {
			if p.Op == bot.OpCreate && p.State == bot.PostQueued {
				t.Errorf("%s: a slot is still to be published", reason)
			}
		}
	}
}
