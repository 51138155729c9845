package mastodon_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
)

// remotes are the ids of items, each once, in the order of their reading.
func remotes(items []network.Item) []string {
	var out []string
	for _, it := range items {
		if !slices.Contains(out, it.Remote) {
			out = append(out, it.Remote)
		}
	}
	return out
}

// of returns the item with an id.
func of(t *testing.T, items []network.Item, id string) network.Item {
	t.Helper()
	for _, it := range items {
		if it.Remote == id {
			return it
		}
	}
	t.Fatalf("%s was not read", id)
	return network.Item{}
}

// kinds are all kinds of server.
var kinds = map[string]mastodontest.Kind{
	"mastodon": mastodontest.Mastodon, "mastodon 4.1": mastodontest.Mastodon41, "gotosocial": mastodontest.GoToSocial,
	"hollo": mastodontest.Hollo, "stranger": mastodontest.Stranger,
}

// However the public answers, it is read and put where it belongs.
func TestWaysToAnswer(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
			root := w.publish("root", "Who saw it?").Remote
			a := w.attempt("part", "Call us.")
			a.ReplyTo, a.Root = root, root
			part := w.Publish(t.Context(), a).Remote
			other := w.publish("other", "Something else.").Remote
			direct := w.Reply("eve", root, "I did.")
			quiet := w.Murmur("mallory", root, "Me, too.")
			nested := w.Murmur("trent", quiet, "Really?")
			under := w.Reply("peggy", part, "What is the number?")
			deep := w.Reply("victor", nested, "@metro yes")
			elsewhere := w.Reply("walter", other, "Hello.") // a post that is not asked for
			loose := w.Mention("oscar", "@metro I know something.")
			own := w.Reply("metro", direct, "Thank you.")
			afterOwn := w.Murmur("eve", own, "You are welcome.")
			items, _ := w.read("", root)
			for id, want := range map[string]network.Item{
				direct:    {Under: root, Parent: root, Reply: bot.ReplyAnswer},
				quiet:     {Under: root, Parent: root, Reply: bot.ReplyAnswer},
				nested:    {Under: root, Parent: quiet, Reply: bot.ReplyAnswer},
				deep:      {Under: root, Parent: nested, Reply: bot.ReplyAnswer},
				under:     {Under: part, Parent: part, Reply: bot.ReplyAnswer},
				elsewhere: {Under: other, Parent: other, Reply: bot.ReplyAnswer},
				loose:     {Reply: bot.ReplyMention},
				afterOwn:  {Under: own, Parent: own, Reply: bot.ReplyAnswer},
			} {
				got := of(t, items, id)
				if got.Kind != network.ItemNew || got.Under != want.Under || got.Parent != want.Parent || got.Reply != want.Reply {
					t.Errorf("%q stands under %q, answers %q (%s); want %q, %q (%s)", got.Text, got.Under, got.Parent, got.Reply, want.Under, want.Parent, want.Reply)
				}
				if got.Handle == "" || got.AuthorID == "" || got.AuthorURL == "" || got.URL == "" || !strings.HasPrefix(string(got.Raw), "{") {
					t.Errorf("%q misses something: %+v", got.Text, got)
				}
			}
			if slices.Contains(remotes(items), own) {
				t.Error("the department's own answer was read")
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("root", "Who saw it?").Remote
	id := w.Quote("eve", root, "Everybody look at this.")
	items, _ := w.read("", root)
	if it := of(t, items, id); it.Under != root || it.Reply != bot.ReplyQuote {
		t.Errorf("the quote is %+v", it)
	}
}

// What was read from a cursor can be read from it again, after a restart, too:
// a page that could not be stored is not lost.
func TestCursorsArePure(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
			root := w.publish("root", "Who saw it?").Remote
			for i := range 30 {
				w.Reply("eve", root, fmt.Sprint("Answer ", i))
				w.Murmur("mallory", root, fmt.Sprint("Murmur ", i))
			}
			items, cursor := w.read("", root)
			if n := len(remotes(items)); n != 60 {
				t.Fatalf("%d answers, want 60", n)
			}
			w.Murmur("mallory", root, "One more.")
			w.Reply("eve", root, "And one.")
			first, _ := w.read(cursor, root)
			again, _ := w.read(cursor, root)
			must(t, w.Learn(t.Context()))
			w.Account = open(t, w.base, func(o *mastodon.Options) { o.Secrets = w.secrets })
			must(t, w.Learn(t.Context()))
			restarted, _ := w.read(cursor, root)
			if !reflect.DeepEqual(remotes(first), remotes(again)) || !reflect.DeepEqual(remotes(first), remotes(restarted)) || len(remotes(first)) != 2 {
				t.Errorf("read %v, then %v, after a restart %v; want the same two", remotes(first), remotes(again), remotes(restarted))
			}
		})
	}
}

// Answers come from other servers late, and others are deleted: nothing is
// skipped, and not everything is read again.
func TestLateAnswersAreNotSkipped(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("root", "Who saw it?").Remote
	var ids []string
	for i := range 300 {
		ids = append(ids, w.Murmur("eve", root, fmt.Sprint("Answer ", i)))
	}
	_, cursor := w.read("", root)
	late := w.Murmur("mallory", root, "I was offline.")
	w.Backdate(late, ids[290])
	items, cursor := w.read(cursor, root)
	if !slices.Contains(remotes(items), late) || len(items) > 40 {
		t.Errorf("after a late answer: %d items, the late one among them: %v", len(items), slices.Contains(remotes(items), late))
	}
	later := w.Murmur("trent", root, "My server was down for a day.")
	w.Backdate(later, ids[0])
	items, cursor = w.read(cursor, root)
	if !slices.Contains(remotes(items), later) {
		t.Error("a very late answer was skipped")
	}
	w.Delete(ids[295])
	last := w.Murmur("trent", root, "Still there?")
	items, cursor = w.read(cursor, root)
	if !slices.Contains(remotes(items), last) || len(items) > 40 {
		t.Errorf("after a deletion: %d items", len(items))
	}
	if items, _ = w.read(cursor, root); len(items) != 0 {
		t.Errorf("at the end: %d items", len(items))
	}
}

// Every post's thread is read in the end, however many there are, and the
// requests of one page are bounded.
func TestThreadsTakeTurns(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	var q network.Query
	for i := range 30 {
		root := w.publish(fmt.Sprint("root", i), fmt.Sprint("Appeal ", i)).Remote
		at := evening
		if i < 20 {
			at = evening.Add(-24 * time.Hour)
		}
		q.Posts = slices.Insert(q.Posts, 0, network.Posted{Remote: root, At: at})
	}
	sweep := func(pages int) map[string]bool {
		seen := map[string]bool{}
		for range pages {
			before := len(w.Requests())
			p, err := w.Replies(t.Context(), q)
			must(t, err)
			if n := len(w.Requests()) - before; n > 6 {
				t.Errorf("%d requests for one page", n)
			}
			for _, it := range p.Items {
				seen[it.Under] = true
			}
			q.Cursor = p.Next
		}
		return seen
	}
	sweep(20)
	for _, p := range q.Posts {
		w.Murmur("eve", p.Remote, "I saw it.")
	}
	if n := len(sweep(4)); n < 10 {
		t.Errorf("after four pages answers to %d posts were read; the ten recent ones come first", n)
	}
	if sweep(20); len(q.Cursor) > 16<<10 {
		t.Errorf("the cursor has %d bytes", len(q.Cursor))
	}
	for _, p := range q.Posts {
		w.Murmur("eve", p.Remote, "I saw it again.")
	}
	if n := len(sweep(20)); n != 30 {
		t.Errorf("answers to %d of 30 posts were read", n)
	}
}

// After days away, on a server that cannot be read forward, what is out of
// reach is said.
func TestMissed(t *testing.T) {
	now := evening
	w := newWorld(t, mastodontest.Options{Kind: mastodontest.Stranger, Now: func() time.Time { return now }}, nil)
	w.Mention("eve", "@metro hello")
	_, cursor := w.read("")
	for i := range 600 {
		now = now.Add(10 * time.Minute)
		w.Mention("eve", fmt.Sprint("@metro hello ", i))
	}
	missed, n := "", 0
	for range 100 {
		p, err := w.Replies(t.Context(), network.Query{Cursor: cursor})
		must(t, err)
		if p.Missed != "" {
			missed = p.Missed
		}
		n += len(p.Items)
		if cursor = p.Next; !p.More {
			break
		}
	}
	if missed == "" || n != 400 {
		t.Errorf("read %d and missed %q, want the newest 400 and a sentence", n, missed)
	}
}

// An account that has nothing to be answered begins behind the mentions of
// before, and misses none from there on.
func TestMentionsOfBeforeAreLeftAlone(t *testing.T) {
	for name, kind := range kinds {
		for _, before := range []int{0, 3, 120} {
			t.Run(fmt.Sprint(name, " ", before), func(t *testing.T) {
				now := evening
				w := newWorld(t, mastodontest.Options{Kind: kind, Now: func() time.Time { return now }}, nil)
				for i := range before {
					w.Mention("eve", fmt.Sprint("@metro years ago ", i))
				}
				now = now.Add(time.Second)
				items, cursor := w.read("")
				if len(items) != 0 {
					t.Errorf("%d mentions of before were read", len(items))
				}
				for i := range 3 {
					id := w.Mention("eve", fmt.Sprint("@metro now ", i))
					if items, cursor = w.read(cursor); len(items) != 1 || items[0].Remote != id {
						t.Errorf("mention %d: read %v, want %s", i, remotes(items), id)
					}
				}
			})
		}
	}
}

// A burst of more mentions in one minute than a page holds is read to its end.
func TestBurst(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind, Now: func() time.Time { return evening }}, nil)
			_, cursor := w.read("")
			var want []string
			for i := range 390 {
				want = append(want, w.Mention("eve", fmt.Sprint("@metro hello ", i)))
			}
			items, cursor := w.read(cursor)
			if got := remotes(items); !reflect.DeepEqual(got, want) {
				t.Errorf("read %d of %d, or in another order", len(got), len(want))
			}
			last := w.Mention("eve", "@metro and one more")
			if items, _ = w.read(cursor); !slices.Contains(remotes(items), last) || len(items) > 120 {
				t.Errorf("behind the burst: %d items", len(items))
			}
		})
	}
}

func TestCheck(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
			root := w.publish("root", "Who saw it?").Remote
			var ids []string
			for i := range 50 {
				ids = append(ids, w.Reply("eve", root, fmt.Sprint("Answer ", i)))
			}
			edited, deleted := ids[7], ids[33]
			w.Server.Edit(edited, "A green car.")
			w.Delete(deleted)
			found := map[network.ItemKind][]string{}
			for range 6 { // a server that is asked one by one is asked in turns
				p, err := w.Check(t.Context(), append([]string{"../../admin"}, ids...))
				must(t, err)
				for _, it := range p.Items {
					if it.Kind == network.ItemEdited && it.Remote == edited && (it.Text != "A green car." || it.Under != root) {
						t.Errorf("the edited answer is %+v", it)
					}
					if !slices.Contains(found[it.Kind], it.Remote) {
						found[it.Kind] = append(found[it.Kind], it.Remote)
					}
				}
			}
			if !slices.Equal(found[network.ItemGone], []string{deleted}) || !slices.Contains(found[network.ItemEdited], edited) {
				t.Errorf("found %v", found)
			}
			if !kind.HidesEdits && len(found[network.ItemEdited]) != 1 {
				t.Errorf("edited are %v, want one", found[network.ItemEdited])
			}
		})
	}
}

func TestCounts(t *testing.T) {
	for name, kind := range kinds {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
			root := w.publish("root", "Who saw it?").Remote
			w.Reply("eve", root, "I did.")
			got, err := w.Counts(t.Context(), []string{root, "999"})
			must(t, err)
			if want := map[string]bot.Counts{root: {At: evening, Replies: 1}}; !reflect.DeepEqual(got, want) {
				t.Errorf("counts %+v, want %+v", got, want)
			}
		})
	}
}

// Requests that are running out are not spent on threads.
func TestThreadsLeaveRoomForAppeals(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	root := w.publish("root", "Who saw it?").Remote
	_, cursor := w.read("", root)
	w.Allow(100)
	_, cursor = w.read(cursor, root) // which tells how many are left
	quiet := w.Murmur("eve", root, "I did.")
	loud := w.Reply("eve", root, "@metro I did.")
	before := len(w.Requests())
	items, cursor := w.read(cursor, root)
	if got := remotes(items); !reflect.DeepEqual(got, []string{loud}) || len(w.Requests())-before > 2 {
		t.Errorf("read %v with %v", got, w.Requests()[before:])
	}
	w.Allow(-1)
	_, cursor = w.read(cursor, root)
	if items, _ = w.read(cursor, root); !slices.Contains(remotes(items), quiet) {
		t.Error("what was left for later was never read")
	}
}
