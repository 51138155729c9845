package guard

import (
	"strings"
	"testing"

	"appealbot/bot"
)

func TestMissingCTA(t *testing.T) {
	line := "Metro Police 416-808-2222 or Crime Stoppers, anonymously, 416-222-TIPS (8477)."
	holds(t, "missing_cta", "en", []sample{
		{text: "Robbery near Yonge and Bloor. Did you see it?⟦⟧", severity: bot.NeedsOverride, suggest: "\n" + line},
		{text: "Robbery near Yonge and Bloor.\n⟦⟧", suggest: line},
		{text: "Señora robada, «ayuda» 🙏⟦⟧"},
		{text: "Call us on 416-555-0199.⟦⟧"},
		{text: "Contact Crime Stoppers.⟦⟧"},
		{text: "Report at tps.ca.evil.example or eviltps.ca.⟦⟧"},
		{text: "Call 9-1-1.⟦⟧"},
		{text: "Write to jo@tps.ca.⟦⟧"},
		{text: "Wanted. Call 9-1-1.", kind: bot.Wanted},
		{text: "Call 416-808-5100."},
		{text: "Call Crime Stoppers, 222-TIPS."},
		{text: "Call four one six, two two two, eight four seven seven."},
		{text: "Report at 222tips.com."},
		{text: "Report at https://www.tps.ca/report?x=1."},
		{text: "Write to 51div@torontopolice.on.ca"},
		{text: "Text CRIMES (274637)."},
		{text: "Located safe. Thank you.", kind: bot.Located},
		{text: "Avoid the area.", kind: bot.SafetyAlert},
	})
	holds(t, "missing_cta", "fr", []sample{
		{text: "Vol près de Guy.⟦⟧", suggest: "\nPolice Metro 416-808-2222 ou, anonymement, Échec au crime 416-222-TIPS (8477)."},
	})
}

func TestContactLineCountsAcrossAThread(t *testing.T) {
	g := newGuard(t)
	text := func(field, s string) Text { return Text{Field: field, Language: "en", Text: s} }
	for name, tc := range map[string]struct {
		texts []Text
		want  string // fields with a finding
	}{
		"in the second part":         {[]Text{text("rendering.metro.en.1", "Robbery."), text("rendering.metro.en.2", "Call 416-808-2222.")}, ""},
		"in no part":                 {[]Text{text("rendering.metro.en.1", "Robbery."), text("rendering.metro.en.2", "Help us.")}, "rendering.metro.en.2"},
		"another account's":          {[]Text{text("rendering.a.en.1", "Call 416-808-2222."), text("rendering.b.en.1", "Robbery.")}, "rendering.b.en.1"},
		"the text is to blame":       {[]Text{text("text.en", "Robbery."), text("rendering.a.en.1", "Robbery.")}, "text.en"},
		"the rendering lost it":      {[]Text{text("text.en", "Call 416-808-2222."), text("rendering.a.en.1", "Robbery.")}, "rendering.a.en.1"},
		"a picture needs none":       {[]Text{text("text.en", "Call 416-808-2222."), text("alt.1", "A grey car.")}, ""},
		"nothing was written so far": {[]Text{text("text.en", " \n")}, ""},
	} {
		fs, err := g.Check(Input{Kind: bot.Witness, CaseNumber: "2026-1", Texts: tc.texts})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range fs {
			if f.Rule == "missing_cta" {
				got = append(got, f.Field)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: findings in %q, want %q", name, got, tc.want)
		}
	}
}

func TestApplyingTheContactLineEndsTheFinding(t *testing.T) {
	g := newGuard(t)
	text := "Vol à Montréal. 👮🏽 Témoin?"
	check := func(s string) []bot.Finding {
		fs, err := g.Check(Input{Kind: bot.Witness, CaseNumber: "2026-1234567", Texts: []Text{{Field: "text.fr", Language: "fr", Text: s}}})
		if err != nil {
			t.Fatal(err)
		}
		return fs
	}
	for range 2 {
		for _, f := range check(text) {
			rs := []rune(text)
			text = string(rs[:f.Start]) + f.Suggest + string(rs[f.End:])
			break
		}
	}
	if fs := check(text); len(fs) > 0 {
		t.Errorf("after both suggestions %q still has %v", text, fs)
	}
}
