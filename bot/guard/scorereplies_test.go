package guard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

// A replySet is a file of labelled replies, with what its figures must not fall
// below: see labelledSet.
type replySet struct {
	file        string
	emergencies float64 // of the emergencies, those that are seen as such
	classes     float64 // of all replies, those that get their class
	criedWolf   float64 // of the other replies, those that are taken for emergencies, at most
}

var replySets = []replySet{
	{file: "replies.jsonl", emergencies: 0.97, classes: 0.93, criedWolf: 0.02},
	{file: "others/replies.jsonl", emergencies: 0.97, classes: 0.88, criedWolf: 0.03},
	{file: "unseen/replies.jsonl", emergencies: 0.97, classes: 0.85, criedWolf: 0.03},
}

// A labelledReply says what a reply is, and why.
type labelledReply struct {
	ID      string    `json:"id"`
	Network string    `json:"network"`
	Lang    string    `json:"lang"`
	Text    string    `json:"text"`
	Class   bot.Class `json:"class"`
	Why     string    `json:"why"`
}

func TestLabelledReplies(t *testing.T) {
	for _, set := range replySets {
		t.Run(set.file, set.measure)
	}
}

// measure prints what the replies are taken for, and fails below the floors.
func (set replySet) measure(t *testing.T) {
	replies := labelled[labelledReply](t, set.file)
	confusion := map[[2]bot.Class]int{}
	var emergencies, wolf, right tally
	for _, r := range replies {
		got := Classify(r.Text).Name
		confusion[[2]bot.Class{r.Class, got}]++
		right.of++
		if got == r.Class {
			right.found++
		} else {
			t.Logf("%s: %s taken for %s: %q (%s)", r.ID, r.Class, got, r.Text, r.Why)
		}
		which := &wolf
		if r.Class == bot.ClassEmergency {
			which = &emergencies
		}
		which.of++
		if got == bot.ClassEmergency {
			which.found++
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-12s", "is / taken")
	for _, c := range bot.Classes() {
		fmt.Fprintf(&table, "%11s", c)
	}
	for _, want := range bot.Classes() {
		fmt.Fprintf(&table, "\n%-12s", want)
		for _, got := range bot.Classes() {
			fmt.Fprintf(&table, "%11d", confusion[[2]bot.Class{want, got}])
		}
	}
	t.Logf("\n%s", table.String())
	t.Logf("emergencies seen %v; others taken for one %v; classes right %v", emergencies, wolf, right)
	for _, c := range []struct {
		what         string
		share, floor float64
	}{
		{"emergencies that are seen", emergencies.share(), set.emergencies},
		{"replies that get their class", right.share(), set.classes},
		{"other replies not taken for emergencies", 1 - wolf.share(), 1 - set.criedWolf},
	} {
		if c.share < c.floor {
			t.Errorf("%s: %.3f, want at least %.3f", c.what, c.share, c.floor)
		}
	}
}

// TestLabelledRepliesAreWellFormed keeps the set honest: no reply stands in it
// twice, and every class is there often enough to be measured.
func TestLabelledRepliesAreWellFormed(t *testing.T) {
	seen, of := map[string]bool{}, map[bot.Class]int{}
	var replies []labelledReply
	for _, set := range replySets {
		replies = append(replies, labelled[labelledReply](t, set.file)...)
	}
	for _, r := range replies {
		if r.ID == "" || r.Network == "" || r.Why == "" || seen[r.ID] || seen[r.Text] || !slices.Contains(bot.Classes(), r.Class) {
			t.Errorf("%s: twice, incomplete or of an unknown class", r.ID)
		}
		seen[r.ID], seen[r.Text] = true, true
		of[r.Class]++
	}
	for _, c := range bot.Classes() {
		if least := map[bot.Class]int{bot.ClassEmergency: 40}[c]; of[c] < max(least, 20) {
			t.Errorf("%d replies are %s, want at least %d", of[c], c, max(least, 20))
		}
	}
}
