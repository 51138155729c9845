package facebooktest_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network/facebook/facebooktest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// client asks a server with a token.
type client struct {
	*testing.T
	*facebooktest.Server
	base, token string
}

func newClient(t *testing.T) *client {
	t.Helper()
	s := facebooktest.NewServer(facebooktest.Options{Now: func() time.Time { return time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC) }})
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	return &client{T: t, Server: s, base: h.URL, token: s.Grant(facebooktest.Page)}
}

// ask returns the status and the error's code, zero for none, and what was said.
func (c *client) ask(method, path string, form url.Values, change func(*http.Request)) (status, code int, said map[string]any) {
	c.Helper()
	m := hmac.New(sha256.New, []byte(facebooktest.AppSecret))
	m.Write([]byte(c.token))
	form.Set("appsecret_proof", hex.EncodeToString(m.Sum(nil)))
	address, body := c.base+path, ""
	if method == http.MethodPost {
		body = form.Encode()
	} else {
		address += "?" + form.Encode()
	}
	r, err := http.NewRequestWithContext(c.Context(), method, address, strings.NewReader(body))
	must(c, err)
	r.Header.Set("Authorization", "Bearer "+c.token)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if change != nil {
		change(r)
	}
	resp, err := http.DefaultClient.Do(r)
	must(c, err)
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	must(c, err)
	must(c, json.Unmarshal(b, &said))
	if e, ok := said["error"].(map[string]any); ok {
		n, _ := e["code"].(float64)
		code = int(n)
	}
	return resp.StatusCode, code, said
}

// What Facebook would not take is not taken: whoever speaks to the server learns
// what is wrong with it here, and not in public.
func TestStrict(t *testing.T) {
	for name, c := range map[string]struct {
		method, path string
		form         url.Values
		change       func(*http.Request)
		code         int
	}{
		"a post":                   {"POST", "/v24.0/1001/feed", url.Values{"message": {"a"}, "published": {"false"}}, nil, 0},
		"an unknown parameter":     {"POST", "/v24.0/1001/feed", url.Values{"text": {"a"}}, nil, 100},
		"twice":                    {"POST", "/v24.0/1001/feed", url.Values{"message": {"a", "b"}}, nil, 100},
		"an empty post":            {"POST", "/v24.0/1001/feed", url.Values{"published": {"false"}}, nil, 100},
		"a photo that is not here": {"POST", "/v24.0/1001/feed", url.Values{"message": {"a"}, "attached_media": {`[{"media_fbid":"1"}]`}}, nil, 100},
		"an unknown field":         {"GET", "/v24.0/1001", url.Values{"fields": {"id,motto"}}, nil, 100},
		"an unknown edge":          {"GET", "/v24.0/1001/friends", url.Values{}, nil, 100},
		"an unknown version":       {"GET", "/v9.0/1001", url.Values{}, nil, 2500},
		"another Page":             {"POST", "/v24.0/1002/feed", url.Values{"message": {"a"}}, nil, 100},
		"no token":                 {"GET", "/v24.0/1001", url.Values{}, func(r *http.Request) { r.Header.Del("Authorization") }, 190},
		"a wrong token":            {"GET", "/v24.0/1001", url.Values{}, func(r *http.Request) { r.Header.Set("Authorization", "Bearer EAAx") }, 190},
		"a token in the address":   {"GET", "/v24.0/1001", url.Values{"access_token": {"EAAx"}}, nil, 190},
		"no proof":                 {"GET", "/v24.0/1001", url.Values{}, func(r *http.Request) { r.URL.RawQuery = "" }, 100},
		"nobody":                   {"GET", "/v24.0/1001", url.Values{}, func(r *http.Request) { r.Header.Set("User-Agent", "") }, 190},
		"JSON":                     {"POST", "/v24.0/1001/feed", url.Values{"message": {"a"}}, func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }, 100},
		"a POST with a query":      {"POST", "/v24.0/1001/feed", url.Values{"message": {"a"}}, func(r *http.Request) { r.URL.RawQuery = "published=true" }, 100},
	} {
		s := newClient(t)
		status, code, said := s.ask(c.method, c.path, c.form, c.change)
		if code != c.code || (status == http.StatusOK) != (c.code == 0) {
			t.Errorf("%s: HTTP %d: %v, want error %d", name, status, said, c.code)
		}
		if n := len(s.Public(facebooktest.Page)) + len(s.Public(facebooktest.Stranger)); n > 0 {
			t.Errorf("%s: %d posts are public", name, n)
		}
	}
}

// What the server tells of posts, comments and videos are properties that the
// vendor's specifications name, and counts, which are edges there.
func TestFieldsAreDescribed(t *testing.T) {
	path, err := filepath.Abs("../../../../../shared/contracts/facebook-pages.openapi.json")
	must(t, err)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the published description is not beside the project: ", err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct {
				Content map[string]struct {
					Schema struct {
						Properties struct {
							Data struct {
								Items struct {
									Properties map[string]any
								}
							}
						}
					}
				}
			}
		}
	}
	must(t, json.Unmarshal(b, &doc))
	for edge, fields := range map[string]string{
		"feed":     "id message is_published permalink_url created_time shares",
		"comments": "id message from created_time parent attachment permalink_url is_hidden",
		"videos":   "id description title published permalink_url status created_time",
		"photos":   "id alt_text_custom",
	} {
		named := doc.Paths["/v24.0/{id}/"+edge]["get"].Responses["200"].Content["application/json"].Schema.Properties.Data.Items.Properties
		if len(named) == 0 {
			t.Fatalf("%s: nothing is described", edge)
		}
		for f := range strings.FieldsSeq(fields) {
			if _, ok := named[f]; !ok {
				t.Errorf("%s: %s is not described", edge, f)
			}
		}
	}
}
