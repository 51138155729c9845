package slack_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat/slack"
)

// A bot whose tokens are taken away ends with an error that says what to do.
func TestTokensRevoked(t *testing.T) {
	for name, revoke := range map[string]func(*world){
		"told": func(w *world) {
			w.Revoke("token_revoked")
			w.Event(t, map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"bot": []any{"U0APPEALS1"}}})
		},
		"uninstalled": func(w *world) {
			w.Revoke("account_inactive")
			w.Event(t, map[string]any{"type": "app_uninstalled"})
		},
		"cut":     func(w *world) { w.Revoke("invalid_auth"); w.Cut() },
		"at once": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			if revoke == nil {
				w.Revoke("invalid_auth")
			}
			ended := w.begin(nil)
			if revoke != nil {
				w.Ready(t)
				w.until("it listens", func() bool { return strings.Contains(w.log(), "listening") })
				revoke(w)
			}
			select {
			case err := <-ended:
				if err == nil || !strings.Contains(err.Error(), "appealbot setup slack") {
					t.Errorf("Run: %v, want an error that says how to mend it", err)
				}
			case <-time.After(patience):
				t.Fatal("Run goes on without a token")
			}
		})
	}
}

// That the token of somebody else was taken away is nothing.
func TestTokensOfOthersRevoked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.run(nil)
	w.Event(t, map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []any{w.ann()}}})
	w.Idle(t)
	w.quiet()
	if err := w.p.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// The connections live on while the bot's own token is refused: its health says
// so, or Run ends, as soon as the bot looks.
func TestTokenRefusedSilently(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *slack.Options) { o.Look = 20 * time.Millisecond })
	ended := w.begin(nil)
	w.Ready(t)
	w.Revoke("token_revoked")
	select {
	case err := <-ended:
		if err == nil || !strings.Contains(err.Error(), "appealbot setup slack") {
			t.Errorf("Run: %v, want an error that says how to mend it", err)
		}
	case <-time.After(patience):
		t.Fatal("Run goes on without a token")
	}
}
