package guard

import (
	"slices"

	"appealbot/bot"
)

// A trace is what identifies somebody without a name: the school that they go
// to, their team, their picture, an account.

// findTraces finds what says who a child is in the sentences that speak of
// one, and in those beside them.
func (d *doc) findTraces(young map[int32]bool) []exposure {
	accused, hurt := d.moods()
	var out []exposure
	add := func(i, j int, pupil bool) {
		at := d.tok[i].sentence
		about := at
		for n := at; n >= at-2; n-- {
			if young[n] {
				about = n
				break
			}
		}
		if !young[about] && !pupil {
			return
		}
		harmed := hurt[about] || hurt[at] || hurt[at-1]
		suspected := accused[about] || !harmed && (accused[at] || accused[about-1] || accused[about+1])
		if d.soughtAs() == bot.AsAccused && !harmed {
			suspected = suspected || soughtKinds[d.scene.kind]
		}
		if !suspected && !harmed {
			return
		}
		h := d.hit(i, j)
		h.subject = d.scene.onlyYoungAccused(suspected)
		out = append(out, exposure{hit: h, accused: suspected})
	}
	past := 0
	for i := range d.tok {
		if i >= past {
			if from, j := d.schoolAt(i); j > 0 {
				add(from, j, d.pupilAt(from, j))
				past = j
			} else if from, j := d.relativeAt(i); j > 0 {
				add(from, j, false)
				past = j
			}
		}
		if from, j := d.parentAt(i); j > 0 {
			add(from, j, false)
		}
		if j := d.accountAt(i); j > 0 {
			add(i, j, false)
		}
	}
	for _, m := range d.find(knownKin) {
		h := d.hit(m.first, m.last+1)
		if !slices.ContainsFunc(out, func(e exposure) bool { return e.a < h.b && h.a < e.b }) {
			add(m.first, m.last+1, false)
		}
	}
	for _, m := range d.find(picturePhrases) {
		if !d.before(m.first, 4, thingsPictured) {
			add(m.first, m.last+1, false)
		}
	}
	return out
}

// moods returns the sentences that accuse somebody, and those that speak of
// somebody hurt or of a witness.
func (d *doc) moods() (accused, harmed map[int32]bool) {
	accused, harmed = map[int32]bool{}, map[int32]bool{}
	for i := range d.tok {
		if d.accusing(i) && !d.denied(i) {
			accused[d.tok[i].sentence] = true
		}
		if w := d.word(i); victimNouns.has(w) || hurtWords.has(w) || hurt(called.of(w)) || hurt(done.of(w)) || hurt(does.of(w)) || called.of(w) == bot.AsWitness {
			harmed[d.tok[i].sentence] = true
		}
	}
	return accused, harmed
}

// onlyYoungAccused is whom a trace is about when the case has one young person
// who is accused, and no other; 0 otherwise.
func (s *scene) onlyYoungAccused(accused bool) int {
	found := 0
	for i, p := range s.subjects {
		if youth, _ := p.Youth(s.now); !accused || p.As != bot.AsAccused || !youth {
			continue
		}
		if found > 0 {
			return 0
		}
		found = i + 1
	}
	return found
}

// accountAt reads an account at token i that is none of the department's. It
// returns the token behind it, 0 when there is none.
func (d *doc) accountAt(i int) int {
	if !d.mark(i, "@") || !d.tight(i+1) || d.tight(i) || !d.is(i+1, word) {
		return 0
	}
	j := i + 2
	for j < len(d.tok) && d.tight(j) && (!d.is(j, mark) || d.mark(j, "_")) && !d.is(j, line) {
		j++
	}
	if d.scene.lists.officialHandle(d.low[d.tok[i].a:d.tok[j-1].b]) {
		return 0
	}
	return j
}

// officialHandle reports whether an account with its "@" is on the list.
func (l *lists) officialHandle(account string) bool {
	for _, h := range l.Handles {
		if lower(h) == account {
			return true
		}
	}
	return false
}

// Words about what gives somebody away; all are read only.
var (
	hurtWords      = set("hurt injured bitten stable wounded burned burnt scalded knocked mordu mordue renverse renversee brule brulee stabbed shot struck hit assaulted attacked robbed killed died hospital abused threatened approached saw watched witnessed told survivor blesse blessee poignarde atteint heurte heurtee agresse agressee hopital vu temoins")
	thingsPictured = set("vehicle car truck suv van jacket bike bicycle weapon item items property house scene vehicule voiture veste objet")
	// soughtKinds are kinds of appeal whose person is sought, whatever the words.
	soughtKinds = map[bot.Kind]bool{bot.Wanted: true, bot.Identify: true, bot.Arrest: true}
	// knownKin are children of somebody whom the place knows by an office.
	knownKin = phrases(`
		son|daughter|child|grandson|granddaughter|niece|nephew|boy|girl|stepson|stepdaughter|kid|sister|brother|twins|sons|daughters of our|the|a|one|local|this|its * fire|police|town|city|deputy|head|parish|hockey|football|school|band|local|village|county|former|own|well|popular|longtime|current|mosque|church? fire|deputy|known|time|own? chief|mayor|pastor|imam|rabbi|vicar|priest|minister|principal|coach|councillor|reeve|sheriff|judge|headteacher|head|teacher|mp|mpp|mla|senator|member|officer|constable|sergeant|doctor|dentist|pharmacist|butcher|baker|postmaster|publican|undertaker|magistrate|alderman|warden|trustee|commissioner|superintendent|firefighter|owner|manager|crown|prosecutor|librarian|barber|reverend|governor|ambassador|deputy
		chief|mayor|pastor|imam|rabbi|vicar|minister|principal|coach|councillor|sheriff|judge|headteacher|mp|mpp|senator|alderman|reeve|warden|superintendent s son|daughter|child|grandson|granddaughter|niece|nephew|boy|girl|stepson|stepdaughter|kid
		fils|fille|enfant|petit|petite|niece|neveu|filleule|filleul|fillette|garcon fils|fille? de|du|d notre|la|le|l|un|une? * maire|mairesse|chef|cheffe|cure|imam|rabbin|directeur|directrice|depute|deputee|conseiller|conseillere|entraineur|entraineuse|juge|pharmacien|pharmacienne|medecin|boulanger|boulangere|pompier|prefet|ministre|enseignante|enseignant|pasteur|notaire|senateur`)
	picturePhrases = phrases(`
		!in|see|on the|this|these|attached photo|photos|picture|pictures|image|images|photograph
		!pictured
		!photo|photos|picture|pictures|image|images|photograph of the? him|her|them|boy|girl|youth|teen|teenager|suspect|accused
		!his|her|their photo|photos|picture|image|photograph
		!sur la|les|cette|l photo|photos|image
		!photo|photos|image de|du l? suspect|adolescent|adolescente|garcon|fille`)
)
