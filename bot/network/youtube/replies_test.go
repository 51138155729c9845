package youtube_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
	"appealbot/bot/network/youtube/youtubetest"
)

// ids are the ids of items in their order.
func ids(items []network.Item) string {
	var out []string
	for _, it := range items {
		out = append(out, string(it.Kind)+" "+it.Remote)
	}
	return strings.Join(out, "\n")
}

// TestManyComments are more than one page of threads, and one thread with more
// answers than come with it, and than fit into a page.
func TestManyComments(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	threads := w.Say("@eve-9", v, 250)
	var answers []string
	for i := range 230 {
		answers = append(answers, w.Reply("@bob", threads[3], fmt.Sprintf("Answer %d.", i)))
	}
	items, end := w.readAll("", v)
	if len(items) != 480 {
		t.Fatalf("read %d items, want 480", len(items))
	}
	n := 0
	for _, it := range items {
		if it.Under != v || it.Kind != network.ItemNew || !strings.Contains(it.URL, it.Remote) {
			t.Fatalf("read %+v", it)
		}
		if strings.Contains(it.Remote, ".") {
			if it.Parent != threads[3] || it.Remote != answers[n] {
				t.Errorf("answer %d is %s below %s", n, it.Remote, it.Parent)
			}
			n++
		}
	}
	if items[0].Remote != threads[0] || items[0].Handle != "@eve-9" || !strings.HasPrefix(items[0].AuthorID, "UC") || items[0].AuthorURL != "http://www.youtube.com/@eve-9" {
		t.Errorf("the first is %+v", items[0])
	}
	again, end2 := w.readAll(end.Next, v)
	if len(again) != 0 {
		t.Errorf("read to the end, and yet:\n%s", ids(again))
	}
	// A late answer to one of the newest threads is seen at once, and to an old
	// one within the hour.
	late, old := w.Reply("@bob", threads[200], "Late."), w.Reply("@bob", threads[10], "Very late.")
	one := w.Reply("@eve-9", v, "One more.")
	items, end2 = w.readAll(end2.Next, v)
	if got := ids(items); got != "new "+late+"\nnew "+one {
		t.Errorf("read\n%s", got)
	}
	w.clock.pass(time.Hour)
	items, end2 = w.readAll(end2.Next, v)
	if got := ids(items); got != "new "+old {
		t.Errorf("an hour later:\n%s", got)
	}
	if n := len(end2.Next); n > 20_000 {
		t.Errorf("the cursor has %d bytes", n)
	}
}

// TestManyThreadsWithManyAnswers are not all asked for at once.
func TestManyThreadsWithManyAnswers(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	for _, top := range w.Say("@eve-9", v, 150) {
		w.Say("@bob", top, 7)
	}
	all := func(*http.Request) bool { return true }
	cursor, seen := "", map[string]bool{}
	for range 5 {
		w.faults.Next(0, networktest.Works, all)
		p, err := w.Replies(t.Context(), network.Query{Cursor: cursor, Posts: []network.Posted{{Remote: v, At: evening}}})
		must(t, err)
		if n := w.faults.Seen(); n > 44 {
			t.Errorf("%d requests at once", n)
		}
		for _, it := range p.Items {
			seen[it.Remote] = true
		}
		cursor = p.Next
	}
	if len(seen) != 150*8 {
		t.Errorf("read %d, want %d", len(seen), 150*8)
	}
}

// TestMoreCommentsThanFit into what one look at a video reads.
func TestMoreCommentsThanFit(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	w.Say("@eve-9", v, 1234)
	q := network.Query{Posts: []network.Posted{{Remote: v, At: evening}}}
	p, err := w.Replies(t.Context(), q)
	if err != nil || !p.More || len(p.Items) != 800 {
		t.Fatalf("the first page has %d items, more: %v, %v", len(p.Items), p.More, err)
	}
	late := w.Reply("@bob", v, "While it is read.")
	items, end := w.readAll(p.Next, v)
	if len(items) != 434 {
		t.Errorf("the rest has %d items, want 434", len(items))
	}
	if got, _ := w.readAll(end.Next, v); len(got) != 1 || got[0].Remote != late {
		t.Errorf("after that:\n%s", ids(got))
	}
	// A place that YouTube does not know any more is no place to be stuck at.
	again, _ := w.readAll(strings.Replace(p.Next, "behind-", "lost-", 1), v)
	if len(again) < 435 {
		t.Errorf("begun anew, %d items were read", len(again))
	}
}

func TestHostileComments(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	texts := []string{
		"@channel <script>alert(1)</script> & \"quotes\"", "\u202eright to left", "{youtube} *bold* `code` [link](javascript:alert(1))",
		strings.Repeat("long ", 2000), "🧨\x00\x07", "https://evil.example/?token=abcdefgh",
	}
	for i, text := range texts {
		w.Reply("@<b>eve</b>"[:1+i%2*9]+"x", v, text)
	}
	items, _ := w.readAll("", v)
	if len(items) != len(texts) {
		t.Fatalf("read %d", len(items))
	}
	for i, it := range items {
		if it.Text != texts[i] {
			t.Errorf("read %q, want %q", it.Text, texts[i])
		}
		if strings.ContainsAny(it.Handle, "<> ") || !strings.HasPrefix(it.URL, "https://www.youtube.com/watch?v="+v) {
			t.Errorf("handle %q, address %q", it.Handle, it.URL)
		}
	}
}

// TestOurOwnCommentsAreNoAnswers, and what waits for review is one.
func TestOurOwnCommentsAreNoAnswers(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	top := w.Reply("@MetroPolice", v, "Call 222.")
	a := w.Reply("@eve-9", top, "I did.")
	w.Reply("@MetroPolice", top, "Thank you.")
	held := w.Reply("@bob", v, "Spam?")
	w.Hold(held)
	items, end := w.readAll("", v)
	if got := ids(items); got != "new "+a+"\nnew "+held {
		t.Errorf("read\n%s", got)
	}
	if items, _ := w.readAll(end.Next, v); len(items) != 0 {
		t.Errorf("read again\n%s", ids(items))
	}
}

// TestCommentsSwitchedOff is said once, and looked at again after a while.
func TestCommentsSwitchedOff(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v, other := w.publish(words).Remote, w.publish("Another one.").Remote
	w.CommentsOff(v, true)
	b := w.Reply("@bob", other, "Here.")
	items, p := w.readAll("", v, other)
	if len(items) != 1 || items[0].Remote != b || !strings.Contains(p.Missed, "switched off") || !strings.Contains(p.Missed, v) {
		t.Errorf("read %s, missed %q", ids(items), p.Missed)
	}
	items, p = w.readAll(p.Next, v, other)
	if len(items) != 0 || p.Missed != "" {
		t.Errorf("read %s, missed %q", ids(items), p.Missed)
	}
	w.CommentsOff(v, false)
	a := w.Reply("@eve-9", v, "At last.")
	w.clock.pass(time.Hour)
	if items, _ = w.readAll(p.Next, v, other); ids(items) != "new "+a {
		t.Errorf("read %s", ids(items))
	}
	// A video that somebody deleted has none.
	w.Remove(t.Context(), v)
	if items, p = w.readAll("", v, other); len(items) != 1 || p.Missed != "" {
		t.Errorf("read %s, missed %q", ids(items), p.Missed)
	}
}

func TestChanged(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	top := w.Reply("@eve-9", v, "A blue car.")
	answer, gone, hidden, same := w.Reply("@bob", top, "Green."), w.Reply("@bob", v, "Gone."), w.Reply("@bob", v, "Hidden."), w.Reply("@bob", v, "Same.")
	w.Server.Edit(top, "A green car.")
	w.Server.Edit(answer, "Blue.")
	w.Delete(gone)
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: hidden}); res.Outcome != network.Done || w.State(hidden) != "heldForReview" {
		t.Errorf("hide = %+v", res)
	}
	p, err := w.Check(t.Context(), []string{top, answer, gone, hidden, same, "../x"})
	must(t, err)
	got := map[string]network.Item{}
	for _, it := range p.Items {
		got[it.Remote] = it
	}
	if len(got) != 3 || got[gone].Kind != network.ItemGone {
		t.Errorf("checked:\n%s", ids(p.Items))
	}
	if it := got[top]; it.Kind != network.ItemEdited || it.Text != "A green car." || it.Under != v || it.Parent != v {
		t.Errorf("the comment is %+v", it)
	}
	if it := got[answer]; it.Kind != network.ItemEdited || it.Text != "Blue." || it.Under != v || it.Parent != top {
		t.Errorf("the answer is %+v", it)
	}
	many := make([]string, 100)
	for i := range many {
		many[i] = fmt.Sprintf("UgxNobodyHasEverSeenThis%02d", i)
	}
	if p, err := w.Check(t.Context(), many); err != nil || len(p.Items) != 100 {
		t.Errorf("of a hundred that are gone: %d, %v", len(p.Items), err)
	}
}

func TestModerate(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	c := w.Reply("@eve-9", v, "Insults.")
	for _, x := range []struct {
		op   bot.Op
		want string
	}{{bot.OpHide, "heldForReview"}, {bot.OpHide, "heldForReview"}, {bot.OpShow, "published"}, {bot.OpReject, "rejected"}, {bot.OpReject, "rejected"}} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: x.op, Remote: c, Reason: "insults"}); res.Outcome != network.Done || w.State(c) != x.want {
			t.Errorf("%s = %+v, and it is %s", x.op, res, w.State(c))
		}
	}
	w.Delete(c)
	for op, want := range map[bot.Op]network.Outcome{bot.OpHide: network.Done, bot.OpReject: network.Done, bot.OpShow: network.No, bot.OpMute: network.No, bot.OpReport: network.No} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: op, Remote: c}); res.Outcome != want || want == network.No && res.Note == "" {
			t.Errorf("%s what is gone = %+v", op, res)
		}
	}
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: "https://x"}); res.Outcome != network.No {
		t.Errorf("what is no comment = %+v", res)
	}
	for _, op := range w.Capabilities().Moderates {
		if !op.Moderates() {
			t.Errorf("%s is no moderation", op)
		}
	}
}

// answer is an attempt to answer a comment.
func (w *world) answer(key, text, video, to string) network.Attempt {
	w.Helper()
	parts, err := w.Answer(bot.Reply{Remote: to, Handle: "@eve-9"}, bot.Copy{Text: text, Language: "en"})
	must(w, err)
	return network.Attempt{
		Post: bot.Post{ID: bot.ID(key), Created: evening, Began: evening, Answers: "r"}, Part: parts[0], Key: key, ReplyTo: to, Root: video,
	}
}

func TestAnswer(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	top := w.Reply("@eve-9", v, "Where?")
	below := w.Reply("@bob", top, "Yes, where?")
	for _, to := range []string{top, below} {
		at := w.answer("a"+to, "At the corner, <see above> "+to, v, to)
		if w.Carries(at.Part) {
			t.Error("an answer carries something")
		}
		res := w.Publish(t.Context(), at)
		if res.Outcome != network.Done || !strings.HasPrefix(res.Remote, top+".") || !strings.Contains(res.URL, res.Remote) {
			t.Fatalf("answer = %+v", res)
		}
		if f := w.Find(t.Context(), at); f.Outcome != network.Done || f.Remote != res.Remote {
			t.Errorf("find = %+v, want %s", f, res.Remote)
		}
		if e := w.Account.Edit(t.Context(), res.Remote, bot.Part{Text: "At the other corner."}); e.Outcome != network.Done {
			t.Errorf("edit = %+v", e)
		}
		for range 2 {
			if rm := w.Remove(t.Context(), res.Remote); rm.Outcome != network.Done {
				t.Errorf("remove = %+v", rm)
			}
		}
	}
	for name, x := range map[string]struct {
		r bot.Reply
		c bot.Copy
	}{
		"no comment": {bot.Reply{Remote: "https://x"}, bot.Copy{Text: "A."}},
		"no text":    {bot.Reply{Remote: top}, bot.Copy{Text: " \n"}},
		"a picture":  {bot.Reply{Remote: top}, bot.Copy{Text: "A.", Media: []bot.MediaUse{{}}}},
		"a book":     {bot.Reply{Remote: top}, bot.Copy{Text: strings.Repeat("word ", 2001)}},
	} {
		if _, err := w.Answer(x.r, x.c); err == nil {
			t.Errorf("%s: no refusal", name)
		}
	}
}

// TestAnAnswerIsWrittenOnce although YouTube has no keys for it.
func TestAnAnswerIsWrittenOnce(t *testing.T) {
	w := newWorld(t, youtubetest.Options{}, nil)
	v := w.publish(words).Remote
	top := w.Reply("@eve-9", v, "Where?")
	insert := func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/youtube/v3/comments" }
	for fault := networktest.Cut; fault <= networktest.Gateway; fault++ {
		if fault == networktest.Held || fault == networktest.Late {
			continue
		}
		text := "At the corner: " + fault.String()
		at := w.answer(fault.String(), text, v, top)
		at.Post.Began = w.clock.Now()
		w.faults.Next(1, fault, insert)
		res := w.Publish(t.Context(), at)
		if fault.Does() && res.Outcome != network.Maybe {
			t.Errorf("%v: %+v", fault, res)
		}
		w.faults.Next(0, networktest.Works, insert)
		f := w.Find(t.Context(), at)
		want := network.Done
		if !fault.Does() {
			want = network.Maybe // it may still come
		}
		if f.Outcome != want {
			t.Errorf("%v: found %+v, want %v", fault, f, want)
		}
		w.clock.pass(6 * time.Minute)
		if f = w.Find(t.Context(), at); want == network.Maybe && f.Outcome != network.Never {
			t.Errorf("%v: later found %+v", fault, f)
		}
		at.Post.Tried = true
		if res := w.Publish(t.Context(), at); res.Outcome != network.Done {
			t.Errorf("%v: the next attempt = %+v", fault, res)
		}
		n := 0
		for _, p := range w.Public("@MetroPolice") {
			if p == text {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%v: it is public %d times", fault, n)
		}
	}
}

// TestWhatWaitsForReviewIsReadEverywhere however many videos there are.
func TestWhatWaitsForReviewIsReadEverywhere(t *testing.T) {
	w := newWorld(t, youtubetest.Options{Units: plenty}, nil)
	var videos []string
	for i := range 4 {
		videos = append(videos, w.publish(fmt.Sprintf("Number %d.", i)).Remote)
	}
	_, p := w.readAll("", videos...)
	want := map[string]bool{}
	for _, v := range videos {
		c := w.Reply("@eve-9", v, "Waits.")
		w.Hold(c)
		want[c] = true
	}
	for range 20 { // the day's quota is scarce by now: one video at once
		var items []network.Item
		items, p = w.readAll(p.Next, videos...)
		for _, it := range items {
			delete(want, it.Remote)
		}
		w.clock.pass(time.Minute)
	}
	if len(want) > 0 {
		t.Errorf("%d were not read", len(want))
	}
}
