package slacktest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A call is one call of a method. The server's lock is held.
type call struct {
	*Server
	name string
	args url.Values // every value as a form has it
	req  *http.Request
}

// A method is one method of the Web API.
type method struct {
	// args are its arguments, beside the token: a "!" for those that are
	// required, and a type behind a colon if it is not text.
	args string
	// scope is what its token needs; of several with a bar between them one
	// is enough. Where it depends on the channel, serve asks.
	scope string
	// tier is its rate limit (docs.slack.dev/apis/web-api/rate-limits): 1 to
	// 4, or 0 for a special one.
	tier  int
	app   bool // it takes the app's token
	serve func(*call) (obj, error)
}

// A refusal is an answer with ok false.
type refusal struct {
	code string
	more obj
}

// Error implements error.
func (r *refusal) Error() string { return r.code }

// fail refuses a call.
func fail(code string) error { return &refusal{code: code} }

// wrong refuses a call that no adapter should have made.
func (c *call) wrong(code, format string, args ...any) error {
	c.violate("%s: %s: %s", c.name, code, fmt.Sprintf(format, args...))
	return fail(code)
}

// get is a text argument.
func (c *call) get(name string) string { return c.args.Get(name) }

func (c *call) has(name string) bool { return c.args.Has(name) }

func (c *call) flag(name string) bool {
	b, _ := strconv.ParseBool(c.get(name)) // what is no boolean was refused before
	return b
}

// limit is how many things a page has.
func (c *call) limit(normal, most int) (int, error) {
	if !c.has("limit") {
		return normal, nil
	}
	n, err := strconv.Atoi(c.get("limit"))
	if err != nil || n < 0 || n > most {
		return 0, c.wrong("invalid_limit", "limit is %q, at most %d", c.get("limit"), most)
	}
	if n == 0 {
		n = normal
	}
	return n, nil
}

// need refuses a call that none of the scopes is granted for.
func (c *call) need(scope string) error {
	granted := c.opts.scopes
	if methods()[c.name].app {
		granted = c.opts.appScopes
	}
	for s := range strings.SplitSeq(scope, "|") {
		if s == "" || slices.Contains(granted, s) {
			return nil
		}
	}
	needed, _, _ := strings.Cut(scope, "|")
	c.violate("%s: missing_scope: it needs %s", c.name, scope)
	return &refusal{"missing_scope", obj{"needed": needed, "provided": strings.Join(granted, ",")}}
}

// The scopes of conversations.* by the kind of conversation.
func scopeFor(what, kind string) string {
	read := map[string]string{public: "channels", private: "groups", direct: "im"}[kind]
	switch what {
	case "manage":
		if kind == public {
			return "channels:manage"
		}
		return read + ":write"
	case "topic":
		if kind == public {
			return "channels:manage|channels:write.topic"
		}
		return read + ":write|" + read + ":write.topic"
	case "invite":
		if kind == public {
			return "channels:manage|channels:write.invites"
		}
		return read + ":write|" + read + ":write.invites"
	default:
		return read + ":" + what
	}
}

// channel is the channel of an argument that the bot can see.
func (c *call) channel(arg string) (*channel, error) {
	ch := c.channels[c.get(arg)]
	if ch == nil || ch.deleted {
		return nil, fail("channel_not_found")
	}
	if ch.kind != public && !ch.has(BotUser) {
		return nil, fail(c.opts.strangers)
	}
	return ch, nil
}

// serve answers whatever comes.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/api/"):
		s.method(w, r, strings.TrimPrefix(path, "/api/"))
	case path == "/link/":
		s.socket(w, r)
	case strings.HasPrefix(path, "/upload/"):
		s.upload(w, r)
	case strings.HasPrefix(path, "/files-pri/"):
		s.download(w, r)
	case strings.HasPrefix(path, "/commands/"), strings.HasPrefix(path, "/actions/"):
		s.respond(w, r)
	default:
		s.mu.Lock()
		s.violate("there is nothing at %s %s", r.Method, r.URL.Path)
		s.mu.Unlock()
		http.NotFound(w, r)
	}
}

// method answers a call of the Web API: always with 200, but for a rate limit.
func (s *Server) method(w http.ResponseWriter, r *http.Request, name string) {
	args, err := arguments(r)
	rec := Request{Method: name, Args: args, At: time.Now()}
	s.mu.Lock()
	s.requests = append(s.requests, rec)
	f := s.faultFor(rec)
	s.mu.Unlock()
	if f.before(w, r, s, rec) {
		return
	}
	s.mu.Lock()
	c := &call{Server: s, name: name, args: args, req: r}
	var out obj
	if wait := s.limits.take(s, rec); wait > 0 {
		s.mu.Unlock()
		rateLimited(w, wait)
		return
	}
	if err != nil {
		out, err = nil, c.wrong("invalid_form_data", "%v", err)
	} else {
		out, err = c.run()
	}
	scopes := s.opts.scopes
	if methods()[name].app {
		scopes = s.opts.appScopes
	}
	s.mu.Unlock()
	answer := answerOf(out, err)
	w.Header().Set("X-OAuth-Scopes", strings.Join(scopes, ","))
	w.Header().Set("X-Accepted-OAuth-Scopes", methods()[name].scope)
	w.Header().Set("X-Slack-Req-Id", "0123456789abcdef")
	f.after(w, r, answer)
}

// answerOf is the JSON of an answer.
func answerOf(out obj, err error) []byte {
	var no *refusal
	switch {
	case errors.As(err, &no):
		o := obj{"ok": false, "error": no.code}
		maps.Copy(o, no.more)
		return marshal(o)
	case err != nil:
		return marshal(obj{"ok": false, "error": "fatal_error"})
	default:
		o := obj{"ok": true}
		maps.Copy(o, out)
		return marshal(o)
	}
}

// arguments are what was sent, whichever way: as a form, as JSON, or in the
// address.
func arguments(r *http.Request) (url.Values, error) {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if kind != "application/json" {
		var err error
		if kind == "multipart/form-data" {
			err = r.ParseMultipartForm(10 << 20)
		} else {
			err = r.ParseForm()
		}
		return r.Form, err
	}
	var o obj
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil && !errors.Is(err, io.EOF) {
		return url.Values{}, err
	}
	out := url.Values{}
	for k, v := range o {
		switch v := v.(type) {
		case string:
			out.Set(k, v)
		default:
			out.Set(k, string(marshal(v)))
		}
	}
	return out, nil
}

// run checks a call and makes it.
func (c *call) run() (obj, error) {
	m, ok := methods()[c.name]
	if !ok {
		return nil, c.wrong("unknown_method", "there is no such method, or the stand-in does not have it")
	}
	if err := c.token(m); err != nil {
		return nil, err
	}
	if only := c.opts.only; only != nil && !m.app && !slices.Contains(only, c.name) {
		return nil, c.wrong("unknown_method", "it is not one of those that are said to be called")
	}
	if err := c.check(m); err != nil {
		return nil, err
	}
	if err := c.need(m.scope); err != nil {
		return nil, err
	}
	if c.opts.orgWide && slices.Contains([]string{"users.list", "users.conversations", "conversations.list", "conversations.create"}, c.name) && c.get("team_id") == "" {
		return nil, c.wrong("missing_argument", "an app of the whole organisation has to say team_id")
	}
	return m.serve(c)
}

// token checks who calls.
func (c *call) token(m method) error {
	got := strings.TrimPrefix(c.req.Header.Get("Authorization"), "Bearer ")
	if got == "" {
		got = c.get("token")
	}
	want := BotToken
	if m.app {
		want = AppToken
	}
	switch {
	case c.revoked != "":
		return fail(c.revoked)
	case c.req.URL.Query().Has("token"):
		return c.wrong("not_authed", "a token in the address ends up in logs")
	case got == "":
		return c.wrong("not_authed", "there is no token")
	case got == BotToken && m.app, got == AppToken && !m.app:
		return c.wrong("not_allowed_token_type", "the token is of the wrong kind")
	case got != want:
		return fail("invalid_auth")
	}
	return nil
}

// check holds the arguments to what the method takes.
func (c *call) check(m method) error {
	known := map[string]string{"token": ""}
	for spec := range strings.FieldsSeq(m.args) {
		name, kind, _ := strings.Cut(spec, ":")
		name, required := strings.CutSuffix(name, "!")
		known[name] = kind
		if required && c.get(name) == "" {
			return c.wrong(missing(c.name, name), "%s is missing", name)
		}
	}
	for name, vs := range c.args {
		kind, ok := known[name]
		if !ok {
			return c.wrong("invalid_arguments", "it takes no argument %s", name)
		}
		if len(vs) > 1 {
			return c.wrong("invalid_arguments", "%s is given %d times", name, len(vs))
		}
		if !fits(kind, vs[0]) {
			return c.wrong("invalid_arguments", "%s is %q, which is no %s", name, vs[0], kind)
		}
	}
	return nil
}

// missing is the error for an argument that is not there.
func missing(method, arg string) string {
	switch {
	case arg == "channel":
		return "channel_not_found"
	case method == "conversations.create" && arg == "name":
		return "invalid_name_required"
	default:
		return "invalid_arguments"
	}
}

// fits reports whether a value is of a type.
func fits(kind, v string) bool {
	switch kind {
	case "bool":
		return slices.Contains([]string{"true", "false", "1", "0"}, v)
	case "int":
		_, err := strconv.Atoi(v)
		return err == nil
	case "json":
		return json.Valid([]byte(v))
	case "ts":
		return true // what is no time is answered by the method
	default:
		return true
	}
}

// decode reads an argument that is JSON.
func (c *call) decode(name string, into any) error {
	if err := json.Unmarshal([]byte(c.get(name)), into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
