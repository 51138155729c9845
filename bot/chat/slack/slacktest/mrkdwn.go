package slacktest

import (
	"regexp"
	"strings"
)

// How text of Slack's own markup becomes what people see
// (docs.slack.dev/messaging/formatting-message-text, 2026-11).

// A rendering collects what a client shows of a message.
type rendering struct {
	*Server
	text    strings.Builder
	pings   []string
	links   []string
	remote  []string
	buttons []string
	silent  bool // what is read is only for notifications: links in it are not seen
}

func (r *rendering) line(s string) {
	if s != "" {
		r.text.WriteString(s)
		r.text.WriteByte('\n')
	}
}

func (r *rendering) link(url string) {
	if !r.silent {
		r.links = append(r.links, url)
	}
}

// reading is how a text is to be read.
type reading struct {
	format bool // *bold* and such
	auto   bool // bare addresses become links
	names  bool // @here and #names become mentions
	emoji  bool // :names: become pictures
}

// picture stands for letters that the client draws instead of showing them.
const picture = "\ufffc"

var (
	special  = regexp.MustCompile(`<([^<>\n]*)>`)
	bare     = regexp.MustCompile(`(?i)\b(?:https?://[^\s<>|]+|mailto:[^\s<>|]+|www\.[^\s<>|]+|[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|biz|io|co|ca|us|uk|de|fr|dev|app|ai|me|tv|example)\b(?:/[^\s<>|]*)?)`)
	everyone = regexp.MustCompile(`(?i)(^|[^\w/])@(here|channel|everyone)\b`)
	named    = regexp.MustCompile(`(^|[^\w/@.])@([a-z0-9][a-z0-9._-]*)`)
	colons   = regexp.MustCompile(`:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:`)
	address  = regexp.MustCompile(`(?i)^(?:https?|mailto|tel|ftp|slack|sms|[a-z][a-z0-9+.-]*)://?\S+$|^(?i:mailto|tel):\S+$`)
)

// mrkdwn is what people see of a text.
func (r *rendering) mrkdwn(s string, how reading) string {
	var out strings.Builder
	for _, part := range codeParts(s, how.format) {
		if part.code {
			out.WriteString(r.pieces(part.text, reading{}))
			continue
		}
		out.WriteString(r.pieces(part.text, how))
	}
	return out.String()
}

// pieces takes the special sequences out of a text and reads what is between
// them.
func (r *rendering) pieces(s string, how reading) string {
	var out strings.Builder
	var aside []string
	for {
		at := special.FindStringSubmatchIndex(s)
		if at == nil {
			out.WriteString(s)
			break
		}
		out.WriteString(s[:at[0]])
		if shown, ok := r.sequence(s[at[2]:at[3]]); ok {
			out.WriteString("\x01" + string(rune('\ue000'+len(aside))) + "\x01")
			aside = append(aside, shown)
		} else {
			out.WriteString("&lt;" + s[at[2]:at[3]] + "&gt;")
		}
		s = s[at[1]:]
	}
	shown := r.plainParts(out.String(), how)
	for i, a := range aside {
		shown = strings.ReplaceAll(shown, "\x01"+string(rune('\ue000'+i))+"\x01", a)
	}
	return shown
}

// plainParts reads text without special sequences.
func (r *rendering) plainParts(s string, how reading) string {
	if how.auto {
		for _, l := range bare.FindAllString(s, -1) {
			r.link(unescape(l))
		}
	}
	if how.names {
		r.mentions(s)
	}
	if how.format {
		s = unmark(s)
	}
	if how.emoji {
		s = colons.ReplaceAllString(s, picture)
	}
	return unescape(s)
}

// mentions are the names in a text that become mentions.
func (r *rendering) mentions(s string) {
	if everyone.MatchString(s) {
		r.pings = append(r.pings, "*")
	}
	for _, m := range named.FindAllStringSubmatch(s, -1) {
		for id, u := range r.users {
			if u.Name == m[2] {
				r.pings = append(r.pings, id)
			}
		}
	}
}

// sequence reads what stands between angle brackets, and reports whether it
// means anything.
func (r *rendering) sequence(s string) (string, bool) {
	what, label, labelled := strings.Cut(s, "|")
	switch {
	case strings.HasPrefix(what, "@"):
		id := what[1:]
		r.pings = append(r.pings, id)
		return "@" + r.called(id, label), true
	case strings.HasPrefix(what, "#"):
		if ch := r.channels[what[1:]]; ch != nil {
			return "#" + ch.name, true
		}
		return "#" + label, true
	case strings.HasPrefix(what, "!"):
		return r.command(what[1:], label), true
	case address.MatchString(what):
		r.link(unescape(what))
		if labelled {
			return unescape(label), true
		}
		return unescape(what), true
	default:
		return "", false
	}
}

func (r *rendering) called(id, label string) string {
	if u := r.users[id]; u != nil {
		return u.Name
	}
	if label != "" {
		return label
	}
	return id
}

// command reads a sequence that begins with an exclamation mark.
func (r *rendering) command(what, label string) string {
	name, rest, _ := strings.Cut(what, "^")
	switch name {
	case "here", "channel", "everyone":
		r.pings = append(r.pings, "*")
		return "@" + name
	case "subteam":
		r.pings = append(r.pings, rest)
		return "@" + label
	case "date":
		if parts := strings.Split(rest, "^"); len(parts) > 2 {
			r.link(unescape(parts[2]))
		}
		return unescape(label)
	default:
		return "<" + what + ">"
	}
}

// A codePart is text that is or is not code.
type codePart struct {
	text string
	code bool
}

var code = regexp.MustCompile("(?s)```(.+?)```|`([^`\n]+)`")

// codeParts takes a text apart at its code.
func codeParts(s string, on bool) []codePart {
	if !on {
		return []codePart{{s, false}}
	}
	var out []codePart
	at := 0
	for _, m := range code.FindAllStringSubmatchIndex(s, -1) {
		out = append(out, codePart{s[at:m[0]], false})
		if m[2] >= 0 {
			out = append(out, codePart{s[m[2]:m[3]], true})
		} else {
			out = append(out, codePart{s[m[4]:m[5]], true})
		}
		at = m[1]
	}
	return append(out, codePart{s[at:], false})
}

var (
	bold   = regexp.MustCompile(`(^|[^\p{L}\p{N}*])\*([^\s*](?:[^*\n]*[^\s*])?)\*($|[^\p{L}\p{N}*])`)
	italic = regexp.MustCompile(`(^|[^\p{L}\p{N}_])_([^\s_](?:[^_\n]*[^\s_])?)_($|[^\p{L}\p{N}_])`)
	strike = regexp.MustCompile(`(^|[^\p{L}\p{N}~])~([^\s~](?:[^~\n]*[^\s~])?)~($|[^\p{L}\p{N}~])`)
	quote  = regexp.MustCompile(`(?m)^(?:&gt;|>)(?:&gt;&gt;)? ?`)
)

// unmark takes the marks of formatting away.
func unmark(s string) string {
	for _, re := range []*regexp.Regexp{bold, italic, strike} {
		for re.MatchString(s) {
			s = re.ReplaceAllString(s, "$1$2$3")
		}
	}
	return quote.ReplaceAllString(s, "")
}
