package mattermosttest

import (
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
)

func createToken(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	var in model.UserAccessToken
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.Description == "" {
		return nil, invalid("description")
	}
	if !c.can("create_user_access_token") && !(c.bots[u.Id] != nil && c.can("manage_bots")) {
		return nil, forbidden("create_user_access_token")
	}
	if !*c.config.ServiceSettings.EnableUserAccessTokens && c.bots[u.Id] == nil {
		return nil, fail(http.StatusNotImplemented, "app.user_access_token.disabled", "Personal access tokens are disabled on this server.")
	}
	k := c.addToken(u.Id, false)
	k.description = in.Description
	return &model.UserAccessToken{Id: k.id, Token: k.secret, UserId: u.Id, Description: in.Description, IsActive: true}, nil
}

func listTokens(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if !c.can("read_user_access_token") {
		return nil, forbidden("read_user_access_token")
	}
	out := []*model.UserAccessToken{}
	for _, k := range c.tokens {
		if k.user == u.Id && !k.session {
			out = append(out, &model.UserAccessToken{Id: k.id, UserId: k.user, Description: k.description, IsActive: !k.disabled})
		}
	}
	return out, nil
}

func revokeToken(c *call) (any, *model.AppError) {
	in := map[string]string{}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	for secret, k := range c.tokens {
		if k.id == in["token_id"] && !k.session {
			if !c.can("revoke_user_access_token") {
				return nil, forbidden("revoke_user_access_token")
			}
			delete(c.tokens, secret)
			c.dropSockets(secret)
			return ok()
		}
	}
	return nil, fail(http.StatusNotFound, "app.user_access_token.get_by_user.app_error", "Unable to get the personal access token.")
}
