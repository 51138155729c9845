package networktest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const description = `{
 "openapi": "3.0.0", "info": {"title": "t", "version": "1"},
 "components": {
  "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
  "schemas": {
   "Post": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "pattern": "^[0-9]+$"}, "text": {"type": "string"}}},
   "Answer": {"oneOf": [{"allOf": [{"$ref": "#/components/schemas/Post"}, {"type": "object", "required": ["to"], "properties": {"to": {"type": "string"}}}]}]},
   "Problem": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
  }
 },
 "paths": {
  "/posts/{id}": {"get": {
   "security": [{"token": []}],
   "parameters": [
    {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "pattern": "^[0-9]+$"}},
    {"name": "max", "in": "query", "schema": {"type": "integer"}}
   ],
   "responses": {
    "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Post"}}}},
    "default": {"description": "no", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
   }
  }},
  "/answers": {"post": {
   "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}},
   "responses": {"201": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Post"}}}}}
  }},
  "/posts": {"post": {
   "security": [{"token": []}],
   "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Post"}}}},
   "responses": {"201": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Post"}}}}}
  }}
 }
}`

// What differs from the description is found, in requests and in answers.
func TestContractSeesDifferences(t *testing.T) {
	for name, c := range map[string]struct {
		method, target, body string // the request
		status               int
		kind, answer         string
		want                 string // in what is said; nothing for no difference
	}{
		"as described":      {method: "GET", target: "/posts/1?max=5", status: 200, answer: `{"id":"1","text":"a"}`},
		"a create":          {method: "POST", target: "/posts", body: `{"id":"1"}`, status: 201, answer: `{"id":"1"}`},
		"a problem":         {method: "GET", target: "/posts/1", status: 404, kind: "application/problem+json", answer: `{"title":"no"}`},
		"a blank problem":   {method: "GET", target: "/posts/1", status: 403, kind: "application/problem+json", answer: `{"type":"about:blank","status":403}`},
		"not covered":       {method: "GET", target: "/oauth/token", status: 418},
		"unknown path":      {method: "GET", target: "/toasts/1", status: 200, answer: `{}`, want: "no such operation"},
		"unknown method":    {method: "DELETE", target: "/posts/1", status: 200, answer: `{}`, want: "no such operation"},
		"unknown parameter": {method: "GET", target: "/posts/1?min=5", status: 200, answer: `{"id":"1"}`, want: `no query parameter "min"`},
		"wrong parameter":   {method: "GET", target: "/posts/1?max=x", status: 200, answer: `{"id":"1"}`, want: "the request"},
		"wrong path":        {method: "GET", target: "/posts/x", status: 200, answer: `{"id":"1"}`, want: "the request"},
		"unknown property":  {method: "POST", target: "/posts", body: `{"id":"1","geo":2}`, status: 201, answer: `{"id":"1"}`, want: `"geo" is unsupported`},
		"missing property":  {method: "POST", target: "/posts", body: `{}`, status: 201, answer: `{"id":"1"}`, want: `"id" is missing`},
		"no body":           {method: "POST", target: "/posts", status: 201, answer: `{"id":"1"}`, want: "the request"},
		"in parts":          {method: "POST", target: "/answers", body: `{"id":"1","to":"2"}`, status: 201, answer: `{"id":"3"}`},
		"unknown in parts":  {method: "POST", target: "/answers", body: `{"id":"1","to":"2","geo":3}`, status: 201, answer: `{"id":"3"}`, want: `"geo" is unsupported`},
		"invented answer":   {method: "GET", target: "/posts/1", status: 200, answer: `{"id":"1","likes":2}`, want: `the answer 200`},
		"wrong answer":      {method: "GET", target: "/posts/1", status: 200, answer: `{"id":1}`, want: `the answer 200`},
		"wrong status":      {method: "POST", target: "/posts", body: `{"id":"1"}`, status: 200, answer: `{"id":"1"}`, want: "status is not supported"},
		"wrong kind":        {method: "GET", target: "/posts/1", status: 200, kind: "text/html", answer: `<p>`, want: "the answer 200"},
	} {
		t.Run(name, func(t *testing.T) {
			said, rec := pass(t, c.method, c.target, c.body, func(w http.ResponseWriter, r *http.Request) {
				if b, err := io.ReadAll(r.Body); err != nil || string(b) != c.body {
					t.Errorf("the fake read %q, %v", b, err)
				}
				w.Header().Set("Content-Type", "application/json")
				if c.kind != "" {
					w.Header().Set("Content-Type", c.kind)
				}
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.answer)
			})
			if got := strings.Join(said, "; "); !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("said %q, want %q", got, c.want)
			}
			if rec.Code != c.status || rec.Body.String() != c.answer {
				t.Errorf("the answer became %d %q", rec.Code, rec.Body)
			}
		})
	}
}

func pass(t *testing.T, method, target, body string, fake http.HandlerFunc) ([]string, *httptest.ResponseRecorder) {
	t.Helper()
	c, err := newContract([]byte(description), []string{"/oauth/"})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer practice-token")
	if body == "" {
		r = httptest.NewRequestWithContext(t.Context(), method, target, http.NoBody)
		r.Header.Set("Authorization", "Bearer practice-token")
	}
	rec := httptest.NewRecorder()
	return c.serve(fake, rec, r), rec
}

// A request without credentials is a difference where they are described.
func TestContractSeesMissingCredentials(t *testing.T) {
	c, err := newContract([]byte(description), nil)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/posts/1", http.NoBody)
	if _, err := c.request(r, nil); err == nil || !strings.Contains(err.Error(), "Security") && !strings.Contains(err.Error(), "security") {
		t.Errorf("without credentials: %v", err)
	}
}
