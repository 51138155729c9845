package guard

import "strings"

// UnapprovedLink objects to web addresses outside the department's domains.
// Those that imitate one of the domains are the variant "lookalike".
func (detectors) UnapprovedLink(d *doc) []hit {
	var out []hit
	for _, l := range d.webs {
		h := hit{doc: d, a: l.a, b: l.b}
		start, end := d.codePoints(l.a, l.b)
		switch {
		case under(l.host, d.scene.lists.links):
			if plain(d.original(start, end)) {
				continue
			}
			h.variant = "lookalike" // letters of another script, or invisible ones
		case l.host == "t.co" && strings.HasPrefix(d.Field, "rendering."):
			continue // X puts it there itself
		case d.ownAccount(l):
			continue
		case imitates(l.host, d.scene.lists.links):
			h.variant = "lookalike"
		}
		out = append(out, h)
	}
	return apart(append(out, d.spokenLinks()...))
}

// spokenLinks finds "tipline dot com".
func (d *doc) spokenLinks() []hit {
	var out []hit
	var mails []span
	for _, m := range d.mails {
		mails = append(mails, m.span)
	}
	for i := 1; i+1 < len(d.tok); i++ {
		left, right := i-1, i+1
		if d.mark(left, "[({<") && d.mark(right, "])}>") {
			left, right = left-1, right+1
		}
		spoken := d.word(i) == "dot" && webTLDs.has(d.word(right)) || d.word(i) == "point" && spokenTLDs.has(d.word(right)) || d.setApart(i)
		if !spoken || left < 0 || d.next(left, i) != left || articles.has(d.word(left)) {
			continue
		}
		if _, ok := within(mails, int(d.tok[i].a)); ok {
			continue
		}
		if !under(d.word(left)+"."+d.word(right), d.scene.lists.links) {
			out = append(out, d.hit(d.labelFrom(left), d.pathTo(right)+1))
		}
	}
	return out
}

// labelFrom returns where the label of a host begins that ends at token i.
func (d *doc) labelFrom(i int) int {
	for n := 0; n < 8 && d.tight(i) && (d.is(i-1, word) || d.is(i-1, number) || d.mark(i-1, "-") && d.tight(i-1)); n++ {
		i--
	}
	return i
}

// pathTo returns the last token of what goes on behind a host that ends at token
// i: "/abc123".
func (d *doc) pathTo(i int) int {
	if !d.mark(i+1, "/") {
		return i
	}
	for n := 0; n < longestMail && d.tight(i+1) && !d.mark(i+1, ".,;:!?)"); n++ {
		i++
	}
	return i
}

// setApart reports whether the full stop at token i stands between blanks and
// before what ends a host: "youtu . be/abc". Sentences do not end so.
func (d *doc) setApart(i int) bool {
	if !d.mark(i, ".") || d.tight(i) || d.tight(i+1) || !d.is(i-1, word) {
		return false
	}
	w := d.word(i + 1)
	return webTLDs.has(w) || shortTLDs.has(w) && d.mark(i+2, "/") && d.tight(i+2)
}

// spokenTLDs and articles are read only.
var (
	spokenTLDs = set("com net org")
	articles   = set("the a this that every ce le un au")
)

// imitates reports whether a host is at most two letters away from one of the
// domains, or bears one in front of its own name.
func imitates(host string, domains []string) bool {
	for _, dom := range domains {
		if !strings.Contains(dom, ".") {
			continue // everything under one end, which no host imitates
		}
		if strings.HasPrefix(host, dom+".") || strings.HasPrefix(host, strings.ReplaceAll(dom, ".", "-")) || near(host, dom) {
			return true
		}
	}
	return false
}

// near reports whether two letters less, more or other make a into b.
func near(a, b string) bool {
	if len(a) > len(b)+2 || len(b) > len(a)+2 {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)] <= 2
}
