package guard

import (
	"testing"

	"appealbot/bot"
)

func TestMissingCaseNumber(t *testing.T) {
	holds(t, "missing_case_number", "en", []sample{
		{text: "Robbery. Call 416-808-2222.⟦⟧", severity: bot.Warn, suggest: "\nCase 2026-1234567"},
		{text: "Robbery, case 2026-7654321.⟦⟧"},
		{text: "Robbery, case 2026-1234567."},
		{text: "Robbery #GO1234567."},
		{text: "Robbery GO 2026-1234567"},
		{text: "Robbery, case 2026 1234567 or ２０２６-１２３４５６７."},
		{text: "Located safe.", kind: bot.Located},
		{text: "Thank you: an arrest was made.⟦⟧", kind: bot.Arrest},
	})
	holds(t, "missing_case_number", "fr", []sample{
		{text: "Vol.⟦⟧", suggest: "\nDossier 2026-1234567"},
	})
}

func TestAnyCaseNumberServesWhileTheCaseHasNone(t *testing.T) {
	g := newGuard(t)
	for text, want := range map[string]int{"Robbery, 2026-1234567, 416-808-2222": 0, "Robbery on 2026-11-02, 416-808-2222": 1} {
		fs, err := g.Check(Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Text: text}}})
		if err != nil || len(fs) != want {
			t.Errorf("%q: %v %v, want %d findings", text, fs, err, want)
		}
		if want == 1 && fs[0].Suggest != "" {
			t.Errorf("%q: suggests %q, but no number is known", text, fs[0].Suggest)
		}
	}
}
