package guard

import "appealbot/bot"

// DeceasedNOK objects to the name of somebody who has died, unless the text
// says that the next of kin have been notified. A notification that is still
// under way does not count.
func (detectors) DeceasedNOK(d *doc) []hit {
	if d.longAgo() || d.anyKin() {
		return nil
	}
	var out []hit
	dead := d.dead()
	alive := len(d.find(alivePhrases)) > 0 && !d.saysDead()
	for _, r := range d.people {
		if !hurt(r.as) || alive || !dead && r.as != bot.AsDeceased {
			continue
		}
		h := d.hit(r.first, r.last+1)
		h.suggest = d.fitting(r.first, d.adult(r))
		h.subject = r.subject
		out = append(out, h)
	}
	if len(out) > 0 {
		for _, m := range d.find(kinUntold) {
			out = append(out, d.hit(m.first, m.last+1))
		}
	}
	return out
}

// anyKin reports whether one of the texts of the appeal, in whatever language,
// says that the next of kin know, and none that they are still to be told.
func (d *doc) anyKin() bool {
	told := false
	for _, other := range d.scene.docs {
		if len(other.find(kinUntold)) > 0 {
			return false
		}
		for _, m := range other.find(kinPhrases) {
			if m.name == "pending" || other.pending(m) {
				return false
			}
			told = true
		}
	}
	for _, other := range d.scene.docs {
		told = told || other.kinToldLater()
	}
	return told
}

// alivePhrases say that the victim lives.
var alivePhrases = phrases(`
survived|survives|recovering|recovered|stable
non|not life threatening
minor injuries
is|remains in hospital|serious|critical|stable
blessures mineures|legeres
`)

// kinUntold says that the next of kin do not know yet. Beside a name it is the
// reason why that name must not stand there, and objectionable with it. Read
// only.
var kinUntold = phrases(`
not|yet|unable|never|haven|hasn|still|trying|attempting|hoping|efforts|working|struggling|couldn|can|cannot|failed * to|t|been|be|yet|able? reach|reached|find|found|locate|located|contact|contacted|notify|notified|tell|told|inform|informed|trace|traced|track|speak|spoken|notifying|reaching|locating * her|his|their|the|next|any|to|with|down|of? * family|families|relatives|kin|parents|wife|husband|widow|son|daughter|mother|father|mum|mom|loved|sister|brother|children
family|families|relatives|relative|kin|parents|wife|husband|widow|mother|father|mum|mom|children|nok|sister|brother|son|daughter ** not|yet|still|haven|hasn|don|doesn|cannot * t|been|to|be|yet|even? told|notified|informed|know|knows|reached|contacted|located|aware|found|traced|hear|heard|learn|learned|learnt
family|relatives|kin|parents|nok ** still|yet|remains * to|being? be|being located|reached|told|notified|traced|found|informed|sought
before|until|till|while|as we|officers|police|his|her|their|the * family|relatives|kin|parents|mother|father|wife|husband|next * know|told|notified|informed|reached|found|hear|heard
kin|family|relatives|parents|nok notification|notifications is|are|still|remains|remain? pending|outstanding|underway|ongoing|incomplete
n|ne|pas|encore|toujours|pu * pas|ete|encore|pu|a|ont? joindre|joint|joints|jointe|avise|avisee|avises|aviser|retrouve|retrouver|prevenir|prevenu|prevenus|informer|informe|localiser|localise|contacter|rejoindre|rejoint * sa|ses|son|la|les|le|l? famille|proches|parents|mere|pere|conjointe|conjoint|epouse|mari|enfants|fils|fille|soeur|frere
famille|proches|parents|mere|pere|conjointe|conjoint|epouse|mari|enfants n|ne * ete|pas|a|est|ont|sont|savent|sait|encore ** avise|avises|avisee|avisees|informe|informes|informee|prevenu|prevenus|prevenue|joint|joints|jointe|courant|encore|rejoint|rejoints
cherche|cherchons|cherchent|tente|tentons|tentent|essaie|essaient|tentatives encore|toujours? de|a|pour joindre|rejoindre|aviser|prevenir|retrouver|localiser * famille|proches|parents|mere|pere|conjointe|conjoint|epouse|mari
`)
