package mattermosttest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mattermost/mattermost/server/public/model"
)

// A channel is a channel with its members.
type channel struct {
	*model.Channel
	members map[string]*model.ChannelMember
}

func channelRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/channels", createChannel, false},
		{http.MethodPost, "/api/v4/channels/direct", createDirect, false},
		{http.MethodGet, "/api/v4/channels/{channel_id}", getChannel, false},
		{http.MethodDelete, "/api/v4/channels/{channel_id}", archiveChannel, false},
		{http.MethodPut, "/api/v4/channels/{channel_id}/patch", patchChannel, false},
		{http.MethodPost, "/api/v4/channels/{channel_id}/restore", restoreChannel, false},
		{http.MethodGet, "/api/v4/teams/{team_id}/channels", publicChannels, false},
		{http.MethodGet, "/api/v4/teams/{team_id}/channels/deleted", deletedChannels, false},
		{http.MethodGet, "/api/v4/teams/{team_id}/channels/name/{channel_name}", channelByName, false},
		{http.MethodGet, "/api/v4/teams/name/{team_name}/channels/name/{channel_name}", channelByName, false},
		{http.MethodGet, "/api/v4/users/{user_id}/teams/{team_id}/channels", channelsOfUser, false},
		{http.MethodGet, "/api/v4/users/{user_id}/channels", channelsOfUser, false},
	}
}

// channel is the channel that the path names, whoever asks.
func (c *call) channel() (*channel, *model.AppError) {
	id := c.path["channel_id"]
	if !model.IsValidId(id) {
		return nil, invalidURL("channel_id")
	}
	if ch := c.channels[id]; ch != nil {
		return ch, nil
	}
	return nil, fail(http.StatusNotFound, "app.channel.get.existing.app_error", "Unable to find the existing channel.")
}

// addChannel makes a channel; its creator becomes its administrator.
func (s *Server) addChannel(m *model.Channel, creator string) *channel {
	m.Id, m.CreateAt, m.CreatorId, m.DeleteAt = model.NewId(), s.now(), creator, 0
	m.UpdateAt, m.ExtraUpdateAt = m.CreateAt, m.CreateAt
	ch := &channel{Channel: m, members: map[string]*model.ChannelMember{}}
	s.channels[m.Id] = ch
	if creator != "" {
		s.member(ch, creator, true)
	}
	return ch
}

func (s *Server) member(ch *channel, user string, admin bool) *model.ChannelMember {
	m := &model.ChannelMember{
		ChannelId: ch.Id, UserId: user, SchemeUser: true, SchemeAdmin: admin, Roles: strings.Join(memberRoles(true, admin, "channel"), " "),
		NotifyProps: model.GetDefaultChannelNotifyProps(), LastUpdateAt: s.now(),
	}
	ch.members[user] = m
	return m
}

// checkChannel is what the server and its database refuse.
func (s *Server) checkChannel(m *model.Channel) *model.AppError {
	if hasNUL(m.DisplayName, m.Header, m.Purpose) {
		return fail(http.StatusInternalServerError, "app.channel.update_channel.internal_error", "Unable to update the channel.")
	}
	if err := m.IsValid(); err != nil {
		return err
	}
	if utf8.RuneCountInString(m.Name) > model.ChannelNameMaxLength {
		return fail(http.StatusInternalServerError, "app.channel.create_channel.internal_error", "Unable to save channel.")
	}
	for _, other := range s.channels {
		if other.TeamId == m.TeamId && other.Name == m.Name && other.Id != m.Id {
			return fail(http.StatusBadRequest, "store.sql_channel.save_channel.exists.app_error", "A channel with that name already exists on the same team.")
		}
	}
	return nil
}

func createChannel(c *call) (any, *model.AppError) {
	in := &model.Channel{}
	if err := c.decode(in); err != nil {
		return nil, err
	}
	switch {
	case in.TeamId == "":
		return nil, invalid("team_id")
	case in.DisplayName == "":
		return nil, invalid("display_name")
	case in.Type == model.ChannelTypeOpen && !c.mayTeam(c.me, in.TeamId, "create_public_channel"):
		return nil, forbidden("create_public_channel")
	case in.Type == model.ChannelTypePrivate && !c.mayTeam(c.me, in.TeamId, "create_private_channel"):
		return nil, forbidden("create_private_channel")
	case in.Type == model.ChannelTypeDirect || in.Type == model.ChannelTypeGroup:
		return nil, fail(http.StatusBadRequest, "api.channel.create_channel.direct_channel.app_error",
			"Must use createDirectChannel API service for direct message channel creation.")
	case in.Id != "":
		return nil, fail(http.StatusBadRequest, "store.sql_channel.save_channel.existing.app_error", "Must call update for existing channel.")
	}
	probe := *in
	probe.Id, probe.CreateAt, probe.UpdateAt = model.NewId(), 1, 1
	if err := c.checkChannel(&probe); err != nil {
		return nil, err
	}
	ch := c.addChannel(in, c.me.Id)
	c.system(ch, c.me, model.PostTypeJoinChannel, c.me.Username+" joined the channel.", nil)
	c.publish(event{name: model.WebsocketEventChannelCreated, user: c.me.Id, data: map[string]any{"channel_id": ch.Id, "team_id": ch.TeamId}}, only(c.me.Id))
	return c.created(ch.Channel)
}

func createDirect(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids); err != nil {
		return nil, err
	}
	if len(ids) != 2 {
		return nil, invalid("user_ids")
	}
	for _, id := range ids {
		if !model.IsValidId(id) {
			return nil, invalid("user_id")
		}
	}
	if !slices.Contains(ids, c.me.Id) && !c.can("manage_system") {
		return nil, forbidden("manage_system")
	}
	for _, id := range ids {
		if c.users[id] == nil {
			return nil, fail(http.StatusBadRequest, "api.channel.create_direct_channel.invalid_user.app_error", "Invalid user ID.")
		}
	}
	name := model.GetDMNameFromIds(ids[0], ids[1])
	for _, ch := range c.channels {
		if ch.Name == name && ch.Type == model.ChannelTypeDirect {
			return c.created(ch.Channel)
		}
	}
	ch := c.addChannel(&model.Channel{Name: name, Type: model.ChannelTypeDirect}, "")
	ch.CreatorId = ids[0]
	for _, id := range ids {
		c.member(ch, id, false)
	}
	c.publish(event{name: model.WebsocketEventDirectAdded, channel: ch.Id, data: map[string]any{"creator_id": ids[0], "teammate_id": ids[1]}}, ch.has)
	return c.created(ch.Channel)
}

func getChannel(c *call) (any, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if ch.Type == model.ChannelTypeOpen && c.mayTeam(c.me, ch.TeamId, "read_public_channel") || c.mayChannel(c.me, ch.Id, "read_channel") {
		return ch.Channel, nil
	}
	return nil, forbidden("read_channel")
}

// patchChannel sets title, name, header or purpose. An archived channel takes
// nothing.
func patchChannel(c *call) (any, *model.AppError) {
	var patch model.ChannelPatch
	if err := c.decode(&patch); err != nil {
		return nil, err
	}
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if patch.DisplayName == nil && patch.Name == nil && patch.Header == nil && patch.Purpose == nil {
		return nil, fail(http.StatusBadRequest, "api.channel.patch_update_channel.no_changes.app_error", "No changes to the channel.")
	}
	switch ch.Type {
	case model.ChannelTypeDirect, model.ChannelTypeGroup:
		if !ch.has(c.me.Id) {
			return nil, fail(http.StatusForbidden, "api.channel.patch_update_channel.forbidden.app_error", "Failed to update the channel.")
		}
	default:
		if permission := "manage_" + ch.kind() + "_channel_properties"; !c.mayChannel(c.me, ch.Id, permission) {
			return nil, forbidden(permission)
		}
	}
	if ch.DeleteAt != 0 {
		return nil, fail(http.StatusBadRequest, "app.channel.update.bad_id", "Unable to update the channel.")
	}
	next := *ch.Channel
	next.Patch(&patch)
	next.UpdateAt = c.now()
	if err := c.checkChannel(&next); err != nil {
		return nil, err
	}
	old := *ch.Channel
	*ch.Channel = next
	c.publish(event{name: model.WebsocketEventChannelUpdated, channel: ch.Id, data: map[string]any{"channel": jsonString(ch.Channel)}}, ch.has)
	if old.DisplayName != next.DisplayName {
		c.system(ch, c.me, model.PostTypeDisplaynameChange, c.me.Username+" updated the channel display name from: "+old.DisplayName+" to: "+next.DisplayName,
			map[string]any{"old_displayname": old.DisplayName, "new_displayname": next.DisplayName})
	}
	if old.Header != next.Header {
		c.system(ch, c.me, model.PostTypeHeaderChange, c.me.Username+" updated the channel header to: "+next.Header,
			map[string]any{"old_header": old.Header, "new_header": next.Header})
	}
	if old.Purpose != next.Purpose {
		c.system(ch, c.me, model.PostTypePurposeChange, c.me.Username+" updated the channel purpose to: "+next.Purpose,
			map[string]any{"old_purpose": old.Purpose, "new_purpose": next.Purpose})
	}
	return ch.Channel, nil
}

func archiveChannel(c *call) (any, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if ch.Type == model.ChannelTypeDirect || ch.Type == model.ChannelTypeGroup {
		return nil, fail(http.StatusBadRequest, "api.channel.delete_channel.type.invalid", "Unable to delete direct or group message channels.")
	}
	if permission := "delete_" + ch.kind() + "_channel"; !c.mayChannel(c.me, ch.Id, permission) {
		return nil, forbidden(permission)
	}
	if ch.DeleteAt != 0 {
		return nil, fail(http.StatusBadRequest, "api.channel.delete_channel.deleted.app_error", "The channel has been archived or deleted.")
	}
	if ch.Name == model.DefaultChannelName {
		return nil, fail(http.StatusBadRequest, "api.channel.delete_channel.cannot.app_error", "Unable to delete the default channel town-square.")
	}
	c.system(ch, c.me, model.PostTypeChannelDeleted, c.me.Username+" archived the channel.", nil)
	ch.DeleteAt = c.now()
	ch.UpdateAt = ch.DeleteAt
	c.publish(ch.event(model.WebsocketEventChannelDeleted, map[string]any{"channel_id": ch.Id, "delete_at": ch.DeleteAt}), c.seers(ch))
	return ok()
}

// RemoveChannel deletes a channel for good, as only the server's command line
// can; nobody is told.
func (s *Server) RemoveChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.channels, id)
}

func restoreChannel(c *call) (any, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if !c.mayTeam(c.me, ch.TeamId, "manage_team") {
		return nil, forbidden("manage_team")
	}
	if ch.DeleteAt == 0 {
		return nil, fail(http.StatusBadRequest, "api.channel.restore_channel.restored.app_error", "Unable to unarchive channel. The channel is not archived.")
	}
	ch.DeleteAt, ch.UpdateAt = 0, c.now()
	c.publish(ch.event(model.WebsocketEventChannelRestored, map[string]any{"channel_id": ch.Id}), c.seers(ch))
	c.system(ch, c.me, model.PostTypeChannelRestored, c.me.Username+" unarchived the channel.", nil)
	return ch.Channel, nil
}

// event addresses an event about a channel: to the team for a public one.
func (ch *channel) event(name model.WebsocketEventType, data map[string]any) event {
	if ch.Type == model.ChannelTypeOpen {
		return event{name: name, team: ch.TeamId, data: data}
	}
	return event{name: name, channel: ch.Id, data: data}
}

// seers are those who learn what becomes of a channel.
func (s *Server) seers(ch *channel) func(string) bool {
	if ch.Type != model.ChannelTypeOpen {
		return ch.has
	}
	return func(user string) bool {
		t := s.teams[ch.TeamId]
		return t != nil && t.members[user] != nil && t.members[user].DeleteAt == 0
	}
}

// has reports whether somebody is a member.
func (ch *channel) has(user string) bool { return ch.members[user] != nil }

func channelByName(c *call) (any, *model.AppError) {
	team := c.path["team_id"]
	if name := c.path["team_name"]; name != "" {
		t := c.teamByName(name)
		if t == nil {
			return nil, fail(http.StatusNotFound, "app.channel.get_by_name.missing.app_error", "Channel does not exist.")
		}
		team = t.Id
	}
	missing := fail(http.StatusNotFound, "app.channel.get_by_name.missing.app_error", "Channel does not exist.")
	for _, ch := range c.channels {
		if ch.TeamId != team || ch.Name != strings.ToLower(c.path["channel_name"]) {
			continue
		}
		switch {
		case ch.DeleteAt != 0 && !c.flag("include_deleted"):
			return nil, missing
		case ch.Type == model.ChannelTypeOpen && c.mayTeam(c.me, team, "read_public_channel"),
			ch.Type != model.ChannelTypeOpen && c.mayTeam(c.me, team, "manage_team"),
			c.mayChannel(c.me, ch.Id, "read_channel"):
			return ch.Channel, nil
		case ch.Type == model.ChannelTypeOpen:
			return nil, forbidden("read_public_channel")
		default:
			return nil, missing
		}
	}
	return nil, missing
}

// list returns the channels for which ok holds, by name.
func (s *Server) list(ok func(*channel) bool) []*model.Channel {
	out := []*model.Channel{}
	for _, ch := range s.channels {
		if ok(ch) {
			out = append(out, ch.Channel)
		}
	}
	slices.SortFunc(out, func(a, b *model.Channel) int { return strings.Compare(a.DisplayName+a.Id, b.DisplayName+b.Id) })
	return out
}

func publicChannels(c *call) (any, *model.AppError) {
	if !c.mayTeam(c.me, c.path["team_id"], "list_team_channels") {
		return nil, forbidden("list_team_channels")
	}
	return page(c.r.URL.Query(), c.list(func(ch *channel) bool {
		return ch.TeamId == c.path["team_id"] && ch.Type == model.ChannelTypeOpen && ch.DeleteAt == 0
	})), nil
}

func deletedChannels(c *call) (any, *model.AppError) {
	if !c.mayTeam(c.me, c.path["team_id"], "list_team_channels") {
		return nil, forbidden("list_team_channels")
	}
	return page(c.r.URL.Query(), c.list(func(ch *channel) bool {
		return ch.TeamId == c.path["team_id"] && ch.DeleteAt != 0 && (ch.Type == model.ChannelTypeOpen || ch.has(c.me.Id) || c.can("manage_system"))
	})), nil
}

// channelsOfUser lists somebody's channels, of one team (with the direct ones)
// or of all.
func channelsOfUser(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if u != c.me && !c.can("edit_other_users") {
		return nil, forbidden("edit_other_users")
	}
	since := int64(0)
	if text := c.query("last_delete_at"); text != "" {
		n, bad := strconv.ParseInt(text, 10, 64)
		if bad != nil || n < 0 {
			return nil, invalidURL("last_delete_at")
		}
		since = n
	}
	team := c.path["team_id"]
	if team != "" && !c.mayTeam(c.me, team, "view_team") {
		return nil, forbidden("view_team")
	}
	out := c.list(func(ch *channel) bool {
		switch {
		case !ch.has(u.Id), team != "" && ch.TeamId != team && ch.TeamId != "":
			return false
		case ch.DeleteAt == 0:
			return true
		default:
			return c.flag("include_deleted") && (since == 0 || ch.DeleteAt >= since)
		}
	})
	if len(out) == 0 {
		return nil, fail(http.StatusNotFound, "app.channel.get_channels.not_found.app_error", "No channels were found.")
	}
	return out, nil
}

func jsonString(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
