package card_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// series is the view of a series of three times, the second of them on a day on which
// the clocks change.
func series(s bot.AppealState) card.View {
	v := view(s)
	first := now.Add(-time.Hour) // it has begun
	if s == bot.Waiting {
		first = now.Add(time.Hour)
	}
	a := &v.Appeal
	a.Kind, a.Parent, a.Number = bot.Repeat, "root", 2
	a.Content.Series.Rule = "daily 18:00, 3 times until Wed 25 Nov 2026"
	a.Plan.Renderings = nil
	for n := range 3 {
		slot := bot.Slot{At: first.Add(time.Duration(n) * 24 * time.Hour).UTC()}
		if n == 1 {
			slot.Note = "There is no 02:30 on Tue 24 Nov 2026: the clocks go from 01:59 straight to 03:00. It goes out at 03:00 EDT."
		}
		a.Content.Series.Slots = append(a.Content.Series.Slots, slot)
		line := fmt.Sprintf("Appeal repeated, %s (%d of 3):\n\n", slot.At.In(toronto).Format("Monday 2 January"), n+1)
		a.Plan.Renderings = append(a.Plan.Renderings,
			bot.Rendering{Account: "metro", Language: "en", Slot: n + 1, Parts: []bot.Part{{Text: line + "Were you near Lake Shore and Fifth?", Count: 80, Limit: 500}}},
			bot.Rendering{Account: "page", Language: "en", Slot: n + 1, Parts: []bot.Part{{Text: line + "Were you near Lake Shore and Fifth?", Count: 80, Limit: 5000}}},
		)
	}
	a.Content.At, a.Plan.Slots = a.Content.Series.Slots[0].At, a.Content.Series.Slots
	v.Repeats = []bot.Post{{Op: bot.OpCreate, State: bot.PostPosted, Account: "metro", Language: "en"}}
	return v
}

// posts are the posts of a series, in one state for each of its times.
func posts(v card.View, states ...bot.PostState) []bot.Post {
	var out []bot.Post
	for _, r := range v.Appeal.Plan.Renderings {
		p := bot.Post{
			ID: bot.ID(fmt.Sprintf("%s-%d", r.Account, r.Slot)), Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: r.Account, Language: "en", Slot: r.Slot,
			Digest: v.Appeal.Digest, Rendering: r, State: states[r.Slot-1], Due: v.Appeal.Plan.Slots[r.Slot-1].At, Exercise: true,
		}
		switch p.State {
		case bot.PostPosted:
			p.Remotes, p.Posted, p.URL = []string{"1"}, p.Due, "https://"+string(r.Account)+".example/1"
		case bot.PostDropped:
			p.Note = "It was not published in time, and the next one of the series is due at 18:00."
		case bot.PostHeld:
			p.Note = "It was to be published at 17:00. That is over; is it still right?"
		}
		out = append(out, p)
	}
	return out
}

func TestSeriesCards(t *testing.T) {
	b := book(t)
	waiting := series(bot.Waiting)
	waiting.Appeal.Plan.Renderings[4].Parts[0].Text += " Call 416-808-2222." // it does not differ in its first line alone
	going := series(bot.Approved)
	going.Posts = posts(going, bot.PostPosted, bot.PostQueued, bot.PostQueued)
	missed := series(bot.Approved)
	missed.Posts = posts(missed, bot.PostHeld, bot.PostQueued, bot.PostQueued)
	ended := series(bot.Approved)
	ended.Posts = posts(ended, bot.PostPosted, bot.PostDropped, bot.PostDropped)
	ended.Appeal.Off, ended.Appeal.Note = bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now.UTC()}, "ended by Sgt. Bob Tremblay: enough"
	each := series(bot.Approved)
	each.Appeal.Content.Series.Each, each.Appeal.Plan.Each = true, true
	each.Appeal.Through = each.Appeal.Plan.Slots[0].At
	each.Appeal.Plan.Renderings = each.Appeal.Plan.Renderings[:2]
	for name, m := range map[string]chat.Message{
		"series-waiting": b.Appeal(waiting), "series-going": b.Appeal(going), "series-missed": b.Appeal(missed), "series-ended": b.Appeal(ended),
		"series-each": b.Appeal(each), "series-status": b.Status(going), "series-preview": b.Preview(waiting),
	} {
		golden(t, name, m.Plain())
	}
}

// sharing is a series in which "metro" shares its post again.
func sharing(s bot.AppealState) card.View {
	v := series(s)
	v.Appeal.Content.Series.Reshare = true
	for i, r := range v.Appeal.Plan.Renderings {
		if r.Account == "metro" {
			v.Appeal.Plan.Renderings[i].Parts = []bot.Part{{Text: "Were you near Lake Shore and Fifth?"}, {Text: "Call 416-808-2222."}}
			v.Appeal.Plan.Renderings[i].Shares = &bot.Sharing{Post: "first", URL: "https://metro.example/first"}
		}
	}
	return v
}

func TestSharingCards(t *testing.T) {
	b := book(t)
	going := sharing(bot.Approved)
	going.Posts = posts(going, bot.PostPosted, bot.PostHeld, bot.PostQueued)
	for i, p := range going.Posts {
		if p.Rendering.Shares != nil {
			p.Op, p.Target, p.Remotes = bot.OpReshare, "first", nil
			going.Posts[i] = p
		}
	}
	alone := sharing(bot.Waiting)
	alone.Appeal.Plan.Renderings = slices.DeleteFunc(alone.Appeal.Plan.Renderings, func(r bot.Rendering) bool { return r.Shares == nil })
	for name, m := range map[string]chat.Message{
		"share-waiting": b.Appeal(sharing(bot.Waiting)), "share-going": b.Appeal(going), "share-alone": b.Preview(alone), "share-ask": b.Ask(going.Posts[2], going),
	} {
		golden(t, name, m.Plain())
	}
}

// A series of sixty times in two languages fits where a card goes, and shows the line
// of every one.
func TestALongSeries(t *testing.T) {
	v := series(bot.Waiting)
	s := &v.Appeal.Content.Series
	s.Slots, v.Appeal.Plan.Renderings = nil, nil
	for n := 1; n <= bot.MaxSlots; n++ {
		s.Slots = append(s.Slots, bot.Slot{At: now.Add(time.Duration(n) * time.Hour).UTC()})
		for _, lang := range []string{"en", "fr"} {
			text := fmt.Sprintf("Appeal repeated in %s, Wednesday 23 September (%d of 60):\n\nWords", lang, n)
			v.Appeal.Plan.Renderings = append(v.Appeal.Plan.Renderings, bot.Rendering{Account: "metro", Language: lang, Slot: n, Parts: []bot.Part{{Text: text}}})
		}
	}
	v.Appeal.Plan.Slots = s.Slots
	m := book(t).Appeal(v)
	lines := 0
	for _, section := range m.Sections {
		if len(section.Text) > 3000 {
			t.Errorf("%s has %d bytes", section.Heading, len(section.Text))
		}
		lines += strings.Count(section.Text, "Appeal repeated in ")
	}
	if lines != 2*bot.MaxSlots+2 { // the first ones in full, too
		t.Errorf("%d lines", lines)
	}
}

// What was shared again is public, and yet no copy that could be taken down: a series of
// which only that is out can be ended, not withdrawn.
func TestButtonsOfWhatWasOnlyShared(t *testing.T) {
	v := sharing(bot.Approved)
	v.Appeal.Plan.Renderings = slices.DeleteFunc(v.Appeal.Plan.Renderings, func(r bot.Rendering) bool { return r.Shares == nil })
	v.Posts = posts(v, bot.PostPosted, bot.PostQueued, bot.PostQueued)
	for i := range v.Posts {
		v.Posts[i].Op, v.Posts[i].Target, v.Posts[i].Remotes = bot.OpReshare, "first", nil
	}
	labels := func(v card.View) (out []string) {
		for _, b := range book(t).Appeal(v).Buttons {
			out = append(out, b.Label)
		}
		return out
	}
	if got := labels(v); !slices.Equal(got, []string{"End the series"}) {
		t.Errorf("a series has %q", got)
	}
	v.Appeal.Content.Series, v.Appeal.Series = bot.Series{Reshare: true}, "series"
	v.Posts = v.Posts[:1]
	if got := labels(v); len(got) > 0 {
		t.Errorf("the appeal of one time has %q", got)
	}
}
