package length

import "unicode/utf16"

// domains returns for each position where the longest domain ends that begins
// there; zero for none. One pass from right to left: what can follow a dot is
// known when its label is reached.
//
// A domain is one label or more and a top-level domain. A label neither begins
// nor ends with "-" or "_", and the last one has no "_".
func domains(u []uint16, f *flavour) []int {
	end := make([]int, len(u)+1)
	dot := -1 // that ends the label which is being read; -1 for none
	after := 0
	underscore := false
	host := func(r uint16) bool { return isDomain(r) && (f.notDomain == nil || !f.notDomain(r)) }
	for p := len(u) - 1; p >= 0; p-- {
		switch r := u[p]; {
		case r == '.':
			dot, after, underscore = -1, 0, false
			if p > 0 && host(u[p-1]) {
				dot = p
				if end[p+1] == 0 {
					after = tld(u, p+1)
				}
			}
		case r == '_':
			underscore = true
		case r == '-':
		case !host(r):
			dot = -1
		case dot < 0:
		case end[dot+1] > 0:
			end[p] = end[dot+1]
		case !underscore:
			end[p] = after
		}
	}
	return end
}

// bareDomains returns the pieces of a domain that are links without a
// protocol: those of a to z, digits, "-" and accented letters. Foreign letters
// before one belong to the sentence that it stands in.
func bareDomains(u []uint16) [][2]int {
	var out [][2]int
	from := 0 // behind the last one found
	for i := 0; i < len(u); {
		if !isASCIIHost(u[i]) {
			i++
			continue
		}
		start, found := i, 0
		for i < len(u) {
			j := i
			for j < len(u) && isASCIIHost(u[j]) {
				j++
			}
			if j == i || j == len(u) || u[j] != '.' {
				i = max(i, j)
				break
			}
			i = j + 1
			if e := tld(u, i); e > 0 {
				found = e
			}
		}
		if found == 0 {
			continue
		}
		// twitter-text looks for the text of the match, which may occur
		// before the match does.
		at := from + index(u[from:], u[start:found])
		from = at + found - start
		out = append(out, [2]int{at, from})
		i = found
	}
	return out
}

func index(u, part []uint16) int {
	for i := 0; i+len(part) <= len(u); i++ {
		if equal(u[i:i+len(part)], part) {
			return i
		}
	}
	return 0
}

func equal(a, b []uint16) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Bounds of a host and of a whole address (RFC 1035; twitter-text 3.1.0).
const (
	maxLabel = 63
	maxURL   = 4096
)

// resolvable reports whether each label of a domain is short enough once it is
// encoded (RFC 3490).
func resolvable(domain []uint16) bool {
	if len(domain) >= 4 && string(utf16.Decode(domain[:4])) == "xn--" && len(bareDomains(domain)) == 0 {
		return false // An encoded label has no foreign letters.
	}
	n := 0 // of the label
	for from := 0; from <= len(domain); {
		to := from
		for to < len(domain) && to-from <= 2*maxLabel && !separates(domain[to]) {
			to++
		}
		n += encoded(domain[from:to])
		if n > maxLabel {
			return false
		}
		if to < len(domain) && domain[to] != '.' {
			n++ // A foreign full stop separates what is encoded, not what is counted.
		} else {
			n = 0
		}
		from = to + 1
	}
	return true
}

// separates reports whether u is one of the full stops of RFC 3490.
func separates(u uint16) bool {
	return u == '.' || u == 0x3002 || u == 0xff0e || u == 0xff61
}

// encoded is how long a label is in ASCII: as it is, or in Punycode (RFC 3492,
// section 6.3) with its prefix.
func encoded(label []uint16) int {
	if len(label) > 2*maxLabel {
		return len(label)
	}
	var points []rune
	basic, plain := 0, true
	for i := 0; i < len(label); i++ {
		r := rune(label[i])
		if i+1 < len(label) && utf16.IsSurrogate(r) {
			if c := utf16.DecodeRune(r, rune(label[i+1])); c != '\ufffd' {
				r = c
				i++
			}
		}
		if r < 0x80 {
			basic++
		}
		plain = plain && 0x20 <= r && r <= 0x7e
		points = append(points, r)
	}
	if plain || len(points) > maxLabel {
		return len(points)
	}
	return len("xn--") + punycoded(points, basic)
}

// punycoded is the length of the code of points, of which basic are ASCII.
func punycoded(points []rune, basic int) int {
	const base, tMin, tMax, skew, damp, initial = 36, 1, 26, 38, 700, 0x80
	n := basic
	if basic > 0 {
		n++ // the delimiter
	}
	next, delta, bias := rune(initial), 0, 72
	for handled := basic; handled < len(points); {
		least := rune(0x110000)
		for _, p := range points {
			if p >= next && p < least {
				least = p
			}
		}
		delta += int(least-next) * (handled + 1)
		next = least
		for _, p := range points {
			if p < next {
				delta++
			}
			if p != next {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tMin), tMax)
				n++
				if q < t {
					break
				}
				q = (q - t) / (base - t)
			}
			if handled == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (handled + 1)
			k := 0
			for ; delta > (base-tMin)*tMax/2; k += base {
				delta /= base - tMin
			}
			bias = k + (base-tMin+1)*delta/(delta+skew)
			delta = 0
			handled++
		}
		delta++
		next++
	}
	return n
}
