package guard

import (
	"testing"

	"appealbot/bot"
)

// The numbers were made up; MORGA657054SM9IJ is the specimen of the DVLA.
func TestDriverLicence(t *testing.T) {
	holds(t, "driver_licence", "en", []sample{
		{text: "Driver's licence ⟦A1234-56789-00512⟧ was shown.", severity: bot.Block},
		{text: "He showed ⟦S1234-56780-55312⟧ at the counter."},
		{text: "He showed ⟦S12345678055312⟧ at the counter."},
		{text: "Ontario licence number ⟦S1234 56780 59999⟧, mistyped."},
		{text: "DL: ⟦s1234-56780-55312⟧"},
		{text: "D.L. ⟦S1234-56780-55312⟧ was expired."},
		{text: "Driver’s license ⟦A1234567⟧ of California."},
		{text: "Florida driver license ⟦A123-456-78-901-0⟧."},
		{text: "Illinois driver's license no. ⟦A123-4567-8901⟧."},
		{text: "Maryland license: ⟦M-530-460-871-230⟧; WA driver license ⟦WDLABCD456DG⟧."},
		{text: "Her G2 licence is ⟦S1234-56780-55312⟧."},
		{text: "Texas driver's license ⟦12345678⟧."},
		{text: "His driver's licence number is ⟦1234567⟧ (BC)."},
		{text: "Alberta driver's licence ⟦123456-789⟧."},
		{text: "A paper with ⟦MORGA657054SM9IJ⟧ was found."},
		{text: "Driving licence ⟦MORGA 657054 SM9IJ⟧."},
		{text: "Driver's licence ⟦BERTH120572001⟧ of Nova Scotia."},
		{text: "Driver's licence ⟦DO-EJ-OH-N123AB⟧ of Manitoba."},
		{text: "Driver's licence ⟦S12\u200b34-567\u200b80-55312⟧."},
		{text: "Driver's licence ⟦Ｓ１２３４-５６７８０-５５３１２⟧."},
		{text: "Driver's licence ⟦S one two three four, five six seven eight zero, five five three one two⟧."},
		{text: "Driver's licence ⟦S1234-5678O-553l2⟧."},
	})
	holds(t, "driver_licence", "fr", []sample{
		{text: "Permis de conduire ⟦T1234-050390-12⟧ trouvé."},
		{text: "Elle a montré le ⟦T1234-050390-12⟧ au comptoir."},
		{text: "Numéro de permis : ⟦S1234-56780-55312⟧."},
		{text: "Permis de conduire nº ⟦T123405039012⟧."},
	})
}

// A licence with a day of birth says so; one with an impossible day does not.
func TestDriverLicenceSaysThatItHoldsABirth(t *testing.T) {
	g := newGuard(t)
	for text, want := range map[string]bool{
		"Driver's licence S1234-56780-55312.": true,
		"Driver's licence S1234-56780-59999.": false,
		"Driver's licence A1234567.":          false,
	} {
		fs, err := g.Check(Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Language: "en", Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for _, f := range fs {
			said = said || f.Rule == "driver_licence" && f.Why == "This driver's licence number identifies a person and contains their date of birth."
		}
		if said != want {
			t.Errorf("%q: says that it holds a birth: %v, want %v", text, said, want)
		}
	}
}

func TestDriverLicenceClean(t *testing.T) {
	holds(t, "driver_licence", "en", []sample{
		{text: "A driver's licence was found; call 416-808-2222 or 1-800-222-8477."},
		{text: "The driver had no licence and was charged on 2026-11-02."},
		{text: "Licence plate CKTR 482 was on a blue Honda."},
		{text: "Serial number S12345678055312 of a bike."},
		{text: "Occurrence 2026-1234567, GO 2026-123456, badge 10422."},
		{text: "A driver's licence suspended for 90 days and a fine of $5,000."},
		{text: "The code S1234-56780-59999 on the box."},
		{text: "DL Smith scored 12345 points on 20261102; licence expired 20261102."},
		{text: "Driver aged 45, licence valid until 2027."},
		{text: "VIN 1M8GDM9AXKP042788 is no licence."},
		{text: "Postal code M4C 1B5, unit 4161, Highway 401."},
		{text: "Liquor sold without a licence at 12 stores, 3 people charged."},
		{text: "Tracking S12345678055312 was delivered."},
	})
	holds(t, "driver_licence", "fr", []sample{
		{text: "Un permis de conduire a été trouvé; appelez le 416 808-2222."},
		{text: "Permis de conduire suspendu pour 90 jours; dossier 2026-1234567."},
		{text: "Le permis de construire 2026 coûte 5 000 $."},
	})
}

// Driver's licences as drafts of several forces have them.
func TestDriverLicenceInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "driver_licence", "en", []sample{
		{text: "driver's licence ⟦M2345-78901-50614⟧ found on the subway"},
		{text: "DL# ⟦M23457890150614⟧"},
		{text: "A driver's licence was found at 12345 Highway 48? Ask for badge 4512."},
		{text: "licence ⟦L1634-14068-80714⟧ on the mat"},
		{text: "Alberta driver's licence ⟦123456-789⟧"},
		{text: "BC licence no. ⟦2745193⟧"},
		{text: "Licence plates, liquor licence 451220? hunting licence, licence renewals at 51 Division."},
		{text: "A G2 licence ⟦C0314-50117-05922⟧ turned up in the sewer grate"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "driver_licence", "fr", []sample{
		{text: "permis de conduire ⟦T6530-140278-04⟧"},
		{text: "No de permis : ⟦R1234 567890 12⟧"},
		{text: "permis de conduire ⟦L1634-140688-07⟧"},
		{text: "son permis, ⟦L1634 14068 80714⟧, était dans le portefeuille"},
	})
	holdsUnder(t, packGuard(t, "uk"), "driver_licence", "en", []sample{
		{text: "driving licence ⟦TRENT 902071 LJ9AB⟧ was in the purse"},
		{text: "licence number is ⟦TRENT-902071-LJ9AB⟧"},
		{text: "Driving licence found. Quote 26/789012/26 or log 451 of 9 November."},
		{text: "licence: ⟦PINNO 803127 G99XY⟧"},
		{text: "photocard ⟦ROWLA 712089 G99AB⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "driver_licence", "en", []sample{
		{text: "Ohio DL ⟦RT 512 884⟧"},
		{text: "California driver license ⟦Y4512783⟧"},
		{text: "his license number, ⟦D123-4567-8901⟧,"},
		{text: "Driver's license checkpoint, case 26-4512783, I-70 mile 112."},
		{text: "TX DL ⟦29104417⟧"},
		{text: "New York license ⟦482 110 937⟧"},
		{text: "Michigan driver license ⟦S 530 118 442 907⟧"},
		{text: "d r i v e r s  l i c e n s e  ⟦R T 5 1 2 8 8 4⟧"},
		{text: "A license plate reader; licensed since 1998; business license office; case 26-29104."},
		{text: "Florida DL ⟦R164-220-88-114-0⟧"},
	})
}

// Driver's licences as people write them who are in a hurry, or have something to hide.
func TestDriverLicenceWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "driver_licence", "en", []sample{
		{text: "⟦M 2 3 4 5 - 7 8 9 0 1 - 5 0 6 1 4⟧ driver's licence"},
		{text: "licence ⟦M2345 7890l 5O614⟧"},
		{text: "Nova Scotia licence ⟦ADEYE120570003⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "driver_licence", "en", []sample{
		{text: "⟦TRENT 9O2O71 LJ9AB⟧ driving licence"},
	})
	holdsUnder(t, packGuard(t, "us"), "driver_licence", "en", []sample{
		{text: "wallet holds Ohio driver license ⟦UR482913⟧"},
		{text: "Pennsylvania license no. ⟦28 441 907⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "driver_licence", "fr", []sample{
		{text: "permis de conduire de l'Ontario no ⟦A1234-56787-05122⟧"},
	})
}
