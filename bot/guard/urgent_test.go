package guard

import "testing"

func TestUrgent(t *testing.T) {
	for _, s := range []string{
		"HE IS HERE RIGHT NOW at the Tim Hortons on Queen",
		"omg hes at the gas station on dufferin rn",
		"I'm looking at him right now, he's at the bus stop",
		"That car is parked outside my building right now",
		"just saw her walk into Dufferin Mall 2 minutes ago",
		"She's sitting on a bench at Trinity Bellwoods, I'm with her",
		"I can see the guy from my window",
		"pretty sure this dude is in line behind me at No Frills",
		"spotted him 5 min ago at Kipling station",
		"still here, he hasn't left the lobby",
		"help me please he is outside my door",
		"somebody help us",
		"send the police to 12 Elm now!!!",
		"someone call 911 there is a man with a knife",
		"he has a gun",
		"He's got a gun on Yonge and Dundas",
		"shots fired at Jane and Finch",
		"I can hear gunshots outside my house",
		"They are breaking into my neighbour's house",
		"there's a guy breaking into cars on my street",
		"my ex is threatening to kill me",
		"i want to kill myself",
		"I don't want to live anymore",
		"my brother is talking about ending his life tonight",
		"she took a bunch of pills, she's unconscious",
		"he's not breathing",
		"I'm going to shoot that cop",
		"gonna stab him tomorrow at school",
		"the house next door is on fire",
		"I'm locked in the bathroom and he won't stop hitting the door",
		"they forced a girl into a van on Bloor",
		"there's a fight going on outside the club right now",
		"I'm scared he will come back tonight",
		"robbery in progress at the LCBO",
		"ｈｅ ｈａｓ ａ ｇｕｎ",
		"h\u200be has a g\u200bun",
		"he is bleeding badly",
		"someone is following me home",
		"Au secours, il est dans l'immeuble",
		"Aidez-moi svp",
		"Il est ici en ce moment, au métro Berri",
		"Je le vois présentement devant chez moi",
		"je viens de le voir au dépanneur, coin Ontario",
		"Il a un couteau !",
		"On entend des coups de feu dehors",
		"Il menace de me tuer",
		"Je veux mourir",
		"je n'ai plus envie de vivre",
		"Quelqu'un est en train de défoncer la porte du voisin",
		"Envoyez la police vite",
		"La voiture est stationnée devant chez nous",
		"Elle ne respire plus",
		"j'ai peur, il est revenu",
		"le suspect est assis dans l'autobus 165",
	} {
		if !Urgent(s) {
			t.Errorf("not urgent: %q", s)
		}
	}
}

func TestNotUrgent(t *testing.T) {
	for _, s := range []string{
		"",
		"Praying for the family.",
		"I saw him right here last week.",
		"Never saw him here before",
		"I have not seen her here",
		"Police said no bomb was found",
		"I saw a car like that last week on Queen Street.",
		"I think I know this person, I will contact Crime Stoppers.",
		"Why do you never publish the description?",
		"Thank you officers for all you do",
		"Defund the police, you are useless",
		"I have dash cam video from Monday, where can I send it?",
		"Was this at Jane and Finch?",
		"What time did this happen?",
		"Hope they find her soon, shared in our group.",
		"This city is a joke, nobody goes to jail.",
		"My cousin worked with him in 2019.",
		"Great job on the arrest!",
		"Is there a reward?",
		"Check out my profile for cheap crypto",
		"Bonne chance aux enquêteurs.",
		"J'ai vu une voiture semblable la semaine dernière.",
		"Est-ce qu'il y a une prime?",
		"Merci pour votre travail.",
		"Pourquoi ne pas publier la photo?",
		"Je partage, courage à la famille.",
	} {
		if Urgent(s) {
			t.Errorf("urgent: %q", s)
		}
	}
}
