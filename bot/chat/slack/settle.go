package slack

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// A settled form is what became of one that was sent.
type settled struct {
	event  chat.Event
	form   chat.Form
	at     opened
	values map[string][]string
	errs   map[string]string
	next   *slack.ModalViewRequest // another form in its place
	said   string                  // what the person was told
}

// acknowledgement is what becomes of a form in front of the person.
func (s settled) acknowledgement(v slack.View) any {
	switch {
	case len(s.errs) > 0:
		return formError(v, s.errs)
	case s.next != nil:
		return slack.NewUpdateViewSubmissionResponse(s.next)
	default:
		return nil // it closes
	}
}

// working is what stands in place of a form while it is worked on.
func working(f chat.Form) any {
	v := finished(f.Title, "Working on it. You can close this; nothing is lost.")
	return slack.NewUpdateViewSubmissionResponse(&v)
}

// settleTime is how long Slack is given to show that a form is worked on,
// before it is told what became of it: the two go different ways.
const settleTime = 400 * time.Millisecond

// after shows what became of a form for which Slack did not wait. Who has closed
// it meanwhile is told what is wrong with it, with what they have typed.
func (r *run) after(ctx context.Context, cb slack.InteractionCallback, s settled) {
	adapter.Sleep(ctx, settleTime)
	err := r.p.poster.Insist(ctx, func(ctx context.Context) error {
		_, err := r.p.api.UpdateViewContext(ctx, s.replacement(), "", "", cb.View.ID)
		return failed(err)
	})
	if err == nil {
		return
	}
	if code(err) != "not_found" { // it was closed
		r.p.o.Log.Warn("form not settled", "form", s.form.Title, "err", err)
	}
	if m := s.message(); m != nil {
		r.tell(ctx, s.event, *m, "")
	}
}

// replacement is what comes in the place of a form. Sentences at the inputs can
// only be given at once: now they stand above.
func (s settled) replacement() slack.ModalViewRequest {
	switch {
	case len(s.errs) > 0:
		again, err := view(s.form.Fill(s.values), s.at, strings.Join(s.wrong(), "\n"))
		if err != nil {
			return finished(s.form.Title, strings.Join(s.wrong(), "\n")+"\nOpen the form anew.")
		}
		return again
	case s.next != nil:
		return *s.next
	case s.said != "":
		return finished(s.form.Title, s.said)
	default:
		return finished(s.form.Title, "Done.")
	}
}

// wrong are the sentences on what is wrong with a form.
func (s settled) wrong() []string {
	var out []string
	if why := s.errs[""]; why != "" {
		out = append(out, why)
	}
	for _, in := range s.form.Inputs {
		if why := s.errs[in.Name]; why != "" {
			out = append(out, in.Label+": "+why)
		}
		if in.Kind == chat.Files {
			out = append(out, "Files have to be chosen again.")
		}
	}
	return out
}

// message tells of a form that is not there any more: nothing when it is well.
func (s settled) message() *chat.Message {
	switch {
	case len(s.errs) > 0:
		m := &chat.Message{
			Text: "The form “" + s.form.Title + "” was not carried out. Nothing is lost: here is what was typed.", Tone: chat.Warning,
			Sections: []chat.Section{{Heading: "What is wrong", Text: strings.Join(s.wrong(), "\n")}},
		}
		typed := chat.Section{Heading: "What was typed"}
		for _, in := range s.form.Inputs {
			if vs := s.values[in.Name]; len(vs) > 0 {
				typed.Fields = append(typed.Fields, chat.Field{Label: in.Label, Value: strings.Join(vs, ", ")})
			}
		}
		m.Sections = append(m.Sections, typed)
		return m
	case s.next != nil:
		return &chat.Message{Text: "The form “" + s.form.Title + "” asks for one thing more. Begin it again to go on.", Tone: chat.Warning}
	default:
		return nil
	}
}

// formError keeps a form open with sentences at its inputs. What belongs to no
// input stands at the first: Slack has no other place.
func formError(v slack.View, errs map[string]string) any {
	f, _, _ := readForm(v)
	out := map[string]string{}
	first := ""
	for _, b := range v.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok && first == "" {
			first = in.BlockID
		}
	}
	var rest []string
	if why := errs[""]; why != "" {
		rest = append(rest, why)
	}
	for _, name := range slices.Sorted(maps.Keys(errs)) {
		if name == "" {
			continue
		}
		if slices.ContainsFunc(f.Inputs, func(in chat.Input) bool { return in.Name == name }) {
			out[inputID+name] = errs[name]
		} else {
			rest = append(rest, errs[name])
		}
	}
	if len(rest) > 0 {
		if own := out[first]; own != "" {
			rest = append(rest, own)
		}
		if first == "" {
			v := finished("Not done", strings.Join(rest, "\n"))
			return slack.NewUpdateViewSubmissionResponse(&v)
		}
		out[first] = strings.Join(rest, "\n")
	}
	return slack.NewErrorsViewSubmissionResponse(out)
}
