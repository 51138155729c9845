package bluesky_test

import (
	"testing"
	"time"

	"appealbot/bot/network"
)

// A feed is what somebody's page shows, as far as these tests look.
type feed struct {
	Feed []struct {
		Post   ref
		Reason *struct {
			IndexedAt string `json:"indexedAt"`
		}
	}
}

// passed returns how often somebody's page shows a post as a repost, and when that
// was indexed last.
func (h *person) passed(uri string) (n int, at string) {
	var in feed
	_ = h.get("app.bsky.feed.getAuthorFeed", &in, "actor", h.DID, "limit", "50") // not yet
	for _, p := range in.Feed {
		if p.Post.URI == uri && p.Reason != nil {
			n, at = n+1, p.Reason.IndexedAt
		}
	}
	return n, at
}

// reposted counts the account's records of reposts of a post.
func (h *person) reposted(uri string) (n int) {
	h.t.Helper()
	var in struct{ Records []stored }
	if err := h.get("com.atproto.repo.listRecords", &in, "repo", h.DID, "collection", "app.bsky.feed.repost", "limit", "100"); err != nil {
		h.t.Error(err)
	}
	for _, r := range in.Records {
		if s, _ := r.Value["subject"].(map[string]any); s["uri"] == uri {
			n++
		}
	}
	return n
}

// On the real network a post that is shared stands on the account's page once more,
// moves up with the next share, and is gone with its record when it is removed.
func TestPeerReshare(t *testing.T) {
	p := thePeer(t)
	me := p.newPerson(t, "metro")
	a := me.open(t, p.PDS, nil)
	post := posted(t, a, me, attempt("shared", "Who saw a grey car?"))
	share := func(at time.Time) {
		t.Helper()
		if res := a.Reshare(t.Context(), post.Remote, at); res.Outcome != network.Done {
			t.Fatalf("share = %+v", res)
		}
	}
	share(time.Now())
	first := ""
	until(t, "the page shows the share", func() bool {
		n, at := me.passed(post.Remote)
		first = at
		return n == 1
	})
	share(time.Now()) // the answer was lost: the clock of the account is fast, so this is that share
	if _, at := me.passed(post.Remote); at != first {
		t.Errorf("asked for again it was shared anew: %s, %s", first, at)
	}
	share(soon().Add(time.Hour)) // another slot
	until(t, "the page shows the next share and no other", func() bool {
		n, at := me.passed(post.Remote)
		return n == 1 && at != first
	})
	if n := me.reposted(post.Remote); n != 1 {
		t.Errorf("%d records", n)
	}
	if res := a.Remove(t.Context(), post.Remote); res.Outcome != network.Done {
		t.Errorf("remove = %+v", res)
	}
	if n := me.reposted(post.Remote); n != 0 {
		t.Errorf("%d records point nowhere", n)
	}
	until(t, "the page shows nothing", func() bool {
		n, _ := me.passed(post.Remote)
		return n == 0
	})
	if res := a.Reshare(t.Context(), post.Remote, time.Now()); res.Outcome != network.No {
		t.Errorf("sharing what is gone = %+v", res)
	}
}
