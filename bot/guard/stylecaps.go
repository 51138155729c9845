package guard

// A headline may be in capitals; this many words in a row are more than one.
const headline = 6

// enoughCapitals is how many words in capitals a text needs before their share
// says anything.
const enoughCapitals = 10

// StyleCaps objects to shouting: more than six words in capitals in a row, or a
// text in which they are more than three tenths of the letters.
func (detectors) StyleCaps(d *doc) []hit {
	var out []hit
	first, last, n := -1, -1, 0   // the words in capitals in a row
	begin, end, loud := -1, -1, 0 // all words in capitals
	capitals, letters := 0, 0     // letters of those, and of all words
	flush := func() {
		if n > headline {
			out = append(out, d.hit(first, last+1))
		}
		first, n = -1, 0
	}
	for i, t := range d.tok {
		switch t.kind {
		case line:
			flush()
		case word:
			letters += int(t.b - t.a)
			if !d.upper(i) {
				flush()
				continue
			}
			if first < 0 {
				first = i
			}
			last = i
			n++
			if t.b-t.a > 1 {
				if begin < 0 {
					begin = i
				}
				end = i
				loud++
				capitals += int(t.b - t.a)
			}
		}
	}
	flush()
	if len(out) == 0 && loud >= enoughCapitals && capitals*10 > letters*3 {
		out = append(out, d.hit(begin, end+1))
	}
	return out
}
