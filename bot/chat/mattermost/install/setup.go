package install

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// Options say what Setup is to make.
type Options struct {
	// URL is the server's address.
	URL string
	// Token is an administrator's.
	Token string
	// Bot is the user name of the bot's account.
	Bot string
	// BotToken is the token that the bot has already; empty when it has none.
	BotToken string
	// KeepToken keeps a new token for the bot, at once: it cannot be read a
	// second time.
	KeepToken func(token string) error
	// Teams are the names of the teams that the bot works in.
	Teams []string
	// Channels are public channels that it works in; missing ones are made in
	// the first team.
	Channels []string
	// Command is the slash command, and Hint what the server shows of what may
	// follow it.
	Command, Hint string
	// Callback is the address under which the server reaches the bot.
	Callback string
	// People are looked up.
	People []Person
	// LeaveRoles leaves the server's roles as they are.
	LeaveRoles bool
	// Dry changes nothing.
	Dry bool
	// Say hears what is about to be done, where that touches others than the
	// bot; nil means nobody.
	Say func(sentence string)
	// Now tells the time.
	Now func() time.Time
	// Transport carries the requests; nil means the standard one.
	Transport http.RoundTripper
}

// A Result is what Setup made and found.
type Result struct {
	Server Server
	// As is the user name of the administrator.
	As    string
	Steps []Step
	// CommandTokens are the tokens of the slash command, one a team, in the
	// order of the teams.
	CommandTokens []string
	// Found are the people, in the order of Options.People.
	Found []Found
}

// setup is one call of Setup.
type setup struct {
	o     Options
	api   *model.Client4
	bot   *model.User // nil when there is none yet
	teams []*model.Team
	Result
}

// Setup makes a server ready. The error says why nothing could be done at all;
// everything else is in the steps.
func Setup(ctx context.Context, o Options) (Result, error) {
	s := &setup{o: o, api: mattermost.NewClient(o.URL, o.Token, o.Transport)}
	err := s.run(ctx)
	return s.Result, err
}

func (s *setup) run(ctx context.Context) (err error) {
	if s.Server, err = greet(ctx, s.api, s.o.Now); err != nil {
		return err
	}
	if why := supported(s.Server.Version); why != "" {
		return errors.New(why)
	}
	me, resp, err := s.api.GetMe(ctx, "")
	switch err := mattermost.Failed(resp, err); {
	case mattermost.StatusOf(err) == http.StatusUnauthorized:
		return errors.New("the server does not know the administrator's token. Look whether it was revoked, is for this server, and was copied whole")
	case err != nil:
		return fmt.Errorf("ask who the token's owner is: %w", err)
	case me.IsBot:
		return fmt.Errorf("the token is that of the bot @%s, which cannot set anything up. Take one of an administrator", me.Username)
	}
	s.As = me.Username
	s.settings(ctx)
	for _, part := range []func(context.Context) error{s.account, s.token, s.joinTeams, s.channels, s.commands, s.roles, s.people} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// note adds a step.
func (s *setup) note(state State, format string, args ...any) {
	s.Steps = append(s.Steps, Step{State: state, Text: fmt.Sprintf(format, args...)})
}

// change does something and notes how it ended, or only notes that it would.
// It reports whether it was done. By hand is what somebody else has to do when
// the token has not the right. An error means that going on is useless.
func (s *setup) change(text string, essential bool, how []string, do func() error) (bool, error) {
	if s.o.Dry {
		s.note(Would, "%s", text)
		return false, nil
	}
	err := do()
	switch code := mattermost.StatusOf(err); {
	case err == nil:
		s.note(Done, "%s", text)
		return true, nil
	case code >= 400 && code < 500 && code != http.StatusUnauthorized && code != http.StatusTooManyRequests, code == http.StatusNotImplemented:
		s.Steps = append(s.Steps, Step{State: ByHand, Text: text + " (" + refusal(err) + ")", How: how, Essential: essential})
		return false, nil
	}
	return false, fmt.Errorf("%s: %w", text, err)
}

// refusal is why the server would not do something, in its words.
func refusal(err error) string {
	if mattermost.StatusOf(err) == http.StatusForbidden {
		return "the token has not the right"
	}
	s := strings.TrimRight(err.Error(), ". ")
	if i := strings.Index(s, mattermost.ErrorID(err)); i >= 0 && mattermost.ErrorID(err) != "" {
		s = strings.TrimLeft(s[i+len(mattermost.ErrorID(err)):], ": ")
	}
	return "the server says: " + s
}

// missing reports whether an error says that something is not there.
func missing(err error) bool { return mattermost.StatusOf(err) == http.StatusNotFound }

// joinTeams takes the bot into its teams.
func (s *setup) joinTeams(ctx context.Context) error {
	for _, name := range s.o.Teams {
		t, resp, err := s.api.GetTeamByName(ctx, name, "")
		switch err := mattermost.Failed(resp, err); {
		case missing(err) || mattermost.StatusOf(err) == http.StatusForbidden:
			s.Steps = append(s.Steps, Step{
				State: ByHand, Essential: true, Text: fmt.Sprintf("there is no team %q, or the token may not see it", name),
				How: []string{"The name of a team is what stands behind the server in the address of its channels. Correct --team, or make the team in the client."},
			})
			continue
		case err != nil:
			return fmt.Errorf("find team %s: %w", name, err)
		}
		s.teams = append(s.teams, t)
		if t.SchemeId != nil && *t.SchemeId != "" {
			s.note(Note, "team %s has a permission scheme of its own, so what is said about roles below does not hold in it; see System Console > User Management > Permissions", name)
		}
		if err := s.joinTeam(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (s *setup) joinTeam(ctx context.Context, t *model.Team) error {
	text := fmt.Sprintf("@%s is in team %s", s.o.Bot, t.Name)
	if s.bot != nil {
		m, resp, err := s.api.GetTeamMember(ctx, t.Id, s.bot.Id, "")
		if err := mattermost.Failed(resp, err); err == nil && m.DeleteAt == 0 {
			s.note(Same, "%s", text)
			return nil
		}
	}
	how := []string{"In the client: team menu > Invite people, and choose @" + s.o.Bot + ".", "API: POST /api/v4/teams/" + t.Id + "/members"}
	if s.bot == nil && !s.o.Dry {
		s.Steps = append(s.Steps, Step{State: ByHand, Text: text, How: how, Essential: true})
		return nil
	}
	_, err := s.change(text, true, how, func() error {
		_, resp, err := s.api.AddTeamMember(ctx, t.Id, s.bot.Id)
		return mattermost.Failed(resp, err)
	})
	return err
}

// wanted returns the permissions of have with some more and some less.
func wanted(have, more, less []string) []string {
	out := slices.DeleteFunc(slices.Clone(have), func(p string) bool { return slices.Contains(less, p) })
	for _, p := range more {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
