package guard

// kinNotified reports whether the text says that the next of kin know, and not
// that they are still being told.
func (d *doc) kinNotified() bool {
	told := false
	for _, m := range d.find(kinPhrases) {
		if m.name == "pending" || d.pending(m) {
			return false
		}
		told = true
	}
	return told || d.kinToldLater()
}

// kinToldLater reports whether a sentence says of the family, some way on, that
// it has been told: "the family of Jane Doe, who died, have been informed".
func (d *doc) kinToldLater() bool {
	for i := range d.tok {
		if !toldWords.has(d.word(i)) || !d.before(i, 3, haveBeen) || d.before(i, 4, negations) || d.before(i, 6, kinPending) {
			continue
		}
		if d.before(i, 24, kinNouns) {
			return true
		}
	}
	return false
}

// pending reports whether the words about a notification say that it has still
// to come.
func (d *doc) pending(m match) bool {
	for i := max(0, m.first-5); i < len(d.tok) && i <= m.last+5; i++ {
		if d.same(i, m.first) && (kinPending.has(d.word(i)) || negations.has(d.word(i)) && i <= m.last) {
			return true
		}
	}
	return false
}

// consented reports whether the text says that the family or the person agreed
// to be named.
func (d *doc) consented() bool {
	for _, m := range d.find(consentPhrases) {
		if !d.before(m.first, 4, negations) && !d.after(m.first, m.last-m.first, negations) {
			return true
		}
	}
	return false
}

// longAgo reports whether the text is about a crime of long ago, whose victim
// has been public since.
func (d *doc) longAgo() bool {
	if len(d.find(coldPhrases)) > 0 {
		return true
	}
	year := d.scene.now.Year()
	for i := range d.tok {
		if d.is(i, number) && d.length(i) == 4 && d.value(i) > 1900 && d.value(i) <= year-3 && year > 1 && datePrepositions.has(d.word(d.leftOf(i))) {
			return true
		}
	}
	return false
}

// dead reports whether the texts say that somebody has died.
func (d *doc) dead() bool {
	for _, other := range d.scene.docs {
		if other.saysDead() {
			return true
		}
	}
	return false
}

// saysDead reports whether this text says that somebody has died.
func (d *doc) saysDead() bool {
	for _, m := range d.find(deathPhrases) {
		if m.name == "" && !d.denied(m.first) && !(deathUnits.has(d.word(m.last+1)) && d.word(m.last) == "homicide") {
			return true
		}
	}
	return false
}

// Words around a death; all are read only.
var (
	toldWords  = set("told informed notified advised avise avises avisee avisees informe informes informee prevenu prevenus prevenue")
	haveBeen   = set("been ete have has")
	kinNouns   = set("family kinNouns relatives parents kin wife husband mother father famille proches parents")
	kinPhrases = phrases(`
next of kin ** notified|informed|told|advised|contacted|aware|reached
family|kinNouns|relatives|relative|parents|kin|nok|wife|husband|spouse|loved * has|have|had|was|were * been? notified|informed|told|advised|aware
family|families|relatives|parents|kin is|are|was|were aware
family|relatives|parents|kin|nok notified|informed|advised|told|aware
notified|informed|told|advised * family|kinNouns|next|relatives|parents
notification of next of kin ** complete|completed|made|done
proches|famille|parents|famile ** avises|avisee|avise|avisees|informes|informee|informe|informees|prevenus|prevenue|prevenues|notifies|notifiee|contactes|contactee
avise|informe|prevenu les|la|sa|ses|leurs proches|famille|parents
[pending]
pending notification|next|family
notification of next of kin
notification of * family|relatives|kin
being notified|informed|told|advised
en cours d avis|notification
`)
	kinPending = set("train pending being yet until once before when attempting attempts trying working efforts process will shall awaiting await still unable cannot cours attente avant lorsque quand seront sera tente tentent tentons soient encore")

	consentPhrases = phrases(`
family|kinNouns|relatives|parents|wife|husband|kin|mother|father|son|daughter|victim|she|he|loved|woman|man ** consented|consents|consent|agreed|agrees|permission|approved|authorized|authorised|requested|asked ** name|named|identified|identify|released|release|public|photo|photograph|image|publication|publish|share|shared|it
consent|permission|blessing|agreement|approval of|from * family|relatives|kin|victim|parents|wife|husband|mother|father
with her|his|their|the family? s? consent|permission|blessing|agreement|approval
family|relatives has|have|had released|shared|issued|provided ** photo|photograph|photographs|image|picture|statement|tribute|tributes|name
family|relatives|parents * consented|consents
at the request of * family|relatives
avec le consentement|accord|autorisation|permission
famille|proches|parents ** consenti|accepte|autorise|consentent|accord
a la demande de la famille
`)
	coldPhrases = phrases(`
cold case|cases
unsolved|historic|historical|decades * murder|homicide|killing|case|death|slaying|disappearance|investigation
remains|still|is unsolved
anniversary of
th|st|nd|rd anniversary
years|decades ago|later
five|ten|fifteen|twenty|twenty|thirty|forty|fifty years|decades ago|later|after
historic|historical|genealogy|archival
il y a # ans
affaire|dossier|meurtre|crime|enquete * non resolu|resolue
affaires|crimes|dossiers non resolues|resolus|classees|classes
anniversaire de|du * meurtre|mort|disparition|deces
jamais ete resolu|resolue|elucide|elucidee
`)
	datePrepositions = set("in since of from during year de en depuis january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre spring summer fall autumn winter")
	deathUnits       = set("unit squad detectives detective investigators bureau team section missing at charges office officers")

	deathPhrases = phrases(`
deceased|died|dies|homicide|homicides|murder|murdered|murders|slain|slaying|fatal|fatally|fatality|fatalities|succumbed|manslaughter|drowned|drowning|killed|killing|perished|dead|autopsy|postmortem|coroner|bodies
body|remains of|was|were|has|found|discovered|recovered
pronounced|declared ** deceased|dead
passed away
his|her|their killer|killers
not survive
pas survecu
lost her|his|their life
took her|his|their own? life
death|deaths
human remains
vital signs absent
without vital signs
decede|decedee|decedes|deces|mort|morte|morts|meurtre|homicide|mortel|mortelle|mortellement|tue|tuee|tues|succombe|noye|noyee|noyade|defunt|defunte|assassine|assassinee|assassinat|cadavre|depouille|autopsie
corps|restes de|d|sans|inanime|retrouve|decouvert|humains
sans vie
perdu|perd|perdent la vie
[not]
attempted|attempt|attempting murder|homicide
attempt to? murder
tentative de meurtre|homicide
death threat|threats
threats of death
menaces de mort
dead end
uttering|utter|threatening|threaten death
drop dead
dead or alive
`)
)
