package bluesky

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// passwordForm is an app password, as Bluesky makes them.
var passwordForm = regexp.MustCompile(`^[a-z0-9]{4}(-[a-z0-9]{4}){3}$`)

// Invite implements network.Connector.
func (a *Account) Invite(_ context.Context, redirect string) (network.Invitation, error) {
	return network.Invitation{
		URL: a.o.Web + "/settings/app-passwords",
		Asks: fmt.Sprintf("Log in to Bluesky as @%s, make an app password on this page and paste it here. It looks like xxxx-xxxx-xxxx-xxxx. It needs no access to direct messages.",
			handle(a.o.Account.Handle)),
		Redirect: redirect,
	}, nil
}

// Connect implements network.Connector. The main password is never sent
// anywhere: it could not be taken back without changing it.
func (a *Account) Connect(ctx context.Context, _ network.Invitation, answer string) error {
	password := strings.ToLower(strings.TrimSpace(answer))
	if !passwordForm.MatchString(password) {
		return bot.Refuse(bot.ErrInvalid, "This is no app password. Do not give the account's main password to anybody: make an app password at %s/settings/app-passwords, which looks like xxxx-xxxx-xxxx-xxxx.", a.o.Web)
	}
	c, res := a.enter(ctx, credentials{Handle: handle(a.o.Account.Handle), Password: password})
	if res.Outcome != network.Done {
		if res.Cause == network.Reconnect {
			return bot.Refuse(bot.ErrDenied, "Bluesky does not accept this app password for @%s. Make sure that you were logged in as that account, make a new one, and try again.", handle(a.o.Account.Handle))
		}
		return failed(res)
	}
	if readClaims(c.Access).Scope == scopes[0] {
		return bot.Refuse(bot.ErrInvalid, "This is the account's main password. Change it, make an app password at %s/settings/app-passwords, and connect with that.", a.o.Web)
	}
	ans, _ := a.ask(ctx, c, call{method: "com.atproto.server.getSession"})
	if err := ans.Err(); err != nil {
		return err
	}
	var in wireSession
	if err := ans.JSON(&in); err != nil {
		return fmt.Errorf("ask who the account is: %w", err)
	}
	if err := a.is(c, in); err != nil {
		return err
	}
	if _, res = a.keep(ctx, c); res.Outcome != network.Done {
		return failed(res)
	}
	a.mu.Lock()
	a.failed, a.stale = failure{}, ""
	a.mu.Unlock()
	return nil
}
