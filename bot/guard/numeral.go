package guard

import (
	"maps"
	"slices"
	"strings"
)

// numerals are number words of both languages as the digits that people mean
// by them when they dictate a number. It is read only.
var numerals = map[string]string{
	"zero": "0", "oh": "0", "nil": "0", "nought": "0",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
	"seventeen": "17", "eighteen": "18", "nineteen": "19",
	"un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "sept": "7", "huit": "8", "neuf": "9",
	"dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
}

// tens are followed by a unit or stand for themselves. It is read only.
var tens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}

// hundreds follow a unit. It is read only.
var hundreds = set("hundred cent cents")

// repeats say that the next digit is meant more than once. It is read only.
var repeats = map[string]int{"double": 2, "triple": 3}

// spelling are the words that a number in words begins with. It is read only.
var spelling = func() *vocabulary {
	words := slices.Collect(maps.Keys(numerals))
	words = slices.AppendSeq(words, maps.Keys(tens))
	words = slices.AppendSeq(words, maps.Keys(repeats))
	return set(strings.Join(words, " "))
}()

// spelled reads a number in words at token i: "four", "forty-two",
// "quatre-vingt-dix-neuf", "double five", "dix-sept". It returns its digits
// and the token behind it.
func (d *doc) spelled(i int) (digits string, next int) {
	if !d.is(i, word) {
		return "", i
	}
	w := d.word(i)
	if !spelling.has(w) {
		return "", i // nearly always
	}
	if n := repeats[w]; n > 0 {
		next := i + 1
		if d.hyphenated(i) { // "double-oh"
			next++
		}
		if one := numerals[d.word(next)]; len(one) == 1 {
			return strings.Repeat(one, n), next + 1
		}
		return "", i
	}
	if (w == "quatre" || w == "four") && d.hyphenated(i) && d.word(i+2) == "vingt" || d.word(i+2) == "vingts" && w == "quatre" {
		return d.compound(80, i+3)
	}
	if n, ok := tens[w]; ok {
		digits, next = d.compound(n, i+1)
		if d.word(next) == "hundred" { // fifty-five hundred
			return d.hundred(digits, next+1)
		}
		return digits, next
	}
	one := numerals[w]
	if one == "10" && w == "dix" && d.hyphenated(i) { // dix-sept
		if u := numerals[d.word(i+2)]; len(u) == 1 {
			if d.word(i+3) == "cent" { // dix-neuf cent quatre-vingts
				return d.hundred("1"+u, i+4)
			}
			return "1" + u, i + 3
		}
	}
	if one == "" {
		return "", i
	}
	if one != "0" && (len(one) == 1 && hundreds.has(d.word(i+1)) || d.word(i+1) == "hundred" || one != "10" && d.word(i+1) == "cent") {
		return d.hundred(one, i+2)
	}
	return one, i + 1
}

// hundred adds what follows the hundreds: "cinq cent quatorze", "five hundred
// and five", "eight hundred", "fourteen hundred".
func (d *doc) hundred(one string, i int) (string, int) {
	j := i
	if d.word(j) == "and" {
		j++
	}
	var rest string
	next := j
	if n, ok := tens[d.word(j)]; ok {
		rest, next = d.compound(n, j+1)
	} else if w := d.word(j); w == "quatre" && d.hyphenated(j) && strings.HasPrefix(d.word(j+2), "vingt") {
		rest, next = d.compound(80, j+3)
	} else if rest = numerals[w]; rest != "" {
		next = j + 1
	}
	switch len(rest) {
	case 1:
		if d.word(j-1) != "and" { // "eight hundred, five": digits again
			return one + "00", i
		}
		return one + "0" + rest, next
	case 2:
		return one + rest, next
	}
	return one + "00", i
}

// compound adds what follows the tens: a unit, or in French up to nineteen.
func (d *doc) compound(n, i int) (string, int) {
	j := i
	if d.mark(j, "-") {
		j++
		if d.word(j) == "et" && d.mark(j+1, "-") {
			j += 2
		}
	} else if d.word(j) == "et" {
		j++
	}
	u := numerals[d.word(j)]
	if d.word(j) == "dix" && d.hyphenated(j) {
		if more := numerals[d.word(j+2)]; len(more) == 1 {
			u, j = "1"+more, j+2
		}
	}
	add := 0
	for _, c := range []byte(u) {
		add = add*10 + int(c-'0')
	}
	french := n == 60 || n == 80
	if u == "" || u == "0" || add >= 20 || add >= 10 && !french {
		return decimal(n), i
	}
	return decimal(n + add), j + 1
}

// hyphenated reports whether a hyphen and another word follow token i.
func (d *doc) hyphenated(i int) bool {
	return d.mark(i+1, "-") && d.tight(i+1) && d.tight(i+2) && d.is(i+2, word)
}

func decimal(n int) string {
	return string([]byte{byte('0' + n/10), byte('0' + n%10)}) // #nosec G115 -- n is below 100
}
