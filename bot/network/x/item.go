package x

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Bounds of what is kept of a post. X's own are below them.
const (
	maxText  = 100_000 // bytes; a long post has 25,000 characters
	maxName  = 400
	maxRaw   = 64 << 10
	maxMedia = 16
)

// items puts what was found into the page, the oldest first. Of a post that was
// edited, only the newest version counts.
func (r *reader) items(found []wirePost, users []wireUser, media []wireMedia) error {
	newest := make(map[string]wirePost)
	for _, p := range found {
		if number(p.ID) >= number(newest[p.first()].ID) {
			newest[p.first()] = p
		}
	}
	var out []network.Item
	for _, p := range newest {
		if p.AuthorID == r.cred.ID || p.refers("retweeted") != "" {
			continue
		}
		it, err := r.a.item(p, users, media)
		if err != nil {
			return err
		}
		it.Under, it.Parent, it.Reply = r.place(p)
		if it.Remote != p.ID {
			it.Kind = network.ItemEdited
		}
		out = append(out, it)
	}
	slices.SortFunc(out, func(a, b network.Item) int { return cmp.Compare(number(a.Remote), number(b.Remote)) })
	r.page.Items = append(r.page.Items, out...)
	return nil
}

// place says which of the department's posts a post is about, what it answers
// directly, and how.
func (r *reader) place(p wirePost) (under, parent string, kind bot.ReplyKind) {
	parent, quoted := p.refers("replied_to"), p.refers("quoted")
	if !validID(p.ConversationID) {
		p.ConversationID = ""
	}
	switch {
	case r.known[p.ConversationID] && p.ConversationID != p.ID:
		return p.ConversationID, parent, bot.ReplyAnswer
	case parent != "" && p.ReplyToUser == r.cred.ID:
		return parent, parent, bot.ReplyAnswer // below a follow-up, or an answer elsewhere
	case r.known[quoted]:
		return quoted, quoted, bot.ReplyQuote
	case parent != "":
		return p.ConversationID, parent, bot.ReplyMention
	default:
		return quoted, quoted, bot.ReplyMention
	}
}

// item makes an item of a post. Its text is whatever the public wrote.
func (a *Account) item(p wirePost, users []wireUser, media []wireMedia) (network.Item, error) {
	text := plain(p)
	if len(text) > maxText || !utf8.ValidString(text) || p.CreatedAt.Year() < 2006 || p.CreatedAt.Year() > 9999 {
		return network.Item{}, errors.New("read answer: a post in it is longer or older than any can be")
	}
	it := network.Item{
		Kind: network.ItemNew, Remote: p.first(), Text: text, Language: language(p.Language), At: p.CreatedAt.UTC(),
		URL: a.address("i", p.first()), Media: pictures(p, media), Raw: compact(p.raw),
	}
	for _, u := range users {
		if u.ID == p.AuthorID && validID(u.ID) && validHandle(u.Username) {
			it.Author, it.Handle, it.AuthorID = short(u.Name), "@"+u.Username, u.ID
			it.AuthorURL, it.URL = a.o.Web+"/"+u.Username, a.address(u.Username, p.first())
			break
		}
	}
	if it.AuthorID == "" && validID(p.AuthorID) {
		it.AuthorID = p.AuthorID
	}
	it.Author = cmp.Or(it.Author, it.Handle, "Somebody on X")
	return it, nil
}

func short(s string) string {
	if len(s) > maxName {
		s = s[:maxName]
	}
	return strings.ToValidUTF8(s, "")
}

// language is a BCP 47 tag. X's own tags for what has none ("und", "qme", "zxx")
// say nothing.
func language(tag string) string {
	if len(tag) > 20 || tag == "und" || tag == "zxx" || strings.HasPrefix(tag, "q") && len(tag) == 3 {
		return ""
	}
	return tag
}

// pictures are the addresses of a post's pictures and videos.
func pictures(p wirePost, media []wireMedia) []string {
	var out []string
	for _, k := range p.Attachments.MediaKeys {
		i := slices.IndexFunc(media, func(m wireMedia) bool { return m.Key == k })
		if i < 0 || len(out) == maxMedia {
			continue
		}
		m := media[i]
		s := cmp.Or(m.URL, m.Preview)
		for _, v := range m.Variants {
			if v.Type == "video/mp4" {
				s = v.URL
				break
			}
		}
		if s = webAddress(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// webAddress returns s if it is the address of a web page, and nothing
// otherwise.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || len(s) > 2000 || !utf8.ValidString(s) {
		return ""
	}
	return u.String()
}

// compact is the network's own words, unless there are too many of them.
func compact(raw []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil || b.Len() > maxRaw {
		return nil
	}
	return b.Bytes()
}
