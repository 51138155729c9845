package guard

import (
	"testing"

	"appealbot/bot"
)

func TestInternalInfo(t *testing.T) {
	holds(t, "internal_info", "en", []sample{
		{text: "⟦CPIC shows⟧ two warrants.", severity: bot.Block},
		{text: "A ⟦check on CPIC⟧ found a warrant."},
		{text: "The ⟦plate came back to⟧ a Brampton man."},
		{text: "⟦Our records show that⟧ he was stopped in May."},
		{text: "⟦MTO records show⟧ that she owns the car."},
		{text: "An ⟦NCIC hit confirmed⟧ it."},
		{text: "The ⟦registered owner is⟧ a man of 40."},
		{text: "The ⟦van is registered to⟧ a Toronto man."},
		{text: "⟦PNC check on⟧ the driver."},
		{text: "He is ⟦flagged as violent⟧."},
		{text: "Officers ⟦ran the plate and found⟧ him."},
		{text: "An ⟦officer safety bulletin⟧ names him."},
		{text: "FOR ⟦POLICE USE ONLY⟧: photo attached."},
		{text: "The ⟦police database shows⟧ his brother's address."},
		{text: "Check the MTO website for road closures."},
		{text: "Please report online; keep your police report number."},
		{text: "The registered owner is asked to call us."},
		{text: "Mr. Holmes said the niche market has grown."},
		{text: "A PNC Bank branch was robbed."},
		{text: "Record your serial numbers and check your records."},
		{text: "A police records check takes two weeks."},
		{text: "The vehicle came to a stop on Bay Street."},
		{text: "The MTO has closed Highway 400 northbound."},
		{text: "The DMV office is closed on Monday."},
	})
	holds(t, "internal_info", "fr", []sample{
		{text: "⟦Nos dossiers indiquent⟧ qu'il habite à Laval."},
		{text: "Le ⟦CRPQ indique⟧ deux mandats."},
		{text: "Le ⟦propriétaire inscrit est⟧ un homme de 40 ans."},
		{text: "Le véhicule est ⟦immatriculé au nom de⟧ sa mère."},
		{text: "Consultez le site du MTO pour la circulation."},
		{text: "Gardez le numéro de votre rapport de police."},
	})
}
