package mattermosttest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
)

// An account is a user with a password.
type account struct {
	*model.User
	password string
	prefs    map[string]model.Preference // by category and name
}

// A token is a session or a personal access token.
type token struct {
	secret, user, id, description string
	session                       bool
	disabled                      bool
}

func userRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/users/login", login, true},
		{http.MethodPost, "/api/v4/users/logout", logout, false},
		{http.MethodPost, "/api/v4/users", createUser, true},
		{http.MethodPost, "/api/v4/users/ids", usersByIDs, false},
		{http.MethodPost, "/api/v4/users/usernames", usersByNames, false},
		{http.MethodGet, "/api/v4/users/username/{username}", getUserByName, false},
		{http.MethodGet, "/api/v4/users/email/{email}", getUserByEmail, false},
		{http.MethodGet, "/api/v4/users/{user_id}", getUser, false},
		{http.MethodPut, "/api/v4/users/{user_id}/patch", patchUser, false},
		{http.MethodPut, "/api/v4/users/{user_id}/roles", setRoles, false},
		{http.MethodPut, "/api/v4/users/{user_id}/active", setActive, false},
		{http.MethodPut, "/api/v4/users/{user_id}/preferences", setPreferences, false},
		{http.MethodPost, "/api/v4/users/{user_id}/tokens", createToken, false},
		{http.MethodGet, "/api/v4/users/{user_id}/tokens", listTokens, false},
		{http.MethodPost, "/api/v4/users/tokens/revoke", revokeToken, false},
	}
}

// AddUser adds somebody with the usual password and returns the id.
func (s *Server) AddUser(u *model.User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addUser(u, Password).Id
}

// Deactivate ends somebody's account; a bot's ends with its owner's.
func (s *Server) Deactivate(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setActive(user, false)
}

func (s *Server) addUser(u *model.User, password string) *account {
	u.Id, u.CreateAt = model.NewId(), s.now()
	u.UpdateAt = u.CreateAt
	u.Username = strings.ToLower(u.Username)
	if u.Roles == "" {
		u.Roles = "system_user"
	}
	if u.NotifyProps == nil {
		u.SetDefaultNotifications()
	}
	if u.Timezone == nil {
		u.Timezone = model.StringMap{"useAutomaticTimezone": "true", "automaticTimezone": "", "manualTimezone": ""}
	}
	u.Locale = "en"
	a := &account{User: u, password: password, prefs: map[string]model.Preference{}}
	s.users[u.Id] = a
	return a
}

func (s *Server) addToken(user string, session bool) *token {
	k := &token{secret: model.NewId(), user: user, id: model.NewId(), session: session}
	s.tokens[k.secret] = k
	return k
}

// who is the owner of a token, if it is good.
func (s *Server) who(secret string) (*account, *token) {
	k := s.tokens[secret]
	if k == nil || k.disabled {
		return nil, nil
	}
	u := s.users[k.user]
	if u == nil || u.DeleteAt != 0 {
		return nil, nil
	}
	return u, k
}

// byName is the user of a name.
func (s *Server) byName(name string) *account {
	for _, u := range s.users {
		if strings.EqualFold(u.Username, name) {
			return u
		}
	}
	return nil
}

// shown is a user as others get it.
func (c *call) shown(u *account) *model.User {
	out := *u.User
	out.Props, out.NotifyProps = maps.Clone(u.Props), maps.Clone(u.NotifyProps)
	if bot := c.bots[u.Id]; bot != nil {
		out.IsBot, out.BotDescription = true, bot.Description
	}
	if c.me == nil || c.me.Id != u.Id && !c.can("manage_system") {
		out.NotifyProps = nil
		out.Sanitize(map[string]bool{"email": true, "fullname": true})
		out.LastPasswordUpdate, out.FailedAttempts = 0, 0
	} else {
		out.Sanitize(nil)
	}
	return &out
}

// user is the user that the path names.
func (c *call) user() (*account, *model.AppError) {
	id := c.path["user_id"]
	if id == "me" {
		return c.me, nil
	}
	if !model.IsValidId(id) {
		return nil, invalidURL("user_id")
	}
	u := c.users[id]
	if u == nil {
		return nil, fail(http.StatusNotFound, "app.user.missing_account.const", "Unable to find the user.")
	}
	return u, nil
}

func login(c *call) (any, *model.AppError) {
	in := map[string]string{}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	for _, u := range c.users {
		if u.password == "" || u.DeleteAt != 0 || u.password != in["password"] {
			continue
		}
		if id := in["login_id"]; u.Username == id || u.Email == id || u.Id == in["id"] {
			k := c.addToken(u.Id, true)
			c.w.Header().Set("Token", k.secret)
			c.me = u
			return c.shown(u), nil
		}
	}
	return nil, fail(http.StatusUnauthorized, "api.user.login.invalid_credentials_email_username", "Enter a valid email or username and/or password.")
}

func logout(c *call) (any, *model.AppError) {
	if c.token.session {
		delete(c.tokens, c.token.secret)
		c.dropSockets(c.token.secret)
	}
	return ok()
}

func createUser(c *call) (any, *model.AppError) {
	var u model.User
	if err := c.decode(&u); err != nil {
		return nil, err
	}
	c.me, c.token = c.who(bearer(c.r))
	if !*c.config.TeamSettings.EnableOpenServer && (c.me == nil || !c.can("manage_system")) {
		return nil, fail(http.StatusNotImplemented, "api.user.create_user.no_open_server", "This server does not allow open signups.")
	}
	if !model.IsValidUsername(strings.ToLower(u.Username)) {
		return nil, fail(http.StatusBadRequest, "model.user.is_valid.username.app_error", "Username must begin with a letter.")
	}
	for _, other := range c.users {
		if strings.EqualFold(other.Username, u.Username) {
			return nil, fail(http.StatusBadRequest, "app.user.save.username_exists.app_error", "An account with that username already exists.")
		}
		if strings.EqualFold(other.Email, u.Email) {
			return nil, fail(http.StatusBadRequest, "app.user.save.email_exists.app_error", "An account with that email already exists.")
		}
	}
	password := u.Password
	u.Roles = "system_user"
	return c.created(c.shown(c.addUser(&u, password)))
}

func getUser(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	return c.shown(u), nil
}

func getUserByName(c *call) (any, *model.AppError) {
	if u := c.byName(c.path["username"]); u != nil {
		return c.shown(u), nil
	}
	return nil, fail(http.StatusNotFound, "app.user.get_by_username.app_error", "Unable to find an existing account matching your username for this team.")
}

func getUserByEmail(c *call) (any, *model.AppError) {
	for _, u := range c.users {
		if strings.EqualFold(u.Email, c.path["email"]) {
			return c.shown(u), nil
		}
	}
	return nil, fail(http.StatusNotFound, "app.user.missing_account.const", "Unable to find the user.")
}

// somebody returns the users for which ok holds, by name.
func (c *call) somebody(ok func(*account) bool) []*model.User {
	out := []*model.User{}
	for _, u := range c.users {
		if ok(u) {
			out = append(out, c.shown(u))
		}
	}
	slices.SortFunc(out, func(a, b *model.User) int { return strings.Compare(a.Username, b.Username) })
	return out
}

func usersByIDs(c *call) (any, *model.AppError) {
	var ids []string
	if err := c.decode(&ids); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, invalid("user_ids")
	}
	return c.somebody(func(u *account) bool { return slices.Contains(ids, u.Id) }), nil
}

func usersByNames(c *call) (any, *model.AppError) {
	var names []string
	if err := c.decode(&names); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, invalid("usernames")
	}
	return c.somebody(func(u *account) bool { return slices.Contains(names, u.Username) }), nil
}

func patchUser(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	var patch model.UserPatch
	if err := c.decode(&patch); err != nil {
		return nil, err
	}
	if u != c.me && !c.can("edit_other_users") {
		return nil, forbidden("edit_other_users")
	}
	u.Patch(&patch)
	u.UpdateAt = c.now()
	c.publish(event{name: model.WebsocketEventUserUpdated, data: map[string]any{"user": c.shown(u)}}, func(string) bool { return true })
	return c.shown(u), nil
}

func setRoles(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	in := map[string]string{}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !c.can("manage_roles") {
		return nil, forbidden("manage_roles")
	}
	for name := range strings.FieldsSeq(in["roles"]) {
		if c.roles[name] == nil {
			return nil, fail(http.StatusBadRequest, "app.user.update_user_roles.missing_role.app_error", "Provided role does not exist.")
		}
	}
	u.Roles = in["roles"]
	return ok()
}

func setActive(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if u != c.me && !c.can("manage_system") {
		return nil, forbidden("manage_system")
	}
	c.setActive(u.Id, in["active"])
	return ok()
}

// setActive switches an account. Its bots go down with it, and do not come up
// with it again.
func (s *Server) setActive(user string, active bool) {
	ids := []string{user}
	for _, b := range s.bots {
		if b.OwnerId == user && !active {
			ids = append(ids, b.UserId)
		}
	}
	for _, id := range ids {
		u := s.users[id]
		if u == nil {
			continue
		}
		u.DeleteAt = 0
		if !active {
			u.DeleteAt = s.now()
		}
		if b := s.bots[id]; b != nil {
			b.DeleteAt = u.DeleteAt
		}
		for _, k := range s.tokens {
			if k.user == id && !active {
				s.dropSockets(k.secret)
			}
		}
	}
}

func setPreferences(c *call) (any, *model.AppError) {
	u, err := c.user()
	if err != nil {
		return nil, err
	}
	var ps model.Preferences
	if err := c.decode(&ps); err != nil {
		return nil, err
	}
	if u != c.me {
		return nil, forbidden("edit_other_users")
	}
	for _, p := range ps {
		if p.UserId != u.Id {
			return nil, fail(http.StatusForbidden, "api.preference.update_preferences.set.app_error", "Unable to set user preferences.")
		}
		u.prefs[p.Category+"\x00"+p.Name] = p
	}
	c.publish(event{name: model.WebsocketEventPreferencesChanged, user: u.Id, data: map[string]any{"preferences": string(c.body)}}, only(u.Id))
	return ok()
}
