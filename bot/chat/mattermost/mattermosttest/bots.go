package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func botRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/bots", createBot, false},
		{http.MethodGet, "/api/v4/bots", listBots, false},
		{http.MethodGet, "/api/v4/bots/{bot_id}", getBot, false},
		{http.MethodPut, "/api/v4/bots/{bot_id}", patchBot, false},
		{http.MethodPost, "/api/v4/bots/{bot_id}/enable", enableBot, false},
		{http.MethodPost, "/api/v4/bots/{bot_id}/disable", disableBot, false},
	}
}

func createBot(c *call) (any, *model.AppError) {
	var in model.Bot
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !c.can("create_bot") {
		return nil, forbidden("create_bot")
	}
	if !*c.config.ServiceSettings.EnableBotAccountCreation {
		return nil, fail(http.StatusForbidden, "api.bot.create_disabled", "Bot creation has been disabled.")
	}
	if !model.IsValidUsername(in.Username) {
		return nil, fail(http.StatusBadRequest, "model.user.is_valid.username.app_error", "Invalid username.")
	}
	if c.byName(in.Username) != nil {
		return nil, fail(http.StatusBadRequest, "app.user.save.username_exists.app_error", "An account with that username already exists.")
	}
	u := c.addUser(&model.User{Username: in.Username, Email: in.Username + "@localhost", FirstName: in.DisplayName}, "")
	b := &model.Bot{
		UserId: u.Id, Username: in.Username, DisplayName: in.DisplayName, Description: in.Description, OwnerId: c.me.Id,
		CreateAt: u.CreateAt, UpdateAt: u.CreateAt,
	}
	c.bots[u.Id] = b
	return c.created(b)
}

// bot is the bot that the path names, if the caller may see it.
func (c *call) bot(deleted bool) (*model.Bot, *model.AppError) {
	b := c.bots[c.path["bot_id"]]
	if b == nil || b.DeleteAt != 0 && !deleted || !c.can("manage_others_bots") && b.OwnerId != c.me.Id {
		return nil, fail(http.StatusNotFound, "store.sql_bot.get.missing.app_error", "Unable to find the bot.")
	}
	return b, nil
}

func listBots(c *call) (any, *model.AppError) {
	out := []*model.Bot{}
	for _, b := range c.bots {
		if (b.DeleteAt == 0 || c.flag("include_deleted")) && c.can("read_others_bots") {
			out = append(out, b)
		}
	}
	return page(c.r.URL.Query(), out), nil
}

func getBot(c *call) (any, *model.AppError) {
	b, err := c.bot(c.flag("include_deleted"))
	if err != nil {
		return nil, err
	}
	return b, nil
}

func patchBot(c *call) (any, *model.AppError) {
	b, err := c.bot(false)
	if err != nil {
		return nil, err
	}
	var patch model.BotPatch
	if err := c.decode(&patch); err != nil {
		return nil, err
	}
	b.Patch(&patch)
	b.UpdateAt = c.now()
	u := c.users[b.UserId]
	u.Username, u.FirstName = b.Username, b.DisplayName
	return b, nil
}

func enableBot(c *call) (any, *model.AppError) { return c.switchBot(true) }

func disableBot(c *call) (any, *model.AppError) { return c.switchBot(false) }

func (c *call) switchBot(on bool) (any, *model.AppError) {
	b, err := c.bot(true)
	if err != nil {
		return nil, err
	}
	c.setActive(b.UserId, on)
	return b, nil
}
