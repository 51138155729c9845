package guard

import (
	"testing"

	"appealbot/bot"
)

func TestVictimIdentity(t *testing.T) {
	holds(t, "victim_identity", "en", []sample{
		{text: "The victim, ⟦Maria Lopez⟧, was attacked on Queen Street.", severity: bot.NeedsOverride},
		{text: "The victim has been identified as ⟦John Okafor⟧, 45, of Toronto.", severity: bot.NeedsOverride, suggest: "the victim"},
		{text: "⟦Sarah Whitfield⟧, 29, was stabbed near Bathurst Street and is in serious condition."},
		{text: "A 62-year-old man was struck by a car. He has been identified as ⟦Harold Nguyen⟧."},
		{text: "⟦Priya Raman⟧ was robbed at knifepoint at Kipling Station."},
		{text: "The attack on ⟦Daniel Kowalski⟧ happened at about 9 p.m."},
		{text: "Officers found ⟦Owen Fraser⟧, 33, suffering from gunshot wounds."},
		{text: "VICTIM: ⟦Aisha Mohamed⟧, 40"},
		{text: "The suspect punched Mr. ⟦Gordon Ellis⟧ in the face.", severity: bot.NeedsOverride},
		{text: "The complainant ⟦Fatima Al-Hassan⟧ was not hurt."},
		{text: "The victim, ⟦owner of Bianchi Bakery⟧ on College Street, was beaten."},
		{text: "The deceased is ⟦Peter Novak⟧, 51. Next of kin have been notified and the family has consented.", severity: bot.Warn},
		{text: "⟦Peter Novak⟧, 51, was killed in the collision. His family has been notified.", severity: bot.Warn},
		{text: "The injured cyclist is ⟦Tom Becker⟧."},

		{text: "A 40-year-old woman was injured. Witnesses are asked to call 51 Division."},
		{text: "The victim, a 25-year-old man, was taken to hospital with serious injuries."},
		{text: "A man was shot near Jane Street and Finch Avenue West."},
		{text: "Missing: Emily Carter, 34, last seen in High Park on Friday.", kind: bot.MissingPerson},
		{text: "Detective Maria Lopez of the Homicide Squad is asking the victim's neighbours for video."},
		{text: "Const. John Smith was injured in the line of duty."},
		{text: "John Brown, 42, of Toronto, has been charged with assault.", kind: bot.Arrest},
		{text: "Police arrested Kyle Brandt, 28. The victim was treated at the scene.", kind: bot.Arrest},
		{text: "Cold case: Sharin Morningstar was murdered in 1983. Can you help?"},
		{text: "A pedestrian was struck at Victoria Park Avenue and Lawrence Avenue East."},
		{text: "Contact Victim Services Toronto for support."},
		{text: "Collision at Dundas Square: a driver was hurt. Rouge Hill residents, check your cameras."},
		{text: "STABBING INVESTIGATION: Yonge Street and Bloor Street, man injured"},
		{text: "Wanted: Marcus Bell, 31, on a warrant for robbery.", kind: bot.Wanted},
	})
	holds(t, "victim_identity", "fr", []sample{
		{text: "La victime, ⟦Marie Tremblay⟧, a été agressée.", severity: bot.NeedsOverride},
		{text: "La victime a été identifiée comme étant ⟦Jean Bouchard⟧, 45 ans.", suggest: "la victime"},
		{text: "⟦Luc Gagnon⟧, 38 ans, a été poignardé rue Ontario."},
		{text: "Une femme a été happée. Elle a été identifiée comme ⟦Nadia Benali⟧."},
		{text: "La victime est une femme de 40 ans. Témoins? Composez le 514-393-1133."},
		{text: "Un homme a été blessé près de la rue Sainte-Catherine."},
		{text: "Disparition : Marie Tremblay, 34 ans, vue à Laval.", kind: bot.MissingPerson},
		{text: "La sergente Marie Tremblay demande à toute victime d'appeler."},
		{text: "Paul Roy, 41 ans, a été accusé de vol qualifié.", kind: bot.Arrest},
	})
}

func TestDeceasedNOK(t *testing.T) {
	holds(t, "deceased_nok", "en", []sample{
		{text: "The deceased has been identified as ⟦Marcus Bell⟧, 34.", severity: bot.Block, suggest: "the victim"},
		{text: "⟦Marcus Bell⟧ was pronounced dead at the scene."},
		{text: "Homicide #45: the victim is ⟦Linda Marsh⟧, 52, of Toronto."},
		{text: "⟦Linda Marsh⟧ died in hospital on Sunday. Notification of next of kin is pending."},
		{text: "The body of ⟦Ivan Petrov⟧ was found in the river."},
		{text: "Police are investigating the murder of ⟦Andre Clarke⟧."},
		{text: "The man killed in the crash has been identified as ⟦Samuel Osei⟧. His ⟦family is still being notified⟧."},
		{text: "⟦Grace Kim⟧, 23, succumbed to her injuries. Next of ⟦kin have not been notified⟧."},
		{text: "Fatal collision: a car struck ⟦Robert Hale⟧, 60."},
		{text: "⟦Robert Hale⟧, 60, of Leeds, has died following a collision on the A64."},
		{text: "The death of ⟦Kofi Mensah⟧ is being treated as suspicious."},

		{text: "The deceased is Marcus Bell, 34. Next of kin have been notified."},
		{text: "Marcus Bell, 34, was killed. His family has been informed and agrees to his name being released."},
		{text: "A 34-year-old man died at the scene. His name is withheld until next of kin have been notified."},
		{text: "The victim was pronounced dead. Call Homicide at 416-808-7400."},
		{text: "Anthony Reid, 29, was shot and is in stable condition."},
		{text: "John Brown, 42, has been charged with the murder of a 30-year-old man.", kind: bot.Arrest},
		{text: "In 1994 Tracey Kundinger was murdered. The case remains unsolved."},
		{text: "Missing: Emily Carter, 34, last seen on Friday.", kind: bot.MissingPerson},
		{text: "Detective Sergeant Ann Hill, Homicide, said a woman died."},
		{text: "Fatal collision at Jane Street and Wilson Avenue."},
	})
	holds(t, "deceased_nok", "fr", []sample{
		{text: "La personne décédée est ⟦Marc Bélanger⟧, 34 ans.", severity: bot.Block},
		{text: "⟦Marc Bélanger⟧ est décédé sur les lieux."},
		{text: "Le corps de ⟦Julie Fortin⟧ a été retrouvé. Les ⟦proches n'ont pas encore été avisés⟧."},
		{text: "Meurtre : la victime est ⟦Karim Haddad⟧, 27 ans."},
		{text: "Marc Bélanger, 34 ans, est décédé. Les proches ont été avisés."},
		{text: "Un homme de 34 ans est mort. Son nom sera dévoilé quand la famille sera avisée."},
		{text: "Un piéton est décédé à l'angle des rues King et Bay."},
		{text: "Paul Roy, 41 ans, est accusé du meurtre d'un homme de 30 ans.", kind: bot.Arrest},
	})
}
