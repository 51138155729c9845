package guard

import (
	"testing"

	"appealbot/bot"
)

func TestCriminalRecord(t *testing.T) {
	holds(t, "criminal_record", "en", []sample{
		{text: "John Smith, 32, is well ⟦known to police⟧.", severity: bot.NeedsOverride},
		{text: "He has a ⟦lengthy criminal record⟧ for violence."},
		{text: "The accused ⟦was on bail⟧ at the time of the offence."},
		{text: "Smith ⟦was on probation⟧ when he was arrested."},
		{text: "He was ⟦out on parole⟧ for robbery."},
		{text: "She has a long ⟦rap sheet⟧."},
		{text: "He has ⟦prior convictions⟧ for assault."},
		{text: "The suspect, a ⟦convicted felon⟧, fled."},
		{text: "The man, ⟦previously convicted⟧ of fraud, is sought."},
		{text: "Brown is a ⟦repeat offender⟧."},
		{text: "He ⟦served five years in prison⟧ for a similar crime."},
		{text: "The suspect is a ⟦registered sex offender⟧."},
		{text: "He is a ⟦known gang member⟧."},
		{text: "The suspect has a ⟦history of violence⟧."},
		{text: "He was ⟦convicted of robbery in 2015⟧."},
		{text: "The driver ⟦was subject to a probation order⟧."},
		{text: "He is ⟦familiar to officers⟧ in the area."},
		{text: "She has been ⟦arrested four times⟧."},
		{text: "He was ⟦out on licence from⟧ HMP Leeds."},
		{text: "Charged: Fail to Comply with Release Order; Breach of Probation; Fail to comply while on bail."},
		{text: "Jones is charged with Possession of a Firearm Contrary to Prohibition Order and failing to comply with probation."},
		{text: "He is known to spend time at Dufferin Mall."},
		{text: "The man was released on bail and will appear in court on Monday."},
		{text: "He is not known to police."},
		{text: "Volunteers need a criminal record check."},
		{text: "Two men were arrested and one was charged with robbery."},
		{text: "She has a history of epilepsy and needs medication."},
		{text: "A second suspect was already arrested on Tuesday."},
		{text: "HIGH-RISK OFFENDER NOTICE: under O. Reg. 412/23, police advise that a man with prior convictions for assault lives in the city."},
		{text: "Did you see anything at that time? Four youths were in the park."},
		{text: "Driver's licence and vehicle records were stolen."},
		{text: "Police set a record on Friday with 300 volunteers."},
	})
	holds(t, "criminal_record", "fr", []sample{
		{text: "Le suspect est bien ⟦connu des policiers⟧."},
		{text: "Il a un lourd ⟦casier judiciaire⟧."},
		{text: "C'est un ⟦récidiviste⟧."},
		{text: "L'accusé ⟦était en liberté conditionnelle⟧."},
		{text: "Il ⟦était en probation⟧ au moment des faits."},
		{text: "Il a des ⟦antécédents judiciaires⟧."},
		{text: "Tremblay a ⟦déjà été condamné⟧ pour vol."},
		{text: "Il est ⟦membre d'un gang de rue⟧."},
		{text: "Il est accusé de bris de probation et de non-respect d'une ordonnance."},
		{text: "Une vérification des antécédents judiciaires est exigée."},
		{text: "L'homme a été remis en liberté sous conditions."},
		{text: "La disparue a des antécédents médicaux."},
		{text: "Le suspect, connu pour fréquenter le parc, est recherché."},
	})
}
