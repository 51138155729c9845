package guard

import "strings"

// postalCode reads a Canadian or British postal code at token i and returns
// its last token, -1 when there is none.
func (d *doc) postalCode(i int) int {
	if !d.is(i, word) || d.length(i) > 2 || d.tight(i) && !d.mark(i-1, "(,:;\"'") {
		return -1
	}
	var b strings.Builder
	gap := 0 // length of the first half, when there are two
	for j := i; j < len(d.tok) && b.Len() < 8; j++ {
		switch {
		case d.is(j, word), d.is(j, number):
			if j > i && (!d.tight(j) || d.mark(j-1, "-")) {
				if gap > 0 {
					return -1
				}
				gap = b.Len()
			}
			b.WriteString(d.text[d.tok[j].a:d.tok[j].b])
		case d.mark(j, "-") && gap == 0 && d.tight(j) && d.tight(j+1):
			continue
		default:
			return -1
		}
		if d.tight(j+1) && (d.is(j+1, word) || d.is(j+1, number)) {
			continue
		}
		code := b.String()
		if canadian(code) && (gap == 0 || gap == 3) || gap >= 2 && len(code)-gap == 3 && outward(code[:gap]) && inward(code[gap:]) {
			return j
		}
	}
	return -1
}

// canadian accepts A9A 9A9 in either case, without the letters that are not
// used.
func canadian(s string) bool {
	if len(s) != 6 {
		return false
	}
	for i := range 6 {
		c := s[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch {
		case i%2 == 1:
			if c < '0' || c > '9' {
				return false
			}
		case c < 'A' || c > 'Z' || strings.IndexByte("DFIOQU", c) >= 0 || i == 0 && (c == 'W' || c == 'Z'):
			return false
		}
	}
	return true
}

// outward and inward accept the halves of a British code: SW1A 1AA.
func outward(s string) bool {
	if len(s) < 2 || len(s) > 4 || !capitalLetter(s[0]) {
		return false
	}
	i := 1
	if capitalLetter(s[1]) {
		i = 2
	}
	if i == len(s) || s[i] < '0' || s[i] > '9' {
		return false
	}
	for _, c := range []byte(s[i+1:]) {
		if !capitalLetter(c) && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) <= i+2
}

func inward(s string) bool {
	return len(s) == 3 && s[0] >= '0' && s[0] <= '9' && capitalLetter(s[1]) && capitalLetter(s[2])
}

func capitalLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
