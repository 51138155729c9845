package install

import (
	"context"
	"fmt"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// channels sees to it that the bot's standing channels exist and that it is in
// them: it hears nothing of reactions in a channel that it is not in.
func (s *setup) channels(ctx context.Context) error {
	if len(s.teams) == 0 {
		return nil
	}
	for _, name := range s.o.Channels {
		if err := s.channel(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (s *setup) channel(ctx context.Context, name string) error {
	c, team, err := s.findChannel(ctx, name)
	if err != nil {
		return err
	}
	if c == nil {
		team = s.teams[0]
		how := []string{"In the client: + > Create new channel, public, named " + name + "; then add @" + s.o.Bot + " to it."}
		made, err := s.change(fmt.Sprintf("public channel %s is made in team %s", name, team.Name), true, how, func() (err error) {
			var resp *model.Response
			c, resp, err = s.api.CreateChannel(ctx, &model.Channel{
				TeamId: team.Id, Type: model.ChannelTypeOpen, Name: name, DisplayName: name, Purpose: "The appeal bot writes here.",
			})
			return mattermost.Failed(resp, err)
		})
		if err != nil || !made {
			return err
		}
	}
	if c.DeleteAt != 0 {
		s.Steps = append(s.Steps, Step{
			State: ByHand, Essential: true, Text: fmt.Sprintf("channel %s in team %s is archived", name, team.Name),
			How: []string{
				"In the client: Browse channels > Archived > " + name + " > Unarchive. Or name another channel in the configuration.",
				"API: POST /api/v4/channels/" + c.Id + "/restore",
			},
		})
		return nil
	}
	return s.joinChannel(ctx, c, team)
}

// findChannel looks for a channel in all teams, as the bot does. A channel that
// is not archived comes first.
func (s *setup) findChannel(ctx context.Context, name string) (found *model.Channel, team *model.Team, err error) {
	for _, t := range s.teams {
		c, resp, err := s.api.GetChannelByNameIncludeDeleted(ctx, name, t.Id, "")
		switch err := mattermost.Failed(resp, err); {
		case missing(err):
			continue
		case err != nil:
			return nil, nil, fmt.Errorf("find channel %s: %w", name, err)
		}
		if c.DeleteAt == 0 {
			return c, t, nil
		}
		if found == nil {
			found, team = c, t
		}
	}
	return found, team, nil
}

func (s *setup) joinChannel(ctx context.Context, c *model.Channel, team *model.Team) error {
	text := fmt.Sprintf("@%s is in channel %s of team %s", s.o.Bot, c.Name, team.Name)
	if s.bot != nil {
		if _, resp, err := s.api.GetChannelMember(ctx, c.Id, s.bot.Id, ""); mattermost.Failed(resp, err) == nil {
			s.note(Same, "%s", text)
			return nil
		}
	}
	how := []string{"In the client: in the channel, type /invite @" + s.o.Bot}
	if s.bot == nil && !s.o.Dry {
		s.Steps = append(s.Steps, Step{State: ByHand, Text: text, How: how})
		return nil
	}
	_, err := s.change(text, false, how, func() error {
		_, resp, err := s.api.AddChannelMember(ctx, c.Id, s.bot.Id)
		return mattermost.Failed(resp, err)
	})
	return err
}
