package mattermosttest

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/mattermost/mattermost/server/public/model"
)

// A view is a message as the web client shows it.
type view struct {
	text          strings.Builder
	links, remote []string
	channels      []string // names that ~ leads to
}

// render shows a post with its attachments, from top to bottom. Which parts of
// an attachment are Markdown is as in the web client: the author, the footer and
// a title that is a link are plain; a title without link knows links and emoji
// only, a field's title not even those links that have a label.
func render(p *model.Post, channels ...string) *view {
	v := &view{channels: channels}
	if found, ok := p.GetProp("channel_mentions").(map[string]any); ok {
		for name := range found {
			v.channels = append(v.channels, name)
		}
	}
	v.markdown(p.Message)
	for _, a := range p.Attachments() {
		v.attachment(a)
	}
	slices.Sort(v.links)
	v.links = slices.Compact(v.links)
	return v
}

func (v *view) attachment(a *model.MessageAttachment) {
	v.markdown(a.Pretext)
	v.load(a.AuthorIcon, a.ImageURL, a.ThumbURL, a.FooterIcon)
	v.line(a.AuthorName)
	if a.AuthorLink != "" {
		v.link(a.AuthorLink)
	}
	switch {
	case a.TitleLink != "":
		v.link(a.TitleLink)
		v.line(a.Title)
	default:
		v.simple(a.Title, true)
	}
	v.markdown(a.Text)
	for _, f := range a.Fields {
		v.simple(f.Title, false)
		v.markdown(fmt.Sprint(f.Value))
	}
	v.line(a.Footer)
}

func (v *view) line(s string) {
	if s != "" {
		v.text.WriteString(s + "\n")
	}
}

func (v *view) load(urls ...string) {
	for _, u := range urls {
		if u != "" {
			v.remote = append(v.remote, u)
		}
	}
}

// link notes an address that can be clicked. A client leaves out addresses that
// would run something.
func (v *view) link(url string) {
	if unsafeURL(url) {
		return
	}
	v.links = append(v.links, url)
}

var notInScheme = regexp.MustCompile(`[^\w:]`)

// unsafeURL reports an address that the client does not make a link of.
func unsafeURL(url string) bool {
	bare := strings.ToLower(notInScheme.ReplaceAllString(html.UnescapeString(url), ""))
	return strings.HasPrefix(bare, "javascript:") || strings.HasPrefix(bare, "vbscript:") || strings.HasPrefix(bare, "data:")
}

// simple shows what is not Markdown and yet not plain: an attachment's title,
// where addresses and [labels](address) are links and other marks are taken
// away, and a field's title, which is shown as it stands. Emoji, hashtags,
// channels and mail addresses work in both.
func (v *view) simple(s string, title bool) {
	if s == "" {
		return
	}
	if title {
		v.markdown(s)
		return
	}
	v.line(v.words(escapeHTML(s, true)))
}

// alias stands for what was put aside. It looks like the client's own: what is
// left of a mail address before it becomes part of it there too.
const alias = "$MM_ASIDE%d$"

// picture stands for letters that the client draws instead of showing them.
const picture = "\ufffc"

var (
	atAll   = regexp.MustCompile(`(?i)(?:\B|\b_+)@(?:channel|all|here)`)
	goesOn  = regexp.MustCompile(`^[.\-_]*[^\W_]`)
	atName  = regexp.MustCompile(`(?i)(?:\B|\b_+)@[a-z0-9.\-_]+(?::[a-z0-9.\-_]+)?`)
	chanRef = regexp.MustCompile(`(?i)\B~[a-z0-9.\-_]*`)
	mail    = regexp.MustCompile(`(^|[^\p{L}\d])([\p{L}\p{Nd}!#$%&'*+\-/=?^_` + "`" + `{|}~](?:\.?[\p{L}\p{Nd}!#$%&'*+\-/=?^_` + "`" + `{|}~])*@[\p{L}\d.\-]+\.\p{L}{2,5})($|[^\p{L}])`)
	hashtag = regexp.MustCompile(`(^|\W)(#\p{L}[\p{L}\d\-_.]*[\p{L}\d])`)
	emoji   = regexp.MustCompile(`:[a-zA-Z0-9_+-]+:`)
)

// emoticons are marks that become pictures, in the order in which the client
// looks for them. A backslash before one is taken away and keeps it.
var emoticons = sync.OnceValue(func() []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, s := range []string{
		`(^|\B)(\\?:-?\))($|\B)`, `(^|\B)(\\?;-?\))($|\B)`, `(?i)(^|\B)(\\?:o)($|\b)`, `(?i)(^|\B)(\\?:-o)($|\b)`, `(^|\B)(\\?:-?\])($|\B)`,
		`(?i)(^|\B)(\\?:-?d)($|\b)`, `(?i)(^|\b)(\\?x-d)($|\b)`, `(?i)(^|\B)(\\?:-?p)($|\b)`, `(^|\B)(\\?:-?[\[@])($|\B)`, `(^|\B)(\\?:-?\()($|\B)`,
		`(^|\B)(\\?:[` + "`" + `'’]-?\(|\\?:&#x27;\(|\\?:&#39;\()($|\B)`, `(^|\B)(\\?:-?/)($|\B)`, `(?i)(^|\B)(\\?:-?s)($|\b)`, `(^|\B)(\\?:-?\|)($|\B)`,
		`(^|\B)(\\?:-?\$)($|\B)`, `(?i)(^|\B)(\\?:-x)($|\b)`, `(^|\B)(\\?<3|\\?&lt;3)($|\b)`, `(^|\B)(\\?</3|\\?&lt;/3)($|\b)`,
	} {
		out = append(out, regexp.MustCompile(s))
	}
	return out
})

// words shows a run of text, which is HTML by now, as far as its letters go. The
// client looks in it for people, channels, mail addresses, hashtags and emoji.
// What it has found it puts aside, so that nothing else is found in it.
func (v *view) words(s string) string {
	var aside []string
	put := func(s string) string {
		aside = append(aside, s)
		return fmt.Sprintf(alias, len(aside)-1)
	}
	s = v.everybody(s, put)
	s = atName.ReplaceAllStringFunc(s, put)
	s = chanRef.ReplaceAllStringFunc(s, func(m string) string { return v.channel(m, put) })
	for mail.MatchString(s) { // two with one character between them are found one after the other
		s = each(mail, s, func(m string) string {
			v.link("mailto:" + html.UnescapeString(m))
			return put(m)
		})
	}
	s = each(hashtag, s, func(m string) string {
		if len(utf16.Encode([]rune(m))) < 4 {
			return m
		}
		v.link(m)
		return put(m)
	})
	s = emoji.ReplaceAllStringFunc(s, func(m string) string {
		if _, ok := model.SystemEmojis[strings.ToLower(strings.Trim(m, ":"))]; ok {
			return put(picture)
		}
		return put(m)
	})
	for _, e := range emoticons() {
		s = each(e, s, func(m string) string {
			if bare, ok := strings.CutPrefix(m, `\`); ok {
				return bare
			}
			return put(picture)
		})
	}
	for i, text := range slices.Backward(aside) {
		s = strings.ReplaceAll(s, fmt.Sprintf(alias, i), text)
	}
	return html.UnescapeString(s)
}

// everybody puts aside what calls the whole channel, unless it is part of a name.
func (v *view) everybody(s string, put func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range atAll.FindAllStringIndex(s, -1) {
		if !goesOn.MatchString(s[m[1]:]) {
			b.WriteString(s[at:m[0]] + put(s[m[0]:m[1]]))
			at = m[1]
		}
	}
	return b.String() + s[at:]
}

// each replaces the second group of every match.
func each(e *regexp.Regexp, s string, replace func(string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range e.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[at:m[4]])
		b.WriteString(replace(s[m[4]:m[5]]))
		at = m[5]
	}
	return b.String() + s[at:]
}

// channel makes a link of a channel's name, if there is one of that name, with
// or without what it ends in.
func (v *view) channel(m string, put func(string) string) string {
	name := strings.ToLower(m[1:])
	for n := len(name); n > 0; n-- {
		if slices.Contains(v.channels, name[:n]) {
			v.link("~" + name[:n])
			return put("~"+name[:n]) + name[n:]
		}
		if !strings.ContainsAny(name[n-1:n], ".-_") {
			break
		}
	}
	return m
}
