package guard

import "strings"

// GeoCoordinates objects to coordinates, map links and map codes.
func (detectors) GeoCoordinates(d *doc) []hit {
	links := d.mapLinks()
	var out []hit
	for _, l := range links {
		out = append(out, hit{doc: d, a: l.a, b: l.b})
	}
	for i := 0; i < len(d.tok); i++ {
		if _, ok := within(links, int(d.tok[i].a)); ok {
			continue
		}
		last := d.pair(i)
		if last < 0 {
			last = d.mapCode(i)
		}
		if last >= 0 {
			out = append(out, d.hit(i, last+1))
			i = last
		}
	}
	return out
}

// pair reads two angles at token i and returns the last token.
func (d *doc) pair(i int) int {
	if i > 0 && d.tight(i) && !d.mark(i-1, "(@=[:,\"'|/") {
		return -1
	}
	cue := d.before(i, 6, geoCues)
	x, ok := d.angle(i, cue)
	if !ok || x.degrees > 180 {
		return -1
	}
	j := x.last + 1
	for steps := 0; steps < 4 && (d.mark(j, ",;/|:") || geoCues.has(d.word(j)) || d.word(j) == "and" || d.word(j) == "by" || d.word(j) == "et"); steps++ {
		j++
	}
	y, ok := d.angle(j, cue || j > x.last+1 && d.mark(j, "-") && d.is(j+1, number))
	if !ok || y.degrees > 180 || x.degrees > 90 && y.degrees > 90 {
		return -1
	}
	fine := min(x.decimals, y.decimals)
	if fine >= 3 || (cue || x.marked && y.marked) && fine >= 1 || x.marked && y.marked && fine < 0 {
		return y.last
	}
	return -1
}

// mapCode reads a plus code (87M2MJ3P+8Q) or three words (///filled.count.soap)
// at token i and returns its last token.
func (d *doc) mapCode(i int) int {
	if d.mark(i, "/") && d.mark(i+1, "/") && d.mark(i+2, "/") && d.tight(i+3) {
		return d.threeWords(i + 3)
	}
	if d.is(i, word) && (d.before(i, 6, wordCodes) || d.word(i-2) == "w" && d.word(i-3) == "3" || d.word(i-1) == "w" && d.word(i-2) == "3") {
		return d.threeWords(i)
	}
	if last := d.gridReference(i); last > 0 {
		return last
	}
	if d.tight(i) || !d.is(i, number) && !d.is(i, word) {
		return -1
	}
	a := int(d.tok[i].a)
	n := codeLetters(d.text[a:])
	plus := a + n
	if n < 4 || n > 8 || n%2 == 1 || plus >= len(d.text) || d.text[plus] != '+' {
		return -1
	}
	m := codeLetters(d.text[plus+1:])
	end := plus + 1 + m
	if m < 2 || m > 3 || end < len(d.text) && isAlnum(d.text[end]) {
		return -1
	}
	return d.tokenAt(end - 1)
}

// threeWords reads word.word.word at token i, also with blanks or "dot" between
// them, and returns its last token.
func (d *doc) threeWords(i int) int {
	if !d.is(i, word) || d.length(i) < 3 {
		return -1
	}
	j := i
	for range 2 {
		next := j + 1
		switch {
		case d.mark(next, ".") && (d.tight(next) == d.tight(next+1)), d.word(next) == "dot", d.word(next) == "point":
			next++
		case d.mark(next, "[({<") && (d.mark(next+1, ".") || dotWords.has(d.word(next+1))) && d.mark(next+2, "])}>"):
			next += 3
		default:
			return -1
		}
		if !d.is(next, word) || d.length(next) < 3 {
			return -1
		}
		j = next
	}
	return j
}

// codeLetters counts the leading characters that plus codes are made of.
func codeLetters(s string) int {
	n := 0
	for n < len(s) && n < 9 && strings.IndexByte("23456789CFGHJMPQRVWX", s[n]) >= 0 {
		n++
	}
	return n
}

// mapLinks finds links to a place on a map, in order.
func (d *doc) mapLinks() []span {
	var out []span
	for i := 0; i < len(d.low); {
		at, name := nextMap(d.low[i:])
		if at < 0 {
			break
		}
		a := i + at
		if u, ok := within(d.urls, a); ok {
			a = u.a
		}
		b := i + at + len(name)
		for b < len(d.low) && d.low[b] > ' ' {
			b++
		}
		for b > a && strings.IndexByte(".,;:!?)\"'", d.low[b-1]) >= 0 {
			b--
		}
		out = append(out, span{a, b})
		i = max(b, i+at+len(name))
	}
	return out
}

// nextMap returns where the next link to a map begins.
func nextMap(s string) (int, string) {
	for i := range len(s) {
		switch s[i] {
		case 'g', 'm', 'w', 'o':
			if i > 0 && (isAlnum(s[i-1]) || s[i-1] == '-') {
				continue
			}
			for _, h := range mapHosts {
				if strings.HasPrefix(s[i:], h) {
					return i, h
				}
			}
		}
	}
	return -1, ""
}

// Words around coordinates; all are read only.
var (
	geoCues     = set("coordinates coordinate coords gps lat latitude long lng lon longitude pin location coordonnees geolocalisation position geo ll")
	wordCodes   = set("what3words w3w words whatthreewords")
	compass     = set("n s e w o north south east west nord sud est ouest")
	degreeWords = set("degrees degree deg degres degre min minutes sec seconds secondes")
	mapHosts    = []string{
		"goo.gl/maps", "google.com/maps", "google.ca/maps", "maps.google.", "maps.app.goo.gl", "maps.apple.com",
		"openstreetmap.org", "osm.org/go", "waze.com/", "what3words.com/", "w3w.co/", "geo:",
	}
)
