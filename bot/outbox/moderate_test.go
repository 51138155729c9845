package outbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/outbox"
	"appealbot/store/mem"
)

// moderated is a network where replies can be hidden.
type moderated struct {
	*networktest.Network
	say  func() network.Result
	seen []network.Moderation
}

func (m *moderated) Moderate(_ context.Context, x network.Moderation) network.Result {
	m.seen = append(m.seen, x)
	return m.say()
}

// answered publishes an appeal and lets somebody answer it.
func (w *world) answered(account bot.AccountID) (bot.Appeal, bot.Reply) {
	w.t.Helper()
	a := w.approved("2026-0001", "Were you there?", account)
	w.run(w.publisher(account, "one"))
	p := w.post(a, account)
	_, err := w.desk.Collect(w.t.Context(), desk.Batch{Account: account, Source: string(account) + "/replies", Position: "1", Found: []desk.Found{{
		Under: p.Remotes[0], Raw: []byte(`{"id":"r1"}`),
		Reply: bot.Reply{Remote: "r1", Parent: p.Remotes[0], Kind: bot.ReplyAnswer, Author: "Eve", Handle: "@eve", AuthorID: "u1", Text: "Liars!", At: w.clock()},
	}}})
	w.must(err)
	return a, w.answer(account, "r1")
}

func (w *world) answer(account bot.AccountID, remote string) (r bot.Reply) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		r, err = tx.Reply(bot.ReplyID(account, remote))
		return err
	}))
	return r
}

// moderate queues what an officer wants done about a reply.
func (w *world) moderate(r bot.Reply, op bot.Op) bot.ID {
	w.t.Helper()
	id := bot.ID(string(op) + " " + string(r.ID))
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		_, err := tx.AddPost(bot.Post{
			ID: id, Op: op, Account: r.Account, Case: r.Case, Appeal: r.Appeal, Target: r.ID, Reason: "insults",
			State: bot.PostQueued, Due: w.clock(), Created: w.clock(),
		})
		return err
	}))
	return id
}

func (w *world) state(id bot.ID) (p bot.Post) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Post(id)
		return err
	}))
	return p
}

func (w *world) moderator(n *moderated) *outbox.Publisher {
	p := w.publisher(n.Is.ID, "one")
	p.Network = n
	return p
}

func TestAReplyIsHiddenAndShown(t *testing.T) {
	n := &moderated{Network: net("x", false)}
	fails := 2
	n.say = func() network.Result {
		if fails--; fails >= 0 {
			return network.Result{Outcome: network.Maybe, Note: "no answer"}
		}
		return network.Result{Outcome: network.Done}
	}
	w := newWorld(t, mem.New(), n.Network)
	a, r := w.answered("x")
	hide := w.moderate(r, bot.OpHide)
	w.run(w.moderator(n))
	if p := w.state(hide); p.State != bot.PostPosted || !w.answer("x", "r1").Hidden || len(n.seen) != 3 {
		t.Errorf("after %d attempts: %s, hidden %v", len(n.seen), p.State, w.answer("x", "r1").Hidden)
	}
	want := network.Moderation{Op: bot.OpHide, Remote: "r1", Author: "u1", Root: w.post(a, "x").Remotes[0], Reason: "insults"}
	if n.seen[0] != want {
		t.Errorf("asked for %+v, want %+v", n.seen[0], want)
	}
	w.moderate(r, bot.OpShow)
	w.run(w.moderator(n))
	if w.answer("x", "r1").Hidden {
		t.Error("it is still hidden")
	}
	w.moderate(r, bot.OpReject)
	w.run(w.moderator(n))
	if !w.answer("x", "r1").Hidden {
		t.Error("what was rejected is not hidden")
	}
}

func TestAModerationThatIsRefusedIsTold(t *testing.T) {
	n := &moderated{Network: net("x", false), say: func() network.Result {
		return network.Result{Outcome: network.No, Note: "This network does not hide anything."}
	}}
	w := newWorld(t, mem.New(), n.Network)
	_, r := w.answered("x")
	hide := w.moderate(r, bot.OpHide)
	w.run(w.moderator(n))
	if p := w.state(hide); p.State != bot.PostRefused || w.answer("x", "r1").Hidden {
		t.Errorf("%s, hidden %v", p.State, w.answer("x", "r1").Hidden)
	}
	if !strings.Contains(w.log(), "refused: hide") {
		t.Error("the log says nothing")
	}
	// A network that cannot moderate at all says so, too.
	mute := w.moderate(r, bot.OpMute)
	w.run(w.publisher("x", "one"))
	if p := w.state(mute); p.State != bot.PostRefused || !strings.Contains(p.Note, "by hand") {
		t.Errorf("%s: %s", p.State, p.Note)
	}
}

// The answer to a publication is lost, and the public is faster than the
// look-up: what it wrote comes into the case as soon as it is known that the post
// is public.
func TestAnswersThatComeBeforeThePostIsFoundReachTheirCase(t *testing.T) {
	n := net("x", true)
	w := newWorld(t, mem.New(), n)
	n.After = func(network.Attempt) *network.Result {
		n.After = nil
		return &network.Result{Outcome: network.Maybe, Note: "no answer"}
	}
	a := w.approved("2026-0001", "Were you there?", "x")
	step(w, w.publisher("x", "one"))
	remote := n.Public()[0].Remote
	_, err := w.desk.Collect(t.Context(), desk.Batch{Account: "x", Source: "x/replies", Position: "1", Found: []desk.Found{
		{Under: remote, Reply: bot.Reply{Remote: "r1", Kind: bot.ReplyAnswer, Text: "I was.", At: w.clock()}},
		{Under: "other", Reply: bot.Reply{Remote: "r2", Kind: bot.ReplyAnswer, Text: "Hello.", At: w.clock()}},
	}})
	w.must(err)
	if r := w.answer("x", "r1"); r.Case != bot.Elsewhere {
		t.Fatalf("it is in case %q already", r.Case)
	}
	_, err = w.desk.Label(t.Context(), w.by(ann), bot.ReplyID("x", "r1"), bot.LabelTip)
	w.must(err)
	w.run(w.publisher("x", "one"))
	r := w.answer("x", "r1")
	if r.Case != a.Case || r.Appeal != a.ID || r.Number != 1 || r.Post != w.post(a, "x").ID {
		t.Errorf("the reply is %+v", r)
	}
	if r := w.answer("x", "r2"); r.Case != bot.Elsewhere {
		t.Errorf("the other one went along to %q", r.Case)
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		tally, err := tx.Tally(a.Case)
		ns, err2 := tx.DueNotices("test", w.clock().Add(time.Hour), 100)
		relayed := false
		for _, x := range ns {
			relayed = relayed || x.Kind == bot.NoticeRelay && x.Subject == a.Case
		}
		if tally.Replies != 1 || tally.Labels[bot.LabelTip] != 1 || !relayed {
			t.Errorf("tally %+v, relayed %v", tally, relayed)
		}
		return errors.Join(err, err2)
	}))
}

// Somebody mentioned the department in a thread of their own, was answered there,
// and a third person answered that. The thread is not the department's, so it is
// not said to be one in which a reply can be hidden.
func TestAThreadOfSomebodyElseHasNoRootOfOurs(t *testing.T) {
	for kind, ours := range map[bot.ReplyKind]bool{bot.ReplyMention: false, bot.ReplyAnswer: true} {
		n := &moderated{Network: net("x", true), say: func() network.Result { return network.Result{Outcome: network.Done} }}
		w := newWorld(t, mem.New(), n.Network)
		a, r := w.answered("x")
		r.Kind = kind
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return tx.PutReply(r) }))
		b, err := w.desk.Answer(t.Context(), w.by(ann), r.ID, "Thank you.")
		w.must(err)
		b, err = w.desk.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
		w.must(err)
		w.run(w.moderator(n))
		under := w.post(b, "x").Remotes[0]
		_, err = w.desk.Collect(t.Context(), desk.Batch{Account: "x", Source: "x/replies", Position: "2", Found: []desk.Found{{
			Under: under, Reply: bot.Reply{Remote: "r2", Parent: under, Kind: bot.ReplyAnswer, Text: "Liars!", At: w.clock()},
		}}})
		w.must(err)
		w.moderate(w.answer("x", "r2"), bot.OpHide)
		w.run(w.moderator(n))
		want := ""
		if ours {
			want = w.post(a, "x").Remotes[0]
		}
		if got := n.seen[len(n.seen)-1].Root; got != want {
			t.Errorf("below an answer to a %s: root %q, want %q", kind, got, want)
		}
	}
}
