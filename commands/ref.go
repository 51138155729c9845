package commands

import (
	"slices"
	"strings"

	"appealbot/bot"
)

// caseRef cuts a leading reference to a case or an appeal off: 2026-1234567,
// 2026-1234567/2, #GO1234567, or /2 for an appeal of the case at hand. The
// returned ref has no "#", no punctuation at its end, and plain hyphens. Where
// a word could be a number or a text it is taken for a number: a number that
// nobody knows is refused, but one that is overlooked sends the command to
// the wrong case. Phone numbers, dates and times are never taken. What follows
// the slash is not checked, so that a mistyped one is refused too.
func caseRef(s string) (ref, rest string, ok bool) {
	ref, rest = field(s)
	ref = strings.TrimRight(ref, ":,;.?!")
	ref = strings.NewReplacer("\u2010", "-", "\u2011", "-", "–", "-").Replace(ref)
	ref, marked := strings.CutPrefix(ref, "#")
	number, ordinal, _ := strings.Cut(ref, "/")
	if number == "" {
		ok = !marked && ordinal != "" && len(ordinal) <= 4 && ordinal[0] != '0' && digits(ordinal) == len(ordinal)
	} else {
		ok = caseNumber(number, marked)
	}
	if !ok {
		return "", s, false
	}
	return ref, rest, true
}

// refAndOptions takes the reference and the options off the beginning of a line, in
// either order: a reference behind the options must not become public as the first word
// of the text.
func refAndOptions(s string, names ...string) (ref string, opts map[string]string, text string, err error) {
	ref, text, first := caseRef(s)
	opts, text, err = options(text, names...)
	if err == nil && !first && len(opts) > 0 {
		ref, text, _ = caseRef(text)
	}
	return ref, opts, text, err
}

// digits counts the ASCII digits of s.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// caseNumber reports whether s looks like an occurrence number. A marked one,
// behind "#", may do with letters instead of a dash.
func caseNumber(s string, marked bool) bool {
	if bot.CheckNumber(s) != nil || digits(s) < 4 {
		return false
	}
	groups := strings.Split(s, "-")
	if slices.Contains(groups, "") {
		return false
	}
	if len(groups) == 1 {
		return digits(s) >= 6 && (marked || digits(s) == len(s)) && !isPhone(groups)
	}
	return !isPhone(groups) && !isDate(groups) && !isHours(groups)
}

// shape writes groups as their lengths: 416-808-2222 is "334".
func shape(groups []string) string {
	var b strings.Builder
	for _, g := range groups {
		b.WriteByte(byte('0' + min(len(g), 9)))
	}
	return b.String()
}

// isPhone knows numbers as they are written in North America (416-808-2222,
// 1-800-222-TIPS, 808-2222, 4168082222), France and Britain.
func isPhone(groups []string) bool {
	switch shape(groups) {
	case "334":
		return allDigits(groups[0]) && allDigits(groups[1])
	case "1334":
		return groups[0] == "1" && allDigits(groups[1]) && allDigits(groups[2])
	case "34", "22222":
		return allDigits(groups[0])
	case "9":
		n := groups[0]
		area, exchange := n[0] >= '2', len(n) == 10 && n[3] >= '2'
		return area && exchange && allDigits(n) && !isYear(n[:4])
	}
	all := strings.Join(groups, "")
	return len(groups) > 1 && groups[0][0] == '0' && len(groups[0]) >= 3 && len(all) >= 9 && allDigits(all)
}

// isDate knows 2026-12-01, 01-12-2026 and 01-12-26.
func isDate(groups []string) bool {
	if len(groups) != 3 {
		return false
	}
	y, a, b := groups[0], groups[1], groups[2]
	if len(y) != 4 {
		y, a, b = b, groups[0], a
	}
	if len(y) != 4 && len(y) != 2 || !allDigits(y+a+b) || len(a) > 2 || len(b) > 2 {
		return false
	}
	return atMost(a, 12) && atMost(b, 31) || atMost(a, 31) && atMost(b, 12)
}

// isHours knows 18-20 and 1800-2000. Years go before: 2026-1234 is a number.
func isHours(groups []string) bool {
	switch shape(groups) {
	case "22":
		return allDigits(groups[0] + groups[1])
	case "44":
		a, b := groups[0], groups[1]
		return allDigits(a+b) && !isYear(a) && atMost(a[:2], 23) && atMost(a[2:], 59) && atMost(b[:2], 24) && atMost(b[2:], 59)
	}
	return false
}

func allDigits(s string) bool { return digits(s) == len(s) }

// isYear reports whether four digits are a year that a case could be from.
func isYear(s string) bool { return s >= "1950" && s <= "2099" }

// atMost reports whether one or two digits are at most n.
func atMost(s string, n int) bool {
	v := 0
	for _, r := range s {
		v = v*10 + int(r-'0')
	}
	return v <= n
}
