package slack

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// People are remembered for a while: their time zones are needed to read what
// they type.
const (
	personAge = 10 * time.Minute
	maxPeople = 5000
)

type person struct {
	zone *time.Location
	at   time.Time
}

// people knows the workspace's users.
type people struct {
	mu     sync.Mutex
	by     map[string]person
	direct map[string]string // user -> channel
}

// zoneTime is how long a person is kept waiting for Slack to say where they
// are: a form has to be opened within three seconds of a press.
const zoneTime = 400 * time.Millisecond

// zone is where a user is, for the times that they type. Who cannot be looked
// up is where everybody is.
func (p *Platform) zone(ctx context.Context, user string) *time.Location {
	ps, now := &p.people, p.o.Now()
	ps.mu.Lock()
	known, ok := ps.by[user]
	ps.mu.Unlock()
	if ok && now.Sub(known.at) < personAge {
		return known.zone
	}
	ctx, stop := context.WithTimeout(ctx, zoneTime)
	defer stop()
	u, err := p.api.GetUserInfoContext(ctx, user)
	if err := failed(err); err != nil {
		p.o.Log.Warn("time zone not known", "user", user, "err", err)
		if known.zone != nil {
			return known.zone
		}
		return p.o.Zone
	}
	zone := p.o.Zone
	if u.TZ != "" {
		if z, err := time.LoadLocation(u.TZ); err == nil {
			zone = z
		} else {
			zone = time.FixedZone(u.TZLabel, u.TZOffset) // one that this machine does not know
		}
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.by == nil || len(ps.by) > maxPeople {
		ps.by = map[string]person{}
	}
	ps.by[user] = person{zone: zone, at: now}
	return zone
}

// Direct implements chat.Messenger.
func (p *Platform) Direct(ctx context.Context, user string) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	ps := &p.people
	ps.mu.Lock()
	id := ps.direct[user]
	ps.mu.Unlock()
	if id != "" {
		return id, nil
	}
	c, _, _, err := p.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}, ReturnIM: true})
	if err := failed(err); err != nil {
		switch code(err) {
		case "user_not_found", "users_list_not_supplied", "invalid_user_combination", "user_disabled", "not_enough_users", "cannot_dm_bot":
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return "", fmt.Errorf("open direct messages with %s: %w", user, err)
	}
	if c == nil || c.ID == "" {
		return "", fmt.Errorf("open direct messages with %s: %w", user, errNoAnswer)
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.direct == nil || len(ps.direct) > maxPeople {
		ps.direct = map[string]string{}
	}
	ps.direct[user] = c.ID
	return c.ID, nil
}

// Lookup finds people by their e-mail addresses and returns their user ids.
// Addresses that nobody has are left out, and so are accounts that are
// deactivated, bots' and guests': Slack lets nobody use an address that they
// did not prove to have (docs.slack.dev, users.lookupByEmail, 2026-11), but a
// guest was let in by one person alone.
func (p *Platform) Lookup(ctx context.Context, emails []string) (map[string]string, error) {
	out := map[string]string{}
	for _, e := range emails {
		var u *slack.User
		err := adapter.Patient(ctx, func() (err error) {
			u, err = p.api.GetUserByEmailContext(ctx, e)
			return failed(err)
		})
		switch {
		case errors.Is(err, chat.ErrNotFound):
		case err != nil:
			return out, fmt.Errorf("look %s up: %w", e, err)
		case !u.Deleted && !u.IsBot && !u.IsRestricted && !u.IsUltraRestricted:
			out[e] = u.ID
		}
	}
	return out, nil
}
