package commands

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
)

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
