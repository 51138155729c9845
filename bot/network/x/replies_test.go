package x_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

// by finds an item by its id.
func by(items []network.Item, id string) network.Item {
	i := slices.IndexFunc(items, func(it network.Item) bool { return it.Remote == id })
	if i < 0 {
		return network.Item{}
	}
	return items[i]
}

// Every way in which the public speaks is read once, with what it is about.
func TestWaysToSpeak(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	reply := w.Reply("eve", root, "I saw it & called 222tips.com <now>.")
	nested := w.Reply("dan", reply, "Me, too. @eve is right.")
	quote := w.Quote("Daily_Press", root, "Police are looking for witnesses.")
	quoteOfReply := w.Quote("frank", reply, "Look at this. @MetroPolice ")
	elsewhere := w.Write("gus", "Dear @MetroPolice , what is this?")
	strange := w.Reply("hal", elsewhere, "I wonder, too.")
	own := w.Reply("MetroPolice", nested, "Thank you.")
	below := w.Reply("eve", own, "You are welcome.")
	long := w.Reply("ivy", root, strings.Repeat("A very long story. ", 30)+"See metro.ca/story")

	items, _ := w.readAll(root)
	for _, c := range []struct {
		id, under, parent string
		kind              bot.ReplyKind
		text              string
	}{
		{reply, root, root, bot.ReplyAnswer, "I saw it & called http://222tips.com <now>."},
		{nested, root, reply, bot.ReplyAnswer, "Me, too. @eve is right."},
		{quote, root, root, bot.ReplyQuote, "Police are looking for witnesses."},
		{quoteOfReply, reply, reply, bot.ReplyMention, "Look at this. @MetroPolice"},
		{elsewhere, "", "", bot.ReplyMention, "Dear @MetroPolice , what is this?"},
		{below, root, own, bot.ReplyAnswer, "You are welcome."},
		{long, root, root, bot.ReplyAnswer, strings.Repeat("A very long story. ", 30) + "See http://metro.ca/story"},
	} {
		it := by(items, c.id)
		if it.Kind != network.ItemNew || it.Under != c.under || it.Parent != c.parent || it.Reply != c.kind || it.Text != c.text {
			t.Errorf("%q: %+v, want it under %q, answering %q, a %s", c.text, it, c.under, c.parent, c.kind)
		}
	}
	if by(items, own).Remote != "" || by(items, root).Remote != "" {
		t.Error("the account's own posts are answers")
	}
	if it := by(items, strange); it.Remote != "" && it.Under == root {
		t.Errorf("what is about something else: %+v", it)
	}
	it := by(items, quote)
	var raw struct{ ID, Text string }
	if err := json.Unmarshal(it.Raw, &raw); err != nil || raw.ID != quote || len(it.Raw) > 64<<10 {
		t.Errorf("X's own words: %s, %v", it.Raw, err)
	}
	if it.Author != "Daily_Press on X" || it.Handle != "@Daily_Press" || it.AuthorURL != "https://x.com/Daily_Press" || it.AuthorID == "" ||
		it.URL != "https://x.com/Daily_Press/status/"+quote || it.Language != "en" || it.At.IsZero() {
		t.Errorf("who and where: %+v", it)
	}
}

// Replies to a part that went out alone are found, too: they mention the account.
func TestRepliesToAPartAlone(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root, part := w.publish("First (1/2).").Remote, w.publish("Second (2/2).").Remote
	id := w.Reply("eve", part, "I saw it.")
	items, _ := w.readAll(root)
	if it := by(items, id); it.Under != part || it.Reply != bot.ReplyAnswer {
		t.Errorf("%+v", items)
	}
}

// A flood between two readings is read whole, in pages that are bounded.
func TestFlood(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	_, cursor := w.readAll(root)
	want := map[string]bool{}
	var quiet string
	for i := range 1000 {
		want[w.Reply(fmt.Sprint("u", i%50), root, fmt.Sprint("Answer ", i))] = true
	}
	for i := range 20 { // What is written while it is read is not lost either.
		p := w.page(cursor, root)
		if len(p.Items) > 600 {
			t.Errorf("a page has %d items", len(p.Items))
		}
		if !slices.IsSortedFunc(p.Items, func(a, b network.Item) int { return a.At.Compare(b.At) }) && i == 0 {
			t.Error("the page is not in order")
		}
		for _, it := range p.Items {
			delete(want, it.Remote)
		}
		cursor = p.Next
		if i == 1 {
			quiet = w.Reply("late", root, "Just now.")
			want[quiet] = true
		}
		if !p.More && i > 1 && !want[quiet] {
			break
		}
	}
	if len(want) > 0 {
		t.Errorf("%d answers were not read", len(want))
	}
}

// After days of absence everything is read that X still has, and what it has not
// is said, once.
func TestAbsence(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	_, cursor := w.readAll(root)
	lost := w.Quote("Daily_Press", root, "Nobody reads this.")
	mention := w.Reply("eve", root, "I saw it.")
	w.clock.pass(10 * 24 * time.Hour)
	found := w.Quote("Weekly_Press", root, "Still unsolved.")
	p := w.page(cursor, root)
	if p.Missed == "" || !strings.Contains(p.Missed, "Thu 5 Nov 2026, 19:00") {
		t.Errorf("what is missed: %q", p.Missed)
	}
	if by(p.Items, found).Remote == "" || by(p.Items, mention).Remote == "" || by(p.Items, lost).Remote != "" {
		t.Errorf("read %+v", p.Items)
	}
	if p := w.page(p.Next, root); p.Missed != "" || p.More {
		t.Errorf("said again: %q", p.Missed)
	}
}

// A clock that is ahead of X's, or behind it, makes nothing be skipped.
func TestWrongClock(t *testing.T) {
	for _, off := range []time.Duration{5 * time.Minute, -5 * time.Minute} {
		w := newWorld(t, xtest.Options{}, nil)
		a := open(t, w.base, w.clock, w.secrets, func(o *x.Options) {
			o.Now = func() time.Time { return w.clock.Now().Add(off) }
		})
		root := w.publish("Who saw it?").Remote
		q := network.Query{Posts: []network.Posted{{Remote: root}}}
		want := map[string]bool{}
		for i := range 20 {
			w.clock.pass(40 * time.Second)
			want[w.Reply("eve", root, fmt.Sprint("Answer ", i))] = true
			w.clock.pass(time.Second)
			p, err := a.Replies(t.Context(), q)
			must(t, err)
			for _, it := range p.Items {
				delete(want, it.Remote)
			}
			q.Cursor = p.Next
			want[w.Quote("press", root, fmt.Sprint("Quote ", i))] = true
		}
		p, err := a.Replies(t.Context(), q)
		must(t, err)
		for _, it := range p.Items {
			delete(want, it.Remote)
		}
		if len(want) > 0 {
			t.Errorf("with a clock that is off by %v %d answers were not read", off, len(want))
		}
	}
}

// Many posts are searched in turn, each search short enough for X, and no answer
// under any of them is lost.
func TestManyPosts(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	var roots []string
	for i := range 23 {
		roots = append([]string{w.publish(fmt.Sprint("Appeal ", i)).Remote}, roots...)
		w.clock.pass(time.Hour)
	}
	var cursor string
	want := map[string]bool{}
	var queries int
	w.faults.Next(0, networktest.Works, func(r *http.Request) bool {
		q, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil || len(q.Get("query")) > 512 {
			t.Errorf("query %q", q.Get("query"))
		}
		queries++
		return false
	})
	for round := range 12 {
		for _, r := range roots {
			if round < 4 {
				want[w.Quote("press", r, fmt.Sprint("Quote ", round))] = true
			}
		}
		w.clock.pass(time.Minute)
		queries = 0
		p := w.page(cursor, roots...)
		if queries > 3 && !p.More {
			t.Errorf("a reading took %d requests", queries)
		}
		for _, it := range p.Items {
			delete(want, it.Remote)
		}
		cursor = p.Next
	}
	if len(want) > 0 {
		t.Errorf("%d quotes were not read", len(want))
	}
	if len(cursor) > 2000 {
		t.Errorf("the cursor has %d bytes", len(cursor))
	}
}

// What was read today is read again for nothing; the page says what X charges.
func TestReadingCosts(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	w.Reply("eve", root, "I saw it.")
	w.Quote("press", root, "Police are looking.")
	before := w.Cost()
	p := w.page("", root)
	if p.Cost != w.Cost()-before || p.Cost != 6_000 || p.Reads != 2 {
		t.Errorf("cost %d for %d, X charged %d", p.Cost, p.Reads, w.Cost()-before)
	}
	if p := w.page("", root); p.Cost != 0 || p.Reads != 0 || len(p.Items) == 0 {
		t.Errorf("again: cost %d for %d", p.Cost, p.Reads)
	}
	w.clock.pass(24 * time.Hour)
	if p := w.page("", root); p.Cost != 6_000 {
		t.Errorf("the next day: cost %d", p.Cost)
	}
}

// A reply that was edited before it was read is read as it is now, under the id
// by which it is always known.
func TestEditedBeforeItWasRead(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	first := w.Reply("eve", root, "A blue car.")
	w.Edit(first, "A green car.")
	items, _ := w.readAll(root)
	if len(items) != 1 || items[0].Remote != first || items[0].Text != "A green car." {
		t.Errorf("%+v", items)
	}
}

// Only what X says does not exist is gone. Who made the account private may come
// back.
func TestCheck(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	same, edited, gone, private := w.Reply("a", root, "A."), w.Reply("b", root, "B."), w.Reply("c", root, "C."), w.Reply("d", root, "D.")
	w.Edit(edited, "B?")
	w.Edit(edited, "B!")
	w.Delete(gone)
	w.Protect("d")
	before := w.Cost()
	p, err := w.Check(t.Context(), []string{same, edited, gone, private, "no id"})
	must(t, err)
	if len(p.Items) != 2 || by(p.Items, gone).Kind != network.ItemGone ||
		by(p.Items, edited).Kind != network.ItemEdited || by(p.Items, edited).Text != "B!" || by(p.Items, edited).Under != root {
		t.Errorf("%+v", p.Items)
	}
	if p.Cost != w.Cost()-before {
		t.Errorf("cost %d, X charged %d", p.Cost, w.Cost()-before)
	}
	if p, err := w.Check(t.Context(), nil); err != nil || len(p.Items) != 0 {
		t.Errorf("nothing to check: %+v, %v", p, err)
	}
}

// Answers that X would not give make no page.
func TestRepliesThatMakeNoSense(t *testing.T) {
	const ok = `"id":"2117315853677494272","text":"a","created_at":"2026-11-02T18:00:00.000Z"`
	for name, body := range map[string]string{
		"no list":           `{"data":{}}`,
		"no meta":           `{"data":[]}`,
		"problems":          `{"errors":[{"title":"x"}]}`,
		"no id":             `{"data":[{"text":"a","created_at":"2026-11-02T18:00:00.000Z"}],"meta":{"result_count":1}}`,
		"a strange id":      `{"data":[{"id":"../x","text":"a","created_at":"2026-11-02T18:00:00.000Z"}],"meta":{"result_count":1}}`,
		"a strange history": `{"data":[{` + ok + `,"edit_history_post_ids":["<script>"]}],"meta":{"result_count":1}}`,
		"no time":           `{"data":[{"id":"1","text":"a"}],"meta":{"result_count":1}}`,
		"another age":       `{"data":[{"id":"1","text":"a","created_at":"1970-01-01T00:00:00.000Z"}],"meta":{"result_count":1}}`,
		"a book":            `{"data":[{` + strings.Replace(ok, `"a"`, `"`+strings.Repeat("a", 200_000)+`"`, 1) + `}],"meta":{"result_count":1}}`,
		"no end":            `{"data":[],"meta":{"result_count":0,"next_token":"x"}}`,
	} {
		w := newWorld(t, xtest.Options{}, nil)
		w.Break(&xtest.Broken{Path: "/2/", Status: 200, Kind: "application/json", Body: body})
		if p, err := w.Replies(t.Context(), network.Query{}); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	w := newWorld(t, xtest.Options{}, nil)
	for _, cursor := range []string{"x", "[]", `{"o":{"u":"x"}}`, `{"o":{"u":"1","p":["x"]}}`} {
		if _, err := w.Replies(t.Context(), network.Query{Cursor: cursor}); err == nil {
			t.Errorf("the cursor %q was taken", cursor)
		}
	}
}

// The words of a hostile member of the public are text and nothing else; what
// could lead elsewhere is left out.
func TestHostileItems(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	w.Break(&xtest.Broken{Path: "/2/", Status: 200, Kind: "application/json", Body: `{"data":[{
		"id":"2117315853677494272","text":"https://t.co/a <script>","created_at":"2026-11-02T18:00:00.000Z","author_id":"7","lang":"qme",
		"display_text_range":[99,-1],"attachments":{"media_keys":["1","2","3"]},
		"entities":{"urls":[{"url":"https://t.co/a","expanded_url":"javascript:alert(1)"},{"url":"","expanded_url":"x"}]}}],
		"includes":{"users":[{"id":"7","name":"` + strings.Repeat("é", 900) + `","username":"../evil"}],
		"media":[{"media_key":"1","url":"javascript:alert(1)"},{"media_key":"2","url":"https://u:p@pbs.twimg.com/x"},
		{"media_key":"3","preview_image_url":"https://pbs.twimg.com/p.jpg","variants":[{"content_type":"video/mp4","url":"https://video.twimg.com/v.mp4"}]}]},
		"meta":{"result_count":1}}`})
	p, err := w.Replies(t.Context(), network.Query{})
	must(t, err)
	it := p.Items[0]
	if it.AuthorURL != "" || it.Handle != "" || it.URL != "https://x.com/i/status/2117315853677494272" || it.Language != "" ||
		!slices.Equal(it.Media, []string{"https://video.twimg.com/v.mp4"}) || it.Author == "" {
		t.Errorf("%+v", it)
	}
}

// Servers that do not know the new names of fields are asked with the older ones,
// and their answers are understood.
func TestOlderNames(t *testing.T) {
	var asked url.Values
	w := newWorld(t, xtest.Options{}, nil)
	far := http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query()
		_, _ = rw.Write([]byte(`{"data":[{"id":"2117315853677494273","text":"A long…","created_at":"2026-11-02T18:00:00.000Z","author_id":"7",
			"conversation_id":"2117315853677494272","edit_history_tweet_ids":["2117315853677494270","2117315853677494273"],
			"referenced_tweets":[{"type":"replied_to","id":"2117315853677494272"}],"note_tweet":{"text":"A long story."},
			"public_metrics":{"retweet_count":4,"reply_count":1,"like_count":0,"quote_count":1}}],"meta":{"result_count":1}}`))
	})
	a := open(t, serve(t, far), w.clock, w.secrets, func(o *x.Options) { o.Older = true })
	p, err := a.Replies(t.Context(), network.Query{Posts: []network.Posted{{Remote: "2117315853677494272"}}})
	must(t, err)
	it := p.Items[0]
	if it.Remote != "2117315853677494270" || it.Kind != network.ItemEdited || it.Text != "A long story." || it.Parent != "2117315853677494272" || it.AuthorID != "7" {
		t.Errorf("%+v", it)
	}
	if asked.Has("post.fields") || !strings.Contains(asked.Get("tweet.fields"), "referenced_tweets") {
		t.Errorf("asked %v", asked)
	}
	c, err := a.Counts(t.Context(), []string{"2117315853677494270"})
	if err != nil || c["2117315853677494270"].Reposts != 5 {
		t.Errorf("counts: %+v, %v", c, err)
	}
}

// What X finds minutes after it was written is not skipped, and reading for it
// costs nothing.
func TestAnswersThatXFindsLate(t *testing.T) {
	w := newWorld(t, xtest.Options{Indexed: 4 * time.Minute}, nil)
	root := w.publish("Who saw it?").Remote
	want := map[string]bool{}
	var cursor string
	var cost int64
	for i := range 120 {
		if i < 60 {
			want[w.Reply("eve", root, fmt.Sprint("Answer ", i))] = true
			want[w.Quote("press", root, fmt.Sprint("Quote ", i))] = true
		}
		w.clock.pass(10 * time.Second)
		p := w.page(cursor, root)
		for _, it := range p.Items {
			delete(want, it.Remote)
		}
		cursor, cost = p.Next, cost+p.Cost
	}
	if len(want) > 0 {
		t.Errorf("%d answers were not read", len(want))
	}
	if cost != 60*6_000 {
		t.Errorf("cost %d", cost)
	}
}

// X gives the newest 800 mentions. That there were more is said.
func TestMoreMentionsThanXGives(t *testing.T) {
	for n, missed := range map[int]bool{600: false, xtest.Mentions + 100: true} {
		w := newWorld(t, xtest.Options{}, nil)
		root := w.publish("Who saw it?").Remote
		cursor := w.page("", root).Next
		for i := range n {
			w.Write(fmt.Sprint("u", i%50), fmt.Sprint("@MetroPolice hello ", i))
		}
		w.clock.pass(time.Minute)
		said, read := "", map[string]bool{}
		for range 20 {
			p := w.page(cursor, root)
			for _, it := range p.Items {
				read[it.Remote] = true
			}
			said, cursor = said+p.Missed, p.Next
			if !p.More {
				break
			}
		}
		if len(read) != min(n, xtest.Mentions) || (said != "") != missed {
			t.Errorf("of %d mentions %d were read, and %q missed", n, len(read), said)
		}
	}
}

// Looking whether answers are as they were does not pay for their authors again.
func TestCheckAsksForNoAuthors(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	id := w.Reply("eve", w.publish("Who saw it?").Remote, "A blue car.")
	var queries []string
	w.faults.Next(0, networktest.Works, func(r *http.Request) bool {
		queries = append(queries, r.URL.RawQuery)
		return false
	})
	p, err := w.Check(t.Context(), []string{id})
	must(t, err)
	if len(p.Items) != 0 || len(queries) != 1 || strings.Contains(queries[0], "author_id") || strings.Contains(queries[0], "media") {
		t.Errorf("%+v after %q", p.Items, queries)
	}
	w.Edit(id, "A green car.")
	p, err = w.Check(t.Context(), []string{id})
	must(t, err)
	if len(p.Items) != 1 || p.Items[0].Handle != "@eve" || p.Items[0].Text != "A green car." || p.Items[0].Remote != id {
		t.Errorf("%+v", p.Items)
	}
}
