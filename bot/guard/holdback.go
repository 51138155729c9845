package guard

// Holdback objects to what only the offender and the investigators can know:
// how many wounds and where, calibres and makes, casings, the way in, the
// position of a body, engravings and serial numbers, exact words. The class of
// a thing passes ("a firearm"), and so do the number of people, clothing and
// vehicles. Such details test whether a confession is true (R v Oickle, 2000
// SCC 38).
func (detectors) Holdback(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(heldBack) {
		switch {
		case m.name == wholesome,
			m.name == "body" && !d.around(m.first, m.last, 12, bodyWords),
			m.name == "mark" && d.asksOwner(m),
			m.name == "calibre" && d.before(m.first, 2, measureWords),
			(m.name == "calibre" || m.name == "make") && d.seized(m.first, m.last),
			m.name == "sign" && d.before(m.first, 9, carParts):
			continue
		}
		last := m.last
		if m.name == "mark" {
			last = d.serialBehind(last)
		}
		out = append(out, d.hit(m.first, last+1))
	}
	return d.withPairs(append(append(out, d.calibres()...), d.exactWords()...), heldBackPairs, heldBack, nil)
}

// serialBehind returns the last token of the serial number that follows token
// i at once or behind a word or two, or i when none does.
func (d *doc) serialBehind(i int) int {
	for j := i + 1; j <= i+4 && d.same(j, i); j++ {
		if !d.is(j, number) && !(d.upper(j) && d.is(j+1, number) && d.tight(j+1)) {
			continue
		}
		for d.tight(j+1) && (d.is(j+1, number) || d.upper(j+1) || d.mark(j+1, "-")) {
			j++
		}
		return j
	}
	return i
}

// seized reports whether the weapon at tokens first to last stands in a list of
// what a search brought in, which says nothing of how a crime was done.
func (d *doc) seized(first, last int) bool {
	return (d.before(first, 40, seizures) || d.after(last, 25, seizures)) && !d.around(first, last, 12, usedWords)
}

// asksOwner reports whether a phrase about a mark of property is a request to
// owners, who know theirs: "please describe any engraving".
func (d *doc) asksOwner(m match) bool { return d.around(m.first, m.last, 8, ownerAdvice) }

// Words around details; all are read only.
var (
	bodyWords    = set("body victim victims remains woman man girl boy he she him her corps victime femme homme restes deceased found cadavre elle il")
	ownerAdvice  = set("describe your yours any whether register record write proof tell know provide ready check keep note decrire votre vos prouver toute engrave marking registering identify photograph search searched searching website online registry notez gravez inscrivez conservez altered prohibited")
	measureWords = set("rain snow film lens camera rainfall candidates applicants pluie neige athletes officers of")
	speechVerbs  = set(`said say says saying yelled yelling shouted shouting screamed screaming told telling demanded read reads reading wrote uttered whispered warned stating stated added muttered
		written repeated asked dit disant crie criait lance hurle ecrit lance declare lisait exige`)
	offenderWords = set(`suspect suspects robber man men woman offender gunman attacker he she they note letter message shooter thief intruder caller graffiti teen male female assailant demand accused them
		suspecte homme individu voleur agresseur il elle billet lettre tireur femme`)
	officialWords = set("inspector insp detective det sergeant sgt constable const chief spokesperson superintendent supt police officers officer we investigators commander inspecteur sergent enqueteur policier policiers porte nous mother father family neighbour witness")
	// carParts stay behind where vehicles hit something; seizures are made in
	// searches, usedWords speak of a crime that a weapon was used in.
	carParts  = set("grille bumper mirror debris headlight headlamp taillight fragment fragments pieces part parts paint fairing trim hubcap vehicle car truck van bicycle bike")
	seizures  = set("seized seize seizing seizure seizures saisi saisie saisis saisies saisir")
	usedWords = set("casing casings shell bullet bullets fired shot shots used scene victim wound killed murder homicide douille douilles balle balles tire victime meurtre scenes")
	wornWords = set("shirt hat cap hoodie sweater jacket logo sign letters words t sweatshirt tattoo sticker decal plate chandail casquette manteau tatouage backpack")
)
