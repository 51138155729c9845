package guard

import (
	"testing"

	"appealbot/bot"
)

func TestHoldback(t *testing.T) {
	holds(t, "holdback", "en", []sample{
		{text: "The victim was ⟦stabbed 12 times⟧.", severity: bot.NeedsOverride},
		{text: "He was ⟦shot twice⟧."},
		{text: "She was ⟦shot in the head⟧."},
		{text: "He had ⟦three stab wounds⟧."},
		{text: "A ⟦9mm⟧ handgun was used."},
		{text: "The shooter used a ⟦.45-calibre⟧ pistol."},
		{text: "Officers ⟦found six shell casings⟧."},
		{text: "A ⟦Glock⟧ was found."},
		{text: "The thief ⟦entered through a basement window⟧."},
		{text: "They ⟦pried open the rear door⟧."},
		{text: "The body was found ⟦face down⟧."},
		{text: "Her ⟦hands were bound⟧."},
		{text: "The watch is ⟦engraved with⟧ two names."},
		{text: "The camera has ⟦serial number AB12345⟧."},
		{text: "The robber said ⟦\"give me the bag or die\"⟧."},
		{text: "He passed a note that read ⟦\"I have a gun\"⟧."},
		{text: "The intruder ⟦left a rose on the body⟧."},
		{text: "A man with a knife robbed a store. A firearm was used."},
		{text: "A quantity of jewellery was taken."},
		{text: "Two men in black hoodies and three women left in a silver Honda."},
		{text: "The victim was shot and taken to hospital."},
		{text: "He wore a shirt that said \"Raptors\"."},
		{text: "\"We need your help,\" said Det. Brown."},
		{text: "Be ready to describe any engraving or the serial number."},
		{text: "Nine people saw it. 25 mm of rain fell."},
		{text: "Several shots were fired. No one was hurt."},
		{text: "Record your serial numbers."},
		{text: "He is five feet tall, 180 pounds, with a scar on his left hand."},
		{text: "Four vehicles were hit. The suspect hit the man twice his age."},
	})
	holds(t, "holdback", "fr", []sample{
		{text: "La victime a été ⟦poignardée à douze reprises⟧."},
		{text: "Il a été atteint d'une ⟦balle à la tête⟧."},
		{text: "Une arme ⟦de calibre .38⟧ a servi."},
		{text: "Le voleur est ⟦entré par la fenêtre du sous-sol⟧."},
		{text: "Le corps était ⟦face contre terre⟧."},
		{text: "La montre porte une ⟦gravure⟧."},
		{text: "Il est recherché pour voies de fait graves. Les inscriptions au tournoi sont ouvertes."},
		{text: "Une personne a subi des blessures graves."},
		{text: "Deux hommes portant des chandails noirs sont recherchés."},
		{text: "Un homme armé d'un couteau a volé un commerce."},
	})
}
