package slacktest_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"appealbot/bot/chat/slack/slacktest"
)

// view is a modal with one input.
func view(change m) m {
	v := m{
		"type": "modal", "title": txt("plain_text", 3), "submit": txt("plain_text", 3), "callback_id": "x",
		"blocks": []m{{"type": "input", "block_id": "b", "label": txt("plain_text", 3), "element": m{"type": "plain_text_input", "action_id": "v"}}},
	}
	maps.Copy(v, change)
	return v
}

func input(element m) m {
	return m{"blocks": []m{{"type": "input", "block_id": "b", "label": txt("plain_text", 3), "element": element}}}
}

func TestBadViews(t *testing.T) {
	for says, change := range map[string]m{
		"/view/title/text":                  {"title": txt("plain_text", 25)},
		"/view/submit/text":                 {"submit": txt("plain_text", 25)},
		"/view/close/text":                  {"close": txt("plain_text", 25)},
		"/view/private_metadata":            {"private_metadata": strings.Repeat("x", 3001)},
		"/view/callback_id":                 {"callback_id": strings.Repeat("x", 256)},
		"is required when there are inputs": {"submit": nil},
		"no more than 100 items":            {"blocks": times(101, func(int) m { return section(1) })},
		"must be modal":                     {"type": "home"},
		"must have blocks":                  {"blocks": []m{}},
		"/element/placeholder/text":         input(m{"type": "plain_text_input", "action_id": "v", "placeholder": txt("plain_text", 151)}),
		"must be 1 to 3000":                 input(m{"type": "plain_text_input", "action_id": "v", "max_length": 3001}),
		"must be less than 6 characters":    input(m{"type": "plain_text_input", "action_id": "v", "max_length": 5, "initial_value": "123456"}),
		"must be 1 to 10":                   input(m{"type": "file_input", "action_id": "v", "max_files": 11}),
		"must have 1 to 10 items":           input(m{"type": "checkboxes", "action_id": "v", "options": times(11, func(i int) m { return m{"text": txt("plain_text", 1), "value": fmt.Sprint(i)} })}),
		"must have more than 0 items":       input(m{"type": "multi_static_select", "action_id": "v", "options": []m{{"text": txt("plain_text", 1), "value": "1"}}, "initial_options": []m{}}),
		"is not of the form":                input(m{"type": "datepicker", "action_id": "v", "initial_date": "tomorrow"}),
		"must be a UNIX time":               input(m{"type": "datetimepicker", "action_id": "v", "initial_date_time": 1}),
		"only one element can have the focus": {"blocks": times(2, func(i int) m {
			return m{"type": "input", "label": txt("plain_text", 1), "element": m{"type": "plain_text_input", "action_id": fmt.Sprint(i), "focus_on_load": true}}
		})},
		"invalid additional property: colours": {"colours": 1},
		"must be an input":                     input(nil),
	} {
		t.Run(says, func(t *testing.T) {
			f := world(t)
			f.Expect(says)
			if change["submit"] == nil && len(change) == 1 {
				if _, has := change["submit"]; has {
					v := view(nil)
					delete(v, "submit")
					do(t, f.Server, "views.open", "trigger_id", "x", "view", js(v))
					return
				}
			}
			if got := do(t, f.Server, "views.open", "trigger_id", "x", "view", js(view(change))); got["ok"] != false {
				t.Errorf("answer = %v", got)
			}
		})
	}
}

// triggers lets a test have the trigger ids of a person's commands.
func triggers(t *testing.T, opts ...slacktest.Option) (*slacktest.Far, *app, chan string) {
	t.Helper()
	f := world(t, opts...)
	ids := make(chan string, 10)
	a := listen(t, f, func(_ *slack.Client, e socketmode.Event) (any, error) {
		if c, good := e.Data.(slack.SlashCommand); good {
			ids <- c.TriggerID
		}
		return nil, nil
	})
	f.Linger = time.Millisecond
	return f, a, ids
}

func TestTriggers(t *testing.T) {
	f, a, ids := triggers(t, slacktest.Triggers(300*time.Millisecond))
	ch, _ := f.Public()
	u := f.Officers()[0]
	f.Expect("exchanged_trigger_id", "expired_trigger_id")
	f.Command(t, u, ch, "")
	id := <-ids
	_, err := a.OpenView(id, modal())
	ok(t, err)
	_, err = a.OpenView(id, modal())
	refused(t, err, "exchanged_trigger_id")
	f.Command(t, u, ch, "")
	id = <-ids
	time.Sleep(400 * time.Millisecond)
	_, err = a.OpenView(id, modal())
	refused(t, err, "expired_trigger_id")
}

func TestUpdateKeepsWhatWasTyped(t *testing.T) {
	f, a, ids := triggers(t)
	ch, _ := f.Public()
	u := f.Officers()[0]
	f.Command(t, u, ch, "")
	res, err := a.OpenView(<-ids, modal())
	ok(t, err)
	f.Fill(t, u, map[string][]string{"number": {"17"}})
	next := modal()
	next.Title.Text = "Changed"
	_, err = a.UpdateView(next, "", "old", res.View.ID)
	refused(t, err, "hash_conflict")
	_, err = a.UpdateView(next, "", res.View.Hash, res.View.ID)
	ok(t, err)
	f.Submit(t, u, nil)
	sent := a.next(t, socketmode.EventTypeInteractive).Data.(slack.InteractionCallback)
	if got := sent.View.State.Values["number"]["v"].Value; got != "17" || sent.View.Title.Text != "Changed" {
		t.Errorf("submitted %q of %q", got, sent.View.Title.Text)
	}
	if got := sent.View.State.Values["kind"]["v"].SelectedOption.Value; got != "1" {
		t.Errorf("what was not touched is %q", got)
	}
}

// TestAnswers are the ways to answer a submission.
func TestAnswers(t *testing.T) {
	for _, want := range []struct {
		name   string
		answer any
		open   string // title of the modal that is in front of the person then
		says   string
	}{
		{"nothing", nil, "", ""},
		{"update", m{"response_action": "update", "view": view(m{"title": m{"type": "plain_text", "text": "New one"}})}, "New one", ""},
		{"push", m{"response_action": "push", "view": view(m{"title": m{"type": "plain_text", "text": "On top"}})}, "On top", ""},
		{"clear", m{"response_action": "clear"}, "", ""},
		{"unknown block", m{"response_action": "errors", "errors": m{"elsewhere": "x"}}, "New", "which is no input block"},
		{"unknown", m{"response_action": "explode"}, "New", "no response_action"},
		{"bad view", m{"response_action": "update", "view": view(m{"title": txt("plain_text", 30)})}, "New", "/view/title"},
	} {
		t.Run(want.name, func(t *testing.T) {
			f := world(t)
			ch, _ := f.Public()
			u := f.Officers()[0]
			if want.says != "" {
				f.Expect(want.says)
			}
			listen(t, f, func(c *slack.Client, e socketmode.Event) (any, error) {
				if v, good := e.Data.(slack.SlashCommand); good {
					_, err := c.OpenView(v.TriggerID, modal())
					return nil, err
				}
				return want.answer, nil
			})
			f.Command(t, u, ch, "")
			got := f.Submit(t, u, map[string][]string{"number": {"1"}})
			title := ""
			if _, open := f.Modal(u); open {
				title = f.Form(u).Title
			}
			if title != want.open {
				t.Errorf("%q is open, want %q; got %+v", title, want.open, got)
			}
		})
	}
}
