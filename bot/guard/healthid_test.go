package guard

import (
	"testing"

	"appealbot/bot"
)

// The numbers are examples of the issuers (943 476 5919, 9123 456 789 of the
// wrong check digit, 1EG4-TE5-MK73) or were made up so that they check.
func TestHealthID(t *testing.T) {
	holds(t, "health_id", "en", []sample{
		{text: "OHIP ⟦1234 567 897⟧ was on the table.", severity: bot.Block},
		{text: "OHIP number ⟦1234 567 890⟧, mistyped."},
		{text: "Health card ⟦1234-567-897-AB⟧ was found."},
		{text: "A paper with ⟦1234 567 897 XK⟧ on it was found."},
		{text: "A paper with ⟦1234-567-897⟧ on it was found."},
		{text: "Her health card number is ⟦1234567897⟧."},
		{text: "O.H.I.P. ⟦one two three four, five six seven, eight nine seven⟧."},
		{text: "OHIP ⟦１２３４ ５６７ ８９７⟧."},
		{text: "OHIP ⟦I234 567 897⟧."},
		{text: "OHIP ⟦12\u200b34 567 8\u200b97⟧."},
		{text: "BC PHN ⟦9123 456 789⟧."},
		{text: "MSP number ⟦9698658215⟧."},
		{text: "Alberta health card ⟦12345-6789⟧."},
		{text: "NHS number ⟦943 476 5919⟧ was written on the form."},
		{text: "NHS no. ⟦9434765919⟧."},
		{text: "A card with ⟦ABCD 9053 0512⟧ on it."},
		{text: "RAMQ ⟦abcd90530512⟧."},
		{text: "Medicare ⟦1EG4-TE5-MK73⟧ was on the card."},
		{text: "The card shows ⟦1EG4TE5MK73⟧."},
		{text: "MCP ⟦123456789012⟧ of Newfoundland."},
		{text: "MRN ⟦00482917⟧."},
	})
	holds(t, "health_id", "fr", []sample{
		{text: "Carte soleil ⟦ABCD 9003 0512⟧ trouvée."},
		{text: "Sa carte d'assurance maladie porte le ⟦ABCD 9053 0512⟧."},
		{text: "Carte Santé ⟦1234 567 897⟧."},
		{text: "RAMQ : ⟦ABCD 9013 0512⟧."},
	})
}

func TestHealthIDClean(t *testing.T) {
	holds(t, "health_id", "en", []sample{
		{text: "An OHIP card and a health card were found."},
		{text: "A health card was found; call 416-808-2222 or 1-800-222-8477."},
		{text: "Health card found by a passer-by, occurrence 2026-1234567."},
		{text: "Call 416-555-0199 or 943 476 5919."},
		{text: "Incident 1234 567 897 was closed."},
		{text: "The paper says 1234 567 890."},
		{text: "CASE 2601 0512 and EXIT 12345678."},
		{text: "Tracking 1EG4-TE5-MK73 was delivered."},
		{text: "The NHS has 1,234,567 staff; Medicare opened in 1966."},
		{text: "The health card was found on 20261102 at 1830."},
		{text: "Public health issued 12 tickets on 2026-11-02."},
		{text: "Plate CKTR 482, postal code M4C 1B5."},
		{text: "The hospital patient number rose to 45 in 2026."},
	})
	holds(t, "health_id", "fr", []sample{
		{text: "Une carte soleil a été trouvée; appelez le 416 808-2222."},
		{text: "L'assurance maladie a 1 200 000 membres; dossier 2026-1234567."},
	})
}

// Health numbers as drafts of several forces have them.
func TestHealthIDInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "health_id", "en", []sample{
		{text: "health card ⟦5584-486-674⟧ version code XK"},
		{text: "OHIP ⟦5584 486 674 AB⟧ belongs to him"},
		{text: "The B.C. health number ⟦9698 658 215⟧."},
		{text: "Health card found; OHIP does not cover it. Case 5584-1 and file 26-558448."},
		{text: "an OHIP card, ⟦9876-543-217-JK⟧"},
		{text: "Alberta health care number ⟦12345-6789⟧"},
		{text: "Manitoba PHIN ⟦123 456 789⟧"},
		{text: "Health card fraud is up; renew online. Case 9876-543."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "health_id", "fr", []sample{
		{text: "carte d'assurance maladie ⟦TREM 7802 1417⟧"},
		{text: "La carte RAMQ ⟦LAVJ85630412⟧ a été trouvée."},
		{text: "numéro d'assurance maladie : ⟦LAPM 8856 1419⟧"},
		{text: "RAMQ ⟦L A P M 8 8 5 6 1 4 1 9⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "health_id", "en", []sample{
		{text: "NHS no ⟦485 777 3456⟧"},
		{text: "His NHS number is ⟦four eight five, seven seven seven, three four five six⟧"},
		{text: "NHS staff were thanked. Call 101 ref 4857773456."},
		{text: "nhs number: ⟦9 4 3 4 7 6 5 9 1 9⟧"},
		{text: "hospital number ⟦H1045521⟧"},
		{text: "NHS 111; hospital car park, ward round at 10; case 4471902."},
		{text: "discharge letter, NHS No: ⟦401-023-2137⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "health_id", "en", []sample{
		{text: "Medicare card ⟦1EG4-TE5-MK72⟧"},
		{text: "MRN ⟦00451278⟧"},
		{text: "Medicare scams: call 1-800-633-4227? No: 614-555-0100."},
		{text: "patient ID ⟦4471902⟧"},
		{text: "health insurance member ID ⟦XQW884512097⟧"},
	})
}

// Health numbers as people write them who are in a hurry, or have something to hide.
func TestHealthIDWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "health_id", "en", []sample{
		{text: "OH1P ⟦5584 486 674⟧"},
		{text: "⟦5-5-8-4 4-8-6 6-7-4⟧, health card"},
		{text: "A health card in the name of F.A., number ⟦1234 567 897⟧, was found"},
	})
	holdsUnder(t, packGuard(t, "uk"), "health_id", "en", []sample{
		{text: "N H S  n o ⟦943 476 5919⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "health_id", "fr", []sample{
		{text: "carte soleil ⟦ADEF 7051 2214⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "health_id", "en", []sample{
		{text: "insulin bag, MRN #⟦7781204⟧"},
	})
}
