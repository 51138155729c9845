package bluesky

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// answer is an item with the version of the record that it shows.
type answer struct {
	item network.Item
	cid  string
}

// Bounds of what is taken over of one answer.
const (
	maxRaw   = 64 << 10
	maxMedia = 20
	maxWords = 30_000 // bytes; ten times what the network lets anybody write
)

var errView = errors.New("an answer has no address, no version or no author")

// readView reads a post as the AppView shows it.
func readView(raw json.RawMessage) (wireView, error) {
	var v wireView
	if err := json.Unmarshal(raw, &v); err != nil {
		return v, errView
	}
	did, _, ok := postURI(v.URI)
	if !ok || !validCID(v.CID) || v.Author.DID != did {
		return v, errView
	}
	return v, nil
}

// item makes an item of somebody's post. subject is the own post that a
// notification says it is about; empty for none. What its author wrote is taken
// as it is; a record that cannot be read has no text.
func (a *Account) item(me string, v wireView, raw json.RawMessage, subject string) answer {
	var rec wireRead
	_ = json.Unmarshal(v.Record, &rec)
	it := network.Item{
		Kind: network.ItemNew, Remote: v.URI, Reply: bot.ReplyMention,
		Author: clip(v.Author.Name, 640), Handle: "@" + clip(v.Author.Handle, 253), AuthorID: v.Author.DID,
		Text: clip(rec.Text, maxWords), Media: mediaOf(v.Embed), At: when(v.IndexedAt, rec.CreatedAt), Raw: compact(raw),
	}
	who := v.Author.Handle
	if !validHandle(strings.ToLower(who)) || strings.HasSuffix(who, ".invalid") {
		who = v.Author.DID // A handle that does not lead to its author leads nowhere.
	}
	if strings.TrimSpace(it.Author) == "" {
		it.Author = who
	}
	_, key, _ := postURI(v.URI)
	it.AuthorURL, it.URL = a.o.Web+"/profile/"+url.PathEscape(who), a.postURL(who, key)
	if len(rec.Langs) > 0 {
		it.Language = clip(rec.Langs[0], 35)
	}
	quoted := quotedURI(rec)
	switch {
	case rec.Reply != nil && (ours(me, rec.Reply.Root.URI) || ours(me, rec.Reply.Parent.URI)):
		it.Reply, it.Parent = bot.ReplyAnswer, link(rec.Reply.Parent.URI)
		it.Under = first(me, rec.Reply.Root.URI, rec.Reply.Parent.URI)
	case ours(me, quoted):
		it.Reply, it.Under, it.Parent = bot.ReplyQuote, quoted, quoted
	default:
		it.Under = first(me, subject)
		if rec.Reply != nil {
			it.Parent = link(rec.Reply.Parent.URI)
		}
	}
	return answer{it, v.CID}
}

// ours reports whether a record is a post of the account's.
func ours(me, uri string) bool {
	did, _, ok := postURI(uri)
	return ok && did == me
}

func first(me string, uris ...string) string {
	for _, u := range uris {
		if ours(me, u) {
			return u
		}
	}
	return ""
}

// link is the address of a post as it is, and nothing of what is none.
func link(uri string) string {
	if _, _, ok := postURI(uri); ok {
		return uri
	}
	return ""
}

// quotedURI is the post that a record quotes; empty for none.
func quotedURI(rec wireRead) string {
	if rec.Embed == nil {
		return ""
	}
	var in struct {
		wireRef
		Record wireRef `json:"record"`
	}
	_ = json.Unmarshal(rec.Embed.Record, &in)
	if in.URI != "" {
		return in.URI
	}
	return in.Record.URI
}

// mediaOf returns the addresses of the pictures and the video below a post.
func mediaOf(raw json.RawMessage) []string {
	var e wireEmbed
	if len(raw) == 0 || json.Unmarshal(raw, &e) != nil {
		return nil
	}
	var out []string
	for at := &e; at != nil && len(out) < maxMedia; at = at.Media {
		for _, i := range at.Images {
			out = append(out, webAddress(i.Full))
		}
		out = append(out, webAddress(at.Playlist))
	}
	n := 0
	for _, s := range out {
		if s != "" && n < maxMedia {
			out[n] = s
			n++
		}
	}
	return out[:n:n]
}

// webAddress returns s if it is the address of something on the web.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || len(s) > 2000 || !utf8.ValidString(s) {
		return ""
	}
	return u.String()
}

// when is the first of the times that can be read. The first is the network's;
// what an author claims may be any.
func when(times ...string) time.Time {
	for _, s := range times {
		if t, err := time.Parse(time.RFC3339Nano, s); err == nil && t.Year() >= 2000 && t.Year() <= 9999 {
			return t.UTC()
		}
	}
	return time.Time{}
}

// compact is the network's own words, without white space around them. Words
// that are too many are not kept: cut, they would be no words.
func compact(raw json.RawMessage) []byte {
	var b bytes.Buffer
	if len(raw) > 16*maxRaw || json.Compact(&b, raw) != nil || b.Len() > maxRaw {
		return nil
	}
	return b.Bytes()
}

// clip cuts s to at most n bytes, between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
