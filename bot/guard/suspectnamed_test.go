package guard

import (
	"testing"

	"appealbot/bot"
)

func TestSuspectNamed(t *testing.T) {
	holds(t, "suspect_named", "en", []sample{
		{text: "The suspect is ⟦Darren Whitlock⟧ of Etobicoke.", severity: bot.Block},
		{text: "Suspect ⟦Tremblay⟧ fled on foot."},
		{text: "Police believe ⟦Marcus Lee⟧ is responsible for the robbery.", suggest: "a suspect"},
		{text: "The person of interest, ⟦Ravi Patel⟧, 34, has not been charged."},
		{text: "Our guy is ⟦John Okafor⟧."},
		{text: "⟦John Smith⟧ is suspected of three break-ins. No charges have been laid.", suggest: "A suspect"},
		{text: "⟦John Smith⟧ was arrested on Monday and released without charge."},
		{text: "⟦John Smith⟧, 42, has yet to be charged but is a suspect."},
		{text: "Officers are looking for ⟦Anna van der Berg⟧, the suspect in a fraud."},
		{text: "SUSPECT: ⟦JOHN SMITH⟧"},
		{text: "The robber is believed to be ⟦Siobhan O'Brien⟧."},
		{text: "The shooter was identified as ⟦Tyrell Jean-Baptiste⟧, 25."},
		{text: "The suspect, ⟦Johnny⟧, is ⟦Kyle Brandt⟧, 30. Charges are pending.", kind: bot.Update},
		{text: "A search warrant was executed at the home of the suspect ⟦Kyle Brandt⟧."},
		{text: "Inspector Carla Reeves said the suspect fled."},
		{text: "Call us if you know where Jamie Thornton is. ⟦Thornton⟧ is the suspect."},
		{text: "Investigators say ⟦Bilal Hussain⟧ was the shooter. He has not been arrested."},
		{text: "Suspect #1 - ⟦Andre Wallace⟧; suspect #2 is unknown."},
		{text: "Mark Smith, 30, was charged with theft. Officers spoke to witnesses. It rained. It was late. The suspect is ⟦John Smith⟧."},
		{text: "Neighbours say ⟦Ivan Kovacs⟧ set the fire; he is the suspect."},
		{text: "⟦Nadia Petrov⟧ is being treated as a suspect."},
		{text: "Detectives want to speak with ⟦Dale Kruger⟧ about this. He is a suspect."},
		{text: "John Smith, 42, of Toronto, has been charged with robbery."},
		{text: "WANTED: John Smith, 31, on a Canada-wide warrant for breach of parole.", kind: bot.Wanted},
		{text: "Charged with theft: Kyle Brandt, 30, and Noel Santos, 28."},
		{text: "Police have arrested and charged Ravi Patel, 34."},
		{text: "A warrant has been issued for Marcus Lee. The suspect is armed."},
		{text: "The accused, John Smith, appeared in court. He faces two counts of assault."},
		{text: "The suspect was last seen near Nathan Phillips Square."},
		{text: "Missing: Emily Chen, 34. Police are seeking Emily Chen of Markham.", kind: bot.MissingPerson},
		{text: "The suspect is described as a man of about 30, wearing a Toronto Raptors hat."},
		{text: "Suspect vehicle: Honda Civic. Det. Jane Lee asks witnesses to call."},
		{text: "The victim, John Smith, was stabbed. The suspect fled."},
		{text: "The suspect fled toward Jane Street and Finch Avenue West on Tuesday."},
		{text: "Constable Maria Lopez arrested the suspect at Yorkdale Mall."},
		{text: "The abductor is John Smith, 40, driving a white Ford Transit.", kind: bot.Amber},
	})
	holds(t, "suspect_named", "fr", []sample{
		{text: "Le suspect, ⟦Luc Tremblay⟧, est en fuite.", severity: bot.Block},
		{text: "Les policiers recherchent ⟦Jean-Guy Bouchard⟧, suspect dans cette affaire."},
		{text: "⟦Luc Tremblay⟧, 40 ans, a été arrêté puis libéré.", suggest: "Un suspect"},
		{text: "La personne d'intérêt est ⟦Noah Gagnon⟧, 33 ans."},
		{text: "Le voleur présumé, ⟦Steve Lapointe⟧, est au large."},
		{text: "⟦Sofiane Haddad⟧ est soupçonné d'avoir agressé une femme."},
		{text: "Luc Tremblay, 40 ans, est accusé de vol qualifié."},
		{text: "Luc Tremblay, 40 ans, est visé par un mandat d'arrestation.", kind: bot.Wanted},
		{text: "Le suspect a fui vers la rue Sherbrooke, à Laval."},
		{text: "Les enquêteurs recherchent des témoins près du parc La Fontaine."},
	})
}

func TestAnArrestNamesInTheUnitedStatesOnly(t *testing.T) {
	for pack, want := range map[string]int{"ca-on": 1, "uk": 1, "us": 0} {
		p, err := Pack(pack)
		if err != nil {
			t.Fatal(err)
		}
		g, err := New(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := named(t, g, Input{}, "suspect_named", "John Smith, 42, was arrested on Monday."); len(got) != want {
			t.Errorf("%s: %d findings, want %d", pack, len(got), want)
		}
	}
}
