package desk_test

import (
	"testing"

	"appealbot/bot"
)

// Two officers press at once: the words are exchanged once, and the second is told
// who was faster.
func TestRewriteOnce(t *testing.T) {
	w := newWorld(t)
	w.guard.block("4712 Bathurst", nil)
	a := w.draft(bot.Witness, "4712 Bathurst and 4712 Bathurst")
	key := a.Findings[0].Key()
	b, err := w.Rewrite(t.Context(), w.by(ann), a.ID, key, a.Digest)
	w.must(err)
	if b.Revision != a.Revision+1 || b.Content.Texts["en"] != "en: something else and 4712 Bathurst" || len(b.Findings) != 1 {
		t.Errorf("revision %d is %q with %+v", b.Revision, b.Content.Texts["en"], b.Findings)
	}
	_, err = w.Rewrite(t.Context(), w.by(bob), a.ID, key, a.Digest)
	w.refused(err, bot.ErrStale, "Ann changed this appeal", "after the rewrite was shown", "nothing was rewritten")
	if got := w.appeal(a.ID); got.Digest != b.Digest || len(got.Editors) != 1 {
		t.Errorf("it became %+v", got)
	}
}

// Somebody else's edit moved the words or took them out: nobody has seen what would
// become of them.
func TestRewriteOfOlderWords(t *testing.T) {
	for name, text := range map[string]string{"moved": "Look: 4712 Bathurst", "gone": "Were you there?", "elsewhere": "en: 4712 Bathurst!"} {
		w := newWorld(t)
		w.guard.block("4712 Bathurst", nil)
		a := w.draft(bot.Witness, "4712 Bathurst")
		b, err := w.Edit(t.Context(), w.by(bob), a.ID, "", func(c *bot.Content) { c.Texts["en"] = text })
		w.must(err)
		_, err = w.Rewrite(t.Context(), w.by(ann), a.ID, a.Findings[0].Key(), a.Digest)
		w.refused(err, bot.ErrStale, "Bob changed this appeal")
		if got := w.appeal(a.ID); got.Digest != b.Digest {
			t.Errorf("%s: it became %q", name, got.Content.Texts["en"])
		}
	}
}

// The words are as they were, and nothing objects to them any more.
func TestRewriteOfWhatMayStand(t *testing.T) {
	w := newWorld(t)
	w.guard.block("4712 Bathurst", nil)
	a := w.draft(bot.Witness, "4712 Bathurst")
	key := a.Findings[0].Key()
	w.guard.block("", nil)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		a.Findings = nil
		return tx.PutAppeal(a)
	}))
	_, err := w.Rewrite(t.Context(), w.by(ann), a.ID, key, a.Digest)
	w.refused(err, bot.ErrStale, "Nothing is objected to there any more")
}

// A finding that was stored with another span than its words have puts nothing in
// the wrong place.
func TestRewriteNeverHitsOtherWords(t *testing.T) {
	for name, spoil := range map[string]func(*bot.Finding){
		"later":   func(f *bot.Finding) { f.Start, f.End = f.Start+1, f.End+1 },
		"beyond":  func(f *bot.Finding) { f.End = 1000 },
		"before":  func(f *bot.Finding) { f.Start = -1 },
		"no such": func(f *bot.Finding) { f.Field = "alt.7" },
	} {
		w := newWorld(t)
		w.guard.block("4712 Bathurst", nil)
		a := w.draft(bot.Witness, "4712 Bathurst.")
		spoil(&a.Findings[0])
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutAppeal(a) }))
		_, err := w.Rewrite(t.Context(), w.by(ann), a.ID, a.Findings[0].Key(), a.Digest)
		w.refused(err, bot.ErrStale, "stand somewhere else")
		if got := w.appeal(a.ID); got.Revision != a.Revision || got.Content.Texts["en"] != "en: 4712 Bathurst." {
			t.Errorf("%s: it became %q", name, got.Content.Texts["en"])
		}
	}
}

// What begins a sentence begins with a capital afterwards, too.
func TestRewriteBeginsASentence(t *testing.T) {
	d := newWorld(t)
	other := d.guarded(realGuard(t))
	for text, want := range map[string]string{
		"Robbery. Jordan Lee, 15, is wanted.":           "Robbery. A youth, 15, is wanted.",
		"Who saw it? Jordan Lee, 15, is wanted.":        "Who saw it? A youth, 15, is wanted.",
		"Police say that Jordan Lee, 15, is wanted.":    "Police say that a youth, 15, is wanted.",
		"It was near Main St. 4712 Bathurst St. it is.": "It was near Main St. the 4700 block of Bathurst St. it is.",
		"A man left 4712 Bathurst Street.":              "A man left the 4700 block of Bathurst Street.",
	} {
		a := d.draft(bot.Witness, "x")
		a, err := other.Edit(t.Context(), d.by(ann), a.ID, "", func(c *bot.Content) { c.Texts["en"] = text })
		d.must(err)
		for _, f := range a.Findings {
			if f.Suggest == "" || f.Severity != bot.Block {
				continue
			}
			a, err = other.Rewrite(t.Context(), d.by(ann), a.ID, f.Key(), a.Digest)
			d.must(err)
			break
		}
		if got := a.Content.Texts["en"]; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// Only whoever may write may rewrite.
func TestRewriteIsForAuthors(t *testing.T) {
	w := newWorld(t)
	w.guard.block("4712 Bathurst", nil)
	a := w.draft(bot.Witness, "4712 Bathurst")
	_, err := w.Rewrite(t.Context(), w.by(eve), a.ID, a.Findings[0].Key(), a.Digest)
	w.refused(err, bot.ErrDenied)
}
