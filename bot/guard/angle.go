package guard

// An angle is one half of a pair of coordinates.
type angle struct {
	last     int
	degrees  int
	decimals int
	marked   bool // N, S, E, W, a degree sign or minutes
}

// angle reads -79.3832, 43.6532° N, N 43.6532, 43°39'11"N at token i. Only where
// the words announce coordinates may it have a comma for the point, blanks, or
// be in words: "minus eighty-two point nine nine".
func (d *doc) angle(i int, cue bool) (angle, bool) {
	var a angle
	if compass.has(d.word(i)) {
		a.marked = true
		i++
	}
	if d.mark(i, "-+") && (cue || d.tight(i+1)) || cue && signWords.has(d.word(i)) {
		i++
	}
	n, j, ok := d.degrees(i, cue)
	if !ok {
		return a, false
	}
	a.degrees = n
	a.last = j - 1
	if n, next := d.decimals(j, cue); n > 0 {
		a.decimals, a.last = n, next-1
	}
	j = a.last + 1
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

// degrees reads the whole degrees at token i, and returns the token behind them.
func (d *doc) degrees(i int, cue bool) (n, next int, ok bool) {
	if d.is(i, number) {
		return d.value(i), i + 1, d.length(i) <= 3
	}
	if !cue {
		return 0, i, false
	}
	digits, next := "", i
	for len(digits) < 3 {
		more, after := d.spelled(next)
		if after == next {
			break
		}
		digits, next = digits+more, after
	}
	return smallNumber(digits), next, digits != "" && len(digits) <= 3
}

// decimals counts the digits behind the point at token i.
func (d *doc) decimals(i int, cue bool) (n, next int) {
	tight := d.tight(i) && d.tight(i+1)
	switch {
	case d.mark(i, ".") && (tight || cue), cue && d.mark(i, ",") && tight, cue && pointWords.has(d.word(i)):
	case cue && d.mark(i, "[(") && (d.mark(i+1, ".") || pointWords.has(d.word(i+1))) && d.mark(i+2, "])"):
		i += 2
	default:
		return 0, i
	}
	next = i + 1
	for n < 8 {
		if d.is(next, number) && (n == 0 || cue) {
			n, next = n+d.length(next), next+1
			continue
		}
		digits, after := d.spelled(next)
		if !cue || after == next {
			break
		}
		n, next = n+len(digits), after
	}
	return n, next
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

// gridReference reads the two letters and the even number of digits by which
// maps of Great Britain name a square, "SU 123 456", at token i; 0 when there is
// none or nothing announces it.
func (d *doc) gridReference(i int) int {
	if !d.upper(i) || d.length(i) != 2 || !d.before(i, 5, gridCues) {
		return 0
	}
	last, n := i, 0
	for d.is(last+1, number) && last < i+2 {
		last++
		n += d.length(last)
	}
	if n < 4 || n > 10 || n%2 == 1 {
		return 0
	}
	return last
}

// Words in angles, and before a square of a map; all are read only.
var (
	signWords  = set("minus moins negative plus")
	pointWords = set("point decimal dot virgule")
	gridCues   = set("os grid gridref ngr osgr quadrillage")
)
