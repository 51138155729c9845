package length

import (
	"sort"
	"unicode"
)

// A class is a set of UTF-16 units: pairs of first and last, ascending.
//
// twitter-text's patterns ignore case by mapping each unit to its capital,
// which puts a few strays (U+0345 has the capital iota) among the letters.
type class []uint16

func (c class) has(u uint16) bool {
	i := sort.Search(len(c)/2, func(i int) bool { return c[2*i+1] >= u })
	return i < len(c)/2 && c[2*i] <= u
}

var (
	// notDomain are punctuation, white space, direction marks and what is
	// no character: everything else may stand in the name of a host.
	notDomain = class{
		0x09, 0x0d, 0x20, 0x21, 0x23, 0x2f, 0x3a, 0x40, 0x5b, 0x5f, 0x7b, 0x7e, 0x85, 0x85, 0xa0, 0xa0, 0x61c, 0x61c,
		0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a, 0x200e, 0x200f, 0x2028, 0x202f, 0x205f, 0x205f,
		0x2066, 0x2069, 0x3000, 0x3000, 0xfeff, 0xfeff, 0xfffe, 0xffff,
	}
	// notBefore are what may not stand right before a link.
	notBefore = class{
		'#', '$', '0', '9', '@', 'Z', 'a', 'z', 0xfeff, 0xfeff, 0xff03, 0xff03, 0xff20, 0xff20, 0xfffe, 0xffff,
	}
	// accented are the letters besides a to z that a bare domain, a path
	// and the end of a path may have.
	accented = class{
		0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x24f, 0x253, 0x254, 0x256, 0x257, 0x259, 0x259, 0x25b, 0x25b, 0x260, 0x260,
		0x263, 0x263, 0x268, 0x269, 0x26f, 0x26f, 0x272, 0x272, 0x275, 0x275, 0x280, 0x280, 0x283, 0x283, 0x288, 0x28c,
		0x292, 0x292, 0x2bb, 0x2bb, 0x300, 0x36f, 0x399, 0x399, 0x3b9, 0x3b9, 0x1e00, 0x1eff, 0x1fbe, 0x1fbe,
		0x2c65, 0x2c66, 0x2c7e, 0x2c7f, 0xa7dc, 0xa7dc,
	}
	cyrillic = class{0x400, 0x4ff, 0x1c80, 0x1c87}
	// asciiPath and asciiQuery are the ASCII of a path and of a query.
	asciiPath  = class{'!', '!', '#', '\'', '*', ';', '=', '=', '@', '[', ']', ']', '_', '_', 'a', 'z', '|', '|', '~', '~'}
	asciiQuery = class{'!', '!', '#', ';', '=', '=', '?', '[', ']', ']', '_', '_', 'a', 'z', '|', '|', '~', '~'}
)

// A flavour is how one network reads the part of a link behind the host, and
// what else differs.
type flavour struct {
	schemes   []string
	bare      bool              // a domain without a scheme is a link
	notDomain func(uint16) bool // what is left for a host and this one refuses; nil for nothing
	path      func(uint16) bool
	pathEnd   func(uint16) bool
	query     func(uint16) bool
	queryEnd  func(uint16) bool
}

func alnum(u uint16) bool {
	return '0' <= u && u <= '9' || 'A' <= u && u <= 'Z' || 'a' <= u && u <= 'z'
}

func in(u uint16, ascii string) bool {
	for i := range len(ascii) {
		if uint16(ascii[i]) == u {
			return true
		}
	}
	return false
}

func isDomain(u uint16) bool { return !notDomain.has(u) }
func isBefore(u uint16) bool { return !notBefore.has(u) }
func isASCIIHost(u uint16) bool {
	return alnum(u) || u == '-' || u >= 0xc0 && accented.has(u)
}

func isPath(u uint16) bool {
	return asciiPath.has(u) || u >= 0xc0 && (accented.has(u) || cyrillic.has(u) || u == 0x2013)
}

func isPathEnd(u uint16) bool {
	return alnum(u) || in(u, "#+-/=_") || u >= 0xc0 && (accented.has(u) || cyrillic.has(u))
}
func isQuery(u uint16) bool    { return asciiQuery.has(u) }
func isQueryEnd(u uint16) bool { return alnum(u) || in(u, "#&-/=_") }

// upper is the capital by which letters are compared: one unit for one unit,
// and no ASCII for what is none.
func upper(u uint16) uint16 {
	switch {
	case 'a' <= u && u <= 'z':
		return u - 'a' + 'A'
	case u < 0x80:
		return u
	}
	r := unicode.ToUpper(rune(u))
	if r < 0x80 || r > 0xffff {
		return u
	}
	return uint16(r)
}
