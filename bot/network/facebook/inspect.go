package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"appealbot/bot/network"
)

var _ network.Inspector = (*Account)(nil)

// Inspect implements network.Inspector: what the public sees of the Page cannot be
// told (see the package's comment). The error that says that something does not exist
// says also that the token may not see it; so it is believed only of a token that
// sees the Page.
func (a *Account) Inspect(ctx context.Context, remote string) (bool, error) {
	if !validID(remote) {
		return false, errors.New("look for a post: it has no id of this network")
	}
	token, err := a.login(ctx)
	if err != nil {
		return false, err
	}
	ans := a.ask(ctx, token, remote)
	if !problemOf(ans).gone() {
		if err := ans.Err(); err != nil {
			return false, fmt.Errorf("look for a post: %w", err)
		}
		return true, nil
	}
	if err := a.ask(ctx, token, a.o.Page).Err(); err != nil {
		return false, fmt.Errorf("look for a post: the Page cannot be seen either: %w", err)
	}
	return false, nil
}

// ask reads nothing but whether there is such a thing.
func (a *Account) ask(ctx context.Context, token, id string) network.Answer {
	return a.do(ctx, token, call{method: http.MethodGet, path: "/" + id, form: url.Values{"fields": {"id"}}, reading: true})
}
