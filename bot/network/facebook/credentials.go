package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"appealbot/bot/network"
)

// secretName is where the credentials are kept in the account's Secrets.
const secretName = "credentials"

// Credentials are what the account's Secrets keep: the Page's token. It does not
// end by itself, but with what the person who connected the account allowed.
type Credentials struct {
	Token string    `json:"token"`
	Page  string    `json:"page"`
	Since time.Time `json:"since"`
	// Until is when Facebook wants the person to allow it again; zero for never.
	Until time.Time `json:"until,omitzero"`
}

// reconnect is the error of credentials that nothing but connecting the account
// again mends.
func reconnect(format string, args ...any) error {
	return &network.AnswerError{Outcome: network.Never, Cause: network.Reconnect, Note: fmt.Sprintf(format, args...)}
}

// unable is the result of an attempt that was not begun for want of credentials.
// Nothing but a question who the account is was sent.
func unable(err error) network.Result {
	r := network.Result{
		Outcome: network.Never, Cause: network.Later, Raw: err.Error(),
		Note: "The account's credentials for Facebook could not be had just now. It is tried again.",
	}
	if e, ok := errors.AsType[*network.AnswerError](err); ok {
		r.Cause, r.Note, r.Retry, r.Raw = e.Cause, e.Note, e.Retry, e.Raw
		if e.Outcome == network.No {
			r.Outcome = network.No
		}
	}
	return r
}

// credentials returns what is kept, if it is this account's.
func (a *Account) credentials(ctx context.Context) (Credentials, error) {
	b, err := a.o.Secrets.Get(ctx, secretName)
	if err != nil {
		return Credentials{}, fmt.Errorf("read the credentials of account %q: %w", a.o.Account.ID, err)
	}
	var c Credentials
	// The error of a damaged value could hold a piece of it.
	if len(b) == 0 || json.Unmarshal(b, &c) != nil || c.Token == "" {
		return Credentials{}, reconnect("%s is not connected. Connect it before anything can be published there.", a.o.Account.Name)
	}
	if c.Page != a.o.Page {
		return Credentials{}, reconnect("%s is configured as the Page %s, but it was connected as the Page %.30q. Connect the right one, or correct the Page's id in the configuration.",
			a.o.Account.Name, a.o.Page, c.Page)
	}
	return c, nil
}

// keep keeps credentials. Empty ones never replace any.
func (a *Account) keep(ctx context.Context, c Credentials) error {
	if c.Token == "" || c.Page == "" {
		return errors.New("keep the credentials: there are none")
	}
	b, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("keep the credentials: %w", err)
	}
	if err := a.o.Secrets.Put(ctx, secretName, b); err != nil {
		return fmt.Errorf("keep the credentials of account %q: %w", a.o.Account.ID, err)
	}
	return nil
}

// login returns the Page's token. Facebook is asked once for each token whose it
// is, so that nothing is ever published on the wrong Page.
func (a *Account) login(ctx context.Context) (string, error) {
	c, err := a.credentials(ctx)
	if err != nil {
		return "", err
	}
	a.mu.Lock()
	known := a.known
	a.mu.Unlock()
	if known == c.Token {
		return c.Token, nil
	}
	if err := a.whose(ctx, c.Token); err != nil {
		return "", err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known = c.Token
	return c.Token, nil
}

// whose makes sure that a token is the configured Page's.
func (a *Account) whose(ctx context.Context, token string) error {
	var out struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	_, err := a.read(ctx, token, call{path: "/me", form: url.Values{"fields": {"id,name"}}}, &out)
	switch {
	case err != nil:
		return fmt.Errorf("ask Facebook who the account is: %w", err)
	case !validID(out.ID):
		return errors.New("ask Facebook who the account is: its answer names nobody")
	case out.ID != a.o.Page:
		return reconnect("%s is configured as the Page %s, but its credentials belong to %.60q (%s). Connect the right Page, or correct the Page's id in the configuration.",
			a.o.Account.Name, a.o.Page, out.Name, out.ID)
	}
	return nil
}
