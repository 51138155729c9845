package mattermost

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
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
}

// steps are the inputs of a form, as many at a time as a dialog should have.
func (s formState) steps() [][]chat.Input {
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
// words. A trigger lasts for half a minute at most, so there is one attempt.
func (r *run) openForm(ctx context.Context, e chat.Event, trigger string, a chat.Answer) chat.Answer {
	if a.Open == nil {
		return a
	}
	s := r.p.newForm(e, *a.Open)
	d, err := r.p.dialog(s, "")
	if err == nil {
		var resp *model.Response
		resp, err = r.p.api.OpenInteractiveDialog(ctx, model.OpenDialogRequest{TriggerId: trigger, URL: r.p.o.Callback + PathDialog, Dialog: d})
		err = failed(resp, err)
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
		Until: p.o.Now().Add(formLife).Unix(), Form: f, Values: map[string][]string{},
	}
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
	d := model.Dialog{CallbackId: s.ID, Title: cutBytes(oneLine(s.Form.Title), maxDialogTitle), SubmitLabel: "Next", State: state}
	var intro []string
	if n := len(s.steps()); n > 1 {
		mark := fmt.Sprintf(" (%d/%d)", s.Step+1, n)
		d.Title = cutBytes(oneLine(s.Form.Title), maxDialogTitle-len(mark)) + mark
	}
	if s.Step == len(s.steps())-1 {
		d.SubmitLabel = cutBytes(oneLine(s.Form.Submit), maxDialogTitle)
	}
	for _, t := range []string{note, s.Form.Intro} {
		if t != "" {
			intro = append(intro, escape(t))
		}
	}
	d.IntroductionText = strings.Join(intro, "\n\n")
	for _, in := range s.step() {
		el, err := element(in, s.Values[in.Name])
		if err != nil {
			return d, err
		}
		d.Elements = append(d.Elements, el)
	}
	return d, nil
}

// element is one input. Had is what the person gave when they were here before.
// Options are numbered, because values with commas or spaces get lost in a
// multiple choice.
func element(in chat.Input, had []string) (model.DialogElement, error) {
	label := oneLine(in.Label)
	el := model.DialogElement{
		Name: in.Name, DisplayName: cutBytes(label, maxLabel), Optional: in.Optional,
		HelpText: cutBytes(oneLine(in.Hint), maxHint),
	}
	if el.DisplayName != label {
		el.HelpText = cutBytes(strings.TrimSpace(strings.TrimRight(label, ".?!:")+": "+oneLine(in.Hint)), maxHint)
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
			el.Options = append(el.Options, &model.PostActionOptions{Text: cut(oneLine(o.Label), maxLineInput), Value: optionID(i)})
			if slices.Contains(values, o.Value) {
				chosen = append(chosen, optionID(i))
			}
		}
		el.Default = strings.Join(chosen, ",")
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

func optionID(i int) string { return "o" + strconv.Itoa(i) }

// values are what came back for the inputs of a step. Who sends a form may
// send anything: what makes no sense for an input is left out and found missing
// later.
func values(ins []chat.Input, submission map[string]any) map[string][]string {
	out := map[string][]string{}
	for _, in := range ins {
		var raw []string
		switch v := submission[in.Name].(type) {
		case string:
			raw = []string{v}
			if in.Kind == chat.Multiple {
				raw = strings.Split(v, ",")
			}
		case []any:
			for _, x := range v {
				if s, ok := x.(string); ok {
					raw = append(raw, s)
				}
			}
		case bool:
			raw = []string{strconv.FormatBool(v)}
		}
		if in.Kind == chat.Select || in.Kind == chat.Multiple {
			raw = chosen(in, raw)
		}
		out[in.Name] = raw
	}
	return out
}

// chosen are the values of numbered options. A number that is none becomes a
// value that no option has.
func chosen(in chat.Input, ids []string) []string {
	var out []string
	for _, id := range ids {
		id = strings.TrimSpace(id)
		if id == "" {
			continue
		}
		n, err := strconv.Atoi(strings.TrimPrefix(id, "o"))
		if err != nil || n < 0 || n >= len(in.Options) || !strings.HasPrefix(id, "o") {
			out = append(out, "\x00"+id)
			continue
		}
		out = append(out, in.Options[n].Value)
	}
	return out
}

// submission is the type of a request that sends a form.
const submission = "dialog_submission"

// onDialog answers a form that was sent. The server vouches for the user, and
// for nothing else: anybody can send any values to any address.
func (p *Platform) onDialog(w http.ResponseWriter, r *http.Request) {
	var in model.SubmitDialogRequest
	if !p.decode(w, r, &in) {
		return
	}
	if in.Type != submission || in.Cancelled {
		p.reply(w, model.SubmitDialogResponse{})
		return
	}
	run := p.current()
	if run == nil {
		p.reply(w, model.SubmitDialogResponse{Error: asleep})
		return
	}
	done := make(chan model.SubmitDialogResponse, 1)
	if !run.begin(func(ctx context.Context) {
		defer close(done)
		done <- run.submit(ctx, in)
	}) {
		p.reply(w, model.SubmitDialogResponse{Error: asleep})
		return
	}
	answer, ok := <-done
	if !ok {
		answer.Error = "Something went wrong, and nothing was done. Tell your administrator to look into the program's log."
	}
	p.reply(w, answer)
}

// submit carries a sent form out.
func (r *run) submit(ctx context.Context, in model.SubmitDialogRequest) model.SubmitDialogResponse {
	p := r.p
	var s formState
	err := p.seal.open(in.State, &s)
	if err == nil && s.User != in.UserId {
		err = errOther
	}
	if err != nil {
		e := chat.Event{User: in.UserId, At: chat.Ref{Platform: Name, Channel: in.ChannelId}}
		r.forged(ctx, e, "form", err, digest(in.State))
		return model.SubmitDialogResponse{Error: "This form did not come from me, and nothing was done. Close it and begin anew."}
	}
	if p.o.Now().Unix() > s.Until {
		return model.SubmitDialogResponse{Error: "This form was open for too long, and nothing was done. Copy what you need and open it anew."}
	}
	if s.Form.Action.Verb == verbCheck {
		return model.SubmitDialogResponse{}
	}
	got := values(s.step(), in.Submission)
	part := chat.Form{Inputs: s.step()}
	if _, errs := part.Check(got); len(errs) > 0 {
		return model.SubmitDialogResponse{Errors: errs}
	}
	if s.Values == nil {
		s.Values = map[string][]string{}
	}
	maps.Copy(s.Values, got)
	if s.Step < len(s.steps())-1 {
		s.Step++
		return p.nextStep(s, "")
	}
	clean, errs := s.Form.Check(s.Values)
	if len(errs) > 0 {
		return p.wrong(s, errs)
	}
	e := chat.Event{
		ID: "submit:" + s.ID + ":" + valuesDigest(clean), User: s.User, At: s.At, Direct: s.Direct, Zone: p.zone(s.User),
		Submit: &chat.Submission{Action: s.Form.Action, Values: clean},
	}
	a := r.handle(ctx, e)
	if len(a.Errors) > 0 {
		return p.wrong(s, a.Errors)
	}
	if a.Reply != nil {
		r.begin(func(ctx context.Context) { r.tell(ctx, e, *a.Reply) })
	}
	if a.Open != nil {
		return p.nextStep(p.newForm(e, *a.Open), "")
	}
	return model.SubmitDialogResponse{}
}

// nextStep answers with another step, in the same window.
func (p *Platform) nextStep(s formState, note string) model.SubmitDialogResponse {
	d, err := p.dialog(s, note)
	if err != nil {
		p.o.Log.Error("form not continued", "form", s.Form.Title, "err", err)
		return model.SubmitDialogResponse{Error: "The form could not be continued, and nothing was done."}
	}
	return model.SubmitDialogResponse{Type: string(model.SubmitDialogResponseTypeForm), Form: &d}
}

// wrong keeps a form open with sentences at its inputs. When one belongs to a
// step before, the person is led back there, with everything that was typed.
func (p *Platform) wrong(s formState, errs map[string]string) model.SubmitDialogResponse {
	here := map[string]string{}
	for _, in := range s.step() {
		if why := errs[in.Name]; why != "" {
			here[in.Name] = why
		}
	}
	elsewhere := ""
	for i, step := range s.steps() {
		for _, in := range step {
			if why := errs[in.Name]; why != "" && here[in.Name] == "" && elsewhere == "" {
				s.Step, elsewhere = i, in.Label+": "+why
			}
		}
	}
	if elsewhere != "" {
		return p.nextStep(s, elsewhere)
	}
	return model.SubmitDialogResponse{Error: errs[""], Errors: here}
}

// valuesDigest names what was typed: the same form sent twice is one event,
// and sent again with other words another.
func valuesDigest(vs map[string][]string) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(vs)) {
		parts = append(parts, k, strconv.Itoa(len(vs[k])))
		parts = append(parts, vs[k]...)
	}
	return digest(parts...)
}
