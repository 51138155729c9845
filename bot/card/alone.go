package card

import (
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// alone marks an appeal that one officer published without a second one, until it is
// forgotten: who, why, and what a second officer thinks of it.
func (b Book) alone(v View) []chat.Section {
	one := v.Appeal.Alone
	if one == nil {
		return nil
	}
	s := chat.Section{Heading: "Published by one officer", Tone: chat.Warning, Fields: []chat.Field{
		{Label: "Published by", Value: b.mark(one.By)},
		{Label: "Reason", Value: Untrusted(one.Reason)},
	}}
	if one.Unchecked != "" {
		s.Tone = chat.Bad
		s.Fields = append(s.Fields, chat.Field{Label: "Not checked", Value: unchecked})
	}
	switch one.Verdict {
	case "":
		s.Tone = chat.Bad
		s.Fields = append(s.Fields, chat.Field{Label: "Review", Value: "wanted of " + b.reviewers(v.Appeal)})
		s.Buttons = reviewButtons(v.Appeal)
	case bot.Wrong:
		s.Tone = chat.Bad
		s.Fields = append(s.Fields, chat.Field{Label: "Review", Value: "wrong, says " + b.mark(one.Review) + ": " + Untrusted(one.Note)})
	default:
		said := "right, says " + b.mark(one.Review)
		if one.Note != "" {
			said += ": " + Untrusted(one.Note)
		}
		s.Fields = append(s.Fields, chat.Field{Label: "Review", Value: said})
	}
	return []chat.Section{s}
}

// unreviewed marks the state of an appeal that one officer published, until a second
// one has reviewed it; empty for others.
func unreviewed(a bot.Appeal) string {
	if a.Alone == nil || a.Alone.Reviewed() {
		return ""
	}
	return "; published by one officer, and not reviewed yet"
}

// unchecked says that the guard did not look at what was published.
const unchecked = "The guard could not look at it. Whoever reviews it has to read every word."

// reviewers names those who can review an appeal.
func (b Book) reviewers(a bot.Appeal) string {
	people := b.Roster.Reviewers(a)
	if len(people) == 0 {
		return "nobody: every approver wrote or published a part of it. Ask your administrator for another approver"
	}
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return strings.Join(names, ", ") + " (one of them)"
}

func reviewButtons(a bot.Appeal) []chat.Button {
	act := func(v bot.Verdict) chat.Action {
		return chat.Action{Verb: VerbReview, Subject: string(a.ID), Digest: a.Alone.Digest, Arg: string(v)}
	}
	return []chat.Button{
		{Label: "It was right", Style: chat.Primary, Action: act(bot.Right)},
		{Label: "Take it down", Style: chat.Danger, Action: act(bot.Wrong)},
	}
}

// Demand demands that a second officer reviews what one published alone, and shows
// every word of it. One that is followed by another, or comes too late, demands
// nothing.
func (b Book) Demand(v View, n bot.Notice) chat.Message {
	a := v.Appeal
	m := chat.Message{Text: b.undemanded(v, n), Tone: chat.Plain, Exercise: a.Exercise}
	if m.Text != "" {
		return m
	}
	one := a.Alone
	m.Tone = chat.Bad
	m.Text = fmt.Sprintf("%s was published by %s alone, without a second officer, %s. Review it now: read what the public reads, then say whether it was right.", v.title(), one.By.Name, bot.When(one.By.At, b.Now))
	if d := b.Now.Sub(one.By.At); d >= time.Minute {
		m.Text += fmt.Sprintf(" It has waited for %s.", lasted(d))
	}
	if len(b.Roster.Reviewers(a)) == 0 {
		m.Text += " Nobody here can: every approver wrote or published a part of it. Ask your administrator for another approver."
	}
	s := chat.Section{Fields: []chat.Field{{Label: "Reason", Value: Untrusted(one.Reason)}}}
	if one.Unchecked != "" {
		s.Fields = append(s.Fields, chat.Field{Label: "Not checked", Value: unchecked})
	}
	if a.State == bot.Done {
		s.Fields = append(s.Fields, chat.Field{Label: "Taken down", Value: b.mark(a.Changed) + ": " + Untrusted(a.Note)})
	}
	m.Sections = append(m.Sections, s)
	if n.Channel != "" { // the card above it has the words
		m.Sections = append(m.Sections, b.whereabouts(v, n.Platform))
		m.Sections = append(m.Sections, b.Renderings(v)...)
	}
	if !strings.HasPrefix(n.Channel, "@") {
		m.Mention = b.mentions(one.People, n.Platform)
	}
	m.Buttons = reviewButtons(a)
	return m
}

// Demands reports whether a demand still wants a review.
func (b Book) Demands(v View, n bot.Notice) bool { return b.undemanded(v, n) == "" }

// undemanded says why a demand wants nothing any more; empty while it does.
func (b Book) undemanded(v View, n bot.Notice) string {
	one := v.Appeal.Alone
	switch {
	case one == nil:
		return v.title() + " was taken back before anybody saw it."
	case one.Reviewed():
		return fmt.Sprintf("%s was reviewed: %s, says %s.", v.title(), one.Verdict, b.mark(one.Review))
	case n.Digest != one.Digest || n.Step != one.Asked:
		return "A review of " + v.title() + " was demanded again."
	default:
		return ""
	}
}

// aloneButton offers the emergency path on the card of a draft of a kind for which
// there is one.
func (b Book) aloneButton(v View) []chat.Button {
	a := v.Appeal
	switch {
	case a.State != bot.Editing && a.State != bot.Waiting,
		!b.Alone.Allows(a.Kind), !a.Content.At.IsZero(),
		len(bot.Open(bot.Looked(a.Findings), a.Overrides)) > 0, a.Lacks() != "", v.preparing(), v.unchanged():
		return nil
	}
	return []chat.Button{{
		Label: "Publish alone…", Style: chat.Danger,
		Action: chat.Action{Verb: VerbAlone, Subject: string(a.ID), Digest: a.Digest},
	}}
}

// PublishAlone is the form in which one officer publishes an appeal without a second
// one: it asks for the reason, and for what an approver would have ticked.
func (b Book) PublishAlone(v View, digest, reason string) chat.Form {
	f := chat.Form{
		Title: "Publish alone", Submit: "Publish it now",
		Intro: fmt.Sprintf("%s, revision %d, text %s. It goes out at once, exactly as the card shows it, and nobody else has read it. Your name and your reason stay on the card and in the audit log, and a second officer has to review it.",
			v.title(), v.Appeal.Revision, digest[:min(shownDigest, len(digest))]),
		Action: chat.Action{Verb: VerbAlone, Subject: string(v.Appeal.ID), Digest: digest},
		Inputs: []chat.Input{{Name: FieldReason, Label: "Why can it not wait for a second officer?", Kind: chat.Lines, Value: reason, Max: 500}},
	}
	if ticks := tickOptions(v.Appeal); len(ticks) > 0 {
		f.Intro += " Tick each point below that you have made sure of; without all of them nothing is published."
		f.Inputs = append(f.Inputs, chat.Input{Name: FieldTicks, Label: "I have made sure", Hint: "It needs every point.", Kind: chat.Multiple, Options: ticks, Optional: true})
	}
	return f
}

// ReadAlone shows every word of what somebody asks to publish alone.
func (b Book) ReadAlone(v View, reason string) chat.Message {
	m := b.Preview(v)
	m.Text = "Read this. It goes out at once when you press the button below it, and a second officer has to review it afterwards. " + m.Text
	m.Sections = append(b.Before(v), m.Sections...)
	m.Tone = chat.Bad
	m.Buttons = []chat.Button{{
		Label: "Publish alone now", Style: chat.Danger,
		Action: chat.Action{Verb: VerbAlone, Subject: string(v.Appeal.ID), Digest: v.Appeal.Digest, Arg: reason},
	}}
	return m
}
