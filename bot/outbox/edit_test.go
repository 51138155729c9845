package outbox_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/store/mem"
)

// editable is a network, x, where posts can be changed.
func editable() *networktest.Network {
	n := net("x", true)
	n.Can.Edits = true
	return n
}

// long is a text that makes a thread of two parts.
func long(word string) string { return strings.Repeat("Were you "+word+"? ", 60) }

// inPublic publishes an appeal on x.
func (w *world) inPublic(text string) bot.Appeal {
	w.t.Helper()
	a := w.approved("2026-0001", text, "x")
	w.run(w.publisher("x", "zero"))
	return a
}

// corrects returns a correction that Ann wrote and Bob approved.
func (w *world) corrects(a bot.Appeal, how bot.Way, text string) bot.Appeal {
	w.t.Helper()
	c, err := w.desk.Correct(w.t.Context(), w.by(ann), a.ID, desk.Correction{Texts: map[string]string{"": text}, How: how})
	w.must(err)
	c, err = w.desk.Approve(w.t.Context(), w.by(bob), c.ID, c.Digest)
	w.must(err)
	return c
}

// change returns the change of a post on x that a correction makes.
func (w *world) change(a bot.Appeal) bot.Post {
	w.t.Helper()
	return w.state(bot.PostID(a.ID, a.Digest, "x", "en", bot.OpEdit))
}

// shows is what the public reads there now.
func shows(n *networktest.Network) []string {
	var out []string
	for _, p := range n.Public() {
		if !p.Removed {
			out = append(out, p.Part.Text)
		}
	}
	return out
}

func texts(a bot.Appeal) []string {
	var out []string
	for _, p := range a.Plan.Renderings[0].Parts {
		out = append(out, p.Text)
	}
	return out
}

// changed makes sure that everything reads as it was corrected: on the network, and
// in the store.
func (w *world) changed(n *networktest.Network, a, c bot.Appeal) {
	w.t.Helper()
	want := texts(c)
	if got := shows(n); !slices.Equal(got, want) || len(n.Public()) != len(want) {
		w.t.Errorf("%d posts ever; public: %q, want %q", len(n.Public()), got, want)
	}
	p, e := w.post(a, n.Is.ID), w.change(c)
	for i, part := range bot.Said(p) {
		if part.Text != want[i] {
			w.t.Errorf("part %d is known as %q", i+1, part.Text)
		}
	}
	if p.State != bot.PostPosted || e.State != bot.PostPosted || len(p.Edits) != 1 || p.Edits[0].By != e.ID || p.Edits[0].Was != a.Plan.Renderings[0].Hash() || !p.Sight.At.IsZero() {
		w.t.Errorf("the post is %s with %+v, the edit %s (%s)", p.State, p.Edits, e.State, e.Note)
	}
	if p.Digest != a.Digest {
		w.t.Error("it is a post of another revision now")
	}
}

// The answer is lost, or never comes, or the network panics in the middle: in the
// end every part says what was approved, and there is no post more than before.
func TestEditedWhateverHappensToTheAnswer(t *testing.T) {
	for driver, open := range drivers() {
		for _, where := range []string{"nothing", "before", "lost", "panic before", "panic after", "busy"} {
			t.Run(driver+"/"+where, func(t *testing.T) {
				n := editable()
				var once sync.Once
				fault := func(r *network.Result) func(string, bot.Part) *network.Result {
					return func(string, bot.Part) (out *network.Result) {
						once.Do(func() {
							if out = r; r == nil {
								panic("bug")
							}
						})
						return out
					}
				}
				switch where {
				case "before":
					n.Editing = fault(&network.Result{Outcome: network.Never, Note: "no connection"})
				case "busy":
					n.Editing = fault(&network.Result{Outcome: network.Never, Retry: time.Hour})
				case "lost":
					n.Edited = fault(&network.Result{Outcome: network.Maybe})
				case "panic before":
					n.Editing = fault(nil)
				case "panic after":
					n.Edited = fault(nil)
				}
				w := newWorld(t, open(t), n)
				a := w.inPublic(long("there"))
				c := w.corrects(a, bot.WayEdit, long("where"))
				if len(c.Plan.Renderings[0].Parts) < 2 {
					t.Fatal("that is no thread")
				}
				w.run(w.publisher("x", "one"))
				w.changed(n, a, c)
			})
		}
	}
}

// The process dies before each commit in turn.
func TestDyingWhileAPostIsEdited(t *testing.T) {
	for k := range 8 {
		n := editable()
		w := newWorld(t, mem.New(), n)
		a := w.inPublic(long("there"))
		c := w.corrects(a, bot.WayEdit, long("where"))
		p := w.publisher("x", "first")
		p.Store = &dying{Store: w.store, left: k}
		for range 20 {
			if step(w, p) {
				break
			}
		}
		w.run(w.publisher("x", "second"))
		w.changed(n, a, c)
	}
}

// A part whose words stay is not touched: it would be marked as edited for nothing.
func TestOnlyThePartThatChangesIsEdited(t *testing.T) {
	n := editable()
	var asked []string
	n.Editing = func(remote string, _ bot.Part) *network.Result {
		asked = append(asked, remote)
		return nil
	}
	w := newWorld(t, mem.New(), n)
	a := w.inPublic(long("there"))
	text := a.Content.Texts["en"]
	c := w.corrects(a, bot.WayEdit, strings.TrimSuffix(strings.TrimSpace(text), "there?")+"here?")
	w.run(w.publisher("x", "one"))
	w.changed(n, a, c)
	if p := w.post(a, "x"); len(asked) != 1 || asked[0] != p.Remotes[len(p.Remotes)-1] {
		t.Errorf("asked to change %q", asked)
	}
}

// Where nothing can be changed, the new post is public before the old one goes,
// wherever the process dies in between.
func TestDyingWhileAPostIsReplaced(t *testing.T) {
	for k := range 12 {
		n := net("x", true)
		n.Removing = func(string) *network.Result {
			if got := shows(n); !slices.Contains(got, "Were you here?") {
				t.Errorf("died at commit %d: the old post goes while there is public: %q", k, got)
			}
			return nil
		}
		w := newWorld(t, mem.New(), n)
		a := w.inPublic("Were you there?")
		c := w.corrects(a, bot.WayEdit, "Were you here?")
		p := w.publisher("x", "first")
		p.Store = &dying{Store: w.store, left: k}
		for range 20 {
			if step(w, p) {
				break
			}
		}
		w.run(w.publisher("x", "second"))
		if got := shows(n); !slices.Equal(got, []string{"Were you here?"}) || len(n.Public()) != 2 {
			t.Errorf("died at commit %d: public: %q, %d ever", k, got, len(n.Public()))
		}
		old, now := w.post(a, "x"), w.post(c, "x")
		if old.State != bot.PostRemoved || now.State != bot.PostPosted || now.Target != old.ID {
			t.Errorf("died at commit %d: old %s, new %s", k, old.State, now.State)
		}
		if was := w.appealOf(a.ID); was.State != bot.Done || !strings.Contains(was.Note, "appeal 2") {
			t.Errorf("died at commit %d: what was corrected is %s: %s", k, was.State, was.Note)
		}
	}
}

func (w *world) appealOf(id bot.ID) (a bot.Appeal) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		a, err = tx.Appeal(id)
		return err
	}))
	return a
}

// asks reports whether a person is asked about a post.
func (w *world) asks(p bot.Post) bool {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.Notice(bot.NoticeID(bot.NoticeAsk, "test", p.ID, ""))
		return err
	})
	return err == nil
}

// A correction that the network refuses takes nothing away.
func TestARefusedReplacementLeavesTheOldPost(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	c := w.corrects(a, bot.WayReplace, "Were you here?")
	no := &network.Result{Outcome: network.No, Note: "Not these words."}
	n.Before = func(network.Attempt) *network.Result { return no }
	w.run(w.publisher("x", "one"))
	p := w.post(c, "x")
	if got := shows(n); !slices.Equal(got, []string{"Were you there?"}) || p.State != bot.PostRefused || !w.asks(p) {
		t.Errorf("public: %q; the correction is %s; asked: %v", got, p.State, w.asks(p))
	}
	no = nil
	_, err := w.desk.Decide(t.Context(), w.by(bob), p.ID, desk.Send)
	w.must(err)
	w.run(w.publisher("x", "one"))
	if got := shows(n); !slices.Equal(got, []string{"Were you here?"}) {
		t.Errorf("after trying again: %q", got)
	}
}

// An edit that the network refuses is a question, and the answer may be to publish
// the very words anew.
func TestARefusedEditIsPublishedAnewOnAWord(t *testing.T) {
	n := editable()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic(long("there"))
	c := w.corrects(a, bot.WayEdit, long("where"))
	done := false // the first part is changed, the second is refused
	n.Editing = func(string, bot.Part) *network.Result {
		if done {
			return &network.Result{Outcome: network.No, Note: "Too late to change it."}
		}
		done = true
		return nil
	}
	w.run(w.publisher("x", "one"))
	e := w.change(c)
	if e.State != bot.PostRefused || !w.asks(e) || len(shows(n)) != 2 {
		t.Fatalf("the edit is %s; asked: %v; public: %q", e.State, w.asks(e), shows(n))
	}
	// The public eye compares with what stands there: one part new, one old.
	said := bot.Said(w.post(a, "x"))
	if got := shows(n); said[0].Text != got[0] || said[1].Text != got[1] || said[0].Text != texts(c)[0] || said[1].Text != texts(a)[1] {
		t.Errorf("known: %+v; public: %q", said, got)
	}
	if _, err := w.desk.Decide(t.Context(), w.by(bob), e.ID, desk.Look); err == nil {
		t.Error("an edit was looked for")
	}
	_, err := w.desk.Decide(t.Context(), w.by(bob), e.ID, desk.Anew)
	w.must(err)
	w.run(w.publisher("x", "one"))
	if got := shows(n); !slices.Equal(got, texts(c)) {
		t.Errorf("public: %q", got)
	}
	if p, q := w.post(a, "x"), w.post(c, "x"); p.State != bot.PostRemoved || q.State != bot.PostPosted {
		t.Errorf("the old post is %s, the new one %s", p.State, q.State)
	}
}

// Whatever is known of an edit, a takedown takes everything down, and nothing of the
// correction comes after it.
func TestTakedownWhileAPostIsEdited(t *testing.T) {
	for _, outcome := range []network.Outcome{network.Maybe, network.Never, network.Done} {
		t.Run(outcome.String(), func(t *testing.T) {
			n := editable()
			n.Edited = func(string, bot.Part) *network.Result {
				if outcome == network.Done {
					return nil
				}
				return &network.Result{Outcome: outcome}
			}
			w := newWorld(t, mem.New(), n)
			a := w.inPublic(long("there"))
			c := w.corrects(a, bot.WayEdit, long("where"))
			p := w.publisher("x", "one")
			_, err := p.Step(t.Context())
			w.must(err)
			_, err = w.desk.Takedown(t.Context(), w.by(bob), a.ID, "wrong man")
			w.must(err)
			w.run(p)
			if got := shows(n); len(got) != 0 || len(n.Public()) != 2 {
				t.Errorf("public: %q, %d ever", got, len(n.Public()))
			}
			if e := w.change(c); e.State != bot.PostDropped || w.asks(e) {
				t.Errorf("the edit is %s (%s); asked: %v", e.State, e.Note, w.asks(e))
			}
			if s := w.appealOf(c.ID).State; s != bot.Done {
				t.Errorf("the correction is %s", s)
			}
		})
	}
}

// A stop of publication stops corrections in place, too; what was stopped is asked
// about.
func TestAFreezeHoldsAnEdit(t *testing.T) {
	n := editable()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	c := w.corrects(a, bot.WayEdit, "Were you here?")
	_, err := w.desk.Freeze(t.Context(), w.by(carla), bot.Freeze{Scope: bot.FreezeAll, Reason: "wrong photo"})
	w.must(err)
	w.run(w.publisher("x", "one"))
	e := w.change(c)
	if got := shows(n); e.State != bot.PostHeld || got[0] != "Were you there?" {
		t.Fatalf("%s; public: %q", e.State, got)
	}
	_, err = w.desk.Resume(t.Context(), w.by(carla), bot.FreezeAll, "")
	w.must(err)
	if !w.asks(e) {
		t.Error("nobody is asked")
	}
	_, err = w.desk.Decide(t.Context(), w.by(bob), e.ID, desk.Send)
	w.must(err)
	w.run(w.publisher("x", "one"))
	w.changed(n, a, c)
}

// A post that was changed by somebody else meanwhile is not changed to words that
// were approved for other ones.
func TestAnEditOfOtherWordsIsNotMade(t *testing.T) {
	n := editable()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	c := w.corrects(a, bot.WayEdit, "Were you here?")
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.Post(bot.PostID(a.ID, a.Digest, "x", "en", bot.OpCreate))
		if err != nil {
			return err
		}
		p.Rendering.Parts = slices.Clone(p.Rendering.Parts)
		p.Rendering.Parts[0].Text = "Were you anywhere?"
		return tx.SetPost(p)
	}))
	w.run(w.publisher("x", "one"))
	if e := w.change(c); e.State != bot.PostHeld || !strings.Contains(e.Note, "somebody else") || shows(n)[0] != "Were you there?" {
		t.Errorf("%s (%s); public: %q", e.State, e.Note, shows(n))
	}
}

// What the network wants left alone counts for what is changed like for what is
// published, and a change is made again until it is done.
func TestAnEditSharesTheLimitOfPosts(t *testing.T) {
	n := editable()
	limited := true
	n.Before = func(network.Attempt) *network.Result {
		if limited {
			limited = false
			return &network.Result{Outcome: network.Never, Retry: time.Hour}
		}
		return nil
	}
	var edited time.Time
	limited = false
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	n.Edited = func(string, bot.Part) *network.Result {
		edited = w.clock()
		return nil
	}
	limited = true
	w.approved("2026-0002", "Something else.", "x")
	p := w.publisher("x", "one")
	_, err := p.Step(t.Context())
	w.must(err)
	began := w.clock()
	c := w.corrects(a, bot.WayEdit, "Were you here?")
	w.run(p)
	if got := edited.Sub(began); got < time.Hour {
		t.Errorf("it was changed after %s", got)
	}
	if e := w.change(c); e.State != bot.PostPosted {
		t.Errorf("the edit is %s", e.State)
	}
}

// A second correction in place begins with the words of the first, and the post
// keeps both changes.
func TestEditedTwice(t *testing.T) {
	n := editable()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	for i, text := range []string{"Were you here?", "Were you at home?"} {
		c := w.corrects(a, bot.WayEdit, text)
		w.run(w.publisher("x", fmt.Sprint(i)))
		if got := shows(n); !slices.Equal(got, []string{text}) || w.change(c).State != bot.PostPosted {
			t.Errorf("public: %q", got)
		}
		if p := w.post(a, "x"); len(p.Edits) != i+1 {
			t.Errorf("it was changed %d times", len(p.Edits))
		}
	}
}

// Corrections pass quiet hours, in which nothing else goes out. In a blackout nothing
// public is changed either, until it is over.
func TestABlackoutHoldsAnEdit(t *testing.T) {
	n := editable()
	w := newWorld(t, mem.New(), n)
	a := w.inPublic("Were you there?")
	n.Is.Windows = []bot.Window{{Begin: noon.Add(-time.Hour), End: noon.Add(2 * time.Hour), Reason: "court order"}}
	c := w.corrects(a, bot.WayEdit, "Were you here?")
	var edited time.Time
	n.Edited = func(string, bot.Part) *network.Result {
		edited = w.clock()
		return nil
	}
	w.run(w.publisher("x", "one"))
	w.changed(n, a, c)
	if end := noon.Add(2 * time.Hour); edited.Before(end) || edited.After(end.Add(time.Minute)) {
		t.Errorf("it was changed at %s", edited)
	}
	n.Is.Windows = []bot.Window{{From: 0, To: 23 * 60}}
	began := w.clock()
	w.corrects(a, bot.WayEdit, "Were you at home?")
	w.run(w.publisher("x", "two"))
	if edited.Sub(began) > time.Minute {
		t.Errorf("in quiet hours it was changed at %s", edited)
	}
}
