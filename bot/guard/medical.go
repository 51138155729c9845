package guard

// Medical objects to what only a hospital or a doctor would know: a diagnosis,
// a medicine, an operation, a pregnancy, an overdose, an apprehension under
// the Mental Health Act, and in which hospital somebody lies. How bad an
// injury is may be said in the words that everybody uses, and advice to the
// public is nobody's record.
func (detectors) Medical(d *doc) []hit {
	var out []hit
	found := d.merged(medicalPhrases)
	for i, m := range found {
		switch {
		case m.name == "fact" && i+1 < len(found) && found[i+1].first == m.last+1 && fillers.has(d.word(m.last)):
			continue // "suffers from" says less than what comes next
		case m.name == "clean" || m.name != "treated" && d.advice(m.first):
			continue
		case m.name == "treated":
			last, ok := d.hospitalBehind(m.last + 1)
			if !ok {
				continue
			}
			out = append(out, d.hit(m.first, last+1))
			continue
		case m.name == "condition" && !d.personal(m):
			continue
		case m.name == "short" && !d.upper(m.first):
			continue
		}
		m = d.trimmed(m)
		h := d.hit(m.first, m.last+1)
		if m.name == "concern" {
			h.suggest = d.choose("Police are concerned for their safety", "La police craint pour sa sécurité")
		}
		out = append(out, h)
	}
	return d.withPairs(out, medicalPairs, medicalPhrases, func(m match) bool { return !d.advice(m.first) })
}

// personal reports whether a condition is somebody's: "he has", "suffers
// from", "living with", "a man with".
func (d *doc) personal(m match) bool {
	return d.before(m.first, 7, hasWords) || d.after(m.last, 3, conditionPeople) || d.before(m.first, 3, conditionPeople)
}

// hospitalBehind reads the name of a hospital from token i: words with a
// capital of which one says what it is, or a hospital that everybody knows
// without the word.
func (d *doc) hospitalBehind(i int) (int, bool) {
	for n := 0; n < 3 && (roleLinks.has(d.word(i)) || d.word(i) == "to" || d.mark(i, "'")); n++ {
		i++
	}
	last, named, ward := i-1, 0, false
	for j := i; j < i+8 && d.same(j, max(i-1, 0)); j++ {
		w := d.word(j)
		switch {
		case hospitalWords.has(w) && (named > 0 || d.capital(j) || d.capital(j+1)):
			ward, last = true, j
		case d.capital(j):
			if knownHospitals.has(w) {
				ward = true
			}
			named, last = named+1, j
		case d.mark(j, ".'-") || w == "s" || roleLinks.has(w) && d.capital(j+1):
		default:
			return last, ward && named > 0
		}
	}
	return last, ward && named > 0
}

// Words of health; all are read only.
var (
	hasWords = set(`has had have suffers suffer suffering suffered diagnosed with living lives managing for from history is was because due off experiencing
		a souffre souffrant atteint atteinte vit diagnostic presente aux suivi suivie pour est antecedents troubles`)
	conditionPeople = set("man woman boy girl teen person patient victim suspect driver male female senior teenager homme femme personne garcon fille adolescent patiente")
	hospitalWords   = set("hospital hospitals infirmary medical clinic hopital clinique chum chu cusm health sciences icu ward")
	knownHospitals  = set("sunnybrook camh sickkids humber stmichaels michaels michael credit centenary etobicoke joseph josephs sinai chum sacre cusm bellevue addenbrooke addenbrookes")

	medicalPhrases = phrases(`
[condition]
schizophrenia|schizophrenic|bipolar|dementia|alzheimer|alzheimers|depression|depressed|psychosis|psychotic|autism|autistic|asperger|aspergers|epilepsy|epileptic|diabetes|diabetic|cancer|leukemia|leukaemia|tumour|tumor|hepatitis|aids|ptsd|anxiety|anorexia|bulimia|adhd|parkinson|parkinsons|haemophilia|hemophilia|asthma|tuberculosis|dialysis|chemotherapy|syphilis|gonorrhea|chlamydia|lupus|sclerosis|insulin|seizures|delusions|delusional|hallucinations|hallucinating|paranoia|paranoid|manic|addiction|addicted|alcoholism|alcoholic|concussion|huntington s? disease|disorder|syndrome?
heart|kidney|liver|terminal|chronic|degenerative|neurological condition|disease|failure|illness|transplant|disorder
mental health|illness issue|issues|problem|problems|crisis|disorder|condition|history|challenges|episode|breakdown|struggles|difficulties|concerns
mental|psychiatric|personality|eating|mood|cognitive|learning|intellectual|developmental illness|disorder|condition|breakdown|impairment|disability|delay|episode|difficulties|history
down syndrome
nervous breakdown
drug|alcohol|substance|opioid addiction|abuse|dependency|problem|use disorder?
brain injury|damage|tumour|tumor|bleed
stroke|strokes
heart attack
schizophrenie|schizophrene|bipolaire|bipolarite|demence|depression|depressif|depressive|psychose|psychotique|autisme|autiste|epilepsie|epileptique|diabete|diabetique|cancer|leucemie|hepatite|sida|anxiete|anorexie|tdah|tuberculose|dialyse|chimiotherapie|insuline|toxicomanie|alcoolisme|alcoolique|hallucinations|trisomie|delirium
trouble|troubles|maladie|deficience|probleme|problemes|maladies|etat de|du|d? sante? mental|mentale|mentaux|bipolaire|psychiatrique|cardiaque|cognitif|cognitifs|intellectuelle|degenerative|spectre|psychotique|alimentaire|personnalite
[fact]
diagnosed with|as
diagnosis of|is
suffers|suffering|suffer from
prescribed|prescription|takes|taking|requires|needs|needing|without|missed|stopped|off|on his|her|their|daily|urgent|prescription|regular|life|antipsychotic|psychiatric|heart|anti|blood|seizure? saving|sustaining|psychotic|pressure? medication|medications|medicine|meds|insulin|antidepressants|antipsychotics|methadone|lithium|injections|pills
antipsychotic|antidepressant|seizure|psychiatric|anti medication|medications|meds|psychotic|depressants
clozapine|olanzapine|risperidone|lithium|prozac|zoloft|methadone|suboxone|adderall|ritalin|seroquel|xanax|valium|antidepressants|antipsychotics|warfarin|haldol|insulin
pregnant|enceinte
months|weeks pregnant|along
expecting a|her|their baby|child|first
lost her|the unborn baby|child
unborn child|baby
miscarried|miscarriage|abortion
hiv|aids positive|status|infected?
vih
tested positive
overdosed|overdosing
died|dead|suffered|suffering|having|following|after|from|experienced an|a apparent|suspected|drug|fentanyl|opioid|accidental|fatal? drug|opioid|fentanyl? overdose
overdose|overdosed on
apparent|suspected|intentional|accidental|fentanyl|opioid|drug|heroin overdose|overdoses
surdose
suicidal|suicide|suicidaire
took|taken|take|taking|end|ended|ending his|her|their own? life
self harm|harming|inflicted|harmed
harm|harming|hurt|hurting himself|herself|themselves
slashed|cut his|her wrists
apprehended|detained|arrested|held|brought|taken|sectioned under|pursuant the|a|section|s? mental|# health? act|mha?
under the mental health act
mental health act
loi sur la sante mentale
form 1|one
sectioned
section 136|135
baker act|acted
5150
involuntarily|involuntary committed|admitted|hospitalized|hospitalised|admission|patient|psychiatric
psychiatric|psych ward|unit|hold|patient|assessment|hospital|evaluation|facility|care|treatment|bed
intensive care|therapy unit?
spleen|kidney|liver|hip|knee|hernia|bowel|eye|heart|brain|spinal|gastric|cataract|bypass surgery|operation|transplant|replacement|procedure
after|following|from|for|had a|an|his|her|emergency|spleen|second|third|further? surgery|operation|transplant
floor|ward|room|bed|wing of|at|in|on ** hospital|general|infirmary|clinic|hopital
another|further|second|emergency|more operation|surgery|operations|surgeries
icu
burn|trauma|maternity|oncology|cardiac|psychiatric|neuro|orthopedic|palliative|pediatric|critical unit|ward|care|wing
underwent|undergoing|undergo|undergoes|requires|required|needed|awaiting|had|having|needs|recovering emergency|multiple|several|brain|heart|lifesaving|life|open|reconstructive|facial|abdominal|from? saving|heart? surgery|surgeries|operation|amputation|transfusion|chemotherapy|dialysis|transplant
emergency|brain|heart|reconstructive surgery
leg|arm|hand|foot|finger|spleen|limb was|were|is|had amputated|removed|severed
amputated|amputation|amputee
medically|induced induced? coma
in|into|from a coma
coma|ventilator|intubated|comatose|catheter|dialyse
life support
brain dead|damaged
punctured|collapsed|ruptured|lacerated|perforated|fractured|broken|shattered|crushed lung|spleen|liver|kidney|bowel|skull|spine|pelvis|vertebrae|vertebra|artery|neck|orbital|jaw|femur
internal|brain bleeding|bleed|hemorrhage|haemorrhage|swelling
spinal cord
paralysed|paralyzed|quadriplegic|paraplegic
blood type|alcohol
medical|health|psychiatric|medication records|history|record|chart
patient of|at
recent|medical|upcoming|missed|oncology|therapy|dialysis appointment|appointments
doctors|surgeons|medical|hospital say|said|says|told|records|staff ** he|she|his|her|they|removed|condition
souffre|souffrant|atteint|atteinte|diagnostique|diagnostiquee de|d|du
besoin|prend|prends|sans|requiert|necessite|a de|d|ses|son|sa|des|besoin ses|son|sa|d|de? medicaments|medicament|medication|insuline|ordonnance|antidepresseurs
antidepresseurs|antipsychotiques|medicaments
enceinte de
fausse couche
seropositif|seropositive
idees|pensees|propos|tentative suicidaires|noires|de? suicide?
s est enleve la|suicide|suicidee vie?
enleve|fin la|a vie|ses jours
soins intensifs|palliatifs|psychiatriques
aile|unite|departement|service psychiatrique|psychiatrie|maternite|oncologie|brules
interne|internee|hospitalise|hospitalisee en psychiatrie
en psychiatrie|oncologie
subi|subit|subir une|un|plusieurs? intervention|operation|chirurgie|chirurgies|amputation|greffe
dans le|un coma
mort cerebrale|cerebralement
in|into|on|to a|an|the|its? high|coronary|cardiac|acute|special|critical|stroke|neonatal|renal|surgical|mental dependency|care|cardiac|stroke|health|trauma? unit|ward|suite
[short]
mha|hiv|ptsd|icu|copd
[treated]
taken|transported|rushed|airlifted|brought|transferred|conveyed|flown|driven|admitted by|via? a|air|land|ambulance? ambulance? to|at
recovering|treated|hospitalized|hospitalised|cared|lies|stayed|being|currently|remains|is|care|patient treated|cared|recovering|for|hospitalized|hospitalised|care? for? at|in|by
is|remains|currently|now at|in
transporte|transportee|conduit|conduite|hospitalise|hospitalisee|soigne|soignee|traite|traitee|admis|admise|amene|amenee|transfere|transferee|repose|retablit a|au|aux|d|vers|dans|l
[clean]
huntington park|beach|avenue|ave|street|st|road|rd|drive|dr|place|lane|court|crescent|boulevard|blvd|bank|library|school|village|mall|square|station|heights|hills
mental health nurse|worker|workers|resources|services|commission|supports|team|professionals|awareness|week|month|day|helpline|line
suicide prevention|crisis|helpline|hotline|awareness|lifeline
overdose prevention|awareness|kits|training|signs|response
cancer society|research|fundraiser|foundation|walk|run|awareness
heart and stroke
pregnancy|maternity leave|clothes|centre|center
depression era
surgery|surgical|medical mask|masks|scrubs|gloves|examiner|clinic|centre|center|building|office|drive
medical alert bracelet|necklace
stroke of
wearing|dressed ** medical|surgical|scrubs
first aid
bipolar|paranoid about
on|the medical|medication alert
bicycle|cycling|brake form
prevention du|suicide suicide?
ligne|centre * suicide
marche|course|fondation * cancer
`)
)
