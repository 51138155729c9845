package slack

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// filmed is an appeal with as many pictures and videos as one takes, on five
// accounts, with everything that there is to say about them.
func filmed(t *testing.T) (card.Book, card.View) {
	t.Helper()
	roster, err := bot.NewRoster([]bot.Person{{ID: "ann", Name: "Cst. Ann Okafor", Roles: []bot.Role{bot.Author}}})
	if err != nil {
		t.Fatal(err)
	}
	b := card.Book{
		Now: time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC), Roster: roster,
		Crop: func(bot.AccountID) float64 { return 16.0 / 9 },
	}
	v := card.View{
		Case:  bot.Case{ID: "c", Number: "2026-1234567", Title: "Lakeshore shooting"},
		Media: map[string][]byte{},
		Appeal: bot.Appeal{
			ID: "a", Case: "c", Number: 1, Kind: bot.Identify, Author: "ann", Revision: 3, State: bot.Editing, Digest: strings.Repeat("0", 64),
			Content: bot.Content{
				Texts:  map[string]string{"en": strings.Repeat("Watch {tube}. ", 200), "fr": strings.Repeat("Regardez {tube}. ", 170)},
				Titles: map[string]string{"en": strings.Repeat("t", 100), "fr": strings.Repeat("u", 100)},
			},
		},
	}
	for i := range bot.MaxMedia {
		m := bot.MediaUse{Digest: fmt.Sprintf("%064d", i), Type: "image/jpeg", Name: strings.Repeat("n", 90) + fmt.Sprint(i) + ".jpg", Size: 1e6, Width: 800, Height: 600}
		m.Alt = strings.Repeat("a dark car ", 85) + fmt.Sprint("number ", i)
		if i%2 == 1 {
			m.Video = &bot.Video{Length: time.Minute, Sound: "aac", Poster: fmt.Sprint("poster", i), Captions: []bot.Caption{{Language: "en", Text: strings.Repeat("word ", 500)}}}
			if i%4 == 1 {
				m.Video.Captions = nil
			}
			for n := range 20 {
				m.Edits = append(m.Edits, bot.Cover{Left: n, Right: 1000, Bottom: 1000, From: time.Second, To: time.Duration(n+2) * time.Second})
			}
		}
		v.Appeal.Content.Media = append(v.Appeal.Content.Media, m)
		v.Preps = append(v.Preps, bot.Prep{ID: bot.ID(fmt.Sprint(i)), Name: m.Name, State: bot.PrepFailed, Note: strings.Repeat("It cannot be read. ", 20)})
	}
	for _, id := range []bot.AccountID{"tube", "x", "mastodon", "bluesky", "page"} {
		b.Accounts = append(b.Accounts, bot.Account{ID: id, Name: "Metro Police on " + string(id)})
		v.Appeal.Content.Accounts = append(v.Appeal.Content.Accounts, id)
		for lang, text := range v.Appeal.Content.Texts {
			p := bot.Part{Text: text, Title: v.Appeal.Content.Titles[lang], Tags: []string{"police"}, Media: v.Appeal.Content.Media, Places: []bot.Place{{Name: "{tube}", Account: "tube"}}}
			bare := bot.Part{Text: strings.ReplaceAll(text, "{tube}", ""), Media: v.Appeal.Content.Media[:4]}
			v.Appeal.Plan.Renderings = append(v.Appeal.Plan.Renderings, bot.Rendering{Account: id, Language: lang, Parts: []bot.Part{p}, Without: []bot.Part{bare}, Fallback: bot.FallWithout})
		}
	}
	return b, v
}

// Whatever an appeal holds, Slack shows all of its card, in as many messages as it
// takes, and the form in which it is changed.
func TestCardsOfMediaFit(t *testing.T) {
	b, v := filmed(t)
	m := b.Appeal(v)
	got := bare(takeApart(t, m).words.String())
	for _, s := range m.Sections {
		if want := bare(adapter.Readable(s.Text)); !strings.Contains(got, want) {
			t.Errorf("%q is not shown", s.Heading)
		}
		for _, f := range s.Fields {
			if !strings.Contains(got, bare(f.Value)) {
				t.Errorf("%s: %q is not shown", s.Heading, f.Label)
			}
		}
	}
	for name, m := range map[string]chat.Message{"preview": b.Preview(v), "media": b.Media(v), "status": b.Status(v)} {
		if len(takeApart(t, m).words.String()) == 0 {
			t.Errorf("%s shows nothing", name)
		}
	}
	form, err := view(b.Edit(v, []string{"en", "fr"}), opened{Channel: "C1"}, "")
	if err != nil {
		t.Fatal(err)
	}
	fitsSlack(t, form)
}
