package facebooktest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

type object map[string]any

// request is a request on its way.
type request struct {
	w    http.ResponseWriter
	r    *http.Request
	as   *token
	id   string // the node in the path
	form url.Values
	file *file
}

// A file is one that came with a form.
type file struct {
	field, name string
	data        []byte
}

// maxFile is more than any piece of a video.
const maxFile = 64 << 20

// read takes a request apart: the query of a GET or DELETE, the form of a POST.
func read(w http.ResponseWriter, r *http.Request) (*request, bool) {
	q := &request{w: w, r: r, form: r.URL.Query()}
	if r.Method != http.MethodPost {
		return q, true
	}
	var err error
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(q.form) > 0:
		err = errors.New("a POST has a query")
	case kind == "application/x-www-form-urlencoded":
		var b []byte
		if b, err = io.ReadAll(io.LimitReader(r.Body, 1<<20)); err != nil {
			panic(http.ErrAbortHandler)
		}
		q.form, err = url.ParseQuery(string(b))
	case kind == "multipart/form-data" && params["boundary"] != "":
		err = q.parts()
	default:
		err = errors.New("the content type is " + kind)
	}
	if err != nil {
		q.fail(problem{Code: 100, Message: err.Error()})
		return nil, false
	}
	return q, true
}

// parts reads a form with a file.
func (q *request) parts() error {
	m, err := q.r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		p, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if p.FileName() != "" && q.r.ContentLength > 0 && q.r.ContentLength < maxFile {
			b.Grow(int(q.r.ContentLength) + bytes.MinRead)
		}
		_, err = b.ReadFrom(io.LimitReader(p, maxFile))
		switch {
		case err != nil:
			return err
		case p.FileName() == "":
			q.form.Add(p.FormName(), b.String())
		case q.file != nil:
			return errors.New("there are two files")
		default:
			q.file = &file{p.FormName(), p.FileName(), b.Bytes()}
		}
	}
}

// fits reports whether a request has only what its operation takes, each once, and
// answers it when not.
func (q *request) fits(rt route) bool {
	for k, vs := range q.form {
		if !slices.Contains(strings.Fields(rt.params), k) || len(vs) != 1 || vs[0] == "" {
			q.fail(problem{Code: 100, Message: "(#100) Unexpected parameter " + k})
			return false
		}
	}
	if q.file != nil && !slices.Contains(strings.Fields(rt.file), q.file.field) {
		q.fail(problem{Code: 100, Message: "(#100) Unexpected file " + q.file.field})
		return false
	}
	return true
}

// fields are the fields that are asked for, without what is asked of them.
func (q *request) fields() []string {
	var out []string
	depth, from := 0, 0
	s := q.form.Get("fields") + ","
	for i, r := range s {
		switch r {
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		case ',':
			if depth == 0 {
				name := s[from:i]
				if j := strings.IndexAny(name, ".{("); j >= 0 {
					name = name[:j]
				}
				if name != "" {
					out = append(out, name)
				}
				from = i + 1
			}
		}
	}
	return out
}

// show answers with the fields of something that were asked for.
func (q *request) show(all object) {
	out, ok := q.chosen(all)
	if ok {
		q.write(http.StatusOK, out)
	}
}

func (q *request) chosen(all object) (object, bool) {
	out := object{"id": all["id"]}
	for _, f := range q.fields() {
		v, ok := all[f]
		if !ok {
			q.fail(problem{Code: 100, Message: "(#100) Tried accessing nonexisting field (" + f + ")"})
			return nil, false
		}
		if v != nil {
			out[f] = v
		}
	}
	return out, true
}

// A problem is how the Graph API says no.
type problem struct {
	Message string `json:"message"`
	Type    string `json:"type"`
	Code    int    `json:"code"`
	Subcode int    `json:"error_subcode,omitempty"`
	Trace   string `json:"fbtrace_id"`
	Data    any    `json:"error_data,omitempty"`
}

func (q *request) fail(p problem) {
	p.Type, p.Trace = "OAuthException", "A1b2C3"
	q.write(http.StatusBadRequest, object{"error": p})
}

// missing is the answer about what is not there, or is not somebody's business.
func (q *request) missing() {
	q.fail(problem{
		Code: 100, Subcode: 33,
		Message: "Unsupported request. Object with ID '" + q.id + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
	})
}

func (q *request) success() { q.write(http.StatusOK, object{"success": true}) }

func (q *request) write(status int, v any) {
	q.w.Header().Set("Content-Type", "application/json")
	q.w.WriteHeader(status)
	_ = json.NewEncoder(q.w).Encode(v)
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05-0700") }
