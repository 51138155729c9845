package bot_test

import (
	"testing"

	"appealbot/bot"
)

func TestWordsForAnAllClear(t *testing.T) {
	for word, want := range map[string]bot.Cleared{
		"located": bot.ClearedLocated, "FOUND:": bot.ClearedLocated, "home": bot.ClearedLocated, "Retrouvée": bot.ClearedLocated,
		"arrested": bot.ClearedArrested, "arrest": bot.ClearedArrested, "arrêté,": bot.ClearedArrested, "ARRETE": bot.ClearedArrested,
		"mistaken": bot.ClearedMistaken, "wrong": bot.ClearedMistaken, "erreur.": bot.ClearedMistaken,
	} {
		if got, ok := bot.ClearedNamed(word); !ok || got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
	for _, word := range []string{"", "the", "locate", "mist"} {
		if got, ok := bot.ClearedNamed(word); ok {
			t.Errorf("%q is %q", word, got)
		}
	}
}

func TestWhatAnAllClearEnds(t *testing.T) {
	pictures := bot.Content{Media: []bot.MediaUse{{Digest: "d", Type: "image/png"}}}
	for _, k := range append(bot.Kinds(), bot.Answer) {
		a := bot.Appeal{Kind: k}
		if !bot.ClearedLocated.Ends(bot.Case{}, a) || !bot.ClearedMistaken.Ends(bot.Case{}, a) {
			t.Errorf("%s stays although the person is found, or all of it is wrong", k)
		}
		person := k == bot.Wanted || k == bot.Identify || k == bot.MissingPerson || k == bot.Amber
		if bot.ClearedArrested.Ends(bot.Case{}, a) != person {
			t.Errorf("after an arrest %s ends: %t", k, !person)
		}
		a.Content = pictures
		if !bot.ClearedArrested.Ends(bot.Case{}, a) {
			t.Errorf("after an arrest %s with a picture stays", k)
		}
		if r := k.Usual(); r.Title() == string(r) || r.Closing() == bot.Update {
			t.Errorf("%s is cleared for %q, which is no reason", k, r)
		}
	}
}

// A man who was looked for by name is not looked for any more, whatever the kind of
// the appeal; who else is named in it does not matter.
func TestAnArrestEndsWhatNamesTheAccused(t *testing.T) {
	k := bot.Case{
		Subjects: []bot.Subject{{ID: "P1", Name: "Marco Ferri", As: bot.AsAccused}, {ID: "P2", Name: "Ana Lima", As: bot.AsVictim}},
		Records:  []bot.Record{{ID: "B1", Subject: "P1"}, {ID: "B2", Subject: "P2"}},
	}
	for _, tt := range []struct {
		text string
		on   []bot.ID
		ends bool
	}{
		{text: "Do you know MARCO\n Ferri? Do not approach him.", ends: true},
		{text: "Did you see the robbery of Ana Lima?"},
		{text: "He was seen near the mall.", on: []bot.ID{"B1"}, ends: true},
		{text: "Did you see her?", on: []bot.ID{"B2", "B9"}},
	} {
		a := bot.Appeal{Kind: bot.Witness, Content: bot.Content{Texts: map[string]string{"en": tt.text}, Authority: tt.on}}
		if got := bot.ClearedArrested.Ends(k, a); got != tt.ends {
			t.Errorf("%q on %v ends: %t", tt.text, tt.on, got)
		}
	}
}
