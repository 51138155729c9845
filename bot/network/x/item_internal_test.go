package x

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

func someReader() *reader {
	a := &Account{o: Options{Account: bot.Account{Handle: "@MetroPolice"}, Web: DefaultWeb}}
	return &reader{a: a, cred: Credentials{ID: "1", Handle: "MetroPolice"}, now: time.Unix(1_800_000_000, 0), known: map[string]bool{"2": true}}
}

// FuzzItems reads pages as nobody but an enemy would write them.
func FuzzItems(f *testing.F) {
	for _, s := range []string{
		`{"data":[{"id":"5","text":"a & b","created_at":"2026-11-02T18:00:00.000Z","author_id":"7","conversation_id":"2"}],
		"includes":{"users":[{"id":"7","name":"Eve","username":"eve"}]},"meta":{}}`,
		`{"data":[{"id":"5","text":"@a b","created_at":"2026-11-02T18:00:00.000Z","display_text_range":[3,99],
		"entities":{"urls":[{"url":"b","expanded_url":"https://b"}]},"referenced_posts":[{"type":"quoted","id":"2"}]}]}`,
		`{"data":[{"id":"5","text":"","created_at":"2026-11-02T18:00:00.000Z","note_tweet":{"text":"\ud800"},"attachments":{"media_keys":["1"]}}],
		"includes":{"media":[{"media_key":"1","url":"https://x"}]}}`,
		`{}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var in wirePage
		if json.Unmarshal([]byte(s), &in) != nil {
			return
		}
		for _, p := range in.Data {
			if !validID(p.ID) || !validID(p.first()) {
				return
			}
		}
		r := someReader()
		if r.items(in.Data, in.Includes.Users, in.Includes.Media) != nil {
			return
		}
		for _, it := range r.page.Items {
			if !validID(it.Remote) || !utf8.ValidString(it.Text+it.Author+it.Handle) || len(it.Text) > maxText || len(it.Raw) > maxRaw {
				t.Errorf("%+v", it)
			}
			for _, u := range append(it.Media, it.URL, it.AuthorURL) {
				if u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
					t.Errorf("address %q", u)
				}
			}
		}
	})
}

// A snowflake is a point in time and back.
func TestSnowflakes(t *testing.T) {
	for _, at := range []time.Time{time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC), time.UnixMilli(epoch + 1)} {
		if id := idAt(millis(at)); born(id) != millis(at) || !validID(id) {
			t.Errorf("%v: %s is of %d", at, id, born(id))
		}
	}
	if id := idAt(0); id != "1" {
		t.Errorf("before all: %s", id)
	}
	for _, s := range []string{"", "x", "-1", "+1", "1e3", "12345678901234567890", "١"} {
		if validID(s) {
			t.Errorf("%q is an id", s)
		}
	}
}

// The longest query is one that X takes.
func TestLongestQuery(t *testing.T) {
	var ids []string
	for range perSearch {
		ids = append(ids, strings.Repeat("9", 19))
	}
	if q := search(ids, strings.Repeat("a", 15)); len(q) > 512 {
		t.Errorf("%d characters", len(q))
	}
}

// BenchmarkItems is a page of a hundred answers.
func BenchmarkItems(b *testing.B) {
	var posts []string
	for i := range 100 {
		posts = append(posts, fmt.Sprintf(`{"id":"211731585367749%04d","text":"@MetroPolice I saw it &amp; called https://t.co/%d","created_at":"2026-11-02T18:00:00.000Z",
			"author_id":"7","conversation_id":"2","display_text_range":[13,99],"entities":{"urls":[{"url":"https://t.co/%d","expanded_url":"https://metro.ca/%d"}]}}`, i, i, i, i))
	}
	page := []byte(`{"data":[` + strings.Join(posts, ",") + `],"includes":{"users":[{"id":"7","name":"Eve","username":"eve"}]},"meta":{}}`)
	b.ReportAllocs()
	for b.Loop() {
		var in wirePage
		if err := json.Unmarshal(page, &in); err != nil {
			b.Fatal(err)
		}
		r := someReader()
		if err := r.items(in.Data, in.Includes.Users, in.Includes.Media); err != nil || len(r.page.Items) != 100 {
			b.Fatal(len(r.page.Items), err)
		}
	}
}
