package guard

import (
	"testing"

	"appealbot/bot"
)

func TestPhonePrivate(t *testing.T) {
	holds(t, "phone_private", "en", []sample{
		{text: "Call Det. Osei on his cell at ⟦416-555-0199⟧ any time.", severity: bot.Block, suggest: "416-808-2222"},
		{text: "Call 416-808-7400 or text ⟦(647) 555-0123⟧ day or night."},
		{text: "Her number is ⟦+1 (905) 555-0142⟧."},
		{text: "tel:⟦+1-289-555-0142⟧"},
		{text: "Text ⟦4165550199⟧ with the plate."},
		{text: "A resident: ⟦4165550199⟧"},
		{text: "Reach me at ⟦416.555.0199⟧ or ⟦416 555 0198⟧."},
		{text: "Try ⟦416)555-0199⟧."},
		{text: "From London call ⟦07700 900123⟧ or ⟦+44 7700 900123⟧ or ⟦020 7946 0958⟧."},
		{text: "In Paris ⟦+33 1 99 00 12 34⟧."},
		{text: "From abroad dial ⟦011 44 7700 900123⟧."},
		{text: "Ask for Marcus at ⟦1-800-555-HELP⟧."},
		{text: "Reach the family: ⟦1-888-FLOWERS⟧."},
		{text: "Call ⟦555-0199⟧ and ask for Dana."},
		{text: "Message https://wa.me/⟦14165550199⟧ tonight"},
		{text: "Two lines: ⟦416-555-0199⟧ ⟦416-555-0198⟧"},
	})
}

func TestPhonePrivateDisguised(t *testing.T) {
	holds(t, "phone_private", "en", []sample{
		{text: "Reach me at ⟦416·555·0199⟧."},
		{text: "Call ⟦416\u200b-555-01\u200b99⟧ now."},
		{text: "Call \u202e⟦416-555-0199⟧\u202c now."},
		{text: "Call ⟦４１６-５５５-０１９９⟧ now."},
		{text: "Call ⟦٤١٦-٥٥٥-٠١٩٩⟧ now."},
		{text: "Call ⟦𝟜𝟙𝟞-𝟝𝟝𝟝-𝟘𝟙𝟡𝟡⟧ now."},
		{text: "Call ⟦④①⑥-⑤⑤⑤-⓪①⑨⑨⟧ now."},
		{text: "Call ⟦4️⃣1️⃣6️⃣5️⃣5️⃣5️⃣0️⃣1️⃣9️⃣9⟧️⃣ now."},
		{text: "Call ⟦4 1 6 5 5 5 0 1 9 9⟧."},
		{text: "Call ⟦4-1-6-5-5-5-0-1-9-9⟧."},
		{text: "Call ⟦41 65 55 01 99⟧."},
		{text: "Call ⟦416 / 555 / 0199⟧ please."},
		{text: "Call ⟦416_555_0199⟧ please."},
		{text: "Call ⟦416, 555, 0199⟧ please."},
		{text: "Call ⟦416\n555\n0199⟧ please."},
		{text: "Call ⟦4I6-555-OI99⟧ please."},
		{text: "Call ⟦four one six five five five oh one nine nine⟧ please."},
		{text: "Call ⟦four-one-six, five-five-five, zero-one-nine-nine⟧."},
		{text: "Call ⟦four sixteen, triple five, zero one ninety-nine⟧."},
		{text: "Call ⟦416 five five five 0199⟧."},
		{text: "Call ⟦416 dash 555 dash 0199⟧."},
		{text: "DM me or hit my line ⟦6.4.7.5.5.5.0.1.6.1⟧"},
		{text: "whatsapp ⟦six four seven - five five five - zero one six one⟧ 416-808-2222"},
		{text: "The complainant is on ⟦437/555/0190⟧ after 5pm."},
	})
	holds(t, "phone_private", "fr", []sample{
		{text: "Appelez-la au ⟦514 555-0142⟧."},
		{text: "Son numéro : ⟦quatre un six, cinq cinq cinq, zéro un neuf neuf⟧."},
		{text: "Portable ⟦quatre seize, cinq cinquante-cinq, zéro un quatre-vingt-dix-neuf⟧."},
	})
}

func TestPhonePrivateClean(t *testing.T) {
	holds(t, "phone_private", "en", []sample{
		{text: "Call 416-808-5100 or Crime Stoppers at 416-222-TIPS (8477), 1-800-222-TIPS, 1-800-222-8477."},
		{text: "Crime Stoppers 222-TIPS, or (416) 222 8477 (TIPS). 51 Division: 808-5100."},
		{text: "Spell it out: four one six, two two two, eight four seven seven."},
		{text: "Dial +1 416 808 2222 ext. 5100 or 1.416.808.2222."},
		{text: "Occurrence 2026-1234567, also 2026-123456, #GO1234567 and GO 2026-123456."},
		{text: "Between 2026-11-02 and 2026-12-02 18:30, again on 02/11/2026 1800 hours."},
		{text: "The loss is $4,165,550,199 or 4 165 550 199 $ in all."},
		{text: "A reward of $2,125,555 is no promise. 1,234,567,890 views."},
		{text: "Officer badge 41655, badge 5550199, constable 10422."},
		{text: "Rooms 41, 65, 55, 21, 99 were searched."},
		{text: "Serial number 4165550199, tracking 4165550199."},
		{text: "Buses 504 510 and 41 were held for 45 to 60 minutes; ages 12, 14, 15, 17 and 19."},
		{text: "Text CRIMES (274637). Emergency 9-1-1, others 3-1-1, 2-1-1 or 9-8-8."},
		{text: "Video: https://example.test/watch/4165550199 and www.tps.ca/n/6475550123"},
		{text: "OHIP 6475 550 123 is no phone number. Coordinates 43.6532, -79.3832."},
		{text: "One man, two women, three children, four cars and five dogs were inside; six left at seven."},
		{text: "Counting three two one: route 401 exits 375 to 380, 100-200 people, 500-1000 visitors."},
		{text: "Card 4111 1111 1111 1111 was found in 2019 2020 2021."},
		{text: "Text CRIMES (274637). 2026 was a long year. In danger ring 999. Call soon, or 911. Call us."},
		{text: "Frequency 416.555 MHz, 1 800 metres away, 20 000 000 dollars."},
	})
	holds(t, "phone_private", "fr", []sample{
		{text: "Échec au crime 416 222-8477; division 51 : 416 808-5100; dossier 2026-1234567; 1 200 000 $ le 2 novembre 2026 à 18 h 30."},
		{text: "Un homme, deux femmes, trois enfants; cinq ou six voitures, sept témoins."},
	})
}

// Phone numbers as drafts of several forces have them.
func TestPhonesInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "phone_private", "en", []sample{
		{text: "If you saw anything that night, hit up Constable Marlowe directly, ⟦647 555 0172⟧, he's good till midnight."},
		{text: "The homeowner's Ring footage is available, just buzz her on ⟦(905)555-0133⟧ and she'll send it over."},
		{text: "Call the store manager, Priya, ⟦1 (416) 555-0107⟧ ext. 22."},
		{text: "Reach her on Signal ⟦four-three-seven five-five-five zero-one-one-eight⟧."},
		{text: "Call 416-808-1900 quoting 2026-2231199, or text 222TIPS to CRIMES (274637). 911. Call if urgent."},
		{text: "Route 7 to 401 exit 375, bus 52, buildings 1200 to 1250, $4,500 taken; 5 ft 10, 180 lb, 25 to 30 years."},
		{text: "Sgt. Iqbal says to skip the switchboard: ⟦289.555.0177⟧."},
		{text: `"Text my daughter," the victim's mother said, giving ⟦6475550114⟧.`},
		{text: "ring ⟦4 3 7 - 5 5 5 - 0 1 2 6⟧ after dark"},
		{text: "Occurrence numbers 2026-2231199 and 2026-2231200; 52 Division 416-808-5200; text 274637."},
		{text: "Items: 2 rings, 14 chains, 1000 coins, 250 bills; suspects 1, 2, 3; doors 4165, 4167."},
		{text: "Missing: Darnell, 34. His sister is taking calls day and night on ⟦647-555-0151⟧ and the family thanks you. 52 Division 416-808-5200, 2026-2266103."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "phone_private", "fr", []sample{
		{text: "Pour rejoindre la mère de l'enfant : ⟦(613) 555-0188⟧, de préférence après 17 h."},
		{text: "Son cell, c'est le ⟦quatre trois sept, cinq cinq cinq, zéro un huit deux⟧."},
		{text: "La gérante du dépanneur répond au ⟦819-555-0166⟧ en tout temps."},
		{text: "téléphonez au ⟦cinq un neuf, cinq cinq cinq, zéro un trente-trois⟧"},
		{text: "Entre 18 h 15 et 19 h 40 les 14, 15 et 16 novembre 2026; 1 250 000 $; événement 26-118-0451."},
		{text: "Le propriétaire attend votre appel au ⟦450.555.0139⟧."},
	})
	holdsUnder(t, packGuard(t, "uk"), "phone_private", "en", []sample{
		{text: "Grab DS Okafor on his personal mobile, ⟦07700 900 518⟧, day or night."},
		{text: "You can also message the victim's dad on ⟦+447700900672⟧."},
		{text: "her landline is ⟦01632 960 874⟧ if you would rather"},
		{text: "Call 101 quoting 14260712345, or 0800 555 111. Ref: 4400123456789. Incident 0345 of 12/11/26."},
		{text: "Reference 41260998812, CRN 06AA/4512/26, quote log 1120 of 14 November or NP-20261109-0456."},
		{text: "message him on WhatsApp: ⟦+44 (0) 7700 900 555⟧"},
		{text: "dial ⟦oh seven seven double oh, nine double oh, one eight eight⟧"},
		{text: "Quote 26/445512/26 or log 0451 of 14/11/2026; £07700; 20mph; NS/26/40771."},
		{text: "Incident number 50260071144, reference 26000915566, URN 0700451226."},
		{text: "If the front desk is shut try DC Rowe on ⟦07700 9 0 0 3 1 2⟧."},
	})
	holdsUnder(t, packGuard(t, "us"), "phone_private", "en", []sample{
		{text: "Detective Ruiz gave his cell as ⟦3 0 7 5 5 5 0 1 4 9⟧, text only."},
		{text: "Witness can be reached at ⟦seven oh two 555 oh one six eight⟧."},
		{text: "shoot a text to ⟦(2 0 2)-5 5 5-0 1 7 3⟧"},
		{text: "his # is ⟦312.555.O142⟧"},
		{text: "Number: ⟦2l2-555-01l9⟧"},
		{text: "CR# 2026-0098812345; case no. 26 104512; FBI tips 1-800-CALL-FBI."},
		{text: "Incident 202611090123, report LAS261109004512, docket 2:26-cr-00451."},
		{text: "the clerk's cell (⟦(614) 555 0188⟧) is on all night"},
		{text: "reach mom @ ⟦212\u200b555\u200b0134⟧"},
		{text: "t e x t  ⟦6 1 4 5 5 5 0 1 3 9⟧  n o w"},
		{text: "Mile 112.5 to 118, exits 3-7; Case 26-00519887; badge #1182; bill 5550199 of the series."},
	})
}

// Phone numbers as people write them who are in a hurry, or have something to hide.
func TestPhonesWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "phone_private", "en", []sample{
		{text: "hollywood ending? no. Just call Big Lou, ⟦416-five-five-five-0163⟧"},
		{text: "Tip? ⟦4\u200b1\u200b6\u200b5\u200b5\u200b5\u200b0\u200b1\u200b4\u200b4⟧"},
		{text: "the landlord said to try ⟦(905) 555.0171⟧ first"},
		{text: "The complainant's nephew, who speaks Punjabi, can translate: ⟦(365) 555-0104⟧."},
		{text: "Bring the ring to Mrs. Adeyemi or leave a voicemail at ⟦(519) 555-0192⟧ x3."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "phone_private", "fr", []sample{
		{text: "joignez M. Roy : ⟦cinq-un-quatre cinq-cinq-cinq zéro-un-un-neuf⟧"},
		{text: "Le frère de la disparue, Luc, ⟦1 (418) 555-0155⟧, coordonne les recherches."},
	})
	holdsUnder(t, packGuard(t, "uk"), "phone_private", "en", []sample{
		{text: "the lad's mum is on ⟦zero seven seven zero zero, nine zero zero, four one two⟧"},
		{text: "call Dave (tow truck) - ⟦0161 496 0 8 8 1⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "phone_private", "en", []sample{
		{text: "Number on the note was ⟦(3-1-2) 5-5-5 0-1-7-7⟧."},
		{text: "tel: ⟦206.555.0118⟧"},
		{text: "leave word with Gus, ⟦two-oh-six 555-0118⟧"},
		{text: "message ⟦+1●206●555●0118⟧"},
		{text: "bounty? ask Ricky, ⟦937-555-0119⟧"},
		{text: "Ofc. Dean's desk moved; use ⟦740.555.0120⟧ till Friday"},
	})
}
