package guard

import (
	"fmt"
	"strings"
	"testing"

	"appealbot/bot"
)

// TestPeople says whom a text names: "name/as/age", in order; nothing when
// nobody is. Whoever is named without a role in an appeal for witnesses is
// presumed to be the victim.
func TestPeople(t *testing.T) {
	for text, want := range map[string]string{
		"Police have charged John Smith, 42, of Toronto.":                                    "John Smith/accused/42",
		"John Smith (42) was arrested on Monday.":                                            "John Smith/accused/42",
		"The victim, Nguyen Thi Lan, 35, is in hospital.":                                    "Nguyen Thi Lan/victim/35",
		"The victim has been identified as Siobhan O'Brien.":                                 "Siobhan O'Brien/victim/0",
		"Suspect Tremblay fled on foot.":                                                     "Tremblay/accused/0",
		"WANTED: JOHN SMITH":                                                                 "JOHN SMITH/accused/0",
		"JOHN SMITH FACES MURDER CHARGES":                                                    "JOHN SMITH/accused/0",
		"Suspect: SMITH, John":                                                               "SMITH, John/accused/0",
		"The suspect is John \"Johnny\" Smith, 29.":                                          "John \"Johnny\" Smith/accused/29",
		"The suspect was identified as J. Smith.":                                            "J. Smith/accused/0",
		"The man was identified as john smith.":                                              "john smith/victim/0",
		"John Smith was stabbed near the park.":                                              "John Smith/victim/0",
		"John Smith stabbed a man near the park.":                                            "John Smith/accused/0",
		"Emily Brown, 30, told police she saw the car.":                                      "Emily Brown/witness/30",
		"Anna van der Berg died at the scene.":                                               "Anna van der Berg/deceased/0",
		"Missing: Emily Chen, 14.":                                                           "Emily Chen/missing/14",
		"Jayden Smith was taken to hospital. He is 16.":                                      "Jayden Smith/victim/16",
		"Mr. Okafor lives nearby.":                                                           "Okafor/victim/0",
		"Fatima Al-Sayed, who is 17, was charged with robbery.":                              "Fatima Al-Sayed/accused/17",
		"A warrant for Marcus Lee has been issued.":                                          "Marcus Lee/accused/0",
		"Two men, Kyle Brandt and Noel Santos, have been charged.":                           "Kyle Brandt/accused/0; Noel Santos/accused/0",
		"Charged are: Kyle Brandt and Noel Santos.":                                          "Kyle Brandt/accused/0; Noel Santos/accused/0",
		"Luc Tremblay, 16 ans, a été arrêté.":                                                "Luc Tremblay/accused/16",
		"La victime, Chloé Roy, est à l'hôpital.":                                            "Chloé Roy/victim/0",
		"M. Tremblay a été vu.":                                                              "M. Tremblay/victim/0",
		"Mme Gagnon habite le quartier.":                                                     "Gagnon/victim/0",
		"Le témoin Jean-Guy Bouchard a tout vu.":                                             "Jean-Guy Bouchard/witness/0",
		"Call Det. Jane Lee of 51 Division. Constable Brown said so.":                        "",
		"Jane Lee, a detective with the unit, said so.":                                      "",
		"Mayor Anita Rowe was at the scene.":                                                 "",
		"Witnesses near Nathan Phillips Square or Jane Street are asked to call.":            "",
		"Suspect vehicle: a Honda Civic. The suspect was last seen near Victoria Park.":      "",
		"The victim was taken to St. Michael's Hospital. Missing from Markham since Monday.": "",
		"Call Crime Stoppers. Toronto Police arrested two men on Thursday.":                  "",
		"He was arrested in East York on Tuesday. The suspect wore a Toronto Raptors hat.":   "",
		"Le suspect a fui vers la rue Sherbrooke. La victime est de Laval.":                  "",
		"POLICE SEEK WITNESSES AFTER STABBING NEAR BATHURST STREET":                          "",
	} {
		s, err := newScene(Input{Kind: bot.Witness, Texts: []Text{{Field: "text.en", Text: text}}}, newGuard(t))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		d := s.docs[0]
		for _, p := range d.people {
			a, b := d.codePoints(int(d.tok[p.first].a), int(d.tok[p.last].b))
			got = append(got, fmt.Sprintf("%s/%s/%d", d.original(a, b), p.as, p.years))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q:\n got %s\nwant %s", text, strings.Join(got, "; "), want)
		}
	}
}

func TestSubjectsAreRecognised(t *testing.T) {
	subjects := []bot.Subject{{ID: "P1", Name: "Tyrell Jean-Baptiste"}, {ID: "P2", Name: "Gagnon, Chloé"}}
	for text, want := range map[string]int{
		"Tyrell Jean-Baptiste is sought.":        1,
		"Seen: tyrell jean baptiste.":            1,
		"Jean-Baptiste, Tyrell":                  1,
		"We spoke to Chloe GAGNON there.":        2,
		"Chloé Marie Gagnon came home.":          2,
		"Thanks to Gagnon for the help.":         2,
		"C. Gagnon came home.":                   0,
		"Gagnon Street is closed.":               0,
		"Constable Gagnon said so.":              0,
		"Suspect Chloé Tremblay fled.":           0,
		"Police near rue Gagnon ask for videos.": 0,
	} {
		s, err := newScene(Input{Kind: bot.Witness, Subjects: subjects, Texts: []Text{{Field: "text.en", Text: text}}}, newGuard(t))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, p := range s.docs[0].people {
			got = max(got, p.subject)
		}
		if got != want {
			t.Errorf("%q names subject %d, want %d", text, got, want)
		}
	}
}
