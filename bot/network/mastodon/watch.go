package mastodon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"appealbot/bot/network"
)

// maxPage bounds the page of a status that is read, with the answers below it.
const maxPage = 4 << 20

// Watch implements network.Watcher. Some servers (GoToSocial 0.20, and those
// in limited federation mode) show a status to nobody without a token: what
// the public sees there cannot be told by their API, and of GoToSocial only by
// its pages.
func (a *Account) Watch(ctx context.Context, remote string) (network.Sight, error) {
	if !validID(remote) {
		return network.Sight{}, errors.New("look at a post as the public: it has no id of this network")
	}
	ans := a.http.Do(ctx, a.get("", "/api/v1/statuses/"+remote, nil))
	switch {
	case gone(ans):
		return network.Sight{}, nil
	case ans.Status == http.StatusUnauthorized, ans.Status == http.StatusForbidden:
		if a.onPage(ctx, remote) {
			return network.Sight{Public: true}, nil
		}
		return network.Sight{}, fmt.Errorf("what the public sees on %s cannot be told: the server shows it only to who is logged in", a.o.Account.Name)
	case ans.Err() != nil:
		return network.Sight{}, fmt.Errorf("look at a post as the public: %w", ans.Err())
	}
	t, err := read(ans.Body)
	if err != nil || t.ID != remote {
		return network.Sight{}, fmt.Errorf("look at a post as the public: the answer is not what was asked for (%w)", err)
	}
	public := t.Visibility == Public || t.Visibility == Unlisted
	return network.Sight{Public: public, Hidden: !public, Text: t.said()}, nil
}

// onPage reports whether GoToSocial shows a status on a page of its own to who is
// not logged in (0.20, /@NAME/statuses/ID; seen on 2026-11-26). That it does is
// enough to know that the public sees it. That it does not says nothing: an account
// can choose to have no such pages.
func (a *Account) onPage(ctx context.Context, remote string) bool {
	name := bareName(a.o.Account.Handle)
	if a.instance().Software != SoftwareGoToSocial || name == "@" {
		return false
	}
	r := a.get("", "/"+name+"/statuses/"+remote, nil)
	r.Header.Set("Accept", "text/html")
	r.Limit = maxPage
	ans := a.http.Do(ctx, r)
	return ans.Status == http.StatusOK && ans.Err() == nil && bytes.Contains(ans.Body, []byte("/statuses/"+remote))
}
