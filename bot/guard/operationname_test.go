package guard

import (
	"testing"

	"appealbot/bot"
)

func TestOperationName(t *testing.T) {
	holds(t, "operation_name", "en", []sample{
		{text: "Arrests were made in ⟦Project Falcon⟧.", severity: bot.NeedsOverride, suggest: "an investigation"},
		{text: "As part of ⟦Operation Blackhawk⟧, officers searched two homes."},
		{text: "⟦PROJECT NIGHTJAR⟧ led to six arrests."},
		{text: "The ⟦Project Falcon⟧ team thanks you.", suggest: "investigation"},
		{text: "Detectives on ⟦Op Venetic⟧ want to hear from you."},
		{text: "An investigation dubbed ⟦Silver Fox⟧ continues."},
		{text: "Follow ⟦#ProjectFalcon⟧."},
		{text: "the investigation, ⟦project Santiago⟧, goes on"},
		{text: "⟦Operation: Iron Gate⟧ ended on Friday."},
		{text: "⟦Operation 'Red Kite'⟧ is led by Kent Police."},
		{text: "The Eglinton construction project starts Monday."},
		{text: "Road Construction Project Begins Monday on Queen Street."},
		{text: "Call the Project Manager about the watermain project."},
		{text: "Send dash-cam video to Operation Snap."},
		{text: "Operation Lifesaver reminds you to stop at tracks."},
		{text: "The machine is in operation. Police operation Tuesday on Bay Street."},
		{text: "The Innocence Project and the Manhattan Project are well known."},
		{text: "A large police operation is under way. Thank you for your co-operation."},
		{text: "RESCUE OPERATION CONTINUES on the lake."},
		{text: "Smith works in Operations at the Co-op Bank."},
	})
	holds(t, "operation_name", "fr", []sample{
		{text: "Le suspect a été arrêté dans le cadre de ⟦l'opération Boréal⟧.", suggest: "une enquête"},
		{text: "Les arrestations ⟦du projet Malaise⟧ se poursuivent.", suggest: "d'une enquête"},
		{text: "⟦Opération NARVAL⟧ : six arrestations."},
		{text: "Opération Nez rouge vous raccompagne."},
		{text: "Une opération policière est en cours. Le projet de loi est adopté."},
		{text: "Le projet de construction débute lundi."},
	})
}

// TestListedOperation shows that a department's own campaigns pass, and that
// the list of one lets no other through.
func TestListedOperation(t *testing.T) {
	g, err := New(DefaultPolicy().With(Lists{Operations: []string{"Project Night Owl", "Opération Belle-Rive"}}))
	if err != nil {
		t.Fatal(err)
	}
	holdsUnder(t, g, "operation_name", "en", []sample{
		{text: "Project Night Owl hands out bicycle lights."},
		{text: "Follow #ProjectNightOwl for tips."},
		{text: "Operation Lifesaver is on the pack's list."},
		{text: "Arrests followed in ⟦Project Night Heron⟧."},
		{text: "Arrests followed in ⟦Project Night⟧."},
	})
	holdsUnder(t, g, "operation_name", "fr", []sample{
		{text: "L'opération Belle-Rive commence samedi."},
		{text: "Six arrestations dans le cadre de ⟦l'opération Belle-Aube⟧."},
	})
	if _, err := New(DefaultPolicy().With(Lists{Operations: []string{"Project"}})); err == nil {
		t.Error("a campaign without a name is accepted")
	}
}
