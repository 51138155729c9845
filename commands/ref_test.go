package commands

import (
	"strings"
	"testing"
)

func TestCaseRef(t *testing.T) {
	for _, c := range []struct{ in, ref, rest string }{
		{"2026-1234567", "2026-1234567", ""},
		{" 2026-1234567  The text ", "2026-1234567", "The text "},
		{"2026-1234567/2 The\ntext", "2026-1234567/2", "The\ntext"},
		{"2026-1234567: text", "2026-1234567", "text"},
		{"2026-1234567, text", "2026-1234567", "text"},
		{"/2 text", "/2", "text"},
		{"#GO1234567 text", "GO1234567", "text"},
		{"#GO1234567? text", "GO1234567", "text"},
		{"#2026-1234567/3", "2026-1234567/3", ""},
		{"GO-20261234", "GO-20261234", ""},
		{"2026–1234567 x", "2026-1234567", "x"}, // en dash
		{"2026\u20111234567 x", "2026-1234567", "x"},
		{"26-104-1", "26-104-1", ""},
		{"2026-01-0042 x", "2026-01-0042", "x"},
		{"00-1234567 a cold case", "00-1234567", "a cold case"},
		{"1987-1234 x", "1987-1234", "x"},
		{"2026-1234 x", "2026-1234", "x"}, // not 20:26 to 12:34
		{"123456", "123456", ""},
		{"2026123456 x", "2026123456", "x"}, // begins like Washington's area code
		{"202612345678 x", "202612345678", "x"},

		// Taken, so that it is refused as unknown and not sent elsewhere.
		{"2026-1234567/x text", "2026-1234567/x", "text"},
		{"2026-1234567/ text", "2026-1234567/", "text"},
		{"2019-2021 Honda Civic", "2019-2021", "Honda Civic"},
	} {
		ref, rest, ok := caseRef(c.in)
		if !ok || ref != c.ref || rest != c.rest {
			t.Errorf("caseRef(%q) = %q, %q, %v; want %q, %q", c.in, ref, rest, ok, c.ref, c.rest)
		}
	}
}

func TestCaseRefLeavesTextAlone(t *testing.T) {
	for _, s := range []string{
		"", " ", "The text", "9", "9am", "18:00", "1830", "12345", "#tps", "#1234", "#", "/", "/x", "/0", "/02", "/12345", "//2", "#/2",
		"416-808-2222", "416-808-2222 is the number", "1-800-222-8477", "1-800-222-TIPS", "416-222-TIPS", "808-2222", "4168082222", "+14168082222",
		"020-7946-0018", "0800-555-111", "01-42-68-53-00", "(416) 808-2222",
		"2026-12-01", "2026-12-01 18:00", "01-12-2026", "12-31-2026", "26-12-01", "2026-12-01T18:00:00-05:00", "2026/12/01",
		"18-20 year-old", "1800-2000 hours", "18-year-old", "9-1-1", "2026", "2nd", "one-two", "-1234567", "1234567-", "2026--1234567",
		"GO1234567", "F-150", "\xff1234567", strings.Repeat("1", 40), "１２３４５６７",
	} {
		if ref, rest, ok := caseRef(s); ok || ref != "" || rest != s {
			t.Errorf("caseRef(%q) = %q, %q, %v; want it left alone", s, ref, rest, ok)
		}
	}
}
