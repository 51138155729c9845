package guard

// CourtRestricted objects to what sealed papers say and to what a publication
// ban covers. That a paper is sealed, or that there is a ban, may be said.
func (detectors) CourtRestricted(d *doc) []hit {
	var out []hit
	for _, m := range d.apart(sealedPapers) {
		switch {
		case m.name == wholesome, d.before(m.first, 6, silentWords), m.name != "jury" && d.within(m.first, m.last, silentWords):
			continue
		case m.name == "ban" && !d.after(m.last, 15, kinships) && !d.before(m.first, 15, kinships):
			continue
		case m.name == "paper" && !d.around(m.first, m.last, 8, sealWords):
			continue
		}
		last := m.last
		if m.name == "despite" {
			last = d.restOf(last) // what must go is what follows
		}
		out = append(out, d.hit(m.first, last+1))
	}
	return d.withPairs(out, sealedPairs, sealedPapers, func(m match) bool { return !d.around(m.first, m.last, 6, secrecy) })
}

// restOf returns the last word of the sentence of token i, within forty
// tokens.
func (d *doc) restOf(i int) int {
	last := i
	for j := i + 1; j < i+40 && d.same(j, i); j++ {
		if d.is(j, word) || d.is(j, number) {
			last = j
		}
	}
	return last
}

// Words around sealed papers; all are read only.
var (
	// silentWords say that nothing is told.
	silentWords = set("cannot not nor unable prohibited prohibits prohibit forbids forbid prevents prevent no nothing pas interdit interdisent empeche empechent ne aucun")
	sealWords   = set("sealed seal sealing ban banned unsealed confidential redacted scelle scelles scellee scellees caviarde caviardes publication")
	// kinships and ties say who somebody is whom a ban protects.
	kinships = set(`daughter son stepdaughter stepson wife husband sister brother niece nephew girlfriend colleague neighbour neighbor student teacher employee patient tenant
		fille fils belle conjointe soeur frere eleve enseignante collegue voisine patiente`)
)

// sealedPapers are read only.
var sealedPapers = phrases(`
	[sealed]
	ito|itos|sealed|sealing|unsealed|affidavit|affidavits|wiretap|grand|information|redacted search|warrant|to|court|? warrant|warrants|affidavit|affidavits|document|documents|file|files|exhibit|exhibits|application|applications|ito|itos|order|papers|records|filing|filings|testimony|transcript|transcripts|evidence|jury|obtain|material|materials|? also|which|that|filed|? says|said|say|states|stated|state|alleges|alleged|allege|reveals|revealed|reveal|shows|showed|show|describes|described|describe|details|detailed|outlines|outlined|indicates|indicated|names|lists|listed|contains|contain|contained|claims|claimed|identifies|identified|discloses|disclosed|explains|mentions|sets|heard|suggest|suggests|suggested|detailing|describing|alleging|showing|revealing|stating|include|includes|included|read|reads|refer|refers|confirm|confirms|indicate|listing|naming|outlining
	ito|itos ** says|said|states|alleges|reveals|revealed|shows|describes|details|names|lists|identifies|contains
	sealed|grand warrant|warrants|affidavit|document|documents|file|jury ** says|said|states|alleges|reveals|revealed|shows|describes|details|names|lists|identifies|contains|heard
	according|per|in|from|based|quoting|as|reading|read|stated|said|described|outlined|alleged|revealed|contained|listed|named|detailed|disclosed|set|cited to|on|in|out|from|by|stated|described|the|a|? in|? the|a|an|? still|newly|? ito|itos|sealed|grand search|court|jury|warrant|? ito|itos|warrant|warrants|affidavit|affidavits|document|documents|file|files|exhibit|exhibits|application|applications|jury|order|papers|records|evidence|materials|testimony
	according|per|in|from|based|quoting to|on|? the|a|an|? ito|itos|affidavit|affidavits
	contents|content|details|substance|summary|copy|extract|excerpt|excerpts|passages of|from|in ** sealed|ito|affidavit|grand
	in camera|voir hearing|testimony|evidence|session|dire|? heard|revealed|showed|told|was
	voir dire
	absence of the jury
	without|outside the jury present|hearing|presence
	[jury]
	jury did|was|has|have not|never|? hear|told|heard|shown
	[despite]
	despite|notwithstanding|although|though|ignoring|breaching|regardless|while|even ** publication|sealing|non ban|bans|order|publication
	[sealed]
	covered|protected|banned|sealed|subject by|under|from|to a|an|the|? publication|sealing|court ban|order * is|was|lives|works|shows|says|told|testified|reveals|alleges|attends ** the|a|that|his|her|at|in|he|she
	[ban]
	publication ban|bans
	[paper]
	document|documents|file|files|warrant|affidavit|records|exhibit|exhibits|papers|transcripts|evidence ** says|said|states|alleges|reveals|revealed|shows|describes|details|names|lists|identifies
	[clean]
	publication ban|bans|order * protects|protect|protecting|prohibits|applies|covers|remains|preventing|prevents
	sealed envelope|bag|container|box|package ** said|says|read|reads|?
	search warrant|warrants executed|was|were
	[french]
	selon|d|dans|tel|comme|cite|extrait|extraits|contenu|details|teneur apres|que|dit|indique|de|du|des|le|la|l|les|un|une|? l|le|la|les|un|une|des|? document|documents|denonciation|affidavit|mandat|affidavits|dossier|declaration|pieces * scelles|scelle|scellee|denonciation|confidentiels|assermentee|perquisition
	document|documents|denonciation|affidavit|mandat|dossier|pieces|preuve ** scelles|scelle|scellee|scellees ** revele|revelent|indique|indiquent|montre|montrent|decrit|decrivent|allegue|alleguent|precise|precisent|mentionne|mentionnent|nomme|identifie
	denonciation|affidavit|affidavits assermentee|policier|? ** revele|indique|montre|decrit|allegue|precise|mentionne|nomme|identifie|contient
	[despite]
	malgre|en|bien|quoique|meme ** non|interdiction|ordonnance|scelles publication|de|publier
	[sealed]
	huis clos ** revele|entendu|dit|raconte|temoigne|appris
	hors de|la presence|en|l|? absence|du|la|de|? jury
	[jury]
	jury|jures n|ne a|ont pas|jamais|rien ete|? entendu|su|appris|vu|sait|informe
	[ban]
	interdiction|ordonnance de|d non|? publication|publier
	[clean]
	interdiction|ordonnance de|d non|? publication|publier|scelles * protege|interdit|empeche|est|vise|s|couvre
`)
