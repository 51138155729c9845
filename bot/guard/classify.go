package guard

import (
	"slices"
	"strings"
	"sync"

	"appealbot/bot"
)

// A Class is what the rules make of a reply, and why.
type Class struct {
	Name    bot.Class
	Reasons []string // words of the reply that decided, at most three; none for noise
}

// classers look for the words of one class each, in order of precedence
// (reference/domain.md 2.6). Each returns the spans that say it.
var classers = []struct {
	name bot.Class
	find func(*doc) []span
}{
	{bot.ClassDoxx, exposures},
	{bot.ClassTip, leads},
	{bot.ClassAbuse, abuses},
	{bot.ClassSpam, adverts},
	{bot.ClassQuestion, questions},
	{bot.ClassSupport, wishes},
}

// Classify says what a reply is, by the published numbers and addresses of the
// default policy. It never fails: what no rule knows is noise, and what a rule
// breaks on is an emergency without reasons, so that somebody reads it.
func Classify(text string) Class {
	class, _ := classify(text, defaultLists(), "ca")
	return class
}

// Classify says what a reply is, by the department's own published numbers and
// addresses and the plates and numbers of its land. It never fails, as the function
// does not, but reports what broke.
func (g *Guard) Classify(text string) Class {
	class, err := classify(text, g.lists, g.land)
	if err != nil {
		g.report(err)
	}
	return class
}

func classify(text string, l *lists, land string) (class Class, err error) {
	defer func() {
		if p := recover(); p != nil {
			class, err = Class{Name: bot.ClassEmergency}, faultIn("classify a reply", p)
		}
	}()
	meant := meantBy(text)
	if why := emergencies(text, meant); len(why) > 0 {
		return Class{bot.ClassEmergency, why}, nil
	}
	docs := []*doc{newDoc(Text{Text: text}, &scene{lists: l, land: land})}
	if meant != text {
		docs = append(docs, newDoc(Text{Text: meant}, docs[0].scene))
	}
	for _, c := range classers {
		for _, d := range docs {
			if found := c.find(d); len(found) > 0 {
				return Class{c.name, d.quotes(found)}, nil
			}
		}
	}
	return Class{Name: bot.ClassNoise}, nil
}

// defaultLists are those of the policy that the program brings along. Without
// them a reply that repeats the tip line would look like somebody's number.
var defaultLists = sync.OnceValue(func() *lists {
	g, err := New(DefaultPolicy())
	if err != nil {
		panic("guard: default policy: " + err.Error()) // a table of the program; a test loads it
	}
	return g.lists
})

// mostReasons is how many a card has room for, longestReason how many code
// points of each.
const mostReasons, longestReason = 3, 60

// quotes returns the words at spans as their author wrote them.
func (d *doc) quotes(spans []span) []string {
	var out []string
	for _, s := range spans {
		a, b := d.codePoints(s.a, s.b)
		out = addReason(out, d.original(a, b))
	}
	return out
}

// addReason adds words to reasons unless they stand there or there is no room.
func addReason(reasons []string, words string) []string {
	words = strings.Join(strings.Fields(words), " ")
	if r := []rune(words); len(r) > longestReason {
		words = string(r[:longestReason-1]) + "…"
	}
	if words == "" || len(reasons) >= mostReasons || slices.Contains(reasons, words) {
		return reasons
	}
	return append(reasons, words)
}

// tokens returns the span from token i to token j, both included.
func (d *doc) tokens(i, j int) span { return span{int(d.tok[i].a), int(d.tok[j].b)} }

// speaksOf reports whether the sentence of token i holds one of words, within
// some twenty tokens of it.
func (d *doc) speaksOf(i int, words *vocabulary) bool {
	const near = 20
	for j := max(i-near, 0); j < len(d.tok) && j <= i+near; j++ {
		if d.same(j, i) && words.has(d.word(j)) {
			return true
		}
	}
	return false
}
