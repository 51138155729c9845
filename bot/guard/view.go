package guard

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A view is a text as detectors see it: compatibility forms resolved (NFKD),
// accents, invisible and directional characters gone, look-alike letters
// turned into the Latin ones that they imitate, digits of any script into 0-9,
// dashes, quotes and blanks of any kind into the ASCII ones; letters that are
// set apart closed up, and digits within words turned into the letters that
// they stand for. Every byte of it comes from exactly one code point of the
// original, which at remembers.
type view struct {
	raw  string
	text string // folded, case kept
	low  string // the same in lower case; same length, same places
	// at holds for each byte of text the index of its code point in raw, and
	// points where each code point begins in raw, and len(raw). Both are nil
	// when every byte of text stands at its own place in raw.
	at, points []int32
	n          int // code points in raw
}

func newView(raw string) view {
	v := folded(raw)
	v.closeUp()
	v.unleet()
	v.low = lower(v.text)
	return v
}

// folded is the view before the words are looked at.
func folded(raw string) view {
	v := view{raw: raw}
	if plain(raw) {
		v.text, v.n = raw, len(raw)
		return v
	}
	f := folder{out: make([]byte, 0, len(raw)), at: make([]int32, 0, len(raw)), script: scriptsOf(raw)}
	for i, r := range raw {
		v.points = append(v.points, int32(i)) // #nosec G115 -- a text is far shorter than 2^31
		f.own = f.script.keeps(raw, i, r, f.own)
		if r == 'у' && !f.own {
			f.ambiguous = append(f.ambiguous, len(f.out))
		}
		f.fold(r, v.n)
		v.n++
	}
	f.settle()
	v.points = append(v.points, int32(len(raw))) // #nosec G115 -- as above
	v.text, v.at = string(f.out), f.at
	return v
}

// mapAll gives a view whose bytes all stand at their own places the two maps
// that it needs once some of them move.
func (v *view) mapAll() {
	if v.at != nil {
		return
	}
	v.points = make([]int32, len(v.text)+1)
	for i := range v.points {
		v.points[i] = int32(i) // #nosec G115 -- a text is far shorter than 2^31
	}
	v.at = v.points[:len(v.text):len(v.text)]
}

// codePoints translates a range of bytes of the folded text into code points
// of the original. An empty range stays empty.
func (v *view) codePoints(a, b int) (start, end int) {
	place := func(i int) int {
		switch {
		case i >= len(v.text):
			return v.n
		case v.at == nil:
			return i
		}
		return int(v.at[i])
	}
	start = place(a)
	if b <= a {
		return start, start
	}
	return start, place(b-1) + 1
}

// original returns the code points of the original from start to end.
func (v *view) original(start, end int) string {
	if v.at == nil {
		return v.raw[start:end]
	}
	return v.raw[v.points[start]:v.points[end]]
}

// plain reports whether folding would change nothing.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// lower is strings.ToLower, except that nothing changes its length.
func lower(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); r != utf8.RuneError && utf8.RuneLen(l) == size {
			out = utf8.AppendRune(out, l)
		} else {
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// folder builds a view.
type folder struct {
	out    []byte
	at     []int32
	buf    [utf8.UTFMax]byte
	script scripts
	own    bool // the word is one of another script, and none in disguise
	// ambiguous is where letters stand that are taken for two Latin ones.
	ambiguous []int
}

func (f *folder) put(s string, from int) {
	f.out = append(f.out, s...)
	for range len(s) {
		f.at = append(f.at, int32(from)) // #nosec G115 -- a text is far shorter than 2^31
	}
}

// fold appends what code point number from becomes.
func (f *folder) fold(r rune, from int) {
	if f.own && foreign(r) {
		f.put(string(r), from)
		return
	}
	if s, ok := single(r); ok {
		f.put(s, from)
		return
	}
	n := utf8.EncodeRune(f.buf[:], r)
	dec := norm.NFKD.Properties(f.buf[:n]).Decomposition()
	if dec == nil {
		f.put(string(r), from)
		return
	}
	for _, d := range string(dec) {
		if s, ok := single(d); ok {
			f.put(s, from)
		} else {
			f.put(string(d), from)
		}
	}
}

// single folds a code point that needs no table of decompositions.
func single(r rune) (string, bool) {
	if r < utf8.RuneSelf {
		switch {
		case r >= 0x20 && r < 0x7f, r == '\n', r == '\t', r == '\r':
			return ascii[r : r+1], true
		}
		return "", true // a control character
	}
	if s, ok := lookalikes[r]; ok {
		return s, true
	}
	if c := enclosed(r); c != 0 {
		return ascii[c : c+1], true
	}
	switch {
	case unicode.Is(unicode.Nd, r) && (r < 0xff10 || r > 0xff19) && (r < 0x1d7ce || r > 0x1d7ff):
		c := '0' + digitOf(r)
		return ascii[c : c+1], true
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return "", true
	case unicode.Is(unicode.Zs, r):
		return " ", true
	case unicode.Is(unicode.Pd, r):
		return "-", true
	}
	return "", false
}

// digitOf returns the value of a decimal digit of any script. Their code
// points stand in tens, from zero to nine.
func digitOf(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	rs := unicode.Nd.R32
	i := sort.Search(len(rs), func(i int) bool { return r <= rune(rs[i].Hi) }) // #nosec G115 -- code points fit
	if i == len(rs) {
		return 0
	}
	return int(r-rune(rs[i].Lo)) % 10 // #nosec G115 -- as above
}

// enclosed resolves letters and digits in circles and squares that Unicode
// gives no decomposition for.
func enclosed(r rune) int {
	switch {
	case r >= 0x1f150 && r <= 0x1f169: // negative circled A-Z
		return 'A' + int(r-0x1f150)
	case r >= 0x1f170 && r <= 0x1f189: // negative squared A-Z
		return 'A' + int(r-0x1f170)
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators
		return 'A' + int(r-0x1f1e6)
	case r >= 0x2776 && r <= 0x277e: // dingbats 1-9
		return '1' + int(r-0x2776)
	case r >= 0x2780 && r <= 0x2788:
		return '1' + int(r-0x2780)
	case r >= 0x278a && r <= 0x2792:
		return '1' + int(r-0x278a)
	case r >= 0x24f5 && r <= 0x24fd: // double circled 1-9
		return '1' + int(r-0x24f5)
	case r == 0x24ff || r == 0x1f10b || r == 0x1f10c:
		return '0'
	}
	return 0
}
