package facebook_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/facebook"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

// Whatever the public writes is read as it is, and forges nothing.
func TestHostileComments(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	texts := []string{
		"<script>alert(1)</script>", "@channel !here\u202e evil", strings.Repeat("é́👨‍👩‍👧‍👦", 2000), `{"error":{"code":190}}`, "\x00\x07\x1b[2J", " ", "[photo]",
		"https://www.facebook.com/" + root,
	}
	for i, s := range texts {
		w.Reply(fmt.Sprintf("Eve <%d> %s", i, strings.Repeat("x", 500)), root, s)
	}
	items := w.read(root)
	if len(items) != len(texts) {
		t.Fatalf("read %d comments, want %d", len(items), len(texts))
	}
	for i, it := range items {
		if it.Text != texts[i] || it.Author == "" || len(it.Author) > 400 || it.Under != root || it.Reply != bot.ReplyAnswer {
			t.Errorf("%d: %+v", i, it)
		}
	}
	if m := items[6].Media; len(m) != 1 || m[0] != "https://scontent.example/1.jpg" {
		t.Errorf("media %q", m)
	}
}

// Without the permission to see who writes, comments are read all the same.
func TestNameless(t *testing.T) {
	w := newWorld(t, facebooktest.Options{Nameless: true}, nil)
	root := w.publish("Who saw it?").Remote
	w.Reply("Eve", root, "I did.")
	if items := w.read(root); len(items) != 1 || items[0].Author != "Somebody on Facebook" || items[0].AuthorID != "" {
		t.Errorf("read %+v", items)
	}
}

// Comments below many posts are all read after a while, those below the newest at
// once, and nothing is asked for posts that are gone.
func TestManyPosts(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	var posts []network.Posted
	for i := range 23 {
		r := w.publish(fmt.Sprintf("Post %d.", i))
		w.Reply("Eve", r.Remote, fmt.Sprintf("Comment %d.", i))
		posts = append([]network.Posted{{Remote: r.Remote}}, posts...)
	}
	w.Remove(t.Context(), posts[0].Remote)
	seen := map[string]bool{}
	cursor := ""
	for round := range 6 {
		w.clock.pass(time.Minute)
		w.Seen()
		p, err := w.Replies(t.Context(), network.Query{Cursor: cursor, Posts: posts})
		must(t, err)
		if n := len(w.Seen()); n > 10 {
			t.Errorf("%d requests in one round", n)
		}
		for _, it := range p.Items {
			seen[it.Remote] = true
		}
		if cursor = p.Next; p.More {
			t.Fatal("there is more at once")
		}
		if round == 0 && len(seen) != 9 {
			t.Errorf("%d comments in the first round", len(seen))
		}
	}
	if len(seen) != 22 {
		t.Errorf("read %d comments, want 22", len(seen))
	}
}

// A comment that Facebook shows hours after it was written is read all the same.
func TestLateComment(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	w.clock.pass(5 * time.Hour)
	w.Reply("Eve", root, "I did.")
	q := network.Query{Posts: []network.Posted{{Remote: root}}}
	for range 3 {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		q.Cursor = p.Next
	}
	late := w.Late("Bob", root, "Me, too.", 4*time.Hour)
	found := false
	for range 4 {
		w.clock.pass(5 * time.Minute)
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		for _, it := range p.Items {
			found = found || it.Remote == late
		}
		q.Cursor = p.Next
	}
	if !found {
		t.Error("it was not read")
	}
}

// A cursor of Facebook's that does not hold any more is done without, and one that
// is not ours is refused.
func TestSpoiledCursor(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	for i := range 250 {
		w.Reply("Eve", root, fmt.Sprintf("Comment %d.", i))
		w.clock.pass(time.Second)
	}
	q := network.Query{Posts: []network.Posted{{Remote: root}}}
	p, err := w.Replies(t.Context(), q)
	must(t, err)
	if !p.More {
		t.Fatal("one page had all")
	}
	seen := map[string]bool{}
	q.Cursor = strings.Replace(p.Next, "QVF", "spoilt", 1)
	for _, it := range p.Items {
		seen[it.Remote] = true
	}
	for range 10 {
		p, err := w.Replies(t.Context(), q)
		must(t, err)
		for _, it := range p.Items {
			seen[it.Remote] = true
		}
		if q.Cursor = p.Next; !p.More {
			break
		}
	}
	if len(seen) != 250 {
		t.Errorf("read %d comments, want 250", len(seen))
	}
	if _, err := w.Replies(t.Context(), network.Query{Cursor: "rubbish"}); err == nil {
		t.Error("a cursor of somebody else's was read")
	}
}

// What becomes of comments is told, though Facebook fails at one of them; when it
// takes no more requests, of those that were asked for.
func TestCheck(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who saw it?").Remote
	var ids []string
	for i := range 5 {
		ids = append(ids, w.Reply("Eve", root, fmt.Sprintf("Comment %d.", i)))
	}
	w.Server.Edit(ids[0], "Edited.")
	w.Server.Delete(ids[4])
	w.faults.Next(1, networktest.Broken, func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, ids[2]) })
	p, err := w.Check(t.Context(), append(ids, "../me", ""))
	must(t, err)
	got := ""
	for _, it := range p.Items {
		got += string(it.Kind) + " " + it.Text + "|"
	}
	if want := "edited Edited.|edited Comment 1.|edited Comment 3.|gone |"; got != want {
		t.Errorf("check: %q, want %q", got, want)
	}
	if n, err := w.Counts(t.Context(), []string{root, "1001_1"}); err != nil || len(n) != 1 || n[root].Replies != 4 {
		t.Errorf("counts: %+v, %v", n, err)
	}
	w.Limit(4)
	w.Seen()
	if p, err := w.Check(t.Context(), ids); err == nil || len(w.Seen()) != 1 {
		t.Errorf("check without requests left: %+v, %v", p, err)
	}
}

// Comments can be hidden and shown again; what is gone is hidden well. Nobody is
// banned.
func TestModerate(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	c := w.Reply("Eve", w.publish("Who saw it?").Remote, "Nonsense.")
	for _, op := range []bot.Op{bot.OpHide, bot.OpHide, bot.OpShow, bot.OpShow} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: op, Remote: c}); res.Outcome != network.Done || w.Hidden(c) != (op == bot.OpHide) {
			t.Errorf("%s = %+v", op, res)
		}
	}
	for _, op := range []bot.Op{bot.OpMute, bot.OpReport} {
		if res := w.Moderate(t.Context(), network.Moderation{Op: op, Remote: c, Author: "77"}); res.Outcome != network.No || len(res.Note) < 20 {
			t.Errorf("%s = %+v", op, res)
		}
	}
	w.Server.Delete(c)
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: c}); res.Outcome != network.Done {
		t.Errorf("hide what is gone = %+v", res)
	}
	if res := w.Moderate(t.Context(), network.Moderation{Op: bot.OpShow, Remote: c}); res.Outcome != network.No {
		t.Errorf("show what is gone = %+v", res)
	}
}

// A missing permission is named, and asks to connect again.
func TestMissingPermission(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	at := w.attempt("a", "Who saw it?")
	w.Deny(w.token, "pages_manage_posts")
	res := w.Publish(t.Context(), at)
	if res.Outcome != network.No || res.Cause != network.Reconnect || !strings.Contains(res.Note, "pages_manage_posts") {
		t.Errorf("publish = %+v", res)
	}
}

// The token is in no address, whatever is asked.
func TestTokenIsInNoAddress(t *testing.T) {
	addresses := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.String(), "EAA") || strings.Contains(r.URL.String(), facebooktest.AppSecret) {
				t.Errorf("a secret is in %s", r.URL)
			}
			next.ServeHTTP(w, r)
		})
	}
	w := newWorldBehind(t, facebooktest.Options{}, hooked, addresses)
	w.connect()
	root := w.publish("Who saw it?", picture("a", "One.")).Remote
	w.publish("Who saw this?", clip(1000))
	c := w.Reply("Eve", root, "I did.")
	w.read(root)
	_, err := w.Check(t.Context(), []string{c})
	must(t, err)
	_, err = w.Counts(t.Context(), []string{root})
	must(t, err)
	w.Remove(t.Context(), root)
}

// What is not a Page, or lacks the app, is refused at the start with what to do.
func TestNew(t *testing.T) {
	for name, change := range map[string]func(*facebook.Options){
		"a name":     func(o *facebook.Options) { o.Page = "MetroPolice" },
		"a post":     func(o *facebook.Options) { o.Page = "1_2" },
		"no app":     func(o *facebook.Options) { o.AppID = "" },
		"no secret":  func(o *facebook.Options) { o.AppSecret = "" },
		"no address": func(o *facebook.Options) { o.API = "graph" },
		"no secrets": func(o *facebook.Options) { o.Secrets = nil },
	} {
		o := facebook.Options{Account: account, Page: "1001", AppID: "1", AppSecret: "s", Secrets: &secrets{}, Now: time.Now}
		change(&o)
		if _, err := facebook.New(o); err == nil || len(err.Error()) < 20 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
