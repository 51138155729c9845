package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// People are remembered for a while: their names are needed to mention them,
// and their time zones to read what they type.
const (
	personAge = 10 * time.Minute
	maxPeople = 5000
)

type person struct {
	name string
	zone *time.Location
	at   time.Time
}

// people knows the server's users.
type people struct {
	api *model.Client4
	now func() time.Time

	mu sync.Mutex
	by map[string]person
}

// known returns a user who was asked for lately.
func (ps *people) known(id string) (person, bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	u, ok := ps.by[id]
	return u, ok && ps.now().Sub(u.at) < personAge
}

// find returns users by id. Those who do not exist are left out.
func (ps *people) find(ctx context.Context, ids []string) (map[string]person, error) {
	out := map[string]person{}
	var missing []string
	for _, id := range ids {
		if u, ok := ps.known(id); ok {
			out[id] = u
		} else if model.IsValidId(id) {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	users, resp, err := ps.api.GetUsersByIds(ctx, missing)
	if err := failed(resp, err); err != nil {
		return out, fmt.Errorf("look people up: %w", err)
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.by == nil || len(ps.by) > maxPeople {
		ps.by = map[string]person{}
	}
	for _, u := range users {
		p := person{name: u.Username, at: ps.now()}
		if zone := u.GetPreferredTimezone(); zone != "" {
			p.zone, _ = time.LoadLocation(zone) // nil for one that this machine does not know
		}
		ps.by[u.Id], out[u.Id] = p, p
	}
	return out, nil
}

// names are the user names of those who exist, in the order of ids.
func (p *Platform) names(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := p.people.find(ctx, ids)
	var out []string
	for _, id := range ids {
		if u, ok := found[id]; ok {
			out = append(out, u.name)
		}
	}
	return out, err
}

// zoneTime is how long a person is kept waiting for the server to say where
// they are.
const zoneTime = 400 * time.Millisecond

// zone is where a user is, for the times that they type. Who cannot be looked
// up is where everybody is.
func (p *Platform) zone(ctx context.Context, user string) *time.Location {
	ctx, stop := context.WithTimeout(ctx, zoneTime)
	defer stop()
	found, err := p.people.find(ctx, []string{user})
	if err != nil {
		p.o.Log.Warn("time zone not known", "user", ident(user), "err", err)
	}
	if u, ok := found[user]; ok && u.zone != nil {
		return u.zone
	}
	return p.o.Zone
}

// Direct implements chat.Messenger.
func (p *Platform) Direct(ctx context.Context, user string) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	p.mu.Lock()
	id := p.direct[user]
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	c, resp, err := p.api.CreateDirectChannel(ctx, p.me(), user)
	if err := failed(resp, err); err != nil {
		if status(err) == http.StatusBadRequest || status(err) == http.StatusForbidden {
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return "", fmt.Errorf("open direct messages with %s: %w", user, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.direct) > maxPeople {
		clear(p.direct)
	}
	p.direct[user] = c.Id
	return c.Id, nil
}

// ErrOpenDoor says that the server's e-mail addresses prove nothing, however
// often it is asked.
var ErrOpenDoor = errors.New("this server lets anybody sign up with any e-mail address unchecked, so an address does not prove who somebody is; " +
	"write the user ids into people[].logins instead, or switch EnableOpenServer off or RequireEmailVerification on")

// Lookup finds people by their e-mail addresses and returns their user ids.
// Addresses that nobody has are left out. It fails on a server that lets
// anybody sign up with any address unchecked.
func (p *Platform) Lookup(ctx context.Context, emails []string) (map[string]string, error) {
	conf, resp, err := p.api.GetClientConfig(ctx, "")
	if err := failed(resp, err); err != nil {
		return nil, fmt.Errorf("look people up: %w", err)
	}
	if conf["EnableOpenServer"] == "true" && conf["EnableSignUpWithEmail"] == "true" && conf["RequireEmailVerification"] != "true" {
		return nil, fmt.Errorf("look people up: %w", ErrOpenDoor)
	}
	out := map[string]string{}
	for _, e := range emails {
		u, resp, err := p.api.GetUserByEmail(ctx, e, "")
		switch err := failed(resp, err); {
		case errors.Is(err, chat.ErrNotFound):
		case err != nil:
			return out, fmt.Errorf("look %s up: %w", e, err)
		case u.DeleteAt == 0 && !u.IsBot:
			out[e] = u.Id
		}
	}
	return out, nil
}
