package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/guard"
)

// says gives a draft a text and accounts.
func (w *world) says(a bot.Appeal, text string, on ...bot.AccountID) (bot.Appeal, error) {
	w.t.Helper()
	return w.Edit(w.t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts, c.Accounts = map[string]string{"en": text}, on
	})
}

// on returns what an appeal becomes on an account, in its first language.
func on(t *testing.T, a bot.Appeal, id bot.AccountID) bot.Rendering {
	t.Helper()
	for _, r := range a.Plan.Renderings {
		if r.Account == id {
			return r
		}
	}
	t.Fatalf("nothing is planned for %s", id)
	return bot.Rendering{}
}

// clip is a video that was prepared.
func clip(digest string, length time.Duration) bot.MediaUse {
	return bot.MediaUse{
		Digest: digest, Type: "video/mp4", Name: "clip.mp4", Alt: "A dark Lexus turns into Bloor Street.", Size: 1000, Width: 1280, Height: 720,
		Video: &bot.Video{Length: length, Codec: "h264"},
	}
}

func TestTheAddressOfAnotherPostHasAPlace(t *testing.T) {
	w := newWorld(t)
	a, err := w.says(w.draft(bot.Witness, "x"), "Were you there? Video: {tubes}", "short", "tube2", "tube", "long")
	w.must(err)
	for _, id := range []bot.AccountID{"short", "long", "tube"} {
		r := on(t, a, id)
		if len(r.Parts) != 1 || r.Parts[0].Text != "Were you there? Video: {tubes}" {
			t.Errorf("%s: the text is %+v", id, r.Parts)
		}
		if got := r.Awaits(); len(got) != 1 || got[0] != "tube2" {
			t.Errorf("%s waits for %v, want the first of the appeal's accounts on that network", id, got)
		}
		if len(r.Without) != 1 || r.Without[0].Text != "Were you there?" || r.Fallback != bot.FallWait {
			t.Errorf("%s: without the address it is %+v (%q)", id, r.Without, r.Fallback)
		}
		if want := utf8.RuneCountInString("Were you there? Video: https://tube.example/watch?v=12345678901"); r.Parts[0].Count != want {
			t.Errorf("%s: counted %d characters, want %d", id, r.Parts[0].Count, want)
		}
		filled, all := r.Parts[0].Filled(func(bot.AccountID) string { return "https://tube.example/watch?v=abcdefghijk" })
		if !all || filled.Text != "Were you there? Video: https://tube.example/watch?v=abcdefghijk" {
			t.Errorf("%s: filled it is %q", id, filled.Text)
		}
	}
	own := on(t, a, "tube2")
	if own.Parts[0].Text != "Were you there?" || len(own.Awaits()) != 0 || own.Without != nil || own.Fallback != "" {
		t.Errorf("on the account itself it is %+v", own)
	}
	byID, err := w.says(a, "Were you there? Video: {tube}", "short", "tube2", "tube")
	w.must(err)
	if got := on(t, byID, "short").Awaits(); len(got) != 1 || got[0] != "tube" {
		t.Errorf("it waits for %v, want the account that was named", got)
	}
}

func TestWhatBecomesOfAPostThatWaitsInVain(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	digests := map[string]string{}
	for _, f := range []bot.Fallback{bot.FallWait, bot.FallWithout, bot.FallStop} {
		var err error
		a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
			c.Texts = map[string]string{"en": "Were you there?\n{tubes}\nCall us."}
			c.Accounts, c.Fallback = []bot.AccountID{"short", "tube"}, f
		})
		w.must(err)
		r := on(t, a, "short")
		if r.Fallback != f {
			t.Errorf("%q became %q", f, r.Fallback)
		}
		if without := len(r.Without) > 0; without == (f == bot.FallStop) {
			t.Errorf("%q: other words are planned: %v", f, without)
		} else if without && r.Without[0].Text != "Were you there?\nCall us." {
			t.Errorf("%q: without the address it says %q", f, r.Without[0].Text)
		}
		plan := a.Plan
		plan.Revision = 1
		if other, again := digests[plan.Digest()]; again {
			t.Errorf("%q and %q have the same digest", f, other)
		}
		digests[plan.Digest()] = string(f)
	}
	// Where nothing waits, the choice is nothing that anybody approves.
	a, err := w.says(a, "Were you there?", "short", "tube")
	w.must(err)
	if r := on(t, a, "short"); r.Fallback != "" || r.Without != nil {
		t.Errorf("without a place it is %+v", r)
	}
	_, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts["en"], c.Fallback = "{tubes}", bot.FallWithout
		c.Accounts = []bot.AccountID{"short", "tube2", "tube"}
	})
	w.refused(err, bot.ErrInvalid, "needs a text")
}

func TestPlacesThatCannotBeFilledAreRefused(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	for _, c := range []struct {
		name, text string
		on         []bot.AccountID
		says       []string
	}{
		{"not in the appeal", "Video: {tubes}", []bot.AccountID{"short"}, []string{"{tubes}", "Tube", "does not go there"}},
		{"no address", "Also: {shorts}", []bot.AccountID{"short", "long"}, []string{"Short", "no address", "{shorts}"}},
		{"each other", "See {tube} and {long}", []bot.AccountID{"tube", "long", "short"}, []string{"Tube and Long", "wait for each other"}},
		{"nothing for a title", "{tube2} {long}", []bot.AccountID{"tube", "tube2", "long"}, []string{"no title on Tube"}},
		{"within a word", "See{tube}now", []bot.AccountID{"tube", "long"}, []string{"space before and after {tube}"}},
		{"path behind", "{tube}/comments", []bot.AccountID{"tube", "long"}, []string{"space before and after"}},
		{"word behind a full stop", "{tube}.Next", []bot.AccountID{"tube", "long"}, []string{"space before and after"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.says(a, c.text, c.on...)
			w.refused(err, bot.ErrInvalid, c.says...)
		})
	}
	if got := w.appeal(a.ID); got.Digest != a.Digest {
		t.Error("a refused text changed the draft")
	}
	for _, text := range []string{"Video ({tube}).", "«{tube}»", "Video:\n{tube}", "{tube}!", "{tube}, and call us", "“{tube}”…"} {
		if _, err := w.says(a, text, "tube", "long"); err != nil && !strings.Contains(err.Error(), "needs a text") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// In languages apart: the cycle is one of accounts all the same.
func TestPostsThatWaitForEachOtherInTwoLanguages(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	_, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts = map[string]string{"en": "Video {threads}", "fr": "Texte {long}"}
		c.Accounts = []bot.AccountID{"threads", "long"}
	})
	w.refused(err, bot.ErrInvalid, "wait for each other", "Threads and Long")
}

func TestSeveralPlacesAreToldApart(t *testing.T) {
	w := newWorld(t)
	const literal = "https://tube.example/watch?v=12345678901" // what the samples look like
	a, err := w.Edit(t.Context(), w.by(ann), w.draft(bot.Witness, "x").ID, "", func(c *bot.Content) {
		c.Texts = map[string]string{"en": "Call us.", "fr": "Un {tube}, deux {tube2}, pas " + literal + " ni {tube}."}
		c.Accounts = []bot.AccountID{"tube", "tube2", "french"}
	})
	w.must(err)
	p := on(t, a, "french").Parts[0]
	if p.Text != a.Content.Texts["fr"] || len(p.Places) != 2 {
		t.Errorf("the text became %q with %+v", p.Text, p.Places)
	}
	filled, all := p.Filled(func(id bot.AccountID) string { return "https://" + string(id) + ".example" })
	if !all || filled.Text != "Un https://tube.example, deux https://tube2.example, pas "+literal+" ni https://tube.example." {
		t.Errorf("filled it is %q", filled.Text)
	}
	if n := len(p.Sampled()); n != p.Count {
		t.Errorf("it has %d characters and was counted with %d", n, p.Count)
	}
}

func TestPlacesInAThread(t *testing.T) {
	w := newWorld(t)
	text := "Were you near Bloor and Bathurst on Monday night, between one and two? Watch {tubes} and call us at 416-808-2222 with what you know."
	a, err := w.says(w.draft(bot.Witness, "x"), text, "threads", "tube")
	w.must(err)
	r := on(t, a, "threads")
	found := 0
	for i, p := range r.Parts {
		has := strings.Contains(p.Text, "{tubes}")
		if has {
			found++
		}
		if has != (len(p.Places) == 1) {
			t.Errorf("part %d %q has places %v", i+1, p.Text, p.Places)
		}
		if n := utf8.RuneCountInString(p.Sampled()); n > 60 || n != p.Count {
			t.Errorf("part %d has %d characters with the address, counted %d, and 60 fit", i+1, n, p.Count)
		}
	}
	if len(r.Parts) < 3 || found != 1 {
		t.Errorf("the place stands in %d of %d parts", found, len(r.Parts))
	}
}

// A network that takes the title from the text must not take an address that
// nobody knows yet.
func TestATitleNeverHoldsASample(t *testing.T) {
	w := newWorld(t)
	a, err := w.says(w.draft(bot.Witness, "x"), "Watch {long} first\nThen call us.", "long", "tube")
	w.must(err)
	p := on(t, a, "tube").Parts[0]
	if p.Title != "Watch first" || p.Text != "Watch {long} first\nThen call us." {
		t.Errorf("the title is %q over %q", p.Title, p.Text)
	}
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts = map[string]string{"en": "Watch {long}"}
		c.Titles = map[string]string{"en": "Who knows this car?"}
		c.Accounts = []bot.AccountID{"tube", "long"}
	})
	w.must(err)
	if got := on(t, a, "tube").Parts[0].Title; got != "Who knows this car?" {
		t.Errorf("the title is %q", got)
	}
}

func TestAnAnswerWaitsForNothing(t *testing.T) {
	w := newWorld(t)
	w.published()
	r := w.asked("long", "r1", "Is there a video?")
	_, err := w.Answer(t.Context(), w.by(ann), r.ID, "Look at {tubes}")
	w.refused(err, bot.ErrInvalid, "cannot wait", "{tubes}")
}

func TestAnUpdateMayWait(t *testing.T) {
	w := newWorld(t)
	a, err := w.says(w.draft(bot.Witness, "x"), "Were you there?", "long", "tube")
	w.must(err)
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.must(err)
	w.goPublic(a)
	u, err := w.Follow(t.Context(), w.by(ann), a.ID, "New video: {tubes}")
	w.must(err)
	if got := on(t, u, "long").Awaits(); len(got) != 1 || got[0] != "tube" {
		t.Errorf("the update waits for %v", got)
	}
	at := w.clock().Add(time.Hour)
	u, err = w.Schedule(t.Context(), w.by(ann), u.ID, at)
	w.must(err)
	u, err = w.Approve(t.Context(), w.by(bob), u.ID, u.Digest)
	w.must(err)
	for _, p := range w.posts(u) {
		if !p.Due.Equal(at) || p.Account == "long" && len(p.Rendering.Awaits()) != 1 {
			t.Errorf("queued %+v", p)
		}
	}
}

func TestNamesInBracesThatNothingReplacesAreFound(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	a, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Texts = map[string]string{"en": "Zeugen, écoutez: {tubse}"}
		c.Titles = map[string]string{"en": "See {tubes}"}
		c.Accounts = []bot.AccountID{"short", "tube"}
	})
	w.must(err)
	if len(a.Findings) != 2 {
		t.Fatalf("found %+v", a.Findings)
	}
	for _, f := range a.Findings {
		if f.Severity != bot.NeedsOverride || f.Rule != "place" {
			t.Errorf("found %+v", f)
		}
		if f.Field == "text.en" && (f.Span != "{tubse}" || f.Start != 17 || f.End != 24 || !strings.Contains(f.Why, `"tubse"`)) {
			t.Errorf("found %+v", f)
		}
	}
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrInvalid, "{tub")
	for _, f := range a.Findings {
		a, err = w.Override(t.Context(), w.by(ann), a.ID, f.Key(), "mistaken", "that is what the sign says")
		w.must(err)
	}
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
}

// The rules that ship do not object to a place.
func TestTheGuardTakesPlacesAsTheyAre(t *testing.T) {
	for _, name := range guard.Packs() {
		p, err := guard.Pack(name)
		if err != nil {
			t.Fatal(err)
		}
		g, err := guard.New(p)
		if err != nil {
			t.Fatal(err)
		}
		text := func(s string) []bot.Finding {
			fs, err := g.Check(guard.Input{Kind: bot.Witness, CaseNumber: "2026-1", Texts: []guard.Text{{Field: "text.en", Language: "en", Text: s}}})
			if err != nil {
				t.Fatal(err)
			}
			return fs
		}
		before, after := text("Were you there? Watch the video. Call 416-808-2222."), text("Were you there? Watch the video {metro-video-2}. Call 416-808-2222.")
		if len(before) != len(after) {
			t.Errorf("%s: %+v without the place, %+v with it", name, before, after)
		}
	}
}

func BenchmarkPlaces(b *testing.B) {
	w := benchWorld(b)
	a, err := w.Draft(b.Context(), w.by(ann), desk.NewAppeal{
		Number: "2026-1", Title: "x", Facts: bot.Facts{What: "Were you there? Video: {tubes}"}, Accounts: []bot.AccountID{"short", "long", "tube"},
	})
	w.must(err)
	for b.Loop() {
		a, err = w.Edit(b.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] += "." })
		w.must(err)
	}
}

// Whatever an officer writes: it is refused, or each place stands in the parts as
// often as in the text, fits with any address, and leaves nothing of a sample behind.
func FuzzPlacesInAPlan(f *testing.F) {
	f.Add("Were you near Bloor and Bathurst on Monday night? Watch {tubes} and call us at 416-808-2222 with what you know.")
	f.Add("{tubes} {tube} {tubes}")
	f.Add("https://tube.example/watch?v=12345678901 {tubes}")
	f.Add("({tubes})\n\n{tubse} {threads}")
	f.Add("00\n{tube} {threads}")
	f.Fuzz(func(t *testing.T, text string) {
		w := newWorld(t)
		a, err := w.says(w.draft(bot.Witness, "x"), text, "threads", "tube")
		if err != nil {
			if r := (*bot.Refusal)(nil); !errors.As(err, &r) {
				t.Fatal(err)
			}
			return
		}
		for _, r := range a.Plan.Renderings {
			for _, name := range []string{"{tubes}", "{tube}"} {
				n := 0
				for _, p := range r.Parts {
					n += strings.Count(p.Text, name)
				}
				if want := strings.Count(text, name); r.Account == "threads" && n != want {
					t.Fatalf("%q stands %d times in %q, and %d times in %+v", name, want, text, n, r.Parts)
				}
			}
			for _, p := range append(slices.Clone(r.Parts), r.Without...) {
				if r.Account != "threads" {
					continue
				}
				filled, all := p.Filled(func(bot.AccountID) string { return "https://tube.example/watch?v=abcdefghijk" })
				if n := utf8.RuneCountInString(filled.Text); !all || n > 60 || n != p.Count {
					t.Fatalf("%q has %d characters when it is filled and was counted with %d", filled.Text, n, p.Count)
				}
			}
			if strings.Contains(text, "tube.example") {
				continue
			}
			for _, p := range append(slices.Clone(r.Parts), r.Without...) {
				if strings.Contains(p.Text+p.Title, "tube.example") {
					t.Fatalf("a sample is left in %q", p.Text)
				}
			}
		}
	})
}
