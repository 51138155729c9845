package networktest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"appealbot/bot/network"
)

// own is what stands on the account.
func (r *rig) own() []network.OwnPost {
	r.Helper()
	l, ok := r.net.(network.Lister)
	if !ok || r.Outside == nil {
		r.Skip("the network does not list what stands on the account")
	}
	out, err := l.Own(r.Context(), created.AddDate(-1, 0, 0))
	if err != nil {
		r.Fatalf("own: %v", err)
	}
	if len(out.Posts) > network.OwnPage {
		r.Errorf("%d posts are more than a page", len(out.Posts))
	}
	seen := map[string]bool{}
	for i, p := range out.Posts {
		if p.Remote == "" || p.At.IsZero() || seen[p.Remote] {
			r.Errorf("post %d is %+v", i, p)
		}
		if seen[p.Remote] = true; i > 0 && p.At.After(out.Posts[i-1].At) {
			r.Errorf("post %d is newer than the one before", i)
		}
	}
	return out.Posts
}

// at finds a post by its words.
func at(posts []network.OwnPost, text string) (network.OwnPost, bool) {
	for _, p := range posts {
		if p.Text == text {
			return p, true
		}
	}
	return network.OwnPost{}, false
}

// testOwn tells what the program published from what somebody else did.
func testOwn(r *rig) {
	if posts := r.own(); len(posts) != 0 {
		r.Errorf("an empty account has %+v", posts)
	}
	text := r.plain("Who saw it? Call 222-TIPS.")
	ours := r.publish("ours", text)
	id := r.Outside("Buy gold now.")
	posts := r.own()
	found, there := at(posts, text)
	if !there || found.Remote != ours.Remote && !slices.Contains(found.Others, ours.Remote) {
		r.Errorf("what was published here as %q stands there as %+v", ours.Remote, found)
	}
	strange, there := at(posts, "Buy gold now.")
	if !there || strange.Remote != id || strange.ReplyTo != "" || strange.Passed != "" || len(posts) != 2 {
		r.Errorf("what was published outside as %q stands there as %+v of %d", id, strange, len(posts))
	}
	// It can be taken down from here, by that id.
	if res := r.net.Remove(r.Context(), strange.Remote); res.Outcome != network.Done {
		r.Errorf("remove = %+v", res)
	}
	if posts := r.own(); len(posts) != 1 {
		r.Errorf("after one was taken down there are %+v", posts)
	}
}

// testOwnThread knows what continues a thread, and what the public wrote is not in
// it.
func testOwnThread(r *rig) {
	r.own()
	root := r.publish("root", "Who saw it?")
	r.Reply(root.Remote, "I did.")
	if posts := r.own(); len(posts) != 1 {
		r.Errorf("with an answer of the public there are %+v", posts)
	}
	if r.Whole || r.Flat {
		return
	}
	a := r.attempt("follow", "Call us.")
	a.ReplyTo, a.Root = root.Remote, root.Remote
	res := r.net.Publish(r.Context(), a)
	if res.Alone {
		return // there are no threads
	}
	if res.Outcome != network.Done {
		r.Fatalf("follow = %+v", res)
	}
	if p, there := at(r.own(), "Call us."); !there || p.Remote != res.Remote || p.ReplyTo != root.Remote {
		r.Errorf("the follow-up stands there as %+v", p)
	}
}

// testOwnPassed knows what was passed on from what was written.
func testOwnPassed(r *rig) {
	r.own()
	if r.PassOn == nil {
		r.Skip("nothing can be passed on there, or it is not listed")
	}
	id := r.PassOn("Free money!")
	posts := r.own()
	if len(posts) != 1 || posts[0].Remote != id || posts[0].Passed == "" || posts[0].Text != "Free money!" {
		r.Errorf("what was passed on as %q stands there as %+v", id, posts)
	}
}

// testOwnMany lists the newest where there are more than a page.
func testOwnMany(r *rig) {
	r.own()
	for i := range network.OwnPage + 5 {
		r.Outside(fmt.Sprintf("Spam %d.", i))
	}
	posts := r.own()
	if len(posts) != network.OwnPage || posts[0].Text != fmt.Sprintf("Spam %d.", network.OwnPage+4) {
		r.Errorf("%d posts, the newest is %+v", len(posts), posts[0])
	}
	// Nothing newer than what is asked about may be left out.
	l := r.net.(network.Lister)
	some, err := l.Own(r.Context(), posts[9].At.Add(-2*time.Second))
	if err != nil || len(some.Posts) < 10 {
		r.Errorf("since the tenth: %d posts, %v", len(some.Posts), err)
	}
}

func testOwnFaults(r *rig) {
	r.own()
	r.Outside("Buy gold now.")
	for _, fault := range []Fault{Cut, Lost, Half, Empty, Rubbish, Huge, Busy, Down, Broken, Gateway, Moved} {
		r.faults.Next(9, fault, anything)
		out, err := r.net.(network.Lister).Own(r.Context(), created.AddDate(-1, 0, 0))
		if err == nil {
			r.Errorf("%v: own = %+v", fault, out)
		} else {
			r.quiet(err.Error())
		}
		r.faults.Next(0, Works, anything)
		r.patient(fault)
		if posts := r.own(); len(posts) != 1 {
			r.Errorf("%v: %d posts afterwards, want 1", fault, len(posts))
		}
	}
	ctx, cancel := context.WithCancel(r.Context())
	cancel()
	if out, err := r.net.(network.Lister).Own(ctx, created); err == nil {
		r.Errorf("own that was given up = %+v", out)
	}
	r.net = r.Open(r.base, Revoked)
	if _, err := r.net.(network.Lister).Own(r.Context(), created); err == nil {
		r.Error("own with revoked credentials works")
	} else {
		r.quiet(err.Error())
	}
}
