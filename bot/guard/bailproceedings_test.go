package guard

import (
	"testing"

	"appealbot/bot"
)

func TestBailProceedings(t *testing.T) {
	holds(t, "bail_proceedings", "en", []sample{
		{text: "At the bail hearing, the ⟦Crown argued⟧ that he would run.", severity: bot.Block},
		{text: "At his bail hearing the ⟦court heard⟧ that he had planned the attack."},
		{text: "He was ⟦denied bail because⟧ he is a risk."},
		{text: "Smith was ⟦denied bail over fears⟧ that he would reoffend."},
		{text: "The ⟦justice of the peace said⟧ the plan of release was weak and refused bail."},
		{text: "His ⟦mother will act as his surety⟧."},
		{text: "The ⟦defence lawyer told⟧ the bail court that he has a job."},
		{text: "⟦Prosecutors opposed⟧ bail."},
		{text: "The ⟦prosecutor opposed⟧ bail."},
		{text: "During a show cause hearing the ⟦judge found⟧ that detention was needed on the ⟦secondary ground⟧."},
		{text: "At the preliminary hearing, the ⟦court was told⟧ about the weapon."},
		{text: "The man was released on bail and will appear on November 3."},
		{text: "He appeared at the bail centre on Sunday morning."},
		{text: "She is scheduled to appear for a bail hearing at 10 a.m., room 101."},
		{text: "He was held for a bail hearing."},
		{text: "He was remanded in custody until Monday."},
		{text: "He was denied bail. His next court date is May 4."},
		{text: "Neighbours told officers that they heard shots."},
		{text: "We cannot comment on what the court heard at the bail hearing."},
		{text: "Call because your evidence could help."},
		{text: "Bail was set at $50,000."},
	})
	holds(t, "bail_proceedings", "fr", []sample{
		{text: "Lors de l'⟦enquête sur remise en liberté, la Couronne a plaidé⟧ qu'il fuirait."},
		{text: "Le ⟦juge a invoqué⟧ la sécurité pour refuser le cautionnement."},
		{text: "Il reste détenu ⟦en raison d'un risque de fuite⟧ selon l'audience de cautionnement."},
		{text: "Le juge de paix a ⟦refusé sa mise en liberté parce⟧ que son plan était faible; il a comparu."},
		{text: "Il a été remis en liberté sous caution et comparaîtra lundi."},
		{text: "Il comparaîtra pour son enquête sur remise en liberté."},
		{text: "Il demeure détenu jusqu'à mardi."},
	})
}
