package guard

import (
	"testing"

	"appealbot/bot"
)

func TestConfessionEvidence(t *testing.T) {
	holds(t, "confession_evidence", "en", []sample{
		{text: "He ⟦confessed⟧ to the robbery.", severity: bot.Block},
		{text: "Smith ⟦admitted to police⟧ that he was there."},
		{text: "The accused ⟦admitted stabbing⟧ the man."},
		{text: "He gave officers ⟦a full confession⟧."},
		{text: "The suspect failed a ⟦polygraph test⟧."},
		{text: "⟦DNA matched⟧ the accused."},
		{text: "⟦DNA evidence links⟧ John Smith to the scene."},
		{text: "⟦His fingerprints were found⟧ on the door."},
		{text: "He was ⟦linked to the crime by DNA⟧."},
		{text: "The ⟦victim picked him out⟧ of a photo lineup."},
		{text: "His ⟦alibi⟧ did not hold."},
		{text: "The ⟦bullet matched his gun⟧."},
		{text: "⟦Gunshot residue was found on his hands⟧."},
		{text: "The accused ⟦gave a statement⟧."},
		{text: "The suspect ⟦told investigators that⟧ he ran."},
		{text: "He ⟦refused to take a polygraph⟧."},
		{text: "⟦Ballistics linked⟧ the firearm to three shootings."},
		{text: "The ⟦evidence against him⟧ is strong."},
		{text: "She was admitted to hospital in serious condition."},
		{text: "The victim told police that two men had robbed him."},
		{text: "Witnesses are asked to give a statement to police."},
		{text: "A witness gave a statement and a description of the suspect."},
		{text: "Advances in DNA technology identified the remains."},
		{text: "Genetic genealogy identified the deceased woman in this cold case."},
		{text: "The superintendent told police he saw them leave."},
		{text: "A ⟦DNA match was found on⟧ the window frame."},
		{text: "The band's lineup was announced at the festival."},
		{text: "The suspect joined the line up outside the club."},
		{text: "Fingerprint services are open on Monday."},
		{text: "The shoes match his jacket."},
		{text: "He was positively identified and charged."},
		{text: "Footage shows a man leaving on foot."},
	})
	holds(t, "confession_evidence", "fr", []sample{
		{text: "Le suspect est ⟦passé aux aveux⟧."},
		{text: "Il a ⟦avoué le meurtre⟧."},
		{text: "L'accusé ⟦a reconnu les faits⟧."},
		{text: "Son ⟦ADN correspond à celui trouvé⟧ sur place."},
		{text: "⟦Ses empreintes ont été retrouvées⟧ sur l'arme."},
		{text: "Il a échoué au ⟦polygraphe⟧."},
		{text: "Son ⟦alibi⟧ est faux."},
		{text: "Elle a été admise à l'hôpital."},
		{text: "Les témoins ont fait une déclaration."},
		{text: "Un témoin a reconnu la voiture."},
	})
}
