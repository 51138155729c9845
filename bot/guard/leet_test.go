package guard

import "testing"

func TestDigitsWithinWordsAreLetters(t *testing.T) {
	folds(t, map[string]string{
		"A c0nfidential inf0rmant":       "A confidential informant",
		"0peration Night":                "operation Night",
		"5tabbed and sh00ting":           "stabbed and shooting",
		"c0nf3ssed to k1lling":           "confessed to killing",
		"C0nfidential 1nformant":         "Confidential informant",
		"C0NFIDENTIAL INF0RMANT":         "CONFIDENTIAL INFORMANT",
		"the sn1per is on the r00f":      "the sniper is on the roof",
		"$tabbed him, a$$ault":           "stabbed him, assault",
		"po1ygraph, ki11er":              "polygraph, killer",
		"wi7ness s4w it":                 "witness s4w it",
		"vict!m n@med, inform@nt":        "victim named, informant",
		"@ccused at an @ddress":          "accused at an address",
		"undercov3r 0fficer":             "undercover officer",
		"g4ng member, conv1cted":         "gang member, convicted",
		"J0hnson and Hol1oway":           "Johnson and Holloway",
		"s1lver h0nda, bl4ck":            "silver honda, black",
		"ki||er and v|ctim":              "killer and victim",
		"d3lateur, t3moin, complic3s":    "delateur, temoin, complices",
		"c\u043enf1d3ntial (c0nfidence)": "confidential (confidence)",
		"ra1d, vo1ce, ba1l, ho1d":        "raid, voice, ball, hold",
	})
}

// In a date a letter is a digit when it stands beside a number, and so is the next
// one beside that, on either side.
func TestLettersInDatesAreDigits(t *testing.T) {
	folds(t, map[string]string{
		"1987-O4-12":                   "1987-04-12",
		"O4-O5-1990":                   "04-05-1990",
		"1990/0l/I2":                   "1990/01/12",
		"0l.0l.A":                      "01.01.A",
		"000000000000 0\u01400\u0140A": "000000000000 01.01.A",
		"0l-x, l0 O4":                  "0l-x, l0 O4",
	})
}

func TestOtherDigitsStay(t *testing.T) {
	for _, s := range []string{
		"F150, B4 5th St, M5V 2T6, CKXR 482",
		"h264, mp3, covid19, 4x4, 51div, 14div@torontopolice.on.ca",
		"a 5minute drive, 24hour line, 3bedroom home, 16yo, 10pm",
		"his 1month-old, 5years, 4door sedan, 4Runner, 7eleven",
		"#GO1234567 and GO1234567, RPD4412",
		"flat3b, apt4c, unit5a, room12b",
		"2FA, 3D, 5G, 4K, 1A, iPhone15 Pro, PS5, Xbox360",
		"1HGCM82633A004352",
		"MORGA657054SM9IJ and TREJ53470102",
		"@davidson and @hexley_lad99, jo@gmail, jo@outlook [dot] com",
		"Stop!Now, 50$bill, US$5, $CAD 500",
		"R2D2, B2B, H2O, CO2, A1C, 1st 2nd 3rd 4th",
		"m4c1b5, m4c 1b5, ns4 7qp",
		"p3tips.com, p3tips[.]com, what3words, a b0x/c0de, tps.ca/n3ws",
		"a 5e étage, 3ieme, 1er, 10ans",
	} {
		want := folded(s).text
		if got := newView(s).text; got != want {
			t.Errorf("%q is seen as %q", s, got)
		}
	}
}

func TestWordsOfOtherScriptsAreNoDisguise(t *testing.T) {
	folds(t, map[string]string{
		"Полиция ищет свидетелей в Торонто":  "",
		"Η αστυνομία ζητά μάρτυρες":          "",
		"Он видел. Call us, сорока":          "",
		"Полиция Торонто: call Cо Paul":      "Полиция Торонто: call Co Paul",
		"Chlоe Wexford, Hоllowаy, іmmunity":  "Chloe Wexford, Holloway, immunity",
		"соре and СОР without other letters": "cope and COP without other letters",
		"ｃｏｎｆｅｓｓｅｄ 𝐬𝐭𝐚𝐛𝐛𝐞𝐝 ⓢⓗⓞⓣ 🅺🅸🅻🅻":        "confessed stabbed shot KILL",
		"ḉöñƒëşŝẽđ, c\u0336o\u0336p\u0336":   "confessed, cop",
		"immуnity, pоlуgraph, tуpe, Tуler":   "immunity, polygraph, type, Tyler",
		"jуdge Bуrke, thеу, уou":             "judge Burke, they, you",
		"اتصل بالشرطة على 911":               "",
	})
}
