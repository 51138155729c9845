package facebook_test

import (
	"net/http"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

const (
	photoText = "Who knows them?"
	filmText  = "Who saw this car?"
)

// pictures and films are what the tests below publish.
func pictures() []network.Media { return []network.Media{picture("a", "One."), picture("b", "Two.")} }
func films() []network.Media    { return []network.Media{clip(2_500_000)} }

// A post with photos in their order, with their descriptions, seen by nobody until
// it is published.
func TestPhotos(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", photoText, pictures()...)
	w.carry(&at)
	if len(w.Public(facebooktest.Page)) != 0 {
		t.Fatal("it is public before it is published")
	}
	res := w.Publish(t.Context(), at)
	if got := w.Photos(res.Remote); res.Outcome != network.Done || strings.Join(got, " ") != "One. Two." {
		t.Errorf("publish = %+v with %q", res, got)
	}
	if !strings.HasPrefix(res.URL, "https://www.facebook.com/1001/posts/") {
		t.Errorf("it is at %q", res.URL)
	}
	if n := len(res.URL); n > len(w.Account.Limits().Address) {
		t.Errorf("the address has %d characters, more than was said", n)
	}
}

// A video with its words, title, poster and captions, byte for byte, worked at
// before it is published.
func TestVideo(t *testing.T) {
	w := newWorld(t, facebooktest.Options{Looks: 3}, nil)
	at := w.attempt("a", filmText, films()...)
	n := w.carry(&at)
	if len(w.Public(facebooktest.Page)) != 0 {
		t.Fatal("it is public before it is published")
	}
	res := w.Publish(t.Context(), at)
	f, _ := w.Film(res.Remote)
	if res.Outcome != network.Done || !f.Public || f.Sum != at.Media[0].Digest || f.Words != filmText || f.Title != "Who knows them?" || !f.Poster {
		t.Errorf("publish = %+v after %d steps with %+v", res, n, f)
	}
	want := "1\n00:00:01,000 --> 00:00:02,500\nWho knows & saw them?\n\n2\n01:00:03,000 --> 01:00:04,000\nCall us.\n\n"
	if f.Captions["en_US"] != want || f.Captions["fr_CA"] != want {
		t.Errorf("captions %q", f.Captions)
	}
	if !strings.HasSuffix(res.URL, "/1001/videos/"+res.Remote+"/") || !strings.HasPrefix(res.URL, "http") {
		t.Errorf("it is at %q", res.URL)
	}
}

// The program is killed after any step, before what came of it was stored or after:
// the post is public once, whole.
func TestKilledAfterEveryStep(t *testing.T) {
	for name, media := range map[string]func() []network.Media{"photos": pictures, "video": films, "text": func() []network.Media { return nil }} {
		for _, stored := range []bool{true, false} {
			for k := 0; ; k++ {
				w := newWorld(t, facebooktest.Options{Looks: 1}, nil)
				at := w.attempt("a", name+" once", media()...)
				ready := false
				for range k {
					c := w.Carry(t.Context(), at)
					if at.Carried = c.State; c.Outcome == network.Done {
						ready = true
					}
				}
				before := at.Carried
				if c := w.Carry(t.Context(), at); stored {
					at.Carried = c.State
				} else {
					at.Carried = before
				}
				w.again()
				w.carry(&at)
				if f := w.Find(t.Context(), at); f.Outcome != network.Never {
					t.Errorf("%s, step %d: found %+v before it was published", name, k, f)
				}
				// The request to publish is answered to nobody either.
				w.Publish(t.Context(), at)
				w.again()
				f := w.Find(t.Context(), at)
				res := w.Publish(t.Context(), at)
				if f.Outcome != network.Done || res.Outcome != network.Done || f.Remote != res.Remote || w.public(name+" once") != 1 || len(w.Public(facebooktest.Page)) != 1 {
					t.Errorf("%s, step %d, stored %v: found %+v, published %+v, public %q", name, k, stored, f, res, w.Public(facebooktest.Page))
				}
				if name == "photos" && len(w.Photos(res.Remote)) != 2 {
					t.Errorf("step %d: photos %q", k, w.Photos(res.Remote))
				}
				if film, _ := w.Film(res.Remote); name == "video" && (film.Sum != at.Media[0].Digest || len(film.Captions) != 2) {
					t.Errorf("step %d: %+v", k, film)
				}
				if ready {
					break
				}
			}
		}
	}
}

// The answer to any request is lost, or is nonsense, or is an error: the post is
// public once, whole, and nobody saw anything before.
func TestFaultsAtEveryRequest(t *testing.T) {
	for name, media := range map[string]func() []network.Media{"photos": pictures, "video": films} {
		for _, fault := range []networktest.Fault{
			networktest.Cut, networktest.Lost, networktest.Half, networktest.Empty, networktest.Rubbish, networktest.Busy, networktest.Down,
			networktest.Broken, networktest.Gateway,
		} {
			for k := 0; ; k++ {
				w := newWorld(t, facebooktest.Options{}, nil)
				at := w.attempt("a", name+" once", media()...)
				n := 0
				w.faults.Next(1, fault, func(*http.Request) bool { n++; return n == k+1 })
				// As the outbox does: carry until it is there, publish, look when
				// nobody knows.
				var res network.Result
				ready := false
				for range 100 {
					if !ready {
						c := w.Carry(t.Context(), at)
						at.Carried, res = c.State, c.Result
						ready = c.Outcome == network.Done
						w.clock.pass(c.Retry)
					} else if res = w.Publish(t.Context(), at); res.Outcome == network.Maybe {
						res = w.Find(t.Context(), at)
					}
					w.quiet(res)
					if res.Outcome == network.No {
						t.Fatalf("%s, %v at request %d: %+v", name, fault, k, res)
					}
					if ready && res.Remote != "" && res.Outcome == network.Done {
						break
					}
					w.clock.pass(res.Retry)
				}
				if res.Outcome != network.Done || w.public(name+" once") != 1 || len(w.Public(facebooktest.Page)) != 1 {
					t.Fatalf("%s, %v at request %d: %+v, public %q", name, fault, k, res, w.Public(facebooktest.Page))
				}
				if film, _ := w.Film(res.Remote); name == "video" && film.Sum != at.Media[0].Digest {
					t.Errorf("%v at request %d: %+v", fault, k, film)
				}
				if n <= k {
					break // There are no more requests.
				}
			}
		}
	}
}

// Facebook wants other pieces than it said: the upload goes on where it wants, and
// begins again where the session is over, and not for ever.
func TestPieces(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", filmText, films()...)
	for i := range 3 {
		at.Carried = w.Carry(t.Context(), at).State
		if i == 1 {
			w.Lose()
		}
	}
	w.carry(&at)
	w.Publish(t.Context(), at)
	if f, _ := w.Film(w.Films(facebooktest.Page)[0]); f.Sum != at.Media[0].Digest || !f.Public {
		t.Errorf("after it was lost: %+v", f)
	}

	w = newWorld(t, facebooktest.Options{}, nil)
	at = w.attempt("a", filmText, films()...)
	for range 2 {
		at.Carried = w.Carry(t.Context(), at).State
	}
	w.Expire()
	w.carry(&at)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
		t.Errorf("after the session was over: %+v", res)
	}

	w = newWorld(t, facebooktest.Options{}, nil)
	at = w.attempt("a", filmText, films()...)
	var c network.Carried
	for n := 0; n < 200 && (n == 0 || c.More); n++ {
		c = w.Carry(t.Context(), at)
		at.Carried = c.State
		w.clock.pass(c.Retry)
		w.Lose()
		w.Expire()
	}
	if c.Outcome != network.No || c.Cause != network.Change {
		t.Errorf("for ever: %+v", c)
	}
}

// Where a piece does not get through, the next is half as large, and not less than a
// line that works at all can take.
func TestSlowLine(t *testing.T) {
	const size = 40 << 20
	w := newWorld(t, facebooktest.Options{Piece: 64 << 20}, nil)
	at := w.attempt("a", filmText, clip(size))
	at.Carried = w.Carry(t.Context(), at).State
	for range 3 {
		w.faults.Next(1, networktest.Cut, func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/videos") })
		c := w.Carry(t.Context(), at)
		if at.Carried = c.State; c.Outcome != network.Never || c.More {
			t.Fatalf("a piece that was cut off = %+v", c)
		}
	}
	c := w.Carry(t.Context(), at)
	if at.Carried = c.State; c.Sent != 50<<20>>3 {
		t.Errorf("sent %d", c.Sent)
	}
	w.carry(&at)
	if f, _ := w.Film(w.Films(facebooktest.Page)[0]); f.Sum != at.Media[0].Digest {
		t.Errorf("it is %+v", f)
	}
}

// A video that Facebook cannot use is refused with its reason.
func TestSpoiledVideo(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", filmText, films()...)
	at.Carried = w.Carry(t.Context(), at).State
	w.Spoil(w.Films(facebooktest.Page)[0])
	for range 20 {
		c := w.Carry(t.Context(), at)
		at.Carried = c.State
		if !c.More {
			if c.Outcome != network.No || c.Cause != network.Change || !strings.Contains(c.Note, "format is not supported") {
				t.Errorf("%+v", c)
			}
			return
		}
	}
	t.Error("it never ends")
}

// What stands ready was changed or deleted on facebook.com: it is not published.
func TestChangedMeanwhile(t *testing.T) {
	for name, media := range map[string][]network.Media{"post": nil, "video": films()} {
		w := newWorld(t, facebooktest.Options{}, nil)
		at := w.attempt("a", "These words.", media...)
		w.carry(&at)
		id := w.node(at)
		w.Rewrite(id, "Other words.")
		if res := w.Publish(t.Context(), at); res.Outcome != network.No || len(w.Public(facebooktest.Page)) != 0 {
			t.Errorf("%s: publish = %+v, public %q", name, res, w.Public(facebooktest.Page))
		}
		w.Rewrite(id, "These words.")
		if res := w.Remove(t.Context(), id); res.Outcome != network.Done {
			t.Fatalf("%+v", res)
		}
		if res := w.Publish(t.Context(), at); res.Outcome != network.No || len(w.Public(facebooktest.Page)) != 0 {
			t.Errorf("%s that was deleted: publish = %+v", name, res)
		}
		if f := w.Find(t.Context(), at); f.Outcome != network.Never {
			t.Errorf("%s that was deleted: find = %+v", name, f)
		}
	}
}

// What is public stays published, even if somebody changed it on facebook.com.
func TestChangedAfterwards(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", "These words.")
	w.carry(&at)
	first := w.Publish(t.Context(), at)
	w.Rewrite(first.Remote, "Other words.")
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || res.Remote != first.Remote {
		t.Errorf("publish again = %+v", res)
	}
}

// node is what an attempt makes public.
func (w *world) node(at network.Attempt) string {
	w.Helper()
	for _, id := range w.Films(facebooktest.Page) {
		return id
	}
	_, rest, ok := strings.Cut(at.Carried, `"post":"`)
	id, _, _ := strings.Cut(rest, `"`)
	if !ok {
		w.Fatalf("there is no post in %q", at.Carried)
	}
	return id
}

// What will not be published is thrown away, whenever that is decided; what is
// public is not.
func TestDiscard(t *testing.T) {
	for name, media := range map[string]func() []network.Media{"photos": pictures, "video": films, "text": func() []network.Media { return nil }} {
		for k := range 12 {
			w := newWorld(t, facebooktest.Options{}, nil)
			at := w.attempt("a", "Never.", media()...)
			for range k {
				at.Carried = w.Carry(t.Context(), at).State
			}
			for range 2 {
				if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.Done {
					t.Errorf("%s, step %d: discard = %+v", name, k, res)
				}
			}
			if p, ph, f := w.Rest(); p+ph+f != 0 {
				t.Errorf("%s, step %d: %d posts, %d photos and %d videos are left", name, k, p, ph, f)
			}
		}
	}
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", "Public.")
	w.carry(&at)
	w.Publish(t.Context(), at)
	if res := w.Discard(t.Context(), at.Carried); res.Outcome != network.No || w.public("Public.") != 1 {
		t.Errorf("discard what is public = %+v", res)
	}
	if res := w.Discard(t.Context(), "rubbish"); res.Outcome != network.Done {
		t.Errorf("discard nothing = %+v", res)
	}
}

// What was prepared for other words, as when a link is filled in, is thrown away and
// prepared anew.
func TestOtherWords(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", "Before.", pictures()...)
	w.carry(&at)
	at.Part.Text = "After."
	w.carry(&at)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || w.public("After.") != 1 {
		t.Errorf("publish = %+v, public %q", res, w.Public(facebooktest.Page))
	}
	if p, ph, f := w.Rest(); p+ph+f != 0 {
		t.Errorf("%d posts, %d photos and %d videos are left", p, ph, f)
	}
}

// A follow-up is a post of its own with a link to the first one.
func TestFollow(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?")
	parts, err := w.Follow(bot.Copy{Text: "They were found.", Language: "en"})
	must(t, err)
	at := network.Attempt{Post: bot.Post{ID: "f", Created: evening}, Part: parts[0], Key: "f", ReplyTo: root.Remote}
	w.carry(&at)
	if res := w.Publish(t.Context(), at); !res.Alone || res.Outcome != network.Never {
		t.Fatalf("publish as a reply = %+v", res)
	}
	at.Alone, at.ReplyTo, at.Link, at.Key, at.Carried = true, "", root.URL, "f-alone", ""
	w.carry(&at)
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || w.public("They were found. "+root.URL) != 1 {
		t.Errorf("publish alone = %+v, public %q", res, w.Public(facebooktest.Page))
	}
	at.Link, at.Carried, at.Key = "", "", "g"
	if res := w.Publish(t.Context(), at); res.Outcome != network.No {
		t.Errorf("publish alone without a link = %+v", res)
	}
}
