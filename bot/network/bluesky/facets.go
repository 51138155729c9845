package bluesky

import (
	"cmp"
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"appealbot/bot/network"
	"appealbot/bot/network/length"
)

// A span is a piece of a text, in bytes, and what it stands for.
type span struct {
	from, to int
	what     string
}

var (
	// linkForm is an address with its protocol.
	linkForm = regexp.MustCompile(`(?i)https?://[^\s<>\p{C}]+`)
	// mentionForm is a handle behind an "@" at the beginning of a word.
	mentionForm = regexp.MustCompile(`@([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+)`)
	// tagForm is what follows a "#", up to white space or what cannot be seen.
	tagForm = regexp.MustCompile(`[#＃]([^\s\x{00ad}\x{2060}\x{200a}-\x{200d}\x{20e2}]+)`)
)

// maxTag is the length of the longest tag that clients link.
const maxTag = 64

// links finds the links in a text: whatever has a protocol, and bare domains
// with a known ending.
func links(text string) []span {
	var out []span
	add := func(from, to int, address string) {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || slices.ContainsFunc(out, func(s span) bool { return from < s.to && s.from < to }) {
			return
		}
		out = append(out, span{from, to, address})
	}
	for _, m := range linkForm.FindAllStringIndex(text, -1) {
		if beginsWord(text, m[0]) {
			s := trimLink(text[m[0]:m[1]])
			add(m[0], m[0]+len(s), s)
		}
	}
	for _, l := range length.Links(text) {
		add(l.From, l.To, l.URL)
	}
	slices.SortFunc(out, func(x, y span) int { return cmp.Compare(x.from, y.from) })
	return out
}

// trimLink takes off what follows a link in a sentence.
func trimLink(s string) string {
	for {
		t := strings.TrimRight(s, ".,;:!?'\"”’»")
		if strings.HasSuffix(t, ")") && strings.Count(t, ")") > strings.Count(t, "(") {
			t = t[:len(t)-1]
		}
		if t == s {
			return s
		}
		s = t
	}
}

// mentions finds the handles in a text.
func mentions(text string) []span {
	var out []span
	for _, m := range mentionForm.FindAllStringSubmatchIndex(text, -1) {
		h := strings.ToLower(text[m[2]:m[3]])
		if beginsWord(text, m[0]) && validHandle(h) {
			out = append(out, span{m[0], m[1], h})
		}
	}
	return out
}

// tags finds the hashtags in a text. A tag needs something that is neither a
// digit nor punctuation: "#1" is a number.
func tags(text string) []span {
	var out []span
	for _, m := range tagForm.FindAllStringSubmatchIndex(text, -1) {
		if before, _ := utf8.DecodeLastRuneInString(text[:m[0]]); m[0] > 0 && !unicode.IsSpace(before) {
			continue
		}
		tag := strings.TrimRightFunc(text[m[2]:m[3]], unicode.IsPunct)
		letters := strings.IndexFunc(tag, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsPunct(r) })
		if letters >= 0 && !strings.HasPrefix(tag, "\ufe0f") && network.Graphemes(tag) <= maxTag && len(tag) <= 10*maxTag {
			out = append(out, span{m[0], m[2] + len(tag), tag})
		}
	}
	return out
}

// beginsWord reports whether a word may begin at byte i.
func beginsWord(text string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(text[:i])
	return n == 0 || unicode.IsSpace(r) || r == '(' || r == '"' || r == '\'' || r == '“' || r == '«'
}

// facets are the links, mentions and tags of a text. The text alone decides
// them, but for the handles that cannot be found, which stay plain text.
func (a *Account) facets(ctx context.Context, text string) []wireFacet {
	type found struct {
		span
		feature wireFeature
	}
	var all []found
	for _, s := range links(text) {
		all = append(all, found{s, wireFeature{Type: typeLink, URI: s.what}})
	}
	for _, s := range mentions(text) {
		if did := a.resolve(ctx, s.what); did != "" {
			all = append(all, found{s, wireFeature{Type: typeMention, DID: did}})
		}
	}
	for _, s := range tags(text) {
		all = append(all, found{s, wireFeature{Type: typeTag, Tag: s.what}})
	}
	slices.SortStableFunc(all, func(x, y found) int { return cmp.Compare(x.from, y.from) })
	var out []wireFacet
	end := 0
	for _, f := range all {
		if f.from < end {
			continue // Facets must not overlap: the first one stands.
		}
		end = f.to
		out = append(out, wireFacet{Index: wireIndex{f.from, f.to}, Features: []wireFeature{f.feature}})
	}
	return out
}

// resolveTime bounds looking up one handle: a mention is not worth more.
const resolveTime = 5 * time.Second

// resolve returns who has a handle; empty when that cannot be found out.
func (a *Account) resolve(ctx context.Context, handle string) string {
	a.mu.Lock()
	did, known := a.dids[handle]
	a.mu.Unlock()
	if known {
		return did
	}
	ctx, stop := context.WithTimeout(ctx, resolveTime)
	defer stop()
	ans := a.read(ctx, call{method: "com.atproto.identity.resolveHandle", query: url.Values{"handle": {handle}}})
	var out struct {
		DID string `json:"did"`
	}
	if ans.Outcome != network.Done || ans.JSON(&out) != nil || !validDID(out.DID) {
		return "" // It may be found the next time.
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.dids) >= 1000 {
		clear(a.dids)
	}
	a.dids[handle] = out.DID
	return out.DID
}
