package guard

import "appealbot/bot"

// SuspectNamed objects to the name of somebody who is suspected and neither
// charged nor wanted on a warrant, as far as the texts say.
//
// What the texts say is enough where the case says nothing. Where the case
// knows the person and holds records, these decide: "charged" is quickly
// written, and the charge then stands on no paper.
func (detectors) SuspectNamed(s *scene) []hit {
	charged := s.chargedNames()
	var out []hit
	for _, d := range s.docs {
		for _, p := range d.people {
			if !s.suspected(p) || p.years > 0 && p.years < 18 { // a youth is youth_accused's
				continue
			}
			h := d.hit(p.first, p.last+1)
			h.subject, h.suggest = p.subject, d.fitting(p.first, d.withoutName(p))
			if charged[d.nameKeys(p.name)[0]] || s.kind == bot.Wanted && d.wantedBeside(p.name) {
				if p.subject == 0 || len(s.records)+len(s.lapsed) == 0 {
					continue
				}
				h.variant = "unrecorded"
			}
			out = append(out, h)
		}
		for _, n := range d.fingered() {
			if !charged[d.nameKeys(n)[0]] {
				out = d.unclaimed(out, []hit{d.hit(n.first, n.last+1)})
			}
		}
	}
	return out
}

// suspected reports whether the texts, or else the case, make a person one who
// is accused.
func (s *scene) suspected(p person) bool {
	if p.as == "" && p.subject > 0 {
		return s.subjects[p.subject-1].As == bot.AsAccused
	}
	return p.as == bot.AsAccused
}

// wantedBeside reports whether a notice about somebody wanted says so beside
// the name: "WANTED: John Smith". Whom such a notice calls a suspect only is
// not meant.
func (d *doc) wantedBeside(n name) bool {
	return d.before(n.first, 4, wantedWords) || d.after(n.last, 14, wantedWords)
}

// chargedNames returns the names beside which any text speaks of a charge or a
// warrant, by their keys.
func (s *scene) chargedNames() map[string]bool {
	out := map[string]bool{}
	for _, d := range s.docs {
		if len(d.people) == 0 {
			continue
		}
		charged := d.chargedSentences()
		for _, p := range d.people {
			at := d.tok[p.first].sentence
			for n := at - 1; n <= at+2; n++ {
				if charged[n] {
					for _, key := range d.nameKeys(p.name) {
						out[key] = true
					}
				}
			}
		}
	}
	return out
}

// chargedSentences returns the sentences that speak of a charge or a warrant
// that there is, not of one that may come.
func (d *doc) chargedSentences() map[int32]bool {
	out := map[int32]bool{}
	for _, m := range d.find(chargePhrases) {
		if m.name == "arrest" && d.scene.land != "us" {
			continue // elsewhere an arrest alone is no reason to name somebody
		}
		if d.before(m.first, 4, notYet) || d.before(m.first, 2, beforeWords) && !d.before(m.first, 2, courts) || d.after(m.last, 3, notYet) || d.word(m.first-1) == "search" {
			continue
		}
		out[d.tok[m.first].sentence] = true
	}
	return out
}

// withoutName is what may stand in place of a suspect's name. Behind a word that
// says it already, nothing fits.
func (d *doc) withoutName(p person) string {
	prev := d.word(p.first - 1)
	starts := !d.same(p.first-1, p.first)
	switch {
	case !starts && (roleNouns.has(prev) || namingCues.has(prev) || asCues.has(d.word(p.first-2)) || honorifics.has(prev) || d.mark(p.first-1, ":,.")):
		return ""
	case d.french && starts:
		return "Un suspect"
	case d.french:
		return "un suspect"
	case starts:
		return "A suspect"
	}
	return "a suspect"
}

// What says that somebody was charged or is wanted on a warrant; all are read
// only. An arrest alone is a reason to name somebody in the United States (28
// CFR 50.2) and none in England and Wales (College of Policing, Media and
// communications), both as in reference/domain.md 1.1; in Canada a charge is
// what the rule asks for.
var (
	chargePhrases = phrases(`
		!charged
		!charge of|against|laid|sheet
		!charges of|against|include|including|were|have|laid|filed|are
		!faces|face|facing|faced ** charge|charges|count|counts
		!counts of
		!warrant|warrants
		!wanted for|on|by|in
		!convicted|sentenced|indicted|arraigned|summonsed|remanded
		!pleaded|pled guilty
		!found guilty
		!jailed|imprisoned|fined|cautioned
		!appear|appears|appeared|appearing * court
		!accuse|accusee|accuses|accusees de|d|du
		!ete|est|sont|a|ont formellement? ete? accuse|accusee|accuses|inculpe|inculpee|inculpes
		!inculpe|inculpee|inculpes
		!accusations de|d|portees|deposees|contre
		!chef|chefs d accusation
		!mandat|mandats d|pancanadien|visant|non|a|est
		!un|par|des|sous mandat|mandats
		!recherche|recherchee pour|en
		!reconnu|reconnue coupable
		!condamne|condamnee
		!comparu|comparaitra|comparait
		[arrest]
		!arrested|booked|apprehended
		!taken into custody
		!in custody`)
	beforeWords = set("before until")
	courts      = set("magistrates court judge tribunal cour juge")
	wantedWords = set("wanted recherche recherchee")
	notYet      = set("hasn haven isn wasn not never pas yet may might could expect expected expects pending should would if perquisition")
)
