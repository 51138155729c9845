package guard

// phonetic reads a mark that is spelled by radio alphabet, or whose digits are in
// words, at token i, "Charlie Kilo X-ray 482", "YD one nine KXO", and returns its last token; 0 when there is none. One such
// word alone may be a name.
func (d *doc) phonetic(i int) int {
	last, letters, size, spoken, capitals := 0, 0, 0, 0, 0
	for j := i; size < 8 && d.same(j, i); j++ {
		switch digits, next := d.spelled(j); {
		case d.word(j) == "x" && d.mark(j+1, "-") && d.word(j+2) == "ray":
			j += 2
			letters, size, last = letters+1, size+1, j
		case radioWords.has(d.word(j)):
			letters, size, last = letters+1, size+1, j
		case d.is(j, number):
			size, last = size+d.length(j), j
		case next > j:
			size, last, j, spoken = size+len(digits), next-1, next-1, spoken+1
		case (d.upper(j) || d.spread(j)) && d.length(j) <= 3, d.is(j, word) && d.length(j) == 1:
			size, last, capitals = size+d.length(j), j, capitals+d.length(j)
		case d.mark(j, "-,."):
		default:
			j = len(d.tok)
		}
	}
	if letters < 2 && (spoken == 0 || capitals < 2) || size < 3 || size > 8 {
		return 0
	}
	return last
}

// radioWords are the words for letters (ICAO, Annex 10, volume II, 5.2.1.3) and
// those that police forces of North America use instead. It is read only.
var radioWords = set(`alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo
	sierra tango uniform victor whiskey whisky xray yankee zulu
	adam boy baker charles david edward frank george henry ida john king lincoln mary nora ocean paul queen robert sam tom union william young zebra`)
