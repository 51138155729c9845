package chat

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
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

// MaxPeople is how many people an input of that kind holds.
const MaxPeople = 50

// momentLayout is RFC 3339 with the offset and no fraction of a second.
const momentLayout = time.RFC3339

// FormatMoment is the value of a Moment: the minute of t, in the zone of t.
func FormatMoment(t time.Time) string { return t.Truncate(time.Minute).Format(momentLayout) }

// ParseMoment reads the value of a Moment.
func ParseMoment(s string) (time.Time, error) {
	t, err := time.Parse(momentLayout, s)
	if err != nil {
		return t, fmt.Errorf("read moment: %w", err)
	}
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return t, fmt.Errorf("read moment %q: it has seconds", s)
	}
	return t, nil
}

// Fill is the form with what was typed so far in place of its presets. An input
// that values do not name keeps its preset, and what an input does not offer is
// left out.
func (f Form) Fill(values map[string][]string) Form {
	f.Inputs = slices.Clone(f.Inputs)
	for i := range f.Inputs {
		in := &f.Inputs[i]
		vs, typed := values[in.Name]
		if !typed {
			continue
		}
		switch in.Kind {
		case Multiple:
			in.Values = slices.DeleteFunc(slices.Clone(vs), func(v string) bool { return !in.offers(v) })
		case People:
			in.Values = slices.Clone(vs)
		case Files:
		default:
			v := ""
			if len(vs) > 0 {
				v = vs[0]
			}
			if in.Kind != Select || in.offers(v) {
				in.Value = v
			}
		}
	}
	return f
}

// offers reports whether a value is one of the input's options.
func (in Input) offers(v string) bool {
	return slices.ContainsFunc(in.Options, func(o Option) bool { return o.Value == v })
}

// Check takes from values what the form asks for, and says what is wrong, by
// input. Adapters call it for everything that comes back from a form, whatever
// the platform claims to have checked: values come from outside.
func (f Form) Check(values map[string][]string) (clean map[string][]string, errs map[string]string) {
	clean, errs = map[string][]string{}, map[string]string{}
	for _, in := range f.Inputs {
		if in.Kind == Files {
			continue // they are no values
		}
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
		return in.missing()
	}
	switch {
	case len(vs) > 1 && in.Kind != Multiple && in.Kind != People:
		return "Give one answer here."
	case len(vs) > MaxPeople && in.Kind == People:
		return fmt.Sprintf("Choose at most %d people here.", MaxPeople)
	}
	for _, v := range vs {
		if why := in.wrongValue(v); why != "" {
			return why
		}
	}
	return ""
}

// missing says why an input cannot stay empty.
func (in Input) missing() string {
	switch {
	case in.Optional:
		return ""
	case in.Kind == Select, in.Kind == Multiple, in.Kind == People:
		return "Choose something here."
	case in.Kind == Moment:
		return notMoment
	default:
		return "Fill this in."
	}
}

// notMoment is said where there is no date and time.
const notMoment = "Choose a date and a time here."

// maxUser is more than any platform needs for the id of a user.
const maxUser = 100

func (in Input) wrongValue(v string) string {
	switch in.Kind {
	case Select, Multiple:
		if !in.offers(v) {
			return "Choose one of what is offered."
		}
	case Moment:
		if _, err := ParseMoment(v); err != nil {
			return notMoment
		}
	case People:
		if len(v) > maxUser || strings.ContainsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }) {
			return "Choose people of this chat here."
		}
	default:
		if n := utf8.RuneCountInString(v); n > in.Limit() {
			return fmt.Sprintf("This is too long: %d of at most %d characters.", n, in.Limit())
		}
		if in.Kind == Line && strings.ContainsRune(v, '\n') {
			return "Write this on one line."
		}
	}
	return ""
}
