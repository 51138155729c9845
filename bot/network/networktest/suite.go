package networktest

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// created is when the suite's posts were queued.
var created = time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)

// Run runs the suite that every network passes. open is called for each
// subtest and returns a far side with nothing on it.
func Run(t *testing.T, open func(t *testing.T) Harness) {
	for _, c := range []struct {
		name string
		test func(*rig)
	}{
		{"declares itself", testDeclared},
		{"render is pure and within the limits", testRender},
		{"render refuses what is impossible", testRenderRefuses},
		{"publish a part", testPublish},
		{"publish a thread", testThread},
		{"publish a picture", testPicture},
		{"publish the same key twice", testSameKey},
		{"publish the same key at once", testSameKeyAtOnce},
		{"find what is there and what is not", testFind},
		{"find when nothing can be known", testFindFails},
		{"publish with every fault", testFaults},
		{"publish when nobody is there", testNobody},
		{"publish what is refused for good", testRefused},
		{"publish when the credentials are revoked", testRevoked},
		{"given up before it is sent", testCancelled},
		{"an answer that is held back", testHeld},
		{"a request that is accepted late", testLate},
		{"remove, and remove again", testRemove},
		{"remove with every fault", testRemoveFaults},
		{"edit, and edit again", testEdit},
		{"edit a part of a thread", testEditThread},
		{"edit what is not there", testEditGone},
		{"edit with every fault", testEditFaults},
		{"share again, and again", testReshare},
		{"share what is not there", testReshareGone},
		{"share with every fault", testReshareFaults},
		{"read replies", testReplies},
		{"read replies page by page", testPages},
		{"read edits and deletions", testEdits},
		{"read replies with every fault", testRepliesFaults},
		{"list what stands on the account", testOwn},
		{"list a thread", testOwnThread},
		{"list what was passed on", testOwnPassed},
		{"list more than a page", testOwnMany},
		{"list with every fault", testOwnFaults},
		{"probe", testProbe},
		{"use at the same time", testConcurrent},
		{"carry each step twice", testCarryTwice},
		{"carry each step by another process", testCarryRestart},
		{"carry what was given up", testCarryCancelled},
		{"carry with every fault", testCarryFaults},
		{"publish what was not carried", testCarryNot},
		{"discard what was carried", testDiscard},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			f := NewFaults(h.Far)
			s := httptest.NewServer(f)
			t.Cleanup(s.Close)
			r := &rig{Harness: h, T: t, faults: f, base: s.URL, carried: make(map[string]string)}
			r.net = h.Open(s.URL, Right)
			r.forget()
			c.test(r)
		})
	}
}

// quiet makes sure that no secret is in what people or logs see.
func (r *rig) quiet(texts ...string) {
	r.Helper()
	for _, s := range r.Secrets {
		for _, t := range texts {
			if strings.Contains(t, s) {
				r.Errorf("a secret is in %q", t)
			}
		}
	}
}

// patient goes on as if the time were over for which a fault asked to wait. A
// network remembers it; one that was opened later does not.
func (r *rig) patient(fault Fault) {
	if fault == Busy {
		r.net = r.Open(r.base, Right)
	}
}

func testDeclared(r *rig) {
	a, c, l := r.net.Account(), r.net.Capabilities(), r.net.Limits()
	if a.ID == "" || a.Network == "" || a.Name == "" {
		r.Errorf("account %+v is not complete", a)
	}
	if c.Poll <= 0 || c.Timeout <= 0 || l.Text <= 0 {
		r.Errorf("capabilities %+v or limits %+v say nothing", c, l)
	}
}

func testPublish(r *rig) {
	text := r.plain("Witnesses wanted <b>now</b> & “here”: é́, 🇨🇦.")
	res := r.publish("part-0", text)
	if got := r.Public(); len(got) != 1 || got[0] != text {
		r.Errorf("public = %q, want exactly %q", got, text)
	}
	r.quiet(res.Note, res.Raw, res.URL)
}

func testThread(r *rig) {
	parts := []string{"First of three.", "Second of three.", "Third of three."}
	var root, before string
	for i, text := range parts {
		a := r.attempt("thread-"+text, text)
		a.ReplyTo, a.Root = before, root
		res := r.net.Publish(r.Context(), a)
		if res.Outcome != network.Done || res.Remote == "" || res.Remote == before {
			r.Fatalf("part %d = %+v", i, res)
		}
		before = res.Remote
		if i == 0 {
			root = res.Remote
		}
	}
	if got := r.Public(); strings.Join(got, "|") != strings.Join(parts, "|") {
		r.Errorf("public = %q, want %q", got, parts)
	}
	a := r.attempt("orphan", "Under nothing.")
	if r.net.Remove(r.Context(), before).Outcome != network.Done {
		r.Fatal("the last part could not be removed")
	}
	a.ReplyTo, a.Root = before, root
	if res := r.net.Publish(r.Context(), a); res.Outcome == network.Done && r.public("Under nothing.") != 1 {
		r.Errorf("continuing what is gone = %+v", res)
	}
}

func testPicture(r *rig) {
	if r.Picture.Digest == "" {
		r.Skip("the network takes no pictures")
	}
	// It is dropped into a draft first and described there.
	bare := r.Picture
	bare.Alt = ""
	if _, err := r.net.Render(bot.Copy{Text: "With a picture.", Language: "en", Media: media(bare)}); err != nil {
		r.Errorf("rendering a picture that is not described yet: %v", err)
	}
	a := r.attempt("picture", "With a picture.")
	parts, err := r.net.Render(bot.Copy{Text: "With a picture.", Language: "en", Media: media(r.Picture)})
	if err != nil {
		r.Fatal(err)
	}
	a.Part, a.Media, a.Carried = parts[0], []network.Media{r.Picture}, ""
	if res := r.net.Publish(r.Context(), a); res.Outcome != network.Done || r.public("With a picture.") != 1 {
		r.Fatalf("publish = %+v; public: %q", res, r.Public())
	}
	// A picture that cannot be sent leaves nothing public and no doubt.
	b := a
	b.Key, b.Part.Text = "picture-2", "With another picture."
	r.faults.Next(9, Down, anything)
	res := r.net.Publish(r.Context(), b)
	if res.Outcome != network.Never && res.Outcome != network.Maybe || r.public(b.Part.Text) != 0 {
		r.Errorf("publish with no way to upload = %+v", res)
	}
	r.faults.Next(0, Works, anything)
	if res := r.net.Publish(r.Context(), b); res.Outcome != network.Done || r.public(b.Part.Text) != 1 {
		r.Errorf("publish after that = %+v", res)
	}
}

func testSameKey(r *rig) {
	first := r.publish("same", "Only once.")
	if !r.net.Capabilities().Idempotent {
		r.Skip("the account does not promise it")
	}
	for range 3 {
		if again := r.publish("same", "Only once."); again.Remote != first.Remote {
			r.Errorf("the second time it is %q, the first time it was %q", again.Remote, first.Remote)
		}
	}
	if n := r.public("Only once."); n != 1 {
		r.Errorf("it is public %d times", n)
	}
	if other := r.publish("other", "Only once."); other.Remote == first.Remote {
		r.Error("another key with the same text is another post")
	}
}

func testSameKeyAtOnce(r *rig) {
	if !r.net.Capabilities().Idempotent {
		r.Skip("the account does not promise it")
	}
	var wg sync.WaitGroup
	a := r.attempt("race", "Only once, at once.")
	for range 8 {
		wg.Go(func() { r.net.Publish(r.Context(), a) })
	}
	wg.Wait()
	if n := r.public("Only once, at once."); n != 1 {
		r.Errorf("it is public %d times", n)
	}
}

func testFind(r *rig) {
	res := r.publish("here", "Here.")
	if f := r.net.Find(r.Context(), r.attempt("here", "Here.")); f.Outcome != network.Done || f.Remote != res.Remote {
		r.Errorf("find what is there = %+v, want done as %q", f, res.Remote)
	}
	if f := r.net.Find(r.Context(), r.attempt("gone", "Not here.")); f.Outcome != network.Never {
		r.Errorf("find what is not there = %+v, want never", f)
	}
}

func testFindFails(r *rig) {
	r.publish("here", "Here.")
	here, gone := r.attempt("here", "Here."), r.attempt("gone", "Not here.")
	for _, fault := range []Fault{Cut, Lost, Half, Empty, Rubbish, Huge, Busy, Down, Broken, Gateway, Moved} {
		r.faults.Next(9, fault, anything)
		for _, a := range []network.Attempt{here, gone} {
			// A server whose look-up works on the second of its own
			// requests would be right, too; to say "absent" is not.
			f := r.net.Find(r.Context(), a)
			if f.Outcome != network.Maybe {
				r.Errorf("%v: find %s = %+v, want maybe", fault, a.Key, f)
			}
			r.quiet(f.Note, f.Raw)
			r.patient(fault)
		}
	}
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	if f := r.net.Find(ctx, gone); f.Outcome != network.Maybe {
		r.Errorf("find that was given up = %+v, want maybe", f)
	}
}
