package guard

import "strings"

// A weblink is a web address in a text, also one without "https://" or one
// that is written so that machines should not find it.
type weblink struct {
	span
	scheme, host, rest string // rest is the path and what follows it
}

// findWeblinks returns the web addresses in a text in order. Mail addresses
// are not among them.
func (d *doc) findWeblinks() []weblink {
	var mails []span
	for _, m := range d.mails {
		mails = append(mails, m.span)
	}
	var out []weblink
	for i := 0; i < len(d.low); {
		n := strings.IndexAny(d.low[i:], " \t\r\n<>\"|,;")
		if n < 0 {
			n = len(d.low) - i
		}
		a, b := i, i+n
		i = b + 1
		for a < b && strings.IndexByte("('[{*", d.low[a]) >= 0 {
			a++
		}
		extra := strings.Count(d.low[a:b], ")") - strings.Count(d.low[a:b], "(")
		for a < b && strings.IndexByte(".!?:')]}*", d.low[b-1]) >= 0 {
			if d.low[b-1] == ')' {
				if extra <= 0 {
					break // it closes a bracket of the address: a_(b)
				}
				extra--
			}
			b--
		}
		if at := strings.Index(d.low[a:b], "://"); at > 5 {
			if p := strings.LastIndex(d.low[a:a+at], "h"); p >= 0 {
				a += p // "tip:https://"
			}
		}
		if _, ok := within(mails, a); ok {
			continue
		}
		l, ok := readWeblink(d.low[a:b])
		if ok || l.host != "" && imitates(l.host, d.scene.lists.links) {
			if l.scheme == "" && l.rest == "" && d.startsSentence(b, l.host) {
				continue
			}
			l.span = span{a, b}
			out = append(out, l)
		}
	}
	return out
}

// startsSentence reports whether what looks like the last label of a host is
// the first word of the next sentence, without a blank before it: "here.Live".
func (d *doc) startsSentence(b int, host string) bool {
	p := b - (len(host) - strings.LastIndexByte(host, '.') - 1)
	return p > 1 && p+1 < b && d.text[p] != d.low[p] && (d.text[p+1] == d.low[p+1] || d.text[p-2] == d.low[p-2])
}

// defang undoes what keeps an address from being clicked. It is read only.
var defang = strings.NewReplacer("[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[:]", ":", "[://]", "://", "hxxp", "http")

// readWeblink takes a web address apart. It reports false, with the host, for
// what may as well be two words with a full stop between them.
func readWeblink(s string) (weblink, bool) {
	if len(s) < 4 || !strings.ContainsAny(s, ".[({") {
		return weblink{}, false // without a dot of any kind: most words
	}
	s = defang.Replace(s)
	var l weblink
	for _, p := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			l.scheme, s = strings.TrimSuffix(p, "://"), rest
		}
	}
	l.host = s
	if at := strings.IndexAny(s, "/?#"); at >= 0 {
		l.host, l.rest = s[:at], s[at:]
	}
	if at := strings.LastIndexByte(l.host, '@'); at >= 0 {
		if l.scheme == "" {
			return weblink{}, false
		}
		l.host = l.host[at+1:] // what precedes it only pretends to be the host
	}
	l.host, _, _ = strings.Cut(l.host, ":")
	l.host = strings.TrimPrefix(l.host, "www.")
	tld := l.host[strings.LastIndexByte(l.host, '.')+1:]
	if tld == l.host || l.host == "" || l.host[0] == '.' || strings.Contains(l.host, "..") {
		return weblink{}, false
	}
	for i := range len(l.host) {
		if c := l.host[i]; !isAlnum(c) && c != '-' && c != '.' {
			return weblink{}, false
		}
	}
	if !webTLDs.has(tld) && !shortTLDs.has(tld) && l.scheme == "" {
		return weblink{}, false
	}
	return l, l.scheme != "" || webTLDs.has(tld) || l.rest != ""
}

// webTLDs end a host by themselves; shortTLDs are words as well and need a
// path behind them. They are read only.
var (
	webTLDs   = set("com net org ca uk fr info biz io gov edu example test ly gl app dev online xyz site website link click top shop")
	shortTLDs = set("me it be es de us co to tv gg cc in is ru eu ch live gle")
)
