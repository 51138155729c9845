package install

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// The server's roles that matter here.
const (
	memberRole  = "channel_user"
	chairRole   = "channel_admin" // who made a channel has it, so the bot in those of cases
	whisperRole = "system_custom_group_admin"
	rootRole    = "system_admin"
	permWhisper = "create_post_ephemeral"
)

// chairs are the permissions that members of a private channel have by default
// and should not have in a case's channel.
func chairs() []string {
	return []string{"manage_private_channel_members", "delete_private_channel", "manage_private_channel_properties"}
}

// roles protects the channels of cases and lets the bot show something to one
// person alone.
func (s *setup) roles(ctx context.Context) error {
	if slices.Contains(s.botRoles(), rootRole) {
		s.Steps = append(s.Steps, Step{
			State: ByHand, Text: fmt.Sprintf("@%s is a system administrator and must not be: whoever gets its token has the whole server", s.o.Bot),
			How: []string{"System Console > User Management > Users > @" + s.o.Bot + " > Manage Roles > Member.", "API: PUT /api/v4/users/" + s.bot.Id + "/roles"},
		})
	}
	if s.o.LeaveRoles {
		s.note(Note, "roles are left alone: every member of a case's channel can throw the bot and others out of it, take outsiders in, rename and archive it, "+
			"and what is meant for one person alone comes as a direct message")
		return nil
	}
	s.say("In private channels, only those who made them (for cases: the bot) and system and team administrators will add and remove members, archive the channel and change its name and header. " +
		"This holds for every private channel on the server.")
	// Given first, so that there is no moment in which nobody has them.
	if err := s.role(ctx, chairRole, chairs(), nil); err != nil {
		return err
	}
	if err := s.role(ctx, memberRole, nil, chairs()); err != nil {
		return err
	}
	s.say(fmt.Sprintf("@%s will be able to show a message to one person alone. It gets no other right by that than to manage custom user groups, which Team Edition does not have.", s.o.Bot))
	if err := s.role(ctx, whisperRole, []string{permWhisper}, nil); err != nil {
		return err
	}
	return s.botRole(ctx)
}

func (s *setup) say(sentence string) {
	if s.o.Say != nil {
		s.o.Say(sentence)
	}
}

// role gives a role permissions or takes them from it.
func (s *setup) role(ctx context.Context, name string, more, less []string) error {
	text := fmt.Sprintf("role %s has %s", name, strings.Join(more, ", "))
	if len(more) == 0 {
		text = fmt.Sprintf("role %s does not have %s", name, strings.Join(less, ", "))
	}
	r, resp, err := s.api.GetRoleByName(ctx, name)
	if err := mattermost.Failed(resp, err); err != nil {
		return fmt.Errorf("look at role %s: %w", name, err)
	}
	want := wanted(r.Permissions, more, less)
	if slices.Equal(want, r.Permissions) {
		s.note(Same, "%s", text)
		return nil
	}
	how := []string{rolePlace(name), fmt.Sprintf("API: PUT /api/v4/roles/%s/patch", r.Id)}
	_, err = s.change(text, false, how, func() error {
		_, resp, err := s.api.PatchRole(ctx, r.Id, rolePatch(want))
		return mattermost.Failed(resp, err)
	})
	return err
}

// rolePlace is where the System Console has what is changed of a role.
func rolePlace(name string) string {
	const private = "the private channels' Manage Members, Manage Channel Settings and Archive Channels"
	switch name {
	case memberRole:
		return "System Console > User Management > Permissions > System Scheme > All Members: take away " + private + "."
	case chairRole:
		return "System Console > User Management > Permissions > System Scheme > Channel Administrators: give " + private + "."
	}
	return "The System Console has no place for it; somebody with the role System Admin runs this command again."
}

// botRole gives the bot the role with which it can show something to one person
// alone.
func (s *setup) botRole(ctx context.Context) error {
	text := fmt.Sprintf("@%s has the role %s", s.o.Bot, whisperRole)
	if slices.Contains(s.botRoles(), whisperRole) {
		s.note(Same, "%s", text)
		return nil
	}
	if s.bot == nil && !s.o.Dry {
		s.Steps = append(s.Steps, Step{State: ByHand, Text: text, How: []string{"Run this command again when the account exists."}})
		return nil
	}
	roles := strings.Join(append(s.botRoles(), whisperRole), " ")
	how := []string{"Somebody with the role System Admin runs this command again.", "API: PUT /api/v4/users/BOT/roles with " + `{"roles":"` + roles + `"}`}
	_, err := s.change(text, false, how, func() error {
		resp, err := s.api.UpdateUserRoles(ctx, s.bot.Id, roles)
		return mattermost.Failed(resp, err)
	})
	return err
}

func rolePatch(permissions []string) *model.RolePatch {
	return &model.RolePatch{Permissions: &permissions}
}
