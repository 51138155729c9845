package card_test

import (
	"fmt"
	"strings"
	"testing"

	"appealbot/bot"
)

// A draft with very many findings shows the first of them; whoever approves sees all
// that are left.
func TestManyFindings(t *testing.T) {
	for state, want := range map[bot.AppealState]int{bot.Editing: 12, bot.Rejected: 12, bot.Waiting: 30} {
		v := view(state)
		v.Appeal.Findings = nil
		for i := range 30 {
			v.Appeal.Findings = append(v.Appeal.Findings, bot.Finding{Rule: "style", Severity: bot.Hint, Field: "text.en", Start: i, End: i, Why: fmt.Sprintf("Reason %d.", i)})
		}
		got := book(t).Appeal(v).Plain()
		if n := strings.Count(got, "Reason "); n != want {
			t.Errorf("%s: %d are shown, want %d", state, n, want)
		}
		if more := strings.Contains(got, "18 more findings are shown when some of these are settled."); more != (want < 30) {
			t.Errorf("%s: that there are more is said: %v", state, more)
		}
	}
}
