package chat

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// DefaultMax is how many characters an Input holds that says nothing about it.
const DefaultMax = 3000

// Limit is how many characters the input holds.
func (in Input) Limit() int {
	if in.Max > 0 {
		return in.Max
	}
	return DefaultMax
}

// Check takes from values what the form asks for, and says what is wrong, by
// input. Adapters call it for everything that comes back from a form, whatever
// the platform claims to have checked: values come from outside.
func (f Form) Check(values map[string][]string) (clean map[string][]string, errs map[string]string) {
	clean, errs = map[string][]string{}, map[string]string{}
	for _, in := range f.Inputs {
		var vs []string
		for _, v := range values[in.Name] {
			v = strings.ReplaceAll(strings.ToValidUTF8(v, "\uFFFD"), "\r\n", "\n")
			if strings.TrimSpace(v) != "" && !slices.Contains(vs, v) {
				vs = append(vs, v)
			}
		}
		if why := in.wrong(vs); why != "" {
			errs[in.Name] = why
		}
		if len(vs) > 0 {
			clean[in.Name] = vs
		}
	}
	return clean, errs
}

// wrong says why values cannot be given to an input.
func (in Input) wrong(vs []string) string {
	if len(vs) == 0 {
		if in.Optional {
			return ""
		}
		if in.Kind == Select || in.Kind == Multiple {
			return "Choose something here."
		}
		return "Fill this in."
	}
	if len(vs) > 1 && in.Kind != Multiple {
		return "Give one answer here."
	}
	for _, v := range vs {
		switch in.Kind {
		case Select, Multiple:
			if !slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == v }) {
				return "Choose one of what is offered."
			}
		default:
			if n := utf8.RuneCountInString(v); n > in.Limit() {
				return fmt.Sprintf("This is too long: %d of at most %d characters.", n, in.Limit())
			}
			if in.Kind == Line && strings.ContainsRune(v, '\n') {
				return "Write this on one line."
			}
		}
	}
	return ""
}
