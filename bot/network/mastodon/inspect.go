package mastodon

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot/network"
)

var _ network.Inspector = (*Account)(nil)

// Inspect implements network.Inspector, for servers that show the public nothing
// without a token (see Watch).
func (a *Account) Inspect(ctx context.Context, remote string) (bool, error) {
	if !validID(remote) {
		return false, errors.New("look for a post: it has no id of this network")
	}
	token, _, err := a.login(ctx)
	if err != nil {
		return false, err
	}
	ans := a.http.Do(ctx, a.get(token, "/api/v1/statuses/"+remote, nil))
	if gone(ans) {
		return false, nil
	}
	if err := ans.Err(); err != nil {
		return false, fmt.Errorf("look for a post: %w", err)
	}
	t, err := read(ans.Body)
	if err != nil || t.ID != remote {
		return false, fmt.Errorf("look for a post: the answer is not what was asked for (%w)", err)
	}
	return true, nil
}
