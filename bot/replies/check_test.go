package replies_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/replies"
)

// checked is a network where replies have to be looked at again.
type checked struct {
	polled
	say func(ids []string) (network.Page, error)

	mu    sync.Mutex
	asked [][]string
}

func (c *checked) Check(_ context.Context, ids []string) (network.Page, error) {
	c.mu.Lock()
	c.asked = append(c.asked, slices.Clone(ids))
	c.mu.Unlock()
	return c.say(ids)
}

// questions returns what was asked since the last call.
func (c *checked) questions() [][]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.asked
	c.asked = nil
	return out
}

// costly is a network that charges.
type costly struct {
	*checked
	budget int64
}

func (costly) Price([]bot.Part) int64 { return 0 }
func (c costly) Budget() int64        { return c.budget }

// whole returns a collector of a network with all that it can do.
func (w *world) whole(n network.Network) *replies.Collector {
	c := w.reader(n)
	c.Network = n
	return c
}

// of returns every reply of a case.
func (w *world) of(id bot.ID) (rs []bot.Reply) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		rs, err = tx.RepliesOf(id, 1, 1000)
		return err
	}))
	return rs
}

// What the public deletes or changes is noticed where nothing tells: in the first
// hour within minutes, later more seldom, and after a week no more.
func TestKnownRepliesAreLookedAtAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Can.Poll = time.Minute
		n := &checked{polled: polled{w.net}}
		n.say = func(ids []string) (network.Page, error) {
			var p network.Page
			for _, id := range ids {
				switch id {
				case "deleted":
					p.Items = append(p.Items, network.Item{Kind: network.ItemGone, Remote: id})
				case "edited":
					p.Items = append(p.Items, network.Item{Kind: network.ItemEdited, Remote: id, Text: "A green car.", Raw: []byte("{}")})
				}
			}
			return p, nil
		}
		for _, id := range []string{"same", "deleted", "edited"} {
			it := says(id, "A blue car.")
			it.Under = "fresh"
			w.net.Say(it)
		}
		stop := w.run(w.whole(n))
		time.Sleep(6 * time.Minute)
		rs := w.of("case of fresh")
		if len(rs) != 3 || rs[1].Gone.IsZero() || rs[2].Newest() != "A green car." || rs[2].Text != "A blue car." || !rs[0].Gone.IsZero() {
			t.Errorf("after six minutes: %+v", rs)
		}
		time.Sleep(54 * time.Minute)
		if k := len(n.questions()); k < 10 || k > 13 {
			t.Errorf("asked %d times in the first hour, want every five minutes", k)
		}
		time.Sleep(23 * time.Hour)
		day := n.questions()
		if k := len(day); k < 20 || k > 25 {
			t.Errorf("asked %d times in the first day, want every hour", k)
		}
		if slices.Contains(day[0], "deleted") {
			t.Errorf("what is gone is asked about: %v", day[0])
		}
		time.Sleep(7 * 24 * time.Hour)
		n.questions()
		time.Sleep(2 * 24 * time.Hour)
		if late := n.questions(); len(late) != 0 {
			t.Errorf("still asked after a week: %v", late)
		}
		w.must(stop())
	})
}

// A look that fails, or panics, does not keep the pages from being read.
func TestALookThatFailsHarmsNothing(t *testing.T) {
	for name, say := range map[string]func([]string) (network.Page, error){
		"fails":  func([]string) (network.Page, error) { return network.Page{}, errors.New("down") },
		"panics": func([]string) (network.Page, error) { panic("bug") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				n := &checked{polled: polled{w.net}, say: say}
				it := says("a", "I saw it.")
				it.Under = "fresh"
				w.net.Say(it)
				stop := w.run(w.whole(n))
				time.Sleep(11 * time.Minute)
				it.Remote = "b"
				w.net.Say(it)
				time.Sleep(5 * time.Minute)
				if rs := w.of("case of fresh"); len(rs) != 2 {
					t.Errorf("%d replies, want 2", len(rs))
				}
				if k := len(n.questions()); k < 1 || k > 4 {
					t.Errorf("asked %d times", k)
				}
				w.must(stop())
			})
		})
	}
}

// Reading that costs money is booked, and a budget that is used up makes the
// reader slow and the duty channel hear of it, once.
func TestABudgetThatIsUsedUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Can.Poll = 10 * time.Second
		n := costly{&checked{polled: polled{w.net}, say: func([]string) (network.Page, error) { return network.Page{}, nil }}, 50_000}
		charged := page(func(ctx context.Context, cursor string) (network.Page, error) {
			p, err := w.net.Replies(ctx, network.Query{Cursor: cursor})
			p.Cost, p.Reads = 10_000, 2
			return p, err
		})
		stop := w.run(w.whole(priced{charged.of(n), n}))
		time.Sleep(2 * time.Hour)
		looks := w.observed()
		if len(looks) < 5 || len(looks) > 8 {
			t.Errorf("%d looks, want five in the first minute, then one an hour", len(looks))
		}
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
			s, err := tx.Spending("metro", bot.Month(time.Now()))
			if s.Micros != int64(len(looks))*10_000 || s.Reads != 2*len(looks) || !s.Told {
				t.Errorf("spent %+v after %d looks", s, len(looks))
			}
			return err
		}))
		if k := w.told(); k != 1 {
			t.Errorf("the duty channel was told %d times", k)
		}
		w.must(stop())
	})
}

// priced is a network with pages of its own that charges.
type priced struct {
	paged
	network.Pricer
}

// The pause grows with the age of the newest post, and a new one ends it.
func TestThePauseFollowsTheNewestPost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Can.Poll = 15 * time.Second
		news := make(chan struct{}, 1)
		c := w.reader(polled{w.net})
		c.News = news
		stop := w.run(c)
		in := func(d time.Duration) int {
			time.Sleep(d)
			looks, _ := w.took()
			return len(looks)
		}
		for _, c := range []struct {
			in          time.Duration
			least, most int
		}{
			{time.Hour, 230, 242},              // every 15 s
			{5 * time.Hour, 290, 302},          // every minute
			{18 * time.Hour, 355, 362},         // every three minutes
			{6 * 24 * time.Hour, 570, 578},     // every 15 minutes
			{10 * 24 * time.Hour, 950, 965},    // every 15 minutes
			{100 * 24 * time.Hour, 9500, 9700}, // for ever
		} {
			if k := in(c.in); k < c.least || k > c.most {
				t.Errorf("%d looks in %v, want %d to %d", k, c.in, c.least, c.most)
			}
		}
		w.publish("new", time.Now())
		news <- struct{}{}
		if k := in(time.Minute); k < 3 {
			t.Errorf("%d looks in the first minute of a new appeal", k)
		}
		w.must(stop())
	})
}

// Whose threads are read: the newest first, and nothing that was taken down.
func TestTheReaderKnowsWhatIsPublic(t *testing.T) {
	w := newWorld(t)
	var got network.Query
	n := queried{polled{w.net}, &got}
	w.publish("old", time.Now().Add(-31*24*time.Hour))
	w.publish("yesterday", time.Now().Add(-24*time.Hour))
	c := w.reader(n)
	_, err := c.Step(t.Context())
	w.must(err)
	var ids []string
	for _, p := range got.Posts {
		ids = append(ids, p.Remote)
	}
	if want := []string{"fresh", "yesterday"}; !slices.Equal(ids, want) {
		t.Errorf("asked about %v, want %v", ids, want)
	}
}

// queried notes what is asked for.
type queried struct {
	polled
	got *network.Query
}

func (q queried) Replies(ctx context.Context, query network.Query) (network.Page, error) {
	*q.got = query
	return q.polled.Replies(ctx, query)
}

// The network's own words are kept with their hash, and so are those of an edit;
// what can never be read any more is told.
func TestTheNetworksOwnWordsAreKept(t *testing.T) {
	w := newWorld(t)
	it := says("a", "A blue car.")
	it.Under, it.Raw, it.AuthorURL, it.Media = "fresh", []byte(`{"id":"a","text":"A blue car."}`), "https://chirp.example/eve", []string{"https://chirp.example/a.jpg"}
	edit := it
	edit.Kind, edit.Text, edit.Raw = network.ItemEdited, "A green car.", []byte(`{"id":"a","text":"A green car."}`)
	w.net.Say(it, edit, it)
	_, err := w.c.Step(t.Context())
	w.must(err)
	r := w.of("case of fresh")[0]
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		first, err := tx.Raw(r.ID, r.RawHash)
		second, err2 := tx.Raw(r.ID, r.Edits[0].RawHash)
		if string(first) != string(it.Raw) || string(second) != string(edit.Raw) {
			t.Errorf("kept %s and %s", first, second)
		}
		return errors.Join(err, err2)
	}))
	if len(r.Edits) != 1 || r.AuthorURL != it.AuthorURL || !slices.Equal(r.Media, it.Media) || r.Under != "fresh" {
		t.Errorf("stored %+v", r)
	}
	_, err = w.Desk.Collect(t.Context(), desk.Batch{Account: "metro", Source: replies.Source("metro"), Missed: "what was written before Monday"})
	w.must(err)
	if n := w.told(); n != 1 {
		t.Errorf("the duty channel was told %d times", n)
	}
}

// An account may be years old when it is connected: what people said to it before
// is not for the duty channel. What is about a post of the department always is.
func TestWhatIsOlderThanTheConnectionIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	old := time.Now().Add(-300 * 24 * time.Hour)
	before, under, fresh := says("before", "Happy new year!"), says("under", "I saw it."), says("fresh", "Is the road open?")
	before.Under, before.At, before.Reply = "", old, bot.ReplyMention
	under.Under, under.At = "fresh", old
	fresh.Under, fresh.At, fresh.Reply = "", time.Now().Add(-time.Hour), bot.ReplyMention
	w.net.Say(before, under, fresh)
	_, err := w.c.Step(t.Context())
	w.must(err)
	if got := w.of(bot.Elsewhere); len(got) != 1 || got[0].Remote != "fresh" {
		t.Errorf("of no case: %+v", got)
	}
	if got := w.of("case of fresh"); len(got) != 1 {
		t.Errorf("of the case: %+v", got)
	}
}

// What was approved long ago for today is as fresh as anything: it is asked about,
// and asked often, whatever was approved and published in between.
func TestWhatWasApprovedLongAgoIsFreshWhenItIsPublic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(100 * 24 * time.Hour)
		w := newWorld(t)
		w.net.Can.Poll = 15 * time.Second
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			p, err := tx.Post("fresh")
			w.must(err)
			p.Created = p.Posted.Add(-40 * 24 * time.Hour)
			return tx.SetPost(p)
		}))
		w.publish("older", time.Now().Add(-2*24*time.Hour))
		var got network.Query
		stop := w.run(w.reader(queried{polled{w.net}, &got}))
		time.Sleep(5 * time.Minute)
		w.must(stop())
		if looks, _ := w.took(); len(looks) < 19 {
			t.Errorf("%d looks in five minutes", len(looks))
		}
		if len(got.Posts) != 2 || got.Posts[0].Remote != "fresh" {
			t.Errorf("asked about %v", got.Posts)
		}
	})
}

// The duty channel reads a sentence; the network's own words are for the log.
func TestSilenceIsToldInASentence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.net.Reading = func(string) error {
			return fmt.Errorf("read answers: %w", &network.AnswerError{Note: "The network had a fault of its own.", Raw: "HTTP 500: <html>"})
		}
		stop := w.run(w.c)
		time.Sleep(10 * time.Minute)
		w.must(stop())
		if cur := w.cursor(); !cur.Told || cur.LastErr != "The network had a fault of its own." {
			t.Errorf("told %v: %q", cur.Told, cur.LastErr)
		}
	})
}
