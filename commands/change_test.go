package commands_test

import (
	"testing"

	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// A form that is being filled in is asked for anew for whoever may send it, any
// number of times, and leaves no trace.
func TestChange(t *testing.T) {
	w, err := newTown(t)
	if err != nil {
		t.Fatal(err)
	}
	change := func(user, verb string) *chat.Form {
		t.Helper()
		a, err := w.event(chat.Event{User: user, Change: &chat.Submission{
			Action: chat.Action{Verb: verb}, Values: map[string][]string{card.FieldKind: {"missing"}, card.FieldNumber: {"not a number"}},
		}})
		if err != nil || a.Reply != nil || len(a.Errors) > 0 {
			t.Errorf("%s %s: %+v, %v", user, verb, a, err)
		}
		return a.Open
	}
	before, err := w.logged(nil)
	if err != nil {
		t.Fatal(err)
	}
	if f := change("ann", card.VerbNew); f == nil || f.Inputs[0].Value != "missing" || f.Inputs[3].Label != "Who is missing" {
		t.Errorf("the form is %+v", f)
	}
	if f := change("eve", card.VerbNew); f != nil {
		t.Errorf("a stranger sees %+v", f)
	}
	if f := change("ann", card.VerbEdit); f != nil {
		t.Errorf("a form that never changes becomes %+v", f)
	}
	if after, err := w.logged(nil); err != nil || after != before {
		t.Errorf("the audit log says %q, %v", after, err)
	}
}
