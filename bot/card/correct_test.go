package card_test

import (
	"fmt"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// corrected is a correction of the appeal that view shows.
func corrected(s bot.AppealState, how bot.Way) card.View {
	v := view(s)
	a := &v.Appeal
	a.Number, a.Kind, a.Parent = 2, bot.Correction, "a0"
	a.Remedy = bot.Remedy{How: how, Number: 1, Why: "wrong street"}
	was := []bot.Part{{Text: "Were you near Lakeshore and Fifth? (1/2)"}, {Text: "Call 416-808-2222. (2/2)"}}
	metro, page := &a.Plan.Renderings[0], &a.Plan.Renderings[1]
	metro.Corrects = &bot.Correcting{Post: "p-metro", Way: how, Was: was}
	page.Corrects = &bot.Correcting{Post: "p-page", Way: how, Was: []bot.Part{{Text: "Were you near Lakeshore and Fifth? Call 416-808-2222.", Title: "Shooting"}}}
	page.Parts[0].Title = "Lake Shore shooting"
	if how == bot.WayEdit {
		page.Corrects.Way, page.Corrects.Why = bot.WayReplace, "posts on Metro Police Page cannot be changed"
	}
	return v
}

// What becomes of each post, and which words go and come, as a person reads it.
func TestCardsOfCorrections(t *testing.T) {
	b := book(t)
	at := now.UTC()
	edit := bot.Post{
		ID: "e", Op: bot.OpEdit, Appeal: "a1", Case: "c1", Account: "metro", Language: "en", Digest: "d1", Target: "p-metro", URL: "https://metro.example/1",
		Rendering: corrected(bot.Approved, bot.WayEdit).Appeal.Plan.Renderings[0],
	}
	in := func(s bot.PostState, note string) bot.Post {
		p := edit
		p.State, p.Note, p.Posted = s, note, at
		return p
	}
	done := corrected(bot.Approved, bot.WayEdit)
	posted := in(bot.PostPosted, "")
	posted.Remotes = []string{"1", "2"}
	done.Posts = []bot.Post{posted}
	half := in(bot.PostQueued, "")
	half.Remotes, half.Due = []string{"1"}, at
	trouble := corrected(bot.Approved, bot.WayEdit)
	trouble.Posts = []bot.Post{half}
	old := view(bot.Approved)
	old.Posts = []bot.Post{{
		ID: "p-metro", Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: "metro", Language: "en", Digest: "d1", State: bot.PostPosted,
		Posted: at.Add(-3600e9), Remotes: []string{"1", "2"}, URL: "https://metro.example/1", Rendering: old.Appeal.Plan.Renderings[0],
		Edits: []bot.Rewording{{By: "e", Was: "h", At: at}},
	}}
	present := bot.Content{Texts: map[string]string{"en": "Were you near Lakeshore and Fifth?", "fr": "Étiez-vous là?"}}
	for name, m := range map[string]chat.Message{
		"correct-waiting": b.Appeal(corrected(bot.Waiting, bot.WayEdit)), "correct-replace": b.Appeal(corrected(bot.Waiting, bot.WayReplace)),
		"correct-follow": b.Appeal(corrected(bot.Waiting, bot.WayFollow)), "correct-done": b.Appeal(done), "correct-half": b.Appeal(trouble),
		"correct-old": b.Appeal(old), "ask-edit-refused": b.Ask(in(bot.PostRefused, "Too late to change it."), done),
		"ask-edit-held": b.Ask(in(bot.PostHeld, "Publication is stopped."), done), "ask-edit-over": b.Ask(posted, done),
	} {
		golden(t, name, m.Plain())
	}
	f := b.Correct(view(bot.Approved), present, "", bot.WayEdit)
	var s strings.Builder
	fmt.Fprintf(&s, "%s\n%s\n", f.Title, f.Intro)
	for _, in := range f.Inputs {
		fmt.Fprintf(&s, "%s: %s (%s)\n", in.Label, in.Value, in.Hint)
		for _, o := range in.Options {
			fmt.Fprintf(&s, "  %s: %s\n", o.Value, o.Label)
		}
	}
	golden(t, "correct-form", s.String())
}
