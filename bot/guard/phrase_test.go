package guard

import "testing"

func TestPhrases(t *testing.T) {
	b := phrases(`
		[tip]
		following|after a|an? tip|call
		!acting on * information
		[count]
		shot # times
		[arrest]
		was * arrest~
	`)
	for text, want := range map[string]string{
		"Following a tip, officers came":            "tip: Following a tip",
		"following tip":                             "tip: following tip",
		"They were acting on very new information.": "tip: acting on very new information",
		"not acting on information":                 "",
		"acting on it. Information came":            "", // two sentences
		"He was shot 3 times":                       "count: shot 3 times",
		"was later arrested":                        "arrest: was later arrested",
		"was arrested":                              "arrest: was arrested",
		"was one two three arrested":                "",
		"following":                                 "",
	} {
		d := newDoc(Text{Text: text}, &scene{lists: &lists{}})
		got := ""
		for _, m := range d.find(b) {
			got += m.name + ": " + d.text[d.tok[m.first].a:d.tok[m.last].b]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
