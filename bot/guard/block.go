package guard

import (
	"strconv"
	"strings"
)

// aboutStreet objects to an address and says where it is less exactly. The "at"
// before it goes as well, since nothing is at a block.
func (d *doc) aboutStreet(s street) hit {
	h := d.hit(s.first, s.last+1)
	i := s.first - 1
	at := d.word(i) == "at" || d.french && (d.word(i) == "a" || d.word(i) == "au")
	if at {
		h.a = int(d.tok[i].a)
	}
	where := ""
	switch {
	case d.french:
		h.suggest = "dans le secteur " + frenchOf(s) + s.name
		return h
	case d.scene.land == "uk":
		where = s.name // the British name no blocks
	case s.number < 100:
		where = "the first block of " + s.name
	default:
		where = "the " + strconv.Itoa(s.number/100*100) + " block of " + s.name
	}
	switch {
	case !at:
		h.suggest = where
	case d.capital(i):
		h.suggest = "In " + where
	default:
		h.suggest = "in " + where
	}
	return h
}

// frenchOf is what joins the name of a street to "le secteur": de la rue, de
// l'avenue, du boulevard.
func frenchOf(s street) string {
	if !s.french {
		return "de "
	}
	name := lower(s.name)
	switch {
	case strings.HasPrefix(name, "av") || strings.HasPrefix(name, "al") || strings.HasPrefix(name, "im"):
		return "de l'"
	case strings.HasPrefix(name, "b") || strings.HasPrefix(name, "ch") || strings.HasPrefix(name, "rang") || strings.HasPrefix(name, "cr") ||
		strings.HasPrefix(name, "cours") || strings.HasPrefix(name, "quai"):
		return "du "
	}
	return "de la "
}

// institution reports whether the words right before an address name a police
// station, a court or a hospital. Where those are is no secret, and people are
// sent there.
func (d *doc) institution(s street) bool {
	if d.unitIn(s) {
		return false
	}
	if d.before(s.first, 3, dueWords) {
		return true // "is due at 10 Armoury Street on January 14": a court
	}
	links := 0
	for i := s.first - 1; i >= s.first-8 && d.same(i, s.first); i-- {
		w := d.word(i)
		switch {
		case institutions.has(w) && (!namedHouses.has(w) || !d.capital(i) || d.before(i, 2, institutionWords) || d.word(i+1) == "of"):
			return !d.after(s.last, 8, homeCues)
		case d.mark(i, ",(-:") || addressLinks.has(w):
			links++
		case links == 0 || !d.capital(i) && !d.is(i, number) && !particles.has(w) && !d.mark(i, "'.") && !institutionWords.has(w):
			return false
		}
	}
	return false
}

// institutions are public places that people are sent to, institutionWords go
// with their names, namedHouses are names of houses as well without one of
// those, addressLinks lead from one to its address. They are read
// only.
var (
	dueWords     = set("due appear appears appeared appearing arraigned comparaitra comparait comparaitre")
	institutions = set(`court courts courthouse court-house division detachment headquarters hq station precinct barracks hospital tribunal bail palais poste
		quartier hopital hall magistrates justice registry library unit bureau`)
	institutionWords = set("police de of the magistrates crown family youth supreme high appeal federal bail justice ontario superior provincial county municipal crown regional general fire district city town civic centre center justice general")
	namedHouses      = set("court courts hall")
	addressLinks     = set("at located situated au a situe located on address adresse of")
)
