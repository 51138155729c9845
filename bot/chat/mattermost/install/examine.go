package install

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
)

// Installation is what Examine looks at: the configuration of the bot, and what
// its adapter remembers.
type Installation struct {
	// URL is the server's address and Token the bot's.
	URL, Token string
	// AdminToken lets Examine read the server's configuration; empty means
	// that it is not looked at.
	AdminToken string
	// Teams, Command and CommandTokens are as in the adapter's options.
	Teams         []string
	Command       string
	CommandTokens int
	// Callback is the address under which the server reaches the bot.
	Callback string
	// Channels are the standing channels.
	Channels []string
	// People are those of the configuration.
	People []Person
	// Rooms are the channels that the adapter remembers.
	Rooms []adapter.KeptRoom
	// Around tries the way from the server to the callback and back; nil
	// means that it is not tried. The function of that name says what comes
	// of a probe.
	Around func(ctx context.Context) finding.Finding
	// Now tells the time.
	Now func() time.Time
	// Transport carries the requests; nil means the standard one.
	Transport http.RoundTripper
}

// examination is one call of Examine.
type examination struct {
	in     Installation
	api    *model.Client4
	server Server
	me     *model.User
	teams  []*model.Team
	roles  []string // of the bot, in the system and its teams
	// onlyChairs says that members of private channels cannot change who is
	// in them.
	onlyChairs bool
	finding.List
}

// Examine says what is well and what is not, in the order in which one thing
// needs another. What cannot be seen because of something before is left out.
func Examine(ctx context.Context, in Installation) []finding.Finding {
	e := &examination{in: in, api: mattermost.NewClient(in.URL, in.Token, in.Transport)}
	for _, part := range []func(context.Context) bool{e.greeted, e.known, e.limits, e.inTeams, e.inChannels, e.permissions, e.protected, e.command, e.everybody, e.rooms, e.configured, e.around} {
		if !part(ctx) {
			break
		}
	}
	return e.List
}

// Clock differences. A press is refused when the clocks differ by more than ten
// minutes.
const (
	aheadOdd = time.Minute
	aheadBad = 5 * time.Minute
)

// greeted looks whether the server is there and is one that works.
func (e *examination) greeted(ctx context.Context) bool {
	const about = "server"
	var err error
	if e.server, err = greet(ctx, e.api, e.in.Now); err != nil {
		e.Bad(about, "Correct mattermost.url, or start the server.", "%v.", err)
		return false
	}
	if why := supported(e.server.Version); why != "" {
		e.Bad(about, "Upgrade the server.", "%s.", why)
		return false
	}
	e.OK(about, "Mattermost %s answers at %s.", e.server.Version, e.in.URL)
	switch ahead := e.server.Ahead.Abs(); {
	case ahead >= aheadBad:
		e.Bad("clock", "Let both machines keep time by NTP.", "The server's clock and this machine's are %v apart; at ten minutes every press is refused.", ahead)
	case ahead >= aheadOdd:
		e.Warn("clock", "Let both machines keep time by NTP.", "The server's clock and this machine's are %v apart.", ahead)
	default:
		e.OK("clock", "The server's clock and this machine's agree.")
	}
	if e.server.Settings["AsymmetricSigningPublicKey"] == "" {
		e.Bad("key", "Restart the server; it makes the key at its start. Without it every press is refused.", "The server tells no key to check presses with.")
	} else {
		e.OK("key", "The server tells the key to check presses with.")
	}
	return true
}

// known looks whether the token works and is a bot's.
func (e *examination) known(ctx context.Context) bool {
	const about = "token"
	me, resp, err := e.api.GetMe(ctx, "")
	switch err := mattermost.Failed(resp, err); {
	case mattermost.StatusOf(err) == http.StatusUnauthorized:
		e.Bad(about, "Look at Integrations > Bot Accounts. If the bot is there and enabled, run appealbot setup mattermost again: it makes a new token.",
			"The server does not accept the bot's token: it was revoked, or the bot was disabled, or the account that made the bot was deactivated.")
		return false
	case err != nil:
		e.Bad(about, "Do it again; if it stays so, look at the server's log.", "The server does not say whose token it is: %v.", err)
		return false
	}
	e.me = me
	switch {
	case !me.IsBot:
		e.Bad(about, "Make a bot account with: appealbot setup mattermost.", "The token is that of a person, @%s. The bot needs an account of its own.", me.Username)
	case hasRole(me.Roles, rootRole):
		e.Bad(about, "System Console > User Management > Users > @"+me.Username+" > Manage Roles > Member.", "@%s is a system administrator: whoever gets its token has the whole server.", me.Username)
	default:
		e.OK(about, "The token is that of the bot @%s.", me.Username)
	}
	e.roles = fields(me.Roles)
	return true
}

// inTeams looks whether the bot is in its teams.
func (e *examination) inTeams(ctx context.Context) bool {
	const about = "team"
	for _, name := range e.in.Teams {
		t, resp, err := e.api.GetTeamByName(ctx, name, "")
		var m *model.TeamMember
		if err == nil {
			m, resp, err = e.api.GetTeamMember(ctx, t.Id, e.me.Id, "")
		}
		switch err := mattermost.Failed(resp, err); {
		case err == nil && m.DeleteAt == 0:
			e.teams = append(e.teams, t)
			e.roles = append(e.roles, teamRoles(m)...)
			e.OK(about, "The bot is in team %s.", name)
		case err == nil, missing(err), mattermost.StatusOf(err) == http.StatusForbidden:
			e.Bad(about, "Correct mattermost.teams, or take the bot into the team: team menu > Invite people.", "The bot is not in team %s, or there is none of that name.", name)
		default:
			e.Bad(about, "Do it again; if it stays so, look at the server's log.", "Team %s cannot be looked at: %v.", name, err)
		}
	}
	return len(e.teams) > 0
}

// teamRoles are the roles that somebody has in a team.
func teamRoles(m *model.TeamMember) []string {
	out := fields(m.Roles)
	if m.SchemeUser {
		out = append(out, "team_user")
	}
	if m.SchemeAdmin {
		out = append(out, "team_admin")
	}
	return out
}

// inChannels looks whether the bot is in its standing channels.
func (e *examination) inChannels(ctx context.Context) bool {
	const about = "channel"
	for _, name := range e.in.Channels {
		c, err := e.findChannel(ctx, name)
		switch {
		case err != nil:
			e.Bad(about, "Do it again; if it stays so, look at the server's log.", "Channel %s cannot be looked at: %v.", name, err)
			continue
		case c == nil:
			e.Bad(about, "Run appealbot setup mattermost again, or make the channel and add the bot to it. A private one is only seen by its members.", "There is no channel %s in the bot's teams, or it is archived or private.", name)
			continue
		}
		if _, resp, err := e.api.GetChannelMember(ctx, c.Id, e.me.Id, ""); mattermost.Failed(resp, err) != nil {
			e.Warn(about, "In the channel, type /invite @"+e.me.Username+". The bot joins a public channel by itself, too, when it next writes there.", "The bot is not in channel %s, so it hears nothing of reactions there.", name)
			continue
		}
		e.OK(about, "The bot is in channel %s.", name)
	}
	return true
}

func (e *examination) findChannel(ctx context.Context, name string) (*model.Channel, error) {
	for _, t := range e.teams {
		c, resp, err := e.api.GetChannelByName(ctx, name, t.Id, "")
		switch err := mattermost.Failed(resp, err); {
		case err == nil:
			return c, nil
		case !missing(err) && mattermost.StatusOf(err) != http.StatusForbidden:
			return nil, err
		}
	}
	return nil, nil //nolint:nilnil // No channel is an answer.
}

// command looks whether the slash command is there. Its address and token
// cannot be seen with the bot's token.
func (e *examination) command(ctx context.Context) bool {
	const about = "command"
	if n := len(e.in.Teams); e.in.CommandTokens < n {
		e.Bad(about, "Run appealbot setup mattermost again.", "There are %d command tokens for %d teams; where one is missing, every /%s is refused.", e.in.CommandTokens, n, e.in.Command)
	}
	for _, t := range e.teams {
		cs, resp, err := e.api.ListAutocompleteCommands(ctx, t.Id)
		if err := mattermost.Failed(resp, err); err != nil {
			e.Warn(about, "Look at Integrations > Slash Commands.", "Whether team %s has the command /%s cannot be seen: %v.", t.Name, e.in.Command, err)
			continue
		}
		found := false
		for _, c := range cs {
			found = found || c.Trigger == e.in.Command
		}
		if found {
			e.OK(about, "Team %s has the command /%s.", t.Name, e.in.Command)
		} else {
			e.Bad(about, "Run appealbot setup mattermost again.", "Team %s does not have the command /%s, or it is not offered while somebody types.", t.Name, e.in.Command)
		}
	}
	return true
}

// configured looks at the server's configuration, with an administrator's
// token.
func (e *examination) configured(ctx context.Context) bool {
	if e.in.AdminToken == "" {
		return true
	}
	const about = "settings"
	c, resp, err := mattermost.NewClient(e.in.URL, e.in.AdminToken, e.in.Transport).GetConfig(ctx)
	if err := mattermost.Failed(resp, err); err != nil {
		e.Warn(about, "Give the token of a system administrator.", "The server's configuration cannot be read with the administrator's token: %v.", err)
		return true
	}
	for _, s := range settingSteps(ctx, c, e.in.Callback) {
		switch {
		case s.State == ByHand && s.Essential:
			e.Bad(about, s.How[0], "%s.", upper(s.Text))
		case s.State == ByHand:
			e.Warn(about, s.How[0], "%s.", upper(s.Text))
		default:
			e.OK(about, "%s.", upper(s.Text))
		}
	}
	return true
}

// upper is a sentence with a capital.
func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return fmt.Sprintf("%c%s", s[0]-'a'+'A', s[1:])
}
