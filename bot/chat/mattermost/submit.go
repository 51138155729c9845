package mattermost

import (
	"context"
	"maps"
	"net/http"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

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
		ID: "submit:" + s.ID + ":" + adapter.ValuesDigest(clean), User: s.User, At: s.At, Direct: s.Direct, Zone: p.zone(ctx, s.User),
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
