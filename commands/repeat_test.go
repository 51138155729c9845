package commands

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
)

func TestRepeatReadsWhatPeopleWrite(t *testing.T) {
	now := mondayInToronto(t) // Mon 23 Nov 2026 14:03
	for _, c := range []struct{ in, want, rule string }{
		{"daily 18:00 until friday", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", "daily 18:00, 5 times until Fri 27 Nov 2026"},
		{"Daily at 6pm until Friday", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", "daily 18:00, 5 times until Fri 27 Nov 2026"},
		{"every day 18:00, until fri 12:00", "23 18:00|24 18:00|25 18:00|26 18:00", "daily 18:00, 4 times until Thu 26 Nov 2026"},
		{"daily 18:00 until friday 18:00", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", "daily 18:00, 5 times until Fri 27 Nov 2026"},
		{"18:00 daily until tomorrow", "23 18:00|24 18:00", "daily 18:00, 2 times until Tue 24 Nov 2026"},
		{"every monday 9:00 for 4 weeks", "30 09:00|7 09:00|14 09:00|21 09:00", "every Monday 09:00, 4 times until Mon 21 Dec 2026"},
		{"mondays 9:00 for 4 weeks", "30 09:00|7 09:00|14 09:00|21 09:00", "every Monday 09:00, 4 times until Mon 21 Dec 2026"},
		{"every monday and thursday 9:00 for 10 days", "26 09:00|30 09:00|3 09:00", "every Monday and Thursday 09:00, 3 times until Thu 3 Dec 2026"},
		{"every thursday, monday and wed at 9am 3 times", "25 09:00|26 09:00|30 09:00", "every Monday, Wednesday and Thursday 09:00, 3 times until Mon 30 Nov 2026"},
		{"weekdays 8:00 until 2026-11-27", "24 08:00|25 08:00|26 08:00|27 08:00", "on weekdays 08:00, 4 times until Fri 27 Nov 2026"},
		{"every weekday 8:00 and 17:30, 3 times", "23 17:30|24 08:00|24 17:30", "on weekdays 08:00 and 17:30, 3 times until Tue 24 Nov 2026"},
		{"weekends 10:00 for 1 week", "28 10:00|29 10:00", "on weekends 10:00, 2 times until Sun 29 Nov 2026"},
		{"daily 8:00, 12:00 and 18:00, 4 times", "23 18:00|24 08:00|24 12:00|24 18:00", "daily 08:00, 12:00 and 18:00, 4 times until Tue 24 Nov 2026"},
		{"daily 18:00 until nov 25th", "23 18:00|24 18:00|25 18:00", "daily 18:00, 3 times until Wed 25 Nov 2026"},
		{"daily 18:00 for a week", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00|28 18:00|29 18:00", "daily 18:00, 7 times until Sun 29 Nov 2026"},
		{"daily 18:00 until today 20:00", "23 18:00", "daily 18:00, once, Mon 23 Nov 2026"},
		{"chaque lundi 9h pendant 4 semaines", "30 09:00|7 09:00|14 09:00|21 09:00", "every Monday 09:00, 4 times until Mon 21 Dec 2026"},
		{"tous les jours à 18h jusqu’à vendredi", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", "daily 18:00, 5 times until Fri 27 Nov 2026"},
		{"tous les jours 18h jusqu'au 25 novembre", "23 18:00|24 18:00|25 18:00", "daily 18:00, 3 times until Wed 25 Nov 2026"},
		{"tous les lundis et jeudis 9h30, 2 fois", "26 09:30|30 09:30", "every Monday and Thursday 09:30, 2 times until Mon 30 Nov 2026"},
		{"en semaine 8h 2 fois", "24 08:00|25 08:00", "on weekdays 08:00, 2 times until Wed 25 Nov 2026"},
		{"jours ouvrables 8h 2 fois", "24 08:00|25 08:00", "on weekdays 08:00, 2 times until Wed 25 Nov 2026"},
		{"tous les jours ouvrables 8h 2 fois", "24 08:00|25 08:00", "on weekdays 08:00, 2 times until Wed 25 Nov 2026"},
		{`"0 18 * * 1-5" until friday`, "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", `"0 18 * * 1-5", 5 times until Fri 27 Nov 2026`},
		{`0 18 * * 1-5 until friday`, "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", `"0 18 * * 1-5", 5 times until Fri 27 Nov 2026`},
		{`“30 8-20/6 * * MON” 3 times`, "23 14:30|23 20:30|30 08:30", `"30 8-20/6 * * MON", 3 times until Mon 30 Nov 2026`},
		{"daily 18:00 until friday: Still looking. Call 416-808-2222: anytime", "23 18:00|24 18:00|25 18:00|26 18:00|27 18:00", "daily 18:00, 5 times until Fri 27 Nov 2026"},
	} {
		r, err := parseRepeat(c.in, now)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		var got []string
		for _, s := range r.slots {
			got = append(got, s.At.In(now.Location()).Format("2 15:04"))
		}
		if g := strings.Join(got, "|"); g != c.want || r.rule != c.rule {
			t.Errorf("%q was read as %s (%s), want %s (%s)", c.in, g, r.rule, c.want, c.rule)
		}
		if _, text, _ := strings.Cut(c.in, ": "); r.text != text {
			t.Errorf("%q has the text %q", c.in, r.text)
		}
	}
}

func TestRepeatReadsHow(t *testing.T) {
	now := mondayInToronto(t)
	for in, reshare := range map[string]bool{
		"daily 18:00 until friday as reshare":                    true,
		"daily 18:00 until friday, as a Reshare":                 true,
		"daily 18:00, 5 times as repost":                         true,
		"daily 18:00 as boosts":                                  true,
		"daily 18:00 as reshare until friday":                    true,
		"daily 18:00 as a repost, 5 times":                       true,
		"daily 18:00 until friday as reshare.":                   true,
		`"0 18 * * *" until friday as reshare`:                   true,
		"tous les jours 18h jusqu’à vendredi en partage":         true,
		"tous les jours 18h jusqu’à vendredi comme un repartage": true,
		"daily 18:00 until friday":                               false,
		"daily 18:00 until friday as a follow-up":                false,
		"tous les jours 18h jusqu’à vendredi comme suivi":        false,
	} {
		r, err := parseRepeat(in, now)
		if err != nil || r.reshare != reshare || len(r.slots) == 0 {
			t.Errorf("%q: reshare %v of %d slots, %v; want %v", in, r.reshare, len(r.slots), err, reshare)
		}
	}
	for in, says := range map[string]string{
		"daily 18:00 until friday as reshare: Other words.": "What is shared again keeps its own words.",
		"daily 18:00 until friday as resahre":               `but not "as resahre"`,
		"as reshare":                                        "I cannot read times",
	} {
		_, err := parseRepeat(in, now)
		if refusal, ok := errors.AsType[*bot.Refusal](err); !ok || !strings.Contains(refusal.Text, says) {
			t.Errorf("%q: %v, want a sentence with %q", in, err, says)
		}
	}
}

func TestRepeatRefusesWhatItCannotRead(t *testing.T) {
	now := mondayInToronto(t)
	for in, says := range map[string]string{
		"":                              "Write it like daily 18:00 until friday",
		"daily":                         "At what time? Write daily 18:00.",
		"every monday":                  "At what time? Write every Monday 18:00.",
		"every":                         "Every what?",
		"18:00":                         "is not complete",
		"daily 6":                       "6 what?",
		"daily 25:00":                   "There is no 25:00",
		"daily midnight":                "Midnight belongs to two days",
		"daily 18:00 until":             "Until when?",
		"daily 18:00 until yesterday":   `but not "yesterday"`,
		"daily 18:00 until next friday": "different weeks",
		"daily 18:00 until 2026-11-01":  "is over",
		"daily 18:00 until 2027-03-01":  "runs out after 30 days",
		"daily 18:00 for 5 weeks":       "runs out after 30 days",
		"daily 18:00 for 2 months":      "write for 30 days",
		"daily 18:00 for ever":          `but not "ever"`,
		"daily 18:00 for 3 hours":       "For how long?",
		"daily 18:00 40 times":          "Only 30 of the 40 times",
		"daily 18:00 0 times":           "Choose 1 to 60 times",
		"daily 18:00 100 times":         "Choose 1 to 60 times",
		"daily 18:00 untl friday":       `Did you mean "until"?`,
		"dialy 18:00 until friday":      `Did you mean "daily"?`,
		"daily 18:00 and 18:00":         "18:00 is there twice",
		"daily 18:00 and 18:30":         "less than an hour apart",
		"every monday and monday 9:00":  "Monday is there twice",
		"every 2 days 18:00":            "Name the days of the week",
		"every 20 minutes":              "Name the times of day",
		"hourly":                        "Name the times of day",
		"every hour until friday":       "Name the times of day",
		"weekly 9:00":                   "On which day?",
		"monthly 9:00":                  "On which day?",
		"twice daily":                   "Say at what times",
		"3 times daily":                 "Say at what times",
		"every tuesday 9:00 until 25 nov, noon and then some": "but not",
		"every wednesday 9:00 until tomorrow":                 "There is no such time before Tue 24 Nov 2026 23:59",
		"daily 18:00 until friday:":                           "Write the words to publish behind the colon",
		`"0 18 * *" until friday`:                             "has five fields",
		`"0 18 * * 7"`:                                        "from 0, Sunday, to 6",
		`"0 0 30 2 *"`:                                        "There is no such time before",
		`"TZ=UTC"`:                                            "Leave the time zone out",
		`"TZ=UTC 0 18 * * *"`:                                 "Leave the time zone out",
		`"CRON_TZ=UTC 0 18 * * *"`:                            "Leave the time zone out",
		`"@every 1h"`:                                         "says no time of day",
		"@daily":                                              "says no time of day",
		`"@reboot"`:                                           "says no time of day",
		`"*/10 * * * *"`:                                      "less than an hour apart",
		`"0 * * * *" until friday`:                            "more than 60 times",
		`"0 18 * * mon;"`:                                     "is not a cron expression",
		`""`:                                                  "has five fields",
		"0 18 * * 1-5 until":                                  "Until when?",
		"daily 18:00 until friday please":                     `but not "please"`,
		strings.Repeat("daily ", 50):                          "in a few words",
	} {
		r, err := parseRepeat(in, now)
		if refusal, ok := errors.AsType[*bot.Refusal](err); !ok || !strings.Contains(refusal.Text, says) {
			t.Errorf("%q: %v, %+v, want a sentence with %q", in, err, r.rule, says)
		}
	}
}

// A series that names no end says when it ends, and one on the day when the clocks
// change says what they do.
func TestRepeatSaysWhatNobodyAsked(t *testing.T) {
	for in, c := range map[string]struct{ now, says string }{
		"daily 18:00":               {"2026-11-23T14:00:00-05:00", "You named no end, so it ends after 30 days"},
		`"0 8-20 * * *"`:            {"2026-11-23T14:00:00-05:00", "A series has at most 60 times"},
		"mondays 9:00 until monday": {"2026-11-23T08:00:00-05:00", "Today is Monday; this is the next one."},
		"daily 2:30 3 times":        {"2027-03-13T00:00:00-05:00", "There is no 02:30 on Sun 14 Mar 2027: the clocks go from 01:59 straight to 03:00. It goes out at 03:00 EDT."},
		"daily 1:30 3 times":        {"2026-10-31T00:00:00-04:00", "01:30 happens twice on Sun 1 Nov 2026, because the clocks go back. It goes out at the first, 01:30 EDT."},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		r, err := parseRepeat(in, now.In(zoneOf(t, "America/Toronto")))
		if err != nil {
			t.Errorf("%q: %v", in, err)
		}
		if got := strings.Join(r.notes(), " "); !strings.Contains(got, c.says) {
			t.Errorf("%q says %q, want %q", in, got, c.says)
		}
	}
}

func FuzzRepeat(f *testing.F) {
	for _, s := range []string{
		"daily 18:00 until friday", "every monday and thursday 9am for 4 weeks", "weekdays 8:00 and 17:30, 10 times: words", "tous les jours 18h jusqu'à vendredi",
		`"0 18 * * 1-5" until friday`, "0 18 * * * 5 times", "@every 1h", `"TZ=UTC"`, `"TZ= "`, "every", "daily 2:30", `"*/61 * * * *"`, `"? ? ? ? ?"`, `"1-0 * * * *"`, "for", "\xff", "daily 18:00:\n",
	} {
		f.Add(s, int64(1795460600))
	}
	loc := zoneOf(f, "America/Toronto")
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(1767225600+(unix%31536000+31536000)%31536000, 0).In(loc) // within 2026
		r, err := parseRepeat(s, now)
		if err != nil {
			refusal, ok := errors.AsType[*bot.Refusal](err)
			if !ok || refusal.Text == "" || !strings.Contains(s, "%") && strings.Contains(refusal.Text, "%!") {
				t.Fatalf("%q: %v is no sentence", s, err)
			}
			return
		}
		if len(r.slots) == 0 || len(r.slots) > bot.MaxSlots {
			t.Fatalf("%q has %d times", s, len(r.slots))
		}
		last := now
		for i, slot := range r.slots {
			if i > 0 && slot.At.Sub(last) < bot.SlotGap || !slot.At.After(now) || slot.At.After(now.Add(bot.SeriesLength)) || slot.At.Second() != 0 {
				t.Fatalf("%q at %v: %v after %v", s, now, slot.At, last)
			}
			last = slot.At
		}
	})
}
