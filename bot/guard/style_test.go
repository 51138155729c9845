package guard

import "testing"

func TestStyleCaps(t *testing.T) {
	holds(t, "style_caps", "en", []sample{
		{text: "⟦PLEASE HELP US FIND THE MAN IN THIS PICTURE⟧ now."},
		{text: "Robbery.\n⟦ANYONE WITH VIDEO SHOULD CALL US TODAY⟧!"},
		{text: "⟦HELP US find HIM at KING STREET and BAY STREET or CALL POLICE NOW⟧ ok."},
		{text: "AMBER ALERT"},
		{text: "WANTED: man, 34, for robbery."},
		{text: "STOLEN IN A CARJACKING\nCall the TPS or the OPP."},
		{text: "UPDATE: located safe."},
		{text: "TPS, OPP, RCMP and CBSA officers took part in the search for the missing boat."},
		{text: "HIT AND RUN NEAR YONGE STREET\nA grey sedan left the scene."},
		{text: ""},
	})
	holds(t, "style_caps", "fr", []sample{
		{text: "⟦AIDEZ-NOUS À RETROUVER CET HOMME DISPARU⟧ hier."},
		{text: "AVIS DE RECHERCHE : un homme de 40 ans."},
		{text: "ALERTE AMBER. Composez le 9-1-1."},
	})
}

func TestHashtagExcess(t *testing.T) {
	holds(t, "hashtag_excess", "en", []sample{
		{text: "Robbery #WitnessAppeal #Toronto #Robbery ⟦#Police⟧ ⟦#News⟧"},
		{text: "Robbery ⟦#witnessappeal⟧", suggest: "#WitnessAppeal"},
		{text: "Robbery ⟦#MISSINGPERSON⟧", suggest: "#MissingPerson"},
		{text: "Robbery ⟦#torontopolice⟧ #Toronto", suggest: "#TorontoPolice"},
		{text: "Robbery #WitnessAppeal #Toronto #GO1234567"},
		{text: "Robbery #GO1234567 #GO1234568 #1 #2 #toronto"},
		{text: "See https://tps.ca/#a #Toronto"},
		{text: "Apt #4, unit # 5, C# and F#"},
		{text: "#Scarborough #mississauga #amber"},
		{text: "#A#B no tags in a row"},
	})
	holds(t, "hashtag_excess", "fr", []sample{
		{text: "Vol ⟦#personnedisparue⟧", suggest: "#PersonneDisparue"},
		{text: "Vol #AppelÀTous #Montréal #Vol ⟦#Police⟧"},
		{text: "Vol #Montréal"},
	})
}

// Hashtags as drafts of several forces have them.
func TestHashtagsInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "uk"), "hashtag_excess", "en", []sample{
		{text: "#Wem #Appeal #Theft ⟦#JCB⟧ ⟦#Shropshire⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "hashtag_excess", "en", []sample{
		{text: "⟦#HITANDRUN⟧ in Riverton"},
		{text: "Room #4, #2 of 3, C#, issue #26-0118, #Riverton #RPD"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "hashtag_excess", "fr", []sample{
		{text: "⟦#avisderecherche⟧ à Sudbury"},
	})
}
