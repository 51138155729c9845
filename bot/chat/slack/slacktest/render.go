package slacktest

import (
	"slices"
	"strings"
)

// render shows a message as a client does: its blocks, or its text if it has
// none; then its attachments. Mentions in the text notify also when blocks are
// shown. The lock is held.
func (s *Server) render(m *message) *rendering {
	r := &rendering{Server: s}
	how := reading{format: !m.plain && m.parse != "full", auto: m.parse != "none", names: m.linkNames || m.parse == "full", emoji: true}
	if len(m.blocks) > 0 {
		r.silent = true
		r.mrkdwn(m.text, how)
		r.silent = false
	} else {
		r.line(r.mrkdwn(m.text, how))
	}
	for _, b := range objectsOf(m.blocks) {
		r.block(b)
	}
	for _, a := range objectsOf(m.attachments) {
		r.attachment(a)
	}
	if m.unfurl {
		r.remote = append(r.remote, r.links...)
	}
	for _, l := range []*[]string{&r.pings, &r.links, &r.remote} {
		slices.Sort(*l)
		*l = slices.Compact(*l)
	}
	return r
}

// attachment is one of the old kind. What in it is markup is not said reliably,
// so all of it is read as that.
func (r *rendering) attachment(a obj) {
	for _, b := range objects(a, "blocks") {
		r.block(b)
	}
	auto := reading{format: true, auto: true, names: true, emoji: true}
	for _, k := range []string{"pretext", "author_name", "title", "text", "footer"} {
		if text(a, k) != "" && !(k == "text" && len(objects(a, "blocks")) > 0) {
			r.line(r.mrkdwn(text(a, k), auto))
		}
	}
	for _, f := range objects(a, "fields") {
		r.line(r.mrkdwn(text(f, "title"), auto))
		r.line(r.mrkdwn(text(f, "value"), auto))
	}
	for _, k := range []string{"title_link", "author_link"} {
		if text(a, k) != "" {
			r.link(text(a, k))
		}
	}
	for _, k := range []string{"image_url", "thumb_url", "author_icon", "footer_icon"} {
		if text(a, k) != "" {
			r.remote = append(r.remote, text(a, k))
		}
	}
}

// object shows a text object.
func (r *rendering) object(o obj) string {
	if o == nil {
		return ""
	}
	s := text(o, "text")
	if text(o, "type") == "mrkdwn" {
		auto := !flag(o, "verbatim")
		return r.mrkdwn(s, reading{format: true, auto: auto, names: auto, emoji: true})
	}
	return r.plainText(s, o["emoji"] != false)
}

// plainText shows text as it stands. Names between colons become pictures unless
// emoji is false: it is true when left out.
func (r *rendering) plainText(s string, emoji bool) string {
	r.bareLinks(s)
	if emoji {
		return colons.ReplaceAllString(s, picture)
	}
	return s
}

// bareLinks notes addresses in text that is not read as markup, for clients that
// make links of them.
func (r *rendering) bareLinks(s string) {
	if r.opts.bareLinks {
		for _, l := range bare.FindAllString(s, -1) {
			r.link(l)
		}
	}
}

func (r *rendering) block(b obj) {
	switch text(b, "type") {
	case "section":
		r.line(r.object(sub(b, "text")))
		for _, f := range objects(b, "fields") {
			r.line(r.object(f))
		}
		if a := sub(b, "accessory"); a != nil {
			r.element(a)
		}
	case "header":
		r.line(r.object(sub(b, "text")))
	case "context":
		for _, e := range objects(b, "elements") {
			if text(e, "type") == "image" {
				r.image(e)
			} else {
				r.line(r.object(e))
			}
		}
	case "actions":
		for _, e := range objects(b, "elements") {
			r.element(e)
		}
	case "image":
		r.image(b)
	case "rich_text":
		for _, e := range objects(b, "elements") {
			r.rich(e)
		}
	case "input":
		r.line(r.object(sub(b, "label")))
		r.line(r.object(sub(b, "hint")))
	}
}

// image shows a picture: what it says to those who do not see it, and whether
// something is loaded for it from outside.
func (r *rendering) image(o obj) {
	r.line(r.object(sub(o, "title")))
	r.line(text(o, "alt_text"))
	if u := text(o, "image_url"); u != "" {
		r.remote = append(r.remote, u)
	}
}

// element shows what people use. Its text is not part of the message's, but for
// buttons, which have a list of their own.
func (r *rendering) element(e obj) {
	switch text(e, "type") {
	case "button":
		r.buttons = append(r.buttons, r.object(sub(e, "text")))
		if u := text(e, "url"); u != "" {
			r.link(u)
		}
	case "image":
		r.image(e)
	}
}

// rich shows a part of rich text.
func (r *rendering) rich(e obj) {
	if text(e, "type") == "rich_text_list" {
		for _, s := range objects(e, "elements") {
			r.rich(s)
		}
		return
	}
	var b strings.Builder
	for _, x := range objects(e, "elements") {
		b.WriteString(r.richElement(x))
	}
	r.line(b.String())
}

func (r *rendering) richElement(e obj) string {
	switch text(e, "type") {
	case "text":
		r.bareLinks(text(e, "text"))
		return text(e, "text")
	case "link":
		r.link(text(e, "url"))
		if t := text(e, "text"); t != "" {
			return t
		}
		return text(e, "url")
	case "user":
		r.pings = append(r.pings, text(e, "user_id"))
		return "@" + r.called(text(e, "user_id"), "")
	case "usergroup":
		r.pings = append(r.pings, text(e, "usergroup_id"))
		return "@" + text(e, "usergroup_id")
	case "broadcast":
		r.pings = append(r.pings, "*")
		return "@" + text(e, "range")
	case "channel":
		if ch := r.channels[text(e, "channel_id")]; ch != nil {
			return "#" + ch.name
		}
		return "#"
	case "date":
		if u := text(e, "url"); u != "" {
			r.link(u)
		}
		return text(e, "fallback")
	case "emoji":
		return picture
	default:
		return ""
	}
}
