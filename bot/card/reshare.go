package card

import (
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// sharing says which accounts share their posts again at the times of a series, and
// what the others do.
func (b Book) sharing(a bot.Appeal) []string {
	if !a.Content.Series.Reshare {
		return nil
	}
	var share, follow []string
	for _, r := range a.Plan.Renderings {
		name := b.there(r.Account)
		switch {
		case r.Shares != nil && !slices.Contains(share, name):
			share = append(share, name)
		case r.Shares == nil && !slices.Contains(follow, name):
			follow = append(follow, name)
		}
	}
	var out []string
	switch len(share) {
	case 0:
	case 1:
		out = append(out, share[0]+" shares the post again; its answers stay in one thread.")
	default:
		out = append(out, bot.Names(share)+" share the post again; its answers stay in one thread.")
	}
	switch len(follow) {
	case 0:
	case 1:
		out = append(out, follow[0]+" gets the follow-up shown below, under the line that stands here.")
	default:
		out = append(out, bot.Names(follow)+" get the follow-up shown below, under the line that stands here.")
	}
	return out
}

// shared shows what an account shares again: its post, in the words that stand there.
func (b Book) shared(r bot.Rendering, who string) []chat.Section {
	out := make([]chat.Section, 0, len(r.Parts))
	for i, p := range r.Parts {
		s := chat.Section{Heading: who + nthPart(i, len(r.Parts)), Text: p.Text, Quote: true}
		if i == 0 {
			s.Fields = []chat.Field{{Label: "Goes out", Value: "shared again, as it stands there. Nothing new is published"}}
			if r.Shares.URL != "" {
				s.Links = []chat.Link{{Label: "Open on " + b.account(r.Account), URL: r.Shares.URL}}
			}
		}
		if p.Title != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "Title", Value: p.Title})
		}
		out = append(out, s)
	}
	return out
}

// askShare asks a person to decide about sharing a post again.
func (b Book) askShare(p bot.Post, v View) chat.Message {
	act := func(what string) chat.Action {
		return chat.Action{Verb: VerbDecide, Subject: string(p.ID), Arg: what}
	}
	what := "was refused"
	if p.State == bot.PostHeld {
		what = "was not done"
	}
	return chat.Message{
		Tone: chat.Bad, Exercise: p.Exercise,
		Text: fmt.Sprintf("Sharing the post of %s again on %s %s. %s", v.title(), b.account(p.Account)+", "+language(p.Language), what, p.Note),
		Buttons: []chat.Button{
			{Label: "Share it now", Style: chat.Primary, Action: act("send")},
			{Label: "Give it up", Style: chat.Danger, Action: act("drop")},
		},
	}
}
