package mattermost

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a dialog, which count bytes (model.Dialog.IsValid, v0.4.3).
const (
	maxInputs      = 5 // of one step; more do not fit on a phone
	maxDialogTitle = model.DialogTitleMaxLength
	maxLabel       = model.DialogElementDisplayNameMaxLength
	maxHint        = model.DialogElementHelpTextMaxLength
	maxLineInput   = model.DialogElementTextMaxLength
	maxLinesInput  = model.DialogElementTextareaMaxLength
)

// formLife is how long a form may stay open.
const formLife = 24 * time.Hour

// formState is all that is known of an open form. It travels with the form,
// sealed, so that a form that was left open works after a restart, and only
// for the person whom it was opened for.
type formState struct {
	ID     string              `json:"i"`
	User   string              `json:"u"`
	At     chat.Ref            `json:"a"`
	Direct bool                `json:"d,omitempty"`
	Until  int64               `json:"t"` // seconds
	Form   chat.Form           `json:"f"`
	Step   int                 `json:"s,omitempty"`
	Values map[string][]string `json:"v,omitempty"` // of the steps before
	// Again counts how often inputs were shown once more in the same window.
	// It is part of their names: the client adds what was in a field of the
	// same name to what it sends, also when the field was emptied since (web
	// client 11.6).
	Again int `json:"n,omitempty"`
}

// name is what an input is called in the dialog.
func (s formState) name(in chat.Input) string {
	if s.Again == 0 {
		return in.Name
	}
	return in.Name + "~" + strconv.Itoa(s.Again)
}

// named are sentences by the dialog's names of the inputs in front of the
// person.
func (s formState) named(errs map[string]string) map[string]string {
	out := map[string]string{}
	for _, in := range s.step() {
		if why := errs[in.Name]; why != "" {
			out[s.name(in)] = why
		}
	}
	return out
}

// steps are the inputs of a form, as many at a time as a dialog should have. A
// form that only asks for a yes has one step with none.
func (s formState) steps() [][]chat.Input {
	if len(s.Form.Inputs) == 0 {
		return [][]chat.Input{nil}
	}
	return slices.Collect(slices.Chunk(s.Form.Inputs, maxInputs))
}

// step are the inputs in front of the person.
func (s formState) step() []chat.Input {
	if steps := s.steps(); s.Step < len(steps) {
		return steps[s.Step]
	}
	return nil
}

// openForm opens the form that an answer asks for, and turns a failure into
// words. It waits when the server wants a pause, but no longer than a trigger
// lasts: half a minute at most.
func (r *run) openForm(ctx context.Context, e chat.Event, trigger string, a chat.Answer) chat.Answer {
	if a.Open == nil {
		return a
	}
	ctx, stop := context.WithTimeout(ctx, adapter.Hurried)
	defer stop()
	s := r.p.newForm(e, *a.Open)
	d, err := r.p.dialog(s, "")
	if err == nil {
		_, err = patient(ctx, func() (struct{}, *model.Response, error) {
			resp, err := r.p.api.OpenInteractiveDialog(ctx, model.OpenDialogRequest{TriggerId: trigger, URL: r.p.o.Callback + PathDialog, Dialog: d})
			return struct{}{}, resp, err
		})
	}
	a.Open = nil
	if err == nil {
		return a
	}
	r.p.o.Log.Warn("form not opened", "form", s.Form.Title, "user", e.User, "err", err)
	text := "The form could not be opened. Do it once more; /" + r.p.o.Command + " help says how to do it in one line instead."
	if errors.Is(err, errTooMuch) {
		text = "There is too much to change in a form here. /" + r.p.o.Command + " help says how to do it in lines instead."
	}
	a.Reply = &chat.Message{Text: text, Tone: chat.Warning}
	return a
}

func (p *Platform) newForm(e chat.Event, f chat.Form) formState {
	return formState{
		ID: model.NewId(), User: e.User, At: e.At, Direct: e.Direct,
		Until: p.o.Now().Add(formLife).Unix(), Form: p.fit(f), Values: map[string][]string{},
	}
}

// The oldest version whose date and time picker was tried. A server hands any
// dialog on, and a client that does not know the picker shows nothing.
const (
	pickerMajor = 11
	pickerMinor = 6
)

// picks reports whether the server's dialogs can ask for a date and a time.
func (p *Platform) picks() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	var major, minor int
	if _, err := fmt.Sscanf(p.version, "%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > pickerMajor || major == pickerMajor && minor >= pickerMinor
}

// Words in place of what a dialog cannot ask for.
const (
	withoutFiles  = "Pictures cannot be added here. Drop them into the thread of the card afterwards."
	withoutPicker = "18:00, tomorrow 9am or 2026-12-01 18:00"
)

// maxMoment is more than anybody needs to write a time, in characters.
const maxMoment = 100

// fit is a form with nothing but what the server's dialogs can ask for.
func (p *Platform) fit(f chat.Form) chat.Form {
	f.Inputs = slices.Clone(f.Inputs)
	f.Inputs = slices.DeleteFunc(f.Inputs, func(in chat.Input) bool {
		if in.Kind == chat.Files {
			f.Intro = strings.TrimSpace(f.Intro + " " + withoutFiles)
		}
		return in.Kind == chat.Files
	})
	picks := p.picks()
	for i := range f.Inputs {
		if in := &f.Inputs[i]; in.Kind == chat.Moment && !picks {
			in.Max = cmp.Or(in.Max, maxMoment)
			in.Kind, in.Hint = chat.Line, strings.TrimLeft(strings.TrimRight(in.Hint, ".")+". "+withoutPicker, ". ")
		}
	}
	return f
}

// errTooMuch says that a form holds more than a dialog can.
var errTooMuch = errors.New("a preset text is longer than a dialog can hold")

// dialog is the step of a form that is in front of the person, with a note
// above it.
func (p *Platform) dialog(s formState, note string) (model.Dialog, error) {
	state, err := p.seal.seal(s)
	if err != nil {
		return model.Dialog{}, fmt.Errorf("seal form: %w", err)
	}
	d := model.Dialog{CallbackId: s.ID, Title: adapter.CutBytes(adapter.OneLine(s.Form.Title), maxDialogTitle), SubmitLabel: "Next", State: state}
	var intro []string
	if n := len(s.steps()); n > 1 {
		mark := fmt.Sprintf(" (%d/%d)", s.Step+1, n)
		d.Title = adapter.CutBytes(adapter.OneLine(s.Form.Title), maxDialogTitle-len(mark)) + mark
	}
	if s.Step == len(s.steps())-1 {
		d.SubmitLabel = adapter.CutBytes(adapter.OneLine(s.Form.Submit), maxDialogTitle)
	}
	for _, t := range []string{note, s.Form.Intro} {
		if t != "" {
			intro = append(intro, escape(t))
		}
	}
	if len(state) > maxState {
		return d, errTooMuch
	}
	d.IntroductionText = strings.Join(intro, "\n\n")
	if slices.ContainsFunc(s.Form.Inputs, func(in chat.Input) bool { return in.Refresh }) {
		d.SourceURL = p.o.Callback + PathDialog
	}
	for _, in := range s.step() {
		el, err := element(in, s.Values[in.Name])
		if err != nil {
			return d, err
		}
		el.Name = s.name(in)
		d.Elements = append(d.Elements, el)
	}
	return d, nil
}

// element is one input. Had is what the person gave when they were here before.
// Options are numbered, because values with commas or spaces get lost in a
// multiple choice.
func element(in chat.Input, had []string) (model.DialogElement, error) {
	label := adapter.OneLine(in.Label)
	el := model.DialogElement{
		Name: in.Name, DisplayName: adapter.CutBytes(label, maxLabel), Optional: in.Optional,
		HelpText: adapter.CutBytes(adapter.OneLine(in.Hint), maxHint), Refresh: in.Refresh,
	}
	if el.DisplayName != label {
		el.HelpText = adapter.CutBytes(strings.TrimSpace(strings.TrimRight(label, ".?!:")+": "+adapter.OneLine(in.Hint)), maxHint)
	}
	value := in.Value
	if len(had) > 0 {
		value = had[0]
	}
	switch in.Kind {
	case chat.Select, chat.Multiple:
		el.Type, el.MultiSelect = "select", in.Kind == chat.Multiple
		values := in.Values
		if in.Kind == chat.Select {
			values = []string{value}
		} else if had != nil {
			values = had
		}
		var chosen []string
		for i, o := range in.Options {
			el.Options = append(el.Options, &model.PostActionOptions{Text: adapter.Cut(adapter.OneLine(o.Label), maxLineInput), Value: optionID(i)})
			if slices.Contains(values, o.Value) {
				chosen = append(chosen, optionID(i))
			}
		}
		el.Default = strings.Join(chosen, ",")
	case chat.People:
		el.Type, el.DataSource, el.MultiSelect = "select", "users", true
		// No client shows users that were chosen before.
		if n := len(kept(in, had)); n > 0 {
			el.Optional = true
			el.HelpText = adapter.CutBytes(fmt.Sprintf("Chosen so far: %d. Choose anew to change that.", n), maxHint)
		}
	case chat.Moment:
		el.Type, el.Default = "datetime", picked(value)
		//nolint:staticcheck // 11.6 looks for it here alone.
		el.TimeInterval = pickerStep
		//nolint:staticcheck // What 11.6 calls manual entry; later versions know the other name too.
		el.DateTimeConfig = &model.DialogDateTimeConfig{TimeInterval: pickerStep, AllowManualTimeEntry: true, ManualTimeEntry: true}
	case chat.Line:
		el.Type, el.MaxLength, el.Default = "text", in.Limit(), value
		if in.Limit() > maxLineInput || len(value) > maxLineInput {
			el.Type, el.MaxLength = "textarea", min(in.Limit(), maxLinesInput)
		}
	default:
		el.Type, el.MaxLength, el.Default = "textarea", min(in.Limit(), maxLinesInput), value
	}
	if len(el.Default) > maxLinesInput {
		return el, errTooMuch
	}
	return el, nil
}

// pickerStep is how many minutes lie between the times that a picker offers. Any
// other can be typed.
const pickerStep = 15

// picked is the value of a moment as a picker takes it.
func picked(value string) string {
	t, err := chat.ParseMoment(value)
	if err != nil {
		return ""
	}
	return t.UTC().Format(model.ISODateTimeFormat)
}

// kept are the people who stay chosen when nobody is chosen anew.
func kept(in chat.Input, had []string) []string {
	if len(had) > 0 {
		return had
	}
	return in.Values
}

func optionID(i int) string { return "o" + strconv.Itoa(i) }
