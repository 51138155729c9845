package length

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHost bounds the host of a mention (app/lib/extractor.rb).
const maxHost = 253

// mentions returns the mentions of a text as Mastodon sees them: "@user" or
// "@user@host", not in the middle of a word or of an address.
func mentions(text string) []entity {
	var out []entity
	for i := 0; i < len(text); {
		at := strings.IndexByte(text[i:], '@')
		if at < 0 {
			return out
		}
		at += i
		i = at + 1
		if r, _ := utf8.DecodeLastRuneInString(text[:at]); at > 0 && (r == '=' || r == '/' || isWord(r)) {
			continue
		}
		user := segments(text, at+1, isUser)
		if user == at+1 {
			continue
		}
		end := user
		if strings.HasPrefix(text[user:], "@") {
			if host := segments(text, user+1, isWord); host > user+1 {
				end = host
			}
		}
		i = end // The pattern goes on behind what it matched.
		if mentionGoesOn(text[end:]) || utf8.RuneCountInString(text[min(user+1, end):end]) > maxHost {
			continue
		}
		out = append(out, entity{from: at, keep: user, to: end})
	}
	return out
}

// segments returns where words of one kind end that begin at start, joined by
// dots and hyphens.
func segments(text string, start int, is func(rune) bool) int {
	p, end := start, start // end: of the last word
	for p < len(text) {
		r, n := utf8.DecodeRuneInString(text[p:])
		switch {
		case is(r):
			end = p + n
		case !joins(r) || p == start:
			return end
		}
		p += n
	}
	return end
}

func joins(r rune) bool { return r == '.' || r == '-' }

func isUser(r rune) bool {
	return r < utf8.RuneSelf && (alnum(uint16(r)) || r == '_') //nolint:gosec // It is ASCII.
}

// isWord is Ruby's [[:word:]].
func isWord(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc)
}

// mentionGoesOn reports whether what follows says that there was no mention.
func mentionGoesOn(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if r == '@' || r == '＠' || strings.HasPrefix(rest, "://") {
		return true
	}
	return r >= 0xc0 && r <= 0xffff && accented.has(uint16(r))
}
