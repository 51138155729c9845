package length

// A Link is a piece of a text that X makes a link of.
type Link struct {
	From, To int    // bytes of the text
	URL      string // where it leads; a bare domain gets https://
}

// Links returns what X takes for links, from left to right.
func Links(text string) []Link {
	s := scanOf(text)
	var out []Link
	for _, l := range s.links(&xFlavour) {
		u := text[s.at[l.from]:s.at[l.hostTo]] + text[s.at[l.restFrom]:s.at[l.to]]
		if l.bare {
			u = "https://" + u
		}
		out = append(out, Link{From: s.at[l.from], To: s.at[l.to], URL: u})
	}
	return out
}

var xFlavour = flavour{
	schemes: []string{"http://", "https://"}, bare: true,
	path: isPath, pathEnd: isPathEnd, query: isQuery, queryEnd: isQueryEnd,
}

// A scan is a text in UTF-16, in which twitter-text's patterns think, with the
// byte at which each unit begins.
type scan struct {
	u  []uint16
	at []int
}

func scanOf(text string) scan {
	s := scan{u: make([]uint16, 0, len(text)), at: make([]int, 0, len(text)+1)}
	for i, r := range text {
		if r >= 0x10000 {
			r -= 0x10000
			s.u = append(s.u, uint16(0xd800+(r>>10&0x3ff)), uint16(0xdc00+(r&0x3ff)))
			s.at = append(s.at, i, i)
			continue
		}
		s.u = append(s.u, uint16(r)) //nolint:gosec // It is less than 0x10000.
		s.at = append(s.at, i)
	}
	s.at = append(s.at, len(text))
	return s
}

// A found link, in units. What lies between hostTo and restFrom belongs to the
// link, but not to its address.
type found struct {
	from, hostTo, restFrom, to int
	bare                       bool
}

// counted is how many units the link takes the place of when it is counted.
func (f found) counted() int { return f.hostTo - f.from + f.to - f.restFrom }

// A match is a piece of the text that looks like a link.
type match struct {
	start, domain, domainTo, to int
	path                        bool
}

// links returns the links of the text. Each piece that looks like one is read
// once, whether or not it turns out to be one.
func (s scan) links(f *flavour) []found {
	ends := domains(s.u, f)
	var out []found
	take := func(start int) (int, bool) {
		m, ok := s.match(start, ends, f)
		if ok {
			out = s.accept(out, m, f)
		}
		return m.to, ok
	}
	for i := 0; i < len(s.u); i++ {
		if isBefore(s.u[i]) {
			if to, ok := take(i + 1); ok {
				i = to - 1
				continue
			}
		}
		if i == 0 {
			if to, ok := take(0); ok {
				i = to - 1
			}
		}
	}
	return out
}

// match reads what begins at start.
func (s scan) match(start int, ends []int, f *flavour) (match, bool) {
	m := match{start: start, domain: start + s.scheme(start, f)}
	if m.domain > len(s.u) || ends[m.domain] == 0 {
		return m, false
	}
	m.domainTo = ends[m.domain]
	m.to = s.port(m.domainTo)
	if m.to < len(s.u) && s.u[m.to] == '/' {
		m.path = true
		m.to = s.pathEnd(m.to+1, f)
	}
	m.to = s.queryEnd(m.to, f)
	return m, true
}

// scheme returns how long the scheme is that begins at p.
func (s scan) scheme(p int, f *flavour) int {
	for _, name := range f.schemes {
		if s.has(p, name) {
			return len(name)
		}
	}
	return 0
}

// has reports whether name, in small ASCII letters, stands at p.
func (s scan) has(p int, name string) bool {
	if p+len(name) > len(s.u) {
		return false
	}
	for i := range len(name) {
		if upper(s.u[p+i]) != upper(uint16(name[i])) {
			return false
		}
	}
	return true
}

func (s scan) port(p int) int {
	to := p + 1
	for to < len(s.u) && '0' <= s.u[to] && s.u[to] <= '9' {
		to++
	}
	if p < len(s.u) && s.u[p] == ':' && to > p+1 {
		return to
	}
	return p
}

// pathEnd returns where a path ends, given where it begins behind its slash:
// at the last character that may be the last, or behind parentheses that close.
func (s scan) pathEnd(p int, f *flavour) int {
	end := p
	for p < len(s.u) {
		switch {
		case f.path(s.u[p]):
			if f.pathEnd(s.u[p]) {
				end = p + 1
			}
			p++
		case s.u[p] == '(':
			to := s.parens(p, f.path)
			if to == 0 {
				return end
			}
			if s.parens(p, isPath) == to {
				end = to
			}
			p = to
		default:
			return end
		}
	}
	return end
}

// parens returns where balanced parentheses end that begin at p and have at
// most one pair within; zero when they do not.
func (s scan) parens(p int, path func(uint16) bool) int {
	run := func(p int) int {
		for p < len(s.u) && path(s.u[p]) {
			p++
		}
		return p
	}
	closes := func(p int) bool { return p < len(s.u) && s.u[p] == ')' }
	from := p + 1
	p = run(from)
	if p < len(s.u) && s.u[p] == '(' {
		within := run(p + 1)
		if within == p+1 || !closes(within) {
			return 0
		}
		p = run(within + 1)
	} else if p == from {
		return 0
	}
	if !closes(p) {
		return 0
	}
	return p + 1
}

// queryEnd returns where a query ends that begins at p; p itself for none.
func (s scan) queryEnd(p int, f *flavour) int {
	end := p
	if p >= len(s.u) || s.u[p] != '?' {
		return end
	}
	for i := p + 1; i < len(s.u) && f.query(s.u[i]); i++ {
		if f.queryEnd(s.u[i]) {
			end = i + 1
		}
	}
	return end
}

// accept adds to out what of a match is a link.
func (s scan) accept(out []found, m match, f *flavour) []found {
	size := m.to - m.start + len("https://")
	if m.domain > m.start {
		size = m.to - m.start + m.domain - m.start
	}
	if size > maxURL || !resolvable(s.u[m.domain:m.domainTo]) {
		return out
	}
	if m.domain > m.start {
		to, ok := s.shortened(m)
		if !ok {
			return out
		}
		return append(out, found{from: m.start, hostTo: to, restFrom: to, to: to})
	}
	if !f.bare || m.start > 0 && in(s.u[m.start-1], "-_./") {
		return out
	}
	n := len(out)
	for _, d := range bareDomains(s.u[m.domain:m.domainTo]) {
		from, to := m.domain+d[0], m.domain+d[1]
		out = append(out, found{from: from, hostTo: to, restFrom: to, to: to, bare: true})
	}
	if len(out) > n && m.path {
		last := &out[len(out)-1]
		last.restFrom, last.to = m.domainTo, m.to
	}
	return out
}

// maxSlug bounds the last part of X's own short links.
const maxSlug = 40

// shortened returns where a link with a protocol ends: one of X's own short
// links behind its slug and query, every other one where it was found to end.
func (s scan) shortened(m match) (int, bool) {
	const own = "t.co/"
	if !s.has(m.start, "http") || !s.has(m.domain, own) {
		return m.to, true
	}
	p := m.domain + len(own)
	end := p
	for end < m.to && alnum(s.u[end]) {
		end++
	}
	if end == p {
		return m.to, true
	}
	cut := scan{u: s.u[:m.to], at: s.at}
	return cut.queryEnd(end, &xFlavour), end-p <= maxSlug
}
