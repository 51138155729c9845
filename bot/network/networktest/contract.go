package networktest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Contract returns what holds a fake of a network to the network's published
// OpenAPI description, which lies beside the project as
// shared/contracts/<name>; where it does not, the test is skipped with the
// reason. Put it in front of the fake:
//
//	Far: contract(fake)
//
// Each request and each answer that passes is compared with the description, and
// what differs fails the test: an unknown path, parameter or property, a wrong
// type, a missing one, a status that is not described. A property that the
// description does not name is a difference even where the description would
// let it pass, so that neither the adapter nor the fake invents any.
//
// except are the beginnings of paths that the description does not cover, such
// as those of OAuth or of a websocket. They pass as they are.
//
// Reading a description takes a while: make one Contract for a whole test.
func Contract(t testing.TB, name string, except ...string) func(http.Handler) http.Handler {
	t.Helper()
	path, err := contractFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the network's description is not beside the project: ", err)
	}
	c, err := newContract(b, except)
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, why := range c.serve(next, w, r) {
				t.Errorf("%s: %s", name, why)
			}
		})
	}
}

// contractFile is where a description lies: beside the folder of go.mod.
func contractFile(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared", "contracts", name), nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("there is no go.mod above the test")
		}
		dir = up
	}
}

// A contract is a network's description, ready to be compared with.
type contract struct {
	doc    *openapi3.T
	except []string
}

func newContract(description []byte, except []string) (*contract, error) {
	var raw any
	if err := json.Unmarshal(description, &raw); err != nil {
		return nil, err
	}
	joinParts(raw, raw)
	closeSchemas(raw, false)
	textForms(raw)
	b, err := json.Marshal(raw)
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(b)
	if err != nil {
		return nil, err
	}
	return &contract{doc: doc, except: except}, nil
}

// joinParts makes one object of every allOf whose parts are objects with named
// properties. Apart they would have to stay open, and the alternatives of a
// oneOf could not be told from each other.
func joinParts(v, doc any) {
	switch v := v.(type) {
	case map[string]any:
		if parts, ok := v["allOf"].([]any); ok {
			if props, required, ok := joined(parts, doc); ok {
				delete(v, "allOf")
				v["type"], v["properties"], v["required"] = "object", props, required
			}
		}
		for _, e := range v {
			joinParts(e, doc)
		}
	case []any:
		for _, e := range v {
			joinParts(e, doc)
		}
	}
}

// joined returns the properties of all parts together; false where one of them
// is not simply an object.
func joined(parts []any, doc any) (props map[string]any, required []any, ok bool) {
	props, required = map[string]any{}, []any{}
	for _, p := range parts {
		part, _ := p.(map[string]any)
		if ref, isRef := part["$ref"].(string); isRef {
			part = refer(doc, ref)
		}
		own, named := part["properties"].(map[string]any)
		if !named || part["oneOf"] != nil || part["anyOf"] != nil {
			return nil, nil, false
		}
		maps.Copy(props, own)
		more, _ := part["required"].([]any)
		required = append(required, more...)
	}
	return props, required, true
}

// refer finds what a reference within a description is to.
func refer(doc any, ref string) map[string]any {
	for name := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		m, _ := doc.(map[string]any)
		doc = m[name]
	}
	m, _ := doc.(map[string]any)
	return m
}

// closeSchemas says of every object in a description whose properties are named
// that it has no others. Parts of an allOf stay open: each knows only its own.
func closeSchemas(v any, part bool) {
	switch v := v.(type) {
	case map[string]any:
		_, named := v["properties"].(map[string]any)
		_, told := v["additionalProperties"]
		if named && !told && !part && v["type"] == "object" && v["allOf"] == nil {
			v["additionalProperties"] = false
		}
		for k, e := range v {
			if k != "example" && k != "examples" && k != "enum" {
				closeSchemas(e, k == "allOf")
			}
		}
	case []any:
		for _, e := range v {
			closeSchemas(e, part)
		}
	}
}

// textForms says of every field of a form that it is a text where a description lets
// it be one among others, or says nothing: everything in a form is.
func textForms(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data"} {
			form, _ := v[kind].(map[string]any)
			schema, _ := form["schema"].(map[string]any)
			props, _ := schema["properties"].(map[string]any)
			for k, p := range props {
				props[k] = textField(p)
			}
		}
		for _, e := range v {
			textForms(e)
		}
	case []any:
		for _, e := range v {
			textForms(e)
		}
	}
}

func textField(schema any) any {
	m, ok := schema.(map[string]any)
	if ok && len(m) == 0 {
		return map[string]any{"type": "string"}
	}
	alternatives, _ := m["anyOf"].([]any)
	for _, one := range alternatives {
		if o, ok := one.(map[string]any); ok && o["type"] == "string" {
			return o
		}
	}
	return schema
}

// serve lets a request pass and returns what differs from the description.
func (c *contract) serve(next http.Handler, w http.ResponseWriter, r *http.Request) []string {
	if slices.ContainsFunc(c.except, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) }) {
		next.ServeHTTP(w, r)
		return nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<20))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	what := r.Method + " " + r.URL.Path
	in, err := c.request(r, body)
	var out []string
	if err != nil {
		out = append(out, fmt.Sprintf("%s: the request: %v", what, err))
	}
	rec := httptest.NewRecorder()
	next.ServeHTTP(rec, r)
	if in != nil {
		if err := answer(r.Context(), in, rec); err != nil {
			out = append(out, fmt.Sprintf("%s: the answer %d %.300q: %v", what, rec.Code, rec.Body, err))
		}
	}
	maps.Copy(w.Header(), rec.Header())
	w.WriteHeader(rec.Code)
	_, _ = w.Write(rec.Body.Bytes())
	return out
}

// request compares a request. The input is nil when its path is unknown.
func (c *contract) request(r *http.Request, body []byte) (*openapi3filter.RequestValidationInput, error) {
	route, params := c.route(r)
	if route == nil {
		return nil, errors.New("there is no such operation")
	}
	copied := r.Clone(r.Context())
	copied.Body = io.NopCloser(bytes.NewReader(body))
	in := &openapi3filter.RequestValidationInput{
		Request: copied, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true,
			AuthenticationFunc: func(_ context.Context, in *openapi3filter.AuthenticationInput) error {
				if in.RequestValidationInput.Request.Header.Get("Authorization") == "" {
					return errors.New("it has no credentials")
				}
				return nil
			},
		},
	}
	err := openapi3filter.ValidateRequest(r.Context(), in)
	return in, errors.Join(err, unknown(route, r))
}

// unknown says which query parameters the description does not have.
func unknown(route *routers.Route, r *http.Request) error {
	var errs []error
	for name := range r.URL.Query() {
		bare := strings.TrimSuffix(name, "[]")
		known := func(p *openapi3.ParameterRef) bool {
			return p.Value.In == openapi3.ParameterInQuery && strings.TrimSuffix(p.Value.Name, "[]") == bare
		}
		if !slices.ContainsFunc(route.Operation.Parameters, known) && !slices.ContainsFunc(route.PathItem.Parameters, known) {
			errs = append(errs, fmt.Errorf("there is no query parameter %q", name))
		}
	}
	return errors.Join(errs...)
}

// route finds the operation of a request and the parameters in its path. A
// template without parameters goes before one with them.
func (c *contract) route(r *http.Request) (*routers.Route, map[string]string) {
	var found *routers.Route
	var values map[string]string
	for template, item := range c.doc.Paths.Map() {
		op := item.GetOperation(r.Method)
		params, ok := matchPath(template, r.URL.Path)
		if op == nil || !ok || found != nil && len(values) <= len(params) {
			continue
		}
		found = &routers.Route{Spec: c.doc, Path: template, PathItem: item, Method: r.Method, Operation: op}
		values = params
	}
	return found, values
}

// matchPath takes a path apart by a template such as "/2/tweets/{id}".
func matchPath(template, path string) (map[string]string, bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	params := map[string]string{}
	for i, w := range want {
		switch {
		case strings.HasPrefix(w, "{") && strings.HasSuffix(w, "}") && got[i] != "":
			params[w[1:len(w)-1]] = got[i]
		case w != got[i]:
			return nil, false
		}
	}
	return params, true
}

// answer compares an answer. A problem of the type "about:blank" (RFC 9457,
// section 4.2.1) says no more than its status does and needs no description.
func answer(ctx context.Context, in *openapi3filter.RequestValidationInput, rec *httptest.ResponseRecorder) error {
	var problem struct{ Type string }
	if rec.Header().Get("Content-Type") == "application/problem+json" && rec.Code >= 400 &&
		json.Unmarshal(rec.Body.Bytes(), &problem) == nil && problem.Type == "about:blank" {
		return nil
	}
	return openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in, Status: rec.Code, Header: rec.Header(),
		Body: io.NopCloser(bytes.NewReader(rec.Body.Bytes())), Options: in.Options,
	})
}
