package guard

// exactWords finds what an offender said or wrote, between quotation marks.
func (d *doc) exactWords() []hit {
	var out []hit
	for i := 0; i < len(d.tok); i++ {
		if !d.mark(i, "\"") {
			continue
		}
		end := d.quoteEnd(i)
		if end < 0 {
			continue
		}
		if d.before(i, 5, speechVerbs) && d.before(i, 12, offenderWords) && !d.before(i, 12, officialWords) && !d.before(i, 6, wornWords) &&
			!(d.after(end, 4, speechVerbs) && d.after(end, 6, officialWords)) {
			out = append(out, d.hit(i, end+1))
		}
		i = end
	}
	return out
}

// quoteEnd returns the mark that closes a quotation of at least one word which
// token i opens, -1 when none does within thirty tokens.
func (d *doc) quoteEnd(i int) int {
	for j := i + 2; j < len(d.tok) && j < i+30; j++ {
		if d.mark(j, "\"") {
			return j
		}
	}
	return -1
}

// calibres finds calibres: "9mm", ".45-calibre", "a .38 revolver", "12 gauge".
func (d *doc) calibres() []hit {
	var out []hit
	for i := range d.tok {
		if !d.amount(i) || d.length(i) > 5 || d.inDate(i) {
			continue
		}
		first, last := i, i
		if d.mark(last+1, ".") && d.tight(last+1) && d.is(last+2, number) {
			last += 2
		}
		if d.mark(i-1, ".") && d.tight(i) {
			if d.is(i-2, number) && d.tight(i-1) {
				continue // the rest of a number that began before
			}
			first--
		}
		unit := last + 1
		if d.mark(unit, "-") {
			unit++
		}
		if d.seized(first, unit) {
			continue
		}
		switch {
		case gauges.has(d.word(unit)) && !d.after(unit, 2, measureWords),
			bores.has(d.word(unit)) && bored.has(d.text[d.tok[i].a:d.tok[last].b]) && !d.after(unit, 2, measureWords):
			out = append(out, d.hit(first, unit+1))
		case first < i && d.length(i) > 1 && guns.has(d.word(unit)):
			out = append(out, d.hit(first, last+1))
		}
	}
	return out
}

// Words around calibres; all are read only.
var (
	gauges = set("calibre caliber cal gauge")
	bores  = set("mm millimetre millimeter millimetres")
	bored  = set("9 nine 10 ten 5.56 7.62 5.7 6.35 380 neuf dix 9.0")
	guns   = set("handgun pistol revolver rifle gun round rounds bullet bullets cartridge casings ammunition shotgun firearm pistolet fusil arme magnum")
)
