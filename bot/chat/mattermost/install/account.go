package install

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// What people see of the bot.
const (
	displayName = "Appeals"
	description = "Publishes appeals for witnesses with the approval of two officers, and brings the answers back."
)

// account finds or makes the bot's account.
func (s *setup) account(ctx context.Context) error {
	u, resp, err := s.api.GetUserByUsername(ctx, s.o.Bot, "")
	switch err := mattermost.Failed(resp, err); {
	case missing(err):
		return s.newAccount(ctx)
	case err != nil:
		return fmt.Errorf("look for @%s: %w", s.o.Bot, err)
	case !u.IsBot:
		return fmt.Errorf("@%s is a person's account, not a bot's. Choose another name with --bot", s.o.Bot)
	}
	s.bot = u
	how := []string{"In the client: Integrations > Bot Accounts > @" + s.o.Bot + ".", "API: POST /api/v4/bots/" + u.Id + "/enable"}
	if u.DeleteAt != 0 {
		if _, err := s.change(fmt.Sprintf("bot account @%s is enabled", s.o.Bot), true, how, func() error {
			_, resp, err := s.api.EnableBot(ctx, u.Id)
			return mattermost.Failed(resp, err)
		}); err != nil {
			return err
		}
	}
	if u.FirstName == displayName && u.BotDescription == description {
		s.note(Same, "bot account @%s exists", s.o.Bot)
		return nil
	}
	name, about := displayName, description
	_, err = s.change(fmt.Sprintf("bot account @%s is called %q", s.o.Bot, displayName), false, how[:1], func() error {
		_, resp, err := s.api.PatchBot(ctx, u.Id, &model.BotPatch{DisplayName: &name, Description: &about})
		return mattermost.Failed(resp, err)
	})
	return err
}

func (s *setup) newAccount(ctx context.Context) error {
	how := []string{
		"System Console > Integrations > Bot Accounts > Enable Bot Account Creation: true (ServiceSettings.EnableBotAccountCreation).",
		"Then in the client: Integrations > Bot Accounts > Add Bot Account, username " + s.o.Bot + ", role Member; copy its token into the token file.",
	}
	_, err := s.change(fmt.Sprintf("bot account @%s is made", s.o.Bot), true, how, func() error {
		b, resp, err := s.api.CreateBot(ctx, &model.Bot{Username: s.o.Bot, DisplayName: displayName, Description: description})
		if err := mattermost.Failed(resp, err); err != nil {
			return err
		}
		s.bot, resp, err = s.api.GetUser(ctx, b.UserId, "")
		return mattermost.Failed(resp, err)
	})
	return err
}

// token sees to it that the bot has a token that works.
func (s *setup) token(ctx context.Context) error {
	owner, err := s.ownerOf(ctx, s.o.BotToken)
	switch {
	case err != nil:
		return err
	case owner != "" && s.bot != nil && owner == s.bot.Id:
		s.note(Same, "the bot's token works and is kept")
		return nil
	case owner != "":
		return fmt.Errorf("the token file holds the token of another account than @%s. Move it away, or choose that account with --bot", s.o.Bot)
	}
	how := []string{"In the client: Integrations > Bot Accounts > @" + s.o.Bot + " > Create New Token; copy it into the token file."}
	if s.bot == nil && !s.o.Dry {
		s.Steps = append(s.Steps, Step{State: ByHand, Text: "the bot has an access token", How: how, Essential: true})
		return nil
	}
	text := "the bot has an access token"
	if s.o.BotToken != "" {
		text = "the bot has a new access token, since the old one does not work any more"
	}
	kept := error(nil)
	if _, err := s.change(text, true, how, func() error {
		t, resp, err := s.api.CreateUserAccessToken(ctx, s.bot.Id, "appealbot", 0)
		if err := mattermost.Failed(resp, err); err != nil {
			return err
		}
		kept = s.o.KeepToken(t.Token)
		return nil
	}); err != nil {
		return err
	}
	return kept
}

// ownerOf returns the user id of a token's owner; nothing when it is no good.
func (s *setup) ownerOf(ctx context.Context, token string) (string, error) {
	if token == "" {
		return "", nil
	}
	u, resp, err := mattermost.NewClient(s.o.URL, token, s.o.Transport).GetMe(ctx, "")
	switch err := mattermost.Failed(resp, err); {
	case mattermost.StatusOf(err) == http.StatusUnauthorized:
		return "", nil
	case err != nil:
		return "", fmt.Errorf("try the bot's token: %w", err)
	}
	return u.Id, nil
}

// botRoles are the roles of the bot's account.
func (s *setup) botRoles() []string {
	if s.bot == nil {
		return nil
	}
	return strings.Fields(s.bot.Roles)
}
