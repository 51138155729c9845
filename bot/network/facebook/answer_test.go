package facebook_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

func errorsAs[T error](err error, to *T) bool { return errors.As(err, to) }

// answer is an attempt to answer a comment.
func answer(w *world, comment, root, text string) network.Attempt {
	w.Helper()
	parts, err := w.Account.Answer(bot.Reply{Remote: comment}, bot.Copy{Text: text, Language: "en"})
	must(w, err)
	return network.Attempt{
		Post: bot.Post{ID: "answer", Answers: "r1", Created: evening, Began: w.clock.Now()}, Part: parts[0], Key: "answer-" + text, ReplyTo: comment, Root: root,
	}
}

// An answer is public at once and never made twice by itself: whatever became of
// the request, looking says the truth.
func TestAnswerThroughFaults(t *testing.T) {
	comments := func(r *http.Request) bool {
		return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/comments")
	}
	for fault := networktest.Cut; fault <= networktest.Moved; fault++ {
		if fault == networktest.Held || fault == networktest.Late {
			continue // They wait for the client's time to be over.
		}
		w := newWorld(t, facebooktest.Options{}, nil)
		root := w.publish("Who saw it?").Remote
		c := w.Reply("Eve", root, "I did.")
		at := answer(w, c, root, "Thank you. Call us.")
		if res := w.Carry(t.Context(), at); res.Outcome != network.Done || res.State != "" {
			t.Fatalf("carry an answer = %+v", res)
		}
		w.faults.Next(9, fault, comments)
		res := w.Publish(t.Context(), at)
		w.quiet(res)
		if w.faults.Seen() != 1 {
			t.Errorf("%v: %d requests", fault, w.faults.Seen())
		}
		w.faults.Next(0, networktest.Works, comments)
		w.again()
		f := w.Find(t.Context(), at)
		n := len(w.Answers(facebooktest.Page))
		switch {
		case fault.Does() && (res.Outcome != network.Maybe || f.Outcome != network.Done || n != 1):
			t.Errorf("%v: %+v, found %+v, %d public", fault, res, f, n)
		case !fault.Does() && (res.Outcome == network.Done || f.Outcome != network.Never || n != 0):
			t.Errorf("%v: %+v, found %+v, %d public", fault, res, f, n)
		}
	}
	c := newWorld(t, facebooktest.Options{}, nil).Capabilities()
	if !c.Idempotent || !c.AnswersOnce {
		t.Errorf("capabilities %+v", c)
	}
}

// An answer to what is gone says so, and the Page's own answers are no news.
func TestAnswers(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	c := w.Reply("Eve", root, "I did.")
	res := w.Publish(t.Context(), answer(w, c, root, "Thank you."))
	if res.Outcome != network.Done {
		t.Fatalf("answer = %+v", res)
	}
	w.Reply("Eve", res.Remote, "You are welcome.")
	items := w.read(root)
	if len(items) != 2 || items[1].Text != "You are welcome." || items[1].Parent != c || items[1].Under != root {
		t.Errorf("read %+v", items)
	}
	if rm := w.Remove(t.Context(), res.Remote); rm.Outcome != network.Done || len(w.Answers(facebooktest.Page)) != 0 {
		t.Errorf("remove = %+v", rm)
	}
	w.Server.Delete(c)
	if res := w.Publish(t.Context(), answer(w, c, root, "Are you there?")); res.Outcome != network.No || res.Cause != network.Change {
		t.Errorf("answer to what is gone = %+v", res)
	}
	if _, err := w.Account.Answer(bot.Reply{}, bot.Copy{Text: "Look.", Media: []bot.MediaUse{{}}}); err == nil {
		t.Error("an answer with a picture")
	}
}
