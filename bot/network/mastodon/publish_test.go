package mastodon_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/mastodon/mastodontest"
	"appealbot/bot/network/networktest"
)

// A key is sent where the server is known to honour it, or somebody says so,
// and nowhere else: the standard library repeats what has one.
func TestKeyOnlyWhereItIsHonoured(t *testing.T) {
	for name, c := range map[string]struct {
		kind    mastodontest.Kind
		setting string
		want    bool
	}{
		"mastodon":                {mastodontest.Mastodon, mastodon.Auto, true},
		"mastodon 4.1":            {mastodontest.Mastodon41, "", true},
		"mastodon, switched off":  {mastodontest.Mastodon, mastodon.No, false},
		"gotosocial":              {mastodontest.GoToSocial, mastodon.Auto, false},
		"hollo":                   {mastodontest.Hollo, mastodon.Auto, true},
		"a stranger":              {mastodontest.Stranger, mastodon.Auto, false},
		"a stranger, vouched for": {mastodontest.Stranger, mastodon.Yes, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := mastodontest.NewServer(mastodontest.Options{Kind: c.kind, Now: clock})
			var mu sync.Mutex
			var keys []string
			h := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses" {
					mu.Lock()
					keys = append(keys, r.Header.Get("Idempotency-Key"))
					mu.Unlock()
				}
				s.Handler().ServeHTTP(rw, r)
			}))
			t.Cleanup(h.Close)
			w := &world{T: t, Server: s}
			w.Account = open(t, h.URL, func(o *mastodon.Options) {
				o.Secrets, o.Idempotency = holding(t, s.Token("metro", mastodontest.All)), c.setting
			})
			if c.setting != mastodon.Yes && w.Capabilities().Idempotent {
				t.Error("it promises to be idempotent on a server that it does not know yet")
			}
			must(t, w.Learn(t.Context()))
			w.publish("the-key", "Witnesses wanted.")
			if got := w.Capabilities(); got.Idempotent != c.want || (got.Within > 0) != c.want {
				t.Errorf("capabilities %+v, want idempotent %v", got, c.want)
			}
			if want := map[bool]string{true: "the-key"}[c.want]; len(keys) != 1 || keys[0] != want {
				t.Errorf("keys %q, want %q", keys, want)
			}
		})
	}
}

func TestPictures(t *testing.T) {
	w := newWorld(t, mastodontest.Options{Slow: 2}, nil)
	a, b := pixel("one"), pixel("two")
	b.Type, b.Alt = "image/jpeg", "  The same car from behind.\n"
	res := w.publish("pictures", "Look.", a, b)
	if got := w.Alts(res.Remote); !slices.Equal(got, []string{"A grey car.", "The same car from behind."}) {
		t.Errorf("descriptions %q", got)
	}
	if got := strings.Join(w.Names(), " "); got != "picture.jpeg picture.png" {
		t.Errorf("the public can see the names %q", got)
	}
	if f := w.Find(t.Context(), w.attempt("pictures", "Look.", a, b)); f.Outcome != network.Done || f.Remote != res.Remote {
		t.Errorf("find = %+v", f)
	}
	if f := w.Find(t.Context(), w.attempt("pictures", "Look.", a)); f.Outcome != network.Never {
		t.Errorf("find the same with one picture less = %+v", f)
	}
}

// A picture that the server has already is not sent again, unless a status may
// have it or the server lost it.
func TestPicturesAreSentAgainOnlyIfLost(t *testing.T) {
	var passed atomic.Int64
	clock := func() time.Time { return evening.Add(time.Duration(passed.Load())) }
	w := newWorld(t, mastodontest.Options{Now: clock}, func(o *mastodon.Options) { o.Now = clock })
	uploads := func() int {
		n := 0
		for _, r := range w.Requests() {
			if r == "POST /api/v2/media" {
				n++
			}
		}
		return n
	}
	a := w.attempt("k", "Look.", pixel("one"))
	a.Carried = w.carry(a)
	w.Allow(0)
	if res := w.Publish(t.Context(), a); res.Outcome != network.Never || res.Retry == 0 {
		t.Fatalf("publish with too many requests = %+v", res)
	}
	w.Allow(-1)
	passed.Add(int64(5 * time.Minute))
	if res := w.Publish(t.Context(), a); res.Outcome != network.Done || uploads() != 1 {
		t.Errorf("publish = %+v after %d uploads, want one", res, uploads())
	}
	b := w.attempt("l", "Look again.", pixel("one"))
	if b.Carried = w.carry(b); uploads() != 2 {
		t.Errorf("%d uploads: the first picture belongs to another post", uploads())
	}
	w.LoseMedia()
	if res := w.Publish(t.Context(), b); res.Outcome != network.Never || res.Cause != network.Later || !res.Anew {
		t.Errorf("publish with a picture that was lost = %+v, want that it is carried anew", res)
	}
	b.Carried = "" // as Anew asks for
	if res := w.Publish(t.Context(), b); res.Outcome != network.Done || uploads() != 3 {
		t.Errorf("publish = %+v after %d uploads, want the third", res, uploads())
	}
	if got := w.Public(); len(got) != 2 {
		t.Errorf("public: %q", got)
	}
}

// Whatever happens to a picture, no status was created.
func TestPictureFaultsAreWithoutEffect(t *testing.T) {
	var passed atomic.Int64
	clock := func() time.Time { return evening.Add(time.Duration(passed.Load())) }
	s := mastodontest.NewServer(mastodontest.Options{Now: clock})
	f := networktest.NewFaults(s.Handler())
	h := httptest.NewServer(f)
	t.Cleanup(h.Close)
	w := &world{T: t, Server: s}
	w.Account = open(t, h.URL, func(o *mastodon.Options) {
		o.Secrets, o.Now = holding(t, s.Token("metro", mastodontest.All)), clock
	})
	must(t, w.Learn(t.Context()))
	for fault := networktest.Cut; fault <= networktest.Moved; fault++ {
		if fault == networktest.Held || fault == networktest.Late {
			continue // They end with the client's patience.
		}
		f.Next(9, fault, is(http.MethodPost, "/api/v2/media"))
		a := w.attempt("k-"+fault.String(), "Look: "+fault.String(), pixel(fault.String()))
		res := w.Publish(t.Context(), a)
		if res.Outcome != network.Never && res.Outcome != network.No || res.Note == "" {
			t.Errorf("%v: %+v, want never or no", fault, res)
		}
		f.Next(0, networktest.Works, nil)
		passed.Add(int64(max(res.Retry, time.Second)))
		if res := w.Publish(t.Context(), a); res.Outcome != network.Done {
			t.Errorf("%v: the next attempt = %+v", fault, res)
		}
	}
	if n := len(s.Public()); n != 11 {
		t.Errorf("%d posts are public, want 11", n)
	}
}

// What the server takes off or refuses is not there to be approved.
func TestRenderIsWhatTheServerKeeps(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	for i, text := range []string{" \n Witnesses wanted.\r\nCall us. \t\n", "\u00a0Non-breaking ends.\u00a0", "In  the   middle.\n\n\n\nStays."} {
		parts, err := w.Render(bot.Copy{Text: text, Language: "en"})
		must(t, err)
		res := w.publish(fmt.Sprint("k", i), text)
		public := w.Public()
		if got := public[len(public)-1]; got != parts[0].Text {
			t.Errorf("%q is public, %q was approved", got, parts[0].Text)
		}
		if f := w.Find(t.Context(), w.attempt(fmt.Sprint("k", i), text)); f.Outcome != network.Done || f.Remote != res.Remote {
			t.Errorf("find %q = %+v", text, f)
		}
	}
	if _, err := w.Render(bot.Copy{Text: "NUL\x00", Language: "en"}); err == nil {
		t.Error("a character that no server takes is rendered")
	}
	big := pixel("big").MediaUse
	big.Size = 17 << 20
	if _, err := w.Render(bot.Copy{Text: "Look.", Language: "en", Media: mediaUses(big)}); err == nil {
		t.Error("a picture that is too big is rendered")
	}
	long := pixel("long").MediaUse
	long.Alt = strings.Repeat("é\u0301", 800) // 800 characters to people, 1,600 to the server
	if _, err := w.Render(bot.Copy{Text: "Look.", Language: "en", Media: mediaUses(long)}); err == nil {
		t.Error("a description that is too long is rendered")
	}
}

// The same words published for something else are not taken for it.
func TestFindTellsTheSameWordsApart(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	w.publish("first", "Update: still missing.")
	if f := w.Find(t.Context(), w.attempt("second", "Update: still missing.")); f.Outcome != network.Never {
		t.Errorf("find = %+v, want never: it was published for the first", f)
	}
	root := w.publish("root", "Who saw it?")
	a := w.attempt("part", "Call us.")
	a.ReplyTo, a.Root = root.Remote, root.Remote
	if res := w.Publish(t.Context(), a); res.Outcome != network.Done {
		t.Fatal(res)
	}
	if f := w.Find(t.Context(), w.attempt("alone", "Call us.")); f.Outcome != network.Never {
		t.Errorf("find = %+v, want never: it stands in a thread", f)
	}
}

// An account with more newer posts than are read cannot say that one is
// absent.
func TestFindDoesNotGuess(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	for range 1001 {
		w.Mention("metro", "Something else.")
	}
	if f := w.Find(t.Context(), w.attempt("k", "Long ago.")); f.Outcome != network.Maybe {
		t.Errorf("find = %+v, want maybe", f)
	}
}

func TestEdit(t *testing.T) {
	w := newWorld(t, mastodontest.Options{}, nil)
	res := w.publish("k", "A blue car.", pixel("one"))
	p := w.attempt("k", "A green car.", pixel("one")).Part
	for range 2 {
		if e := w.Account.Edit(t.Context(), res.Remote, p); e.Outcome != network.Done || e.Remote != res.Remote {
			t.Fatalf("edit = %+v", e)
		}
	}
	if got := w.Public(); len(got) != 1 || got[0] != "A green car." || len(w.Alts(res.Remote)) != 1 {
		t.Errorf("public: %q with %q", got, w.Alts(res.Remote))
	}
	p.Media = nil
	if e := w.Account.Edit(t.Context(), res.Remote, p); e.Outcome != network.No || e.Cause != network.Change {
		t.Errorf("edit that takes a picture off = %+v", e)
	}
}

// Of a mention people are shown the name alone, as its owner spells it: the
// post is found nevertheless, and another one that looks the same is not taken
// for it.
func TestFindAnswerThatMentions(t *testing.T) {
	for _, kind := range []mastodontest.Kind{mastodontest.Mastodon, mastodontest.GoToSocial, mastodontest.Hollo} {
		t.Run(kind.Version, func(t *testing.T) {
			w := newWorld(t, mastodontest.Options{Kind: kind}, nil)
			at := w.attempt("1", "@Ann@other.example Thank you: call 555-0142.")
			if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
				t.Fatalf("Publish = %+v", res)
			}
			if res := w.Find(t.Context(), at); res.Outcome != network.Done {
				t.Errorf("Find = %+v, although it is public", res)
			}
			at.Part.Text = "@Ann@elsewhere.example Thank you: call 555-0142."
			if res := w.Find(t.Context(), at); res.Outcome != network.Maybe {
				t.Errorf("Find = %+v, want maybe: what is public looks the same", res)
			}
		})
	}
}

// A clock that is ahead of the server's does not hide what it published.
func TestFindWithAWrongClock(t *testing.T) {
	for _, off := range []time.Duration{time.Hour, -time.Hour} {
		server := func() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
		w := newWorld(t, mastodontest.Options{Now: server}, func(o *mastodon.Options) {
			o.Now = func() time.Time { return server().Add(off) }
		})
		at := w.attempt("k", "Who saw it?")
		at.Post.Created = server().Add(off)
		if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
			t.Fatalf("publish = %+v", res)
		}
		if res := w.Find(t.Context(), at); res.Outcome != network.Done {
			t.Errorf("find with a clock that is off by %v = %+v", off, res)
		}
	}
}
