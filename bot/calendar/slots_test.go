package calendar_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/calendar"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// Around the days on which the clocks change: what the clocks skip goes out once, at
// the first moment after it, and what they show twice goes out once, at the first of
// the two; the note says which.
func TestClocksThatChange(t *testing.T) {
	const skipped, twice = "There is no ", " happens twice on "
	for _, c := range []struct {
		zone, spec, from string
		days             int
		want             string // in UTC
		notes            []string
	}{
		{"America/Toronto", "30 2 * * *", "2027-03-12", 4, "12 07:30|13 07:30|14 07:00|15 06:30", []string{"", "", skipped + "02:30 on Sun 14 Mar 2027: the clocks go from 01:59 straight to 03:00. It goes out at 03:00 EDT.", ""}},
		{"America/Toronto", "30 1 * * *", "2026-10-31", 3, "31 05:30|1 05:30|2 06:30", []string{"", "01:30" + twice + "Sun 1 Nov 2026, because the clocks go back. It goes out at the first, 01:30 EDT.", ""}},
		{"America/Toronto", "0 3 * * *", "2027-03-13", 2, "13 08:00|14 07:00", []string{"", ""}},
		{"America/Toronto", "0 2,3 * * *", "2027-03-14", 1, "14 07:00", []string{skipped + "02:00"}},
		{"America/Toronto", "30 0-4 * * *", "2027-03-14", 1, "14 05:30|14 06:30|14 07:30|14 08:30", []string{"", "It goes out once, at 01:30 EST.", "", ""}},
		{"America/Toronto", "15 2,4 * * *", "2027-03-14", 1, "14 07:00|14 08:15", []string{skipped + "02:15", ""}},
		{"America/Toronto", "45 2,3 * * *", "2027-03-14", 1, "14 07:45", []string{"It goes out once, at 03:45 EDT."}},
		{"America/Toronto", "0 0-3 * * *", "2026-11-01", 1, "1 04:00|1 05:00|1 07:00|1 08:00", []string{"", twice, "", ""}},
		{"Europe/London", "30 1 * * *", "2027-03-27", 3, "27 01:30|28 01:00|29 00:30", []string{"", skipped + "01:30 on Sun 28 Mar 2027: the clocks go from 00:59 straight to 02:00. It goes out at 02:00 BST.", ""}},
		{"Europe/London", "30 1 * * *", "2026-10-24", 3, "24 00:30|25 00:30|26 01:30", []string{"", "It goes out at the first, 01:30 BST.", ""}},
		{"Australia/Lord_Howe", "15 2 * * *", "2026-10-03", 3, "2 15:45|3 15:30|4 15:15", []string{"", skipped + "02:15 on Sun 4 Oct 2026: the clocks go from 01:59 straight to 02:30. It goes out at 02:30 +11.", ""}},
		{"Australia/Lord_Howe", "45 1 * * *", "2027-04-03", 3, "2 14:45|3 14:45|4 15:15", []string{"", "It goes out at the first, 01:45 +11.", ""}},
		{"Australia/Lord_Howe", "15 1,2 * * *", "2026-10-04", 1, "3 14:45", []string{"It goes out once, at 01:15 +1030."}},
		{"UTC", "30 2 29 2 *", "2028-02-28", 3, "29 02:30", []string{""}},
	} {
		loc := zone(t, c.zone)
		from, err := time.ParseInLocation("2006-01-02", c.from, loc)
		if err != nil {
			t.Fatal(err)
		}
		spec, err := calendar.Cron(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		slots, more, err := calendar.Slots(spec, loc, from.Add(-time.Second), from.AddDate(0, 0, c.days), 60)
		if err != nil || more {
			t.Errorf("%s %q from %s: %v, %v", c.zone, c.spec, c.from, more, err)
		}
		var got []string
		for i, s := range slots {
			got = append(got, s.At.Format("2 15:04"))
			if i < len(c.notes) && (c.notes[i] == "") != (s.Note == "") || i < len(c.notes) && !strings.Contains(s.Note, c.notes[i]) {
				t.Errorf("%s %q on %s says %q, want %q", c.zone, c.spec, s.At, s.Note, c.notes[i])
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s %q from %s: %s, want %s", c.zone, c.spec, c.from, g, c.want)
		}
	}
}

// On every day of a year each of a day's times comes exactly once.
func TestEveryDayOnce(t *testing.T) {
	for _, name := range []string{"America/Toronto", "America/St_Johns", "Europe/London", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca", "Pacific/Chatham"} {
		loc := zone(t, name)
		for minute := range 24 * 2 {
			spec, err := calendar.Weekly([]time.Weekday{0, 1, 2, 3, 4, 5, 6}, []calendar.Clock{{Hour: minute / 2, Minute: minute % 2 * 30}})
			if err != nil {
				t.Fatal(err)
			}
			from := time.Date(2026, 1, 1, 0, 0, 0, 0, loc)
			slots, _, err := calendar.Slots(spec, loc, from.Add(-time.Second), from.AddDate(1, 0, 0), 1000)
			if err != nil || len(slots) != 365 {
				t.Errorf("%s, half hour %d: %d times a year, %v", name, minute, len(slots), err)
			}
			for i, s := range slots {
				if day := time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly); s.At.In(loc).Format(time.DateOnly) != day {
					t.Fatalf("%s, half hour %d: time %d is %s, want it on %s", name, minute, i, s.At.In(loc), day)
				}
			}
		}
	}
}

// What is over when a series is asked for does not come, in the hour that the clocks
// show twice either.
func TestSlotsAreToCome(t *testing.T) {
	loc := zone(t, "America/Toronto")
	spec, err := calendar.Cron("30 1 * * *")
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"2026-11-01T01:29:59-04:00": "2026-11-01T05:30:00Z",
		"2026-11-01T01:30:00-04:00": "2026-11-02T06:30:00Z", // never at the moment itself
		"2026-11-01T01:10:00-05:00": "2026-11-02T06:30:00Z", // the second 01:30 is none
	} {
		at, err := time.Parse(time.RFC3339, from)
		if err != nil {
			t.Fatal(err)
		}
		slots, more, err := calendar.Slots(spec, loc, at, at.AddDate(0, 0, 5), 1)
		if err != nil || !more || slots[0].At.Format(time.RFC3339) != want {
			t.Errorf("from %s: %v, %v, %v, want %s", from, slots, more, err, want)
		}
	}
}

// What the library would crash at, or never come to an end with, is a sentence.
func TestExpressionsThatAreNone(t *testing.T) {
	for _, e := range []string{
		"", " ", "TZ=UTC", "CRON_TZ=", "TZ=UTC 0 18 * * *", "@every 1s", "@reboot", "@daily", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *",
		"* * * 13 *", "* * * * 7", "5-1 * * * *", "*/0 * * * *", "a * * * *", "- * * * *", "0 18 * * 1;", "0 18 * * é", strings.Repeat("1", 101),
	} {
		_, err := calendar.Cron(e)
		if refusal, ok := errors.AsType[*bot.Refusal](err); !ok || !strings.HasSuffix(refusal.Text, ".") {
			t.Errorf("%q: %v is no sentence", e, err)
		}
	}
}

func TestSlotsThatDoNotFit(t *testing.T) {
	loc := zone(t, "America/Toronto")
	from := time.Date(2026, 11, 23, 12, 0, 0, 0, loc)
	for e, says := range map[string]string{
		"0 0 30 2 *": "There is no such time before Wed 23 Dec 2026 11:59 EST.", "*/30 * * * *": "12:30 and 13:00 are less than an hour apart", "0 0 24 12 *": "There is no such time",
	} {
		spec, err := calendar.Cron(e)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = calendar.Slots(spec, loc, from, from.AddDate(0, 0, 30), 60)
		if refusal, ok := errors.AsType[*bot.Refusal](err); !ok || !strings.Contains(refusal.Text, says) {
			t.Errorf("%q: %v, want %q", e, err, says)
		}
	}
	if _, _, err := calendar.Slots(calendar.Spec{}, loc, from, from.AddDate(0, 0, 30), 60); !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("no times at all: %v", err)
	}
}

func FuzzCron(f *testing.F) {
	for _, s := range []string{"0 18 * * 1-5", "TZ=UTC", "TZ=", "CRON_TZ=UTC 0 1 * * *", "@every 1h", "*/15 0 1,15 * MON", "? ? ? ? ?", "*/999999999999 * * * *", "1-2-3 * * * *", "\x00"} {
		f.Add(s)
	}
	loc := zone(f, "America/Toronto")
	from := time.Date(2026, 10, 20, 12, 0, 0, 0, loc)
	f.Fuzz(func(t *testing.T, s string) {
		spec, err := calendar.Cron(s)
		if err == nil {
			_, _, err = calendar.Slots(spec, loc, from, from.AddDate(0, 0, 30), 60)
		}
		if refusal := (*bot.Refusal)(nil); err != nil && !errors.As(err, &refusal) {
			t.Fatalf("%q: %v is no sentence", s, err)
		}
	})
}
