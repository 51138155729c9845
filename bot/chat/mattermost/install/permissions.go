package install

import (
	"context"
	"slices"
	"strings"

	"appealbot/bot/chat/mattermost"
)

// A need is a permission and what the bot cannot do without it.
type need struct {
	permission string
	without    string
	// serious says that appeals do not get along without it.
	serious bool
}

// teamNeeds are what the bot needs in the system and its teams.
func teamNeeds() []need {
	return []need{
		{"create_private_channel", "no case gets its channel", true},
		{"create_direct_channel", "nobody is told anything in private", true},
		{"join_public_channels", "somebody has to add it to public channels", false},
		{"add_user_to_team", "people from outside the team are not taken into a case's channel", false},
		{permWhisper, "answers for one person alone come as direct messages", false},
	}
}

// channelNeeds are what the bot needs in channels, where it is a member, and in
// those of cases, which it makes and is the administrator of.
func channelNeeds() []need {
	return []need{
		{"create_post", "it says nothing", true},
		{"edit_post", "cards stay as they were when they were first shown", true},
		{"upload_file", "pictures are not shown on cards", true},
		{"add_reaction", "it marks nothing with a reaction", false},
		{"manage_private_channel_members", "nobody is taken into a case's channel", true},
		{"manage_private_channel_properties", "a case's channel does not show what the case is", false},
		{"delete_private_channel", "the channel of a closed case stays open", false},
	}
}

// permissions looks whether the bot's roles have what it needs. Roles can be
// read by everybody.
func (e *examination) permissions(ctx context.Context) bool {
	const about = "rights"
	fine := true
	for _, set := range []struct {
		roles []string
		needs []need
	}{
		{e.roles, teamNeeds()},
		{append(slices.Clone(e.roles), memberRole, chairRole), channelNeeds()},
	} {
		has, err := e.permissionsOf(ctx, set.roles)
		if err != nil {
			e.Warn(about, "Do it again; if it stays so, look at the server's log.", "The bot's roles cannot be read: %v.", err)
			return true
		}
		for _, n := range set.needs {
			if has[n.permission] {
				continue
			}
			fine = false
			how := "Give it back: System Console > User Management > Permissions > System Scheme."
			if n.permission == permWhisper || slices.Contains(chairs(), n.permission) {
				how = "Run appealbot setup mattermost again, without --no-roles."
			}
			if n.serious {
				e.Bad(about, how, "The bot does not have %s: %s.", n.permission, n.without)
			} else {
				e.Warn(about, how, "The bot does not have %s: %s.", n.permission, n.without)
			}
		}
	}
	if fine {
		e.OK(about, "The bot has every right that it needs.")
	}
	return true
}

// permissionsOf is what roles allow together.
func (e *examination) permissionsOf(ctx context.Context, roles []string) (map[string]bool, error) {
	names := slices.Clone(roles)
	slices.Sort(names)
	rs, resp, err := e.api.GetRolesByNames(ctx, slices.Compact(names))
	if err := mattermost.Failed(resp, err); err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, r := range rs {
		for _, p := range r.Permissions {
			out[p] = true
		}
	}
	return out, nil
}

// protected looks whether every member of a private channel could throw the bot
// out of it.
func (e *examination) protected(ctx context.Context) bool {
	const about = "protection"
	has, err := e.permissionsOf(ctx, []string{memberRole})
	if err != nil {
		return true // said by permissions
	}
	does := map[string]string{
		"manage_private_channel_members":    "throw the bot and others out and take outsiders in",
		"delete_private_channel":            "archive it",
		"manage_private_channel_properties": "rename it",
	}
	var can []string
	for _, p := range chairs() {
		if has[p] {
			can = append(can, does[p])
		}
	}
	e.onlyChairs = !has[chairs()[0]]
	if len(can) == 0 {
		e.OK(about, "Only administrators of a case's channel can change who is in it, rename or archive it.")
		return true
	}
	e.Warn(about, "Run appealbot setup mattermost again, without --no-roles.", "Every member of a case's channel can %s.", strings.Join(can, ", "))
	return true
}

func hasRole(roles, role string) bool { return slices.Contains(strings.Fields(roles), role) }

func fields(s string) []string { return strings.Fields(s) }
