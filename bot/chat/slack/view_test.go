package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/chattest"
)

// sentBack is a view as it comes back in a view_submission, with what was filled
// in.
func sentBack(t rapid.TB, v slack.ModalViewRequest, values string) slack.InteractionCallback {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if values == "" {
		values = "{}"
	}
	payload := fmt.Sprintf(`{"type":"view_submission","user":{"id":"U01ALICE"},"view":{"id":"V1","hash":"h1","state":{"values":%s},%s}`, values, b[1:])
	var cb slack.InteractionCallback
	if err := json.Unmarshal([]byte(payload), &cb); err != nil {
		t.Fatalf("%v: %s", err, payload)
	}
	return cb
}

// fitsSlack fails the test unless a view keeps Slack's limits.
func fitsSlack(t rapid.TB, v slack.ModalViewRequest) {
	t.Helper()
	texts := map[*slack.TextBlockObject]int{v.Title: 24, v.Submit: 24, v.Close: 24}
	if n := len(v.Blocks.BlockSet); n > 100 || utf8.RuneCountInString(v.PrivateMetadata) > 3000 {
		t.Fatalf("%d blocks, %d characters of metadata", n, len(v.PrivateMetadata))
	}
	ids := map[string]bool{}
	for _, b := range v.Blocks.BlockSet {
		if ids[b.ID()] || b.ID() == "" || len(b.ID()) > 255 {
			t.Fatalf("block id %q", b.ID())
		}
		ids[b.ID()] = true
		switch b := b.(type) {
		case *slack.InputBlock:
			texts[b.Label] = 2000
			texts[b.Hint] = 2000
			elementFits(t, b.Element, texts)
		case *slack.RichTextBlock:
			new(shownMessage).rich(t, b)
		default:
			t.Fatalf("a block of type %T", b)
		}
	}
	for x, most := range texts {
		if x != nil && (x.Text == "" || utf8.RuneCountInString(x.Text) > most || x.Type != slack.PlainTextType) {
			t.Fatalf("%d characters where %d may be: %q", utf8.RuneCountInString(x.Text), most, x.Text)
		}
	}
}

func elementFits(t rapid.TB, el slack.BlockElement, texts map[*slack.TextBlockObject]int) {
	t.Helper()
	list := func(options []*slack.OptionBlockObject, groups []*slack.OptionGroupBlockObject, initial ...*slack.OptionBlockObject) {
		if (len(options) == 0) == (len(groups) == 0) || len(options) > 100 || len(groups) > 100 {
			t.Fatalf("%d options and %d groups", len(options), len(groups))
		}
		for _, g := range groups {
			texts[g.Label] = 75
			if len(g.Options) == 0 || len(g.Options) > 100 {
				t.Fatalf("a group of %d", len(g.Options))
			}
			options = append(options, g.Options...)
		}
		var written []string
		for _, o := range options {
			texts[o.Text] = 75
			if o.Value == "" || utf8.RuneCountInString(o.Value) > 150 {
				t.Fatalf("an option %q", o.Value)
			}
			written = append(written, asJSON(t, o))
		}
		for _, o := range initial {
			if o != nil && !slices.Contains(written, asJSON(t, o)) {
				t.Fatalf("%s is chosen and not offered", asJSON(t, o))
			}
		}
	}
	switch el := el.(type) {
	case *slack.SelectBlockElement:
		texts[el.Placeholder] = 150
		list(el.Options, el.OptionGroups, el.InitialOption)
	case *slack.MultiSelectBlockElement:
		texts[el.Placeholder] = 150
		if el.Type == slack.MultiOptTypeUser {
			if len(el.InitialUsers) > *el.MaxSelectedItems {
				t.Fatalf("%d people", len(el.InitialUsers))
			}
			return
		}
		list(el.Options, el.OptionGroups, el.InitialOptions...)
	case *slack.PlainTextInputBlockElement:
		if el.MaxLength < 1 || el.MaxLength > 3000 || utf8.RuneCountInString(el.InitialValue) > el.MaxLength {
			t.Fatalf("%d of %d characters", utf8.RuneCountInString(el.InitialValue), el.MaxLength)
		}
	case *slack.DateTimePickerBlockElement:
		if n := el.InitialDateTime; n != 0 && len(fmt.Sprint(n)) != 10 {
			t.Fatalf("moment %d", n)
		}
	case *slack.FileInputBlockElement:
		if el.MaxFiles < 1 || el.MaxFiles > 10 {
			t.Fatalf("%d files", el.MaxFiles)
		}
	default:
		t.Fatalf("an element of type %T", el)
	}
}

func asJSON(t rapid.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func drawForm(t *rapid.T) chat.Form {
	texts := rapid.SampledFrom(rapid.SliceOfN(hostile(), 6, 6).Draw(t, "texts"))
	f := chat.Form{
		Title: texts.Draw(t, "title"), Intro: texts.Draw(t, "intro"), Submit: texts.Draw(t, "submit"),
		Action: chat.Action{Verb: "new", Subject: rapid.StringMatching(`[A-Za-z0-9]{0,30}`).Draw(t, "subject")},
	}
	files := false
	for i := range rapid.IntRange(0, 12).Draw(t, "inputs") {
		in := chat.Input{
			Name: fmt.Sprint("name.", i), Label: texts.Draw(t, "label"), Hint: texts.Draw(t, "hint"), Optional: rapid.Bool().Draw(t, "optional"),
			Kind: rapid.SampledFrom([]chat.InputKind{chat.Line, chat.Lines, chat.Select, chat.Multiple, chat.Moment, chat.People, chat.Files}).Draw(t, "kind"),
		}
		switch in.Kind {
		case chat.Line, chat.Lines:
			in.Max = rapid.SampledFrom([]int{0, 1, 32, 1000, 3000, 5000}).Draw(t, "max")
			in.Value = adapter.Cut(adapter.Readable(texts.Draw(t, "preset")), min(in.Limit(), 3000))
		case chat.Select, chat.Multiple:
			for j := range rapid.SampledFrom([]int{1, 2, 100, 101, 250}).Draw(t, "options") {
				in.Options = append(in.Options, chat.Option{Value: fmt.Sprint("value ", j), Label: texts.Draw(t, "option")})
			}
			chosen := in.Options[rapid.IntRange(0, len(in.Options)-1).Draw(t, "chosen")].Value
			if in.Kind == chat.Select {
				in.Value, in.Refresh = chosen, rapid.Bool().Draw(t, "refresh")
			} else {
				in.Values = []string{chosen, in.Options[0].Value}
			}
		case chat.Moment:
			in.Value = chat.FormatMoment(time.Unix(rapid.Int64Range(-1e10, 2e11).Draw(t, "moment"), 0).UTC())
		case chat.People:
			in.Values = slices.Repeat([]string{"U01ALICE"}, rapid.IntRange(0, 60).Draw(t, "people"))
		case chat.Files:
			if files {
				continue // a form has one at most
			}
			files, in.Optional = true, true
		}
		f.Inputs = append(f.Inputs, in)
	}
	return f
}

func TestEveryFormComesBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawForm(t)
		at := opened{Channel: "C1", Message: "1.2", Thread: "1.1", Direct: rapid.Bool().Draw(t, "direct")}
		v, err := view(f, at, hostile().Draw(t, "note"))
		if err != nil {
			t.Fatal(err)
		}
		fitsSlack(t, v)
		got, o, ok := readForm(sentBack(t, v, "").View)
		if !ok || got.Action != f.Action || o.at() != at.at() || o.Direct != at.Direct {
			t.Fatalf("came back as %+v, %+v, %v", got, o, ok)
		}
		if want := adapter.OneLine(f.Title); want != "" && got.Title != adapter.Cut(want, maxPiece) || got.Intro != adapter.Readable(f.Intro) {
			t.Fatalf("came back with title %q and intro %q", got.Title, got.Intro)
		}
		sameInputs(t, got, f)
		again, err := view(got, o, "")
		if err != nil {
			t.Fatal(err)
		}
		fitsSlack(t, again)
	})
}

func sameInputs(t rapid.TB, got, want chat.Form) {
	t.Helper()
	if len(got.Inputs) != len(want.Inputs) {
		t.Fatalf("%d inputs came back, want %d", len(got.Inputs), len(want.Inputs))
	}
	for i, in := range got.Inputs {
		w := want.Inputs[i]
		if in.Name != w.Name || in.Kind != w.Kind || in.Optional != w.Optional || in.Refresh != w.Refresh || in.Limit() != min(w.Limit(), 3000) {
			t.Fatalf("came back as %+v, want %+v", in, w)
		}
		if in.Label != plain(w.Label, 2000).Text || in.Kind != chat.Files && w.Hint != "" && in.Hint != plain(w.Hint, 2000).Text {
			t.Fatalf("came back as %q with hint %q, want %q with hint %q", in.Label, in.Hint, w.Label, w.Hint)
		}
		if !slices.EqualFunc(in.Options, w.Options, func(a, b chat.Option) bool { return a.Value == b.Value && a.Label == plain(b.Label, 75).Text }) {
			t.Fatalf("came back with other options")
		}
	}
}

// A form that is shown anew says of its files once how many there may be.
func TestFilesSayHowManyThereMayBe(t *testing.T) {
	for _, hint := range []string{"", "JPEG or PNG"} {
		f := chat.Form{Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{{Name: "files", Kind: chat.Files, Hint: hint, Optional: true}}}
		for range 3 {
			v, err := view(f, opened{}, "")
			if err != nil {
				t.Fatal(err)
			}
			if s := asJSON(t, v.Blocks); strings.Count(s, "at most 5, of 12 MB each") != 1 || !strings.Contains(s, hint) {
				t.Errorf("%s", s)
			}
			f, _, _ = readForm(sentBack(t, v, "").View)
			if f.Inputs[0].Hint != hint {
				t.Errorf("the hint %q came back as %q", hint, f.Inputs[0].Hint)
			}
		}
	}
}

func TestFormsThatHoldTooMuch(t *testing.T) {
	in := func(in chat.Input) chat.Form {
		return chat.Form{Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{in}}
	}
	tests := map[string]chat.Form{
		"action":        {Action: chat.Action{Verb: "v", Arg: strings.Repeat("x", 3000)}},
		"inputs":        {Action: chat.Action{Verb: "v"}, Inputs: make([]chat.Input, 101)},
		"a preset":      in(chat.Input{Kind: chat.Lines, Max: 10, Value: "eleven char"}),
		"a long preset": in(chat.Input{Kind: chat.Lines, Max: 5000, Value: strings.Repeat("x", 3001)}),
		"a name":        in(chat.Input{Name: strings.Repeat("x", 253)}),
		"an option":     in(chat.Input{Kind: chat.Select, Options: []chat.Option{{Value: strings.Repeat("x", 151)}}}),
		"no value":      in(chat.Input{Kind: chat.Select, Options: []chat.Option{{Label: "none"}}}),
		"options":       in(chat.Input{Kind: chat.Multiple, Options: slices.Repeat([]chat.Option{{Value: "x", Label: "x"}}, 10001)}),
		"an intro":      {Action: chat.Action{Verb: "v"}, Intro: strings.Repeat("x", 101*maxPiece)},
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := view(f, opened{}, ""); !errors.Is(err, errTooMuch) {
				t.Errorf("view: %v", err)
			}
		})
	}
}

// A list with nothing in it would keep the whole form from being opened.
func TestAListWithoutOptionsIsLeftOut(t *testing.T) {
	f := chat.Form{Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{{Name: "a", Kind: chat.Select}, {Name: "b", Kind: chat.Multiple}, {Name: "c", Kind: chat.Line}}}
	v, err := view(f, opened{}, "")
	if err != nil {
		t.Fatal(err)
	}
	got, _, _ := readForm(sentBack(t, v, "").View)
	if len(got.Inputs) != 1 || got.Inputs[0].Name != "c" {
		t.Errorf("it asks for %+v", got.Inputs)
	}
}

func TestViewsThatAreNotOurs(t *testing.T) {
	meta := `{"f":{"v":"new"}}`
	for _, v := range []slack.View{
		{}, {CallbackID: doneView, PrivateMetadata: meta}, {CallbackID: formView}, {CallbackID: formView, PrivateMetadata: "{}"}, {CallbackID: formView, PrivateMetadata: "x"},
	} {
		if _, _, ok := readForm(v); ok {
			t.Errorf("%+v is a form", v)
		}
	}
	v := finished("", strings.Repeat("a long answer\n", 30000))
	fitsSlack(t, v)
	if _, _, ok := readForm(sentBack(t, v, "").View); ok {
		t.Error("what became of a form is a form")
	}
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestValuesOfEveryKind(t *testing.T) {
	f := chat.Form{Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{
		{Name: "line", Kind: chat.Line},
		{Name: "lines", Kind: chat.Lines},
		{Name: "one", Kind: chat.Select, Options: []chat.Option{{Value: "a"}, {Value: "b"}}},
		{Name: "some", Kind: chat.Multiple, Options: []chat.Option{{Value: "a"}, {Value: "b"}}},
		{Name: "at", Kind: chat.Moment},
		{Name: "who", Kind: chat.People},
		{Name: "files", Kind: chat.Files, Optional: true},
	}}
	v, err := view(f, opened{}, "")
	if err != nil {
		t.Fatal(err)
	}
	berlin := zone(t, "Europe/Berlin")
	tests := []struct {
		name, state string
		want        map[string][]string
		files       []string
	}{
		{
			name: "filled in", state: `{
			"in.line":{"line":{"type":"plain_text_input","value":"a <b> & c"}},
			"in.lines":{"lines":{"type":"plain_text_input","value":"one\ntwo"}},
			"in.one":{"select":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"A","emoji":true},"value":"a"}}},
			"in.some":{"multiple":{"type":"multi_static_select","selected_options":[{"value":"b"},{"value":"a"}]}},
			"in.at":{"moment":{"type":"datetimepicker","selected_date_time":1793490300}},
			"in.who":{"people":{"type":"multi_users_select","selected_users":["U01ALICE","U02BOB"]}},
			"in.files":{"files":{"type":"file_input","files":[{"id":"F1","name":"a.png"},{"id":"F2"}]}},
			"in.other":{"line":{"type":"plain_text_input","value":"not asked for"}},
			"other":{"line":{"type":"plain_text_input","value":"not asked for"}}}`,
			want: map[string][]string{
				"line": {"a <b> & c"}, "lines": {"one\ntwo"}, "one": {"a"}, "some": {"b", "a"}, "at": {"2026-11-01T00:45:00+01:00"}, "who": {"U01ALICE", "U02BOB"},
			}, files: []string{"F1", "F2"},
		},
		{
			name: "emptied", state: `{
			"in.line":{"line":{"type":"plain_text_input","value":null}},
			"in.lines":{"lines":{"type":"plain_text_input"}},
			"in.one":{"select":{"type":"static_select","selected_option":null}},
			"in.some":{"multiple":{"type":"multi_static_select","selected_options":[]}},
			"in.at":{"moment":{"type":"datetimepicker","selected_date_time":null}},
			"in.who":{"people":{"type":"multi_users_select","selected_users":[]}},
			"in.files":{"files":{"type":"file_input","files":[]}}}`,
			want: map[string][]string{"line": nil, "lines": nil, "one": nil, "some": nil, "at": nil, "who": {}},
		},
		{name: "of another kind", state: `{"in.line":{"select":{"type":"static_select","selected_option":{"value":"a"}}}}`, want: map[string][]string{"line": nil}},
		{name: "nothing", state: `{}`, want: map[string][]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cb := sentBack(t, v, tt.state)
			form, _, ok := readForm(cb.View)
			if !ok {
				t.Fatal("it is no form")
			}
			values, files := readValues(form, cb.View.State, berlin)
			if fmt.Sprintf("%q", values) != fmt.Sprintf("%q", tt.want) {
				t.Errorf("got %q, want %q", values, tt.want)
			}
			var ids []string
			for _, file := range files {
				ids = append(ids, file.ID)
			}
			if !slices.Equal(ids, tt.files) {
				t.Errorf("files %q, want %q", ids, tt.files)
			}
		})
	}
	if values, files := readValues(f, nil, berlin); len(values) != 0 || files != nil {
		t.Errorf("without a state: %q, %v", values, files)
	}
}

// The clock shows the same hour twice when summer time ends: the offset says
// which of the two was meant.
func TestMomentsWhenTheClocksChange(t *testing.T) {
	f := chat.Form{Inputs: []chat.Input{{Name: "at", Kind: chat.Moment}}}
	for name, want := range map[string]string{
		"2026-10-25T00:30:00Z": "2026-10-25T02:30:00+02:00", "2026-10-25T01:30:00Z": "2026-10-25T02:30:00+01:00",
		"2027-03-28T00:59:00Z": "2027-03-28T01:59:00+01:00", "2027-03-28T01:00:00Z": "2027-03-28T03:00:00+02:00",
	} {
		at, err := chat.ParseMoment(name)
		if err != nil {
			t.Fatal(err)
		}
		state := slack.ViewState{Values: map[string]map[string]slack.BlockAction{"in.at": {"moment": {SelectedDateTime: at.Unix()}}}}
		values, _ := readValues(f, &state, zone(t, "Europe/Berlin"))
		if got := values["at"]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %s", name, got, want)
			continue
		}
		f.Inputs[0].Value = want
		el, err := inputElement(f.Inputs[0])
		if p, ok := el.(*slack.DateTimePickerBlockElement); err != nil || !ok || p.InitialDateTime != at.Unix() {
			t.Errorf("%s is shown as %+v, %v", want, el, err)
		}
	}
}

// What was typed is in the form that takes the place of another.
func TestFilledInFormShowsWhatWasTyped(t *testing.T) {
	f := chat.Form{Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{
		{Name: "line", Kind: chat.Line, Value: "preset"},
		{Name: "one", Kind: chat.Select, Value: "a", Options: []chat.Option{{Value: "a"}, {Value: "b"}}},
		{Name: "some", Kind: chat.Multiple, Values: []string{"a"}, Options: []chat.Option{{Value: "a"}, {Value: "b"}}},
		{Name: "who", Kind: chat.People, Values: []string{"U1"}},
	}}
	v, err := view(f.Fill(map[string][]string{"line": {"typed"}, "one": {"b"}, "some": nil, "who": {"U2"}}), opened{}, "")
	if err != nil {
		t.Fatal(err)
	}
	s := asJSON(t, v.Blocks)
	for _, want := range []string{`"initial_value":"typed"`, `"initial_option":{"text":{"type":"plain_text","text":"…","emoji":false},"value":"b"}`, `"initial_users":["U2"]`} {
		if !strings.Contains(s, want) {
			t.Errorf("no %s in %s", want, s)
		}
	}
	if strings.Contains(s, "initial_options") || strings.Contains(s, "preset") {
		t.Errorf("what was taken out is back: %s", s)
	}
}

func FuzzReadForm(f *testing.F) {
	v, err := view(chat.Form{Title: "t", Intro: "i", Action: chat.Action{Verb: "v"}, Inputs: []chat.Input{
		{Name: "l", Kind: chat.Line},
		{Name: "s", Kind: chat.Select, Options: []chat.Option{{Value: "a"}}},
		{Name: "m", Kind: chat.Multiple, Options: []chat.Option{{Value: "a"}}},
		{Name: "at", Kind: chat.Moment},
		{Name: "p", Kind: chat.People},
		{Name: "f", Kind: chat.Files},
	}}, opened{Channel: "C1"}, "note")
	if err != nil {
		f.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, []byte(`{"values":{"in.at":{"moment":{"selected_date_time":1e9}},"in.p":{"people":{"selected_users":null}},"in.f":{"files":{"files":[null,{}]}}}}`))
	f.Add([]byte(`{"callback_id":"form","private_metadata":"{\"f\":{\"v\":\"v\"}}","blocks":[{"type":"input","block_id":"in.x","element":{"type":"static_select","options":[null,{"text":null}],"option_groups":[null,{"options":[null]}]}}]}`), []byte(`null`))
	f.Add([]byte(`{"callback_id":"form","private_metadata":"{\"f\":{\"v\":\"v\"}}","blocks":[{"type":"input","block_id":"in.x"},{"type":"rich_text","block_id":"title","elements":[null,{"type":"rich_text_section","elements":[null]}]}]}`), []byte(`{"values":{"in.x":null}}`))
	for _, s := range chattest.Nasty() {
		f.Add([]byte(s), []byte(s))
	}
	berlin := zone(f, "Europe/Berlin")
	f.Fuzz(func(t *testing.T, back, state []byte) {
		var v slack.View
		if json.Unmarshal(back, &v) != nil {
			return
		}
		var s *slack.ViewState
		_ = json.Unmarshal(state, &s)
		formError(v, map[string]string{"": "a", "x": "b"})
		form, o, ok := readForm(v)
		if !ok {
			return
		}
		values, files := readValues(form, s, berlin)
		_, errs := form.Check(values)
		valuesDigest(values, files)
		formError(v, errs)
		if v, err := view(form.Fill(values), o, "note"); err == nil {
			asJSON(t, v)
		}
	})
}
