package guard

import "strings"

// heads has a bit for the imprint of each word that an entry of a book begins
// with. A text meets dozens of books, and nearly all of its words begin no entry:
// one bit says so without a look-up.
type heads [imprints / 64]uint64

func (h *heads) add(w string) {
	m := imprint(w)
	h[m/64] |= 1 << (m % 64)
}

// may reports whether token i may begin an entry.
func (h *heads) may(d *doc, i int) bool {
	m := d.tok[i].imprint
	return h[m/64]>>(m%64)&1 != 0 && (d.tok[i].kind == word || d.tok[i].kind == number)
}

// entries reads a book, an entry a line. A line "[name]" files those behind it
// under a name; one that begins with "!" is not meant when a negation precedes
// it. Empty lines are skipped.
func entries(lines string, take func(name, s string, deniable bool)) {
	name := ""
	for s := range strings.Lines(lines) {
		s = strings.TrimSpace(s)
		if n, ok := strings.CutPrefix(s, "["); ok {
			name = strings.TrimSuffix(n, "]")
			continue
		}
		if s, deniable := strings.CutPrefix(s, "!"); s != "" {
			take(name, s, deniable)
		}
	}
}
