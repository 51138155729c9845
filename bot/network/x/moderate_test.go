package x_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/x"
	"appealbot/bot/network/x/xtest"
)

func TestHideAndShow(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	id := w.Reply("eve", root, "Buy my coins.")
	for _, op := range []bot.Op{bot.OpHide, bot.OpHide, bot.OpShow, bot.OpShow} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: op, Remote: id, Root: root}); res.Outcome != network.Done {
			t.Errorf("%s = %+v", op, res)
		}
		if p := w.Posts("eve"); p[0].Hidden != (op == bot.OpHide) {
			t.Errorf("after %s: %+v", op, p)
		}
	}
	w.Delete(id)
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: id}); res.Outcome != network.Done || res.Note == "" {
		t.Errorf("hide what is gone = %+v", res)
	}
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpShow, Remote: id}); res.Outcome != network.No {
		t.Errorf("show what is gone = %+v", res)
	}
	other := w.Write("eve", "Something else.")
	for _, remote := range []string{other, "../users/me", ""} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: remote}); res.Outcome != network.No || res.Note == "" {
			t.Errorf("hide %q = %+v", remote, res)
		}
	}
}

func TestMute(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	w.Reply("eve", root, "Buy my coins.")
	items, _ := w.readAll(root)
	for range 2 {
		if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpMute, Author: items[0].AuthorID}); res.Outcome != network.Done {
			t.Errorf("mute = %+v", res)
		}
	}
	if m := w.Muted("MetroPolice"); !slices.Equal(m, []string{"eve"}) {
		t.Errorf("muted %q", m)
	}
	for op, author := range map[bot.Op]string{bot.OpMute: "eve", bot.OpReport: items[0].AuthorID} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: op, Author: author}); res.Outcome != network.No || res.Note == "" {
			t.Errorf("%s = %+v", op, res)
		}
	}
	if ops := w.Capabilities().Moderates; slices.Contains(ops, bot.OpReport) {
		t.Errorf("it promises %v", ops)
	}
}

// X lets apps answer only people who mentioned or quoted the account.
func TestAnswer(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	for text, c := range map[string]struct {
		kind bot.ReplyKind
		ok   bool
	}{
		"I saw it.":                       {bot.ReplyAnswer, false},
		"I saw it, @metropolice!":         {bot.ReplyAnswer, true},
		"I saw it, @MetroPoliceFan":       {bot.ReplyAnswer, false},
		"mail me@MetroPolice":             {bot.ReplyAnswer, false},
		"no@metropolice but @METROPOLICE": {bot.ReplyAnswer, true},
		"Police are looking.":             {bot.ReplyQuote, true},
		"What is this?":                   {bot.ReplyMention, true},
	} {
		parts, err := w.Account.Answer(bot.Reply{Kind: c.kind, Text: text}, bot.Copy{Text: "Thank you.", Language: "en"})
		var r *bot.Refusal
		if c.ok && (err != nil || len(parts) != 1) || !c.ok && (!errors.As(err, &r) || !strings.Contains(r.Text, "by hand")) {
			t.Errorf("%q: %d parts, %v", text, len(parts), err)
		}
	}
}

// An answer to somebody who mentioned the account goes out for what X takes for
// it.
func TestAnswerGoesOut(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	id := w.Write("eve", "Is that true, @MetroPolice ?")
	at := w.attempt("a", "It is.")
	at.Post.Answers, at.ReplyTo = "metro/"+bot.ID(id), id
	if res := w.Publish(t.Context(), at); res.Outcome != network.Done || res.Cost != 10_000 {
		t.Errorf("publish = %+v", res)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Done {
		t.Errorf("find = %+v", f)
	}
	at = w.attempt("b", "It is not.")
	at.Post.Answers, at.ReplyTo = "x", w.Write("dan", "I know nothing.")
	if res := w.Publish(t.Context(), at); res.Outcome != network.No || !strings.Contains(res.Note, "mentioned or quoted") {
		t.Errorf("publish = %+v", res)
	}
}

// The public sees the words, without anybody's credentials.
func TestWatch(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	text := "Who saw it?\n<b>now</b> & here"
	id := w.publish(text, picture("p", "image/png")).Remote
	s, err := w.Watch(t.Context(), id)
	if err != nil || !s.Public || s.Text != text {
		t.Errorf("%+v, %v", s, err)
	}
	w.Delete(id)
	if s, err := w.Watch(t.Context(), id); err != nil || s.Public {
		t.Errorf("after its removal: %+v, %v", s, err)
	} else if s.Hidden {
		t.Error("it is gone, and may be there")
	}
	w.Break(&xtest.Broken{Status: 403, Path: "/oembed"}) // protected, or we may not ask
	if s, err := w.Watch(t.Context(), id); err != nil || s.Public || !s.Hidden {
		t.Errorf("what is not shown: %+v, %v", s, err)
	}
	for _, b := range []xtest.Broken{{Status: 503}, {Status: 302}, {Status: 200, Body: "<html>"}} {
		b.Path = "/oembed"
		w.Break(&b)
		if _, err := w.Watch(t.Context(), id); err == nil {
			t.Errorf("%d: no error", b.Status)
		}
	}
}

func TestCounts(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	a, b := w.publish("A.").Remote, w.publish("B.").Remote
	w.Reply("eve", a, "I saw it.")
	w.Quote("press", a, "Look.")
	before := w.Cost()
	got, err := w.Counts(t.Context(), []string{a, b, "1", "no id"})
	must(t, err)
	if len(got) != 2 || got[a].Replies != 1 || got[a].Reposts != 3 || got[a].Likes != 3 || got[a].Views != 1000 || got[b].Replies != 0 || got[a].At.IsZero() {
		t.Errorf("%+v", got)
	}
	if w.CountPrice(2) != w.Cost()-before {
		t.Errorf("X charged %d", w.Cost()-before)
	}
	var _ network.Meter = (*x.Account)(nil)
}

// Removing takes what is gone for removed, and nothing else.
func TestRemove(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	theirs := w.Write("eve", "Mine.")
	for _, remote := range []string{theirs, "x/../1", ""} {
		if res := w.Remove(t.Context(), remote); res.Outcome != network.No {
			t.Errorf("remove %q = %+v", remote, res)
		}
	}
	b := blank(404, "Not Found")
	b.Path = "/2/tweets/"
	w.Break(&b)
	if res := w.Remove(t.Context(), "1"); res.Outcome == network.Done {
		t.Errorf("an address that does not exist = %+v", res)
	}
	w.Break(&xtest.Broken{Path: "/2/tweets/", Status: 200, Kind: "application/json", Body: `{"data":{"deleted":false}}`})
	if res := w.Remove(t.Context(), "1"); res.Outcome != network.Maybe {
		t.Errorf("not deleted = %+v", res)
	}
}
