package mattermost

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"appealbot/bot/chat/adapter"
)

// The server signs nothing of a press but the id of its trigger, with a key
// whose public half it tells everybody (AsymmetricSigningPublicKey of its
// client configuration). That is enough: the trigger names the user and the
// time, so a press that carries a good one was made through the server, by that
// user, just now.

// A trigger is one press or command, as the server vouches for it.
type trigger struct {
	ID   string // names the press
	User string
	At   time.Time // by the server's clock
}

// Errors of triggers.
var (
	errTrigger  = errors.New("the server did not sign it")
	errOther    = errors.New("it was signed for another user")
	errLate     = errors.New("it is too old or from the future")
	errReplayed = errors.New("it was delivered before")
	errNoKey    = errors.New("the server tells no key to check it with")
)

// parseTrigger reads a trigger and checks its signature. The form is that of
// GenerateTriggerId in the server's model package v0.4.3: base64 of
// "id:user:milliseconds:" and a base64 signature of that in ASN.1.
func parseTrigger(text string, key *ecdsa.PublicKey) (trigger, error) {
	t, parts := readTrigger(text)
	if t.ID == "" {
		return trigger{}, errTrigger
	}
	sig, err := base64.StdEncoding.DecodeString(parts[3])
	if err != nil {
		return trigger{}, errTrigger
	}
	sum := sha256.Sum256([]byte(strings.Join(parts[:3], ":") + ":"))
	if !ecdsa.VerifyASN1(key, sum[:], sig) {
		return trigger{}, errTrigger
	}
	return t, nil
}

// readTrigger reads a trigger without checking it; one without an ID is none.
func readTrigger(text string) (trigger, []string) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return trigger{}, nil
	}
	parts := strings.Split(string(b), ":")
	if len(parts) != 4 || parts[0] == "" || parts[1] == "" {
		return trigger{}, nil
	}
	ms, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return trigger{}, nil
	}
	return trigger{parts[0], parts[1], time.UnixMilli(ms)}, parts
}

// A notary checks triggers with the server's public key and remembers which
// were used.
type notary struct {
	fetch func(context.Context) (string, error) // the key, as the server tells it
	now   func() time.Time

	mu    sync.Mutex
	key   *ecdsa.PublicKey
	asked time.Time
	young map[string]bool // triggers that were used
	old   map[string]bool
	born  time.Time // when the young generation began
}

// keyEvery is the least pause between two questions for the server's key: it
// changes only when its database is made anew.
const keyEvery = 30 * time.Second

// maxUsed bounds how many triggers are remembered, twice. A minute of presses
// is far fewer; after a flood the oldest are forgotten, and then their age alone
// refuses them.
const maxUsed = 10000

// check vouches for a press by a user.
func (n *notary) check(ctx context.Context, text, user string) (trigger, error) {
	key, err := n.publicKey(ctx, false)
	if err != nil {
		return trigger{}, err
	}
	t, err := parseTrigger(text, key)
	if err != nil {
		if key, err = n.publicKey(ctx, true); err != nil {
			return trigger{}, err
		}
		if t, err = parseTrigger(text, key); err != nil {
			return trigger{}, err
		}
	}
	now := n.now()
	switch age := now.Sub(t.At); {
	case t.User != user:
		return t, errOther
	case age > adapter.Skew || age < -adapter.Skew:
		return t, errLate
	}
	return t, n.use(t.ID, now)
}

// use refuses a trigger that was used before. Used ones are kept in two
// generations: when the young one is full or old enough it takes the place of
// the other, which is forgotten whole.
func (n *notary) use(id string, now time.Time) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.young[id] || n.old[id] {
		return errReplayed
	}
	if n.young == nil || len(n.young) >= maxUsed || now.Sub(n.born) > 2*adapter.Skew+time.Minute {
		n.old, n.young, n.born = n.young, map[string]bool{}, now
	}
	n.young[id] = true
	return nil
}

// publicKey returns the server's key, from memory unless it was never asked
// for or again says that it may have changed.
func (n *notary) publicKey(ctx context.Context, again bool) (*ecdsa.PublicKey, error) {
	n.mu.Lock()
	key, recent := n.key, n.now().Sub(n.asked) < keyEvery
	if key == nil || again && !recent {
		n.asked = n.now()
	}
	n.mu.Unlock()
	if key != nil && (!again || recent) {
		return key, nil
	}
	text, err := n.fetch(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the server's key: %w", err)
	}
	key, err = parseKey(text)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	n.key = key
	n.mu.Unlock()
	return key, nil
}

func parseKey(text string) (*ecdsa.PublicKey, error) {
	if text == "" {
		return nil, errNoKey
	}
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("read the server's key: %w", err)
	}
	any, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, fmt.Errorf("read the server's key: %w", err)
	}
	key, ok := any.(*ecdsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("read the server's key: it is a %T", any)
	}
	return key, nil
}
