package guard

import (
	"testing"

	"appealbot/bot"
)

// TestSexOffenceVictimInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestSexOffenceVictimInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "sex_offence_victim", "en", []sample{
		{text: "⟦Shanice Campbell⟧ told us she was groped on the 29 Dufferin bus.", kind: bot.Update},
		{text: "The sexual assault happened at the ⟦victim's apartment⟧ near Bathurst and Steeles."},
		{text: "A 45-year-old man was charged with sexually assaulting ⟦his tenant⟧.", kind: bot.Arrest},
		{text: "A massage therapist has been charged with sexually assaulting ⟦one of his clients⟧ in Liberty Village.", kind: bot.Arrest},
		{text: "A ride-share passenger was sexually assaulted by ⟦her driver⟧ near ⟦her condo⟧ on Fleet Street."},
		{text: "Sexual assault, Danforth Ave: complainant ⟦B. Ramsaroop⟧ has given a statement.", kind: bot.Update},
		{text: "A second complainant has come forward: she is the ⟦accused's former nanny⟧. He is charged with sexual assault.", kind: bot.Update},
		{text: "The victim of the sexual assault ⟦sings in the same choir⟧ as the accused.", kind: bot.Arrest},
		{text: "A music teacher is charged with sexual exploitation of ⟦a 15-year-old violin student⟧.", kind: bot.Arrest},
		{text: "A woman was sexually assaulted by ⟦her supervisor⟧ at ⟦her workplace⟧ in Etobicoke."},
		{text: "A man sexually assaulted a woman on a westbound train between Jane and Runnymede on Sunday about 10 p.m. He is 5'9\", thin, and wore a grey jacket."},
		{text: "Daniel Whitford, 52, a teacher, is charged with two counts of sexual assault. Investigators believe there may be other victims.", kind: bot.Arrest},
		{text: "A woman was sexually assaulted in an elevator on Carlton Street. The man got off on the ground floor."},
		{text: "Wanted: Ivan Petrenko, 39, for sexual assault. He works in construction and is known to frequent Parkdale.", kind: bot.Wanted},
		{text: "Voyeurism at Yorkdale Mall: do you recognize the man in the photos? He wore a grey suit and carried a shopping bag.", kind: bot.Identify},
		{text: "Alan Prosser, 58, of Oshawa, faces three counts of sexual interference. He worked as a photographer. Call Sex Crimes, 416-808-7474.", kind: bot.Arrest},
		{text: "Trans Sexual Assault support: call the Women's College Hospital centre. You will be believed.", kind: bot.SafetyAlert},
		{text: "Sexual assault investigation: the suspect followed a woman off the Bathurst streetcar near St. Clair. He is 25 to 30, clean-shaven, with a blue backpack."},
		{text: "Marcus Yeboah, 34, of Toronto, has been charged with three counts of sexual assault. He drove for a ride-share company between 2023 and 2026.", kind: bot.Arrest},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "sex_offence_victim", "fr", []sample{
		{text: "Une ⟦cliente du gym Énergie⟧ a été agressée sexuellement dans le vestiaire."},
		{text: "Un entraîneur de ringuette est accusé d'attouchements sur deux ⟦joueuses de l'équipe des Étoiles⟧.", kind: bot.Arrest},
		{text: "L'homme aurait agressé sexuellement ⟦sa colocataire⟧ ⟦à leur appartement⟧.", kind: bot.Arrest},
		{text: "L'accusé d'agression sexuelle est le ⟦beau-père de la victime⟧.", kind: bot.Arrest},
		{text: "Le suspect a ⟦rencontré la victime sur Tinder⟧ avant de l'agresser sexuellement.", kind: bot.Arrest},
		{text: "Agression sexuelle près de la station Ossington : une femme a été touchée par un inconnu vers 22 h. Témoins demandés."},
		{text: "Un homme de 60 ans a été accusé d'agression sexuelle. Les enquêteurs croient qu'il pourrait y avoir d'autres victimes.", kind: bot.Arrest},
		{text: "Voyeurisme dans une cabine d'essayage : reconnaissez-vous cet homme? Il portait un manteau beige.", kind: bot.Identify},
	})
	holdsUnder(t, packGuard(t, "uk"), "sex_offence_victim", "en", []sample{
		{text: "Rape investigation, Hexley: the woman, ⟦a barmaid at the Red Lion⟧, was walking home."},
		{text: "A woman in her 30s was raped on her way home from ⟦her hen party⟧."},
		{text: "A driving instructor from Hexley has been charged with sexual assault on ⟦a 17-year-old pupil⟧.", kind: bot.Arrest},
		{text: "This man groped a ⟦nurse⟧ finishing her night shift at Hexley General.", kind: bot.Identify},
		{text: "The rape complainant ⟦works at the Fenby Arms⟧.", kind: bot.Update},
		{text: "A scout leader has been charged with sexual offences against two ⟦boys in his troop⟧.", kind: bot.Arrest},
		{text: "If you have been affected by sexual violence, the Hexley Rape Crisis Centre can help, day or night.", kind: bot.SafetyAlert},
		{text: "A man has been charged with rape following an incident in Fenby town centre on 3 November.", kind: bot.Arrest},
		{text: "A man from Fenby has been jailed for voyeurism. Detective Inspector Helen Moss thanked the victims for their courage.", kind: bot.Arrest},
		{text: "Appeal after woman touched inappropriately on train to Leeds. The man is white, aged about 50, and had a rucksack.", kind: bot.Identify},
		{text: "Walking home alone? Ask for Angela at the bar. Report sexual harassment on 101.", kind: bot.SafetyAlert},
	})
	holdsUnder(t, packGuard(t, "us"), "sex_offence_victim", "en", []sample{
		{text: "Deputies arrested a man for sexual battery of ⟦his teenage stepdaughter⟧.", kind: bot.Arrest},
		{text: "⟦A student aide at Riverton Central High⟧ reported the coach for groping her.", kind: bot.Arrest},
		{text: "The 19-year-old victim, ⟦a cheerleader at Ohio Valley State⟧, was assaulted sexually in a parking deck."},
		{text: "Youth pastor charged with sexual abuse of a ⟦girl in his Bible study⟧.", kind: bot.Arrest},
		{text: "⟦Kimberly Ann Strode⟧, a bank teller, told police that Harris raped her after ⟦their first date⟧.", kind: bot.Arrest},
		{text: "A high school wrestling coach was indicted for sexual abuse of ⟦one of his wrestlers⟧.", kind: bot.Arrest},
		{text: "Rape suspect arrested; victim was ⟦a housekeeper at the Polk Inn⟧.", kind: bot.Update},
		{text: "We want to identify this man in connection with an indecent exposure at Miller Park on Saturday.", kind: bot.Identify},
		{text: "Sexual Assault Awareness Month: our advocates will be at the library on Tuesday.", kind: bot.SafetyAlert},
		{text: "A woman reported being sexually assaulted in the parking garage at 5th and Main around 9 p.m. Anyone with video should call."},
		{text: "WANTED: Curtis Blaine Hobart, 33, on a warrant for rape. He drives a red Silverado. Do not approach.", kind: bot.Wanted},
	})
}
