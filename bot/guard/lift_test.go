package guard

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// named checks one text and returns the findings of one rule.
func named(t *testing.T, g *Guard, in Input, rule, text string) []bot.Finding {
	t.Helper()
	in.CaseNumber, in.Now = "2026-1234567", noon
	if in.Kind == "" {
		in.Kind = bot.Witness
	}
	in.Texts = []Text{{Field: "text.en", Language: "en", Text: text}}
	fs, err := g.Check(in)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(fs, func(f bot.Finding) bool { return f.Rule != rule })
}

func TestARecordLiftsOnlyWhatIsAboutItsSubject(t *testing.T) {
	g := newGuard(t)
	subjects := []bot.Subject{{ID: "P1", Name: "John Smith", As: bot.AsAccused}, {ID: "P2", Name: "Kyle Brandt", As: bot.AsAccused}}
	day := noon.Add(-24 * time.Hour)
	for name, c := range map[string]struct {
		record bot.Record
		basis  bool
		stands int // findings
	}{
		"warrant about them":         {bot.Record{Kind: bot.RecordWarrant, Subject: "P1", Number: "W-1", Made: day}, true, 1},
		"warrant about another":      {bot.Record{Kind: bot.RecordWarrant, Subject: "P2", Made: day}, false, 1},
		"warrant about nobody":       {bot.Record{Kind: bot.RecordWarrant, Made: day}, false, 1},
		"threat to life":             {bot.Record{Kind: bot.RecordThreat, Subject: "P1", Made: day}, true, 1},
		"a youth order":              {bot.Record{Kind: bot.RecordOrder, Subject: "P1", Made: day}, false, 1},
		"consent":                    {bot.Record{Kind: bot.RecordConsent, Subject: "P1", Made: day}, false, 1},
		"warrant that is taken back": {bot.Record{Kind: bot.RecordWarrant, Subject: "P1", Made: day, Ended: bot.Mark{At: noon}}, false, 1},
	} {
		fs := named(t, g, Input{Subjects: subjects, Records: []bot.Record{c.record}}, "suspect_named", "The suspect is John Smith.")
		if len(fs) != c.stands || (fs[0].Basis != "") != c.basis {
			t.Errorf("%s: %+v", name, fs)
		}
	}
}

func TestTheCaseDecidesWhetherAChargedPersonIsNamed(t *testing.T) {
	g := newGuard(t)
	const text = "John Smith, 42, has been charged with robbery."
	subjects := []bot.Subject{{ID: "P1", Name: "John Smith", As: bot.AsAccused}}
	if fs := named(t, g, Input{Subjects: subjects}, "suspect_named", text); len(fs) != 0 {
		t.Errorf("without records the text decides: %+v", fs)
	}
	kin := bot.Record{Kind: bot.RecordKin, Subject: "P1", Made: noon.Add(-time.Hour)}
	fs := named(t, g, Input{Subjects: subjects, Records: []bot.Record{kin}}, "suspect_named", text)
	if len(fs) != 1 || fs[0].Basis != "" || !strings.Contains(fs[0].Why, "the case holds none") {
		t.Errorf("without a charge on the case: %+v", fs)
	}
	charge := bot.Record{Kind: bot.RecordCharge, Subject: "P1", Made: noon.Add(-time.Hour)}
	fs = named(t, g, Input{Subjects: subjects, Records: []bot.Record{kin, charge}}, "suspect_named", text)
	if len(bot.Open(fs, nil)) != 0 {
		t.Errorf("with a charge on the case: %+v", fs)
	}
}

func TestAnOrderLapsesAfterFiveDays(t *testing.T) {
	g := newGuard(t)
	subjects := []bot.Subject{{ID: "P1", Name: "Jayden Smith", As: bot.AsAccused, Born: time.Date(2010, 1, 2, 0, 0, 0, 0, time.UTC)}}
	for age, lifted := range map[time.Duration]bool{time.Hour: true, 5*24*time.Hour - time.Second: true, 5 * 24 * time.Hour: false} {
		order := bot.Record{ID: "B7", Kind: bot.RecordOrder, Subject: "P1", Number: "Y-7", Made: noon.Add(-age)}
		fs := named(t, g, Input{Kind: bot.Wanted, Subjects: subjects, Records: []bot.Record{order}}, "youth_accused", "WANTED: Jayden Smith, 16.")
		if len(fs) != 1 || (fs[0].Basis != "") != lifted || (fs[0].Record == "B7") != lifted {
			t.Fatalf("an order made %s ago: %+v", age, fs)
		}
		if strings.Contains(fs[0].Why, "ceased on") == lifted {
			t.Errorf("an order made %s ago: %s", age, fs[0].Why)
		}
	}
}

func TestWhichRecordsLetAVictimBeNamed(t *testing.T) {
	g := newGuard(t)
	subjects := []bot.Subject{{ID: "P1", Name: "Maria Lopez", As: bot.AsVictim}, {ID: "P2", Name: "Peter Novak", As: bot.AsDeceased}}
	const living, dead = "The victim, Maria Lopez, is in hospital.", "Peter Novak was pronounced dead at the scene."
	for name, c := range map[string]struct {
		rule, text string
		record     bot.Record
		lifted     bool
	}{
		"consent of the living":            {"victim_identity", living, bot.Record{Kind: bot.RecordConsent, Subject: "P1"}, true},
		"consent of somebody else":         {"victim_identity", living, bot.Record{Kind: bot.RecordConsent, Subject: "P2"}, false},
		"next of kin of the living":        {"victim_identity", living, bot.Record{Kind: bot.RecordKin, Subject: "P1"}, false},
		"next of kin of the dead":          {"deceased_nok", dead, bot.Record{Kind: bot.RecordKin, Subject: "P2"}, true},
		"consent without next of kin":      {"deceased_nok", dead, bot.Record{Kind: bot.RecordConsent, Subject: "P2"}, false},
		"next of kin is not yet a consent": {"victim_identity", dead, bot.Record{Kind: bot.RecordKin, Subject: "P2"}, false},
	} {
		c.record.Made = noon.Add(-time.Hour)
		fs := named(t, g, Input{Kind: bot.Update, Subjects: subjects, Records: []bot.Record{c.record}}, c.rule, c.text)
		if len(fs) != 1 || (fs[0].Basis != "") != c.lifted {
			t.Errorf("%s: %+v", name, fs)
		}
	}
}

// Whoever was under 18 at the offence stays a youth however old they were when
// arrested, and an arrest alone says the least that is known.
func TestTheDayOfTheOffenceDecidesWhoIsAYouth(t *testing.T) {
	g := newGuard(t)
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	born := day(2008, 6, 15)
	for name, c := range map[string]struct {
		offence, arrest time.Time
		found           int
	}{
		"17 at the offence, 18 at the arrest": {day(2026, 6, 14), day(2026, 6, 16), 1},
		"18 on the day of the offence":        {day(2026, 6, 15), day(2026, 6, 16), 0},
		"only the arrest is known, at 17":     {time.Time{}, day(2026, 6, 1), 1},
		"only the arrest is known, at 18":     {time.Time{}, day(2026, 7, 1), 0},
		"neither is known, 18 by now":         {time.Time{}, time.Time{}, 0},
	} {
		subjects := []bot.Subject{{ID: "P1", Name: "Jayden Smith", As: bot.AsAccused, Born: born, Offence: c.offence, Arrest: c.arrest}}
		fs := named(t, g, Input{Kind: bot.Arrest, Subjects: subjects}, "youth_accused", "Jayden Smith, 18, has been charged with robbery.")
		if len(fs) != c.found {
			t.Errorf("%s: %+v", name, fs)
		}
	}
}
