package guard

import (
	"testing"

	"appealbot/bot"
)

// What is suggested reads well in its place.
func TestSuggestionsFitTheirPlace(t *testing.T) {
	holds(t, "youth_accused", "en", []sample{
		{text: "⟦Jordan Lee⟧, 15, is wanted for a robbery.", suggest: "A youth"},
		{text: "Robbery at King and Bay. ⟦Jordan Lee⟧, 15, is wanted.", suggest: "A youth"},
		{text: "Do you know him?\n⟦Jordan Lee⟧, 15, is wanted.", suggest: "A youth"},
		{text: "Police say that ⟦Jordan Lee⟧, 15, is wanted.", suggest: "a youth"},
		{text: "A 15-year-old, ⟦Jordan Lee⟧, was arrested after a robbery.", suggest: "who cannot be named"},
		{text: "Police were called to a robbery; ⟦Jordan Lee⟧, 15, is wanted for it.", suggest: "a youth"},
	})
	holds(t, "youth_accused", "fr", []sample{
		{text: "⟦Luc Tremblay⟧, 16 ans, a été arrêté.", suggest: "Un jeune"},
	})
	holds(t, "witness_identity", "en", []sample{
		{text: "The ⟦store clerk⟧ saw the man leave.", suggest: "witness"},
		{text: "According to ⟦Kevin Brooks⟧, two men ran north.", suggest: "a witness"},
	})
	holds(t, "address_exact", "en", []sample{
		{text: "She lives near the corner and left ⟦4712 Bathurst Street⟧.", suggest: "the 4700 block of Bathurst Street"},
	})
	holds(t, "tracking_link", "en", []sample{
		{text: "Read more. ⟦https://tps.ca/a?utm_source=x&id=4⟧", suggest: "https://tps.ca/a?id=4"},
	})
}

// Whatever is suggested for the labelled drafts exchanges exactly the span, and the
// rule is content with the place afterwards. One in a hundred may need another look:
// "Mail carrier Doug Sieber" becomes a mail carrier who is a witness.
func TestSuggestionsSettleTheirFindings(t *testing.T) {
	guards := map[string]*Guard{}
	for _, name := range Packs() {
		guards[name] = packGuard(t, name)
	}
	all, left := 0, 0
	for _, d := range labelled[labelledDraft](t, "drafts.jsonl") {
		check := func(text string) []bot.Finding {
			fs, err := guards[d.Jurisdiction].Check(Input{Kind: d.Kind, CaseNumber: "2026-1234567", Texts: []Text{{Field: "text", Language: d.Lang, Text: text}}})
			if err != nil {
				t.Fatalf("%s: %v", d.ID, err)
			}
			return fs
		}
		for _, f := range check(d.Text) {
			if f.Suggest == "" {
				continue
			}
			all++
			rs := []rune(d.Text)
			if string(rs[f.Start:f.End]) != f.Span {
				t.Errorf("%s: %s stands at %q, not at %q", d.ID, f.Rule, string(rs[f.Start:f.End]), f.Span)
				continue
			}
			end := f.Start + len([]rune(f.Suggest))
			for _, still := range check(string(rs[:f.Start]) + f.Suggest + string(rs[f.End:])) {
				if still.Rule == f.Rule && still.Start <= end && still.End >= f.Start {
					left++
					t.Logf("%s: %s for %q, and %s still objects to %q", d.ID, f.Suggest, f.Span, f.Rule, still.Span)
				}
			}
		}
	}
	if all < 100 || left*100 > all {
		t.Errorf("%d of %d suggestions do not settle their findings", left, all)
	}
}
