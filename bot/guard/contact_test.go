package guard

import (
	"cmp"
	"slices"
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

func TestContactsOfOtherCountries(t *testing.T) {
	for text, want := range map[string]string{
		"uk Call 101 quoting 123 of 2 May.": "yes", "uk Contact Crimestoppers anonymously.": "yes", "uk Ring 0800 555 111.": "yes", "uk Tell us at www.met.police.uk/report.": "yes",
		"uk Do not call Crimestoppers.": "no", "uk A Crimestoppers poster was torn.": "no", "uk There are 101 reasons.": "yes", "uk Call 999.": "no", "uk Call 111.": "no", "uk Call 07700 900123.": "no",
		"us Call 911.": "yes", "us Call 1-800-222-TIPS.": "yes", "us Call 988.": "no", "us Contact Crime Stoppers.": "no", "us Report at p3tips[.]com.": "yes",
		"ca-on Call 211.": "no", "ca-on Report at 222tips[dot]com.": "yes",
	} {
		pack, text, _ := strings.Cut(text, " ")
		g := newGuardIn(t, pack)
		fs, err := g.Check(Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Language: "en", Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		got := "yes"
		for _, f := range fs {
			if f.Rule == "missing_cta" {
				got = "no"
			}
		}
		if got != want {
			t.Errorf("%s: %q says how to reach the police: %s, want %s", pack, text, got, want)
		}
	}
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

// newGuardIn makes a guard with the default rules in another country, with what
// everybody there may call.
func newGuardIn(t testing.TB, land string) *Guard {
	t.Helper()
	p := DefaultPolicy()
	switch land {
	case "uk":
		p.Lists = Lists{
			Phones: []string{"999", "112", "101", "105", "111", "0800 555 111"}, LinkDomains: []string{"police.uk", "crimestoppers-uk.org"},
			Contact: map[string]string{"en": "101 or, anonymously, Crimestoppers 0800 555 111."},
		}
	case "us":
		p.Lists = Lists{
			Phones: []string{"9-1-1", "911", "988", "1-800-222-TIPS (8477)"}, LinkDomains: []string{"p3tips.com"},
			Contact: map[string]string{"en": "911 or, anonymously, Crime Stoppers 1-800-222-TIPS (8477)."},
		}
	}
	p.Name = land
	g, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Ways to reach the police as drafts of several forces have them, and lack them.
func TestContactsInDrafts(t *testing.T) {
	for _, tc := range []struct {
		pack, kind, language, text string
		want                       bool
	}{
		{"ca-on", "", "en", "Shots fired near Weston Road and Lawrence. Did you see a grey Infiniti? Reference 2026-2280001.", false},
		{"ca-on", "missing", "en", "Have you seen Ivan, 72? Please let us know. GO 2026-2280002", false},
		{"ca-on", "", "fr", "Avez-vous vu quelque chose? Parlez aux enquêteurs. Événement 2026-2280003", false},
		{"uk", "", "en", "Burglary on Beech Grove. If you can help, get in touch quoting 22/110101/26.", false},
		{"uk", "vehicle", "en", "Blue Corsa wanted. Message us on Facebook. Log 118 of 18 November.", false},
		{"us", "", "en", "Robbery at 5th and Vine. Tell a detective. Case 26-0118001.", false},
		{"us", "footage", "en", "Doorbell video? DM us! Case 26-0118002.", false},
		{"us", "", "en", "Call Gus at 614-555-0177 with info. Case 26-0118003.", false},
		{"ca-on", "", "en", "Call Crime Stoppers at 1-800-222-8477 or 416.808.3100. 2026-2280004", true},
		{"ca-on", "", "en", "Appelez/Call 416 808 2222 poste 5. 2026-2280005", true},
		{"ca-on", "wanted", "en", "If you see him call 9-1-1. 2026-2280006", true},
		{"ca-on", "", "fr", "Échec au crime, 1 800 222-TIPS (8477), ou la division 51 au 416 808-5100. 2026-2280007", true},
		{"ca-on", "", "en", "E-mail homicide@torontopolice.on.ca. 2026-2280008", true},
		{"uk", "", "en", "You can report this online at northshire.police.uk/appeal. 22/110102/26", true},
		{"uk", "", "en", "Ring 1-0-1 quoting 22/110103/26.", true},
		{"uk", "", "en", "Call one zero one, log 12 of 3 May.", true},
		{"uk", "", "en", "Call Crimestoppers anonymously or contact us via 101.", true},
		{"us", "", "en", "Text TIP614 to 847411? or call 1-800-222-TIPS. 26-0118004", true},
		{"us", "wanted", "en", "Spot him? Dial nine-one-one. 26-0118005", true},
		{"us", "", "en", "Submit a tip at p3tips.com/614. 26-0118006", true},
	} {
		fs, err := packGuard(t, tc.pack).Check(Input{
			Kind: cmp.Or(bot.Kind(tc.kind), bot.Witness), Texts: []Text{{Field: "text." + tc.language, Language: tc.language, Text: tc.text}},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := !slices.ContainsFunc(fs, func(f bot.Finding) bool { return f.Rule == "missing_cta" })
		if got != tc.want {
			t.Errorf("%s: %q says how to reach the police: %v, want %v", tc.pack, tc.text, got, tc.want)
		}
	}
}
