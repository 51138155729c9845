package guard

// jigsaw finds what tells who a complainant is without a name: how they stand
// to the accused, what they do and where, where they live, pray or study, and
// what happened that day. Each piece seems harmless; next to a sexual offence
// none is.
func (d *doc) jigsaw() []hit {
	var out []hit
	for _, m := range d.find(jigsawPieces) {
		if m.name == "clean" || m.name != "named" && d.accusedsOwn(m) || d.policed(m.first) || d.asked(m.first) && m.name != "kin" && m.name != "home" && m.name != "trait" {
			continue
		}
		end := m.last
		for m.first < m.last && (leadIns.has(d.word(m.first)) || m.name == "attends" && doers.has(d.word(m.first))) {
			m.first++
		}
		aged, ok := d.agedJob(match{m.phrase, m.first, m.first})
		switch {
		case (m.name == "member" || m.name == "job") && ok:
			m.first, end = aged.a, max(aged.b, m.last)
			if m.name == "member" {
				end = max(end, d.pieceEnd(m.last))
			}
		case m.name == "job" || (m.name == "member" || m.name == "lives") && d.looksFor(m):
			continue
		case m.name == "member" || m.name == "lives" || m.name == "attends":
			end = d.pieceEnd(m.last)
			if m.name == "attends" && end == m.last {
				end = d.workEnd(m.last)
			}
			if end == m.last && (m.name == "attends" || bareLinks.has(d.word(m.last))) {
				continue
			}
		}
		h := d.hit(m.first, end+1)
		switch m.name {
		case "kin", "home":
			h.suggest = ""
		case "job":
			h.suggest = d.fitting(m.first, d.choose("a person", "une personne"))
		}
		out = append(out, h)
	}
	for i := range d.tok {
		if last := d.besideComplainant(i); last > 0 {
			out = append(out, d.hit(i+2, last+1))
		}
		last := d.jobAt(i)
		if m := (match{&phrase{name: "member"}, i, last}); last > 0 && !d.accusedsOwn(m) && !d.looksFor(m) && !d.asked(i) {
			out = append(out, d.hit(i, last+1))
		}
	}
	return out
}

// pieceEnd takes the names of the place along: "a student at Central High
// School".
func (d *doc) pieceEnd(i int) int {
	end := i
	for j := i + 1; j < i+9 && d.same(j, i); j++ {
		switch {
		case d.capital(j) || d.is(j, number) && !yearUnits.has(d.word(j+1)):
			end = j
		case roleLinks.has(d.word(j)) || d.mark(j, "'-&") || d.mark(j, ".") && abbreviations.has(d.word(j-1)) || d.word(j) == "s" || d.word(j) == "a" || d.word(j) == "local" || d.word(j) == "same" || d.word(j) == "in":
		case placeNouns.has(d.word(j)) || pieceNouns.has(d.word(j)):
			end = j
		default:
			return end
		}
	}
	return end
}

// accusedsOwn reports whether the sentence of a piece speaks of the accused
// alone: "he was arrested at his home".
func (d *doc) accusedsOwn(m match) bool {
	at := d.tok[m.first].sentence
	blamed := false
	for i := max(0, m.first-30); i < len(d.tok) && i < m.last+20; i++ {
		if d.tok[i].sentence != at {
			continue
		}
		w := d.word(i)
		if hurt(called.of(w)) || femaleWords.has(w) && w != "age" && w != "her" || hurt(done.of(w)) && beWords.has(d.word(i-1)) {
			return false
		}
		blamed = blamed || blames(w)
	}
	if !blamed && personPronouns.has(d.firstWord(m.first)) && !d.before(m.first, 3, sameWords) {
		blamed = d.blamedAbove(m.first)
	}
	if !blamed || d.before(m.first, 8, inflictedOn) || d.before(m.first, 3, groped) {
		return false
	}
	w := d.word(m.first)
	return w != "her" && w != "their" && w != "leur" && !sameWords.has(w) && m.name != "kin"
}

// firstWord is the first word of the sentence of token i.
func (d *doc) firstWord(i int) string {
	at := d.tok[i].sentence
	for i > 0 && d.tok[i-1].sentence == at {
		i--
	}
	return d.word(i)
}

// blamedAbove reports whether the sentence before that of token i accuses
// somebody: "he" is them.
func (d *doc) blamedAbove(i int) bool {
	at := d.tok[i].sentence
	for j := i; j >= 0 && d.tok[j].sentence >= at-1 && i-j < 60; j-- {
		if d.tok[j].sentence < at && blames(d.word(j)) {
			return true
		}
	}
	return false
}

// looksFor reports whether a piece speaks of people whom the appeal looks for:
// "residents who live in the area".
func (d *doc) looksFor(m match) bool {
	return d.before(m.first, 6, seekWords) || d.before(m.first, 3, crowdWords)
}

// agedJob reports whether an age or a word for a person stands beside a job:
// "a 34-year-old nurse", "a nurse, 34,", "infirmiere de 34 ans". The result is
// the first and the last token of both.
func (d *doc) agedJob(m match) (span, bool) {
	for j := max(0, m.first-7); j < m.first; j++ {
		if v, next, ok := d.count(j); ok && v > 9 && v < 100 && d.same(j, m.first) && m.first-next < 6 && d.yearsAt(next) {
			if d.is(j-1, word) && (articles.has(d.word(j-1)) || d.word(j-1) == "an") {
				j--
			}
			return span{j, m.last}, true
		}
	}
	for j := m.last + 1; j < m.last+4; j++ {
		if v, next, ok := d.count(j); ok && v > 9 && v < 100 && (yearUnits.has(d.word(next)) || d.mark(j-1, ",(") && d.mark(next, ",)")) {
			if yearUnits.has(d.word(next)) {
				next++
			}
			return span{m.first, next - 1}, true
		}
	}
	if d.before(m.first, 3, groped) || hurt(d.roleBehind(m.last+1)) || hurt(called.of(d.word(m.first-1))) || d.mark(m.first-2, ",") && hurt(called.of(d.word(m.first-3))) || hurt(called.of(d.word(m.last+1))) {
		return span{m.first, m.last}, true
	}
	return span{}, false
}

// yearsAt reports whether "year-old" or "years old" stands at token i.
func (d *doc) yearsAt(i int) bool {
	if d.mark(i, "-") {
		i++
	}
	return yearUnits.has(d.word(i))
}

// Words of jigsaw pieces; all are read only.
var (
	// bareLinks say nothing when no place follows: "works in construction".
	bareLinks = set("in at for with on as")
	// inflictedOn lead from a crime to its victim: "the assault of a student".
	inflictedOn = set("on of against involving assaulting raping touching abusing groping molesting exploiting luring sur contre")
	groped      = set("groped raped molested fondled touched assaulted attacked abused kissed grabbed")
	sameWords   = set("a an the une un la le l same victim complainant victime plaignante known two")
	// leadIns lead up to a piece and are not part of it.
	leadIns    = set("in at inside into from near outside entered of broke to leaving left after during finished following had having were while when as by with")
	crowdWords = set("residents people anyone neighbours neighbors those persons drivers citoyens residents gens personnes")
	pieceNouns = set(`program programme faculty class team choir league squad club school university college campus residence dormitory dorm hospital restaurant bakery shop store bar
		gym salon office firm company factory warehouse clinic bank faculte programme equipe chorale universite ecole cegep commerce residence paroisse mosquee synagogue eglise
		nursing engineering medical medicine law business science arts dance hockey soccer football basketball volleyball swim swimming gymnastics track rugby cheerleading figure skating
		soccer softball baseball lacrosse rowing martial karate judo debate drama music infirmiere`)

	jigsawPieces = phrases(`
[kin]
took|takes|taking|had|gets|getting|receiving|received|attended|lessons|classes|coaching|therapy|treatment * lessons|classes|training|treatment|therapy|coaching|counselling|tutoring|care|from|with from|with|him|her|under him|her|the|them? accused|suspect?
moniteur|monitrice|entraineur|instructeur|professeur|prof|tuteur|directeur|patron|patronne|cure|medecin|voisin|oncle|cousin|beau|gardien|chauffeur|dentiste|masseur|superviseur|conjoint|ami|colocataire|locateur|parrain * de|d la|l|cette|une? jeune? victime|plaignante|fille|fillette|adolescente|enfant|femme|eleve|adolescent
her|their|victim|complainant|girl|boy|woman|teen|child|student s? * coach|tutor|instructor|trainer|teacher|boss|supervisor|manager|landlord|pastor|priest|rabbi|imam|therapist|counsellor|counselor|stepfather|stepbrother|uncle|cousin|grandfather|babysitter|physiotherapist|chiropractor|foreman|sergeant|professor|conductor|choirmaster|scoutmaster|caregiver|guardian|roommate|flatmate|housemate|coworker|colleague|neighbour|neighbor|masseur|dentist|doctor|paediatrician|pediatrician|mentor|chaplain|carer|lodger
his|accused|suspect|man|teacher|coach s? * student|pupil|patient|tenant|client|lodger|houseguest|flatmate|roommate|neighbour|neighbor|coworker|colleague|classmate|teammate|niece|stepdaughter|babysitter|nanny|apprentice|trainee|goddaughter|parishioner
as|was|is|being his|the own? * stepsister|stepdaughter|stepson|niece|nephew|goddaughter|ward|pupil|tenant|patient|employee|apprentice|trainee|carer
who|she|he|whom coached|taught|trained|tutored|supervised|employed|fostered|mentored|managed|counselled|counseled|treated her|him|them|the|girls|boys
her|his|their|victim|complainant|girl|boy|woman|teen|child|student s? own|former|ex|estranged|then|longtime|new|current|high|family|grade|music|piano|math|tennis|swim|gymnastics|hockey|soccer|dance|driving|massage|youth|step? school|common|law|year? uncle|aunt|father|stepfather|mother|stepmother|brother|stepbrother|sister|stepsister|cousin|grandfather|grandmother|grandparent|nephew|relative|relatives|coach|coaches|teacher|tutor|instructor|professor|principal|boss|employer|supervisor|manager|coworker|coworkers|colleague|colleagues|roommate|roommates|housemate|flatmate|landlord|neighbour|neighbor|boyfriend|girlfriend|partner|spouse|husband|wife|fiance|ex|babysitter|nanny|doctor|dentist|therapist|counsellor|counselor|physiotherapist|masseur|psychologist|pastor|priest|imam|rabbi|mentor|trainer|guardian|foster|friend|classmate|teammate|schoolmate|date|driver|stepdad|dad|godfather|caregiver|caretaker
ex boyfriend|girlfriend|husband|wife|partner|spouse
a|the|by|close|family|another relative|member|friend of|s? * victim|complainant|family
a|an|close|by|same family member|friend
a|by|his|her|close|male|female relative
a|an|her|his|former ex|co? boyfriend|girlfriend|husband|wife|partner|spouse|worker|coworker|roommate|housemate|flatmate|stepfather|stepdad|uncle|cousin|grandfather|stepbrother|colleague|teammate|classmate
coach|teacher|tutor|boss|employer|supervisor|landlord|instructor|professor|babysitter|father|uncle|stepfather|brother|cousin|friend|neighbour|neighbor|roommate|coworker|relative|husband|boyfriend|therapist|doctor|partner|colleague|mentor|grandfather of the|a? victim|complainant|girl|boy|woman|child
in|had|having|were a|an? romantic|dating|intimate|sexual|former|prior|previous relationship|couple
met|matched|meet|connected * on|through|via|over|using|at tinder|bumble|hinge|grindr|snapchat|instagram|a|an|the|online|facebook|app|work|school|church|party
dating|dated the|each|with victim|complainant|suspect|accused|other
related to the|each|her|his? victim|complainant|accused|other|suspect
rencontre|rencontree|connu|connue ** sur|via tinder|bumble|facebook|instagram|snapchat|internet|une|un|l
works|worked|work with the|her|his|him? victim|complainant|together
son|sa|ses|leur|leurs ancien|ancienne|ex|propre|meilleur|beau|belle|grand|demi|petit? oncle|tante|pere|mere|beau|frere|soeur|cousin|cousine|entraineur|entraineuse|enseignant|enseignante|professeur|professeure|patron|patronne|employeur|superviseur|collegue|collegues|colocataire|colocataires|proprietaire|voisin|voisine|conjoint|conjointe|copain|copine|mari|epoux|ex|gardien|gardienne|medecin|dentiste|therapeute|massotherapeute|psychologue|cure|pretre|imam|rabbin|tuteur|ami|amie|chauffeur|moniteur|directeur|patient
ex|anciens conjoint|conjointe|copain|copine|mari|femme|partenaire|petit|amant|epoux
oncle|tante|pere|mere|frere|soeur|cousin|cousine|entraineur|entraineuse|enseignant|enseignante|professeur|patron|patronne|employeur|superviseur|collegue|colocataire|proprietaire|voisin|voisine|conjoint|copain|mari|gardien|medecin|therapeute|ami|amie|proche|parent|beau|ex * de la|l|cette? victime|plaignante|fillette|adolescente|enfant
un|une|par|est membre de la|sa famille
un|une ami|amie|proche de la|sa? famille|victime
babysits|babysat|works|worked|lives|lived|lodges|studies|studied|trains|trained|volunteers for|with|under the accused|suspect|man|offender
his|her|accused|suspect|man s? own|former|foster|adoptive|longtime|current|live|in|young|teenage|grade|step|god|music? stepdaughter|stepson|daughter|son|niece|student|students|pupil|pupils|patient|patients|employee|employees|tenant|sister|stepsister|granddaughter|grandson|client|clients|parishioner|player|players|goddaughter|apprentice|intern|charge|nanny|babysitter|housekeeper|secretary|assistant|bandmate|teammate|neighbour|neighbor|cousin|roommate|coworker|colleague|maid|au|student
sur|de|avec|a|viole|agresse sa|son|ses|leur ancienne|ancien|propre|jeune|belle|beau|petite|demi? niece|fille|belle|eleve|eleves|patiente|patientes|employee|locataire|petite|soeur|cliente|joueuse|joueuses|neveu|fils|filleule|etudiante|stagiaire
one|two|three|four|five|several|some|many of his|her|their|the wrestlers|swimmers|students|players|patients|clients|employees|pupils|parishioners|athletes|gymnasts|dancers|campers|tenants|staff|trainees|customers|passengers|residents|pupils|girls|boys|daughters|nieces|stepdaughters|skaters|scouts|cadets|members|actors|interns|apprentices|volunteers|models
[home]
sharing|shared|share|shares|renting|rented|rents|rent|sublet|subletting a|an|the|his|her|their|same|one * trailer|room|apartment|flat|house|dorm|tent|cabin|home|bunk|caravan|basement|suite|unit|cottage|townhouse|bedsit|condo|duplex|squat|tower
partageait|partageaient|partage|partagent|louait|loue|louaient un|une|la|le|l|sa|son * chambre|appartement|logement|maison|roulotte|sous|studio|chalet|condo|residence|loft
in|at|inside|into|from|near|outside|entered|of|broke|to her|his|their|the|victim|complainant own|family|s|parents|student? s? ground|basement|parents|third|second|floor|student? floor? home|apartment|house|residence|dorm|dormitory|bedroom|condo|condominium|flat|unit|townhouse|bed|room|backyard|basement|doorstep|driveway|suite
home|apartment|house|residence|dorm|bedroom|condo|flat|room|domicile of the victim|complainant|woman
victim|complainant|woman s home|apartment|house|residence|dorm|bedroom|condo|flat|unit|room|building|address|street
where she|he|they|the|victim|complainant victim|complainant? lives|lived|resides|works|worked|studies|studied|attends|attended|worships|trains|trained|babysits|volunteers|volunteered
a|son|a leur|domicile|chez sa|leur|elle|la domicile|victime|plaignante
chez elle|la|sa victime|mere|plaignante?
dans|a son|sa|leur|l|la propre? appartement|logement|maison|chambre|residence|domicile|condo|lit|immeuble de? la? victime|plaignante?
domicile|appartement|maison|logement|residence|chambre de la victime|plaignante
ou elle|il|la victime? habite|travaille|etudie|demeure|reside|habitait|travaillait|etudiait
[attends]
she|who|he|they|victim|complainant|woman|girl|and currently|also|then|now? teaches|taught|tutors|nurses|lectures|waitresses|bartends|coaches|ministers|works|volunteers|cleans|clerks|interns|lifeguards|busks|drives|runs|owns|manages|sells|cooks|delivers|serves|performs|preaches|studies|models
elle|qui|victime|plaignante|il|et enseigne|enseignait|etudie|entraine|travaille|soigne|dirige|gere|possede|conduit|vend|cuisine|sert|chante|danse|tient
attends|attended|attending|frequents|belongs|frequente|frequentait the|a|her|his|their|to|la|le|l|une|un?
[member]
girl|boy|girls|boys|woman|man|child|children|teen|teens|teenager|student|students|youth|women|congregant|someone in|on|at|from|of his|her|their|the * class|classes|team|group|study|choir|care|program|programme|church|congregation|school|office|building|camp|troop|club|parish|lesson|lessons|charge
student|students|pupil|undergraduate|freshman|sophomore|junior|senior|resident|volunteer|employee|employees|worker|staff|waitress|server|bartender|nurse|teacher|intern|parishioner|congregant|patient|patients|client|member|members|player|players|athlete|camper|counsellor|tenant|worshipper|apprentice|cashier|clerk|receptionist|cleaner at|of|in|from|with the|a|an|local|same?
enrolled|studying|studies|registered|majoring|majored in|at the|a?
attends|attended|attending the|a|her|his|their|local|same? church|mosque|temple|synagogue|school|high|college|university|academy|program|class|classes|parish|gurdwara|secondary
plays|played|swims|skates|competes|competed|dances|trains for|with|on|in|at the|a|her|his?
sings|sang|volunteers|volunteered|volunteering in|at|with|for the|a|her|his?
works|worked|working|employed|employee at|for|in|as a|an|the|local?
first|second|third|fourth|final year **  student|resident|apprentice|undergraduate
first|second|third|fourth|final year nursing|engineering|medical|law|university|college|business|science|arts? student|medical|apprentice
nursing|engineering|medical|law|university|college|international|exchange|grad|graduate|doctoral|phd|varsity|master student|students|athlete
grade # student|pupil
grade nine|ten|eleven|twelve student|pupil
faculty|department|school of
her|his|their|the|same|local|victim|church|school|university|women|girls|varsity|youth s? hockey|soccer|swim|swimming|gymnastics|volleyball|basketball|dance|rugby|track|football|figure|softball|church|nursing|drama|music|youth|bible|cheerleading|rowing|curling|karate|judo|math|english|art|science|evening|night|sorority|debate? team|squad|choir|club|class|classes|program|programme|group|troupe|church|mosque|parish|congregation|synagogue|temple|gurdwara|workplace|office|faculty|school|classroom|practice|dormitory|dorm|sorority|band|league
etudiante|etudiant|eleve|etudiantes|eleves|joueuses|joueurs|patientes|clientes|employees|nageuses|gymnastes|patineuses|paroissiennes|residentes|residente|benevole|employee|employe|travailleuse|serveuse|infirmiere|stagiaire|patiente|paroissienne|membre|joueuse|fidele|cliente|apprentie|caissiere a|au|de|d|du|en|dans|aux|chez l|la|le|un|une?
inscrite|inscrit|etudie|etudiait|frequente|frequentait|joue|travaille|travaillait|oeuvre a|au|en|dans|comme|pour|chez|l|la|le|une|un
programme|faculte|departement|equipe|chorale|troupe de|d|des|du
son|sa|leur equipe|chorale|ecole|universite|faculte|programme|eglise|mosquee|paroisse|synagogue|classe|travail|bureau|milieu|lieu|cours|lycee|cegep|college
lieu de travail
[lives]
lives|living|lived|resides|residing|reside|demeure|demeurant|habite|habitant on|at|in|near|above|across|the|sur|au|dans|a|rue|with
[work]
way|walking|heading|headed|returning|coming|cycling|travelling|traveling|home|back to|from|home|back|her ** shift|rehearsal|practice|lecture|lectures|class|classes|church|mosque|temple|synagogue|training|clinic|internship|tutorial
at|from|to|near|outside|leaving|left|after|during|finished her|his|their|victim work|workplace|job|shift|office|employment|practice
while|when|as she|he|victim was? at|on|working|delivering|babysitting|cleaning|jogging? her|his|the|a|work|shift|duty|break|job
workplace of the victim|complainant|woman
on shift
a|son|au|de|sa|quittait|quitte leur|son|sa travail|quart|emploi|bureau
[event]
her|his|their|a own? hen|stag|stagette|frosh|prom|baby|rehearsal do|night|party|week|shower|dinner
her|his|their|victim s? #? th|st|nd|rd|own|birthday|bachelorette|high|school|senior|own|sister|brother|friend|wedding|first? s? birthday|wedding|graduation|prom|bachelorette|baptism|shower|engagement|anniversary|quinceanera|funeral|honeymoon|convocation|date|frosh|retirement|sweet|bat|stag|tryout|audition|interview|party|recital|reception|reunion
her|his|the first|last day|night|week|shift of|at|on
at|after|during|following her|his|a|the|an|their bachelorette|birthday|wedding|prom|graduation|frosh|engagement|staff|office|team|christmas|holiday|baby|house|retirement|sorority|fraternity|class party|reception|week|dinner|shower|trip|reunion|celebration
son|sa|leur|ses anniversaire|mariage|remise|bal|graduation|bapteme|fiancailles|enterrement
[trait]
pregnant woman|victim|teen|teenager
deaf|blind|disabled|autistic|mute woman|man|girl|boy|victim|teen|student|person
who is|was deaf|blind|pregnant|mute|autistic|paralyzed|paralysed
uses|used|using a|her wheelchair|walker
in a wheelchair
altar|choir boy|boys|girl
choirboy|choirgirl|schoolgirl|schoolboy|seminarian|novice|nun|sorority|campers|parishioners|scout|scouts|cadets
the keynote|guest|opening speaker|singer|performer
the valedictorian|headliner|bride|bridesmaid|groom|organist|birthday|captain girl|boy?
mother|father of|to # |one|two|three|four|five
single|young|new mother|mom|mum
daughter|wife|sister|niece|son|widow|granddaughter|fiancee|girlfriend|mother of|to a|an|the|one|local|former|well?
who|had|has had|has? just|recently|newly arrived|immigrated|moved|come from|to|in|here
recently arrived|immigrated|moved from|to
mere de # |deux|trois|quatre
fille|femme|epouse|soeur|veuve|niece d|de|du|des un|une|l|la|maire|ministre|juge
enceinte
[job]
nurse|teacher|student|waitress|waiter|bartender|server|lawyer|doctor|paramedic|realtor|cashier|clerk|hairdresser|babysitter|nanny|receptionist|secretary|model|dancer|singer|actress|actor|musician|athlete|swimmer|gymnast|skater|pilot|driver|courier|cleaner|housekeeper|chef|cook|barista|librarian|engineer|accountant|professor|journalist|reporter|councillor|politician|therapist|physiotherapist|pharmacist|dentist|hygienist|intern|apprentice|volunteer|jogger|player|caregiver|psw|firefighter|soldier|cadet|undergraduate|freshman|graduate|tutor|instructor|esthetician|influencer|streamer|bride|bridesmaid|widow|tourist|backpacker|farmworker|employee|veterinarian|electrician|plumber|agent|manager|attendant|worker|employee|tenant|patient|parishioner|camper|pupil|hostess|flight
infirmiere|infirmier|enseignante|enseignant|etudiante|etudiant|serveuse|serveur|avocate|avocat|medecin|ambulanciere|caissiere|coiffeuse|gardienne|receptionniste|mannequin|danseuse|chanteuse|comedienne|nageuse|gymnaste|patineuse|pilote|chauffeuse|livreuse|journaliste|professeure|pharmacienne|dentiste|stagiaire|benevole|joueuse|preposee|employee|eleve|touriste|coureuse|secretaire
etudiante|etudiant|infirmiere|enseignante|serveuse|avocate|caissiere|coiffeuse|employee|stagiaire|comptable|ingenieure|vendeuse|barmaid|joggeuse
[clean]
police|officers|investigators work|working|worked|works with|at|in|for
working|work|works with|for the|our? police|community|partners|investigators|public|crown
team|school|class of investigators|officers|detectives
members|member of the public|community|service|media
member|members of the|our? public|community|service|media|team|unit|force|department|police
support|victim|victims services|support workers|worker|team
student|students s? support|services|safety|walk
sexual assault|violence team|program|programme
sex crimes|crime unit
faculty|department|school of police|justice|corrections
department of justice|police|public
her|his|their office|desk can|will
son|sa bureau|poste
home|apartment|condo invasion
police|district|division attorney|office
driver|drivers|witness with|who|of
taxi|cab|bus|uber|delivery driver
`)
)
