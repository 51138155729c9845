package card

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// findings shows what the guard objects to, the worst first.
func (b Book) findings(a bot.Appeal) []chat.Section {
	if a.State != bot.Editing && a.State != bot.Rejected && a.State != bot.Waiting {
		return nil
	}
	shown := a.Findings
	if a.State != bot.Waiting && len(shown) > maxFindings { // whoever approves sees all of them
		shown = shown[:maxFindings]
	}
	var out []chat.Section
	for _, f := range shown {
		s := chat.Section{Heading: severity(f.Severity) + ": " + fieldName(f.Field), Tone: findingTone(f.Severity)}
		s.Text = f.Why
		if f.Span != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "Words", Value: f.Span})
		}
		if f.Suggest != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "Before", Value: around(a.Content, f, f.Span)}, chat.Field{Label: "After", Value: around(a.Content, f, f.Suggest)})
		}
		if f.Basis != "" {
			s.Tone = chat.Info
			s.Fields = append(s.Fields, chat.Field{Label: "Allowed by", Value: Untrusted(f.Basis)})
		}
		if f.Fix != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "To do", Value: f.Fix})
		}
		for _, o := range a.Overrides {
			if o.Finding == f.Key() {
				s.Tone = chat.Warning
				s.Fields = append(s.Fields, chat.Field{Label: "Overridden", Value: b.mark(o.By) + ": " + b.ground(o.Ground) + Untrusted(o.Reason)})
			}
		}
		if a.State != bot.Waiting {
			s.Buttons = findingButtons(a, f)
		}
		out = append(out, s)
	}
	if more := len(a.Findings) - len(shown); more > 0 {
		out = append(out, chat.Section{Text: count(more, "more finding is", "more findings are") + " shown when some of these are settled."})
	}
	return out
}

// maxFindings is how many findings a draft's card shows at once, the worst first:
// more than that nobody settles in one go.
const maxFindings = 12

// around shows words in the place of a finding's, with the whole words that stand
// around them, so that before and after can be compared.
func around(c bot.Content, f bot.Finding, words string) string {
	const beside = 40
	rs := []rune(fieldText(c, f.Field))
	if f.Start < 0 || f.End > len(rs) || f.Start > f.End {
		return words
	}
	before, after := rs[:f.Start], rs[f.End:]
	head, tail := "", ""
	if len(before) > beside {
		before, head = before[len(before)-beside:], "…"
		if i := slices.IndexFunc(before, unicode.IsSpace); i >= 0 {
			before, head = before[i+1:], "… "
		}
	}
	if len(after) > beside {
		after, tail = after[:beside], "…"
		if i := lastSpace(after); i >= 0 {
			after, tail = after[:i], " …"
		}
	}
	return head + string(before) + words + string(after) + tail
}

// lastSpace is where the last blank stands; -1 where none does.
func lastSpace(rs []rune) int {
	for i, r := range slices.Backward(rs) {
		if unicode.IsSpace(r) {
			return i
		}
	}
	return -1
}

// fieldText is the text that a finding is about.
func fieldText(c bot.Content, field string) string {
	if lang, ok := strings.CutPrefix(field, "text."); ok {
		return c.Texts[lang]
	}
	if lang, ok := strings.CutPrefix(field, "title."); ok {
		return c.Titles[lang]
	}
	for i, m := range c.Media {
		switch field {
		case fmt.Sprintf("alt.%d", i+1):
			return m.Alt
		case fmt.Sprintf("name.%d", i+1):
			return m.Name
		}
	}
	return ""
}

// ground is a reason of the policy's list in words, with a blank behind it.
func (b Book) ground(id string) string {
	for _, g := range b.Grounds {
		if g.Value == id {
			return g.Label + " "
		}
	}
	return ""
}

func severity(s bot.Severity) string {
	switch s {
	case bot.Block:
		return "Must change"
	case bot.NeedsOverride:
		return "Needs a reason"
	case bot.Warn:
		return "Look again"
	default:
		return "Hint"
	}
}

func findingTone(s bot.Severity) chat.Tone {
	switch s {
	case bot.Block:
		return chat.Bad
	case bot.NeedsOverride, bot.Warn:
		return chat.Warning
	default:
		return chat.Info
	}
}

// fieldName is where a finding is, in words.
func fieldName(f string) string {
	if lang, ok := strings.CutPrefix(f, "text."); ok {
		return "text in " + language(lang)
	}
	if lang, ok := strings.CutPrefix(f, "title."); ok {
		return "title in " + language(lang)
	}
	if lang, ok := strings.CutPrefix(f, "captions."); ok {
		return "captions in " + language(lang)
	}
	if lang, ok := strings.CutPrefix(f, "slots."); ok {
		return "line above the text in " + language(lang)
	}
	if n, ok := strings.CutPrefix(f, "alt."); ok {
		return "description of picture " + n
	}
	if n, ok := strings.CutPrefix(f, "name."); ok {
		return "name of file " + n
	}
	if n, ok := strings.CutPrefix(f, "media."); ok {
		return "picture or video " + n
	}
	if r, ok := strings.CutPrefix(f, "rendering."); ok {
		return "what goes out, " + r
	}
	return f
}
