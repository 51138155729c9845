package commands

import (
	"errors"
	"testing"
	"time"

	"appealbot/bot"
)

func TestUntilReadsDaysAndTimes(t *testing.T) {
	now := mondayInToronto(t)
	for _, c := range []struct{ in, want, note string }{
		{"2026-12-01", "2026-12-02 00:00", "That is the end of Tue 1 Dec 2026."},
		{"1 Dec 2026", "2026-12-02 00:00", "That is the end of Tue 1 Dec 2026."},
		{"le 1er décembre", "2026-12-02 00:00", "That is the end of Tue 1 Dec 2026."},
		{"today", "2026-11-24 00:00", "That is the end of Mon 23 Nov 2026."},
		{"demain", "2026-11-25 00:00", "That is the end of Tue 24 Nov 2026."},
		{"friday", "2026-11-28 00:00", "That is the end of Fri 27 Nov 2026."},
		{"monday", "2026-12-01 00:00", "That is the end of Mon 30 Nov 2026. Today is Monday; this is the next one."},
		{"2026-11-20", "2026-11-21 00:00", "That is the end of Fri 20 Nov 2026."}, // refused by whoever files it
		{"2036-02-29", "2036-03-01 00:00", "That is the end of Fri 29 Feb 2036."},
		{"2026-12-01 17:00", "2026-12-01 17:00", ""},
		{"2026-12-01T17:00", "2026-12-01 17:00", ""},
		{"tomorrow 17:00", "2026-11-24 17:00", ""},
		{"friday at 5 pm", "2026-11-27 17:00", ""},
		{"vendredi 17h30", "2026-11-27 17:30", ""},
		{"17:00", "2026-11-23 17:00", ""},
		{"in 2 days at 9am", "2026-11-25 09:00", ""},
		{"2030-06-30 12:00", "2030-06-30 12:00", ""},
		{"2026-12-01T17:00:00-05:00", "2026-12-01 17:00", ""},
	} {
		m, err := parseUntil(c.in, now)
		if err != nil || m.at.Format(wallClock) != c.want || m.note != c.note {
			t.Errorf("%q is %s %q (%v), want %s %q", c.in, m.at.Format(wallClock), m.note, err, c.want, c.note)
		}
	}
	for _, in := range []string{"", "now", "soon", "next friday", "11/12", "2026-02-30", "tuesday 2026-12-02", "midnight 2026-12-01", "13:00", "2026-12-01 25:00", "2026-12-01 17:00 PST", "friday 17:00 sharp"} {
		_, err := parseUntil(in, now)
		if r := (*bot.Refusal)(nil); !errors.As(err, &r) {
			t.Errorf("%q: %v, want a refusal", in, err)
		}
	}
}

// Every day of two years has an end, which is the first instant of the next one: on the
// days when the clocks change, too, and where they jump over midnight.
func TestEveryDayHasAnEnd(t *testing.T) {
	for _, name := range []string{"America/Toronto", "America/St_Johns", "Africa/Cairo", "Europe/London"} {
		zone := zoneOf(t, name)
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
		for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
			m, err := parseUntil(day.Format(time.DateOnly), now)
			if err != nil {
				t.Fatal(err)
			}
			before := m.at.Add(-time.Nanosecond)
			if before.Format(time.DateOnly) != day.Format(time.DateOnly) || m.at.Format(time.DateOnly) == day.Format(time.DateOnly) {
				t.Errorf("%s: the end of %s is %s", name, day.Format(time.DateOnly), m.at)
			}
		}
	}
}

func FuzzUntil(f *testing.F) {
	for _, s := range []string{"friday 17:00", "2026-12-01", "le 1er déc. à 17h", "in 2 days", "2027-03-14 02:30", "\xff"} {
		f.Add(s)
	}
	now := mondayInToronto(f)
	f.Fuzz(func(t *testing.T, s string) {
		m, err := parseUntil(s, now)
		if r := (*bot.Refusal)(nil); err != nil && !errors.As(err, &r) {
			t.Errorf("%q: %v", s, err)
		}
		if err == nil && (m.at.IsZero() || m.at.Location() != now.Location()) {
			t.Errorf("%q is %v", s, m.at)
		}
	})
}
