package facebook

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
)

func account(t testing.TB) *Account {
	t.Helper()
	a, err := New(Options{Account: bot.Account{ID: "metro"}, Page: "1001", AppID: "1", AppSecret: "a-secret-of-the-app", Secrets: none{}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// none are secrets that are not asked for.
type none struct{ network.Secrets }

// Whatever a comment is, it is read within bounds or refused.
func FuzzComment(f *testing.F) {
	f.Add(`{"id":"1_2","message":"I saw it.","from":{"id":"7","name":"Eve"},"created_time":"2026-11-02T18:00:00+0000","parent":{"id":"1_1"}}`)
	f.Add(`{"id":"1_2","created_time":"2026-11-02T18:00:00Z","attachment":{"media":{"image":{"src":"javascript:alert(1)"}}}}`)
	f.Add(`{"id":"x","created_time":"0000-00-00"}`)
	f.Fuzz(func(t *testing.T, s string) {
		var w wireComment
		if json.Unmarshal([]byte(s), &w) != nil {
			return
		}
		it, err := account(t).item(w, "1001_1")
		if err != nil {
			return
		}
		if !validID(it.Remote) || it.Author == "" || len(it.Author) > maxName || !utf8.ValidString(it.Text) || it.At.IsZero() || len(it.Raw) > maxRaw {
			t.Errorf("%+v", it)
		}
		for _, m := range append(it.Media, it.URL) {
			if m != "" && !strings.HasPrefix(strings.ToLower(m), "http") {
				t.Errorf("address %q", m)
			}
		}
	})
}

// Whatever comes to the hook without the app's signature is refused, in the same few
// words.
func FuzzHook(f *testing.F) {
	f.Add("sha256=00", []byte(`{"object":"page"}`))
	f.Add("sha256="+strings.Repeat("ab", 32), []byte(`{`))
	f.Fuzz(func(t *testing.T, signature string, body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/facebook", strings.NewReader(string(body)))
		r.Header.Set("X-Hub-Signature-256", signature)
		rec := httptest.NewRecorder()
		NewHook(account(t)).ServeHTTP(rec, r)
		if rec.Code != http.StatusForbidden && rec.Code != http.StatusBadRequest || rec.Body.Len() > 20 {
			t.Errorf("%d %q", rec.Code, rec.Body)
		}
	})
}

// Whatever the captions are, they become SRT or are refused.
func FuzzSubRip(f *testing.F) {
	f.Add("WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n")
	f.Add("WEBVTT\r\n\r\nname\r\n00:00:01.000 --> 00:00:02.000 line:0\r\n<b>Hello</b>\r\n")
	f.Add("no")
	f.Fuzz(func(t *testing.T, s string) {
		b, err := subRip([]byte(s))
		if err == nil && !strings.HasPrefix(string(b), "1\n") {
			t.Errorf("%q became %q", s, b)
		}
	})
}

// Whatever was kept, going on from it asks for nothing but ids.
func FuzzCarriage(f *testing.F) {
	f.Add(`{"sum":"a","photos":["1","2"],"post":"1_2","ready":true}`)
	f.Add(`{"video":"../me"}`)
	f.Fuzz(func(t *testing.T, s string) {
		c := parseCarriage(s)
		for _, id := range append([]string{c.Post, c.Video}, c.Photos...) {
			if id != "" && !validID(id) {
				t.Errorf("%q is an id", id)
			}
		}
		if c.Ready && c.node() == "" {
			t.Errorf("%+v is ready", c)
		}
	})
}

func TestLocale(t *testing.T) {
	for in, want := range map[string]string{"en": "en_US", "fr": "fr_CA", "fr-FR": "fr_FR", "pt_br": "pt_BR", "EN": "en_US", "cs": "cs_CS", "zh-Hant": "zh_CN"} {
		if got := locale(in); got != want {
			t.Errorf("locale(%q) = %q, want %q", in, got, want)
		}
	}
}
