package guard

import (
	"slices"
	"strings"
)

// emergencies returns the words that make a reply an emergency: a cry for help,
// something that happens now, or somebody in sight who is looked for, unless
// their sentence says that it is a story, a game, a thing of the past or a joke.
// The text is read twice, as it stands and as it is meant, so that "h3 h4s a
// g u n" is found.
func emergencies(text, meant string) []string {
	out := alarmsIn(text)
	if len(out) == 0 && meant != text {
		out = alarmsIn(meant)
	}
	return out
}

func alarmsIn(text string) []string {
	d := spoken(text)
	right := listen(d)
	u := utterance{d: d, right: right}
	for i, t := range d.tok {
		if t.kind == word || t.kind == number {
			u.words, u.tok = append(u.words, right.word(i)), append(u.tok, i)
		}
	}
	var out []string
	for _, found := range [][]span{u.cries(), u.sights()} {
		for _, s := range found {
			out = addReason(out, d.quotes([]span{s})[0])
		}
	}
	for _, s := range append(happenings(right), signsIn(right)...) {
		i, j := right.tokenAt(s.a), right.tokenAt(s.b-1)
		if right.asksOnly(i) && !right.pressing(i) || u.metaphors(u.wordAt(i), u.wordAt(j)) {
			continue
		}
		out = addReason(out, d.quotes([]span{d.tokens(i, j)})[0])
	}
	return out
}

// spoken prepares a text for looking at its words alone.
func spoken(text string) *doc {
	d := &doc{view: newView(text), scene: &scene{}}
	d.tok = tokenize(d.text)
	d.sentences()
	return d
}

// heard returns the text with every word as it is spelled right, token for token.
// A text in which nothing is misspelled comes back as it is.
func heard(d *doc) *doc {
	var b strings.Builder
	from := int32(0)
	for i, t := range d.tok {
		if right := respelled(d.word(i)); t.kind == word && right != "" {
			b.WriteString(d.text[from:t.a])
			b.WriteString(right)
			from = t.b
		}
	}
	if from == 0 {
		return d
	}
	b.WriteString(d.text[from:])
	if out := spoken(b.String()); len(out.tok) == len(d.tok) {
		out.raw = d.raw
		return out
	}
	return d
}

// wordAt returns which word stands at token i or is the first behind it.
func (u *utterance) wordAt(i int) int {
	k, _ := slices.BinarySearch(u.tok, i)
	return k
}

// An utterance is the words of a text without its marks, and at which token
// each stands.
type utterance struct {
	d     *doc
	right *speech
	words []string
	tok   []int
}

// cries looks for words that are an alarm by themselves.
func (u *utterance) cries() []span {
	var out []span
	for i := range u.words {
		for _, c := range alarms.by[u.words[i]] {
			if n := c.length(u.words[i:]); n > 0 && !(c.deniable && denied(u.words, i)) && !u.metaphors(i, i+n-1) && !u.harmless(i) {
				out = append(out, u.span(i, i+n-1))
				break
			}
		}
		for _, c := range perils.by[u.words[i]] {
			if n := c.length(u.words[i:]); n > 0 && !(c.deniable && denied(u.words, i)) && !u.metaphors(i, i+n-1) && !u.harmless(i) {
				out = append(out, u.span(i, i+n-1))
				break
			}
		}
		if len(out) >= mostReasons {
			break
		}
	}
	return out
}

// sights looks for somebody who is seen, or something that happens, together
// with a word that says that it is now or here.
func (u *utterance) sights() []span {
	const near = 12
	seen, now := -near-1, -near-1
	for i, w := range u.words {
		for _, c := range sightings.by[w] {
			if n := c.length(u.words[i:]); n > 0 && !denied(u.words, i) && !denied(u.words[:i+n], i+n-1) {
				seen = i
			}
		}
		for _, c := range presents.by[w] {
			if c.length(u.words[i:]) > 0 && !past(u.words, i) && !u.asked(i) {
				now = i
			}
		}
		if seen >= 0 && now >= 0 && max(seen, now)-min(seen, now) <= near && !u.metaphors(seen, seen) && !u.harmless(seen) {
			a, b := min(seen, now), max(seen, now)
			if u.metaphors(a, b) {
				continue
			}
			return []span{u.span(a, min(b+2, len(u.words)-1))}
		}
	}
	return nil
}

// asked reports whether the sentence of word i is a question: "is he here?" says
// nothing of where he is.
func (u *utterance) asked(i int) bool {
	at := u.tok[i]
	for j := at + 1; j < at+25 && u.d.same(j, at); j++ {
		if u.d.mark(j, "?") {
			return true
		}
	}
	return false
}

func (u *utterance) span(i, j int) span {
	return u.d.tokens(u.tok[i], u.tok[min(j, len(u.tok)-1)])
}

// harmless reports whether the sentence of word i says that nothing happens
// now. Words of the present win: "just like in a movie, he is here right now".
func (u *utterance) harmless(i int) bool {
	if t := u.tok[i]; u.right.bygone(t) || u.right.jesting(t) || u.right.asksOnly(t) && !u.right.pressing(t) {
		return true
	}
	const near = 25
	frame := false
	at := u.d.tok[u.tok[i]].sentence
	for j := max(i-near, 0); j < len(u.words) && j <= i+near; j++ {
		if u.d.tok[u.tok[j]].sentence != at {
			continue
		}
		for _, c := range frames.by[u.words[j]] {
			frame = frame || c.length(u.words[j:]) > 0
		}
		for _, c := range insistent.by[u.words[j]] {
			if c.length(u.words[j:]) > 0 {
				return false
			}
		}
	}
	return frame
}
