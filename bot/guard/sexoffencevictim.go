package guard

import (
	"slices"

	"appealbot/bot"
)

// SexOffenceVictim objects to whatever could tell who the complainant of a
// sexual offence is. It looks at all texts together, because the offence may
// stand in the title and the relationship in the caption. A complainant on the
// case is never named, whatever the kind of appeal and whatever it says: the
// anonymity lasts for life (Criminal Code s. 486.4; Sexual Offences
// (Amendment) Act 1992 s. 1).
func (detectors) SexOffenceVictim(s *scene) []hit {
	var out []hit
	for _, d := range s.docs {
		out = append(out, d.complainants()...)
	}
	if !slices.ContainsFunc(s.docs, (*doc).sexual) {
		return out
	}
	for _, d := range s.docs {
		out = d.unclaimed(out, d.namesOfHurt())
		out = d.unclaimed(out, d.jigsaw())
	}
	return out
}

// unclaimed adds those hits that overlap none before them.
func (d *doc) unclaimed(out, more []hit) []hit {
	for _, h := range more {
		if !slices.ContainsFunc(out, func(o hit) bool { return o.doc == d && o.a < h.b && h.a < o.b }) {
			out = append(out, h)
		}
	}
	return out
}

// sexual reports whether the text speaks of a sexual offence. Centres and
// lines that help people do not make it speak of one.
func (d *doc) sexual() bool {
	for _, m := range d.find(sexualOffences) {
		if m.name == "" && !helpWords.has(d.word(m.last+1)) && !helpWords.has(d.word(m.last+2)) {
			return true
		}
	}
	return false
}

// complainants are the names of the case's complainants, in full or the last
// name alone, wherever they stand.
func (d *doc) complainants() []hit {
	var out []hit
	for i := range d.scene.subjects {
		if d.scene.subjects[i].As != bot.AsComplainant {
			continue
		}
		for _, sp := range d.mentions(d.scene.subjects[i].Name) {
			h := hit{doc: d, a: sp.a, b: sp.b, subject: i + 1, suggest: d.choose("the complainant", "la personne plaignante")}
			out = append(out, h)
		}
	}
	return out
}

// mentions finds a person's name in the text: the last name, together with the
// other names where they stand around it.
func (d *doc) mentions(full string) []span {
	n := newView(full)
	var parts []string
	for _, t := range tokenize(n.text) {
		if t.kind == word && t.b-t.a > 1 {
			parts = append(parts, n.low[t.a:t.b])
		}
	}
	if len(parts) == 0 {
		return nil
	}
	last := parts[len(parts)-1]
	var out []span
	for i := 0; i < len(d.tok); i++ {
		if !slices.Contains(parts, d.word(i)) {
			continue
		}
		end, family := i, d.word(i) == last
		for j := i + 1; j < len(d.tok) && j < i+8; j++ {
			if slices.Contains(parts, d.word(j)) {
				end, family = j, family || d.word(j) == last
			} else if d.is(j, word) && !nameParticles.has(d.word(j)) && d.length(j) > 1 {
				break
			}
		}
		if family && (end > i || d.capital(i)) {
			out = append(out, span{int(d.tok[i].a), int(d.tok[end].b)})
		}
		i = end
	}
	return out
}

// namesOfHurt are the names of people who are neither accused nor missing:
// next to a sexual offence, a name that is not the accused's is the
// complainant's, or leads to them.
func (d *doc) namesOfHurt() []hit {
	var out []hit
	for _, r := range d.people {
		if r.as == bot.AsAccused || r.as == bot.AsMissing || r.as == "" && !r.close {
			continue
		}
		h := d.hit(r.first, r.last+1)
		h.suggest, h.subject = d.fitting(r.first, d.adult(r)), r.subject
		out = append(out, h)
	}
	return out
}

// sexualOffences and helpWords say what a text is about; read only.
var (
	sexualOffences = phrases(`
sexual|sexually assault~|offence|offences|offense|offenses|interference|exploitation|touching|touched|abuse|abused|abusing|attack|attacked|violence|battery|misconduct|predator|exploited|trafficked|trafficking|harassment|harassed|molested|contact|act|acts|activity|violated|motivated|crime|crimes|penetration|extortion|coercion|coerced|explicit
sexual|sexually|sexuel|sexuelle|sexuels|sexuelles|sexuellement
sexual services
assaulted|attacked|abused|touched|violated sexually
sex assault|assaults|offence|offences|offense|offenses|crime|crimes|attack|attacks|act|acts|trafficking|trafficked|trade|abuse|predator
sextortion|rape|raped|rapist|raping|rapes|groped|groping|gropes|grope|fondled|fondling|molested|molesting|molestation|molester|voyeurism|voyeur|upskirting|upskirted|incest|bestiality|sodomy|sodomized|sodomised|csam|flashed|flasher|statutory
indecent assault|assaults|assaulted|act|acts|exposure|exposed|images|image
exposed|exposing himself|herself|themselves|genitals
inappropriately touched
touched|touching|grabbed|rubbed|kissed ** inappropriately|breasts|breast|buttocks|groin|genitals|thigh
luring a|of? child|children|minor
lewd act|acts|conduct|and|behaviour|behavior
child|children pornography|porn|luring|grooming
intimate images|image without|non?
non consensual
revenge porn
invitation to sexual
human trafficking
deviate|deviant|forcible sexual|sodomy|rape|fondling
agression|agressions|violence|violences|exploitation|contacts|contact|attouchements|attouchement|interference|abus|inconduite|harcelement|infraction|infractions|crimes|crime|actes|acte|delit|delits|attentat|predateur|nature|caractere|inconduites a|de|d|du? caractere|nature? sexuel|sexuelle|sexuelles|sexuels
agresse|agressee|agressees|agresser|agressait|abuse|abusee|touche|touchee|exploitee|exploite|harcelee ** sexuellement|sexuelles
sexuellement agresse|agressee|abusee|abuse|exploitee|touchee
viol|viols|violee|violeur|violees|attouchements|attouchement|voyeurisme|voyeur|exhibitionnisme|exhibitionniste|inceste|leurre|pornographie|sextorsion|proxenetisme
action|actions|grossiere|gestes|geste|attentat indecente|indecents|indecent|deplaces|pudeur
traite de|des personnes|humains
[help]
rape|sexual crisis|assault|violence|abuse centre|center|centres|care|crisis|support|helpline|hotline|line|network|services|nurse|resource|survivors|awareness|prevention|counselling|counseling|referral|domestic
rape crisis
sexual assault and domestic|family|relationship violence
sexual assault domestic violence care|treatment
sexual assault|violence awareness|prevention|education
lignes|ligne|centre|centres|calacs|aide ** agression|agressions|violence|viol|sexuelle|sexuelles|sexuel
[other]
sexual|sexuelle orientation|health|education|identity|minorities|diversity|preference
orientation|sante|education sexuelle
human trafficking hotline|helpline|awareness
`)
	helpWords = set("centre center centres centers care crisis support helpline hotline line network awareness prevention resources counselling counseling ressources")
)
