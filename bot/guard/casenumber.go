package guard

import "strings"

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
	if want != "" && strings.Contains(d.low, strings.ToLower(d.scene.number)) {
		return true
	}
	for _, r := range d.runs {
		var all strings.Builder
		for i, e := range r.elems {
			all.WriteString(e.digits)
			year := len(e.digits) == 4 && i+1 < len(r.elems) && len(r.elems[i+1].digits) >= 4 && len(r.elems[i+1].digits) <= 8
			if want == "" && year && (e.digits[:2] == "20" || e.digits[:2] == "19") {
				return true
			}
			if d.word(e.first-1) == "go" && len(e.digits) >= 4 && (want == "" || strings.HasSuffix(want, e.digits)) {
				return true
			}
		}
		if want != "" && strings.Contains(all.String(), want) {
			return true
		}
	}
	return false
}

func digitsOf(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' {
			b.WriteByte(c)
		}
	}
	return b.String()
}
