package guard

import (
	"testing"

	"appealbot/bot"
)

func TestWitnessIdentity(t *testing.T) {
	holds(t, "witness_identity", "en", []sample{
		{text: "Witness ⟦Maria Santos⟧ told police that a car left the scene.", severity: bot.Block},
		{text: "According to ⟦Kevin Brooks⟧, two men ran north.", suggest: "a witness"},
		{text: "⟦Dale Hutchinson⟧ saw the robbery from his window."},
		{text: "⟦Olga Ivanova⟧, 61, called 911 after hearing gunshots."},
		{text: "⟦Nadia Rahman⟧ gave a statement to officers."},
		{text: "The ⟦store clerk⟧ saw the man leave.", suggest: "witness"},
		{text: "A ⟦neighbour at 14 Elm Street⟧ heard shouting."},
		{text: "The ⟦bartender at the Red Lion⟧ told police that he was drunk."},
		{text: "A ⟦witness who lives across the street⟧ recorded a video."},
		{text: "The ⟦building superintendent⟧ called police."},
		{text: "The ⟦victim's sister⟧ told investigators about the threats."},
		{text: "An ⟦employee of the pharmacy⟧ witnessed it."},
		{text: "A ⟦delivery driver⟧ chased the man."},

		{text: "Witnesses are asked to call 416-808-5100."},
		{text: "A witness told police that the car was red."},
		{text: "Did you see anything? Neighbours and store owners, please check your cameras."},
		{text: "Anyone who saw the robbery should call."},
		{text: "A police officer saw the car and gave chase."},
		{text: "Det. Maria Santos told reporters that the case is open."},
		{text: "Residents who heard gunshots are asked to contact police."},
		{text: "The store clerk was not hurt."},
		{text: "Investigators are looking for a taxi driver who saw the collision."},
		{text: "Emily Carter was last seen on Friday.", kind: bot.MissingPerson},
		{text: "John Brown, 42, is charged. He gave a false name.", kind: bot.Arrest},
		{text: "Police want to speak to a neighbour who called 911 at 9 p.m."},
	})
	holds(t, "witness_identity", "fr", []sample{
		{text: "Le témoin ⟦Pierre Gagné⟧ a vu la voiture.", severity: bot.Block},
		{text: "⟦Pierre Gagné⟧ a dit aux policiers que l'auto était rouge.", suggest: "Un témoin"},
		{text: "Une ⟦voisine⟧ a appelé le 911."},
		{text: "Un ⟦témoin qui habite au-dessus du commerce⟧ a filmé la scène."},
		{text: "Selon ⟦Anne Leclerc⟧, deux hommes ont fui."},
		{text: "Les témoins sont priés d'appeler."},
		{text: "Un témoin a vu une voiture rouge."},
		{text: "Êtes-vous un voisin qui a vu quelque chose?"},
		{text: "L'agente Anne Leclerc a rencontré les résidents."},
	})
}

func TestInformant(t *testing.T) {
	const neutral = "Investigators are asking for more information."
	holds(t, "informant", "en", []sample{
		{text: "⟦Following a tip from a neighbour⟧, officers searched a house on Elm Street.", severity: bot.Block},
		{text: "⟦Acting on information received from a confidential informant, police arrested a man.⟧"},
		{text: "A man was arrested. ⟦A Crime Stoppers tip led to the arrest.⟧", suggest: neutral},
		{text: "⟦A caller told⟧ us where the car was on Elm Street."},
		{text: "⟦Thanks to a tip from the public⟧, the car was found on Elm Street."},
		{text: "Police ⟦received an anonymous tip⟧ about Mark Elm."},
		{text: "⟦A confidential source said⟧ that Elm is in Hamilton."},
		{text: "Officers were ⟦tipped off⟧ about Elm Street."},
		{text: "⟦A member of the public recognised⟧ the man at Elm Mall."},
		{text: "⟦After receiving information⟧, officers attended Elm Park."},
		{text: "⟦Intelligence received by the Elm unit suggests⟧ a feud."},
		{text: "⟦Someone close to the suspect told⟧ police about Elm."},

		{text: "Call Crime Stoppers at 416-222-TIPS (8477)."},
		{text: "Thank you for your tips."},
		{text: "You can leave an anonymous tip at 222tips.com."},
		{text: "Officers responded to a call for a shooting."},
		{text: "Police received a report of a robbery at 9 p.m."},
		{text: "If you have information, call us. Every tip helps."},
		{text: "Information received will be kept in confidence."},
		{text: "Thanks to everyone who shared our appeal."},
		{text: "Crime Stoppers tip line: 1-800-222-TIPS."},
		{text: "Anyone with information or a tip is asked to contact police."},
		{text: "Police did not receive a tip."},
		{text: "Crime Stoppers does not subscribe to call display. Tipsters remain anonymous."},
		{text: "The source of the fire is unknown."},
		{text: "Source code, open source, news sources."},
	})
	holds(t, "informant", "fr", []sample{
		{text: "⟦Grâce à un renseignement⟧ du public, l'auto a été retrouvée rue Elm.", severity: bot.Block},
		{text: "⟦À la suite d'un appel anonyme⟧, les policiers ont fouillé un logement rue Elm."},
		{text: "⟦Agissant sur des renseignements⟧, la police a arrêté un homme rue Elm."},
		{text: "⟦Un informateur⟧ a donné le nom de la rue Elm."},
		{text: "⟦Un citoyen a alerté⟧ la police rue Elm."},
		{text: "Échec au crime, 416-222-8477, de façon anonyme."},
		{text: "Merci pour vos renseignements."},
		{text: "Si vous avez des renseignements, appelez-nous."},
		{text: "Toute information peut être transmise de façon anonyme."},
	})
}
