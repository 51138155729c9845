package guard

import (
	"testing"

	"appealbot/bot"
)

// TestYouthAccusedInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestYouthAccusedInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "youth_accused", "en", []sample{
		{text: "A 16-year-old from Brampton was charged Wednesday with possession of a loaded firearm. ⟦Dante Ferreira⟧ was held for a bail hearing.", kind: bot.Arrest},
		{text: "WANTED - ⟦Kwame Asante⟧, DOB withheld, grade 11. Wanted for robbery with a weapon. Do not approach, call 911.", kind: bot.Wanted},
		{text: "Update: the third suspect, who is seventeen, turned himself in. He is ⟦the younger brother of Tyrese Hamilton⟧, charged last week.", kind: bot.Update},
		{text: "A teen was arrested Friday after a swarming at Yorkdale. He plays point guard for the ⟦Weston Wolverines⟧.", kind: bot.Arrest},
		{text: "⟦T\u200byler Kow\u200balski⟧, age 1\u200b5, is charged with assault with a weapon.", kind: bot.Arrest},
		{text: "A 14 year old girl was charged with mischief. ⟦Her photo⟧ is attached.", kind: bot.Arrest},
		{text: "Two boys, 14 and 16, have been charged in connection with a home invasion in Oakville. ⟦Hussein Farah⟧ and ⟦Kieran Walsh⟧ will be in youth court Friday.", kind: bot.Arrest},
		{text: "An 11th-grade student at ⟦Bishop Allen Academy⟧ is facing a charge of uttering threats.", kind: bot.Arrest},
		{text: "⟦J\u200boshua Pin\u200bto⟧, s\u200bixteen, arrested for arson.", kind: bot.Arrest},
		{text: "Police are looking for ⟦Shyanne Beardy⟧. She's 17 and wanted for assault causing bodily harm.", kind: bot.Wanted},
		{text: "Investigators have laid 12 charges against a 15-year-old after a string of carjackings in York Region. ⟦Malakai Thompson-Grey⟧ remains in custody. Call 416-808-5100.", kind: bot.Arrest},
		{text: "Do you know who this teen is? He is a suspect in a swarming. He wears a ⟦Danforth Collegiate⟧ hoodie and goes by ⟦@tre_6ix⟧.", kind: bot.Identify},
		{text: "Mr and Mrs ⟦Okonkwo⟧'s 16-year-old son has been charged with robbery.", kind: bot.Arrest},
		{text: "A young offender, ⟦K.R. Dumont⟧, is charged with break and enter.", kind: bot.Arrest},
		{text: "Durham Regional Police have charged a teen after shots were fired at a school bus. The accused has been identified as ⟦Nathaniel Obi⟧. He is to appear in Oshawa court.", kind: bot.Arrest},
		{text: "Police have identified the suspect as ⟦Zhi Hao Lin⟧, a 17 year old from Richmond Hill.", kind: bot.Identify},
		{text: "⟦Ishaan Verma⟧, who turned 17 last week, faces two counts of robbery.", kind: bot.Arrest},
		{text: "Peel police say a 17-year-old male from Caledon turned himself in after the pharmacy robbery. His name is ⟦Ronan Achterberg⟧.", kind: bot.Arrest},
		{text: "YRP: Male youth, 16, charged w/ robbery, IDed as ⟦Dev Malhotra⟧ of Vaughan.", kind: bot.Arrest},
		{text: "A 13-year-old student of ⟦Lester B. Pearson Collegiate⟧ was arrested for bringing a knife to class.", kind: bot.Arrest},
		{text: "A 16-year-old boy faces six charges after a stolen vehicle pursuit. He cannot be named under the YCJA. Det. Mira Kaur is the lead investigator.", kind: bot.Arrest},
		{text: "AMBER ALERT: Lila Osei, 5, and Jonah Osei, 7, taken from Malvern. Suspect: Peter Osei, 41. Vehicle: grey Honda Odyssey.", kind: bot.Amber},
		{text: "Police are seeking a missing 15-year-old. Marisol Vega was last seen at Scarborough Town Centre. Sought by family and police.", kind: bot.MissingPerson},
		{text: "Gregory Valdez, 46, a coach with the Weston Wolverines, is charged with fraud over $5,000.", kind: bot.Arrest},
		{text: "Three teenage girls robbed a woman near Finch Station. The suspects are described as 15 to 17 years old, wearing school uniforms."},
		{text: "A youth from Etobicoke faces five charges. Supt. Lisa Crooke said the investigation continues. Anyone with video can call 22 Division.", kind: bot.Arrest},
		{text: "Missing youth: Destiny Cardinal, 15, last seen at Kipling Station wearing a St. Joseph's uniform. Sought since Monday.", kind: bot.MissingPerson},
		{text: "Our Youth in Policing Initiative is looking for Grade 10 students from Emery Collegiate for summer jobs.", kind: bot.SafetyAlert},
		{text: "Three teens aged 13, 14 and 16 were arrested after a carjacking near St. Clair and Yonge. Their identities are protected under the Youth Criminal Justice Act.", kind: bot.Arrest},
		{text: "School Resource Officer Ben Tran coached the Grade 7 team at Dewson Street Junior Public School to a win.", kind: bot.SafetyAlert},
		{text: "A 17-year-old boy of Brampton and Marcus Osei, 22, of Toronto have been charged with robbery.", kind: bot.Arrest},
		{text: "Two boys on bikes found a wallet near Dufferin Grove Park and turned it in. Thank you!"},
		{text: "A 16-year-old girl has been arrested after a stabbing at Finch Station. She cannot be identified under the YCJA. Det. Sgt. Tim Crone is leading the case.", kind: bot.Arrest},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "youth_accused", "fr", []sample{
		{text: "Un élève de secondaire 4 a été arrêté pour vol qualifié. ⟦Mathis Desrosiers-Lavoie⟧ comparaîtra mardi.", kind: bot.Arrest},
		{text: "Recherché : ⟦Yanis Belkacem⟧ (17 ans), pour voies de fait armées.", kind: bot.Wanted},
		{text: "Deux mineurs arrêtés : ⟦Samy Ouellet⟧ et ⟦Ilyes Mansouri⟧, tous deux âgés de 16 ans.", kind: bot.Arrest},
		{text: "L'adolescente accusée joue pour les ⟦Panthères de Gatineau⟧.", kind: bot.Update},
		{text: "Le jeune suspect, ⟦le frère cadet de Jordan Mbeki⟧, fréquente l'⟦école secondaire De La Salle⟧.", kind: bot.Identify},
		{text: "⟦Naomie Tessier⟧, quinze ans, est recherchée relativement à une agression armée.", kind: bot.Wanted},
		{text: "L'élève de 14 ans de la ⟦polyvalente Le Carrefour⟧ a été accusé de menaces.", kind: bot.Arrest},
		{text: "Le mineur recherché, ⟦Bilal Ait-Saïd⟧, s'est rendu aux policiers.", kind: bot.Update},
		{text: "Un garçon de treize ans, ⟦Zack Lemire⟧, a été arrêté pour incendie criminel.", kind: bot.Arrest},
		{text: "Arrêtée vendredi, ⟦Mégane Robitaille-Côté⟧, 16 ans, est accusée de vol de véhicule.", kind: bot.Arrest},
		{text: "Une jeune de 17 ans, ⟦la soeur de Karl Beaulieu⟧, a été accusée de complicité.", kind: bot.Arrest},
		{text: "Un adolescent de 15 ans a été arrêté près de l'école secondaire Westview. La loi interdit de l'identifier.", kind: bot.Arrest},
		{text: "Trois jeunes de 14, 15 et 16 ans font face à des accusations de vol. Leur identité est protégée par la loi.", kind: bot.Arrest},
		{text: "Fugue : Léa-Maude Trépanier, 13 ans, a quitté son école à Gatineau. Elle est recherchée par sa famille et la police.", kind: bot.MissingPerson},
		{text: "Patrick Nolin, 37 ans, est accusé d'avoir vendu de l'alcool à des adolescents.", kind: bot.Arrest},
	})
	holdsUnder(t, packGuard(t, "uk"), "youth_accused", "en", []sample{
		{text: "Do you recognise this boy? He is about 14 and was wearing a ⟦St Aldhelm's Academy⟧ blazer. We want to speak to him about a robbery.", kind: bot.Identify},
		{text: "⟦Alfie B⟧, 15, from Fenby, has been arrested on suspicion of arson.", kind: bot.Arrest},
		{text: "A group of year 10 pupils from ⟦Hexley Grange School⟧ are being sought over criminal damage."},
		{text: "The 13-year-old we arrested over the bus stop attack is ⟦Mason T⟧. of Hexley.", kind: bot.Update},
		{text: "Police arrested a youth on suspicion of theft. ⟦His mum, Stacey Brannigan⟧, said she was shocked.", kind: bot.Arrest},
		{text: "Wanted: ⟦Reece Pattinson⟧, from Fenby, who is 16, after he failed to appear at youth court.", kind: bot.Wanted},
		{text: "A schoolboy, 12, has been charged with arson at Fenby library. He can be named as ⟦Jack Sumner⟧.", kind: bot.Arrest},
		{text: "A 16-year-old striker with ⟦Fenby Town Juniors⟧ was arrested after the brawl.", kind: bot.Arrest},
		{text: "Arrested: ⟦Ty Broadbent⟧ (14) and ⟦Lewis Crane⟧ (15), both from Hexley, on suspicion of burglary.", kind: bot.Arrest},
		{text: "A Year 11 boy from ⟦Fenby High⟧ has been charged with possession of a knife.", kind: bot.Update},
		{text: "Our school officers visited Fenby Primary School to talk to Year 5 pupils about knife crime.", kind: bot.SafetyAlert},
		{text: "Three 15-year-olds were arrested after disorder in Hexley. They have been bailed. Chief Inspector Paul Keane thanked residents.", kind: bot.SafetyAlert},
		{text: "Missing: Tegan Rowlands, 16, from Fenby. Officers are increasingly concerned. If seen, call 999.", kind: bot.MissingPerson},
		{text: "A 45-year-old woman was assaulted by a group of teenagers at Hexley bus station on Friday. PC Imran Shah is appealing for witnesses."},
		{text: "A teenager was robbed of his phone outside Hexley Sixth Form College. The suspects are described as two men in their twenties."},
		{text: "Three 14-year-old boys have been given cautions after damage at Fenby cricket club. Their parents attended.", kind: bot.Update},
	})
	holdsUnder(t, packGuard(t, "us"), "youth_accused", "en", []sample{
		{text: "Two juveniles are in custody after the Polk Avenue burglary. One is a sophomore wrestler at ⟦Riverton Central High⟧.", kind: bot.Arrest},
		{text: "15 y/o ⟦DeShawn Pruitt⟧ arrested for carjacking.", kind: bot.Arrest},
		{text: "The 17-year-old sought in the shooting goes by ⟦@lil_dre_614⟧ on Instagram.", kind: bot.Update},
		{text: "A youth was charged with arson. ⟦His father, Coach Rick Dalhart⟧, declined to comment.", kind: bot.Arrest},
		{text: "BOLO: ⟦Xavier \"Zay\" Coleman⟧, age 16, wanted for aggravated robbery. Considered armed.", kind: bot.Wanted},
		{text: "Can you ID this juvenile? He is a freshman at ⟦Westfield High School⟧ and is a suspect in a string of car break-ins.", kind: bot.Identify},
		{text: "Update on Saturday's stabbing at the mall: the 14-year-old suspect, an eighth grader at ⟦Beacon Hill Middle⟧, surrendered this morning.", kind: bot.Update},
		{text: "Help us locate ⟦Jayceon Miles⟧, a 15-year-old runaway who is also wanted for armed robbery.", kind: bot.Wanted},
		{text: "The teenage gunman is ⟦the grandson of retired judge Alma Pickett⟧.", kind: bot.Update},
		{text: "Police say a tenth grader, ⟦Amari Knox⟧, brought the gun to school and was arrested.", kind: bot.Arrest},
		{text: "Wanted juvenile - ⟦Deshaun Pickett⟧ - B/M - 16 yoa - felonious assault.", kind: bot.Wanted},
		{text: "The boy who stole the scooter goes to ⟦Ridgeview STEM Junior High⟧. He is about 13.", kind: bot.Identify},
		{text: "A juvenile, ⟦Kyler Dobbs⟧, has been charged as a delinquent with burglary.", kind: bot.Arrest},
		{text: "Robert Haines, 34, of Dayton, was arrested for robbing a teenager near Riverton Central High School.", kind: bot.Arrest},
		{text: "Two teens were taken into custody near Jefferson Middle School after a stolen car crashed.", kind: bot.Arrest},
		{text: "Wayne Kettler, 29, was charged with selling a firearm to a 16-year-old.", kind: bot.Arrest},
		{text: "Coach Darren Pope, 39, of Riverton Central High School, was arrested and charged with stealing team funds.", kind: bot.Arrest},
	})
}
