package xtest_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network/x/xtest"
)

var evening = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

// The server takes nothing that X would not take.
func TestServerIsStrict(t *testing.T) {
	for name, c := range map[string]struct {
		method, target, kind, body string
		status                     int
		want                       string
	}{
		"a post":              {"POST", "/2/tweets", "application/json", `{"text":"a"}`, 201, "edit_history_post_ids"},
		"an unknown field":    {"POST", "/2/tweets", "application/json", `{"text":"a","geo":{"place_id":"1"}}`, 400, "geo"},
		"two values":          {"POST", "/2/tweets", "application/json", `{"text":"a"}{}`, 400, "more than one"},
		"a form":              {"POST", "/2/tweets", "application/x-www-form-urlencoded", `text=a`, 400, "content type"},
		"no text":             {"POST", "/2/tweets", "application/json", `{}`, 400, "text"},
		"white space":         {"POST", "/2/tweets", "application/json", `{"text":" \n "}`, 400, "counts 0"},
		"281 characters":      {"POST", "/2/tweets", "application/json", `{"text":"` + strings.Repeat("a", 281) + `"}`, 400, "counts 281"},
		"141 ideographs":      {"POST", "/2/tweets", "application/json", `{"text":"` + strings.Repeat("東", 141) + `"}`, 400, "counts 282"},
		"an unknown picture":  {"POST", "/2/tweets", "application/json", `{"text":"a","media":{"media_ids":["1"]}}`, 400, "media IDs"},
		"an unknown parent":   {"POST", "/2/tweets", "application/json", `{"text":"a","reply":{"in_reply_to_tweet_id":"1"}}`, 403, "deleted or not visible"},
		"an old name":         {"GET", "/2/tweets?ids=1&tweet.fields=text", "", "", 400, "tweet.fields"},
		"an unknown field of": {"GET", "/2/tweets?ids=1&post.fields=author_id", "", "", 400, "author_id"},
		"no ids":              {"GET", "/2/tweets", "", "", 400, "ids"},
		"strange ids":         {"GET", "/2/tweets?ids=1,x", "", "", 400, "ids"},
		"an unknown address":  {"GET", "/2/toasts", "", "", 404, "Not Found"},
		"small pages":         {"GET", "/2/tweets/search/recent?query=(conversation_id:1)&max_results=5", "", "", 400, "max_results"},
		"an unknown operator": {"GET", "/2/tweets/search/recent?query=(conversation:1)", "", "", 400, "conversation:1"},
		"no group":            {"GET", "/2/tweets/search/recent?query=cats", "", "", 400, "group"},
		"a long query":        {"GET", "/2/tweets/search/recent?query=(" + strings.Repeat("a", 512) + ")", "", "", 400, "512"},
		"an old since_id":     {"GET", "/2/tweets/search/recent?query=(conversation_id:1)&since_id=1", "", "", 400, "since_id"},
		"a strange since_id":  {"GET", "/2/tweets/search/recent?query=(conversation_id:1)&since_id=x", "", "", 400, "since_id"},
		"a strange page":      {"GET", "/2/tweets/search/recent?query=(conversation_id:1)&pagination_token=x", "", "", 400, "pagination_token"},
		"a video":             {"POST", "/2/media/upload/initialize", "application/json", `{"media_type":"video/mp4","media_category":"tweet_image","total_bytes":1}`, 400, "media"},
		"a big picture":       {"POST", "/2/media/upload/initialize", "application/json", `{"media_type":"image/png","media_category":"tweet_image","total_bytes":5242881}`, 400, "media"},
		"an unknown upload":   {"POST", "/2/media/upload/1/finalize", "", "", 400, "media id"},
		"hide nothing":        {"PUT", "/2/tweets/1/hidden", "application/json", `{"hidden":true}`, 200, "resource-not-found"},
		"delete nothing":      {"DELETE", "/2/tweets/1", "", "", 404, "resource-not-found"},
	} {
		s := xtest.NewServer(xtest.Options{Now: func() time.Time { return evening }})
		rec := ask(t, s, s.Grant("MetroPolice").Access, c.method, strings.ReplaceAll(c.target, "(", "%28"), c.kind, c.body)
		if rec.Code != c.status || !strings.Contains(rec.Body.String(), c.want) {
			t.Errorf("%s: %d %s, want %d with %q", name, rec.Code, rec.Body, c.status, c.want)
		}
		if rec.Code != http.StatusNotFound && rec.Header().Get("x-rate-limit-remaining") == "" {
			t.Errorf("%s: no rate limit in %v", name, rec.Header())
		}
	}
}

func ask(t *testing.T, s *xtest.Server, token, method, target, kind, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	r.Header.Set("User-Agent", "test")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	rec := httptest.NewRecorder()
	s.Handler().ServeHTTP(rec, r)
	return rec
}

// Tokens end, lack permissions, and belong to one user.
func TestServerKnowsWhoAsks(t *testing.T) {
	now := evening
	s := xtest.NewServer(xtest.Options{Now: func() time.Time { return now }})
	g := s.Grant("MetroPolice")
	for what, token := range map[string]string{"nobody": "", "somebody unknown": "x", "a refresh token": g.Refresh} {
		if rec := ask(t, s, token, "GET", "/2/users/me", "", ""); rec.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d", what, rec.Code)
		}
	}
	if rec := ask(t, s, g.Access, "GET", "/2/users/me", "", ""); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), `"username":"MetroPolice"`) {
		t.Errorf("the account: %d %s", rec.Code, rec.Body)
	}
	other := s.Grant("Somebody").Access
	id := s.Write("MetroPolice", "Mine.")
	if rec := ask(t, s, other, "DELETE", "/2/tweets/"+id, "", ""); rec.Code != http.StatusForbidden {
		t.Errorf("somebody else: %d %s", rec.Code, rec.Body)
	}
	now = now.Add(3 * time.Hour)
	if rec := ask(t, s, g.Access, "GET", "/2/users/me", "", ""); rec.Code != http.StatusUnauthorized {
		t.Errorf("after three hours: %d", rec.Code)
	}
}
