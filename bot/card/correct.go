package card

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// VerbCorrect asks how and in which words what is public is corrected.
const VerbCorrect = "correct"

// Names of fields in the form of a correction. The texts are FieldText with the
// language, what was wrong is FieldReason.
const (
	FieldHow  = "how"
	FieldAlso = "also" // what is said below the posts, too
)

// DecideAnew is the decision to publish the words of a change that the network
// refuses as a new post.
const DecideAnew = "anew"

// Correct is the form that corrects an appeal: it begins with the words that are
// public now.
func (b Book) Correct(v View, present bot.Content, typed string, how bot.Way) chat.Form {
	a := v.Appeal
	f := chat.Form{
		Title: fmt.Sprintf("Correct %s/%d", v.Case.Number, a.Number), Submit: "Submit for approval",
		Intro: "Nothing changes before a second officer has approved it. If a name or a picture must not be out there, do not wait for that: " +
			fmt.Sprintf("/appeal takedown %s/%d REASON removes it at once.", v.Case.Number, a.Number),
		Action: chat.Action{Verb: VerbCorrect, Subject: string(a.ID)},
	}
	for i, lang := range present.Languages() {
		text := present.Texts[lang]
		if i == 0 && typed != "" {
			text = typed
		}
		f.Inputs = append(f.Inputs, chat.Input{
			Name: FieldText + "." + lang, Label: "Text in " + language(lang), Hint: "The whole text as it should be", Kind: chat.Lines, Value: text, Max: 3000,
		})
	}
	ways := chat.Input{Name: FieldHow, Label: "How", Kind: chat.Select, Value: string(how)}
	for _, w := range bot.Ways() {
		ways.Options = append(ways.Options, chat.Option{Value: string(w), Label: shorten(w.Title(), maxOption)})
	}
	f.Inputs = append(f.Inputs, ways,
		chat.Input{Name: FieldReason, Label: "What was wrong", Hint: "For officers and the audit log", Kind: chat.Lines, Max: 500, Optional: true},
		chat.Input{Name: FieldAlso, Label: "Say below the posts, too", Hint: "Screenshots do not change: Correction: the car was blue, not green.", Kind: chat.Lines, Max: 1000, Optional: true},
	)
	return f
}

// correcting shows what becomes of one post that is corrected, and which of its
// words go and come. What still has to happen is not said once the network has taken
// it: the publications of the card tell the rest.
func (b Book) correcting(v View, r bot.Rendering, who string) []chat.Section {
	c := r.Corrects
	if c == nil {
		return nil
	}
	s := chat.Section{Heading: who + ": ", Tone: chat.Warning}
	switch c.Way {
	case bot.WayEdit:
		s.Heading += "changed in place"
		if settled(v, r) {
			break
		}
		s.Fields = append(s.Fields, chat.Field{Label: "If the network refuses", Value: "somebody is asked; then the same words may be published anew instead, and the old post is taken down"})
	case bot.WayReplace:
		s.Heading += "published anew"
		if !settled(v, r) {
			s.Fields = append(s.Fields, chat.Field{Label: "The old post", Value: "is taken down once the new one is public"})
		}
		if c.Why != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "Why not changed in place", Value: c.Why})
		}
	default:
		s.Heading += "said below the post"
		s.Fields = append(s.Fields, chat.Field{Label: "The old post", Value: "stays as it is"})
		return []chat.Section{s}
	}
	s.Text, s.Quote = Words(whole(c.Was), whole(r.Parts)), true
	return []chat.Section{s}
}

// settled reports whether the network has taken what a rendering makes public.
func settled(v View, r bot.Rendering) bool {
	return slices.ContainsFunc(v.current(), func(p bot.Post) bool {
		return p.Account == r.Account && p.Language == r.Language && p.State == bot.PostPosted
	})
}

// whole is what a thread says, with the titles of its videos.
func whole(parts []bot.Part) string {
	var out []string
	for _, p := range parts {
		if p.Title != "" {
			out = append(out, p.Title)
		}
		out = append(out, p.Text)
	}
	return strings.Join(out, "\n\n")
}

// remedy says what an appeal corrects.
func remedy(v View) []chat.Field {
	r := v.Appeal.Remedy
	if r.How == "" {
		return nil
	}
	out := []chat.Field{{Label: "Corrects", Value: fmt.Sprintf("%s/%d", v.Case.Number, r.Number)}}
	if r.Why != "" {
		out = append(out, chat.Field{Label: "What was wrong", Value: r.Why})
	}
	return out
}

// rewordings says how often the words of a post were changed since it was public.
func (b Book) rewordings(p bot.Post) string {
	n := len(p.Edits)
	if n == 0 {
		return ""
	}
	return "corrected in place " + bot.When(p.Edits[n-1].At, b.Now) + " (the words below are those of before)"
}

// askEdit asks a person to decide about a change that was not made.
func (b Book) askEdit(p bot.Post, v View) chat.Message {
	m := chat.Message{Tone: chat.Bad, Exercise: p.Exercise}
	where := b.account(p.Account) + ", " + language(p.Language)
	act := func(what string) chat.Action {
		return chat.Action{Verb: VerbDecide, Subject: string(p.ID), Arg: what}
	}
	drop := chat.Button{Label: "Give it up", Style: chat.Danger, Action: act("drop")}
	still := "The old words are still public there."
	if p.Out() {
		still = "Some of the old words may still be public there."
	}
	if p.State == bot.PostHeld {
		m.Text = fmt.Sprintf("%s was not made on %s. %s %s", v.title(), where, still, p.Note)
		m.Buttons = []chat.Button{{Label: "Change it now", Style: chat.Primary, Action: act("send")}, drop}
	} else {
		m.Text = fmt.Sprintf("%s was refused on %s. %s %s", v.title(), where, still, p.Note)
		m.Buttons = []chat.Button{
			{Label: "Publish it anew instead", Style: chat.Primary, Action: act(DecideAnew)},
			{Label: "Try again", Action: act("send")},
			drop,
		}
	}
	if i := p.Part(); i < len(p.Parts()) {
		words, _ := p.Words(i)
		m.Sections = append(m.Sections, chat.Section{Heading: "The words", Text: words.Text, Quote: true})
	}
	return m
}
