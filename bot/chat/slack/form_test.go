package slack

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
)

// acknowledged is what a form was answered with.
type acknowledged struct {
	Action string            `json:"response_action"`
	Errors map[string]string `json:"errors"`
	View   json.RawMessage   `json:"view"`
}

func readAcknowledgement(t *testing.T, v any) (a acknowledged) {
	t.Helper()
	if err := json.Unmarshal([]byte(asJSON(t, v)), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// submit sends a form and returns what it was answered with, and after how long.
func (o *office) submit(f chat.Form, values string) (a acknowledged, after time.Duration) {
	o.t.Helper()
	began := time.Now()
	rec := o.interact(submitCall(o.t, f, values))
	if rec.Code != 200 {
		o.t.Fatalf("status %d", rec.Code)
	}
	if rec.Body.Len() > 0 {
		if err := json.Unmarshal(rec.Body.Bytes(), &a); err != nil {
			o.t.Fatal(err)
		}
	}
	return a, time.Since(began)
}

// updated are the views by which a form was replaced through the API, once
// nothing more is done.
func (o *office) updated() []string {
	o.t.Helper()
	time.Sleep(10 * time.Second)
	synctest.Wait()
	return o.bodies("views.update")
}

// holds fails the test unless a text has all of some others in it.
func holds(t *testing.T, s string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(s, want) {
			t.Errorf("no %q in %s", want, s)
		}
	}
}

func TestWhereErrorsOfAFormStand(t *testing.T) {
	form := numberForm()
	tests := []struct {
		name string
		errs map[string]string
		want map[string]string
	}{
		{"at an input", map[string]string{"kind": "wrong"}, map[string]string{"in.kind": "wrong"}},
		{"of the whole form", map[string]string{"": "no"}, map[string]string{"in.number": "no"}},
		{"of an input that is not there", map[string]string{"z": "two", "a": "one"}, map[string]string{"in.number": "one\ntwo"}},
		{"of everything", map[string]string{"": "first", "other": "second", "number": "third", "files": "fourth"}, map[string]string{"in.number": "first\nsecond\nthird", "in.files": "fourth"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := view(form, opened{}, "note")
			if err != nil {
				t.Fatal(err)
			}
			a := readAcknowledgement(t, formError(sentBack(t, v, "").View, tt.errs))
			if a.Action != "errors" || !maps.Equal(a.Errors, tt.want) {
				t.Errorf("got %+v, want %q", a, tt.want)
			}
		})
	}
	form.Inputs = nil
	v, err := view(form, opened{}, "")
	if err != nil {
		t.Fatal(err)
	}
	a := readAcknowledgement(t, formError(sentBack(t, v, "").View, map[string]string{"": "no", "x": "why"}))
	if a.Action != "update" || a.Errors != nil {
		t.Errorf("without inputs: %+v", a)
	}
	holds(t, string(a.View), "no\\nwhy", `"callback_id":"done"`)
}

func TestHowLongAnAcknowledgementMayBe(t *testing.T) {
	for n, want := range map[int]bool{0: true, 17 << 10: true, 19 << 10: false} {
		if got := fits(slack.NewErrorsViewSubmissionResponse(map[string]string{"x": strings.Repeat("x", n)})); got != want {
			t.Errorf("%d bytes: %v", n, got)
		}
	}
	if !fits(nil) || fits(func() {}) {
		t.Error("nothing does not fit, or what is no JSON does")
	}
}

func TestFormThatWasSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(context.Context, chat.Event) chat.Answer {
			return chat.Answer{Reply: &chat.Message{Text: "draft made"}}
		})
		a, after := o.submit(numberForm(), numberValues)
		if a.Action != "" || after > prompt {
			t.Errorf("answered %+v after %v", a, after)
		}
		if n := len(o.updated()); n != 0 {
			t.Errorf("the form was changed %d times", n)
		}
		if told := o.bodies("chat.postEphemeral"); len(told) != 1 || !strings.Contains(told[0], url.QueryEscape("draft made")) {
			t.Errorf("told %q", told)
		}
		e := o.heard()[0]
		if e.Submit.Action != numberForm().Action || e.Submit.Value("number") != "2026-1" || e.Submit.Value("kind") != "b" || e.At.Message != cardTS || e.Zone.String() != "Europe/Berlin" {
			t.Errorf("got %+v, %+v", e, e.Submit)
		}
	})
}

// What is wrong with a form is said before the handler hears of it, and what the
// handler finds wrong stands at the inputs too.
func TestFormThatIsWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(context.Context, chat.Event) chat.Answer {
			return chat.Answer{Errors: map[string]string{"number": "Write it like 2026-1234567."}}
		})
		a, _ := o.submit(numberForm(), `{}`)
		if a.Action != "errors" || a.Errors["in.number"] == "" || a.Errors["in.kind"] == "" || len(o.heard()) != 0 {
			t.Errorf("an empty one: %+v", a)
		}
		a, _ = o.submit(numberForm(), numberValues)
		if want := map[string]string{"in.number": "Write it like 2026-1234567."}; a.Action != "errors" || !maps.Equal(a.Errors, want) || len(o.heard()) != 1 {
			t.Errorf("got %+v, want %q", a, want)
		}
		if n := len(o.updated()); n != 0 {
			t.Errorf("the form was changed %d times", n)
		}
	})
}

func TestFormThatIsNotKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(context.Context, chat.Event) chat.Answer { return chat.Answer{} })
		call := strings.Replace(submitCall(t, numberForm(), numberValues), `\"v\":\"new\"`, `\"v\":\"\"`, 1)
		holds(t, o.interact(call).Body.String(), `"response_action":"errors"`, `"in.number":"This form is not one that I know`)
		if len(o.heard()) != 0 {
			t.Error("the handler heard of it")
		}
	})
}

// A handler that takes longer than Slack waits.
func TestFormThatTakesLong(t *testing.T) {
	next := chat.Form{Title: "Second", Action: chat.Action{Verb: "second"}, Inputs: []chat.Input{{Name: "more", Label: "More", Kind: chat.Line}}}
	tests := []struct {
		name   string
		answer chat.Answer
		shows  []string // in the form's place in the end
	}{
		{"nothing", chat.Answer{}, []string{`"callback_id":"done"`, "Done."}},
		{"words", chat.Answer{Reply: &chat.Message{Text: "draft made"}}, []string{`"callback_id":"done"`, "draft made"}},
		{"another form", chat.Answer{Open: &next}, []string{`"callback_id":"form"`, `"block_id":"in.more"`, `"text":"Second"`}},
		{"what is wrong", chat.Answer{Errors: map[string]string{"number": "Too late.", "": "Nothing was done.", "files": "Too many."}}, []string{
			`"callback_id":"form"`, `Nothing was done.\nOccurrence number: Too late.\nPictures: Too many.\nFiles have to be chosen again.`,
			`"text":"A title that is longer than Slack allows"`, "Nothing is published by this.", `"initial_value":"2026-1"`, `"value":"b"}`, `"text":"Make the draft"`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				o.run(func(context.Context, chat.Event) chat.Answer {
					time.Sleep(1500 * time.Millisecond)
					return tt.answer
				})
				a, after := o.submit(numberForm(), numberValues)
				if a.Action != "update" || after != prompt {
					t.Errorf("answered %+v after %v", a, after)
				}
				holds(t, string(a.View), "Working on it", `"callback_id":"done"`)
				views := o.updated()
				if len(views) != 1 {
					t.Fatalf("the form was changed %d times", len(views))
				}
				holds(t, views[0], append(tt.shows, `"view_id":"V1"`)...)
				if strings.Contains(views[0], `"hash"`) {
					t.Errorf("it has the hash of the form, which is not there any more: %s", views[0])
				}
			})
		})
	}
}

// An answer that Slack would drop without a word is shown through the API, and
// nothing that closes the form is acknowledged before.
func TestAnswerThatIsTooLongForAnAcknowledgement(t *testing.T) {
	long := chat.Form{Title: "Second", Action: chat.Action{Verb: "second"}}
	for i := range 8 {
		long.Inputs = append(long.Inputs, chat.Input{Name: string(rune('a' + i)), Label: "Text", Kind: chat.Lines, Value: strings.Repeat("word ", 600)})
	}
	for name, answer := range map[string]chat.Answer{
		"errors": {Errors: map[string]string{"number": strings.Repeat("wrong ", 4000)}},
		"form":   {Open: &long},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				o.run(func(context.Context, chat.Event) chat.Answer { return answer })
				a, after := o.submit(numberForm(), numberValues)
				if a.Action != "update" || after > prompt {
					t.Errorf("answered %+v after %v", a, after)
				}
				holds(t, string(a.View), "Working on it")
				if views := o.updated(); len(views) != 1 || !strings.Contains(views[0], `"callback_id":"form"`) {
					t.Errorf("the form was changed %d times: %.500q", len(views), views)
				}
			})
		})
	}
}

func TestFormAfterAForm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		next := numberForm()
		next.Action.Verb = "second"
		o.run(func(context.Context, chat.Event) chat.Answer { return chat.Answer{Open: &next} })
		a, _ := o.submit(numberForm(), numberValues)
		if a.Action != "update" {
			t.Errorf("got %+v", a)
		}
		holds(t, string(a.View), `\"v\":\"second\"`, `\"m\":\"`+cardTS, `"block_id":"in.number"`)

		next = chat.Form{Action: chat.Action{Verb: "v", Arg: strings.Repeat("x", 4000)}, Title: "Too much"}
		if a, _ = o.submit(numberForm(), numberValues); a.Action != "" {
			t.Errorf("got %+v", a)
		}
		o.updated()
		if told := o.bodies("chat.postEphemeral"); len(told) != 1 || !strings.Contains(told[0], "could+not+be+opened") {
			t.Errorf("told %q", told)
		}
	})
}

func TestFormThatIsClosedMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.fail("views.update", `{"ok":false,"error":"not_found"}`)
		o.run(func(context.Context, chat.Event) chat.Answer {
			time.Sleep(time.Second)
			return chat.Answer{Reply: &chat.Message{Text: "draft made"}}
		})
		o.submit(numberForm(), numberValues)
		o.updated()
		if told := o.bodies("chat.postEphemeral"); len(told) != 1 {
			t.Errorf("told %q", told)
		}
	})
}

func TestFormThatCannotBeOpened(t *testing.T) {
	for word, says := range map[string]string{
		"expired_trigger_id": "within three seconds", "exchanged_trigger_id": "", "invalid_arguments": "could not be opened", "": "",
	} {
		t.Run(word, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t)
				if word != "" {
					o.fail("views.open", `{"ok":false,"error":"`+word+`"}`)
				}
				o.run(func(context.Context, chat.Event) chat.Answer {
					f := numberForm()
					return chat.Answer{Open: &f}
				})
				o.call(PathCommand, formType, commandCall("new"))
				synctest.Wait()
				if open := o.bodies("views.open"); len(open) != 1 || !strings.Contains(open[0], `"trigger_id":"1.2.abc"`) {
					t.Errorf("opened %q", open)
				}
				told := o.bodies("response_url")
				if (len(told) == 0) != (says == "") || says != "" && !strings.Contains(told[0], says) {
					t.Errorf("told %q", told)
				}
			})
		})
	}
}

// A form that asks other things after an input was changed keeps what was typed.
func TestFormThatChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t)
		o.run(func(_ context.Context, e chat.Event) chat.Answer {
			f := numberForm()
			if e.Change.Value("kind") == "b" {
				f.Inputs = append(f.Inputs, chat.Input{Name: "seen", Label: "Last seen", Kind: chat.Line})
			}
			return chat.Answer{Open: &f}
		})
		change := func() {
			call := strings.Replace(submitCall(t, numberForm(), numberValues), `"type":"view_submission"`, `"type":"block_actions","container":{"type":"view","view_id":"V1"},"actions":[{"type":"static_select","action_id":"select","block_id":"in.kind","action_ts":"1.1"}]`, 1)
			if rec := o.interact(call); rec.Code != 200 || rec.Body.Len() != 0 {
				t.Errorf("answered %d %s", rec.Code, rec.Body)
			}
		}
		change()
		views := o.updated()
		if len(views) != 1 {
			t.Fatalf("the form was changed %d times", len(views))
		}
		holds(t, views[0], `"block_id":"in.seen"`, `"initial_value":"2026-1"`, `"hash":"h1"`, `"view_id":"V1"`)
		if e := o.heard()[0]; e.Change == nil || e.Submit != nil || e.Press != nil || e.Change.Value("number") != "2026-1" {
			t.Errorf("got %+v", e)
		}
		o.fail("views.update", `{"ok":false,"error":"hash_conflict"}`)
		change()
		if o.updated(); o.heard()[0].ID != o.heard()[1].ID {
			t.Error("the same change has two IDs")
		}
	})
}
