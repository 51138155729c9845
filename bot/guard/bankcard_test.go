package guard

import (
	"testing"

	"appealbot/bot"
)

// The card numbers are those that the schemes and their processors publish for
// tests; the account numbers are examples of their registries or made up.
func TestBankCard(t *testing.T) {
	holds(t, "bank_card", "en", []sample{
		{text: "Card ⟦4111 1111 1111 1111⟧ was used at a store.", severity: bot.Block},
		{text: "He paid with ⟦4111-1111-1111-1111⟧."},
		{text: "He paid with ⟦5555555555554444⟧."},
		{text: "Amex ⟦3782 822463 10005⟧ was taken."},
		{text: "The number ⟦2223 0031 2200 3222⟧ was on the receipt."},
		{text: "Discover ⟦6011 1111 1111 1117⟧, Diners ⟦3056 930902 5904⟧."},
		{text: "Her Visa card number is ⟦4111 1111 1111 1112⟧, mistyped."},
		{text: "Debit card ⟦4532 0151 1283 0366⟧ exp. 12/27."},
		{text: "Card ⟦４１１１ １１１１ １１１１ １１１１⟧."},
		{text: "Card ⟦41\u200b11 1111 11\u200b11 1111⟧."},
		{text: "Card ⟦4111.1111.1111.1111⟧."},
		{text: "Card ⟦4l11 11l1 1111 lI11⟧."},
		{text: "Visa ⟦four one one one, one one one one, one one one one, one one one one⟧."},
		{text: "Card ⟦4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1⟧."},
		{text: "The bank account is ⟦12345-003-1234567⟧."},
		{text: "Bank account number ⟦1234567⟧ was emptied."},
		{text: "A cheque with ⟦12345-003-1234567⟧ was found."},
		{text: "Sort code ⟦20-00-00 12345678⟧."},
		{text: "Sort code ⟦20-00-00⟧, account number ⟦55779911⟧."},
		{text: "IBAN ⟦GB82 WEST 1234 5698 7654 32⟧."},
		{text: "Pay to ⟦DE89370400440532013000⟧, she was told."},
		{text: "IBAN ⟦GB82 WEST 1234 5698 7654 33⟧, mistyped."},
		{text: "Void cheque ⟦00012-003 1234567⟧; a/c ⟦55779911⟧, s/c ⟦20-45-45⟧."},
		{text: "TD debit ⟦4724090012345671⟧, mistyped."},
		{text: "Routing number ⟦021000021⟧ was on it."},
	})
	holds(t, "bank_card", "fr", []sample{
		{text: "Carte de crédit ⟦4111 1111 1111 1111⟧ utilisée."},
		{text: "No de compte ⟦1234567⟧."},
		{text: "Numéro de compte : ⟦1234567⟧."},
		{text: "Le compte bancaire ⟦12345-003-1234567⟧ a été vidé."},
		{text: "Carte ⟦quatre un un un, un un un un, un un un un, un un un un⟧."},
	})
}

func TestBankCardClean(t *testing.T) {
	holds(t, "bank_card", "en", []sample{
		{text: "A Visa card ending in 1111 was used three times on 2026-11-02."},
		{text: "Tracking number 4111111111111111 was delivered."},
		{text: "The number 4111 1111 1111 1112 is none."},
		{text: "A bank card was found; call 416-808-2222 or 1-800-222-8477."},
		{text: "Bank account frozen, loss of $1,234,567; reward of $50,000."},
		{text: "Follow our account, 12 345 people do."},
		{text: "By transit: bus 504, line 1 and streetcar 510; exits 375 to 380."},
		{text: "Serial number 490154203237518 and IMEI 352099001761481."},
		{text: "Occurrence 2026-1234567, GO 2026-123456, case 2026-1234567."},
		{text: "In 2019 2020 2021 2022 the loss rose."},
		{text: "Gift cards worth $500 each were bought; 4,111,111,111,111,111 atoms."},
		{text: "No 12 Main Street, GB 82, unit 4161, code 123456."},
		{text: "Transit officers were called at 18:30 to 40 College Street."},
		{text: "On his account of what happened at 1:30 on 02/11/2026, two men left."},
	})
	holds(t, "bank_card", "fr", []sample{
		{text: "Une carte bancaire a été trouvée; appelez le 416 808-2222."},
		{text: "Selon son compte rendu, le 2 novembre 2026, 50 000 $ ont été pris."},
	})
}

// Cards and accounts as drafts of several forces have them.
func TestBankCardInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "bank_card", "en", []sample{
		{text: "mastercard ⟦five five zero zero, zero zero five five, five five five five, five five five nine⟧"},
		{text: "account ⟦00012-003-1234567⟧"},
		{text: "Three bank cards were used at 4539 Yonge? No. Tracking 1Z999AA10123456784 and parcel 7302 1188 4521 9903."},
		{text: "Interac card ⟦4506 4455 1122 3340⟧."},
		{text: "Three gift cards, $500 each; UPC 0 36000 29145 2; ISBN 978-3-16-148410-0; tracking 4003 6000 0000 1234."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "bank_card", "fr", []sample{
		{text: "La carte Visa ⟦4539-1488-0343-6467⟧ a servi."},
		{text: "le numéro de compte ⟦815-30421-0045127⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "bank_card", "en", []sample{
		{text: "sort code ⟦20-00-00⟧ account ⟦55779911⟧"},
		{text: "Amex ⟦3782 822463 10005⟧"},
		{text: "A bank card ending 4457 was used at 14:20 in Hexley."},
		{text: "Acc no ⟦31926819⟧ s/c ⟦60-16-13⟧"},
		{text: "IBAN ⟦GB29 NWBK 6016 1331 9268 19⟧"},
		{text: "paid into account ⟦70872490⟧, sort code ⟦40-47-84⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "bank_card", "en", []sample{
		{text: "The card, ⟦fifty-five hundred 0000 5555 5559⟧, was cancelled."},
		{text: "routing ⟦021000021⟧ acct ⟦000123456789⟧"},
		{text: "card ending... it is ⟦4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7⟧"},
		{text: "debit ⟦forty-five thirty-nine, fourteen eighty-eight, oh three forty-three, sixty-four sixty-seven⟧"},
		{text: "Gift cards worth $4,539 were bought. Case 2026-00051844."},
		{text: "Visa number ⟦4·1·1·1 1111 1111 1111⟧"},
		{text: "checking account ⟦009 884 512 77⟧"},
		{text: "discover ⟦6011 1111 1111 1117⟧"},
		{text: "card no ⟦4111-1111\u200b-1111-1111⟧"},
		{text: "Account of events; checking in at 1182; routing trucks via I-70; card game at 2100."},
		{text: "skimmed card ⟦4485 2754 1276 1034⟧? or ⟦4916338506082832⟧"},
	})
}

// Cards and accounts as people write them who are in a hurry, or have something to hide.
func TestBankCardWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "bank_card", "en", []sample{
		{text: "v1sa ⟦4539 l488 O343 6467⟧"},
		{text: "RBC client card ⟦4519 0212 3456 7894⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "bank_card", "en", []sample{
		{text: "⟦4539.1488.0343.6467⟧"},
		{text: "the check shows acct. no. ⟦0012 3345 678⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "bank_card", "en", []sample{
		{text: "He was conned into paying ⟦12-34-56⟧ sort code, account ⟦87654321⟧"},
		{text: "Barclays account ⟦20418873⟧ was drained"},
	})
}
