package guard

import (
	"testing"

	"appealbot/bot"
)

func TestAddressExact(t *testing.T) {
	holds(t, "address_exact", "en", []sample{
		{text: "He lives at ⟦4712 Bathurst Street⟧.", severity: bot.Block, suggest: "the 4700 block of Bathurst Street"},
		{text: "Shots were fired at ⟦118 Marlee Ave⟧ late at night.", severity: bot.Block, suggest: "the 100 block of Marlee Ave"},
		{text: "The home is ⟦24 Sussex Drive East⟧.", suggest: "the first block of Sussex Drive East"},
		{text: "The victim was found at ⟦55 O'Connor Dr., unit 1203⟧, in bed.", severity: bot.Block},
		{text: "She left ⟦1203-4712 St. Clair Avenue West⟧ on foot.", suggest: "the 4700 block of St. Clair Avenue West"},
		{text: "Police were called to ⟦12A Maple Leaf Crescent⟧."},
		{text: "Police were called to ⟦4712 bathurst street⟧ at noon."},
		{text: "Police were called to ⟦forty-seven twelve Bathurst Street⟧ at noon.", suggest: "the 4700 block of Bathurst Street"},
		{text: "POLICE WERE CALLED TO ⟦4712 BATHURST STREET⟧ AT NOON."},
		{text: "A man at ⟦350 5th Avenue⟧ saw it."},
		{text: "A man at ⟦4712 Bаthurst Street⟧ (another alphabet)."},
		{text: "A robbery at the bank at ⟦200 King Street West⟧.", severity: bot.NeedsOverride},
		{text: "A robbery at a store near the victim's home, ⟦200 King Street West⟧.", severity: bot.Block},
		{text: "She lives in ⟦apt. 1203⟧ above the shop."},
		{text: "Postal code ⟦M4C 1B5⟧ or ⟦m4c1b5⟧."},
		{text: "A house at ⟦SW1A 2AA⟧ in London."},
		{text: "Intersection of Yonge Street and ⟦10 Bloor Street⟧."},
		{text: "He was found outside his house, ⟦301 Old Weston Rd⟧."},
		{text: "The victim lives at ⟦2205 - 88 Harbour Street⟧."},
		{text: "Home: ⟦9 Deer Park Cr⟧, ⟦M4V 2C4⟧"},
	})
	holds(t, "address_exact", "fr", []sample{
		{text: "Un vol ⟦au 455 boulevard Saint-Joseph Est, appartement 3⟧."},
		{text: "Il demeure ⟦au 4712, rue Sherbrooke Ouest⟧.", severity: bot.Block, suggest: "dans le secteur de la rue Sherbrooke Ouest"},
		{text: "Vu près du domicile, ⟦1250 boul. René-Lévesque⟧."},
		{text: "Trouvé ⟦au 88, chemin de la Côte-des-Neiges, app. 5⟧."},
	})
}

func TestAddressExactClean(t *testing.T) {
	holds(t, "address_exact", "en", []sample{
		{text: "Headquarters: 40 College Street, Toronto, M5G 2J3. Also 40 COLLEGE ST."},
		{text: "In the 4700 block of Bathurst Street; in the 200-block of King Street. 4700 BLOCK OF BATHURST STREET."},
		{text: "Yonge Street and Bloor Street; Highway 401 at Keele Street; exit 375 Keele Street."},
		{text: "The 504 King streetcar, the 29 Dufferin bus, 51 Division on Parliament Street."},
		{text: "Join us at the 5 May Street Fair. On November 2 Queen Street was closed. On Nov. 2, King Street reopened."},
		{text: "In 2026 Yonge Street was closed. At 10:30 Yonge Street was clear. Since 2019 King Street is one-way."},
		{text: "He ran 20 metres down the street, 3 blocks from the road, 24 hours a day on the street."},
		{text: "Two men, aged 19 and 20, on King Street. 12 officers closed Queen Street. 55-year-old man on Bay Street."},
		{text: "Three Queen Street stores were hit, $500 King Street loss, bus route 7 Bathurst Street."},
		{text: "Major Crime Unit 12 and the 2nd Street bridge; Unit 5 responded."},
		{text: "Officers arrived at 7 p.m. Bathurst Street was closed."},
		{text: "Case 2026-1234567, Division 51 on Queen Street East."},
	})
	holds(t, "address_exact", "fr", []sample{
		{text: "Le 2 novembre, rue Sherbrooke, vers 18 h; à l'angle de la rue Guy et du boulevard René-Lévesque."},
		{text: "L'autobus 24 Sherbrooke; sortie 4, boulevard Décarie."},
	})
}

func TestDepartmentsAddressesPass(t *testing.T) {
	g, err := New(DefaultPolicy().With(Lists{Addresses: []string{"255 Dundas St. W."}}))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{
		"Come to 255 Dundas Street West. Call 416-808-2222. 2026-1":        0,
		"Come to 255 DUNDAS ST W, M5T 2W5. Call 416-808-2222. 2026-1":      0,
		"Come to 257 Dundas Street West. Call 416-808-2222. 2026-1":        1,
		"Come to 255 Dundas Avenue, M5T 2W5. Call 416-808-2222. 2026-1":    2,
		"Come to 40 College Street. Call 416-808-2222. Quote case 2026-1.": 0,
	} {
		fs, err := g.Check(Input{Kind: bot.Witness, CaseNumber: "2026-1", Texts: []Text{{Field: "text.en", Text: text}}})
		if err != nil || len(fs) != want {
			t.Errorf("%q: %d findings (%v), want %d: %v", text, len(fs), err, want, fs)
		}
	}
}
