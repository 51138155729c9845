package card_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	toronto = time.FixedZone("EST", -5*3600)
	now     = time.Date(2026, 11, 23, 18, 0, 0, 0, toronto)
)

func book(t *testing.T) card.Book {
	t.Helper()
	r, err := bot.NewRoster([]bot.Person{
		{ID: "ann", Name: "Cst. Ann Okafor", Roles: []bot.Role{bot.Author}, Logins: []bot.Login{{Platform: "practice", User: "ann"}}},
		{ID: "bob", Name: "Sgt. Bob Tremblay", Roles: []bot.Role{bot.Author, bot.Approver}, Logins: []bot.Login{{Platform: "practice", User: "bob"}}},
		{ID: "carla", Name: "Insp. Carla Singh", Roles: []bot.Role{bot.Approver, bot.Lead}, Logins: []bot.Login{{Platform: "practice", User: "carla"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return card.Book{Now: now, Roster: r, Accounts: []bot.Account{
		{ID: "metro", Name: "Metro Police on Chirp", Default: true}, {ID: "page", Name: "Metro Police Page"},
	}}
}

func view(s bot.AppealState) card.View {
	by := bot.Mark{Person: "ann", Name: "Cst. Ann Okafor", At: now.Add(-10 * time.Minute).UTC()}
	a := bot.Appeal{
		ID: "a1", Case: "c1", Number: 1, Kind: bot.Witness, Author: "ann", Editors: []bot.ID{"ann"}, Revision: 2,
		State: s, Changed: by, Need: bot.Rule{Need: 1}, Created: by.At, Exercise: true, Digest: "d1",
		Content: bot.Content{Texts: map[string]string{"en": "Were you near Lake Shore and Fifth?"}, Accounts: []bot.AccountID{"metro", "page"}},
		Plan: bot.Plan{Renderings: []bot.Rendering{
			{Account: "metro", Language: "en", Parts: []bot.Part{
				{Text: "Were you near Lake Shore and Fifth? (1/2)", Count: 41, Limit: 42},
				{Text: "Call 416-808-2222. (2/2)", Count: 24, Limit: 42},
			}},
			{Account: "page", Language: "en", Parts: []bot.Part{{Text: "Were you near Lake Shore and Fifth? Call 416-808-2222.", Count: 54, Limit: 5000}}},
		}},
	}
	return card.View{Case: bot.Case{ID: "c1", Number: "2026-1234567", Title: "Lakeshore shooting", Exercise: true}, Appeal: a}
}

// Each card as plain text: what a person reads, whatever the platform.
func TestCards(t *testing.T) {
	b := book(t)
	posted := now.Add(-time.Minute).UTC()
	plate := bot.Finding{
		Rule: "licence_plate", Severity: bot.NeedsOverride, Field: "text.en", Start: 5, End: 13, Span: "ABCD 123",
		Why: "A plate leads to a home address.", Fix: "Use make, model and colour.",
	}
	address := bot.Finding{
		Rule: "address_exact", Severity: bot.Block, Field: "text.en", Start: 20, End: 40, Span: "4712 Bathurst Street",
		Why: "An exact address puts residents at risk.", Suggest: "the 4700 block of Bathurst Street",
	}
	post := func(account bot.AccountID, s bot.PostState, note string) bot.Post {
		return bot.Post{
			ID: bot.ID("p-" + account), Op: bot.OpCreate, Appeal: "a1", Case: "c1", Account: account, Language: "en", State: s, Note: note,
			Digest: "d1", Due: now.UTC(), Posted: posted, URL: "https://" + string(account) + ".example/1", Exercise: true,
			Rendering: view(bot.Approved).Appeal.Plan.Renderings[0],
		}
	}
	reply := bot.Reply{
		ID: "metro/1", Account: "metro", Number: 1, Kind: bot.ReplyAnswer, Case: "c1", Author: "Pat \u202ename", Handle: "@pat",
		Text: "@channel I saw a dark Lexus <!here>", At: now.Add(-30 * time.Second).UTC(), URL: "https://metro.example/r1",
	}

	draft := view(bot.Editing)
	draft.Appeal.Findings = []bot.Finding{address, plate}
	draft.Appeal.Overrides = []bot.Override{{Finding: plate.Key(), Rule: plate.Rule, By: draft.Appeal.Changed, Reason: "the car is what we look for"}}
	waiting := view(bot.Waiting)
	waiting.Appeal.Need = bot.Rule{Need: 2, Role: bot.Lead}
	waiting.Appeal.Approvals = []bot.Approval{{By: bot.Mark{Person: "bob", Name: "Sgt. Bob Tremblay", At: posted}}}
	waiting.Freezes = []bot.Freeze{{Scope: bot.FreezeAll, By: bot.Mark{Name: "Insp. Carla Singh", At: posted}, Reason: "wrong photo"}}
	public := view(bot.Approved)
	public.Posts = []bot.Post{post("metro", bot.PostPosted, ""), post("page", bot.PostPosted, "")}
	public.Tally = bot.Tally{Replies: 12, Gone: 1, Labels: map[bot.Label]int{bot.LabelTip: 2}, Shown: map[string]int{"practice": 10}}
	public.First = []bot.Reply{reply}
	trouble := view(bot.Approved)
	trouble.Posts = []bot.Post{post("metro", bot.PostAbsent, "No answer came."), post("page", bot.PostRefused, "The account is suspended.")}
	urgent := reply
	urgent.Urgent, urgent.Text = true, "he is here now with a gun, help"
	labelled := reply
	labelled.Label, labelled.Labelled = bot.LabelTip, bot.Mark{Name: "Sgt. Bob Tremblay", At: posted}
	labelled.Edits, labelled.Gone = []bot.ReplyEdit{{Text: "never mind", At: posted}}, posted

	digest, err := b.Digest(card.Answers{Case: public.Case, Tally: public.Tally, Replies: []bot.Reply{reply, urgent}})
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range map[string]chat.Message{
		"draft": b.Appeal(draft), "waiting": b.Appeal(waiting), "public": b.Appeal(public), "trouble": b.Appeal(trouble),
		"rejected": b.Appeal(view(bot.Rejected)), "call": b.Call(waiting, "practice"),
		"ask-absent": b.Ask(trouble.Posts[0], trouble), "ask-refused": b.Ask(trouble.Posts[1], trouble),
		"ask-held":       b.Ask(post("metro", bot.PostHeld, "Publication is stopped."), trouble),
		"reply":          b.Reply(card.ReplyView{Reply: reply, Case: public.Case}),
		"reply-urgent":   b.Reply(card.ReplyView{Reply: urgent, Case: public.Case}),
		"reply-labelled": b.Reply(card.ReplyView{Reply: labelled, Case: public.Case}),
		"digest":         digest, "status": b.Status(public), "preview": b.Preview(draft),
		"diff": b.Diff(draft, bot.Content{Texts: map[string]string{"en": "Were you near Lakeshore and Fifth?"}, Accounts: []bot.AccountID{"metro"}}),
		"list": b.Appeals([]card.View{draft, waiting}, waiting.Freezes), "case": b.Case(public.Case, []card.View{public}, public.Tally),
		"person": b.Person(b.Roster.All()[1]),
	} {
		golden(t, name, m.Plain())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// The words on the card are the words that would be published, letter by
// letter, part by part.
func TestCardShowsTheExactWords(t *testing.T) {
	v := view(bot.Waiting)
	nasty := "line one\n\n\n\nline two   <b>&amp;</b> \u00a0 *star* @channel"
	v.Appeal.Plan.Renderings[0].Parts[0].Text = nasty
	found := 0
	for _, s := range book(t).Appeal(v).Sections {
		if s.Quote && s.Text == nasty {
			found++
		}
	}
	if found != 1 {
		t.Errorf("the exact words stand %d times on the card, want 1", found)
	}
}

// A spreadsheet that opens the list runs nothing of it.
func TestListIsInert(t *testing.T) {
	b := book(t)
	var rs []bot.Reply
	for i, s := range []string{"=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "plain", "a,\"b\"\nc"} {
		rs = append(rs, bot.Reply{Number: i + 1, Text: s, Author: s, Handle: s, URL: s, Language: s, AuthorURL: s, Media: []string{s, s}})
	}
	data, err := b.List(card.Answers{Replies: rs})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(rs)+1 {
		t.Fatalf("%d rows, want %d", len(rows), len(rs)+1)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("a cell begins a formula: %q", cell)
			}
		}
	}
}

// A digest shows what may be urgent before what is newest, and attaches all.
func TestDigestLosesNothing(t *testing.T) {
	var rs []bot.Reply
	for i := range 900 {
		rs = append(rs, bot.Reply{Number: i + 1, Text: fmt.Sprintf("answer %d", i+1), Urgent: i == 3})
	}
	m, err := book(t).Digest(card.Answers{Case: bot.Case{ID: "c", Number: "2026-1"}, Tally: bot.Tally{Replies: 900}, Replies: rs})
	if err != nil {
		t.Fatal(err)
	}
	if first := m.Sections[1]; !strings.Contains(first.Text, "answer 4") {
		t.Errorf("shown first: %q, want the urgent one", first.Text)
	}
	for i := range rs {
		if !bytes.Contains(m.Files[0].Data, fmt.Appendf(nil, "R%d,", i+1)) {
			t.Fatalf("R%d is not in the list", i+1)
		}
	}
	// Answers to what belongs to no case say so.
	m, err = book(t).Digest(card.Answers{Replies: rs[:9]})
	if err != nil || !strings.HasPrefix(m.Text, "9 answers to something that was not published here (R1 to R9)") || m.Files[0].Name != "answers-elsewhere-R1-R9.csv" {
		t.Errorf("%v: %q with %q", err, m.Text, m.Files[0].Name)
	}
}

// The form that asks once more fits the narrowest platform, names what is
// approved, and has nothing chosen beforehand.
func TestConfirm(t *testing.T) {
	f := card.Confirm(view(bot.Waiting), "3f2a91c4d5e6f708")
	if len(f.Title) > 24 || len(f.Submit) > 24 {
		t.Errorf("%q and %q do not fit", f.Title, f.Submit)
	}
	if want := "Witness appeal 2026-1234567/1, revision 2, text 3f2a91c4."; !strings.HasPrefix(f.Intro, want) {
		t.Errorf("it says %q, want %q", f.Intro, want)
	}
	if f.Action != (chat.Action{Verb: card.VerbConfirm, Subject: "a1", Digest: "3f2a91c4d5e6f708"}) {
		t.Errorf("it stands for %+v", f.Action)
	}
	if len(f.Inputs) != 1 || f.Inputs[0].Value != "" || f.Inputs[0].Optional || len(f.Inputs[0].Options) != 2 {
		t.Errorf("it asks for %+v", f.Inputs)
	}
	if short := card.Confirm(view(bot.Waiting), ""); short.Title != f.Title {
		t.Error("a card without a digest has no form")
	}
}

// Where an appeal is public can be pressed, once for each account that shows it.
func TestThePublicationIsAnnouncedWithItsLinks(t *testing.T) {
	b := card.Book{Accounts: []bot.Account{{ID: "metro", Name: "Metro Police on X"}}}
	m := b.Published("Public: Witness appeal 2026-1234567/1, Green coat", []bot.Post{
		{Op: bot.OpCreate, Account: "metro", Language: "en", State: bot.PostPosted, URL: "https://x.example/1"},
		{Op: bot.OpCreate, Account: "page", State: bot.PostAbsent, URL: "https://page.example/1"},
		{Op: bot.OpRemove, Account: "metro", State: bot.PostPosted, URL: "https://x.example/2"},
	})
	if len(m.Sections) != 1 || len(m.Sections[0].Links) != 1 || m.Sections[0].Links[0] != (chat.Link{Label: "Metro Police on X, English", URL: "https://x.example/1"}) {
		t.Errorf("announced with %+v", m.Sections)
	}
}

// Only what can still be submitted needs approvals after that.
func TestApprovalsOfWhatIsOver(t *testing.T) {
	for state, want := range map[bot.AppealState]bool{bot.Editing: true, bot.Rejected: true, bot.Approved: false, bot.Done: false, bot.Cancelled: false} {
		if got := strings.Contains(book(t).Appeal(view(state)).Plain(), "needed after submission"); got != want {
			t.Errorf("%s: %t, want %t", state, got, want)
		}
	}
}
