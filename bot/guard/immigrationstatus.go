package guard

// ImmigrationStatus objects to what somebody's status in the country is. Posts
// for newcomers, and the promise that nobody is asked about a status, speak of
// everybody and pass.
func (detectors) ImmigrationStatus(d *doc) []hit {
	return d.withPairs(d.flagged(statusPhrases), statusPairs, statusPhrases, func(m match) bool { return !d.advice(m.first) })
}

var statusPhrases = phrases(`
a|an|is|was|as|the|suspected|believed|known|failed|former|rejected|an failed|syrian|afghan|ukrainian|somali|eritrean|iranian|iraqi|mexican|nigerian|indian|haitian|venezuelan|convention|government|sponsored|a|an|young|rejected? refugee|asylum|undocumented|immigrant|migrant|illegal|deportee|nonresident|noncitizen claimant|seeker|immigrant|migrant|alien|worker|man|woman|entrant?
refugee|asylum claimant|seeker|applicant|status
illegal immigrant|immigrants|alien|aliens|migrant|migrants|status|entrant
undocumented man|woman|worker|immigrant|migrant|person|student|resident|individual|national
is|was|are|who|being undocumented
illegally in|entered|crossed|here|present|working
in|entered|here|came|arrived|crossed|living|working|remained|stayed|is the|to|canada|uk|us|country|this|into|border|kingdom|united|states|in|here? country|canada|uk|us|kingdom|states|border|britain|england|here? illegally|unlawfully
on|holds|held|with|had|has|expired|overstayed|holding|his|her|under a|an|his|her|their|temporary|expired|valid? student|study|work|visitor|tourist|working|spousal|temporary|super|h1b|travel|holiday|visiting|expired|f? visa|permit|visas|permits
student|study|work|visitor|tourist|spousal|working|holiday|travel|h visa|permit expired|holder|had|has
expired|overstayed|overstay|revoked|cancelled a|an|his|her|their|student|work? visa|permit
visa|visas|permit|permits has|had|is|was|have expired|lapsed|run|revoked|cancelled
au|ici|canada|pays|france illegalement|irregulierement
visa overstayer|overstay|expired
permanent|temporary resident|residency of|status|from|in|card|holder|who|since
is|was|became|a|being|not|as a|an|not|temporary|permanent? permanent|temporary|lawful resident
foreign national|worker|student|born
temporary foreign worker
green card holder|has|holder|lottery
green card
canadian|british|american|u|us|dual|naturalized|naturalised|indian|mexican|chinese|jamaican|nigerian|foreign|polish|romanian|albanian|french s? citizen|citizenship|national
is|was|not a|an|not? citizen|noncitizen|national
no|without|uncertain|precarious|irregular|unknown|insecure|immigration|legal|lost|his|her|their legal|immigration? status
immigration|citizenship|residency|visa status
deported|deportation|deportable|deport
removal order|proceedings
order of|for removal|deportation
facing|awaiting|faces deportation|removal
immigration detainer|detention|hold|custody|warrant|hearing|detainee|detained|enforcement|violations
ice detainer|hold|custody|detention
leave to remain
indefinite leave
settled|pre status|settled
came|arrived|immigrated|moved|emigrated to canada|the|uk|england|britain|america|toronto from|as|on|in|last|two|three|united|uk|us|#
recent|new|newly arrived? immigrant|newcomer|arrival|migrant
newcomer to|from canada|the|country
sans papiers
demandeur|demandeuse|demandeurs|statut d|de asile|refugie|immigration
un|une|est|la|le|l|etait|jeune refugie|refugiee|migrant|migrante|immigrant|immigrante|clandestin|clandestine|illegal recu|recue|illegal|illegale?
resident|residente permanent|permanente|temporaire
immigrant|immigrante|immigre|immigree illegal|illegale|recu|recue|clandestin
visa|permis d|de|du * etudiant|etudiante|travail|visiteur|etudes|touriste|sejour
visa|permis * expire|expiree|echu
illegalement au|entre|entree|en
entre|entree|sejourne|sejourne illegalement|irregulierement
statut d|de immigration|migratoire|refugie|resident|irregulier|precaire
expulse|expulsee|expulsion|renvoi
mesure de renvoi|expulsion
ressortissant|ressortissante etranger|etrangere|*
citoyen|citoyenne canadien|canadienne|etranger|francais|americain|britannique|mexicain
travailleur|travailleuse etranger|etrangere|temporaire
irregulier|clandestin
[clean]
!regardless|irrespective of|your|their * status
regardless|irrespective of ** status
whatever|without asking|peu|quel|whatever ** status|statut
!ask|asked|asks|asking|questioned|check|inquire about|for|your|their|you|people|anyone ** status
ask|asked|asks|asking|check|inquire|share|report about|for|your|their|you|people|anyone|on|with|to ** status
status does|will|is|won|doesn|has not|never|no|t
immigration|visa|deportation scam|scams|fraud|frauds|call|calls|consultant|lawyer|services|canada|office|officer|officers|program
threaten|threatening|threatens|claiming|claim|claims|pretending|pretend|impersonating ** immigration|deportation|deported|deport
visa card|debit|gift|mastercard|credit|infinite
newcomer|newcomers|immigrant|refugee centre|center|programme|program|services|outreach|welcome|day|week|women|services|settlement|support|network|communities|youth
world|international refugee day
permanent residents
temporary resident parking
citizen|citizens s? arrest|academy|patrol|on|police
senior citizen|citizens
good citizen
nation|national day|park|museum
acces|access sans|without peur|fear
de votre|leur statut
`)
