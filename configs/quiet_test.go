package configs

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
)

// Times in windows are read on the department's clocks, and what is urgent by itself
// may pass quiet hours where a department says nothing else.
func TestWindowsOfAnAccount(t *testing.T) {
	c := parse(t, `
department: {timezone: America/Toronto}
accounts:
  - {id: one, network: harbour, harbour: {url: u}, quiet: [{from: "23:00", to: "07:00"}, {from: "00:30", to: "12:05", days: [sat, sun]}]}
  - {id: two, network: harbour, harbour: {url: u}, quiet: [{from: "23:00", to: "07:00"}], passes: []}
  - {id: three, network: harbour, harbour: {url: u}, blackouts: [{from: 2026-12-01 08:00, to: 2027-07-01 18:00, reason: court order, passes: [amber]}]}
`, harbourNetwork())
	urgent := []bot.Kind{bot.MissingPerson, bot.Amber, bot.SafetyAlert, bot.Located, bot.Correction}
	want := [][]bot.Window{
		{
			{From: 23 * 60, To: 7 * 60, Passes: urgent},
			{From: 30, To: 12*60 + 5, Days: []time.Weekday{time.Saturday, time.Sunday}, Passes: urgent},
		},
		{{From: 23 * 60, To: 7 * 60}},
		{{
			Begin: time.Date(2026, 12, 1, 13, 0, 0, 0, time.UTC), End: time.Date(2027, 7, 1, 22, 0, 0, 0, time.UTC),
			Reason: "court order", Passes: []bot.Kind{bot.Amber},
		}},
	}
	for i, a := range c.PublicAccounts() {
		if diff := cmp.Diff(want[i], a.Windows); diff != "" {
			t.Errorf("windows of %s (-want +got):\n%s", a.ID, diff)
		}
	}
}
