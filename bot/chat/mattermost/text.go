package mattermost

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot/chat/adapter"
)

// nothing is an invisible character that is part of no word, mention, link or
// emoji. It keeps two characters from meaning something together that their
// author may have meant and nobody should get.
const nothing = "\u200b"

// escape makes s show as it is, letter by letter, in the server's dialect of
// Markdown: on the web, on phones and in mail.
//
// Backslashes are not enough. The clients look for mentions, channels,
// hashtags, mail addresses and emoji after the Markdown was taken away
// (webapp, text_formatting, 2026-04), and the server looks for mentions in a
// text of its own reading. What they look for is broken up by an invisible
// character; what Markdown reads is escaped; what looks like HTML is written
// as an entity.
func escape(s string) string {
	s = adapter.Readable(s)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	e := escaper{out: &b}
	for i, r := range s {
		rest := s[i+utf8.RuneLen(r):]
		e.rune(r, rest)
		e.prev = r
	}
	return b.String()
}

// plain makes s show as it is where the clients read no Markdown but still look
// for mentions, channels, hashtags and emoji: in the labels of fields.
func plain(s string) string {
	var b strings.Builder
	for _, r := range adapter.Readable(s) {
		b.WriteRune(r)
		if strings.ContainsRune("@~#:;xX<", r) {
			b.WriteString(nothing)
		}
	}
	return b.String()
}

// escaper is in the middle of a text.
type escaper struct {
	out    *strings.Builder
	prev   rune // the character before; 0 at the beginning
	digits bool // the line has had nothing but digits so far
	begun  bool // the line has had something that is not white space
}

func (e *escaper) rune(r rune, rest string) {
	if r == '\n' {
		e.digits, e.begun = false, false
		e.out.WriteByte('\n')
		return
	}
	if !e.begun && (r == ' ' || r == '\t') {
		// Four spaces would begin a block of code. The client makes plain ones
		// of U+00A0, but not of this.
		e.out.WriteString("\u2002")
		return
	}
	first, numbered := !e.begun, e.begun && e.digits
	e.digits = (first || e.digits) && r >= '0' && r <= '9'
	e.begun = true
	e.plain(r, rest, first, numbered)
}

// plain writes one character of a line.
func (e *escaper) plain(r rune, rest string, first, numbered bool) {
	next, _ := utf8.DecodeRuneInString(rest)
	word := rest != "" && isWord(next)
	switch r {
	case '*', '_', '`', '[', ']', '|':
		e.out.WriteByte('\\')
		e.out.WriteRune(r)
	case '~': // struck out, code, a channel
		e.out.WriteString(`\~` + nothing)
	case '\\': // it escapes nothing in front of a letter or digit
		e.out.WriteByte('\\')
		if !isAlnum(next) || rest == "" {
			e.out.WriteByte('\\')
		}
	case '<': // HTML, links; a heart
		e.out.WriteString("&lt;" + nothing)
	case '&':
		e.out.WriteString("&amp;")
	case '$': // mathematics
		e.out.WriteString("&#36;")
	case '@':
		e.out.WriteString("@" + nothing)
	case ':': // emoji, addresses with a scheme
		e.out.WriteByte(':')
		if rest != "" && !unicode.IsSpace(next) && (!isDigit(next) || !isDigit(e.prev)) {
			e.out.WriteString(nothing)
		}
	case ';':
		e.out.WriteByte(';')
		if next == ')' || next == '-' {
			e.out.WriteString(nothing)
		}
	case '#': // a heading, a hashtag
		if first {
			e.out.WriteByte('\\')
		}
		e.out.WriteByte('#')
		if word {
			e.out.WriteString(nothing)
		}
	case '>', '+', '-': // a quote, a list, a line
		if first {
			e.out.WriteByte('\\')
		}
		e.out.WriteRune(r)
	case '=':
		if first { // the line above would become a heading
			e.out.WriteString(nothing)
		}
		e.out.WriteByte('=')
	case '.', ')': // a numbered list; the dot also: a host
		switch {
		case numbered:
			e.out.WriteByte('\\')
		case r == '.' && (e.host() || isWord(next) && !isDigit(next) && (isWord(e.prev) || e.prev == '.' || e.prev == '-')):
			e.out.WriteString(nothing)
		}
		e.out.WriteRune(r)
	case 'x', 'X': // x-d is an emoticon
		e.out.WriteRune(r)
		if next == '-' {
			e.out.WriteString(nothing)
		}
	default:
		e.out.WriteRune(r)
	}
}

// host reports whether what was written last is how names of web servers begin:
// www, or www2.
func (e *escaper) host() bool {
	s := e.out.String()
	s = s[max(0, len(s)-6):]
	return strings.HasSuffix(strings.ToLower(strings.TrimRight(s, "0123456789")), "www")
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isAlnum(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// quoted is an escaped text as a block of somebody else's words.
func quoted(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		b.WriteString("> " + strings.TrimRight(l, "\n") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}
