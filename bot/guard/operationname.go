package guard

import "strings"

// OperationName objects to the code name of an operation: "Project Falcon",
// "OPERATION NIGHTJAR", "l'opération Boréal". Works, campaigns that the public
// is meant to know, and ordinary words after "operation" are none.
func (detectors) OperationName(d *doc) []hit {
	var out []hit
	for i := 0; i < len(d.tok); i++ {
		if h, last, ok := d.operationAt(i); ok {
			out = append(out, h)
			i = last
		}
	}
	return out
}

// operationAt reads an operation's name at token i, and its last token.
func (d *doc) operationAt(i int) (h hit, last int, ok bool) {
	w := d.word(i)
	switch {
	case d.mark(i-1, "#@/._") && d.tight(i):
		return d.operationTag(i)
	case dubbings.has(w):
		return d.dubbed(i)
	case !operationNouns.has(w), d.mark(i-1, "-") && d.tight(i), d.before(i, 1, worksBefore):
		return h, 0, false
	}
	j := i + 1
	for d.mark(j, ".:\"'") || codeLeads.has(d.word(j)) && !d.capital(j) {
		j++
	}
	if last = d.codeName(j, i); last < 0 || !d.same(last, i) && !(w == "op" && d.mark(i+1, ".")) {
		return h, 0, false
	}
	if d.mark(last+1, "\"'") && d.mark(j-1, "\"'") {
		return d.unnamedOperation(i, last+1), last, true
	}
	return d.unnamedOperation(i, last), last, true
}

// codeName reads the words of a code name from token j, behind the word
// "operation" at token i. It returns the last one, -1 when there is none.
func (d *doc) codeName(j, i int) int {
	if d.publicOperation(j) {
		return -1
	}
	if d.is(j, number) && d.capital(i) && d.length(j) < 4 && !months.has(d.word(j+1)) {
		return j
	}
	if !d.capital(j) || notCodes.has(d.word(j)) || months.has(d.word(j)) {
		return -1
	}
	shouted := d.upper(i) && d.upper(j)
	if !d.capital(i) && (d.before(i, 1, ordinaryBefore) || notNames.has(d.word(j)) && !d.upper(j)) {
		return -1
	}
	last := j
	for k := j + 1; k < len(d.tok) && k < j+3; k++ {
		if d.mark(k, "-") && d.tight(k) && d.tight(k+1) {
			continue
		}
		if !d.capital(k) || !d.same(k, i) || shouted && !d.tight(k) || notCodes.has(d.word(k)) || months.has(d.word(k)) {
			break
		}
		last = k
	}
	return last
}

// unnamedOperation reports an operation's name and offers words that say the
// same without it.
func (d *doc) unnamedOperation(i, last int) hit {
	first, suggest := i, "an investigation"
	prev := d.word(i - 1)
	switch {
	case d.french && d.mark(i-1, "'") && d.word(i-2) == "l":
		first, suggest = i-2, "une enquête"
	case d.french && d.mark(i-1, "'") && d.word(i-2) == "d":
		first, suggest = i-2, "d'une enquête"
	case d.french && prev == "du":
		first, suggest = i-1, "d'une enquête"
	case d.french && prev == "au":
		first, suggest = i-1, "à une enquête"
	case d.french && prev == "le":
		first, suggest = i-1, "une enquête"
	case d.french:
		suggest = "une enquête"
	case prev == "the" || prev == "this" || prev == "our":
		suggest = "investigation"
	}
	h := d.hit(first, last+1)
	h.suggest = suggest
	return h
}

// operationTag reads a name run together behind a hash: "#ProjectFalcon".
func (d *doc) operationTag(i int) (h hit, last int, ok bool) {
	if !d.mark(i-1, "#") {
		return h, 0, false
	}
	for _, noun := range []string{"project", "projet", "operation"} {
		name, cut := strings.CutPrefix(d.word(i), noun)
		if !cut || len(name) < 3 || notCodes.has(name) || d.scene.lists.operations[name] || strings.HasPrefix(name, "s") && len(name) < 4 {
			continue
		}
		if c := d.text[int(d.tok[i].a)+len(noun)]; c >= 'A' && c <= 'Z' {
			return d.hit(i-1, i+1), i, true
		}
	}
	return h, 0, false
}

// dubbed reads a name behind "code-named": the sentence must speak of police
// work.
func (d *doc) dubbed(i int) (h hit, last int, ok bool) {
	j := i + 1
	for d.mark(j, ":\"'-") || codeLeads.has(d.word(j)) && !d.capital(j) {
		j++
	}
	if operationNouns.has(d.word(j)) || !d.capital(j) || d.publicOperation(j) || !d.around(i, i, 20, policeWork) {
		return h, 0, false
	}
	last = j
	if d.capital(j+1) && d.same(j+1, j) {
		last++
	}
	return d.hit(j, last+1), last, true
}

// Words around names of operations; all are read only.
var (
	operationNouns = set("project projet operation op ops")
	codeLeads      = set("codenamed named called dubbed code name baptisee baptise nommee nomme surnommee appelee dite")
	dubbings       = set("codenamed dubbed named nicknamed baptisee baptise surnommee surnomme nommee code")
	policeWork     = set("investigation investigators operation project probe raid raids crackdown takedown enquete projet enqueteurs perquisitions rafle")
	worksBefore    = set(`construction transit road housing school research pilot renovation infrastructure bridge subway community art science capital home building
		development watermain sewer lrt condo manhattan innocence pet passion science repaving restoration class post co chantier travaux rescue relief recovery cleanup snow`)
	ordinaryBefore = set("police rescue search traffic ongoing large major joint covert safe plow ordinary normal operation whose any no each every grande importante policiere")
	// notCodes are words that follow "project" or "operation" in a headline.
	notCodes = set(`manager management lead leader team teams update updates coordinator director officer room hours centre center theatre site area zone begins starts start
		continues ends closed open complete completed completion delayed delays planned planning phase budget work works construction to of is was in on at for and or the a an by near with will has
		from between this that underway over under after before during until here now today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday
		lundi mardi mercredi jeudi vendredi samedi dimanche de du des d la le les l en au aux est a et sur pour par dans avec pres policiere police manuals manual nord sud
		toronto ontario peel york durham halton london fire ems rcmp opp please avoid call appel evitez safety plan plans name names resumed management involving targeting against
		street road avenue i you we they it he she if call anyone witnesses information more no new`)
)

// operationWords is the longest name of a campaign, in words.
const operationWords = 4

// publicOperation reports whether the name that begins at token i is one that
// the department or the pack lists as public.
func (d *doc) publicOperation(i int) bool {
	var key strings.Builder
	for j := i; j < len(d.tok) && j < i+operationWords; j++ {
		if d.is(j, word) || d.is(j, number) {
			key.WriteString(d.word(j))
			if d.scene.lists.operations[key.String()] {
				return true
			}
		}
	}
	return false
}

// operationKey is a campaign's name without the word for what it is, in one
// piece, as a hash tag has it: "closepass" for "Operation Close Pass". It is
// empty for a name of which nothing is left.
func operationKey(s string) string {
	v := newView(s)
	key, n := "", 0
	for _, t := range tokenize(v.text) {
		w := v.low[t.a:t.b]
		if t.kind != word && t.kind != number || key == "" && (operationNouns.has(w) || w == "l") {
			continue
		}
		key, n = key+w, n+1
	}
	if n > operationWords {
		return ""
	}
	return key
}
