package guard

// VIN objects to vehicle identification numbers: seventeen characters whose
// check digit holds, or that the words announce. Only the last four may stand.
func (detectors) VIN(d *doc) []hit {
	if len(d.runs) == 0 {
		return nil
	}
	as := announcements(d.find(vinCues))
	var out []hit
	for i := range d.tok {
		if !d.is(i, number) && !d.upper(i) && !(d.is(i, word) && d.tight(i+1)) {
			continue
		}
		last := d.vinAt(i, as)
		if last < 0 {
			continue
		}
		h := d.hit(i, last+1)
		if tail := d.text[h.b-4 : h.b]; digitsOf(tail) == tail {
			h.suggest = "ending in " + tail
			if d.french {
				h.suggest = "se terminant par " + tail
			}
		}
		out = append(out, h)
	}
	return apart(out)
}

// vinAt returns the last token of the number that begins at token i, or -1.
func (d *doc) vinAt(i int, as announcements) int {
	code, last := d.fits(i, "XXXXXXXXXXXXXXXXX")
	if last < 0 {
		return -1
	}
	letters, digits := 0, 0
	for k := range len(code) {
		if code[k] >= '0' && code[k] <= '9' {
			digits++
		} else {
			letters++
		}
	}
	if letters < 2 || digits < 4 || d.inWeb(i) {
		return -1
	}
	if as.of(d, i, last) == "vin" && (d.shouted(i, last) || !d.parted(i, last)) {
		return last
	}
	if d.otherwise(i-5, i) {
		return -1
	}
	// Unannounced, it must look like one that was copied off a vehicle: in
	// capitals, and with a serial number at the end.
	if vinCheck(code) && digitsOf(code[13:]) == code[13:] && (d.shouted(i, last) || !d.parted(i, last) && d.before(i, 20, vehicleCues)) {
		return last
	}
	return -1
}

// parted reports whether blanks stand between the tokens from i to j.
func (d *doc) parted(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		if !d.tight(k) {
			return true
		}
	}
	return false
}

// inWeb reports whether token i is part of a web address.
func (d *doc) inWeb(i int) bool {
	_, ok := within(d.urls, int(d.tok[i].a))
	return ok
}

// vinCues announce the number. They are read only.
var vinCues = phrases(`
[vin]
vin|vins|chassis|niv plate|plates|number|no|num|tag|sticker|code? reads|read|is?
plaque du? niv
v i n
n i v
vehicle identification|ident|id number|no?
numero de? d? identification|serie|chassis
frame number|no
`)
