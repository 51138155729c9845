package guard

// VigilanteInvite objects to asking the public to act by themselves: to follow,
// hold or confront somebody. A verb counts when it is said to the reader; that
// officers chased somebody is told of them.
func (detectors) VigilanteInvite(d *doc) []hit {
	var out []hit
	end := -1
	for _, m := range d.find(invitations) {
		if d.forbidden(m.first) && m.name != "negated" {
			continue
		}
		opens := d.opens(m.first)
		switch m.name {
		case "told":
			if !opens && !d.urged(m.first) {
				continue
			}
			if d.word(m.last+1) == "on" || d.mark(m.last+1, "@#") {
				continue // an account to follow
			}
		case "hyphen":
			// "Suivez-le" is one thing, "suivez les consignes" another.
			if !d.mark(m.first+1, "-") || speakers.has(d.word(m.first-1)) {
				continue
			}
		}
		if m.first <= end {
			continue
		}
		end = m.last
		h := d.hit(m.first, m.last+1)
		if opens && m.name != "negated" {
			h.suggest = d.cased(m.first, "do not approach; call "+d.scene.emergency(), "n'approchez pas; composez le "+d.scene.emergency())
		}
		out = append(out, h)
	}
	return d.withPairs(out, invitePairs, invitations, func(m match) bool { return (!d.forbidden(m.first) || d.word(m.first) == "hesitez") && !d.told(m.first) })
}

// emergency is the number to call where the department is: 999 for one that
// lists it, as those of the United Kingdom do.
func (s *scene) emergency() string {
	if s.lists.phones["999"] {
		return "999"
	}
	return "9-1-1"
}

// urged reports whether the words before the verb at token i ask somebody for
// it: "residents should", "you can", "help us".
func (d *doc) urged(i int) bool {
	w := d.word(i - 1)
	switch {
	case modals.has(w):
		return d.before(i-1, 3, publics)
	case w == "to":
		return d.before(i-1, 4, urgings) && !d.before(i-1, 6, ours)
	case w == "us" || w == "nous" || w == "help":
		return d.before(i, 2, urgings)
	case w == "and" || w == "or" || w == "et" || w == "ou":
		return !d.told(i-1) && d.before(i, 12, publics)
	}
	return false
}

// These are read only.
var (
	modals  = set("should can may must could might")
	publics = set("you anyone anybody everyone everybody residents resident neighbours neighbors neighbour neighbor citizens citizen people public drivers motorists witnesses witness shoppers passersby bystanders community somebody someone customers folks we")
	urgings = set("try free feel help need encourage encouraged urged urge urging asked asking ask want invited encouraging welcome allowed do us")
	ours    = set("officers police investigators detectives we constables")
)

// invitations ask people to step in. It is read only.
var invitations = phrases(`
[told]
confront|approach|hold|detain|chase|pursue|follow|ram|grab|tackle|corner|apprehend|catch|restrain|subdue|disarm|trap|seize|arrest|capture|tail|surround|rush|block|beat|punch|hunt|nab|intercept|stop|track|trail|attack|fight|jump|shoot|hit|box him|her|them down|in|up?
ram|follow|block|chase|box|tail it
confront|approach|hold|detain|chase|pursue|follow|ram|grab|tackle|corner|apprehend|catch|restrain|subdue|disarm|trap|seize|arrest|capture|tail|surround|rush|block|hunt|nab|intercept|stop|track|trail|attack|box the|this|that|these|those|any|his|her|their|any * suspect|suspects|man|men|woman|women|driver|drivers|thief|thieves|person|guy|guys|individual|individuals|offender|offenders|culprit|culprits|robber|robbers|attacker|attackers|youth|youths|teen|teens|male|female|car|vehicle|truck|van|suv|motorcycle|fugitive|intruder|burglar|criminal|criminals|pair|trio down|in?
keep him|her|them there|here|until|talking|down
keep the|this|that suspect|man|woman|driver|thief there|here|until|talking|down
bring|drag|haul him|her|them in|down
bring|drag|haul him|her|them to us|the police|station|us?
go get|after|find|grab him|her|them
find him|her|them before
get your|a baseball? bats|bat|gun|guns|weapon|weapons
knock at|on|down his|her|their|on * house|home|door
visit|show up|go at|to? his|her|their house|home|work|door
deal with him|her|them yourself|yourselves
[call]
share|spread|post|plaster ** nowhere to hide
drag|haul|frogmarch|march him|her|them to|down|in|into the|to? nick|station|cells|cop|police|jail
barrez|bloquez|coupez lui|leur * route|chemin|passage|sortie|voie
make him|her|them|these|those|this * pay
teach him|her|them|these|this * lesson
take|taking matters|justice|law into|in your|our|their own hands
citizen s? arrest
citizens arrest|arrests
run|track|hunt|chase|hold|pin|wrestle|take him|her|them down
run him|her|them off the road
post|share|spread|plaster|put|print|circulate his|her|their|this|the * picture|pictures|photo|photos|face|faces|image * everywhere
post|share|spread|plaster|put|print|circulate his|her|their|this|the * picture|pictures|photo|photos|face|faces|image * all|on over|every
street|mob|vigilante|neighbourhood justice
form a posse|patrol|mob|search? party
give him|her|them what he|she|they deserve|deserves
show him|her|them what we|you happens
get|getting him|her|them before the? police|we|us
[negated]
don|do|dont t|not? let him|her|them get|leave|escape|go|run|drive|walk|slip away|out|off?
don|do|dont t|not? let the|this|that suspect|man|woman|driver|thief|car|vehicle|truck|guy get|leave|escape|go|run|drive|walk|slip away|out|off?
ne le|la|les laissez pas partir|fuir|filer|sortir|aller|s
ne laissez pas le|la|les|ce|cet|cette * partir|fuir|filer|sortir|s
[hyphen]
arretez|retenez|suivez|poursuivez|interceptez|attrapez|confrontez|bloquez|maitrisez|immobilisez|coincez|traquez|pourchassez|rattrapez|interpellez|capturez|detenez|encerclez|approchez|abordez|frappez|desarmez|ramenez|retrouvez le|la|les
[told]
arretez|retenez|suivez|poursuivez|interceptez|attrapez|confrontez|affrontez|bloquez|maitrisez|immobilisez|coincez|traquez|pourchassez|rattrapez|interpellez|capturez|detenez|encerclez|abordez|desarmez le|la|les|l|ce|cet|cette|son|leur * suspect|suspects|homme|femme|individu|individus|vehicule|voiture|camion|conducteur|conductrice|voleur|voleurs|agresseur|fugitif|personne|auto|malfaiteur|criminel|coupable
essayez|tentez|tachez|efforcez vous? de l|le|la|les arreter|retenir|suivre|attraper|bloquer|maitriser|immobiliser|coincer|poursuivre|intercepter|rattraper|confronter|interpeller
[call]
faites le|la|les|lui|leur payer
faites|faire|faisons justice vous|soi|nous|eux meme|memes
!faites|faire justice vous
donnez lui|leur une lecon|correction
partagez|diffusez|affichez|placardez|collez|publiez sa|leur|la|cette|son photo|image|visage|portrait ** partout
prenez|prenons|prendre les choses|la|justice|loi * en|entre main|mains|vos|nos * mains
arrestation citoyenne|civile
`)
