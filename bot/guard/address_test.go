package guard

import (
	"testing"

	"appealbot/bot"
)

func TestAddressExact(t *testing.T) {
	holds(t, "address_exact", "en", []sample{
		{text: "He lives ⟦at 4712 Bathurst Street⟧.", severity: bot.Block, suggest: "in the 4700 block of Bathurst Street"},
		{text: "Shots were fired ⟦at 118 Marlee Ave⟧ late at night.", severity: bot.Block, suggest: "in the 100 block of Marlee Ave"},
		{text: "The home is ⟦24 Sussex Drive East⟧.", suggest: "the first block of Sussex Drive East"},
		{text: "The victim was found ⟦at 55 O'Connor Dr., unit 1203⟧, in bed.", severity: bot.Block},
		{text: "She left ⟦1203-4712 St. Clair Avenue West⟧ on foot.", suggest: "the 4700 block of St. Clair Avenue West"},
		{text: "Police were called to ⟦12A Maple Leaf Crescent⟧."},
		{text: "Police were called to ⟦4712 bathurst street⟧ at noon."},
		{text: "Police were called to ⟦forty-seven twelve Bathurst Street⟧ at noon.", suggest: "the 4700 block of Bathurst Street"},
		{text: "POLICE WERE CALLED TO ⟦4712 BATHURST STREET⟧ AT NOON."},
		{text: "A man ⟦at 350 5th Avenue⟧ saw it."},
		{text: "A man ⟦at 4712 Bаthurst Street⟧ (another alphabet)."},
		{text: "A robbery at the bank ⟦at 200 King Street West⟧.", severity: bot.NeedsOverride},
		{text: "A robbery at a store near the victim's home, ⟦200 King Street West⟧.", severity: bot.Block},
		{text: "She lives in ⟦apt. 1203⟧ above the shop."},
		{text: "Postal code ⟦M4C 1B5⟧ or ⟦m4c1b5⟧."},
		{text: "A house at ⟦SW1A 2AA⟧ in London."},
		{text: "Intersection of Yonge Street and ⟦10 Bloor Street⟧."},
		{text: "He was found outside his house, ⟦301 Old Weston Rd⟧."},
		{text: "The victim lives ⟦at 2205 - 88 Harbour Street⟧."},
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

// Addresses as drafts of several forces have them.
func TestAddressesInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "address_exact", "en", []sample{
		{text: "Officers went to ⟦88 Harbour Street, Unit 4102⟧, where a man lay injured."},
		{text: "Her house is ⟦at 17 Larkhall Cres⟧."},
		{text: "the basement of ⟦2290 Kingston Rd⟧."},
		{text: "Rural: ⟦4512 Concession Road 7⟧, the farmhouse"},
		{text: "in the 200 block of Queen Street West, near 10 Dundas streetcar; Highway 7 at Leslie Street; 55 Division, 101 Coxwell Avenue."},
		{text: "Anyone with cameras near ⟦33 Grandravine Dr⟧, where the family lives, call."},
		{text: "⟦unit 1704, 21 Widmer St⟧"},
		{text: "⟦L4C 9V3⟧ is the postal code of the home"},
		{text: "Division 23, 5230 Finch Avenue West; 9 officers on Queen Street; the 100 block of King Street East; Highway 400 at Finch Avenue; 3 Yonge Street shops."},
		{text: "Ontario Court of Justice at 2201 Finch Avenue West; 14 Division, 350 Dovercourt Road."},
		{text: "Collision in front of ⟦1489 Kipling Ave⟧; the homeowner's camera caught it"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "address_exact", "fr", []sample{
		{text: "un appartement ⟦du 3455, rue Durocher⟧"},
		{text: "à son domicile, ⟦12, av. des Pins Ouest, app. 4⟧"},
		{text: "À l'angle de la rue Saint-Denis et de la rue Rachel; le 24 novembre, rue Sainte-Catherine; 51 Division; autoroute 40, sortie 73, boulevard Saint-Laurent."},
		{text: "Le palais de justice, 1, rue Notre-Dame Est; le poste de quartier 38, 1033, rue Rachel Est."},
		{text: "la résidence située ⟦au 245, 3e Avenue⟧"},
		{text: "logée ⟦au quatre mille douze, rue Fabre⟧"},
		{text: "⟦1020 chemin du Lac⟧, à Sainte-Adèle"},
		{text: "À l'intersection de la 3e Avenue et de la 12e Rue; 2 suspects rue Fabre; sortie 112 chemin du Lac; poste 31, 7405, boulevard Saint-Laurent."},
		{text: "un incendie ⟦au 78, rue de l'Église⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "address_exact", "en", []sample{
		{text: "She lives ⟦at 14 Acacia Avenue⟧ with her gran."},
		{text: "⟦Flat 3, 22 Linden Close⟧, was searched."},
		{text: "Fire ⟦at Forty-two Beech Grove⟧ last night"},
		{text: "postcode ⟦NS4 7QP⟧, end terrace"},
		{text: "⟦at 7 The Green⟧, a man opened the door"},
		{text: "⟦221b Baker Street⟧"},
		{text: "her flat on the 3rd floor, ⟦Flat 9⟧, Beech House, Linden Road"},
		{text: "York Magistrates' Court, Clifford Street; the 43 bus on Leeds Road; number 7 bus, Station Road; 2 men on Baker Street."},
		{text: "burglary at a bungalow, ⟦6 Church Close⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "address_exact", "en", []sample{
		{text: "a home ⟦at 4417 W Larkspur Ct⟧"},
		{text: "⟦1120 County Road 25⟧ outside town"},
		{text: "the family's house, ⟦one two one eight Elm Street⟧"},
		{text: "⟦apt 12B⟧ ⟦at 901 E. 14th St⟧"},
		{text: "The court at 375 South High Street; Riverton Police headquarters, 200 Civic Plaza Drive; Engine 12 Main Street."},
		{text: "a house on ⟦Rural Route 2, Box 114⟧"},
		{text: "⟦1512 Martin Luther King Jr. Blvd⟧ home"},
		{text: "⟦8800 State Route 315⟧, the residence"},
		{text: "Between 3rd Street and 5th Avenue; Interstate 70 exit 112; Engine 4, 33 West Spring; 12th Avenue garage; a 5K run on Main Street."},
		{text: "Crews responded to ⟦338 N. 18th St., Apt. 2⟧"},
	})
}

// Addresses as people write them who are in a hurry, or have something to hide.
func TestAddressesWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "address_exact", "en", []sample{
		{text: "her place: ⟦four seven one two Bathurst St⟧"},
		{text: "⟦1 7  L a r k h a l l  C r e s⟧"},
		{text: "Search teams will meet at her home, ⟦62 Pondview Lane⟧."},
		{text: "He was last seen leaving ⟦1-88 Wellesley St E⟧."},
	})
	holdsUnder(t, packGuard(t, "uk"), "address_exact", "en", []sample{
		{text: "lives at number ⟦fourteen, Acacia Avenue⟧"},
		{text: "the 78-year-old lives at Linden Court, ⟦3 Station Road⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "address_exact", "en", []sample{
		{text: "home ⟦at 4\u200b417 Larkspur Ct⟧"},
		{text: "⟦4417 L@rkspur C0urt⟧ house"},
		{text: "Kayla lives ⟦at 77 Polk Place Apt 3⟧ with her aunt"},
		{text: "Shots hit ⟦2240½ Vine Street⟧"},
		{text: "his mother's trailer, Lot 14, ⟦900 Polk Pike⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "address_exact", "fr", []sample{
		{text: "Le logement ⟦du 1450, rue Sherbrooke Est, appartement 12⟧ a été perquisitionné"},
		{text: "Un homme barricadé ⟦au 9120 boulevard Lacroix, app 6⟧"},
	})
}
