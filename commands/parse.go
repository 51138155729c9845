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

// caseRef cuts a leading reference to a case or an appeal off: 2026-1234567,
// 2026-1234567/2, #GO1234567, or /2 for an appeal of the case at hand. The
// returned ref has no "#", no punctuation at its end, and plain hyphens. Where
// a word could be a number or a text it is taken for a number: a number that
// nobody knows is refused, but one that is overlooked sends the command to
// the wrong case. Phone numbers, dates and times are never taken. What follows
// the slash is not checked, so that a mistyped one is refused too.
func caseRef(s string) (ref, rest string, ok bool) {
	ref, rest = field(s)
	ref = strings.TrimRight(ref, ":,;.?!")
	ref = strings.NewReplacer("\u2010", "-", "\u2011", "-", "–", "-").Replace(ref)
	ref, marked := strings.CutPrefix(ref, "#")
	number, ordinal, _ := strings.Cut(ref, "/")
	if number == "" {
		ok = !marked && ordinal != "" && len(ordinal) <= 4 && ordinal[0] != '0' && digits(ordinal) == len(ordinal)
	} else {
		ok = caseNumber(number, marked)
	}
	if !ok {
		return "", s, false
	}
	return ref, rest, true
}

// digits counts the ASCII digits of s.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// caseNumber reports whether s looks like an occurrence number. A marked one,
// behind "#", may do with letters instead of a dash.
func caseNumber(s string, marked bool) bool {
	if bot.CheckNumber(s) != nil || digits(s) < 4 {
		return false
	}
	groups := strings.Split(s, "-")
	if slices.Contains(groups, "") {
		return false
	}
	if len(groups) == 1 {
		return digits(s) >= 6 && (marked || digits(s) == len(s)) && !isPhone(groups)
	}
	return !isPhone(groups) && !isDate(groups) && !isHours(groups)
}

// shape writes groups as their lengths: 416-808-2222 is "334".
func shape(groups []string) string {
	var b strings.Builder
	for _, g := range groups {
		b.WriteByte(byte('0' + min(len(g), 9)))
	}
	return b.String()
}

// isPhone knows numbers as they are written in North America (416-808-2222,
// 1-800-222-TIPS, 808-2222, 4168082222), France and Britain.
func isPhone(groups []string) bool {
	switch shape(groups) {
	case "334":
		return allDigits(groups[0]) && allDigits(groups[1])
	case "1334":
		return groups[0] == "1" && allDigits(groups[1]) && allDigits(groups[2])
	case "34", "22222":
		return allDigits(groups[0])
	case "9":
		n := groups[0]
		area, exchange := n[0] >= '2', len(n) == 10 && n[3] >= '2'
		return area && exchange && allDigits(n) && !isYear(n[:4])
	}
	all := strings.Join(groups, "")
	return len(groups) > 1 && groups[0][0] == '0' && len(groups[0]) >= 3 && len(all) >= 9 && allDigits(all)
}

// isDate knows 2026-12-01, 01-12-2026 and 01-12-26.
func isDate(groups []string) bool {
	if len(groups) != 3 {
		return false
	}
	y, a, b := groups[0], groups[1], groups[2]
	if len(y) != 4 {
		y, a, b = b, groups[0], a
	}
	if len(y) != 4 && len(y) != 2 || !allDigits(y+a+b) || len(a) > 2 || len(b) > 2 {
		return false
	}
	return atMost(a, 12) && atMost(b, 31) || atMost(a, 31) && atMost(b, 12)
}

// isHours knows 18-20 and 1800-2000. Years go before: 2026-1234 is a number.
func isHours(groups []string) bool {
	switch shape(groups) {
	case "22":
		return allDigits(groups[0] + groups[1])
	case "44":
		a, b := groups[0], groups[1]
		return allDigits(a+b) && !isYear(a) && atMost(a[:2], 23) && atMost(a[2:], 59) && atMost(b[:2], 24) && atMost(b[2:], 59)
	}
	return false
}

func allDigits(s string) bool { return digits(s) == len(s) }

// isYear reports whether four digits are a year that a case could be from.
func isYear(s string) bool { return s >= "1950" && s <= "2099" }

// atMost reports whether one or two digits are at most n.
func atMost(s string, n int) bool {
	v := 0
	for _, r := range s {
		v = v*10 + int(r-'0')
	}
	return v <= n
}

const (
	oneLineExample = "/appeal new 2026-1234567 Lakeshore shooting: dark Lexus, anyone with dash-cam video between 1 and 2 a.m.?"
	maxTitle       = 80 // characters
	maxTitleWords  = 6
)

// oneLine reads `NUMBER TITLE: TEXT`, or `NUMBER TEXT`, which takes its title
// from the first words of the text and leaves them there.
func oneLine(rest string) (number, title, text string, err error) {
	number, text, ok := caseRef(rest)
	if !ok { // in this place, letters with many digits can be nothing else
		number, text = field(rest)
		ok = caseNumber(number, true)
	}
	switch {
	case strings.TrimSpace(rest) == "":
		return "", "", "", bot.Refuse(bot.ErrInvalid, "The occurrence number and the text are missing. Write %s", oneLineExample)
	case !ok:
		return "", "", "", bot.Refuse(bot.ErrInvalid, "%q is not an occurrence number, which comes first. Write %s", clip(number, 40), oneLineExample)
	case strings.Contains(number, "/"):
		return "", "", "", bot.Refuse(bot.ErrInvalid, "A new appeal gets its place in the case by itself. Write the occurrence number alone: %s", oneLineExample)
	}
	head, body := cutTitle(text)
	if strings.TrimSpace(body) == "" {
		return "", "", "", bot.Refuse(bot.ErrInvalid, "The text for the public is missing. Write %s", oneLineExample)
	}
	if head == "" {
		head = firstWords(body)
	}
	return number, head, body, nil
}

// cutTitle cuts s at its first colon before white space, if what stands before
// is a title and not a sentence of the text.
func cutTitle(s string) (title, text string) {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], ':')
		if n < 0 {
			return "", s
		}
		i += n
		next, _ := utf8.DecodeRuneInString(s[i+1:])
		if i+1 < len(s) && !unicode.IsSpace(next) {
			continue // 18:00
		}
		title = strings.TrimSpace(s[:i])
		if utf8.RuneCountInString(title) > maxTitle || strings.ContainsAny(title, "\r\n") || sentenceEnd(title) < len(title) {
			return "", s
		}
		return title, trimLeft(s[i+1:])
	}
}

// sentenceEnd returns where the first sentence of s ends, without its mark.
func sentenceEnd(s string) int {
	start := 0 // of the word
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			start = i + utf8.RuneLen(r)
		case r == '!' || r == '?' || r == '…' || r == '.' && !abbreviated(s[start:i]):
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); unicode.IsSpace(next) {
				return i
			}
		}
	}
	return len(s)
}

// abbreviated reports whether the point behind w belongs to the word: an
// initial, or what streets, places and ranks are shortened to.
func abbreviated(w string) bool {
	if utf8.RuneCountInString(w) == 1 {
		return true
	}
	switch strings.ToLower(w) {
	case "st", "ste", "mt", "ave", "av", "rd", "blvd", "boul", "dr", "hwy", "no", "nos", "mr", "mrs", "ms",
		"mme", "mlle", "jr", "sr", "cst", "const", "sgt", "det", "insp", "supt", "vs", "approx", "a.m", "p.m":
		return true
	}
	return false
}

// firstWords makes a title of the first words of a text.
func firstWords(text string) string {
	words := strings.Fields(text)
	if len(words) > maxTitleWords {
		words = words[:maxTitleWords]
	}
	title := strings.Join(words, " ")
	title = strings.TrimRight(title[:sentenceEnd(title)], ".,:;!?… ")
	if title == "" {
		title = strings.Join(words, " ")
	}
	return clip(title, maxTitle)
}

// clip cuts s to n characters and says so with an ellipsis.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
