package youtubetest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// TestTheContractSeesWhatIsWrong shows that a difference to the description is one.
func TestTheContractSeesWhatIsWrong(t *testing.T) {
	c, err := once()
	if err != nil {
		t.Fatal(err)
	}
	ok := `{"kind":"youtube#videoListResponse","items":[{"id":"a","status":{"privacyStatus":"public"}}]}`
	for name, x := range map[string]struct {
		method, target, kind, body string
		status                     int
		answer                     string
		want                       string
	}{
		"nothing wrong":     {"GET", "/youtube/v3/videos?part=id,status&id=a", "", "", 200, ok, ""},
		"unknown method":    {"PATCH", "/youtube/v3/videos?part=id", "", "", 200, ok, "no such method"},
		"unknown parameter": {"GET", "/youtube/v3/videos?part=id&ids=a", "", "", 200, ok, "unknown parameter ids"},
		"unknown part":      {"GET", "/youtube/v3/videos?part=texts", "", "", 200, ok, "unknown part texts"},
		"missing parameter": {"GET", "/youtube/v3/videos?id=a", "", "", 200, ok, "part is missing"},
		"too many results":  {"GET", "/youtube/v3/videos?part=id&maxResults=51", "", "", 200, ok, "51 is more than 50"},
		"not in the enum":   {"POST", "/youtube/v3/comments/setModerationStatus?id=a&moderationStatus=gone", "", "", 204, "", "none of"},
		"not a boolean":     {"GET", "/youtube/v3/channels?part=id&mine=yes", "", "", 200, `{"items":[]}`, "not true or false"},
		"unknown property":  {"PUT", "/youtube/v3/videos?part=status", "application/json", `{"id":"a","stat":{}}`, 200, `{"id":"a"}`, "unknown property stat"},
		"a wrong type":      {"PUT", "/youtube/v3/videos?part=status", "application/json", `{"id":"a","status":{"embeddable":"yes"}}`, 200, `{"id":"a"}`, "no boolean"},
		"a wrong value":     {"PUT", "/youtube/v3/videos?part=status", "application/json", `{"id":"a","status":{"privacyStatus":"secret"}}`, 200, `{"id":"a"}`, "none of"},
		"what is required":  {"PUT", "/youtube/v3/videos?part=snippet", "application/json", `{"snippet":{"title":"x"}}`, 200, `{"id":"a"}`, "id is missing"},
		"a wrong answer":    {"GET", "/youtube/v3/videos?part=id&id=a", "", "", 200, `{"items":[{"name":"a"}]}`, "unknown property name"},
		"a strange error":   {"GET", "/youtube/v3/videos?part=id&id=a", "", "", 404, `{"error":"no"}`, "no error of Google's"},
	} {
		fake := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(x.status)
			_, _ = w.Write([]byte(x.answer))
		})
		r := httptest.NewRequest(x.method, x.target, strings.NewReader(x.body))
		r.Header.Set("Content-Type", x.kind)
		why := c.serve(fake, httptest.NewRecorder(), r)
		if x.want == "" && len(why) > 0 || x.want != "" && !slices.ContainsFunc(why, func(s string) bool { return strings.Contains(s, x.want) }) {
			t.Errorf("%s: %q, want %q", name, why, x.want)
		}
	}
}
