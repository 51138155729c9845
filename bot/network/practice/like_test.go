package practice_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

func address(id string) string { return "http://127.0.0.1:8065/post/" + id }

// like opens the account that is like a network.
func like(t *testing.T, l practice.Likeness, now func() time.Time) (*practice.Wall, *practice.Client) {
	t.Helper()
	w := newWall(t, practice.Options{Profiles: department(), Now: now, Link: address})
	return w, openAt(t, w, bot.AccountID("like-"+l), now)
}

func TestEachLikenessCountsAsItsNetwork(t *testing.T) {
	for _, tt := range []struct {
		like practice.Likeness
		text string
		want int
	}{
		{practice.LikeX, "寻找目击者 🚨", 13},
		{practice.LikeX, "Write to tips.toronto.ca today", 38},
		{practice.LikeMastodon, "寻找目击者 🚨", 7},
		{practice.LikeMastodon, "@metro@social.example http://toronto.ca/a-very-long-address-of-a-page", 30},
		{practice.LikeBluesky, "寻找目击者 🚨", 7},
		{practice.LikeBluesky, "http://toronto.ca/", 18},
		{practice.LikeBluesky, "x" + strings.Repeat("\u0301", 100), 21}, // 201 bytes of 3,000 are 21 of 300
		{practice.LikeFacebook, "Témoins", 7},
	} {
		if got := practice.ProfileLike(tt.like, bot.Account{}).Count(tt.text); got != tt.want {
			t.Errorf("%s counts %d for %q, want %d", tt.like, got, tt.text, tt.want)
		}
	}
	for _, p := range practice.Profiles() {
		if p.Like == "" || p.Like.Title() == string(p.Like) {
			t.Errorf("%s is like nothing that has a name", p.ID)
		}
	}
}

// A thread on X may be refused: then each part of it stands alone and leads to
// the first.
func TestAThreadThatMayNotGoOn(t *testing.T) {
	w, c := like(t, practice.LikeX, clock)
	text := strings.TrimSpace(strings.Repeat("Witnesses are asked to call Const. Singh at 416 808 2222. ", 12))
	parts, err := c.Render(bot.Copy{Text: text, Language: "en"})
	must(t, err)
	if len(parts) < 3 || parts[0].Alone {
		t.Fatalf("%d parts, the first alone: %t", len(parts), parts[0].Alone)
	}
	must(t, w.SetFault("like-x", practice.Fault{Kind: practice.FaultAlone}))
	var first network.Result
	for i, p := range parts {
		a := network.Attempt{Post: bot.Post{Language: "en"}, Part: p, Key: fmt.Sprint("k", i)}
		if i > 0 {
			a.ReplyTo, a.Root = first.Remote, first.Remote
			if !p.Alone || p.Limit != 280 || p.Count > 256 {
				t.Errorf("part %d: alone %t, %d of %d", i, p.Alone, p.Count, p.Limit)
			}
			r := c.Publish(t.Context(), a)
			if r.Outcome != network.Never || !r.Alone || r.Note == "" || r.Cost != 0 {
				t.Fatalf("part %d in the thread: %+v, want never and alone", i, r)
			}
			a.Alone, a.Link = true, first.URL
		}
		r := c.Publish(t.Context(), a)
		if r.Outcome != network.Done {
			t.Fatalf("part %d: %+v", i, r)
		}
		if f := c.Find(t.Context(), a); f.Outcome != network.Done || f.Remote != r.Remote {
			t.Errorf("part %d: found %+v", i, f)
		}
		if i == 0 {
			first = r
		}
	}
	got := public(w, "like-x")
	if len(got) != len(parts) || got[1] != parts[1].Text+" "+first.URL || len(w.Threads("like-x", "", 99, 0)) != len(parts) {
		t.Errorf("public: %q", got)
	}
	// A part that cannot stand alone is not made to.
	p := bot.Part{Text: "More."}
	if r := c.Publish(t.Context(), network.Attempt{Part: p, Key: "k", ReplyTo: first.Remote}); r.Outcome != network.No || r.Alone {
		t.Errorf("a part that is not for that: %+v, want no", r)
	}
	must(t, w.SetFault("like-x", practice.Fault{}))
	if r := c.Publish(t.Context(), network.Attempt{Part: p, Key: "k", ReplyTo: first.Remote}); r.Outcome != network.Done {
		t.Errorf("afterwards: %+v", r)
	}
}

func TestTheSameWordsTwice(t *testing.T) {
	now := noon
	_, c := like(t, practice.LikeX, func() time.Time { return now })
	first := c.Publish(t.Context(), attempt(t, c, "k1", "Witnesses wanted."))
	if r := c.Publish(t.Context(), attempt(t, c, "k2", "Witnesses wanted.")); r.Outcome != network.No || r.Cause != network.Change {
		t.Errorf("the same words: %+v, want no, to be changed", r)
	}
	if r := c.Publish(t.Context(), attempt(t, c, "k3", "Witnesses still wanted.")); r.Outcome != network.Done {
		t.Errorf("other words: %+v", r)
	}
	c.Remove(t.Context(), first.Remote)
	second := c.Publish(t.Context(), attempt(t, c, "k4", "Witnesses wanted."))
	now = now.Add(25 * time.Hour)
	if r := c.Publish(t.Context(), attempt(t, c, "k5", "Witnesses wanted.")); second.Outcome != network.Done || r.Outcome != network.Done {
		t.Errorf("after the first was taken down: %+v; a day later: %+v", second, r)
	}
}

func TestAKeyHoldsForAnHour(t *testing.T) {
	now := noon
	w, c := like(t, practice.LikeMastodon, func() time.Time { return now })
	a := attempt(t, c, "k", "Witnesses wanted.")
	for _, tt := range []struct {
		after time.Duration
		posts int
	}{{0, 1}, {59 * time.Minute, 1}, {2 * time.Minute, 2}} {
		now = now.Add(tt.after)
		if r := c.Publish(t.Context(), a); r.Outcome != network.Done || len(public(w, "like-mastodon")) != tt.posts {
			t.Errorf("after %v: %+v and %d posts, want %d", tt.after, r, len(public(w, "like-mastodon")), tt.posts)
		}
	}
	if caps := c.Capabilities(); !caps.Idempotent || caps.Within != time.Hour {
		t.Errorf("it says %+v", caps)
	}
}

func TestWhatItCosts(t *testing.T) {
	_, c := like(t, practice.LikeX, clock)
	parts := []bot.Part{{Text: "Call 416-808-2222."}, {Text: "Write to tips.toronto.ca."}}
	if got := c.Price(parts); got != 215_000 {
		t.Errorf("price = %d", got)
	}
	a := attempt(t, c, "k", parts[1].Text)
	if r := c.Publish(t.Context(), a); r.Cost != 200_000 {
		t.Errorf("it cost %d", r.Cost)
	}
	_, free := like(t, practice.LikeMastodon, clock)
	if r := free.Publish(t.Context(), attempt(t, free, "k", "Hello.")); free.Price(parts) != 0 || r.Cost != 0 || free.Budget() != 0 {
		t.Errorf("what is free costs %d, %d", free.Price(parts), r.Cost)
	}
}

func TestAnsweringThePublic(t *testing.T) {
	w, c := like(t, practice.LikeX, clock)
	post := c.Publish(t.Context(), attempt(t, c, "k", "Witnesses wanted."))
	tip, err := w.Answer(eve, post.Remote, "I saw it.")
	must(t, err)
	for _, tt := range []struct {
		name  string
		reply bot.Reply
		ok    bool
	}{
		{"a reply", bot.Reply{Kind: bot.ReplyAnswer, Text: tip.Text}, false},
		{"a reply that names the account", bot.Reply{Kind: bot.ReplyAnswer, Text: "Hello @METRO.x"}, true},
		{"a mention", bot.Reply{Kind: bot.ReplyMention, Text: "hello"}, true},
		{"a quote", bot.Reply{Kind: bot.ReplyQuote, Text: "look"}, true},
	} {
		parts, err := c.Answer(tt.reply, bot.Copy{Text: "Thank you. Please call us.", Language: "en"})
		var refusal *bot.Refusal
		if (err == nil) != tt.ok || !tt.ok && !errors.As(err, &refusal) || tt.ok && len(parts) != 1 {
			t.Errorf("%s: %v, %v", tt.name, parts, err)
		}
	}
	a := attempt(t, c, "k2", "Thank you. Please call us.")
	a.ReplyTo, a.Root = tip.ID, post.Remote
	r := c.Publish(t.Context(), a)
	if r.Outcome != network.Done {
		t.Fatal(r)
	}
	_, err = w.Answer(eve, r.Remote, "I will.")
	must(t, err)
	ts := w.Threads("like-x", "", 9, 9)
	if len(ts) != 1 || len(ts[0].Posts) != 1 {
		t.Fatalf("threads: %+v", ts)
	}
	var got []string
	for _, a := range ts[0].Answers {
		got = append(got, fmt.Sprintf("%t %s", a.Own, a.Text))
	}
	if s := strings.Join(got, ", "); s != "false I saw it., true Thank you. Please call us., false I will." {
		t.Errorf("answers: %s", s)
	}
	if ts[0].Answers[1].Parent != tip.ID {
		t.Errorf("the department's answer is under %q", ts[0].Answers[1].Parent)
	}
	must(t, w.Delete(tip.ID))
	a.Key, a.Part.Text = "k3", "Are you still there?"
	if r := c.Publish(t.Context(), a); r.Outcome != network.No {
		t.Errorf("answering what is gone: %+v, want no", r)
	}
	// Nobody answers what was written to somebody else.
	other := open(t, w, "metro")
	a = attempt(t, other, "k4", "Hello.")
	a.ReplyTo = tip.ID
	if r := other.Publish(t.Context(), a); r.Outcome != network.No {
		t.Errorf("answering as somebody else: %+v, want no", r)
	}
}
