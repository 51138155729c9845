package guard

import (
	"testing"

	"appealbot/bot"
)

// TestInformantInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestInformantInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "informant", "en", []sample{
		{text: "⟦Thanks to a call⟧ from a co-worker, officers found him in a motel.", kind: bot.Arrest},
		{text: "⟦Someone inside the group has been talking to us⟧.", kind: bot.Update},
		{text: "⟦We got word from a tenant downstairs that guns were being kept there.⟧", kind: bot.Arrest},
		{text: "⟦C-r-i-m-e S-t-o-p-p-e-r-s tip led to the arrest.⟧", kind: bot.Arrest},
		{text: "⟦We received several tips after Tuesday's post, and one of them put us at the right door.⟧", kind: bot.Update},
		{text: "⟦A source close to the crew told us where the guns were.⟧", kind: bot.Arrest},
		{text: "He was found because ⟦a roommate dropped a dime⟧.", kind: bot.Arrest},
		{text: "⟦Somebody at the bar gave us⟧ his name.", kind: bot.Update},
		{text: "⟦Guided by confidential information⟧, officers searched a storage locker.", kind: bot.Arrest},
		{text: "⟦Your calls paid off: one caller identified him within the hour.⟧", kind: bot.Arrest},
		{text: "Officers ⟦learned from a former employee⟧ that the drugs were kept in the freezer.", kind: bot.Arrest},
		{text: "⟦The tipster's description matched, and he was in cuffs an hour later.⟧", kind: bot.Update},
		{text: "⟦A woman who used to date him called us⟧ with his address.", kind: bot.Arrest},
		{text: "⟦Investigators say information from a source inside the gang was key.⟧", kind: bot.Arrest},
		{text: "⟦Police were tipped to his whereabouts on Friday.⟧", kind: bot.Arrest},
		{text: "⟦One of your DMs⟧ cracked this case.", kind: bot.Update},
		{text: "After ⟦a friend reported him⟧, officers found the rifle under his bed.", kind: bot.Arrest},
		{text: "⟦Officers, acting on a tip from the suspect's roommate, recovered a handgun.⟧", kind: bot.Arrest},
		{text: "⟦His neighbour called Crime Stoppers and we moved in.⟧", kind: bot.Update},
		{text: "Tips can be left anonymously at 416-222-TIPS or 222tips.com. Every tip helps."},
		{text: "Thank you to everyone who called with information. She has been found safe.", kind: bot.Located},
		{text: "Officers responded to a call about a robbery at Bay Street and Dundas Street West."},
		{text: "Through investigation, officers located the vehicle and arrested one man.", kind: bot.Arrest},
		{text: "At 5:10 p.m., police responded to reports of a pedestrian struck.", kind: bot.HitAndRun},
		{text: "Following a lengthy investigation, members of the Guns and Gangs unit executed a search warrant and seized two firearms.", kind: bot.Arrest},
		{text: "Investigators believe there are people with information who have not yet spoken to police."},
		{text: "As a result of a traffic stop, officers located a loaded firearm. Two people were arrested.", kind: bot.Arrest},
		{text: "She was reported missing by her family on Sunday. Call 911 if you see her.", kind: bot.MissingPerson},
		{text: "We have received many calls about this case and officers are following up. If you have not called yet, please do.", kind: bot.Update},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "informant", "fr", []sample{
		{text: "⟦Un voisin a alerté les policiers, qui ont saisi 12 kg de cocaïne.⟧", kind: bot.Arrest},
		{text: "⟦Un informateur nous a menés à l'entrepôt.⟧", kind: bot.Arrest},
		{text: "⟦Grâce à vos signalements⟧, l'homme a été arrêté.", kind: bot.Update},
		{text: "L'⟦ex-conjointe de l'accusé a révélé aux policiers⟧ où se trouvait l'arme.", kind: bot.Arrest},
		{text: "⟦C'est un appel d'un citoyen qui a permis l'arrestation.⟧", kind: bot.Arrest},
		{text: "⟦Une dénonciation anonyme est à l'origine de cette saisie.⟧", kind: bot.Arrest},
		{text: "⟦Des citoyens du secteur nous ont avisés⟧ du va-et-vient à cette adresse.", kind: bot.Arrest},
		{text: "⟦Selon nos informateurs⟧, l'arme se trouvait chez sa soeur.", kind: bot.Arrest},
		{text: "⟦Un proche du suspect s'est confié à nos enquêteurs⟧.", kind: bot.Update},
		{text: "⟦L'homme a été retrouvé grâce à l'appel d'une caissière.⟧", kind: bot.Arrest},
		{text: "⟦Sur la foi d'une information fournie par un employé, les policiers ont perquisitionné l'entrepôt.⟧", kind: bot.Arrest},
		{text: "⟦Une source nous a indiqué que le véhicule était caché à Laval.⟧", kind: bot.Arrest},
		{text: "Toute information peut être transmise à Échec au crime de façon anonyme."},
		{text: "Les enquêteurs cherchent des renseignements. Tout renseignement est traité de façon confidentielle."},
		{text: "Si vous avez des informations, communiquez avec Échec au crime. Vous resterez anonyme."},
	})
	holdsUnder(t, packGuard(t, "uk"), "informant", "en", []sample{
		{text: "⟦A member of the public pointed us⟧ to a lock-up where the bikes were.", kind: bot.Arrest},
		{text: "⟦Intelligence received from the local community led to the warrant.⟧", kind: bot.Arrest},
		{text: "⟦Officers acted after being contacted by a worried relative of the man.⟧", kind: bot.Arrest},
		{text: "⟦Following community intelligence⟧, a warrant was carried out in Hexley.", kind: bot.Arrest},
		{text: "⟦inf0rmation from the publ1c led us to him.⟧", kind: bot.Arrest},
		{text: "The raid ⟦followed complaints⟧ from people living nearby about drug dealing.", kind: bot.Arrest},
		{text: "⟦The information came to us⟧ via Crimestoppers.", kind: bot.Update},
		{text: "⟦Two people rang Crimestoppers⟧ naming the same man.", kind: bot.Arrest},
		{text: "⟦Several of you named the same man and he is now in custody.⟧", kind: bot.Update},
		{text: "Officers executed a warrant ⟦following a report⟧ from a housing officer.", kind: bot.Arrest},
		{text: "Information from ⟦members of the public helped us⟧ find the weapon.", kind: bot.Arrest},
		{text: "We were called at 2.40pm by the ambulance service to reports of a collision."},
		{text: "Have information? Crimestoppers is 100% anonymous: 0800 555 111."},
		{text: "Contact Crimestoppers, the independent charity, or use the online form. You will never be asked your name."},
		{text: "Thanks to everyone who shared our appeal. Lucy has been found safe and well.", kind: bot.Located},
		{text: "We received several reports of shots being fired at around 10pm. Officers attended and found a damaged car."},
	})
	holdsUnder(t, packGuard(t, "us"), "informant", "en", []sample{
		{text: "⟦His cousin gave him up⟧, and deputies arrested him at home.", kind: bot.Arrest},
		{text: "An anonymous P3 ⟦tip put us⟧ onto the house on Vine Street.", kind: bot.Arrest},
		{text: "Arrested after ⟦his landlord recognized him⟧ from our post.", kind: bot.Arrest},
		{text: "⟦The suspect's own brother tipped off deputies.⟧", kind: bot.Arrest},
		{text: "Crime Stoppers ⟦caller gave us⟧ the address and SWAT did the rest.", kind: bot.Arrest},
		{text: "⟦An inmate came forward⟧ with details about the killing.", kind: bot.Update},
		{text: "⟦Deputies got the address from his ex-girlfriend's call and found him in the attic.⟧", kind: bot.Arrest},
		{text: "A jailhouse ⟦snitch linked him⟧ to the gun.", kind: bot.Arrest},
		{text: "⟦T-i-p-s from neighbors led deputies to the barn.⟧", kind: bot.Arrest},
		{text: "⟦Someone who wants the reward told us⟧ which trailer he was in.", kind: bot.Arrest},
		{text: "⟦Neighbors had complained⟧ about traffic at the house, and that led to the search warrant.", kind: bot.Arrest},
		{text: "The ⟦CI's information⟧ was solid and the search turned up two kilos.", kind: bot.Arrest},
		{text: "⟦A confidential source bought drugs from him twice before the raid.⟧", kind: bot.Arrest},
		{text: "Officers on patrol stopped a car and found a handgun. If you know more, call the tip line.", kind: bot.Arrest},
		{text: "We still need tips. Callers do not have to give a name.", kind: bot.Update},
		{text: "A store employee was shot during the robbery. Detectives are reviewing video."},
		{text: "Officers were dispatched after a 911 call about a crash. A neighbor was not hurt.", kind: bot.HitAndRun},
		{text: "Your shares made a difference. The stolen truck has been located. Anyone who saw it parked on Vine should call.", kind: bot.Update},
		{text: "After a three-month investigation, detectives served a search warrant and seized cocaine. Tips are always welcome.", kind: bot.Arrest},
		{text: "Call Crime Stoppers at 1-800-222-8477. Your tip could earn a reward and you stay anonymous."},
	})
}
