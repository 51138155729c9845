package guard

import (
	"sort"
	"strings"
)

// GovID objects to numbers by which governments know a person: social
// insurance, social security and national insurance numbers, passports, client
// and file numbers of immigration.
func (detectors) GovID(d *doc) []hit {
	if len(d.runs) == 0 {
		return nil
	}
	as := announcements(d.find(govCues))
	var out []hit
	for f := range d.figures(8, 10) {
		if d.governmental(f, as.of(d, f.first, f.last)) {
			out = append(out, d.hit(f.first, f.last+1))
		}
	}
	for i := range d.tok {
		if !d.startsCode(i) {
			continue
		}
		if last := d.insured(i, as); last >= 0 {
			out = append(out, d.hit(i, last+1))
		} else if last := d.papers(i, as); last >= 0 && d.lettersOf(i) {
			out = append(out, d.hit(i, last+1))
		}
	}
	return apart(out)
}

// governmental decides about a number without letters. What is announced counts
// even when its check digit is wrong: people mistype.
func (d *doc) governmental(f figure, announced string) bool {
	if c, ok := d.callAt(f); ok && (announced == "" || c.listed) || d.filed(f.es) || d.counted(f) {
		return false
	}
	switch announced {
	case "insurance", "security":
		return len(f.digits) == 9 && f.whole || len(f.digits) == 9 && (luhn(f.digits) || f.lies(3, 2, 4))
	case "passport":
		return len(f.digits) >= 8 && len(f.digits) <= 9 && f.whole && !f.attached
	case "immigration":
		return (len(f.digits) == 8 || len(f.digits) == 10) && f.whole
	case "tax":
		return len(f.digits) >= 9 && f.whole
	}
	if !f.whole || f.attached || len(f.digits) != 9 || d.otherwise(f.first-8, f.first) || d.mark(f.first-1, "#$") {
		return false
	}
	switch {
	case f.lies(3, 3, 3):
		return d.scene.land == "ca" && luhn(f.digits) && f.digits[0] != '8'
	case f.lies(3, 2, 4):
		return socialSecurity(f.digits) && (d.hyphened(f) || d.scene.land == "us")
	}
	return false
}

// socialSecurity checks the structure of an American number: no area 000, 666
// or 900 and up, no group 00, no serial 0000 (Social Security Administration,
// "Social Security Number Randomization", 2011).
func socialSecurity(s string) bool {
	return s[:3] != "000" && s[:3] != "666" && s[0] != '9' && s[3:5] != "00" && s[5:] != "0000"
}

// counted reports whether the word behind says that the figure is a quantity,
// or one of money.
func (d *doc) counted(f figure) bool {
	return d.mark(f.last+1, "$€£%") || d.is(f.last+1, word) && quantities.has(d.word(f.last+1))
}

// callAt returns the phone number that has taken the digits of a figure.
func (d *doc) callAt(f figure) (call, bool) {
	a, b := int(d.tok[f.first].a), int(d.tok[f.last].b)
	i := sort.Search(len(d.calls), func(i int) bool { return d.calls[i].b > a })
	if i < len(d.calls) && d.calls[i].a < b {
		return d.calls[i], true
	}
	return call{}, false
}

// insured reads a British national insurance number at token i. Prefixes that
// are never given out count only when the words announce the number, and so do
// small letters and a missing suffix (HMRC manual NIM39110).
func (d *doc) insured(i int, as announcements) int {
	code, last := d.fits(i, "AA999999A")
	if last < 0 {
		if _, last = d.fits(i, "AA999999"); last >= 0 && d.lettersOf(i) && as.of(d, i, last) == "insurance" {
			return last
		}
		return -1
	}
	if as.of(d, i, last) == "insurance" {
		return last
	}
	prefix := code[:2]
	never := strings.ContainsAny(prefix[:1], "DFIQUV") || strings.ContainsAny(prefix[1:], "DFIOQUV") ||
		strings.Contains("BG GB NK KN TN NT ZZ", prefix)
	if never || code[8] > 'D' || !d.shouted(i, last) && !d.inPairs(i, last) || d.before(i, 4, rivals) {
		return -1
	}
	return last
}

// inPairs reports whether a number from token i to last is set off in pairs, as
// the cards print it: ab-12-34-56-d.
func (d *doc) inPairs(i, last int) bool {
	n := 0
	for j := i; j <= last; j++ {
		if d.is(j, mark) {
			continue
		}
		if n++; d.length(j) != 2 && n < 5 {
			return false
		}
	}
	return n == 5
}

// lettersOf reports whether the letters at token i belong to an identifier
// rather than to the sentence: "is 046 454".
func (d *doc) lettersOf(i int) bool { return !d.is(i, word) || d.upper(i) || d.tight(i+1) }

// papers reads the number of a passport, permit or card at token i. It must be
// announced.
func (d *doc) papers(i int, as announcements) int {
	if len(as) == 0 {
		return -1
	}
	for _, p := range paperShapes {
		_, last := d.fits(i, p.shape)
		if last < 0 {
			continue
		}
		if as.of(d, i, last) == p.announced {
			return last
		}
	}
	return -1
}

// paperShapes are numbers with letters by what announces them: Canadian,
// American, British and other passports; permits, resident cards and American
// alien numbers. It is read only.
var paperShapes = []struct{ announced, shape string }{
	{"passport", "AA999999"},
	{"passport", "A999999AA"},
	{"passport", "A99999999"},
	{"passport", "AA9999999"},
	{"passport", "A9999999"},
	{"passport", "A999999"},
	{"passport", "99AA99999"},
	{"passport", "XAX9XXXX9"},
	{"immigration", "A999999999"},
	{"immigration", "AA9999999999"},
	{"immigration", "AA9999999"},
	{"immigration", "A99999999"},
	{"immigration", "A999999999"},
	{"immigration", "A99999999999"},
	{"security", "A99999999"},
}

// govCues announce numbers of governments; quantities are what people count in
// large figures. They are read only.
var (
	govCues = phrases(`
[insurance]
sin|sins|nas|nino
s i n
n a s
social insurance
assurance sociale
national insurance
ni number|no|num|nr
n i number|no|num
[security]
ssn|ssns|itin
s s n
social security|sec
soc sec
social number|no
securite sociale
individual taxpayer
[passport]
passport|passports|passeport|passeports
[immigration]
uci|iuc
client id|identifier|identification
identifiant unique
identificateur unique
work|study|residence|resident permit
permis de? travail|etudes|sejour|d? etudes?
pr card
permanent resident
resident permanent
carte de resident
green card
alien registration|number|no
a number
uscis number|no|file
[tax]
utr
taxpayer reference
status card|indian
indian status
registry number
statut d? indien
temporary|individual tax number
`)
	quantities = set("people persons personnes habitants residents dollars euros pounds livres km metres views vues votes litres tonnes miles steps copies")
)
