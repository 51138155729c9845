package commands

import "testing"

func TestNearest(t *testing.T) {
	verbs := []string{
		"new", "edit", "preview", "diff", "submit", "approve", "reject", "withdraw", "schedule", "status", "list",
		"case", "update", "takedown", "close", "freeze", "resume", "whoami", "help",
	}
	for _, c := range []struct{ word, want string }{
		{"approve", "approve"},
		{"Approve", "approve"},
		{"aprove", "approve"},
		{"approvve", "approve"},
		{"apporve", "approve"}, // swapped letters are one slip
		{"hlep", "help"},
		{"nwe", "new"},
		{"ne", "new"},
		{"edti", "edit"},
		{"sumbit", "submit"},
		{"shedule", "schedule"},
		{"sched", "schedule"}, // the beginning of one word
		{"takedwon", "takedown"},
		{"whomai", "whoami"},
		{"lsit", "list"},
		{"wihtdrwa", "withdraw"},
		{"statsu", "status"},
		{"clsoe", "close"},
		{"délist", "list"},

		{"", ""},
		{"x", ""},
		{"publish", ""},
		{"tip", ""},
		{"re", ""}, // begins two words
		{"prev", "preview"},
		{"approve-or-rather-do-something-entirely-else", ""},
		{"\xff\xfe", ""},
	} {
		got, ok := nearest(c.word, verbs)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("nearest(%q) = %q, %v; want %q", c.word, got, ok, c.want)
		}
	}
}

func TestNearestPrefersTheSameFirstLetter(t *testing.T) {
	for _, known := range [][]string{{"lose", "case"}, {"case", "lose"}} {
		if got, _ := nearest("cose", known); got != "case" {
			t.Errorf("nearest(cose) of %q = %q, want case", known, got)
		}
	}
	if got, _ := nearest("bat", []string{"cat", "hat"}); got != "cat" {
		t.Errorf("nearest(bat) = %q, want the one that is listed first", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "", 3},
		{"kitten", "sitting", 3},
		{"ab", "ba", 1},
		{"abcdef", "badcfe", 3},
		{"ca", "abc", 3},
		{"é", "e", 1},
	} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance([]rune(c.b), []rune(c.a)); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
