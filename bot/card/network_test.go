package card_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// real is a book of accounts on networks that charge, that cannot read every
// answer, and one of which is a person's own.
func real(t *testing.T) card.Book {
	t.Helper()
	b := book(t)
	b.Accounts = []bot.Account{
		{ID: "metro", Network: "x", Name: "Metro Police on X", Handle: "@MetroPolice", Languages: []string{"en", "fr"}, Default: true},
		{ID: "page", Network: "mastodon", Name: "Ann on Mastodon", Handle: "@ann@social.example", Owner: "ann", Users: []bot.ID{"bob"}},
	}
	// As X charges: 0.015 US dollars for a post, 0.20 for one with a link.
	b.Price = func(id bot.AccountID, parts []bot.Part) (int64, bool) {
		if id != "metro" {
			return 0, false
		}
		var n int64
		for _, p := range parts {
			if n += 15_000; strings.Contains(p.Text, "tps.example") {
				n += 185_000
			}
		}
		return n, true
	}
	b.Incomplete = func(id bot.AccountID) string {
		if id == "page" {
			return "Answers from servers that do not know ours may be missing."
		}
		return ""
	}
	return b
}

// What real networks add to cards: who cannot be published on, what it costs, what
// is seen, what comes back.
func TestCardsOfRealNetworks(t *testing.T) {
	b := real(t)
	posted := now.Add(-time.Hour).UTC()
	unfit := []bot.Standing{
		{Account: "metro", Checked: posted, Since: posted, Problem: "X says that the access was taken away", Reconnect: true},
		{Account: "page", Checked: posted, Since: posted, Problem: "Mastodon does not answer.\n@channel"},
	}
	paid := func(s bot.AppealState) card.View {
		v := view(s)
		v.Appeal.Exercise, v.Case.Exercise = false, false
		v.Appeal.Plan.Renderings[0].Parts[1] = bot.Part{Text: "Tell us at tps.example/tips (2/2)", Count: 40, Limit: 280, Alone: true}
		v.Standings = unfit
		return v
	}
	public := paid(bot.Approved)
	public.Posts = []bot.Post{
		{
			Op: bot.OpCreate, Account: "metro", Language: "en", State: bot.PostPosted, Digest: "d1", Posted: posted, URL: "https://x.example/1", Rendering: view(bot.Approved).Appeal.Plan.Renderings[1], Remotes: []string{"1", "2"}, Cost: 215_000,
			Sight: bot.Sight{At: now.UTC(), Note: "It cannot be seen.", Bad: 2}, Counts: bot.Counts{At: posted, Replies: 3, Reposts: 1, Likes: 5, Views: 1200},
		},
		{
			Op: bot.OpCreate, Account: "page", Language: "en", State: bot.PostPosted, Digest: "d1", Posted: posted, URL: "https://social.example/1", Remotes: []string{"1"},
			Sight: bot.Sight{At: now.UTC(), OK: true},
		},
		bot.Moderation(bot.Reply{ID: "metro/r1", Account: "metro"}, bot.OpHide, bot.Mark{}, "insults"),
	}
	asked := bot.Reply{ID: "metro/r2", Account: "metro", Number: 2, Case: "c1", Author: "Eve", Handle: "@eve", Text: "Is the road open? @channel", At: posted, URL: "https://x.example/r2"}
	answer := paid(bot.Waiting)
	answer.Standings = nil
	answer.Appeal.Kind, answer.Appeal.Answers, answer.Asked = bot.Answer, asked.ID, asked
	answer.Appeal.Plan.Said = asked.Said()
	answer.Appeal.Plan.Renderings = []bot.Rendering{{Account: "metro", Language: "en", Parts: []bot.Part{{Text: "@eve Yes.", Count: 9, Limit: 280}}}}
	changed := answer
	changed.Asked.Edits = []bot.ReplyEdit{{Text: "Are you all asleep?", At: now.UTC()}}
	gone := answer
	gone.Asked.Gone = now.UTC()
	for name, m := range map[string]chat.Message{
		"unfit": b.Appeal(paid(bot.Waiting)), "paid-public": b.Appeal(public),
		"answer": b.Appeal(answer), "answer-changed": b.Appeal(changed), "answer-gone": b.Appeal(gone),
	} {
		golden(t, name, m.Plain())
	}
	states := []card.AccountState{
		{Account: b.Accounts[0], Standing: unfit[0], Spending: bot.Spending{Micros: 12_215_000, Posts: 61, Reads: 900}, Budget: 50_000_000, Posts: public.Posts[:1]},
		{Account: b.Accounts[1], Standing: bot.Standing{Account: "page", Checked: posted, OK: true, Handle: "@ann@elsewhere.example"}, Posts: public.Posts[1:2]},
		{Account: bot.Account{ID: "new", Network: "bluesky", Name: "Homicide on Bluesky", Users: []bot.ID{"bob", "carla"}}, Spending: bot.Spending{Micros: 60_000_000}, Budget: 50_000_000},
	}
	b.Quota = func(id bot.AccountID) bot.Quota {
		if id == "new" {
			return bot.Quota{Used: 1250, Of: 10_000, Resets: now.Add(5 * time.Hour)}
		}
		return bot.Quota{}
	}
	golden(t, "accounts", b.AccountList(states).Plain())
	golden(t, "costs", b.Costs("2026-11", bot.Case{}, states).Plain())
	golden(t, "costs-case", b.Costs("2026-11", public.Case, states[1:]).Plain())
	golden(t, "connect", asks(b.Connect("metro", "https://x.example/authorize?state=1", "Paste the address at which your browser ended"))+b.Page("metro", "https://x.example/authorize?state=1").Plain())
	golden(t, "answer-form", asks(b.Answer(asked)))
}

// An account that cannot be published on is named in red before anybody approves,
// and not any more where the appeal is public.
func TestUnfitIsRedUntilItIsPublic(t *testing.T) {
	b := real(t)
	red := func(s bot.AppealState, ps ...bot.Post) int {
		v := view(s)
		v.Posts = ps
		v.Standings = []bot.Standing{{Account: "metro", Checked: now, Problem: "x"}, {Account: "page", Checked: now, OK: true}, {Account: "other"}}
		n := 0
		for _, x := range b.Before(v) {
			if x.Tone == chat.Bad {
				n++
			}
		}
		return n
	}
	post := bot.Post{Op: bot.OpCreate, Account: "metro", Digest: "d1", State: bot.PostQueued}
	done := post
	done.State = bot.PostPosted
	for _, tt := range []struct{ got, want int }{
		{red(bot.Editing), 1},
		{red(bot.Waiting), 1},
		{red(bot.Rejected), 1},
		{red(bot.Approved, post), 1},
		{red(bot.Approved, done), 0},
		{red(bot.Done), 0},
		{red(bot.Cancelled), 0},
	} {
		if tt.got != tt.want {
			t.Errorf("%d in red, want %d", tt.got, tt.want)
		}
	}
}

// Where an answer goes is not for the form to choose.
func TestEditOfAnAnswerAsksForNoAccounts(t *testing.T) {
	v := view(bot.Editing)
	v.Appeal.Answers = "metro/r1"
	for _, in := range book(t).Edit(v, []string{"en"}).Inputs {
		if in.Name == card.FieldAccounts {
			t.Error("it asks for accounts")
		}
	}
}

// What is known of a reply, and what officers did about it.
func TestCardsOfRepliesFromRealNetworks(t *testing.T) {
	b := real(t)
	at := now.Add(-time.Minute).UTC()
	bob := bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: at}
	b.Moderates = func(bot.AccountID) []bot.Op { return []bot.Op{bot.OpHide, bot.OpShow, bot.OpMute, bot.OpReport} }
	v := card.ReplyView{
		Case: bot.Case{ID: "c1", Number: "2026-1234567"}, Parent: 3,
		Reply: bot.Reply{
			ID: "metro/r5", Account: "metro", Number: 5, Kind: bot.ReplyQuote, Case: "c1", Author: "Eve", Handle: "@eve", Text: "Liars! @here", At: at,
			Language: "pl\n@channel", URL: "https://x.example/r5", AuthorURL: "https://x.example/eve",
			Media: []string{"https://x.example/1.jpg", "javascript:alert(1)", "https://x.example/a b", "https://u:p@x.example/", "https://x.example/5.jpg"},
		},
		Answers: []bot.Appeal{{Number: 2, Author: "ann", State: bot.Waiting}},
	}
	moderated := func(op bot.Op, s bot.PostState, note string) bot.Post {
		p := bot.Moderation(v.Reply, op, bob, "insults an officer")
		p.State, p.Note, p.Posted = s, note, at
		return p
	}
	v.Moderation = []bot.Post{
		moderated(bot.OpHide, bot.PostQueued, ""), moderated(bot.OpShow, bot.PostDropped, "taken back"),
		moderated(bot.OpMute, bot.PostRefused, "X does not do that"), moderated(bot.OpReport, bot.PostQueued, "No answer came."),
	}
	golden(t, "reply-moderated", b.Reply(v).Plain())
	v.Reply.Hidden, v.Moderation = true, []bot.Post{moderated(bot.OpHide, bot.PostPosted, "")}
	golden(t, "reply-hidden", b.Reply(v).Plain())
	golden(t, "moderate-form", asks(b.Moderate(v.Reply)))
	data, err := b.List(card.Answers{Replies: []bot.Reply{v.Reply}, Parents: map[bot.ID]int{v.Reply.ID: 3}})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "list-csv", string(data))
}

// Nothing of the public is ever embedded, and no address from outside leads
// anywhere but to a web page.
func FuzzReplyLinks(f *testing.F) {
	f.Add("https://x.example/1.jpg")
	f.Add("javascript:alert(1)")
	f.Add("https://x.example/\u202e\n@channel")
	f.Fuzz(func(t *testing.T, s string) {
		b := real(t)
		r := bot.Reply{Number: 1, URL: s, AuthorURL: s, Media: []string{s, s, s, s, s, s}, Language: s}
		m := b.Reply(card.ReplyView{Reply: r, Moderation: []bot.Post{{Op: bot.OpHide, State: bot.PostRefused, Note: s}}})
		for _, x := range m.Sections {
			if len(x.Images) > 0 || len(m.Files) > 0 {
				t.Errorf("%q is embedded", s)
			}
			for _, l := range x.Links {
				if !strings.HasPrefix(strings.ToLower(l.URL), "http") || strings.ContainsAny(l.URL, " \n\t") {
					t.Errorf("%q became a link", s)
				}
			}
			for _, l := range x.Fields {
				if n := len([]rune(fmt.Sprint(l.Value))); n > 2000 {
					t.Errorf("a field has %d characters", n)
				}
			}
		}
	})
}
