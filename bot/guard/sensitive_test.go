package guard

import (
	"testing"

	"appealbot/bot"
)

func TestIPVContext(t *testing.T) {
	holds(t, "ipv_context", "en", []sample{
		{text: "Police were called to a ⟦domestic dispute⟧ on Elm Street.", severity: bot.NeedsOverride},
		{text: "The woman was stabbed by ⟦her husband⟧ in their apartment."},
		{text: "The suspect is the ⟦victim's ex-boyfriend⟧."},
		{text: "The shooting follows a ⟦custody battle⟧."},
		{text: "There is a ⟦restraining order⟧ against him."},
		{text: "She was threatened by ⟦her estranged husband⟧."},
		{text: "It is an ⟦intimate partner⟧ case."},
		{text: "The man was arrested after he choked ⟦his girlfriend⟧."},
		{text: "This is a ⟦DV call⟧."},
		{text: "May be with her father after a ⟦custody dispute⟧.", kind: bot.Amber, severity: bot.Warn},
		{text: "He is in custody. Custody status: held."},
		{text: "The domestic violence helpline is open at all hours."},
		{text: "If you are a victim of domestic violence, call us."},
		{text: "Missing: Emily Carter was last seen with her husband at a market.", kind: bot.MissingPerson},
		{text: "Domestic flights were delayed. A partner agency helped."},
		{text: "A man was assaulted near Yonge Street."},
		{text: "October is domestic violence awareness month."},
	})
	holds(t, "ipv_context", "fr", []sample{
		{text: "Il s'agit de ⟦violence conjugale⟧.", severity: bot.NeedsOverride},
		{text: "Elle a été poignardée par ⟦son conjoint⟧."},
		{text: "Un ⟦conflit sur la garde des enfants⟧ serait en cause."},
		{text: "Le suspect est l'⟦ex-mari de la victime⟧."},
		{text: "Un homme a été agressé rue King."},
		{text: "Besoin d'aide? SOS violence conjugale est là."},
		{text: "La police monte la garde devant l'immeuble."},
	})
}

func TestMedical(t *testing.T) {
	holds(t, "medical", "en", []sample{
		{text: "He has ⟦schizophrenia⟧ and may be confused.", kind: bot.MissingPerson, severity: bot.NeedsOverride},
		{text: "She was ⟦diagnosed with⟧ a rare illness."},
		{text: "He ⟦needs his medication⟧."},
		{text: "The victim was ⟦taken to Sunnybrook Hospital⟧."},
		{text: "She is in the ⟦ICU⟧."},
		{text: "The woman is ⟦pregnant⟧."},
		{text: "The man ⟦overdosed⟧ in the washroom."},
		{text: "She was ⟦apprehended under the Mental Health Act⟧."},
		{text: "He is ⟦suicidal⟧."},
		{text: "The victim is ⟦HIV positive⟧."},
		{text: "He suffers from ⟦dementia⟧."},
		{text: "The victim ⟦underwent emergency surgery⟧."},
		{text: "She was ⟦sectioned⟧ last week."},

		{text: "The victim was taken to hospital with life-threatening injuries."},
		{text: "He is in stable condition."},
		{text: "A man was robbed outside St. Michael's Hospital."},
		{text: "A trauma centre received the victim, in serious condition."},
		{text: "Learn the signs of an overdose. Naloxone kits are free."},
		{text: "If you are in crisis or thinking of suicide, call 988."},
		{text: "He was wearing a medical mask and surgical gloves."},
		{text: "Police are concerned for her safety."},
		{text: "The collision happened near the cancer centre. First aid was given."},
		{text: "She takes the bus to work."},
	})
	holds(t, "medical", "fr", []sample{
		{text: "Il est atteint de ⟦schizophrénie⟧.", severity: bot.NeedsOverride},
		{text: "Elle est ⟦enceinte⟧."},
		{text: "La victime est aux ⟦soins intensifs⟧."},
		{text: "Il a des ⟦idées suicidaires⟧."},
		{text: "La victime a été ⟦transportée à l'hôpital Sacré-Cœur⟧."},
		{text: "La victime a été transportée à l'hôpital. On ne craint pas pour sa vie."},
		{text: "Nous craignons pour sa sécurité."},
		{text: "Vol devant l'hôpital Notre-Dame."},
	})
}

func TestSensitiveTrait(t *testing.T) {
	holds(t, "sensitive_trait", "en", []sample{
		{text: "The victim is ⟦gay⟧.", severity: bot.NeedsOverride},
		{text: "A ⟦transgender woman⟧ was robbed."},
		{text: "She ⟦worked as a sex worker⟧."},
		{text: "He is a ⟦devout Muslim⟧."},
		{text: "He ⟦converted to Islam⟧ last year."},
		{text: "The missing man is ⟦staying at a shelter⟧.", kind: bot.MissingPerson},
		{text: "A ⟦homeless man⟧ was attacked."},
		{text: "She ⟦identifies as non-binary⟧."},
		{text: "He was born with another name; his ⟦deadname⟧ is known."},
		{text: "A ⟦Jewish man⟧ was assaulted."},
		{text: "She was wearing a black hijab and a blue coat."},
		{text: "Today is Trans Day of Remembrance."},
		{text: "Officers met the Muslim community after anti-Muslim graffiti was found."},
		{text: "John Brown, 42, of no fixed address, is charged.", kind: bot.Arrest},
		{text: "The robbery took place in the Gay Village."},
		{text: "A silver Ford Escort was seen."},
		{text: "The trail leads past the shelter on Elm Street."},
		{text: "Our homeless outreach team helps people find housing."},
	})
	holds(t, "sensitive_trait", "fr", []sample{
		{text: "La victime est ⟦lesbienne⟧.", severity: bot.NeedsOverride},
		{text: "Une ⟦femme transgenre⟧ a été agressée."},
		{text: "C'est une ⟦travailleuse du sexe⟧."},
		{text: "Il est ⟦sans-abri⟧."},
		{text: "Elle portait un hijab noir."},
		{text: "Vol près d'une église catholique."},
	})
}

func TestImmigrationStatus(t *testing.T) {
	holds(t, "immigration_status", "en", []sample{
		{text: "The suspect is an ⟦undocumented immigrant⟧.", severity: bot.NeedsOverride},
		{text: "He is a ⟦refugee claimant⟧."},
		{text: "She is here ⟦on a student visa⟧."},
		{text: "He ⟦overstayed his visa⟧."},
		{text: "The man faces ⟦deportation⟧."},
		{text: "He is ⟦in the country illegally⟧."},
		{text: "She holds a ⟦green card⟧."},
		{text: "He was granted ⟦leave to remain⟧."},
		{text: "The victim is a ⟦temporary foreign worker⟧."},
		{text: "We will not ask about your immigration status."},
		{text: "Anyone may call, regardless of immigration status."},
		{text: "Our newcomer programme helps refugees settle."},
		{text: "Lost: a Visa card and a student card.", kind: bot.FoundProperty},
		{text: "Scam alert: callers claim to be from immigration and threaten deportation."},
		{text: "Senior citizens are often targeted."},
	})
	holds(t, "immigration_status", "fr", []sample{
		{text: "Le suspect est un ⟦demandeur d'asile⟧.", severity: bot.NeedsOverride},
		{text: "C'est un ⟦sans-papiers⟧."},
		{text: "Elle est ⟦résidente permanente⟧."},
		{text: "Nous ne demandons jamais votre statut."},
		{text: "Accès sans peur : peu importe votre statut d'immigration."},
	})
}

func TestRaceDescriptor(t *testing.T) {
	holds(t, "race_descriptor", "en", []sample{
		{text: "The suspect is described as a ⟦Black male⟧.", severity: bot.Warn},
		{text: "Police are looking for an ⟦Asian man⟧."},
		{text: "Two ⟦white men⟧ fled on foot."},
		{text: "The driver is ⟦of South Asian descent⟧."},
		{text: "The suspect is described as a Black male, 20 to 25 years old, six feet tall."},
		{text: "He is a white man with a beard, wearing a blue jacket."},
		{text: "A white male, in his 30s, thin build."},
		{text: "A black SUV and a white van fled."},
		{text: "The suspect was in a black car on Black Creek Drive."},
		{text: "Suspect: brown male, 5'10\", black hoodie."},
	})
	holds(t, "race_descriptor", "fr", []sample{
		{text: "Le suspect est un ⟦homme noir⟧.", severity: bot.Warn},
		{text: "Le suspect est un homme noir de 25 ans, vêtu d'un manteau bleu."},
		{text: "Un véhicule noir a fui."},
	})
}

func TestPrejudicialLanguage(t *testing.T) {
	holds(t, "prejudicial_language", "en", []sample{
		{text: "Help us find this ⟦thug⟧.", severity: bot.NeedsOverride, suggest: "person"},
		{text: "These ⟦scumbags⟧ robbed a shop.", suggest: "people"},
		{text: "Let us ⟦clean up the streets⟧."},
		{text: "⟦These animals⟧ ⟦belong in jail⟧."},
		{text: "A ⟦junkie⟧ broke the window."},
		{text: "A ⟦cold-blooded killer⟧ is at large."},
		{text: "He should ⟦rot in jail⟧."},
		{text: "Two ⟦illegals⟧ were seen."},
		{text: "They are ⟦savages⟧."},
		{text: "An animal was struck. Animal Services attended."},
		{text: "Mr. Savage was last seen on Friday.", kind: bot.MissingPerson},
		{text: "A monster truck was stolen."},
		{text: "Two men robbed a shop."},
		{text: "Addiction services are available."},
		{text: "A driver and the people involved are asked to call."},
	})
	holds(t, "prejudicial_language", "fr", []sample{
		{text: "Aidez-nous à trouver ce ⟦voyou⟧.", severity: bot.NeedsOverride, suggest: "individu"},
		{text: "C'est une vraie ⟦racaille⟧."},
		{text: "Il faut ⟦nettoyer les rues⟧."},
		{text: "Un trafic de drogue a été démantelé."},
		{text: "Un animal sauvage a été aperçu."},
		{text: "Deux hommes ont fui."},
	})
}
