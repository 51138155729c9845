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

// An angle is one half of a pair of coordinates.
type angle struct {
	last     int
	degrees  int
	decimals int
	marked   bool // N, S, E, W, a degree sign or minutes
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
	y, ok := d.angle(j, cue)
	if !ok || y.degrees > 180 || x.degrees > 90 && y.degrees > 90 {
		return -1
	}
	fine := min(x.decimals, y.decimals)
	if fine >= 3 || (cue || x.marked && y.marked) && fine >= 1 || x.marked && y.marked && fine < 0 {
		return y.last
	}
	return -1
}

// angle reads -79.3832, 43.6532° N, N 43.6532, 43°39'11"N at token i. With a
// comma for the point only where the words announce coordinates.
func (d *doc) angle(i int, cue bool) (angle, bool) {
	var a angle
	if compass.has(d.word(i)) {
		a.marked = true
		i++
	}
	if d.mark(i, "-+") && d.tight(i+1) {
		i++
	}
	if !d.is(i, number) || d.length(i) > 3 {
		return a, false
	}
	a.degrees, a.last = d.value(i), i
	if (d.mark(i+1, ".") || cue && d.mark(i+1, ",")) && d.tight(i+1) && d.tight(i+2) && d.is(i+2, number) {
		a.decimals, a.last = d.length(i+2), i+2
	}
	j := a.last + 1
	if cue && d.is(j, number) && d.is(j+1, number) && d.value(j) < 60 && d.value(j+1) < 60 && compass.has(d.word(j+2)) { // 43 39 11 N
		a.decimals, a.last, j = -1, j+1, j+2
	}
	if d.mark(j, "°") || degreeWords.has(d.word(j)) {
		a.last, a.marked = j, true
		if last, ok := d.minutes(j + 1); ok {
			a.last, a.decimals = last, -1
		}
		j = a.last + 1
	}
	if compass.has(d.word(j)) {
		a.last, a.marked = j, true
	}
	return a, true
}

// minutes reads 39'11.5" or 39 min 11 sec at token i.
func (d *doc) minutes(i int) (int, bool) {
	last, ok := 0, false
	for range 2 {
		if !d.is(i, number) || d.length(i) > 2 {
			break
		}
		i++
		if d.mark(i, ".,") && d.tight(i) && d.is(i+1, number) {
			i += 2
		}
		if !d.mark(i, "'\"") && !degreeWords.has(d.word(i)) {
			break
		}
		for d.mark(i, "'\"") || degreeWords.has(d.word(i)) {
			last, ok = i, true
			i++
		}
	}
	return last, ok
}

// mapCode reads a plus code (87M2MJ3P+8Q) or three words (///filled.count.soap)
// at token i and returns its last token.
func (d *doc) mapCode(i int) int {
	if d.mark(i, "/") && d.mark(i+1, "/") && d.mark(i+2, "/") && d.tight(i+3) {
		return d.threeWords(i + 3)
	}
	if d.is(i, word) && d.before(i, 6, wordCodes) {
		return d.threeWords(i)
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

// threeWords reads word.word.word at token i and returns its last token.
func (d *doc) threeWords(i int) int {
	for j := i; j <= i+4; j++ {
		if j > i && !d.tight(j) || (j-i)%2 == 0 && !d.is(j, word) || (j-i)%2 == 1 && !d.mark(j, ".") {
			return -1
		}
	}
	return i + 4
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
	wordCodes   = set("what3words w3w words")
	compass     = set("n s e w o north south east west nord sud est ouest")
	degreeWords = set("degrees degree deg degres degre min minutes sec seconds secondes")
	mapHosts    = []string{
		"goo.gl/maps", "google.com/maps", "google.ca/maps", "maps.google.", "maps.app.goo.gl", "maps.apple.com",
		"openstreetmap.org", "osm.org/go", "waze.com/", "what3words.com/", "w3w.co/", "geo:",
	}
)
