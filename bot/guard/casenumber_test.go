package guard

import (
	"cmp"
	"slices"
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

func TestReferencesOfManyForms(t *testing.T) {
	g := newGuard(t)
	for text, want := range map[string]bool{
		"Quote #GO1234567.": true, "Occurrence 26-123456.": true, "Quote log 123 of 2 May.": true, "Crime ref 42/12345/26.": true,
		"Crime reference number 1234567/26.": true, "Case no. 26-1234.": true, "Dossier 45-260502-001.": true, "Incident #345.": true,
		"CAD 1234/02MAY26.": true, "Reference: 26MPS123456.": true, "Numéro d'événement 260502-014.": true, "File number 2026-99881.": true,
		"In case of rain.": false, "A case of 24 beers.": false, "Call 416-808-2222 with reference to it.": false, "The incident took place at 3 a.m.": false,
		"File a report at 51 Division.": false, "Un dossier de 12 pages.": false, "Three men fled.": false, "": true,
	} {
		fs, err := g.Check(Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Language: "en", Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		got := true
		for _, f := range fs {
			got = got && f.Rule != "missing_case_number"
		}
		if got != want {
			t.Errorf("%q has a number: %v, want %v", text, got, want)
		}
	}
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

// Numbers of files as drafts of several forces have them, and lack them.
func TestFileNumbersInDrafts(t *testing.T) {
	for _, tc := range []struct {
		pack, kind, language, text string
		want                       bool
	}{
		{"ca-on", "", "en", "Robbery at Yonge and Bloor. Call 416-808-5300.", false},
		{"ca-on", "", "fr", "Vol à main armée. Composez le 416 808-2222 le 12 novembre 2026.", false},
		{"ca-on", "missing", "en", "Missing: Ivan, 72, 5'9\", 160 lb, last seen Nov 3, 2026 at 14:20. 416-808-5500 or 9-1-1.", false},
		{"ca-on", "vehicle", "en", "Sought: 2019 Ford F-150, plate CKXR 482, Hwy 401. Call 416-808-1900.", false},
		{"uk", "", "en", "Two men, aged 20 to 25, ran off down the A49. Call 101 or 0800 555 111.", false},
		{"uk", "", "en", "Incident on High Street at 11pm on 14/11/2026. Call 101.", false},
		{"us", "", "en", "Hit-and-run on Route 40 at 6:50 p.m. Call 614-555-0100 or 1-800-222-8477.", false},
		{"us", "", "en", "Report tips at p3tips.com. Suspect took $3,870 from 4 registers, 2026 model truck.", false},
		{"ca-on", "", "en", "Robbery. 416-808-5300. Occurrence no. 2026-2280011.", true},
		{"ca-on", "", "en", "Robbery. 416-808-5300. 26-0337781", true},
		{"ca-on", "", "en", "Robbery. 416-808-5300, GU26-41881 (occurrence)", true},
		{"ca-on", "", "fr", "Vol. 416 808-5300. Dossier E261533377.", true},
		{"ca-on", "", "fr", "Vol. No d'incident 2026-118843. 416 808-5300", true},
		{"uk", "", "en", "Call 101 quoting 441 of 15 November.", true},
		{"uk", "", "en", "Call 101, quote 187 of the 22nd.", true},
		{"uk", "", "en", "101, NS/26/40771.", true},
		{"uk", "", "en", "101, quoting 26*711290.", true},
		{"uk", "", "en", "Call 101, CRI/06DD/0034871/26.", true},
		{"us", "", "en", "614-555-0100, case 26-51870.", true},
		{"us", "", "en", "614-555-0100. Report #2026-00051844.", true},
		{"us", "", "en", "614-555-0100. CCN 26104512", true},
		{"us", "", "en", "614-555-0100. IR 26-00451-A", true},
	} {
		fs, err := packGuard(t, tc.pack).Check(Input{
			Kind: cmp.Or(bot.Kind(tc.kind), bot.Witness), Texts: []Text{{Field: "text." + tc.language, Language: tc.language, Text: tc.text}},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := !slices.ContainsFunc(fs, func(f bot.Finding) bool { return f.Rule == "missing_case_number" })
		if got != tc.want {
			t.Errorf("%s: %q has a number: %v, want %v", tc.pack, tc.text, got, tc.want)
		}
	}
}
