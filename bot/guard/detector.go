package guard

import (
	"reflect"
	"strings"
)

// detectors has one exported method per rule. A method looks at one text
// (func(*doc) []hit) or at all texts of the appeal (func(*scene) []hit). The
// type exists so that a rule in a pack and its method find each other by name
// and no list of detectors has to be kept: see the package comment.
type detectors struct{}

// detector is one of the two shapes that a method of detectors may have.
type detector struct {
	text  func(*doc) []hit
	whole func(*scene) []hit
}

// implemented returns every detector by the name of the rule that it serves.
func implemented() map[string]detector {
	out := map[string]detector{}
	v := reflect.ValueOf(detectors{})
	for i := range v.NumMethod() {
		var d detector
		switch f := v.Method(i).Interface().(type) {
		case func(*doc) []hit:
			d.text = f
		case func(*scene) []hit:
			d.whole = f
		}
		out[ruleID(v.Type().Method(i).Name)] = d
	}
	return out
}

// ruleID turns a method's name into a rule's: PhonePrivate into phone_private,
// MissingCTA into missing_cta.
func ruleID(method string) string {
	var b strings.Builder
	for i := range len(method) {
		c := method[i]
		if c >= 'A' && c <= 'Z' {
			small := func(j int) bool { return j < len(method) && method[j] >= 'a' && method[j] <= 'z' }
			if i > 0 && (small(i-1) || small(i+1)) {
				b.WriteByte('_')
			}
			c += 'a' - 'A'
		}
		if c >= '0' && c <= '9' && i > 0 && (method[i-1] < '0' || method[i-1] > '9') {
			b.WriteByte('_')
		}
		b.WriteByte(c)
	}
	return b.String()
}
