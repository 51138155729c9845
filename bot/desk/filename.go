package desk

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// nameField begins the names of the fields that hold what files are called. No
// network is told a file's name, but it stands on cards and in messages, from
// where it is copied, and whoever saves the file keeps it.
const nameField = "name."

// called returns the names of the files as words: people and programs join those
// with dashes and low lines.
func called(c bot.Content) []guard.Text {
	var out []guard.Text
	for i, m := range c.Media {
		if words := nameWords(m.Name); words != "" {
			out = append(out, guard.Text{Field: fmt.Sprintf("%s%d", nameField, i+1), Text: words})
		}
	}
	return out
}

// nameWords is a file's name without its ending. A dash between digits stays: it
// belongs to a number.
func nameWords(name string) string {
	rs := []rune(strings.TrimSuffix(name, path.Ext(name)))
	letter := func(i int) bool { return i >= 0 && i < len(rs) && unicode.IsLetter(rs[i]) }
	for i, r := range rs {
		if r == '_' || r == '-' && (letter(i-1) || letter(i+1)) {
			rs[i] = ' '
		}
	}
	return string(rs)
}

// renamed is a finding about a file's name: all of it goes, because a name with
// one word exchanged still says the rest.
func renamed(f bot.Finding, c bot.Content) bot.Finding {
	n, err := strconv.Atoi(strings.TrimPrefix(f.Field, nameField))
	if err != nil || n < 1 || n > len(c.Media) {
		return f
	}
	m := c.Media[n-1]
	what := "picture"
	if m.IsVideo() {
		what = "video"
	}
	f.Start, f.End, f.Span = 0, utf8.RuneCountInString(m.Name), m.Name
	f.Suggest = fmt.Sprintf("%s-%d%s", what, n, path.Ext(m.Name))
	f.Fix = "The name of a file is not published, but it goes wherever the file is copied. Press Rewrite to give it one that says nothing."
	return f
}

// trifling reports whether a finding is a matter of style in a file's name, which
// nobody reads as a sentence.
func trifling(f bot.Finding) bool {
	return strings.HasPrefix(f.Field, nameField) && f.Severity != bot.Block && f.Severity != bot.NeedsOverride
}
