package x

import (
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"

	"appealbot/bot/network/length"
)

// unescape undoes what X does to texts, and nothing else: somebody who writes
// "&eacute;" means it.
func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// plain is the text of a post as its author wrote it: without the names that X
// puts before an answer and the links that it puts behind for pictures, and
// with links as they were.
func plain(p wirePost) string {
	s, urls := p.words()
	if r := []rune(p.Text); len(p.Shown) == 2 && p.Shown[0] > 0 && p.Shown[0] <= len(r) {
		s = strings.TrimPrefix(s, string(r[:p.Shown[0]]))
	}
	s = unescape(s)
	for _, u := range urls {
		switch {
		case u.URL == "":
		case u.MediaKey != "":
			s = strings.ReplaceAll(s, u.URL, "")
		case u.Expanded != "" && len(u.Expanded) <= 2000:
			s = strings.ReplaceAll(s, u.URL, u.Expanded)
		}
	}
	return strings.TrimSpace(s)
}

// same reports whether a post of the account has the words of a text.
func same(p wirePost, text string) bool { return comparable(plain(p)) == comparable(text) }

// comparable is a text with everything taken out in which X's copy of it may
// differ: white space, the scheme of a link and the stroke at its end.
func comparable(s string) string {
	s = norm.NFC.String(s)
	var b strings.Builder
	from := 0
	for _, l := range length.Links(s) {
		b.WriteString(s[from:l.From])
		b.WriteString(bare(l.URL))
		from = l.To
	}
	b.WriteString(s[from:])
	return strings.Join(strings.Fields(b.String()), " ")
}

// bare is an address without what X may add to it.
func bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	rest := strings.TrimPrefix(address[strings.Index(address, "//")+2:], u.Host)
	if rest == "/" {
		rest = ""
	}
	return strings.ToLower(u.Host) + rest
}
