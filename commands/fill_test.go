package commands

import (
	"fmt"
	"maps"
	"reflect"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// A form that is sent as it was opened changes nothing, whatever the appeal holds:
// what it had no room to ask stays as it is.
func TestAFormSentAsItIsChangesNothing(t *testing.T) {
	film := func(name string, v bot.Video) bot.MediaUse {
		return bot.MediaUse{Digest: name, Name: name, Type: "video/mp4", Alt: "A man", Video: &v}
	}
	crowd := make([]bot.MediaUse, bot.MaxMedia)
	for i := range crowd {
		crowd[i] = bot.MediaUse{Digest: fmt.Sprint("p", i), Name: fmt.Sprint("p", i), Type: "image/png", Alt: fmt.Sprint("Number ", i)}
	}
	for name, c := range map[string]bot.Content{
		"text alone": {Texts: map[string]string{"en": "Hello."}},
		"many":       {Texts: map[string]string{"en": "Hello.", "fr": "Allô."}, Media: crowd},
		"videos": {
			Texts: map[string]string{"en": "See {tube}."}, Titles: map[string]string{"en": "Who?"}, Fallback: bot.FallStop,
			Media: []bot.MediaUse{
				film("a", bot.Video{Sound: "aac", NoSpeech: true, Length: time.Minute}),
				film("b", bot.Video{Sound: "aac"}), film("c", bot.Video{}),
				film("d", bot.Video{Sound: "aac", Captions: []bot.Caption{{Language: "en", Digest: "x"}}}),
			},
		},
	} {
		c.Accounts = []bot.AccountID{"metro"}
		b := card.Book{Accounts: []bot.Account{{ID: "metro", Name: "Metro"}, {ID: "page", Name: "Page"}}}
		f := b.Edit(card.View{Appeal: bot.Appeal{Content: c}}, []string{"en", "fr"})
		values := map[string][]string{}
		for _, in := range f.Inputs {
			values[in.Name] = in.Values
			if in.Value != "" {
				values[in.Name] = []string{in.Value}
			}
		}
		clean, errs := f.Check(values)
		if len(errs) > 0 {
			t.Errorf("%s: the form takes not what it holds: %v", name, errs)
		}
		got := copied(c)
		fill(&got, f, chat.Submission{Values: clean})
		if !reflect.DeepEqual(got, c) {
			t.Errorf("%s: %+v became %+v", name, c, got)
		}
	}
}

// copied is content that shares nothing that fill changes.
func copied(c bot.Content) bot.Content {
	c.Texts = maps.Clone(c.Texts)
	c.Media = append([]bot.MediaUse(nil), c.Media...)
	for i, m := range c.Media {
		if m.Video != nil {
			v := *m.Video
			c.Media[i].Video = &v
		}
	}
	return c
}

// A language that is emptied is taken off, with its title; nothing that the form
// did not ask is.
func TestFillTakesOff(t *testing.T) {
	c := bot.Content{
		Texts: map[string]string{"en": "Hello.", "fr": "Allô."}, Titles: map[string]string{"en": "Who?", "fr": "Qui?"},
		Media: []bot.MediaUse{{Digest: "a", Video: &bot.Video{Sound: "aac", NoSpeech: true}}, {Digest: "b"}},
	}
	ask := func(names ...string) (f chat.Form) {
		for _, n := range names {
			f.Inputs = append(f.Inputs, chat.Input{Name: n})
		}
		return f
	}
	fill(&c, ask("text.en", "text.fr", "title.fr"), chat.Submission{Values: map[string][]string{"text.en": {" Hi. "}, "silent": {}}})
	if want := map[string]string{"en": "Hi."}; !reflect.DeepEqual(c.Texts, want) {
		t.Errorf("texts %v, want %v", c.Texts, want)
	}
	if want := map[string]string{"en": "Who?"}; !reflect.DeepEqual(c.Titles, want) {
		t.Errorf("titles %v, want %v", c.Titles, want)
	}
	if !c.Media[0].Video.NoSpeech || len(c.Media) != 2 {
		t.Errorf("media were not asked for and are %+v", c.Media)
	}
	fill(&c, ask("pictures", "first", "silent"), chat.Submission{Values: map[string][]string{"pictures": {"b", "a"}, "first": {"b"}}})
	if len(c.Media) != 2 || c.Media[0].Digest != "b" || c.Media[1].Video.NoSpeech {
		t.Errorf("media are %+v", c.Media)
	}
	fill(&c, ask("pictures"), chat.Submission{Values: map[string][]string{"pictures": {"a"}}})
	if len(c.Media) != 1 || c.Media[0].Digest != "a" {
		t.Errorf("media are %+v", c.Media)
	}
}
