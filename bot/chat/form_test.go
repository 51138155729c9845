package chat_test

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat"
)

func TestCheck(t *testing.T) {
	crowd := make([]string, chat.MaxPeople+1)
	for i := range crowd {
		crowd[i] = "u" + strconv.Itoa(i)
	}
	ab := []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}
	for _, c := range []struct {
		name string
		in   chat.Input
		give []string
		want []string
		why  string
	}{
		{name: "line", in: chat.Input{Kind: chat.Line}, give: []string{"x"}, want: []string{"x"}},
		{name: "line of two", in: chat.Input{Kind: chat.Line}, give: []string{"x\ny"}, why: "Write this on one line."},
		{name: "line too long", in: chat.Input{Kind: chat.Line, Max: 2}, give: []string{"üüü"}, why: "This is too long: 3 of at most 2 characters."},
		{name: "nothing", in: chat.Input{Kind: chat.Line}, give: []string{" "}, why: "Fill this in."},
		{name: "nothing is fine", in: chat.Input{Kind: chat.Line, Optional: true}},
		{name: "select", in: chat.Input{Kind: chat.Select, Options: ab}, give: []string{"b"}, want: []string{"b"}},
		{name: "select two", in: chat.Input{Kind: chat.Select, Options: ab}, give: []string{"a", "b"}, why: "Give one answer here."},
		{name: "select another", in: chat.Input{Kind: chat.Select, Options: ab}, give: []string{"c"}, why: "Choose one of what is offered."},
		{name: "multiple", in: chat.Input{Kind: chat.Multiple, Options: ab}, give: []string{"a", "b", "a"}, want: []string{"a", "b"}},
		{name: "moment", in: chat.Input{Kind: chat.Moment}, give: []string{"2026-12-01T18:00:00-05:00"}, want: []string{"2026-12-01T18:00:00-05:00"}},
		{name: "moment in UTC", in: chat.Input{Kind: chat.Moment}, give: []string{"2026-12-01T18:00:00Z"}, want: []string{"2026-12-01T18:00:00Z"}},
		{name: "moment without zone", in: chat.Input{Kind: chat.Moment}, give: []string{"2026-12-01T18:00"}, why: "Choose a date and a time here."},
		{name: "moment in words", in: chat.Input{Kind: chat.Moment}, give: []string{"tomorrow 9am"}, why: "Choose a date and a time here."},
		{name: "moment with seconds", in: chat.Input{Kind: chat.Moment}, give: []string{"2026-12-01T18:00:01Z"}, why: "Choose a date and a time here."},
		{name: "moment that there is not", in: chat.Input{Kind: chat.Moment}, give: []string{"2026-02-30T18:00:00Z"}, why: "Choose a date and a time here."},
		{name: "no moment", in: chat.Input{Kind: chat.Moment}, why: "Choose a date and a time here."},
		{name: "no moment is fine", in: chat.Input{Kind: chat.Moment, Optional: true}},
		{name: "people", in: chat.Input{Kind: chat.People}, give: []string{"U1", "U2", "U1"}, want: []string{"U1", "U2"}},
		{name: "no people", in: chat.Input{Kind: chat.People}, why: "Choose something here."},
		{name: "no person", in: chat.Input{Kind: chat.People}, give: []string{"a b"}, why: "Choose people of this chat here."},
		{name: "a long person", in: chat.Input{Kind: chat.People}, give: []string{strings.Repeat("x", 101)}, why: "Choose people of this chat here."},
		{name: "a crowd", in: chat.Input{Kind: chat.People}, give: crowd, why: "Choose at most 50 people here."},
		{name: "files are no values", in: chat.Input{Kind: chat.Files}, give: []string{"x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.in.Name = "in"
			clean, errs := chat.Form{Inputs: []chat.Input{c.in}}.Check(map[string][]string{"in": c.give, "other": {"x"}})
			if errs["in"] != c.why {
				t.Errorf("it is wrong because %q, want %q", errs["in"], c.why)
			}
			if c.why == "" && (!slices.Equal(clean["in"], c.want) || len(clean) > 1) {
				t.Errorf("values %q, want %q", clean, c.want)
			}
		})
	}
}

func TestFill(t *testing.T) {
	ab := []chat.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}
	f := chat.Form{Inputs: []chat.Input{
		{Name: "line", Kind: chat.Line, Value: "preset"},
		{Name: "emptied", Kind: chat.Lines, Value: "preset"},
		{Name: "new", Kind: chat.Line, Value: "preset"},
		{Name: "one", Kind: chat.Select, Options: ab, Value: "a"},
		{Name: "gone", Kind: chat.Select, Options: ab, Value: "a"},
		{Name: "many", Kind: chat.Multiple, Options: ab, Values: []string{"a"}},
		{Name: "none", Kind: chat.Multiple, Options: ab, Values: []string{"a"}},
		{Name: "who", Kind: chat.People},
		{Name: "at", Kind: chat.Moment},
		{Name: "files", Kind: chat.Files},
	}}
	before := slices.Clone(f.Inputs)
	got := f.Fill(map[string][]string{
		"line": {"typed"}, "emptied": nil, "one": {"b"}, "gone": {"c"}, "many": {"b", "c"}, "none": {}, "who": {"u"}, "at": {"2026-12-01T18:00:00Z"}, "files": {"x"},
	})
	value, values := map[string]string{}, map[string][]string{}
	for _, in := range got.Inputs {
		if in.Value != "" {
			value[in.Name] = in.Value
		}
		if len(in.Values) > 0 {
			values[in.Name] = in.Values
		}
	}
	if want := map[string]string{"line": "typed", "new": "preset", "one": "b", "gone": "a", "at": "2026-12-01T18:00:00Z"}; !maps.Equal(value, want) {
		t.Errorf("presets %v, want %v", value, want)
	}
	if want := map[string][]string{"many": {"b"}, "who": {"u"}}; !reflect.DeepEqual(values, want) {
		t.Errorf("presets %v, want %v", values, want)
	}
	if !reflect.DeepEqual(f.Inputs, before) {
		t.Error("the form itself was changed")
	}
}

func TestMoment(t *testing.T) {
	at := time.Date(2026, 12, 1, 18, 0, 59, 5, time.FixedZone("", -5*3600))
	s := chat.FormatMoment(at)
	if s != "2026-12-01T18:00:00-05:00" {
		t.Errorf("moment %q", s)
	}
	if back, err := chat.ParseMoment(s); err != nil || !back.Equal(at.Truncate(time.Minute)) {
		t.Errorf("read again: %v, %v", back, err)
	}
}
