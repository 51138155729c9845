package slack

import (
	"context"
	"strings"
	"sync"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// meaning translates Slack's name of a reaction, whatever its skin tone
// ("+1::skin-tone-3").
func meaning(name string) (chat.Emoji, bool) {
	name, _, _ = strings.Cut(name, "::")
	return adapter.Meaning(name)
}

// aliases are the workspace's own names for emoji: a department may call the
// check mark :approve:.
type aliases struct {
	fetch func(context.Context) (map[string]string, error)
	now   func() time.Time

	mu    sync.Mutex
	of    map[string]string // name -> what it stands for
	asked time.Time
}

// aliasAge is how long the names are believed; a change of them is told too.
const aliasAge = time.Hour

// maxAlias bounds how many names lead from one to the other.
const maxAlias = 5

// meaning translates a name that may be one of the workspace's own.
func (a *aliases) meaning(name string) (chat.Emoji, bool) {
	bare, _, _ := strings.Cut(name, "::")
	for range maxAlias {
		if e, ok := meaning(bare); ok {
			return e, true
		}
		a.mu.Lock()
		next, ok := a.of[bare]
		a.mu.Unlock()
		if !ok {
			return "", false
		}
		bare = next
	}
	return "", false
}

// refresh asks for the names, unless they were asked for lately.
func (a *aliases) refresh(ctx context.Context, again bool) error {
	a.mu.Lock()
	fresh := !again && !a.asked.IsZero() && a.now().Sub(a.asked) < aliasAge
	a.mu.Unlock()
	if fresh {
		return nil
	}
	all, err := a.fetch(ctx)
	if err := failed(err); err != nil {
		return err
	}
	of := map[string]string{}
	for name, is := range all {
		if to, ok := strings.CutPrefix(is, "alias:"); ok {
			of[name] = to
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.of, a.asked = of, a.now()
	return nil
}

// learn asks for the workspace's own names of emoji. Without them the usual
// names work.
func (p *Platform) learn(ctx context.Context, again bool) {
	if err := p.aliases.refresh(ctx, again); err != nil && ctx.Err() == nil {
		p.o.Log.Warn("names of emoji not known", "err", err)
	}
}
