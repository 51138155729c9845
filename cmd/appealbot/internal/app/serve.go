package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"time"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/network"
	"appealbot/bot/web"
	pages "appealbot/bot/web/practice"
	"appealbot/configs"
	"appealbot/store"
)

type serveCmd struct {
	dataFlag
	configFlag
}

// Run serves the chats of the configuration until ctx ends.
func (c serveCmd) Run(ctx context.Context, sys System) (err error) {
	conf, err := c.load()
	if err != nil {
		return err
	}
	if err := servable(conf); err != nil {
		return err
	}
	prog, err := newProgram(conf, c.Data, sys)
	if err != nil {
		return err
	}
	s := &service{program: prog, patience: findPatience}
	defer func() { err = errors.Join(err, s.stack.stop()) }() //nolint:contextcheck // Stopping is what happens after ctx.
	if err := s.open(ctx); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(sys.Stdout, "Serving %s. Everything is an exercise: what is approved appears on the practice wall, %s\n", conf.Mattermost.URL, s.server.URL()); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case <-s.server.Done():
		return ended(s.server)
	case <-s.callbacks.Done():
		return ended(s.callbacks)
	}
}

// servable refuses a configuration with which there is nobody to serve, or
// nowhere to publish.
func servable(c configs.Config) error {
	if !c.Mattermost.Used() {
		return errors.New("the configuration names no chat, so there is nobody to serve. Set mattermost.url (appealbot setup mattermost " +
			"makes everything that it needs), or try the program without any account in the practice room: appealbot practice")
	}
	if i := slices.IndexFunc(c.Accounts, func(a configs.Account) bool { return a.Network != practiceNetwork }); i >= 0 {
		return fmt.Errorf("the account %s is on %s, where this version cannot publish. Take it out, or put it on the network %q for an exercise",
			c.Accounts[i].ID, c.Accounts[i].Network, practiceNetwork)
	}
	return nil
}

// service is the program for the department's real chat. As long as there is no
// network but the practice wall, everything in it is an exercise.
type service struct {
	*program
	chat      *mattermost.Platform
	callbacks *web.Server
	patience  time.Duration // how long people are looked for
}

func (s *service) open(ctx context.Context) error {
	own, err := s.bind(ctx, s.config.HTTP.Listen, 1)
	if err != nil {
		return err
	}
	theirs, err := s.bind(ctx, s.config.Mattermost.Listen, 1)
	if err != nil {
		return err
	}
	networks, err := s.openNetworks("http://" + own.Addr().String())
	if err != nil {
		return err
	}
	if s.core, err = newCore(ctx, s.config, s.folder, store.Practice, networks, s.stack.log, s.stack); err != nil {
		return err
	}
	if err := s.openChat(); err != nil {
		return err
	}
	s.core.config.People = s.found(ctx)
	if err := s.core.makeDesk(mattermost.Name); err != nil {
		return err
	}
	s.core.run(s.chat) //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	if err := s.serveCallbacks(theirs); err != nil {
		return err
	}
	mux, err := s.wallPages()
	if err != nil {
		return err
	}
	return s.serve(own, mux)
}

// openNetworks opens the practice wall.
func (s *service) openNetworks(base string) ([]network.Network, error) {
	if err := s.openOutsideDB(); err != nil {
		return nil, err
	}
	return s.openWall(base)
}

// openChat makes the adapter. What it remembers is in the same database as the
// store, so that a backup has both.
func (s *service) openChat() error {
	key, err := store.LoadOrCreateSecret(s.folder.callback())
	if err != nil {
		return err
	}
	zone, err := s.config.Department.Location()
	if err != nil {
		return err
	}
	m := s.config.Mattermost
	s.chat, err = mattermost.New(mattermost.Options{
		URL: m.URL, Token: m.Token.Reveal(), CommandTokens: m.CommandTokens(), Teams: m.Teams, Command: m.Command, Callback: m.Callback,
		Key: key, Keeper: memory{keeper{s.core.db, "mattermost"}}, Now: now, Zone: zone, Log: s.stack.log,
	})
	return err
}

// found are the people of the configuration with the logins that the server
// knows.
func (s *service) found(ctx context.Context) []configs.Person {
	f := finder{platform: mattermost.Name, lookup: s.chat.Lookup, patience: s.patience, log: s.stack.log}
	return f.find(ctx, s.config.People)
}

// maxCallback bounds what the chat's server sends at once.
const maxCallback = 1 << 20

// serveCallbacks lets the chat's server reach the program, on a listener that
// nobody else should reach. It stops before the chat does, so that nothing is
// taken that nobody answers any more.
func (s *service) serveCallbacks(l net.Listener) error {
	m, err := web.New(web.Options{Hosts: []string{web.AnyHost}, Body: maxCallback, Now: now, Log: s.stack.log})
	if err != nil {
		return err
	}
	m.Handle("POST /", s.chat.Handler())
	s.callbacks = s.startServer("callbacks", l, m)
	return nil
}

// wallPages mounts the public side of the practice room.
func (s *service) wallPages() (*web.Mux, error) {
	m, err := s.core.mux(s.config.HTTP)
	if err != nil {
		return nil, err
	}
	zone, err := s.config.Department.Location()
	if err != nil {
		return nil, err
	}
	m.Check("mattermost", s.chat.Check)
	return m, pages.Mount(m, pages.Options{Wall: s.wall, Now: now, Zone: zone, Log: s.stack.log})
}
