package guard

// fingered returns the names at which a text points without calling anybody a
// suspect: "the man looks a lot like X", "we think X did it".
func (d *doc) fingered() []name {
	var out []name
	for _, m := range d.find(fingerPhrases) {
		i := m.last + 1
		for n := 0; n < 3 && (fingerLinks.has(d.word(i)) || d.mark(i, ",:'-")); n++ {
			i++
		}
		n, ok := d.nameAt(i)
		if !ok || n.words < 2 || d.placeBehind(n.last+1) || d.inOffice(n) || d.thing(n) {
			continue
		}
		if m.name == "opinion" && !d.after(n.last, 6, fingerDeeds) || m.name == "likeness" && !d.before(m.first, 10, fingerHeads) {
			continue
		}
		out = append(out, n)
	}
	return out
}

// Words that point at somebody; all are read only.
var (
	fingerLinks = set("that it is s was a local one be our m mr mrs ms que c est de un une le la l certain certaine")
	fingerHeads = set("man woman person he she suspect driver face figure image images cctv footage pictured lad fellow guy homme femme personne il elle individu suspecte visage boy girl robber thief rider intruder")
	fingerDeeds = set("did done behind responsible took stole robbed set started involved shot stabbed attacked broke committed fired hit drove smashed killed fait commis vole tire derriere frappe agresse mis participe implique")

	fingerPhrases = phrases(`
[likeness]
look|looks|looked|looking * like
resembles|resemblance|resembled * to?
spitting|very image of
dead ringer for
ressemble|ressemblait|ressemblance * a
[opinion]
think|thinks|believe|believes|reckon|reckons|suspect|suspects|convinced|sure|certain|fancy that?
pensons|croyons|penser|croire|pense|croit|croient|pensent|soupconnons|convaincus|certains|persuades que?
[point]
point|points|pointing|pointed|leads|leading|lead|led ** finger|evidence|signs|us|everything|clues|trail|straight|directly|squarely to|at|towards|toward
finger|fingers|evidence|signs|everything|clues|trail|tracks|arrows|roads ** point|points|pointing|pointed|leads|leading|lead|led * to|at|towards|toward
money|suspicion|suspicions|spotlight|eyes|attention * is|are|has|have|falls|fallen|fell|centres|centers|rests|focused|focuses * on|upon
lays|laid|puts|put|pin|pinned|blame ** blame|this|it|down on|to
fingered|fingering|blames|blame|blaming
soupcons|soupcon|regards|doutes|indices|pistes|piste|preuves ** portent|porte|pointent|pointe|tournent|pesent|pese|menent|mene|convergent|designent * sur|vers|contre|a|en
tout|tous|indices|preuves ** accuse|accusent|designe|designent|incrimine|incriminent
`)
)
