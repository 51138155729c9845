package configs

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"appealbot/bot"
)

// Mattermost is the department's own Mattermost server. Without a URL it is not
// used.
type Mattermost struct {
	// URL is the server's address: "https://chat.police.example".
	URL string `yaml:"url"`
	// Token is the bot's access token.
	Token Secret `yaml:"token,omitzero"`
	// CommandToken holds the tokens of the slash command, one a line and one
	// a team.
	CommandToken Secret `yaml:"command_token,omitzero"`
	// Teams are the names of the teams that the bot works in. The channels of
	// cases are made in the first.
	Teams []string `yaml:"teams"`
	// Command is the slash command without the slash.
	Command string `yaml:"command"`
	// Listen is where the program takes what the server sends.
	Listen string `yaml:"listen"`
	// Callback is the address under which the server reaches Listen.
	Callback string `yaml:"callback"`
}

// Used reports whether there is a server.
func (m Mattermost) Used() bool { return m.URL != "" }

// CommandTokens returns the tokens of the slash command.
func (m Mattermost) CommandTokens() []string { return strings.Fields(m.CommandToken.Reveal()) }

// tidy gives each setting one way of being written.
func (m *Mattermost) tidy() {
	m.URL = strings.TrimRight(m.URL, "/")
	m.Callback = strings.TrimRight(m.Callback, "/")
	m.Command = strings.TrimPrefix(m.Command, "/")
}

func (d *decoder) mattermost(m Mattermost, h HTTP) {
	const at = "mattermost."
	if m.Used() {
		d.address(at+"url", m.URL, "https://chat.police.example")
	}
	if m.Used() && !m.Token.IsSet() && !d.set(at+"token_file") && !d.set(at+"token_env") {
		d.wrong(at+"token", "is missing; put the bot's access token into a file and write token_file: PATH, or into an environment variable and write token_env: NAME.")
	}
	if m.Used() && len(m.Teams) == 0 {
		d.wrong(at+"teams", "expected at least one team, like [police]; it is what follows the server in the address of its channels.")
	}
	seen := map[string]string{}
	for i, team := range m.Teams {
		path := fmt.Sprintf("%steams[%d]", at, i)
		if !isTeam(team) {
			d.wrong(path, "expected the name of a team, 2 to 64 small letters, digits and dashes, found %s. It is what stands in the address of its channels.", show(team))
		}
		d.once(path, seen, team, "the team")
	}
	if m.Command == "" || len(m.Command) > 64 || !isSlug(m.Command) {
		d.wrong(at+"command", "expected 1 to 64 small letters, digits, dashes and underscores, like appeal, found %s.", show(m.Command))
	}
	d.listen(at+"listen", m.Listen, defaultCallbacks)
	if m.Used() && m.Listen == h.Listen && !strings.HasSuffix(m.Listen, ":0") {
		d.wrong(at+"listen", "%s is where the program's own pages are (http.listen); give one of the two another port.", show(m.Listen))
	}
	d.address(at+"callback", m.Callback, "http://"+defaultCallbacks)
}

// address demands the address of a server.
func (d *decoder) address(path, s, like string) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !isHost(u.Hostname()) || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		d.wrong(path, "expected an address that begins with https:// or http://, without name, password and question mark, like %s, found %s.", like, show(redacted(s)))
	}
}

// redacted is an address without what may be a password in it.
func redacted(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if i := strings.LastIndex(rest, "@"); ok && i >= 0 {
		return scheme + "://...@" + rest[i+1:]
	}
	return s
}

// isTeam reports whether Mattermost could have a team of this name.
func isTeam(s string) bool {
	return len(s) >= 2 && len(s) <= 64 && isSlug(s) && !strings.Contains(s, "_") && strings.Trim(s, "-") == s
}

// isSlug reports whether s is made of what addresses and commands are made of.
func isSlug(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_'
	})
}

// userIDLength is the length of every id of a Mattermost user.
const userIDLength = 26

// login demands what a platform's user ids look like, where that is known.
func (d *decoder) login(path, platform, user string) {
	switch {
	case platform == mattermost && (len(user) != userIDLength || !isSlug(user) || strings.ContainsAny(user, "-_")):
		d.wrong(path, "expected the id of a Mattermost user, 26 small letters and digits, found %s. It is not the user name; if you do not know it, take it out and give the person's email instead.", show(user))
	case platform == slack && !isSlackID(user, "UW"):
		d.wrong(path, "expected the member ID of a Slack user, a U or W and capital letters and digits, like U0123ABCD, found %s. It is not the name; in Slack it is under the person's profile > ... > Copy member ID. If you do not know it, take it out and give the person's email instead.", show(user))
	}
}

// reaches reports whether the person can be known on Mattermost.
func (m Mattermost) reaches(p Person) bool {
	return m.Used() && (p.Logins[mattermost] != "" || p.Email != "")
}

// warnings says what is allowed here but probably not meant.
func (m Mattermost) warnings(people []Person, warn func(format string, args ...any)) {
	if !m.Used() {
		return
	}
	if !m.CommandToken.IsSet() {
		warn("mattermost.command_token: there is none, so every /%s is refused.", m.Command)
	}
	if open(m.Callback) {
		warn("mattermost.callback: %s is not a private address, and what the server sends there is not encrypted; whoever is in between can read along. Use https or an address of your own network.", m.Callback)
	}
	if open(m.URL) {
		warn("mattermost.url: %s is not a private address, and the bot's token goes there unencrypted. Use https.", m.URL)
	}
	if !slices.ContainsFunc(people, func(p Person) bool { return slices.Contains(p.Roles, bot.Approver) && m.reaches(p) }) {
		warn("people: nobody with the role %q has a login on %s or an email, so nobody can approve anything there.", bot.Approver, mattermost)
	}
}

// open reports whether what is sent to an address crosses the open internet
// unencrypted, as far as the address tells.
func open(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	if ip := net.ParseIP(host); ip != nil {
		return !ip.IsLoopback() && !ip.IsPrivate() && !ip.IsLinkLocalUnicast()
	}
	if !strings.Contains(host, ".") {
		return false // a name that only the own network knows
	}
	i := strings.LastIndex(host, ".")
	return !slices.Contains([]string{"local", "internal", "lan", "intranet", "home", "localdomain"}, host[i+1:])
}
