package commands

import (
	"testing"
	"time"

	"appealbot/bot/chart"
)

func TestStatsWords(t *testing.T) {
	for line, want := range map[string]statsAsk{
		"":                      {},
		"30d":                   {days: 30},
		"4W csv":                {days: 28, csv: true},
		"1y dark":               {days: 366, theme: chart.Dark},
		"2026-1234567 7d CSV":   {ref: "2026-1234567", days: 7, csv: true},
		"2026-1234567/2":        {ref: "2026-1234567/2"},
		"definitions":           {definitions: true},
		"light 366d":            {days: 366},
		"xd":                    {ref: "xd"},
		"2026-12d":              {ref: "2026-12d"},
		"d":                     {ref: "d"},
		"99999999999999999999d": {ref: "99999999999999999999d"},
	} {
		if want.theme == "" {
			want.theme = chart.Light
		}
		if got, err := parseStats(line, chart.Light); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", line, got, err, want)
		}
	}
	for _, line := range []string{"0d", "-1d", "367d", "53w", "2y", "7d 7d", "2026-1 2026-2"} {
		if got, err := parseStats(line, ""); err == nil {
			t.Errorf("%q was taken for %+v", line, got)
		}
	}
}

func TestDaysSince(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	at := func(s string) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for from, want := range map[string]int{"2026-11-23 00:00": 1, "2026-11-22 23:59": 2, "2026-11-30 12:00": 1, "2020-01-01 00:00": 366} {
		if got := daysSince(at(from).UTC(), at("2026-11-23 01:00")); got != want {
			t.Errorf("since %s: %d days, want %d", from, got, want)
		}
	}
}
