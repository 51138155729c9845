package guard

import (
	"testing"

	"appealbot/bot"
)

// TestDeceasedNOKInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestDeceasedNOKInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "deceased_nok", "en", []sample{
		{text: "Homicide has identified the man shot dead on Weston Road as ⟦Jermaine Pryce⟧, 24.", kind: bot.Update},
		{text: "This is our 61st homicide. RIP ⟦Khadija Yusuf⟧.", kind: bot.Update},
		{text: "A pedestrian has died in hospital. The victim: ⟦Ho-Yin Cheung⟧, 66, of Toronto."},
		{text: "De\u200bceas\u200bed: ⟦MOHAMMED AL-RASHID⟧, 45", kind: bot.Update},
		{text: "Fatal collision, Steeles Avenue: driver ⟦Amandeep Grewal⟧, 29, pronounced deceased at the scene.", kind: bot.HitAndRun},
		{text: "Homicide victim number 70 of the year is ⟦Nhial Deng⟧. We are ⟦still trying to locate his mother⟧.", kind: bot.Update},
		{text: "Our thoughts are with the loved ones of ⟦Ingrid Solberg⟧, killed in Sunday's fire.", kind: bot.Update},
		{text: "The decеаsed is ⟦Lоrenzo Vitаle⟧.", kind: bot.Update},
		{text: "The victim of Tuesday's shooting has died in hospital. ⟦Omari Blackwood⟧ was 19.", kind: bot.Update},
		{text: "⟦Sukhwinder Kaur Brar⟧ did not survive her injuries.", kind: bot.Update},
		{text: "The cyclist who was killed on Avenue Road is ⟦Tessa Moreland⟧, a 28-year-old from Leaside.", kind: bot.HitAndRun},
		{text: "He was 31. He was a father of two. His name was ⟦Cedric Mbala⟧. Help us find his killer.", kind: bot.Update},
		{text: "Remains located in Algonquin are those of ⟦Walter Simcoe⟧.", kind: bot.Update},
		{text: "Homicide #52: ⟦Tariq Osman⟧, 33, of Toronto.", kind: bot.Update},
		{text: "A motorcyclist is dead after a crash on Kingston Road. ⟦Vito Carbone⟧, 48, was riding a black Ducati. Traffic Services, 416-808-1900.", kind: bot.HitAndRun},
		{text: "⟦Amrit Sidhu⟧ was found dead in her apartment on Kipling Avenue. Homicide is investigating."},
		{text: "A man has died. His name will not be released until next of kin have been told.", kind: bot.Update},
		{text: "Trevor Boyle, 33, has been charged with second-degree murder in the death of a 50-year-old man.", kind: bot.Arrest},
		{text: "Three people have died in a collision on Highway 401 near Dixie Road. Sgt. Kerry Novak of the OPP said the road will be closed.", kind: bot.Update},
		{text: "Fatal collision on Highway 27 near Rexdale Boulevard: a 22-year-old man is dead. Traffic Services, Det. Const. Ray Liu."},
		{text: "Thirty years after the 1996 murder of Debra Kinsella, investigators have released a new sketch."},
		{text: "Homicide investigators are appealing for video near Jane Street and Sheppard Avenue West, where a 23-year-old man was fatally shot. Detective Sergeant Keri Fernandes leads the case."},
		{text: "Two men were pronounced dead at the scene. Their names are not being released until their families have been told. Inspector Hank Idsinga spoke to reporters.", kind: bot.Update},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "deceased_nok", "fr", []sample{
		{text: "L'homme retrouvé sans vie est ⟦Réjean Thibodeau⟧, 58 ans.", kind: bot.Update},
		{text: "⟦Fatoumata Diallo⟧ a succombé à ses blessures."},
		{text: "Le corps repêché dans le canal est celui de ⟦Normand Quesnel⟧, 47 ans.", kind: bot.Update},
		{text: "⟦Aïssatou Barry⟧ est la 23e victime d'homicide de l'année.", kind: bot.Update},
		{text: "La cycliste tuée est ⟦Anne-Sophie Lemay⟧, une résidente de Verdun.", kind: bot.HitAndRun},
		{text: "⟦M. Ovide Saint-Pierre⟧, 79 ans, a perdu la vie dans l'incendie.", kind: bot.Update},
		{text: "Le décès de ⟦Maryse Champagne⟧ est traité comme un homicide.", kind: bot.Update},
		{text: "Victime d'un délit de fuite mortel, ⟦Alexandru Popescu⟧ avait 52 ans."},
		{text: "⟦Yasmine Chouinard⟧, 22 ans, n'a pas survécu à ses blessures.", kind: bot.Update},
		{text: "Meurtre à Sudbury : ⟦Gilles Chartrand⟧, 44 ans, est la victime."},
		{text: "Un troisième décès : ⟦Lucienne Forget⟧ a rendu l'âme à l'hôpital dimanche.", kind: bot.Update},
		{text: "Un homme de 40 ans est mort dans l'incendie. L'enquêteur principal est le sergent Luc Bédard.", kind: bot.Update},
		{text: "Un motocycliste de 31 ans est décédé. Les proches n'ont pas encore été rejoints, son nom n'est donc pas dévoilé.", kind: bot.Update},
		{text: "Une femme a été retrouvée morte près du pont Jacques-Cartier. La sergente-détective Isabelle Roy dirige l'enquête."},
		{text: "Un homme de 45 ans est décédé dans une collision sur l'autoroute 40. Témoins, composez le 911."},
	})
	holdsUnder(t, packGuard(t, "uk"), "deceased_nok", "en", []sample{
		{text: "Tributes have been paid to ⟦Callum Derry⟧, 19, who died at the scene of a crash on the A64."},
		{text: "A woman has died after a house fire in Fenby. She was ⟦Doreen Platt⟧, 83.", kind: bot.Update},
		{text: "We can now confirm that the man found in the canal was ⟦Gary Stott⟧.", kind: bot.Update},
		{text: "A pedestrian who died after being hit by a lorry in Hexley was ⟦Pauline Arkwright⟧, of Fenby.", kind: bot.HitAndRun},
		{text: "A murder investigation has begun following the death of ⟦Sheila Marchbank⟧ at her home in Fenby.", kind: bot.Update},
		{text: "The m\u200ban who d\u200bied is ⟦Gr\u200baham Sw\u200bift⟧.", kind: bot.Update},
		{text: "⟦Keith Dunmore⟧'s body was found on moorland. We want to hear from walkers."},
		{text: "The 27-year-old who lost his life on Saturday was ⟦Danny Holroyd⟧."},
		{text: "Police can name the victim of the Castle Street murder: ⟦Ewa Zielinska⟧.", kind: bot.Update},
		{text: "Officers investigating the death of a man in Hexley have identified him as ⟦Colin Frisby⟧.", kind: bot.Update},
		{text: "The man fatally stabbed in Hexley was ⟦Tyler Boyce⟧, 20.", kind: bot.Update},
		{text: "The man who died has been named as Stephen Crabbe, 40. His family have been informed and have asked for privacy.", kind: bot.Update},
		{text: "A motorcyclist died on the A64 near Malton. PC Neil Woods of the collision unit is asking for footage."},
		{text: "Police are appealing for help on the tenth anniversary of the murder of Sean Tully in 2016."},
		{text: "The family of Raymond Cope, 64, who died in the crash, have been told and have released this tribute.", kind: bot.Update},
		{text: "A man in his 60s has sadly died following a collision in Fenby. His next of kin have been informed and are being supported by specially trained officers.", kind: bot.Update},
		{text: "Lee Hanrahan, 35, of Hexley, has been charged with causing death by dangerous driving.", kind: bot.Arrest},
		{text: "The man who died in the Fenby fire can be named as Arthur Platt, 71. His family are aware and have asked that this photo be released.", kind: bot.Update},
		{text: "We are remembering Stephen Lawrence Day with an event at Hexley library on police and communities."},
		{text: "Formal identification has taken place: Harry Bates, 22, from Fenby, died in the crash. His family have been informed.", kind: bot.Update},
	})
	holdsUnder(t, packGuard(t, "us"), "deceased_nok", "en", []sample{
		{text: "⟦Rosa Delgado⟧ was killed instantly. ⟦Family has not been reached⟧ yet.", kind: bot.HitAndRun},
		{text: "The coroner identified the body as that of ⟦Bill Hatcher⟧.", kind: bot.Update},
		{text: "We are heartbroken by the loss of ⟦Marcus Webb⟧, who drowned Saturday in Mill Lake.", kind: bot.Update},
		{text: "⟦Tonya Lynn Reeves⟧ passed away at Mercy Hospital last night from her injuries.", kind: bot.Update},
		{text: "The remains found in the woods belong to ⟦Shelby Crane⟧, missing since June.", kind: bot.Update},
		{text: "We mourn ⟦Jesse Wayne Tolliver⟧, whose body was pulled from the river Sunday.", kind: bot.Update},
		{text: "Homicide: ⟦Cornell Batiste⟧, 31, found shot to death in a car on Vine."},
		{text: "Coroner: ⟦Bo Ramsey⟧ died of a gunshot wound.", kind: bot.Update},
		{text: "Hit-and-run victim ⟦Earline Stokes⟧ died Thursday at Mercy.", kind: bot.HitAndRun},
		{text: "⟦Mattie Lou Carver⟧ lost her life crossing Polk Avenue.", kind: bot.HitAndRun},
		{text: "Autopsy results are in for ⟦Randall Pope⟧, the man found behind the Kroger.", kind: bot.Update},
		{text: "Cold case: Linda Sue Barrow was killed in July 1987. Detectives are still asking for help."},
		{text: "A man died at the scene. The coroner will release his name once family is notified.", kind: bot.Update},
		{text: "Wanted for murder: Dontrell Hughes, 26. A warrant was issued Monday. The victim was a 20-year-old man.", kind: bot.Wanted},
		{text: "Jesse Tolliver, 40, died Sunday in a boating accident. His family has been notified.", kind: bot.Update},
		{text: "Riverton Police mourn the loss of retired Sgt. Bill Oates, who served for 30 years.", kind: bot.Update},
		{text: "In 1998, Brenda Lee Coates was found dead in her home. The case is still unsolved. Can you help?"},
	})
}
