package mattermosttest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

func memberRoutes() []route {
	return []route{
		{http.MethodGet, "/api/v4/channels/{channel_id}/members", listMembers, false},
		{http.MethodPost, "/api/v4/channels/{channel_id}/members", addMember, false},
		{http.MethodPost, "/api/v4/channels/{channel_id}/members/ids", membersByIDs, false},
		{http.MethodGet, "/api/v4/channels/{channel_id}/members/{user_id}", getMember, false},
		{http.MethodDelete, "/api/v4/channels/{channel_id}/members/{user_id}", removeMember, false},
		{http.MethodPut, "/api/v4/channels/{channel_id}/members/{user_id}/schemeRoles", setSchemeRoles, false},
	}
}

// join adds somebody to a channel; by is who did it, nil for the server itself.
func (s *Server) join(ch *channel, u *account, by *account) *model.ChannelMember {
	if m := ch.members[u.Id]; m != nil {
		return m
	}
	m := s.member(ch, u.Id, false)
	data := map[string]any{"user_id": u.Id, "team_id": ch.TeamId}
	s.publish(event{name: model.WebsocketEventUserAdded, channel: ch.Id, data: data}, func(user string) bool { return ch.has(user) && user != u.Id })
	s.publish(event{name: model.WebsocketEventUserAdded, channel: ch.Id, user: u.Id, data: data}, only(u.Id))
	switch by {
	case nil:
	case u:
		s.system(ch, u, model.PostTypeJoinChannel, u.Username+" joined the channel.", nil)
	default:
		s.system(ch, by, model.PostTypeAddToChannel, u.Username+" added to the channel by "+by.Username+".", map[string]any{
			"userId": by.Id, "username": by.Username, "addedUserId": u.Id, "addedUsername": u.Username,
		})
	}
	return m
}

// system posts what the server says about a channel.
func (s *Server) system(ch *channel, by *account, kind, text string, props map[string]any) {
	if props == nil {
		props = map[string]any{}
	}
	props["username"] = by.Username
	p := &model.Post{UserId: by.Id, ChannelId: ch.Id, Type: kind, Message: text, Props: props}
	s.save(p)
	s.posted(p, ch)
}

func shownMember(m *model.ChannelMember, to string) *model.ChannelMember {
	out := *m
	out.SanitizeForCurrentUser(to)
	return &out
}

// members are the members for which ok holds, by id.
func (c *call) members(ch *channel, ok func(string) bool) []*model.ChannelMember {
	out := []*model.ChannelMember{}
	for id, m := range ch.members {
		if ok(id) {
			out = append(out, shownMember(m, c.me.Id))
		}
	}
	slices.SortFunc(out, func(a, b *model.ChannelMember) int { return strings.Compare(a.UserId, b.UserId) })
	return out
}

// readable is the channel of the path, if the caller may see who is in it. Of one
// that is not there it says the same as of one that is closed to the caller.
func (c *call) readable() (*channel, *model.AppError) {
	if !model.IsValidId(c.path["channel_id"]) {
		return nil, invalidURL("channel_id")
	}
	if !c.mayChannel(c.me, c.path["channel_id"], "read_channel") {
		return nil, forbidden("read_channel")
	}
	return c.channel()
}

func listMembers(c *call) (any, *model.AppError) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	return page(c.r.URL.Query(), c.members(ch, func(string) bool { return true })), nil
}

func membersByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids); err != nil {
		return nil, err
	}
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	return c.members(ch, func(id string) bool { return slices.Contains(ids, id) }), nil
}

func getMember(c *call) (any, *model.AppError) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	u, err := c.user()
	if err != nil && err.StatusCode != http.StatusNotFound {
		return nil, err
	}
	if u == nil || !ch.has(u.Id) {
		return nil, fail(http.StatusNotFound, "app.channel.get_member.missing.app_error", "No channel member found for that user ID and channel ID.")
	}
	return shownMember(ch.members[u.Id], c.me.Id), nil
}

// addMember adds one user or several. In a public channel people may add
// themselves.
func addMember(c *call) (any, *model.AppError) {
	var in struct {
		UserID     string   `json:"user_id"`
		UserIDs    []string `json:"user_ids"`
		PostRootID string   `json:"post_root_id"`
		ChannelID  string   `json:"channel_id"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	ids := in.UserIDs
	if in.UserID != "" {
		ids = []string{in.UserID}
	}
	if len(ids) == 0 || !model.IsValidId(ids[0]) {
		return nil, invalid("user_id or user_ids")
	}
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	if ch.Type == model.ChannelTypeDirect || ch.Type == model.ChannelTypeGroup {
		return nil, fail(http.StatusBadRequest, "api.channel.add_user_to_channel.type.app_error", "Can not add user to this channel type.")
	}
	permission := "manage_" + ch.kind() + "_channel_members"
	others := c.mayChannel(c.me, ch.Id, permission)
	if ch.Type == model.ChannelTypePrivate && !others {
		return nil, forbidden(permission)
	}
	out := []*model.ChannelMember{}
	var last *model.AppError
	for _, id := range ids {
		if ch.Type == model.ChannelTypeOpen {
			self := id == c.me.Id
			if self && !ch.has(id) && !c.mayTeam(c.me, ch.TeamId, "join_public_channels") || !self && !others {
				last = forbidden(permission)
				continue
			}
		}
		m, err := c.addOne(ch, id)
		if err != nil {
			last = err
			continue
		}
		out = append(out, shownMember(m, c.me.Id))
	}
	switch {
	case last != nil && len(out) == 0:
		return nil, last
	case in.UserID != "":
		return c.created(out[0])
	default:
		return c.created(out)
	}
}

func (c *call) addOne(ch *channel, id string) (*model.ChannelMember, *model.AppError) {
	if m := ch.members[id]; m != nil {
		return m, nil
	}
	u := c.users[id]
	if u == nil {
		return nil, fail(http.StatusNotFound, "app.user.missing_account.const", "Unable to find the user.")
	}
	if u.DeleteAt != 0 {
		return nil, fail(http.StatusForbidden, "app.channel.add_member.deleted_user.app_error", "Unable to add the user as a member of the channel.")
	}
	m := c.teams[ch.TeamId].members[id]
	if m == nil {
		return nil, fail(http.StatusNotFound, "app.team.get_member.missing.app_error", "No team member found for that user ID and team ID.")
	}
	if m.DeleteAt != 0 {
		return nil, fail(http.StatusBadRequest, "api.channel.add_user.to.channel.failed.deleted.app_error",
			"Failed to add user to channel because they have been removed from the team.")
	}
	return c.join(ch, u, c.me), nil
}

// removeMember throws somebody out: by default any member can, and the bot is no
// exception.
func removeMember(c *call) (any, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if ch.Type == model.ChannelTypeDirect || ch.Type == model.ChannelTypeGroup {
		return nil, fail(http.StatusBadRequest, "api.channel.remove_channel_member.type.app_error", "Unable to remove a member from this channel type.")
	}
	if permission := "manage_" + ch.kind() + "_channel_members"; u != c.me && !c.mayChannel(c.me, ch.Id, permission) {
		return nil, forbidden(permission)
	}
	if ch.Name == model.DefaultChannelName {
		return nil, fail(http.StatusBadRequest, "api.channel.remove.default.app_error", "Unable to remove the user from the default channel town-square.")
	}
	if !ch.has(u.Id) {
		return nil, fail(http.StatusNotFound, "app.channel.get_member.missing.app_error", "No channel member found for that user ID and channel ID.")
	}
	delete(ch.members, u.Id)
	c.publish(event{name: model.WebsocketEventUserRemoved, channel: ch.Id, data: map[string]any{"user_id": u.Id, "remover_id": c.me.Id}}, ch.has)
	c.publish(event{name: model.WebsocketEventUserRemoved, user: u.Id, data: map[string]any{"channel_id": ch.Id, "remover_id": c.me.Id}}, only(u.Id))
	if u == c.me {
		c.system(ch, u, model.PostTypeLeaveChannel, u.Username+" left the channel.", nil)
	} else {
		c.system(ch, c.me, model.PostTypeRemoveFromChannel, u.Username+" removed from the channel.",
			map[string]any{"removedUserId": u.Id, "removedUsername": u.Username})
	}
	return ok()
}

// setSchemeRoles makes somebody a channel's administrator or an ordinary member.
func setSchemeRoles(c *call) (any, *model.AppError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	var in model.SchemeRoles
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !c.mayChannel(c.me, ch.Id, "manage_channel_roles") {
		return nil, forbidden("manage_channel_roles")
	}
	m := ch.members[c.path["user_id"]]
	if m == nil {
		return nil, fail(http.StatusNotFound, "app.channel.get_member.missing.app_error", "No channel member found for that user ID and channel ID.")
	}
	m.SchemeUser, m.SchemeAdmin = in.SchemeUser, in.SchemeAdmin
	m.Roles = strings.Join(memberRoles(m.SchemeUser, m.SchemeAdmin, "channel"), " ")
	c.publish(event{name: model.WebsocketEventChannelMemberUpdated, user: m.UserId, data: map[string]any{"channelMember": jsonString(m)}}, only(m.UserId))
	return ok()
}
