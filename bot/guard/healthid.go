package guard

// HealthID objects to numbers of health insurance and of patients.
func (detectors) HealthID(d *doc) []hit {
	if len(d.runs) == 0 {
		return nil
	}
	as := announcements(d.find(healthIDCues))
	var out []hit
	for f := range d.figures(6, 12) {
		if d.medicalNumber(f, as.of(d, f.first, f.last)) {
			first := f.first
			if d.tight(first) && d.is(first-1, word) {
				first-- // H1045521
			}
			out = append(out, d.hit(first, d.versionCode(f)+1))
		}
	}
	for i := range d.tok {
		if !d.startsCode(i) {
			continue
		}
		if last := d.ramq(i, as); last >= 0 {
			out = append(out, d.hit(i, last+1))
		} else if last := d.medicare(i, as); last >= 0 {
			out = append(out, d.hit(i, last+1))
		}
	}
	return apart(out)
}

// medicalNumber decides about a number without letters. What is announced
// counts even when its check digit is wrong: people mistype.
func (d *doc) medicalNumber(f figure, announced string) bool {
	if c, ok := d.callAt(f); ok && (c.listed || announced == "" && !d.british(f)) || d.filed(f.es) || d.counted(f) {
		return false
	}
	checked := luhn(f.digits) || nhs(f.digits) || britishColumbian(f.digits)
	switch n := len(f.digits); announced {
	case "health":
		return n == 10 && (f.whole || checked) || (n == 8 || n == 9 || n == 12) && f.whole
	case "nhs":
		return n == 10 && (f.whole || checked)
	case "record":
		return f.whole
	}
	if len(f.digits) != 10 || !f.whole || f.attached && !d.versioned(f) || d.otherwise(f.first-8, f.first) {
		return false
	}
	if f.lies(4, 3, 3) {
		return d.scene.land == "ca" && checked
	}
	return d.british(f)
}

// british reports whether a figure is written and checks as a number of the
// National Health Service there.
func (d *doc) british(f figure) bool {
	return d.scene.land == "uk" && f.lies(3, 3, 4) && nhs(f.digits) && !d.phoneCue(f.es)
}

// versionCode returns the last token of a number with the one or two letters
// that an Ontario card adds to it.
func (d *doc) versionCode(f figure) int {
	if !d.versioned(f) {
		return f.last
	}
	if d.mark(f.last+1, "-") {
		return f.last + 2
	}
	return f.last + 1
}

func (d *doc) versioned(f figure) bool {
	j := f.last + 1
	if d.mark(j, "-") {
		j++
	}
	return len(f.digits) == 10 && d.upper(j) && d.length(j) <= 2 && d.tok[j].a-d.tok[f.last].b <= 3 && !d.tight(j+1) && !versionWords.has(d.word(j))
}

// ramq reads a number of the Quebec plan at token i: the beginnings of the
// names, then the day of birth, with 50 added to a woman's month.
func (d *doc) ramq(i int, as announcements) int {
	code, last := d.fits(i, "AAAA99999999")
	if last < 0 {
		return -1
	}
	if as.of(d, i, last) == "health" {
		return last
	}
	if !encodedDay(twoDigits(code, 6), twoDigits(code, 8)) || !d.shouted(i, last) || notPlates.has(d.word(i)) || rivals.has(d.word(i)) {
		return -1
	}
	return last
}

// medicare reads an American beneficiary's number at token i (CMS, "Understanding
// the New Medicare Beneficiary Identifier (MBI) Format"). Its letters leave out
// S, L, O, I, B and Z.
func (d *doc) medicare(i int, as announcements) int {
	code, last := d.fits(i, "9AX9AX9AA99")
	if last < 0 || code[0] == '0' {
		return -1
	}
	for k := range len(code) {
		switch code[k] {
		case 'S', 'L', 'O', 'I', 'B', 'Z':
			return -1
		}
	}
	if as.of(d, i, last) == "" && (!d.shouted(i, last) || d.before(i, 4, rivals)) {
		return -1
	}
	return last
}

// healthIDCues announce health numbers; versionWords are capitals behind a
// number that are no version code. They are read only.
var (
	healthIDCues = phrases(`
[health]
health care|services number|no|card
ohip|ramq|phn|phin|msp|mcp|ahcip|hcn|mbi
o h i p
health card|cards|number|no|insurance|plan|num
healthcard
personal health
version code
medicare|medicaid
carte soleil
carte d? assurance maladie|sante
carte sante
assurance maladie
numero de? sante
manitoba health
care card
carecard
[nhs]
nhs
n h s
[record]
mrn
medical record number|no
hospital|patient number|no|num|id|identifier
member|subscriber|beneficiary id|number|no
numero de? patient|patiente
`)
	versionWords = set("a am pm is at on or in to by of an as we he it no est et le la ou au du un")
)
