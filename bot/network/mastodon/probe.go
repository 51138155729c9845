package mastodon

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// Probe implements network.Prober. It also learns the server's limits anew.
func (a *Account) Probe(ctx context.Context) error {
	if err := a.Learn(ctx); err != nil {
		return err
	}
	c, err := a.credentials(ctx)
	if err != nil {
		return err
	}
	w, err := a.whoami(ctx, c.Token)
	if err != nil {
		return err
	}
	if err := a.standing(w); err != nil {
		return err
	}
	return a.permitted(ctx, c)
}

// standing refuses an account that the public does not see as it should.
func (a *Account) standing(w wireAccount) error {
	say := func(words string) error {
		return &network.AnswerError{Outcome: network.No, Cause: network.Permanent, Note: a.o.Account.Name + words}
	}
	_, domain, full := strings.Cut(strings.TrimPrefix(a.o.Account.Handle, "@"), "@")
	is := a.instance().Domain
	switch {
	case w.Suspended:
		return say(" has been suspended by its server. Ask the server's moderators.")
	case w.Limited:
		return say(" has been limited by its server: strangers do not see it. Ask the server's moderators.")
	case w.Moved != nil && w.Moved.Acct != "":
		return say(fmt.Sprintf(" has moved to %.60q. Configure the new account.", w.Moved.Acct))
	case full && is != "" && !strings.EqualFold(domain, is):
		return say(fmt.Sprintf(" is configured as %s, but its server is %.60q. Correct the handle or the server.", a.o.Account.Handle, is))
	default:
		return nil
	}
}

// needed are the permissions that the account uses.
var needed = []string{
	"read:accounts", "read:statuses", "read:notifications",
	"write:statuses", "write:media", "write:mutes", "write:reports",
}

// permitted makes sure that the token may do everything. Where nobody noted
// what it may do, the server is asked what was asked for when the program was
// registered; a server that does not tell is believed.
func (a *Account) permitted(ctx context.Context, c Credentials) error {
	granted := strings.Fields(c.Scope)
	if len(granted) == 0 {
		var app struct {
			Scopes []string `json:"scopes"`
		}
		ans := a.http.Do(ctx, a.get(c.Token, "/api/v1/apps/verify_credentials", nil))
		if gone(ans) {
			return nil
		}
		if err := ans.Err(); err != nil {
			return err
		}
		if err := ans.JSON(&app); err != nil {
			return err
		}
		granted = app.Scopes
	}
	if missing := missing(granted); len(granted) > 0 && len(missing) > 0 {
		return &network.AnswerError{
			Outcome: network.No, Cause: network.Reconnect,
			Note: fmt.Sprintf("%s is connected without the permission %s. Connect the account again.",
				a.o.Account.Name, strings.Join(missing, ", ")),
		}
	}
	return nil
}

// missing returns what of needed is not granted. "read" grants all of
// "read:...".
func missing(granted []string) []string {
	var out []string
	for _, n := range needed {
		group, _, _ := strings.Cut(n, ":")
		if !slices.Contains(granted, n) && !slices.Contains(granted, group) {
			out = append(out, n)
		}
	}
	return out
}
