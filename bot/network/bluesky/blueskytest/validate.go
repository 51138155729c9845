package blueskytest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot/network"
)

var (
	uriForm = regexp.MustCompile(`^at://did:plc:[a-z2-7]{24}/app\.bsky\.feed\.post/[234567abcdefghijklmnopqrstuvwxyz]{13}$`)
	cidForm = regexp.MustCompile(`^baf[a-z2-7]{56}$`)
)

// checker collects the first thing that is wrong with a record.
type checker struct {
	what string
	err  error
}

func (c *checker) is(ok bool, words string) {
	if !ok && c.err == nil {
		c.err = invalid("Invalid %s record: %s", c.what, words)
	}
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// only makes sure that a has the fields of must and none but those and may.
func (c *checker) only(a map[string]any, path string, must, may []string) {
	c.is(a != nil, "Expected object value type at "+path)
	for _, k := range must {
		_, ok := a[k]
		c.is(ok, "Missing required key \""+k+"\" at "+path)
	}
	for k := range a {
		c.is(slices.Contains(must, k) || slices.Contains(may, k), "unknown key \""+k+"\" at "+path)
	}
}

// validate is the lexicon of what may be written.
func (s *Server) validate(a *account, collection string, rec map[string]any) error {
	c := &checker{what: collection}
	c.is(text(rec["$type"]) == collection, "$type is not the collection")
	_, err := time.Parse(time.RFC3339Nano, text(rec["createdAt"]))
	c.is(err == nil, "Invalid datetime at $.record.createdAt")
	switch collection {
	case "app.bsky.feed.post":
		s.validatePost(c, a, rec)
	case "app.bsky.feed.threadgate":
		c.only(rec, "$.record", []string{"$type", "post", "createdAt"}, []string{"allow", "hiddenReplies"})
		hidden, _ := rec["hiddenReplies"].([]any)
		c.is(len(hidden) <= 300, "array too big (maximum 300) at $.record.hiddenReplies")
		for _, h := range hidden {
			c.is(uriForm.MatchString(text(h)), "Invalid at-uri at $.record.hiddenReplies")
		}
	case "app.bsky.feed.repost":
		c.only(rec, "$.record", []string{"$type", "subject", "createdAt"}, []string{"via"})
		c.ref(rec["subject"], "$.record.subject")
	default:
		c.is(false, "these tests know no such collection")
	}
	return c.err
}

func (s *Server) validatePost(c *checker, a *account, rec map[string]any) {
	c.only(rec, "$.record", []string{"$type", "text", "createdAt"}, []string{"facets", "reply", "embed", "langs"})
	body := text(rec["text"])
	c.is(len(body) <= 3000, "string too big (maximum 3000) at $.record.text")
	c.is(network.Graphemes(body) <= 300, "grapheme too big (maximum 300) at $.record.text")
	for _, word := range s.refuses {
		c.is(!strings.Contains(body, word), "this is forbidden")
	}
	langs, _ := rec["langs"].([]any)
	c.is(len(langs) <= 3, "array too big (maximum 3) at $.record.langs")
	facets, _ := rec["facets"].([]any)
	end := 0
	for _, f := range facets {
		end = c.facet(object(f), body, end)
	}
	if r, ok := rec["reply"]; ok {
		c.only(object(r), "$.record.reply", []string{"root", "parent"}, nil)
		c.ref(object(r)["root"], "$.record.reply.root")
		c.ref(object(r)["parent"], "$.record.reply.parent")
	}
	if e, ok := rec["embed"]; ok {
		c.embed(a, object(e))
	}
}

func (c *checker) ref(v any, path string) {
	r := object(v)
	c.only(r, path, []string{"uri", "cid"}, nil)
	c.is(uriForm.MatchString(text(r["uri"])), "Invalid at-uri at "+path)
	c.is(cidForm.MatchString(text(r["cid"])), "Invalid CID string at "+path)
}

// facet checks one facet that must begin at or behind byte from.
func (c *checker) facet(f map[string]any, body string, from int) int {
	c.only(f, "$.record.facets", []string{"index", "features"}, nil)
	i := object(f["index"])
	c.only(i, "$.record.facets.index", []string{"byteStart", "byteEnd"}, nil)
	x, _ := i["byteStart"].(float64)
	y, _ := i["byteEnd"].(float64)
	start, end := int(x), int(y)
	if start < from || end <= start || end > len(body) {
		c.is(false, "facet out of order or range")
		return from
	}
	c.is(utf8.ValidString(body[start:end]) && utf8.RuneStart(body[start]), "facet cuts a character")
	features, _ := f["features"].([]any)
	c.is(len(features) == 1, "these tests want one feature for each facet")
	for _, v := range features {
		p := object(v)
		switch text(p["$type"]) {
		case "app.bsky.richtext.facet#link":
			c.only(p, "feature", []string{"$type", "uri"}, nil)
			u, err := url.Parse(text(p["uri"]))
			c.is(err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "", "Invalid uri")
		case "app.bsky.richtext.facet#mention":
			c.only(p, "feature", []string{"$type", "did"}, nil)
			c.is(strings.HasPrefix(text(p["did"]), "did:"), "Invalid did")
		case "app.bsky.richtext.facet#tag":
			c.only(p, "feature", []string{"$type", "tag"}, nil)
			c.is(network.Graphemes(text(p["tag"])) <= 64 && text(p["tag"]) != "", "grapheme too big (maximum 64)")
		default:
			c.is(false, "unknown feature")
		}
	}
	return end
}

func (c *checker) embed(a *account, e map[string]any) {
	switch text(e["$type"]) {
	case "app.bsky.embed.record":
		c.only(e, "$.record.embed", []string{"$type", "record"}, nil)
		c.ref(e["record"], "$.record.embed.record")
		return
	case "app.bsky.embed.video":
		c.video(a, e)
		return
	case "app.bsky.embed.images":
	default:
		c.is(false, "unknown embed")
		return
	}
	c.only(e, "$.record.embed", []string{"$type", "images"}, nil)
	images, _ := e["images"].([]any)
	c.is(len(images) > 0 && len(images) <= 4, "array too big (maximum 4) at $.record.embed.images")
	for _, v := range images {
		img := object(v)
		c.only(img, "$.record.embed.images", []string{"alt", "image"}, []string{"aspectRatio"})
		c.blob(a, img["image"], "$.record.embed.images", 2_000_000, "image/")
		if r, ok := img["aspectRatio"]; ok {
			c.only(object(r), "aspectRatio", []string{"width", "height"}, nil)
		}
	}
}

// blob checks a reference to a file.
func (c *checker) blob(a *account, v any, path string, most int, kind string) {
	b := object(v)
	c.only(b, path, []string{"$type", "ref", "mimeType", "size"}, nil)
	name := text(object(b["ref"])["$link"])
	have, ok := a.blobs[name]
	if !ok && c.err == nil {
		c.err = problem{http.StatusBadRequest, "BlobNotFound", "Could not find blob: " + name}
	}
	c.is(have.size <= most, fmt.Sprintf("blob too big (maximum %d) at %s", most, path))
	c.is(strings.HasPrefix(have.mime, kind), "Wrong mime type at "+path)
	size, _ := b["size"].(float64)
	c.is(int(size) == have.size && text(b["mimeType"]) == have.mime, "Referenced blob does not match")
}

func (c *checker) video(a *account, e map[string]any) {
	const path = "$.record.embed.video"
	c.only(e, "$.record.embed", []string{"$type", "video"}, []string{"captions", "alt", "aspectRatio"})
	c.blob(a, e["video"], path, 300_000_000, "video/mp4")
	c.is(network.Graphemes(text(e["alt"])) <= 1000, "grapheme too big (maximum 1000) at $.record.embed.alt")
	captions, _ := e["captions"].([]any)
	c.is(len(captions) <= 20, "array too big (maximum 20) at $.record.embed.captions")
	for _, v := range captions {
		o := object(v)
		c.only(o, "$.record.embed.captions", []string{"lang", "file"}, nil)
		c.is(text(o["lang"]) != "", "Invalid language at $.record.embed.captions")
		c.blob(a, o["file"], "$.record.embed.captions", 20_000, "text/vtt")
	}
	if r, ok := e["aspectRatio"]; ok {
		c.only(object(r), "aspectRatio", []string{"width", "height"}, nil)
	}
}

// copied is a record as JSON would carry it.
func copied(v any) map[string]any {
	b, _ := json.Marshal(v) // It came as JSON.
	var out map[string]any
	_ = json.Unmarshal(b, &out)
	return out
}
