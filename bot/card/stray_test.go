package card_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
)

func TestStrayCards(t *testing.T) {
	b := book(t)
	by := bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now.Add(-2 * time.Minute).UTC()}
	stray := func(id string) bot.Stray {
		return bot.Stray{
			ID: bot.ID(id), Account: "metro", Remote: id, URL: "https://metro.example/" + id, Text: "Reward! @channel Write to\u202e @evil <!here>\n\n\n\nnow",
			Hash: "9f86d0", At: now.Add(-5 * time.Minute).UTC(), Found: now.Add(-4 * time.Minute).UTC(), Batch: "s1",
		}
	}
	outside := stray("s1")
	changed := stray("s2")
	changed.Post, changed.Case, changed.Text = "p1", "c1", "Call 555-EVIL."
	answer, passed := stray("s3"), stray("s4")
	answer.Answers, passed.Passed, passed.Text = true, true, ""
	known, going, gone, stuck := outside, outside, outside, outside
	known.Known = by
	going.Removal, gone.Removal, stuck.Removal = by, by, by
	gone.Removed = now.Add(-time.Minute).UTC()
	stuck.Note = "The account is suspended."
	bad := outside
	bad.URL = "javascript:alert(1)"
	cases := map[bot.ID]bot.Case{"c1": {ID: "c1", Number: "2026-1234567"}}
	for name, v := range map[string]card.StraysView{
		"stray":         {Strays: []bot.Stray{outside}, All: 1},
		"stray-changed": {Strays: []bot.Stray{changed}, Cases: cases, All: 1},
		"stray-many":    {Strays: []bot.Stray{outside, changed, answer, passed}, Cases: cases, All: 120},
		"stray-passed":  {Strays: []bot.Stray{passed}, All: 1},
		"stray-known":   {Strays: []bot.Stray{known}, All: 1},
		"stray-going":   {Strays: []bot.Stray{going}, All: 1},
		"stray-gone":    {Strays: []bot.Stray{gone}, All: 1},
		"stray-stuck":   {Strays: []bot.Stray{stuck}, All: 1},
		"stray-address": {Strays: []bot.Stray{bad}, All: 1},
		"stray-purged":  {},
	} {
		m := b.Strays(v)
		golden(t, name, m.Plain())
		if text := fmt.Sprint(m); strings.Contains(text, "\u202e") {
			t.Errorf("%s: it can reorder what is around it", name)
		}
		for _, s := range m.Sections {
			if s.Heading != "" && !s.Quote {
				t.Errorf("%s: what somebody else wrote is not quoted", name)
			}
			for _, l := range s.Links {
				if !strings.HasPrefix(l.URL, "https://") {
					t.Errorf("%s: links to %s", name, l.URL)
				}
			}
		}
	}
}
