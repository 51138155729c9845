package guard

// An elem is one group of digits as somebody wrote or dictated it: "416",
// "four", "TIPS".
type elem struct {
	first, last int // tokens, both included
	digits      string
	spelled     bool // in words
	letters     bool // by the letters on the keys
	joined      bool // to the group before, without anything between
	odd         bool // set off from it by more than numbers use: a comma, a line break
}

// A run is groups of digits that could be one number.
type run struct{ elems []elem }

// findRuns returns the runs of digits in order. Dates, times, prices and web
// addresses are not part of one.
func (d *doc) findRuns() []run {
	var out []run
	var cur run
	flush := func() {
		if len(cur.elems) > 0 {
			out = append(out, cur)
		}
		cur = run{}
	}
	dates := d.dates
	for i := 0; i < len(d.tok); {
		for len(dates) > 0 && dates[0].last < i {
			dates = dates[1:]
		}
		if len(dates) > 0 && dates[0].first <= i {
			flush()
			i = dates[0].last + 1
			continue
		}
		if next := d.notANumber(i); next > i {
			flush()
			i = next
			continue
		}
		e, ok := d.element(i, &cur)
		if !ok {
			if !d.separates(i, &cur) {
				flush()
			}
			i++
			continue
		}
		if n := len(cur.elems); n > 0 {
			prev := cur.elems[n-1]
			e.joined = d.tok[prev.last].b == d.tok[e.first].a
			var ok bool
			if e.odd, ok = d.between(prev.last, e.first); !ok {
				flush()
				e.joined, e.odd = false, false
			}
		}
		cur.elems = append(cur.elems, e)
		i = e.last + 1
	}
	flush()
	return out
}

// notANumber returns the token behind a time of day, a price or a web address
// at token i; i when there is none.
func (d *doc) notANumber(i int) int {
	t := d.tok[i]
	if u, ok := within(d.urls, int(t.a)); ok && !d.dials(u) {
		return max(d.tokenAt(u.b), i+1)
	}
	switch {
	case d.mark(i, "$€£") && d.is(i+1, number) || d.is(i, number) && d.mark(i+1, "$€£%"):
		for i++; i < len(d.tok) && (d.is(i, number) || d.mark(i, ",.$€£%")) && d.tight(i); i++ {
			continue
		}
		return i
	case d.is(i, number) && d.length(i) <= 2 && d.mark(i+1, ":h") && d.is(i+2, number) && d.length(i+2) == 2 && !d.mark(i+3, ":"):
		return i + 3
	}
	return i
}

// element reads a group of digits at token i.
func (d *doc) element(i int, cur *run) (elem, bool) {
	if d.is(i, number) {
		return elem{first: i, last: i, digits: d.word(i)}, true
	}
	if digits, next := d.spelled(i); next > i {
		return elem{first: i, last: next - 1, digits: digits, spelled: true}, true
	}
	if !d.is(i, word) {
		return elem{}, false
	}
	if digits := d.mistaken(i); digits != "" {
		return elem{first: i, last: i, digits: digits}, true
	}
	if n := len(cur.elems); n > 0 && d.word(i) == "o" && cur.elems[n-1].spelled {
		return elem{first: i, last: i, digits: "0", spelled: true}, true
	}
	if digits := d.vanity(i, cur); digits != "" {
		return elem{first: i, last: i, digits: digits, letters: true}, true
	}
	return elem{}, false
}

// mistaken reads letters that stand in for digits: 4I6-555-OI99. They must
// touch a digit, or a mark that touches one.
func (d *doc) mistaken(i int) string {
	w := d.word(i)
	if len(w) > 4 {
		return ""
	}
	out := make([]byte, 0, 4)
	for _, c := range []byte(w) {
		switch c {
		case 'o':
			c = '0'
		case 'i', 'l':
			c = '1'
		default:
			return ""
		}
		out = append(out, c)
	}
	touches := d.is(i-1, number) && d.tight(i) || d.is(i+1, number) && d.tight(i+1)
	if !touches && !(d.mark(i-1, "-.") && d.is(i-2, number) && d.tight(i-1) && d.tight(i)) {
		return ""
	}
	return string(out)
}

// vanity reads letters that stand for keys: 222-TIPS, 1-800-CALL-NOW. They
// follow digits, or other such letters.
func (d *doc) vanity(i int, cur *run) string {
	n := d.length(i)
	if len(cur.elems) == 0 || n < 3 || n > 9 {
		return ""
	}
	prev := cur.elems[len(cur.elems)-1]
	dash := (d.mark(i-1, "-") || d.mark(i-1, ".") && d.tight(i)) && prev.last == i-2
	if !dash && !(d.upper(i) && prev.last == i-1) || !prev.letters && len(prev.digits) < 3 {
		return ""
	}
	w := d.word(i)
	out := make([]byte, n)
	for j := range n {
		if out[j] = keypad(w[j]); out[j] == 0 {
			return ""
		}
	}
	return string(out)
}

// separates reports whether token i may stand between two groups of a number.
func (d *doc) separates(i int, cur *run) bool {
	if len(cur.elems) == 0 || i-cur.elems[len(cur.elems)-1].last > 3 {
		return false
	}
	if d.is(i, word) {
		return spokenMarks.has(d.word(i))
	}
	return d.is(i, line) && d.tok[i].b-d.tok[i].a == 1 || d.mark(i, "-.()/*_~+,:|[]")
}

// between looks at what separates two groups: whether it is odd for a number,
// and whether it can be one at all.
func (d *doc) between(i, j int) (odd, ok bool) {
	if d.tok[j].a-d.tok[i].b > 12 {
		return false, false
	}
	odd = !d.same(i, j)
	for k := i + 1; k < j; k++ {
		if d.is(k, line) || d.mark(k, ",:|+[]*/_~") {
			odd = true
		}
	}
	return odd, true
}

// spokenMarks are marks that are written out. It is read only.
var spokenMarks = set("dash hyphen dot point tiret space espace trait then puis")
