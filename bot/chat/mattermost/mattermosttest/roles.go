package mattermosttest

import (
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// defaultRoles are the roles of a fresh Team Edition with the permissions that
// they were seen to have.
func defaultRoles() map[string]*model.Role {
	out := map[string]*model.Role{}
	for name, permissions := range map[string]string{
		"system_admin": "", // everything, see grants
		"system_user": "create_custom_group create_direct_channel create_emojis create_group_channel create_team delete_custom_group " +
			"delete_emojis edit_custom_group join_public_teams list_public_teams manage_custom_group_members restore_custom_group view_members",
		"system_custom_group_admin": "create_custom_group delete_custom_group edit_custom_group manage_custom_group_members restore_custom_group",
		"system_post_all":           "create_post upload_file use_channel_mentions use_group_mentions",
		"system_post_all_public":    "create_post_public use_channel_mentions use_group_mentions",
		"system_user_access_token":  "create_user_access_token read_user_access_token revoke_user_access_token",
		"team_user": "add_user_to_team create_private_channel create_public_channel invite_user join_public_channels list_team_channels " +
			"playbook_private_create playbook_public_create read_public_channel view_team",
		"team_admin": "add_reaction create_post delete_others_posts delete_post import_team manage_channel_roles manage_others_incoming_webhooks " +
			"manage_others_outgoing_webhooks manage_others_slash_commands manage_own_incoming_webhooks manage_own_outgoing_webhooks " +
			"manage_own_slash_commands manage_private_channel_members manage_public_channel_members manage_team manage_team_roles " +
			"remove_reaction remove_user_from_team upload_file use_channel_mentions use_group_mentions",
		"channel_user": "add_reaction create_post delete_post delete_private_channel delete_public_channel edit_post get_public_link " +
			"manage_private_channel_members manage_private_channel_properties manage_public_channel_members manage_public_channel_properties " +
			"read_channel read_channel_content read_private_channel_groups read_public_channel_groups remove_reaction upload_file " +
			"use_channel_mentions use_group_mentions",
		"channel_admin": "add_reaction create_post manage_channel_roles manage_private_channel_members manage_public_channel_members " +
			"read_private_channel_groups read_public_channel_groups remove_reaction upload_file use_channel_mentions use_group_mentions",
	} {
		out[name] = &model.Role{
			Id: model.NewId(), Name: name, DisplayName: "authentication.roles." + name + ".name", Permissions: strings.Fields(permissions),
			BuiltIn: true, SchemeManaged: !strings.HasPrefix(name, "system_post_all") && name != "system_custom_group_admin",
		}
	}
	return out
}

// grants reports whether one of the roles has a permission.
func (s *Server) grants(roles []string, permission string) bool {
	for _, name := range roles {
		if name == "system_admin" {
			return true
		}
		if r := s.roles[name]; r != nil && slices.Contains(r.Permissions, permission) {
			return true
		}
	}
	return false
}

// may reports whether somebody has a permission on the server as a whole.
func (s *Server) may(who *account, permission string) bool {
	return s.grants(strings.Fields(who.Roles), permission)
}

func (c *call) can(permission string) bool { return c.may(c.me, permission) }

// mayTeam reports whether somebody has a permission in a team.
func (s *Server) mayTeam(who *account, teamID, permission string) bool {
	if t := s.teams[teamID]; t != nil {
		if m := t.members[who.Id]; m != nil && m.DeleteAt == 0 && s.grants(memberRoles(m.SchemeUser, m.SchemeAdmin, "team"), permission) {
			return true
		}
	}
	return s.may(who, permission)
}

// mayChannel reports whether somebody has a permission in a channel: by being in
// it, through its team, or everywhere.
func (s *Server) mayChannel(who *account, channelID, permission string) bool {
	ch := s.channels[channelID]
	if ch == nil {
		return s.may(who, permission)
	}
	if m := ch.members[who.Id]; m != nil && s.grants(memberRoles(m.SchemeUser, m.SchemeAdmin, "channel"), permission) {
		return true
	}
	if ch.TeamId != "" {
		return s.mayTeam(who, ch.TeamId, permission)
	}
	return s.may(who, permission)
}

// mayRead reports whether somebody sees what is written in a channel. Public
// channels are open to their whole team.
func (s *Server) mayRead(who *account, ch *channel) bool {
	if s.mayChannel(who, ch.Id, "read_channel_content") {
		return true
	}
	return ch.Type == model.ChannelTypeOpen && s.mayTeam(who, ch.TeamId, "read_public_channel")
}

func memberRoles(user, admin bool, what string) []string {
	var out []string
	if user {
		out = append(out, what+"_user")
	}
	if admin {
		out = append(out, what+"_admin")
	}
	return out
}

// kind is "public" or "private", as permissions call it.
func (ch *channel) kind() string {
	if ch.Type == model.ChannelTypeOpen {
		return "public"
	}
	return "private"
}
