package mattermost

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
)

// A trigger vouches for one press of one user, just now and once.
func TestNotary(t *testing.T) {
	key, public, text := signed(t)
	now, asked := time.Now(), 0
	n := &notary{now: func() time.Time { return now }, fetch: func(context.Context) (string, error) { asked++; return public, nil }}
	if _, err := n.check(t.Context(), text, "eve"); !errors.Is(err, errOther) {
		t.Errorf("for another user: %v, want errOther", err)
	}
	got, err := n.check(t.Context(), text, "bob")
	if err != nil || got.User != "bob" || got.ID == "" {
		t.Fatalf("check = %+v, %v", got, err)
	}
	if _, err := n.check(t.Context(), text, "bob"); !errors.Is(err, errReplayed) {
		t.Errorf("once more: %v, want errReplayed", err)
	}
	for _, by := range []time.Duration{adapter.Skew + time.Minute, -adapter.Skew - time.Minute} {
		_, later, _ := model.GenerateTriggerId("bob", key)
		now = time.Now().Add(by)
		if _, err := n.check(t.Context(), later, "bob"); !errors.Is(err, errLate) {
			t.Errorf("%v later: %v, want errLate", by, err)
		}
	}
	if asked != 1 {
		t.Errorf("the key was asked for %d times, want once", asked)
	}
}

// A server whose database was made anew signs with another key. It is asked for
// again, but not for each forgery.
func TestNotaryAsksForANewKey(t *testing.T) {
	_, old, _ := signed(t)
	_, fresh, text := signed(t)
	now, asked, public := time.Now(), 0, old
	n := &notary{now: func() time.Time { return now }, fetch: func(context.Context) (string, error) { asked++; return public, nil }}
	for range 5 {
		if _, err := n.check(t.Context(), text, "bob"); !errors.Is(err, errTrigger) {
			t.Errorf("signed with another key: %v, want errTrigger", err)
		}
	}
	if asked != 1 {
		t.Errorf("the key was asked for %d times in a second, want once", asked)
	}
	public, now = fresh, now.Add(keyEvery)
	if _, err := n.check(t.Context(), text, "bob"); err != nil {
		t.Errorf("with the server's new key: %v", err)
	}
}

func TestNotaryWithoutKey(t *testing.T) {
	_, _, text := signed(t)
	for _, public := range []string{"", "rubbish", "cnViYmlzaA=="} {
		n := &notary{now: time.Now, fetch: func(context.Context) (string, error) { return public, nil }}
		if _, err := n.check(t.Context(), text, "bob"); err == nil || errors.Is(err, errTrigger) {
			t.Errorf("the server tells %q: %v, want an error of its own", public, err)
		}
	}
}

// A flood of presses does not fill the memory.
func TestNotaryForgets(t *testing.T) {
	n := &notary{now: time.Now}
	for i := range 3 * maxUsed {
		_ = n.use(time.Duration(i).String(), time.Now())
	}
	if got := len(n.young) + len(n.old); got > 2*maxUsed {
		t.Errorf("%d triggers are remembered, want at most %d", got, 2*maxUsed)
	}
}

func FuzzTrigger(f *testing.F) {
	key, _, text := signed(f)
	f.Add(text)
	f.Add("YTpiOmM6ZA==")
	f.Fuzz(func(t *testing.T, s string) {
		if got, err := parseTrigger(s, &key.PublicKey); err == nil && got.User != "bob" {
			t.Errorf("%q is taken for a trigger of %s", s, got.User)
		}
	})
}
