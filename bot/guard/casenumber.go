package guard

import (
	"sort"
	"strings"
)

// MissingCaseNumber warns when a text does not carry the case's number: tips
// cannot be matched without it.
func (detectors) MissingCaseNumber(s *scene) []hit {
	want := digitsOf(s.number)
	return s.lacking(func(d *doc) bool { return d.numbered(want) }, func(d *doc) hit {
		h := d.missing()
		if s.number != "" {
			label := "Case "
			if d.Language == "fr" {
				label = "Dossier "
			}
			h.suggest = d.appended(label + s.number)
		}
		return h
	})
}

// numbered reports whether the text has the number of the case, or while that
// is unknown anything that reads like one.
func (d *doc) numbered(want string) bool {
	if want == "" {
		return d.yearNumbered() || d.refers() || d.coded()
	}
	if strings.Contains(d.low, strings.ToLower(d.scene.number)) {
		return true
	}
	for _, r := range d.runs {
		var all strings.Builder
		for _, e := range r.elems {
			all.WriteString(e.digits)
			if d.word(e.first-1) == "go" && len(e.digits) >= 4 && strings.HasSuffix(want, e.digits) {
				return true
			}
		}
		if strings.Contains(all.String(), want) {
			return true
		}
	}
	return false
}

// yearNumbered reports whether the text has a year with a number behind it:
// "2026-1234567".
func (d *doc) yearNumbered() bool {
	for _, r := range d.runs {
		for i, e := range r.elems[:len(r.elems)-1] {
			if n := len(r.elems[i+1].digits); len(e.digits) == 4 && n >= 4 && n <= 8 && (e.digits[:2] == "20" || e.digits[:2] == "19") {
				return true
			}
		}
	}
	return false
}

// refers reports whether the text has a number behind a word that makes a
// reference of it: "#GO1234567", "log 123 of 2 May", "crime ref 42/12345/26".
func (d *doc) refers() bool {
	for i := range d.tok {
		if !d.is(i, word) || !referenceWords.has(d.word(i)) {
			continue
		}
		for j, n := i+1, 0; n < 6 && d.same(j, i); j, n = j+1, n+1 {
			if d.is(j, number) {
				if d.referenceAt(j) {
					return true
				}
				break
			}
			if d.is(j, word) && !referenceLinks.has(d.word(j)) && d.length(j) > 3 || d.mark(j, "!?;") {
				break
			}
		}
	}
	return false
}

// coded reports whether the text has a number that is written as those of files
// are, whatever stands before it: "26-0337781", "NS/26/40771", "26*711290",
// "GU26-41881".
func (d *doc) coded() bool {
	for i := 0; i < len(d.tok); {
		j, digits, parts := i, 0, 1
		for j < len(d.tok) && (j == i || d.tight(j)) && (d.is(j, word) && d.length(j) <= 4 || d.is(j, number) || j > i && d.mark(j, "-/*")) {
			if d.is(j, number) {
				digits += d.length(j)
			} else {
				parts++
			}
			j++
		}
		if digits >= 6 && parts > 1 && !d.inDate(i) && !d.called(i) && !d.inWeb(i) {
			return true
		}
		i = max(j, i+1)
	}
	return false
}

// called reports whether token i is part of a phone number.
func (d *doc) called(i int) bool {
	a := int(d.tok[i].a)
	n := sort.Search(len(d.calls), func(n int) bool { return d.calls[n].b > a })
	return n < len(d.calls) && d.calls[n].a <= a
}

// referenceAt reports whether the digits from token i on are enough for a
// reference and are no phone number.
func (d *doc) referenceAt(i int) bool {
	if d.called(i) {
		return false
	}
	n := d.length(i)
	for j := i + 1; d.tight(j) && (d.is(j, number) || d.is(j, word) && d.length(j) <= 3 || d.mark(j, "-/.")); j++ {
		if d.is(j, number) {
			n += d.length(j)
		}
	}
	return n >= 3
}

// referenceWords announce the number of a case, referenceLinks may stand between
// them and it. They are read only.
var (
	referenceWords = set("quote quoting quotes citing go occurrence occ incident log crime case file ref reference report cad urn cr crn event dr rd dossier evenement rapport enquete numero ccn complaint op operation")
	referenceLinks = set("number numbers num no nos ref reference quoting quote is crime incident cad log the of de du numero dossier rapport evenement police file case")
)

func digitsOf(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' {
			b.WriteByte(c)
		}
	}
	return b.String()
}
