package guard

// pointedOut returns where somebody says who a person is: "that's Mike Kowalski",
// "his mum is Sheila Voss", "the witness is the night clerk at the Esso". A first
// name alone tells a stranger nothing; with a school, an employer or a place behind
// it, it does.
func (d *doc) pointedOut() []span {
	var out []span
	for _, m := range d.find(pointing) {
		if d.speaksOf(m.first, officials) {
			continue
		}
		i := m.last + 1
		for d.mark(i, ",:-") || addressing.has(d.word(i)) {
			i++
		}
		if n, ok := d.nameAt(i); ok && n.words <= 4 && (n.words >= 2 || d.after(n.last, 3, placing)) {
			out = append(out, d.tokens(m.first, n.last))
		}
	}
	for _, m := range d.find(revealing) {
		i := m.last + 1
		for j := i; j <= i+4 && d.same(j, m.first); j++ {
			if _, named := d.nameAt(j); named || known.has(d.word(j)) {
				out = append(out, d.tokens(m.first, j))
				break
			}
		}
	}
	for _, m := range d.find(employing) {
		if d.capital(m.last+1) && !d.speaksOf(m.first, officials) {
			out = append(out, d.tokens(m.first, m.last+1))
		}
	}
	return out
}

var (
	// addressing stands before a name. It is read only.
	addressing = set("mr mrs ms miss old little young uncle aunt monsieur madame mme m the my our guy kid lad girl")

	// placing leads from a first name to where its bearer is found. It is read only.
	placing = set("from at works work goes who lives worked grade teaches plays de du des chez qui au travaille habite")

	// known says who somebody is without a name. It is read only.
	known = set("neighbour neighbor coworker colleague cousin sister brother daughter son wife husband mother father mom mum dad niece nephew roommate flatmate clerk cashier teacher student grade nurse manager driver waitress bartender barmaid janitor coach owner landlord tenant girl boy kid lady coloc voisine voisin collegue fille fils soeur frere femme mari prof caissiere caissier eleve etudiante blonde ex")
)

// pointing leads up to the name of the person in the picture.
var pointing = phrases(`
that|thats|this|it|its|he|hes|she|shes s|is|looks|look|gotta|must|was like? be? my|our? old? neighbour|neighbor|cousin|classmate|coworker|teacher?
that|this|he|she looks|look exactly|just|like like?
looks|look exactly|just|a lot? like
thats|hes|shes|its my|our? neighbour|neighbor|cousin|classmate|coworker|mate?
that|this|he|she|it|thats|hes|shes|its s|is? my|our * ex|neighbour|neighbor|cousin|classmate|coworker|mate|boss|landlord|teacher|friend|brother|sister|uncle|nephew|niece|man|girlfriend|boyfriend|husband|wife|lodger|tenant
i know him|her|that|this|guy|girl|lad it? s
with|know|knew|remember|about him|her|them
suspect|guy|driver|killer|thief|girl|lad|lass is|s
his|her|their mom|mum|mother|dad|father|wife|husband|brother|sister|son|daughter|girlfriend|boyfriend|boss|ex is|s
it|that was
c|ca|ce|lui est|ressemble|doit|a? a|etre? mon|ma|notre? voisin|voisine|cousin|cousine|collegue|ami|amie?
name|nom is|est|s
appelle|nomme|named|called
`)

// revealing leads up to who the victim, the witness or the caller is.
var revealing = phrases(`
isnt|isn t? that|this|he|she the|our|my?
victim|victims|complainant|witness|informant|snitch|rat|survivor|tipster|whistleblower|caller|grass ** is|was|s
girl|woman|guy|man|lad|lass|one|person|neighbour|neighbor|lady|kid who * reported|called|phoned|rang|snitched|told|complained|testified|talked|saw it|him|police|cops|them|in|this|everything? is|was|s|thats|its|lives|works
who * reported|called|phoned|rang|snitched|grassed * it|him|them|her|in|police|cops|up * its|thats|it|that|is|was s|was?
victime|temoin|plaignante|plaignant|delatrice|delateur|informateur|denonciateur * c? est|etait
c est * qui a|l|les * denonce|denoncee|appele|stoole|parle
`)

// employing leads up to the name of who employs somebody.
var employing = phrases(`
he|she|hes|shes is|s|was? a|an|the ** driver|manager|clerk|nurse|teacher|cook|chef|cashier|mechanic|bouncer|bartender|foreman|coach|supervisor|guard|welder|plumber|server|waiter|janitor|trainer|barista|engineer at|for|with
`)
