package slacktest

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"unicode/utf8"
)

// bounds of elements (docs.slack.dev/reference/block-kit/block-elements and
// .../composition-objects/option-object).
const (
	buttonText   = 75
	buttonValue  = 2000
	buttonURL    = 3000
	optionText   = 75
	optionValue  = 150
	options100   = 100
	optionsFew   = 10 // of checkboxes and radio buttons
	placeholder  = 150
	inputMost    = 3000
	filesMost    = 10
	accessLabel  = 75
	confirmText  = 300
	confirmTitle = 100
	confirmLabel = 30
)

// element checks something that people use.
func (in *inspector) element(at string, e obj) {
	in.id(at, e, "action_id", in.actions)
	if flag(e, "focus_on_load") {
		if in.focus++; in.focus > 1 {
			in.fail(at+"/focus_on_load", "only one element can have the focus")
		}
	}
	if e["confirm"] != nil {
		in.confirm(at+"/confirm", sub(e, "confirm"))
	}
	if e["placeholder"] != nil {
		in.text(at+"/placeholder", e["placeholder"], "plain_text", placeholder, true)
	}
	switch kind := text(e, "type"); kind {
	case "button":
		in.button(at, e)
	case "plain_text_input":
		in.textInput(at, e)
	case "static_select", "multi_static_select":
		in.only(at, e, "type action_id options option_groups initial_option initial_options max_selected_items confirm focus_on_load placeholder")
		in.options(at, e, options100)
	case "radio_buttons", "checkboxes":
		in.only(at, e, "type action_id options initial_option initial_options confirm focus_on_load")
		in.options(at, e, optionsFew)
	case "overflow":
		in.only(at, e, "type action_id options confirm")
		in.options(at, e, 5)
	case "users_select", "multi_users_select":
		in.only(at, e, "type action_id initial_user initial_users max_selected_items confirm focus_on_load placeholder")
	case "datepicker":
		in.only(at, e, "type action_id initial_date confirm focus_on_load placeholder")
		in.pattern(at+"/initial_date", e, "initial_date", `^\d{4}-\d\d-\d\d$`)
	case "timepicker":
		in.only(at, e, "type action_id initial_time timezone confirm focus_on_load placeholder")
		in.pattern(at+"/initial_time", e, "initial_time", `^\d\d:\d\d$`)
	case "datetimepicker":
		in.only(at, e, "type action_id initial_date_time confirm focus_on_load")
		if v, has := e["initial_date_time"]; has {
			if n, ok := number(e, "initial_date_time"); !ok || n < 1e9 || n >= 1e10 {
				in.fail(at+"/initial_date_time", "must be a UNIX time of ten digits, not %v", v)
			}
		}
	case "file_input":
		in.only(at, e, "type action_id filetypes max_files")
		if n, ok := number(e, "max_files"); e["max_files"] != nil && (!ok || n < 1 || n > filesMost) {
			in.fail(at+"/max_files", "must be 1 to %d", filesMost)
		}
	default:
		in.fail(at+"/type", "unsupported type: %q", kind)
	}
}

func (in *inspector) pattern(at string, e obj, key, pattern string) {
	if v, has := e[key]; has && !regexp.MustCompile(pattern).MatchString(fmt.Sprint(v)) {
		in.fail(at, "%v is not of the form %s", v, pattern)
	}
}

func (in *inspector) button(at string, e obj) {
	in.only(at, e, "type action_id text value url style confirm accessibility_label")
	in.text(at+"/text", e["text"], "plain_text", buttonText, true)
	if n := utf8.RuneCountInString(text(e, "value")); n > buttonValue {
		in.fail(at+"/value", "must be less than %d characters, not %d", buttonValue+1, n)
	}
	if len(text(e, "url")) > buttonURL {
		in.fail(at+"/url", "must be less than %d characters", buttonURL+1)
	}
	if n := utf8.RuneCountInString(text(e, "accessibility_label")); n > accessLabel {
		in.fail(at+"/accessibility_label", "must be less than %d characters", accessLabel+1)
	}
	if s, has := e["style"]; has && s != "primary" && s != "danger" {
		in.fail(at+"/style", "must be primary or danger, not %v", s)
	}
}

func (in *inspector) confirm(at string, o obj) {
	if o == nil {
		in.fail(at, "must be an object")
		return
	}
	in.only(at, o, "title text confirm deny style")
	in.text(at+"/title", o["title"], "plain_text", confirmTitle, true)
	in.text(at+"/text", o["text"], "", confirmText, true)
	in.text(at+"/confirm", o["confirm"], "plain_text", confirmLabel, true)
	in.text(at+"/deny", o["deny"], "plain_text", confirmLabel, true)
}

func (in *inspector) textInput(at string, e obj) {
	in.only(at, e, "type action_id multiline initial_value min_length max_length dispatch_action_config focus_on_load placeholder")
	most := inputMost
	if e["max_length"] != nil {
		n, ok := number(e, "max_length")
		if !ok || n < 1 || n > inputMost {
			in.fail(at+"/max_length", "must be 1 to %d, not %v", inputMost, e["max_length"])
		} else {
			most = n
		}
	}
	if e["min_length"] != nil {
		if n, ok := number(e, "min_length"); !ok || n < 0 || n > most {
			in.fail(at+"/min_length", "must be 0 to %d, not %v", most, e["min_length"])
		}
	}
	if n := utf8.RuneCountInString(text(e, "initial_value")); n > most {
		in.fail(at+"/initial_value", "must be less than %d characters, not %d", most+1, n)
	}
}

// options checks what can be chosen, and that what is chosen from the beginning
// is among it, exactly as it stands there.
func (in *inspector) options(at string, e obj, most int) {
	all := list(e, "options")
	for i, g := range objects(e, "option_groups") {
		in.text(fmt.Sprintf("%s/option_groups/%d/label", at, i), g["label"], "plain_text", optionText, true)
		all = append(all, list(g, "options")...)
	}
	if len(all) == 0 || len(all) > most {
		in.fail(at+"/options", "must have 1 to %d items, not %d", most, len(all))
	}
	values := map[string]bool{}
	for i, v := range all {
		o, _ := v.(obj)
		here := fmt.Sprintf("%s/options/%d", at, i)
		in.only(here, o, "text value description url")
		kind := "plain_text"
		if k := text(e, "type"); k == "radio_buttons" || k == "checkboxes" {
			kind = ""
		}
		in.text(here+"/text", o["text"], kind, optionText, true)
		in.text(here+"/description", o["description"], kind, optionText, false)
		switch n := utf8.RuneCountInString(text(o, "value")); {
		case n == 0 || n > optionValue:
			in.fail(here+"/value", "must have 1 to %d characters, not %d", optionValue, n)
		case values[text(o, "value")]:
			in.fail(here+"/value", "%q is there twice", text(o, "value"))
		}
		values[text(o, "value")] = true
	}
	chosen := list(e, "initial_options")
	if o, has := e["initial_option"]; has {
		chosen = append(chosen, o)
	}
	if v, has := e["initial_options"]; has && len(list(e, "initial_options")) == 0 {
		in.fail(at+"/initial_options", "must have more than 0 items: %v", v)
	}
	for _, c := range chosen {
		if !slices.ContainsFunc(all, func(o any) bool { return reflect.DeepEqual(o, c) }) {
			in.fail(at+"/initial_option", "is not among the options: %s", marshal(c))
		}
	}
}
