package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// removal is the removal of a post.
func (w *world) removal(p bot.Post) bot.Post {
	w.t.Helper()
	return w.post(bot.Removal(p, w.clock()).ID)
}

// takenDown is an appeal that is public on two accounts and whose removal the
// networks claim to have done.
func (w *world) takenDown() (a bot.Appeal, short, long bot.Post) {
	w.t.Helper()
	a = w.published()
	a, err := w.Takedown(w.t.Context(), w.by(ann), a.ID, "the child is home")
	w.must(err)
	for _, p := range w.posts(a) {
		if p.Op == bot.OpCreate {
			w.networkRemoves(p)
		}
	}
	for _, p := range w.posts(a) {
		switch {
		case p.Op != bot.OpCreate:
		case p.Account == "short":
			short = p
		case p.Account == "long":
			long = p
		}
	}
	return a, short, long
}

// networkRemoves is what the outbox stores when a network has removed a post.
func (w *world) networkRemoves(p bot.Post) {
	w.t.Helper()
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		p, err := tx.Post(p.ID)
		r, err2 := tx.Post(bot.Removal(p, w.clock()).ID)
		r.State, r.Due, r.Remotes, r.Posted = bot.PostPosted, time.Time{}, p.Remotes, w.clock()
		r.Gone.Due, r.Gone.Left = bot.NextLook(w.clock(), w.clock()), 0
		p.State = bot.PostRemoved
		return errors.Join(err, err2, tx.SetPost(p), tx.SetPost(r))
	}))
}

func (w *world) looked(p bot.Post, l bot.Look) {
	w.t.Helper()
	w.must(w.SightedGone(w.t.Context(), w.removal(p).ID, l))
}

// toldLeft are the messages about what is left, in the room and in the duty channel.
func (w *world) toldLeft() (room, duty int) {
	for _, n := range w.due() {
		switch {
		case n.Kind == bot.NoticeGone && n.Channel == "duty":
			duty++
		case n.Kind == bot.NoticeGone:
			room++
		}
	}
	return room, duty
}

// inRoom are the texts told in rooms.
func (w *world) inRoom() (out []string) {
	for _, n := range w.due() {
		if n.Kind == bot.NoticeTell && n.Channel == "" {
			out = append(out, n.Text)
		}
	}
	return out
}

// comes lets the time of a job come.
func (w *world) comes(id bot.ID) {
	w.t.Helper()
	j, ok := w.job(id)
	if !ok {
		w.t.Fatalf("there is no job %s", id)
	}
	w.wait(j.Due.Sub(w.clock()))
	w.must(w.RunJob(w.t.Context(), id))
}

func TestWhatIsGoneEndsThePursuit(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	job := bot.JobID(bot.JobGone, a.Case)
	if j, ok := w.job(job); !ok || !j.Due.Equal(w.clock().Add(5*time.Minute)) {
		t.Fatalf("people are told at %+v", j)
	}
	w.wait(10 * time.Second)
	w.looked(short, bot.Look{})
	if _, ok := w.job(job); !ok || len(w.inRoom()) > 0 {
		t.Error("it ended with the first of two")
	}
	w.looked(short, bot.Look{Left: 1}) // late, and about what is settled
	w.looked(long, bot.Look{Owned: true})
	if _, ok := w.job(job); ok {
		t.Error("people will be told although it is gone")
	}
	k := w.caseOf(a)
	want := "Nothing of case " + k.Number + " is live any more: seen by looking at 07:00. On Long that is what the network tells the account itself; the public's view cannot be had there."
	if got := w.inRoom(); !slices.Equal(got, []string{want}) {
		t.Errorf("the room was told %q", got)
	}
	if got := w.told("duty"); len(got) > 0 {
		t.Errorf("the duty channel, which had heard of no trouble, was told %q", got)
	}
	if r := w.removal(short); !r.Gone.OK || r.Gone.Owned || r.Gone.Looks != 1 || !r.Gone.Due.IsZero() || r.Decided.Person != "ann" {
		t.Errorf("kept %+v", r)
	}
	if w.events("gone") != 2 || w.events("all gone") != 1 {
		t.Error("the log does not say so")
	}
}

func TestWhatANetworkLiesAboutIsRemovedAgain(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	w.looked(long, bot.Look{})
	for n := 1; n <= 3; n++ {
		w.looked(short, bot.Look{Left: 1})
		r, p := w.removal(short), w.post(short.ID)
		if r.State != bot.PostQueued || len(r.Remotes) > 0 || r.Gone.Lies != n || !r.Due.Equal(w.clock().Add(bot.AfterLie(n))) || !r.Gone.Due.IsZero() {
			t.Fatalf("after %d lies: %+v", n, r)
		}
		if p.State != bot.PostPosted {
			t.Errorf("it is public, and it is stored as %s", p.State)
		}
		w.networkRemoves(p)
	}
	w.looked(short, bot.Look{})
	if _, ok := w.job(bot.JobID(bot.JobGone, a.Case)); ok || w.events("still live although removed") != 3 || w.events("all gone") != 1 {
		t.Error("it does not end when it is gone")
	}
}

func TestWhatCannotBeSeenIsNotGone(t *testing.T) {
	w := newWorld(t)
	_, short, _ := w.takenDown()
	removed := w.clock()
	for range 3 {
		w.wait(10 * time.Minute)
		w.looked(short, bot.Look{Blind: "the network does not answer"})
	}
	r := w.removal(short)
	if r.Gone.Settled() || r.State != bot.PostPosted || r.Gone.Looks != 3 || r.Gone.Note != "the network does not answer." || !r.Gone.Due.Equal(removed.Add(45*time.Minute)) {
		t.Errorf("kept %+v", r)
	}
	if w.events("not known whether it is gone") != 1 {
		t.Error("the log says one thing more than once")
	}
}

// Whoever removes by hand what the network refuses to remove is believed when that
// is seen.
func TestWhatIsRemovedByHand(t *testing.T) {
	w := newWorld(t)
	_, short, _ := w.takenDown()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		r := w.removal(short)
		r.State, r.Remotes, r.Note = bot.PostRefused, nil, "You may not."
		return tx.SetPost(r)
	}))
	w.looked(short, bot.Look{Left: 1})
	if r := w.removal(short); r.State != bot.PostRefused || r.Gone.Lies != 0 || r.Gone.Left != 1 || r.Gone.Due.IsZero() {
		t.Errorf("still there: %+v", r)
	}
	w.looked(short, bot.Look{})
	if r := w.removal(short); r.State != bot.PostQueued || !slices.Equal(r.Remotes, short.Remotes) || !r.Due.Equal(w.clock()) {
		t.Errorf("the outbox has nothing to close: %+v", r)
	}
	if _, err := w.Decide(t.Context(), w.by(bob), w.removal(short).ID, "drop"); err == nil {
		t.Error("a removal was given up")
	} else {
		w.refused(err, bot.ErrInvalid, "/appeal gone short")
	}
}

// While somebody has it tried again, there is no time at which to look: a look that
// changes nothing would be due again at once, and for as long as the network is down.
func TestWhatIsTriedAgainIsLookedAtWhenThatIsThrough(t *testing.T) {
	w := newWorld(t)
	_, short, _ := w.takenDown()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		r := w.removal(short)
		r.State, r.Remotes, r.Note = bot.PostRefused, nil, "You may not."
		return tx.SetPost(r)
	}))
	_, err := w.Decide(t.Context(), w.by(bob), w.removal(short).ID, "send")
	w.must(err)
	w.wait(time.Minute)
	w.looked(short, bot.Look{Left: 1})
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		if due, err := tx.DueLooks("short", w.clock(), 10); err != nil || len(due) > 0 {
			t.Errorf("after a look %d are due at once, %v", len(due), err)
		}
		return nil
	}))
	if r := w.removal(short); r.State != bot.PostQueued || !r.Pursued() {
		t.Errorf("kept %+v", r)
	}
	w.networkRemoves(short)
	w.wait(10 * time.Second)
	w.looked(short, bot.Look{})
	if r := w.removal(short); !r.Gone.OK {
		t.Errorf("it is gone: %+v", r)
	}
}

func TestPeopleAreToldWhatIsLeftUntilNothingIs(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	job := bot.JobID(bot.JobGone, a.Case)
	began := w.clock()
	for i, after := range []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour} {
		w.comes(job)
		if d := w.clock().Sub(began); d != after {
			t.Errorf("told after %v, want %v", d, after)
		}
		if room, duty := w.toldLeft(); room != i+1 || duty != i+1 {
			t.Errorf("after %d steps there are %d messages in the room and %d in the duty channel", i+1, room, duty)
		}
	}
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { // they were shown
		for _, n := range w.due() {
			n.Sent, n.Due, n.Message = n.Version, time.Time{}, "m"
			if err := tx.PutNotice(n); err != nil {
				return err
			}
		}
		return nil
	}))
	w.looked(long, bot.Look{})
	if room, duty := w.toldLeft(); room != 1 || duty != 1 {
		t.Errorf("one is gone, and %d and %d messages are shown anew; want the newest of each", room, duty)
	}
	w.looked(short, bot.Look{})
	if room, duty := w.toldLeft(); room != 4 || duty != 4 {
		t.Errorf("all is gone, and %d and %d messages are shown anew; want all", room, duty)
	}
	if got := w.told("duty"); len(got) != 1 || !strings.HasPrefix(got[0], "Nothing of case ") {
		t.Errorf("the duty channel was told %q", got)
	}
	if w.events("told what is still live") != 4 {
		t.Error("the log does not say that people were told")
	}
}

// What has been left for days is told seldom; what is taken down then is told at
// once all the same.
func TestPeopleAreToldAboutTheNewestAsOftenAsAboutTheFirst(t *testing.T) {
	w := newWorld(t)
	a, _, _ := w.takenDown()
	job := bot.JobID(bot.JobGone, a.Case)
	began := w.clock()
	for w.clock().Sub(began) < 72*time.Hour {
		w.comes(job)
	}
	if j, _ := w.job(job); j.Due.Sub(w.clock()) <= time.Hour || j.Due.Sub(w.clock()) > 4*time.Hour {
		t.Errorf("after three days people are told again after %v", j.Due.Sub(w.clock()))
	}
	b, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: w.caseOf(a).Number, Facts: bot.Facts{What: "Who was there?"}})
	w.must(err)
	b, err = w.Submit(t.Context(), w.by(ann), b.ID)
	w.must(err)
	b, err = w.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
	w.must(err)
	w.goPublic(b)
	_, err = w.Takedown(t.Context(), w.by(ann), b.ID, "it was wrong")
	w.must(err)
	again := w.clock()
	for _, after := range []time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour} {
		w.comes(job)
		if d := w.clock().Sub(again); d != after {
			t.Errorf("told after %v, want %v", d, after)
		}
	}
}

// The room of a closed case takes nothing; what is left is told in the duty channel.
func TestWhatIsLeftOfAClosedCase(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.Close(t.Context(), w.by(bob), a.Case, "arrest made")
	w.must(err)
	_, err = w.Takedown(t.Context(), w.by(ann), a.ID, "court order")
	w.must(err)
	w.comes(bot.JobID(bot.JobGone, a.Case))
	if room, duty := w.toldLeft(); room != 0 || duty != 1 {
		t.Errorf("%d in the room, %d in the duty channel", room, duty)
	}
}

func TestWhatNobodyCanRemove(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	w.looked(long, bot.Look{})
	w.looked(short, bot.Look{Left: 1})
	_, err := w.OutOfReach(t.Context(), w.by(ann), a.Case, "short", "I cannot")
	w.refused(err, bot.ErrDenied, "approvers and leads")
	_, err = w.OutOfReach(t.Context(), w.by(bob), a.Case, "short", "  ")
	w.refused(err, bot.ErrInvalid, "Say why")
	_, err = w.OutOfReach(t.Context(), w.by(bob), a.Case, "long", "closed")
	w.refused(err, bot.ErrStale, "Nothing is left on Long")
	n, err := w.OutOfReach(t.Context(), w.by(bob), a.Case, "short", "the account is closed")
	w.must(err)
	r := w.removal(short)
	if n != 1 || r.State != bot.PostDropped || !r.Due.IsZero() || r.Gone.By.Person != "bob" || r.Gone.OK {
		t.Errorf("%d: %+v", n, r)
	}
	if _, ok := w.job(bot.JobID(bot.JobGone, a.Case)); ok {
		t.Error("people go on being told")
	}
	k := w.caseOf(a)
	want := "Nothing of case " + k.Number + " is live any more, as far as it is within reach: seen by looking at 07:00. On Short it is out of reach, says Bob: the account is closed."
	if got := w.inRoom(); !slices.Equal(got, []string{want}) {
		t.Errorf("the room was told %q, want %q", got, want)
	}
	if w.events("out of reach") != 1 {
		t.Error("the log does not say whose word it is")
	}
}

// What is live on somebody's word is named again at the end of a later pursuit: nobody
// has seen that nothing is.
func TestALaterPursuitRemembersWhatIsOutOfReach(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	w.looked(long, bot.Look{})
	w.looked(short, bot.Look{Left: 1})
	_, err := w.OutOfReach(t.Context(), w.by(bob), a.Case, "short", "the account is closed")
	w.must(err)
	w.wait(time.Hour)

	k := w.caseOf(a)
	b, err := w.Draft(t.Context(), w.by(ann), desk.NewAppeal{Number: k.Number, Title: k.Title, Kind: bot.Witness, Facts: bot.Facts{What: "Did you see it?"}})
	w.must(err)
	b, err = w.Submit(t.Context(), w.by(ann), b.ID)
	w.must(err)
	b, err = w.Approve(t.Context(), w.by(bob), b.ID, b.Digest)
	w.must(err)
	w.goPublic(b)
	_, err = w.Takedown(t.Context(), w.by(ann), b.ID, "the child is home")
	w.must(err)
	for _, p := range w.posts(b) {
		if p.Op == bot.OpCreate {
			w.networkRemoves(p)
			w.looked(p, bot.Look{})
		}
	}
	said := w.inRoom()
	want := "Nothing of case " + k.Number + " is live any more, as far as it is within reach: seen by looking at 08:00. On Short it is out of reach, says Bob: the account is closed."
	if !slices.Contains(said, want) {
		t.Errorf("the room was told %q, want %q", said, want)
	}
}

// What was taken down while an earlier removal was still looked for begins no second
// pursuit, and is told no later than after five minutes.
func TestOnePursuitACase(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	job := bot.JobID(bot.JobGone, a.Case)
	for range 3 {
		w.comes(job)
	}
	began, _ := w.job(job)
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return bot.Pursue(tx, a.Case, w.clock()) }))
	if j, _ := w.job(job); !j.Since.Equal(began.Since) || !j.Due.Equal(w.clock().Add(5*time.Minute)) || j.Step != 3 {
		t.Errorf("it became %+v", j)
	}
	w.looked(short, bot.Look{})
	w.looked(long, bot.Look{})
	w.must(w.RunJob(t.Context(), job)) // there is none any more
}

// A job whose case has nothing left ends, whoever took it away.
func TestThePursuitOfNothingEnds(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error { return bot.Pursue(tx, a.Case, w.clock()) }))
	w.comes(bot.JobID(bot.JobGone, a.Case))
	if _, ok := w.job(bot.JobID(bot.JobGone, a.Case)); ok {
		t.Error("it goes on")
	}
	if room, duty := w.toldLeft(); room+duty > 0 {
		t.Error("somebody was told")
	}
}

// The messages of hundreds that are left stay a bounded piece of work.
func TestManyLeft(t *testing.T) {
	w := newWorld(t)
	a, short, _ := w.takenDown()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		for i := range 600 {
			p := short
			p.ID, p.Digest = bot.ID(fmt.Sprint("many", i)), fmt.Sprint(i)
			_, err := tx.AddPost(p)
			_, err2 := tx.AddPost(bot.Removal(p, w.clock()))
			if err := errors.Join(err, err2); err != nil {
				return err
			}
		}
		ls, all, err := bot.Leftovers(tx, a.Case)
		if all || len(ls) != 500 {
			t.Errorf("%d are looked at, all of them: %t", len(ls), all)
		}
		return err
	}))
	w.comes(bot.JobID(bot.JobGone, a.Case))
}

// Where more may arrive, that what was found is gone ends nothing.
func TestWhatMayStillArriveIsNotGone(t *testing.T) {
	w := newWorld(t)
	a, short, long := w.takenDown()
	w.looked(long, bot.Look{})
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		r := w.removal(short)
		r.Gone.Lost, r.Gone.From = true, w.clock()
		return tx.SetPost(r)
	}))
	w.looked(short, bot.Look{})
	r := w.removal(short)
	if !r.Pursued() || !r.Gone.Due.IsZero() || (bot.Leftover{Post: short, Removal: r}).Parts() != 1 {
		t.Errorf("kept %+v", r)
	}
	if _, ok := w.job(bot.JobID(bot.JobGone, a.Case)); !ok || w.events("all gone") != 0 {
		t.Error("nobody is told any more")
	}
}

// Something strange on an account may be what was lost: it is looked for at once.
func TestAStrangerHastensTheSearch(t *testing.T) {
	w := newWorld(t)
	_, short, _ := w.takenDown()
	w.must(w.Strange(t.Context(), "short", desk.Listing{})) // from now on
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		r := w.removal(short)
		r.Gone.Lost, r.Gone.From, r.Due = true, w.clock(), w.clock().Add(time.Hour)
		return tx.SetPost(r)
	}))
	w.wait(time.Minute)
	w.must(w.Strange(t.Context(), "short", desk.Listing{Strangers: []desk.Stranger{{Remote: "99", Text: "Were you there?", At: w.clock()}}}))
	if r := w.removal(short); !r.Due.Equal(w.clock()) {
		t.Errorf("it is looked for at %v", r.Due)
	}
}
