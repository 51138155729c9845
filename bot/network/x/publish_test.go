package x_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/length"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

var creating = is(http.MethodPost, "/2/tweets")

// thread renders a text that makes several parts.
func (w *world) thread() []bot.Part {
	w.Helper()
	text := strings.Repeat("Witnesses are asked to call Const. Singh at 416 808 2222, or 222tips.com. ", 9)
	parts, err := w.Render(bot.Copy{Text: text, Language: "en"})
	if err != nil || len(parts) < 3 {
		w.Fatalf("%d parts, %v", len(parts), err)
	}
	return parts
}

// Every part but the first has room for a link to the first, and says so.
func TestFollowUpsCanStandAlone(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	for i, p := range w.thread() {
		long := length.Weighted(p.Text + " https://x.com/MetroPolice/status/2117315853677494272")
		if p.Alone != (i > 0) || p.Alone && long > 280 || p.Count != length.Weighted(p.Text) {
			t.Errorf("part %d: alone %t, counts %d, %d with the link", i+1, p.Alone, p.Count, long)
		}
	}
	if parts, err := w.Render(bot.Copy{Text: "One.", Language: "en"}); err != nil || parts[0].Alone {
		t.Errorf("a single part: %+v, %v", parts, err)
	}
}

// Where X refuses a follow-up, it goes out by itself as approved, with a link to
// the first part, and is found like that.
func TestFollowUpThatXRefuses(t *testing.T) {
	w := newWorld(t, xtest.Options{NoThreads: true}, nil)
	parts := w.thread()
	post := bot.Post{ID: "p", Language: "en", Created: evening}
	root := w.Publish(t.Context(), network.Attempt{Post: post, Part: parts[0]})
	if root.Outcome != network.Done || root.Cost != 200_000 {
		t.Fatalf("first part: %+v", root)
	}
	post.Remotes, post.URL = []string{root.Remote}, root.URL
	at := network.Attempt{Post: post, Part: parts[1], ReplyTo: root.Remote, Root: root.Remote}
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !res.Alone || res.Note == "" {
		t.Fatalf("as a reply: %+v", res)
	}
	at.Alone, at.Link, at.ReplyTo, at.Root = true, root.URL, "", ""
	if f := w.Find(t.Context(), at); f.Outcome != network.Never {
		t.Errorf("before it is there: %+v", f)
	}
	w.faults.Next(1, networktest.Lost, creating)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Maybe {
		t.Errorf("alone: %+v", res)
	}
	posts := w.Posts("MetroPolice")
	if len(posts) != 2 || posts[1].Text != parts[1].Text+" "+root.URL || posts[1].ReplyTo != "" {
		t.Fatalf("public: %+v", posts)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != posts[1].ID {
		t.Errorf("found: %+v, want %s", f, posts[1].ID)
	}
}

// Where it is known that X refuses follow-ups, none is tried.
func TestFollowUpsThatAreNotTried(t *testing.T) {
	w := newWorld(t, xtest.Options{}, func(o *x.Options) { o.Threads = false })
	parts := w.thread()
	root := w.Publish(t.Context(), network.Attempt{Part: parts[0]})
	w.faults.Next(0, networktest.Works, creating)
	res := w.Publish(t.Context(), network.Attempt{Part: parts[1], ReplyTo: root.Remote, Root: root.Remote})
	if res.Outcome != network.Never || !res.Alone || w.faults.Seen() != 0 {
		t.Errorf("%+v after %d requests", res, w.faults.Seen())
	}
	if p := w.Price([]bot.Part{{Text: "One."}, {Text: "Two.", Alone: true}}); p != 215_000 {
		t.Errorf("the thread is said to cost %d", p)
	}
}

// A part that stands alone needs the address of the first one.
func TestPartAloneWithoutLink(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	for _, link := range []string{"", "javascript:alert(1)"} {
		res := w.Publish(t.Context(), network.Attempt{Part: bot.Part{Text: "Two.", Alone: true}, Alone: true, Link: link})
		if res.Outcome != network.No || res.Note == "" || len(w.Public("MetroPolice")) != 0 {
			t.Errorf("%q: %+v", link, res)
		}
	}
}

// An update of another appeal that X refuses cannot stand alone: nobody approved
// it with a link.
func TestUpdateThatXRefuses(t *testing.T) {
	w := newWorld(t, xtest.Options{NoThreads: true}, nil)
	root := w.publish("Who saw it?")
	at := w.attempt("u", "The car was found.")
	at.ReplyTo, at.Root = root.Remote, root.Remote
	if res := w.Publish(t.Context(), at); res.Outcome != network.No || res.Alone || !strings.Contains(res.Note, "new appeal") {
		t.Errorf("publish = %+v", res)
	}
}

// X refuses what is public already. That is no failure: it may be this post.
func TestDuplicateIsLookedUp(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	first := w.publish("Who saw it?")
	at := w.attempt("again", "Who saw it?")
	if res := w.Publish(t.Context(), at); res.Outcome != network.Maybe || len(w.Public("MetroPolice")) != 1 {
		t.Errorf("publish = %+v", res)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != first.Remote || f.URL != first.URL {
		t.Errorf("find = %+v", f)
	}
}

// What is continued has to be there.
func TestContinuingWhatIsGone(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?")
	w.Delete(root.Remote)
	for _, to := range []string{root.Remote, "gone"} {
		at := w.attempt("u", "The car was found.")
		at.ReplyTo, at.Root = to, root.Remote
		if res := w.Publish(t.Context(), at); res.Outcome != network.No || res.Cause != network.Change {
			t.Errorf("under %q: %+v", to, res)
		}
	}
}

// What is approved is what X keeps: in NFC, without white space around it.
func TestTextIsAsXKeepsIt(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	parts, err := w.Render(bot.Copy{Text: " \nCafe\u0301 at Queen St. W.\r\nWho saw it? ", Language: "en"})
	must(t, err)
	if parts[0].Text != "Café at Queen St. W.\nWho saw it?" || !norm.NFC.IsNormalString(parts[0].Text) {
		t.Errorf("part: %q", parts[0].Text)
	}
	w.Publish(t.Context(), network.Attempt{Part: parts[0]})
	if got := w.Public("MetroPolice"); len(got) != 1 || got[0] != parts[0].Text {
		t.Errorf("public: %q", got)
	}
}

func TestRenderRefuses(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	gif, big, long := picture("g", "image/gif").MediaUse, picture("b", "image/png").MediaUse, picture("l", "image/png").MediaUse
	big.Size, long.Alt = 6<<20, strings.Repeat("é", 1001)
	for name, c := range map[string]struct {
		text  string
		media []bot.MediaUse
		want  string
	}{
		"a character that X does not take": {"Who saw\ufeff it?", nil, "after \"Who saw\""},
		"two securities":                   {"Sold as $TSLA and $GOOG.", nil, "\"$\""},
		"a GIF among others":               {"Look.", []bot.MediaUse{gif, picture("p", "image/png").MediaUse}, "GIF"},
		"a big picture":                    {"Look.", []bot.MediaUse{big}, "6 MB"},
		"a long description":               {"Look.", []bot.MediaUse{long}, "1001"},
		"a video":                          {"Look.", []bot.MediaUse{picture("v", "video/mp4").MediaUse}, "video/mp4"},
	} {
		if _, err := w.Render(bot.Copy{Text: c.text, Language: "en", Media: c.media}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q in it", name, err, c.want)
		}
	}
	if _, err := w.Render(bot.Copy{Text: "The reward is $2,000 to $5,000. Sold as $TSLA.", Language: "en", Media: []bot.MediaUse{gif}}); err != nil {
		t.Error(err)
	}
}

// Pictures go with their descriptions, in their order. Each is sent once, however
// often the post is tried.
func TestPictures(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	big := picture(strings.Repeat("x", 2_500_000), "image/jpeg")
	small := picture("small", "image/webp")
	small.Alt = "A <blue> car & \"bike\"."
	at := w.attempt("p", "Who knows them?", big, small)
	at.Carried = w.carry(at)
	w.faults.Next(1, networktest.Busy, creating)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || res.Retry != 7*time.Second {
		t.Fatalf("publish = %+v", res)
	}
	w.clock.pass(7 * time.Second)
	w.faults.Next(0, networktest.Works, is(http.MethodPost, "/2/media/upload/initialize"))
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || w.faults.Seen() != 0 {
		t.Fatalf("publish = %+v after %d more pictures", res, w.faults.Seen())
	}
	posts := w.Posts("MetroPolice")
	if len(posts) != 1 || !slices.Equal(posts[0].Alts, []string{big.Alt, small.Alt}) {
		t.Errorf("public: %+v", posts)
	}
	// The next post needs them again.
	if res := w.Publish(t.Context(), w.attempt("q", "Still wanted.", big)); res.Outcome != network.Done || w.faults.Seen() != 1 {
		t.Errorf("publish = %+v after %d more pictures", res, w.faults.Seen())
	}
}

// X puts a link behind the words of a post with pictures. It is found all the
// same.
func TestFindPostWithPictures(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	at := w.attempt("p", "Who knows them? 222tips.com", picture("a", "image/png"), picture("b", "image/png"))
	w.faults.Next(1, networktest.Lost, creating)
	w.Publish(t.Context(), at)
	if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Cost != 201_000 {
		t.Errorf("find = %+v", f)
	}
}

// X takes its time with a GIF.
func TestPictureThatHasToBeProcessed(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	if res := w.Publish(t.Context(), w.attempt("g", "Look.", picture("gif", "image/gif"))); res.Outcome != network.Done {
		t.Errorf("publish = %+v", res)
	}
}

// What X cannot read is for the officer to replace; what takes too long is tried
// again.
func TestPictureThatXCannotRead(t *testing.T) {
	for state, want := range map[string]network.Outcome{"failed": network.No, "in_progress": network.Never} {
		w := newWorld(t, xtest.Options{}, nil)
		w.Break(&xtest.Broken{
			Method: http.MethodGet, Path: "/2/media/upload", Status: 200, Kind: "application/json",
			Body: `{"data":{"id":"1","processing_info":{"state":"` + state + `","check_after_secs":0}}}`,
		})
		res := w.Publish(t.Context(), w.attempt("g", "Look.", picture("gif", "image/gif")))
		if res.Outcome != want || !strings.Contains(res.Note, "icture 1") || res.Raw == "" || len(w.Public("MetroPolice")) != 0 {
			t.Errorf("%s: %+v", state, res)
		}
	}
}

// A picture that X does not have any more is sent again.
func TestPictureThatXHasLost(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	at := w.attempt("p", "Look.", picture("p", "image/png"))
	at.Carried = w.carry(at)
	w.faults.Next(1, networktest.Down, creating)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Maybe {
		t.Fatalf("publish = %+v", res)
	}
	w.LoseMedia()
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !res.Anew {
		t.Fatalf("publish = %+v", res)
	}
	at.Carried = "" // as Anew asks for
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	// After a day none is kept.
	w.faults.Next(1, networktest.Busy, creating)
	at = w.attempt("q", "Look again.", picture("p", "image/png"))
	at.Carried = w.carry(at)
	w.Publish(t.Context(), at)
	w.clock.pass(24 * time.Hour)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !res.Anew {
		t.Errorf("publish a day later = %+v", res)
	}
	at.Carried = ""
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("publish a day later = %+v", res)
	}
}

// Whatever happens before the create leaves nothing public and no doubt.
func TestPictureFails(t *testing.T) {
	for _, path := range []string{"/initialize", "/append", "/finalize", "/metadata"} {
		for _, fault := range []networktest.Fault{
			networktest.Cut, networktest.Lost, networktest.Half, networktest.Empty, networktest.Rubbish, networktest.Down, networktest.Broken,
		} {
			w := newWorld(t, xtest.Options{}, nil)
			w.faults.Next(1, fault, func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, path) })
			at := w.attempt("p", "Look.", picture("p", "image/png"))
			res := w.Publish(t.Context(), at)
			if path == "/append" || path == "/metadata" {
				if res.Outcome == network.Done && (fault == networktest.Empty || fault == networktest.Rubbish) {
					continue // They answer nothing that is needed.
				}
			}
			if res.Outcome != network.Never || res.Note == "" || len(w.Public("MetroPolice")) != 0 {
				t.Errorf("%s, %v: %+v", path, fault, res)
			}
			if res := w.Publish(t.Context(), at); res.Outcome != network.Done || len(w.Public("MetroPolice")) != 1 {
				t.Errorf("%s, %v: again: %+v", path, fault, res)
			}
		}
	}
}

// X allows 100 posts in a quarter of an hour and says when it goes on.
func TestTooManyPosts(t *testing.T) {
	w := newWorld(t, xtest.Options{Posts: 2}, nil)
	w.publish("One.")
	w.publish("Two.")
	w.clock.pass(5 * time.Minute)
	res := w.Publish(t.Context(), w.attempt("c", "Three."))
	if res.Outcome != network.Never || res.Cause != network.Later || res.Retry < 9*time.Minute || res.Retry > 10*time.Minute {
		t.Errorf("publish = %+v", res)
	}
	w.clock.pass(res.Retry + time.Second)
	w.publish("Three.")
}

// The card's price and the result's cost are X's.
func TestPrices(t *testing.T) {
	w := newWorld(t, xtest.Options{}, func(o *x.Options) { o.Budget = 50_000_000 })
	for text, want := range map[string]int64{
		"Who saw it?": 15_000, "See 222tips.com.": 200_000, "See https://metro.ca/1?a=b": 200_000, "E-mail tips@metro.ca": 15_000,
	} {
		parts, err := w.Render(bot.Copy{Text: text, Language: "en"})
		must(t, err)
		if got := w.Price(parts); got != want {
			t.Errorf("%q is said to cost %d, want %d", text, got, want)
		}
		before := w.Cost()
		if res := w.publish(text); res.Cost != want || w.Cost()-before != want {
			t.Errorf("%q: cost %d, X charged %d", text, res.Cost, w.Cost()-before)
		}
	}
	if w.Budget() != 50_000_000 {
		t.Errorf("budget %d", w.Budget())
	}
}

// Whatever can be published and got lost is found again, and nothing else is
// taken for it.
func TestFindFindsWhatGotLost(t *testing.T) {
	pieces := []string{
		"Witnesses", "wanted", "& more", "<b>", "&amp;", "&lt;", "a\u0301", "é", "🇨🇦", "👩🏽‍🚒", "222tips.com", "https://metro.ca/a?b=c&d=e", "https://metro.example/x",
		"http://Metro.ca/", "tips@metro.ca", "\n", "  ", "#help", "@somebody", "$5", "…", "“now”", "東京", "torontopolice.on.ca/x",
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t, xtest.Options{}, nil)
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(rt, "words")
		sep := rapid.SampledFrom([]string{" ", "", "\n\n"}).Draw(rt, "sep")
		parts, err := w.Render(bot.Copy{Text: strings.Join(words, sep), Language: "en"})
		if err != nil {
			return
		}
		at := network.Attempt{Post: bot.Post{Created: evening}, Part: parts[0]}
		if f := w.Find(t.Context(), at); f.Outcome != network.Never {
			rt.Fatalf("before: %+v", f)
		}
		w.faults.Next(1, networktest.Lost, creating)
		w.Publish(t.Context(), at)
		public := w.Posts("MetroPolice")
		if len(public) != 1 || public[0].Text != parts[0].Text {
			rt.Fatalf("public %+v, want %q", public, parts[0].Text)
		}
		if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != public[0].ID {
			rt.Fatalf("%q: %+v", parts[0].Text, f)
		}
		at.Part.Text += " x"
		if f := w.Find(t.Context(), at); f.Outcome != network.Never {
			rt.Fatalf("another text: %+v", f)
		}
	})
}

func TestFindKeepsApart(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?")
	at := w.attempt("a", "Called off.")
	at.ReplyTo, at.Root = root.Remote, root.Remote
	reply := w.Publish(t.Context(), at)
	find := func(what string, want network.Outcome, change func(*network.Attempt)) {
		t.Helper()
		a := at
		change(&a)
		if f := w.Find(t.Context(), a); f.Outcome != want || want == network.Done && f.Remote != reply.Remote {
			t.Errorf("%s: %+v, want %v", what, f, want)
		}
	}
	find("the reply", network.Done, func(*network.Attempt) {})
	find("the same words elsewhere", network.Never, func(a *network.Attempt) { a.ReplyTo = "" })
	find("the same words under another", network.Never, func(a *network.Attempt) { a.ReplyTo = reply.Remote })
	find("a part that is known", network.Never, func(a *network.Attempt) { a.Post.Remotes = []string{root.Remote, reply.Remote} })
	w.clock.pass(time.Hour)
	find("what is older than the attempt", network.Never, func(a *network.Attempt) { a.Post.Began = w.clock.Now() })
	find("what is a little older, by another clock", network.Done, func(a *network.Attempt) { a.Post.Began = w.clock.Now().Add(-50 * time.Minute) })
}

// An account that posted so much that not all of it was seen is no proof.
func TestFindThatDoesNotSeeAll(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	for range 801 {
		w.Write("MetroPolice", "Noise.")
	}
	if f := w.Find(t.Context(), w.attempt("a", "Who saw it?")); f.Outcome != network.Maybe || f.Note == "" {
		t.Errorf("find = %+v", f)
	}
}

// While X asks to wait, it is not asked again.
func TestWaitingIsRemembered(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	at := w.attempt("p", "Who saw it?")
	w.faults.Next(1, networktest.Busy, creating)
	for range 3 {
		if res := w.Publish(t.Context(), at); res.Outcome != network.Never || res.Retry <= 6*time.Second {
			t.Errorf("publish = %+v", res)
		}
	}
	if n := w.faults.Seen(); n != 1 {
		t.Errorf("X was asked %d times, want once", n)
	}
	w.clock.pass(7 * time.Second)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("publish = %+v", res)
	}
}

// A clock that is ahead of X's does not hide what it published.
func TestFindWithAWrongClock(t *testing.T) {
	for _, off := range []time.Duration{time.Hour, -time.Hour} {
		w := newWorld(t, xtest.Options{}, nil)
		now := func() time.Time { return w.clock.Now().Add(off) }
		a := open(t, w.base, w.clock, w.secrets, func(o *x.Options) { o.Now = now })
		at := w.attempt("k", "Who saw it?")
		at.Post.Created = now()
		if res := a.Publish(t.Context(), at); res.Outcome != network.Done {
			t.Fatalf("publish = %+v", res)
		}
		if res := a.Find(t.Context(), at); res.Outcome == network.Never {
			t.Errorf("find with a clock that is off by %v = %+v", off, res)
		}
	}
}
