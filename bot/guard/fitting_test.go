package guard

import (
	"testing"

	"appealbot/bot"
)

// TestRewritesReadWell looks at what a text becomes when the first finding of
// a rule is replaced by what is offered for it.
func TestRewritesReadWell(t *testing.T) {
	g := newGuard(t)
	for _, c := range []struct{ rule, language, text, want string }{
		{"witness_identity", "en", "The store clerk saw the man leave.", "The witness saw the man leave."},
		{"witness_identity", "en", "According to Kevin Brooks, two men ran north.", "According to a witness, two men ran north."},
		{"witness_identity", "fr", "Un livreur de pizza a aperçu le suspect.", "Un témoin a aperçu le suspect."},
		{"youth_accused", "en", "Police say that Jordan Lee, 15, is wanted.", "Police say that a youth, 15, is wanted."},
		{"minor_identity", "fr", "Samedi, Chloé Roy, 9 ans, a été blessée.", "Samedi, un enfant, 9 ans, a été blessée."},
		{"victim_identity", "en", "A pickup hit Gurpreet Dhillon as he crossed High Street.", "A pickup hit a man as he crossed High Street."},
		{"suspect_named", "en", "Investigators have linked Dwight Pinson to the fire.", "Investigators have linked a suspect to the fire."},
		{"guilt_language", "en", "The accused, Lena Mroz, stole $40,000.", "The accused, Lena Mroz, allegedly stole $40,000."},
		// Nothing fits here, and nothing is offered.
		{"victim_identity", "en", "The assault left Mr. Gerald Ashcombe with a broken jaw.", ""},
		{"witness_identity", "en", "Two employees of the Esso heard the shots and called 911.", ""},
		{"witness_identity", "fr", "La caissière de la pharmacie a vu l'homme.", ""},
		{"witness_identity", "en", "Bus driver Hamid Rezaei saw the suspect board.", ""},
	} {
		fs, err := g.Check(Input{Kind: bot.Update, CaseNumber: "2026-1234567", Texts: []Text{{Field: "text." + c.language, Language: c.language, Text: c.text}}})
		if err != nil {
			t.Fatal(err)
		}
		got := "not found"
		for _, f := range fs {
			if f.Rule != c.rule {
				continue
			}
			got = ""
			if r := []rune(c.text); f.Suggest != "" {
				got = string(r[:f.Start]) + f.Suggest + string(r[f.End:])
			}
			break
		}
		if got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}
