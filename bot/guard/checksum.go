package guard

// luhn checks the last digit by the formula of ISO/IEC 7812-1, annex B, which
// cards, Canadian SINs and Ontario health numbers share.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		n := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0 && !uniform(digits)
}

// uniform reports whether all digits are the same: nobody's number.
func uniform(digits string) bool {
	for i := 1; i < len(digits); i++ {
		if digits[i] != digits[0] {
			return false
		}
	}
	return true
}

// nhs checks a health number of England and Wales: weights 10 to 2, modulo 11
// (NHS Data Dictionary, "NHS NUMBER").
func nhs(digits string) bool {
	if len(digits) != 10 || uniform(digits) {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(digits[9]-'0')
}

// britishColumbian checks a personal health number of British Columbia: a
// leading 9, then eight weighted digits and the check digit, modulo 11.
func britishColumbian(digits string) bool {
	if len(digits) != 10 || digits[0] != '9' {
		return false
	}
	sum := 0
	for i, weight := range [8]int{2, 4, 8, 5, 10, 9, 7, 3} {
		sum += int(digits[i+1]-'0') * weight % 11
	}
	check := 11 - sum%11
	return check < 10 && check == int(digits[9]-'0')
}

// aba checks a routing number of an American bank: weights 3, 7, 1, modulo 10.
func aba(digits string) bool {
	if len(digits) != 9 || uniform(digits) {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * [3]int{3, 7, 1}[i%3]
	}
	return sum%10 == 0
}

// mod97 checks an IBAN by ISO 13616: the first four characters go to the end,
// letters count from 10, and the remainder is 1.
func mod97(iban string) bool {
	rest := 0
	for i := range len(iban) {
		switch c := iban[(i+4)%len(iban)]; {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// vinCheck checks the ninth character of a vehicle identification number (49
// CFR 565.15(c)).
func vinCheck(vin string) bool {
	if len(vin) != 17 {
		return false
	}
	sum := 0
	for i, weight := range [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2} {
		v := vinValue(vin[i])
		if v < 0 {
			return false
		}
		sum += v * weight
	}
	return "0123456789X"[sum%11] == vin[8]
}

// vinValue is what a character counts in a check; -1 for I, O and Q, which
// stand in no such number.
func vinValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c == 'I' || c == 'O' || c == 'Q' || c < 'A' || c > 'Z':
		return -1
	}
	return int("12345678012345070923456789"[c-'A'] - '0')
}

// twoDigits is what the two digits at place i say.
func twoDigits(s string, i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }

// encodedDay reports whether a month and a day can be those of a birth. Several
// issuers add 50 to the month of a woman.
func encodedDay(month, day int) bool {
	if month > 50 {
		month -= 50
	}
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
