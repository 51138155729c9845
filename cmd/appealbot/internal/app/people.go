package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"appealbot/bot/chat/mattermost"
	"appealbot/configs"
)

// Looking for people. The desk knows the same people from its start to its end,
// so a server that cannot be reached just then is waited for, but not for long:
// everybody with a login in the configuration can work without it.
const (
	findPatience = 30 * time.Second
	findPause    = 2 * time.Second
)

// A finder finds the logins of people by their e-mail addresses.
type finder struct {
	platform string
	// lookup returns the user ids of those addresses that the platform knows.
	// Its error says why the platform could not be asked.
	lookup   func(ctx context.Context, emails []string) (map[string]string, error)
	patience time.Duration
	log      *slog.Logger
}

// find returns people with a login on the platform wherever one was found.
func (f finder) find(ctx context.Context, people []configs.Person) []configs.Person {
	var emails []string
	taken := map[string]bool{}
	for _, p := range people {
		id := p.Logins[f.platform]
		taken[id] = id != ""
		if id == "" && p.Email != "" {
			emails = append(emails, p.Email)
		}
	}
	if len(emails) == 0 {
		return people
	}
	ids, err := f.ask(ctx, emails)
	if err != nil {
		f.log.Warn("people cannot be looked up; those whom the configuration gives no login there are not known until the program is started again", "platform", f.platform, "people", len(emails), "err", err)
		return people
	}
	out := slices.Clone(people)
	for i, p := range out {
		if p.Logins[f.platform] != "" || p.Email == "" {
			continue
		}
		id := idOf(ids, p.Email)
		switch {
		case id == "":
			f.log.Warn("a person has no account there, or another e-mail address, and cannot use the program there", "platform", f.platform, "person", p.ID)
		case taken[id]:
			f.log.Warn("a person's e-mail address leads to the login of somebody else; correct one of the two in the configuration", "platform", f.platform, "person", p.ID)
		default:
			taken[id] = true
			out[i].Logins = maps.Clone(p.Logins)
			if out[i].Logins == nil {
				out[i].Logins = map[string]string{}
			}
			out[i].Logins[f.platform] = id
		}
	}
	return out
}

// ask asks until there is an answer, patience is over or ctx ends.
func (f finder) ask(ctx context.Context, emails []string) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, f.patience)
	defer cancel()
	for {
		ids, err := f.lookup(ctx, emails)
		if err == nil {
			return ids, nil
		}
		if errors.Is(err, mattermost.ErrOpenDoor) {
			return nil, err
		}
		f.log.Info("people cannot be looked up yet", "platform", f.platform, "err", err)
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("waited in vain: %w", err)
		case <-time.After(findPause):
		}
	}
}

// idOf finds an address among those that were found; their case is the
// server's.
func idOf(ids map[string]string, email string) string {
	for found, id := range ids {
		if strings.EqualFold(found, email) {
			return id
		}
	}
	return ""
}
