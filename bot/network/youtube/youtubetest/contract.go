package youtubetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Contract returns what holds a fake of YouTube, and whoever speaks to it, to
// YouTube's description of its API, which lies in the module google.golang.org/api.
// Put it in front of the fake: unknown methods, parameters and properties, values
// that are not allowed, and what is required and missing, in requests and answers,
// fail the test.
//
// What the description does not cover passes as it is: the pieces of a resumable
// upload, tokens, and oEmbed.
func Contract(t testing.TB) func(http.Handler) http.Handler {
	t.Helper()
	c, err := once()
	if err != nil {
		t.Fatal(err)
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, why := range c.serve(next, w, r) {
				t.Errorf("%s %s: %s", r.Method, r.URL.Path, why)
			}
		})
	}
}

// once reads the description once for all tests of a program.
var once = sync.OnceValues(func() (*contract, error) {
	b, err := description()
	if err != nil {
		return nil, err
	}
	return newContract(b)
})

// description reads YouTube's description of its API.
func description() ([]byte, error) {
	cmd := exec.Command("go", "mod", "download", "-json", "google.golang.org/api")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("find google.golang.org/api: %w", err)
	}
	var m struct{ Dir string }
	if err := json.Unmarshal(out, &m); err != nil {
		return nil, fmt.Errorf("find google.golang.org/api: %w", err)
	}
	return os.ReadFile(filepath.Join(m.Dir, "youtube", "v3", "youtube-api.json"))
}

// schema is a type of the description.
type schema struct {
	Ref         string            `json:"$ref"`
	Type        string            `json:"type"`
	Format      string            `json:"format"`
	Enum        []string          `json:"enum"`
	Items       *schema           `json:"items"`
	Properties  map[string]schema `json:"properties"`
	Additional  *schema           `json:"additionalProperties"`
	Repeated    bool              `json:"repeated"`
	Required    bool              `json:"required"`
	Minimum     string            `json:"minimum"`
	Maximum     string            `json:"maximum"`
	Annotations struct {
		Required []string `json:"required"`
	} `json:"annotations"`
}

type method struct {
	ID         string            `json:"id"`
	Path       string            `json:"path"`
	HTTPMethod string            `json:"httpMethod"`
	Parameters map[string]schema `json:"parameters"`
	Request    *schema           `json:"request"`
	Response   *schema           `json:"response"`
	Media      *struct {
		Protocols struct {
			Simple struct {
				Path string `json:"path"`
			} `json:"simple"`
		} `json:"protocols"`
	} `json:"mediaUpload"`
}

type resource struct {
	Methods   map[string]method   `json:"methods"`
	Resources map[string]resource `json:"resources"`
}

type contract struct {
	ServicePath string              `json:"servicePath"`
	Parameters  map[string]schema   `json:"parameters"`
	Schemas     map[string]schema   `json:"schemas"`
	Resources   map[string]resource `json:"resources"`

	methods map[string]method // "GET /youtube/v3/videos", uploads under their own path
}

func newContract(b []byte) (*contract, error) {
	c := &contract{methods: make(map[string]method)}
	if err := json.Unmarshal(b, c); err != nil {
		return nil, fmt.Errorf("read YouTube's description: %w", err)
	}
	c.collect(c.Resources)
	if len(c.methods) < 50 {
		return nil, fmt.Errorf("read YouTube's description: it has %d methods", len(c.methods))
	}
	return c, nil
}

func (c *contract) collect(rs map[string]resource) {
	for _, r := range rs {
		for _, m := range r.Methods {
			c.methods[m.HTTPMethod+" /"+c.ServicePath+m.Path] = m
			if m.Media != nil {
				c.methods[m.HTTPMethod+" "+m.Media.Protocols.Simple.Path] = m
			}
		}
		c.collect(r.Resources)
	}
}

// serve passes a request on and says what differs from the description.
func (c *contract) serve(next http.Handler, w http.ResponseWriter, r *http.Request) []string {
	if r.URL.Path == "/token" || r.URL.Path == "/oembed" || r.URL.Query().Has("upload_id") {
		next.ServeHTTP(w, r)
		return nil
	}
	m, ok := c.methods[r.Method+" "+r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return []string{"there is no such method"}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	why := c.query(m, r.URL.Query())
	why = append(why, c.request(m, r.Header.Get("Content-Type"), body)...)
	rec := httptest.NewRecorder()
	next.ServeHTTP(rec, r)
	why = append(why, c.answer(m, r, rec)...)
	maps.Copy(w.Header(), rec.Header())
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
	return why
}

func (c *contract) query(m method, q url.Values) []string {
	var why []string
	for name, values := range q {
		p, ok := m.Parameters[name]
		if !ok {
			if p, ok = c.Parameters[name]; !ok {
				why = append(why, "unknown parameter "+name)
				continue
			}
		}
		if !p.Repeated && len(values) > 1 {
			why = append(why, name+" is given several times")
		}
		for _, v := range values {
			all := []string{v}
			if p.Repeated {
				all = strings.Split(v, ",")
			}
			for _, v := range all {
				if s := p.scalar(v); s != "" {
					why = append(why, name+": "+s)
				}
				if name == "part" && !c.part(m, v) {
					why = append(why, "unknown part "+v)
				}
			}
		}
	}
	for name, p := range m.Parameters {
		if p.Required && !q.Has(name) {
			why = append(why, name+" is missing")
		}
	}
	return why
}

// scalar says what is wrong with the value of a parameter.
func (s schema) scalar(v string) string {
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		return fmt.Sprintf("%q is none of %q", v, s.Enum)
	}
	switch s.Type {
	case "boolean":
		if v != "true" && v != "false" {
			return fmt.Sprintf("%q is not true or false", v)
		}
	case "integer":
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return fmt.Sprintf("%q is no number", v)
		}
		if least, err := strconv.ParseInt(s.Minimum, 10, 64); err == nil && n < least {
			return fmt.Sprintf("%d is less than %d", n, least)
		}
		if most, err := strconv.ParseInt(s.Maximum, 10, 64); err == nil && n > most {
			return fmt.Sprintf("%d is more than %d", n, most)
		}
	}
	return ""
}

// part reports whether what a method answers with has such a part.
func (c *contract) part(m method, name string) bool {
	if m.Response == nil {
		return false
	}
	s := c.Schemas[m.Response.Ref]
	if items, ok := s.Properties["items"]; ok && items.Items != nil {
		s = c.Schemas[items.Items.Ref]
	}
	_, ok := s.Properties[name]
	return ok
}

func (c *contract) request(m method, kind string, body []byte) []string {
	media, params, _ := mime.ParseMediaType(kind)
	switch {
	case media == "multipart/related" && m.Media != nil:
		part, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).NextPart()
		if err != nil {
			return []string{"the first part cannot be read: " + err.Error()}
		}
		if body, err = io.ReadAll(part); err != nil {
			return []string{"the first part cannot be read: " + err.Error()}
		}
	case m.Request == nil && m.Media == nil && len(body) > 0:
		return []string{"there is a body, and the method takes none"}
	case m.Request == nil:
		return nil
	}
	return c.value("request", *m.Request, body, m.ID)
}

func (c *contract) answer(m method, r *http.Request, rec *httptest.ResponseRecorder) []string {
	switch {
	case rec.Code >= 400:
		var e struct {
			Error struct {
				Code   int
				Errors []struct{ Reason string }
			}
		}
		if json.Unmarshal(rec.Body.Bytes(), &e) != nil || e.Error.Code != rec.Code || len(e.Error.Errors) == 0 || e.Error.Errors[0].Reason == "" {
			return []string{fmt.Sprintf("the answer %d is no error of Google's: %.200s", rec.Code, rec.Body.Bytes())}
		}
		return nil
	case r.URL.Query().Get("uploadType") == "resumable":
		if rec.Code != http.StatusOK || rec.Header().Get("Location") == "" {
			return []string{"the answer names no address for the upload"}
		}
		return nil
	case m.Response == nil:
		if rec.Code != http.StatusNoContent || rec.Body.Len() > 0 {
			return []string{fmt.Sprintf("the answer is %d with %d bytes, and the method has none", rec.Code, rec.Body.Len())}
		}
		return nil
	}
	return c.value("answer", *m.Response, rec.Body.Bytes(), "")
}

// value says what is wrong with a value. id is the method whose required
// properties have to be there.
func (c *contract) value(at string, s schema, raw json.RawMessage, id string) []string {
	if s.Ref != "" {
		s = c.Schemas[s.Ref]
	}
	bad := func() []string { return []string{fmt.Sprintf("%s: %.80s is no %s", at, raw, s.Type)} }
	switch s.Type {
	case "object":
		return c.object(at, s, raw, id)
	case "array":
		var all []json.RawMessage
		if json.Unmarshal(raw, &all) != nil || all == nil {
			return bad()
		}
		var why []string
		for i, v := range all {
			why = append(why, c.value(fmt.Sprintf("%s[%d]", at, i), *s.Items, v, id)...)
		}
		return why
	case "string":
		var v string
		if json.Unmarshal(raw, &v) != nil || string(raw) == "null" {
			return bad()
		}
		if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
			return []string{fmt.Sprintf("%s: %q is none of %q", at, v, s.Enum)}
		}
		if s.Format == "uint64" || s.Format == "int64" {
			if _, err := strconv.ParseInt(v, 10, 64); err != nil {
				return []string{fmt.Sprintf("%s: %q is no number", at, v)}
			}
		}
	case "boolean":
		if string(raw) != "true" && string(raw) != "false" {
			return bad()
		}
	case "integer", "number":
		if _, err := strconv.ParseFloat(string(raw), 64); err != nil {
			return bad()
		}
	}
	return nil
}

func (c *contract) object(at string, s schema, raw json.RawMessage, id string) []string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields == nil {
		return []string{fmt.Sprintf("%s: %.80s is no object", at, raw)}
	}
	var why []string
	for name, v := range fields {
		p, ok := s.Properties[name]
		switch {
		case ok:
			why = append(why, c.value(at+"."+name, p, v, id)...)
		case s.Additional != nil:
			why = append(why, c.value(at+"."+name, *s.Additional, v, id)...)
		default:
			why = append(why, at+" has an unknown property "+name)
		}
	}
	for name, p := range s.Properties {
		if _, ok := fields[name]; !ok && id != "" && slices.Contains(p.Annotations.Required, id) {
			why = append(why, at+"."+name+" is missing")
		}
	}
	return why
}
