package card

import (
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// preps shows the videos that are being prepared and those that could not be.
func preps(v View) []chat.Section {
	var out []chat.Section
	for _, p := range v.Preps {
		if !p.Open() && p.State != bot.PrepFailed {
			continue
		}
		act := func(verb string) chat.Action { return chat.Action{Verb: verb, Subject: string(p.ID)} }
		s := chat.Section{Text: name(p.Name) + " is being prepared: " + PrepState(p), Tone: chat.Waiting}
		if p.Replaces != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "When it is ready", Value: "it takes the place of the video that is there"})
		}
		if len(p.Edits) > 0 {
			s.Fields = append(s.Fields, chat.Field{Label: "To be covered", Value: covers(p.Edits, v.gridOf(p.Replaces))})
		}
		if p.State == bot.PrepFailed {
			s.Buttons = append(s.Buttons, chat.Button{Label: "Try again", Style: chat.Primary, Action: act(VerbReprep)})
			s.Text, s.Tone, s.Fields = name(p.Name)+" could not be prepared. "+sentence(p.Note), chat.Bad, nil
		}
		s.Buttons = append(s.Buttons, chat.Button{Label: "Take it off", Action: act(VerbUnprep)})
		out = append(out, s)
	}
	return out
}

// PrepState is how far a preparation is, in words: "converting, 63 %".
func PrepState(p bot.Prep) string {
	switch {
	case p.State == bot.PrepWaiting && p.Attempt > 0:
		return "to be begun again"
	case p.State != bot.PrepWorking, p.Step == "":
		return "waiting for its turn"
	default:
		return fmt.Sprintf("%s, %d %%", p.Step, p.Percent)
	}
}

// preparing reports whether a video of the appeal is still to come.
func (v View) preparing() bool { return slices.ContainsFunc(v.Preps, bot.Prep.Open) }

// unchanged reports whether somebody asked for a change of a video that could not be
// made, and has not said yet what to do about it.
func (v View) unchanged() bool {
	return slices.ContainsFunc(v.Preps, func(p bot.Prep) bool {
		return p.State == bot.PrepFailed && p.Replaces != "" && v.Appeal.Content.Medium(p.Replaces) >= 0
	})
}
