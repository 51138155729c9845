package guard

import "appealbot/bot"

// schoolAt reads the name of a school or a team at token i that somebody is
// said to belong to: "a student at Northview Heights Secondary School", "plays
// for the Weston Wolverines". It returns where the name begins and the token
// behind it, 0 when there is none.
func (d *doc) schoolAt(i int) (from, next int) {
	if !d.capital(i) || d.is(i-1, word) && d.capital(i-1) && !schoolYears.has(d.word(i-1)) {
		return 0, 0
	}
	last, school := i, false
	for j := i; j < i+9 && d.same(j, i); j++ {
		if d.mark(j, "-'.") || d.word(j) == "s" && d.mark(j-1, "'") || schoolLinks.has(d.word(j)) && d.capital(j+1) {
			continue
		}
		if !d.is(j, word) || !d.capital(j) && !schoolNouns.has(d.word(j)) {
			break
		}
		last = j
		school = school || schoolNouns.has(d.word(j))
	}
	from = i
	k := i - 1
	for k > i-4 && (schoolLinks.has(d.word(k)) || d.mark(k, "'")) {
		k-- // "école secondaire du Vieux-Moulin"
	}
	for ; k >= i-6 && schoolNouns.has(d.word(k)); k-- { // "école secondaire Jean-Talon"
		from, school = k, true
	}
	end := d.ageGroup(last + 1)
	school = school || d.before(from, 3, attending) || d.word(from-1) == "at" && pupils.has(d.word(from-2))
	plays := d.before(i, 6, playing) && schoolPrepositions.has(d.word(d.leftOf(i))) && d.capital(last)
	school = school || plays || end > last+1
	if !school || from == i && last == i && !plays && end == last+1 && !d.before(from, 3, attending) || !d.belongsBefore(from, last) && !d.nurseryNamed(from, last) {
		return 0, 0
	}
	return from, end
}

// ageGroup returns the token behind "under-16s" or "U15" at token i; i when
// no such thing stands there.
func (d *doc) ageGroup(i int) int {
	j := i
	if w := d.word(j); w != "under" && w != "u" {
		return i
	}
	if j++; d.mark(j, "-") {
		j++
	}
	if !d.is(j, number) || d.value(j) > 18 {
		return i
	}
	if j++; d.word(j) == "s" {
		j++
	}
	return j
}

// belongsBefore reports whether the words around a school say that somebody
// goes there: "attends", "a pupil at", "the boy from", "in a … blazer".
func (d *doc) belongsBefore(from, last int) bool {
	if d.before(from, 6, belongs) || uniforms.has(d.word(last+1)) || d.mark(last+1, ",") && d.word(last+2) == "where" && personPronouns.has(d.word(last+3)) {
		return true
	}
	prev := d.leftOf(from)
	if articles.has(d.word(prev)) {
		prev = d.leftOf(prev)
	}
	at := d.leftOf(prev)
	if d.is(at, number) && grades.has(d.word(d.leftOf(at))) && schoolPrepositions.has(d.word(prev)) {
		return true // "Grade 12 at"
	}
	w := d.word(at)
	return schoolPrepositions.has(d.word(prev)) && (youthWords.has(w) || roleNouns.has(w) && w != "victim" || schoolYears.has(w) || w == "old" || athletes.has(w))
}

// nurseryNamed reports whether the tokens name a day nursery. Those who are
// outside one at its hours belong to it, and they are few.
func (d *doc) nurseryNamed(from, last int) bool {
	if d.scene.kind == bot.SafetyAlert || last == from || !d.capital(last) || articles.has(d.word(from)) || d.word(from) == "the" || pupils.has(d.word(last+1)) {
		return false
	}
	for i := from; i <= last; i++ {
		if nurseries.has(d.word(i)) || d.word(i) == "day" && d.word(i+1) == "care" {
			return true
		}
	}
	return false
}

// pupilAt reports whether the school at the tokens from a to b, and the words
// before it, speak of somebody who is still at school age: a university's
// student is grown up.
func (d *doc) pupilAt(a, b int) bool {
	for i := a; i < b; i++ {
		if youngSchools.has(d.word(i)) || d.word(i) == "school" && d.word(i+1) != "of" && !gradSchools.has(d.word(i-1)) {
			return d.before(a, 6, pupils)
		}
	}
	return false
}

// Words about schools and teams; all are read only.
var (
	schoolNouns = set(`school schools public collegiate secondary elementary middle academy college high junior institute ecole polyvalente secondaire primaire lycee cegep daycare creche cpe playgroup playschool maternelle prematernelle nursery garderie kindergarten primary preschool comprehensive grammar infants prep
		ci ss hs ps fc rfc afc team hockey soccer football basketball baseball lacrosse rugby club hawks wolves tigers lions bears eagles cadets scouts equipe rovers united city athletic wanderers rangers juniors colts wolverines raiders
		panthers cougars knights titans warriors huskies bulldogs wildcats mustangs rams falcons vikings spartans`)
	youngSchools = set("ecole public elementary middle primary primaire secondary secondaire high collegiate junior polyvalente nursery daycare garderie kindergarten preschool grammar comprehensive hs ps ss ci academy lycee infants")
	nurseries    = set("nursery daycare garderie kindergarten preschool playgroup playschool creche cpe prematernelle halte")
	gradSchools  = set("law medical driving business nursing flight graduate")
	pupils       = set("student pupil eleve kindergartner grader schoolboy schoolgirl wrestler cheerleader quarterback freshman sophomore class classe ecolier ecoliere kindergarten")
	schoolLinks  = set("of de du des la le for and et")
	schoolYears  = set("sophomore freshman senior junior grader graders kindergartner preschooler sixth former year student pupil pupils eleve eleves")
	// One student of a school is found; its students are not.
	belongs = set(`student pupil attends attending attended enrolled goes frequente frequentait eleve etudiant etudiante inscrit inscrite player plays played captain member goalie joue joueur joueuse capitaine
		membre classmates studies schoolboy schoolgirl graduate sophomore freshman wrestler cheerleader quarterback goalkeeper striker midfielder swimmer gymnast class grader kindergartner skates swims wrestles runs trains pitcher
		classe gardien attaquant attaquante defenseur defenseure`)
	athletes           = set("winger defender midfielder forward defenceman defenseman goaltender catcher shortstop linebacker receiver fielder batter bowler prop hooker ailier gardien wrestler runner swimmer player goalie quarterback keeper striker cheerleader gymnast skater rower pitcher teen")
	attending          = set("attends attended attending enrolled goes frequente frequentait")
	grades             = set("grade gr year form secondaire sec s class")
	uniforms           = set("blazer blazers uniform uniforms sweater jersey jumper tie hoodie kit sweatshirt")
	playing            = set("plays played player playing joue joueur joueuse captain captains skates swims wrestles pitcher")
	schoolPrepositions = set("at from of for with in the a de d du des au pour l la le les avec")
)
