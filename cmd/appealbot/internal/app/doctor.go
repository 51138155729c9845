package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
	"appealbot/bot/chat/slack"
	slackinstall "appealbot/bot/chat/slack/install"
	"appealbot/configs"
	"appealbot/store/bolt"
	"appealbot/store/kv"
)

type doctorCmd struct {
	dataFlag
	configFlag
	AdminTokenFile string `help:"File with an administrator's token, to look at the server's own settings, too." placeholder:"FILE" type:"path"`
	JSON           bool   `name:"json" help:"Print one JSON object a line."`
}

// Run looks at an installation, whether it runs or not, and says what is
// missing and how to mend it.
func (c doctorCmd) Run(ctx context.Context, sys System) error {
	fs := c.examine(ctx, sys)
	problems := 0
	enc := json.NewEncoder(sys.Stdout)
	enc.SetEscapeHTML(false)
	for _, f := range fs {
		if f.Verdict == finding.Problem {
			problems++
		}
		if c.JSON {
			if err := enc.Encode(f); err != nil {
				return err
			}
			continue
		}
		_, _ = fmt.Fprintf(sys.Stdout, "%-8s %-14s %s\n", f.Verdict, f.About, f.Text)
		if f.How != "" {
			_, _ = fmt.Fprintf(sys.Stdout, "%-8s %-14s -> %s\n", "", "", f.How)
		}
	}
	if problems == 0 {
		return nil
	}
	if !c.JSON {
		_, _ = fmt.Fprintf(sys.Stdout, "%d to mend.\n", problems)
	}
	return errSilent
}

// examine collects the findings, of this machine first.
func (c doctorCmd) examine(ctx context.Context, sys System) []finding.Finding {
	conf, err := c.load()
	if problems, ok := errors.AsType[configs.Errors](err); ok {
		var out []finding.Finding
		for _, p := range problems {
			out = append(out, finding.Finding{Verdict: finding.Problem, About: "configuration", Text: p.String(), How: "Correct it; appealbot config check says when it is good."})
		}
		return out
	}
	if err != nil {
		return []finding.Finding{{Verdict: finding.Problem, About: "configuration", Text: err.Error() + ".", How: "Name the file with --config."}}
	}
	out := []finding.Finding{configFinding(c.Config, conf)}
	dir := c.Data
	if dir == "" {
		dir = conf.Data.Dir
	}
	f, err := findFolder(dir, sys)
	if err != nil {
		return append(out, finding.Finding{Verdict: finding.Problem, About: "data", Text: err.Error() + ".", How: "Name a folder with --data."})
	}
	out = append(out, examineFolder(ctx, conf, f, sys.Getenv)...)
	out = append(out, examineTools(ctx, conf.Media))
	out = append(out, c.examineAccounts(ctx, conf, f, sys)...)
	out = append(out, examineHooks(conf)...)
	switch m, s := conf.Mattermost.Used(), conf.Slack.Used(); {
	case m && s:
		out = append(out, named(mattermost.Name, c.examineMattermost(ctx, conf, f))...)
		return append(out, named(slack.Name, examineSlack(ctx, conf, f))...)
	case m:
		return append(out, c.examineMattermost(ctx, conf, f)...)
	case s:
		return append(out, examineSlack(ctx, conf, f)...)
	}
	return append(out, finding.Finding{Verdict: finding.OK, About: "chat", Text: "The configuration names no chat, so this is an installation for practice only; there is nothing more to look at."})
}

// named are findings about one of several chats.
func named(platform string, fs []finding.Finding) []finding.Finding {
	for i := range fs {
		fs[i].About = platform + " " + fs[i].About
	}
	return fs
}

// examineMattermost looks at the server.
func (c doctorCmd) examineMattermost(ctx context.Context, conf configs.Config, f folder) []finding.Finding {
	in, err := c.installation(ctx, conf, f)
	return append(unremembered(err), install.Examine(ctx, in)...)
}

// unremembered says why it cannot be read what the bot remembers of its
// channels.
func unremembered(err error) []finding.Finding {
	switch {
	case errors.Is(err, kv.ErrLocked):
		return []finding.Finding{starting("case channels")}
	case err != nil:
		return []finding.Finding{{Verdict: finding.Problem, About: "data", Text: fmt.Sprintf("What the bot remembers of its channels cannot be read: %v.", err), How: "Look at the data folder, or restore a backup."}}
	}
	return nil
}

// configFinding says what the configuration is good for.
func configFinding(path string, c configs.Config) finding.Finding {
	const about = "configuration"
	what := path
	if what == "" {
		what = "The built-in configuration"
	}
	if !c.Mattermost.Used() && !c.Slack.Used() {
		return finding.Finding{Verdict: finding.OK, About: about, Text: what + " is good."}
	}
	if err := servable(c); err != nil {
		return finding.Finding{Verdict: finding.Problem, About: about, Text: err.Error() + ".", How: "Correct the configuration."}
	}
	n := len(c.Accounts)
	if n == 0 {
		return finding.Finding{Verdict: finding.OK, About: about, Text: what + " is good. It names no account, so what is published goes to the practice wall's own."}
	}
	if c.Live() {
		return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("%s is good. It names %d accounts; what is approved is public.", what, n)}
	}
	return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("%s is good. It names %d accounts, all for exercises.", what, n)}
}

// installation is what there is to look at on the server.
func (c doctorCmd) installation(ctx context.Context, conf configs.Config, f folder) (install.Installation, error) {
	m := conf.Mattermost
	in := install.Installation{
		URL: m.URL, Token: m.Token.Reveal(), Teams: m.Teams, Command: m.Command, CommandTokens: len(m.CommandTokens()), Callback: m.Callback,
		Channels: standing(conf), People: setupPeople(conf.People, nil), Now: now,
		Around: func(ctx context.Context) finding.Finding { return tryCallback(ctx, m, m.Token.Reveal(), f, false) },
	}
	if c.AdminTokenFile != "" {
		admin, err := configs.ReadSecret(c.AdminTokenFile)
		if err != nil {
			return in, err
		}
		in.AdminToken = strings.TrimSpace(admin.Reveal())
	}
	err := remembered(ctx, f, mattermost.Name, func(m memory) (err error) {
		in.Rooms, err = adapter.KeptRooms(m, mattermost.Name)
		return err
	})
	return in, err
}

// standing are the channels that are there for good.
func standing(c configs.Config) []string {
	var out []string
	for _, name := range []string{c.Department.DutyChannel, c.Department.NewsroomChannel, c.Digest.Channel} {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// remembered reads what an adapter remembers, if there is anything yet.
func remembered(ctx context.Context, f folder, platform string, read func(memory) error) error {
	if _, err := os.Stat(f.state()); err != nil {
		return nil //nolint:nilerr // Nothing is remembered yet; examineFolder has said so.
	}
	return withLog(ctx, f, func(db *bolt.DB) error { return read(memory{keeper{db, platform}}) })
}

// examineSlack looks at the workspace.
func examineSlack(ctx context.Context, conf configs.Config, f folder) []finding.Finding {
	s := conf.Slack
	in := slackinstall.Installation{
		Token: s.BotToken.Reveal(), AppToken: s.AppToken.Reveal(), Workspace: s.Workspace, Command: s.Command, API: s.API,
		Channels: standing(conf), Running: running(ctx, f), Now: now,
	}
	if s.Called() {
		in.URL, in.SigningSecret = s.URL, s.SigningSecret.Reveal()
	}
	for _, p := range conf.People {
		in.People = append(in.People, slackinstall.Person{ID: string(p.ID), Login: p.Logins[slack.Name], Email: p.Email})
	}
	err := remembered(ctx, f, slack.Name, func(m memory) (err error) {
		in.Rooms, err = adapter.KeptRooms(m, slack.Name)
		return err
	})
	return append(unremembered(err), slackinstall.Examine(ctx, in)...)
}

// running reports whether a program runs on the folder, well or not.
func running(ctx context.Context, f folder) bool {
	body, err := callControl(ctx, f, pathHealth)
	if body != nil {
		_ = body.Close()
	}
	return !errors.Is(err, errNotRunning)
}
