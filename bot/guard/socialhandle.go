package guard

import (
	"slices"
	"strings"
)

// SocialHandle objects to accounts on networks that are not the department's.
func (detectors) SocialHandle(d *doc) []hit {
	var out []hit
	var mails []span
	for _, m := range d.mails {
		mails = append(mails, m.span)
	}
	for i := range d.tok {
		if !d.mark(i, "@") || !d.tight(i+1) && !d.madeUp(i+1, d.handleEnd(i+1)) && !d.spread(i+1) || i > 0 && d.tight(i) && !d.mark(i-1, "(\"':/-") {
			continue
		}
		if _, ok := within(mails, int(d.tok[i].a)); ok {
			continue
		}
		end := d.handleEnd(i + 1)
		if name := d.low[d.tok[i].b:d.tok[end-1].b]; end > i+1 && len(name) > 1 && (name[0] > '9' || len(name) > 5) && !d.ownHandle(name) {
			out = append(out, d.hit(i, end))
		}
	}
	for _, m := range d.find(accounts) {
		i := m.last + 1
		if d.mark(i, ":=") || d.mark(i, ",-(") && d.dotted(i+1) {
			i++
		} else if m.name == "label" {
			continue
		}
		for d.mark(i, "\"'") {
			i++
		}
		end := d.handleEnd(i)
		if d.dotted(i) {
			end = d.dottedEnd(i)
		}
		if end == i || d.mark(end, ":") {
			continue
		}
		name := d.low[d.tok[i].a:d.tok[end-1].b]
		if m.name == "label" && !d.dotted(i) && end == i+1 && d.is(end, word) && d.same(end, i) {
			continue // words that go on: "Facebook: see our page"
		}
		if len(name) > 2 && !notHandles.has(name) && !d.ownHandle(name) {
			out = append(out, d.hit(i, end))
		}
	}
	out = append(out, d.aliased()...)
	out = append(out, d.spelledHandles()...)
	for _, l := range d.webs {
		if name := profile(l); name != "" && !d.ownHandle(name) {
			out = append(out, hit{doc: d, a: l.a, b: l.b})
		}
	}
	return apart(out)
}

// accounts lead up to somebody's name on a network.
var accounts = phrases(`
[label]
instagram|insta|ig|snapchat|snap|sc|tiktok|discord|facebook|fb|twitter|telegram|kik|twitch|reddit|threads|roblox|youtube|bluesky handle|account|username|profile|compte|pseudo?
[said]
his|her|their|the instagram|insta|ig|fb|snap|snapchat|tiktok|discord|facebook|twitter|telegram|kik handle|account|username|profile? is
instagram|insta|snapchat|tiktok|discord|telegram|kik handle|username is
snapchat|discord|kik is
son|sa instagram|insta|snapchat|tiktok|discord|facebook compte|pseudo? est
pseudo|compte instagram|snapchat|tiktok|discord|facebook est
`)

// notHandles follow the name of a network without being one. It is read only.
var notHandles = set("none nothing aucun the not now also being known popular private public under where what this that our and unknown closed active here used still pas aussi connu ici the-account https http www")

// handleEnd returns the token behind a handle that begins at token i.
func (d *doc) handleEnd(i int) int {
	if !d.is(i, word) && !d.is(i, number) && !d.mark(i, "_") {
		return i
	}
	end := i + 1
	for j := end; j < i+longestMail && d.tight(j); j++ {
		switch {
		case d.is(j, word), d.is(j, number), d.mark(j, "_"):
			end = j + 1
		case !d.mark(j, ".-@"):
			return end
		}
	}
	return end
}

// ownHandle reports whether a name is one of the department's accounts, with or
// without its server, or that of somebody who is answered: who wrote in public is
// answered in public. Their server counts, because the same name elsewhere is
// somebody else.
func (d *doc) ownHandle(name string) bool {
	name = strings.TrimPrefix(name, "@")
	same := func(name string) func(string) bool {
		return func(h string) bool { return strings.EqualFold(strings.TrimPrefix(h, "@"), name) }
	}
	if slices.ContainsFunc(d.scene.answered, same(name)) {
		return true
	}
	name, _, _ = strings.Cut(name, "@")
	return slices.ContainsFunc(d.scene.lists.Handles, same(name))
}

func (d *doc) ownAccount(l weblink) bool {
	name := profile(l)
	return name != "" && d.ownHandle(name)
}

// profile returns whose account a link to a network leads to.
func profile(l weblink) string {
	if !under(l.host, networks) {
		return ""
	}
	name, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(l.rest, "/"), "add/"), "/")
	if name == "profile.php" || strings.HasPrefix(name, "profile.php?") {
		return name
	}
	name, _, _ = strings.Cut(name, "?")
	if notProfiles.has(name) || strings.HasPrefix(rest, "posts") {
		return ""
	}
	return strings.TrimPrefix(name, "@")
}

// networks are where people have accounts; notProfiles are pages of theirs
// that are nobody's. They are read only.
var (
	networks    = []string{"instagram.com", "x.com", "twitter.com", "facebook.com", "tiktok.com", "snapchat.com", "threads.net", "t.me", "twitch.tv"}
	notProfiles = set("p reel reels explore hashtag search home watch events groups i intent share sharer help legal policies")
)
