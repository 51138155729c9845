package guard

import (
	"testing"

	"appealbot/bot"
)

func TestTacticalLive(t *testing.T) {
	holds(t, "tactical_live", "en", []sample{
		{text: "Snipers ⟦are on the roof⟧ of the bank.", severity: bot.Block},
		{text: "ETF is ⟦moving in from the north⟧."},
		{text: "Officers are ⟦surrounding the house⟧ on Dale Avenue."},
		{text: "Tactical officers are ⟦about to enter the building⟧."},
		{text: "Officers ⟦will raid the apartment⟧ tonight."},
		{text: "Our ⟦staging area⟧ is behind the school; officers gather there."},
		{text: "Plainclothes officers are ⟦watching the house⟧ now."},
		{text: "Officers are ⟦hiding behind⟧ the garage."},
		{text: "SWAT is ⟦preparing to breach the door⟧."},
		{text: "Officers are on scene. Avoid the area."},
		{text: "Police Dog Services assisted. Officers surrounded the house yesterday and arrested a man."},
		{text: "A command post is set up at the plaza; come and talk to officers."},
		{text: "Officers are canvassing the neighbourhood."},
		{text: "Officers and a drone are searching the ravine for the missing man."},
		{text: "Expect a heavy police presence on Dale Avenue."},
		{text: "Officers will be at the school on Monday to answer questions."},
		{text: "The suspect was hiding behind the garage."},
		{text: "A search warrant was executed at the home on Friday by ETF officers."},
		{text: "Anyone who attended a gathering near Finch Avenue on October 31 should call officers."},
		{text: "Police are monitoring traffic on the bridge."},
		{text: "The thief went over the roof and fled."},
	})
	holds(t, "tactical_live", "fr", []sample{
		{text: "Des tireurs d'élite sont sur le ⟦toit⟧."},
		{text: "Les policiers ⟦encerclent la maison⟧."},
		{text: "Le GTI s'⟦apprête à donner l'assaut⟧."},
		{text: "Les policiers sont sur place. Évitez le secteur."},
		{text: "Les policiers ont encerclé la maison hier."},
		{text: "Un poste de commandement est installé près du parc."},
		{text: "Le groupe d'intervention avait encerclé la maison."},
	})
}
