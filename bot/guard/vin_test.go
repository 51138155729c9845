package guard

import (
	"testing"

	"appealbot/bot"
)

// 1M8GDM9AXKP042788 and 11111111111111111 are the usual examples of the check
// digit; the others were made up.
func TestVIN(t *testing.T) {
	holds(t, "vin", "en", []sample{
		{text: "VIN ⟦1M8GDM9AXKP042788⟧.", severity: bot.NeedsOverride, suggest: "ending in 2788"},
		{text: "A stolen Lexus, ⟦1M8GDM9AXKP042788⟧, is sought."},
		{text: "VIN: ⟦1M8GDM9A1KP042788⟧, mistyped."},
		{text: "V.I.N. ⟦1M8 GDM9AX KP042788⟧"},
		{text: "The vehicle identification number is ⟦1M8GDM9AXKP042788⟧."},
		{text: "Chassis number ⟦WVWZZZ1JZ3W386752⟧."},
		{text: "VIN ⟦1m8gdm9axkp042788⟧."},
		{text: "VIN ⟦1M8GDM9AX-KP-042788⟧."},
		{text: "VIN ⟦１M8GDM9AXKP０42788⟧."},
		{text: "VIN ⟦1M8GDM\u200b9AXKP042\u200b788⟧."},
		{text: "VIN ⟦1М8GDМ9АХКР042788⟧."},
	})
	holds(t, "vin", "fr", []sample{
		{text: "NIV : ⟦1M8GDM9AXKP042788⟧, une Lexus noire volée dans la nuit.", suggest: "se terminant par 2788"},
		{text: "Numéro de série ⟦1M8GDM9AXKP042788⟧."},
		{text: "Numéro d'identification du véhicule : ⟦1M8GDM9AXKP042788⟧."},
	})
}

func TestVINClean(t *testing.T) {
	holds(t, "vin", "en", []sample{
		{text: "The VIN ends in 2788."},
		{text: "VIN etched on 200 cars at 3 events."},
		{text: "Hash 1m8gdm9axkp042788 of the file."},
		{text: "Tracking 1M8GDM9AXKP042788 was delivered."},
		{text: "Code 1M8GDM9A1KP042788 by chance."},
		{text: "1M8GDM9AXKP042788A and A1M8GDM9AXKP042788."},
		{text: "See https://example.test/1M8GDM9AXKP042788 for it."},
		{text: "Officers checked VINs of 17 cars on 2026-11-02; call 416-808-2222."},
		{text: "THE 2 MEN IN A 2019 LEXUS WENT NORTH AT 40 KM."},
		{text: "Plate CKTR 482, case 2026-1234567."},
	})
	holds(t, "vin", "fr", []sample{
		{text: "Le NIV se termine par 2788; dossier 2026-1234567."},
		{text: "Il y avait 3 voitures et 2 camions; numéro de série effacé."},
	})
}

// Vehicle numbers as drafts of several forces have them.
func TestVINInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "vin", "en", []sample{
		{text: "VIN ⟦1HGCM82633A004352⟧"},
		{text: "v.i.n. ⟦1HGCM 82633 A004352⟧"},
		{text: "The VIN was removed. Tracking 1Z999AA1012345678, part number 04152YZZA1."},
		{text: "The VIN is ⟦2HGFC2F59JH512345⟧."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "vin", "fr", []sample{
		{text: "NIV ⟦2T1BURHE5JC123456⟧"},
		{text: "numéro d'identification du véhicule ⟦1FTFW1ET9DFC10312⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "vin", "en", []sample{
		{text: "chassis number ⟦SAJWA0ES8DPS12345⟧"},
		{text: "The VIN ends in 2345."},
		{text: "VIN ⟦WVWZZZ1JZXW000001⟧"},
		{text: "Hash 5d41402abc4b2a76b9719d911017c592 was on the post."},
	})
	holdsUnder(t, packGuard(t, "us"), "vin", "en", []sample{
		{text: "VIN plate: ⟦1FTFW1ET9DFC10312⟧"},
		{text: "the VIN, ⟦1 M 8 G D M 9 A X K P 0 4 2 7 8 8⟧"},
		{text: "vehicle ident. ⟦1m8gdm9axkp042788⟧"},
		{text: "vin ⟦1FTFW 1ET9D FC103 12⟧"},
		{text: "VIN etching day: bring your car. Serial ABCDEFGH123456789 on the bike."},
		{text: "VIN# ⟦1FTFW-1ET9D-FC103-12⟧"},
		{text: "stamped ⟦1HGCM82633A004352⟧ on the dash"},
		{text: "The VIN had been ground off. Part ABC1234567890DEFG shipped."},
	})
}

// Vehicle numbers as people write them who are in a hurry, or have something to hide.
func TestVINWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "vin", "en", []sample{
		{text: "VIN ⟦1HGCM 826 33A 004 352⟧"},
		{text: "The Kia's VIN, ⟦KNDJP3A59H7123456⟧, was ground"},
	})
	holdsUnder(t, packGuard(t, "us"), "vin", "en", []sample{
		{text: "V I N ⟦1-H-G-C-M-8-2-6-3-3-A-0-0-4-3-5-2⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "vin", "en", []sample{
		{text: "stolen JCB, VIN ⟦SLP3CXTS4E2345678⟧"},
	})
}
