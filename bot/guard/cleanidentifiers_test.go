package guard

import (
	"slices"
	"testing"

	"appealbot/bot"
)

// Drafts full of numbers and names that are nobody's secret: routes, ages,
// sizes, amounts, models of cars and phones, files, ranks and badges, dates,
// courts and counters. No rule about identifiers stops them.
func TestCleanDraftsHoldNoIdentifiers(t *testing.T) {
	rules := []string{
		"phone_private", "email_private", "social_handle", "gov_id", "health_id", "driver_licence", "bank_card", "dob", "licence_plate", "vin",
		"address_exact", "geo_coordinates", "unapproved_link",
	}
	guards := map[string]*Guard{}
	for _, name := range Packs() {
		p, err := Pack(name)
		if err != nil {
			t.Fatal(err)
		}
		if guards[name], err = New(p.With(labelledLists(t))); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct{ pack, language, text string }{
		{"ca-on", "en", "Stolen vehicle: grey 2021 Honda CR-V, taken from a driveway near Kipling Avenue and Dixon Road between 11 p.m. on Nov. 12 and 6 a.m. on Nov. 13. If you have video, call 23 Division at 416-808-2300 or upload it at 222tips.com. Occurrence 2026-2266101. #WitnessAppeal #Etobicoke"},
		{"ca-on", "en", "Collision: Hwy. 427 northbound ramp to Highway 401 closed. 3 vehicles involved. TTC bus routes 45, 46 and 191 are on detour. Updates: 511 or @TPSOperations. Case 2026-2266102. 416-808-1900."},
		{"ca-on", "en", `Missing: Darnell, 34, last seen at Union Station, 65 Front Street West, on Nov 9 at 14:20. 6'1", 190 lb, blue Jays cap #27, Levi's 501 jeans, Nike Air Max 90. 52 Division 416-808-5200, 2026-2266103.`},
		{"ca-on", "en", "Found: cash in an envelope near gate 14 at Rogers Centre. To claim, tell us the amount. Property Unit, 416-808-7700 ext. 2, Mon-Fri 8-4. Occurrence # 2026-2266104."},
		{"ca-on", "en", "The suspect fled in a white Ford F-150 XLT, 2019 or 2020, with a roof rack, toward the QEW. Between 21:05 and 21:20. Det. Const. R. Lam #10455, 416-808-2204. 2026-2266105"},
		{"ca-on", "en", "Fraud warning: callers say your SIN is suspended and demand $2,000 in Google Play cards or Bitcoin. The CRA never does. Report to the Canadian Anti-Fraud Centre or call 416-808-2222. Ref 2026-2266106."},
		{"ca-on", "fr", "Vol qualifié au 2e étage du Centre Eaton, porte 4, le 12 novembre à 20 h 45. Deux hommes de 20 à 25 ans, 1,80 m, 80 kg, ont fui vers la rue Yonge et la rue Queen. Échec au crime 416 222-8477; dossier 2026-2266107."},
		{"ca-on", "fr", "Personne disparue : une femme de 61 ans, vue la dernière fois sur l'avenue Danforth, près de la rue Pape, le 3 novembre 2026. Elle porte un manteau bleu, taille 12. Composez le 416 808-5500. Événement 2026-2266108."},
		{"ca-on", "fr", "La rue King Est est fermée entre la rue Church et la rue Jarvis. Autobus 504 et 121 détournés jusqu'à 18 h 30. Renseignements : 311 ou toronto.ca. Dossier 2026-2266109, 416 808-2222."},
		{"uk", "en", "A man in his 40s was assaulted outside the Red Lion, High Street, Wem, at around 11.45pm on Saturday 14 November. Call 101 quoting incident 441 of 15 November or report at www.northshire.police.uk. #Wem #Appeal"},
		{"uk", "en", "Two Land Rover Defenders were stolen from farms off the B4563 overnight. Check your CCTV between 1am and 4am. Crime ref 22/104455/26. Crimestoppers: 0800 555 111. We'd urge owners to mark their vehicles: see securedbydesign guidance at gov.uk."},
		{"uk", "en", `PC 4417 Hannah Willcox said: "We attended 14 reports in 3 days." If you have a doorbell camera in the Linden Road and Church Close area, ring 101, log 233 of the 11th. NP/26/0451.`},
		{"uk", "en", "M62 closed J24 to J26 after a five-vehicle collision involving a Scania HGV, a VW T-Roc and a BMW 320d. Dashcam footage to 101, quoting 0112 of 12/11/26. Delays of 90 minutes."},
		{"uk", "en", "Found: a child's bike, Apollo, 16-inch wheels, on the towpath at Lock 9. Reference FP-26-00871. Call 101 or visit our front counter in Castle Street, 9am-5pm."},
		{"us", "en", "Riverton PD seeks two men who robbed the Shell at Route 33 and Polk Avenue at 2:15 a.m. One wore a #23 Bulls jersey; the other had an AR-style rifle. $1,200 taken. 614-555-0100. Case 26-104512."},
		{"us", "en", `Silver Alert: Harold, 81, driving a tan 2008 Buick LeSabre, last seen at Exit 112 of I-70 westbound. 5'9", 160 lbs. Call 911 or 614-555-0100. Case # 26-0104513. missingkids.org is not for adults.`},
		{"us", "en", "Road closed: State Route 315 between 5th Avenue and Lane Avenue, 7 a.m. to 3 p.m. Sat. & Sun. for the Columbus 10K. Info: 311. Reference 26-0104514, 614-555-0100."},
		{"us", "en", "UPDATE: the 2 suspects in the Nov. 2 burglary at 3rd & Main are in custody. Thanks to everyone who sent video. Bond court is Friday at 9 in Courtroom 4B. Case 26-0104515; 614-555-0100."},
		{"us", "en", "Hit and run: dark Chevy Tahoe or GMC Yukon, front-end damage, partial grille left at the scene, eastbound on Broad Street at 18th, 9:40 p.m. Tips 614-555-0100, p3tips.com app (P3 Tips). Case 26-0104516."},
		{"us", "en", "Found property day: 22 bikes, 14 phones (iPhone 13, Galaxy S22), 3 laptops. Bring ID and serial. 200 Civic Plaza Drive, Nov 21, 10-2. Case 26-0104517. 614-555-0100"},
		{"ca-on", "en", "Officers seized 2 handguns (a 9 mm and a .40), 212 g of cocaine and $45,310. Four people face 31 charges. 14 Division, 416-808-1400; 2026-2266110."},
		{"ca-on", "en", "Community meeting: Nov 24, 6:30-8 p.m., 13 Division, 1435 Eglinton Avenue West. Parking at Gate 2. Register at toronto.ca. 416-808-1300. 2026-2266111"},
		{"ca-on", "en", "Arrest: John Carver, 29, of Barrie, is charged with robbery x 3 and disguise with intent. He appeared at the Ontario Court of Justice at 10 Armoury Street in Courtroom 101. 416-808-7350. 2026-2266112"},
		{"ca-on", "fr", "Arrestation : un homme de 44 ans de Gatineau a été accusé de vol de plus de 5 000 $. Il a comparu au palais de justice, 161, rue Elgin. Info : 1-800-222-8477. Dossier OT26-88123."},
		{"uk", "en", "Lee Carver, 33, of Larch Grove, Wem, was sentenced to 7 years at Hull Crown Court. Operation of the scheme ran 2019-2024. 101; NS/26/00441."},
		{"ca-on", "en", "UPDATE: The vehicle sought in the Lawrence Avenue West fail to remain has been located and seized. Thank you to everyone who called 12 Division. 2026-2270001. Anyone with more video can contact Traffic Services, 416-808-1900."},
		{"ca-on", "en", `Two suspects: (1) male, 20s, 5'8", 150 lb, grey Nike Tech; (2) male, teens-20s, 6'0", 170 lb, #34 Matthews jersey. Last seen N/B on Keele, 22:40 hrs. 416-808-3100. GO# 2026-2270004.`},
		{"ca-on", "en", "Found near 5 Drive-In Road construction site: a toolbox. Owner must describe contents. 42 Division 416-808-4200. Property tag P-1182-26. 2026-2270005"},
		{"ca-on", "en", "Break and enter, Rosedale Valley area, between Nov. 1 and 12. Entry by rear door? We're not saying. Call 53 Division at (416) 808-5300 or Crime Stoppers at 416-222-8477. Ref. #2026-2270006"},
		{"ca-on", "en", "Missing: 72-year-old Ivan, last seen 3 p.m. at Islington Station. He speaks Ukrainian. Мати шукає сина. Call 416-808-2200. 2026-2270007"},
		{"ca-on", "fr", "Avez-vous une caméra de tableau de bord? Nous cherchons des images de la promenade Lake Shore Ouest, entre la rue Parklawn et la 30e Rue, le 15 novembre de 19 h à 21 h. Division 22 : 416 808-2200. Événement 2026-2270008."},
		{"ca-on", "fr", "Véhicule recherché : Toyota RAV4 2022, grise, pare-chocs avant endommagé, vue en direction est sur l'autoroute 401, sortie 371. Services de la circulation, 416 808-1900; événement 2026-2270009."},
		{"ca-on", "fr", "Un incendie suspect a détruit un commerce de la rue Dundas Ouest, près de l'avenue Ossington. Dommages : 1,2 M$. Les enquêteurs de la division 14, au 416 808-1400, veulent vos images. Dossier 2026-2270010."},
		{"uk", "en", "Have you seen Alma, 78? She left Linden Court care home at 8.40am and may have caught the X26 or 43 bus from Station Road. 5ft 2in, navy coat, size 5 shoes. Call 999 if you see her now, 101 otherwise, log 118 of 18 November."},
		{"uk", "en", "Wanted: Craig, 41, for recall to prison. Links to Wem, Shrewsbury and Telford. Do not approach; call 999. Information: 101, ref 22/109921/26, or Crimestoppers, 0800 555 111."},
		{"uk", "en", "Rogue traders took £4,500 from a resident of Beech Grove, Fenby. Two men in a white Ford Transit with ladders. If you had a cold call between 2 and 6 November, ring 101 quoting 22/109922/26."},
		{"uk", "en", "Three men, aged 23, 27 and 31, from Wem, Ellesmere and Oswestry, have been charged with conspiracy to burgle under s.1(1) of the Criminal Law Act 1977. They appear at Telford Magistrates' Court on 24/11/26. 101, OP/26/0031."},
		{"uk", "en", "A528 shut both ways between the B5476 and Church Street, Wem: unexploded WW2 shell. 120 homes evacuated to Wem Town Hall, High Street. 999 in an emergency; 101, log 401."},
		{"uk", "en", "Handed in at Castle Street front counter: a gold ring, a Samsung A54, two Raleigh bikes. Quote FP/26/118-124 on 101. We'll ask for proof such as a receipt or IMEI."},
		{"us", "en", `ENDANGERED MISSING: 12-year-old Kayla, last seen at Polk Middle School, Nov. 16, 3:05 p.m., walking toward Main and 4th. 4'11", 95 lbs, pink Jansport. 911 or 614-555-0100, case 26-0117001.`},
		{"us", "en", `WANTED: Rodney Stallard, 36, on a warrant for aggravated robbery (F1) and having weapons under disability (F3). 6-1, 205. Tattoo "614" on neck. Do not approach; call 911. 614-555-0100. Case 26-0117002.`},
		{"us", "en", "Serial shoplifters hit the Kroger on Route 40 and the Target at Polk Plaza, taking $3,870 in Legos (sets 75192, 10497). 614-555-0100, p3tips.com. Case #26-0117003."},
		{"us", "en", "Update #3 - I-70 EB reopened at MM 112.4 at 0630. ODOT crews remain on scene. Case 26-0117004. Questions: 614-555-0100, M-F 8-5."},
		{"us", "en", "A pedestrian, 58, was struck at 5th & Vine at 6:50 p.m. Nov. 14. Vehicle: silver 2015-18 Nissan Altima, missing right mirror (part #96301-3TA0A). 614-555-0100. Report 26-0117005."},
		{"us", "en", `Found: class ring, "RHS 1987", blue stone, initials on the band. Bring proof. Property Room, 200 Civic Plaza Drive, Tu-Th 10-4. 614-555-0100 x214. 26-0117006`},
		{"us", "en", "CORRECTION: Our 9 a.m. post gave the wrong date for the Polk Park robbery. It was Nov. 13, 2026, not Nov. 31. Case 26-0117007. Tips: 614-555-0100 or 1-800-222-TIPS (8477)."},
		{"us", "en", "ARREST: Dana Pruitt, 28, of Dayton, is charged with two counts of burglary, O.R.C. 2911.12(A)(1). Arraignment Nov 20, 9 a.m., Room 2C, Riverton Municipal Court, 375 S. High Street. 26-0117008. 614-555-0100"},
		{"ca-on", "en", "Tweetathon item 14 of 40: noise complaint, Bloor/Bathurst, officers spoke with 6 people, 1 ticket ($615). 14 Division 416-808-1400. 2026-2270011"},
		{"ca-on", "en", `Scam alert: texts from "Canada Post" link to a fake page asking for $1.97. Delete them. Real texts come from a 5-digit short code. Report to 416-808-2222 or toronto.ca. 2026-2270012`},
		{"ca-on", "en", "The collision involved a TTC bus (route 54A, vehicle 8742) and an e-bike. Lanes: N/B closed at Ellesmere. Det. Sgt. A. B. Carter; 416-808-1900; 2026-2270013."},
		{"ca-on", "en", "A S.W.A.T.-style raid in a TV show being filmed on King St. W. near Portland St. today is not real. Permit F26-0451. Questions: 311. 416-808-5200, 2026-2270014."},
		{"ca-on", "en", "Do you recognize this man? 35-45, salt-and-pepper beard, black Kangol hat, size-L parka. He used 3 transit passes on the 501, 504 & 506. 51 Div., 416-808-5100 ext 4. 2026-2270015"},
		{"uk", "en", "Theft of a JCB 3CX (yellow, 2019) from Lower Farm off the A49, grid squares locals will know. Trackers are fitted to many now. 101 ref 22/110021/26. Do not challenge anyone; dial 999."},
		{"ca-on", "en", "Porch thefts: 14 reports between Nov 1 and 18 in postal area M4C. Suspect rides a blue e-bike. Send video through 222tips.com or call 55 Division, 416-808-5500. 2026-2290001."},
		{"ca-on", "en", "The TTC's 2 Bloor-Danforth line was closed at Main Street from 5:15 to 6:40 p.m. Witnesses on train 5187? Call 416-808-5500. Occurrence 2026-2290002."},
		{"ca-on", "en", "Carbon monoxide at 3 addresses on Coxwell Avenue tonight. Toronto Fire, 9-1-1. Check your alarm; details: toronto.ca. 2026-2290003. 416-808-2222."},
		{"ca-on", "fr", "Conseil : ne donnez jamais votre NAS, votre date de naissance ni votre numéro de carte au téléphone. Signalez au 416 808-2222. Dossier 2026-2290004."},
		{"ca-on", "fr", "Une collision entre un autobus 165 et une Mazda CX-5 a fait 2 blessés à l'angle de l'avenue Weston et de la rue Jane, le 18 novembre à 7 h 50. 416 808-1900. 2026-2290005."},
		{"ca-on", "en", "Seen a teal 1967 Mustang (vanity plate covered)? It left Polson Pier Nov. 8. Division 51: 416-808-5100. 2026-2290006"},
		{"uk", "en", "Two sheep dogs were taken from Grange Farm, near the A53/B5063 junction. Microchips are registered. 101, ref 22/110501/26."},
		{"uk", "en", "Were you on the 17:42 from Crewe to Shrewsbury, coach B, on 12 November? A phone was snatched at Whitchurch. 101, or text BTP on 61016. Ref 512 of 12/11/26."},
		{"uk", "en", "Officer number 4417 will hold a surgery at Wem Library, High Street, SY4 area, 10am-12pm, Sat 21 Nov. 101. Ref ENG/26/0012."},
		{"us", "en", "Mailbox thieves hit 20+ boxes on Polk, Vine and Elm between 1 and 4 a.m. USPS reward posters are separate. Call 614-555-0100. Case 26-0119001."},
		{"us", "en", "A man paid with a counterfeit $100 (serial reported) at the Circle K, SR 16 & Licking. 5-10, 170, Browns cap. 614-555-0100; case 26-0119002."},
		{"us", "en", "Bridge 25-0451 on Old Route 40 is closed. Detour: CR 12 to SR 310. 614-555-0100, ref 26-0119003."},
		{"us", "en", "Missing hiker Paul, 44: red Osprey 65L pack, Garmin inReach. Last signal near Trail 6, mile 3.2. Call 911 or 614-555-0100. Case 26-0119004."},
	} {
		fs, err := guards[tc.pack].Check(Input{Kind: bot.Witness, Texts: []Text{{Field: "text." + tc.language, Language: tc.language, Text: tc.text}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fs {
			if slices.Contains(rules, f.Rule) {
				t.Errorf("%s: %s objects to %q in %q", tc.pack, f.Rule, f.Span, tc.text)
			}
		}
	}
}
