package guard

// highway reads a house on a numbered road at token j: "8800 State Route 315",
// "4512 Regional Road 20". The number of a house there has at least three
// digits.
func (d *doc) highway(s street, j int) (street, bool) {
	if s.number < 100 {
		return s, false
	}
	k := j
	for n := 0; n < 3 && d.capital(k) && roadOwners.has(d.word(k)); n++ {
		k++
	}
	if kind := d.word(k); !routeWords.has(kind) || !d.capital(k) {
		return s, false
	}
	if d.mark(k+1, "-.#") {
		k++
	}
	if !d.is(k+1, number) || d.length(k+1) > 4 {
		return s, false
	}
	s.last, s.kind, s.base = k+1, "highway", d.word(k+1)
	if directions.has(d.word(k+2)) && d.capital(k+2) {
		s.last++
	}
	s.name = d.written(j, s.last)
	return s, true
}

// rural reads an address of the country mail at token i, and returns its last
// token: "Rural Route 2, Box 114", "RR#2, Box 114", "Lot 12, Concession 4". It
// is -1 when there is none.
func (d *doc) rural(i int) int {
	var j int
	switch w := d.word(i); {
	case w == "rural" && d.word(i+1) == "route":
		j = i + 2
	case w == "rr" || w == "lot":
		j = i + 1
	default:
		return -1
	}
	if d.mark(j, "#.") {
		j++
	}
	if d.mark(j, "#") {
		j++
	}
	if !d.is(j, number) {
		return -1
	}
	j++
	if d.mark(j, ",") {
		j++
	}
	if w := d.word(j); w != "box" && w != "concession" && w != "con" && w != "site" {
		return -1
	}
	if d.mark(j+1, "#.") {
		j++
	}
	if !d.is(j+1, number) {
		return -1
	}
	return j + 1
}

// roadOwners stand before the kind of a numbered road, routeWords are such
// kinds. They are read only.
var (
	roadOwners = set("state county regional us u s old provincial national township north south east west n e w")
	routeWords = set("route rte highway hwy sr cr road interstate")
)
