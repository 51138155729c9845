package commands

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
)

// maxLine is the longest command line that is read, in bytes. It is far above
// what any chat platform lets a person type.
const maxLine = 64 << 10

// line is a command line cut into its first word and the rest.
type line struct {
	verb string // lower-cased
	rest string // letter by letter as it was typed
}

// parseLine cuts the line behind /appeal. It refuses what is not text.
func parseLine(s string) (line, error) {
	switch {
	case len(s) > maxLine:
		return line{}, bot.Refuse(bot.ErrInvalid, "The command has %d bytes; a command line takes at most %d. Use the form instead: type /appeal new alone and paste the text there.", len(s), maxLine)
	case !utf8.ValidString(s):
		return line{}, bot.Refuse(bot.ErrInvalid, "The command contains bytes that are not text. Type it again instead of pasting it, or use the form: /appeal new.")
	case strings.ContainsRune(s, 0):
		return line{}, bot.Refuse(bot.ErrInvalid, "The command contains a NUL character, which no network can show. Type it again instead of pasting it, or use the form: /appeal new.")
	}
	verb, rest := field(s)
	// Text copied from web pages begins with invisible characters, which
	// would make a well-spelt verb unknown.
	verb = strings.TrimFunc(verb, func(r rune) bool { return unicode.Is(unicode.Cf, r) })
	return line{verb: strings.ToLower(verb), rest: rest}, nil
}

// field cuts s at its first white space, without a look at quotes.
func field(s string) (first, rest string) {
	s = trimLeft(s)
	i := strings.IndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return s, ""
	}
	return s[:i], trimLeft(s[i:])
}

func trimLeft(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }

// word cuts the first word off. Quotes around it group ("a b", 'a b', «a b»,
// “a b”, ‘a b’). An apostrophe inside a word is a letter, and a quote that is
// never closed is taken literally. White space before rest is dropped.
func word(s string) (first, rest string) {
	s = trimLeft(s)
	open, size := utf8.DecodeRuneInString(s)
	closing := closer(open)
	if closing == "" {
		return field(s)
	}
	n := closeAt(s[size:], closing)
	if n < 0 {
		return field(s)
	}
	first, rest = s[size:size+n], trimLeft(s[size+n+len(closing):])
	if open == '«' { // French sets spaces inside them
		first = strings.TrimSpace(first)
	}
	return first, rest
}

// closer returns the quote that closes open, or nothing if open is none.
func closer(open rune) string {
	switch open {
	case '"', '\'':
		return string(open)
	case '«':
		return "»"
	case '“':
		return "”"
	case '‘':
		return "’"
	}
	return ""
}

// closeAt returns where s closes the quote it is in, or -1. Before a letter or
// a digit it is an apostrophe, as in ‘don’t’.
func closeAt(s, closing string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], closing)
		if i < 0 {
			return -1
		}
		next, _ := utf8.DecodeRuneInString(s[from+i+len(closing):])
		if !unicode.IsLetter(next) && !unicode.IsDigit(next) {
			return from + i
		}
		from += i + len(closing)
	}
}

// maxTail bounds how many places at the end of a text are tried as the start
// of its trailing options.
const maxTail = 16

// options cuts `--name value` and `--name=value` off both ends of s, for the
// given names. It leaves the text between them as it is, so a text may contain
// dashes and even options. The dash that phones make of two hyphens counts as
// two hyphens, but before a text or an equals sign only: behind a text, "–at
// noon" is part of the sentence.
func options(s string, names ...string) (map[string]string, string, error) {
	var opts []option
	rest := s
	for {
		o, ok := cutOption(rest, names)
		if !ok {
			break
		}
		opts = append(opts, o)
		rest = o.rest
	}
	if err := misspelt(rest, names); err != nil {
		return nil, "", err
	}
	tail := tailOptions(rest, names)
	for o, ok := cutOption(rest[tail:], names); ok; o, ok = cutOption(o.rest, names) {
		opts = append(opts, o)
	}
	if tail < len(rest) {
		rest = strings.TrimRightFunc(rest[:tail], unicode.IsSpace)
	}

	values := make(map[string]string, len(opts))
	for _, o := range opts {
		if o.empty {
			return nil, "", bot.Refuse(bot.ErrInvalid, "--%s needs a value behind it. If the value has several words, put it in quotes: --%s \"two words\".", o.name, o.name)
		}
		if _, twice := values[o.name]; twice {
			return nil, "", bot.Refuse(bot.ErrInvalid, "--%s is there twice. Leave one of them out.", o.name)
		}
		values[o.name] = o.value
	}
	return values, rest, nil
}

// option is one option at the beginning of a text, and what follows it.
type option struct {
	name, value string
	empty       bool // nothing stands behind the name
	rest        string
}

// cutOption cuts one of the named options off the beginning of s.
func cutOption(s string, names []string) (option, bool) {
	name, s := optionName(s, names)
	if name == "" {
		return option{}, false
	}
	o := option{name: name}
	s, glued := strings.CutPrefix(s, "=")
	next, _ := utf8.DecodeRuneInString(s)
	another, _ := optionName(s, names)
	if s == "" || glued && unicode.IsSpace(next) || !glued && (trimLeft(s) == "" || another != "") {
		o.empty, o.rest = true, trimLeft(s)
		return o, true
	}
	o.value, o.rest = word(s)
	return o, true
}

// optionName returns which of the named options s begins with, and what stands
// behind the name: nothing, an equals sign or white space.
func optionName(s string, names []string) (name, rest string) {
	s, ok := cutDashes(trimLeft(s))
	if !ok {
		return "", ""
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r == '=' || unicode.IsSpace(r) })
	if end < 0 {
		end = len(s)
	}
	i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, s[:end]) })
	if i < 0 {
		return "", ""
	}
	return names[i], s[end:]
}

func cutDashes(s string) (string, bool) {
	for _, d := range []string{"--", "—", "–"} {
		if after, ok := strings.CutPrefix(s, d); ok {
			return after, true
		}
	}
	return s, false
}

// misspelt refuses a text that begins with an option that is almost one of the
// named ones: it would be published.
func misspelt(s string, names []string) error {
	first, _ := field(s)
	name, ok := strings.CutPrefix(first, "--")
	if !ok {
		return nil
	}
	name, _, _ = strings.Cut(name, "=")
	near, ok := nearest(name, names)
	if !ok {
		return nil
	}
	return bot.Refuse(bot.ErrInvalid, "There is no option --%s. Did you mean --%s?", name, near)
}

// tailOptions returns where the options at the end of s begin, or len(s).
func tailOptions(s string, names []string) int {
	start := len(s)
	before := s
	for tries := 0; tries < maxTail; {
		before = strings.TrimRightFunc(before, unicode.IsSpace)
		space := strings.LastIndexFunc(before, unicode.IsSpace)
		if space < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(before[space:])
		at := space + size // where the last word begins
		first := before[at:]
		before = before[:space]
		o, ok := cutOption(s[at:], names)
		if !ok || !strings.HasPrefix(first, "--") && !strings.Contains(first, "=") {
			continue
		}
		tries++
		if end := len(s) - len(o.rest); end == len(s) || end == start {
			start = at
		}
	}
	return start
}
