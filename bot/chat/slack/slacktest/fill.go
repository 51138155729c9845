package slacktest

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// choose finds the option that a value means: by its value, or by its label.
func choose(in input, value string) (obj, bool) {
	all := choices(in.element)
	for _, want := range []func(obj) bool{
		func(o obj) bool { return text(o, "value") == value },
		func(o obj) bool { return strings.EqualFold(text(sub(o, "text"), "text"), value) },
		func(o obj) bool { return text(sub(o, "text"), "text") == labels()[value] },
	} {
		if i := slices.IndexFunc(all, want); i >= 0 {
			return all[i], true
		}
	}
	return nil, false
}

// typed is what an input holds after a person has put values into it; why says
// why they cannot.
func (f *Far) typed(in input, vs []string) (value any, why string) {
	e := in.element
	first := ""
	if len(vs) > 0 {
		first = vs[0]
	}
	switch kind := text(e, "type"); kind {
	case "plain_text_input":
		return typedText(e, first)
	case "static_select", "radio_buttons", "multi_static_select", "checkboxes":
		chosen := []any{}
		for _, v := range vs {
			o, ok := choose(in, v)
			if !ok {
				return nil, "there is no option for " + v
			}
			chosen = append(chosen, o)
		}
		if kind == "multi_static_select" || kind == "checkboxes" {
			return chosen, ""
		}
		if len(chosen) == 0 {
			return nil, ""
		}
		return chosen[0], ""
	case "multi_users_select":
		all := []any{}
		for _, v := range vs {
			if f.users[v] == nil {
				return nil, "there is nobody of the id " + v
			}
			all = append(all, v)
		}
		if most, ok := number(e, "max_selected_items"); ok && len(vs) > most {
			return nil, "it takes fewer people"
		}
		return all, ""
	case "datetimepicker":
		if first == "" {
			return nil, ""
		}
		at, err := chat.ParseMoment(first)
		if err != nil {
			return nil, err.Error()
		}
		return float64(at.Unix()), ""
	default:
		if first == "" {
			return nil, ""
		}
		return first, ""
	}
}

// typedText is what can be typed: nothing longer or shorter than the element
// says, and no line break where there is one line.
func typedText(e obj, s string) (any, string) {
	if s == "" {
		return nil, ""
	}
	n := utf8.RuneCountInString(s)
	if most, ok := number(e, "max_length"); ok && n > most || n > inputMost {
		return nil, "it takes fewer characters"
	}
	if least, ok := number(e, "min_length"); ok && n < least {
		return nil, "it takes more characters"
	}
	if !flag(e, "multiline") && strings.ContainsRune(s, '\n') {
		return nil, "it takes one line"
	}
	return s, ""
}

// matches reports whether an input is what a test calls name: by what the
// adapter calls it, or by one of its ids with something before or after it.
func (f *Far) matches(in input, name string) bool {
	if f.name(in) == name {
		return true
	}
	if f.Name != nil {
		return false
	}
	for _, id := range []string{text(in.block, "block_id"), text(in.element, "action_id")} {
		if id == name {
			return true
		}
		for _, sep := range []string{":", "/", ".", "|", "-", "#"} {
			if strings.HasSuffix(id, sep+name) || strings.HasPrefix(id, name+sep) {
				return true
			}
		}
	}
	return false
}

// Fill puts values into the topmost modal in front of somebody, by the names of
// its inputs and from top to bottom, as they type: nothing is sent, unless an
// input's block says dispatch_action, which tells the app of it. What was not
// named keeps what it holds.
func (f *Far) Fill(t *testing.T, user string, values map[string][]string) chattest.Got {
	t.Helper()
	var got chattest.Got
	left := slices.Sorted(mapKeys(values))
	for len(left) > 0 {
		name := f.first(user, left)
		left = slices.DeleteFunc(left, func(n string) bool { return n == name })
		v, in := f.fill(t, user, name, values[name])
		if v == nil || !dispatches(in) {
			continue
		}
		got = f.act(t, user, func() *delivery {
			action := obj{field(text(in.element, "type")): v.value(in)}
			return f.send(interactive, f.viewAction(user, v, in.block, in.element, action))
		})
		if got.Form == nil {
			got.Form = f.Form(user)
		}
	}
	return got
}

// first is the name whose input stands highest in the modal.
func (f *Far) first(user string, names []string) string {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	if v := f.top(user); v != nil {
		for _, in := range v.inputs() {
			if i := slices.IndexFunc(names, func(n string) bool { return f.matches(in, n) }); i >= 0 {
				return names[i]
			}
		}
	}
	return names[0]
}

// dispatches reports whether the app is told when an input changes.
func dispatches(in input) bool {
	return text(in.block, "type") != "input" || flag(in.block, "dispatch_action")
}

// fill puts values into one input; its view is nil when that is what it held.
func (f *Far) fill(t *testing.T, user, name string, vs []string) (*view, input) {
	t.Helper()
	f.Server.mu.Lock()
	v := f.top(user)
	var err string
	defer func() {
		f.Server.mu.Unlock()
		if err != "" {
			t.Fatalf("%s: %s", name, err)
		}
	}()
	if v == nil {
		err = "there is no form"
		return nil, input{}
	}
	ins := v.inputs()
	i := slices.IndexFunc(ins, func(in input) bool { return f.name(in) == name })
	if i < 0 {
		i = slices.IndexFunc(ins, func(in input) bool { return f.matches(in, name) })
	}
	if i < 0 {
		err = "there is no such input"
		return nil, input{}
	}
	value, why := f.typed(ins[i], vs)
	if why != "" {
		err = why
		return nil, input{}
	}
	if string(marshal(value)) == string(marshal(v.value(ins[i]))) {
		return nil, input{}
	}
	v.values[ins[i].key()] = value
	return v, ins[i]
}

// Change implements chattest.Deeds: what tells the app of its change is chosen
// last.
func (f *Far) Change(t *testing.T, user string, values map[string][]string) chattest.Got {
	t.Helper()
	last := map[string][]string{}
	f.Server.mu.Lock()
	if v := f.top(user); v != nil {
		for _, in := range v.inputs() {
			for name := range values {
				if dispatches(in) && f.matches(in, name) {
					last[name] = values[name]
				}
			}
		}
	}
	f.Server.mu.Unlock()
	for _, name := range slices.Sorted(mapKeys(values)) {
		if _, later := last[name]; !later {
			f.fill(t, user, name, values[name])
		}
	}
	return f.Fill(t, user, last)
}

// chooseFiles puts files into the first input of a modal that takes some.
func (f *Far) chooseFiles(user string, files []chat.File) string {
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	v := f.top(user)
	if v == nil || len(files) == 0 {
		return ""
	}
	for _, in := range v.inputs() {
		if text(in.element, "type") != "file_input" {
			continue
		}
		if most, ok := number(in.element, "max_files"); ok && len(files) > most || len(files) > filesMost {
			return "the form takes fewer files"
		}
		all := []any{}
		for _, one := range files {
			all = append(all, clone(f.fileObject(f.files[f.addFile(user, one)])))
		}
		v.values[in.key()] = all
		return ""
	}
	return ""
}
