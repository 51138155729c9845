package mattermost_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
)

// steps is a form of two steps, with an input of every kind in the first.
func steps() chat.Form {
	return chat.Form{
		Title: "New appeal", Submit: "Go", Action: chat.Action{Verb: "new", Subject: "s"},
		Inputs: []chat.Input{
			{Name: "line", Label: "Line", Kind: chat.Line, Max: 10},
			{Name: "lines", Label: "Lines", Kind: chat.Lines, Max: 20},
			{Name: "one", Label: "One", Kind: chat.Select, Options: []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}},
			{Name: "many", Label: "Many", Kind: chat.Multiple, Optional: true, Options: []chat.Option{{Value: "x, y", Label: "X"}, {Value: "z", Label: "Z"}}},
			{Name: "maybe", Label: "Maybe", Kind: chat.Line, Optional: true},
			{Name: "last", Label: "Last", Kind: chat.Line, Optional: true},
		},
	}
}

// opens answers commands with a form, and submissions with answer.
func opens(f chat.Form, answer func(chat.Submission) chat.Answer) func(chat.Event) chat.Answer {
	return func(e chat.Event) chat.Answer {
		switch {
		case e.Command != nil:
			return chat.Answer{Open: &f}
		case e.Submit != nil && answer != nil:
			return answer(*e.Submit)
		default:
			return chat.Answer{}
		}
	}
}

// open has ann open the form and returns its state, which the server sees.
func (w *world) openForm() (state string) {
	w.t.Helper()
	if got := w.Command(w.t, w.ann(), w.newsroom(), "new"); got.Form == nil {
		w.t.Fatalf("no form: %+v", got)
	}
	w.next()
	return w.state()
}

// state is that of the newest form that was opened.
func (w *world) state() string {
	w.t.Helper()
	all := w.server.Requests("/api/v4/actions/dialogs/open")
	if len(all) == 0 {
		w.t.Fatal("no form was opened")
	}
	var in model.OpenDialogRequest
	if err := json.Unmarshal(all[len(all)-1].Body, &in); err != nil {
		w.t.Fatal(err)
	}
	return in.Dialog.State
}

// submit sends a form through the server as somebody, with anything in it.
func (w *world) submit(c *model.Client4, state string, values map[string]any) *model.SubmitDialogResponse {
	w.t.Helper()
	out, _, err := c.SubmitInteractiveDialog(w.t.Context(), model.SubmitDialogRequest{
		URL: w.place.Callback + mattermost.PathDialog, CallbackId: "x", State: state, ChannelId: w.newsroom(), TeamId: w.team(), Submission: values,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func good() map[string]any {
	return map[string]any{"line": "ok", "lines": "two\nlines", "one": "o1", "many": []any{"o0", "o1"}}
}

// named is what an input is called that is shown once more.
func named(name string) string {
	name, _, _ = strings.Cut(name, "~")
	return name
}

// onceMore has values under the names that inputs have the nth time.
func onceMore(n int, values map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range values {
		out[fmt.Sprintf("%s~%d", k, n)] = v
	}
	return out
}

// Every input is checked again, whatever the server and the client let through.
func TestEveryInputIsCheckedAgain(t *testing.T) {
	w := newWorld(t, nil)
	w.run(opens(steps(), nil))
	ann, state := w.client("ann"), w.openForm()
	for name, c := range map[string]struct {
		field string
		value any
	}{
		"an option that there is not": {"one", "o2"}, "an option by its name": {"one", "a"}, "a negative option": {"one", "o-1"},
		"several where one is asked": {"one", []any{"o0", "o1"}}, "one bad of several": {"many", []any{"o0", "o7"}},
		"too long": {"line", strings.Repeat("ü", 11)}, "too long lines": {"lines", strings.Repeat("x", 21)}, "two lines on one": {"line", "a\nb"},
		"missing": {"line", nil}, "empty": {"line", "  "}, "a number": {"line", 7.5}, "an object": {"lines", map[string]any{"a": "b"}},
		"a list of numbers": {"one", []any{1.0}}, "a bool": {"one", true},
	} {
		values := good()
		values[c.field] = c.value
		if c.value == nil {
			delete(values, c.field)
		}
		if out := w.submit(ann, state, values); out.Errors[c.field] == "" || out.Type == "form" {
			t.Errorf("%s: %+v, want an error at %s", name, out, c.field)
		}
	}
	w.quiet()
}

// Names that the form does not have are left out, and the values of every step
// arrive.
func TestValuesOfAllStepsArrive(t *testing.T) {
	w := newWorld(t, nil)
	w.run(opens(steps(), nil))
	ann, state := w.client("ann"), w.openForm()
	values := good()
	values["unknown"], values["last"] = "x", "in the wrong step"
	out := w.submit(ann, state, values)
	if out.Type != "form" || out.Form == nil || len(out.Form.Elements) != 1 {
		t.Fatalf("%+v, want the second step", out)
	}
	w.submit(ann, out.Form.State, map[string]any{"last": "at last", "line": "in the wrong step"})
	e := w.next()
	want := map[string][]string{"line": {"ok"}, "lines": {"two\nlines"}, "one": {"b"}, "many": {"x, y", "z"}, "last": {"at last"}}
	if e.Submit == nil || !maps.EqualFunc(e.Submit.Values, want, slices.Equal) {
		t.Errorf("event %+v %+v, want %v", e, e.Submit, want)
	}
}

// A form that is sent twice is one event; with other words it is another.
func TestFormSentTwiceHasOneID(t *testing.T) {
	w := newWorld(t, nil)
	f := steps()
	f.Inputs = f.Inputs[:2]
	w.run(opens(f, nil))
	ann, state := w.client("ann"), w.openForm()
	var ids []string
	for _, line := range []string{"ok", "ok", "other"} {
		w.submit(ann, state, map[string]any{"line": line, "lines": "x"})
		ids = append(ids, w.next().ID)
	}
	if ids[0] != ids[1] || ids[0] == ids[2] {
		t.Errorf("IDs %v, want the first two equal and the third another", ids)
	}
}

// A mistake in an earlier step leads back there, with everything that was typed.
func TestErrorInAnEarlierStep(t *testing.T) {
	w := newWorld(t, nil)
	w.run(opens(steps(), func(s chat.Submission) chat.Answer {
		if s.Value("line") == "bad" {
			return chat.Answer{Errors: map[string]string{"line": "Write it otherwise."}}
		}
		return chat.Answer{}
	}))
	ann, state := w.client("ann"), w.openForm()
	values := good()
	values["line"] = "bad"
	out := w.submit(ann, state, values)
	out = w.submit(ann, out.Form.State, map[string]any{"last": "typed"})
	w.next()
	if out.Type != "form" || out.Form == nil || len(out.Form.Elements) != 5 || !strings.Contains(out.Form.IntroductionText, "Write it otherwise.") {
		t.Fatalf("%+v, want the first step with the reason", out)
	}
	defaults := map[string]string{}
	for _, e := range out.Form.Elements {
		defaults[named(e.Name)] = e.Default
	}
	if want := map[string]string{"line": "bad", "lines": "two\nlines", "one": "o1", "many": "o0,o1", "maybe": ""}; !maps.Equal(defaults, want) {
		t.Errorf("it shows %v, want %v", defaults, want)
	}
	values["line"] = "good"
	out = w.submit(ann, out.Form.State, onceMore(1, values))
	if out.Form == nil || out.Form.Elements[0].Default != "typed" {
		t.Fatalf("%+v, want the second step with what was typed", out)
	}
	w.submit(ann, out.Form.State, map[string]any{"last~1": "typed", "last": "an older text"})
	if e := w.next(); e.Submit == nil || e.Submit.Value("line") != "good" || e.Submit.Value("last") != "typed" {
		t.Errorf("event %+v", e.Submit)
	}
}

// A form that was left open works after a restart, a day long, for the person
// it was opened for.
func TestFormLeftOpen(t *testing.T) {
	w := newWorld(t, nil)
	f := steps()
	f.Inputs = f.Inputs[:1]
	w.run(opens(f, nil))
	ann, state := w.client("ann"), w.openForm()
	w.restart()
	if out := w.submit(ann, state, map[string]any{"line": "x"}); out.Error == "" {
		t.Errorf("while nothing runs: %+v, want words", out)
	}
	w.run(nil)
	w.later(23 * time.Hour)
	w.submit(ann, state, map[string]any{"line": "x"})
	if e := w.next(); e.Submit == nil || e.User != w.ann() || e.Submit.Action.Verb != "new" {
		t.Errorf("event %+v, want the form", e)
	}
	w.later(2 * time.Hour)
	if out := w.submit(ann, state, map[string]any{"line": "x"}); out.Error == "" {
		t.Errorf("a day later: %+v, want a refusal", out)
	}
	w.quiet()
}

// Of a form of another person, one that was changed, or one of another
// installation nothing is carried out, and it is told.
func TestForgedForms(t *testing.T) {
	w := newWorld(t, nil)
	w.run(opens(steps(), nil))
	ann, bob, state := w.client("ann"), w.client("bob"), w.openForm()
	changed := []byte(state)
	changed[len(changed)/2] ^= 1
	for name, c := range map[string]struct {
		client *model.Client4
		user   string
		state  string
	}{
		"of another person": {bob, w.bob(), state}, "changed": {ann, w.ann(), string(changed)}, "empty": {ann, w.ann(), ""}, "cut": {ann, w.ann(), state[:len(state)-4]},
	} {
		out := w.submit(c.client, c.state, good())
		if out.Error == "" {
			t.Errorf("%s: %+v, want a refusal", name, out)
		}
		if e := w.next(); e.Forged == nil || e.User != c.user || e.Forged.What != "form" {
			t.Errorf("%s: event %+v, want a forgery of %s", name, e, c.user)
		}
	}
}

// Presets that no dialog can hold and a server that opens none are said in
// words.
func TestFormThatCannotBeOpened(t *testing.T) {
	w := newWorld(t, nil)
	f := steps()
	f.Inputs = f.Inputs[:1]
	f.Inputs[0].Kind, f.Inputs[0].Value, f.Inputs[0].Max = chat.Lines, strings.Repeat("x", 4000), 5000
	w.run(opens(f, nil))
	got := w.Command(t, w.ann(), w.newsroom(), "new")
	w.next()
	if got.Form != nil || !strings.Contains(fmt.Sprint(got.Replies), "too much to change") {
		t.Errorf("%+v, want words", got)
	}
}
