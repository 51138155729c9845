package guard

import (
	"testing"

	"appealbot/bot"
)

func TestEmergencies(t *testing.T) {
	for _, s := range []string{
		"There's a man beating a woman at the bus shelter on Finch",
		"She is being dragged into a black SUV",
		"My neighbour is screaming for help",
		"I am looking at the suspect, he is in the food court",
		"He's sleeping on the bench by the fountain, same clothes as the photo",
		"saw him enter unit 5 a minute ago",
		"this lady is wandering on the highway in her nightgown, I think it's her",
		"I can't go on, I've cut my wrists",
		"no point living anymore bye",
		"if she isn't mine she's nobody's, I'm driving there with my shotgun",
		"that snitch is dead tonight, I have my strap on me",
		"kid fell through the ice at the pond",
		"car flipped on the Gardiner people stuck inside",
		"apartment on 5th floor burning people on balcony",
		"he took the baby and ran, blue hoodie, just now",
		"my daughter didn't come home and a man is sending me pictures of her tied up",
		"he is at the counter, I'm the cashier, pls hurry",
		"gun just went off upstairs",
		"theyre kicking in the door across the hall",
		"my buddy od'd he's blue",
		"s0meone h@s a kn1fe on the bus",
		"🚨🚨 he's at Warden station platform right now 🚨🚨",
		"Il y a un homme qui bat une femme à l'arrêt d'autobus",
		"Je l'ai en face de moi, c'est lui",
		"Il est en train de casser ma porte",
		"J'ai avalé toutes mes pilules adieu",
		"Elle est seule sur l'autoroute, je suis arrêté avec elle",
		"le feu est pris chez ma voisine",
		"je vais tirer dans le tas à l'école demain",
		"le bébé ne respire plus",
		"Un gars avec une machette à la station Jarry",
		"il vient de partir vers le métro avec la petite",
	} {
		if got := Classify(s); got.Name != bot.ClassEmergency || len(got.Reasons) == 0 {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

// The same words in harmless sentences.
func TestNoEmergencies(t *testing.T) {
	for _, s := range []string{
		"They shot that video on a potato",
		"Hanging out for more info",
		"My car got broken into last month and you did nothing",
		"Saw this on the news this morning",
		"Why was he out on bail with a gun?",
		"Someone knows something, speak up",
		"I was robbed there two years ago",
		"Another shooting, so sad",
		"Guns are the problem",
		"So scary, I take that bus every day",
		"He's a danger to society",
		"I think I saw him in March at the flea market",
		"She was my student, lovely girl",
		"Did anyone get hurt in the fire?",
		"Put him under the jail",
		"Kids these days carry knives",
		"Check his brother's place",
		"The truck had a ladder rack",
		"Why does the photo look like it's from 1995",
		"He ran north on Keele after",
		"Mon père travaillait dans ce quartier",
		"Encore une fusillade, quelle honte",
		"Pourquoi avait-il une arme ?",
		"C'est épouvantable",
		"J'ai été volée au même endroit l'an dernier",
		"Il faut plus de policiers",
		"La voiture avait une bosse à l'avant",
		"Il ressemble à mon ancien voisin",
		"Espérons qu'elle est saine et sauve",
		"Avez-vous une photo plus claire ?",
	} {
		if got := Classify(s); got.Name == bot.ClassEmergency {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

// Each class in replies as people write them.
func TestClassesOfReplies(t *testing.T) {
	for class, texts := range map[bot.Class][]string{
		bot.ClassDoxx: {
			"everyone message her boss at Zara",
			"He stays at his girl's place on Weston Road",
			"boys lets roll up on him",
			"what school does she go to",
			"elle étudie à l'école Jeanne-Mance",
			"Quelqu'un connaît son adresse",
			"On devrait aller le chercher nous-mêmes",
		},
		bot.ClassTip: {
			"The same guy came into my store Thursday asking for change",
			"My building has cctv facing that corner",
			"I may have driven past just before it happened",
			"I know who did this",
			"That's the logo of a landscaping company in Vaughan",
			"J'étais là vers 21h, il y avait deux jeunes qui couraient",
			"Mon voisin a une caméra sur la rue",
			"Il portait le même manteau au centre d'achat samedi",
		},
		bot.ClassAbuse: {
			"rot in hell you monster",
			"Send them all back where they came from",
			"These Somalis ruin everything",
			"qu'il crève",
			"stupid ugly whore",
		},
		bot.ClassSpam: {
			"Earn $900/day from home, ask me how",
			"Best prices on vapes, link in my bio",
			"Abonnez-vous à ma chaîne",
		},
		bot.ClassQuestion: {
			"Can you post a clearer photo?",
			"What colour was the car?",
			"Is Dundas open again?",
			"Y a-t-il une description ?",
		},
		bot.ClassSupport: {
			"My heart goes out to the family",
			"Come home safe sweetheart",
			"So glad she is safe",
			"Bravo à l'équipe",
			"On pense à vous",
		},
		bot.ClassNoise: {
			"What a waste of tax money",
			"Nobody trusts you anymore",
			"Chief Demkiw should be ashamed",
			"Lazy cops never show up",
			"Vous ne servez à rien",
			"catch and release again",
			"You only care when it's a rich neighbourhood",
			"Constable Brown lied in court",
			"pigs gonna pig",
			"Blame the Liberals",
			"SPVM incompétents",
			"fuck tps",
			"Fire Mark Saunders",
			"cover up as usual",
		},
	} {
		for _, s := range texts {
			if got := Classify(s); got.Name != class {
				t.Errorf("%q: %+v, want %s", s, got, class)
			}
		}
	}
}
