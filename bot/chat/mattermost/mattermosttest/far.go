package mattermosttest

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// patience bounds every wait of a Far.
const patience = 10 * time.Second

// A Site is a server to work on, and how the adapter is opened there.
type Site struct {
	// URL is the server's address and Token one of an administrator.
	URL, Token string
	// CommandPath is where the adapter's handler takes slash commands.
	CommandPath string
	// Open makes the adapter under test. The handler gets what the server
	// sends to Place.Callback.
	Open func(Place) (chat.Client, http.Handler)
	// People are the user names of the officers, in the order of
	// Far.Officers; ann and bob when empty.
	People []string
	// Linger is how long a person looks for an answer that does not come;
	// zero means 300 milliseconds. A whole program behind the adapter may take
	// longer.
	Linger time.Duration
}

// A Place is what an adapter is told about where it works: a team of its own
// with a bot of its own.
type Place struct {
	URL          string
	Token        string // the bot's
	CommandToken string
	Team         string // its name
	Command      string // without the slash
	Callback     string
}

// Far is the people on a Mattermost server: officers in a team, somebody in
// another team, and an administrator who sets things up.
type Far struct {
	site     Site
	admin    *model.Client4
	client   chat.Client
	proxy    *proxy
	officers []*officer
	outsider string
	bot      string
	team     *model.Team
	public   *model.Channel

	mu    sync.Mutex
	again func(t *testing.T)
}

var (
	_ chattest.Far      = (*Far)(nil)
	_ chattest.Landlord = (*Far)(nil)
)

// NewFar makes a world of its own on a server: a team, a public channel called
// newsroom, a bot with a token and a slash command. What it made is put away
// when the test ends.
func NewFar(t *testing.T, site Site) *Far {
	t.Helper()
	if len(site.People) == 0 {
		site.People = []string{"ann", "bob"}
	}
	if site.Linger <= 0 {
		site.Linger = linger
	}
	f := &Far{site: site, admin: newClient(t, site.URL), proxy: newProxy(t, site.URL)}
	f.admin.SetToken(site.Token)
	id := model.NewId()[:10]
	me, _, err := f.admin.GetMe(t.Context(), "")
	check(t, "get the administrator", err)
	_, own, _ := strings.Cut(me.Email, "@")
	team, _, err := f.admin.CreateTeam(t.Context(), &model.Team{
		Name: "world-" + id, DisplayName: "World " + id, Type: model.TeamOpen, AllowedDomains: domain + ", " + own,
	})
	check(t, "make a team", err)
	f.team = team
	f.after(t, func(ctx context.Context) { _, _ = f.admin.SoftDeleteTeam(ctx, team.Id) }) // what is left behind harms nobody
	f.people(t)
	f.channels(t)
	client, handler := site.Open(f.robot(t, id))
	f.client = client
	f.proxy.handle(handler)
	for _, o := range f.officers {
		o.listen(t, site.URL)
	}
	return f
}

// newClient is a client whose connections end with the test.
func newClient(t *testing.T, url string) *model.Client4 {
	c := model.NewAPIv4Client(url)
	c.HTTPClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	t.Cleanup(c.HTTPClient.CloseIdleConnections)
	return c
}

func check(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// after does something when the test has ended.
func (f *Far) after(t *testing.T, do func(context.Context)) {
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
		defer cancel()
		do(ctx)
	})
}

// people finds the officers and the outsider, or makes them.
func (f *Far) people(t *testing.T) {
	t.Helper()
	for _, name := range f.site.People {
		u := f.person(t, name, domain)
		_, _, err := f.admin.AddTeamMember(t.Context(), f.team.Id, u.Id)
		check(t, "add "+name+" to the team", err)
		f.officers = append(f.officers, newOfficer(t, f.site.URL, u))
	}
	f.outsider = f.person(t, "gil", "elsewhere.example").Id
}

// domain is where the officers' mail goes. Nobody else's comes into the team,
// whoever lets them in.
const domain = "police.example"

func (f *Far) person(t *testing.T, name, domain string) *model.User {
	t.Helper()
	u, _, err := f.admin.GetUserByUsername(t.Context(), name, "")
	if err != nil {
		u, _, err = f.admin.CreateUser(t.Context(), &model.User{
			Username: name, Email: name + "@" + domain, Password: Password, FirstName: strings.ToUpper(name[:1]) + name[1:],
		})
		check(t, "make the user "+name, err)
	}
	return u
}

// channels leaves the team two public channels: its standing one, and one in
// which the officers work.
func (f *Far) channels(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	off, _, err := f.admin.GetChannelByName(ctx, "off-topic", f.team.Id, "")
	check(t, "find off-topic", err)
	_, err = f.admin.DeleteChannel(ctx, off.Id)
	check(t, "archive off-topic", err)
	f.public, _, err = f.admin.CreateChannel(ctx, &model.Channel{TeamId: f.team.Id, Type: model.ChannelTypeOpen, Name: "newsroom", DisplayName: "Newsroom"})
	check(t, "make the newsroom", err)
	for _, o := range f.officers {
		_, _, err = f.admin.AddChannelMember(ctx, f.public.Id, o.id)
		check(t, "add an officer to the newsroom", err)
	}
}

// robot sets up the bot as an administrator does: with a token, a slash command,
// and the right to show something to one person alone.
func (f *Far) robot(t *testing.T, id string) Place {
	t.Helper()
	ctx := t.Context()
	bot, _, err := f.admin.CreateBot(ctx, &model.Bot{Username: "lookout-" + id, DisplayName: "Lookout"})
	check(t, "make the bot", err)
	f.bot = bot.UserId
	f.after(t, func(ctx context.Context) { _, _, _ = f.admin.DisableBot(ctx, bot.UserId) })
	token, _, err := f.admin.CreateUserAccessToken(ctx, bot.UserId, "test", 0)
	check(t, "make the bot's token", err)
	_, _, err = f.admin.AddTeamMember(ctx, f.team.Id, bot.UserId)
	check(t, "add the bot to the team", err)
	_, _, err = f.admin.AddChannelMember(ctx, f.public.Id, bot.UserId)
	check(t, "add the bot to the newsroom", err)
	const helper = "system_custom_group_admin"
	role, _, err := f.admin.GetRoleByName(ctx, helper)
	check(t, "find the role", err)
	if !slices.Contains(role.Permissions, "create_post_ephemeral") {
		more := append(slices.Clone(role.Permissions), "create_post_ephemeral")
		_, _, err = f.admin.PatchRole(ctx, role.Id, &model.RolePatch{Permissions: &more})
		check(t, "give the role its permission", err)
	}
	_, err = f.admin.UpdateUserRoles(ctx, bot.UserId, "system_user "+helper)
	check(t, "give the bot its role", err)
	command, _, err := f.admin.CreateCommand(ctx, &model.Command{
		TeamId: f.team.Id, Trigger: "appeal", Method: model.CommandMethodPost, URL: f.proxy.callback() + f.site.CommandPath, DisplayName: "Appeals",
	})
	check(t, "make the command", err)
	f.after(t, func(ctx context.Context) { _, _ = f.admin.DeleteCommand(ctx, command.Id) })
	return Place{
		URL: f.proxy.url(), Token: token.Token, CommandToken: command.Token, Team: f.team.Name, Command: command.Trigger, Callback: f.proxy.callback(),
	}
}

// Client implements chattest.Far.
func (f *Far) Client() chat.Client { return f.client }

// Officers implements chattest.Far.
func (f *Far) Officers() []string {
	var out []string
	for _, o := range f.officers {
		out = append(out, o.id)
	}
	return out
}

// Public implements chattest.Far.
func (f *Far) Public() (id, name string) { return f.public.Id, f.public.Name }

// Bot is the bot's user id.
func (f *Far) Bot() string { return f.bot }

// Admin is a client of the administrator.
func (f *Far) Admin() *model.Client4 { return f.admin }

// Ready implements chattest.Far: the adapter has its websocket and reads it.
func (f *Far) Ready(t *testing.T) {
	t.Helper()
	f.proxy.ready(t)
}

// officer is one of the officers.
func (f *Far) officer(t *testing.T, id string) *officer {
	t.Helper()
	for _, o := range f.officers {
		if o.id == id {
			return o
		}
	}
	t.Fatalf("nobody has the id %s", id)
	return nil
}

// Expel implements chattest.Landlord.
func (f *Far) Expel(t *testing.T, channel string) {
	t.Helper()
	_, err := f.admin.RemoveUserFromChannel(t.Context(), channel, f.bot)
	check(t, "remove the bot", err)
}

// Admit implements chattest.Landlord.
func (f *Far) Admit(t *testing.T, channel string) {
	t.Helper()
	_, _, err := f.admin.AddChannelMember(t.Context(), channel, f.bot)
	check(t, "add the bot", err)
}

// Rename implements chattest.Landlord.
func (f *Far) Rename(t *testing.T, channel, name string) {
	t.Helper()
	_, _, err := f.admin.PatchChannel(t.Context(), channel, &model.ChannelPatch{Name: &name})
	check(t, "rename the channel", err)
}

// Close implements chattest.Landlord.
func (f *Far) Close(t *testing.T, channel string) {
	t.Helper()
	_, err := f.admin.DeleteChannel(t.Context(), channel)
	check(t, "archive the channel", err)
}

// Outsider implements chattest.Landlord.
func (f *Far) Outsider() string { return f.outsider }
