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
