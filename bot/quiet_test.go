package bot_test

import (
	"testing"
	"time"

	"appealbot/bot"
)

func zone(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// at is a time in Toronto, by its offset where clocks show it twice.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	out, err := time.Parse("2006-01-02 15:04:05 -0700", s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// In 2026 clocks in Toronto go forward on 8 March at 02:00 and back on 1 November at
// 02:00.
func TestQuietHours(t *testing.T) {
	night := bot.Window{From: 23 * 60, To: 7 * 60}
	weekend := bot.Window{From: 22 * 60, To: 6 * 60, Days: []time.Weekday{time.Friday, time.Saturday}}
	noon := bot.Window{From: 12 * 60, To: 13 * 60}
	repeated := bot.Window{From: 23 * 60, To: 90} // to 01:30
	small := bot.Window{From: 60, To: 90}         // 01:00 to 01:30
	skipped := bot.Window{From: 150, To: 240}     // 02:30 to 04:00
	into := bot.Window{From: 60, To: 150}         // 01:00 to 02:30
	inside := bot.Window{From: 130, To: 170}      // 02:10 to 02:50
	whole := bot.Window{From: 9 * 60, To: 8*60 + 59}
	for _, tt := range []struct {
		name  string
		w     bot.Window
		t     string
		until string // empty: it does not cover t
	}{
		{"before", night, "2026-11-24 22:59:59 -0500", ""},
		{"from the first moment", night, "2026-11-24 23:00:00 -0500", "2026-11-25 07:00:00 -0500"},
		{"after midnight", night, "2026-11-25 00:00:00 -0500", "2026-11-25 07:00:00 -0500"},
		{"until the last moment", night, "2026-11-25 06:59:59 -0500", "2026-11-25 07:00:00 -0500"},
		{"not any more", night, "2026-11-25 07:00:00 -0500", ""},
		{"within a day", noon, "2026-11-25 12:30:00 -0500", "2026-11-25 13:00:00 -0500"},
		{"within a day, over", noon, "2026-11-25 13:00:00 -0500", ""},
		{"a day on which they begin", weekend, "2026-11-27 23:00:00 -0500", "2026-11-28 06:00:00 -0500"},
		{"the morning after", weekend, "2026-11-29 05:00:00 -0500", "2026-11-29 06:00:00 -0500"},
		{"another day", weekend, "2026-11-29 23:00:00 -0500", ""},
		{"the morning of the first", weekend, "2026-11-27 05:00:00 -0500", ""},
		{"in a night of 7 hours", night, "2026-03-08 01:30:00 -0500", "2026-03-08 07:00:00 -0400"},
		{"in a night of 9 hours", night, "2026-10-31 23:30:00 -0400", "2026-11-01 07:00:00 -0500"},
		{"to a time that is there twice, first", repeated, "2026-11-01 01:15:00 -0400", "2026-11-01 01:30:00 -0500"},
		{"to a time that is there twice, between", repeated, "2026-11-01 01:45:00 -0400", "2026-11-01 01:30:00 -0500"},
		{"to a time that is there twice, second", repeated, "2026-11-01 01:29:59 -0500", "2026-11-01 01:30:00 -0500"},
		{"to a time that is there twice, over", repeated, "2026-11-01 01:30:00 -0500", ""},
		{"from a time that is there twice", small, "2026-11-01 01:00:00 -0400", "2026-11-01 01:30:00 -0500"},
		{"before a time that is there twice", small, "2026-11-01 00:59:59 -0400", ""},
		{"from a time that is not there", skipped, "2026-03-08 03:00:00 -0400", "2026-03-08 04:00:00 -0400"},
		{"before one that is not there", skipped, "2026-03-08 01:59:59 -0500", ""},
		{"to a time that is not there", into, "2026-03-08 01:59:59 -0500", "2026-03-08 03:00:00 -0400"},
		{"to a time that is not there, over", into, "2026-03-08 03:00:00 -0400", ""},
		{"all of which is not there", inside, "2026-03-08 03:00:00 -0400", ""},
		{"all but a minute", whole, "2026-11-25 08:58:00 -0500", "2026-11-25 08:59:00 -0500"},
		{"all but this minute", whole, "2026-11-25 08:59:00 -0500", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			until, ok := tt.w.Covers(at(t, tt.t).UTC(), zone(t))
			switch {
			case ok != (tt.until != ""):
				t.Errorf("covers it: %v, until %v", ok, until)
			case ok && !until.Equal(at(t, tt.until)):
				t.Errorf("until %v, want %s", until.In(zone(t)), tt.until)
			}
		})
	}
}

// What Covers says holds at each minute of the nights of a change: it covers all until
// the end that it names, and nothing at that end.
func TestQuietHoursHaveNoHoles(t *testing.T) {
	toronto := zone(t)
	for _, w := range []bot.Window{{From: 23 * 60, To: 7 * 60}, {From: 23 * 60, To: 90}, {From: 60, To: 150}, {From: 115, To: 125}, {From: 150, To: 60}} {
		for _, day := range []string{"2026-03-07", "2026-10-31", "2026-11-24"} {
			from := at(t, day+" 12:00:00 -0500")
			var until time.Time
			for m := range 24 * 60 {
				now := from.Add(time.Duration(m) * time.Minute)
				end, ok := w.Covers(now, toronto)
				if now.Before(until) && (!ok || !end.Equal(until)) {
					t.Fatalf("%+v at %v: covered %v until %v, but was until %v", w, now, ok, end, until)
				}
				if ok && !end.After(now) {
					t.Fatalf("%+v at %v: ends %v", w, now, end)
				}
				if ok {
					until = end
				}
			}
		}
	}
}

func TestPaused(t *testing.T) {
	night := bot.Window{From: 23 * 60, To: 7 * 60, Passes: []bot.Kind{bot.MissingPerson}}
	court := bot.Window{Begin: at(t, "2026-11-25 06:00:00 -0500"), End: at(t, "2026-11-25 12:00:00 -0500"), Reason: "court order"}
	acc := bot.Account{ID: "metro", Windows: []bot.Window{night, court}}
	set := func(scope bot.Scope, subject string, from, until string) bot.Freeze {
		return bot.Freeze{ID: "f", Scope: scope, Subject: subject, By: bot.Mark{At: at(t, from)}, Until: at(t, until), Reason: "a judge called"}
	}
	const midnight = "2026-11-25 00:00:00 -0500"
	for _, tt := range []struct {
		name   string
		kind   bot.Kind
		urgent bool
		set    []bot.Freeze
		t      string
		until  string
		why    string
	}{
		{"windows that overlap", bot.Witness, false, nil, midnight, "2026-11-25 12:00:00 -0500", "the quiet hours (23:00 to 07:00)"},
		{"no reason, no passing", bot.MissingPerson, false, nil, midnight, "2026-11-25 12:00:00 -0500", "the quiet hours (23:00 to 07:00)"},
		{"a reason", bot.MissingPerson, true, nil, midnight, "", ""},
		{"a reason for a kind that does not pass", bot.Wanted, true, nil, midnight, "2026-11-25 12:00:00 -0500", "the quiet hours (23:00 to 07:00)"},
		{"a correction", bot.Correction, false, nil, midnight, "", ""},
		{"an answer", bot.Answer, false, nil, midnight, "", ""},
		{"a blackout lets no reason pass", bot.MissingPerson, true, nil, "2026-11-25 06:30:00 -0500", "2026-11-25 12:00:00 -0500", "the blackout (court order)"},
		{"nor a correction", bot.Correction, false, nil, "2026-11-25 06:30:00 -0500", "2026-11-25 12:00:00 -0500", "the blackout (court order)"},
		{"by day", bot.Witness, false, nil, "2026-11-25 12:00:00 -0500", "", ""},
		{
			"one that an officer set on the account", bot.MissingPerson, true,
			[]bot.Freeze{set(bot.FreezeAccount, "metro", midnight, "2026-11-26 00:00:00 -0500")},
			"2026-11-25 13:00:00 -0500", "2026-11-26 00:00:00 -0500", "the blackout (a judge called)",
		},
		{
			"and then the night", bot.Witness, false,
			[]bot.Freeze{set(bot.FreezeAll, "", midnight, "2026-11-26 00:00:00 -0500")},
			"2026-11-25 13:00:00 -0500", "2026-11-26 07:00:00 -0500", "the blackout (a judge called)",
		},
		{
			"on another account", bot.Witness, false,
			[]bot.Freeze{set(bot.FreezeAccount, "page", midnight, "2026-11-26 00:00:00 -0500")},
			"2026-11-25 13:00:00 -0500", "", "",
		},
		{
			"a freeze is none", bot.Witness, false,
			[]bot.Freeze{{ID: "f", Scope: bot.FreezeAll, By: bot.Mark{At: at(t, midnight)}}},
			"2026-11-25 13:00:00 -0500", "", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, waits := acc.Paused(tt.kind, tt.urgent, tt.set, at(t, tt.t), zone(t))
			switch {
			case waits != (tt.until != ""):
				t.Errorf("waits %v, until %v", waits, p.Until)
			case waits && (!p.Until.Equal(at(t, tt.until)) || p.Window.Why() != tt.why):
				t.Errorf("until %v because of %s", p.Until.In(zone(t)), p.Window.Why())
			}
		})
	}
}

// The reason for which a plan passes is a part of what is approved; plans without one
// are what they were.
func TestUrgencyIsApproved(t *testing.T) {
	p := bot.Plan{Appeal: "a", Revision: 1}
	q := p
	q.Urgent = "a child is out in the cold"
	r := q
	r.Urgent = "another reason"
	if p.Digest() == q.Digest() || q.Digest() == r.Digest() {
		t.Error("the reason is not in the digest")
	}
}

func TestBlackoutsStopNothing(t *testing.T) {
	f := bot.Freeze{Scope: bot.FreezeAll, Until: at(t, "2026-11-26 00:00:00 -0500")}
	if f.Stops("metro", "c1") || !f.Concerns("metro", "c1") || !f.Blackout() {
		t.Error("a blackout stops, instead of letting wait")
	}
	if f.Until = (time.Time{}); !f.Stops("metro", "c1") {
		t.Error("a freeze does not stop")
	}
}
