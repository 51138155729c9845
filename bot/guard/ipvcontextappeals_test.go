package guard

import (
	"testing"

	"appealbot/bot"
)

// TestIPVContextInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestIPVContextInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "ipv_context", "en", []sample{
		{text: "Officers attended a ⟦domestic⟧ at 40 Wellesley; the woman was taken to hospital."},
		{text: "A ⟦husband and wife⟧ were found dead in a home near Kennedy Road."},
		{text: "The accused is the ⟦ex-husband of the woman⟧ he stabbed.", kind: bot.Arrest},
		{text: "A man and woman known to each other ⟦in a relationship⟧ were involved in an assault."},
		{text: "He is charged with breaching a ⟦no-contact order⟧ with ⟦his former partner⟧.", kind: bot.Arrest},
		{text: "The accused and the victim were in a ⟦common-law relationship⟧.", kind: bot.Update},
		{text: "He is wanted for assaulting the ⟦mother of his child⟧.", kind: bot.Wanted},
		{text: "The parents are in a ⟦custody dispute⟧.", kind: bot.Amber},
		{text: "A Whitby man has been charged after ⟦his wife⟧ was assaulted in their home near Taunton Road.", kind: bot.Arrest},
		{text: "The suspect and ⟦his spouse⟧ were arguing before she was stabbed.", kind: bot.Arrest},
		{text: "Neighbours heard the ⟦couple arguing⟧ before the shots at the Keele Street townhouse."},
		{text: "The shooting stems from a ⟦domestic dispute⟧ between a ⟦husband and wife⟧ near Albion Road."},
		{text: "If you or someone you know is experiencing domestic violence, the Assaulted Women's Helpline is open 24 hours.", kind: bot.SafetyAlert},
		{text: "Missing: Ruth Adler, 60. Her husband last saw her on Monday morning.", kind: bot.MissingPerson},
		{text: "A married couple's car was stolen from a driveway in Leaside."},
		{text: "The man is being held in custody for a bail hearing.", kind: bot.Arrest},
		{text: "You are not alone. The Assaulted Women's Helpline: 1-866-863-0511. Speak to someone about your relationship in confidence.", kind: bot.SafetyAlert},
		{text: "Missing: Fern and Harold Oakes, a couple in their 80s, last seen driving a white Buick.", kind: bot.MissingPerson},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "ipv_context", "fr", []sample{
		{text: "L'homme a battu ⟦sa femme⟧ dans leur logement du quartier Parkdale.", kind: bot.Arrest},
		{text: "Il s'agirait d'un ⟦drame conjugal⟧ survenu rue Bloor."},
		{text: "L'homme aurait étranglé ⟦sa conjointe⟧ à leur domicile de la rue Papineau.", kind: bot.Arrest},
		{text: "Le meurtre ferait suite à une ⟦séparation difficile⟧.", kind: bot.Update},
		{text: "Il est accusé d'avoir menacé ⟦son ex-copine⟧ au centre-ville de Sudbury.", kind: bot.Arrest},
		{text: "L'appel concernait une ⟦chicane de couple⟧ rue Fleury.", kind: bot.Update},
		{text: "⟦Violence conjugale⟧ : un homme de 41 ans arrêté à Gatineau.", kind: bot.Arrest},
		{text: "Un homme a agressé ⟦son ex⟧ malgré une ⟦interdiction de contact⟧.", kind: bot.Arrest},
		{text: "Le ⟦conjoint de la victime⟧ a été arrêté rue Ontario.", kind: bot.Update},
		{text: "Violence conjugale : SOS violence conjugale, 24 heures sur 24. Vous n'êtes pas seule.", kind: bot.SafetyAlert},
		{text: "Disparue : Lise Gauthier, 70 ans. Son mari l'a vue pour la dernière fois lundi.", kind: bot.MissingPerson},
		{text: "Un couple de retraités a été victime d'une fraude. La police demande l'aide du public."},
	})
	holdsUnder(t, packGuard(t, "uk"), "ipv_context", "en", []sample{
		{text: "A man was arrested after assaulting ⟦his partner⟧ at an address in Fenby Road.", kind: bot.Arrest},
		{text: "He breached a ⟦non-molestation order⟧ by going to her house.", kind: bot.Arrest},
		{text: "She had recently left ⟦her husband⟧, who then attacked her at work.", kind: bot.Update},
		{text: "Man, 38, arrested after ⟦his girlfriend⟧ was hurt at a house in Castle Street.", kind: bot.Arrest},
		{text: "Breach of ⟦restraining order⟧: man arrested in Fenby.", kind: bot.Arrest},
		{text: "Police were called to a ⟦row between a couple⟧ in Fenby Close."},
		{text: "Man charged with stalking ⟦his ex-wife⟧ in Hexley.", kind: bot.Arrest},
		{text: "A couple walking their dog found the injured man."},
		{text: "Two domestic appliances were stolen from a van."},
		{text: "A man remains in police custody. Enquiries are ongoing.", kind: bot.Arrest},
		{text: "Missing: Paul Keyes, 52. His wife reported him missing on Sunday.", kind: bot.MissingPerson},
		{text: "Found: a wedding ring engraved for a husband. Contact us to claim.", kind: bot.FoundProperty},
		{text: "A wife and mother of three has been praised for returning a lost wallet."},
		{text: "Operation Encompass helps schools support children who witness domestic abuse. See our website for resources.", kind: bot.SafetyAlert},
		{text: "A couple in their 70s were the victims of a distraction burglary in Fenby."},
	})
	holdsUnder(t, packGuard(t, "us"), "ipv_context", "en", []sample{
		{text: "He violated a ⟦protective order⟧ and broke into her house.", kind: bot.Arrest},
		{text: "The suspect is the girl's father, who ⟦lost custody⟧ last month.", kind: bot.Amber},
		{text: "Shooting on Vine Street: she was shot by the ⟦father of her children⟧."},
		{text: "The suspect is the ⟦victim's live-in boyfriend⟧ and the shooting was ⟦domestic⟧.", kind: bot.Update},
		{text: "Deputies were called to a ⟦spousal abuse⟧ case on Vine Street.", kind: bot.Arrest},
		{text: "She was hiding from ⟦her abusive ex⟧ when he found her at a motel on Vine.", kind: bot.Arrest},
		{text: "Investigators say the ⟦divorce⟧ was ugly and she had a ⟦protection order⟧.", kind: bot.Update},
		{text: "This was a ⟦domestic homicide⟧ on Polk Avenue.", kind: bot.Update},
		{text: "A man is in custody after a robbery. Custody hearing is on Friday.", kind: bot.Arrest},
		{text: "Domestic violence advocates can be reached at the 24-hour hotline.", kind: bot.SafetyAlert},
		{text: "Missing: Edgar Lund, 80. He and his wife were last seen at the Kroger on Polk.", kind: bot.MissingPerson},
		{text: "The suspect is in federal custody and will be returned to Ohio.", kind: bot.Arrest},
	})
}
