package guard

import "testing"

// A prefix means the same however it is written.
func TestPrefixesOfPublishedNumbers(t *testing.T) {
	for prefix, numbers := range map[string][]string{
		"416-808-":   {"416-808-5100", "+1 416 808 5100", "1-416-808-5100"},
		"+1 416 808": {"416-808-5100", "+1 416 808 5100"},
		"0161 856":   {"0161 856 5050", "+44 161 856 5050"},
		"+44 161856": {"0161 856 5050", "0044 161 856 5050"},
	} {
		l, err := compile(Lists{PhonePrefixes: []string{prefix}})
		if err != nil {
			t.Errorf("%q: %v", prefix, err)
			continue
		}
		for _, n := range numbers {
			if !l.phone(canonical(keyed(n))) {
				t.Errorf("%q does not cover %q", prefix, n)
			}
		}
		for _, n := range []string{"416-809-5100", "0161 857 5050", "647-555-0142"} {
			if l.phone(canonical(keyed(n))) {
				t.Errorf("%q covers %q", prefix, n)
			}
		}
	}
}
