package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"appealbot/bot/network"
)

// Watch implements network.Watcher. Some servers (GoToSocial 0.20, and those
// in limited federation mode) show a status to nobody without a token: what
// the public sees there cannot be told by their API.
func (a *Account) Watch(ctx context.Context, remote string) (network.Sight, error) {
	if !validID(remote) {
		return network.Sight{}, errors.New("look at a post as the public: it has no id of this network")
	}
	ans := a.http.Do(ctx, a.get("", "/api/v1/statuses/"+remote, nil))
	switch {
	case gone(ans):
		return network.Sight{}, nil
	case ans.Status == http.StatusUnauthorized, ans.Status == http.StatusForbidden:
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
