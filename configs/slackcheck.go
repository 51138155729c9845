package configs

import (
	"net"
	"net/url"
	"strings"
)

// maxSlackCommand is what Slack takes of a command without its slash.
const maxSlackCommand = 31

func (d *decoder) slack(s Slack, h HTTP, m Mattermost) {
	const at = "slack."
	d.word(at+"mode", "mode", s.Mode, slackModes())
	d.slackTokens(s)
	if s.Workspace != "" && !isSlackID(s.Workspace, "T") {
		how := ""
		if strings.HasPrefix(s.Workspace, "E") {
			how = " One that begins with E is that of the whole organisation."
		}
		d.wrong(at+"workspace", "expected the id of a workspace, a T and capital letters and digits, like T0123ABCD, found %s.%s", show(s.Workspace), how)
	}
	if s.Command == "" || len(s.Command) > maxSlackCommand || !isSlug(s.Command) {
		d.wrong(at+"command", "expected 1 to %d small letters, digits, dashes and underscores, like appeal, found %s.", maxSlackCommand, show(s.Command))
	}
	d.address(at+"api", s.API, defaultSlackAPI)
	if open(s.API) {
		d.wrong(at+"api", "%s is not encrypted, and the bot's token goes there; write https://.", show(s.API))
	}
	d.slackCalls(s, h, m)
}

// slackCalls looks at what is needed for Slack to call the program.
func (d *decoder) slackCalls(s Slack, h HTTP, m Mattermost) {
	const at = "slack."
	d.listen(at+"listen", s.Listen, defaultSlackListen)
	if s.URL != "" {
		d.address(at+"url", s.URL, "https://appeals.police.example")
	}
	if u, err := url.Parse(s.URL); err == nil && u.Scheme == "http" && !isLoopback(u.Hostname()) {
		d.wrong(at+"url", "Slack calls https addresses only; write https://, and let a proxy with a certificate pass the calls on to slack.listen.")
	}
	if !s.Called() {
		if s.URL != "" {
			d.wrong(at+"url", "Slack calls an address with mode: http only. Write mode: http, or take url out.")
		}
		return
	}
	if s.URL == "" {
		d.wrong(at+"url", "is missing; with mode: http, write the address under which Slack reaches this program, like https://appeals.police.example. If there is none, take mode out: then the program connects to Slack.")
	}
	switch {
	case strings.HasSuffix(s.Listen, ":0") || !s.Used():
	case s.Listen == h.Listen:
		d.wrong(at+"listen", "%s is where the program's own pages are (http.listen), and Slack is let in from the internet; give one of the two another port.", show(s.Listen))
	case m.Used() && s.Listen == m.Listen:
		d.wrong(at+"listen", "%s is where the Mattermost server is let in (mattermost.listen); give one of the two another port.", show(s.Listen))
	}
}

// slackTokens looks at the three secrets. None of them is repeated.
func (d *decoder) slackTokens(s Slack) {
	named := func(key string) bool { return d.named("slack." + key) }
	if s.BotToken.IsSet() {
		d.slackToken("bot_token", s.BotToken.Reveal(), "xoxb-", "the Bot User OAuth Token (OAuth & Permissions)")
	} else if (named("app_token") || named("signing_secret")) && !named("bot_token") {
		d.wrong("slack.bot_token", "is missing; put the Bot User OAuth Token, which begins with xoxb-, into a file and write bot_token_file: PATH, or into an environment variable and write bot_token_env: NAME.")
	}
	if s.AppToken.IsSet() {
		d.slackToken("app_token", s.AppToken.Reveal(), "xapp-", "the app-level token (Basic Information > App-Level Tokens)")
	}
	if v := s.SigningSecret.Reveal(); s.SigningSecret.IsSet() {
		switch begins, kind := tokenKind(v); {
		case begins != "":
			d.wrong(d.secretPath("slack.signing_secret"), "it begins with %s: that is %s; use the Signing Secret (Basic Information > App Credentials).", begins, kind)
		case strings.ContainsAny(v, " \t\r\n"):
			d.wrong(d.secretPath("slack.signing_secret"), "there is more than one word; use the Signing Secret (Basic Information > App Credentials), and nothing else.")
		}
	}
	if !named("bot_token") {
		return
	}
	switch {
	case s.Mode == SocketMode && !named("app_token") && named("signing_secret"):
		d.wrong("slack.app_token", "is missing, and the signing secret is for mode: http only. Write mode: http if Slack is to call this program. Otherwise give app_token_file: PATH or app_token_env: NAME, with the app-level token, which begins with xapp-.")
	case s.Mode == SocketMode && !named("app_token"):
		d.wrong("slack.app_token", "is missing; put the app-level token, which begins with xapp- and has the scope connections:write, into a file and write app_token_file: PATH, or into an environment variable and write app_token_env: NAME.")
	case s.Mode == HTTPMode && !named("signing_secret") && named("app_token"):
		d.wrong("slack.signing_secret", "is missing, and the app-level token is for mode: socket only. Take mode out if this program is to connect to Slack. Otherwise give signing_secret_file: PATH or signing_secret_env: NAME.")
	case s.Mode == HTTPMode && !named("signing_secret"):
		d.wrong("slack.signing_secret", "is missing; put the Signing Secret (Basic Information > App Credentials) into a file and write signing_secret_file: PATH, or into an environment variable and write signing_secret_env: NAME.")
	}
}

// slackToken demands a token of one kind.
func (d *decoder) slackToken(key, value, prefix, want string) {
	path := d.secretPath("slack." + key)
	switch begins, kind := tokenKind(value); {
	case begins != "" && begins != prefix:
		d.wrong(path, "it begins with %s: that is %s; use %s, which begins with %s.", begins, kind, want, prefix)
	case !strings.HasPrefix(value, prefix):
		d.wrong(path, "it does not begin with %s; use %s.", prefix, want)
	case strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }):
		d.wrong(path, "there is more than a token; use %s, and nothing else.", want)
	}
}

// tokenKind says how a secret begins and what it therefore is, if that can be
// seen. It returns nothing else of the secret.
func tokenKind(v string) (begins, kind string) {
	for _, k := range [][2]string{
		{"xoxb-", "a bot's token"},
		{"xoxp-", "a user's token"},
		{"xapp-", "an app-level token"},
		{"xoxe.", "a token that expires (switch token rotation off in a new app)"},
		{"xoxe-", "a refresh token (switch token rotation off in a new app)"},
		{"xoxa-", "a token of an old kind of app"},
		{"xoxr-", "a token of an old kind of app"},
		{"xoxs-", "a token of somebody's browser"},
		{"xoxc-", "a token of somebody's browser"},
		{"xoxd-", "a cookie of somebody's browser"},
	} {
		if strings.HasPrefix(v, k[0]) {
			return k[0], k[1]
		}
	}
	return "", ""
}

// named reports whether the file says where a secret is.
func (d *decoder) named(path string) bool { return d.secretPath(path) != path || d.set(path) }

// secretPath is the setting with which the file says where a secret is.
func (d *decoder) secretPath(path string) string {
	for _, how := range []string{"_file", "_env"} {
		if d.set(path + how) {
			return path + how
		}
	}
	return path
}

// isLoopback reports whether a host is this machine, as for a trial.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// isSlackID reports whether s can be one of Slack's ids that begin with one of
// some letters.
func isSlackID(s, first string) bool {
	return len(s) >= 5 && len(s) <= 30 && strings.Contains(first, s[:1]) && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
}
