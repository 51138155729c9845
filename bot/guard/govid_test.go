package guard

import (
	"testing"

	"appealbot/bot"
)

// The numbers are published as fictitious (046 454 286, 078-05-1120, QQ 12 34
// 56 C) or were made up so that their check digits hold.
func TestGovID(t *testing.T) {
	holds(t, "gov_id", "en", []sample{
		{text: "His SIN is ⟦046 454 286⟧ and was used.", severity: bot.Block},
		{text: "His SIN is ⟦123 456 789⟧, mistyped."},
		{text: "S.I.N.: ⟦046-454-286⟧"},
		{text: "Social insurance number ⟦046454286⟧ was on the letter."},
		{text: "The wallet held ⟦130 692 544⟧ and some cash."},
		{text: "⟦046.454.286⟧ (SIN) was written on the note."},
		{text: "Her social insurance number, printed on the letter, is ⟦130-692-544⟧."},
		{text: "SIN ⟦zero four six, four five four, two eight six⟧."},
		{text: "SIN ⟦０４６　４５４　２８６⟧."},
		{text: "SIN ⟦0\u200b46 4\u200b54 286⟧."},
		{text: "SIN ⟦O46 454 286⟧."},
		{text: "SSN ⟦078-05-1120⟧ was misused."},
		{text: "A card with ⟦078-05-1120⟧ was found."},
		{text: "Social Security number: ⟦078051120⟧."},
		{text: "Her NI number is ⟦QQ 12 34 56 C⟧."},
		{text: "National Insurance: ⟦qq123456c⟧."},
		{text: "The letter shows ⟦AB 12 34 56 C⟧."},
		{text: "Passport ⟦AB123456⟧ was stolen."},
		{text: "Canadian passport no. ⟦P123456AA⟧."},
		{text: "UK passport number ⟦925665416⟧ issued in 2024."},
		{text: "His UCI is ⟦1234-5678⟧ or ⟦11-2345-6789⟧."},
		{text: "Work permit ⟦U123456789⟧ was seized."},
	})
	holds(t, "gov_id", "fr", []sample{
		{text: "Son NAS est le ⟦046 454 286⟧."},
		{text: "Numéro d'assurance sociale : ⟦130 692 544⟧."},
		{text: "NAS ⟦zéro quatre six, quatre cinq quatre, deux huit six⟧."},
		{text: "Passeport nº ⟦AB 123456⟧ volé."},
		{text: "Identifiant unique de client (IUC) : ⟦1234-5678⟧."},
	})
}

func TestGovIDClean(t *testing.T) {
	holds(t, "gov_id", "en", []sample{
		{text: "A SIN card, a passport and a work permit were found at Union Station."},
		{text: "Never give out your SIN. Call 416-808-5100 or 1-800-222-8477."},
		{text: "Dispatch 046454286 was logged at 18:30."},
		{text: "Incident 046 454 286 was closed."},
		{text: "ZIP 90210-1234 and 12345-6789."},
		{text: "Loss of $130,692,544 reported; 130,692,544 views."},
		{text: "Area 666-12-3456, 000-12-3456, 900-12-3456, 123-00-4567 and 123-45-0000."},
		{text: "Numbers 123 456 789 by chance."},
		{text: "Occurrence 2026-1234567 and GO 2026-123456."},
		{text: "Passport found near Yonge and Bloor on 2026-11-02, case 2026-1234567."},
		{text: "Passport stolen 20261102."},
		{text: "Passport control closed at Terminal 3; call 416-808-2222."},
		{text: "Plate CKTR 482 and bus AB 12 34."},
		{text: "It is a sin to leave 50 dogs in 3 cars."},
		{text: "QQ 12 34 56 C is no number that is given out."},
		{text: "Postal code M4C 1B5; badge 10422."},
		{text: "Suspects aged 12, 34 and 56 Centre Road."},
	})
	holds(t, "gov_id", "fr", []sample{
		{text: "Une carte d'assurance sociale a été trouvée; appelez le 416 808-2222."},
		{text: "Près de 130 692 544 personnes; perte de 130 692 544 $."},
		{text: "Dossier 2026-1234567, le 2 novembre 2026 à 18 h 30."},
	})
}

// Government numbers as drafts of several forces have them.
func TestGovIDInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "gov_id", "en", []sample{
		{text: "A wallet with SIN ⟦046-454-286⟧ inside was found."},
		{text: "Her social insurance no. is ⟦zero four six, four five four, two eight six⟧."},
		{text: "Canadian passport ⟦AB 123456⟧ found near Bay."},
		{text: "UCI ⟦11-2345-6789⟧ on the work permit"},
		{text: "Found: a Canadian passport and a SIN card. Badge 123456789? No, property tag 261-104-512."},
		{text: "social insurance card number ⟦932 654 187⟧."},
		{text: "her permanent resident card ⟦PA0123456⟧."},
		{text: "Badge 527980146; locker 932-654-187? parcel 046 454 287."},
		{text: "tax slip showing SIN ⟦5 2 7 9 8 0 1 4 6⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "gov_id", "fr", []sample{
		{text: "Le NAS ⟦130 692 544⟧ figurait sur l'enveloppe."},
		{text: "passeport canadien ⟦GA302922⟧ trouvé dans le parc"},
		{text: "Un passeport a été trouvé. Événement 261-104-512. Fraude au NAS : raccrochez."},
		{text: "son numéro d'assurance sociale, ⟦cinq deux sept, neuf huit zéro, un quatre six⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "gov_id", "en", []sample{
		{text: "NI number ⟦QQ 12 34 56 C⟧ on the payslip."},
		{text: "An envelope marked ⟦ab-12-34-56-d⟧ and national insurance papers"},
		{text: "UK passport ⟦5 3 3 4 0 1 3 7 2⟧"},
		{text: "National Insurance scam: callers ask for your NI number. Quote 14/123456/26."},
		{text: "N.I. no. ⟦JT 58 20 11 A⟧"},
		{text: "passport number ⟦512 884 903⟧"},
		{text: "NINO: ⟦j t 5 8 2 0 1 1 a⟧"},
		{text: "Quote JT/582011/26 or AB 12 of 14 Nov; NI Water and NI Executive."},
		{text: "A P60 for ⟦PW 40 22 18 B⟧ was inside"},
	})
	holdsUnder(t, packGuard(t, "us"), "gov_id", "en", []sample{
		{text: "Social: ⟦219-09-9999⟧"},
		{text: "S.S.N. ⟦two one nine, zero nine, nine nine nine nine⟧"},
		{text: "alien number ⟦A 123 456 789⟧"},
		{text: "The SSN scam is back; never give your Social Security number. Case 26-104-5123."},
		{text: "SSN on file is ⟦287-41-9O36⟧"},
		{text: "social security # ⟦2 8 7 - 4 1 - 9 0 3 6⟧"},
		{text: "passport ⟦C03004786⟧"},
		{text: "A-number ⟦A204-118-553⟧"},
		{text: "Zip 43215-4417; case 28-74-19036; lottery 287-41-90."},
		{text: "the check stub has his social, ⟦412-68-9031⟧, on it"},
	})
}

// Government numbers as people write them who are in a hurry, or have something to hide.
func TestGovIDWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "gov_id", "en", []sample{
		{text: "S1N ⟦046 454 286⟧"},
		{text: "SIN: ⟦O46-454-286⟧"},
		{text: "⟦0 4 6 - 4 5 4 - 2 8 6⟧ printed on the T4"},
		{text: "her work permit, ⟦U123456789⟧, was inside"},
	})
	holdsUnder(t, packGuard(t, "us"), "gov_id", "en", []sample{
		{text: "⟦219–09–9999⟧"},
		{text: "Taxpayer ITIN ⟦912-78-1234⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "gov_id", "en", []sample{
		{text: "⟦A B 1 2 3 4 5 6 C⟧ national insurance"},
		{text: "Biometric residence permit ⟦ZU1234567⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "gov_id", "fr", []sample{
		{text: "son passeport, ⟦HK482913⟧, a été trouvé sur la rive"},
	})
}
