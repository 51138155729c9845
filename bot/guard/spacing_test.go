package guard

import "testing"

// folds checks what texts look like to detectors; an empty wish means that
// nothing changes.
func folds(t *testing.T, texts map[string]string) {
	t.Helper()
	for raw, want := range texts {
		if want == "" {
			want = raw
		}
		if got := newView(raw).text; got != want {
			t.Errorf("%q is seen as %q, want %q", raw, got, want)
		}
	}
}

func TestLettersSetApartCloseUp(t *testing.T) {
	folds(t, map[string]string{
		"he c o n f e s s e d to it":                     "he confessed to it",
		"H e  s t a b b e d  h e r":                      "He  stabbed  her",
		"C o y l e   f a i l e d   a   t e s t":          "Coyle   failed   a   test",
		"T  r  a  c  k    h  i  m":                       "Track    him",
		"T a m m y R o s c o e, 34":                      "Tammy Roscoe, 34",
		"S W A T  s n i p e r s are set up":              "SWAT  snipers are set up",
		"the k.i.l.l.e.r is out":                         "the killer is out",
		"i-n-f-o-r-m-a-n-t c_a_l_l_e_d":                  "informant called",
		"T.R.A.C.K H.I.M":                                "TRACK HIM",
		"k\u200b i\u200b l\u200b l":                      "kill",
		"k\u00a0i\u00a0l\u00a0l":                         "kill",
		"N C I C came back":                              "NCIC came back",
		"D M us their name":                              "DM us their name",
		"has a g u n":                                    "has a gun",
		"was a r r e s t e d":                            "was arrested",
		"I k n o w him":                                  "I know him",
		"j o . r o e @ g m a i l . c o m":                "jo.roe@gmail.com",
		"d o n ' t f o l l o w":                          "don'tfollow",
		"K 1 L L E R":                                    "KILLER",
		"b o r n  7 t h  M a y  1 9 9 1":                 "born  7 th  May  1991",
		"l e  t u e u r":                                 "le  tueur",
		"l'i n d i c a t e u r":                          "l'indicateur",
		"H Y 1 9  K X D":                                 "HY 19  KXD",
		"4 5 . 2 7 3 1 , - 7 5 . 2 8 0 6":                "45.2731 , - 75.2806",
		"é l è v e s":                                    "eleves",
		"𝐤 𝐢 𝐥 𝐥 𝐞 𝐫":                                    "killer",
		"s t o p, l o o k, go":                           "stop, look, go",
		"(k i l l e r)":                                  "(killer)",
		"k/i/l/l/e/r":                                    "killer",
		"M a r c u s  W e b b is his  n a m e, they say": "Marcus  Webb is his  name, they say",
	})
}

// Where all gaps are alike, common words say where one ends; a name among them
// may be any.
func TestWordsAreToldWhereAllGapsAreAlike(t *testing.T) {
	folds(t, map[string]string{
		"t r a c k h i m d o w n":                   "track him down",
		"T r a c k h i m d o w n, now":              "Track him down, now",
		"he f a i l e d a p o l y g r a p h":        "he failed a polygraph",
		"C o y l e f a i l e d a p o l y g r a p h": "Coyle failed a polygraph",
		"M a r l o w e s t a b b e d h e r":         "Marlowe stabbed her",
		"I k n o w w h o d i d i t":                 "I know who did it",
		"w e g u a r a n t e e i m m u n i t y":     "we guarantee immunity",
		"b o r n 7 t h F e b r u a r y 1 9 9 1":     "born 7 th February 1991",
		"D N A m a t c h":                           "DNA match",
		"s u i v e z l e":                           "suivez le",
		"H o l l o w a y":                           "Holloway",
		"G o o d w i n":                             "Goodwin",
		"W e x f o r d":                             "Wexford",
		"p o l y g r a p h":                         "polygraph",
		"h a m b u r g e r j o i n t s":             "hamburgerjoints",
	})
}

func TestOtherLettersStayApart(t *testing.T) {
	folds(t, map[string]string{
		"A & B, J. R. Smith":                     "",
		"J R Smith and T J Hooker":               "",
		"Plan A B or C":                          "",
		"a, b, c and d":                          "",
		"Vitamin B 12, room 4 B, apt 3 C":        "",
		"9 a.m. to 5 p.m., e.g. now, i.e. then":  "",
		"E / B lanes, N/S road, w/b 401, y/o":    "",
		"B/M/W or M/W/F":                         "",
		"x-ray, T-shirt, e-mail":                 "",
		"6 4 7 5 5 5 0 1 9 9":                    "",
		"y a-t-il, qu'y a-t-il":                  "",
		"Il y a 3 ans, à l'a":                    "Il y a 3 ans, a l'a",
		"M 5 V 2 T 6":                            "",
		"grades A B\nC D":                        "",
		"a\nb\nc":                                "",
		"4 1 6 . 5 5 5":                          "416.555",
		"1 2 3 4 5 6":                            "",
		"A 1 B 2 C 3":                            "",
		"O'Brien d'Arc":                          "",
		"Class A I felony, Type A I think":       "",
		"unit 5, a b-roll camera, a u-turn, a b": "",
	})
}

// What is taken out belongs to the span of what is found.
func TestSpansCoverWhatSetsLettersApart(t *testing.T) {
	raw := "É… h e  s n i t c h e d, yes"
	v := newView(raw)
	if v.text != "E... he  snitched, yes" {
		t.Fatalf("%q is seen as %q", raw, v.text)
	}
	start, end := v.codePoints(9, 17)
	if got := v.original(start, end); got != "s n i t c h e d" {
		t.Errorf("the span is %q", got)
	}
	plain := newView("a k i l l e r is")
	start, end = plain.codePoints(2, 8)
	if got := plain.original(start, end); plain.text != "a killer is" || got != "k i l l e r" {
		t.Errorf("in ASCII %q, the span is %q", plain.text, got)
	}
}
