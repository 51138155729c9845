package guard

// wholesome is the name in a phrasebook of what may be said although it looks
// like the rest: "criminal record check". As the longest phrase wins, such a
// line keeps the shorter one inside it from being found.
const wholesome = "clean"

// apart returns the phrases of b that the text holds, as find does, but none
// that begins inside the one before it: one statement is objected to once.
func (d *doc) apart(b phrasebook) []match {
	var out []match
	for _, m := range d.find(b) {
		if n := len(out); n == 0 || m.first > out[n-1].last {
			out = append(out, m)
		}
	}
	return out
}

// around reports whether one of the words stands within n tokens of the tokens
// from first to last, in the same sentence, or among them.
func (d *doc) around(first, last, n int, words *vocabulary) bool {
	return d.before(first, n, words) || d.within(first, last, words) || d.after(last, n, words)
}

// within reports whether one of the words stands among the tokens from first
// to last.
func (d *doc) within(first, last int, words *vocabulary) bool {
	for i := max(first, 0); i <= last && i < len(d.tok); i++ {
		if words.has(d.word(i)) {
			return true
		}
	}
	return false
}

// alleges reports whether the words before a token of the same sentence, or
// the line that leads in to a list, say that it is an allegation only.
func (d *doc) alleges(i int) bool { return d.before(i, 25, allegations) }

// amount reports whether token i is a number, in digits or in words.
func (d *doc) amount(i int) bool { return d.is(i, number) || amounts.has(d.word(i)) }

// inList reports whether what stands at token i is the name of a charge: "Fail
// to Comply with Release Order".
func (d *doc) inList(i int) bool { return d.before(i, 8, breaches) }

// Words about accusations; all are read only.
var (
	allegations = set(`alleged allegedly allege alleges alleging allegation allegations accused accuse accuses suspected reportedly believed believe charged charge charges
		presume presumee presumes presumees presumement allegue alleguee alleguent allegations soupconne soupconnee soupconnes accusee accusations accusation inculpe inculpee`)
	breaches = set(`fail fails failed failing failure breach breached breaches breaching comply contrary violation violations violating non omission omis defaut bris manquement
		manquements contravention infraction respect`)
	amounts = set(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty dozen
		deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze vingt douzaine`)
)
