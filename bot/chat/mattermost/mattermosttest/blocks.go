package mattermosttest

import (
	"regexp"
	"strings"
)

var (
	fenceMark = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})([^`~]*)$")
	heading   = regexp.MustCompile(`^ *#{1,6} +(.+?) *#* *$`)
	underline = regexp.MustCompile(`^ *(?:=|-){2,} *$`)
	ruler     = regexp.MustCompile(`^(?: *[-*_]){3,} *$`)
	quoteMark = regexp.MustCompile(`^ *>.`)
	unquote   = regexp.MustCompile(`(?m)^ *> ?`)
	bullet    = regexp.MustCompile(`^ *(?:[*+-]|\d+\.) `)
	unbullet  = regexp.MustCompile(`^ *(?:[*+-]|\d+\.) +`)
	task      = regexp.MustCompile(`^\[[ |xX]\] `)
	defined   = regexp.MustCompile(`^ *\[([^\]]+)\]: *<?((?:\w*?:(?://)?|/|#)[^\s>]+)>?(?: +["(][^\n]+[")])? *$`)
	aligned   = regexp.MustCompile(`^ *[-:]+ *\|[-| :]*$`)
	alignedIn = regexp.MustCompile(`^ *\| *[-:]+[-| :]*$`)
	blockTag  = regexp.MustCompile(`^</?(\w+)`)
)

// A block is a part of a text that is looked through for inline marks by itself,
// or is shown as it stands.
type block struct {
	text string
	code bool
}

// A document is a text taken apart into blocks.
type document struct {
	blocks []block
	refs   map[string]string // addresses that are named elsewhere in the text
}

// markdown shows a text as the web client does. Everything that the client takes
// for a mark is gone from what is shown, as it is on the reader's screen.
func (v *view) markdown(s string) {
	d := &document{refs: map[string]string{}}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "    ", "\u00a0", " ", "\u2424", "\n").Replace(s)
	d.parse(s, true, false, 0)
	for _, b := range d.blocks {
		if b.code {
			v.text.WriteString(b.text)
		} else {
			v.inline(b.text, d.refs)
		}
		v.text.WriteByte('\n')
	}
}

// cutLine takes the first line.
func cutLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	return line, rest
}

func (d *document) add(text string) { d.blocks = append(d.blocks, block{text: text}) }

// parse takes a text apart, trying the kinds of block in the order in which the
// client does. Inside lists (not top) there are no tables and no paragraphs that
// run on; inside quotes nothing is defined.
func (d *document) parse(s string, top, quote bool, depth int) {
	if depth > 50 {
		d.add(s)
		return
	}
	for {
		s = strings.TrimLeft(s, "\n")
		if s == "" {
			return
		}
		l, rest := cutLine(s)
		next, after := cutLine(rest)
		switch {
		case strings.HasPrefix(l, "    "):
			s = d.indented(s)
		case fenced(s):
			s = d.fence(s)
		case heading.MatchString(l):
			d.add(heading.FindStringSubmatch(l)[1])
			s = rest
		case top && strings.Contains(rest, "\n") && strings.Contains(strings.TrimLeft(l, " "), "|") && aligned.MatchString(next):
			s = d.table(l, after)
		case underline.MatchString(next):
			d.add(l)
			s = after
		case ruler.MatchString(l):
			s = rest
		case quoteMark.MatchString(l):
			s = d.quote(s, top, depth)
		case bullet.MatchString(l) && len(s) > len(bullet.FindString(l)):
			s = d.list(s, quote, depth)
		case top && !quote && defined.MatchString(l):
			m := defined.FindStringSubmatch(l)
			d.refs[strings.ToLower(m[1])] = m[2]
			s = rest
		case top && strings.Contains(rest, "\n") && strings.HasPrefix(strings.TrimLeft(l, " "), "|") && alignedIn.MatchString(next):
			s = d.table(l, after)
		default:
			s = d.paragraph(s, top)
		}
	}
}

// indented takes lines that are set in: they are code.
func (d *document) indented(s string) string {
	var code []string
	for s != "" {
		l, rest := cutLine(s)
		if !strings.HasPrefix(l, "    ") && (strings.TrimSpace(l) != "" || rest == "") {
			break
		}
		code = append(code, strings.TrimPrefix(l, "    "))
		s = rest
	}
	d.blocks = append(d.blocks, block{strings.Join(code, "\n"), true})
	return s
}

// fenced reports whether a text begins with a block between fences. One without
// an end is one only if the text ends with its line.
func fenced(s string) bool {
	l, rest := cutLine(s)
	m := fenceMark.FindStringSubmatch(l)
	if m == nil || !strings.Contains(s, "\n") {
		return false
	}
	if rest == "" || strings.HasSuffix(rest, "\n") {
		return true
	}
	for rest != "" {
		if l, rest = cutLine(rest); closes(l, m[1]) {
			return true
		}
	}
	return false
}

func closes(l, mark string) bool {
	t := strings.TrimLeft(l, " ")
	return len(l)-len(t) <= 3 && strings.HasPrefix(t, mark) && strings.Trim(strings.TrimRight(t, " "), "`~") == ""
}

// fence takes a block between fences. What stands behind the first one is not
// shown; a formula is drawn.
func (d *document) fence(s string) string {
	l, s := cutLine(s)
	m := fenceMark.FindStringSubmatch(l)
	var code []string
	for s != "" {
		if l, s = cutLine(s); closes(l, m[1]) {
			break
		}
		code = append(code, l)
	}
	text := strings.Join(code, "\n")
	if kind := strings.ToLower(strings.TrimSpace(m[2])); kind == "tex" || kind == "latex" {
		text = picture
	}
	d.blocks = append(d.blocks, block{text, true})
	return s
}

// quote takes a block quote: its lines, and those right after it.
func (d *document) quote(s string, top bool, depth int) string {
	var inner []string
	ended := false
	for s != "" {
		l, rest := cutLine(s)
		ended = strings.Contains(s, "\n")
		if l == "" && !quoteMark.MatchString(strings.TrimLeft(rest, "\n")) || len(inner) > 0 && defined.MatchString(l) {
			break
		}
		inner = append(inner, l)
		s = rest
	}
	text := strings.Join(inner, "\n")
	if ended {
		text += "\n"
	}
	d.parse(unquote.ReplaceAllString(text, ""), top, true, depth+1)
	return s
}

// list takes the items of a list. A line that is not set in ends it.
func (d *document) list(s string, quote bool, depth int) string {
	l, rest := cutLine(s)
	item := []string{task.ReplaceAllString(unbullet.ReplaceAllString(l, ""), "")}
	for rest != "" && strings.HasPrefix(rest, " ") {
		l, after := cutLine(rest)
		if bullet.MatchString(l) || strings.TrimSpace(l) == "" {
			break
		}
		item = append(item, strings.TrimLeft(l, " "))
		rest = after
	}
	d.parse(strings.Join(item, "\n"), false, quote, depth+1)
	if rest != "" && !strings.HasSuffix(rest, "\n") {
		rest += "\n" // the client adds one here; an open fence needs it
	}
	return rest
}

// table takes a table: the client shows its cells.
func (d *document) table(head, s string) string {
	row := func(l string) {
		l = strings.TrimSpace(l)
		for _, c := range cells(strings.TrimSuffix(strings.TrimPrefix(l, "|"), "|")) {
			d.add(strings.TrimSpace(c))
		}
	}
	row(head)
	for s != "" {
		l, rest := cutLine(s)
		if !strings.Contains(l, "|") {
			break
		}
		row(l)
		s = rest
	}
	return s
}

// cells splits a row at its bars, but for those that are escaped.
func cells(s string) []string {
	var out []string
	from := 0
	for i := range len(s) {
		if s[i] == '|' && (i == 0 || s[i-1] != '\\') {
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

// paragraph takes lines up to an empty one or one that begins something else.
func (d *document) paragraph(s string, top bool) string {
	var para []string
	for s != "" {
		l, rest := cutLine(s)
		if l == "" || len(para) > 0 && interrupts(s, top) {
			break
		}
		para = append(para, l)
		s = rest
	}
	d.add(strings.Join(para, "\n"))
	return s
}

// interrupts reports whether a text begins with something that ends a paragraph.
func interrupts(s string, top bool) bool {
	l, rest := cutLine(s)
	next, _ := cutLine(rest)
	return fenced(s) || bullet.MatchString(l) && len(s) > len(bullet.FindString(l)) || ruler.MatchString(l) || heading.MatchString(l) ||
		underline.MatchString(next) || quoteMark.MatchString(l) || defined.MatchString(l) && top || blockTag.MatchString(l) && !inlineTag(l)
}

// inlineTag reports a tag that does not begin a block of HTML.
func inlineTag(l string) bool {
	const names = " a em strong small s cite q dfn abbr data time code var samp kbd sub sup i b u mark ruby rt rp bdi bdo " +
		"span br wbr ins del img "
	return strings.Contains(names, " "+blockTag.FindStringSubmatch(l)[1]+" ")
}
