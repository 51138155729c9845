package install

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
)

// Installation is what Examine looks at: the configuration of the bot, and what
// its adapter remembers.
type Installation struct {
	// Token is the bot's, AppToken that of the app for Socket Mode.
	Token, AppToken string
	// SigningSecret and URL are for calls by Slack; an empty URL means Socket
	// Mode.
	SigningSecret, URL string
	// Workspace and Command are as in the adapter's options.
	Workspace, Command string
	// Channels are the standing channels.
	Channels []string
	// People are those of the configuration.
	People []Person
	// Rooms are the channels that the adapter remembers.
	Rooms []adapter.KeptRoom
	// Running says that the program runs. It holds the connection to Slack
	// then, and a second one would take events away from it.
	Running bool
	// API is the address of Slack's Web API; empty means Slack's own.
	API string
	// Now tells the time.
	Now func() time.Time
	// Transport carries the requests; nil means the standard one.
	Transport http.RoundTripper
}

// A Person is somebody who is to use the bot.
type Person struct {
	// ID names the person in the configuration.
	ID string
	// Login is the user id in the workspace, if that is known.
	Login string
	// Email is what the person is looked for by otherwise.
	Email string
}

// examination is one call of Examine.
type examination struct {
	in  Installation
	api *api.Client
	me  identity
	// granted are the scopes of the bot's token; nil means that Slack did not
	// tell them.
	granted []string
	// member are the channels that the bot is in, by id.
	member map[string]api.Channel
	finding.List
}

// requestTime bounds one request.
const requestTime = 20 * time.Second

// Examine says what is well and what is not, in the order in which one thing
// needs another. What cannot be seen because of something before is left out.
func Examine(ctx context.Context, in Installation) []finding.Finding {
	if in.API == "" {
		in.API = api.APIURL
	}
	e := &examination{in: in}
	e.api = api.New(in.Token, api.OptionAPIURL(in.API), api.OptionAppLevelToken(in.AppToken), api.OptionHTTPClient(e.client()))
	for _, part := range []func(context.Context) bool{e.greeted, e.scopes, e.workspace, e.connected, e.channels, e.rooms, e.everybody, e.command} {
		if !part(ctx) {
			break
		}
	}
	return e.List
}

func (e *examination) client() *http.Client {
	// A token goes to nobody else.
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &http.Client{Transport: e.in.Transport, Timeout: requestTime, CheckRedirect: noRedirect}
}

// Clock differences. A call by Slack is refused when the clocks differ by more
// than five minutes.
const (
	aheadOdd = time.Minute
	aheadBad = 4 * time.Minute
)

// greeted looks whether Slack is there, takes the token, and has the same time.
func (e *examination) greeted(ctx context.Context) bool {
	const about = "token"
	began := e.in.Now()
	me, header, err := e.test(ctx)
	ended := e.in.Now()
	if code := said(err); code != "" {
		e.OK("slack", "Slack answers at %s.", e.in.API)
		e.refused(code)
		return false
	}
	if err != nil {
		e.Bad("slack", "Let this machine reach Slack: outbound, port 443, to slack.com and everything below it; through a proxy, set HTTPS_PROXY.", "%s.", upper(cannot(err, e.in.API)))
		return false
	}
	e.me = me
	e.OK("slack", "Slack answers at %s.", e.in.API)
	if at, err := http.ParseTime(header.Get("Date")); err == nil {
		e.clock(at.Sub(began.Add(ended.Sub(began) / 2)).Round(time.Second))
	}
	if me.BotID == "" {
		e.Bad(about, "Use the Bot User OAuth Token, which begins with xoxb-: "+appPage+" > OAuth & Permissions.", "The token is that of a person, @%s. The bot needs its own.", me.User)
		return false
	}
	e.OK(about, "The token is that of the bot @%s in %s (%s).", me.User, me.Team, me.URL)
	if _, told := header[http.CanonicalHeaderKey(scopesHeader)]; told {
		e.granted = []string{}
		for s := range strings.SplitSeq(header.Get(scopesHeader), ",") {
			if s = strings.TrimSpace(s); s != "" {
				e.granted = append(e.granted, s)
			}
		}
	}
	return true
}

func (e *examination) clock(ahead time.Duration) {
	const about, how = "clock", "Let this machine keep time by NTP."
	ahead = ahead.Abs()
	switch {
	case ahead >= aheadBad && e.in.URL != "":
		e.Bad(about, how, "Slack's clock and this machine's are %v apart; at five minutes every call by Slack is refused.", ahead)
	case ahead > aheadOdd:
		e.Warn(about, how, "Slack's clock and this machine's are %v apart.", ahead)
	default:
		e.OK(about, "Slack's clock and this machine's agree.")
	}
}

// appPage is where an app is looked after.
const appPage = "api.slack.com/apps > the app"

// refused says why a token is not taken.
func (e *examination) refused(code string) {
	const about = "token"
	install := appPage + " > Install App > Install to Workspace; put the Bot User OAuth Token into bot_token_file."
	switch code {
	case "invalid_auth", "not_authed":
		e.Bad(about, "Copy it again: "+appPage+" > OAuth & Permissions > Bot User OAuth Token. GovSlack needs slack.api: https://slack-gov.com/api/, too.", "Slack does not know the bot's token.")
	case "token_revoked", "account_inactive", "app_uninstalled":
		e.Bad(about, "Install the app again: "+install, "The bot's token does not work any more (%s): the app was uninstalled, or its token revoked.", code)
	case "token_expired":
		e.Bad(about, "Switch token rotation off in a new app, made from the manifest of appealbot setup slack.", "The bot's token has expired; the app was made with token rotation.")
	case "team_access_not_granted", "org_login_required", "access_denied", "ekm_access_denied":
		e.Bad(about, "Ask the organisation's administrators to let the app into the workspace.", "Slack keeps the app out (%s).", code)
	case "ratelimited":
		e.Bad(about, "Wait a minute and do it again.", "Slack is limiting how much may be asked.")
	default:
		e.Bad(about, "Look at status.slack.com, and do it again later.", "Slack answers with the error %s.", code)
	}
}

// scopes compares what was granted with what is needed.
func (e *examination) scopes(context.Context) bool {
	const about = "scopes"
	if e.granted == nil {
		e.Warn(about, "Look at "+appPage+" > OAuth & Permissions, and whether a proxy in between takes headers away.", "Slack does not say what the bot may do.")
		return true
	}
	missing := 0
	for _, s := range Scopes() {
		if slices.Contains(e.granted, s) {
			continue
		}
		missing++
		methods, events := users(s)
		var fails []string
		if len(methods) > 0 {
			fails = append(fails, "the API refuses "+strings.Join(methods, ", "))
		}
		if len(events) > 0 {
			fails = append(fails, "Slack does not send "+strings.Join(events, ", "))
		}
		e.Bad(about, appPage+" > OAuth & Permissions > Bot Token Scopes: add "+s+". Then Reinstall to Workspace, and look whether the token is still the same.",
			"The bot lacks %s: %s (%s).", s, without(s), strings.Join(fails, "; "))
	}
	if missing == 0 {
		e.OK(about, "The bot has every right that it uses.")
	}
	surplus := slices.DeleteFunc(slices.Clone(e.granted), func(s string) bool { return slices.Contains(Scopes(), s) })
	if len(surplus) > 0 {
		e.Warn(about, appPage+" > OAuth & Permissions: take them away and reinstall, unless you know why they are there.", "The bot has rights that it does not use: %s.", strings.Join(surplus, ", "))
	}
	return true
}

// has reports whether the bot may be taken to have a scope.
func (e *examination) has(scope string) bool {
	return e.granted == nil || slices.Contains(e.granted, scope)
}

// workspace looks whether channels are made in the right place.
func (e *examination) workspace(ctx context.Context) bool {
	const about = "workspace"
	want := e.in.Workspace
	switch {
	case !e.me.Organisation && want != "" && want != e.me.TeamID:
		e.Bad(about, "Take slack.workspace out of the configuration; it is only for an app in a whole organisation.", "The token is for the workspace %s (%s), and the configuration says %s.", e.me.Team, e.me.TeamID, want)
		return false
	case !e.me.Organisation && e.me.EnterpriseID != "":
		e.OK(about, "The app is installed in the workspace %s (%s) alone, which is part of a larger organisation; people of its other workspaces cannot use it.", e.me.Team, e.me.TeamID)
	case !e.me.Organisation:
		e.OK(about, "The app is installed in the workspace %s (%s).", e.me.Team, e.me.TeamID)
	default:
		return e.organisation(ctx)
	}
	return true
}

// organisation looks at the workspaces of an app that is installed in a whole
// organisation.
func (e *examination) organisation(ctx context.Context) bool {
	const about = "workspace"
	teams, _, err := e.api.ListTeamsContext(ctx, api.ListTeamsParameters{Limit: 100})
	if err != nil {
		e.Warn(about, again, "The workspaces of the organisation cannot be listed: %s.", because(err))
		return e.in.Workspace != ""
	}
	names := make([]string, len(teams))
	for i, t := range teams {
		if names[i] = t.Name + " (" + t.ID + ")"; t.ID == e.in.Workspace && e.in.Workspace != "" {
			e.OK(about, "The app is installed in the organisation %s; channels of cases are made in %s.", e.me.Team, names[i])
			return true
		}
	}
	there := "it is in none yet"
	if len(names) > 0 {
		there = "it is in " + strings.Join(names, ", ")
	}
	if e.in.Workspace == "" {
		e.Bad(about, "Write the id of one of them as slack.workspace.", "The app is installed in the organisation %s, and the configuration does not say in which workspace channels are made; %s.", e.me.Team, there)
	} else {
		e.Bad(about, "Correct slack.workspace, or let an administrator of the organisation add the app to that workspace: Organisation settings > Integrations > Installed apps > Add to more workspaces.", "The app is not in the workspace %s; %s.", e.in.Workspace, there)
	}
	return false
}

// command says how to look for what Slack does not tell.
func (e *examination) command(context.Context) bool {
	if e.has("commands") {
		e.OK("command", "Whether the workspace has the command /%[1]s cannot be asked; somebody types /%[1]s help. If Slack does not know it, look at %[2]s > Slash Commands, and reinstall the app.", e.in.Command, appPage)
	}
	return true
}
