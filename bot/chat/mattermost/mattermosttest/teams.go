package mattermosttest

import (
	"net/http"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// A team is a team with its members.
type team struct {
	*model.Team
	members map[string]*model.TeamMember
}

func teamRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/teams", createTeam, false},
		{http.MethodGet, "/api/v4/teams/name/{team_name}", getTeamByName, false},
		{http.MethodGet, "/api/v4/teams/{team_id}", getTeam, false},
		{http.MethodDelete, "/api/v4/teams/{team_id}", deleteTeam, false},
		{http.MethodGet, "/api/v4/teams/{team_id}/members", listTeamMembers, false},
		{http.MethodPost, "/api/v4/teams/{team_id}/members", addTeamMember, false},
		{http.MethodGet, "/api/v4/teams/{team_id}/members/{user_id}", getTeamMember, false},
		{http.MethodDelete, "/api/v4/teams/{team_id}/members/{user_id}", removeTeamMember, false},
		{http.MethodGet, "/api/v4/users/{user_id}/teams", teamsOfUser, false},
	}
}

func createTeam(c *call) (any, *model.AppError) {
	var in model.Team
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !c.can("create_team") {
		return nil, forbidden("create_team")
	}
	if c.teamByName(in.Name) != nil {
		return nil, fail(http.StatusBadRequest, "app.team.save.existing.app_error", "A team with that name already exists.")
	}
	in.Id = ""
	in.PreSave()
	if err := in.IsValid(); err != nil {
		return nil, err
	}
	t := &team{Team: &in, members: map[string]*model.TeamMember{}}
	c.teams[in.Id] = t
	for _, ch := range []struct{ name, title string }{{"town-square", "Town Square"}, {"off-topic", "Off-Topic"}} {
		c.addChannel(&model.Channel{TeamId: in.Id, Type: model.ChannelTypeOpen, Name: ch.name, DisplayName: ch.title}, "")
	}
	c.joinTeam(t, c.me).SchemeAdmin = true
	return c.created(t.Team)
}

func (s *Server) teamByName(name string) *team {
	for _, t := range s.teams {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// joinTeam adds somebody to a team and its two standing channels.
func (s *Server) joinTeam(t *team, u *account) *model.TeamMember {
	m := t.members[u.Id]
	if m != nil && m.DeleteAt == 0 {
		return m
	}
	m = &model.TeamMember{TeamId: t.Id, UserId: u.Id, Roles: "team_user", SchemeUser: true, CreateAt: s.now()}
	t.members[u.Id] = m
	for _, ch := range s.channels {
		if ch.TeamId == t.Id && ch.DeleteAt == 0 && (ch.Name == "town-square" || ch.Name == "off-topic") {
			s.join(ch, u, nil)
		}
	}
	s.publish(event{name: model.WebsocketEventAddedToTeam, user: u.Id, data: map[string]any{"team_id": t.Id, "user_id": u.Id}}, only(u.Id))
	return m
}

// teamOf is the team that the path names, if the caller may look into it.
func (c *call) teamOf() (*team, *model.AppError) {
	if !model.IsValidId(c.path["team_id"]) {
		return nil, invalidURL("team_id")
	}
	t := c.teams[c.path["team_id"]]
	if t == nil {
		return nil, fail(http.StatusNotFound, "app.team.get.find.app_error", "Unable to find the existing team.")
	}
	if !c.mayTeam(c.me, t.Id, "view_team") {
		return nil, forbidden("view_team")
	}
	return t, nil
}

func getTeam(c *call) (any, *model.AppError) {
	t, err := c.teamOf()
	if err != nil {
		return nil, err
	}
	return c.shownTeam(t), nil
}

// shownTeam is a team without its invitation, for those who may not invite.
func (c *call) shownTeam(t *team) *model.Team {
	out := *t.Team
	if !c.mayTeam(c.me, t.Id, "manage_team") {
		out.Email = ""
	}
	if !c.mayTeam(c.me, t.Id, "invite_user") {
		out.InviteId = ""
	}
	return &out
}

func getTeamByName(c *call) (any, *model.AppError) {
	t := c.teamByName(c.path["team_name"])
	if t == nil {
		return nil, fail(http.StatusNotFound, "app.team.get_by_name.missing.app_error", "Unable to find the existing team.")
	}
	if (!t.AllowOpenInvite || t.Type != model.TeamOpen) && !c.mayTeam(c.me, t.Id, "view_team") {
		return nil, forbidden("view_team")
	}
	return c.shownTeam(t), nil
}

func deleteTeam(c *call) (any, *model.AppError) {
	t, err := c.teamOf()
	if err != nil {
		return nil, err
	}
	if !c.mayTeam(c.me, t.Id, "manage_team") {
		return nil, forbidden("manage_team")
	}
	t.DeleteAt = c.now()
	return ok()
}

func teamsOfUser(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if u != c.me && !c.can("manage_system") {
		return nil, forbidden("manage_system")
	}
	out := []*model.Team{}
	for _, t := range c.teams {
		if m := t.members[u.Id]; m != nil && m.DeleteAt == 0 && t.DeleteAt == 0 {
			out = append(out, c.shownTeam(t))
		}
	}
	return out, nil
}

func listTeamMembers(c *call) (any, *model.AppError) {
	t, err := c.teamOf()
	if err != nil {
		return nil, err
	}
	out := []*model.TeamMember{}
	for _, m := range t.members {
		if m.DeleteAt == 0 {
			out = append(out, m)
		}
	}
	return page(c.r.URL.Query(), out), nil
}

func addTeamMember(c *call) (any, *model.AppError) {
	t := c.teams[c.path["team_id"]]
	if t == nil {
		return nil, fail(http.StatusNotFound, "app.team.get.find.app_error", "Unable to find the existing team.")
	}
	var in model.TeamMember
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.TeamId != t.Id {
		return nil, invalid("team_id")
	}
	u := c.users[in.UserId]
	switch {
	case u == nil:
		return nil, fail(http.StatusNotFound, "app.user.missing_account.const", "Unable to find the user.")
	case u == c.me && t.AllowOpenInvite && c.can("join_public_teams"):
	case !c.mayTeam(c.me, t.Id, "add_user_to_team"):
		return nil, forbidden("add_user_to_team")
	case !c.domainAllowed(t, u):
		return nil, fail(http.StatusBadRequest, "api.team.join_user_to_team.allowed_domains.app_error", "The user cannot be added as the domain associated with the account is not permitted.")
	}
	return c.created(c.joinTeam(t, u))
}

// domainAllowed reports whether a team takes people with this mail address. Bots
// have none.
func (c *call) domainAllowed(t *team, u *account) bool {
	if t.AllowedDomains == "" || c.bots[u.Id] != nil {
		return true
	}
	for d := range strings.FieldsSeq(strings.NewReplacer(",", " ", "@", " ").Replace(t.AllowedDomains)) {
		if strings.HasSuffix(u.Email, "@"+d) {
			return true
		}
	}
	return false
}

func getTeamMember(c *call) (any, *model.AppError) {
	t, err := c.teamOf()
	if err != nil {
		return nil, err
	}
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if m := t.members[u.Id]; m != nil {
		return m, nil
	}
	return nil, fail(http.StatusNotFound, "app.team.get_member.missing.app_error", "No team member found for that user ID and team ID.")
}

func removeTeamMember(c *call) (any, *model.AppError) {
	t, err := c.teamOf()
	if err != nil {
		return nil, err
	}
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	if u != c.me && !c.mayTeam(c.me, t.Id, "remove_user_from_team") {
		return nil, forbidden("remove_user_from_team")
	}
	if m := t.members[u.Id]; m != nil {
		m.DeleteAt = c.now()
	}
	for _, ch := range c.channels {
		if ch.TeamId == t.Id {
			delete(ch.members, u.Id)
		}
	}
	c.publish(event{name: model.WebsocketEventLeaveTeam, user: u.Id, data: map[string]any{"team_id": t.Id, "user_id": u.Id}}, only(u.Id))
	return ok()
}
