package guard

import "testing"

// Recognisers of personal data are usually published with a table of what they
// must find and what not; Microsoft Presidio's are the best known. The tables
// here are of that kind, with numbers of our own. The guard differs where a
// draft by police differs from any text:
//
//   - a number that the words announce counts although its check digit is
//     wrong, since people mistype and it still leads to somebody;
//   - a number without announcement counts only when structure, check digit and
//     grouping agree, since police texts are full of file numbers;
//   - a row of one digit repeated is nobody's card or insurance number, unless
//     the words announce it;
//   - the law of the place decides about numbers that look alike: 943 476 5919
//     is a patient in London and a phone number in Toronto.

func TestBritishIdentifiers(t *testing.T) {
	g := packGuard(t, "uk")
	holdsUnder(t, g, "health_id", "en", []sample{
		{text: "NHS number ⟦943 476 5919⟧."},
		{text: "A wristband with ⟦943 476 5919⟧ was found."},
		{text: "A wristband with ⟦943-476-5919⟧ was found."},
		{text: "A wristband with 943 476 5918 was found."},
		{text: "NHS number ⟦943 476 5918⟧, mistyped."},
		{text: "NHS ⟦9434765919⟧."},
		{text: "Reference 9434765919."},
		{text: "Ring the NHS on 111."},
	})
	holdsUnder(t, g, "gov_id", "en", []sample{
		{text: "Letter for ⟦AA 12 34 56 B⟧."},
		{text: "Letter for ⟦AA123456B⟧."},
		{text: "NINO ⟦hh 01 02 03 d⟧."},
		{text: "NINO ⟦tw987654a⟧."},
		{text: "Letter for FQ 00 00 00 C, BG123612A, NT999999A and AA123456E."},
		{text: "British passport ⟦925665416⟧."},
		{text: "Passport ⟦AB 1234567⟧ of another country."},
		{text: "Reference 925665416, URN 01ZZ1234526."},
		{text: "A man with passport and NI card; ring 101 quoting 26/12345/26."},
	})
	holdsUnder(t, g, "driver_licence", "en", []sample{
		{text: "A card for ⟦MORGA657054SM9IJ⟧."},
		{text: "A card for ⟦MORGA 657054 SM9IJ⟧."},
		{text: "A card for MORGA699054SM9IJ."},
		{text: "Driving licence ⟦JONES912058JA9AB⟧."},
	})
	holdsUnder(t, g, "bank_card", "en", []sample{
		{text: "Paid into ⟦GB33BUKB20201555555555⟧."},
		{text: "Paid into ⟦GB33 BUKB 2020 1555 5555 55⟧."},
		{text: "Paid into GB94BARC20201530093459."},
		{text: "Sort code ⟦20-45-45⟧."},
		{text: "On 20-04-15 a bank card was taken."},
	})
}

func TestAmericanIdentifiers(t *testing.T) {
	g := packGuard(t, "us")
	holdsUnder(t, g, "gov_id", "en", []sample{
		{text: "SSN ⟦078-05-1126⟧."},
		{text: "A note with ⟦078 05 1126⟧ on it."},
		{text: "A note with ⟦078.05.1126⟧ on it."},
		{text: "SSN ⟦078051126⟧."},
		{text: "A note with 000-05-1126, 078-00-1126, 078-05-0000 and 666-05-1126."},
		{text: "SSN ⟦000-05-1126⟧, mistyped."},
		{text: "Case 078051126."},
		{text: "Passport ⟦912803456⟧ and passport ⟦Z12803456⟧."},
		{text: "ITIN ⟦912-70-1234⟧."},
		{text: "Case 26-012345, ZIP 20001-1234."},
	})
	holdsUnder(t, g, "health_id", "en", []sample{
		{text: "A card with ⟦1EG4-TE5-MK73⟧."},
		{text: "Medicare ⟦1eg4te5mk73⟧."},
		{text: "A card with 0EG4-TE5-MK73, 1SG4-TE5-MK73 and 1EG4-TE5-M473."},
	})
	holdsUnder(t, g, "driver_licence", "en", []sample{
		{text: "Driver's license ⟦H12234567⟧."},
		{text: "Driver license: ⟦C12T345678⟧"},
		{text: "Box H12234567."},
		{text: "DL ⟦12345678⟧."},
		{text: "Driver's license checkpoint on I-95 exit 123."},
	})
	holdsUnder(t, g, "bank_card", "en", []sample{
		{text: "Account number ⟦945456787654⟧."},
		{text: "Parcel 945456787654."},
		{text: "ABA ⟦021000021⟧."},
	})
}

// Card numbers of every scheme, as the schemes and their processors publish
// them for tests.
func TestCardsOfEveryScheme(t *testing.T) {
	holds(t, "bank_card", "en", []sample{
		{text: "⟦4012888888881881⟧ ⟦4012-8888-8888-1881⟧"},
		{text: "⟦4222222222222⟧"},
		{text: "⟦5105105105105100⟧, ⟦5105 1051 0510 5100⟧"},
		{text: "⟦378282246310005⟧, ⟦3714 496353 98431⟧"},
		{text: "⟦6011000400000000⟧, ⟦3528000700000000⟧, ⟦30569309025904⟧"},
		{text: "4012888888881882, 9012888888881881, 0000000000000000"},
	})
}

// Phone numbers of each place; those of broadcasters' dramas (Ofcom, "Telephone
// numbers for use in TV and radio drama") and 555-01xx are fictitious.
func TestPhonesOfEveryPlace(t *testing.T) {
	holdsUnder(t, packGuard(t, "uk"), "phone_private", "en", []sample{
		{text: "Ring DC Smith on ⟦07700 900461⟧."},
		{text: "Text ⟦07700900461⟧ or ⟦07700 900 461⟧."},
		{text: "Ring ⟦020 7946 0321⟧, ⟦0161 496 0321⟧, ⟦01632 960321⟧ or ⟦(0117) 496 0321⟧."},
		{text: "Ring ⟦+44 (0)20 7946 0321⟧ or ⟦0044 7700 900461⟧."},
		{text: "Ring ⟦oh double seven double oh nine double oh four six one⟧."},
		{text: "Text ⟦07700/900461⟧ or ⟦O7700 9OO461⟧."},
		{text: "Ring 101 or, anonymously, Crimestoppers on 0800 555 111."},
		{text: "Quote crime reference 01/12345/26, 46/12345/26 or CAD 4512/02NOV26."},
		{text: "Quote log 1234 of 2 May, incident 5024 or 26000123456."},
		{text: "NHS number 943 476 5919; AB12 CDE on the A40 at 21:15."},
		{text: "Between 07:30 and 09:45 on 2-11-2026, collar number 1234."},
	})
	holdsUnder(t, packGuard(t, "us"), "phone_private", "en", []sample{
		{text: "Call ⟦202-555-0143⟧ or ⟦(202) 555-0143⟧ or ⟦1.202.555.0143⟧ x 4."},
		{text: "Text ⟦two zero two, five five five, zero one four three⟧."},
		{text: "Call ⟦555-0143⟧ or ⟦+52 55 1234 5678⟧."},
		{text: "Call 9-1-1, 988 or 1-800-222-TIPS (8477)."},
		{text: "Case 26-012345, report number 2026-00012345, docket 26-CR-4512."},
		{text: "Lot 123, block 4567, parcel 1234567890; I-95 exit 123."},
		{text: "A 5'10\" man, 180-200 lbs, aged 25-35; a reward of $10,000 to $5,000,000."},
		{text: "Enter the code 5551234 on the tip line."},
	})
	holds(t, "phone_private", "fr", []sample{
		{text: "Joindre la famille au ⟦06 39 98 12 34⟧."},
		{text: "Appelez le ⟦cinq cent quatorze, cinq cent cinquante-cinq, zéro un quarante-trois⟧."},
		{text: "Numéro d'événement 2026-123456; composez le 416 808-2222."},
		{text: "Numéro de dossier 26-0012345, S1234-56789-00115."},
		{text: "Billets 12 23 34 45 49 06 tirés, 12 à 15 personnes."},
	})
}

// Mailboxes. Here the end of the host must be one that people use, since "at 6
// p.m." must not be one; on the other hand addresses in words count.
func TestMailboxesOfEveryForm(t *testing.T) {
	holds(t, "email_private", "en", []sample{
		{text: "⟦info@presidium.example⟧"},
		{text: "my address is ⟦info@presidium.example⟧, ⟦jo+tag@mail.presidium.example⟧."},
		{text: "⟦jo_roe-1@sub.presidium.co.uk⟧"},
		{text: "<⟦JO.ROE@PRESIDIUM.EXAMPLE⟧>"},
		{text: "mailto:⟦jo@presidium.example⟧?subject=tip"},
		{text: "my address is info@presidium., info@, @presidium and info.presidium.example"},
		{text: "jo@localhost, jo@192.0.2.1 and jo@@presidium.example"},
		{text: "Score 3@5, priced @ $4.50, seen @ 6 p.m. or at 6 p.m. on the dot. Come."},
	})
}

// Web addresses. What a department lists passes, and so does what nothing would
// make a link of: a host needs an end that stands for one.
func TestWebAddressesOfEveryForm(t *testing.T) {
	holds(t, "unapproved_link", "en", []sample{
		{text: "⟦https://www.presidium.example/⟧ and ⟦http://presidium.example:8080/a?b=c#d⟧"},
		{text: "⟦www.presidium.example⟧, ⟦presidium.com⟧ and ⟦sub.presidium.com/path⟧."},
		{text: "(⟦https://presidium.example/a_(b)⟧)"},
		{text: "⟦HTTPS://PRESIDIUM.EXAMPLE/A⟧"},
		{text: "⟦https://192.0.2.7/login⟧ and ⟦https://xn--prsidium-b1a.example⟧"},
		{text: "⟦https://222tips.com@presidium.example/⟧"},
		{text: "⟦https://presidium.example/222tips.com⟧"},
		{text: "www.presidium, presidium, presidium. com is an end, http:// and https://"},
		{text: "https://tps.ca/a, http://www.222tips.com and www.tps.ca."},
	})
}

// Plates. Unannounced ones count in capitals and near a word for a vehicle,
// since grades, rooms, routes and units of a force have the same shapes.
func TestPlatesOfEveryForm(t *testing.T) {
	holdsUnder(t, packGuard(t, "uk"), "licence_plate", "en", []sample{
		{text: "A car, ⟦AB51 ABC⟧ or ⟦AB51ABC⟧."},
		{text: "An old Fiesta, ⟦A123 BCD⟧, and an older one, ⟦ABC 123D⟧."},
		{text: "The car's plate was ⟦ab51 abc⟧."},
		{text: "AB51 police staff; A123 was closed; ABC 12345; route AB12."},
		{text: "A car on the M25 near J10, PC 1234 and DC 4512 attended."},
	})
	holdsUnder(t, packGuard(t, "us"), "licence_plate", "en", []sample{
		{text: "A truck with California plate ⟦7ABC123⟧, ⟦8XYZ900⟧ from there as well."},
		{text: "Texas plate ⟦ABC-1234⟧; a New York SUV, ⟦HBK 4471⟧."},
		{text: "Florida tag ⟦Q48 TBN⟧, Ohio tag ⟦GTR8119⟧."},
		{text: "Unit 7ABC, beat 123, room ABC 12, flight AA 1234, I-95, US 33."},
	})
	holds(t, "licence_plate", "en", []sample{
		{text: "Ontario plate ⟦CKXR 482⟧, Quebec plate ⟦F12 ABC⟧, British Columbia plate ⟦AB1 23C⟧."},
		{text: "A truck with commercial plate ⟦AB 12345⟧, and a personal one, plate ⟦GR8 DAD⟧."},
		{text: "Grade ABC, CKXR radio, room 482; AM 640 and FM 1010."},
	})
}
