package mattermost

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// values are what came back for the inputs of the step in front of the person.
// Who sends a form may send anything: what makes no sense for an input is left
// out and found missing later.
func (s formState) values(submission map[string]any, zone *time.Location) map[string][]string {
	out := map[string][]string{}
	for _, in := range s.step() {
		var raw []string
		switch v := submission[s.name(in)].(type) {
		case string:
			raw = []string{v}
			if in.Kind == chat.Multiple || in.Kind == chat.People {
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
		switch in.Kind {
		case chat.Select, chat.Multiple:
			raw = chosen(in, raw)
		case chat.People:
			raw = slices.DeleteFunc(raw, func(s string) bool { return strings.TrimSpace(s) == "" })
			if len(raw) == 0 {
				raw = kept(in, s.Values[in.Name])
			}
		case chat.Moment:
			for i := range raw {
				raw[i] = moment(raw[i], zone)
			}
		}
		out[in.Name] = raw
	}
	return out
}

// moment reads what a picker gives, which is in UTC, as a moment in the person's
// own zone. What is none stays as it is, and is found wrong later.
func moment(s string, zone *time.Location) string {
	for _, layout := range []string{model.ISODateTimeFormat, time.RFC3339, model.ISODateTimeNoSecondsFormat + "Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return chat.FormatMoment(t.In(zone))
		}
	}
	return s
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

// Types of requests: a form was sent, or an input of it was changed that has the
// form asked for anew.
const (
	submission = "dialog_submission"
	refresh    = "refresh"
)

// onDialog answers a form that was sent. The server vouches for the user, and
// for nothing else: anybody can send any values to any address.
func (p *Platform) onDialog(w http.ResponseWriter, r *http.Request) {
	var in model.SubmitDialogRequest
	if !p.decode(w, r, &in) {
		return
	}
	if in.Type != submission && in.Type != refresh || in.Cancelled {
		p.reply(w, model.SubmitDialogResponse{})
		return
	}
	run := p.running.Load()
	if run == nil {
		p.reply(w, model.SubmitDialogResponse{Error: adapter.Asleep})
		return
	}
	done := make(chan model.SubmitDialogResponse, 1)
	if !run.Begin(func(ctx context.Context) {
		defer close(done)
		done <- run.submit(ctx, in)
	}) {
		p.reply(w, model.SubmitDialogResponse{Error: adapter.Asleep})
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
		e := chat.Event{User: ident(in.UserId), At: chat.Ref{Platform: Name, Channel: ident(in.ChannelId)}}
		r.forged(ctx, e, "form", err, adapter.Digest(in.State))
		return model.SubmitDialogResponse{Error: "This form did not come from me, and nothing was done. Close it and begin anew."}
	}
	if p.o.Now().Unix() > s.Until {
		return model.SubmitDialogResponse{Error: "This form was open for too long, and nothing was done. Copy what you need and open it anew."}
	}
	if s.Form.Action.Verb == verbCheck {
		return model.SubmitDialogResponse{}
	}
	zone := p.zone(ctx, s.User)
	got := s.values(in.Submission, zone)
	if s.Values == nil {
		s.Values = map[string][]string{}
	}
	if in.Type == refresh {
		maps.Copy(s.Values, got)
		return r.refresh(ctx, s, zone)
	}
	part := chat.Form{Inputs: s.step()}
	if _, errs := part.Check(got); len(errs) > 0 {
		return model.SubmitDialogResponse{Errors: s.named(errs)}
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
		ID: "submit:" + s.ID + ":" + adapter.ValuesDigest(clean), User: s.User, At: s.At, Direct: s.Direct, Zone: zone,
		Submit: &chat.Submission{Action: s.Form.Action, Values: clean},
	}
	a, _ := r.Handle(ctx, e)
	if len(a.Errors) > 0 {
		return p.wrong(s, a.Errors)
	}
	if a.Reply != nil {
		r.Begin(func(ctx context.Context) { r.Tell(ctx, e, *a.Reply) })
	}
	if a.Open != nil {
		return p.nextStep(p.newForm(e, *a.Open), "")
	}
	return model.SubmitDialogResponse{}
}

// refresh shows the form as it should be now, with everything that was typed.
func (r *run) refresh(ctx context.Context, s formState, zone *time.Location) model.SubmitDialogResponse {
	e := chat.Event{
		ID: "change:" + s.ID + ":" + adapter.ValuesDigest(s.Values), User: s.User, At: s.At, Direct: s.Direct, Zone: zone,
		Change: &chat.Submission{Action: s.Form.Action, Values: maps.Clone(s.Values)},
	}
	s.Again++
	if a, _ := r.Handle(ctx, e); a.Open != nil {
		s.Form = r.p.fit(a.Open.Fill(s.Values))
		// What is asked again has it as its preset now.
		before := map[string][]string{}
		for _, step := range s.steps()[:min(s.Step, len(s.steps()))] {
			for _, in := range step {
				before[in.Name] = s.Values[in.Name]
			}
		}
		s.Values = before
	}
	return r.p.nextStep(s, "")
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
	now := s.Step
	for i, step := range s.steps() {
		for _, in := range step {
			if why := errs[in.Name]; why != "" && i != now {
				s.Step = i
				s.Again++
				return p.nextStep(s, in.Label+": "+why)
			}
		}
	}
	return model.SubmitDialogResponse{Error: errs[""], Errors: s.named(errs)}
}
