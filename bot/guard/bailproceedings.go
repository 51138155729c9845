package guard

// BailProceedings objects to what was said, argued or decided, and why, at a
// bail hearing: Criminal Code s. 517. That there was one, how it ended and
// when the next day in court is are outside the ban, as the domain reference
// has it in section 1.1.
func (detectors) BailProceedings(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(hearings) {
		switch {
		case m.name == wholesome, d.around(m.first, m.last, 12, silences):
			continue
		case m.name == "said" && !d.around(m.first, m.last, 25, bailCues):
			continue
		}
		out = append(out, d.hit(m.first, m.last+1))
	}
	return d.withPairs(out, bailPairs, hearings, func(m match) bool { return !d.around(m.first, m.last, 12, silences) })
}

// Words around bail; read only.
var (
	bailCues = set(`bail surety sureties arraignment arraigned remand remanded detention recognizance bond pretrial preliminary cautionnement caution surete cautions
		remise detenu detenue liberation liberte`)
	// silences say that nothing is told.
	silences = set("cannot comment ban bans prohibited prohibits prohibit unable restrictions 517 interdit interdiction interdire commenter")
)

// hearings are read only. What is said is meant only near a word for bail.
var hearings = phrases(`
	[said]
	court|judge|justice|magistrate|magistrates|hearing|jp was|were|has|had|also? been|also? heard|told|shown|informed|said|ruled|found|cited|noted|expressed|agreed|rejected|accepted|concluded|felt|called|described|decided|considered|wrote|stated|raised|questioned|explained|pointed
	crown|prosecutor|prosecutors|prosecution|da|attorney|attorneys|defence|defense|lawyer|lawyers|counsel|solicitor|barrister|duty attorney|counsel|lawyer|? had|has|also|successfully|? argued|argues|told|said|opposed|submitted|cited|contested|contends|contended|conceded|consented|asked|sought|claimed|stated|raised|pointed|called|described|presented|alleged|objected|urged|warned|suggested|agreed|outlined|read|played|showed|explained|proposed|expressed|did
	because|citing|due|since|amid|over|given|on|after|as|for ** flight|danger|risk|reoffend|reoffending|threat|concern|concerns|fears|safety|grounds|strength|seriousness|interference|witnesses|reasons|evidence|abscond|confidence
	justice of the peace had|has|also|? said|heard|ruled|found|told|noted|cited|agreed|rejected|decided|felt|called|described|concluded|accepted|expressed|was|wrote|considered
	flight risk
	risk|danger|threat|likelihood|likely of|to|that * reoffend~|flight|absconding|abscond|public|flee|fleeing|community|witnesses|society
	primary|secondary|tertiary ground|grounds|concerns
	strength|weakness of the|? crown|prosecution|case|evidence
	public confidence
	evidence|testimony|details|allegations|submissions|arguments|facts|statement|text|photos|video was|were|presented|given|called|heard|read|shown|introduced|played|entered|tendered|made|outlined|disclosed|revealed|from|at ** bail|hearing|court
	reasons|reasoning|rationale|decision for|behind|that|cited
	submissions|testified|testifies|testimony|cross examined|?
	opposed|opposes|opposing|contested|contesting|objected|consented|argued|agreed to|against|for|that|? his|her|their|the|any|? bail|release|detention|application
	promised|pledged|offered|agreed|put|posted|proposed|willing to|up|as|a|his|her|? supervise|post|pledge|act|cash|surety|house|home|plan|live|be|?
	mother|father|brother|sister|wife|husband|parents|uncle|aunt|girlfriend|boyfriend|grandmother|grandfather|cousin|friend|employer|surety|sureties is|was|were|acting|acted|agreed|to|will|would|as|who|offered|pledged|promised|testified|proposed|told|act|acts|his|her ** surety|sureties|supervise|post|bail|bond
	with|by|to|named|including ** as|his|her|its surety|sureties
	heard|told|learned that|the|of|how|about|evidence|details|from
	denied|granted|refused|released|detained|remanded ** because|citing|over|amid|despite|due|fears|concerns|given
	[french]
	enquete|audience|comparution sur|de|pour|en|d|relative ** liberte|cautionnement|caution|liberation|preliminaire ** appris|entendu|revele|dit|explique|plaide|soutenu|fait|evoque|declare|affirme|argue|temoigne|presente|expose|indique|invoque|souligne
	[said]
	procureur|procureure|couronne|poursuite|defense|avocat|avocate|juge|tribunal|magistrat|cour s|a|ont|est|avait|ne * oppose|opposee|plaide|soutenu|dit|fait|invoque|entendu|appris|evoque|argue|explique|conclu|estime|juge|rejete|accepte|declare|affirme|souligne|presente|demande|affirme|reclame|temoigne|cite|motive|retenu
	refuse|refusee|accorde|accordee|libere|liberee|rejete|ordonne|maintenu ** parce|car|raison|motif|puisque|faute
	parce|car|puisque|vu|compte|raison|motif|motifs|crainte|craintes|pour|en ** fuite|danger|risque|recidive|recidiver|securite|confiance|gravite|preuve|motifs|craint
	risque|danger|crainte de|pour|d * fuite|recidive|public|recidiver|fuir|societe|evasion
	confiance du public
	motif|motifs primaire|secondaire|tertiaire|de|du
	pere|mere|frere|soeur|epouse|conjointe|oncle|tante|conjoint|mari|ami|patron ** caution|garant|cautionnement|garante|cautions
	s est|etait|sont oppose|opposee|opposes a|au ** liberation|remise|liberte|cautionnement
	[clean]
	court|judge|hearing heard|said|told|noted? no|nothing
	for safety|reasons of
`)
