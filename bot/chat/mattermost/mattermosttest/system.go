package mattermosttest

import (
	"crypto/x509"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"

	"github.com/mattermost/mattermost/server/public/model"
)

// Version is the version of the server that this one looks like.
const Version = "11.6.0"

func systemRoutes() []route {
	return []route{
		{http.MethodGet, "/api/v4/system/ping", ping, true},
		{http.MethodGet, "/api/v4/config/client", clientConfig, true},
		{http.MethodGet, "/api/v4/config", getConfig, false},
		{http.MethodPut, "/api/v4/config/patch", patchConfig, false},
		{http.MethodGet, "/api/v4/roles/name/{role}", getRole, false},
		{http.MethodPost, "/api/v4/roles/names", getRoles, false},
		{http.MethodPut, "/api/v4/roles/{role_id}/patch", patchRole, false},
	}
}

// defaultConfig is a fresh server's, set up for a bot that listens on loopback.
func defaultConfig() *model.Config {
	c := &model.Config{}
	c.SetDefaults()
	*c.ServiceSettings.AllowedUntrustedInternalConnections = "127.0.0.1 localhost"
	*c.ServiceSettings.EnableBotAccountCreation = true
	*c.ServiceSettings.EnableUserAccessTokens = true
	*c.ServiceSettings.OutgoingIntegrationRequestsTimeout = 30
	return c
}

func ping(*call) (any, *model.AppError) {
	return map[string]any{"ActiveSearchBackend": "database", "AndroidLatestVersion": "", "AndroidMinVersion": "", "IosLatestVersion": "", "IosMinVersion": "", "status": "OK"}, nil
}

// clientConfig is the small part of the configuration that clients get, all of
// it strings. Without login it is smaller still.
func clientConfig(c *call) (any, *model.AppError) {
	if c.query("format") != "" && c.query("format") != "old" {
		return nil, invalidURL("format")
	}
	der, err := x509.MarshalPKIXPublicKey(&c.key.PublicKey)
	if err != nil {
		return nil, fail(http.StatusInternalServerError, "key", err.Error())
	}
	out := map[string]string{
		"AsymmetricSigningPublicKey": base64.StdEncoding.EncodeToString(der),
		"Version":                    Version, "BuildNumber": "dev", "BuildEnterpriseReady": "false",
		"SiteName": "Mattermost", "SiteURL": *c.config.ServiceSettings.SiteURL, "TelemetryId": "stand-in",
		"DefaultClientLocale": "en", "EnableBotAccountCreation": strconv.FormatBool(*c.config.ServiceSettings.EnableBotAccountCreation),
		"EnableUserAccessTokens": strconv.FormatBool(*c.config.ServiceSettings.EnableUserAccessTokens),
		"PasswordMinimumLength":  "8",
	}
	if me, _ := c.who(bearer(c.r)); me == nil {
		return out, nil
	}
	maps.Copy(out, map[string]string{
		"MaxPostSize": strconv.Itoa(maxMessage), "MaxFileSize": strconv.FormatInt(*c.config.FileSettings.MaxFileSize, 10),
		"EnableCommands": strconv.FormatBool(*c.config.ServiceSettings.EnableCommands), "CollapsedThreads": "always_on",
		"EnableLatex": "true", "EnableInlineLatex": "true", "EnableLinkPreviews": "false", "EnableFileAttachments": "true",
		"PostEditTimeLimit": strconv.Itoa(*c.config.ServiceSettings.PostEditTimeLimit), "TeammateNameDisplay": "username",
		"EnablePostUsernameOverride": "false", "EnablePostIconOverride": "false", "UniqueEmojiReactionLimitPerPost": "50",
	})
	return out, nil
}

func getConfig(c *call) (any, *model.AppError) {
	if !c.can("sysconsole_read_site_users_and_teams") {
		return nil, forbidden("sysconsole_read")
	}
	return c.config, nil
}

// patchConfig takes over the settings that are named.
func patchConfig(c *call) (any, *model.AppError) {
	if !c.can("manage_system") {
		return nil, forbidden("sysconsole_write")
	}
	if err := c.decode(c.config); err != nil {
		return nil, err
	}
	return c.config, nil
}

func getRole(c *call) (any, *model.AppError) {
	if role := c.roles[c.path["role"]]; role != nil {
		return role, nil
	}
	return nil, fail(http.StatusNotFound, "app.role.get_by_name.app_error", "Unable to get role.")
}

func getRoles(c *call) (any, *model.AppError) {
	var names []string
	if err := c.decode(&names); err != nil {
		return nil, err
	}
	out := []*model.Role{}
	for _, n := range names {
		if r := c.roles[n]; r != nil {
			out = append(out, r)
		}
	}
	return out, nil
}

// patchRole moves permissions. The built-in roles of guests aside, Team Edition
// lets an administrator change the permissions of any role.
func patchRole(c *call) (any, *model.AppError) {
	var patch model.RolePatch
	if err := c.decode(&patch); err != nil {
		return nil, err
	}
	for _, r := range c.roles {
		if r.Id != c.path["role_id"] {
			continue
		}
		if !c.can("manage_system") {
			return nil, forbidden("sysconsole_write_user_management_permissions")
		}
		r.Patch(&patch)
		r.UpdateAt = c.now()
		return r, nil
	}
	return nil, fail(http.StatusNotFound, "app.role.get.app_error", "Unable to get role.")
}
