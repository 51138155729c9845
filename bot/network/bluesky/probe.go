package bluesky

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot/network"
)

// scopes are what a token may be good for, of those that may post (PDS
// auth-scope.ts, 2026). The main password's token may, too; it is not asked for.
var scopes = []string{"com.atproto.access", "com.atproto.appPass", "com.atproto.appPassPrivileged"}

// Probe implements network.Prober.
func (a *Account) Probe(ctx context.Context) error {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return failed(res)
	}
	c := call{method: "com.atproto.server.getSession"}
	ans, renew := a.ask(ctx, s, c)
	if renew {
		if s, res = a.session(ctx); res.Outcome != network.Done {
			return failed(res)
		}
		ans, _ = a.ask(ctx, s, c)
	}
	if err := ans.Err(); err != nil {
		return err
	}
	var in wireSession
	if err := ans.JSON(&in); err != nil {
		return fmt.Errorf("ask who the account is: %w", err)
	}
	return a.is(s, in)
}

// is makes sure that a session is the configured account's and may post.
func (a *Account) is(s credentials, in wireSession) error {
	again := func(format string, args ...any) error {
		return failed(network.Result{Outcome: network.No, Cause: network.Reconnect, Note: fmt.Sprintf(format, args...)})
	}
	want := handle(a.o.Account.Handle)
	switch {
	case in.DID != s.DID:
		return again("Bluesky says that the login belongs to another account than the one that was connected.%s", reconnect)
	case !strings.EqualFold(in.Handle, want):
		return again("The login belongs to @%.100s, and the account is configured as @%s. Connect the right account, or correct its handle in the configuration.", in.Handle, want)
	case in.Active != nil && !*in.Active:
		return again("%s", inactive(in.Status))
	case !slices.Contains(scopes, readClaims(s.Access).Scope):
		return again("The login on Bluesky is not allowed to post.%s", reconnect)
	default:
		return nil
	}
}
