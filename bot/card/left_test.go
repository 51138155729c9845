package card_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/card"
)

// leftovers are posts that should be gone, in every way in which that can go wrong.
func leftovers() []bot.Leftover {
	at := func(ago time.Duration) time.Time { return now.Add(-ago).UTC() }
	by := bot.Mark{Person: "ann", Name: "Cst. Ann Okafor", At: at(20 * time.Minute)}
	left := func(account bot.AccountID, s bot.PostState, note string, g bot.Gone) bot.Leftover {
		g.Since = by.At
		p := bot.Post{
			ID: bot.ID("p-" + account), Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: account, Language: "en", State: bot.PostPosted,
			URL: "https://" + string(account) + ".example/1", Remotes: []string{"1", "2"}, Digest: "d1",
		}
		r := bot.Removal(p, by.At)
		r.State, r.Note, r.Gone, r.Decided, r.Posted = s, note, g, by, at(19*time.Minute)
		return bot.Leftover{Post: p, Removal: r}
	}
	failing := left("metro", bot.PostQueued, "The network does not answer.", bot.Gone{})
	failing.Removal.Attempt = 7
	lying := left("page", bot.PostQueued, "", bot.Gone{At: at(time.Minute), Looks: 3, Lies: 3, Left: 1})
	lying.Removal.Due = now.Add(2 * time.Minute).UTC()
	refused := left("metro", bot.PostRefused, "The account is suspended.", bot.Gone{At: at(3 * time.Minute), Looks: 2, Left: 2})
	blind := left("page", bot.PostPosted, "", bot.Gone{At: at(4 * time.Minute), Looks: 5, Note: "look at post: 503."})
	fresh := left("metro", bot.PostPosted, "", bot.Gone{Due: now.Add(10 * time.Second).UTC()})
	lost := left("page", bot.PostPosted, "", bot.Gone{Lost: true})
	lost.Post.Remotes, lost.Post.URL = nil, ""
	unknown := left("metro", bot.PostQueued, "", bot.Gone{})
	unknown.Post.State, unknown.Post.Remotes, unknown.Post.URL = bot.PostUnknown, nil, ""
	part := left("metro", bot.PostRefused, "You may not.", bot.Gone{Refused: []string{"2"}, Refusal: "You may not."})
	part.Post.URLs, part.Removal.Remotes = []string{"https://metro.example/2"}, []string{"1"}
	half := left("metro", bot.PostQueued, "A fault.", bot.Gone{Refused: []string{"2"}, Refusal: "You may not."})
	half.Removal.Attempt = 2
	sought := left("page", bot.PostPosted, "", bot.Gone{Lost: true, Sought: 2, From: at(19 * time.Minute), Note: "it could not be looked for: the network does not answer."})
	sought.Post.Remotes, sought.Post.URL = nil, ""
	nowhere := left("page", bot.PostPosted, "", bot.Gone{Lost: true, Sought: 5, From: at(2 * time.Hour), Nowhere: true, At: at(time.Hour), Looks: 1})
	sold := left("sold", bot.PostQueued, "", bot.Gone{})
	return []bot.Leftover{failing, lying, refused, blind, fresh, lost, unknown, part, half, sought, nowhere, sold}
}

func TestWhatIsLeftIsSaid(t *testing.T) {
	b := book(t)
	b.Duty = b.Roster.With(bot.Lead)
	k := view(bot.Done).Case
	k.Owner = "bob"
	all := card.LeftView{Case: k, Left: leftovers(), All: true, Numbers: map[bot.ID]int{"a1": 1}}
	golden(t, "left-room", b.Left(all, "practice").Plain())
	one := all
	one.Left, one.Duty = all.Left[:1], true
	m := b.Left(one, "practice")
	golden(t, "left-duty", m.Plain())
	if want := []string{"ann", "bob", "carla"}; !slices.Equal(m.Mention, want) {
		t.Errorf("in the duty channel %v are called, want %v", m.Mention, want)
	}
	if want := []string{"ann", "bob"}; !slices.Equal(b.Left(all, "practice").Mention, want) {
		t.Errorf("in the room %v are called", b.Left(all, "practice").Mention)
	}
	none := all
	none.Left = nil
	golden(t, "left-nothing", b.Left(none, "practice").Plain())
	if m := b.Left(none, "practice"); len(m.Mention) > 0 {
		t.Errorf("%v are called to nothing", m.Mention)
	}
	many := all
	many.All = false
	for range 30 {
		many.Left = append(many.Left, all.Left[0])
	}
	if s := b.Left(many, "practice").Sections[0]; len(s.Fields) != 21 || s.Fields[20].Value != "22 more" {
		t.Errorf("of many it lists %d", len(s.Fields))
	}
}

// The card of an appeal that was taken down says of each account what was seen.
func TestCardOfWhatWasTakenDown(t *testing.T) {
	b := book(t)
	v := view(bot.Done)
	v.Case.Clearance = bot.Clearance{Reason: bot.ClearedMistaken, By: bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: now.Add(-20 * time.Minute)}, Note: "he was at work"}
	for _, l := range leftovers() {
		v.Posts = append(v.Posts, l.Removal)
	}
	golden(t, "down-trouble", b.Status(v).Plain())
	seen := func(g bot.Gone) bot.Post {
		r := leftovers()[4].Removal
		g.Since, g.At = r.Gone.Since, now.Add(-time.Minute).UTC()
		r.Gone = g
		return r
	}
	v.Posts = []bot.Post{
		seen(bot.Gone{OK: true, Looks: 1}), seen(bot.Gone{OK: true, Looks: 2, Owned: true}), seen(bot.Gone{OK: true}),
		seen(bot.Gone{By: bot.Mark{Name: "Insp. Carla Singh", At: now.UTC()}, Why: "the account is closed"}),
	}
	golden(t, "down-gone", b.Status(v).Plain())
	golden(t, "ask-removal", b.Ask(leftovers()[2].Removal, v).Plain())
	part := leftovers()[7]
	v.Posts = append(v.Posts, part.Post)
	golden(t, "ask-removal-part", b.Ask(part.Removal, v).Plain())
}

func TestFormOfAnAllClear(t *testing.T) {
	b := book(t)
	wanted := view(bot.Approved).Appeal
	wanted.ID, wanted.Number, wanted.Kind = "a2", 2, bot.Wanted
	v := card.ClearView{
		Case: view(bot.Approved).Case, Reason: bot.ClearedArrested, Live: []bot.Appeal{view(bot.Approved).Appeal, wanted}, Ends: []bot.ID{"a2"},
		Texts: map[string]string{"en": "An arrest was made.", "fr": "Une arrestation."},
	}
	golden(t, "form-clear", asks(b.Clear(v)))
	v.Case.Clearance = bot.Clearance{Reason: bot.ClearedLocated, By: bot.Mark{Name: "Sgt. Bob Tremblay", At: now.UTC()}}
	v.Live, v.Ends = nil, nil
	golden(t, "form-clear-again", asks(b.Clear(v)))
}

// What is begun after the all-clear says so until it is approved.
func TestAnAppealAfterTheAllClear(t *testing.T) {
	b := book(t)
	v := view(bot.Waiting)
	v.Case.Clearance = bot.Clearance{Reason: bot.ClearedLocated, By: bot.Mark{Name: "Sgt. Bob Tremblay", At: now.UTC()}, Closing: []bot.ID{"a9"}}
	if s := b.Before(v); len(s) != 1 || s[0].Heading != "The case was cleared" {
		t.Errorf("before approval it says %+v", s)
	}
	v.Case.Clearance.Closing = []bot.ID{v.Appeal.ID}
	if s := b.Before(v); len(s) != 0 {
		t.Errorf("of the closing text itself it says %+v", s)
	}
}
