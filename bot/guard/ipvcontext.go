package guard

import "slices"

// IPVContext objects to what shows that a case is one of intimate partners or
// of a family: the words for it, a dispute about children, an order to keep
// away, and how the victim stands to the suspect. Lines and shelters that help
// are clean, and so is "in custody".
func (detectors) IPVContext(d *doc) []hit {
	var out []hit
	matches := d.merged(domesticPhrases)
	domestic := slices.ContainsFunc(matches, func(m match) bool { return m.name == "" && !d.helps(m) })
	for _, m := range matches {
		if d.capital(m.first) && !d.upper(m.first) && d.capital(m.last+1) && d.is(m.first-1, word) && !d.capital(m.first-1) {
			continue // "a Peugeot Partner", "Domestic Avenue"
		}
		switch m.name {
		case "clean":
			continue
		case "relation":
			if !domestic || d.advice(m.first) {
				continue
			}
		case "partner":
			if !d.violent(m) && !domestic {
				continue
			}
		case "":
			if d.helps(m) {
				continue
			}
		}
		m = d.trimmed(m)
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, domesticPairs, domesticPhrases, func(m match) bool { return d.leavesSomebody(m) && !d.advice(m.first) })
}

// leavesSomebody reports whether words for a separation mean a person and not
// a place, "just left him" and not "just left her house", and words for a parent
// somebody who is accused.
func (d *doc) leavesSomebody(m match) bool {
	w := d.word(m.last)
	if parenthood.has(w) && !d.violent(m) {
		return false
	}
	return w != "her" || !d.is(m.last+1, word) || !d.same(m.last+1, m.last) || partingFollows.has(d.word(m.last+1))
}

// parenthood ends what calls somebody the parent of a child; read only.
var parenthood = set("father mother dad mom mum daddy pere mere")

// partingFollows may stand behind whom somebody has left; read only.
var partingFollows = set("when after before and but he she who because for two three last days weeks a earlier")

// helps reports whether a match is about help, or speaks to the reader.
func (d *doc) helps(m match) bool {
	return helpWords.has(d.word(m.last+1)) || domesticHelp.has(d.word(m.last+1)) || domesticHelp.has(d.word(m.last+2)) || d.opensSentence(m.first) == m.first && generalVerbs.has(d.word(m.last+1)) || d.advice(m.first)
}

// violent reports whether the sentence of a match says that somebody was hurt
// or is accused.
func (d *doc) violent(m match) bool {
	at := d.tok[m.first].sentence
	for i := max(0, m.first-25); i < len(d.tok) && i < m.last+25; i++ {
		if d.tok[i].sentence != at || i >= m.first && i <= m.last {
			continue
		}
		w := d.word(i)
		if hurt(done.of(w)) && w != "followed" && w != "hit" || blames(w) || hurt(events.of(w)) && w != "body" || hurt(called.of(w)) || violence.has(w) {
			return true
		}
	}
	return false
}

// advice reports whether the sentence of token i speaks to the reader, or
// about help in general.
func (d *doc) advice(i int) bool {
	at := d.tok[i].sentence
	for j := max(0, i-25); j < len(d.tok) && j < i+25; j++ {
		if d.tok[j].sentence == at && (j < i && adviceWords.has(d.word(j)) || helpTopics.has(d.word(j))) {
			return true
		}
	}
	return false
}

// Words of homes and of help; all are read only.
var (
	violence     = set("threats threatened threatening choked strangled suffocated violence forcible confinement breached breach harassment stalking stalked argument dispute arguing fight altercation menaces menace menacee dispute altercation harcelement sequestration")
	generalVerbs = set("does doesn can affects affect happens takes comes hurts touches thrives ne touche commence") // no case, but all of them
	domesticHelp = set("helpline hotline shelter shelters support resources awareness services service unit helplines programme program prevention courtworker counsellor survivors agencies agency victims conference training workers advocates charity charities partners aid")
	adviceWords  = set("you your if anyone everyone vous votre si quiconque toute")
	helpTopics   = set("awareness helpline hotline resources support supports prevention charity charities campaign training workshop fundraiser 988 helplines ressources sensibilisation soutien campagne aide stigma naloxone symptoms signs learn")

	domesticPhrases = phrases(`
domestic|family|intimate|spousal|relationship partner? dispute|disturbance|disturbances|incident|incidents|assault|assaults|violence|abuse|abusive|call|calls|homicide|murder|situation|argument|altercation|matter|related|fight|disagreement|quarrel|killing|strangulation|battery
domestic in nature
domestics
domestic
dv incident|call|case|related|assault|offence
dv
ipv
intimate partner
partner violence
femicide|uxoricide|feminicide
battered wife|woman|spouse|husband
husband|wife|boyfriend|girlfriend and|killed|stabbed|shot wife|husband|girlfriend|boyfriend|his|her
custody battle|dispute|fight|arrangement|arrangements|order|agreement|exchange|case|visit|row
lost|losing|lose|gained|won|seeking|share|shared|shares|sole|full|joint|denied custody
custody of the|her|his|their|a|two|three child|children|kids|son|daughter|kid|baby|sons|daughters
child custody
non|not custodial parent|father|mother
noncustodial
bitter|messy|acrimonious|ongoing|recent|pending divorce|separation|split|breakup
recently|newly separated|divorced|split
estranged husband|wife|spouse|partner|boyfriend|girlfriend|couple|father
restraining|protection|protective|non|no|molestation contact|molestation? order|orders
no contact order
order of protection
peace bond|bonds
emergency protection order
violence|violences|dispute|chicane|querelle|conflit|meurtre|incident|contexte|drame|cas|scene conjugale|conjugales|conjugal|familiale|familial|familiales|menage|domestique
contexte de violence
garde de|des|partagee ses|leurs|l|sa|son|la? enfants|enfant|fils|fille|garcon|petite
row|argument|dispute|fight|altercation|disturbance|quarrel between|involving a|the? couple|partners|spouses|exes
ended|ending|left|leaving the|their|his|her|a relationship|marriage
couple arguing|fighting|quarrelling|quarreling|argued|fought
common law relationship|union|couple
chicane|chicanes|querelle de couple
bataille|conflit|dispute|litige pour|de|sur la garde
ordonnance de protection|restriction
interdiction de contact|communiquer
separation|divorce difficile|houleux|houleuse|recente|recent
going|gone|went through a|the|their divorce|separation|breakup
[partner]
divorce|divorced|divorcing|separation
her|his|their|the|victim|accused|a s? ex|former|estranged|common|live|then|current|new|longtime|domestic|long|jealous|abusive|separated|same? in|law|term|time|sex? husband|wife|boyfriend|girlfriend|partner|spouse|fiance|fiancee|ex
ex|former boyfriend|girlfriend|husband|wife|partner|spouse|lover
common law|in? partner|spouse|husband|wife
husband|wife|boyfriend|girlfriend|spouse|partner of the|a victim|accused|suspect|deceased|woman|man
married couple
husband|wife and|et wife|husband
couple who|were|was|living|lived|had separated|divorced|married|together|dating|living|dated
man and his|a wife|girlfriend|partner
woman and her husband|boyfriend|partner
in a|an? relationship
in|had|been|were a|an? romantic|dating|intimate|domestic|former|marital|on relationship|couple|relation
father|mother of her|his|their children|child|baby|son|daughter|kids
son|sa|l|leur|ancien|ancienne ex|futur|jeune|nouveau|nouvelle? conjoint|conjointe|mari|epouse|epoux|copain|copine|femme|petit|amoureux|partenaire
ex conjoint|conjointe|mari|femme|copain|copine|epoux|epouse|partenaire|petit
conjoint|conjointe|mari|epouse|copain|copine|ex de la|l victime|accuse|suspect|accusee|suspecte
son|sa|leur ex
pere|mere de ses|leurs enfants
relation amoureuse|conjugale|intime
[relation]
husband|wife|boyfriend|girlfriend|spouse|fiance|fiancee
her|his partner
couple
mari|epouse|conjoint|conjointe|copain|copine
[clean]
domestic|family violence|abuse|assault helpline|hotline|shelter|shelters|support|resources|awareness|unit|services|survivors|line|charity|court|prevention|protection
assaulted|national|ontario women|domestic s|violence helpline|hotline
domestic|family violence unit
domestic|family pet|pets|animal|animals|cat|dog|dogs|flight|flights|terminal|arrivals|departures|market|services
violence conjugale centre|ligne|maison|sos
sos violence|violences conjugale|conjugales
domestic worker|workers|cleaner|waste|appliance|appliances|short|hair|shorthair|travel|animals|rabbit|pigeon|shorthaired
domestic and international
not domestic|believed
domestic abuse liaison|officer
`)
)
