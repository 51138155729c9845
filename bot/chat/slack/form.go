package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// openTime bounds how long a form is tried to be opened. A trigger lives for
// three seconds (docs.slack.dev, views.open, 2026-11).
const openTime = 3 * time.Second

// openForm opens the form that an answer asks for, and turns a failure into
// words.
func (r *run) openForm(ctx context.Context, e chat.Event, trigger string, a chat.Answer) chat.Answer {
	if a.Open == nil {
		return a
	}
	f := *a.Open
	a.Open = nil
	if !r.triggers.first(trigger) {
		return a // Slack tells it twice; it is open, or the person knows why not
	}
	v, err := view(f, opened{Channel: e.At.Channel, Message: e.At.Message, Thread: e.At.Thread, Direct: e.Direct}, "")
	if err == nil {
		ctx, stop := context.WithTimeout(ctx, openTime)
		defer stop()
		_, err = r.p.api.OpenViewContext(ctx, trigger, v)
		err = failed(err)
	}
	if err == nil || code(err) == "exchanged_trigger_id" { // then it was opened before the program was started anew
		return a
	}
	r.p.o.Log.Warn("form not opened", "form", f.Title, "user", e.User, "err", err)
	a.Reply = &chat.Message{Text: r.notOpened(f, err), Tone: chat.Warning}
	return a
}

// triggers are those with which a form was opened, or could not be: each is good
// once.
type triggers struct {
	mu   sync.Mutex
	used map[string]bool
}

// maxTriggers bounds how many are remembered, until there are
// so many.
const maxTriggers = 10000

// first reports whether a trigger was not there before.
func (t *triggers) first(id string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.used[id] && id != "" {
		return false
	}
	if t.used == nil || len(t.used) >= maxTriggers {
		t.used = map[string]bool{}
	}
	t.used[id] = true
	return true
}

// notOpened says what to do when a form could not be shown.
func (r *run) notOpened(f chat.Form, err error) string {
	why := "could not be opened"
	switch code(err) {
	case "expired_trigger_id", "invalid_trigger_id":
		why = "came too late: Slack opens one only within three seconds"
	}
	return fmt.Sprintf("The form %q %s, and nothing was done. Try once more, or write all of it in one line: /%s help says how.", f.Title, why, r.p.o.Command)
}

// change has a form say what it asks for, now that an input was changed.
func (r *run) change(ctx context.Context, cb slack.InteractionCallback) {
	f, o, ok := readForm(cb.View)
	if !ok {
		return
	}
	zone := r.p.zone(ctx, cb.User.ID)
	values, _ := readValues(f, cb.View.State, zone)
	e := chat.Event{
		ID: "change:" + cb.View.ID + ":" + valuesDigest(values, nil), User: cb.User.ID, At: o.at(), Direct: o.Direct, Zone: zone,
		Change: &chat.Submission{Action: f.Action, Values: values},
	}
	a, _ := r.Handle(ctx, e)
	if a.Open == nil {
		return
	}
	v, err := view(a.Open.Fill(values), o, "")
	if err != nil {
		r.p.o.Log.Warn("form not changed", "form", f.Title, "err", err)
		return
	}
	// With the hash, a change that was overtaken by the next comes to nothing.
	if _, err := r.p.api.UpdateViewContext(ctx, v, "", cb.View.Hash, cb.View.ID); err != nil && code(failed(err)) != "hash_conflict" {
		r.p.o.Log.Warn("form not changed", "form", f.Title, "err", failed(err))
	}
}

// submitted works on a form that was sent. The acknowledgement says what is
// wrong with it; where that takes longer than Slack waits, the form makes place
// for a line that says so, and the line for what became of it.
func (r *run) submitted(cb slack.InteractionCallback) (any, bool) {
	f, o, ok := readForm(cb.View)
	if !ok {
		return formError(cb.View, map[string]string{"": "This form is not one that I know, and nothing was done. Close it and begin anew."}), true
	}
	broken := formError(cb.View, map[string]string{"": "Something went wrong, and nothing was done. Tell your administrator to look into the program's log."})
	return r.promptly(working(f), broken, func(ctx context.Context, waits func() bool) any {
		s := r.submit(ctx, cb, f, o)
		answer := s.acknowledgement(cb.View)
		if !waits() {
			r.after(ctx, cb, s)
			return nil
		}
		if !fits(answer) && r.Begin(func(ctx context.Context) { r.after(ctx, cb, s) }) {
			return working(f)
		}
		return answer
	})
}

// maxAcknowledgement is how many bytes an acknowledgement may have: Slack drops
// longer ones without a word (slack-go, socketmode, v0.35.0: 20 KB).
const maxAcknowledgement = 18 << 10

// fits reports whether an acknowledgement is not too long.
func fits(answer any) bool {
	b, err := json.Marshal(answer)
	return err == nil && len(b) <= maxAcknowledgement
}

// submit carries a form out.
func (r *run) submit(ctx context.Context, cb slack.InteractionCallback, f chat.Form, o opened) settled {
	zone := r.p.zone(ctx, cb.User.ID)
	values, chosen := readValues(f, cb.View.State, zone)
	clean, errs := f.Check(values)
	e := chat.Event{
		ID: "submit:" + cb.View.ID + ":" + valuesDigest(clean, chosen), User: cb.User.ID, At: o.at(), Direct: o.Direct, Zone: zone,
		Submit: &chat.Submission{Action: f.Action, Values: clean},
	}
	s := settled{event: e, form: f, at: o, values: values}
	if len(errs) > 0 {
		s.errs = errs
		return s
	}
	files, why := r.formFiles(ctx, f, chosen)
	if len(why) > 0 {
		s.errs = why
		return s
	}
	e.Submit.Files = files
	a, _ := r.Handle(ctx, e)
	if len(a.Errors) > 0 {
		s.errs = a.Errors
		return s
	}
	if a.Open != nil {
		v, err := view(*a.Open, o, "")
		if err == nil {
			s.next = &v
		} else {
			r.p.o.Log.Warn("form not opened", "form", a.Open.Title, "err", err)
			a.Reply = &chat.Message{Text: r.notOpened(*a.Open, err), Tone: chat.Warning}
		}
	}
	if a.Reply != nil {
		s.said = a.Reply.Plain()
		r.reply(ctx, e, a, "")
	}
	return s
}

// formFiles fetches the files that were chosen in a form.
func (r *run) formFiles(ctx context.Context, f chat.Form, chosen []slack.File) ([]chat.File, map[string]string) {
	if len(chosen) == 0 {
		return nil, nil
	}
	files, why, err := r.p.fetch(ctx, chosen)
	if err != nil {
		r.p.o.Log.Warn("files of a form not fetched", "err", err)
		why = "The files could not be fetched from Slack just now. Try once more, or leave them out and drop them into the card's thread afterwards."
	}
	if why == "" {
		return files, nil
	}
	for _, in := range f.Inputs {
		if in.Kind == chat.Files {
			return nil, map[string]string{in.Name: why}
		}
	}
	return nil, map[string]string{"": why}
}

// valuesDigest names what was filled in: the same form sent twice is one event,
// and sent again with other words or files another.
func valuesDigest(vs map[string][]string, files []slack.File) string {
	parts := []string{adapter.ValuesDigest(vs)}
	for _, f := range files {
		parts = append(parts, f.ID)
	}
	return adapter.Digest(parts...)
}
