package guard

import (
	"testing"

	"appealbot/bot"
)

// Emergencies as people tell them who do not cry for help: what goes on, what
// somebody means to do, and who is in sight.
func TestHappenings(t *testing.T) {
	for _, s := range []string{
		"Theres a man with a crossbow on the roof of the parking garage at Elm and 3rd",
		"my daughter just texted that her boyfriend wont let her out of the car and hes driving really fast, please help",
		"im at the bus stop on dundas and a guy just got stabbed, he is on the ground",
		"Hi, I think my grandmother is having a stroke, her face is drooping on one side",
		"two guys are trying to pull a girl into a white van outside the 7-11",
		"Your missing boy is sitting next to me on the 504 streetcar",
		"that's him!!! he just walked into the shoppers on bloor",
		"ok so the car from ur pic is in my driveway right now, two guys in it",
		"I can hear someone screaming in unit 1204 and things breaking",
		"there's a house on fire on Maple Grove, I can see flames from the bedroom window and nobody is outside",
		"I took all my pills. tell my mom I'm sorry",
		"i dont see the point in being here anymore. by the time you read this ill be gone",
		"someone is breaking into my neighbours garage as im typing this",
		"There is a kid in a locked car at the Walmart in this heat, nobody around, window closed",
		"Woman in the water by the pier, shes going under",
		"a guy with a gun just ran past our shop toward the school",
		"my ex is at my door with a hammer",
		"gonna shoot up the mosque on friday, watch",
		"I know where she lives and tonight I'm going to make her pay for talking to you",
		"there's a bag ticking under the bench at Union station",
		"he said he will kill us if I call you. please come to 44 Harrow",
		"Old man in pyjamas walking in the middle of the highway near exit 12",
		"Car just went off the road into the river at Miller bridge, people still inside",
		"mum collapsed shes gone blue",
		"my roommate OD'd, lips are blue",
		"please somebody theres men in my house",
		"Your wanted guy is pumping gas beside me at the Esso on Hwy 7",
		"just passed that plate on the 417 going east by Moodie",
		"He's back. He's in the backyard again and he has the knife this time",
		"they have my sister. they want 10 grand by tonight or they'll cut her",
		"i smell gas and i feel dizzy and my kids wont wake up",
		"Someone just threw a molotov at the synagogue",
		"active shooter at the mall food court we are hiding in the store room",
		"big fight at the skatepark, one kid has a machete",
		"The girl from the amber alert is at the Timmies in Barrie with an older man, im looking at them",
		"Au secours, il est en train de frapper ma mère",
		"Y a un gars avec un gun dans le métro Berri, il crie après le monde",
		"Je viens de voir la petite fille de l'alerte, elle est dans une Civic grise sur la 20 ouest",
		"Mon chum veut pas me laisser sortir pis il a pris mon téléphone",
		"le feu est pris dans l'appart d'en haut y a des enfants",
		"Je veux plus vivre, c'est fini ce soir",
		"Un homme est couché sur les rails à la station Jarry",
		"Mon père fait une crise de coeur, envoyez une ambulance au 12 rue Principale",
		"je vais faire sauter le poste demain matin",
		"Il est assis juste devant moi dans l'autobus 165, c'est lui sur votre photo",
		"quelqu'un essaie de rentrer par ma fenêtre en ce moment",
		"ma coloc a avalé une bouteille de Tylenol elle répond plus",
		"Ça tire encore sur la rue Pie-IX",
		"un enfant de 3 ans tout seul au bord de l'autoroute",
		"heeeelp hes got a nife",
		"HES OUTSIDE MY WINDOW",
		"he's gonna do it tonight. he showed me the gun and the list",
		"I did it. I finally did it. she's not moving",
		"someone's been shot on Albert St, get here",
		"there's a baby crying in a dumpster behind the Metro",
		"lady being mugged rn at the atm on king",
		"🔫 outside the school!!!",
		"stranger grabbed a little girl at the playground and is walking off with her",
		"she's choking and the heimlich isnt working",
		"bloke's kicking off on the 73 bus with a broken bottle",
		"been stuck in this lift 2 hours, man here having chest pains",
		"I've got a knife to my throat as I text",
		"He is following the girl in your photo through the mall",
	} {
		if got := Classify(s); got.Name != bot.ClassEmergency {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

// The same words in what is past, usual, watched or only a way of speaking.
func TestNothingHappens(t *testing.T) {
	for _, s := range []string{
		"My uncle was shot on that corner back in the nineties",
		"I'm on the bridge committee, we asked for lights for years",
		"You should hire more officers, we are all in danger with this mayor",
		"Looks like a scene from The Wire",
		"That chase in the video is insane, glad nobody got hurt",
		"I saw a man like that at the station on Tuesday night around 9",
		"Is this guy dangerous? should I keep my kids home",
		"The fire on Maple was last year, no?",
		"I think he works at the Esso on Hwy 7",
		"if you see him call 911, do not approach",
		"my dog would kill for that sandwich",
		"these potholes are going to kill someone one day",
		"We heard shots on Saturday around 2 am, three of them, then a car drove off",
		"He was limping when he left the store Friday",
		"I have video of the car leaving, time stamp 01:12",
		"Someone stole my bike from there too last month",
		"The suspect is smoking hot 🔥",
		"He looks like he is hiding in the witness protection lol",
		"They were in the house next to mine until March",
		"Why are there so many shootings now in this city",
		"Thanks for the quick arrest, my wife was scared to go out",
		"Have you checked the cameras at the mall? He is always there on weekends",
		"I drive by there every day and never saw that van",
		"Il est toujours au dépanneur le vendredi",
		"J'ai vu ce gars mardi passé au Tim, il avait un sac rouge",
		"On dirait une scène de film, c'est fou",
		"Les gens tirent toujours des feux d'artifice là-bas, c'est pas nouveau",
		"Mon frère a été poignardé au même endroit il y a trois ans",
		"La police devrait patrouiller plus, on a peur de sortir le soir",
		"He took the bus 47 toward the station after, I was on it",
		"Great, another press release. You lot are on fire lately",
		"I work at the hospital, that jacket is ours",
		"My son is 15 and he has the same shoes",
		"is he armed?",
		"Sitting here reading the comments, people are wild",
		"now we wait for the judge to let him out again",
		"can confirm that car is parked on Oak most nights",
		"I'm so scared for my kids walking to school these days",
		"just saw the news, terrible",
		"that man is a monster, lock him up",
		"the knife in the picture is a kitchen knife from IKEA",
		"Send this to Crime Stoppers, someone knows him",
		"Anyone else hear the helicopters right now? what's going on",
	} {
		if got := Classify(s); got.Name == bot.ClassEmergency {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

func TestWordsOfAlarmAreKnownOneSlipAway(t *testing.T) {
	for w, want := range map[string]string{
		"hlep": "help", "bleedin": "bleeding", "stabing": "stabbing", "breating": "breathing", "ambulace": "ambulance", "tomorow": "tomorrow", "couteua": "couteau",
		"breathing": "", "shouting": "", "beating": "", "shootings": "", "polite": "", "machette": "", "meeting": "", "": "",
	} {
		if got := respelled(w); got != want {
			t.Errorf("%q is %q, want %q", w, got, want)
		}
	}
}
