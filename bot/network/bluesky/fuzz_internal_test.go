package bluesky

import (
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzFacets holds what marks a text: within it, in order, and never in the
// middle of a character.
func FuzzFacets(f *testing.F) {
	for _, s := range []string{"See metro.ca/tips, ask @eve.test #Lake", "＃東京 (https://a.ca/(b))", "#\u200b @a.b. #1 @.", "é́🇨🇦#é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for kind, spans := range map[string][]span{"link": links(text), "mention": mentions(text), "tag": tags(text)} {
			end := 0
			for _, s := range spans {
				if s.from < end || s.to <= s.from || s.to > len(text) || !utf8.ValidString(text[s.from:s.to]) || s.what == "" {
					t.Errorf("%s %+v in %q", kind, s, text)
				}
				end = s.to
			}
		}
	})
}

// FuzzItem reads what anybody may have written.
func FuzzItem(f *testing.F) {
	const me = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
	const post = "at://" + me + "/app.bsky.feed.post/3l22222222222"
	f.Add(`{"uri":"`+post+`","cid":"bafyreibh5nkhb7d5h3hon2u6pjnq4ypwel7sthpuczt3wuzoyzpjgwjc4e","author":{"did":"`+me+`","handle":"a.b"},"record":{"text":"x","reply":{"root":{"uri":"`+post+`"}}},"embed":{"images":[{"fullsize":"https://x/y"}]},"indexedAt":"2026-11-02T18:00:00Z"}`, post)
	f.Add(`{"record":{"embed":{"record":{"record":{"uri":"`+post+`"}}}}}`, "")
	a := &Account{o: Options{Web: DefaultWeb}}
	f.Fuzz(func(t *testing.T, raw, subject string) {
		v, err := readView(json.RawMessage(raw))
		if err != nil {
			return
		}
		it := a.item(me, v, json.RawMessage(raw), subject).item
		if it.Remote == "" || it.Author == "" || len(it.Text) > maxWords || len(it.Raw) > maxRaw || len(it.Media) > maxMedia ||
			it.Under != "" && !ours(me, it.Under) || it.Parent != "" && link(it.Parent) == "" || !utf8.ValidString(it.Text) {
			t.Errorf("%+v", it)
		}
	})
}

// FuzzCursor reads what may have been in the store for years.
func FuzzCursor(f *testing.F) {
	f.Add(`{"m":"X","n":3,"at":"2026-11-02T18:00:00Z","up":["a","b"],"down":"c"}`)
	f.Fuzz(func(t *testing.T, s string) {
		c, err := readCursor(s)
		if err != nil {
			return
		}
		again, err := readCursor(c.String())
		if err != nil || again.String() != c.String() {
			t.Errorf("%q is %q, then %q, %v", s, c, again, err)
		}
	})
}

// A key says when it was made, and the later one is the greater one.
func TestTID(t *testing.T) {
	at := time.Date(2026, 11, 2, 18, 0, 0, 123_456_000, time.UTC)
	before := ""
	for i := range 2000 {
		key := tid(at.UnixMicro()+int64(i), 1023)
		made, ok := tidTime(key)
		if !ok || !made.Equal(at.Add(time.Duration(i)*time.Microsecond)) || key <= before {
			t.Fatalf("%s behind %s was made at %s", key, before, made)
		}
		before = key
	}
	for _, bad := range []string{"", "3l", "zzzzzzzzzzzzz", "3l2222222222!", "self"} {
		if _, ok := tidTime(bad); ok {
			t.Errorf("%q is a key", bad)
		}
	}
	// The example of atproto.com/specs/cid-link: an empty file.
	if got := blobCID("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"); got != "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku" {
		t.Errorf("the empty file is %s", got)
	}
}
