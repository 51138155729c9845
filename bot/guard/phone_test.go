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
		{text: "Frequency 416.555 MHz, 1 800 metres away, 20 000 000 dollars."},
	})
	holds(t, "phone_private", "fr", []sample{
		{text: "Échec au crime 416 222-8477; division 51 : 416 808-5100; dossier 2026-1234567; 1 200 000 $ le 2 novembre 2026 à 18 h 30."},
		{text: "Un homme, deux femmes, trois enfants; cinq ou six voitures, sept témoins."},
	})
}
