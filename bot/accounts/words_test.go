package accounts

import "testing"

func TestWordsAreComparedAsAReaderWould(t *testing.T) {
	const text = "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://metro.example/tips/77 #Toronto 🚔"
	for name, seen := range map[string]string{
		"the same":            text,
		"other white space":   "Were you near\u00a0Lake  Shore & Fifth\n\nat 1:30 a.m.? Call 416-808-2222 or see https://metro.example/tips/77 #Toronto 🚔 ",
		"a link replaced":     "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://t.co/Ab1 #Toronto 🚔",
		"a link shortened":    "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see metro.example/tips… #Toronto 🚔",
		"a link added":        text + " https://t.co/pic",
		"pictures for emoji":  "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://metro.example/tips/77 #Toronto",
		"cut in a word":       "Were you near Lake Shore & Fif…",
		"cut behind a word":   "Were you near Lake Shore …",
		"cut in a link":       "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://metro…",
		"cut with three dots": "Were you near Lake...",
		"nothing but a cut":   "…",
	} {
		if !sameWords(text, seen) {
			t.Errorf("%s is taken for other words: %q", name, seen)
		}
	}
	for name, seen := range map[string]string{
		"nothing":               "",
		"a word less":           "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see #Toronto extra",
		"another number":        "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2223 or see https://t.co/Ab1 #Toronto",
		"a word more":           text + " NOT",
		"the end missing":       "Were you near Lake Shore & Fifth",
		"cut, but other words":  "Were you near Queen…",
		"longer than it, cut":   text + " and much more of it…",
		"another tag":           "Were you near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://metro.example/tips/77 #Montreal",
		"capitals are not kept": "WERE YOU near Lake Shore & Fifth at 1:30 a.m.? Call 416-808-2222 or see https://metro.example/tips/77 #Toronto",
	} {
		if sameWords(text, seen) {
			t.Errorf("%s is taken for the same words: %q", name, seen)
		}
	}
	for approved, seen := range map[string]string{
		"":                                     "",
		"Thanks to @cbc@news.example for help": "Thanks to @cbc for help",
		"Été à Montréal, 2×3 ½ ① 日本語": "Été à Montréal, 2×3 ½ ① 日本語",
		"I ❤\ufe0f you":                         "I you",
		"“Quoted” – and more…":                  "\"Quoted\" - and more…",
		"Case 2026-1234567 (see metro.example)": "Case 2026-1234567 (see https://metro.example)",
	} {
		if !sameWords(approved, seen) {
			t.Errorf("%q and %q are taken for other words", approved, seen)
		}
	}
}

func FuzzEveryTextIsLikeItself(f *testing.F) {
	f.Add("Were you there? metro.example …")
	f.Add("@ . … ... \u200b")
	f.Fuzz(func(t *testing.T, s string) {
		if !sameWords(s, s) {
			t.Errorf("%q is not like itself", s)
		}
	})
}
