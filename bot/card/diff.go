package card

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Diff shows what changed from one revision to the next. Words that went stand
// in [-brackets-], words that came in {+braces+}.
func (b Book) Diff(v View, before bot.Content) chat.Message {
	a := v.Appeal
	m := chat.Message{
		Text:     fmt.Sprintf("%s: from revision %d to %d", v.title(), a.Revision-1, a.Revision),
		Tone:     chat.Info,
		Exercise: a.Exercise,
	}
	seen := map[string]bool{}
	for _, lang := range append(before.Languages(), a.Content.Languages()...) {
		if seen[lang] || before.Texts[lang] == a.Content.Texts[lang] {
			continue
		}
		seen[lang] = true
		m.Sections = append(m.Sections, chat.Section{
			Heading: "Text in " + language(lang), Text: Words(before.Texts[lang], a.Content.Texts[lang]), Quote: true,
		})
	}
	for _, lang := range append(before.Languages(), a.Content.Languages()...) {
		if was, is := before.Titles[lang], a.Content.Titles[lang]; was != is && !seen["title."+lang] {
			seen["title."+lang] = true
			m.Sections = append(m.Sections, chat.Section{Heading: "Title in " + language(lang), Text: Words(was, is), Quote: true})
		}
	}
	was, is := mediaList(before, false), mediaList(a.Content, false)
	if was == is { // the same names, perhaps of other files
		was, is = mediaList(before, true), mediaList(a.Content, true)
	}
	s := chat.Section{}
	for _, f := range []struct{ label, was, is string }{
		{"Publish on", b.accounts(before), b.accounts(a.Content)},
		{"Publish", b.publish(bot.Appeal{Content: before}), b.publish(a)},
		{"Pictures and videos", was, is},
		{"Rests on", restingOn(v.Case, before), restingOn(v.Case, a.Content)},
		{"Posts that wait for another", before.Fallback.Title(), a.Content.Fallback.Title()},
	} {
		if f.was != f.is {
			s.Fields = append(s.Fields, chat.Field{Label: f.label, Value: f.was + " → " + f.is})
		}
	}
	if len(s.Fields) > 0 {
		m.Sections = append(m.Sections, s)
	}
	if len(m.Sections) == 0 {
		m.Text += ": nothing that the public would see has changed."
	}
	return m
}

// Words marks which words changed from one text to another.
func Words(was, is string) string {
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // the same texts always give the same answer
	// The library compares runes, so each different word stands for one.
	var words []string
	number := map[string]rune{}
	encode := func(s string) []rune {
		var out []rune
		for _, w := range token.FindAllString(s, -1) {
			if _, known := number[w]; !known {
				number[w] = rune(len(words)) //nolint:gosec // A text of MaxText bytes has fewer words than there are runes.
				words = append(words, w)
			}
			out = append(out, number[w])
		}
		return out
	}
	var out strings.Builder
	for _, part := range d.DiffMainRunes(encode(was), encode(is), false) {
		var text strings.Builder
		for _, r := range part.Text {
			text.WriteString(words[r])
		}
		switch part.Type {
		case diffmatchpatch.DiffDelete:
			out.WriteString("[-" + text.String() + "-]")
		case diffmatchpatch.DiffInsert:
			out.WriteString("{+" + text.String() + "+}")
		default:
			out.WriteString(text.String())
		}
	}
	return out.String()
}

// token is a word, a run of white space, or one other character.
var token = regexp.MustCompile(`[\pL\pN]+|\s+|.`)

func (b Book) accounts(c bot.Content) string {
	names := make([]string, len(c.Accounts))
	for i, id := range c.Accounts {
		names[i] = b.account(id)
	}
	return bot.Names(names)
}

// mediaList names the media of some content with all that goes with them; whole
// adds the digests of the files.
func mediaList(c bot.Content, whole bool) string {
	if len(c.Media) == 0 {
		return "none"
	}
	names := make([]string, len(c.Media))
	for i, m := range c.Media {
		names[i] = m.Name
		if about := aboutMedium(m, whole); len(about) > 0 {
			names[i] += " (" + strings.Join(about, "; ") + ")"
		}
	}
	return bot.Names(names)
}

func aboutMedium(m bot.MediaUse, whole bool) []string {
	var out []string
	if m.Alt != "" {
		out = append(out, m.Alt)
	}
	if len(m.Edits) > 0 {
		out = append(out, "covered: "+Covered(m))
	}
	if v := m.Video; v != nil {
		for _, c := range v.Captions {
			s := "captions in " + language(c.Language)
			if whole {
				s += " " + c.Digest[:min(shownDigest, len(c.Digest))]
			}
			out = append(out, s)
		}
		if v.NoSpeech {
			out = append(out, "nobody speaks in it")
		}
		if v.Poster != "" {
			out = append(out, "still picture from "+Clock(v.At))
		}
	}
	if whole {
		out = append(out, "file "+m.Digest[:min(shownDigest, len(m.Digest))])
	}
	return out
}
