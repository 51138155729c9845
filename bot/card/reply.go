package card

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// quote shows one reply in a section.
func (b Book) quote(r bot.Reply) chat.Section {
	return chat.Section{
		Heading: fmt.Sprintf("R%d %s (%s) on %s, %s", r.Number, name(r.Author), name(r.Handle), b.account(r.Account), bot.When(r.At, b.Now)),
		Text:    Untrusted(r.Newest()), Quote: true,
	}
}

// Reply is one public answer with the buttons that label it.
func (b Book) Reply(r bot.Reply, k bot.Case) chat.Message {
	s := b.quote(r)
	m := chat.Message{
		Text:     fmt.Sprintf("Answer R%d in case %s from %s", r.Number, k.Number, name(r.Author)),
		Exercise: k.Exercise,
	}
	if k.ID == "" {
		m.Text = fmt.Sprintf("Answer R%d from %s to something that was not published here", r.Number, name(r.Author))
	}
	if r.Kind != bot.ReplyAnswer {
		m.Text += " (" + string(r.Kind) + ")"
	}
	switch {
	case r.Label == bot.LabelEmergency:
		m.Tone = chat.Bad
	case r.Urgent && r.Label == "":
		m.Tone = chat.Bad
		m.Text = "Urgent? " + m.Text + ". It reads as if somebody were in danger or a crime were going on. Call the communications centre if so."
	case r.Label == bot.LabelTip || r.Label == bot.LabelFollowUp:
		m.Tone = chat.Good
	}
	if n := len(r.Edits); n > 0 {
		s.Fields = append(s.Fields, chat.Field{Label: "Edited", Value: fmt.Sprintf("%s, last %s. First it said: %s", count(n, "time", "times"), bot.When(r.Edits[n-1].At, b.Now), Untrusted(r.Text))})
	}
	if !r.Gone.IsZero() {
		s.Fields = append(s.Fields, chat.Field{Label: "Deleted", Value: "by its author, seen " + bot.When(r.Gone, b.Now) + "; this copy is kept"})
	}
	if r.Label != "" {
		s.Fields = append(s.Fields, chat.Field{Label: "Label", Value: fmt.Sprintf("%s (%s)", labelTitle(r.Label), b.mark(r.Labelled))})
	}
	if r.URL != "" {
		s.Links = append(s.Links, chat.Link{Label: "Open", URL: r.URL})
	}
	m.Sections = []chat.Section{s}
	m.Buttons = labelButtons(r)
	return m
}

// newestShown is how many replies of a digest stand in the message itself.
const newestShown = 5

// Digest shows many replies in one message, with the whole list attached.
func (b Book) Digest(rs []bot.Reply, k bot.Case, t bot.Tally) (chat.Message, error) {
	if len(rs) == 0 {
		return chat.Message{Text: "No answers."}, nil
	}
	first, last := rs[0].Number, rs[len(rs)-1].Number
	urgent := 0
	for _, r := range rs {
		if r.Urgent {
			urgent++
		}
	}
	list, err := b.List(rs)
	if err != nil {
		return chat.Message{}, err
	}
	m := chat.Message{
		Text:     fmt.Sprintf("%s in case %s (R%d to R%d); the whole list is attached", count(len(rs), "answer", "answers"), k.Number, first, last),
		Tone:     chat.Info,
		Exercise: k.Exercise,
		Files:    []chat.File{{Name: fmt.Sprintf("answers-%s-R%d-R%d.csv", k.Number, first, last), Type: "text/csv", Alt: "List of answers", Data: list}},
	}
	fields := []chat.Field{{Label: "Altogether", Value: b.tally(t)}}
	if urgent > 0 {
		m.Tone = chat.Bad
		fields = append(fields, chat.Field{Label: "Urgent?", Value: count(urgent, "answer reads", "answers read") + " as if somebody were in danger; shown first below and marked in the list"})
	}
	fields = append(fields, chat.Field{Label: "To label one", Value: fmt.Sprintf("/appeal label R%d tip", last)})
	m.Sections = append(m.Sections, chat.Section{Fields: fields})
	for _, r := range pick(rs) {
		m.Sections = append(m.Sections, b.quote(r))
	}
	return m, nil
}

// pick chooses what a digest shows: what may be urgent, then the newest.
func pick(rs []bot.Reply) []bot.Reply {
	out := slices.Clone(rs)
	slices.SortStableFunc(out, func(x, y bot.Reply) int {
		if x.Urgent != y.Urgent {
			if x.Urgent {
				return -1
			}
			return 1
		}
		return y.Number - x.Number
	})
	return out[:min(len(out), newestShown)]
}

// List is a table of replies as a file that a spreadsheet opens. Cells that a
// spreadsheet would run as a formula are made text.
func (b Book) List(rs []bot.Reply) ([]byte, error) {
	var buf bytes.Buffer
	buf.WriteString("\ufeff") // so that spreadsheets read UTF-8
	w := csv.NewWriter(&buf)
	_ = w.Write([]string{"number", "at", "account", "kind", "author", "handle", "text", "urgent", "label", "edited", "deleted", "link"})
	for _, r := range rs {
		row := []string{
			fmt.Sprintf("R%d", r.Number), r.At.In(b.Now.Location()).Format(time.RFC3339), string(r.Account), string(r.Kind),
			name(r.Author), name(r.Handle), Untrusted(r.Newest()), yes(r.Urgent), string(r.Label), yes(len(r.Edits) > 0), yes(!r.Gone.IsZero()), r.URL,
		}
		for i := range row {
			row[i] = inert(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write list of replies: %w", err)
	}
	return buf.Bytes(), nil
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// inert keeps a spreadsheet from running a cell as a formula.
func inert(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
