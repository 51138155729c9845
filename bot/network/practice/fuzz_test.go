package practice_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"unicode/utf8"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

// FuzzClient gives the client whatever a wall could say and holds what callers
// rely on.
func FuzzClient(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `{"id":"p1"}`, `{"id":"p1","url":"javascript:alert(1)"}`, `{"id":["p1"]}`,
		`{"posts":[]}`, `{"posts":[{"id":"p1","ref":"k","text":"Witnesses wanted."}]}`, `{"posts":[{"id":"p1","ref":"other"}]}`,
		`{"answers":[],"next":"5","more":false}`, `{"answers":[],"next":"6","more":true}`, `{"answers":[],"next":"3"}`,
		`{"answers":[{"what":"new","id":"a7","kind":"reply","under":"p1","parent":"p1","name":"Eve","text":"x","at":"2026-11-02T12:00:00Z"}],"next":"7","more":true}`,
		`{"answers":[{"what":"gone","id":"a7","kind":"quote","text":"\ud800","at":"2026-11-02T12:00:00Z"}],"next":"7"}`,
		`{"answers":[],"next":"6"}`, `{"answers":[],"next":"5","more":true}`,
		`{"answers":[{"what":"new","id":"a7","kind":"mention","name":"Eve","text":"x","at":"2026-11-02T12:00:00Z"}],"next":"5"}`,
		`{"counts":{"p1":{"replies":2,"likes":-1}}}`, `{"counts":{"p1":{"replies":2}}}`, `{"text":"Witnesses wanted."}`, `{"error":{"code":"not_found"}}`,
		`{"account":"metro"}`, `{"account":"metro"}{"account":"metro"}`, `{"error":{"code":"no_picture"}}`, "{\"id\":\x00\xff",
	} {
		f.Add(200, []byte(seed))
		f.Add(422, []byte(seed))
	}
	var status int
	var body []byte
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	f.Cleanup(s.Close)
	c := practice.NewClient(practice.ClientOptions{Profile: practice.Profiles()[0], Base: s.URL, Token: "token-of-metro", Now: clock})
	f.Cleanup(c.Close)
	f.Fuzz(func(t *testing.T, code int, b []byte) {
		if status, body = code, b; code < 200 || code > 599 || code == 304 || code == 204 {
			return
		}
		a := network.Attempt{Key: "k"}
		a.Part.Text = "Witnesses wanted."
		if r := c.Publish(t.Context(), a); r.Outcome == network.Done && (code > 299 || r.Remote == "") {
			t.Errorf("publish = %+v from %d %q", r, code, b)
		}
		switch r := c.Find(t.Context(), a); {
		case r.Outcome == network.No, r.Outcome == network.Done && r.Remote == "", r.Outcome != network.Maybe && code > 299:
			t.Errorf("find = %+v from %d %q", r, code, b)
		}
		if s, err := c.Watch(t.Context(), "p1"); s.Public && (err != nil || code > 299 || s.Text == "") {
			t.Errorf("watch = %+v, %v from %d %q", s, err, code, b)
		}
		if n, err := c.Counts(t.Context(), []string{"p1"}); len(n) > 1 || n["p1"].Likes < 0 || err == nil && code > 299 {
			t.Errorf("counts = %+v, %v from %d %q", n, err, code, b)
		}
		if r := c.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: "a1"}); r.Outcome == network.Done && code > 299 {
			t.Errorf("moderate = %+v from %d %q", r, code, b)
		}
		if err := c.Probe(t.Context()); err == nil && code > 299 {
			t.Errorf("probe worked with %d %q", code, b)
		}
		p, err := c.Replies(t.Context(), network.Query{Cursor: "5"})
		if err != nil {
			return
		}
		if code > 299 || p.Next == "" || p.More && p.Next == "5" || len(p.Items) > 0 && p.Next == "5" || len(p.Items) == 0 && p.Next != "5" {
			t.Errorf("page %+v from %d %q", p, code, b)
		}
		for _, it := range p.Items {
			if it.Remote == "" || it.At.IsZero() || !utf8.ValidString(it.Text+it.Author+it.Handle) {
				t.Errorf("item %+v from %q", it, b)
			}
		}
	})
}
