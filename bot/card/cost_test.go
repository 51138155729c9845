package card_test

import (
	"encoding/json"
	"strings"
	"testing"

	"appealbot/bot"
)

// Sharing again costs as much as it is booked for, whatever stands in the shared post.
func TestASharedPostHasAPrice(t *testing.T) {
	v := view(bot.Waiting)
	v.Appeal.Plan.Renderings = nil
	for slot := range 4 {
		v.Appeal.Plan.Renderings = append(v.Appeal.Plan.Renderings, bot.Rendering{
			Account: "metro", Language: "en", Slot: slot + 1, Shares: &bot.Sharing{Post: "post"},
			Parts: []bot.Part{{Text: "Tell us at tps.example/tips"}, {Text: "Or call 416-555-0199."}},
		})
	}
	out, err := json.Marshal(real(t).Appeal(v))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "about US$0.06 altogether") {
		t.Errorf("four times $0.015 is not on the card: %s", out)
	}
}
