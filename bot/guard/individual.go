package guard

// someoneNamed reports whether one of the tokens from first to last, in a
// sentence, begins the name of somebody who is no victim and no witness.
func (d *doc) someoneNamed(first, last int, sentence int32) bool {
	for i := max(first, 0); i <= last && i < len(d.tok); i++ {
		if d.tok[i].sentence != sentence {
			continue
		}
		if _, ok := d.individual(i); ok {
			return true
		}
	}
	return false
}

// individual reads the name of somebody who may be accused at token i: at
// least two capitalised words that are no place and follow no word for a
// victim.
func (d *doc) individual(i int) (name, bool) {
	if !d.namePart(i) || d.is(i-1, word) && d.namePart(i-1) || d.before(i, 3, bystanders) || d.before(i, 1, placesBefore) {
		return name{}, false
	}
	n, ok := d.nameAt(i)
	if !ok || n.words < 2 || d.before(i, 4, brandsBefore) {
		return name{}, false
	}
	if d.upper(n.first) && (d.upper(n.last+1) || d.upper(i-1)) {
		return name{}, false // a headline
	}
	next := n.last + 1
	return n, !d.is(next, word) || !d.same(next, i) || nameFollowers.has(d.word(next)) || guiltyDeeds.has(d.word(next)) || deedPairs.has(d.word(next))
}

// placesBefore are prepositions that stand before places and not before
// people; all are read only.
var (
	placesBefore = set("at near in on along behind inside outside onto a an the his her un une le la pres dans sur chez vers")
	// brandsBefore stand before makes and teams, which look like names.
	brandsBefore = set("bike bicycle velo jacket purse handbag watch shoes sneakers backpack suitcase scooter motorcycle moto sac manteau montre souliers wearing wore wears worn brand make model driving drove porte portant portait vetu marque")
	// nameFollowers are words that may stand behind a person's name.
	nameFollowers = set(`is was has had who to in of for from with at on and as did does will faces age aged s told said admitted confessed gave failed refused denied denies
		est a etait avait qui de dans et age agee au sera aurait pour`)
)
