package mastodon

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"appealbot/bot/network"
)

// secretName is where the credentials are kept in the account's Secrets.
const secretName = "credentials"

// Credentials are what the account's Secrets keep. Tokens of Mastodon do not
// expire (docs.joinmastodon.org, api/oauth-tokens, 2026-07-02), so there is
// nothing to refresh.
type Credentials struct {
	Token string `json:"token"`
	// Scope is what the token may do, as the server said when it gave it;
	// empty where that is not known.
	Scope string `json:"scope,omitempty"`
}

// identity is whose token it is.
type identity struct {
	token string // for which the rest holds
	id    string
}

// unconnected is the sentence for an account without credentials.
const unconnected = " is not connected. Connect it before anything can be published there."

// credentials returns the account's token.
func (a *Account) credentials(ctx context.Context) (Credentials, error) {
	b, err := a.o.Secrets.Get(ctx, secretName)
	if err != nil {
		return Credentials{}, fmt.Errorf("read the credentials of account %q: %w", a.o.Account.ID, err)
	}
	var c Credentials
	if len(b) > 0 {
		// The error of a damaged value could hold a piece of it.
		if json.Unmarshal(b, &c) != nil {
			c = Credentials{}
		}
	}
	if c.Token == "" {
		return Credentials{}, &network.AnswerError{
			Outcome: network.Never, Cause: network.Reconnect, Note: a.o.Account.Name + unconnected,
		}
	}
	return c, nil
}

// login returns the token and the id of the account it belongs to. The server
// is asked once for each token; the token of somebody else is an error, so
// that nothing is ever published on the wrong account.
func (a *Account) login(ctx context.Context) (token, me string, err error) {
	c, err := a.credentials(ctx)
	if err != nil {
		return "", "", err
	}
	a.mu.Lock()
	known := a.me
	a.mu.Unlock()
	if known.token == c.Token {
		return c.Token, known.id, nil
	}
	w, err := a.whoami(ctx, c.Token)
	if err != nil {
		return "", "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.me = identity{token: c.Token, id: w.ID}
	return c.Token, w.ID, nil
}

// whoami asks whose token it is, and refuses everybody but the configured
// account.
func (a *Account) whoami(ctx context.Context, token string) (wireAccount, error) {
	var w wireAccount
	if err := a.asked(ctx, a.get(token, "/api/v1/accounts/verify_credentials", nil), &w); err != nil {
		return wireAccount{}, fmt.Errorf("ask who the account is: %w", err)
	}
	if !validID(w.ID) || w.Username == "" {
		return wireAccount{}, fmt.Errorf("ask who the account is: %s names nobody", a.o.Account.Name)
	}
	if want := a.username(); want != "" && !strings.EqualFold(want, w.Username) {
		return wireAccount{}, &network.AnswerError{
			Outcome: network.Never, Cause: network.Reconnect,
			Note: fmt.Sprintf("%s is configured as %s, but its token belongs to %.40q. Connect the right account, or correct its handle in the configuration.",
				a.o.Account.Name, a.o.Account.Handle, "@"+w.Username),
		}
	}
	return w, nil
}

// username is the configured account's name on its server: "metro" for
// "@metro@mastodon.example".
func (a *Account) username() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(a.o.Account.Handle, "@"), "@")
	return name
}
