package card

import (
	"cmp"
	"fmt"
	"slices"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// quote shows one reply in a section. Parent is the number of the reply that it
// answers, if that is one.
func (b Book) quote(r bot.Reply, parent int) chat.Section {
	s := chat.Section{
		Heading: fmt.Sprintf("R%d %s (%s) on %s, %s", r.Number, name(r.Author), name(r.Handle), b.account(r.Account), bot.When(r.At, b.Now)),
		Text:    said(r), Quote: true,
	}
	if !r.Purged.IsZero() { // nobody is named any more
		s.Heading = fmt.Sprintf("R%d on %s, %s", r.Number, b.account(r.Account), bot.When(r.At, b.Now))
	}
	if parent > 0 {
		s.Heading += fmt.Sprintf(", answers R%d", parent)
	}
	return s
}

// Reply is one public answer with the buttons that label it.
func (b Book) Reply(v ReplyView) chat.Message {
	r, k := v.Reply, v.Case
	s := b.quote(r, v.Parent)
	m := chat.Message{
		Text:     fmt.Sprintf("Answer R%d in case %s from %s", r.Number, k.Number, writer(r)),
		Exercise: k.Exercise,
	}
	if k.ID == "" {
		m.Text = fmt.Sprintf("Answer R%d from %s to something that was not published here", r.Number, writer(r))
	}
	if r.Kind != bot.ReplyAnswer {
		m.Text += " (" + string(r.Kind) + ")"
	}
	switch {
	case r.Emergency() && r.Taken.Name != "":
		m.Tone = chat.Warning
		m.Text = fmt.Sprintf("%s. Taken by %s.", m.Text, b.mark(r.Taken))
	case r.Label == bot.LabelEmergency:
		m.Tone = chat.Bad
	case r.Urgent && r.Label == "":
		m.Tone = chat.Bad
		m.Text = "Urgent? " + m.Text + ". It reads as if somebody were in danger or a crime were going on. Call the communications centre if so."
	case r.Label == bot.LabelTip || r.Label == bot.LabelFollowUp:
		m.Tone = chat.Good
	}
	s.Fields = b.replyFields(v)
	s.Links, s.Fields = replyLinks(r, s.Fields)
	m.Sections = []chat.Section{s}
	m.Buttons = b.replyButtons(v)
	return m
}

// replyFields say what else is known of a reply, and what became of it.
func (b Book) replyFields(v ReplyView) []chat.Field {
	r := v.Reply
	out := append(looksLike(r), b.unhidden(v)...)
	if waits(r) && r.Class != "" { // nobody is called to what was stored before there were classes
		out = append(out, chat.Field{Label: "Paged", Value: b.paged()})
	}
	if s := spoken(r); s != "" {
		out = append(out, chat.Field{Label: "Language", Value: language(s)})
	}
	if n := len(r.Edits); n > 0 && r.Purged.IsZero() {
		out = append(out, chat.Field{Label: "Edited", Value: fmt.Sprintf("%s, last %s. First it said: %s", count(n, "time", "times"), bot.When(r.Edits[n-1].At, b.Now), Untrusted(r.Text))})
	}
	if !r.Purged.IsZero() {
		out = append(out, chat.Field{Label: "Purged", Value: bot.When(r.Purged, b.Now) + " under the retention rule"})
	}
	if !r.Gone.IsZero() {
		out = append(out, chat.Field{Label: "Deleted", Value: "by its author, seen " + bot.When(r.Gone, b.Now) + "; this copy is kept"})
	}
	if r.Hidden {
		out = append(out, chat.Field{Label: "Hidden", Value: "nobody sees it below our post; this copy is kept"})
	}
	if r.Kept != "" {
		out = append(out, chat.Field{Label: "Preserved", Value: "text, pictures and links as they were; sha256 " + r.Kept})
	}
	for _, p := range v.Moderation {
		if s := b.moderation(p); s != "" {
			out = append(out, chat.Field{Label: opTitle(p.Op), Value: s})
		}
	}
	for _, a := range v.Answers {
		out = append(out, chat.Field{Label: "Our answer", Value: fmt.Sprintf("%s/%d by %s, %s", v.Case.Number, a.Number, b.person(a.Author), progress(a.State))})
	}
	if r.Label != "" {
		out = append(out, chat.Field{Label: "Label", Value: fmt.Sprintf("%s (%s)", labelTitle(r.Label), b.mark(r.Labelled))})
	}
	if r.Taken.Name != "" {
		out = append(out, chat.Field{Label: "Taken", Value: "by " + b.mark(r.Taken)})
	}
	return out
}

// paged says who is called to an emergency.
func (b Book) paged() string {
	if len(b.Duty) == 0 {
		return "nobody; the department names no one for it"
	}
	names := make([]string, len(b.Duty))
	for i, p := range b.Duty {
		names[i] = p.Name
	}
	return bot.Names(names) + ", until somebody presses “I have it”"
}

// newestShown is how many replies of a digest stand in the message itself.
const newestShown = 5

// Digest shows many replies in one message, with the whole list attached.
func (b Book) Digest(v Answers) (chat.Message, error) {
	rs, k := v.Replies, v.Case
	if len(rs) == 0 {
		return chat.Message{Text: "No answers."}, nil
	}
	first, last := rs[0].Number, rs[len(rs)-1].Number
	urgent := 0
	for _, r := range rs {
		if r.Emergency() {
			urgent++
		}
	}
	list, err := b.List(v)
	if err != nil {
		return chat.Message{}, err
	}
	about, file := "in case "+k.Number, k.Number
	if k.ID == "" {
		about, file = "to something that was not published here", "elsewhere"
	}
	m := chat.Message{
		Text:     fmt.Sprintf("%s %s (R%d to R%d); the whole list is attached", count(len(rs), "answer", "answers"), about, first, last),
		Tone:     chat.Info,
		Exercise: k.Exercise,
		Files:    []chat.File{{Name: fmt.Sprintf("answers-%s-R%d-R%d.csv", file, first, last), Type: "text/csv", Alt: "List of answers", Data: list}},
	}
	fields := []chat.Field{{Label: "Altogether", Value: b.tally(v.Tally)}}
	if urgent > 0 {
		m.Tone = chat.Bad
		fields = append(fields, chat.Field{Label: "Urgent?", Value: count(urgent, "answer reads", "answers read") + " as if somebody were in danger; shown first below and marked in the list"})
	}
	if s := classes(rs); s != "" {
		fields = append(fields, chat.Field{Label: "They look like", Value: s})
	}
	fields = append(fields, chat.Field{Label: "To label one", Value: fmt.Sprintf("/appeal label R%d tip", last)})
	m.Sections = append(m.Sections, chat.Section{Fields: fields})
	for _, r := range pick(rs) {
		m.Sections = append(m.Sections, b.quote(r, v.parent(r)))
	}
	return m, nil
}

// pick chooses what a digest shows: what cannot wait, then the newest.
func pick(rs []bot.Reply) []bot.Reply {
	out := slices.Clone(rs)
	slices.SortStableFunc(out, func(x, y bot.Reply) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(y.Number, x.Number))
	})
	return out[:min(len(out), newestShown)]
}
