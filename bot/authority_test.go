package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

// papers is a case with a warrant until one o'clock about P1.
func papers(more ...bot.Record) bot.Case {
	k := bot.Case{Number: "2026-1234567", Opened: noon.Add(-time.Hour), Records: []bot.Record{
		{ID: "B1", Kind: bot.RecordWarrant, Subject: "P1", Number: "W-1", Made: noon.Add(-time.Hour), Expires: noon.Add(time.Hour)},
	}}
	k.Records = append(k.Records, more...)
	return k
}

func TestWhatCarriesARecord(t *testing.T) {
	until := func(h time.Duration) time.Time { return noon.Add(h * time.Hour) }
	ended := bot.Mark{Name: "Dev", At: noon.Add(-time.Minute)}
	for _, tt := range []struct {
		name string
		k    bot.Case
		id   bot.ID
		by   bot.ID
		ends time.Time
	}{
		{"itself", papers(), "B1", "B1", until(1)},
		{"a later one about the same", papers(bot.Record{ID: "B2", Kind: bot.RecordWarrant, Subject: "P1", Made: noon, Expires: until(3)}), "B1", "B2", until(3)},
		{"one that never ends", papers(bot.Record{ID: "B2", Kind: bot.RecordWarrant, Subject: "P1", Made: noon}), "B1", "B2", time.Time{}},
		{"the longest", papers(
			bot.Record{ID: "B2", Kind: bot.RecordWarrant, Subject: "P1", Made: noon, Expires: until(4)},
			bot.Record{ID: "B3", Kind: bot.RecordWarrant, Subject: "P1", Made: noon, Expires: until(2)}), "B1", "B2", until(4)},
		{"not about another", papers(bot.Record{ID: "B2", Kind: bot.RecordWarrant, Subject: "P2", Made: noon, Expires: until(3)}), "B1", "B1", until(1)},
		{"not of another kind", papers(bot.Record{ID: "B2", Kind: bot.RecordConsent, Subject: "P1", Made: noon, Expires: until(3)}), "B1", "B1", until(1)},
		{"not one taken back", papers(bot.Record{ID: "B2", Kind: bot.RecordWarrant, Subject: "P1", Made: noon, Expires: until(3), Ended: ended}), "B1", "B1", until(1)},
		{"nothing carries what was taken back", bot.Case{Records: []bot.Record{
			{ID: "B1", Kind: bot.RecordConsent, Subject: "P1", Ended: ended},
			{ID: "B2", Kind: bot.RecordConsent, Subject: "P1", Made: noon.Add(-time.Hour)},
		}}, "B1", "B1", ended.At},
		{"not another order of a court", bot.Case{Records: []bot.Record{
			{ID: "B1", Kind: bot.RecordCourt, Number: "1", Made: noon, Expires: until(1)},
			{ID: "B2", Kind: bot.RecordCourt, Number: "2", Made: noon, Expires: until(9)},
		}}, "B1", "B1", until(1)},
		{"the same order of a court", bot.Case{Records: []bot.Record{
			{ID: "B1", Kind: bot.RecordCourt, Number: "1", Made: noon, Expires: until(1)},
			{ID: "B2", Kind: bot.RecordCourt, Number: "1", Made: noon, Expires: until(9)},
		}}, "B1", "B2", until(9)},
		{"an order about a young person ceases by itself", bot.Case{Records: []bot.Record{
			{ID: "B1", Kind: bot.RecordOrder, Subject: "P1", Made: noon.Add(-time.Hour)},
		}}, "B1", "B1", noon.Add(-time.Hour).AddDate(0, 0, 5)},
	} {
		f, known := tt.k.Footing(tt.id, noon)
		if !known || f.Record.ID != tt.id || f.By.ID != tt.by || !f.Ends().Equal(tt.ends) {
			t.Errorf("%s: carried by %s until %v, want %s until %v", tt.name, f.By.ID, f.Ends(), tt.by, tt.ends)
		}
	}
	if _, known := papers().Footing("B9", noon); known {
		t.Error("a record that the case does not have carries something")
	}
}

func TestWhatRestsOnAPaperThatEndsIsRefused(t *testing.T) {
	k := papers(bot.Record{ID: "B2", Kind: bot.RecordConsent, Subject: "P1", Number: "mother", Made: noon.Add(-time.Hour), Ended: bot.Mark{Name: "Dev", At: noon.Add(-time.Minute)}})
	for _, tt := range []struct {
		name    string
		ids     []bot.ID
		at, now time.Time
		says    string
	}{
		{"nothing", nil, noon.AddDate(1, 0, 0), noon, ""},
		{"before its end", []bot.ID{"B1"}, noon.Add(59 * time.Minute), noon, ""},
		{"at its end", []bot.ID{"B1"}, noon.Add(time.Hour), noon, "It is to be published at 13:00, and warrant W-1 (B1) ends before that, at 13:00."},
		{"when it is over", []bot.ID{"B1"}, noon.Add(time.Hour), noon.Add(time.Hour), "This appeal rests on warrant W-1 (B1), and it ceased at 13:00. File a new paper"},
		{"taken back", []bot.ID{"B1", "B2"}, noon, noon, "This appeal rests on consent mother (B2), and Dev took it back at 11:59."},
		{"not there", []bot.ID{"B1", "B7"}, noon, noon, "This appeal rests on record B7, and case 2026-1234567 has no such record."},
	} {
		err := k.Carry(tt.ids, tt.at, tt.now)
		switch {
		case tt.says == "" && err == nil:
		case tt.says == "" || err == nil || !errors.Is(err, bot.ErrInvalid) || !strings.Contains(err.Error(), tt.says):
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestAnAppealRestsOnWhatItNamesAndOnWhatLetsItPass(t *testing.T) {
	a := draft(bot.Editing)
	if got := a.Rests(); len(got) != 0 {
		t.Errorf("it rests on %v", got)
	}
	a.Content.Authority = []bot.ID{"B2"}
	a.Findings = []bot.Finding{{Record: "B1"}, {}, {Record: "B2"}, {Record: "B1"}}
	if got := a.Rests(); len(got) != 2 || got[0] != "B2" || got[1] != "B1" {
		t.Errorf("it rests on %v", got)
	}
}

func TestTheDigestCoversWhatAPlanRestsOn(t *testing.T) {
	p := draft(bot.Editing).Plan
	seen := map[string]string{p.Digest(): "nothing"}
	for _, ids := range [][]bot.ID{{"B1"}, {"B2"}, {"B1", "B2"}, {"B2", "B1"}, {"B1B2"}} {
		p.Authority = ids
		if was, twice := seen[p.Digest()]; twice {
			t.Errorf("%v and %s have one digest", ids, was)
		}
		seen[p.Digest()] = "another"
	}
}

func TestArrestIsRead(t *testing.T) {
	for why, want := range map[string]bool{
		"arrested": true, "Arrested: at his home": true, " arrêtée, à Laval": true, "arrestation": true,
		"": false, "he was not arrested": false, "arresting officer asks": false, "set aside": false,
	} {
		if got := bot.Arrested(why); got != want {
			t.Errorf("%q: %v", why, got)
		}
	}
}

func TestLeft(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "in 1 minute", time.Minute: "in 1 minute", 59*time.Minute + 45*time.Second: "in 1 hour", 90 * time.Minute: "in 90 minutes",
		2 * time.Hour: "in 2 hours", 24 * time.Hour: "in 24 hours", 47*time.Hour + 40*time.Minute: "in 2 days", 5 * 24 * time.Hour: "in 5 days",
	} {
		if got := bot.Left(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
