package guard

import "strings"

// longestMail is how many tokens one half of an address may have. It keeps the
// search for addresses in a hostile text linear.
const longestMail = 40

// A mail is an e-mail address in a text.
type mail struct {
	span
	domain string
	listed bool // the department's own
}

// EmailPrivate objects to e-mail addresses outside the department's domains.
func (detectors) EmailPrivate(d *doc) []hit {
	var out []hit
	for _, m := range d.mails {
		if !m.listed {
			out = append(out, hit{doc: d, a: m.a, b: m.b})
		}
	}
	return out
}

// findMails returns the e-mail addresses in a text in order, also those that
// are written so that machines should not find them.
func (d *doc) findMails() []mail {
	var out []mail
	from := 0
	for i := 0; i < len(d.tok); i++ {
		sep, ok := d.atSign(i)
		if !ok {
			continue
		}
		first := d.localPart(i-1, from, sep.loose)
		domain, last := d.domain(sep.next, sep.loose)
		if first < 0 || domain == "" || sep.loose && !d.plausible(first, i, last, domain, sep) {
			continue
		}
		if d.mark(first-1, "@") && d.tight(first) {
			continue // a handle with its server: @MetroPolice@social.example
		}
		out = append(out, mail{span: span{int(d.tok[first].a), int(d.tok[last].b)}, domain: domain, listed: under(domain, d.scene.lists.mail)})
		from, i = last+1, last
	}
	return out
}

// separator is what stands between the two halves of an address.
type separator struct {
	next  int  // token behind it
	loose bool // blanks are allowed around it
	word  bool // it is a bare word: "at"
}

// atSign reads "@", "[at]", "(arobase)", " at " at token i.
func (d *doc) atSign(i int) (separator, bool) {
	if d.mark(i, "@") {
		return separator{next: i + 1, loose: !d.tight(i) || !d.tight(i+1)}, true
	}
	if d.mark(i, "[({<") && (atWords.has(d.word(i+1)) || d.mark(i+1, "@")) && d.mark(i+2, "])}>") {
		return separator{next: i + 3, loose: true}, true
	}
	if d.word(i) == "at" && d.mark(i-1, "_") && d.mark(i+1, "_") { // jo_at_outlook_dot_com
		return separator{next: i + 2, loose: true}, true
	}
	if d.is(i, word) && atWords.has(d.word(i)) && d.word(i) != "a" {
		bare := d.word(i) == "at" || d.word(i) == "chez"
		return separator{next: i + 1, loose: true, word: bare}, true
	}
	return separator{}, false
}

// localPart returns the first token of what stands before the at sign at
// token i+1, -1 when nothing does.
func (d *doc) localPart(i, from int, loose bool) int {
	if d.mark(i, "_-+") && d.tight(i+1) {
		i--
	}
	if i < from || !d.is(i, word) && !d.is(i, number) || !loose && !d.tight(i+1) {
		return -1
	}
	from = max(from, i-longestMail)
	for j := i; j > from; {
		switch {
		case d.tight(j) && (d.is(j-1, word) || d.is(j-1, number)):
			j--
		case d.tight(j) && d.mark(j-1, "._-+%") && d.tight(j-1) && (d.is(j-2, word) || d.is(j-2, number)) && j-2 >= from:
			j -= 2
		case loose && dotWords.has(d.word(j-1)) && (d.is(j-2, word) || d.is(j-2, number)) && j-2 >= from:
			j -= 2
		case loose && d.mark(j-1, "])}") && dotWords.has(d.word(j-2)) && d.mark(j-3, "[({") && j-4 >= from && (d.is(j-4, word) || d.is(j-4, number)):
			j -= 4
		default:
			return j
		}
	}
	return from
}

// domain reads a host name from token i: labels with dots, "[dot]" or " dot "
// between them, the last of letters. It returns the name and its last token.
func (d *doc) domain(i int, loose bool) (name string, last int) {
	var b strings.Builder
	dots, j := 0, i
	for {
		end := d.label(j)
		if end < 0 || j-i > longestMail {
			break
		}
		b.WriteString(strings.ReplaceAll(d.low[d.tok[j].a:d.tok[end].b], " ", ""))
		last = end
		next := d.dot(end+1, loose || dots > 0)
		if next < 0 || d.label(next) < 0 {
			break
		}
		if d.mark(end+1, ".") && !d.tight(next) && !tlds.has(d.word(next)) {
			break // the end of a sentence
		}
		b.WriteByte('.')
		dots++
		j = next
	}
	name = b.String()
	tld := name[strings.LastIndexByte(name, '.')+1:]
	if dots == 0 || len(tld) < 2 || tld[0] >= '0' && tld[0] <= '9' {
		return "", 0
	}
	return name, last
}

// label returns the last token of a label that begins at token i, -1 when
// there is none.
func (d *doc) label(i int) int {
	if !d.is(i, word) && !d.is(i, number) {
		return -1
	}
	for most := i + longestMail; i < most && d.tight(i+1) && (d.is(i+1, word) || d.is(i+1, number) || d.mark(i+1, "-") && d.tight(i+2) && (d.is(i+2, word) || d.is(i+2, number))); {
		i++
	}
	return i
}

// dot returns the token behind a dot at token i, -1 when there is none.
func (d *doc) dot(i int, loose bool) int {
	switch {
	case d.mark(i, "."):
		if d.tight(i) && d.tight(i+1) || loose && tlds.has(d.word(i+1)) {
			return i + 1
		}
	case d.mark(i, "[({<") && (dotWords.has(d.word(i+1)) || d.mark(i+1, ".")) && d.mark(i+2, "])}>"):
		return i + 3
	case loose && dotWords.has(d.word(i)):
		return i + 1
	case loose && d.mark(i, "_") && dotWords.has(d.word(i+1)) && d.mark(i+2, "_"):
		return i + 3
	}
	return -1
}

// plausible keeps "seen at King.Then" and "report at tps.ca" from being
// addresses: a form with the word "at" needs a provider of mailboxes, a dot in
// words, or a local part that is no ordinary word.
func (d *doc) plausible(first, at, last int, domain string, s separator) bool {
	tld := domain[strings.LastIndexByte(domain, '.')+1:]
	if !tlds.has(tld) {
		return false
	}
	if d.mark(at, "@") && !d.tight(at) && d.tight(at+1) && !providers.has(domain[:strings.IndexByte(domain, '.')]) {
		return false // a handle behind a word
	}
	if (s.word || d.mark(at, "@")) && under(domain, d.scene.lists.links) && !under(domain, d.scene.lists.mail) {
		return false
	}
	if !s.word || providers.has(domain[:strings.IndexByte(domain, '.')]) {
		return true
	}
	if strings.ContainsAny(d.low[d.tok[first].a:d.tok[at-1].b], "._+0123456789") {
		return true
	}
	for i := s.next; i < last; i++ {
		if dotWords.has(d.word(i)) {
			return true
		}
	}
	return false
}

// atWords and dotWords are signs in words, tlds what addresses end in when
// they are taken apart, providers where private mailboxes are. They are read
// only.
var (
	atWords   = set("at arobase arobas a chez")
	dotWords  = set("dot point")
	tlds      = set("com ca net org fr uk us edu gov info biz me io co qc on ru de eu ch be es it mx live email mail app dev online xyz example test")
	providers = set(`gmail googlemail hotmail outlook live msn yahoo ymail icloud me mac proton protonmail tutanota tuta videotron rogers
		sympatico bell shaw telus cogeco aol gmx mail zoho yandex fastmail hushmail btinternet sky virginmedia comcast verizon att cox laposte orange free wanadoo`)
)
