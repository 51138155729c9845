package guard

import "testing"

func TestSpelledNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"five hundred fourteen": "514", "cinq cent quatorze": "514", "cinq cent cinquante-cinq": "555", "eight hundred": "800",
		"huit cents": "800", "five hundred and five": "505", "deux cent quatre-vingt-dix": "290", "five": "5", "quatre-vingt-dix-neuf": "99",
		"double five": "55", "dix-sept": "17", "forty two": "42", "one hundred people": "100", "hundred": "", "street": "",
	} {
		d := newDoc(Text{Text: text}, &scene{lists: &lists{}})
		if got, _ := d.spelled(0); got != want {
			t.Errorf("%q says %q, want %q", text, got, want)
		}
	}
}
