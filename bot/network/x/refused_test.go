package x_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot/network"
	"appealbot/bot/network/x/xtest"
)

// blank is a problem as X answers most of them.
func blank(status int, detail string) xtest.Broken {
	return xtest.Broken{Status: status, Body: fmt.Sprintf(`{"title":"x","detail":%q,"type":"about:blank","status":%d}`, detail, status)}
}

func typed(status int, kind, detail string) xtest.Broken {
	return xtest.Broken{Status: status, Body: fmt.Sprintf(`{"title":"x","detail":%q,"type":"https://api.twitter.com/2/problems/%s"}`, detail, kind)}
}

// TestRefusals is the table of X's answers to a new post: what is known of it,
// what it takes to go on, and a word of what the officer reads.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		answer  xtest.Broken
		outcome network.Outcome
		cause   network.Cause
		note    string
		retry   time.Duration
	}{
		"duplicate": {
			blank(403, "You are not allowed to create a Tweet with duplicate content."), network.Maybe, network.Later, "public on the account already", 0,
		},
		"the rule about replies": {
			blank(403, "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."),
			network.No, network.Permanent, "mentioned or quoted", 0,
		},
		"deleted parent":   {blank(403, "You attempted to reply to a Tweet that is deleted or not visible to you."), network.No, network.Change, "continues", 0},
		"suspended":        {blank(403, "Your account is suspended and is not permitted to access this feature."), network.No, network.Permanent, "suspended", 0},
		"locked":           {blank(403, "To protect our users from spam and other malicious activity, this account is temporarily locked."), network.No, network.Permanent, "unlock", 0},
		"automation":       {blank(403, "This request looks like it might be automated."), network.No, network.Permanent, "Automated", 0},
		"daily limit":      {blank(403, "User is over daily status update limit."), network.Never, network.Later, "today", time.Hour},
		"quota":            {typed(429, "usage-capped", "Usage cap exceeded: Monthly product cap"), network.Never, network.Later, "credits", time.Hour},
		"quota, forbidden": {typed(403, "usage-capped", "Usage cap exceeded: Monthly product cap"), network.Never, network.Later, "credits", time.Hour},
		"no credits":       {typed(402, "credits", "Your enrolled account does not have any credits to fulfill this request."), network.Never, network.Later, "credits", time.Hour},
		"the app":          {typed(403, "client-forbidden", "This client does not have access."), network.No, network.Permanent, "developer console", 0},
		"the scope":        {blank(403, "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."), network.No, network.Reconnect, "Connect the account again", 0},
		"the authentication": {
			typed(403, "unsupported-authentication", "Authenticating with OAuth 2.0 Application-Only is forbidden."), network.No, network.Reconnect, "Connect the account again", 0,
		},
		"too long":        {typed(400, "invalid-request", "Tweet needs to be a bit shorter."), network.No, network.Change, "Shorten", 0},
		"not understood":  {typed(400, "invalid-request", "One or more parameters to your request was invalid."), network.No, network.Change, "One or more parameters", 0},
		"old list":        {xtest.Broken{Status: 403, Body: `{"errors":[{"code":64,"message":"Your account is suspended."}]}`}, network.No, network.Permanent, "suspended", 0},
		"something new":   {blank(403, "You may not do this on a Monday."), network.No, network.Permanent, "on a Monday", 0},
		"a proxy's page":  {xtest.Broken{Status: 403, Kind: "text/html", Body: "<h1>Blocked</h1>"}, network.No, network.Permanent, "permission", 0},
		"gone":            {xtest.Broken{Status: 410, Body: "{}"}, network.No, network.Permanent, "no such thing", 0},
		"too much":        {xtest.Broken{Status: 413, Body: "{}"}, network.No, network.Permanent, "too big", 0},
		"gave up waiting": {xtest.Broken{Status: 408, Body: "{}"}, network.Maybe, network.Later, "gave up", 0},
		"credentials":     {blank(401, "Unauthorized"), network.Never, network.Later, "renewed", 0},
		"over capacity":   {blank(503, "Over capacity"), network.Maybe, network.Later, "fault of its own", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, xtest.Options{}, nil)
			w.clock.pass(10 * time.Minute)
			c.answer.Path = "/2/tweets"
			w.Break(&c.answer)
			res := w.Publish(t.Context(), w.attempt("a", "Who saw it?"))
			if res.Outcome != c.outcome || res.Cause != c.cause || !strings.Contains(res.Note, c.note) || res.Retry != c.retry || res.Raw == "" {
				t.Errorf("%+v, want %v, %s, %q", res, c.outcome, c.cause, c.note)
			}
			if strings.Contains(res.Raw+res.Note, w.secrets.credentials(t).Access) {
				t.Error("a secret is in it")
			}
		})
	}
}

// A probe says what is wrong with the account, and what mends it.
func TestProbeSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		change func(w *world)
		cause  network.Cause
		want   string
	}{
		"protected": {func(w *world) { w.Protect("MetroPolice") }, network.Permanent, "protected"},
		"suspended": {func(w *world) {
			b := blank(403, "Your account is suspended and is not permitted to access this feature.")
			b.Path = "/2/users/me"
			w.Break(&b)
		}, network.Permanent, "suspended"},
		"revoked": {func(w *world) {
			w.clock.pass(time.Hour)
			w.Revoke(w.secrets.credentials(w).Access)
		}, network.Reconnect, "Connect the account again"},
	} {
		w := newWorld(t, xtest.Options{}, nil)
		c.change(w)
		err := w.Probe(t.Context())
		var e *network.AnswerError
		if !errors.As(err, &e) || e.Cause != c.cause || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A token that X forgot is renewed within one probe.
func TestProbeRenews(t *testing.T) {
	w := newWorld(t, xtest.Options{}, nil)
	w.clock.pass(10 * time.Minute)
	w.Forget(w.secrets.credentials(t).Access)
	must(t, w.Probe(t.Context()))
}
