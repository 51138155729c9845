package mattermosttest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// A dialog is a form in front of somebody, where they were when it opened.
type dialog struct {
	channel string
	open    model.OpenDialogRequest
	// sent is what the window has sent so far. The web client adds it to all
	// that it sends, as long as the field of that name has nothing in it.
	sent map[string]any
}

// next is the window with another form in it.
func (d *dialog) next(form model.Dialog) *dialog {
	open := d.open
	open.Dialog = form
	return &dialog{channel: d.channel, open: open, sent: d.sent}
}

// plain is what an adapter calls an input, whatever it adds to the name to tell
// it from the one that stood there before.
func plain(name string) string {
	name, _, _ = strings.Cut(name, "~")
	return name
}

// form is what the person sees.
func (d *dialog) form() *chat.Form {
	v := d.open.Dialog
	out := &chat.Form{Title: v.Title, Intro: v.IntroductionText, Submit: v.SubmitLabel}
	for _, e := range v.Elements {
		in := chat.Input{Name: plain(e.Name), Refresh: e.Refresh, Label: e.DisplayName, Hint: e.HelpText, Value: e.Default, Optional: e.Optional, Max: e.MaxLength, Kind: chat.Line}
		switch {
		case e.Type == "textarea":
			in.Kind = chat.Lines
		case e.Type == "datetime":
			in.Kind = chat.Moment
		case e.DataSource == "users":
			in.Kind = chat.People
		case (e.Type == "select" || e.Type == "radio") && e.MultiSelect:
			in.Kind = chat.Multiple
		case e.Type == "select" || e.Type == "radio":
			in.Kind = chat.Select
		}
		for _, o := range e.Options {
			in.Options = append(in.Options, chat.Option{Value: o.Value, Label: o.Text})
		}
		out.Inputs = append(out.Inputs, in)
	}
	return out
}

// labels are what the options of the suite's forms are called: a person chooses
// by what is written there, whatever value the adapter gives it.
func labels() map[string]string {
	return map[string]string{"metro": "Chirp", "page": "Page", "channel": "Channel", "witness": "Witness", "missing person": "Missing person"}
}

// choose finds the option that a value of the suite means.
func choose(t *testing.T, e model.DialogElement, value string) string {
	t.Helper()
	for _, want := range []string{labels()[value], value} {
		for _, o := range e.Options {
			if want != "" && (strings.EqualFold(o.Text, want) || o.Value == want) {
				return o.Value
			}
		}
	}
	t.Fatalf("%s has no option for %q", e.DisplayName, value)
	return ""
}

// fill fills in one step of the form, as the web client sends it: a choice of
// several is a list, a field that nothing was typed into is left out, and what
// was preset and not touched is sent as it stands.
func (d *dialog) fill(t *testing.T, values map[string][]string) map[string]any {
	t.Helper()
	out := map[string]any{}
	for _, e := range d.open.Dialog.Elements {
		vs, given := values[plain(e.Name)]
		switch {
		case e.DataSource == "users": // nobody is preset, whatever the dialog says
			if len(vs) > 0 {
				out[e.Name] = vs
			} else if !e.Optional {
				t.Fatalf("%s has to be filled in", e.DisplayName)
			}
		case e.Type == "datetime" && given && len(vs) > 0:
			at, err := chat.ParseMoment(vs[0])
			if err != nil {
				t.Fatal(err)
			}
			out[e.Name] = at.UTC().Format(model.ISODateTimeFormat)
		case e.MultiSelect && given:
			chosen := []string{}
			for _, v := range vs {
				chosen = append(chosen, choose(t, e, v))
			}
			out[e.Name] = chosen
		case e.MultiSelect:
			out[e.Name] = slices.DeleteFunc(strings.Split(e.Default, ","), func(s string) bool { return s == "" })
		case given && len(vs) > 0 && len(e.Options) > 0:
			out[e.Name] = choose(t, e, vs[0])
		case given && len(vs) > 0:
			if r := []rune(vs[0]); e.MaxLength > 0 && len(r) > e.MaxLength {
				t.Fatalf("%s takes %d characters only", e.DisplayName, e.MaxLength)
			}
			out[e.Name] = vs[0]
		case e.Default != "":
			out[e.Name] = e.Default
		case !e.Optional:
			t.Fatalf("%s has to be filled in", e.DisplayName)
		}
	}
	if d.sent == nil {
		d.sent = map[string]any{}
	}
	for k, v := range out {
		if v != "" {
			d.sent[k] = v
		}
	}
	return maps.Clone(d.sent)
}

// changed fills in a form as far as it goes, as the web client sends it when an
// input is changed that has the form asked for anew.
func (d *dialog) changed(t *testing.T, values map[string][]string) map[string]any {
	t.Helper()
	every := d.open.Dialog.Elements
	defer func() { d.open.Dialog.Elements = every }()
	lenient := slices.Clone(every)
	for i := range lenient {
		lenient[i].Optional = true
	}
	d.open.Dialog.Elements = lenient
	return d.fill(t, values)
}

// Submit implements chattest.Deeds. A form of several steps is filled in step by
// step.
func (f *Far) Submit(t *testing.T, user string, values map[string][]string, _ ...chat.File) chattest.Got {
	t.Helper()
	o := f.officer(t, user)
	d := o.front(t)
	for {
		res, got := f.send(t, o, d, values)
		if res == nil || res.Type != "form" || res.Form == nil {
			return got
		}
		d = d.next(*res.Form)
		o.mu.Lock()
		o.form = d
		o.mu.Unlock()
	}
}

// Change implements chattest.Deeds.
func (f *Far) Change(t *testing.T, user string, values map[string][]string) chattest.Got {
	t.Helper()
	o := f.officer(t, user)
	d := o.front(t)
	v := d.open.Dialog
	if v.SourceURL == "" {
		t.Fatal("the form does not say where it is asked for anew")
	}
	res, _, err := o.client.SubmitInteractiveDialog(t.Context(), model.SubmitDialogRequest{
		Type: "refresh", URL: v.SourceURL, CallbackId: v.CallbackId, State: v.State, ChannelId: d.channel, TeamId: f.team.Id, Submission: d.changed(t, values),
	})
	if err != nil || res.Type != "form" || res.Form == nil { // the client shows an error then
		t.Fatalf("the form is not shown anew: %+v, %v", res, err)
	}
	d = d.next(*res.Form)
	o.mu.Lock()
	o.form = d
	o.mu.Unlock()
	return chattest.Got{Form: d.form()}
}

// front is the form in front of somebody.
func (o *officer) front(t *testing.T) *dialog {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.form == nil {
		t.Fatal("there is no form")
	}
	return o.form
}

// send submits one step.
func (f *Far) send(t *testing.T, o *officer, d *dialog, values map[string][]string) (*model.SubmitDialogResponse, chattest.Got) {
	t.Helper()
	var res *model.SubmitDialogResponse
	v := d.open.Dialog
	req := model.SubmitDialogRequest{
		URL: d.open.URL, CallbackId: v.CallbackId, State: v.State, ChannelId: d.channel, TeamId: f.team.Id, Submission: d.fill(t, values),
	}
	alone, dialogs := o.seen()
	res, _, err := o.client.SubmitInteractiveDialog(t.Context(), req)
	f.remember(f.proxy.recall)
	var got chattest.Got
	if err != nil {
		got.Replies = append(got.Replies, chattest.Seen{Text: "error: " + message(err)})
		return nil, got
	}
	if len(res.Errors) > 0 || res.Error != "" {
		got.Errors = map[string]string{}
		for name, why := range res.Errors {
			got.Errors[plain(name)] = why
		}
		if res.Error != "" {
			got.Errors[""] = res.Error
		}
		return res, got
	}
	if res.Type == "form" {
		return res, got
	}
	o.fence(t)
	o.until(f.site.Linger, func() bool { return len(o.alone) > alone || len(o.dialogs) > dialogs })
	posts, opened := o.since(alone, dialogs)
	for _, p := range posts {
		got.Replies = append(got.Replies, f.seen(t, p))
	}
	o.mu.Lock()
	o.form = nil
	o.mu.Unlock()
	if len(opened) > 0 {
		next := &dialog{channel: d.channel, open: opened[len(opened)-1]}
		o.mu.Lock()
		o.form = next
		o.mu.Unlock()
		got.Form = next.form()
	}
	return res, got
}
