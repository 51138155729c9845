package card_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// quietBook is the book of a department whose accounts have quiet hours, at 23:30.
func quietBook(t *testing.T) card.Book {
	t.Helper()
	b := book(t)
	b.Now = time.Date(2026, 11, 23, 23, 30, 0, 0, toronto)
	b.Accounts[0].Windows = []bot.Window{
		{From: 23 * 60, To: 7 * 60, Passes: []bot.Kind{bot.MissingPerson, bot.Amber}},
		{From: 7 * 60, To: 10 * 60, Days: []time.Weekday{time.Saturday, time.Sunday}},
	}
	b.Accounts[1].Windows = []bot.Window{{
		Begin: b.Now.Add(-time.Hour).UTC(), End: b.Now.Add(48 * time.Hour).UTC(), Reason: "court order CR-26-1",
	}}
	return b
}

func TestCardsOfWhatWaits(t *testing.T) {
	b := quietBook(t)
	by := bot.Mark{Person: "carla", Name: "Insp. Carla Singh", At: b.Now.Add(-time.Minute).UTC()}
	set := []bot.Freeze{
		{ID: "f1", Scope: bot.FreezeAccount, Subject: "metro", Name: "Metro Police on Chirp", By: by, Until: b.Now.Add(12 * time.Hour).UTC(), Reason: "a judge called"},
		{ID: "f2", Scope: bot.FreezeAll, Name: "every account", By: by, Until: b.Now.Add(-time.Second).UTC(), Reason: "over"},
	}
	missing := view(bot.Waiting)
	missing.Appeal.Kind, missing.Original = bot.MissingPerson, bot.MissingPerson
	missing.Appeal.Twins = []bot.Twin{
		{Account: "metro", Appeal: "a0", Number: "2026-1234566/1", At: now.UTC(), Public: true, Words: true},
		{Account: "page", Appeal: "a2", Number: "2026-1234568/2", At: b.Now.Add(8 * time.Hour).UTC()},
	}
	dark := view(bot.Editing)
	dark.Freezes = set
	urgent := missing
	urgent.Appeal.Twins = nil
	urgent.Appeal.Content.Urgent = "he is out in the cold"
	approved := view(bot.Approved)
	due := time.Date(2026, 11, 24, 7, 0, 1, 0, toronto).UTC()
	for _, r := range approved.Appeal.Plan.Renderings {
		p := bot.Post{
			ID: bot.ID("p-" + r.Account), Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: r.Account, Language: "en", State: bot.PostQueued,
			Digest: "d1", Due: due, Waited: due, Note: "waits for the end of the quiet hours (23:00 to 07:00)", Rendering: r,
			Created: b.Now.UTC(), Expected: due,
		}
		approved.Posts = append(approved.Posts, p)
	}
	surprised := approved
	surprised.Posts = slices.Clone(approved.Posts)
	for i := range surprised.Posts {
		surprised.Posts[i].Expected = b.Now.UTC()
	}
	begun := view(bot.Waiting) // one of two approved it before the blackout was set
	begun.Freezes = set
	begun.Appeal.Need.Need = 2
	begun.Appeal.Approvals = []bot.Approval{{By: bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: b.Now.Add(-time.Hour).UTC()}, Digest: "d1"}}
	half := approved
	half.Posts = slices.Clone(approved.Posts)
	half.Posts[1].State, half.Posts[1].Posted, half.Posts[1].Remotes = bot.PostPosted, b.Now.UTC(), []string{"1"}
	for name, m := range map[string]chat.Message{
		"quiet-missing": b.Appeal(missing), "quiet-blackout": b.Appeal(dark), "quiet-urgent": b.Appeal(urgent),
		"quiet-approved": b.Appeal(approved), "quiet-half": b.Appeal(half), "quiet-surprised": b.Appeal(surprised), "quiet-begun": b.Appeal(begun), "quiet-windows": b.Quiet(set), "quiet-list": b.Appeals([]card.View{dark}, set),
	} {
		golden(t, name, m.Plain())
	}
	b.Timing.Missed = bot.MissedDrop
	golden(t, "quiet-given-up", b.Appeal(surprised).Plain())
	b.Accounts = nil
	golden(t, "quiet-none", b.Quiet(nil).Plain())
}

func TestCardsOfThePublicEye(t *testing.T) {
	b := book(t)
	b.Blind = func(id bot.AccountID) bool { return id == "page" }
	v := view(bot.Approved)
	p := bot.Post{
		ID: "p-metro", Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: "metro", Language: "en", State: bot.PostPosted, Digest: "d1",
		Posted: now.Add(-time.Hour).UTC(), Remotes: []string{"1", "2"}, URL: "https://metro.example/1", Rendering: v.Appeal.Plan.Renderings[0],
		Sight: bot.Sight{At: now.UTC(), Note: "It cannot be seen.", Bad: 2, Told: now.UTC()},
	}
	blind := p
	blind.ID, blind.Account, blind.Rendering, blind.Sight = "p-page", "page", v.Appeal.Plan.Renderings[1], bot.Sight{}
	v.Posts = []bot.Post{p, blind}
	vanished := p
	vanished.Sight.Seen = now.Add(-30 * time.Minute).UTC()
	again := p
	again.Sight = bot.Sight{At: now.UTC(), OK: true, Seen: now.UTC()}
	gone := p
	gone.State = bot.PostRemoved
	for name, m := range map[string]chat.Message{
		"eye": b.Appeal(v), "unseen": b.Unseen(p, v, "practice"), "unseen-vanished": b.Unseen(vanished, v, "practice"),
		"unseen-again": b.Unseen(again, v, "practice"), "unseen-gone": b.Unseen(gone, v, "practice"),
	} {
		golden(t, name, m.Plain())
		if want := name == "unseen" || name == "unseen-vanished"; (len(m.Mention) > 0) != want || want && m.Mention[0] != "ann" {
			t.Errorf("%s mentions %v", name, m.Mention)
		}
	}
}

// A doubt stays a doubt, and what an older version stored is read as it was meant.
func TestWhatThePublicEyeSaysOfAPost(t *testing.T) {
	b := book(t)
	for _, tt := range []struct {
		sight bot.Sight
		want  string
	}{
		{bot.Sight{}, "live (since 17:59)"},
		{bot.Sight{At: now, Bad: 1, Note: "It cannot be seen."}, "live, not seen by the public yet (since 17:59, looked at 18:00)"},
		{bot.Sight{At: now, Bad: 2, Note: "It cannot be seen."}, "live, not public (since 17:59, looked at 18:00: It cannot be seen.)"},
		{bot.Sight{At: now, Bad: 1, Note: "It cannot be seen.", Told: now}, "live, not public (since 17:59, looked at 18:00: It cannot be seen.)"},
		{bot.Sight{At: now, OK: true}, "live, public (since 17:59, seen at 18:00)"},
	} {
		v := view(bot.Approved)
		v.Posts = []bot.Post{{
			ID: "p", Op: bot.OpCreate, Appeal: "a1", Account: "metro", Language: "en", State: bot.PostPosted, Digest: "d1", Posted: now.Add(-time.Minute),
			Remotes: []string{"1", "2"}, Rendering: v.Appeal.Plan.Renderings[0], Sight: tt.sight,
		}}
		if got := b.Status(v).Plain(); !strings.Contains(got, tt.want) {
			t.Errorf("%+v: the status is\n%s\nwant %q in it", tt.sight, got, tt.want)
		}
	}
}
