package guard

import "slices"

// testimonies returns the sentences in which somebody tells what they, or
// people they know, saw, heard, found or did, or whom they dealt with, together
// with something to hold it against: a thing, a time or a place. The form
// decides, since no list holds all that witnesses can say.
func testimonies(d *doc) []span {
	var out []span
	for a := 0; a < len(d.tok); {
		b := a + 1
		for d.same(b, a) {
			b++
		}
		if i, j := d.testimony(a, b); i >= 0 && !d.asksOnly(i) {
			out = append(out, d.tokens(i, j))
		}
		a = b
	}
	return out
}

// A telling is what one sentence of a witness holds, as tokens; -1 for what it
// has not.
type telling struct {
	who, other, deed, known, link, came, past int
}

// testimony returns the first and last token of what a witness tells in the
// sentence from token a to token b; -1 for both when they tell nothing.
func (d *doc) testimony(a, b int) (first, last int) {
	t := telling{-1, -1, -1, -1, -1, -1, -1}
	var things, times, places int
	told := func(i int) bool { return t.deed >= 0 && i > t.deed }
	for i := a; i < b; i++ {
		w := d.word(i)
		switch {
		case d.is(i, number):
			times++
		case !d.is(i, word):
			continue
		case storied.has(w) || broadcast.has(w):
			return -1, -1
		case tellingSelf.has(w) || w == "on" && frenchHave.has(d.word(i+1)):
			if t.who < 0 || t.deed < 0 {
				t.who = i
			}
			if t.came >= 0 && ownFolk.has(w) {
				t.link = i
			}
		case dealers.has(w):
			if t.other < 0 {
				t.other = i
			}
			if pronounsSeen.has(w) && told(i) {
				things++
			}
		}
		switch {
		case perceived.has(w) && t.deed < 0 && !d.denied(i) && d.tellerBefore(t.who, a, i):
			t.deed = i
		case lived.has(w) && t.known < 0 && !d.denied(i) && t.who >= 0 && i-t.who <= 8:
			t.known = i
		}
		if t.past < 0 && pastDeeds.has(w) {
			t.past = i
		}
		if met.has(w) && t.came < 0 && t.other >= 0 && i-t.other <= 9 && !d.denied(i) {
			t.came = i
		}
		switch {
		case thingsTold.has(w):
			things++
		case whens.has(w):
			times++
		case wheres.has(w) && i+1 < b && d.is(i+1, word):
			places++
		}
	}
	anchors := things + times + places
	switch {
	case t.deed >= 0 && motions.has(d.word(t.deed)) && places == 0:
		return -1, -1
	case t.deed >= 0 && anchors > 0 && !d.officialBehind(t.deed) && (sharp.has(d.word(t.deed)) || anchors > 1 && things+times > 0):
		return d.tellsFrom(t.who, t.deed, b)
	case t.known >= 0 && !d.speaksOf(t.known, officials) && !d.speaksOf(t.known, grievances) && (things > 0 || d.word(t.known) != "was" && d.word(t.known) != "were") && (times > 0 && anchors > 1 || things > 0 && places > 0):
		return d.tellsFrom(t.who, t.known, b)
	case things > 0 && times > 0 && places > 0 && t.past >= 0 && !d.speaksOf(t.past, officials) && !d.speaksOf(t.past, grievances):
		return d.tellsFrom(-1, t.past, b)
	case t.came >= 0 && t.link > t.came && t.link-t.came <= 7 && anchors > 0 && !d.speaksOf(t.came, officials):
		return d.tellsFrom(t.other, t.link, b)
	}
	return -1, -1
}

// tellsFrom returns from the teller to a few words behind the deed.
func (d *doc) tellsFrom(who, deed, b int) (first, last int) {
	first = deed
	if who >= 0 && who < deed {
		first = who
	}
	last = min(deed+5, b-1)
	for last > deed && !d.is(last, word) && !d.is(last, number) {
		last--
	}
	return first, last
}

// tellerBefore reports whether who tells stands shortly before the verb at token
// i, or the sentence from token a begins with the verb: "Saw him on the bus",
// "pretty sure I sold", "also just spoke to".
func (d *doc) tellerBefore(who, a, i int) bool {
	if who >= 0 && i-who <= 7 {
		return true
	}
	for j := a; j < i; j++ {
		if d.is(j, word) && !startsLightly.has(d.word(j)) {
			return false
		}
	}
	return i-a <= 5
}

// officialBehind reports whether the police or a politician is what was seen at
// token i, which is criticism.
func (d *doc) officialBehind(i int) bool {
	return slices.ContainsFunc([]int{i + 1, i + 2, i + 3, i + 4}, func(j int) bool {
		return d.same(j, i) && officials.has(d.word(j))
	})
}

// All of these are read only.
var (
	// tellingSelf tell what they or their people know.
	tellingSelf = set("i we my our me us ive weve im j je nous ma mon mes notre nos moi m")
	// ownFolk link what somebody did to the writer.
	ownFolk    = set("my our me us m nous ma mon notre nos moi mes")
	frenchHave = set("a avait y")
	// dealers are those whom a witness dealt with.
	dealers      = set("he she they him her it lady guy man woman lad lass bloke dude girl boy kid someone somebody person couple people driver elle il ils elles homme femme gars type quelqu monsieur dame jeune fille lui")
	pronounsSeen = set("him her it them lui")
	// startsLightly may stand before a verb whose subject is left out.
	startsLightly = set("also just think thought pretty sure def definitely defo probably maybe might have may so and but yes yeah yep ok hey hi lol fyi not if it useful helps actually well omg wait oh no idea relevant once deja et oui bien")

	// perceived is what a witness did with eyes, ears and hands.
	perceived = set(`saw seen heard noticed spotted witnessed remember remembered recall filmed recorded captured videoed videotaped photographed found passed
		walked drove cycled biked sold bought served spoke talked chatted met recognise recognize recognised recognized gave helped picked jogged ran parked wrote
		vu vue vus vues voyais entendu entendue entendus entendis filme filmee trouve trouvee croise croisee croises remarque remarquee reconnu reconnue apercu apercue apercus achete achetee
		vendu vendue servi servie cut booked seated checked bagged rented caught hired towed fixed repaired tattooed parle ramasse ramassee loue capte enregistre photographie souviens rappelle note notee`)
	// motions are what everybody does every day.
	motions = set("walked drove cycled biked jogged ran parked passed")
	// sharp verbs say by themselves that somebody was there.
	sharp = set(`saw seen noticed spotted witnessed filmed recorded captured caught bagged rented towed videoed videotaped photographed recognise recognize recognised recognized sold served
		vu vue vus vues filme filmee croise croisee croises apercu apercue apercus reconnu reconnue remarque vendu servi capte enregistre entendu ramasse`)
	// lived is what puts the writer or their people where something happened.
	lived = set(`worked work works was were been said says told lived live drive cleans delivers reckons swears delivered deliver visited camping walking driving cycling jogging fishing hiking
		etais etait etions travaille travaillais travaillait passais passait dit habite conduis`)
	// pastDeeds tells of what was, whoever did it.
	pastDeeds = set(`was were came went ran walked drove left stopped got had dropped stood sat pulled parked turned headed followed took passed knocked
		etait etaient est avait sont courait marchait attendait passait roulait`)
	// grievances are told of the writer's own affairs, not of the case.
	grievances = set("stolen stole construction potholes taxes ticket food service wait waited line delivery prices election vote party")
	// met is what others did to, with or near the writer.
	met = set(`was came comes come got had ordered ate asked told tried used bought paid left dropped said offered knocked walked stopped worked delivered stayed rented borrowed sold returned ordered bumped pushed
		demande dit venait vient venu venue offert vendre achete laisse essaye paye passe travaillait`)

	// thingsTold are people, things and sounds as witnesses name them.
	thingsTold = set(`car cars van vans truck trucks suv sedan pickup estate lorry bike bikes bicycle motorbike motorcycle moped scooter jeep taxi cab plate vehicle vehicles trailer
		lady ladies fellow bloke guy guys man men woman women lad lads lass bloke fella dude girl boy kid kids teen teens teenagers person people someone somebody couple stranger
		jacket coat hoodie hat cap bag backpack purse wallet phone knife gun glove gloves shoe shoes keys ring necklace watch tools ladder tent clothes barrel fire smoke box dog cat boat canoe
		bang bangs shots gunshots gunshot shot scream screams screaming shouting yelling argument fight crash glass alarm engine explosion footsteps voices noise tattoo sticker dent logo crate suitcase
		voiture voitures camion camionnette fourgonnette auto char vus velo moto plaque vehicule homme hommes femme femmes gars fille garcon jeune jeunes personne quelqu monsieur dame type
		manteau sac veste chandail casquette couteau telephone gant portefeuille chien bache tente detonations detonation coups cris crier bruit dispute bagarre alarme feu fumee tout`)
	// whens say when.
	whens = set(`yesterday monday tuesday wednesday thursday friday saturday sunday mon tues wed thurs fri sat sun morning afternoon evening night midnight noon weekend week weeks month months
		last ago earlier summer winter spring fall autumn january february march april june july august september october november december fortnight day days year years shift
		hier lundi mardi mercredi jeudi vendredi samedi dimanche matin soir nuit midi minuit semaine mois passe passee heures heure avant derniere dernier`)
	// wheres lead up to a place.
	wheres = set("at near by outside behind beside past opposite along across around under inside off pres derriere devant dans au aux chez sur coin vers")
	// storied is where people see what did not happen to them.
	storied = set("movie film episode show game netflix series novel book podcast documentary dream dreamt remake trailer fortnite gta serie jeu documentaire reve cinema")
)

// someOther is somebody else than the writer. It is read only.
var someOther = set("he she him her they them guy lady man woman kid il elle lui eux gars")
