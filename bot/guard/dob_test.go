package guard

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
)

func TestDob(t *testing.T) {
	holds(t, "dob", "en", []sample{
		{text: "Jane Doe, DOB ⟦1990-03-05⟧, is missing.", severity: bot.Block},
		{text: "Jane Doe, D.O.B.: ⟦05/03/1990⟧."},
		{text: "Jane Doe, born on ⟦March 5th, 1990⟧."},
		{text: "Jane Doe, born ⟦5 March 1990⟧ in Toronto."},
		{text: "Date of birth: ⟦Mar. 5, 1990⟧."},
		{text: "DOB ⟦05.03.90⟧; dob ⟦19900305⟧; birthdate ⟦1990 03 05⟧."},
		{text: "Jane Doe ⟦1990-03-05⟧ (DOB)."},
		{text: "Wanted: Jane Doe (⟦1990-03-05⟧)."},
		{text: "His birthday is ⟦March 5⟧."},
		{text: "DOB ⟦１９９０－０３－０５⟧."},
		{text: "D\u200bOB ⟦1990/03/05⟧."},
		{text: "Jane was born in ⟦1987⟧ in Hamilton.", severity: bot.Warn},
	})
	holds(t, "dob", "fr", []sample{
		{text: "Jeanne Roy, née le ⟦5 mars 1990⟧ à Laval.", severity: bot.Block},
		{text: "Luc Roy, né le ⟦1er mars 1990⟧."},
		{text: "Date de naissance : ⟦1990-03-05⟧."},
	})
}

func TestDobClean(t *testing.T) {
	holds(t, "dob", "en", []sample{
		{text: "On 2026-11-02, born in Toronto, he left. On March 5, 1990, a robbery took place."},
		{text: "Robbery (2026-11-02), collision (November 2, 2026), Yonge Street (1998-05-03)."},
		{text: "Jane Doe (2026-11-02) was last seen then; the shop was reborn in May 2020."},
		{text: "Crime reference 12/34567/26 and file 05/03/1990-7."},
		{text: "Jane Doe, 36, of Toronto."},
	})
	holds(t, "dob", "fr", []sample{
		{text: "On ne sait rien depuis le 5 mars 1990. Il ne viendra que le 2 novembre 2026."},
	})
}

// Dates of birth as drafts of several forces have them.
func TestDobInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "dob", "en", []sample{
		{text: "DOB: ⟦1987-04-12⟧"},
		{text: "born ⟦12 April 1987⟧ in Oshawa"},
		{text: "Marcus Tellier (⟦1987/04/12⟧) of Vaughan"},
		{text: "born in Toronto, last seen 2026-11-02, aged 39, wearing a 1987 Expos cap."},
		{text: "Jaylen (born ⟦Sept 3, 2011⟧) has not been seen since Monday."},
		{text: "He'll be 30 soon, d.o.b. ⟦96/12/03⟧"},
		{text: "On his birthday he left home; missing since 2026-11-02. Born here and raised here."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "dob", "fr", []sample{
		{text: "née le ⟦3 mars 2009⟧ à Laval"},
		{text: "Date de naissance : ⟦03-03-2009⟧"},
		{text: "né le ⟦trois mars deux mille neuf⟧"},
		{text: "Né à Montréal, vu le 3 mars 2026. Ne le 3 mars pas oublier."},
		{text: "Steeve Morin (né le ⟦14 juin 1992⟧)"},
		{text: "DDN ⟦1992-06-14⟧"},
		{text: "date de naissance, ⟦quatorze juin mille neuf cent quatre-vingt-douze⟧"},
		{text: "L'homme, né un ⟦9 août 1961⟧, a quitté la résidence"},
	})
	holdsUnder(t, packGuard(t, "uk"), "dob", "en", []sample{
		{text: "date of birth ⟦14/02/1991⟧"},
		{text: "D.O.B ⟦14.2.91⟧"},
		{text: "she was born on the ⟦14th of February, 1991⟧"},
		{text: "The newborn was found on 14/11/2026. Reference 14/021991/26."},
		{text: "b. ⟦14/06/1992⟧"},
		{text: "DoB is ⟦14-Jun-1992⟧"},
		{text: "born ⟦fourteenth of June nineteen ninety two⟧"},
		{text: "b o r n  ⟦7 t h  F e b r u a r y  1 9 9 1⟧"},
		{text: "The reborn charity shop; the club was founded on 14 June 1992. B. Smith called on 14/11/2026."},
		{text: "The wanted man was born on ⟦5.6.88⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "dob", "en", []sample{
		{text: "d/o/b ⟦02-14-91⟧"},
		{text: "birth date ⟦February fourteenth, nineteen ninety-one⟧"},
		{text: "D o B ⟦zero two, fourteen, nineteen ninety-one⟧"},
		{text: "birthday is ⟦Feb. 14, '91⟧"},
		{text: "He turned 16 this year and was last seen on 02/14/2026."},
		{text: "Birthdate: ⟦06.14.1992⟧"},
		{text: "her birthday, ⟦June 14, 1992⟧, is next week"},
		{text: "The murder of June 14, 1992 remains unsolved. Stillborn hope."},
		{text: "Subject: HARLAN, DEAN A., W/M, ⟦03/09/1979⟧ DOB"},
	})
}

// The age takes the place of the date and of what leads up to it, as long as
// nobody has to guess which number is the month.
func TestTheAgeIsSuggestedForADateOfBirth(t *testing.T) {
	g := newGuard(t)
	for _, tc := range []struct{ lang, text, span, suggest string }{
		{"en", "He was born 12 April 1987 in Oshawa.", "born 12 April 1987", "aged 39"},
		{"en", "Marcus Tellier (1987-12-31) of Vaughan", "1987-12-31", "38"},
		{"en", "Date of birth: 14/02/1991.", "Date of birth: 14/02/1991", "Aged 35"},
		{"en", "D.O.B. 14.2.91, of Leeds", "D.O.B. 14.2.91", "Aged 35"},
		{"en", "DOB zero nine / twenty-two / nineteen ninety-three", "DOB zero nine / twenty-two / nineteen ninety-three", "Aged 33"},
		{"en", "DOB 03/05/2009", "DOB 03/05/2009", "Aged 17"},
		{"en", "DOB 12/05/2009", "12/05/2009", ""}, // May or December
		{"en", "1990-03-05 (DOB)", "1990-03-05", ""},
		{"fr", "Elle est née le 3 mars 2009 à Laval, selon sa mère.", "née le 3 mars 2009", "âgée de 17 ans"},
		{"fr", "Il est né le 12 décembre 1992 à Laval, selon sa mère.", "né le 12 décembre 1992", "âgé de 33 ans"},
	} {
		fs, err := g.Check(Input{
			Kind: bot.Witness, Now: time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC),
			Texts: []Text{{Field: "text." + tc.lang, Language: tc.lang, Text: tc.text}},
		})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(fs, func(f bot.Finding) bool { return f.Rule == "dob" })
		if i < 0 || fs[i].Span != tc.span || fs[i].Suggest != tc.suggest {
			t.Errorf("%q: %+v, want %q for %q", tc.text, fs, tc.suggest, tc.span)
		}
	}
}

// Dates of birth as people write them who are in a hurry, or have something to hide.
func TestDobWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "dob", "en", []sample{
		{text: "D0B ⟦1987-O4-12⟧"},
		{text: "DOB ⟦O4-O5-1990⟧"},
		{text: "born on the ⟦12th of Apr1l 1987⟧"},
		{text: "The missing woman's date of birth is ⟦May 12th, 1970⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "dob", "en", []sample{
		{text: "DOB: ⟦two fourteen ninety-one⟧"},
		{text: "KAYLA MOORE, born ⟦01/22/2014⟧, brown hair"},
		{text: "(DOB ⟦5/12/70⟧)"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "dob", "fr", []sample{
		{text: "né le ⟦3 mаrs 2009⟧"},
		{text: "elle est née à Québec le ⟦12 mai 1970⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "dob", "en", []sample{
		{text: "D.O.B. ⟦1 4 / 0 2 / 1 9 9 1⟧"},
		{text: "b-day ⟦0 2 / 1 4 / 9 1⟧"},
		{text: "date of b1rth ⟦fourteen, two, ninety-one⟧"},
		{text: "B-Day at the Co-op is 14 of us. A day of birds."},
	})
}
