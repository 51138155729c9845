package app

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
	"appealbot/configs"
)

// setupPlan is what the command line and the configuration say together.
type setupPlan struct {
	m           configs.Mattermost
	config      string // the file, if there is one
	drafted     configs.Mattermost
	data        string // the configuration's data folder
	dataFlag    string // the one that the command line names
	channels    []string
	people      []install.Person
	tokenFile   string
	commandFile string
	fromEnv     bool // the configuration takes the bot's token from the environment
	complete    bool // the configuration says where both secrets are
	token       string
	renewed     bool // the token was made just now
}

// plan puts the flags over the configuration.
func (c setupMattermostCmd) plan() (*setupPlan, error) {
	d := configs.Draft{Config: configs.Default()}
	d.People = nil // those of the practice room are on no server
	if c.Config != "" {
		var err error
		if d, err = configs.LoadDraft(c.Config, networks()...); err != nil {
			return nil, err
		}
	}
	p := &setupPlan{m: d.Mattermost, drafted: d.Mattermost, config: c.Config, data: d.Data.Dir, dataFlag: c.Data, token: strings.TrimSpace(d.Mattermost.Token.Reveal())}
	if c.URL != "" {
		p.m.URL = strings.TrimRight(c.URL, "/")
	}
	if len(c.Team) > 0 {
		p.m.Teams = c.Team
	}
	if c.Listen != "" {
		p.m.Listen = c.Listen
		if c.Callback == "" && c.Config == "" {
			p.m.Callback = "http://" + c.Listen
		}
	}
	if c.Callback != "" {
		p.m.Callback = strings.TrimRight(c.Callback, "/")
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	p.channels = standing(d.Config)
	p.people = setupPeople(d.People, c.People)
	p.tokenFile, p.commandFile = d.Files["mattermost.token_file"], d.Files["mattermost.command_token_file"]
	p.fromEnv = p.tokenFile == "" && d.Mattermost.Token.IsSet()
	p.complete = (p.tokenFile != "" || p.fromEnv) && (p.commandFile != "" || d.Mattermost.CommandToken.IsSet())
	if p.tokenFile == "" {
		p.tokenFile = filepath.Join(c.Out, "mattermost-token")
	}
	if p.commandFile == "" {
		p.commandFile = filepath.Join(c.Out, "mattermost-command-tokens")
	}
	return p, nil
}

// check refuses what cannot work before anything is asked.
func (p *setupPlan) check() error {
	switch {
	case p.m.URL == "":
		return errors.New("which server? Give its address with --url, or as mattermost.url in the configuration")
	case len(p.m.Teams) == 0:
		return errors.New("which team? Give its name with --team, or as mattermost.teams in the configuration; it is what stands behind the server in the address of a channel")
	}
	// The configuration's own words about addresses, names and ports.
	text, err := snippet(p.m, "", "")
	if err != nil {
		return err
	}
	if _, err := configs.ParseDraft("mattermost", text); err != nil {
		return err
	}
	return nil
}

// setupPeople are the people of the configuration, and those of the command
// line.
func setupPeople(ps []configs.Person, named []string) []install.Person {
	var out []install.Person
	for _, p := range ps {
		out = append(out, install.Person{ID: string(p.ID), Login: p.Logins[mattermost.Name], Email: p.Email})
	}
	for _, n := range named {
		id, name, ok := strings.Cut(n, "=")
		if !ok {
			name = id
		}
		name = strings.TrimPrefix(name, "@")
		if i := slices.IndexFunc(out, func(p install.Person) bool { return p.ID == id }); i >= 0 {
			out[i].Username = name
			continue
		}
		out = append(out, install.Person{ID: strings.TrimPrefix(id, "@"), Username: name})
	}
	return out
}
