package bluesky_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky/blueskytest"
	"appealbot/bot/network/networktest"
)

// read reads everything behind a cursor, in the order in which it comes.
func (w *world) read(t testing.TB, q network.Query) ([]network.Item, string) {
	t.Helper()
	var out []network.Item
	for range 1000 {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		if len(p.Items) > 100 {
			t.Fatalf("a page has %d items", len(p.Items))
		}
		if p.Missed != "" {
			t.Errorf("missed: %s", p.Missed)
		}
		out = append(out, p.Items...)
		if q.Cursor = p.Next; !p.More {
			return out, p.Next
		}
	}
	t.Fatal("the pages do not end")
	return nil, ""
}

func texts(items []network.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Text)
	}
	return out
}

func (w *world) watching(r network.Result) []network.Posted {
	return []network.Posted{{Remote: r.Remote, At: w.now()}}
}

// After days of absence everything comes, the oldest first, each thing once, and
// what is written meanwhile comes behind it.
func TestBackfill(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	var want []string
	say := func(n int) {
		for range n {
			text := fmt.Sprintf("@metro.test answer %d", len(want))
			want = append(want, text)
			eve.Mention(metro, text) // in no thread: only the notifications have it
		}
	}
	say(950)
	q := network.Query{Posts: w.watching(post)}
	var got []string
	for i := 0; ; i++ {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		got = append(got, texts(p.Items)...)
		if i < 5 {
			say(30)
		}
		if q.Cursor = p.Next; !p.More {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("read %d, want %d in their order", len(got), len(want))
	}
	w.later(24 * time.Hour)
	say(1)
	items, next := w.read(t, q)
	if len(items) != 1 {
		t.Errorf("a day later: %q", texts(items))
	}
	say(1)
	n := w.calls("app.bsky.notification.listNotifications")
	if items, _ = w.read(t, network.Query{Cursor: next}); len(items) != 1 {
		t.Errorf("right after that: %q", texts(items))
	}
	if n = w.calls("app.bsky.notification.listNotifications") - n; n > 2 {
		t.Errorf("%d requests for one answer", n)
	}
}

// An account that has nothing to be answered begins behind the mentions of
// before, and misses none from there on.
func TestMentionsOfBeforeAreLeftAlone(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	for range 150 {
		eve.Mention(metro, "@metro.test years ago")
	}
	w.later(24 * time.Hour)
	items, cursor := w.read(t, network.Query{})
	if len(items) != 0 {
		t.Errorf("%d mentions of before were read", len(items))
	}
	for i := range 3 {
		eve.Mention(metro, fmt.Sprint("@metro.test now ", i))
		if items, cursor = w.read(t, network.Query{Cursor: cursor}); len(items) != 1 {
			t.Errorf("mention %d: read %q", i, texts(items))
		}
	}
}

// What the notifications do not tell of comes from the thread: an answer to an
// answer that the AppView learned of too early, and what is below it.
func TestLostNotification(t *testing.T) {
	w := newWorld(t, nil)
	w.Lags = true
	eve, bob := w.Visit("eve.test"), w.Visit("bob.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	q := network.Query{Posts: w.watching(post)}
	items, cursor := w.read(t, q) // The AppView does not know the post yet.
	if len(items) != 0 {
		t.Errorf("read %q", texts(items))
	}
	w.Index()
	a := eve.Reply(post.Remote, "I did.")
	b := bob.Reply(a, "I, too.")
	w.Learn(b)
	w.Learn(a)
	q.Cursor = cursor
	items, _ = w.read(t, q)
	slices.SortFunc(items, func(x, y network.Item) int { return strings.Compare(x.Text, y.Text) })
	if got := texts(items); !slices.Equal(got, []string{"I did.", "I, too."}) {
		t.Fatalf("read %q", got)
	}
	if it := items[1]; it.Under != post.Remote || it.Parent != a || it.Reply != bot.ReplyAnswer {
		t.Errorf("the answer to the answer is %+v", it)
	}
}

// A page that could not be stored comes again, and after a restart everything
// comes once more; nothing is passed over.
func TestPageComesAgain(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	q := network.Query{Posts: w.watching(post)}
	_, q.Cursor = w.read(t, q)
	eve.Reply(post.Remote, "I did.")
	for range 3 {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		if got := texts(p.Items); !slices.Equal(got, []string{"I did."}) {
			t.Fatalf("read %q", got)
		}
	}
	_, next := w.read(t, q)
	other := newWorld(t, nil) // knows nothing of that cursor
	eve = other.Visit("eve.test")
	post = other.publish(t, attempt("asked", "Who saw it?"))
	eve.Reply(post.Remote, "I did.")
	items, _ := other.read(t, network.Query{Cursor: next, Posts: other.watching(post)})
	if got := texts(items); !slices.Equal(got, []string{"I did."}) {
		t.Errorf("after a restart: %q", got)
	}
}

// Reading what does not change costs few requests and no commit.
func TestIdle(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	eve.Reply(post.Remote, "I did.")
	q := network.Query{Posts: w.watching(post)}
	_, q.Cursor = w.read(t, q)
	n := len(w.Calls())
	for range 5 {
		if items, next := w.read(t, q); len(items) != 0 || next != q.Cursor {
			t.Errorf("read %q, the cursor went from %s to %s", texts(items), q.Cursor, next)
		}
	}
	if n = len(w.Calls()) - n; n != 10 {
		t.Errorf("%d requests for five looks, want two each", n)
	}
	w.later(2 * time.Hour) // Now the thread is looked at once a minute.
	n = len(w.Calls())
	for range 20 {
		w.read(t, q)
	}
	if n = len(w.Calls()) - n; n > 25 {
		t.Errorf("%d requests for twenty looks at an older post", n)
	}
}

// Many threads are read in turn, and an old one is not forgotten.
func TestManyThreads(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	w.Mute(metro, eve.DID()) // so that only the threads tell
	var q network.Query
	for i := range 12 {
		post := w.publish(t, attempt(fmt.Sprint("asked-", i), "Who saw it?"))
		q.Posts = append(q.Posts, w.watching(post)...)
		eve.Reply(post.Remote, fmt.Sprint("Answer ", i))
	}
	var got []string
	for range 3 {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		got, q.Cursor = append(got, texts(p.Items)...), p.Next
	}
	if len(got) != 12 {
		t.Errorf("read %q in three looks", got)
	}
}

// More quotes than one look reads come in the end, each once.
func TestQuotes(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	w.Mute(metro, eve.DID())
	post := w.publish(t, attempt("asked", "Who saw it?"))
	want := map[string]bool{}
	for i := range 1350 {
		want[eve.Quote(post.Remote, fmt.Sprint("Quote ", i))] = true
	}
	items, cursor := w.read(t, network.Query{Posts: w.watching(post)})
	for _, it := range items {
		if !want[it.Remote] || it.Reply != bot.ReplyQuote || it.Under != post.Remote {
			t.Fatalf("read %+v", it)
		}
		delete(want, it.Remote)
	}
	if len(want) > 0 {
		t.Errorf("%d quotes did not come", len(want))
	}
	eve.Quote(post.Remote, "One more.")
	if items, _ = w.read(t, network.Query{Cursor: cursor, Posts: w.watching(post)}); len(items) != 1 {
		t.Errorf("then %d came, want one", len(items))
	}
}

// Edits and deletions are followed; what only lost its place is not gone.
func TestCheck(t *testing.T) {
	w := newWorld(t, nil)
	eve, bob := w.Visit("eve.test"), w.Visit("bob.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	a := eve.Reply(post.Remote, "A blue car.")
	b := bob.Reply(a, "No.")
	q := network.Query{Posts: w.watching(post)}
	_, q.Cursor = w.read(t, q)
	eve.Edit(a, "A green car.")
	if items, next := w.read(t, q); len(items) != 1 || items[0].Kind != network.ItemEdited || items[0].Text != "A green car." {
		t.Errorf("after the edit: %+v", items)
	} else {
		q.Cursor = next
	}
	state := func(id string) network.Item {
		p, err := w.Check(t.Context(), []string{a, b, "no id at all"})
		must(t, err)
		for _, it := range p.Items {
			if it.Remote == id {
				return it
			}
		}
		return network.Item{}
	}
	eve.Delete(a)
	if it := state(a); it.Kind != "" {
		t.Errorf("deleted seconds after it was written, too soon to tell: %+v", it)
	}
	w.later(2 * time.Minute)
	if it := state(a); it.Kind != network.ItemGone || it.Under != post.Remote || it.Parent != post.Remote {
		t.Errorf("after the deletion: %+v", it)
	}
	if it := state(b); it.Kind != network.ItemEdited || it.Text != "No." {
		t.Errorf("what was below it: %+v", it)
	}
	w.Forget(b) // The AppView does not show it, because of a block, say.
	if it := state(b); it.Kind != "" {
		t.Errorf("what is only not shown: %+v", it)
	}
}

// What makes no sense is not read at all.
func TestNonsense(t *testing.T) {
	w := newWorld(t, nil)
	for _, cursor := range []string{"7", "{", `{"at":"yesterday"}`, "[1]"} {
		if _, err := w.Replies(t.Context(), network.Query{Cursor: cursor}); err == nil {
			t.Errorf("cursor %q was taken", cursor)
		}
	}
	post := w.publish(t, attempt("asked", "Who saw it?"))
	w.Visit("eve.test").Quote(post.Remote, "Look.")
	for _, method := range []string{"app.bsky.feed.getPostThread", "app.bsky.feed.getQuotes", "app.bsky.notification.listNotifications"} {
		for _, body := range []string{
			`{}`, `[]`, `null`, `{"thread":{}}`, `{"thread":{"post":{"uri":"at://x","cid":"y"}}}`,
			`{"notifications":[{"uri":1}]}`, `{"posts":[{"uri":"javascript:alert(1)"}],"notifications":[{"indexedAt":"never"}]}`,
		} {
			a := w.at(t, blueskytest.Instead(w.Handler(), method, body))
			if p, err := a.Replies(t.Context(), network.Query{Posts: w.watching(post)}); err == nil {
				t.Errorf("%s answered %s: read %+v", method, body, p)
			}
		}
	}
}

// A source that fails leaves the page unread, whichever it is.
func TestSourceFails(t *testing.T) {
	w, f := newFaulty(t)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	eve.Quote(post.Remote, "Look.")
	for _, method := range []string{"app.bsky.feed.getPostThread", "app.bsky.feed.getQuotes", "app.bsky.notification.listNotifications", "app.bsky.feed.getPosts"} {
		f.Next(1, networktest.Down, calls(method))
		_, err := w.Replies(t.Context(), network.Query{Posts: w.watching(post)})
		if method == "app.bsky.feed.getPosts" {
			_, err = w.Check(t.Context(), []string{post.Remote})
		}
		if err == nil {
			t.Errorf("%s failed, and that was no error", method)
		}
	}
}
