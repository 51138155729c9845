package guard

import (
	"testing"

	"appealbot/bot"
)

func TestDob(t *testing.T) {
	holds(t, "dob", "en", []sample{
		{text: "Jane Doe, DOB ⟦1990-03-05⟧, is missing.", severity: bot.Block},
		{text: "Jane Doe, D.O.B.: ⟦05/03/1990⟧."},
		{text: "Jane Doe, born on ⟦March 5th, 1990⟧."},
		{text: "Jane Doe, born ⟦5 March 1990⟧ in Toronto."},
		{text: "Date of birth: ⟦Mar. 5, 1990⟧."},
		{text: "DOB ⟦05.03.90⟧; dob ⟦19900305⟧; birthdate ⟦1990 03 05⟧."},
		{text: "Jane Doe ⟦1990-03-05⟧ (DOB)."},
		{text: "Wanted: Jane Doe (⟦1990-03-05⟧)."},
		{text: "His birthday is ⟦March 5⟧."},
		{text: "DOB ⟦１９９０－０３－０５⟧."},
		{text: "D\u200bOB ⟦1990/03/05⟧."},
		{text: "Jane was born in ⟦1987⟧ in Hamilton.", severity: bot.Warn},
	})
	holds(t, "dob", "fr", []sample{
		{text: "Jeanne Roy, née le ⟦5 mars 1990⟧ à Laval.", severity: bot.Block},
		{text: "Luc Roy, né le ⟦1er mars 1990⟧."},
		{text: "Date de naissance : ⟦1990-03-05⟧."},
	})
}

func TestDobClean(t *testing.T) {
	holds(t, "dob", "en", []sample{
		{text: "On 2026-11-02, born in Toronto, he left. On March 5, 1990, a robbery took place."},
		{text: "Robbery (2026-11-02), collision (November 2, 2026), Yonge Street (1998-05-03)."},
		{text: "Jane Doe (2026-11-02) was last seen then; the shop was reborn in May 2020."},
		{text: "Crime reference 12/34567/26 and file 05/03/1990-7."},
		{text: "Jane Doe, 36, of Toronto."},
	})
	holds(t, "dob", "fr", []sample{
		{text: "On ne sait rien depuis le 5 mars 1990. Il ne viendra que le 2 novembre 2026."},
	})
}
