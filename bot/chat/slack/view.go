package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a modal (docs.slack.dev, "View objects" and "Block elements",
// 2026-11).
const (
	maxViewTitle  = 24
	maxViewBlocks = 100
	maxMetadata   = 3000
	maxInputLabel = 2000
	maxInputText  = 3000
	maxOption     = 75  // characters of an option's label
	maxChoice     = 150 // characters of its value
	maxOptions    = 100 // of one list, or of one group
	maxFormFiles  = 5   // files that are sent with a form; a thread takes any number

	firstMoment = 1_000_000_000 // Slack takes times of ten digits
	lastMoment  = 9_999_999_999
)

// A view's inputs are known by these.
const (
	inputID  = "in."    // begins the id of an input's block, before its name
	introID  = "intro." // begins the ids of the intro's blocks
	titleID  = "title"  // of the block that has a title for which there is no room above
	formView = "form"   // the callback id of every form
	doneView = "done"   // of one that only says what became of a form
)

// opened is what a form has to know of itself. It travels with the view, where
// no user can change it, so that a form which was left open works after a
// restart; what it asks is in its blocks, which come back as well.
type opened struct {
	Action  carried `json:"f"`
	Channel string  `json:"c,omitempty"`
	Message string  `json:"m,omitempty"`
	Thread  string  `json:"t,omitempty"`
	Direct  bool    `json:"d,omitempty"`
}

func (o opened) at() chat.Ref {
	return chat.Ref{Platform: Name, Channel: o.Channel, Message: o.Message, Thread: o.Thread}
}

// errTooMuch says that a form holds more than a modal can.
var errTooMuch = errors.New("the form holds more than a modal can")

// view is a form as a modal, with a note above it.
func view(f chat.Form, o opened, note string) (slack.ModalViewRequest, error) {
	o.Action = actionOf(f.Action)
	meta, err := json.Marshal(o)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if utf8.RuneCount(meta) > maxMetadata {
		return slack.ModalViewRequest{}, fmt.Errorf("%w: its action", errTooMuch)
	}
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: formView, PrivateMetadata: string(meta),
		Title: plain(f.Title, maxViewTitle), Submit: plain(f.Submit, maxViewTitle), Close: plain("Cancel", maxViewTitle),
	}
	if f.Submit == "" {
		v.Submit = plain("Send", maxViewTitle)
	}
	if title := adapter.OneLine(f.Title); utf8.RuneCountInString(title) > maxViewTitle {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, rich(titleID, []span{{text: adapter.Cut(title, maxPiece), bold: true}}))
	}
	if note != "" {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, rich("note", []span{{emoji: colour(chat.Warning)}, {text: " " + adapter.Cut(adapter.Readable(note), maxPiece)}}))
	}
	for i, p := range words(adapter.Readable(f.Intro), false) {
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, rich(introID+strconv.Itoa(i), p.spans))
	}
	for _, in := range f.Inputs {
		if (in.Kind == chat.Select || in.Kind == chat.Multiple) && len(in.Options) == 0 {
			continue // Slack has no list with nothing in it
		}
		b, err := input(in)
		if err != nil {
			return v, err
		}
		v.Blocks.BlockSet = append(v.Blocks.BlockSet, b)
	}
	if len(v.Blocks.BlockSet) > maxViewBlocks {
		return v, fmt.Errorf("%w: %d blocks", errTooMuch, len(v.Blocks.BlockSet))
	}
	return v, nil
}

// input is one input as a block.
func input(in chat.Input) (slack.Block, error) {
	el, err := inputElement(in)
	if err != nil {
		return nil, err
	}
	if in.Kind == chat.Files {
		in.Hint = strings.TrimSpace(in.Hint + fileBounds)
	}
	var hint *slack.TextBlockObject
	if in.Hint != "" {
		hint = plain(in.Hint, maxInputLabel)
	}
	b := slack.NewInputBlock(inputID+in.Name, plain(in.Label, maxInputLabel), hint, el)
	b.Optional, b.DispatchAction = in.Optional, in.Refresh
	if len(b.BlockID) > 255 {
		return nil, fmt.Errorf("%w: the name of input %q", errTooMuch, in.Label)
	}
	return b, nil
}

// fileBounds is said at an input for files.
var fileBounds = fmt.Sprintf(" (at most %d, of %d MB each)", maxFormFiles, MaxFile>>20)

// inputElement is what is filled in. The id of the action is the kind, so that
// what comes back says what it was; what was typed is kept through a change of
// the form where both ids are the same.
func inputElement(in chat.Input) (slack.BlockElement, error) {
	id := string(in.Kind)
	switch in.Kind {
	case chat.Select, chat.Multiple:
		return choice(in)
	case chat.Moment:
		el := slack.NewDateTimePickerBlockElement(id)
		if t, err := chat.ParseMoment(in.Value); err == nil && t.Unix() >= firstMoment && t.Unix() <= lastMoment {
			el.InitialDateTime = t.Unix()
		}
		return el, nil
	case chat.People:
		most := chat.MaxPeople
		return &slack.MultiSelectBlockElement{
			Type: slack.MultiOptTypeUser, ActionID: id, Placeholder: plain("Choose people", maxChoice),
			InitialUsers: in.Values[:min(len(in.Values), most)], MaxSelectedItems: &most,
		}, nil
	case chat.Files:
		el := slack.NewFileInputBlockElement(id)
		el.MaxFiles = maxFormFiles
		return el, nil
	default:
		el := slack.NewPlainTextInputBlockElement(nil, id)
		el.Multiline = in.Kind == chat.Lines
		el.MaxLength = min(in.Limit(), maxInputText)
		el.InitialValue = adapter.Readable(in.Value)
		if utf8.RuneCountInString(el.InitialValue) > el.MaxLength {
			return nil, fmt.Errorf("%w: the text of %q", errTooMuch, in.Label)
		}
		return el, nil
	}
}

// choice is a list to choose from. One that is longer than Slack's is cut into
// groups.
func choice(in chat.Input) (slack.BlockElement, error) {
	chosen := in.Values
	if in.Kind == chat.Select {
		chosen = []string{in.Value}
	}
	var options, initial []*slack.OptionBlockObject
	for _, o := range in.Options {
		if o.Value == "" || utf8.RuneCountInString(o.Value) > maxChoice {
			return nil, fmt.Errorf("%w: an option of %q", errTooMuch, in.Label)
		}
		b := &slack.OptionBlockObject{Text: plain(o.Label, maxOption), Value: o.Value}
		options = append(options, b)
		if slices.Contains(chosen, o.Value) {
			initial = append(initial, b)
		}
	}
	var groups []*slack.OptionGroupBlockObject
	if len(options) > maxOptions {
		for part := range slices.Chunk(options, maxOptions) {
			label := part[0].Text.Text + " – " + part[len(part)-1].Text.Text
			groups = append(groups, slack.NewOptionGroupBlockElement(plain(label, maxOption), part...))
		}
		options = nil
		if len(groups) > maxOptions {
			return nil, fmt.Errorf("%w: the options of %q", errTooMuch, in.Label)
		}
	}
	hint := plain("Choose", maxChoice)
	if in.Kind == chat.Multiple {
		return &slack.MultiSelectBlockElement{
			Type: slack.MultiOptTypeStatic, ActionID: string(in.Kind), Placeholder: hint, Options: options, OptionGroups: groups, InitialOptions: initial,
		}, nil
	}
	el := &slack.SelectBlockElement{Type: slack.OptTypeStatic, ActionID: string(in.Kind), Placeholder: hint, Options: options, OptionGroups: groups}
	if len(initial) > 0 {
		el.InitialOption = initial[0]
	}
	return el, nil
}

// finished is a modal that says what became of a form which took longer than
// Slack waits.
func finished(title, text string) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: doneView, Title: plain(title, maxViewTitle), Close: plain("Close", maxViewTitle),
	}
	for i, p := range words(adapter.Readable(text), false) {
		if i < maxViewBlocks {
			v.Blocks.BlockSet = append(v.Blocks.BlockSet, rich(fmt.Sprint("text", i), p.spans))
		}
	}
	return v
}

// readForm makes the form anew of what came back: its inputs of its blocks.
func readForm(v slack.View) (f chat.Form, o opened, ok bool) {
	if v.CallbackID != formView || json.Unmarshal([]byte(v.PrivateMetadata), &o) != nil || o.Action.Verb == "" {
		return f, o, false
	}
	f.Action = chat.Action(o.Action)
	if v.Title != nil {
		f.Title = v.Title.Text
	}
	if v.Submit != nil {
		f.Submit = v.Submit.Text
	}
	for _, b := range v.Blocks.BlockSet {
		switch b := b.(type) {
		case *slack.InputBlock:
			if strings.HasPrefix(b.BlockID, inputID) {
				f.Inputs = append(f.Inputs, readInput(b))
			}
		case *slack.RichTextBlock:
			switch {
			case b.BlockID == titleID:
				f.Title = readWords(b)
			case strings.HasPrefix(b.BlockID, introID):
				f.Intro += readWords(b)
			}
		}
	}
	return f, o, true
}

// readWords are the words of a block.
func readWords(b *slack.RichTextBlock) string {
	var out strings.Builder
	for _, el := range b.Elements {
		s, ok := el.(*slack.RichTextSection)
		if !ok {
			continue
		}
		for _, el := range s.Elements {
			if t, ok := el.(*slack.RichTextSectionTextElement); ok {
				out.WriteString(t.Text)
			}
		}
	}
	return out.String()
}

// readInput is an input as it was asked for.
func readInput(b *slack.InputBlock) chat.Input {
	in := chat.Input{Name: strings.TrimPrefix(b.BlockID, inputID), Optional: b.Optional, Refresh: b.DispatchAction}
	if b.Label != nil {
		in.Label = b.Label.Text
	}
	if b.Hint != nil {
		in.Hint = b.Hint.Text
	}
	switch el := b.Element.(type) {
	case *slack.PlainTextInputBlockElement:
		in.Kind, in.Max = chat.InputKind(el.ActionID), el.MaxLength
	case *slack.SelectBlockElement:
		in.Kind, in.Options = chat.Select, readOptions(el.Options, el.OptionGroups)
	case *slack.MultiSelectBlockElement:
		in.Kind = chat.InputKind(el.ActionID)
		if in.Kind == chat.Multiple {
			in.Options = readOptions(el.Options, el.OptionGroups)
		}
	case *slack.DateTimePickerBlockElement:
		in.Kind = chat.Moment
	case *slack.FileInputBlockElement:
		in.Kind, in.Hint = chat.Files, strings.TrimSpace(strings.TrimSuffix(in.Hint, strings.TrimSpace(fileBounds)))
	}
	return in
}

func readOptions(options []*slack.OptionBlockObject, groups []*slack.OptionGroupBlockObject) []chat.Option {
	for _, g := range groups {
		if g != nil {
			options = append(options, g.Options...)
		}
	}
	var out []chat.Option
	for _, o := range options {
		if o == nil {
			continue
		}
		label := ""
		if o.Text != nil {
			label = o.Text.Text
		}
		out = append(out, chat.Option{Value: o.Value, Label: label})
	}
	return out
}

// readValues are what was filled in, and the files that were chosen. Zone is
// where the person is, for the moments.
func readValues(f chat.Form, state *slack.ViewState, zone *time.Location) (values map[string][]string, files []slack.File) {
	values = map[string][]string{}
	if state == nil {
		return values, nil
	}
	for _, in := range f.Inputs {
		given, ok := state.Values[inputID+in.Name]
		if !ok {
			continue
		}
		a := given[string(in.Kind)]
		var vs []string
		switch in.Kind {
		case chat.Select:
			if a.SelectedOption.Value != "" {
				vs = []string{a.SelectedOption.Value}
			}
		case chat.Multiple:
			for _, o := range a.SelectedOptions {
				vs = append(vs, o.Value)
			}
		case chat.People:
			vs = a.SelectedUsers
		case chat.Moment:
			if a.SelectedDateTime != 0 {
				vs = []string{chat.FormatMoment(time.Unix(a.SelectedDateTime, 0).In(zone))}
			}
		case chat.Files:
			files = append(files, a.Files...)
			continue
		default:
			if a.Value != "" {
				vs = []string{a.Value}
			}
		}
		values[in.Name] = vs
	}
	return values, files
}
