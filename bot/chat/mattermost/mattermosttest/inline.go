package mattermosttest

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	escapable = "`*{}[]()#+-.!_>|~"
	angled    = regexp.MustCompile(`^<((?:[^ >]+(@|:/)|www\d{0,3}\.)[^ >]+)>`)
	address   = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z\d.+-]*:(?:/{1,3}|[\p{L}\d%])|www\d{0,3}[.]|[\p{L}\d.-]+[.]\p{L}{2,4}/)`)
	htmlTag   = regexp.MustCompile(`^(?:<!--[\s\S]*?-->|</[a-zA-Z][\w:-]*\s*>|<[a-zA-Z][\w-]*(?:\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>` + "`" + `]+)?)*\s*/?>|<\?[\s\S]*?\?>|<![a-zA-Z]+\s[\s\S]*?>)`)
	latex     = regexp.MustCompile(`^\$([^$\n]+)\$`)
	schemeAt  = regexp.MustCompile(`^[a-z][a-z0-9.+-]{1,31}:`)
	wwwAt     = regexp.MustCompile(`^www\d{0,3}.`)
	target    = regexp.MustCompile(`^\s*<?([\s\S]*?)>?(?:\s+['"][\s\S]*?['"])?\s*$`)
)

// An inliner shows the inline marks of one block.
type inliner struct {
	*view
	refs   map[string]string
	plain  strings.Builder // text that is not yet looked through, as HTML
	inLink bool
}

func (v *view) inline(s string, refs map[string]string) {
	in := &inliner{view: v, refs: refs}
	in.run(s)
}

// run shows a text. Runs of plain text are looked through as wholes, with what
// was escaped in them: a backslash keeps a star from being a mark, but does not
// keep a hashtag from being one.
func (in *inliner) run(s string) {
	for s != "" {
		n := in.step(s)
		s = s[n:]
	}
	in.flush()
}

func (in *inliner) flush() {
	if in.plain.Len() == 0 {
		return
	}
	in.text.WriteString(in.words(in.plain.String()))
	in.plain.Reset()
}

// step takes one token from the front and returns its length.
func (in *inliner) step(s string) int {
	for _, try := range []func(string) int{
		in.escape, in.angle, in.url, in.tag, in.labelled, in.strong, in.em, in.code, in.del, in.latex,
	} {
		if n := try(s); n > 0 {
			return n
		}
	}
	n := textLen(s)
	in.plain.WriteString(escapeHTML(s[:n], false))
	return n
}

// entity is what looks like one already.
var entity = regexp.MustCompile(`^&#?\w+;`)

// escapeHTML makes HTML of a text. What looks like an entity is left as it is
// unless everything is to be shown: the reader then sees what it stands for.
func escapeHTML(s string, everything bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&' && (everything || !entity.MatchString(s[i:])):
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"':
			b.WriteString("&quot;")
		case c == '\'':
			b.WriteString("&#39;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (in *inliner) escape(s string) int {
	if len(s) < 2 || s[0] != '\\' {
		return 0
	}
	if strings.IndexByte(escapable, s[1]) >= 0 {
		in.plain.WriteByte(s[1])
		return 2
	}
	if s[1] == '\\' && (len(s) == 2 || !wordByte(s[2])) {
		in.plain.WriteByte('\\')
		return 2
	}
	return 0
}

func (in *inliner) angle(s string) int {
	m := angled.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	in.flush()
	href := m[1]
	if m[2] == "@" && !strings.HasPrefix(href, "mailto:") {
		href = "mailto:" + href
	}
	in.link(html.UnescapeString(href))
	in.text.WriteString(html.UnescapeString(m[1]))
	return len(m[0])
}

var scheme = regexp.MustCompile(`^!?[A-Za-z0-9+.-]+$`)

// url finds an address that is a link by itself.
func (in *inliner) url(s string) int {
	if in.inLink {
		return 0
	}
	n := addressLen(s)
	for n > 0 && strings.IndexByte("?!.,:*_~'\"", s[n-1]) >= 0 {
		n--
	}
	if n == 0 {
		return 0
	}
	u := s[:n]
	if i := strings.IndexByte(u, ':'); i > 0 && scheme.MatchString(u[:i]) {
		switch strings.ToLower(u[:i]) {
		case "http", "https", "ftp", "mailto", "tel", "mattermost":
		default:
			return 0
		}
	}
	in.flush()
	in.link(html.UnescapeString(u))
	in.text.WriteString(html.UnescapeString(u))
	return n
}

// addressLen is how much of the front of s is an address.
func addressLen(s string) int {
	m := address.FindString(s)
	if m == "" {
		return 0
	}
	start := len(m)
	n := start
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == '(':
			end := strings.IndexByte(s[n:], ')')
			if end < 0 || strings.ContainsAny(s[n:n+end], " \n<>") {
				return atLeast(n, start)
			}
			n += end + 1
			continue
		case unicode.IsSpace(r), r == ')':
			return atLeast(n, start)
		case strings.ContainsRune("`![]{};:'\",<>?«»“”‘’", r):
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if n+size >= len(s) || unicode.IsSpace(next) || strings.ContainsRune("()<>", next) {
				return atLeast(n, start)
			}
		}
		n += size
	}
	return atLeast(n, start)
}

func atLeast(n, start int) int {
	if n <= start {
		return 0
	}
	return n
}

// tag is HTML: it is shown as text.
func (in *inliner) tag(s string) int {
	m := htmlTag.FindString(s)
	in.plain.WriteString(escapeHTML(m, false))
	return len(m)
}

// labelled is a link with a label, or a picture.
func (in *inliner) labelled(s string) int {
	picture := strings.HasPrefix(s, "![")
	at := s
	if picture {
		at = s[1:]
	}
	label, n := bracketed(at, '[', ']')
	if n == 0 {
		return 0
	}
	rest := at[n:]
	if inner, m := bracketed(rest, '(', ')'); m > 0 {
		in.show(picture, label, target.FindStringSubmatch(inner)[1])
		return len(s) - len(rest) + m
	}
	ref, m := label, 0
	if inner, k := bracketed(strings.TrimLeft(rest, " \n"), '[', ']'); k > 0 {
		m = len(rest) - len(strings.TrimLeft(rest, " \n")) + k
		if inner != "" {
			ref = inner
		}
	}
	href := in.refs[strings.ToLower(strings.Join(strings.Fields(ref), " "))]
	if href == "" {
		in.plain.WriteByte(s[0])
		return 1
	}
	in.show(picture, label, href)
	return len(s) - len(rest) + m
}

func (in *inliner) show(picture bool, label, href string) {
	in.flush()
	if picture {
		in.load(href)
		return
	}
	in.link(html.UnescapeString(href))
	inner := &inliner{view: in.view, refs: in.refs, inLink: true}
	inner.run(label)
}

// bracketed is what stands between brackets at the front of s, and how long it
// is with them.
func bracketed(s string, open, end byte) (string, int) {
	if s == "" || s[0] != open {
		return "", 0
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '`':
			if open == '[' {
				if n := codeLen(s[i:]); n > 0 {
					i += n - 1
				}
			}
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return s[1:i], i + 1
			}
		}
	}
	return "", 0
}

func (in *inliner) nested(s string) {
	in.flush()
	inner := &inliner{view: in.view, refs: in.refs, inLink: in.inLink}
	inner.run(s)
}

// strong is text between two stars or underscores.
func (in *inliner) strong(s string) int {
	for _, mark := range []string{"__", "**"} {
		if !strings.HasPrefix(s, mark) {
			continue
		}
		for i := 3; i+2 <= len(s); i++ {
			if s[i:i+2] == mark && (i+2 == len(s) || s[i+2] != mark[0]) {
				in.nested(s[2:i])
				return i + 2
			}
		}
	}
	return 0
}

// em is text between stars or underscores with no space inside them.
func (in *inliner) em(s string) int {
	if len(s) < 3 || s[0] != '*' && s[0] != '_' || space(s[1]) {
		return 0
	}
	mark := s[0]
	if mark == '*' && strings.IndexByte(`"<`, s[1]) >= 0 {
		return 0
	}
	_, one := utf8.DecodeRuneInString(s[1:])
	for i := 2; i < len(s); i++ {
		if s[i] != mark || space(s[i-1]) || s[i-1] == mark && s[1] == mark || i+1 < len(s) && s[i+1] == mark {
			continue
		}
		if mark == '_' && i+1 < len(s) && i > 1+one {
			if r, _ := utf8.DecodeRuneInString(s[i+1:]); !unicode.IsSpace(r) && !strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[^_{|}~", r) {
				continue
			}
		}
		in.nested(s[1:i])
		return i + 1
	}
	return 0
}

// codeLen is the length of the code span at the front of s.
func codeLen(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "`"))
	if n == 0 {
		return 0
	}
	for i := n; i < len(s); {
		j := strings.IndexByte(s[i:], '`')
		if j < 0 {
			return 0
		}
		i += j
		m := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		if m == n && i > n {
			return i + m
		}
		i += m
	}
	return 0
}

func (in *inliner) code(s string) int {
	n := codeLen(s)
	if n > 0 {
		in.flush()
		in.text.WriteString(strings.TrimSpace(strings.Trim(s[:n], "`")))
	}
	return n
}

func (in *inliner) del(s string) int {
	if !strings.HasPrefix(s, "~~") || len(s) < 5 || space(s[2]) {
		return 0
	}
	for i := 3; i+2 <= len(s); i++ {
		if s[i:i+2] == "~~" && !space(s[i-1]) {
			in.nested(s[2:i])
			return i + 2
		}
	}
	return 0
}

// latex is a formula: its letters are drawn, not shown.
func (in *inliner) latex(s string) int {
	m := latex.FindString(s)
	if m == "" || len(m) < len(s) && wordByte(s[len(m)]) {
		return 0
	}
	in.flush()
	in.text.WriteString(picture)
	return len(m)
}

// textLen is how much of the front of s is text, up to where a mark could begin.
func textLen(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "`"))
	if n == 0 {
		_, n = utf8.DecodeRuneInString(s)
	}
	for ; n < len(s); n++ {
		if !utf8.RuneStart(s[n]) {
			continue
		}
		edge := wordByte(s[n-1]) != wordByte(s[n])
		switch {
		case strings.IndexByte("\\<![`*~", s[n]) >= 0,
			s[n] == '$' && !wordByte(s[n-1]),
			s[n] == '_' && edge,
			edge && schemeAt.MatchString(s[n:]),
			edge && wwwAt.MatchString(s[n:]):
			return n
		}
	}
	return n
}

func space(b byte) bool { return b == ' ' || b == '\n' }

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
