package card_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

func TestCardsOfWhatIsHeldAndOfWhatWasPurged(t *testing.T) {
	b := book(t)
	carla := bot.Mark{Person: "carla", Name: "Insp. Carla Singh", At: now.Add(-48 * time.Hour).UTC()}
	held := view(bot.Approved)
	held.Case.Hold = bot.Hold{By: carla, Reason: "disclosure for the @channel trial"}
	gone := view(bot.Done)
	gone.Appeal = gone.Appeal.Cut(now.Add(-time.Hour))
	gone.Case.State, gone.Case.Closed, gone.Case.Reason = bot.CaseClosed, carla, "arrest"
	gone.Case.Purged = bot.Purged{Originals: now.Add(-2 * time.Hour).UTC(), Replies: now.Add(-time.Hour).UTC(), Appeals: now.Add(-time.Hour).UTC()}
	gone.Case = gone.Case.Cut()
	reply := bot.Reply{
		ID: "metro/1", Account: "metro", Number: 7, Kind: bot.ReplyAnswer, Case: "c1", Author: "Pat", Handle: "@pat", Label: bot.LabelTip, Labelled: carla,
		Text: "I saw a dark Lexus", Media: []string{"https://pictures.example/1"}, At: now.Add(-72 * time.Hour).UTC(), URL: "https://metro.example/r1", AuthorURL: "https://metro.example/pat",
		Edits: []bot.ReplyEdit{{Text: "A blue Lexus", At: now.Add(-71 * time.Hour).UTC()}},
	}
	reply = reply.Cut(now.Add(-time.Hour))
	for name, m := range map[string]chat.Message{
		"hold": b.Appeal(held), "hold-case": b.Case(held.Case, []card.View{held}, bot.Tally{}),
		"purged": b.Appeal(gone), "purged-case": b.Case(gone.Case, []card.View{gone}, bot.Tally{Replies: 7}),
		"purged-reply": b.Reply(card.ReplyView{Reply: reply, Case: gone.Case}),
	} {
		golden(t, name, m.Plain())
	}
	list, err := b.List(card.Answers{Replies: []bot.Reply{reply}})
	if err != nil || strings.Contains(string(list), "Lexus") || strings.Contains(strings.ToLower(string(list)), "pat,") || !strings.Contains(string(list), "purged under the retention rule") {
		t.Errorf("%s, %v", list, err)
	}
}
