package guard

import "strings"

// TrackingLink objects to parameters that tell who followed a link, and to
// unencrypted links to the department's own sites. It suggests the clean link.
func (detectors) TrackingLink(d *doc) []hit {
	var out []hit
	for _, l := range d.webs {
		clean, tracked := untracked(d.text[l.a:l.b])
		if l.scheme == "http" && under(l.host, d.scene.lists.links) {
			if _, rest, ok := strings.Cut(clean, "://"); ok {
				clean, tracked = "https://"+rest, true
			}
		}
		if tracked {
			out = append(out, hit{doc: d, a: l.a, b: l.b, suggest: clean})
		}
	}
	return out
}

// untracked returns a link without the parameters that track, and whether it
// had any.
func untracked(s string) (string, bool) {
	s, fragment, hasFragment := strings.Cut(s, "#")
	base, query, _ := strings.Cut(s, "?")
	var keep []string
	tracked := false
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		switch {
		case strings.HasPrefix(name, "utm_") || trackers[name]:
			tracked = true
		case p != "":
			keep = append(keep, p)
		}
	}
	if len(keep) > 0 {
		base += "?" + strings.Join(keep, "&")
	}
	if hasFragment {
		base += "#" + fragment
	}
	return base, tracked
}

// trackers are parameters by which networks and mailing tools recognise who
// followed a link. It is read only.
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "gbraid": true, "wbraid": true, "msclkid": true, "twclid": true, "ttclid": true,
	"igshid": true, "igsh": true, "mc_cid": true, "mc_eid": true, "yclid": true, "_hsenc": true, "mkt_tok": true,
}
