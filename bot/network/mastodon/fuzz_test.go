package mastodon_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
)

// FuzzAccount gives the account whatever a server could say and holds what
// callers rely on.
func FuzzAccount(f *testing.F) {
	for _, seed := range []string{
		``, `{}`, `null`, `[]`, `{"id":"1"}`, `{"error":"Record not found"}`,
		`{"id":"1","created_at":"2026-11-02T18:00:00Z","content":"<p>Witnesses wanted.</p>","account":{"id":"1"}}`,
		`[{"id":"1","created_at":"2026-11-02T18:00:00Z","content":"<p>Witnesses wanted.</p>","account":{"id":"7"}}]`,
		`[{"id":"9","type":"mention","created_at":"2026-11-02T18:00:00Z","status":{"id":"2","account":{"id":"3"}}}]`,
		`{"ancestors":[],"descendants":[{"id":"2","in_reply_to_id":"1","account":{"id":"3","acct":"eve"}}]}`,
		`{"descendants":[{"id":"../x"}]}`, "{\"id\":\x00\xff", `{"id":"1","text":"Witnesses wanted."}`,
		`[{"id":"9","type":"mention","created_at":"2026-11-02T18:00:00Z","status":null}]`,
	} {
		f.Add(200, []byte(seed))
		f.Add(404, []byte(seed))
	}
	var status int
	var body []byte
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/verify_credentials") {
			_, _ = w.Write([]byte(`{"id":"7","username":"metro"}`))
			return
		}
		w.Header().Set("Link", `<http://elsewhere.example/?older_than=`+r.URL.Query().Get("older_than")+`1>; rel="next"`)
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	f.Cleanup(s.Close)
	a := open(f, s.URL, func(o *mastodon.Options) { o.Secrets = holding(f, "a-token-of-metro") })
	f.Fuzz(func(t *testing.T, code int, b []byte) {
		if status, body = code, b; code < 200 || code > 599 || code == 304 || code == 204 {
			return
		}
		at := network.Attempt{Key: "k"}
		at.Part.Text, at.Post.Created = "Witnesses wanted.", evening
		if r := a.Publish(t.Context(), at); r.Outcome == network.Done && (code > 299 || r.Remote == "") {
			t.Errorf("publish = %+v from %d %q", r, code, b)
		}
		switch r := a.Find(t.Context(), at); {
		case r.Outcome == network.No, r.Outcome == network.Done && r.Remote == "", r.Outcome != network.Maybe && code > 299:
			t.Errorf("find = %+v from %d %q", r, code, b)
		}
		_ = a.Learn(t.Context())
		p, err := a.Replies(t.Context(), network.Query{Posts: []network.Posted{{Remote: "1", At: evening}}})
		if err != nil {
			return
		}
		if code > 299 && code != 404 && code != 410 || p.Next == "" {
			t.Errorf("page %+v from %d %q", p, code, b)
		}
		for _, it := range p.Items {
			if it.Remote == "" || it.At.IsZero() || !utf8.ValidString(it.Text+it.Author+it.Handle) || len(it.Raw) > 64<<10 {
				t.Errorf("item %+v from %q", it, b)
			}
		}
	})
}
