package guard

import (
	"testing"

	"appealbot/bot"
)

func TestLicencePlate(t *testing.T) {
	holds(t, "licence_plate", "en", []sample{
		{text: "A grey Civic, Ontario plate ⟦CKTR 482⟧, was taken.", severity: bot.NeedsOverride},
		{text: "A grey Civic, Ontario plate ⟦CKTR 482⟧, was taken.", kind: bot.Vehicle, severity: bot.Warn},
		{text: "A grey Civic, marker ⟦CKTR482⟧.", kind: bot.HitAndRun, severity: bot.Warn},
		{text: "A grey Civic, plate ⟦CKTR482⟧.", kind: bot.Wanted, severity: bot.Warn},
		{text: "A grey Civic, plate ⟦CKTR482⟧.", kind: bot.MissingPerson, severity: bot.Warn},
		{text: "Seen leaving: ⟦CKTR-482⟧."},
		{text: "The licence plate number is ⟦abcd 123⟧ and it is dented."},
		{text: "License plate: ⟦8ABC123⟧ (California)."},
		{text: "A white van with Quebec plate ⟦A12 BCD⟧ stopped."},
		{text: "A white van, ⟦FLK 902⟧, stopped."},
		{text: "A pickup truck, ⟦AB 12345⟧, stopped."},
		{text: "The blue Ford, ⟦AB12 CDE⟧, left."},
		{text: "Vanity plate ⟦BLUEJAY⟧ on a Jeep."},
		{text: "Plate beginning with ⟦CKTR⟧."},
		{text: "Plate ⟦C K T R 4 8 2⟧."},
		{text: "Plate ⟦С-К-Т-R 482⟧ in other letters."},
		{text: "Plate ⟦ＣＫＴＲ ４８２⟧."},
		{text: "Tag no. ⟦4821903⟧ from Ohio."},
	})
	holds(t, "licence_plate", "fr", []sample{
		{text: "Une Honda grise, plaque ⟦F47 KLM⟧, volée."},
		{text: "Véhicule immatriculé ⟦ABC 1234⟧."},
		{text: "Plaque d'immatriculation : ⟦cktr 482⟧."},
	})
}

func TestLicencePlateClean(t *testing.T) {
	holds(t, "licence_plate", "en", []sample{
		{text: "UNIT 123, EXIT 375, ROOM 204, LINE 100, CASE 482, JUNE 123, LANE 401 and BUS 504."},
		{text: "A dark SUV, 2019 BMW 328, RAM 1500, GLC 300 or Mazda CX5, drove off."},
		{text: "Text CRIMES 274637; occurrence 2026-1234567; GO 1234567."},
		{text: "The plate is unknown. The plate was covered. No plates were seen."},
		{text: "Plates were found; plate number not known; the marker is missing."},
		{text: "Highway 401 at HWY 427, mile marker 123 King Road. Car parked at 100 King."},
		{text: "WANTED MAN SEEN NEAR EXIT 375 IN TORONTO."},
		{text: "A car was seen on TTC 504, Flight AC 8123, postal area M5G."},
		{text: "The price was CAD 500 for the car; it ran 120 KMH."},
		{text: "Dinner plate with 12 pieces; name tag reads of interest."},
	})
}

// Plates as drafts of several forces have them.
func TestPlatesInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "licence_plate", "en", []sample{
		{text: "black Civic, plate ⟦CKXR 482⟧"},
		{text: "marker ⟦BVXK-902⟧ on a silver van"},
		{text: "the victim's car, ⟦CSDL 119⟧, was taken"},
		{text: "motorcycle with plate ⟦4K2 P9⟧"},
		{text: "Unit 5512, BUS 504, ROOM 212, CRIMES 274637, a Ford F150, GO 2026-2231199, NOV 12, QEW 403."},
		{text: "Licence plate number: ⟦BZNT 118⟧."},
		{text: "Manitoba plate ⟦KBR 552⟧"},
		{text: "a trailer, marker ⟦R44 19K⟧"},
		{text: "Grade 10B, Gate C41, Section 224, Tower B2, TD 4512, AC 885 flight, Model 3, CX-5, RAV4, Civic Si 2018."},
		{text: "the neighbour's Tesla, ⟦CVBN 771⟧, caught it on Sentry"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "licence_plate", "fr", []sample{
		{text: "plaque du Québec ⟦F12 ABC⟧"},
		{text: "immatriculée ⟦A12 BCD⟧, une Mazda grise"},
		{text: "Une Audi A4, autobus 51, sortie 115, MTQ 511, SQ 310-4141, Chevrolet Silverado 1500."},
		{text: "la plaque ontarienne ⟦CSTV 908⟧ du témoin"},
		{text: "une Honda (⟦K47 JDL⟧)"},
	})
	holdsUnder(t, packGuard(t, "uk"), "licence_plate", "en", []sample{
		{text: "a blue Corsa, reg ⟦YD19 KXO⟧"},
		{text: "index ⟦P451 KLM⟧, a Ford Fiesta"},
		{text: "VRM ⟦h y 1 9 k x d⟧"},
		{text: "Northern Irish plates ⟦AZ 4512⟧"},
		{text: "A BMW X5 on the A40 near M25 J15, PC 4417, ref AB12345/26, FIAT 500, OX10 area."},
		{text: "Vauxhall Corsa ⟦NX19 VHK⟧ made off"},
		{text: "Partial index ⟦VK68⟧"},
		{text: "reg no. ⟦W451 RGK⟧"},
		{text: "B&Q, M62 J25, A1(M), BS8 postcode area, 4x4, VW T5, PCSO 7712, CAD 1077, bus X26."},
		{text: "a Scania HGV (⟦PX21 ZLK⟧) was behind"},
	})
	holdsUnder(t, packGuard(t, "us"), "licence_plate", "en", []sample{
		{text: "Ohio tag ⟦JKV 4821⟧"},
		{text: "license plate ⟦7ABC123⟧ from California"},
		{text: "Texas plate: ⟦LRT-5512⟧"},
		{text: "tags read ⟦Charlie Kilo X-ray 482⟧"},
		{text: "A Ram 1500 on I-70, SR 315, unit 4B, FY2026, RPD 4412, a plate of food, name tag."},
		{text: "Tennessee plates ⟦BKL-4471⟧"},
		{text: "FL tag ⟦Q T 4 8 B N⟧"},
		{text: "plate ⟦ABC1234⟧ on a white Tahoe"},
		{text: "white Tahoe, ⟦GRK 4471⟧"},
		{text: "SUV on US 33, OH-315, M1A rifle, unit 7B, AM 640, 1500 block, Gate B12, badge 4471, RAM 2500, GMC 1500."},
		{text: "dark Chevy Tahoe, Ohio plates beginning ⟦HKT 4⟧"},
	})
}

// Plates as people write them who are in a hurry, or have something to hide.
func TestPlatesWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "licence_plate", "en", []sample{
		{text: "plate ⟦C K X R - 4 8 2⟧"},
		{text: "plate ⟦сkхr 482⟧"},
		{text: "blue Kia Soul (⟦CZKN 330⟧) left running"},
	})
	holdsUnder(t, packGuard(t, "uk"), "licence_plate", "en", []sample{
		{text: "reg ⟦YD one nine KXO⟧"},
		{text: "a grey Golf on ⟦WN68 OLP⟧ plates"},
	})
	holdsUnder(t, packGuard(t, "us"), "licence_plate", "en", []sample{
		{text: "tag ⟦J-K-V-4-8-2-1⟧"},
		{text: "The vic's Altima, Ohio ⟦JHN 2231⟧, was stripped"},
		{text: "Kentucky plate number ⟦B7T 902⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "licence_plate", "fr", []sample{
		{text: "fourgonnette immatriculée ⟦FHG 2291⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "licence_plate", "en", []sample{
		{text: "plate: ⟦j k v four eight two one⟧"},
		{text: "plate ⟦C.K.X.R 4.8.2⟧"},
		{text: "a plate of one or two eggs; the tag was a plain one"},
	})
}
