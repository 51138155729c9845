package guard

// farDenial is how far back a "do not" reaches over a list of what is not to be
// done: "do not identify anybody, tag accounts or post names".
const farDenial = 24

// forbidden reports whether what stands at token i is something that the text
// tells people not to do. A negation right before it says so, unless a comma
// parts them ("if you cannot call, comment below"); a "do not" farther off does
// when nothing turns the sentence round.
func (d *doc) forbidden(i int) bool {
	near := true
	for j := i - 1; j >= i-farDenial && d.same(j, i); j-- {
		w := d.word(j)
		switch {
		case d.is(j, mark):
			near = near && !d.mark(j, ",:-")
			if d.mark(j, ":") && j < i-1 {
				return false
			}
		case turns.has(w):
			return false
		case near && i-j <= 5 && negations.has(w):
			return true
		case refusals.has(w), w == "never" || w == "ne" && !speakers.has(d.word(j-1)):
			return true
		case w == "not" || w == "don" || w == "dont":
			// "Do not" tells somebody, "you do not" tells of somebody.
			k := j - 1
			if w == "not" && d.word(k) != "do" && d.word(k) != "please" && d.word(k) != "must" {
				continue
			}
			if w == "not" {
				k--
			}
			if !speakers.has(d.word(k)) || d.word(j-1) == "must" {
				return true
			}
		}
	}
	return false
}

// opens reports whether a clause begins at token i: what stands there is said
// to the reader and not told of somebody.
func (d *doc) opens(i int) bool {
	if !d.same(i-1, i) {
		return true
	}
	switch w := d.word(i - 1); {
	case d.is(i-1, mark):
		return !d.mark(i-1, "'-/&@#$")
	case leadWords.has(w):
		return true
	case w == "and" || w == "or" || w == "et" || w == "ou":
		return !d.told(i - 1)
	}
	return false
}

// told reports whether the words before token i tell of what somebody does or
// did, so that a verb behind an "and" goes on telling.
func (d *doc) told(i int) bool { return d.before(i, 8, tellings) }

// These are read only.
var (
	turns     = set("but instead rather just simply mais plutot simplement")
	refusals  = set("avoid refrain stop against prohibited forbidden evitez eviter abstenez interdit defendu inutile")
	speakers  = set("i you we they he she who that which people vous nous je tu il elle ils elles qui on si")
	leadWords = set("please just then so also simply now kindly always immediately everyone everybody folks alors puis donc svp merci veuillez ensuite")
	tellings  = set(`to will would could can may might tried trying tries attempted officers police investigators detectives suspect suspects man men he she they
		was were had did who de d pour a ont ete policiers agents enqueteurs il elle ils`)
)
