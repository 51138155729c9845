package guard

import (
	"strings"

	"appealbot/bot"
)

// MissingCTA objects when the public is not told how to reach the police. It
// points behind the last word; its suggestion is the department's own line.
func (detectors) MissingCTA(s *scene) []hit {
	emergency := s.kind == bot.MissingPerson || s.kind == bot.Amber || s.kind == bot.Wanted || s.kind == bot.SafetyAlert
	return s.lacking(func(d *doc) bool { return d.reachable(emergency) }, func(d *doc) hit {
		h := d.missing()
		h.line = s.lists.contact(d.Language)
		h.suggest = d.appended(h.line)
		return h
	})
}

// reachable reports whether the text names an approved way to reach the
// police; an emergency number counts where it is the right one to call.
func (d *doc) reachable(emergency bool) bool {
	for _, c := range d.calls {
		if c.listed && len(c.digits) >= 7 {
			return true
		}
	}
	for _, m := range d.mails {
		if m.listed {
			return true
		}
	}
	if d.links(d.scene.lists.links) {
		return true
	}
	for _, l := range d.webs {
		if under(l.host, d.scene.lists.links) {
			return true // written so that nothing makes a link of it: "222tips[.]com"
		}
	}
	for _, r := range d.runs {
		for i, e := range r.elems {
			if d.scene.lists.codes[e.digits] || d.scene.lists.short[e.digits] || d.scene.lists.short[oneByOne(r.elems[i:])] || emergency && d.emergencyAt(r.elems[i:]) {
				return true
			}
		}
	}
	return d.namesCrimestoppers()
}

// oneByOne is what three groups of one digit each say together, 1-0-1; empty when
// there are no three.
func oneByOne(es []elem) string {
	if len(es) < 3 || len(es[0].digits) != 1 || len(es[1].digits) != 1 || len(es[2].digits) != 1 {
		return ""
	}
	return es[0].digits + es[1].digits + es[2].digits
}

// namesCrimestoppers reports whether the text sends people to Crimestoppers of
// the United Kingdom, when the department lists their number (0800 555 111).
// There is one there; elsewhere there are many, and the name alone does not say
// how to reach them.
func (d *doc) namesCrimestoppers() bool {
	return d.scene.lists.phones["44800555111"] && len(d.find(crimestoppers)) > 0
}

// crimestoppers is read only.
var crimestoppers = phrases(`
!call|contact|ring|phone|tell|to|via|through|or|with the? independent? charity? anonymously? crimestoppers
!call|contact|ring|phone|tell|to|via|through|or|with the? independent? charity? anonymously? crime stoppers
crimestoppers anonymously|on|online
`)

// lacking returns what report makes of the texts in which nothing has what the
// public needs. A text that is fitted to an account counts with all its
// parts, and only when the text that it was made of is not to blame; alt texts
// need nothing.
func (s *scene) lacking(has func(*doc) bool, report func(*doc) hit) []hit {
	type group struct {
		last *doc
		has  bool
	}
	groups := map[string]*group{}
	var order []string
	for _, d := range s.docs {
		name, ok := textGroup(d.Field)
		if !ok {
			continue
		}
		g := groups[name]
		if g == nil {
			g = &group{}
			groups[name] = g
			order = append(order, name)
		}
		g.last, g.has = d, g.has || has(d)
	}
	var out []hit
	for _, name := range order {
		g := groups[name]
		if g.has || strings.TrimSpace(g.last.text) == "" {
			continue
		}
		if lang := g.last.Language; strings.HasPrefix(name, "rendering.") {
			if from := groups["text."+lang]; from != nil && !from.has {
				continue
			}
		}
		out = append(out, report(g.last))
	}
	return out
}

// textGroup names the texts that belong together: the parts of one rendering.
func textGroup(field string) (string, bool) {
	switch {
	case strings.HasPrefix(field, "text"):
		return field, true
	case strings.HasPrefix(field, "rendering."):
		return field[:strings.LastIndexByte(field, '.')], true
	}
	return "", false
}

// appended makes a line ready to be put behind the text.
func (d *doc) appended(s string) string {
	if s == "" {
		return ""
	}
	if t := d.text; t == "" || t[len(t)-1] == '\n' || t[len(t)-1] == ' ' {
		return s
	}
	return "\n" + s
}
