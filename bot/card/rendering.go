package card

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// Renderings shows exactly what each account would publish. What pictures and videos
// show is in MediaSections, once for all accounts.
func (b Book) Renderings(v View) []chat.Section {
	var out []chat.Section
	a, media := v.Appeal, v.Media
	for _, r := range a.Plan.Renderings {
		if !worded(a, r) {
			continue
		}
		who := b.owned(r.Account) + ", " + language(r.Language) + b.which(a, r)
		if r.Shares != nil {
			out = append(out, b.shared(r, who)...)
			continue
		}
		out = append(out, b.correcting(v, r, who)...)
		for i, p := range r.Parts {
			s := b.part(a, r, p, media)
			s.Heading = who + nthPart(i, len(r.Parts))
			if i == 0 {
				if goes := b.goes(v, r.Account, r.Language); goes != "" {
					s.Fields = append(s.Fields, chat.Field{Label: "Goes out", Value: goes})
				}
				s.Fields = append(s.Fields, b.absent(a, r)...)
			}
			out = append(out, s)
		}
		out = append(out, b.without(a, r, who, media)...)
	}
	return out
}

func nthPart(i, n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(", part %d of %d", i+1, n)
}

// part shows one public post: its words, and everything that goes with them.
func (b Book) part(a bot.Appeal, r bot.Rendering, p bot.Part, media map[string][]byte) chat.Section {
	s := chat.Section{
		Text: p.Text, Quote: true,
		Fields: []chat.Field{{Label: "Length", Value: fmt.Sprintf("%d of %d", p.Count, p.Limit)}},
	}
	field := func(label, value string) {
		if value != "" {
			s.Fields = append(s.Fields, chat.Field{Label: label, Value: value})
		}
	}
	for _, pl := range p.Places {
		field("Link", fmt.Sprintf("the address of the post on %s goes in place of %s", b.there(pl.Account), pl.Name))
	}
	field("Title", p.Title)
	field("Tags", strings.Join(p.Tags, ", "))
	field("Playlist", p.Playlist)
	field("Cost", b.cost(r.Account, p))
	if p.Alone {
		field("If "+b.network(r.Account)+" refuses the follow-up", "published as a post of its own, followed by the address of the first one")
	}
	for _, m := range p.Media {
		if m.IsVideo() {
			field("Video", m.Name+strings.TrimPrefix(file(m), "video")+smaller(a, m))
			field("Description", described(m))
			field("Captions", spokenIn(m))
			continue
		}
		field("Picture", described(m))
		if seen, ok := b.cropped(r.Account, m, media); ok {
			field("In feeds", "only the middle of "+m.Name+" is seen until somebody opens it")
			if len(seen.Data) > 0 {
				s.Images = append(s.Images, seen)
			}
		}
	}
	return s
}

// smaller says that an account gets a smaller version of a video.
func smaller(a bot.Appeal, m bot.MediaUse) string {
	if slices.ContainsFunc(a.Content.Media, func(o bot.MediaUse) bool { return o.Digest == m.Digest }) {
		return ""
	}
	return " (a smaller version, which fits there)"
}

// spokenIn are the languages of a video's captions.
func spokenIn(m bot.MediaUse) string {
	names := make([]string, len(m.Video.Captions))
	for i, c := range m.Video.Captions {
		names[i] = language(c.Language)
	}
	return bot.Names(names)
}

// nearly is by how much a picture may be of another shape than a feed before
// anybody would miss what is cut off.
const nearly = 0.05

// cropped shows what an account's feeds show of a picture, if that is not all.
func (b Book) cropped(account bot.AccountID, m bot.MediaUse, media map[string][]byte) (chat.File, bool) {
	if b.Crop == nil || m.Height == 0 {
		return chat.File{}, false
	}
	aspect := b.Crop(account)
	if off := float64(m.Width)/float64(m.Height)/max(aspect, nearly) - 1; aspect <= 0 || off < nearly && off > -nearly {
		return chat.File{}, false
	}
	f := chat.File{
		Name: strings.TrimSuffix(m.Name, path.Ext(m.Name)) + "-" + string(account) + ".jpg", Type: "image/jpeg",
		Alt: "What feeds on " + b.account(account) + " show of " + m.Name + "; the rest is dimmed",
	}
	if data := media[m.Digest]; b.Cropped != nil && len(data) > 0 {
		f.Data = b.Cropped(m.Digest, data, aspect)
	}
	return f, true
}

// absent names what the appeal shows and this account does not.
func (b Book) absent(a bot.Appeal, r bot.Rendering) []chat.Field {
	var names []string
	for _, m := range a.Content.Media {
		if !shows(r.Parts, m) {
			names = append(names, m.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []chat.Field{{Label: "Not on " + b.there(r.Account), Value: bot.Names(names)}}
}

// shows reports whether any part has a medium, in whatever version.
func shows(parts []bot.Part, m bot.MediaUse) bool {
	versions := []string{m.Digest}
	if m.IsVideo() {
		for _, v := range m.Video.Versions {
			versions = append(versions, v.Digest)
		}
	}
	return slices.ContainsFunc(parts, func(p bot.Part) bool {
		return slices.ContainsFunc(p.Media, func(o bot.MediaUse) bool { return slices.Contains(versions, o.Digest) })
	})
}

// without shows what is published where an address that belongs into the words is
// not to be had, and says what becomes of the post then.
func (b Book) without(a bot.Appeal, r bot.Rendering, who string, media map[string][]byte) []chat.Section {
	waits := r.Awaits()
	if len(waits) == 0 {
		return nil
	}
	names := make([]string, len(waits))
	for i, id := range waits {
		names[i] = b.there(id)
	}
	missing := "if nothing is published on " + bot.Names(names)
	then := "it waits until somebody decides"
	switch {
	case r.Fallback == bot.FallWithout:
		then = "this goes out instead"
	case r.Fallback == bot.FallStop:
		then = "it is given up"
	case len(r.Without) > 0:
		then += "; this is what they may publish instead"
	}
	if len(r.Without) == 0 {
		return []chat.Section{{Heading: who + ", " + missing, Text: "Then " + then + "."}}
	}
	out := make([]chat.Section, 0, len(r.Without))
	for i, p := range r.Without {
		then := then
		if i < len(r.Parts) && slices.EqualFunc(p.Media, r.Parts[i].Media, sameMedium) && len(p.Media) > 0 {
			p.Media = nil
			then += ", with the same pictures and videos"
		}
		s := b.part(a, r, p, media)
		s.Heading = who + ", " + missing + nthPart(i, len(r.Without))
		s.Fields = append([]chat.Field{{Label: "Then", Value: then}}, s.Fields...)
		out = append(out, s)
	}
	return out
}

// sameMedium reports whether two media are the same to the public.
func sameMedium(a, b bot.MediaUse) bool { return reflect.DeepEqual(a, b) }

// there is where an account publishes, as people say it: the network, or the
// account's name where that says more.
func (b Book) there(id bot.AccountID) string {
	n := b.network(id)
	same := 0
	for _, a := range b.Accounts {
		if networkName(a.Network) == n {
			same++
		}
	}
	if same == 1 && n != strings.ToLower(n) {
		return n
	}
	return b.account(id)
}
