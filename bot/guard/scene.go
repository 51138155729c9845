package guard

import (
	"strings"
	"time"

	"appealbot/bot"
)

// A scene is everything that one check looks at.
type scene struct {
	kind     bot.Kind
	number   string
	land     string // whose law and identifiers: "ca", "uk", "us"
	lists    *lists
	docs     []*doc
	media    []Medium
	answered []string // accounts of those who are answered
	subjects []bot.Subject
	records  []bot.Record // those that hold now
	lapsed   []bot.Record // those that do not any more
	names    [][]string   // the words of each subject's name
	nameWord map[string]bool
	now      time.Time
}

// A doc is one text with what every detector needs to know of it.
type doc struct {
	Text
	view
	scene *scene
	steps int // tokens looked at so far; tests hold it against the length

	tok    []token
	french bool
	urls   []span     // web addresses, in order
	dates  []date     // days, in order
	runs   []run      // digits, however written, in order
	calls  []call     // phone numbers, published ones included
	mails  []mail     // e-mail addresses, published ones included
	webs   []weblink  // web addresses, whole and taken apart
	minors []exposure // people under 18 who are named
	people []person   // everybody whom the text names, in order
	// unnamed are those whom it speaks of without a name, in order.
	unnamed []unnamed
	// whole is what the text as a whole makes of somebody whom it names.
	whole bot.Involvement
}

// A span is a range of bytes of the folded text.
type span struct{ a, b int }

// newScene prepares the texts. A panic in there is a Fault, as one in a
// detector is.
func newScene(in Input, g *Guard) (s *scene, err error) {
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, faultIn("prepare texts", p)
		}
	}()
	s = &scene{kind: in.Kind, number: in.CaseNumber, land: g.land, lists: g.lists, media: in.Media, answered: in.Answered, subjects: in.Subjects, now: in.Now}
	for _, r := range in.Records {
		if r.Holds(in.Now) {
			s.records = append(s.records, r)
		} else {
			s.lapsed = append(s.lapsed, r)
		}
	}
	s.nameWord = map[string]bool{}
	for _, p := range in.Subjects {
		words := subjectWords(p.Name)
		s.names = append(s.names, words)
		for _, w := range words {
			s.nameWord[w] = true
		}
	}
	for _, t := range in.Texts {
		s.docs = append(s.docs, newDoc(t, s))
	}
	return s, nil
}

func newDoc(t Text, s *scene) *doc {
	d := &doc{Text: t, view: newView(t.Text), scene: s}
	d.tok = tokenize(d.text)
	d.sentences()
	d.french = d.readsFrench()
	d.urls = d.findURLs()
	d.dates = d.findDates()
	d.runs = d.findRuns()
	d.calls = d.findCalls()
	d.mails = d.findMails()
	d.webs = d.findWeblinks()
	d.unnamed = d.findUnnamed()
	d.whole = d.wholeRole()
	d.people = d.findPeople()
	d.minors = d.findMinors()
	return d
}

// word returns token i in lower case; empty beyond the ends.
func (d *doc) word(i int) string {
	d.steps++
	if i < 0 || i >= len(d.tok) {
		return ""
	}
	return d.low[d.tok[i].a:d.tok[i].b]
}

// is reports whether token i is of a kind; false beyond the ends.
func (d *doc) is(i int, k tokenKind) bool {
	d.steps++
	return i >= 0 && i < len(d.tok) && d.tok[i].kind == k
}

// mark reports whether token i is one of the characters in marks.
func (d *doc) mark(i int, marks string) bool {
	if !d.is(i, mark) {
		return false
	}
	if t := d.tok[i]; t.b-t.a == 1 {
		return strings.IndexByte(marks, d.text[t.a]) >= 0
	}
	return strings.Contains(marks, d.word(i))
}

// capital reports whether token i is a word that begins with a capital.
func (d *doc) capital(i int) bool {
	if !d.is(i, word) {
		return false
	}
	a := d.tok[i].a
	return d.text[a] != d.low[a] || d.text[a] >= 0x80 && d.text[a:d.tok[i].b] != d.low[a:d.tok[i].b]
}

// upper reports whether token i is a word all in capitals.
func (d *doc) upper(i int) bool {
	if !d.is(i, word) {
		return false
	}
	for _, c := range []byte(d.text[d.tok[i].a:d.tok[i].b]) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// tight reports whether nothing stands between token i and the one before it.
func (d *doc) tight(i int) bool {
	return i > 0 && i < len(d.tok) && d.tok[i-1].b == d.tok[i].a
}

// same reports whether tokens i and j stand in the same sentence; false beyond the
// ends, so that a walk along a sentence needs no other bound.
func (d *doc) same(i, j int) bool {
	return i >= 0 && i < len(d.tok) && j >= 0 && j < len(d.tok) && d.tok[i].sentence == d.tok[j].sentence
}

// before reports whether one of the words stands among the n tokens before
// token i, in the same sentence.
func (d *doc) before(i, n int, words *vocabulary) bool {
	for j := i - 1; j >= i-n && d.same(j, i); j-- {
		if words.has(d.word(j)) {
			return true
		}
	}
	return false
}

// after is before in the other direction.
func (d *doc) after(i, n int, words *vocabulary) bool {
	for j := i + 1; j <= i+n && d.same(j, i); j++ {
		if words.has(d.word(j)) {
			return true
		}
	}
	return false
}

// tokenAt returns the token that covers or follows byte p of the folded text,
// len(d.tok) behind the last one.
func (d *doc) tokenAt(p int) int {
	lo, hi := 0, len(d.tok)
	for lo < hi {
		if m := (lo + hi) / 2; int(d.tok[m].b) <= p {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// hit reports the tokens from i up to but without j.
func (d *doc) hit(i, j int) hit {
	return hit{doc: d, a: int(d.tok[i].a), b: int(d.tok[j-1].b)}
}

// missing reports something that ought to stand at the end of the text.
func (d *doc) missing() hit { return hit{doc: d, a: len(d.text), b: len(d.text)} }
