package bluesky_test

import (
	"fmt"
	"strings"
	"testing"

	"appealbot/bot"
	"appealbot/bot/network"
)

// gateOf is the threadgate of a post.
func gateOf(post string) string {
	return strings.Replace(post, "app.bsky.feed.post", "app.bsky.feed.threadgate", 1)
}

// Hiding and showing change the list and nothing else, and doing it twice is
// doing it once.
func TestHide(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	var replies []string
	for i := range 301 {
		replies = append(replies, eve.Reply(post.Remote, fmt.Sprint("Answer ", i)))
	}
	do := func(op bot.Op, reply string) network.Result {
		return w.Moderate(t.Context(), network.Moderation{Op: op, Remote: reply, Root: post.Remote, Author: eve.DID()})
	}
	if r := do(bot.OpShow, replies[0]); r.Outcome != network.Done {
		t.Errorf("show what is not hidden = %+v", r)
	}
	if _, err := w.Record(gateOf(post.Remote)); err == nil {
		t.Error("there is a threadgate, and nothing is hidden")
	}
	for _, r := range replies[:300] {
		if res := do(bot.OpHide, r); res.Outcome != network.Done {
			t.Fatalf("hide = %+v", res)
		}
	}
	if res := do(bot.OpHide, replies[0]); res.Outcome != network.Done {
		t.Errorf("hide again = %+v", res)
	}
	if res := do(bot.OpHide, replies[300]); res.Outcome != network.No || !strings.Contains(res.Note, "at most 300") {
		t.Errorf("hide one too many = %+v", res)
	}
	if res := do(bot.OpShow, replies[7]); res.Outcome != network.Done {
		t.Errorf("show = %+v", res)
	}
	gate, err := w.Record(gateOf(post.Remote))
	must(t, err)
	if hidden := gate["hiddenReplies"].([]any); len(hidden) != 299 || gate["post"] != post.Remote {
		t.Errorf("%d are hidden below %v", len(hidden), gate["post"])
	}
	strange := eve.Post("Mine.")
	res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: eve.Reply(strange, "x"), Root: strange})
	if res.Outcome != network.No || !strings.Contains(res.Note, "Mute or report") {
		t.Errorf("hide in somebody else's thread = %+v", res)
	}
}

// What the department set in the app about who may answer stays.
func TestHideKeepsRules(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	reply := eve.Reply(post.Remote, "I did.")
	w.Put(gateOf(post.Remote), map[string]any{
		"$type": "app.bsky.feed.threadgate", "post": post.Remote, "createdAt": "2026-11-02T18:00:00Z",
		"allow": []any{map[string]any{"$type": "app.bsky.feed.threadgate#mentionRule"}},
	})
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: reply, Root: post.Remote}); res.Outcome != network.Done {
		t.Fatalf("hide = %+v", res)
	}
	gate, err := w.Record(gateOf(post.Remote))
	must(t, err)
	if allow, _ := gate["allow"].([]any); len(allow) != 1 || fmt.Sprint(gate["hiddenReplies"]) != "["+reply+"]" {
		t.Errorf("the threadgate is %v", gate)
	}
}

func TestMuteAndReport(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	reply := eve.Reply(post.Remote, "Something vile.")
	m := network.Moderation{Remote: reply, Author: eve.DID(), Root: post.Remote, Reason: "threatens a witness"}
	for _, op := range []bot.Op{bot.OpMute, bot.OpMute, bot.OpReport} {
		m.Op = op
		if res := w.Moderate(t.Context(), m); res.Outcome != network.Done {
			t.Errorf("%s = %+v", op, res)
		}
	}
	if got := w.Muted(metro); len(got) != 1 || got[0] != eve.DID() {
		t.Errorf("muted %q", got)
	}
	if got := w.Reports(); len(got) != 1 || got[0].URI != reply || got[0].Reason != m.Reason || got[0].By != w.me {
		t.Errorf("reported %+v", got)
	}
	eve.Delete(reply)
	if res := w.Moderate(t.Context(), m); res.Outcome != network.No {
		t.Errorf("report what is gone = %+v", res)
	}
	for _, bad := range []network.Moderation{{Op: bot.OpReport, Remote: "https://x"}, {Op: bot.OpCreate, Remote: reply}} {
		if res := w.Moderate(t.Context(), bad); res.Outcome != network.No {
			t.Errorf("%+v = %+v", bad, res)
		}
	}
}

func TestWatchAndCounts(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	post := w.publish(t, attempt("asked", "Who saw it?"))
	eve.Reply(post.Remote, "I did.")
	eve.Quote(post.Remote, "Look.")
	s, err := w.Watch(t.Context(), post.Remote)
	must(t, err)
	if !s.Public || s.Text != "Who saw it?" {
		t.Errorf("the public sees %+v", s)
	}
	counts, err := w.Counts(t.Context(), []string{post.Remote, "no id"})
	must(t, err)
	if got, want := counts[post.Remote], (bot.Counts{Replies: 1, Reposts: 1}); got != want || len(counts) != 1 {
		t.Errorf("counted %+v, want %+v", counts, want)
	}
	w.TakeBack(metro) // The public needs no login.
	w.Forget(post.Remote)
	if s, err = w.Watch(t.Context(), post.Remote); err != nil || s.Public {
		t.Errorf("the public sees %+v, %v", s, err)
	}
	if _, err := w.Watch(t.Context(), "javascript:alert(1)"); err == nil {
		t.Error("what is no post was looked at")
	}
}
