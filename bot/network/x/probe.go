package x

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot/network"
)

// Probe implements network.Prober. It says that the account has to be connected
// again as soon as that is known, while the credentials still last.
func (a *Account) Probe(ctx context.Context) error {
	for again := true; ; again = false {
		c, err := a.credentials(ctx)
		if err != nil {
			return err
		}
		if err := a.login.over(ctx); err != nil {
			return err
		}
		me, err := a.me(ctx, c)
		if e, ok := errors.AsType[*network.AnswerError](err); ok && again && e.Status == http.StatusUnauthorized && e.Cause != network.Reconnect {
			continue // They are renewed; asking twice does no harm.
		}
		if err != nil {
			return err
		}
		return a.standing(c, me)
	}
}

// me asks whose credentials they are.
func (a *Account) me(ctx context.Context, c Credentials) (wireUser, error) {
	ans := a.doAs(ctx, c, call{
		method: http.MethodGet, path: "/2/users/me", query: url.Values{"user.fields": {"id,name,protected,username"}},
	})
	if err := ans.Err(); err != nil {
		return wireUser{}, err
	}
	var out struct {
		Data wireUser `json:"data"`
	}
	if err := ans.JSON(&out); err != nil {
		return wireUser{}, err
	}
	if !validID(out.Data.ID) || !validHandle(out.Data.Username) {
		return wireUser{}, errors.New("ask X who the account is: its answer names nobody")
	}
	return out.Data, nil
}

// standing says what is wrong with an account, as a sentence for the
// administrator.
func (a *Account) standing(c Credentials, me wireUser) error {
	if !strings.EqualFold(me.Username, handle(a.o.Account.Handle)) || me.ID != c.ID {
		return reconnect("%s is configured as %s, but its credentials belong to %q. Connect the right account, or correct its handle in the configuration.",
			a.o.Account.Name, a.o.Account.Handle, "@"+me.Username)
	}
	if l := lacking(c); len(l) > 0 {
		return reconnect("The permissions of %s on X are not sufficient: %s missing. Connect the account again and allow everything.",
			a.o.Account.Name, strings.Join(l, ", "))
	}
	if me.Protected {
		return &network.AnswerError{
			Outcome: network.No, Cause: network.Permanent,
			Note: "The posts of " + a.o.Account.Handle + " are protected, so the public cannot see them. Change that in the account's settings on x.com.",
		}
	}
	return nil
}
