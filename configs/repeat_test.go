package configs

import (
	"testing"

	"appealbot/bot"
)

// Where a person is shown, each repeat is approved by itself, unless the department
// says otherwise; a kind takes over what the default rule says.
func TestWhoApprovesRepeats(t *testing.T) {
	for text, want := range map[string]map[bot.Kind]bot.Repeats{
		"":                                    {bot.Witness: bot.RepeatOnce, bot.MissingPerson: bot.RepeatEach, bot.Wanted: bot.RepeatEach, bot.Identify: bot.RepeatEach},
		"approval: {default: {repeat: each}}": {bot.Witness: bot.RepeatEach, bot.MissingPerson: bot.RepeatEach},
		"approval: {default: {repeat: each}, kinds: {footage: {repeat: once}}}":  {bot.Footage: bot.RepeatOnce, bot.Vehicle: bot.RepeatEach},
		"approval: {kinds: {missing: {repeat: once}, vehicle: {need: 1}}}":       {bot.MissingPerson: bot.RepeatOnce, bot.Vehicle: bot.RepeatOnce},
		"approval: {default: {repeat: each}, kinds: {vehicle: {confirm: true}}}": {bot.Vehicle: bot.RepeatEach},
	} {
		rules := parse(t, text).Rules()
		for kind, r := range want {
			if got := rules.For(kind).Repeat; got != r {
				t.Errorf("%q: %s is approved %q, want %q", text, kind, got, r)
			}
		}
	}
}
