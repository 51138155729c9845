package commands

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("load zone: %v", err)
	}
	return loc
}

// mondayInToronto is Mon 23 Nov 2026 14:03:20 EST.
func mondayInToronto(t testing.TB) time.Time {
	return time.Date(2026, 11, 23, 14, 3, 20, 0, zoneOf(t, "America/Toronto"))
}

const wallClock = "2006-01-02 15:04"

func TestWhenReadsWhatPeopleWrite(t *testing.T) {
	now := mondayInToronto(t)
	for _, c := range []struct{ in, want string }{
		{"18:00", "2026-11-23 18:00"},
		{" 18:00\n", "2026-11-23 18:00"},
		{"at 18:00", "2026-11-23 18:00"},
		{"à 18h", "2026-11-23 18:00"},
		{"6pm", "2026-11-23 18:00"},
		{"6 PM", "2026-11-23 18:00"},
		{"6:30 p.m.", "2026-11-23 18:30"},
		{"6:30 p.m", "2026-11-23 18:30"},
		{"6.30pm", "2026-11-23 18:30"},
		{"18h30", "2026-11-23 18:30"},
		{"18 h 30", "2026-11-23 18:30"},
		{"18 heures 30", "2026-11-23 18:30"},
		{"18 heures", "2026-11-23 18:00"},
		{"1830h", "2026-11-23 18:30"},
		{"1830 hrs", "2026-11-23 18:30"},
		{"midnight", "2026-11-24 00:00"},
		{"minuit", "2026-11-24 00:00"},
		{"noon tomorrow", "2026-11-24 12:00"},
		{"midi demain", "2026-11-24 12:00"},
		{"tomorrow 9am", "2026-11-24 09:00"},
		{"Tomorrow at 9 a.m.", "2026-11-24 09:00"},
		{"9am tomorrow", "2026-11-24 09:00"},
		{"9:15 a.m. tomorrow", "2026-11-24 09:15"},
		{"tomorrow 12am", "2026-11-24 00:00"},
		{"tomorrow 12:30 pm", "2026-11-24 12:30"},
		{"demain 9h", "2026-11-24 09:00"},
		{"demain à 9h", "2026-11-24 09:00"},
		{"après-demain à 9h", "2026-11-25 09:00"},
		{"day after tomorrow 9am", "2026-11-25 09:00"},
		{"today 18:00", "2026-11-23 18:00"},
		{"aujourd'hui 18h", "2026-11-23 18:00"},
		{"aujourd’hui à 18h05", "2026-11-23 18:05"},
		{"friday 9am", "2026-11-27 09:00"},
		{"Fri. 9am", "2026-11-27 09:00"},
		{"fri 0900h", "2026-11-27 09:00"},
		{"Friday, 9am", "2026-11-27 09:00"},
		{"on Friday at 9am", "2026-11-27 09:00"},
		{"vendredi 9h", "2026-11-27 09:00"},
		{"le vendredi à 9h", "2026-11-27 09:00"},
		{"monday 18:00", "2026-11-30 18:00"}, // never today
		{"18:00 monday", "2026-11-30 18:00"},
		{"sun 00:00", "2026-11-29 00:00"},
		{"in 20 minutes", "2026-11-23 14:24"}, // rounded up to the minute
		{"In 20 min", "2026-11-23 14:24"},
		{"in 2h", "2026-11-23 16:04"},
		{"in 1h30", "2026-11-23 15:34"},
		{"in 1 hour 30 minutes", "2026-11-23 15:34"},
		{"in 1 hour and 30 minutes", "2026-11-23 15:34"},
		{"in half an hour", "2026-11-23 14:34"},
		{"in an hour", "2026-11-23 15:04"},
		{"dans 20 minutes", "2026-11-23 14:24"},
		{"dans une heure", "2026-11-23 15:04"},
		{"dans une demi-heure", "2026-11-23 14:34"},
		{"dans 1 h 30", "2026-11-23 15:34"},
		{"in 90 minutes", "2026-11-23 15:34"},
		{"in 3 days", "2026-11-26 14:04"},
		{"in 2 weeks", "2026-12-07 14:04"},
		{"in 1 day 2 hours", "2026-11-24 16:04"},
		{"in 2 days at 9am", "2026-11-25 09:00"},
		{"dans 2 jours à 9h", "2026-11-25 09:00"},
		{"2026-12-01 18:00", "2026-12-01 18:00"},
		{"2026-12-01T18:00", "2026-12-01 18:00"},
		{"2026-12-01, 6pm", "2026-12-01 18:00"},
		{"2026/12/01 18:00", "2026-12-01 18:00"},
		{"18:00 2026-12-01", "2026-12-01 18:00"},
		{"Dec 1 18:00", "2026-12-01 18:00"},
		{"Dec. 1, 18:00", "2026-12-01 18:00"},
		{"December 1st at 6pm", "2026-12-01 18:00"},
		{"Dec 1 1830h", "2026-12-01 18:30"},
		{"Dec 1, 2026 18:00", "2026-12-01 18:00"},
		{"1 December 6pm", "2026-12-01 18:00"},
		{"1st of December 2026 6pm", "2026-12-01 18:00"},
		{"1er décembre 18h", "2026-12-01 18:00"},
		{"le 1er de\u0301cembre à 18 h", "2026-12-01 18:00"}, // as macOS composes it
		{"18h 1er décembre", "2026-12-01 18:00"},
		{"18 h 10 décembre", "2026-12-10 18:00"},
		{"18:00 on 10 december", "2026-12-10 18:00"},
		{"Tue 1 Dec 2026 18:00", "2026-12-01 18:00"},
		{"mardi 1er décembre 18h", "2026-12-01 18:00"},
		{"Tue 1 Dec 2026 18:00 EST", "2026-12-01 18:00"},
		{"5 janvier 9h", "2027-01-05 09:00"}, // soon, in the next year
		{"5 FÉVRIER 9h", "2027-02-05 09:00"},
		{"9h le 5 févr. 2027", "2027-02-05 09:00"},
		{"1er août 2027 à 9h", "2027-08-01 09:00"},
		{"dec 2nd 9am", "2026-12-02 09:00"},
		{"2026-12-01T18:00:00-05:00", "2026-12-01 18:00"},
		{"2026-12-01t18:00:00z", "2026-12-01 13:00"},
		{"2026-12-01T18:00+01:00", "2026-12-01 12:00"},
		{"2027-11-24 14:03", "2027-11-24 14:03"}, // 366 days
	} {
		m, err := parseWhen(c.in, now)
		if err != nil {
			t.Errorf("%q: refused: %v", c.in, err)
			continue
		}
		if got := m.at.Format(wallClock); got != c.want {
			t.Errorf("%q: read as %s, want %s", c.in, got, c.want)
		}
	}
}

func TestWhenNow(t *testing.T) {
	for _, in := range []string{"now", "Now", " maintenant "} {
		m, err := parseWhen(in, mondayInToronto(t))
		if err != nil || !m.at.IsZero() || m.String() != "now" {
			t.Errorf("%q: %v, %v; want now", in, m, err)
		}
	}
}

// TestWhenRefuses holds, beside the refusal, what it tells the officer to do.
func TestWhenRefuses(t *testing.T) {
	now := mondayInToronto(t)
	for _, c := range []struct{ in, say string }{
		{"", "Write it like 18:00"},
		{"soon", "1 Dec 18:00, 2026-12-01 18:00 or now."},
		{"9", "9 what? Write 9am, 9pm, 09:00 or in 9 minutes."},
		{"18", "18 what? Write 18:00"},
		{"tomorrow 9", "9 what?"},
		{"1830", "1830 what? Write 18:30"},
		{"20 minutes", "Write in 20 minutes"},
		{"in 20", "20 what?"},
		{"in", "not complete"},
		{"in 0 minutes", "Write now"},
		{"in 2h and", "not complete"},
		{"in 30 minutes 1 hour", "but not \"1 hour\""},
		{"in 1 hour 1 hour", "but not"},
		{"in 20 bananas", "but not \"bananas\""},
		{"in 2 months", "but not \"months\""},
		{"in 99999 minutes", "but not \"99999"},
		{"in 400 days", "more than 366 days"},
		{"in 2h at 9am", "but not \"at 9am\""},
		{"in 2 days at", "not complete"},
		{"in 2 days at 9", "9 what?"},
		{"in 2 days at 9am sharp", "but not \"sharp\""},
		{"18.30h", "cannot be told apart"},
		{"18:00 11/12", "cannot be told apart"},
		{"dec 18", "At what time?"},
		{"dec now", "cannot read"},
		{"1 decem 9am", "what?"},
		{"99 9am", "cannot read"},
		{"11/12 at 6", "Write the month as a word, like 11 Dec 18:00"},
		{"25/12 18:00", "Write the month as a word, like 25 Dec 18:00"},
		{"11-12 18:00", "cannot be told apart"},
		{"11.12 18:00", "cannot be told apart"},
		{"11/12/2026 18:00", "cannot be told apart"},
		{"14:03", "Did you mean tomorrow 14:03?"},
		{"9:30", "Did you mean tomorrow 09:30 or today 21:30?"},
		{"noon", "tomorrow 12:00"},
		{"today 9am", "tomorrow 09:00"},
		{"9am today", "tomorrow 09:00"},
		{"2026-11-02 09:30", "Mon 2 Nov 2026 09:30 EST is over"}, // never today 11:02
		{"2026-11-23 14:03", "is over"},
		{"Nov 2 9:30", "write 2027-11-02 09:30"},
		{"2027-11-25 18:00", "more than 366 days"},
		{"0001-01-01T00:00:00Z", "is over"}, // the zero time, which means now
		{"9999-12-01 18:00", "more than 366 days"},
		{"0000-12-01 18:00", "is over"},
		{"2026-02-30 18:00", "no such day"},
		{"2026-13-01 18:00", "no such day"},
		{"30 feb 18:00", "no such day"},
		{"29 feb 18:00", "no such day"},
		{"2026-12-00 18:00", "no such day"},
		{"31 nov 18:00", "no such day"},
		{"24:00", "There is no 24:00"},
		{"tomorrow 18:60", "There is no 18:60"},
		{"25h", "There is no 25:00"},
		{"2460h", "There is no 24:60"},
		{"13pm", "from 1 to 12"},
		{"18:00 pm", "from 1 to 12"},
		{"0am", "from 1 to 12"},
		{"18:5", "what?"},
		{"18 : 30", "what?"},
		{"18h3", "but not \"3\""},
		{"18h30pm", "but not \"pm\""},
		{"18.30", "cannot be told apart"},
		{"tomorrow", "At what time? Write tomorrow 9am"},
		{"friday", "At what time?"},
		{"2026-12-01", "At what time?"},
		{"tomorow 18:00", "Did you mean \"tomorrow\"?"},
		{"vendrdi 9h", "Did you mean \"vendredi\"?"},
		{"tomorrow 9am please", "I understand \"tomorrow 9am\", but not \"please\""},
		{"tomorrow 9am tomorrow", "but not \"tomorrow\""},
		{"now please", "but not \"please\""},
		{"next friday 9am", "different weeks"},
		{"vendredi prochain 9h", "different weeks"},
		{"this friday 9am", "different weeks"},
		{"mar 9h", "but not"},
		{"tomorrow t 9am", "but not"},
		{"tomorrow midnight", "Midnight belongs to two days"},
		{"midnight friday", "Midnight belongs to two days"},
		{"Mon 1 Dec 2026 18:00", "1 Dec 2026 is a Tuesday, not a Monday"},
		{"Dec 1 18:00 EDT", "the zone is EST, not EDT"},
		{"Dec 1 18:00 PST", "Times are in EST; for another zone write the offset"},
		{"2026-12-01 18:00 -05:00", "but not"},
		{"2026-12-0118:00", "what?"},
		{"2026-12-01-18:00", "but not"},
		{"2026 - 12 - 01 18:00", "what?"},
		{"2026-11-01T18:00:00Z", "is over"},
		{"-5", "cannot read"},
		{"tomorrow \xff", "in a few words"},
		{"１８:００", "cannot read"},
		{strings.Repeat("tomorrow ", 100), "in a few words"},
	} {
		m, err := parseWhen(c.in, now)
		var r *bot.Refusal
		switch {
		case err == nil:
			t.Errorf("%q: read as %v", c.in, m)
		case !errors.As(err, &r) || !errors.Is(err, bot.ErrInvalid):
			t.Errorf("%q: %v is no refusal", c.in, err)
		case !strings.Contains(r.Text, c.say):
			t.Errorf("%q: told %q, want it to say %q", c.in, r.Text, c.say)
		}
	}
}

// TestWhenExamplesWork reads the examples that refusals give.
func TestWhenExamplesWork(t *testing.T) {
	now := mondayInToronto(t)
	p := whenParser{now: now}
	list := strings.TrimSuffix(strings.TrimPrefix(p.examples(), "Write it like "), ".")
	for e := range strings.SplitSeq(strings.Replace(list, " or ", ", ", 1), ", ") {
		if _, err := parseWhen(e, now); err != nil {
			t.Errorf("example %q: %v", e, err)
		}
	}
}

func TestWhenIsSaidInFull(t *testing.T) {
	now := mondayInToronto(t)
	for _, c := range []struct{ in, want, note string }{
		{"2026-12-01 18:00", "Tue 1 Dec 2026 18:00 EST (in 8 days)", ""},
		{"in 20 minutes", "Mon 23 Nov 2026 14:24 EST (in 20 minutes)", ""},
		{"in 1 minute", "Mon 23 Nov 2026 14:05 EST (in 1 minute)", ""},
		{"14:04", "Mon 23 Nov 2026 14:04 EST (in less than a minute)", ""},
		{"18:00", "Mon 23 Nov 2026 18:00 EST (in 3 hours 56 minutes)", ""},
		{"tomorrow 13:00", "Tue 24 Nov 2026 13:00 EST (in 22 hours 56 minutes)", ""},
		{"2026-11-23T15:03:20-05:00", "Mon 23 Nov 2026 15:03 EST (in 1 hour)", ""},
		{"tomorrow 18:00", "Tue 24 Nov 2026 18:00 EST (in 1 day)", ""},
		{"2027-07-01 18:00", "Thu 1 Jul 2027 18:00 EDT (in 220 days)", ""},
		{"monday 9am", "Mon 30 Nov 2026 09:00 EST (in 7 days)", "Today is Monday; this is the next one."},
		{"midnight", "Tue 24 Nov 2026 00:00 EST (in 9 hours 56 minutes)", "This is midnight at the end of today, Mon 23 Nov."},
		{"tomorrow 12am", "Tue 24 Nov 2026 00:00 EST (in 9 hours 56 minutes)", "12 am is the hour after midnight."},
	} {
		m, err := parseWhen(c.in, now)
		if err != nil {
			t.Errorf("%q: refused: %v", c.in, err)
			continue
		}
		if m.String() != c.want || m.note != c.note {
			t.Errorf("%q: said %q, %q; want %q, %q", c.in, m, m.note, c.want, c.note)
		}
	}
}

func TestWhenLeapDay(t *testing.T) {
	now := time.Date(2027, 11, 1, 9, 0, 0, 0, zoneOf(t, "America/Toronto"))
	m, err := parseWhen("29 Feb 18:00", now)
	if err != nil || m.at.Format(wallClock) != "2028-02-29 18:00" {
		t.Errorf("29 Feb from November 2027: %v, %v", m, err)
	}
}

// TestWhenClocksChange goes through the days on which clocks change: in UTC,
// what is read; or what a refusal says; and what the note says.
func TestWhenClocksChange(t *testing.T) {
	for _, c := range []struct{ zone, now, in, utc, say string }{
		{"America/Toronto", "2026-03-07 12:00", "2026-03-08 01:59", "2026-03-08 06:59", ""},
		{"America/Toronto", "2026-03-07 12:00", "2026-03-08 02:00", "", "from 01:59 straight to 03:00. Write 2026-03-08 01:59 or 2026-03-08 03:00."},
		{"America/Toronto", "2026-03-07 12:00", "tomorrow 2:30am", "", "no 02:30 on Sun 8 Mar 2026"},
		{"America/Toronto", "2026-03-07 12:00", "8 mars 2h59", "", "no 02:59"},
		{"America/Toronto", "2026-03-07 12:00", "2026-03-08 03:00", "2026-03-08 07:00", ""},
		{"America/Toronto", "2026-03-08 00:30", "02:15", "", "no 02:15"},
		{"America/Toronto", "2026-03-07 02:30", "in 1 day", "", "no 02:30"},
		{"America/Toronto", "2026-03-07 02:30", "in 24 hours", "2026-03-08 07:30", ""},
		{"America/Toronto", "2026-03-07 18:00", "in 1 day", "2026-03-08 22:00", ""}, // 23 hours
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01 00:59", "2026-11-01 04:59", ""},
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01 01:00", "2026-11-01 05:00", "this is the first, EDT. For the second write 2026-11-01T01:00-05:00."},
		{"America/Toronto", "2026-10-31 12:00", "tomorrow 1:30am", "2026-11-01 05:30", "happens twice on Sun 1 Nov 2026"},
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01 01:30 EDT", "2026-11-01 05:30", ""},
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01 01:30 est", "2026-11-01 06:30", ""},
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01T01:30-05:00", "2026-11-01 06:30", ""},
		{"America/Toronto", "2026-10-31 12:00", "2026-11-01 02:00", "2026-11-01 07:00", ""},
		{"America/Toronto", "2026-10-31 01:30", "in 1 day", "2026-11-01 05:30", "happens twice"},
		{"America/Toronto", "2026-11-01 05:45Z", "01:30", "2026-11-01 06:30", "the first is over, this is the second, EST."},
		{"America/Toronto", "2026-11-01 05:45Z", "01:50", "2026-11-01 05:50", "this is the first"},
		{"America/Toronto", "2026-11-01 06:45Z", "01:30", "", "Did you mean tomorrow 01:30"},
		{"Europe/London", "2026-03-28 12:00", "2026-03-29 00:59", "2026-03-29 00:59", ""},
		{"Europe/London", "2026-03-28 12:00", "2026-03-29 01:00", "", "from 00:59 straight to 02:00"},
		{"Europe/London", "2026-03-28 12:00", "tomorrow 1:30am", "", "no 01:30 on Sun 29 Mar 2026"},
		{"Europe/London", "2026-03-28 12:00", "2026-03-29 02:00", "2026-03-29 01:00", ""},
		{"Europe/London", "2026-10-24 12:00", "2026-10-25 00:59", "2026-10-24 23:59", ""},
		{"Europe/London", "2026-10-24 12:00", "2026-10-25 01:30", "2026-10-25 00:30", "this is the first, BST. For the second write 2026-10-25T01:30+00:00."},
		{"Europe/London", "2026-10-24 12:00", "2026-10-25 01:30 GMT", "2026-10-25 01:30", ""},
		{"Europe/London", "2026-10-24 12:00", "2026-10-25 02:00", "2026-10-25 02:00", ""},
		{"America/Sao_Paulo", "2026-10-24 12:00", "tomorrow 9am", "2026-10-25 12:00", ""}, // a zone without a name
		{"Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-04 02:15", "", "from 01:59 straight to 02:30"},
	} {
		loc := zoneOf(t, c.zone)
		now, err := time.ParseInLocation("2006-01-02 15:04Z07:00", c.now, loc)
		if err != nil {
			if now, err = time.ParseInLocation(wallClock, c.now, loc); err != nil {
				t.Fatal(err)
			}
		}
		m, err := parseWhen(c.in, now.In(loc))
		switch {
		case c.utc == "" && err == nil:
			t.Errorf("%s %q: read as %v, want a refusal", c.zone, c.in, m)
		case c.utc == "" && !strings.Contains(err.Error(), c.say):
			t.Errorf("%s %q: told %q, want it to say %q", c.zone, c.in, err, c.say)
		case c.utc == "":
		case err != nil:
			t.Errorf("%s %q: refused: %v", c.zone, c.in, err)
		case m.at.UTC().Format(wallClock) != c.utc:
			t.Errorf("%s %q: read as %s UTC, want %s", c.zone, c.in, m.at.UTC().Format(wallClock), c.utc)
		case (m.note == "") != (c.say == "") || !strings.Contains(m.note, c.say):
			t.Errorf("%s %q: noted %q, want %q", c.zone, c.in, m.note, c.say)
		}
	}
}

// TestWhenReadsEveryInstantBack writes random instants of the next year as a
// date and as moment.String does, and reads them again.
func TestWhenReadsEveryInstantBack(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	for _, zone := range []string{"America/Toronto", "Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"} {
		loc := zoneOf(t, zone)
		now := mondayInToronto(t).In(loc)
		checked := 0
		for range 3000 {
			at := now.Truncate(time.Minute).Add(time.Duration(1+random.IntN(365*24*60)) * time.Minute)
			m, err := parseWhen(at.Format("2006-01-02T15:04Z07:00"), now)
			if err != nil || !m.at.Equal(at) {
				t.Fatalf("%s: %v with its offset was read as %v, %v", zone, at, m, err)
			}
			said, _, _ := strings.Cut(m.String(), " (")
			if name, _ := at.Zone(); name[0] >= 'A' {
				if m, err = parseWhen(said, now); err != nil || !m.at.Equal(at) {
					t.Fatalf("%s: %q was read as %v, %v", zone, said, m, err)
				}
			}
			if twice(at) {
				continue
			}
			checked++
			for _, layout := range []string{wallClock, "2 January 2006 3:04pm", "Mon Jan 2, 2006 15h04", "15:04 2006-01-02"} {
				if m, err = parseWhen(at.Format(layout), now); err != nil || !m.at.Equal(at) {
					t.Fatalf("%s: %q was read as %v, %v; want %v", zone, at.Format(layout), m, err, at)
				}
			}
		}
		if checked < 2900 {
			t.Errorf("%s: only %d of 3000 instants were unambiguous", zone, checked)
		}
	}
}

// twice reports whether clocks show what they show at t another time, too.
func twice(t time.Time) bool {
	for _, d := range []time.Duration{30 * time.Minute, time.Hour} {
		for _, o := range []time.Time{t.Add(d), t.Add(-d)} {
			if o.Format(wallClock) == t.Format(wallClock) {
				return true
			}
		}
	}
	return false
}

func FuzzWhen(f *testing.F) {
	for _, s := range []string{
		"18:00", "6:30 p.m.", "18 h 30", "in 1h30", "dans 2 jours à 9h", "Tue 1 Dec 2026 18:00 EST", "1er décembre 18h", "2026-12-01T18:00:00-05:00",
		"2026-11-02 09:30", "11/12 at 6", "next friday", "aujourd’hui 18h", "midnight", "in", "in 9999 weeks", "\u0301", "in \x00h", "1h h", "\xff",
	} {
		f.Add(s, int64(1795460600))
	}
	loc := zoneOf(f, "America/Toronto")
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(1767225600+(unix%31536000+31536000)%31536000, 0).In(loc) // within 2026
		m, err := parseWhen(s, now)
		if err != nil {
			var r *bot.Refusal
			if !errors.As(err, &r) || r.Text == "" || !strings.Contains(s, "%") && strings.Contains(r.Text, "%!") {
				t.Fatalf("%q: %v is no sentence", s, err)
			}
			return
		}
		if m.at.IsZero() {
			if w := strings.ToLower(strings.TrimSpace(s)); w != "now" && w != "maintenant" {
				t.Fatalf("%q was read as now", s)
			}
			return
		}
		if !m.at.After(now) || m.at.After(now.AddDate(0, 0, maxAhead)) {
			t.Fatalf("%q at %v was read as %v", s, now, m.at)
		}
		said, _, _ := strings.Cut(m.String(), " (")
		back, err := parseWhen(said, now)
		if sec := m.at.Truncate(time.Minute); !sec.After(now) {
			return // seconds are not said, and the minute has begun
		} else if err != nil || !back.at.Equal(sec) {
			t.Fatalf("%q at %v was read as %q, and that as %v, %v", s, now, said, back, err)
		}
	})
}
