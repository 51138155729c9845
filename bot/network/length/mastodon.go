package length

import (
	"strings"
	"unicode"
)

// Mastodon returns how long Mastodon says that a text is, where each link with
// its protocol counts perURL characters (23, unless the server's configuration
// says otherwise) and each mention counts without its host.
func Mastodon(text string, perURL int) int {
	var b strings.Builder
	last := 0
	for _, e := range entities(text) {
		if e.from < last {
			continue // It begins within another.
		}
		b.WriteString(text[last:e.from])
		if e.link {
			b.WriteString(strings.Repeat("x", max(perURL, 0)))
		} else {
			b.WriteString(text[e.from:e.keep])
		}
		last = e.to
	}
	b.WriteString(text[last:])
	return Graphemes(b.String())
}

// An entity is a piece of a text that Mastodon counts in its own way.
type entity struct {
	from, to int
	keep     int // what of a mention counts ends here
	link     bool
}

// entities are the links and mentions of a text, by where they begin.
func entities(text string) []entity {
	var links, out []entity
	if strings.Contains(text, "://") {
		s := scanOf(text)
		for _, l := range s.links(&mastodonFlavour) {
			links = append(links, entity{from: s.at[l.from], to: s.at[l.to], link: true})
		}
	}
	for _, m := range mentions(text) {
		for len(links) > 0 && links[0].from <= m.from {
			out, links = append(out, links[0]), links[1:]
		}
		out = append(out, m)
	}
	return append(out, links...)
}

// mastodonFlavour is what config/initializers/twitter_regex.rb makes of
// twitter-text (Mastodon 4.x, read 2026-11): more schemes, and nearly any character in paths.
var mastodonFlavour = flavour{
	schemes:   []string{"http://", "https://", "dat://", "dweb://", "ipfs://", "ipns://", "ssb://", "gopher://", "gemini://"},
	notDomain: func(u uint16) bool { return u < 0x20 || u == 0x7f || u == '"' || u == '`' },
	path: func(u uint16) bool {
		return !unicode.Is(unicode.White_Space, rune(u)) && !in(u, "<>()?")
	},
	pathEnd: func(u uint16) bool {
		return !unicode.Is(unicode.White_Space, rune(u)) && !in(u, "()?!*\"'<>;:=,.$%[]~&|@") && u != '「' && u != '」'
	},
	query:    func(u uint16) bool { return isQuery(u) || u == '^' || isUChar(u) },
	queryEnd: func(u uint16) bool { return isQueryEnd(u) || isUChar(u) },
}

// isUChar is RFC 3987's ucschar and iprivate, as far as one unit tells.
func isUChar(u uint16) bool {
	switch {
	case u < 0xa0, 0xfdd0 <= u && u <= 0xfdef, u >= 0xfff0:
		return false
	case 0xdb40 <= u && u <= 0xdb43: // U+E0000 to U+E0FFF
		return false
	default:
		return true
	}
}
