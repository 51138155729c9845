package guard

import (
	"testing"

	"appealbot/bot"
)

// TestMinorIdentityInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestMinorIdentityInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "minor_identity", "en", []sample{
		{text: "A 9-year-old was hit by a stray bullet on Driftwood Avenue. ⟦Amari Jacobs⟧ is in stable condition."},
		{text: "The child was with ⟦her parents, Nadia and Omar Haddad⟧, when the car hit her.", kind: bot.Update},
		{text: "A kindergarten student at ⟦Sunny View Public School⟧ was approached by a stranger."},
		{text: "Two siblings, ⟦Ava⟧ and ⟦Liam Petrosyan⟧, aged 6 and 9, were hurt in the crash."},
		{text: "The five-year-old struck on Lawrence Avenue has been identified as ⟦Zainab Qureshi⟧.", kind: bot.Update},
		{text: "Police want to hear from anyone who saw a man grab 11-year-old ⟦Saanvi Raghunathan⟧ by the arm near Kipling."},
		{text: "A JK student from ⟦St. Cecilia Catholic School⟧ was followed home by a man in a van."},
		{text: "A boy riding his bike was struck by a car at Morningside. ⟦Krish Patel⟧ is 12 and broke his leg."},
		{text: "The witness, ⟦Ella Stavros⟧, is in grade 8.", kind: bot.Update},
		{text: "The little boy, ⟦Ayaan Sheikh⟧, was only six when the dog attacked."},
		{text: "⟦Mackenzie⟧, a grade 3 student at ⟦Our Lady of Peace⟧, was bitten by the dog."},
		{text: "A 13-year-old boy was robbed near Jane Street and Wilson Avenue. He was not hurt."},
		{text: "Missing: Noor Siddiqui, 12, last seen at Pape Station. She attends Riverdale Junior School.", kind: bot.MissingPerson},
		{text: "Thank you to the Grade 6 students of Maple Grove Public School for your cards.", kind: bot.SafetyAlert},
		{text: "A 16-year-old boy was stabbed near Eglinton and Dufferin. His injuries are serious. Homicide Squad members are not involved."},
		{text: "Missing boy: Tyler Oake, 11, who goes to Parkdale Public School, left home at 8 a.m.", kind: bot.MissingPerson},
		{text: "A 15-year-old girl was struck at Islington Avenue and Rexdale Boulevard at 3:20 p.m. The driver remained. Call Traffic Services, 416-808-1900."},
		{text: "Colin Brathwaite, 51, of Ajax, is charged with child luring.", kind: bot.Arrest},
		{text: "A 6-year-old girl suffered minor injuries when a car mounted the curb at Bloor Street West and Dovercourt Road. The driver remained on scene."},
		{text: "AMBER ALERT: Police are looking for Mila Kovac, 2, and Luka Kovac, 38. Vehicle: black Nissan Rogue, plate CTRB 991. Call 911.", kind: bot.Amber},
		{text: "A youth was robbed of his Canada Goose jacket near Yorkdale Mall. He was not injured."},
		{text: "AMBER Alert: have you seen Theo Lindqvist, 3? Last seen in Barrie with Anders Lindqvist, 34, in a red Mazda CX-5.", kind: bot.Amber},
		{text: "Update: the four-year-old boy hurt in Saturday's collision is recovering. His parents thank everyone. Call 416-808-1900 with footage.", kind: bot.Update},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "minor_identity", "fr", []sample{
		{text: "La petite ⟦Élodie Gagné⟧, six ans, a été heurtée par une voiture."},
		{text: "Le garçon de 11 ans blessé fréquente l'⟦école Sainte-Marguerite-Bourgeoys⟧.", kind: bot.Update},
		{text: "Une adolescente de 15 ans, ⟦Maude Lalonde⟧, a été agressée dans l'autobus."},
		{text: "L'enfant blessé, un élève de maternelle à l'⟦école Le Ruisseau⟧, se porte bien.", kind: bot.Update},
		{text: "La victime, âgée de 12 ans, est ⟦la fille du maire de Saint-Lin⟧.", kind: bot.Update},
		{text: "Le bébé de 8 mois, ⟦Liam Thériault⟧, était dans le véhicule volé."},
		{text: "Une adolescente, ⟦Océane Perreault⟧, 13 ans, a été intimidée par deux hommes."},
		{text: "Un enfant de 8 ans a été blessé à l'angle des rues Dundas et Keele. On ne craint pas pour sa vie."},
		{text: "La brigade scolaire de l'école Saint-Joseph recrute des bénévoles. Les élèves traversent à 8 h.", kind: bot.SafetyAlert},
		{text: "Une fillette a été suivie par un homme près du parc Raymond-Préfontaine. Appelez le 911 si vous le voyez."},
		{text: "Disparu : Xavier Leblanc, 10 ans. Il fréquente l'école Saint-Émile. Ses parents sont inquiets.", kind: bot.MissingPerson},
	})
	holdsUnder(t, packGuard(t, "uk"), "minor_identity", "en", []sample{
		{text: "The injured boy, ⟦Rhys⟧, 12, is a pupil at ⟦Fenby Church of England Primary⟧.", kind: bot.Update},
		{text: "A toddler was bitten by a dog in Hexley. She was named locally as ⟦Poppy Hargreaves⟧."},
		{text: "A boy of 14 was stabbed outside ⟦Hexley Grange Academy⟧, where he is in Year 9."},
		{text: "Footage appeal: ⟦Oliver Standish⟧ (9) was hit by a quad bike on Fenby Common.", kind: bot.Footage},
		{text: "The schoolgirl injured in the Fenby crash is ⟦Evie-Mae Clough⟧, 10.", kind: bot.Update},
		{text: "Our key witness is a 14-year-old, ⟦Jodie Marsh-Reid⟧.", kind: bot.Update},
		{text: "The baby found at the bus shelter has been named ⟦Ivy⟧ by nurses and her mother is ⟦Chantelle Roper⟧.", kind: bot.Update},
		{text: "⟦Noah Jarvis⟧, aged 11, had his scooter stolen by two men."},
		{text: "The girl who gave evidence about the assault is ⟦Lily-Rose Hanlon⟧, 13.", kind: bot.Update},
		{text: "Two schoolgirls, ⟦Ruby Slater⟧ and ⟦Nell Oakes⟧, both 13, were chased by a man in Fenby Woods."},
		{text: "⟦Isla Crompton⟧, 6, was in the car when it was taken."},
		{text: "A child was hurt near Fenby Primary School. PC Tom Harper is asking for dashcam footage."},
		{text: "A girl of seven had her bike stolen in Fenby. The bike is a pink Raleigh."},
		{text: "Craig Dobson, 41, of Hexley has been charged with assaulting a child.", kind: bot.Arrest},
		{text: "School crossing patrol wanted for Fenby Infants. Contact PCSO Jean Hollis. Children need you.", kind: bot.SafetyAlert},
		{text: "Have you seen Caitlin Marsh, 14? She was last seen in her Fenby High School uniform near the bus station.", kind: bot.MissingPerson},
	})
	holdsUnder(t, packGuard(t, "us"), "minor_identity", "en", []sample{
		{text: "The victim is a seventh-grader at ⟦Lincoln Middle School⟧."},
		{text: "The 16-year-old witness, ⟦Brianna Okoye⟧, picked the man out.", kind: bot.Update},
		{text: "A 15 yo girl was robbed. ⟦Her mom, Tanya Broderick⟧, called 911."},
		{text: "The little girl who was shot, ⟦J а y l a   M o s s⟧, 8, is out of surgery."},
		{text: "⟦Baby Kamari Dixon⟧ was in the back seat when the car was stolen."},
		{text: "The girl, a student at ⟦Roosevelt Elementary⟧, told officers what she saw.", kind: bot.Update},
		{text: "The 12 yr old vic is ⟦M@dison Tr0tter⟧."},
		{text: "⟦Tiny Jaxon Pruett⟧, just 2, was left alone in the car when it was stolen."},
		{text: "A sixth-grader, ⟦daughter of Councilwoman Bea Alvarado⟧, was struck in the crosswalk."},
		{text: "Somebody shot 7-year-old ⟦Amaya Trujillo⟧ through her bedroom window."},
		{text: "Dog attack: ⟦Mason Yoder⟧, 5, needed stitches.", kind: bot.Footage},
		{text: "A second-grader at ⟦Oak Hill Elementary⟧ was hurt when the bus braked.", kind: bot.Update},
		{text: "⟦Her parents, Juan and Lupe Ortega⟧, say the 9-year-old hit-and-run victim is recovering."},
		{text: "AMBER ALERT: Kaylee Jo Whitman, 3, last seen with her mother, Dana Whitman, in a blue Kia Soul.", kind: bot.Amber},
		{text: "Halloween safety: children should carry a light. Coffee with a Cop is at Riverton Elementary School on Saturday.", kind: bot.SafetyAlert},
		{text: "MISSING CHILD: Emmett Rask, 9, brown hair. He was last seen with his uncle, Ted Rask.", kind: bot.MissingPerson},
		{text: "A boy was approached by a stranger near Riverton Central High School on Tuesday. Officer Dana Kirk asks families to check cameras."},
		{text: "Thanks to the kids of Lincoln Elementary for the drawings! Officer Pete loved them.", kind: bot.SafetyAlert},
	})
}
