package mastodontest

import (
	"html"
	"regexp"
	"strings"

	"appealbot/bot/network"
)

var (
	link    = regexp.MustCompile(`https?://[^\s<>"]*[^\s<>".,;:!?')\]}»”’]`)
	mention = regexp.MustCompile(`(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]*[A-Za-z0-9]`)
	blank   = regexp.MustCompile(`\n{2,}`)
)

// Count is the length of a text as Mastodon counts it
// (StatusLengthValidator): characters as people see them, every link the same,
// and of a mention only its first half.
func Count(text string, perURL int) int {
	n, from := 0, 0
	for _, l := range link.FindAllStringIndex(text, -1) {
		n += network.Graphemes(mention.ReplaceAllString(text[from:l[0]], "$1")) + perURL
		from = l[1]
	}
	return n + network.Graphemes(mention.ReplaceAllString(text[from:], "$1"))
}

// HTML is a text as Mastodon shows it.
func HTML(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, p := range blank.Split(strings.ReplaceAll(text, "\r\n", "\n"), -1) {
		b.WriteString("<p>")
		from := 0
		for _, l := range link.FindAllStringIndex(p, -1) {
			b.WriteString(lines(p[from:l[0]]))
			b.WriteString(anchor(p[l[0]:l[1]]))
			from = l[1]
		}
		b.WriteString(lines(p[from:]) + "</p>")
	}
	return b.String()
}

// lines is text without links. Of a mention with a host only the name is shown:
// where it leads is in the address behind it (app/lib/text_formatter.rb, 4.x,
// read 2026-11).
func lines(s string) string {
	var b strings.Builder
	from := 0
	for _, m := range mention.FindAllStringSubmatchIndex(s, -1) {
		name, host := s[m[2]+1:m[3]], s[m[3]+1:m[1]]
		b.WriteString(html.EscapeString(s[from:m[0]]))
		b.WriteString(`<span class="h-card" translate="no"><a href="https://` + host + "/@" + name + `" class="u-url mention">@<span>` + name + `</span></a></span>`)
		from = m[1]
	}
	b.WriteString(html.EscapeString(s[from:]))
	return strings.ReplaceAll(b.String(), "\n", "<br />")
}

// anchor is a link with what is too long of it out of sight.
func anchor(u string) string {
	scheme, rest, _ := strings.Cut(u, "://")
	scheme += "://"
	if r, ok := strings.CutPrefix(rest, "www."); ok {
		scheme, rest = scheme+"www.", r
	}
	shown, hidden, class := rest, "", ""
	if r := []rune(rest); len(r) > 30 {
		shown, hidden, class = string(r[:30]), string(r[30:]), "ellipsis"
	}
	e := html.EscapeString
	return `<a href="` + e(u) + `" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">` + e(scheme) +
		`</span><span class="` + class + `">` + e(shown) + `</span><span class="invisible">` + e(hidden) + `</span></a>`
}
