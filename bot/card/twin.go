package card

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// twins warns of what is public on the same account, or is to be, in the same words
// or at the same time.
func (b Book) twins(v View) []chat.Section {
	switch v.Appeal.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
	default:
		return nil
	}
	if len(v.Appeal.Twins) == 0 {
		return nil
	}
	return []chat.Section{{Heading: "Said twice?", Text: b.Twins(v.Appeal) + " If that is meant so, go on.", Tone: chat.Warning}}
}

// Twins names the twins of an appeal in sentences; empty when it has none.
func (b Book) Twins(a bot.Appeal) string {
	out := make([]string, len(a.Twins))
	for i, t := range a.Twins {
		out[i] = t.Says(b.account(t.Account), b.Now)
	}
	return strings.Join(out, " ")
}
