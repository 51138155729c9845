package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
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
			out[i].Logins = with(p.Logins, f.platform, id)
		}
	}
	return out
}

// findAll looks people up on several platforms at once, so that one that is down
// does not cost the patience for another.
func findAll(ctx context.Context, people []configs.Person, finders []finder) []configs.Person {
	found := make([][]configs.Person, len(finders))
	var asking sync.WaitGroup
	for i, f := range finders {
		asking.Go(func() { found[i] = f.find(ctx, people) })
	}
	asking.Wait()
	out := slices.Clone(people)
	for i, f := range finders {
		for j, p := range found[i] {
			if id := p.Logins[f.platform]; id != "" && out[j].Logins[f.platform] == "" {
				out[j].Logins = with(out[j].Logins, f.platform, id)
			}
		}
	}
	return out
}

// with are logins with one more; those that were given stay as they are.
func with(logins map[string]string, platform, id string) map[string]string {
	out := maps.Clone(logins)
	if out == nil {
		out = map[string]string{}
	}
	out[platform] = id
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
