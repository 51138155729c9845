package guard

import (
	"testing"

	"appealbot/bot"
)

func TestSIURestricted(t *testing.T) {
	holds(t, "siu_restricted", "en", []sample{
		{text: "The SIU has been notified. ⟦Officers discharged their firearms⟧.", severity: bot.Block},
		{text: "The SIU is investigating after an ⟦officer fired shots⟧."},
		{text: "The Special Investigations Unit has invoked its mandate. The ⟦man was shot⟧ in a parking lot."},
		{text: "IOPC has been informed. The ⟦man was armed⟧ with a knife."},
		{text: "SIU is on scene. The ⟦subject official⟧ has ten years of service."},
		{text: "A ⟦Taser was used⟧ on the man; the SIU was called."},
		{text: "The SIU has been notified. Please direct questions to the SIU."},
		{text: "The SIU has invoked its mandate and is investigating. We cannot comment."},
		{text: "SIU case number 26-TCI-101. Anyone with information should call the SIU."},
		{text: "The IOPC has been informed and an investigation is under way."},
		{text: "The SIU has declined to investigate. Officers discharged a firearm at a dog."},
		{text: "Officers fired shots in the air at the ceremony. The man was shot in a film."},
		{text: "Police responded to a call for a robbery. The man fled on foot."},
		{text: "The police oversight body has been notified."},
		{text: "The SIU has been notified. Roads are closed; please avoid the area."},
	})
	holds(t, "siu_restricted", "fr", []sample{
		{text: "L'UES a été avisée. Un ⟦policier a fait feu⟧."},
		{text: "Le BEI enquête. Un ⟦homme a été atteint près⟧ du parc."},
		{text: "L'UES a été avisée. Veuillez lui adresser vos questions."},
		{text: "Le Bureau des enquêtes indépendantes a été informé."},
		{text: "Un policier a fait feu en l'air pour la cérémonie."},
	})
}
