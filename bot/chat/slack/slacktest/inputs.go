package slacktest

// An input is one thing in a modal that people fill in.
type input struct {
	block    obj
	element  obj
	optional bool
}

// key is the ids under which its value comes.
func (in input) key() string {
	return text(in.block, "block_id") + "\x00" + text(in.element, "action_id")
}

// inputs are the things in a view that have values: input blocks, and what else
// can be chosen in sections and actions.
func (v *view) inputs() []input {
	var out []input
	for _, b := range objects(v.def, "blocks") {
		switch text(b, "type") {
		case "input":
			out = append(out, input{b, sub(b, "element"), flag(b, "optional")})
		case "section":
			if e := sub(b, "accessory"); e != nil && text(e, "type") != "button" && text(e, "type") != "image" {
				out = append(out, input{b, e, true})
			}
		case "actions":
			for _, e := range objects(b, "elements") {
				if text(e, "type") != "button" {
					out = append(out, input{b, e, true})
				}
			}
		}
	}
	return out
}

// value is what an input holds: what was typed, or what it began with.
func (v *view) value(in input) any {
	if typed, ok := v.values[in.key()]; ok {
		return typed
	}
	return in.initial()
}

// initial is what an input begins with.
func (in input) initial() any {
	e := in.element
	switch text(e, "type") {
	case "plain_text_input":
		return e["initial_value"]
	case "static_select", "radio_buttons":
		return e["initial_option"]
	case "multi_static_select", "checkboxes":
		return append([]any{}, list(e, "initial_options")...)
	case "users_select":
		return e["initial_user"]
	case "multi_users_select":
		return append([]any{}, list(e, "initial_users")...)
	case "datepicker":
		return e["initial_date"]
	case "timepicker":
		return e["initial_time"]
	case "datetimepicker":
		return e["initial_date_time"]
	case "file_input":
		return []any{}
	default:
		return nil
	}
}

// field is the name under which a kind of element has its value in payloads
// (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).
func field(kind string) string {
	return map[string]string{
		"plain_text_input": "value", "static_select": "selected_option", "radio_buttons": "selected_option",
		"multi_static_select": "selected_options", "checkboxes": "selected_options", "users_select": "selected_user",
		"multi_users_select": "selected_users", "datepicker": "selected_date", "timepicker": "selected_time",
		"datetimepicker": "selected_date_time", "file_input": "files",
	}[kind]
}

// state is what a view holds, by block and action id.
func (v *view) state() obj {
	out := obj{}
	for _, in := range v.inputs() {
		kind, block := text(in.element, "type"), text(in.block, "block_id")
		if field(kind) == "" {
			continue
		}
		if out[block] == nil {
			out[block] = obj{}
		}
		sub(out, block)[text(in.element, "action_id")] = obj{"type": kind, field(kind): v.value(in)}
	}
	return out
}
