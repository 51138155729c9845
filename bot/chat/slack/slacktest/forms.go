package slacktest

import (
	"fmt"
	"strings"
	"time"

	"appealbot/bot/chat"
)

// name is what an input is called: its block's id, without the "in." that the
// adapter puts before it.
func (f *Far) name(in input) string {
	block, action := text(in.block, "block_id"), text(in.element, "action_id")
	if f.Name != nil {
		return f.Name(block, action)
	}
	return strings.TrimPrefix(block, "in.")
}

// form is what a person sees of a modal. The lock is held.
func (f *Far) form(v *view) *chat.Form {
	r := &rendering{Server: f.Server}
	out := &chat.Form{Title: r.object(sub(v.def, "title")), Submit: r.object(sub(v.def, "submit"))}
	for _, b := range objects(v.def, "blocks") {
		if text(b, "type") != "input" {
			r.block(b)
		}
	}
	out.Intro = strings.TrimSpace(r.text.String())
	for _, in := range v.inputs() {
		out.Inputs = append(out.Inputs, f.input(r, v, in))
	}
	return out
}

// input is one thing to fill in.
func (f *Far) input(r *rendering, v *view, in input) chat.Input {
	e := in.element
	out := chat.Input{
		Name: f.name(in), Label: r.object(sub(in.block, "label")), Hint: r.object(sub(in.block, "hint")), Optional: in.optional, Kind: chat.Line,
		Refresh: dispatches(in),
	}
	if n, ok := number(e, "max_length"); ok {
		out.Max = n
	}
	for _, o := range choices(e) {
		out.Options = append(out.Options, chat.Option{Value: text(o, "value"), Label: r.object(sub(o, "text"))})
	}
	switch kind := text(e, "type"); kind {
	case "plain_text_input":
		if flag(e, "multiline") {
			out.Kind = chat.Lines
		}
		out.Value, _ = v.value(in).(string)
	case "static_select", "radio_buttons":
		out.Kind = chat.Select
		if o, ok := v.value(in).(obj); ok {
			out.Value = text(o, "value")
		}
	case "multi_static_select", "checkboxes":
		out.Kind = chat.Multiple
		if os, ok := v.value(in).([]any); ok {
			for _, o := range objectsOf(os) {
				out.Values = append(out.Values, text(o, "value"))
			}
		}
	case "datetimepicker":
		out.Kind = chat.Moment
		if n, ok := v.value(in).(float64); ok {
			out.Value = chat.FormatMoment(time.Unix(int64(n), 0).UTC())
		}
	case "multi_users_select":
		out.Kind = chat.People
		if us, ok := v.value(in).([]any); ok {
			for _, u := range us {
				out.Values = append(out.Values, fmt.Sprint(u))
			}
		}
	case "file_input":
		out.Kind = chat.Files
	}
	return out
}

// choices are what an element lets people choose from.
func choices(e obj) []obj {
	out := objects(e, "options")
	for _, g := range objects(e, "option_groups") {
		out = append(out, objects(g, "options")...)
	}
	return out
}

// labels are what the options of the suite's forms are called: a person chooses
// by what is written there, whatever value the adapter gives it.
func labels() map[string]string {
	return map[string]string{"metro": "Chirp", "page": "Page", "channel": "Channel", "witness": "Witness", "missing person": "Missing person"}
}

// Form is the topmost modal in front of somebody, as they see it; nil if there
// is none.
func (f *Far) Form(user string) *chat.Form {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	if v := f.top(user); v != nil {
		return f.form(v)
	}
	return nil
}
