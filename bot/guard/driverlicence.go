package guard

// DriverLicence objects to numbers of driver's licences. Those of Ontario,
// Quebec, Nova Scotia and Great Britain contain the day of birth, which tells
// them from other numbers; the rest must be announced.
func (detectors) DriverLicence(d *doc) []hit {
	if len(d.runs) == 0 {
		return nil
	}
	as := announcements(d.find(licenceCues))
	var out []hit
	for i := range d.tok {
		if !d.startsCode(i) {
			continue
		}
		if h, ok := d.datedLicence(i, as); ok {
			out = append(out, h)
		} else if h, ok := d.lettered(i, as); ok {
			out = append(out, h)
		}
	}
	for f := range d.figures(5, 14) {
		if d.numericLicence(f, as) {
			out = append(out, d.hit(f.first, f.last+1))
		}
	}
	return apart(out)
}

// A licence is how an issuer writes its numbers.
type licence struct {
	shape string
	// born reports whether the number contains a possible day of birth; nil
	// where it contains none.
	born func(code string) bool
}

// licences with a day of birth: Ontario's ends with year, month and day (50
// added to a woman's month), Quebec's has day, month and year behind the first
// four digits, Nova Scotia's behind the letters, and Great Britain's begins
// with five letters of the name, the decade, month (50 added), day and year
// (DVLA, "Driving licence number format"). It is read only.
var licences = []licence{
	{"A99999999999999", func(s string) bool { return encodedDay(twoDigits(s, 11), twoDigits(s, 13)) }},
	{"A999999999999", func(s string) bool { return encodedDay(twoDigits(s, 7), twoDigits(s, 5)) }},
	{"AAAAA999999999", func(s string) bool { return encodedDay(twoDigits(s, 7), twoDigits(s, 5)) }},
	{"SSSSS999999SSXAA", british16},
	{"SSSSS999999SSXXX", british16},
}

func british16(s string) bool { return encodedDay(twoDigits(s, 6), twoDigits(s, 8)) && s[0] != '9' }

// datedLicence reads a number with a day of birth at token i.
func (d *doc) datedLicence(i int, as announcements) (hit, bool) {
	for _, l := range licences {
		code, last := d.fits(i, l.shape)
		if last < 0 {
			continue
		}
		announced := as.of(d, i, last) != ""
		born := l.born(code)
		if !announced && (!born || !d.shouted(i, last) || d.otherwise(i-5, i) || rivals.has(d.word(i)) || d.inWeb(i)) {
			continue
		}
		h := d.hit(i, last+1)
		if born {
			h.variant = "birth"
		}
		return h, true
	}
	return hit{}, false
}

// lettered reads a number with letters and without a day of birth at token i.
// It must be announced.
func (d *doc) lettered(i int, as announcements) (hit, bool) {
	if len(as) == 0 || d.is(i, word) && !d.upper(i) && !d.tight(i+1) && !d.mark(i+1, "-") {
		return hit{}, false
	}
	for _, shape := range licenceShapes {
		if _, last := d.fits(i, shape); last >= 0 && as.of(d, i, last) != "" && !d.inWeb(i) {
			return d.hit(i, last+1), true
		}
	}
	return hit{}, false
}

// licenceShapes are numbers of other provinces and of American states: Manitoba
// and Newfoundland, then California, Florida, Illinois, Wisconsin, New Jersey,
// Washington and those like them. It is read only.
var licenceShapes = []string{
	"AAAAAAA999AA", "A999999999", "A9999999", "A99999999", "A999999", "A99999999999", "A9999999999999", "AA999999", "AA9999999", "A9999999999", "A99A999999",
	"99AAA99999", "AAXXXXX999XX", "AAA99XX999", "AAAAA99999AA", "999999999A", "9999999A", "99999999AA", "AAA999999", "A9999",
}

// numericLicence decides about a number without letters. It must be announced.
func (d *doc) numericLicence(f figure, as announcements) bool {
	if !f.whole || f.attached || d.filed(f.es) || d.counted(f) || d.mark(f.first-1, "$€£") {
		return false
	}
	if c, ok := d.callAt(f); ok && c.listed || len(f.digits) < 7 && !d.namedRight(f.first) {
		return false
	}
	return as.of(d, f.first, f.last) != ""
}

// namedRight reports whether nothing but a verb or a mark stands between token i
// and the word for a licence or its number.
func (d *doc) namedRight(i int) bool {
	for j := i - 1; j >= i-4; j-- {
		if licenceNouns.has(d.word(j)) {
			return true
		}
		if !d.mark(j, ":#.,(=") && d.word(j) != "is" && d.word(j) != "est" && d.word(j) != "was" {
			return false
		}
	}
	return false
}

// licenceCues announce the number. A licence alone may be a plate or a permit
// of another kind. They are read only.
var licenceCues = phrases(`
[licence]
driver|drivers s? licence|license|licences|licenses|lic|permit
driving|motorcycle licence|license
g # licence|license
dl|dln
d l
d l n
dl number|no
mto licence|license
ontario|quebec|alberta|manitoba|saskatchewan|newfoundland|dvla licence|license
alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa license
kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada license
hampshire|jersey|mexico|york|carolina|dakota|ohio|oklahoma|oregon|pennsylvania|island|tennessee|texas|utah|vermont|virginia license
washington|wisconsin|wyoming license
licence|license number|no|num
operator|operators s? licence|license
permis de? conduire|conducteur
permis d? apprenti
permis no|numero
no|n|num|numero de? permis|licence
numero du permis
`)

// licenceNouns stand close before a short number that is a licence's. It is
// read only.
var licenceNouns = set("dl dln licence license number no num conduire permis numero")
