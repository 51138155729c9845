package card_test

import (
	"bytes"
	"encoding/csv"
	"image/png"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chart"
	"appealbot/bot/chat"
)

// figures is a report of a week in which something happened every day.
func figures(counting time.Time) bot.Report {
	r := bot.Report{From: "2026-11-17", To: "2026-11-23", Length: 7, Zone: "EST", Counting: counting}
	for i := range 7 {
		d := bot.Day{Scope: bot.Everywhere, Date: bot.Later(r.From, i)}
		d.Add(bot.AppealsDrafted, bot.CellOf("witness"), 2)
		d.Add(bot.AppealsApproved, bot.CellOf("witness"), 1)
		d.Add(bot.AppealsPublished, bot.CellOf("witness"), 1)
		d.Add(bot.AppealsPublished, bot.CellOf("missing"), i%2)
		d.Add(bot.PostsPublished, bot.CellOf("x", "metro"), 2)
		d.Add(bot.PostsPublished, bot.CellOf("mastodon", "page"), 1)
		d.Add(bot.Replies, bot.CellOf("x", "metro", "tip"), i)
		d.Add(bot.Replies, bot.CellOf("mastodon", "gone", "noise"), 2)
		d.Add(bot.Tips, bot.CellOf("x", "metro"), i/2)
		d.Took(bot.DraftToApproval, bot.CellOf("witness"), time.Duration(5+i)*time.Minute, false)
		d.Took(bot.ApprovalToAccepted, bot.CellOf("x", "metro"), time.Duration(2+i)*time.Second, false)
		d.Took(bot.ApprovalToAccepted, bot.CellOf("mastodon", "page"), time.Second, false)
		if i == 3 {
			d.Took(bot.FirstAnswer, bot.CellOf("witness"), 90*time.Second, false)
		}
		r.Days = append(r.Days, d)
	}
	r.Sum = bot.Sum(r.Days)
	r.Before.Add(bot.AppealsPublished, bot.CellOf("witness"), 9)
	r.Before.Add(bot.Emergencies, bot.CellOf("x", "metro"), 1)
	return r
}

func TestFigures(t *testing.T) {
	b := book(t)
	long := now.Add(-60 * 24 * time.Hour)
	scores := map[bot.Class]bot.Score{bot.ClassTip: {Labelled: 3, Agreed: 2}, bot.ClassEmergency: {Labelled: 1, Agreed: 1}, bot.ClassNoise: {}}
	m, err := b.Figures(figures(long), bot.Case{}, scores, chart.Light)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "figures", m.Plain())
	k := view(bot.Approved).Case
	since, err := b.Figures(figures(now.Add(-3*24*time.Hour)), k, nil, chart.Dark)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "figures-since", since.Plain())
	if bytes.Equal(picture(t, m).Data, picture(t, since).Data) {
		t.Error("both themes are the same picture")
	}
	for _, m := range []chat.Message{m, since} {
		if _, err := png.Decode(bytes.NewReader(picture(t, m).Data)); err != nil {
			t.Error(err)
		}
	}
	none, err := b.Figures(bot.Report{From: "2026-11-23", To: "2026-11-23", Length: 1, Counting: long}, k, nil, chart.Light)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "figures-none", none.Plain())
	golden(t, "figures-definitions", b.Definitions().Plain())
}

// picture is the only picture of a message.
func picture(t *testing.T, m chat.Message) chat.File {
	t.Helper()
	var out []chat.File
	for _, s := range m.Sections {
		out = append(out, s.Images...)
	}
	if len(out) != 1 || out[0].Alt == "" || out[0].Type != "image/png" {
		t.Fatalf("%d pictures", len(out))
	}
	return out[0]
}

// The table can be read back, says the same as the card, and has the columns of the
// definitions.
func TestFiguresAsATable(t *testing.T) {
	r := figures(now.Add(-60 * 24 * time.Hour))
	m := book(t).FiguresCSV(r, bot.Case{Number: "2026-1234567"})
	golden(t, "figures-csv", m.Plain())
	if m.Files[0].Name != "figures-2026-1234567-2026-11-17-2026-11-23.csv" || m.Files[0].Type != "text/csv" {
		t.Errorf("file %s, %s", m.Files[0].Name, m.Files[0].Type)
	}
	rows, err := csv.NewReader(bytes.NewReader(m.Files[0].Data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], " "); got != "date figure unit kind network account class n total_seconds median_seconds p90_seconds samples" {
		t.Errorf("columns %s", got)
	}
	back := readBack(t, rows)
	for _, f := range bot.Figures() {
		if want := r.Sum.Count(f.Name) + r.Sum.Time(f.Name).N; back[f.Name] != want {
			t.Errorf("the table has %d of %s, the card %d", back[f.Name], f.Name, want)
		}
	}
}

// readBack adds up what a table says.
func readBack(t *testing.T, rows [][]string) map[bot.Measure]int {
	t.Helper()
	out := map[bot.Measure]int{}
	for _, row := range rows[1:] {
		if len(row) != len(bot.CSVHeader()) {
			t.Fatalf("a line of %d columns: %v", len(row), row)
		}
		n := 0
		for _, c := range row[len(row)-5] {
			n = 10*n + int(c-'0')
		}
		out[bot.Measure(row[1])] += n
	}
	return out
}

func TestWeek(t *testing.T) {
	v := card.WeekView{
		Report: figures(now.Add(-60 * 24 * time.Hour)), Waiting: []card.View{view(bot.Waiting)}, More: 3, Gone: 1, Reviews: 2,
		Best: []card.CaseTips{{Case: view(bot.Approved).Case, Tips: 9, Replies: 30}},
	}
	m, err := book(t).Week(v)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "week", m.Plain())
	quiet, err := book(t).Week(card.WeekView{Report: bot.Report{From: "2026-11-17", To: "2026-11-23", Length: 7, Counting: now.Add(-60 * 24 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "week-quiet", quiet.Plain())
}

// Where the chat can show a picture by what the reader's screen prefers, it gets both,
// unless somebody said which; elsewhere it gets one.
func TestChartsForBothGrounds(t *testing.T) {
	long := now.AddDate(-1, 0, 0)
	picture := func(schemes, dark bool, theme chart.Theme) chat.File {
		b := book(t)
		b.Schemes, b.Dark = schemes, dark
		m, err := b.Figures(figures(long), bot.Case{}, nil, theme)
		if err != nil {
			t.Fatal(err)
		}
		return m.Sections[len(m.Sections)-1].Images[0]
	}
	light, dark := picture(false, false, ""), picture(false, true, "")
	both, said := picture(true, true, ""), picture(true, false, chart.Dark)
	switch {
	case bytes.Equal(light.Data, dark.Data) || light.Dark != nil || dark.Dark != nil:
		t.Error("one ground has not one picture of its own")
	case !bytes.Equal(both.Data, light.Data) || !bytes.Equal(both.Dark, dark.Data):
		t.Error("it does not have both pictures")
	case !bytes.Equal(said.Data, dark.Data) || said.Dark != nil:
		t.Error("somebody asked for the dark one and got something else")
	}
}
