package mattermost_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// fields is a form of two steps, with the kinds that not every platform has in
// the second.
func fields(kind string) chat.Form {
	return chat.Form{
		Title: "New appeal", Intro: "Nothing is published.", Submit: "Go", Action: chat.Action{Verb: "new", Subject: "s"},
		Inputs: []chat.Input{
			{Name: "kind", Label: "Kind", Kind: chat.Select, Refresh: true, Value: kind, Options: []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}},
			{Name: "number", Label: "Number", Kind: chat.Line, Value: "preset", Optional: true},
			{Name: "what", Label: "What in " + kind, Kind: chat.Lines, Optional: true},
			{Name: "four", Label: "Four", Kind: chat.Line, Optional: true},
			{Name: "five", Label: "Five", Kind: chat.Line, Optional: true},
			{Name: "at", Label: "At", Hint: "Empty: at once.", Kind: chat.Moment, Optional: true},
			{Name: "people", Label: "People", Kind: chat.People, Optional: true},
			{Name: "files", Label: "Pictures", Kind: chat.Files, Optional: true},
		},
	}
}

// asksAnew answers a change with the form of the kind that was chosen.
func asksAnew(answer func(chat.Submission) chat.Answer) func(chat.Event) chat.Answer {
	return func(e chat.Event) chat.Answer {
		if e.Change != nil {
			f := fields(e.Change.Value("kind"))
			return chat.Answer{Open: &f}
		}
		return opens(fields("a"), answer)(e)
	}
}

// changed sends a form as the web client does when an input with refresh was
// changed.
func (w *world) changed(c *model.Client4, state string, values map[string]any) *model.SubmitDialogResponse {
	w.t.Helper()
	out, _, err := c.SubmitInteractiveDialog(w.t.Context(), model.SubmitDialogRequest{
		Type: "refresh", URL: w.place.Callback + mattermost.PathDialog, CallbackId: "x", State: state, ChannelId: w.newsroom(), TeamId: w.team(), Submission: values,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// shown are the elements of a dialog, as far as a person sees them.
func shown(d *model.Dialog) string {
	var b strings.Builder
	for _, e := range d.Elements {
		fmt.Fprintf(&b, "%s=%s ", e.DisplayName, e.Default)
	}
	return strings.TrimSpace(b.String())
}

// A changed input shows the other form with everything that was typed, and an
// input that was emptied stays empty: what the client has sent before under its
// old name counts no more.
func TestFormThatChanges(t *testing.T) {
	w := newWorld(t, nil)
	w.run(asksAnew(nil))
	ann, state := w.client("ann"), w.openForm()
	out := w.changed(ann, state, map[string]any{"kind": "o1", "what": "A man", "number": ""})
	e := w.next()
	if e.Change == nil || e.User != w.ann() || e.Change.Value("kind") != "b" || e.Change.Value("what") != "A man" || e.Change.Action.Verb != "new" {
		t.Fatalf("event %+v %+v", e, e.Change)
	}
	if out.Type != "form" || shown(out.Form) != "Kind=o1 Number= What in b=A man Four= Five=" {
		t.Fatalf("%+v, want the form of the other kind", out.Form)
	}
	if out.Form.SourceURL != w.place.Callback+mattermost.PathDialog || !strings.Contains(out.Form.IntroductionText, "Drop them into the thread") {
		t.Errorf("source %q, intro %q", out.Form.SourceURL, out.Form.IntroductionText)
	}
	// The person empties what they have typed; the client sends the old text
	// all the same, under the old name.
	out = w.submit(ann, out.Form.State, map[string]any{"kind": "o1", "what": "A man", "kind~1": "o1", "four~1": "4"})
	if out.Type != "form" {
		t.Fatalf("%+v, want the second step", out)
	}
	w.submit(ann, out.Form.State, map[string]any{})
	want := map[string][]string{"kind": {"b"}, "four": {"4"}}
	if e := w.next(); e.Submit == nil || !maps.EqualFunc(e.Submit.Values, want, slices.Equal) {
		t.Errorf("event %+v, want %v", e.Submit, want)
	}
}

// A handler that wants no other form leaves it as it is: the client takes nothing
// else for an answer.
func TestFormThatNeedNotChange(t *testing.T) {
	w := newWorld(t, nil)
	w.run(opens(fields("a"), nil))
	ann, state := w.client("ann"), w.openForm()
	out := w.changed(ann, state, map[string]any{"kind": "o1", "number": "typed"})
	w.next()
	if out.Type != "form" || shown(out.Form) != "Kind=o1 Number=typed What in a= Four= Five=" {
		t.Errorf("%+v, want the form with what was typed", out.Form)
	}
}

// Somebody else's form is not shown anew.
func TestChangeOfAForgedForm(t *testing.T) {
	w := newWorld(t, nil)
	w.run(asksAnew(nil))
	state := w.openForm()
	if out := w.changed(w.client("bob"), state, map[string]any{"kind": "o1"}); out.Error == "" || out.Form != nil {
		t.Errorf("%+v, want a refusal", out)
	}
	if e := w.next(); e.Forged == nil || e.User != w.bob() {
		t.Errorf("event %+v, want a forgery", e)
	}
}

// A time comes in the person's own zone. People that were chosen stay chosen
// when the person is led back, which no client shows.
func TestMomentAndPeople(t *testing.T) {
	w := newWorld(t, nil)
	w.run(asksAnew(func(s chat.Submission) chat.Answer {
		if s.Value("number") == "bad" {
			return chat.Answer{Errors: map[string]string{"number": "Write it otherwise."}}
		}
		return chat.Answer{}
	}))
	ann, state := w.client("ann"), w.openForm()
	out := w.submit(ann, state, map[string]any{"kind": "o0", "number": "bad"})
	second := out.Form
	if second == nil || len(second.Elements) != 2 || second.Elements[0].Type != "datetime" || second.Elements[1].DataSource != "users" || !second.Elements[1].MultiSelect {
		t.Fatalf("the second step is %+v", second)
	}
	for name, values := range map[string]map[string]any{
		"no time": {"at": "tomorrow"}, "no day": {"at": "2026-02-30T10:00:00Z"}, "a number": {"at": 5.0, "people": "a b"}, "nobody": {"people": []any{"a b"}},
	} {
		if out := w.submit(ann, second.State, values); len(out.Errors) != 1 && name != "a number" || len(out.Errors) == 0 {
			t.Errorf("%s: %+v, want an error", name, out)
		}
	}
	chosen := map[string]any{"at": "2026-12-01T23:30:00Z", "people": []any{w.bob(), w.ann()}}
	out = w.submit(ann, second.State, chosen)
	w.next()
	out = w.submit(ann, out.Form.State, map[string]any{"kind~1": "o0", "number~1": "good"})
	if out.Form == nil || out.Form.Elements[0].Default != "2026-12-01T23:30:00Z" || !strings.Contains(out.Form.Elements[1].HelpText, "Chosen so far: 2") {
		t.Fatalf("the second step is %+v", out.Form)
	}
	w.submit(ann, out.Form.State, map[string]any{"at~1": "2026-12-01T23:30:00Z"})
	s := w.next().Submit
	if s == nil || !slices.Equal(s.Values["people"], []string{w.bob(), w.ann()}) {
		t.Fatalf("submission %+v", s)
	}
	if at, err := chat.ParseMoment(s.Value("at")); err != nil || at.UTC().Format("2006-01-02 15:04") != "2026-12-01 23:30" {
		t.Errorf("at = %q", s.Value("at"))
	}
}

// older makes the server say that it is an older one.
type older struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (o older) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := o.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasPrefix(r.URL.Path, "/api/v4/config/client") {
		return resp, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	body = bytes.ReplaceAll(body, []byte(`"`+mattermosttest.Version+`"`), []byte(`"11.5.9"`))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// An older server asks for a time in a line, and takes what a command takes.
func TestMomentOnAnOlderServer(t *testing.T) {
	w := newWorld(t, func(o *mattermost.Options) { o.Transport = older{o.Transport} })
	f := fields("a")
	f.Inputs = f.Inputs[5:]
	w.run(opens(f, nil))
	got := w.Command(t, w.ann(), w.newsroom(), "new")
	w.next()
	if got.Form == nil || got.Form.Inputs[0].Kind != chat.Line || got.Form.Inputs[0].Hint != "Empty: at once. 18:00, tomorrow 9am or 2026-12-01 18:00" {
		t.Fatalf("form %+v", got.Form)
	}
	w.submit(w.client("ann"), w.state(), map[string]any{"at": "tomorrow 9am"})
	if s := w.next().Submit; s == nil || s.Value("at") != "tomorrow 9am" {
		t.Errorf("submission %+v, want the words", s)
	}
}
