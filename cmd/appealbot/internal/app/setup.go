package app

import (
	"context"
	"fmt"
	"strings"

	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
	"appealbot/commands"
	"appealbot/configs"
)

type setupMattermostCmd struct {
	dataFlag
	Config         string   `help:"Configuration file; what it says is used where a flag does not say otherwise. Secrets that it names may be missing still." placeholder:"FILE" type:"path" env:"APPEALBOT_CONFIG"`
	URL            string   `name:"url" help:"The server: https://chat.police.example." placeholder:"URL"`
	AdminTokenFile string   `required:"" help:"File with an access token of a system administrator. It is used now and kept nowhere." placeholder:"FILE" type:"path"`
	Team           []string `help:"Team that the bot works in; the channels of cases are made in the first. May be given several times." placeholder:"NAME"`
	Bot            string   `help:"User name of the bot's account." default:"appealbot"`
	Callback       string   `help:"Address under which the server reaches this machine." placeholder:"URL"`
	Listen         string   `help:"Where this machine listens for the server." placeholder:"HOST:PORT"`
	Out            string   `help:"Folder for the files that are made, where the configuration does not name them." placeholder:"DIR" default:"." type:"path"`
	People         []string `help:"User names to look up, too: USERNAME, or PERSON=USERNAME for somebody in the configuration." placeholder:"NAME"`
	NoRoles        bool     `help:"Leave the server's roles as they are."`
	DryRun         bool     `help:"Say what would be done, and do nothing."`
}

// Run makes a Mattermost server ready for the bot.
func (c setupMattermostCmd) Run(ctx context.Context, sys System) error {
	p, err := c.plan()
	if err != nil {
		return err
	}
	admin, err := configs.ReadSecret(c.AdminTokenFile)
	if err != nil {
		return fmt.Errorf("read the administrator's token: %w", err)
	}
	if err := p.openToken(); err != nil {
		return err
	}
	out := &setupReport{w: sys.Stdout, dry: c.DryRun}
	r, err := install.Setup(ctx, install.Options{
		URL: p.m.URL, Token: strings.TrimSpace(admin.Reveal()), Bot: c.Bot, BotToken: p.token, KeepToken: p.keepToken, Teams: p.m.Teams,
		Channels: p.channels, Command: p.m.Command, Hint: hint(), Callback: p.m.Callback, People: p.people, LeaveRoles: c.NoRoles,
		Dry: c.DryRun, Say: out.say, Now: now,
	})
	out.steps(p.m.URL, r)
	if err != nil {
		return fmt.Errorf("set up mattermost: %w", err)
	}
	if !c.DryRun {
		if err := p.keepCommandTokens(r.CommandTokens); err != nil {
			return err
		}
		out.add(p.configSteps()...)
		out.add(c.try(ctx, p, sys))
	}
	out.people(r.Found)
	out.end(p)
	if out.missing() {
		return errSilent
	}
	return nil
}

// try goes once around between the server and this machine.
func (c setupMattermostCmd) try(ctx context.Context, p *setupPlan, sys System) install.Step {
	if p.token == "" {
		return install.Step{State: install.ByHand, Essential: true, Text: "the way between the server and this machine is not tried, since the bot has no token", How: []string{"Run this command again when it has one."}}
	}
	dir := c.Data
	if dir == "" {
		dir = p.data
	}
	f, err := openFolder(dir, sys)
	if err != nil {
		return install.Step{State: install.ByHand, Essential: true, Text: err.Error()}
	}
	found := tryCallback(ctx, p.m, p.token, f, true)
	if found.Verdict == finding.OK {
		return install.Step{State: install.Done, Text: "tried: " + lower(strings.TrimSuffix(found.Text, "."))}
	}
	return install.Step{State: install.ByHand, Essential: true, Text: lower(strings.TrimSuffix(found.Text, ".")), How: []string{found.How}}
}

// maxCommandHint is how much of the verbs the client shows beside the command.
const maxCommandHint = 120

// hint is what the client shows while somebody types the command: the verbs, as
// many as one line holds. A command that is not part of a plugin can have no
// better completion.
func hint() string {
	s := "["
	for _, v := range commands.New(nil, mattermost.Name, nil, nil).Completions() {
		if len(s)+len(v.Verb) > maxCommandHint {
			break
		}
		s += v.Verb + " | "
	}
	return s + "help]"
}
