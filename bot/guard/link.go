package guard

import "strings"

// findURLs returns where web addresses stand, scheme to end, in order. Digits
// in them are the site's business, not somebody's phone number.
func (d *doc) findURLs() []span {
	var out []span
	for i := 0; i < len(d.low); {
		at, n := nextURL(d.low[i:])
		if at < 0 {
			break
		}
		a := i + at
		b := a + n
		for b < len(d.low) && !strings.ContainsRune(" \t\r\n<>\"", rune(d.low[b])) {
			b++
		}
		out = append(out, span{a, b})
		i = b
	}
	return out
}

// nextURL returns where the next address begins, and the length of what says
// that it is one.
func nextURL(s string) (at, n int) {
	for i := range len(s) {
		switch s[i] {
		case 'h', 'w':
			if i > 0 && isAlnum(s[i-1]) {
				continue
			}
			for _, p := range []string{"https://", "http://", "www."} {
				if strings.HasPrefix(s[i:], p) {
					return i, len(p)
				}
			}
		}
	}
	return -1, 0
}

// dials reports whether an address is one that calls its digits.
func (d *doc) dials(u span) bool {
	s := d.low[u.a:u.b]
	return strings.Contains(s, "wa.me/") || strings.Contains(s, "whatsapp") || strings.Contains(s, "tel:") || strings.Contains(s, "signal.me/")
}

// links reports whether the text names one of the domains as a place to go.
func (d *doc) links(domains []string) bool {
	for _, dom := range domains {
		for i := 0; ; {
			at := strings.Index(d.low[i:], dom)
			if at < 0 {
				break
			}
			a, b := i+at, i+at+len(dom)
			left := a == 0 || !isAlnum(d.low[a-1]) && d.low[a-1] != '-' && d.low[a-1] != '@'
			right := b == len(d.low) || !isAlnum(d.low[b]) && d.low[b] != '-' &&
				(d.low[b] != '.' || b+1 == len(d.low) || !isAlnum(d.low[b+1]))
			if left && right {
				return true
			}
			i = b
		}
	}
	return false
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// within reports whether byte p lies in one of the spans, which are in order,
// and which one that is.
func within(spans []span, p int) (span, bool) {
	lo, hi := 0, len(spans)
	for lo < hi {
		if m := (lo + hi) / 2; spans[m].b <= p {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(spans) && spans[lo].a <= p {
		return spans[lo], true
	}
	return span{}, false
}
