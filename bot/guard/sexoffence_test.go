package guard

import (
	"testing"
	"time"

	"appealbot/bot"
)

func TestSexOffenceVictim(t *testing.T) {
	holds(t, "sex_offence_victim", "en", []sample{
		{text: "Sexual assault: the victim, ⟦Amanda Reyes⟧, was attacked near Bay Street.", severity: bot.Block},
		{text: "A woman was sexually assaulted by ⟦her coach⟧ in Scarborough."},
		{text: "Sexual assault investigation. The accused is the ⟦victim's uncle⟧."},
		{text: "⟦A 34-year-old nurse⟧ was sexually assaulted near Dundas Street.", suggest: ""},
		{text: "The woman, a ⟦student at Ryerson Hall⟧, was raped.", suggest: ""},
		{text: "A woman was raped in ⟦her home⟧ in the east end."},
		{text: "She was groped while leaving ⟦her workplace⟧."},
		{text: "A teenager was molested after ⟦her birthday party⟧."},
		{text: "The complainant ⟦attends St. Mark's Church⟧. A man is charged with sexual assault."},
		{text: "Indecent assault: the victim ⟦lives on Maple Street⟧."},
		{text: "The victim was sexually assaulted by ⟦a family member⟧."},
		{text: "A woman was sexually assaulted by ⟦her ex-boyfriend⟧."},
		{text: "A ⟦first-year nursing student⟧ was sexually assaulted on Friday."},

		{text: "A woman was sexually assaulted near Yonge Street and Bloor Street West at 11 p.m. Call Sex Crimes at 416-808-7474."},
		{text: "A 25-year-old woman was sexually assaulted on Friday."},
		{text: "John Brown, 45, of Toronto, has been charged with sexual assault. Police believe there may be more victims.", kind: bot.Arrest},
		{text: "Sexual assault: support is available from the Toronto Rape Crisis Centre."},
		{text: "The victim was robbed by her coworker.", kind: bot.Witness},
		{text: "Man sought in sexual assault: 20 to 30 years old, black hoodie, last seen on the subway."},
		{text: "A suspect groped a woman on a bus. Residents of the area, please check your cameras."},
		{text: "Det. Ann Hill of the Sex Crimes Unit is investigating a sexual assault."},
		{text: "The suspect in a sexual assault was arrested at his home."},
		{text: "A man exposed himself near a park. Did you see him?"},
		{text: "Sexual assault: anyone who works in the area is asked to call."},
	})
	holds(t, "sex_offence_victim", "fr", []sample{
		{text: "Agression sexuelle : la victime, ⟦Julie Fortin⟧, a été attaquée.", severity: bot.Block},
		{text: "Une femme a été agressée sexuellement par ⟦son entraîneur⟧."},
		{text: "Viol : l'accusé est l'⟦oncle de la victime⟧."},
		{text: "Une ⟦infirmière de 34 ans⟧ a été agressée sexuellement."},
		{text: "Une femme a été violée ⟦à son domicile⟧."},
		{text: "Une femme a été agressée sexuellement près de la rue King à 23 h."},
		{text: "Une femme de 25 ans a été agressée sexuellement vendredi."},
		{text: "Agression sexuelle : Paul Roy, 41 ans, a été accusé.", kind: bot.Arrest},
		{text: "Besoin d'aide? CALACS, centre d'aide aux victimes d'agression sexuelle."},
	})
}

func TestComplainantIsNeverNamed(t *testing.T) {
	g := newGuard(t)
	for text, want := range map[string]int{
		"Thank you to Amanda Reyes for her talk.": 1,
		"REYES said that she is well.":            1,
		"Mme Reyès habite ici.":                   1,
		"Amanda Chen won the race.":               0,
		"A woman won the race.":                   0,
	} {
		got, err := g.Check(Input{
			Kind: bot.Update, CaseNumber: "2026-1", Now: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC),
			Texts:    []Text{{Field: "text.en", Language: "en", Text: text}},
			Subjects: []bot.Subject{{ID: "P1", Name: "Amanda Reyes", As: bot.AsComplainant}},
		})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range got {
			if f.Rule == "sex_offence_victim" {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d findings, want %d", text, n, want)
		}
	}
}

func TestSexOffenceInTheTitleCounts(t *testing.T) {
	g := newGuard(t)
	got, err := g.Check(Input{
		Kind: bot.Witness, CaseNumber: "2026-1",
		Texts: []Text{
			{Field: "title.en", Language: "en", Text: "Sexual assault at Bay Station"},
			{Field: "text.en", Language: "en", Text: "A woman was attacked by her landlord."},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range got {
		if f.Rule == "sex_offence_victim" && f.Span == "her landlord" {
			return
		}
	}
	t.Errorf("the relationship is missing in %v", got)
}
