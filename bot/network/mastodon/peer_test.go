package mastodon_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/mastodon"
	"appealbot/bot/network/networktest"
)

// A peer is a real server of the API with an account for the department and
// one for a member of the public. It keeps what is done to it, so that every
// test has texts of its own.
type peer struct {
	*testing.T
	*mastodon.Account
	base, token, visitor string
	faults               *networktest.Faults
	stamp                string
}

// newPeer skips the test where no server is given. What a test does goes
// through a proxy that can misbehave.
func newPeer(t *testing.T) *peer {
	base, token := os.Getenv("APPEALBOT_TEST_MASTODON_URL"), os.Getenv("APPEALBOT_TEST_MASTODON_TOKEN")
	visitor := os.Getenv("APPEALBOT_TEST_MASTODON_VISITOR_TOKEN")
	if base == "" || token == "" || visitor == "" {
		t.Skip("no server: APPEALBOT_TEST_MASTODON_URL, ..._TOKEN and ..._VISITOR_TOKEN are not set")
	}
	u, err := url.Parse(base)
	must(t, err)
	p := &peer{T: t, base: base, token: token, visitor: visitor, stamp: fmt.Sprint(time.Now().UnixNano())}
	p.faults = networktest.NewFaults(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(u) }, // and its Host: some servers go by it
	})
	s := httptest.NewServer(p.faults)
	t.Cleanup(s.Close)
	var me struct{ Username string }
	p.ask(token, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &me)
	p.Account = open(t, s.URL, func(o *mastodon.Options) {
		o.Account.Handle = "@" + me.Username
		o.Secrets, o.Now = holding(t, token), time.Now
	})
	must(t, p.Learn(t.Context()))
	// A test that failed may have left the visitor muted: Hollo 0.6.10 shows
	// nothing of whom the account has muted, not even what it boosted itself.
	var who struct{ ID string }
	p.ask(visitor, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &who)
	p.ask(token, http.MethodPost, "/api/v1/accounts/"+who.ID+"/unmute", nil, nil)
	return p
}

// ask makes a request as the visitor, or with another token.
func (p *peer) ask(token, method, path string, in, out any) int {
	p.Helper()
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		must(p, err)
		body = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(p.Context(), method, p.base+path, body)
	must(p, err)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("User-Agent", "appealbot test")
	r.Header.Set("Content-Type", "application/json")
	resp, err := new(http.Client).Do(r)
	must(p, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(p, err)
	if out != nil && resp.StatusCode < 300 {
		must(p, json.Unmarshal(b, out))
	}
	if resp.StatusCode >= 300 {
		p.Logf("%s %s: %d %.300s", method, path, resp.StatusCode, b)
	}
	return resp.StatusCode
}

// says publishes a status as the visitor.
func (p *peer) says(text, replyTo string) string {
	p.Helper()
	in := map[string]any{"status": text, "visibility": "public"}
	if replyTo != "" {
		in["in_reply_to_id"] = replyTo
	}
	var out struct{ ID string }
	if code := p.ask(p.visitor, http.MethodPost, "/api/v1/statuses", in, &out); code != http.StatusOK {
		p.Fatalf("the visitor cannot say %q: HTTP %d", text, code)
	}
	return out.ID
}

// shown returns how often the account shows a text, as it was written.
func (p *peer) shown(text string) int {
	p.Helper()
	var me struct{ ID string }
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &me)
	var list []struct{ ID string }
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/"+me.ID+"/statuses?limit=40", nil, &list)
	n := 0
	for _, st := range list {
		var src struct{ Text string }
		p.ask(p.token, http.MethodGet, "/api/v1/statuses/"+st.ID+"/source", nil, &src)
		if src.Text == text {
			n++
		}
	}
	return n
}

func (p *peer) attempt(key, text string, media ...network.Media) network.Attempt {
	p.Helper()
	var uses []bot.MediaUse
	for _, m := range media {
		uses = append(uses, m.MediaUse)
	}
	parts, err := p.Render(bot.Copy{Text: text, Language: "en", Media: uses})
	if err != nil || len(parts) != 1 {
		p.Fatalf("Render = %d parts, %v", len(parts), err)
	}
	return network.Attempt{
		Post: bot.Post{Language: "en", Created: time.Now().UTC()}, Part: parts[0], Key: key + p.stamp, Media: media,
	}
}

func (p *peer) publish(a network.Attempt) network.Result {
	p.Helper()
	res := p.Publish(p.Context(), a)
	if res.Outcome != network.Done || res.Remote == "" || res.URL == "" {
		p.Fatalf("publish = %+v", res)
	}
	return res
}

// photo is a picture that can be told from others.
func photo(t testing.TB, seed string) network.Media {
	img := image.NewGray(image.Rect(0, 0, 64, 48))
	copy(img.Pix, strings.Repeat(seed, 3072/len(seed)))
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	m := pixel(b.String())
	m.Alt = "A grey car, seen from behind. " + seed
	return m
}

// wait looks again until something is so. Real servers answer when they can.
func (p *peer) wait(what string, ok func() bool) {
	p.Helper()
	if !p.poll(100, ok) {
		p.Fatalf("%s: not within ten seconds", what)
	}
}

// poll looks at most n times, ten times a second.
func (p *peer) poll(n int, ok func() bool) bool {
	p.Helper()
	for range n {
		if ok() {
			return true
		}
		select {
		case <-p.Context().Done():
			p.Fatal(p.Context().Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return false
}

func TestPeerPublishes(t *testing.T) {
	p := newPeer(t)
	must(t, p.Probe(t.Context()))
	t.Logf("limits %+v, capabilities %+v", p.Limits(), p.Capabilities())
	text := "Witnesses wanted " + p.stamp + "\nat King & Bay, “here”: é́, 🇨🇦.\n\nCall 416-808-2222 or https://metro.example/tips?case=2026-1234567&lang=en#how-to-help"
	first := p.attempt("first", text)
	res := p.publish(first)
	if n := p.shown(text); n != 1 {
		t.Errorf("it is shown %d times as it was written", n)
	}
	if f := p.Find(t.Context(), first); f.Outcome != network.Done || f.Remote != res.Remote || f.URL != res.URL {
		t.Errorf("find = %+v, want %+v", f, res)
	}
	if f := p.Find(t.Context(), p.attempt("never", "Never said "+p.stamp)); f.Outcome != network.Never {
		t.Errorf("find what is not there = %+v", f)
	}
	if s, err := p.Watch(t.Context(), res.Remote); err != nil {
		t.Log(err)
	} else if !s.Public || s.Text != text && s.Text != "" { // a page tells no text
		t.Errorf("the public sees %+v", s)
	}
	again := p.attempt("first", text)
	if p.Capabilities().Idempotent {
		if r := p.publish(again); r.Remote != res.Remote {
			t.Errorf("the same key again = %q, want %q", r.Remote, res.Remote)
		}
	}
	second := p.attempt("second", "Second part "+p.stamp)
	second.ReplyTo, second.Root = res.Remote, res.Remote
	r2 := p.publish(second)
	if f := p.Find(t.Context(), second); f.Outcome != network.Done || f.Remote != r2.Remote {
		t.Errorf("find the second part = %+v", f)
	}
	pic := p.attempt("pic", "With a picture "+p.stamp, photo(t, p.stamp))
	r3 := p.publish(pic)
	if f := p.Find(t.Context(), pic); f.Outcome != network.Done || f.Remote != r3.Remote || r3.Note != "" {
		t.Errorf("find with picture = %+v after %+v", f, r3)
	}
	changed := pic.Part
	changed.Text = "With a picture, corrected " + p.stamp
	if e := p.Edit(t.Context(), r3.Remote, changed); e.Outcome != network.Done {
		t.Errorf("edit = %+v", e)
	}
	pic.Part = changed
	if f := p.Find(t.Context(), pic); f.Outcome != network.Done || f.Remote != r3.Remote {
		t.Errorf("find what was edited, with its picture = %+v", f)
	}
	for _, r := range []network.Result{r3, r2, res} {
		for range 2 {
			if rm := p.Remove(t.Context(), r.Remote); rm.Outcome != network.Done {
				t.Errorf("remove = %+v", rm)
			}
		}
	}
	p.wait("it is gone", func() bool { // GoToSocial deletes when it has the time.
		there, err := p.Inspect(t.Context(), res.Remote)
		must(t, err)
		return !there
	})
	second.Key += "x"
	// Hollo 0.6.10 has a fault of its own (500) when the parent is not there.
	r := p.Publish(t.Context(), second)
	t.Logf("continuing what is gone = %v %s [%s]", r.Outcome, r.Note, r.Raw)
	if f := p.Find(t.Context(), second); r.Outcome != network.Done && f.Outcome != network.Never {
		t.Errorf("continuing what is gone = %+v, but found %+v", r, f)
	}
	p.wait("the public does not see it any more", func() bool {
		s, err := p.Watch(t.Context(), res.Remote)
		return err != nil || !s.Public
	})
}

func TestPeerLosesAnswers(t *testing.T) {
	p := newPeer(t)
	for _, fault := range []networktest.Fault{networktest.Cut, networktest.Lost, networktest.Half, networktest.Empty, networktest.Rubbish, networktest.Broken, networktest.Down} {
		text := fmt.Sprintf("Lost %v %s", fault, p.stamp)
		a := p.attempt(fault.String(), text)
		p.faults.Next(2, fault, is(http.MethodPost, "/api/v1/statuses"))
		if res := p.Publish(t.Context(), a); res.Outcome != network.Maybe {
			t.Errorf("%v: %+v", fault, res)
		}
		seen := p.faults.Seen()
		p.faults.Next(0, networktest.Works, nil)
		f := p.Find(t.Context(), a)
		switch {
		case fault.Does() && f.Outcome != network.Done, !fault.Does() && f.Outcome != network.Never:
			t.Errorf("%v: found %+v", fault, f)
		case !fault.Does() || p.Capabilities().Idempotent:
			p.publish(a)
		}
		if n := p.shown(text); n != 1 {
			t.Errorf("%v: shown %d times after %d requests", fault, n, seen)
		}
	}
}

func TestPeerIsAnswered(t *testing.T) {
	p := newPeer(t)
	var me struct{ Acct string }
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &me)
	root := p.publish(p.attempt("asked", "Who saw it? "+p.stamp))
	posts := []network.Posted{{Remote: root.Remote, At: time.Now()}}
	cursor := ""
	got := map[string]network.Item{}
	read := func() {
		for {
			page, err := p.Replies(t.Context(), network.Query{Cursor: cursor, Posts: posts})
			must(t, err)
			for _, it := range page.Items {
				got[it.Remote] = it
			}
			if cursor = page.Next; !page.More {
				return
			}
		}
	}
	read()
	direct := p.says("@"+me.Acct+" A blue car & a <b>bike</b>\nnear https://example.org/a/very/long/path/that/is/shortened?q=1", root.Remote)
	quiet := p.says("I mention nobody "+p.stamp, root.Remote)
	nested := p.says("Me, too "+p.stamp, direct)
	loose := p.says("@"+me.Acct+" hello "+p.stamp, "")
	p.wait("answers", func() bool {
		read()
		return got[direct].Remote != "" && got[quiet].Remote != "" && got[nested].Remote != ""
	})
	for id, parent := range map[string]string{direct: root.Remote, quiet: root.Remote, nested: direct} {
		if it := got[id]; it.Under != root.Remote || it.Parent != parent || it.Kind != network.ItemNew || it.Reply != bot.ReplyAnswer ||
			it.URL == "" || it.AuthorID == "" || it.AuthorURL == "" || len(it.Raw) == 0 || it.Handle == "@" {
			t.Errorf("the answer is %+v", it)
		}
	}
	if !strings.Contains(got[direct].Text, "A blue car & a <b>bike</b>\nnear https://example.org/a/very/long/path/that/is/shortened?q=1") {
		t.Errorf("its text is %q", got[direct].Text)
	}
	// Hollo 0.6.10 knows no handles on loopback, where there is no WebFinger.
	heard := p.poll(10, func() bool {
		read()
		return got[loose].Remote != ""
	})
	t.Logf("a mention under nothing was read: %v", heard)
	p.ask(p.visitor, http.MethodPut, "/api/v1/statuses/"+direct, map[string]any{"status": "@" + me.Acct + " A green car"}, nil)
	page, err := p.Check(t.Context(), []string{direct, quiet, nested})
	must(t, err)
	if i := slices.IndexFunc(page.Items, func(it network.Item) bool { return it.Remote == direct }); i < 0 ||
		page.Items[i].Kind != network.ItemEdited || !strings.HasSuffix(page.Items[i].Text, " A green car") || page.Items[i].Under != root.Remote {
		t.Errorf("after the edit: %+v", page.Items)
	}
	if code := p.ask(p.visitor, http.MethodDelete, "/api/v1/statuses/"+quiet, nil, nil); code != http.StatusOK {
		t.Errorf("the visitor cannot delete: %d", code)
	}
	p.wait("the deletion", func() bool { // GoToSocial deletes when it has the time.
		page, err = p.Check(t.Context(), []string{quiet})
		must(t, err)
		return len(page.Items) == 1 && page.Items[0].Kind == network.ItemGone
	})
	if len(page.Items) != 1 || page.Items[0].Kind != network.ItemGone || page.Items[0].Under != root.Remote {
		t.Errorf("after the deletion: %+v", page.Items)
	}
	counts, err := p.Counts(t.Context(), []string{root.Remote})
	must(t, err)
	t.Logf("counts %+v", counts[root.Remote])
	if res := p.Moderate(t.Context(), network.Moderation{Op: bot.OpReport, Remote: nested, Author: got[nested].AuthorID, Reason: "for a test"}); res.Outcome != network.Done {
		t.Logf("report = %+v", res)
	}
	if res := p.Moderate(t.Context(), network.Moderation{Op: bot.OpMute, Remote: nested, Author: got[nested].AuthorID}); res.Outcome != network.Done {
		t.Errorf("mute = %+v", res)
	}
	p.ask(p.token, http.MethodPost, "/api/v1/accounts/"+got[nested].AuthorID+"/unmute", nil, nil)
	for _, id := range []string{direct, nested, loose} {
		p.ask(p.visitor, http.MethodDelete, "/api/v1/statuses/"+id, nil, nil)
	}
	p.Remove(t.Context(), root.Remote)
}

func TestPeerStreams(t *testing.T) {
	p := newPeer(t)
	var me struct{ Acct string }
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &me)
	woken := make(chan struct{}, 10)
	ended := make(chan error, 1)
	go func() { ended <- p.Stream(t.Context(), func() { woken <- struct{}{} }) }()
	select {
	case <-woken: // when it began
	case err := <-ended:
		t.Skipf("it does not stream: %v", err)
	}
	began := time.Now()
	id := p.says("@"+me.Acct+" hello "+p.stamp, "")
	select {
	case <-woken:
		t.Logf("woken %v after the visitor began to speak", time.Since(began))
	case err := <-ended:
		t.Errorf("the stream ended: %v", err)
	case <-time.After(10 * time.Second):
		t.Error("nobody was woken")
	}
	p.ask(p.visitor, http.MethodDelete, "/api/v1/statuses/"+id, nil, nil)
}
