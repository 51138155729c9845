package guard

import (
	"testing"

	"appealbot/bot"
)

func TestMissing911(t *testing.T) {
	holds(t, "missing_911", "en", []sample{
		{text: "Wanted for robbery.⟦⟧", kind: bot.Wanted, severity: bot.Hint, suggest: "\nDo not approach. Call 9-1-1."},
		{text: "A child was taken.⟦⟧", kind: bot.Amber},
		{text: "Avoid the area.⟦⟧", kind: bot.SafetyAlert, suggest: "\nIn an emergency, call 9-1-1."},
		{text: "He is considered armed and dangerous.⟦⟧"},
		{text: "The man may be armed.⟦⟧", kind: bot.Identify},
		{text: "Do not approach him.⟦⟧"},
		{text: "She is believed to be dangerous. Call 416-808-2222.⟦⟧"},
		{text: "He is armed. Call 999.⟦⟧"},
		{text: "Wanted for robbery. If you see him, call 9-1-1.", kind: bot.Wanted},
		{text: "Wanted. Do not approach, call 911 or 416-808-2222.", kind: bot.Wanted},
		{text: "Wanted. Dial nine one one.", kind: bot.Wanted},
		{text: "He is armed and dangerous: ９１１."},
		{text: "Armed robbery near Yonge Street. Call 416-808-2222."},
		{text: "The man was not armed."},
		{text: "A dangerous intersection was closed."},
		{text: "The suspect is in custody.", kind: bot.Arrest},
		{text: "Located safe.", kind: bot.Located},
		{text: "Bike found."},
	})
	holds(t, "missing_911", "fr", []sample{
		{text: "Recherché pour vol.⟦⟧", kind: bot.Wanted, suggest: "\nN'approchez pas. Composez le 9-1-1."},
		{text: "L'homme est armé et dangereux.⟦⟧"},
		{text: "Il est considéré comme dangereux.⟦⟧"},
		{text: "Il pourrait être armé.⟦⟧"},
		{text: "N'approchez pas cet homme.⟦⟧"},
		{text: "Il est armé et dangereux. Composez le 9-1-1."},
		{text: "Vol à main armée rue Guy."},
		{text: "L'homme n'est pas dangereux."},
	})
}

func TestTheEmergencyNumberIsTheCountrys(t *testing.T) {
	g := newGuardIn(t, "uk")
	for text, want := range map[string]string{"Wanted. Call 999.": "", "Wanted. Call 911.": "\nDo not approach. Call 999."} {
		fs, err := g.Check(Input{Kind: bot.Wanted, Texts: []Text{{Field: "text.en", Language: "en", Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range fs {
			if f.Rule == "missing_911" {
				got = f.Suggest
			}
		}
		if got != want {
			t.Errorf("%q: suggests %q, want %q", text, got, want)
		}
	}
}
