package guard

import "strings"

// AddressExact objects to civic numbers, apartments and postal codes. Public
// addresses from the lists, block ranges and intersections pass.
func (detectors) AddressExact(d *doc) []hit {
	var out []hit
	public := -1 // last token of the listed address before
	for i := 0; i < len(d.tok); i++ {
		s, ok := d.street(i)
		if !ok {
			if last := d.postalCode(i); last >= 0 {
				if public < 0 || i-public > 12 {
					h := d.hit(i, last+1)
					if code := d.text[h.a:h.b]; len(code) > 4 {
						h.suggest = strings.TrimRight(code[:len(code)-3], " -") // the half that names a district
					}
					out = append(out, h)
				}
				i = last
			} else if last := d.rural(i); last >= 0 {
				out = append(out, d.hit(i, last+1))
				i = last
			} else if last := d.apartment(i); last >= 0 && !d.streetBehind(last+1) {
				h := d.hit(i, last+1)
				h.variant = "unit"
				out = append(out, h)
				i = last
			}
			continue
		}
		i = s.last
		if d.scene.lists.addresses[s.key()] || d.institution(s) {
			public = s.last
			continue
		}
		h := d.aboutStreet(s)
		if d.publicPlace(s) {
			h.variant = "public"
		}
		out = append(out, h)
	}
	return out
}

// streetBehind reports whether a street with its number stands behind an
// apartment, which then is part of the address: "Flat 3, 22 Linden Close".
func (d *doc) streetBehind(j int) bool {
	for n := 0; n < 2 && d.mark(j, ",-"); n++ {
		j++
	}
	s, ok := d.street(j)
	return ok && s.first < j
}

// apartment reads an apartment that stands without a street: "apt. 1203". It
// returns its last token, -1 when there is none.
func (d *doc) apartment(i int) int {
	if !homeUnits.has(d.word(i)) {
		return -1
	}
	j := i + 1
	for d.mark(j, ".#") || d.word(j) == "no" || d.word(j) == "number" {
		j++
	}
	if !d.is(j, number) || d.length(j) > 5 {
		return -1
	}
	if d.tight(j+1) && d.is(j+1, word) && d.length(j+1) == 1 {
		j++
	}
	return j
}

// publicPlace reports whether the sentence speaks of a business or another
// place that anybody may enter, and of nobody's home.
func (d *doc) publicPlace(s street) bool {
	if d.before(s.first, 25, homeCues) || d.after(s.last, 25, homeCues) || s.last > s.first && d.unitIn(s) {
		return false
	}
	return d.before(s.first, 25, businessCues) || d.after(s.last, 12, businessCues)
}

func (d *doc) unitIn(s street) bool {
	for i := s.first; i <= s.last; i++ {
		if unitWords.has(d.word(i)) || d.mark(i, "#") {
			return true
		}
	}
	return false
}

// addressKey reads an address off a list.
func addressKey(s string) (string, bool) {
	d := &doc{view: newView(s), scene: &scene{}}
	d.tok = tokenize(d.text)
	for i := range d.tok {
		if got, ok := d.street(i); ok {
			return got.key(), true
		}
	}
	return "", false
}
