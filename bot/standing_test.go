package bot_test

import (
	"testing"
	"time"

	"appealbot/bot"
)

func TestMonthsAreThoseOfUTC(t *testing.T) {
	zone := time.FixedZone("EST", -5*3600)
	for at, want := range map[time.Time]string{
		time.Date(2026, 11, 30, 23, 0, 0, 0, zone):       "2026-12",
		time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC):     "2026-12",
		time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC): "2026-11",
		time.Date(2027, 1, 1, 4, 59, 0, 0, time.UTC):     "2027-01",
		time.Date(2026, 12, 31, 18, 59, 0, 0, zone):      "2026-12",
	} {
		if got := bot.Month(at); got != want {
			t.Errorf("Month(%v) = %s, want %s", at, got, want)
		}
	}
}

func TestABudgetIsOverWhenMoreIsSpent(t *testing.T) {
	for _, tt := range []struct {
		spent, budget int64
		want          bool
	}{{0, 0, false}, {1, 0, false}, {5, 5, false}, {6, 5, true}, {0, 5, false}, {6, -1, false}} {
		if got := (bot.Spending{Micros: tt.spent}).Over(tt.budget); got != tt.want {
			t.Errorf("%d of %d: over is %t", tt.spent, tt.budget, got)
		}
	}
}
