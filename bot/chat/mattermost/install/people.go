package install

import (
	"context"
	"fmt"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// A Person is somebody who is to use the bot.
type Person struct {
	// ID names the person in the configuration.
	ID string
	// Login is the user id on the server, if that is known.
	Login string
	// Email and Username are what the person is looked for by, the name first.
	Email, Username string
}

// Found is who a Person is on the server.
type Found struct {
	Person
	// UserID is empty when nobody was found.
	UserID string
	// Name is the user name.
	Name string
	// But is what keeps the person from using the bot, or should be known.
	But string
}

// people looks the people up. The administrator sees whether an address was
// ever checked.
func (s *setup) people(ctx context.Context) error {
	for _, p := range s.o.People {
		f, err := find(ctx, s.api, p)
		if err != nil {
			return err
		}
		if f.UserID != "" && len(s.teams) > 0 {
			m, resp, err := s.api.GetTeamMember(ctx, s.teams[0].Id, f.UserID, "")
			if err := mattermost.Failed(resp, err); missing(err) || err == nil && m.DeleteAt != 0 {
				f.say("is not in team " + s.teams[0].Name + ", where the channels of cases are")
			}
		}
		s.Found = append(s.Found, f)
	}
	return nil
}

// say adds to what should be known.
func (f *Found) say(but string) {
	if f.But != "" {
		f.But += "; "
	}
	f.But += but
}

// find looks one person up.
func find(ctx context.Context, api *model.Client4, p Person) (Found, error) {
	f := Found{Person: p}
	var u *model.User
	var resp *model.Response
	var err error
	switch {
	case p.Username != "":
		u, resp, err = api.GetUserByUsername(ctx, p.Username, "")
	case p.Login != "":
		u, resp, err = api.GetUser(ctx, p.Login, "")
	case p.Email != "":
		u, resp, err = api.GetUserByEmail(ctx, p.Email, "")
	default:
		f.But = "has neither a login nor an e-mail address, so nobody can be found"
		return f, nil
	}
	switch err := mattermost.Failed(resp, err); {
	case missing(err):
		f.But = "has no account here, or another " + p.by()
		return f, nil
	case mattermost.StatusOf(err) == 403:
		f.But = "cannot be looked up by " + p.by() + " with this token"
		return f, nil
	case err != nil:
		return f, fmt.Errorf("look %s up: %w", p.ID, err)
	}
	f.UserID, f.Name = u.Id, u.Username
	switch {
	case u.IsBot:
		f.But = "is a bot"
	case u.DeleteAt != 0:
		f.But = "is deactivated"
	case p.Username == "" && p.Login == "" && !u.EmailVerified && u.AuthService == "":
		f.But = "never confirmed the address: make sure that it is this officer before you paste the line"
	}
	return f, nil
}

// by is what a person is looked for by.
func (p Person) by() string {
	switch {
	case p.Username != "":
		return "user name"
	case p.Login != "":
		return "user id"
	}
	return "e-mail address"
}
