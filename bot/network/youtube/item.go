package youtube

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Bounds of what is kept of a comment. YouTube's own are below them.
const (
	maxBody = 100_000 // bytes
	maxName = 400
	maxRaw  = 64 << 10
)

// said are a comment's words. What its author typed is shown only to the author;
// to everybody else, plain text as it stands below the video.
func (c wireComment) said() string { return cmp.Or(c.Snippet.Original, c.Snippet.Display) }

// item makes an item of a comment. Its text is whatever the public wrote.
func item(c read, video, parent string) (network.Item, error) {
	s, text := c.Snippet, c.said()
	if len(text) > maxBody || !utf8.ValidString(text) || s.Published.Year() < 2005 || s.Published.Year() > 9999 {
		return network.Item{}, errors.New("read answer: a comment in it is longer or older than any can be")
	}
	it := network.Item{
		Kind: network.ItemNew, Remote: c.ID, Under: video, Parent: parent, Reply: bot.ReplyAnswer, Text: text,
		Author: short(s.Author), AuthorURL: webAddress(s.AuthorURL), At: s.Published.UTC(), Raw: compact(c.raw),
	}
	if video != "" {
		it.URL = commentAddress(video, c.ID)
	}
	// A name that is a handle is one; others are not shown as if they were.
	if aHandle.MatchString(it.Author) {
		it.Handle = it.Author
	}
	if validID(s.AuthorID.Value) {
		it.AuthorID = s.AuthorID.Value
	}
	it.Author = cmp.Or(it.Author, "Somebody on YouTube")
	return it, nil
}

func short(s string) string {
	if len(s) > maxName {
		s = s[:maxName]
	}
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

// webAddress returns s if it is the address of a web page, and nothing otherwise.
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
