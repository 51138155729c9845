package guard

import (
	"math/bits"
	"strings"
)

// A call is a phone number in a text.
type call struct {
	span
	digits string // canonical
	listed bool   // published by the department
}

// PhonePrivate objects to phone numbers that are not on the department's
// lists. Structure decides (dial.go), not the tables of
// github.com/nyaruka/phonenumbers: that took 86 to 135 µs for a number
// (2026-11-26), of which a text may hold many while two milliseconds are all
// that the whole guard has, and it calls the ranges that are kept for fiction
// (555-01xx, 07700 900xxx) invalid, which people pick when they make up a
// number. A number that nobody can have costs nothing here; a missed one does.
func (detectors) PhonePrivate(d *doc) []hit {
	var out []hit
	for _, c := range d.calls {
		if !c.listed {
			out = append(out, hit{doc: d, a: c.a, b: c.b, suggest: d.publicLine()})
		}
	}
	return out
}

// publicLine is the number that replaces a private one: the first on the
// department's list that is one to talk to, unless the text has one already.
func (d *doc) publicLine() string {
	for _, c := range d.calls {
		if c.listed {
			return ""
		}
	}
	for _, s := range d.scene.lists.Phones {
		if len(keyed(s)) >= 10 {
			return s
		}
	}
	return ""
}

// findCalls returns the phone numbers in a text in order. Every group of
// digits of a run may begin one; the longest reading counts.
func (d *doc) findCalls() []call {
	var out []call
	for _, r := range d.runs {
		for i := 0; i < len(r.elems); {
			n, digits := d.longestCall(r.elems[i:])
			if n == 0 {
				if i++; i < len(r.elems) && d.filed(r.elems[i-1:i+1]) {
					i++ // what counts the files of a year is no number by itself
				}
				continue
			}
			es := r.elems[i : i+n]
			a, last := d.opening(es[0].first), es[n-1].last
			c := call{digits: digits, listed: d.scene.lists.phone(digits) || d.tipLine(last)}
			n, last = d.repeated(r.elems[i:], n, last)
			c.span = span{a, int(d.tok[d.closing(a, last)].b)}
			out = append(out, c)
			i += n
		}
	}
	return out
}

// tipLine reports whether the number that ends at token last is spelled as one
// for tips ("614-461-TIPS"), which every Crime Stoppers programme has.
func (d *doc) tipLine(last int) bool {
	return d.word(last) == "tips" && d.tight(last) && d.before(last, 10, stoppers)
}

// longestCall returns how many of the groups are a phone number, and its
// canonical digits.
func (d *doc) longestCall(es []elem) (n int, digits string) {
	var buf [24]byte
	all := buf[:0]
	for i, e := range es {
		if len(all)+len(e.digits) > 18 {
			break
		}
		all = append(all, e.digits...)
		if len(all) >= 7 && d.phoneLike(es[:i+1], string(all)) {
			n, digits = i+1, canonical(string(all))
			if len(digits) > 10 && es[i].letters { // more letters than keys to press
				digits = digits[:10]
			}
			if e.spelled && len(digits) == 10 && northAmerican(digits) {
				break // complete; what is dictated next is another number
			}
		}
	}
	return n, digits
}

// shape is how the groups of a candidate lie.
type shape struct {
	cuts        uint32 // bit n: a cut behind n digits
	groups      int
	small       bool // no group has more than two digits
	odd, spoken bool
	letters     bool
}

func shapeOf(es []elem) shape {
	s := shape{small: true, groups: 1}
	n, spoken := 0, 0
	for i, e := range es {
		if i > 0 && !e.joined {
			s.cuts |= 1 << n
			s.groups++
		}
		s.odd = s.odd || i > 0 && e.odd
		s.letters = s.letters || e.letters
		s.small = s.small && len(e.digits) <= 2
		if e.spelled {
			spoken++
		}
		n += len(e.digits)
	}
	s.spoken = spoken >= 4 || spoken > 0 && spoken*2 >= len(es)
	return s
}

// opens returns how many digits stand before the first cut.
func (s shape) opens() int { return bits.TrailingZeros32(s.cuts) }

// phoneLike decides whether groups of digits are a phone number.
func (d *doc) phoneLike(es []elem, all string) bool {
	s := shapeOf(es)
	first := es[0].first
	if s.letters {
		return d.vanityLike(es, all)
	}
	if d.filed(es) || d.insideCode(first) || d.before(first, 5, accountWords) && !d.phoneCue(es) || all[0] != '0' && d.medicalDigits(es, all) {
		return false
	}
	if s.spoken {
		return len(all) <= 15 && (len(all) >= 10 || !s.odd || d.phoneCue(es))
	}
	if d.mark(first-1, "+") && d.tight(first) || d.mark(first-1, "(") && d.mark(first-2, "+") {
		return international(all)
	}
	if s.groups == 1 && !d.standsAlone(es) {
		return false
	}
	switch {
	case len(all) == 11 && all[0] == '1' && northAmerican(all[1:]):
		return d.grouped(es, s, 1)
	case len(all) == 10 && northAmerican(all):
		return d.grouped(es, s, 0)
	case french(all, s) && d.phoneCue(es):
		return true
	case british(all):
		return (!s.odd || d.phoneCue(es)) && (s.groups == 1 || s.opens() >= 3 || s.opens() == 2 && all[1] == '7' || s.small)
	case len(all) >= 11 && len(all) <= 15 && (all[:2] == "00" && all[2] != '0' || all[:3] == "011"):
		return s.groups >= 3 && !s.odd
	case len(all) == 7 && all[0] >= '2' && all[1:3] != "11":
		return (s.cuts == 1<<3 || s.small && s.groups > 2 || s.groups == 1) && d.phoneCue(es) && !s.odd && !d.isSerial(es)
	}
	return false
}

// grouped reports whether the groups of a North American number, with or
// without the leading 1, are ones that people write.
func (d *doc) grouped(es []elem, s shape, lead int) bool {
	exchange, line := uint32(1)<<(3+lead), uint32(1)<<(6+lead)
	rest := s.cuts &^ (1 << lead)
	if lead == 0 {
		rest = s.cuts
	}
	switch {
	case s.odd:
		return rest == exchange|line || s.small && s.groups > 5 && d.phoneCue(es)
	case s.groups == 1, rest == exchange, rest == line, rest&(exchange|line) == exchange|line, rest == 0:
		return !d.isSerial(es)
	case s.small && !d.is(es[0].first-1, number) && !d.is(es[len(es)-1].last+1, number):
		return true // and no row of lottery numbers
	}
	return d.phoneCue(es)
}

// insideCode reports whether the digits at token i go on with an identifier
// that begins with letters: S1234-56789-00512.
func (d *doc) insideCode(i int) bool {
	return d.tight(i) && d.mark(i-1, "-") && d.tight(i-1) && d.is(i-2, number) && d.tight(i-2) && d.is(i-3, word) && !phoneCues.has(d.word(i-3))
}

// medicalDigits reports whether digits are rather a health number: the
// words say so, or in Great Britain the check digit does.
func (d *doc) medicalDigits(es []elem, all string) bool {
	return d.before(es[0].first, 5, healthCues) || d.scene.land == "uk" && nhs(all) && !d.phoneCue(es)
}

// isSerial reports whether ungrouped digits follow a word that says that they
// are no phone number, with none between that says that they are.
func (d *doc) isSerial(es []elem) bool {
	if len(es) > 1 {
		return false
	}
	i := es[0].first
	for j := i - 1; j >= i-4 && d.same(j, i); j-- {
		switch w := d.word(j); {
		case serialCues.has(w):
			return true
		case phoneCues.has(w) && w != "number" && w != "numbers" && w != "numero":
			return false
		}
	}
	return false
}

// vanityLike decides about numbers with letters: 1-800-CALL-NOW, 222-TIPS.
func (d *doc) vanityLike(es []elem, all string) bool {
	digits := 0
	for i, e := range es {
		if e.letters {
			if i+1 < len(es) && !es[i+1].letters {
				return false // digits behind the letters say the same again
			}
			continue
		}
		digits += len(e.digits)
	}
	if all[0] == '1' && len(all) > 10 {
		all, digits = all[1:], digits-1
	}
	switch {
	case digits == 6 && len(all) == 10, digits == 3 && len(all) >= 10 && len(all) <= 12:
		return northAmerican(all)
	case digits == 3 && len(all) == 7:
		return d.scene.lists.phone(all) || d.phoneCue(es)
	}
	return false
}

// standsAlone reports whether one group of digits is a word of its own rather
// than part of an identifier.
func (d *doc) standsAlone(es []elem) bool {
	i, j := es[0].first, es[len(es)-1].last
	if d.tight(i) && (d.is(i-1, word) && !phoneCues.has(d.word(i-1)) || d.mark(i-1, "#_/=")) && !d.inDialer(i) {
		return false
	}
	return !(d.tight(j+1) && (d.is(j+1, word) || d.mark(j+1, "_/")))
}

func (d *doc) inDialer(i int) bool {
	_, ok := within(d.urls, int(d.tok[i].a))
	return ok
}

// phoneCue reports whether the words around say that this is a phone number.
func (d *doc) phoneCue(es []elem) bool {
	return d.before(es[0].first, 8, phoneCues) || d.after(es[len(es)-1].last, 3, phoneCues)
}

// opening returns where the number at token i begins, with its + or bracket.
func (d *doc) opening(i int) int {
	a := d.tok[i].a
	for j := i - 1; j >= 0 && d.mark(j, "+(") && d.tok[j].b == a; j-- {
		if d.mark(j, "(") && d.mark(j+1, "(") {
			break // the second bracket holds more than the number
		}
		a = d.tok[j].a
	}
	return int(a)
}

// closing returns the last token of a number that ends at token last: a
// bracket that it opened belongs to it.
func (d *doc) closing(a, last int) int {
	if d.text[a] == '(' && d.mark(last+1, ")") && d.tight(last+1) && !strings.Contains(d.text[a:d.tok[last].b], ")") {
		return last + 1
	}
	return last
}

// repeated takes the same digits in another form behind a number as part of
// it: 416-222-TIPS (8477).
func (d *doc) repeated(es []elem, n, last int) (int, int) {
	if n >= len(es) {
		return n, last
	}
	var all []byte
	for _, e := range es[:n] {
		all = append(all, e.digits...)
	}
	next := es[n]
	if len(next.digits) >= 4 && len(next.digits) <= len(all) && string(all[len(all)-len(next.digits):]) == next.digits {
		if d.mark(next.last+1, ")") && d.mark(next.first-1, "(") {
			return n + 1, next.last + 1
		}
		return n + 1, next.last
	}
	return n, last
}

// phoneCues announce a phone number, serialCues another kind of number,
// accountWords a bank's, healthCues a health number. They are read only.
var (
	phoneCues = set(`call calls calling text texting texts txt phone phones telephone tel tele cell cellphone mobile mob
		landline fax whatsapp sms dial dialing contact reach number numbers ring line hotline signal viber pager
		appelez appeler appelle composez composer telephonez telephone texto textez texter numero cellulaire portable joindre
		joignez rejoindre contactez ligne communiquez`)
	serialCues = set(`code pin serial tracking badge file case occurrence incident report reference ref invoice order account ticket
		go no nos id imei isbn upc sku docket exhibit claim policy warrant file serie dossier evenement rapport insigne reference matricule`)
	accountWords = set("account acct compte iban routing transit debit savings chequing checking")
	healthCues   = set("ohip nhs health sante ramq phn msp soleil")
)
