package bot_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"appealbot/bot"
)

// told are the first n times at which people are told what is left, by the clock of
// the department.
func told(since time.Time, n int) (out []string) {
	for now := since; len(out) < n; {
		at := bot.NextNag(since, now)
		now = at.In(since.Location())
		out = append(out, now.Format("2 15:04"))
	}
	return out
}

func TestPeopleAreToldOftenAndThenSeldomAndEveryMorning(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	since := time.Date(2026, 11, 10, 14, 20, 0, 0, toronto)
	got := told(since, 26)
	want := []string{
		"10 14:25", "10 14:35", "10 14:50", "10 15:20", "10 16:20", "10 17:20", "10 18:20", "10 19:20", "10 20:20", "10 21:20", "10 22:20", "10 23:20",
		"11 00:20", "11 01:20", "11 02:20", "11 03:20", "11 04:20", "11 05:20", "11 06:20", "11 07:20", "11 08:20", "11 09:00", "11 10:00", "11 11:00",
		"11 12:00", "11 13:00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("on the first day %v\nwant %v", got, want)
	}
	got = told(since, 50)[28:]
	want = []string{
		"11 19:00", "11 23:00", "12 03:00", "12 07:00", "12 09:00", "12 13:00", "12 17:00", "12 21:00", "13 01:00", "13 05:00", "13 09:00",
		"13 13:00", "13 17:00", "13 21:00", "14 01:00", "14 05:00", "14 09:00", "14 13:00", "14 17:00", "14 21:00", "15 01:00", "15 05:00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("from the second day on %v\nwant %v", got, want)
	}
}

// Whatever is done to the clocks, people are told every morning at nine, as long as it
// takes.
func TestPeopleAreToldEveryMorning(t *testing.T) {
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	since := time.Date(2026, 10, 20, 3, 7, 11, 0, toronto)
	mornings := map[int]bool{}
	for now := since; now.Sub(since) < 400*24*time.Hour; {
		at := bot.NextNag(since, now)
		if d := at.Sub(now); d <= 0 || d > 4*time.Hour || at.Location() != time.UTC {
			t.Fatalf("from %v to %v", now, at)
		}
		if now = at.In(toronto); now.Hour() == 9 && now.Minute() == 0 {
			mornings[now.Year()*366+now.YearDay()] = true
		}
	}
	if n := len(mornings); n < 400 || n > 401 {
		t.Errorf("told on %d of 400 mornings", n)
	}
}

// A clock that was put back silences nobody until it has come round again.
func TestPeopleAreToldWhenTheClockIsPutBack(t *testing.T) {
	since := time.Date(2027, 11, 10, 14, 20, 0, 0, time.UTC)
	now := since.AddDate(-1, 0, 0)
	if at := bot.NextNag(since, now); at.Sub(now) != 5*time.Minute {
		t.Errorf("they are told at %v", at)
	}
}

func TestHowOftenPeopleAreToldDependsOnTheNewest(t *testing.T) {
	at := time.Date(2026, 11, 10, 14, 20, 0, 0, time.UTC)
	left := func(since time.Time) bot.Leftover {
		return bot.Leftover{Removal: bot.Post{Gone: bot.Gone{Since: since}}}
	}
	if got := bot.NewestGone([]bot.Leftover{left(at), left(at.Add(time.Hour)), left(at.Add(-time.Hour))}); !got.Equal(at.Add(time.Hour)) {
		t.Errorf("it counts from %v", got)
	}
}
