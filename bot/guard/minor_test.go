package guard

import (
	"testing"

	"appealbot/bot"
)

func TestYouthAccused(t *testing.T) {
	holds(t, "youth_accused", "en", []sample{
		{text: "⟦Jayden Smith⟧, 16, was arrested.", severity: bot.Block, suggest: "a youth"},
		{text: "WANTED: ⟦Jayden Smith⟧, 16. Do not approach.", kind: bot.Wanted, severity: bot.Block},
		{text: "WANTED: ⟦JAYDEN SMITH⟧ (17) OF TORONTO", kind: bot.Wanted},
		{text: "Police have charged 15-year-old ⟦Tyrell Jean-Baptiste⟧ with robbery."},
		{text: "A 16-year-old boy has been charged. He was identified as ⟦Liam O'Neil⟧, a 16-year-old student."},
		{text: "The suspect is ⟦Amira van den Berg⟧, age sixteen."},
		{text: "A youth, suspect ⟦Marcus Lee⟧, is sought."},
		{text: "Two boys, aged 14 and 15, have been charged: ⟦Kyle Brandt⟧ and ⟦Noel Santos⟧."},
		{text: "The seventeen-year-old accused, ⟦Devon Clarke⟧, appeared in court."},
		{text: "Wanted for robbery: ⟦Jаyden Smith⟧, １６.", kind: bot.MissingPerson},
	})
	holds(t, "youth_accused", "fr", []sample{
		{text: "⟦Luc Tremblay⟧, 16 ans, a été arrêté.", suggest: "un jeune"},
		{text: "Le suspect, ⟦Luc Tremblay⟧, âgé de 15 ans, est recherché."},
		{text: "Un adolescent de 14 ans nommé ⟦Noah Gagnon⟧ est accusé."},
	})
}

func TestMinorIdentity(t *testing.T) {
	holds(t, "minor_identity", "en", []sample{
		{text: "⟦Emily Chen⟧, 8, was hurt in the collision.", severity: bot.Block, suggest: "a child"},
		{text: "The victim, ⟦Emily Chen⟧, a 14-year-old girl, is in hospital.", suggest: "a youth"},
		{text: "An 18-month-old boy named ⟦Oliver⟧ was in the car."},
		{text: "A 12-year-old witness, ⟦Ravi Patel⟧, saw the car."},
		{text: "⟦Sarah⟧ (9) saw it."},
		{text: "A grade 4 student, ⟦Mia Torres⟧, witnessed the crash."},
		{text: "Her son ⟦Ethan⟧, 6, was in the back seat."},
		{text: "The child's name is ⟦Sofia Rossi⟧ and she is 7 years old."},
	})
	holds(t, "minor_identity", "fr", []sample{
		{text: "La victime, ⟦Chloé Roy⟧, 9 ans, est à l'hôpital.", suggest: "un enfant"},
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
	}
	holds(t, "youth_accused", "en", clean)
	holds(t, "minor_identity", "en", clean)
}
