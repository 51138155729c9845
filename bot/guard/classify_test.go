package guard

import (
	"strings"
	"testing"

	"appealbot/bot"
)

func TestClassify(t *testing.T) {
	for class, texts := range map[bot.Class][]string{
		bot.ClassEmergency: {
			"h3 has a g u n", "h e l p me", "theres a man with a knfe outside my shop", "guy with 🔫 outside the school rn", "🆘 please",
			"hes standin outside my door rigth now", "I took all my pills and i cant do this anymore",
			"she's on the bridge about to jump", "my roommate is overdosing", "I planted a bomb at the station",
			"the amber alert car is next to me at the lights", "he's got her in the car beside me heading north on the 400",
			"I will shoot up the school tomorrow", "im gonna kms tonight", "found the little girl, she's here with me at the Esso",
			"his lips are turning blue", "there's blood everywhere please hurry", "just like in a movie, he is here right now with a rifle",
			"je vais le buter ce soir", "il y a un gros feu dans l'immeuble", "il a un couteau au métro en ce moment", "je veux en finir avec la vie",
			"the guy you're looking for is sitting across from me on the 501 streetcar", "elle perd beaucoup de sang",
			"someone is trying to break into my house", "suspicious package at the mall", "he keeps hitting her, next door, send someone",
		},
		bot.ClassDoxx: {
			"His name is John Smith", "that's Mike Kowalski from Brampton", "he lives at 42 Maple Street", "she works at the Shoppers on King",
			"his insta is @jmoney99", "Anyone know his address?", "drop the name", "who is this guy? name and shame", "let's go find him ourselves",
			"street justice, boys", "call him at 647-555-0134", "his kids go to St Mary school", "It looks like my neighbour Dave Wilson",
			"plate is ABCD 123", "il s'appelle Marc Tremblay", "il habite au 12 rue Cartier", "quelqu'un a son adresse ?", "on va chez lui",
			"Where does he live?", "Get him fired", "pull up to his house",
		},
		bot.ClassTip: {
			"I saw a grey Honda speeding away around 9pm", "I have dashcam video from that night", "My doorbell camera faces the street",
			"I think I know him", "Pretty sure I recognize that jacket", "we heard two shots around midnight", "He hangs out around the park by the station",
			"I saw him last week at Kipling", "Check the cameras at the gas station", "J'ai vu une voiture semblable la semaine dernière",
			"J'ai une vidéo de ma caméra", "Je crois que je le connais", "Il traîne souvent au parc", "There was a white van parked there yesterday",
			"found a wallet near the scene yesterday", "She used to come in around noon at our cafe",
		},
		bot.ClassAbuse: {
			"hang him", "he deserves to die", "go back to your country", "deport them all", "kill yourself", "what a piece of garbage human",
			"scumbag", "f4gg0t", "snitches get stitches", "these people are animals", "crève ordure", "retourne dans ton pays", "sale arabe", "fat ugly bitch",
		},
		bot.ClassSpam: {
			"Get 1000 followers cheap", "I made $5000 weekly with bitcoin, DM me", "Check out my profile", "link in bio", "FREE giveaway click the link",
			"Gagnez de l'argent rapide", "Contact on WhatsApp for loans",
		},
		bot.ClassQuestion: {
			"What time did this happen?", "Is there a reward?", "Where can I send it?", "Any update?", "Has she been found?", "Est-ce qu'il y a une prime?",
			"Pourquoi ne pas publier la photo?", "Is the road still closed",
		},
		bot.ClassSupport: {
			"Thank you officers", "Praying for the family", "Hope they find her soon", "Great job on the arrest!", "Merci pour votre travail",
			"Courage à la famille", "J'espère qu'on la retrouvera", "Shared in our group",
		},
		bot.ClassNoise: {
			"", "🌧", "@TorontoPolice", "https://example.com/a", "you guys are useless", "ACAB", "Defund the police", "typical TPS", "Chief Demkiw is a joke",
			"cops are pigs", "fuck the police", "The mayor is an idiot", "Thanks for nothing, useless clowns", "Les policiers sont des ordures", "lol", "ok",
			"The minister Doug Ford should resign", "police are scum", "Where were you when my car was stolen? useless",
			"Matthews is shooting 40% this season, what a game", "This movie has a bomb scene", "Someone was stabbed here years ago",
			"This is Toronto Police incompetence", "If he had a gun in the game it would have been different",
		},
	} {
		for _, s := range texts {
			got := Classify(s)
			if got.Name != class {
				t.Errorf("%q: class is %s %q, want %s", s, got.Name, got.Reasons, class)
			}
			if (class == bot.ClassNoise) != (len(got.Reasons) == 0) || len(got.Reasons) > mostReasons {
				t.Errorf("%q: reasons %q", s, got.Reasons)
			}
		}
	}
}

func TestClassifyQuotesTheReply(t *testing.T) {
	got := Classify("Salut. Il s’appelle Marc Tremblay, le type.")
	if got.Name != bot.ClassDoxx || len(got.Reasons) == 0 || !strings.HasPrefix(got.Reasons[0], "Il s’appelle") {
		t.Errorf("got %+v", got)
	}
}

// The department's own line in a reply exposes nobody.
func TestClassifyKnowsThePublishedLines(t *testing.T) {
	if got := Classify("Call 416-222-8477 everyone"); got.Name == bot.ClassDoxx {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkClassify(b *testing.B) {
	text := strings.Repeat("The weather on Bloor was fine and people were walking by. ", 18)[:1000]
	for b.Loop() {
		Classify(text)
	}
}

func FuzzClassify(f *testing.F) {
	for _, s := range []string{"", "h e l p", "g.u.n", "🔫", "h3 h4s a gun", "Il s’appelle Marc", "\xff\x00"} {
		f.Add(s)
	}
	for _, set := range replySets {
		for i, r := range labelled[labelledReply](f, set.file) {
			if i%20 == 0 {
				f.Add(r.Text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Classify(s)
		if len(got.Reasons) > mostReasons || Urgent(s) != (got.Name == bot.ClassEmergency) {
			t.Errorf("%q: %+v", s, got)
		}
		for _, r := range got.Reasons {
			if n := len([]rune(r)); n == 0 || n > longestReason {
				t.Errorf("%q: reason %q", s, r)
			}
		}
	})
}

// A rule that breaks on a reply keeps nobody from reading it, nor the others from
// being stored.
func TestReplyThatBreaksARuleIsRead(t *testing.T) {
	g := newGuard(t)
	g.lists = nil
	var told []*Fault
	g.OnFault = func(f *Fault) { told = append(told, f) }
	if got := g.Classify("Reach him at 416-555-0123, he lives at 12 Oak Street"); got.Name != bot.ClassEmergency || got.Reasons != nil {
		t.Errorf("got %+v", got)
	}
	if len(told) != 1 || told[0].During != "classify a reply" || !strings.Contains(string(told[0].Stack), "panic(") {
		t.Errorf("told of %v", told)
	}
	if strings.Contains(told[0].Error()+string(told[0].Stack), "Oak Street") {
		t.Errorf("the reply is told: %v", told[0])
	}
}

// A witness may tell everything with the last word of a text, and with that alone.
func TestTellingThatIsTheLastWord(t *testing.T) {
	for _, s := range []string{"; 1filmé ", " >VUS", "½\x00REMEMBERED ", "1 filmé"} {
		if got := Classify(s); got.Name != bot.ClassTip || len(got.Reasons) == 0 {
			t.Errorf("%q: %+v", s, got)
		}
	}
}

// What exposes somebody is read as a department's own land writes it: a British
// mark of the older shapes is one for a British force.
func TestClassesFollowTheLand(t *testing.T) {
	const reply = "he drives index number TNZ 4521 most days"
	for pack, want := range map[string]bot.Class{"uk": bot.ClassDoxx, "ca-on": bot.ClassNoise} {
		if got := packGuard(t, pack).Classify(reply); got.Name != want {
			t.Errorf("%s: class is %s, want %s", pack, got.Name, want)
		}
	}
}
