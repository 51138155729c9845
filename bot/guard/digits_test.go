package guard

import (
	"slices"
	"testing"
)

func TestRunsOfDigits(t *testing.T) {
	for text, want := range map[string][]string{
		"Seen at 18:30, cost $1,234.50 or 99 $ on 2026-11-02, 5 %, see https://a.test/12345678": {},
		"SIN 046 454 286":                                     {"046454286"},
		"four one six and 555-TIPS":                           {"416", "5558477"},
		"vingt-deux, quatre-vingt-dix-neuf, soixante et onze": {"229971"},
		"double seven triple oh nineteen":                     {"7700019"},
		"4O5 then 12":                                         {"40512"},
		"1\n\n2":                                              {"1", "2"},
	} {
		d := newDoc(Text{Text: text}, &scene{lists: &lists{}})
		got := []string{}
		for _, r := range d.runs {
			s := ""
			for _, e := range r.elems {
				s += e.digits
			}
			got = append(got, s)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}
