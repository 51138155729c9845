package guard

import (
	"testing"

	"appealbot/bot"
)

// TestWitnessIdentityInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestWitnessIdentityInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "witness_identity", "en", []sample{
		{text: "Bus driver ⟦Hamid Rezaei⟧ saw the suspect board at Finch Station.", kind: bot.Update},
		{text: "The 911 call came from the ⟦superintendent of the building⟧, who heard the shots."},
		{text: "The ⟦man in apartment 1204⟧ saw two people running."},
		{text: "A ⟦wоman who lives in the yellow house across from the school⟧ saw it all.", kind: bot.Update},
		{text: "Interviewed so far: ⟦Carl Nystrom⟧, who watched from his balcony.", kind: bot.Update},
		{text: "Mrs. ⟦Chen⟧ from the bakery gave us video and a description.", kind: bot.Update},
		{text: "⟦Rashid⟧, who lives on the third floor, told officers he saw a white van.", kind: bot.Update},
		{text: "Two ⟦employees of the Esso⟧ heard the shots and called 911.", kind: bot.Update},
		{text: "The ⟦security guard at Dufferin Mall⟧ described the men to us.", kind: bot.Update},
		{text: "Marisa, the ⟦barista⟧, watched him leave through the back.", kind: bot.Update},
		{text: "A ⟦tenant in the basement of 44 Elm⟧ heard two bangs."},
		{text: "The ⟦victim's cousin⟧ told officers the shooter wore a mask.", kind: bot.Update},
		{text: "⟦Joy Adeleke⟧, who runs the daycare next door, told police she saw two men with a crowbar.", kind: bot.Update},
		{text: "Did you see anything? Witnesses and anyone with dashcam video are asked to call 14 Division."},
		{text: "Constable Adam Reyes saw the vehicle and stopped it on Keele Street.", kind: bot.Update},
		{text: "Police would like to speak to the driver of a blue Mazda who may have witnessed the collision."},
		{text: "Thank you to the witnesses who came forward.", kind: bot.Update},
		{text: "Residents near Jane and Wilson, please check your cameras between 2 and 3 a.m.", kind: bot.Footage},
		{text: "Officers observed a male with a firearm and arrested him.", kind: bot.Update},
		{text: "The driver who stopped to help is asked to come forward.", kind: bot.HitAndRun},
		{text: "If you work at the plaza or live above the stores, you may have seen something. Call 13 Division."},
		{text: "Neighbours, employees and drivers with dashcams: please check your footage from 5 to 6 p.m.", kind: bot.Footage},
		{text: "Transit enforcement officers saw the man at Spadina Station and arrested him.", kind: bot.Update},
		{text: "Several bystanders helped the cyclist. Investigators ask them to call 416-808-1900."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "witness_identity", "fr", []sample{
		{text: "C'est ⟦Ginette Arsenault⟧ qui a appelé le 911.", kind: bot.Update},
		{text: "Le ⟦concierge de l'immeuble⟧ a entendu les coups de feu.", kind: bot.Update},
		{text: "Le témoin principal, ⟦Yves Laramée⟧, a remis une vidéo aux enquêteurs.", kind: bot.Update},
		{text: "Selon ⟦Raymonde Courchesne⟧, voisine de palier, l'homme criait.", kind: bot.Update},
		{text: "Un ⟦livreur de pizza⟧ a aperçu le suspect dans l'escalier.", kind: bot.Update},
		{text: "La ⟦propriétaire du salon de coiffure⟧ a vu deux hommes s'enfuir.", kind: bot.Update},
		{text: "⟦Josée Pelchat⟧, qui promenait son chien, a vu la camionnette.", kind: bot.Update},
		{text: "Le ⟦chauffeur de l'autobus 165⟧ a vu le suspect monter à bord.", kind: bot.Update},
		{text: "Des témoins ont vu un homme fuir vers le nord. Avez-vous vu quelque chose?"},
		{text: "Un témoin a décrit le suspect comme un homme de 30 ans."},
		{text: "Plusieurs personnes ont été témoins de l'agression. Les enquêteurs souhaitent leur parler."},
	})
	holdsUnder(t, packGuard(t, "uk"), "witness_identity", "en", []sample{
		{text: "A ⟦barber from the shop opposite⟧ saw the whole thing and has given us a statement.", kind: bot.Update},
		{text: "According to Mrs ⟦Beryl Thackray⟧, the van left at speed.", kind: bot.Update},
		{text: "The witness, ⟦Tom Featherstone⟧, chased the thief down the street.", kind: bot.Update},
		{text: "A ⟦teacher at the primary school⟧ reported seeing the van twice.", kind: bot.Update},
		{text: "W i t n e s s  ⟦L e a n n e  H o b b s⟧ identified him.", kind: bot.Update},
		{text: "The call to 999 was made by ⟦Nigel Pryor⟧ from the flat below.", kind: bot.Update},
		{text: "CCTV and the account given by ⟦Gwen Platt⟧ show the van turning left.", kind: bot.Update},
		{text: "⟦Postman Greg Salt⟧ found the door open and rang 999.", kind: bot.Update},
		{text: "A cyclist, ⟦Hugo Farrant⟧, filmed the attack on a helmet camera and handed the footage to officers.", kind: bot.Update},
		{text: "A ⟦receptionist at the Fenby surgery⟧ saw the man running.", kind: bot.Update},
		{text: "Officers spoke to several witnesses at the scene. We would like to hear from others."},
		{text: "If a neighbour sees a cold caller, please phone 101.", kind: bot.SafetyAlert},
		{text: "If you saw a white van near the school or work nearby, please call."},
		{text: "Shop owners on Castle Street are asked to check CCTV.", kind: bot.Footage},
		{text: "Were you a passenger on the number 12 bus? Did you see a man with a red bag? Call 101."},
		{text: "PCSO Janet Hale saw the bike and recovered it. Thanks to all who called.", kind: bot.Update},
		{text: "We are keen to hear from the driver of a white Citroen Berlingo, who may have witnessed the crash."},
	})
	holdsUnder(t, packGuard(t, "us"), "witness_identity", "en", []sample{
		{text: "Witness ⟦LaToya Grimes⟧ told detectives the truck had no plates.", kind: bot.Update},
		{text: "We have a statement from ⟦Doug Brannigan⟧, who was at the pump next to them.", kind: bot.Update},
		{text: "The ⟦victim's roommate⟧ witnessed the attack and described the gunman.", kind: bot.Update},
		{text: "A ⟦mail carrier⟧ saw the man run behind the church.", kind: bot.Update},
		{text: "Detectives interviewed eyewitness ⟦Paula Quigley⟧ on Thursday.", kind: bot.Update},
		{text: "Our witness, an Uber driver named ⟦Said⟧, picked him out of a photo array.", kind: bot.Update},
		{text: "The wit\u200bness is ⟦Glo\u200bria Stan\u200bton⟧.", kind: bot.Update},
		{text: "Rev. ⟦Amos Tuttle⟧ heard the crash from his porch and ran out to help.", kind: bot.Update},
		{text: "A ⟦woman walking her dog on Elm Court⟧ saw the suspect change clothes."},
		{text: "High school teacher ⟦Ron Petty⟧ was first on the scene and gave a description.", kind: bot.Update},
		{text: "The clerk who called it in, ⟦Dee Dee Hatch⟧, is shaken.", kind: bot.Update},
		{text: "A statement by motel guest ⟦Arlo Finch⟧ puts the van there at 9.", kind: bot.Update},
		{text: "A witness reported that a white van left northbound. Call us if you saw it."},
		{text: "Several people called 911. We are still looking for more witnesses."},
		{text: "Witnesses say a blue sedan sped away. Anyone with information is asked to call."},
	})
}
