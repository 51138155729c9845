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

const help = "he is here right now with a gun, please send help"

// pages lists the pages that wait to be shown.
func (w *world) pages() (out []bot.Notice) {
	for _, n := range w.due() {
		if n.Kind == bot.NoticePage && !n.Due.After(w.clock()) {
			out = append(out, n)
		}
	}
	return out
}

// sent lets everything that is due have been shown.
func (w *world) sent() {
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		ns, err := tx.DueNotices("test", w.clock(), 10000)
		for _, n := range ns {
			if n.Kind == bot.NoticeWatch {
				continue
			}
			n.Sent, n.Due, n.Message, n.Posted = n.Version, time.Time{}, "m-"+string(n.ID), "channel"
			err = errors.Join(err, tx.PutNotice(n))
		}
		return err
	}))
}

// watched is the watch of a case taken by the outbox.
func (w *world) watched(caseID bot.ID) (next time.Time) {
	w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) (err error) {
		next, err = w.Watch(tx, bot.Notice{Subject: caseID, Platform: "test"})
		return err
	}))
	return next
}

func (w *world) hear(found ...desk.Found) {
	w.t.Helper()
	_, err := w.Collect(w.t.Context(), w.page("x", found...))
	w.must(err)
}

// The page is asked for in the transaction that stores the reply, before
// everything else, in the case's room and in the duty channel.
func TestAnEmergencyPagesInItsOwnTransaction(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.sent()
	oops := errors.New("the disk is full")
	w.breaks.Store(&oops)
	if _, err := w.Collect(t.Context(), w.page("1", says("r1", help))); !errors.Is(err, oops) {
		t.Fatalf("got %v", err)
	}
	w.breaks.Store(nil)
	if n := len(w.pages()); n != 0 {
		t.Errorf("%d pages about what is not stored", n)
	}
	w.hear(says("r1", help), says("r2", "Nice weather"))
	ps := w.pages()
	if len(ps) != 2 || ps[0].Channel != "duty" || ps[0].Case != "" || ps[1].Case != a.Case || ps[1].Channel != "" {
		t.Fatalf("pages: %+v", ps)
	}
	for _, p := range ps {
		if p.Lane != bot.LaneUrgent || !p.Due.Equal(w.clock()) || !slices.Equal(p.About, []bot.ID{bot.ReplyID("long", "r1")}) {
			t.Errorf("page %+v", p)
		}
	}
	if first := w.due()[0]; first.Kind != bot.NoticePage {
		t.Errorf("shown first is %s", first.Kind)
	}
	if w.events("paged the duty list") != 1 {
		t.Error("the audit log does not have it")
	}
}

// Of many who press at once one has it, and the others are told who.
func TestWhoHasIt(t *testing.T) {
	for range 20 {
		w := newWorld(t)
		a := w.published()
		w.hear(says("r1", help))
		id := bot.ReplyID("long", "r1")
		press := func(p bot.Person) func() error {
			by := w.by(p)
			return func() error { _, err := w.Take(t.Context(), by, id); return err }
		}
		var winner string
		errs := atOnce(press(ann), press(bob), press(carla))
		for i, err := range errs {
			if err == nil {
				winner += []string{"Ann", "Bob", "Carla"}[i]
			}
		}
		for _, err := range errs {
			if err != nil {
				w.refused(err, bot.ErrStale, winner+" has R1 already")
			}
		}
		if r := w.reply("r1"); r.Taken.Name != winner || !r.Taken.At.Equal(w.clock()) {
			t.Fatalf("%s won, and %+v has it", winner, r.Taken)
		}
		if len(w.tally(a).Open) != 0 || w.events("took an emergency") != 1 {
			t.Fatalf("open: %v, %d events", w.tally(a).Open, w.events("took an emergency"))
		}
	}
}

func TestTakingTwice(t *testing.T) {
	w := newWorld(t)
	w.published()
	w.hear(says("r1", help), says("r2", "Nice weather"), says("r3", help))
	id := bot.ReplyID("long", "r1")
	by := w.by(bob)
	for range 2 { // the same press, delivered twice
		r, err := w.Take(t.Context(), by, id)
		w.must(err)
		if r.Taken.Name != "Bob" {
			t.Errorf("%+v has it", r.Taken)
		}
	}
	_, err := w.Take(t.Context(), w.by(bob), id)
	w.refused(err, bot.ErrStale, "You have R1 already")
	_, err = w.Take(t.Context(), w.by(bob), bot.ReplyID("long", "r2"))
	w.refused(err, bot.ErrInvalid, "/appeal label R2 emergency")
	_, err = w.Label(t.Context(), w.by(ann), bot.ReplyID("long", "r3"), bot.LabelNoise)
	w.must(err)
	_, err = w.Take(t.Context(), w.by(bob), bot.ReplyID("long", "r3"))
	w.refused(err, bot.ErrStale, "Ann labelled it noise")
	_, err = w.TakePage(t.Context(), w.by(bob), "page/test/nowhere/duty/1")
	w.refused(err, bot.ErrNotFound)
}

// Somebody without a role silences nothing, and is on record.
func TestWhoMayTake(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", help))
	_, err := w.Take(t.Context(), w.by(eve), bot.ReplyID("long", "r1"))
	w.refused(err, bot.ErrDenied, "Tell Bob and Carla")
	if len(w.tally(a).Open) != 1 || w.events("denied take") != 1 {
		t.Errorf("open: %v, denied %d times", w.tally(a).Open, w.events("denied take"))
	}
}

// What an officer calls an emergency pages like one that the rules found, and what
// they say is none pages nobody any more.
func TestLabelsPageAndSettle(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", "Nice weather"))
	w.sent()
	id := bot.ReplyID("long", "r1")
	_, err := w.Label(t.Context(), w.by(ann), id, bot.LabelEmergency)
	w.must(err)
	if n := len(w.pages()); n != 2 || len(w.tally(a).Open) != 1 {
		t.Errorf("%d pages, open: %v", n, w.tally(a).Open)
	}
	w.sent()
	_, err = w.Label(t.Context(), w.by(bob), id, bot.LabelTip)
	w.must(err)
	if len(w.tally(a).Open) != 0 || !w.watched(a.Case).IsZero() {
		t.Errorf("open: %v", w.tally(a).Open)
	}
	if n := len(w.pages()); n != 2 {
		t.Errorf("%d pages are shown anew, want those that are over", n)
	}
	w.wait(time.Hour)
	w.sent()
	w.watched(a.Case)
	if n := len(w.pages()); n != 0 {
		t.Errorf("%d pages about what is none", n)
	}
}

// Pages are few in a minute, and none of what came meanwhile is forgotten.
func TestPagesAreFewInAMinute(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	for i := range 30 {
		w.sent()
		w.hear(says(fmt.Sprint("r", i), help))
		w.watched(a.Case)
		w.wait(time.Second)
	}
	w.sent()
	if n := w.events("paged the duty list"); n != 5 {
		t.Errorf("paged %d times in half a minute", n)
	}
	w.wait(30 * time.Second)
	w.watched(a.Case)
	ps := w.pages()
	if len(ps) != 2 || len(ps[0].About) != 25 {
		t.Errorf("%d pages at the end of the minute, about %d", len(ps), len(ps[0].About))
	}
}

// Emergencies that were read before it was known what they are about are paged for
// their case from then on.
func TestAnAdoptedEmergencyStaysOpen(t *testing.T) {
	w := newWorld(t)
	a := w.approved()
	f := says("r1", help)
	f.Under = "late"
	w.hear(f)
	if n := len(w.pages()); n != 1 { // the duty channel's: there is no case
		t.Fatalf("%d pages", n)
	}
	w.sent()
	w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
		for _, p := range w.postsIn(tx, a) {
			if p.Account == "long" {
				return w.Adopt(tx, p, "late")
			}
		}
		return errors.New("there is no post")
	}))
	if w.tally(bot.Appeal{Case: bot.Elsewhere}).Open != nil || len(w.tally(a).Open) != 1 {
		t.Errorf("open: %v", w.tally(a).Open)
	}
	w.watched(a.Case)
	if ps := w.pages(); len(ps) != 2 || ps[1].Case != a.Case {
		t.Errorf("%d pages", len(ps))
	}
	// Whoever has it has it wherever people were called to it.
	w.sent()
	_, err := w.Take(t.Context(), w.by(bob), bot.ReplyID("long", "r1"))
	w.must(err)
	if n := len(w.pages()); n != 3 {
		t.Errorf("%d pages say who has it, want 3", n)
	}
}

func (w *world) postsIn(tx bot.Tx, a bot.Appeal) []bot.Post {
	ps, err := tx.PostsOf(a.ID)
	w.must(err)
	return ps
}

// Emergencies come first also where they were too many to be shown at once.
func TestEmergenciesAreRelayedFirst(t *testing.T) {
	w := newWorld(t)
	w.published()
	var found []desk.Found
	for i := range 25 {
		found = append(found, says(fmt.Sprint("u", i), help))
	}
	w.hear(found...)
	w.relay() // all have been shown, or are in a digest
	w.sent()
	w.hear(says("r1", "Nice weather"), says("r2", "Nice weather"), says("u99", help))
	w.relay()
	var got []string
	for _, n := range w.due() {
		if n.Kind == bot.NoticeReply && n.Version > n.Sent {
			got = append(got, strings.TrimPrefix(string(n.Subject), "long/"))
		}
	}
	if want := []string{"u99", "r1", "r2"}; !slices.Equal(got, want) {
		t.Errorf("relayed %v, want %v", got, want)
	}
}

// On two chats everybody is paged on both, and once, whichever of them comes first.
func TestTwoChatsPageOnce(t *testing.T) {
	w := newWorld(t)
	w.published()
	d := w.on("test", "other")
	_, err := d.Collect(t.Context(), w.page("x", says("r1", help)))
	w.must(err)
	id := w.reply("r1").Case
	pages := func(platform string) (n int) {
		w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
			ns, err := tx.DueNotices(platform, w.clock(), 10000)
			for _, x := range ns {
				if x.Kind == bot.NoticePage {
					n += x.Version
				}
			}
			return err
		}))
		return n
	}
	for i, first := range [][]string{nil, {"other", "test"}, {"test", "other"}} {
		w.wait(time.Duration(i) * 10 * time.Minute)
		for _, platform := range first {
			w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
				_, err := d.Watch(tx, bot.Notice{Subject: id, Platform: platform})
				return err
			}))
		}
		if a, b := pages("test"), pages("other"); a != b || a != 2*(i+1) {
			t.Errorf("round %d: asked %d times on one chat, %d on the other, want %d", i, a, b, 2*(i+1))
		}
	}
}

// One press takes everything that a page is about and nobody has, however often it
// is delivered.
func TestTakingAWholePage(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", help), says("r2", help), says("r3", help))
	page := w.pages()[0]
	_, err := w.Take(t.Context(), w.by(ann), page.About[0])
	w.must(err)
	by := w.by(bob)
	for range 2 {
		n, err := w.TakePage(t.Context(), by, page.ID)
		w.must(err)
		if n != 2 {
			t.Errorf("took %d, want 2", n)
		}
	}
	if w.reply("r1").Taken.Name != "Ann" || w.reply("r3").Taken.Name != "Bob" || len(w.tally(a).Open) != 0 || w.events("took an emergency") != 3 {
		t.Errorf("open: %v, %d events", w.tally(a).Open, w.events("took an emergency"))
	}
	_, err = w.TakePage(t.Context(), w.by(carla), page.ID)
	w.refused(err, bot.ErrStale, "Bob has R3 already")
	_, err = w.TakePage(t.Context(), w.by(eve), page.ID)
	w.refused(err, bot.ErrDenied)
}

// What was labelled is not what an edit says: whoever turns "nice weather" into a
// call for help is heard although an officer called it noise.
func TestAnEmergencyMadeOfALabelledReplyPages(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	w.hear(says("r1", "Nice weather"), says("r2", help))
	for _, id := range []string{"r1", "r2"} {
		_, err := w.Label(t.Context(), w.by(ann), bot.ReplyID("long", id), bot.LabelNoise)
		w.must(err)
	}
	w.sent()
	for _, id := range []string{"r1", "r2"} {
		w.hear(rewritten(id, help+", hurry", w.clock().Add(time.Minute)))
	}
	if open := w.tally(a).Open; len(open) != 1 || open[0].Reply != bot.ReplyID("long", "r1") {
		t.Errorf("open: %+v", open)
	}
	if n := len(w.pages()); n != 2 {
		t.Errorf("%d pages, want one in the room and one for duty", n)
	}
	if r := w.reply("r1"); r.Label != "" || !r.Emergency() {
		t.Errorf("labelled %q, emergency %v", r.Label, r.Emergency())
	}
	if got := w.tally(a).Labels[bot.LabelNoise]; got != 1 {
		t.Errorf("%d are labelled noise, want the one that was an emergency before", got)
	}
	if w.events("took label off reply") != 1 {
		t.Error("the audit log does not have it")
	}
}
