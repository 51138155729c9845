package guard

import (
	"testing"

	"appealbot/bot"
)

func TestCourtRestricted(t *testing.T) {
	holds(t, "court_restricted", "en", []sample{
		{text: "The ⟦ITO says⟧ that he kept a gun.", severity: bot.Block},
		{text: "The ⟦ITO alleges⟧ a debt."},
		{text: "⟦According to the sealed warrant⟧, he owed money."},
		{text: "The ⟦sealed documents reveal⟧ a motive."},
		{text: "A ⟦sealed affidavit describes⟧ the plan."},
		{text: "⟦Despite the publication ban, we can say that she knew him⟧."},
		{text: "The complainant, who is under a ⟦publication ban⟧, is the daughter of the accused."},
		{text: "The ⟦grand jury heard⟧ that he lied."},
		{text: "The ⟦jury did not hear⟧ about the second knife."},
		{text: "A publication ban protects the complainants."},
		{text: "There is a publication ban in this case."},
		{text: "The documents remain sealed by order of the court."},
		{text: "A search warrant was executed on Friday at a home."},
		{text: "We cannot say what the sealed documents contain."},
		{text: "Put the cash in a sealed envelope, the caller said."},
		{text: "Because of a publication ban, no further details will be given."},
		{text: "Court documents are available at the courthouse."},
		{text: "The report says the road is closed."},
	})
	holds(t, "court_restricted", "fr", []sample{
		{text: "⟦Selon l'affidavit sous scellés⟧, il avait une arme."},
		{text: "⟦Malgré l'ordonnance de non-publication, voici son nom⟧."},
		{text: "Une ordonnance de non-publication protège la victime."},
		{text: "Le dossier est sous scellés."},
		{text: "Un mandat de perquisition a été exécuté vendredi."},
	})
}
