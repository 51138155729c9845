package mastodon_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/networktest"
)

// peerStatus is a status as the server tells it, with what a correction must not
// change.
type peerStatus struct {
	ID         string
	Content    string
	Visibility string
	Language   string
	InReplyTo  string  `json:"in_reply_to_id"`
	EditedAt   *string `json:"edited_at"`
	Sensitive  bool
	Media      []struct{ ID, Description string } `json:"media_attachments"`
}

// status reads a status as the account, or as nobody where token is empty.
func (p *peer) status(token, id string) (st peerStatus, code int) {
	p.Helper()
	code = p.ask(token, http.MethodGet, "/api/v1/statuses/"+id, nil, &st)
	return st, code
}

// What is corrected in place keeps its picture with the description, its place in
// the thread, who sees it, its language, and the answers below it.
func TestPeerEditsInPlace(t *testing.T) {
	p := newPeer(t)
	root := p.publish(p.attempt("root", "Who saw it? "+p.stamp))
	pic := photo(t, p.stamp)
	at := p.attempt("part", "The car was green. "+p.stamp, pic)
	at.ReplyTo, at.Root = root.Remote, root.Remote
	part := p.publish(at)
	answer := p.says("I saw it "+p.stamp, part.Remote)
	before, _ := p.status(p.token, part.Remote)

	changed := at.Part
	changed.Text = "The car was <b>blue</b> & “old”: é́, 🇨🇦.\n\nSee https://police.example/appeals/7?a=1&b=2 " + p.stamp
	for range 2 {
		if ed := p.Edit(t.Context(), part.Remote, changed); ed.Outcome != network.Done || ed.Remote != part.Remote || ed.URL != part.URL {
			t.Errorf("edit = %+v, want done as %+v", ed, part)
		}
	}
	after, _ := p.status(p.token, part.Remote)
	t.Logf("edited_at %v", after.EditedAt != nil)
	if len(after.Media) != 1 || !slices.Equal(after.Media, before.Media) || after.Media[0].Description != pic.Alt {
		t.Errorf("its pictures are %+v, and were %+v", after.Media, before.Media)
	}
	if after.InReplyTo != root.Remote || after.Visibility != before.Visibility || after.Language != before.Language || after.Sensitive {
		t.Errorf("it is %+v, and was %+v", after, before)
	}
	if n := p.shown(changed.Text); n != 1 {
		t.Errorf("its new words are shown %d times", n)
	}
	if n := p.shown(at.Part.Text); n != 0 {
		t.Errorf("its old words are shown %d times", n)
	}
	var c struct{ Descendants []peerStatus }
	p.ask(p.token, http.MethodGet, "/api/v1/statuses/"+part.Remote+"/context", nil, &c)
	if len(c.Descendants) != 1 || c.Descendants[0].ID != answer {
		t.Errorf("below it stands %+v, want the answer", c.Descendants)
	}
	// What was taken down does not come back.
	for _, remote := range []string{part.Remote, root.Remote} {
		if rm := p.Remove(t.Context(), remote); rm.Outcome != network.Done {
			t.Errorf("remove = %+v", rm)
		}
	}
	p.wait("the end of it", func() bool {
		there, err := p.Inspect(t.Context(), part.Remote)
		must(t, err)
		return !there
	})
	if ed := p.Edit(t.Context(), part.Remote, changed); ed.Outcome == network.Done || ed.Outcome == network.Maybe || ed.Note == "" {
		t.Errorf("edit of what is gone = %+v", ed)
	}
	if n := p.shown(changed.Text); n != 0 {
		t.Errorf("what was taken down is shown %d times", n)
	}
	p.ask(p.visitor, http.MethodDelete, "/api/v1/statuses/"+answer, nil, nil)
}

// What stands on the account is listed, whoever put it there: what was published
// here under the ids that publishing gave, and the rest as what it is.
func TestPeerListsWhatIsItsOwn(t *testing.T) {
	p := newPeer(t)
	began := time.Now().Add(-time.Minute)
	// GoToSocial 0.20 tells the time of a boost in whole seconds.
	listed := func() map[string]network.OwnPost {
		t.Helper()
		own, err := p.Own(t.Context(), began)
		must(t, err)
		out := map[string]network.OwnPost{}
		for i, o := range own.Posts {
			if _, twice := out[o.Remote]; twice || o.At.IsZero() || i > 0 && o.At.After(own.Posts[i-1].At.Add(time.Second)) {
				t.Errorf("post %d is %+v", i, o)
			}
			out[o.Remote] = o
		}
		return out
	}
	mine := func(text, under, visibility string) string {
		t.Helper()
		in := map[string]any{"status": text, "visibility": visibility}
		if under != "" {
			in["in_reply_to_id"] = under
		}
		var out struct{ ID string }
		if code := p.ask(p.token, http.MethodPost, "/api/v1/statuses", in, &out); code != http.StatusOK {
			t.Fatalf("by hand: HTTP %d", code)
		}
		return out.ID
	}
	root := p.publish(p.attempt("own", "Who saw it? "+p.stamp))
	second := p.attempt("own2", "Call us. "+p.stamp)
	second.ReplyTo, second.Root = root.Remote, root.Remote
	follow := p.publish(second)
	theirs := p.says("I saw it "+p.stamp, root.Remote)
	loose := p.says("Free money! "+p.stamp, "")
	hand := mine("Buy gold now. "+p.stamp, "", "public")
	answer := mine("Thank you. "+p.stamp, theirs, "unlisted")
	message := mine("Between us. "+p.stamp, "", "direct")
	var boost struct{ ID string }
	p.ask(p.token, http.MethodPost, "/api/v1/statuses/"+loose+"/reblog", map[string]any{}, &boost)
	p.ask(p.token, http.MethodPost, "/api/v1/statuses/"+root.Remote+"/pin", map[string]any{}, nil)

	posts := listed()
	for remote, want := range map[string]network.OwnPost{
		root.Remote:   {Text: "Who saw it? " + p.stamp},
		follow.Remote: {Text: "Call us. " + p.stamp, ReplyTo: root.Remote},
		hand:          {Text: "Buy gold now. " + p.stamp},
		answer:        {Text: "Thank you. " + p.stamp, ReplyTo: theirs},
		boost.ID:      {Text: "Free money! " + p.stamp, Passed: loose},
	} {
		got, there := posts[remote]
		if !there || got.Text != want.Text || got.ReplyTo != want.ReplyTo || got.Passed != want.Passed || got.URL == "" {
			t.Errorf("%q stands there as %+v, want %+v", remote, got, want)
		}
	}
	for _, id := range []string{theirs, loose, message} {
		if o, there := posts[id]; there {
			t.Errorf("listed: %+v", o)
		}
	}
	// Changed by hand, it says so under its old id.
	p.ask(p.token, http.MethodPut, "/api/v1/statuses/"+root.Remote, map[string]any{"status": "Nobody saw it. " + p.stamp}, nil)
	if o := listed()[root.Remote]; !strings.HasPrefix(o.Text, "Nobody saw it.") {
		t.Errorf("after it was changed by hand it stands there as %+v", o)
	}
	// What was passed on is taken back by the id that is listed, and with it
	// nothing of its author's.
	if rm := p.Remove(t.Context(), boost.ID); rm.Outcome != network.Done {
		t.Errorf("taking the boost back = %+v", rm)
	}
	p.wait("the boost is gone", func() bool { _, there := listed()[boost.ID]; return !there })
	if _, code := p.status(p.visitor, loose); code != http.StatusOK {
		t.Errorf("with the boost went what was passed on: HTTP %d", code)
	}
	for _, id := range []string{answer, hand, follow.Remote, root.Remote, message} {
		if rm := p.Remove(t.Context(), id); rm.Outcome != network.Done {
			t.Errorf("remove = %+v", rm)
		}
	}
	p.wait("everything is gone", func() bool {
		posts := listed()
		for _, id := range []string{answer, hand, follow.Remote, root.Remote} {
			if _, there := posts[id]; there {
				return false
			}
		}
		return true
	})
	for _, id := range []string{theirs, loose} {
		p.ask(p.visitor, http.MethodDelete, "/api/v1/statuses/"+id, nil, nil)
	}
}

// That something is gone can be seen soon after it was removed: by the public, or
// where the server shows that nothing, by the account.
func TestPeerShowsThatItIsGone(t *testing.T) {
	p := newPeer(t)
	at := p.attempt("gone", "Soon gone "+p.stamp)
	res := p.publish(at)
	there := func() bool {
		t.Helper()
		s, err := p.Watch(t.Context(), res.Remote)
		if err == nil && !s.Hidden {
			return s.Public
		}
		is, err := p.Inspect(t.Context(), res.Remote)
		must(t, err)
		return is
	}
	if !there() {
		t.Error("it is not there at once")
	}
	// GoToSocial shows it on its page.
	if s, err := p.Watch(t.Context(), res.Remote); err != nil || !s.Public {
		t.Errorf("the public sees %+v, %v", s, err)
	}
	if rm := p.Remove(t.Context(), res.Remote); rm.Outcome != network.Done {
		t.Errorf("remove = %+v", rm)
	}
	p.wait("it is gone", func() bool { return !there() })
	for _, token := range []string{"", p.visitor, p.token} {
		_, code := p.status(token, res.Remote)
		t.Logf("a status that is gone: HTTP %d", code)
	}
	// While the server does not answer, nothing is believed.
	for _, fault := range []networktest.Fault{networktest.Down, networktest.Cut, networktest.Broken, networktest.Busy} {
		p.faults.Next(9, fault, func(*http.Request) bool { return true })
		if s, err := p.Watch(t.Context(), res.Remote); err == nil {
			t.Errorf("%v: the public sees %+v", fault, s)
		}
		if is, err := p.Inspect(t.Context(), res.Remote); err == nil {
			t.Errorf("%v: inspect = %v", fault, is)
		}
		p.faults.Next(0, networktest.Works, nil)
	}
}
