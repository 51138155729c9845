package slacktest

import (
	"encoding/json"
	"slices"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// Submit implements chattest.Deeds: fills in the topmost modal in front of
// somebody and sends it.
func (f *Far) Submit(t *testing.T, user string, values map[string][]string, files ...chat.File) chattest.Got {
	t.Helper()
	f.Fill(t, user, values)
	if why := f.chooseFiles(user, files); why != "" {
		t.Fatal(why)
	}
	f.Server.mu.Lock()
	v := f.top(user)
	why := f.unfilled(v)
	f.Server.mu.Unlock()
	if why != "" {
		t.Fatal(why)
	}
	return f.submit(t, user, v, values)
}

// unfilled says what a client would not let be sent. The lock is held.
func (f *Far) unfilled(v *view) string {
	if v == nil {
		return "there is no form"
	}
	for _, in := range v.inputs() {
		empty := string(marshal(v.value(in)))
		if !in.optional && (empty == "null" || empty == "[]" || empty == `""`) {
			return text(sub(in.block, "label"), "text") + " has to be filled in"
		}
	}
	return ""
}

// submit sends a modal.
func (f *Far) submit(t *testing.T, user string, v *view, values map[string][]string) chattest.Got {
	t.Helper()
	var d *delivery
	b := f.begin(t, user, func() { d = f.send(interactive, f.submission(user, v)) })
	f.settle(t, d)
	answer, failed := d.result()
	errs, stays := map[string]string(nil), failed != ""
	if !stays {
		errs, stays = f.submitted(v, answer, values)
	}
	if errs != nil {
		return chattest.Got{Errors: errs}
	}
	f.linger(b)
	if stays && failed == "" {
		b.modal = nil // the same modal shows something else now
	}
	return f.got(b, d)
}

// submitted does what the acknowledgement of a submission says
// (docs.slack.dev/surfaces/modals#displaying_errors and the parts before it).
// The view stays when it says so.
func (f *Far) submitted(v *view, answer json.RawMessage, values map[string][]string) (errs map[string]string, stays bool) {
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   obj               `json:"view"`
	}
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	if len(answer) > 0 && json.Unmarshal(answer, &a) != nil {
		f.violate("a submission was answered with %s", answer)
		return nil, false
	}
	c := &call{Server: f.Server, name: "response_action"}
	switch a.Action {
	case "errors":
		return f.errors(v, a.Errors, values), true
	case "update":
		if c.goodView(a.View) == nil {
			f.adopt(v, a.View)
		}
		return nil, true
	case "push":
		if c.goodView(a.View) == nil {
			p := f.people[v.user]
			if len(p.modal) >= viewStack {
				f.violate("response_action: more than %d views", viewStack)
			}
			next := f.newView(v.user, a.View)
			next.root, next.previous = v.root, v.id
			p.modal = append(p.modal, next)
		}
		return nil, false
	case "clear":
		for len(f.people[v.user].modal) > 0 {
			f.closeView(f.people[v.user].modal[0])
		}
	case "":
		if len(answer) > 0 && string(answer) != "null" && string(answer) != "{}" {
			f.violate("a submission was answered with %s", answer)
		}
		f.closeView(v)
	default:
		f.violate("there is no response_action %q", a.Action)
	}
	return nil, false
}

// errors are what is said of inputs, by what the test calls them. An error has to
// belong to the block of an input: of others Slack shows nothing but that
// something went wrong.
func (f *Far) errors(v *view, said map[string]string, values map[string][]string) map[string]string {
	out := map[string]string{}
	if len(said) == 0 {
		f.violate("response_action: there are no errors")
	}
	for block, why := range said {
		ins := v.inputs()
		i := slices.IndexFunc(ins, func(in input) bool { return text(in.block, "block_id") == block && text(in.block, "type") == "input" })
		if i < 0 {
			f.violate("response_action: there is an error for %q, which is no input block", block)
			continue
		}
		name := f.name(ins[i])
		for k := range values {
			if f.matches(ins[i], k) {
				name = k
			}
		}
		out[name] = why
	}
	return out
}

// CloseModal takes the topmost modal away, as its close button does.
func (f *Far) CloseModal(user string) {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	if v := f.top(user); v != nil {
		f.closeView(v)
	}
}
