package guard

import (
	"testing"
	"time"

	"appealbot/bot"
)

func TestYouthAccused(t *testing.T) {
	holds(t, "youth_accused", "en", []sample{
		{text: "⟦Jayden Smith⟧, 16, was arrested.", severity: bot.Block, suggest: "A youth"},
		{text: "WANTED: ⟦Jayden Smith⟧, 16. Do not approach.", kind: bot.Wanted, severity: bot.Block},
		{text: "WANTED: ⟦JAYDEN SMITH⟧ (17) OF TORONTO", kind: bot.Wanted},
		{text: "Police have charged 15-year-old ⟦Tyrell Jean-Baptiste⟧ with robbery."},
		{text: "A 16-year-old boy has been charged. He was identified as ⟦Liam O'Neil⟧, a 16-year-old student."},
		{text: "The suspect is ⟦Amira van den Berg⟧, age sixteen."},
		{text: "A youth, suspect ⟦Marcus Lee⟧, is sought."},
		{text: "Two boys, aged 14 and 15, have been charged: ⟦Kyle Brandt⟧ and ⟦Noel Santos⟧."},
		{text: "The seventeen-year-old accused, ⟦Devon Clarke⟧, appeared in court."},
		{text: "A 16-year-old boy was charged with robbery. He is a student at ⟦Northview Heights Secondary School⟧."},
		{text: "The accused, 15, plays for the ⟦Markham Wolves⟧."},
		{text: "A 17-year-old is wanted for a stabbing. He is ⟦pictured⟧ below."},
		{text: "The suspect, a 14-year-old girl, is ⟦in the photo⟧."},
		{text: "Police arrested a teen, ⟦the son of Marcus Lee⟧."},
		{text: "A youth has been charged. The accused posts as ⟦@jay_sixside⟧."},
		{text: "Jordan fled. Police arrested ⟦Amir Hassan⟧. He is 16."},
		{text: "Young offender ⟦Noel Santos⟧ is sought on a warrant.", kind: bot.Wanted},
		{text: "The 15-year-old suspect was identified as ⟦liam o'neil⟧."},
		{text: "Police are seeking a suspect: ⟦SANTOS, Kyle⟧, 17.", kind: bot.Wanted},
		{text: "Have you seen ⟦Kayden Frye⟧? The 15-year-old is wanted for robbery.", kind: bot.Wanted},
		{text: "Three teens were arrested. One of them, ⟦Brody Keller⟧, is known to us."},
		{text: "Wanted for robbery: ⟦Jаyden Smith⟧, １６.", kind: bot.MissingPerson},
	})
	holds(t, "youth_accused", "fr", []sample{
		{text: "⟦Luc Tremblay⟧, 16 ans, a été arrêté.", suggest: "Un jeune"},
		{text: "Le suspect, ⟦Luc Tremblay⟧, âgé de 15 ans, est recherché."},
		{text: "Un adolescent de 14 ans nommé ⟦Noah Gagnon⟧ est accusé."},
		{text: "Un garçon de 15 ans a été accusé. Il est élève à l'⟦école secondaire Jean-Talon⟧."},
		{text: "L'adolescent accusé de 16 ans apparaît ⟦sur la photo⟧."},
		{text: "Les policiers ont arrêté un mineur, ⟦le fils de Luc Tremblay⟧."},
	})
}

func TestMinorIdentity(t *testing.T) {
	holds(t, "minor_identity", "en", []sample{
		{text: "⟦Emily Chen⟧, 8, was hurt in the collision.", severity: bot.Block, suggest: "A child"},
		{text: "The victim, ⟦Emily Chen⟧, a 14-year-old girl, is in hospital.", suggest: "a youth"},
		{text: "An 18-month-old boy named ⟦Oliver⟧ was in the car."},
		{text: "A 12-year-old witness, ⟦Ravi Patel⟧, saw the car."},
		{text: "⟦Sarah⟧ (9) saw it."},
		{text: "A grade 4 student, ⟦Mia Torres⟧, witnessed the crash."},
		{text: "Her son ⟦Ethan⟧, 6, was in the back seat."},
		{text: "The child's name is ⟦Sofia Rossi⟧ and she is 7 years old."},
		{text: "The victim, a 13-year-old girl, attends ⟦Earl Grey Senior Public School⟧."},
		{text: "A 10-year-old boy was struck by a car. He is ⟦the son of Marcus Lee⟧."},
		{text: "⟦Emily Park⟧, 12, witnessed the collision."},
		{text: "A 6-year-old child named ⟦Jordan⟧ was hurt."},
		{text: "The injured girl is 11 and a pupil at ⟦St. Clair Junior School⟧."},
	})
	holds(t, "minor_identity", "fr", []sample{
		{text: "La victime, ⟦Chloé Roy⟧, 9 ans, est à l'hôpital.", suggest: "un enfant"},
		{text: "Une fillette de 8 ans a été blessée. Elle est élève à l'⟦école Saint-Louis⟧."},
		{text: "Le témoin, ⟦Noah Gagnon⟧, 13 ans, a vu la voiture."},
	})
}

func TestMinorsClean(t *testing.T) {
	clean := []sample{
		{text: "Missing: Emily Chen, 14, last seen near Yonge and Bloor.", kind: bot.MissingPerson},
		{text: "Disparue : Chloé Roy, 14 ans, vue au parc.", kind: bot.MissingPerson},
		{text: "A 16-year-old boy has been charged. He cannot be named under the Youth Criminal Justice Act."},
		{text: "Jayden Smith, 19, of Toronto, was arrested. John Brown (42) is wanted."},
		{text: "A boy, 15, was shot on Jane Street near Finch Avenue West. Witnesses are sought."},
		{text: "Youth Officer Maria Lopez and Det. Smith spoke at Central High School."},
		{text: "On Monday, November 2, 16 people saw it. Highway 7, 16 km away. In Toronto, 12 shops closed."},
		{text: "An 8-year-old child was not injured. Call Det. Jane Doe, 51 Division."},
		{text: "Grade 11 students at the school saw a Honda Civic, 2 doors, on Keele Street."},
		{text: "John Brown, 42, was hit. A 9-year-old child was not hurt."},
		{text: "At Yonge and Bloor, 3 men robbed a teen. The robbery, at Bay, 7 minutes later, failed."},
		{text: "Team Canada lost 16 years ago. Crime Stoppers, 16 years of service."},
		{text: "The teen was with John Brown, 42, who was arrested."},
		{text: "Constable Jane Lee said the boy is 9 years old."},
		{text: "A 16-year-old boy was arrested near Central High School."},
		{text: "A 15-year-old was charged. Police have no photo of the youth. The vehicle is pictured."},
		{text: "Two 17-year-olds were arrested at Yorkdale Mall. Follow @TorontoPolice for updates."},
		{text: "A youth officer visited the Boys and Girls Club. A man was charged."},
		{text: "Police are seeking Emily Chen, 14, who attends Earl Grey School.", kind: bot.MissingPerson},
		{text: "The abducted child, Mia Torres, 4, is in a white Ford Transit.", kind: bot.Amber},
		{text: "AMBER ALERT: Noah Pike, 6. The suspect is his father, Carl Pike, 38.", kind: bot.Amber},
		{text: "A man, 35, has been charged with assaulting a 12-year-old boy."},
		{text: "The suspects are two girls aged 15 to 17 wearing Nike jackets."},
		{text: "Students at Central High School saw a fight. A 40-year-old man was arrested."},
		{text: "Kyle Brandt, 30, was charged with robbing a 15-year-old boy."},
	}
	holds(t, "youth_accused", "en", clean)
	holds(t, "minor_identity", "en", clean)
	french := []sample{
		{text: "Un garçon de 16 ans a été accusé. La loi interdit de le nommer."},
		{text: "Disparue : Chloé Roy, 14 ans, élève à l'école Saint-Louis.", kind: bot.MissingPerson},
		{text: "Luc Tremblay, 36 ans, est accusé d'avoir agressé un enfant de 9 ans."},
		{text: "Des élèves ont vu un homme près de l'école Saint-Louis vers 16 h."},
		{text: "L'agente Marie Gagnon a rencontré un adolescent de 15 ans."},
	}
	holds(t, "youth_accused", "fr", french)
	holds(t, "minor_identity", "fr", french)
}

// TestTheCaseKnowsWhoIsYoung looks at what the dates of birth on a case decide
// against the text.
func TestTheCaseKnowsWhoIsYoung(t *testing.T) {
	g := newGuard(t)
	born := func(y int) time.Time { return time.Date(y, 1, 2, 0, 0, 0, 0, time.UTC) }
	subjects := []bot.Subject{
		{ID: "P1", Name: "Jayden Smith", As: bot.AsAccused, Born: born(2009), Offence: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)},
		{ID: "P2", Name: "Kyle Brandt", As: bot.AsAccused},
		{ID: "P3", Name: "Emily Chen", As: bot.AsVictim, Born: born(2015)},
		{ID: "P4", Name: "Mia Torres", As: bot.AsMissing, Born: born(2014)},
		{ID: "P5", Name: "Noel Santos", As: bot.AsAccused, Born: born(1990)},
	}
	for _, c := range []struct {
		kind     bot.Kind
		rule     string
		text     string
		severity bot.Severity // empty: nothing is found
	}{
		{bot.Wanted, "youth_accused", "Jayden Smith, 18, has been charged with robbery.", bot.Block},
		{bot.Wanted, "youth_accused", "Jayden Smith is wanted on a warrant.", bot.Block},
		{bot.Wanted, "youth_accused", "Smith is wanted on a warrant.", bot.Block},
		{bot.Wanted, "youth_accused", "Kyle Brandt, 19, has been charged.", bot.NeedsOverride},
		{bot.Wanted, "youth_accused", "Kyle Brandt has been charged.", bot.NeedsOverride},
		{bot.Wanted, "youth_accused", "Kyle Brandt, 16, has been charged.", bot.Block},
		{bot.Wanted, "youth_accused", "Kyle Brandt, 31, has been charged.", ""},
		{bot.Wanted, "youth_accused", "Noel Santos has been charged.", ""},
		{bot.Wanted, "youth_accused", "J. Smith has been charged.", ""},
		{bot.Witness, "minor_identity", "Emily Chen was walking home.", bot.Block},
		{bot.MissingPerson, "minor_identity", "Mia Torres was last seen with Emily Chen.", bot.Block},
		{bot.MissingPerson, "minor_identity", "Mia Torres, 12, was last seen at the mall.", ""},
	} {
		fs := named(t, g, Input{Kind: c.kind, Subjects: subjects}, c.rule, c.text)
		if c.severity == "" && len(fs) > 0 || c.severity != "" && (len(fs) != 1 || fs[0].Severity != c.severity) {
			t.Errorf("%s, %q: got %+v, want severity %q", c.rule, c.text, fs, c.severity)
		}
	}
}
