package slacktest

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

func authTest(c *call) (obj, error) {
	out := obj{
		"url": "https://" + TeamDomain + ".slack.com/", "team": TeamName, "user": c.users[BotUser].Name, "team_id": Team, "user_id": BotUser,
		"bot_id": Bot, "is_enterprise_install": false,
	}
	if c.opts.enterprise != "" {
		out["enterprise_id"] = c.opts.enterprise
	}
	if c.opts.orgWide { // the workspace is the organisation then: a guess
		out["is_enterprise_install"], out["team_id"] = true, c.opts.enterprise
	}
	return out, nil
}

func teamInfo(c *call) (obj, error) {
	if t := c.get("team"); t != "" && t != Team {
		return nil, fail("team_not_found")
	}
	team := obj{"id": Team, "name": TeamName, "url": "https://" + TeamDomain + ".slack.com/", "domain": TeamDomain, "email_domain": "police.example", "icon": obj{}}
	if c.opts.enterprise != "" {
		team["enterprise_id"], team["enterprise_name"] = c.opts.enterprise, "Metro"
	}
	return obj{"team": team}, nil
}

func botsInfo(c *call) (obj, error) {
	if b := c.get("bot"); b != "" && b != Bot {
		return nil, fail("bot_not_found")
	}
	return obj{"bot": obj{"id": Bot, "deleted": false, "name": c.users[BotUser].Name, "updated": c.now() / 1e6, "app_id": App, "user_id": BotUser, "icons": obj{}}}, nil
}

func emojiList(c *call) (obj, error) {
	return obj{"emoji": maps.Clone(c.emoji), "cache_ts": c.ts()}, nil
}

// userObject is a user as the API gives one
// (docs.slack.dev/reference/objects/user-object). A stranger has less.
func (s *Server) userObject(u *User) obj {
	o := obj{
		"id": u.ID, "team_id": cmp.Or(u.Team, Team), "name": u.Name, "deleted": u.Deleted, "is_bot": u.Bot, "is_app_user": false,
		"updated": 1700000000,
		"profile": obj{"real_name": u.Real, "display_name": u.Name, "team": cmp.Or(u.Team, Team)},
	}
	if u.Team != "" {
		o["is_stranger"] = true
	}
	if u.Deleted {
		return o
	}
	offset := 0
	if zone, err := time.LoadLocation(u.TZ); err == nil {
		_, offset = s.opts.now().In(zone).Zone()
	}
	maps.Copy(o, obj{
		"real_name": u.Real, "tz": u.TZ, "tz_label": u.TZ, "tz_offset": offset, "is_admin": false, "is_owner": false, "is_primary_owner": false,
		"is_restricted": u.Restricted || u.UltraRestricted, "is_ultra_restricted": u.UltraRestricted, "is_email_confirmed": true, "who_can_share_contact_card": "EVERYONE",
	})
	if e := cmp.Or(u.Enterprise, s.opts.enterprise); e != "" {
		o["enterprise_user"] = obj{"id": u.ID, "enterprise_id": e, "enterprise_name": "Metro", "is_admin": false, "is_owner": false, "teams": []string{cmp.Or(u.Team, Team)}}
	}
	return o
}

func usersInfo(c *call) (obj, error) {
	u := c.users[c.get("user")]
	if u == nil {
		return nil, fail("user_not_found")
	}
	o := c.userObject(u)
	if c.flag("include_locale") {
		o["locale"] = "en-US"
	}
	return obj{"user": o}, nil
}

func usersList(c *call) (obj, error) {
	var all []obj
	for _, id := range slices.Sorted(mapKeys(c.users)) {
		all = append(all, c.userObject(c.users[id]))
	}
	some, next, err := page(c, all, 0, 1000)
	if err != nil {
		return nil, err
	}
	return obj{"members": some, "cache_ts": c.now() / 1e6, "response_metadata": obj{"next_cursor": next}}, nil
}

func lookupByEmail(c *call) (obj, error) {
	for _, u := range c.users {
		if strings.EqualFold(u.Email, c.get("email")) && !u.Deleted && u.Team == "" {
			return obj{"user": c.userObject(u)}, nil
		}
	}
	return nil, fail("users_not_found")
}

// page is the part of a list that the call asks for. A cursor is only good for
// the next call.
func page[T any](c *call, all []T, normal, most int) ([]T, string, error) {
	n, err := c.limit(normal, most)
	if err != nil {
		return nil, "", err
	}
	from := 0
	if cur := c.get("cursor"); cur != "" {
		b, err := base64.StdEncoding.DecodeString(cur)
		if from, _ = strconv.Atoi(strings.TrimPrefix(string(b), "next:")); err != nil || from <= 0 {
			return nil, "", c.wrong("invalid_cursor", "%q is no cursor", cur)
		}
	}
	from = min(from, len(all))
	if n == 0 || from+n >= len(all) {
		return append([]T{}, all[from:]...), "", nil
	}
	return append([]T{}, all[from:from+n]...), base64.StdEncoding.EncodeToString([]byte("next:" + strconv.Itoa(from+n))), nil
}
