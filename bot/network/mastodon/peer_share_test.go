package mastodon_test

import (
	"net/http"
	"testing"
	"time"

	"appealbot/bot/network"
)

// boosts returns the ids of the account's boosts of a status that its page shows.
func (p *peer) boosts(of string) (ids []string) {
	p.Helper()
	var me struct{ ID string }
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/verify_credentials", nil, &me)
	var list []struct {
		ID     string
		Reblog *struct{ ID string }
	}
	p.ask(p.token, http.MethodGet, "/api/v1/accounts/"+me.ID+"/statuses?limit=40", nil, &list)
	for _, st := range list {
		if st.Reblog != nil && st.Reblog.ID == of {
			ids = append(ids, st.ID)
		}
	}
	return ids
}

// On a real server a status that is shared stands on the account's page once more, the
// next share takes the place of the one before, and all goes with the status.
func TestPeerReshare(t *testing.T) {
	p := newPeer(t)
	res := p.Publish(t.Context(), p.attempt("share", "Who saw it? "+p.stamp))
	if res.Outcome != network.Done {
		t.Fatalf("publish = %+v", res)
	}
	before := ""
	for i := range 3 {
		sh := p.Reshare(t.Context(), res.Remote, time.Now())
		if sh.Outcome != network.Done {
			t.Fatalf("share for the %d. time = %+v", i+1, sh)
		}
		if ids := p.boosts(res.Remote); len(ids) != 1 || ids[0] != sh.Remote || ids[0] == before {
			t.Errorf("after the %d. time there are the boosts %q, want %q; before: %q", i+1, ids, sh.Remote, before)
		}
		before = sh.Remote
	}
	if rm := p.Remove(t.Context(), res.Remote); rm.Outcome != network.Done {
		t.Errorf("remove = %+v", rm)
	}
	if ids := p.boosts(res.Remote); len(ids) != 0 {
		t.Errorf("after the removal there are the boosts %q", ids)
	}
	if sh := p.Reshare(t.Context(), res.Remote, time.Now()); sh.Outcome != network.No {
		t.Errorf("sharing what is gone = %+v", sh)
	}
}
