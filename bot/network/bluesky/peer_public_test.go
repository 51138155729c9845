package bluesky_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
)

// posted publishes what must succeed and waits until everybody can see it.
func posted(t *testing.T, a *bluesky.Account, me *person, at network.Attempt) network.Result {
	t.Helper()
	res := a.Publish(t.Context(), at)
	if res.Outcome != network.Done {
		t.Fatalf("Publish(%s) = %+v", at.Key, res)
	}
	until(t, "the AppView shows the post", func() bool { return len(me.visible(res.Remote)) == 1 })
	return res
}

// under is a query for what was written below a post.
func under(r network.Result, cursor string) network.Query {
	return network.Query{Cursor: cursor, Posts: []network.Posted{{Remote: r.Remote, At: time.Now()}}}
}

// everything reads all there is behind a cursor, each thing once.
func everything(t *testing.T, a *bluesky.Account, q network.Query) (map[string]network.Item, string) {
	t.Helper()
	out := map[string]network.Item{}
	for {
		p, err := a.Replies(t.Context(), q)
		must(t, err)
		for _, it := range p.Items {
			out[it.Remote] = it
		}
		if q.Cursor = p.Next; !p.More {
			return out, p.Next
		}
	}
}

// Whatever the public does on the real network comes back with where it belongs.
func TestPeerPublic(t *testing.T) {
	p := thePeer(t)
	me, eve, press := p.newPerson(t, "metro"), p.newPerson(t, "eve"), p.newPerson(t, "press")
	a := me.open(t, p.PDS, nil)
	post := posted(t, a, me, attempt("asked", "Who saw a grey car? Tell metro.example/tips, ask @"+eve.Handle+" #LakeShore"))

	answer := eve.reply(post.Remote, "I saw it \u202e<b>there</b> & 🙂")
	eve.shows(answer)
	nested := press.reply(answer.URI, "Which way did it go?")
	quote := press.quote(post.Remote, "Look at this.")
	mention := eve.mention(me, "Hé ", ", call me.")
	for _, r := range []ref{nested, quote, mention} {
		eve.shows(r)
	}
	me.told(mention.URI)
	items, cursor := everything(t, a, under(post, ""))
	for _, want := range []network.Item{
		{Remote: answer.URI, Reply: bot.ReplyAnswer, Under: post.Remote, Parent: post.Remote, Text: "I saw it \u202e<b>there</b> & 🙂", AuthorID: eve.DID, Handle: "@" + eve.Handle},
		{Remote: nested.URI, Reply: bot.ReplyAnswer, Under: post.Remote, Parent: answer.URI, Text: "Which way did it go?", AuthorID: press.DID, Handle: "@" + press.Handle},
		{Remote: quote.URI, Reply: bot.ReplyQuote, Under: post.Remote, Parent: post.Remote, Text: "Look at this.", AuthorID: press.DID, Handle: "@" + press.Handle},
		{Remote: mention.URI, Reply: bot.ReplyMention, Text: "Hé @" + me.Handle + ", call me.", AuthorID: eve.DID, Handle: "@" + eve.Handle},
	} {
		got := items[want.Remote]
		short := network.Item{
			Remote: got.Remote, Reply: got.Reply, Under: got.Under, Parent: got.Parent, Text: got.Text, AuthorID: got.AuthorID, Handle: got.Handle,
		}
		if fmt.Sprintf("%q", short) != fmt.Sprintf("%q", want) {
			t.Errorf("read %+v\nwant %+v", short, want)
		}
		if got.Kind != network.ItemNew || got.At.IsZero() || len(got.Raw) == 0 || got.Language != "en" || !strings.HasPrefix(got.URL, "https://bsky.app/profile/") {
			t.Errorf("incomplete: %+v", got)
		}
	}
	if len(items) != 4 {
		t.Errorf("read %d things, want 4", len(items))
	}
	if again, next := everything(t, a, under(post, cursor)); len(again) != 0 || next != cursor {
		t.Errorf("read to the end, and yet: %v", again)
	}
	testChanges(t, a, eve, answer, nested)
}

// testChanges edits one answer and deletes another one.
func testChanges(t *testing.T, a *bluesky.Account, eve *person, answer, nested ref) {
	t.Helper()
	eve.edit(answer.URI, "I did not see it.")
	s, err := eve.record(answer.URI)
	must(t, err)
	eve.shows(s.ref)
	state := func(id string) network.Item {
		p, err := a.Check(t.Context(), []string{answer.URI, nested.URI})
		must(t, err)
		for _, it := range p.Items {
			if it.Remote == id {
				return it
			}
		}
		return network.Item{}
	}
	if it := state(answer.URI); it.Kind != network.ItemEdited || it.Text != "I did not see it." {
		t.Errorf("after the edit: %+v", it)
	}
	// With it, everything below is gone from the thread, but not deleted.
	eve.delete(answer.URI)
	eve.hides(answer.URI)
	if it := state(answer.URI); it.Kind != network.ItemGone {
		t.Errorf("after the deletion: %+v", it)
	}
	if it := state(nested.URI); it.Kind == network.ItemGone || it.Text == "" {
		t.Errorf("what was below the deleted one: %+v", it)
	}
}

// What the AppView shows of a post: links, mentions and tags where they belong,
// its picture, its language, and the parts of a thread below each other.
func TestPeerPost(t *testing.T) {
	p := thePeer(t)
	me, eve := p.newPerson(t, "metro"), p.newPerson(t, "eve")
	a := me.open(t, p.PDS, nil)
	at := attempt("post-0", "Été: seen 🚗 at Lake? Tell https://metro.example/tips?a=1, or @"+eve.Handle+" or @nobody-here.test. #LakeShore")
	pic := picture(t)
	at.Part.Media, at.Media = []bot.MediaUse{pic.MediaUse}, []network.Media{pic}
	root := posted(t, a, me, at)
	second := attempt("post-1", "And at night?")
	second.Post.Remotes, second.ReplyTo, second.Root = []string{root.Remote}, root.Remote, root.Remote
	next := posted(t, a, me, second)

	rec, err := me.record(root.Remote)
	must(t, err)
	var marked []string
	facets, _ := rec.Value["facets"].([]any)
	for _, f := range facets {
		i := f.(map[string]any)["index"].(map[string]any)
		from, to := int(i["byteStart"].(float64)), int(i["byteEnd"].(float64))
		marked = append(marked, at.Part.Text[from:to])
	}
	if want := []string{"https://metro.example/tips?a=1", "@" + eve.Handle, "#LakeShore"}; !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
	under, err := me.record(next.Remote)
	must(t, err)
	reply, _ := under.Value["reply"].(map[string]any)
	if fmt.Sprint(reply["root"]) != fmt.Sprint(reply["parent"]) || reply["root"].(map[string]any)["cid"] != rec.CID {
		t.Errorf("the second part is a reply to %v", reply)
	}
	sight, err := a.Watch(t.Context(), root.Remote)
	must(t, err)
	if !sight.Public || sight.Text != at.Part.Text {
		t.Errorf("the public sees %+v", sight)
	}
	eve.post("com.atproto.repo.createRecord", map[string]any{
		"repo": eve.DID, "collection": "app.bsky.feed.like",
		"record": map[string]any{"$type": "app.bsky.feed.like", "subject": rec.ref, "createdAt": time.Now().UTC().Format(time.RFC3339)},
	}, nil)
	until(t, "the like and the reply are counted", func() bool {
		c, err := a.Counts(t.Context(), []string{root.Remote})
		must(t, err)
		return c[root.Remote].Likes == 1 && c[root.Remote].Replies == 1
	})
	if res := a.Edit(t.Context(), root.Remote, bot.Part{Text: "Found. Thank you!"}); res.Outcome != network.Done {
		t.Fatalf("Edit = %+v", res)
	}
	until(t, "the public sees the edit", func() bool {
		s, err := a.Watch(t.Context(), root.Remote)
		must(t, err)
		return s.Text == "Found. Thank you!"
	})
	for _, r := range []string{next.Remote, root.Remote, root.Remote} {
		if res := a.Remove(t.Context(), r); res.Outcome != network.Done {
			t.Errorf("Remove = %+v", res)
		}
	}
	until(t, "nobody sees it any more", func() bool {
		s, err := a.Watch(t.Context(), root.Remote)
		must(t, err)
		return !s.Public
	})
}

// An officer deals with an answer, twice as with once.
func TestPeerModerate(t *testing.T) {
	p := thePeer(t)
	me, eve := p.newPerson(t, "metro"), p.newPerson(t, "eve")
	a := me.open(t, p.PDS, nil)
	post := posted(t, a, me, attempt("asked", "Who saw it?"))
	answer := eve.reply(post.Remote, "A name that must not stand here.")
	eve.shows(answer)
	hidden := func() any {
		r, err := me.record(strings.Replace(post.Remote, "feed.post", "feed.threadgate", 1))
		must(t, err)
		return r.Value["hiddenReplies"]
	}
	m := network.Moderation{Remote: answer.URI, Author: eve.DID, Root: post.Remote, Reason: "names a victim"}
	for _, op := range []bot.Op{bot.OpHide, bot.OpHide, bot.OpMute, bot.OpMute, bot.OpReport} {
		m.Op = op
		if res := a.Moderate(t.Context(), m); res.Outcome != network.Done {
			t.Errorf("%s = %+v", op, res)
		}
	}
	if got := fmt.Sprint(hidden()); got != "["+answer.URI+"]" {
		t.Errorf("hidden: %v", got)
	}
	var in struct{ Mutes []struct{ DID string } }
	must(t, me.get("app.bsky.graph.getMutes", &in))
	if len(in.Mutes) != 1 || in.Mutes[0].DID != eve.DID {
		t.Errorf("muted: %+v", in.Mutes)
	}
	// What is below it is told to nobody any more, and comes all the same.
	below := eve.reply(answer.URI, "And another name.")
	eve.shows(below)
	items, _ := everything(t, a, under(post, ""))
	if items[answer.URI].Remote == "" || items[below.URI].Remote == "" {
		t.Errorf("read %v", items)
	}
	m.Op = bot.OpShow
	for range 2 {
		if res := a.Moderate(t.Context(), m); res.Outcome != network.Done {
			t.Errorf("show = %+v", res)
		}
	}
	if got := fmt.Sprint(hidden()); got != "[]" {
		t.Errorf("hidden: %v", got)
	}
}

// The department answers somebody, below a post that is not its own.
func TestPeerAnswer(t *testing.T) {
	p := thePeer(t)
	me, eve := p.newPerson(t, "metro"), p.newPerson(t, "eve")
	a := me.open(t, p.PDS, nil)
	strange := eve.write("I saw something on Lakeshore.", nil)
	mine := eve.reply(strange.URI, "Whom do I tell?")
	eve.shows(mine)
	at := attempt("answer", "Please call us.")
	at.ReplyTo, at.Root = mine.URI, mine.URI
	res := posted(t, a, me, at)
	rec, err := me.record(res.Remote)
	must(t, err)
	reply, _ := rec.Value["reply"].(map[string]any)
	root, _ := reply["root"].(map[string]any)
	if root["uri"] != strange.URI || root["cid"] != strange.CID {
		t.Errorf("the root is %v, want %v", root, strange)
	}
	back := eve.reply(res.Remote, "I will.")
	eve.shows(back)
	items, _ := everything(t, a, under(res, ""))
	if it := items[back.URI]; it.Under != res.Remote || it.Parent != res.Remote || it.Reply != bot.ReplyAnswer {
		t.Errorf("the answer to the answer is %+v", it)
	}
}

// An account is connected with an app password and nothing else, and renews its
// session by itself.
func TestPeerConnect(t *testing.T) {
	p := thePeer(t)
	me := p.newPerson(t, "metro")
	v := &vault{}
	now := time.Now()
	o := bluesky.Options{
		Account: identity(me.Handle), Service: p.PDS, AppView: p.AppView, Secrets: v, Now: func() time.Time { return now },
		HTTP: network.ClientOptions{Proxy: direct, Timeout: 15 * time.Second},
	}
	a, err := bluesky.New(o)
	must(t, err)
	t.Cleanup(a.Close)
	i, err := a.Invite(t.Context(), "")
	must(t, err)
	for _, bad := range []string{"main-" + me.Handle, "aaaa-bbbb-cccc-dddd"} {
		if err := a.Connect(t.Context(), i, bad); err == nil || strings.Contains(err.Error(), bad) {
			t.Errorf("Connect(%q) = %v", bad, err)
		}
	}
	must(t, a.Connect(t.Context(), i, " "+me.Password+"\n"))
	must(t, a.Probe(t.Context()))
	first := v.get(t)
	now = now.Add(100 * time.Minute) // of the two hours
	must(t, a.Probe(t.Context()))
	if second := v.get(t); second.Refresh == first.Refresh || second.DID != me.DID {
		t.Error("the session was not renewed before it was over")
	}
	me.Access = ""
	var made struct{ AccessJwt string }
	me.post("com.atproto.server.createSession", map[string]any{"identifier": me.Handle, "password": "main-" + me.Handle}, &made)
	me.Access = made.AccessJwt
	me.post("com.atproto.server.revokeAppPassword", map[string]any{"name": "tests"}, nil)
	now = now.Add(100 * time.Minute)
	err = a.Probe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "Connect the account again") {
		t.Errorf("Probe after the password was taken back = %v", err)
	}
}

// Jetstream wakes the reader when somebody answers.
func TestPeerStream(t *testing.T) {
	p := thePeer(t)
	stream := os.Getenv("APPEALBOT_TEST_JETSTREAM")
	if stream == "" {
		t.Skip("APPEALBOT_TEST_JETSTREAM is not set to the websocket address of a Jetstream of the same network")
	}
	me, eve := p.newPerson(t, "metro"), p.newPerson(t, "eve")
	v := &vault{}
	v.put(kept{me.Handle, me.Password, me.DID, me.PDS, me.Access, me.Refresh})
	n, err := bluesky.Open(bluesky.Options{
		Account: identity(me.Handle), Service: p.PDS, AppView: p.AppView, Secrets: v, Now: time.Now, Jetstream: stream,
		HTTP: network.ClientOptions{Proxy: direct},
	})
	must(t, err)
	woken := make(chan struct{}, 100)
	ended := make(chan error, 1)
	go func() {
		ended <- n.(network.Streamer).Stream(t.Context(), func() { woken <- struct{}{} })
	}()
	res := n.Publish(t.Context(), attempt("asked", "Who saw it?"))
	until(t, "an answer wakes", func() bool {
		eve.reply(res.Remote, "I did.") // again: the stream may not listen yet
		select {
		case <-woken:
			return true
		case err := <-ended:
			t.Fatal(err)
		case <-time.After(500 * time.Millisecond):
		}
		return false
	})
}

// A limit that was reached says when to come back.
func TestPeerRateLimit(t *testing.T) {
	p := thePeer(t)
	if os.Getenv("APPEALBOT_TEST_BLUESKY_LIMITS") == "" {
		t.Skip("APPEALBOT_TEST_BLUESKY_LIMITS is not set: the network was started without rate limits")
	}
	me := p.newPerson(t, "metro")
	a := me.open(t, p.PDS, func(k *kept) { k.Access, k.Refresh = "", "over" })
	for range 40 {
		if err := me.try(http.MethodPost, "com.atproto.server.createSession", nil, map[string]any{"identifier": me.Handle, "password": "wrong"}, nil); strings.Contains(err.Error(), "429") {
			break
		}
	}
	res := a.Publish(t.Context(), attempt("limit", "Too often."))
	if res.Outcome != network.Never || res.Cause != network.Later || res.Retry < time.Second {
		t.Errorf("Publish = %+v, want never, with a time", res)
	}
}
