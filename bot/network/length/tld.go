package length

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf16"
)

//go:embed tlds.txt
var tldList string

// endings are the top-level domains.
type endings struct {
	known map[string]bool // in capitals
	max   int             // length of the longest, in units
}

var tlds = sync.OnceValue(func() endings {
	e := endings{known: make(map[string]bool)}
	for t := range fields(tldList) {
		u := utf16.Encode([]rune(t))
		for i := range u {
			u[i] = upper(u[i])
		}
		e.known[string(utf16.Decode(u))] = true
		e.max = max(e.max, len(u))
	}
	return e
})

// fields yields the words of an embedded list, which begins with lines of
// comment.
func fields(list string) func(func(string) bool) {
	for strings.HasPrefix(list, "# ") {
		_, list, _ = strings.Cut(list, "\n")
	}
	return strings.FieldsSeq(list)
}

// tld returns where the top-level domain ends that begins at p, or zero when
// none does. Where one is the beginning of another the longer one counts.
func tld(u []uint16, p int) int {
	e := tlds()
	end := min(len(u), p+e.max)
	key := make([]uint16, 0, 32)
	for i := p; i < end && isDomain(u[i]); i++ {
		key = append(key, upper(u[i]))
	}
	for n := len(key); n > 0; n-- {
		if p+n < len(u) && (alnum(u[p+n]) || in(u[p+n], "@+-")) {
			continue
		}
		if e.known[string(utf16.Decode(key[:n]))] {
			return p + n
		}
	}
	return punycode(u, p)
}

// punycode returns where an encoded top-level domain ends that begins at p.
func punycode(u []uint16, p int) int {
	const prefix = "XN--"
	for i := range len(prefix) {
		if p+i >= len(u) || upper(u[p+i]) != uint16(prefix[i]) {
			return 0
		}
	}
	end := p + len(prefix)
	for end < len(u) && (alnum(u[end]) || u[end] == '-') {
		end++
	}
	if end == p+len(prefix) {
		return 0
	}
	return end
}
