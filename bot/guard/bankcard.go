package guard

// BankCard objects to numbers of payment cards and of bank accounts.
func (detectors) BankCard(d *doc) []hit {
	if len(d.runs) == 0 {
		return nil
	}
	as := announcements(d.find(bankCues))
	var out []hit
	for f := range d.figures(5, 19) {
		if d.payment(f, as) || d.account(f, as) {
			out = append(out, d.hit(f.first, f.last+1))
		}
	}
	for i := range d.tok {
		if last := d.sortCode(i, as); last >= 0 {
			out = append(out, d.hit(i, last+1))
		} else if last := d.iban(i, as); last >= 0 {
			out = append(out, d.hit(i, last+1))
		}
	}
	return apart(out)
}

// payment decides whether a figure is a card's number: issuer, length and check
// digit say so, or the words do while the number has the length of one.
func (d *doc) payment(f figure, as announcements) bool {
	n := len(f.digits)
	if n < 13 || !f.whole && !(luhn(f.digits) && issued(f.digits)) || f.attached || uniform(f.digits) {
		return false
	}
	if issued(f.digits) && luhn(f.digits) && d.carded(f) {
		return !d.otherwise(f.first-6, f.first) && !d.counted(f)
	}
	return n <= 19 && f.whole && as.of(d, f.first, f.last) == "card"
}

// carded reports whether the groups are ones in which cards are printed, or
// none, or dictated.
func (d *doc) carded(f figure) bool {
	s := shapeOf(f.es)
	switch {
	case s.groups == 1, s.spoken, s.small, f.lies(4, 4, 4, 4), f.lies(4, 6, 5), f.lies(4, 6, 4), f.lies(4, 4, 4, 4, 3):
		return true
	}
	for _, e := range f.es {
		if len(e.digits) > 8 {
			return false
		}
	}
	return s.odd && s.groups == 4 || s.groups >= 3 && !s.odd
}

// issued reports whether a number has the beginning and the length of one of
// the card schemes (ISO/IEC 7812-1 issuer identification numbers, as the
// schemes publish their ranges).
func issued(s string) bool {
	n := len(s)
	two, four := twoDigits(s, 0), twoDigits(s, 0)*100+twoDigits(s, 2)
	switch {
	case s[0] == '4': // Visa, and the debit cards of several Canadian banks
		return n == 13 || n == 16 || n == 19
	case two >= 51 && two <= 55, four >= 2221 && four <= 2720: // Mastercard
		return n == 16
	case two == 34 || two == 37: // American Express
		return n == 15
	case two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059: // Diners Club
		return n == 14 || n == 16
	case four >= 3528 && four <= 3589: // JCB
		return n == 16
	case four == 6011 || two == 65 || four >= 6440 && four <= 6499: // Discover
		return n == 16 || n == 19
	case two == 62: // UnionPay
		return n >= 16
	case two == 50 || two >= 56 && two <= 58 || two == 60 || two == 63 || two == 67: // Maestro, Interac
		return n >= 16
	}
	return false
}

// account decides whether a figure is a bank account's number. It must be
// announced, since every bank has lengths of its own.
func (d *doc) account(f figure, as announcements) bool {
	n := len(f.digits)
	if f.attached || !f.whole && !f.lies(5, 3, 7) || d.filed(f.es) || d.mark(f.first-1, "$€£") || d.counted(f) {
		return false
	}
	if _, ok := d.callAt(f); ok && n <= 11 {
		return false
	}
	if w := d.word(f.first - 1); (w == "account" || w == "compte") && d.is(f.first-1, word) {
		return n >= 6 && n <= 17 && f.whole
	}
	switch as.of(d, f.first, f.last) {
	case "account":
		return n >= 6 && n <= 17
	case "transit":
		return n == 5 && len(f.es) == 1 || n >= 14 && n <= 20
	case "routing":
		return n == 9 || n >= 6 && n <= 17 && aba(f.digits[:min(n, 9)])
	case "sort":
		return n == 8 || n == 6 || n == 14
	}
	return f.lies(5, 3, 7) && d.hyphened(f)
}

// sortCode reads a British sort code at token i, and the account number right
// behind it. With its hyphens it may look like a day.
func (d *doc) sortCode(i int, as announcements) int {
	if !d.is(i, number) || d.length(i) != 2 {
		return -1
	}
	_, last := d.fits(i, "999999")
	if last < 0 || last == i || as.of(d, i, last) != "sort" {
		return -1
	}
	for j := last + 1; j <= last+2; j++ {
		if d.is(j, number) && d.length(j) == 8 && d.tok[j].a-d.tok[last].b <= 3 {
			return j
		}
	}
	return last
}

// iban reads an international account number at token i.
func (d *doc) iban(i int, as announcements) int {
	if !d.is(i, word) || d.length(i) != 2 || d.tight(i) && d.is(i-1, number) {
		return -1
	}
	n := ibanLengths[d.word(i)]
	if n == 0 || !d.is(i+1, number) || !d.tight(i+1) && !d.upper(i) {
		return -1
	}
	code, last := d.fits(i, ibanPattern[:n])
	if last < 0 || !mod97(code) && as.of(d, i, last) != "iban" {
		return -1
	}
	return last
}

// ibanPattern is as long as the longest account number.
const ibanPattern = "AA99XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"

// ibanLengths are the lengths of account numbers by country (SWIFT, IBAN
// Registry). It is read only.
var ibanLengths = map[string]int{
	"ad": 24, "ae": 23, "al": 28, "at": 20, "az": 28, "ba": 20, "be": 16, "bg": 22, "bh": 22, "br": 29, "by": 28, "ch": 21, "cr": 22, "cy": 28,
	"cz": 24, "de": 22, "dk": 18, "do": 28, "ee": 20, "eg": 29, "es": 24, "fi": 18, "fo": 18, "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18,
	"gr": 27, "gt": 28, "hr": 21, "hu": 28, "ie": 22, "il": 23, "iq": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "li": 21,
	"lt": 20, "lu": 20, "lv": 21, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30, "nl": 18, "no": 15, "pk": 24, "pl": 28,
	"ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "se": 24, "si": 19, "sk": 24, "sm": 27, "tn": 24, "tr": 26, "ua": 29, "vg": 24, "xk": 20,
}

// bankCues announce cards and accounts. They are read only.
var bankCues = phrases(`
[card]
visa|mastercard|amex|interac|maestro
american express
debit|credit|bank|payment|gift|prepaid card|cards
debit|credit|cc|card|carte
card number|no|numbers
carte de? credit|debit|bancaire|paiement|guichet
carte bancaire|prepayee|cadeau
numero de? la? carte
[account]
bank account|acct|accounts
account|acct|acc number|no|num|nr|numbers
a c number|no?
void|blank cheque|check
specimen de? cheque
no|n de? compte
chequing|checking|savings|joint account|acct
acct
beneficiary account
compte|comptes de? banque
compte bancaire|cheque|cheques|epargne|conjoint
numero de? du? compte
compte no|numero
[transit]
transit|institution number|no|num
bank|branch transit
transit
numero de? transit|succursale|institution
[routing]
routing number|no|transit
routing
aba number|no|routing
aba
[sort]
sort code|codes
sortcode
s c
bank details
[iban]
iban
`)
