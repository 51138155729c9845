package mattermost

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// The form in which an appeal with as many pictures and videos as one takes is
// changed has few enough steps to be gone through, and fits into each dialog.
func TestEditOfMediaFits(t *testing.T) {
	c := bot.Content{
		Texts:  map[string]string{"en": "Watch {tube}.", "fr": "Regardez {tube}."},
		Titles: map[string]string{"en": strings.Repeat("é", 100)},
	}
	for i := range bot.MaxMedia {
		m := bot.MediaUse{Digest: fmt.Sprintf("%064d", i), Name: strings.Repeat("é", 100), Alt: strings.Repeat("é", 1000)}
		if i%2 == 1 {
			m.Video = &bot.Video{Length: time.Minute, Sound: "aac"}
		}
		c.Media = append(c.Media, m)
	}
	f := card.Book{Accounts: []bot.Account{{ID: "tube", Name: "Tube"}}}.Edit(card.View{Appeal: bot.Appeal{Number: 1, Content: c}, Case: bot.Case{Number: "2026-1234567"}}, []string{"en", "fr"})
	p := &Platform{seal: testSealer(t, 1), o: Options{Now: testNow}}
	s := p.newForm(chat.Event{User: "u"}, f)
	if n := len(s.steps()); n > 4 {
		t.Errorf("it takes %d steps", n)
	}
	asked := 0
	for ; s.Step < len(s.steps()); s.Step++ {
		d, err := p.dialog(s, "")
		if err != nil {
			t.Fatal(err)
		}
		asked += len(d.Elements)
		for _, e := range d.Elements {
			if len(e.DisplayName) > maxLabel || len(e.HelpText) > maxHint || len(e.Default) > maxLinesInput {
				t.Errorf("step %d: %q does not fit", s.Step, e.Name)
			}
			for _, o := range e.Options {
				if len(o.Text) > maxLineInput*2 {
					t.Errorf("step %d: %q offers too long a choice", s.Step, e.Name)
				}
			}
		}
	}
	if asked != len(f.Inputs) {
		t.Errorf("%d inputs are asked for, want %d", asked, len(f.Inputs))
	}
}
