package guard

import (
	"testing"

	"appealbot/bot"
)

func TestTechnique(t *testing.T) {
	holds(t, "technique", "en", []sample{
		{text: "Officers found him with ⟦cell-site data⟧.", severity: bot.Block},
		{text: "Investigators obtained a ⟦tower dump⟧ for the area."},
		{text: "We ⟦pinged his phone⟧ near the lake."},
		{text: "An ⟦IMSI catcher⟧ was used."},
		{text: "Police got a ⟦wiretap⟧ on the group."},
		{text: "An ⟦undercover officer⟧ bought the drugs."},
		{text: "The car was spotted by ⟦ALPR⟧."},
		{text: "⟦ANPR⟧ cameras picked up the van on the M25."},
		{text: "He was identified by ⟦facial recognition software⟧."},
		{text: "A ⟦tracking device⟧ was put on the car."},
		{text: "Officers ⟦placed a GPS tracker⟧ under the van."},
		{text: "Detectives ⟦intercepted his calls⟧."},
		{text: "The suspect was followed by a ⟦surveillance team⟧."},
		{text: "The plate was caught by an ⟦automated licence plate reader⟧."},
		{text: "An informer ⟦wore a wire⟧."},
		{text: "A ⟦geofence warrant⟧ led to him."},
		{text: "The bullet was run through ⟦NIBIN⟧."},
		{text: "Please check your dash-cam and doorbell video."},
		{text: "Police Dog Services and a drone are looking for the missing woman."},
		{text: "Security camera footage and surveillance video show a man."},
		{text: "Officers intercepted the vehicle on Highway 401."},
		{text: "Consider a GPS tracker for your bike."},
		{text: "Through investigation, officers identified a suspect."},
		{text: "Do you have cell phone video of the incident?"},
		{text: "He lost $5,000 by wire transfer."},
		{text: "Officers located the victim's wallet; her phone is missing."},
		{text: "Facial hair, a ring, and a tattoo were noted."},
		{text: "The number plate was obscured; a licence plate is not known."},
	})
	holds(t, "technique", "fr", []sample{
		{text: "Les enquêteurs ont fait de l'⟦écoute électronique⟧."},
		{text: "Un ⟦agent d'infiltration⟧ a acheté la drogue."},
		{text: "Le suspect a été trouvé par ⟦reconnaissance faciale⟧."},
		{text: "Une ⟦balise GPS⟧ suivait le camion."},
		{text: "Les données des ⟦tours cellulaires⟧ ont été analysées."},
		{text: "Un ⟦lecteur de plaques⟧ a vu la voiture."},
		{text: "Les images d'une caméra de surveillance montrent un homme."},
		{text: "Avez-vous une vidéo de votre caméra de bord?"},
		{text: "Un chien policier et un drone cherchent la disparue."},
	})
}
