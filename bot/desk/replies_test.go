package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// page is a batch of replies under the post of an appeal.
func (w *world) page(position string, found ...desk.Found) desk.Batch {
	return desk.Batch{Account: "long", Source: "long/replies", Position: position, Found: found}
}

func says(remote, text string) desk.Found {
	return desk.Found{Under: "remote-long", Reply: bot.Reply{Remote: remote, Text: text, Kind: bot.ReplyAnswer, Author: "Pat"}}
}

func (w *world) reply(remote string) (r bot.Reply) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		r, err = tx.Reply(bot.ReplyID("long", remote))
		return err
	}))
	return r
}

func (w *world) tally(a bot.Appeal) (t bot.Tally) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		t, err = tx.Tally(a.Case)
		return err
	}))
	return t
}

// due lists the notices that want to be shown, by kind.
func (w *world) due() (out []bot.Notice) {
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		out, err = tx.DueNotices("test", w.clock().Add(time.Hour), 100000)
		return err
	}))
	return out
}

func (w *world) relay() {
	rounds := 0
	for more := true; more; rounds++ {
		w.must(w.store.Update(w.t.Context(), func(tx bot.Tx) (err error) {
			for _, n := range w.due() {
				if n.Kind == bot.NoticeRelay {
					more, err = w.Relay(tx, n)
					return err
				}
			}
			more = false
			return nil
		}))
		if rounds > 1000 {
			w.t.Fatal("relaying does not end")
		}
	}
}

func TestAPageReadTwiceIsStoredOnce(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	b := w.page("2", says("r1", "I was"), says("r2", "Me too"), says("r1", "I was"))
	for i, want := range []int{2, 0} {
		n, err := w.Collect(t.Context(), b)
		w.must(err)
		if n != want {
			t.Errorf("time %d: %d new, want %d", i+1, n, want)
		}
	}
	if tally := w.tally(a); tally.Replies != 2 {
		t.Errorf("%d replies counted, want 2", tally.Replies)
	}
	if r := w.reply("r2"); r.Number != 2 || r.Case != a.Case || r.Appeal != a.ID {
		t.Errorf("stored as %+v", r)
	}
	var cur bot.Cursor
	w.must(w.store.View(t.Context(), func(tx bot.Tx) (err error) {
		cur, err = tx.Cursor("long/replies")
		return err
	}))
	if cur.Position != "2" || !cur.LastOK.Equal(w.clock()) {
		t.Errorf("cursor %+v", cur)
	}
}

// The author edits and deletes; the first copy stays.
func TestTheFirstCopyIsKept(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	edited := says("r1", "I saw nothing")
	edited.Edited = true
	gone := desk.Found{Reply: bot.Reply{Remote: "r1"}, Gone: true}
	for _, f := range []desk.Found{says("r1", "I saw him"), edited, edited, gone, gone} {
		_, err := w.Collect(t.Context(), w.page("x", f))
		w.must(err)
	}
	r := w.reply("r1")
	if r.Text != "I saw him" || r.Newest() != "I saw nothing" || len(r.Edits) != 1 || r.Gone.IsZero() {
		t.Errorf("kept %+v", r)
	}
	// The network did not tell when, so that it is when it was seen.
	if at := r.Edits[0].At; !at.Equal(w.clock()) {
		t.Errorf("edited at %s, want %s", at, w.clock())
	}
	if tally := w.tally(a); tally.Gone != 1 || tally.Replies != 1 {
		t.Errorf("tally %+v", tally)
	}
}

// A reply that is about nothing of ours is kept too.
func TestNothingIsThrownAway(t *testing.T) {
	w := newWorld(t)
	f := says("r1", "Hello police")
	f.Under = "something else"
	_, err := w.Collect(t.Context(), w.page("1", f))
	w.must(err)
	if r := w.reply("r1"); r.Text != "Hello police" || r.Number != 1 || r.Case != bot.Elsewhere {
		t.Errorf("kept %+v", r)
	}
}

func TestAFewComeOneByOneAndManyInDigests(t *testing.T) {
	for _, tt := range []struct{ replies, singles, digests int }{
		{1, 1, 0}, {8, 8, 0}, {9, 0, 1}, {1000, 0, 1}, {2500, 0, 3},
	} {
		w := newWorld(t)
		a := w.published()
		var found []desk.Found
		for i := range tt.replies {
			found = append(found, says(fmt.Sprint("r", i), "I was there"))
		}
		for chunk := range slices.Chunk(found, 100) {
			_, err := w.Collect(t.Context(), w.page("x", chunk...))
			w.must(err)
		}
		w.relay()
		shown := map[int]int{}
		singles, digests := 0, 0
		for _, n := range w.due() {
			switch n.Kind {
			case bot.NoticeReply:
				singles++
				shown[w.reply(strings.TrimPrefix(string(n.Subject), "long/")).Number]++
			case bot.NoticeDigest:
				digests++
				for i := n.From; i <= n.To; i++ {
					shown[i]++
				}
			}
		}
		if singles != tt.singles || digests != tt.digests {
			t.Errorf("%d replies: %d one by one and %d digests, want %d and %d", tt.replies, singles, digests, tt.singles, tt.digests)
		}
		for i := 1; i <= tt.replies; i++ {
			if shown[i] != 1 {
				t.Fatalf("%d replies: R%d is shown %d times", tt.replies, i, shown[i])
			}
		}
		if tally := w.tally(a); tally.Behind() != 0 {
			t.Errorf("%d replies: %d behind", tt.replies, tally.Behind())
		}
	}
}

// What sounds like danger is shown before everything else, and a flood of it
// does not drown the room.
func TestUrgentRepliesGoAtOnce(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	var found []desk.Found
	for i := range 300 {
		found = append(found, says(fmt.Sprint("r", i), "I was there"))
	}
	found = append(found, says("gun", "he is here right now with a gun, please send help"))
	_, err := w.Collect(t.Context(), w.page("x", found...))
	w.must(err)
	var first bot.Notice
	for _, n := range w.due() {
		if n.Case == a.Case && n.Kind != bot.NoticeRoom && n.Kind != bot.NoticeCall && n.Kind != bot.NoticePage {
			first = n
			break
		}
	}
	if first.Kind != bot.NoticeReply || first.Subject != bot.ReplyID("long", "gun") {
		t.Errorf("shown first: %s %s", first.Kind, first.Subject)
	}
	found = nil
	for i := range 500 {
		found = append(found, says(fmt.Sprint("u", i), "he is here right now with a gun, please send help"))
	}
	_, err = w.Collect(t.Context(), w.page("y", found...))
	w.must(err)
	alarms := 0
	for _, n := range w.due() {
		if n.Kind == bot.NoticeReply {
			alarms++
		}
	}
	if alarms > 20 {
		t.Errorf("%d urgent replies are shown one by one", alarms)
	}
	w.relay()
	if tally := w.tally(a); tally.Behind() != 0 {
		t.Errorf("%d were not shown", tally.Behind())
	}
}

func TestLabels(t *testing.T) {
	w := newWorld(t)
	a := w.published()
	_, err := w.Collect(t.Context(), w.page("1", says("r1", "I saw him")))
	w.must(err)
	id := bot.ReplyID("long", "r1")
	_, err = w.Label(t.Context(), w.by(eve), id, bot.LabelTip)
	w.refused(err, bot.ErrDenied)
	for _, l := range []bot.Label{bot.LabelTip, bot.LabelNoise, bot.LabelNoise} {
		_, err = w.Label(t.Context(), w.by(ann), id, l)
		w.must(err)
	}
	if tally := w.tally(a); tally.Labels[bot.LabelTip] != 0 || tally.Labels[bot.LabelNoise] != 1 {
		t.Errorf("tally %+v", tally.Labels)
	}
	_, err = w.Label(t.Context(), w.by(bob), id, bot.LabelEmergency)
	w.must(err)
	if !slices.ContainsFunc(w.due(), func(n bot.Notice) bool {
		return n.Channel == "duty" && n.Kind == bot.NoticePage && slices.Contains(n.About, id)
	}) {
		t.Error("the duty channel does not hear of an emergency")
	}
}

// A source that falls silent is reported once, after a while, and again only
// after it worked.
func TestSilentSourceIsReported(t *testing.T) {
	w := newWorld(t)
	told := func() int {
		n := 0
		for _, x := range w.due() {
			if x.Channel == "duty" && strings.Contains(x.Text, "cannot be read") {
				n++
			}
		}
		return n
	}
	for i := range 20 {
		w.must(w.Deaf(t.Context(), "long", "long/replies", "503"))
		if want := b2i(i >= 5); told() != want {
			t.Errorf("minute %d: told %d times, want %d", i, told(), want)
		}
		w.wait(time.Minute)
	}
	_, err := w.Collect(t.Context(), w.page("1"))
	w.must(err)
	for range 7 {
		w.must(w.Deaf(t.Context(), "long", "long/replies", "503"))
		w.wait(time.Minute)
	}
	if told() != 2 {
		t.Errorf("told %d times, want once for each silence", told())
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A witness adds a picture to what they wrote, without changing a word: it is one
// more link on the card, and pages that overlap add nothing.
func TestAPictureThatIsAddedIsKept(t *testing.T) {
	w := newWorld(t)
	w.published()
	first, edit := says("r1", "I saw the car."), says("r1", "I saw the car.")
	first.Reply.Media = []string{"https://pics.example/1"}
	edit.Edited, edit.Raw, edit.Reply.Media = true, []byte(`{"pictures":2}`), []string{"https://pics.example/1", "https://pics.example/2"}
	edit.Reply.At = w.clock().Add(time.Minute)
	for _, f := range []desk.Found{first, edit, edit, first} {
		_, err := w.Collect(t.Context(), w.page("2", f))
		w.must(err)
	}
	r := w.reply("r1")
	if len(r.Media) != 2 || len(r.Edits) != 1 || r.Newest() != "I saw the car." {
		t.Fatalf("it shows %v after %d edits", r.Media, len(r.Edits))
	}
	w.must(w.store.View(t.Context(), func(tx bot.Tx) error {
		_, err := tx.Raw(r.ID, r.Edits[0].RawHash)
		return err
	}))
	// What is taken off again is kept, with the words that came with it.
	edit.Reply.Media, edit.Reply.Text, edit.Reply.At = nil, "I saw nothing.", w.clock().Add(2*time.Minute)
	_, err := w.Collect(t.Context(), w.page("2", edit))
	w.must(err)
	if r := w.reply("r1"); len(r.Media) != 2 || r.Newest() != "I saw nothing." {
		t.Errorf("it shows %v and says %q", r.Media, r.Newest())
	}
}
