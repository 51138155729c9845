package install

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// What the client shows of the command while somebody types it.
const (
	commandTitle = "Appeals for witnesses"
	commandAbout = "Appeal for witnesses; help explains every word"
)

// commands makes the slash command in every team, or brings it up to date.
func (s *setup) commands(ctx context.Context) error {
	for _, t := range s.teams {
		if err := s.command(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (s *setup) command(ctx context.Context, t *model.Team) error {
	to := strings.TrimRight(s.o.Callback, "/") + mattermost.PathCommand
	text := fmt.Sprintf("slash command /%s in team %s calls %s", s.o.Command, t.Name, to)
	how := []string{
		fmt.Sprintf("In the client, in team %s: Integrations > Slash Commands > Add: trigger word %s, request URL %s, method POST, autocomplete on. Copy its token into the command token file, one a line.",
			t.Name, s.o.Command, to),
		"API: POST /api/v4/commands",
	}
	cs, resp, err := s.api.ListCommands(ctx, t.Id, true)
	err = mattermost.Failed(resp, err)
	if code := mattermost.StatusOf(err); err != nil && (code < 400 || code >= 500) {
		return fmt.Errorf("list commands of team %s: %w", t.Name, err)
	}
	want := model.Command{
		TeamId: t.Id, Trigger: s.o.Command, Method: model.CommandMethodPost, URL: to, DisplayName: commandTitle,
		Description: description, AutoComplete: true, AutoCompleteDesc: commandAbout, AutoCompleteHint: s.o.Hint,
	}
	i := slices.IndexFunc(cs, func(c *model.Command) bool { return strings.EqualFold(c.Trigger, s.o.Command) && c.DeleteAt == 0 })
	if i < 0 {
		_, err := s.change(text, true, how, func() error {
			c, resp, err := s.api.CreateCommand(ctx, &want)
			if err := mattermost.Failed(resp, err); err != nil {
				return err
			}
			s.CommandTokens = append(s.CommandTokens, c.Token)
			return nil
		})
		return err
	}
	return s.keepCommand(ctx, t, *cs[i], want, text, how)
}

// keepCommand changes an existing command where it differs from what is wanted,
// if it is the bot's.
func (s *setup) keepCommand(ctx context.Context, t *model.Team, have, want model.Command, text string, how []string) error {
	if u, err := url.Parse(have.URL); err != nil || !strings.HasSuffix(u.Path, mattermost.PathCommand) {
		s.Steps = append(s.Steps, Step{
			State: ByHand, Essential: true, Text: fmt.Sprintf("the slash command /%s in team %s belongs to another program and is left alone", s.o.Command, t.Name),
			How: []string{"Choose another word with mattermost.command, or take that command away in the client: Integrations > Slash Commands."},
		})
		return nil
	}
	s.CommandTokens = append(s.CommandTokens, have.Token)
	next := have
	next.Trigger, next.Method, next.URL, next.DisplayName, next.Description = want.Trigger, want.Method, want.URL, want.DisplayName, want.Description
	next.AutoComplete, next.AutoCompleteDesc, next.AutoCompleteHint = true, want.AutoCompleteDesc, want.AutoCompleteHint
	if next == have {
		s.note(Same, "%s", text)
		return nil
	}
	if have.URL != want.URL {
		text += ", no longer " + have.URL
	}
	_, err := s.change(text, true, how, func() error {
		_, resp, err := s.api.UpdateCommand(ctx, &next)
		return mattermost.Failed(resp, err)
	})
	return err
}
