package guard

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"appealbot/bot"
)

// Lists is what a department has made public itself, or has decided may be.
type Lists struct {
	// Phones are numbers as people write them: "416-222-TIPS (8477)", "9-1-1".
	Phones []string
	// PhonePrefixes are how the department's own numbers begin: "416-808-".
	PhonePrefixes []string
	// ShortCodes take tips by text message: "274637".
	ShortCodes []string
	// MailDomains and LinkDomains include what lies below them.
	MailDomains, LinkDomains []string
	// Handles are official accounts: "@MetroPolice".
	Handles []string
	// Addresses are public places: "40 College Street".
	Addresses []string
	// Operations are campaigns and projects that the public is meant to know:
	// "Operation Lifesaver", "Project 44".
	Operations []string
	// PlateKinds are further kinds of appeal for which a plate is a warning.
	PlateKinds []bot.Kind
	// NameKinds are kinds of appeal in which a suspect, a victim or a child may
	// be named: that is a warning there.
	NameKinds []bot.Kind
	// Contact is the line that tells the public how to reach the police, by
	// language.
	Contact map[string]string
}

// with adds more to l. What is said twice counts once.
func (l Lists) with(more Lists) Lists {
	join := func(a, b []string) []string {
		var out []string
		for _, s := range slices.Concat(a, b) {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		return out
	}
	out := Lists{
		Phones:        join(l.Phones, more.Phones),
		PhonePrefixes: join(l.PhonePrefixes, more.PhonePrefixes),
		ShortCodes:    join(l.ShortCodes, more.ShortCodes),
		MailDomains:   join(l.MailDomains, more.MailDomains),
		LinkDomains:   join(l.LinkDomains, more.LinkDomains),
		Handles:       join(l.Handles, more.Handles),
		Addresses:     join(l.Addresses, more.Addresses),
		Operations:    join(l.Operations, more.Operations),
		PlateKinds:    joinKinds(l.PlateKinds, more.PlateKinds),
		NameKinds:     joinKinds(l.NameKinds, more.NameKinds),
		Contact:       map[string]string{},
	}
	maps.Copy(out.Contact, l.Contact)
	maps.Copy(out.Contact, more.Contact)
	return out
}

func joinKinds(a, b []bot.Kind) []bot.Kind {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}

// lists is Lists made ready for looking up.
type lists struct {
	Lists
	phones     map[string]bool // canonical digits
	local      map[string]bool // the last seven digits of North American ones
	prefixes   []string        // canonical
	codes      map[string]bool
	short      map[string]bool // listed numbers of three digits that the contact line names: "101"
	mail       []string
	links      []string
	addresses  map[string]bool // streetKey
	operations map[string]bool // operationKey
}

func compile(l Lists) (*lists, error) {
	c := &lists{Lists: l, phones: map[string]bool{}, local: map[string]bool{}, codes: map[string]bool{}, short: map[string]bool{}, addresses: map[string]bool{}, operations: map[string]bool{}}
	var errs []error
	bad := func(what, got, want string) {
		errs = append(errs, fmt.Errorf("list of %s: %q is not %s", what, got, want))
	}
	for _, s := range l.Phones {
		d := canonical(keyed(s))
		if len(d) < 3 || len(d) > 15 {
			bad("phones", s, "a phone number, like 416-808-2222 or 1-800-222-TIPS")
		}
		c.phones[d] = true
		if len(d) == 3 && l.tells(d) {
			c.short[d] = true
		}
		if len(d) == 10 {
			c.local[d[3:]] = true
		}
	}
	for _, s := range l.PhonePrefixes {
		d := canonicalPrefix(keyed(s))
		if len(d) < 5 || len(d) > 12 {
			bad("phone prefixes", s, "the beginning of phone numbers, like 416-808-")
		}
		c.prefixes = append(c.prefixes, d)
	}
	for _, s := range l.ShortCodes {
		if d := keyed(s); len(d) < 3 || len(d) > 8 {
			bad("short codes", s, "a short code, like 274637")
		}
		c.codes[keyed(s)] = true
	}
	domains := func(what string, in []string) (out []string) {
		for _, s := range in {
			d, wide := strings.CutPrefix(strings.ToLower(s), "*.") // *.gov is all of one end
			d = strings.TrimPrefix(d, "@")
			if d == "" || !wide && !strings.Contains(d, ".") || strings.ContainsAny(d, " /:@") {
				bad(what, s, "a domain alone, like metropolice.example")
			}
			out = append(out, d)
		}
		return out
	}
	c.mail, c.links = domains("mail domains", l.MailDomains), domains("link domains", l.LinkDomains)
	for _, s := range l.Addresses {
		k, ok := addressKey(s)
		if !ok {
			bad("addresses", s, "a civic number and a street, like 40 College Street")
		}
		c.addresses[k] = true
	}
	for _, s := range l.Operations {
		k := operationKey(s)
		if k == "" {
			bad("operations", s, "the name of a campaign, like Operation Lifesaver")
		}
		c.operations[k] = true
	}
	for _, k := range slices.Concat(l.PlateKinds, l.NameKinds) {
		if !k.Known() {
			errs = append(errs, errors.New("list of plate or name kinds: "+unknown("kind of appeal", string(k), kindNames())))
		}
	}
	return c, errors.Join(errs...)
}

// tells reports whether a contact line names a number. Of the short numbers that
// are public, 211 and 988 are not the police; those that the line names are.
func (l Lists) tells(number string) bool {
	for _, line := range l.Contact {
		within := false // a longer number: "0800 555 111"
		for f := range strings.FieldsSeq(line) {
			digits := figures(f)
			if !within && digits == number {
				return true
			}
			within = digits != "" && f[len(f)-1] != ',' && f[len(f)-1] != '.'
		}
	}
	return false
}

// figures returns the digits of a word that has no letters, empty for
// others.
func figures(w string) string {
	if strings.ContainsFunc(w, unicode.IsLetter) {
		return ""
	}
	return digitsOf(w)
}

// contact returns the line for a language, or the English one.
func (l *lists) contact(lang string) string {
	return inLanguage(lang, l.Contact)
}

// phone reports whether canonical digits are a published number. Seven digits
// are a published number without its area code.
func (l *lists) phone(digits string) bool {
	if l.phones[digits] {
		return true
	}
	for _, p := range l.prefixes {
		if strings.HasPrefix(digits, p) {
			return true
		}
		if len(digits) == 7 && len(p) >= 6 && strings.HasPrefix(digits, p[3:]) {
			return true
		}
	}
	return len(digits) == 7 && l.local[digits]
}

// under reports whether host is one of the domains or lies below one.
func under(host string, domains []string) bool {
	return slices.ContainsFunc(domains, func(d string) bool {
		return host == d || strings.HasSuffix(host, d) && host[len(host)-len(d)-1] == '.'
	})
}

// keyed reads a phone number off a list: letters are the digits that they
// share a key with, and digits repeated in brackets count once.
func keyed(s string) string {
	d := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			d = append(d, c)
		case c == '(' && len(d) >= 7:
			return string(d)
		default:
			if k := keypad(c); k != 0 {
				d = append(d, k)
			}
		}
	}
	return string(d)
}

// keypad returns the digit that shares a key with a letter, 0 for others.
func keypad(c byte) byte {
	switch {
	case c >= 'a' && c <= 'z':
		c -= 'a' - 'A'
	case c < 'A' || c > 'Z':
		return 0
	}
	return "22233344455566677778889999"[c-'A']
}

// canonical writes a number's digits so that the same line is the same string:
// North American ones with ten digits, others with their country code.
func canonical(d string) string {
	for _, exit := range []string{"011", "00"} {
		if rest, ok := strings.CutPrefix(d, exit); ok && len(rest) >= 8 {
			d = rest
			break
		}
	}
	switch {
	case len(d) == 11 && d[0] == '1':
		return d[1:]
	case (len(d) == 10 || len(d) == 11) && d[0] == '0':
		return "44" + d[1:]
	}
	return d
}

// canonicalPrefix writes how numbers begin as canonical writes whole ones:
// +1 416 808 and 416-808-, 0161 856 and +44 161 856 are the same beginnings. No
// area code of North America begins with 1 or 0.
func canonicalPrefix(d string) string {
	for _, exit := range []string{"011", "00"} {
		if rest, ok := strings.CutPrefix(d, exit); ok {
			d = rest
			break
		}
	}
	switch {
	case len(d) > 1 && d[0] == '1':
		return d[1:]
	case len(d) > 1 && d[0] == '0':
		return "44" + d[1:]
	}
	return d
}
