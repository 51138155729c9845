package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/slack"
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
	if _, err := fmt.Fprintln(sys.Stdout, s.greeting()); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return nil
	case <-s.server.Done():
		return ended(s.server)
	case <-done(s.callbacks):
		return ended(s.callbacks)
	case <-done(s.calls):
		return ended(s.calls)
	case <-done(s.hooks):
		return ended(s.hooks)
	}
}

// done is closed when a server ends by itself, and never when there is none.
func done(s *web.Server) <-chan struct{} {
	if s == nil {
		return nil
	}
	return s.Done()
}

// greeting says what runs, and where what is approved becomes public.
func (s *service) greeting() string {
	if s.wall != nil {
		return fmt.Sprintf("Serving %s. Everything is an exercise: what is approved appears on the practice wall, %s", s.served(), s.server.URL())
	}
	var names []string
	for _, a := range s.core.registry.order {
		names = append(names, a.Name)
	}
	return fmt.Sprintf("Serving %s. What is approved becomes public on %s.", s.served(), bot.Names(names))
}

// served names the chats for whoever has started the program.
func (s *service) served() string {
	var out []string
	if s.mattermost != nil {
		out = append(out, s.config.Mattermost.URL)
	}
	if s.slack != nil {
		out = append(out, "Slack")
	}
	return strings.Join(out, " and ")
}

// servable refuses a configuration with which there is nobody to serve.
func servable(c configs.Config) error {
	if !c.Mattermost.Used() && !c.Slack.Used() {
		return errors.New("the configuration names no chat, so there is nobody to serve. Set mattermost.url (appealbot setup mattermost " +
			"makes everything that it needs) or slack.bot_token_file (appealbot setup slack says where it comes from), or try the program without any account in the practice room: appealbot practice")
	}
	return nil
}

// service is the program for the department's real chats. Where the configuration
// names no account of a real network, everything in it is an exercise.
type service struct {
	*program
	mattermost *mattermost.Platform // nil without a server
	slack      *slack.Platform      // nil without a workspace
	callbacks  *web.Server          // what the Mattermost server calls; nil without one
	calls      *web.Server          // what Slack calls; nil when it calls nothing
	hooks      *web.Server          // what networks call; nil when they call nothing
	patience   time.Duration        // how long people are looked for
}

func (s *service) open(ctx context.Context) error {
	own, err := s.bind(ctx, s.config.HTTP.Listen, 1)
	if err != nil {
		return err
	}
	theirs, err := s.bindCallers(ctx)
	if err != nil {
		return err
	}
	realm := store.Practice
	if s.config.Live() {
		realm = store.Live
	}
	if s.core, err = newCore(ctx, s.config, s.folder, realm, s.env, s.stack); err != nil {
		return err
	}
	if err := s.openNetworks(ctx, "http://"+own.Addr().String()); err != nil {
		return err
	}
	clients, err := s.openChats()
	if err != nil {
		return err
	}
	s.core.config.People = s.found(ctx)
	if err := s.core.makeDesk(platformsOf(clients)...); err != nil {
		return err
	}
	s.core.run(clients...) //nolint:contextcheck // Loops end in the order of the stack, not all at once with ctx.
	if err := s.serveCallers(theirs); err != nil {
		return err
	}
	mux, err := s.wallPages()
	if err != nil {
		return err
	}
	return s.serve(own, mux)
}

// learnPatience is how long the accounts' servers are asked at the start what
// they take.
const learnPatience = 10 * time.Second

// openNetworks opens the real accounts, or the practice wall where there are
// none: never both.
func (s *service) openNetworks(ctx context.Context, base string) error {
	if !s.config.Live() {
		if err := s.openOutsideDB(); err != nil {
			return err
		}
		ns, err := s.openWall(ctx, base)
		s.core.registry = newRegistry(ns)
		return err
	}
	if err := s.core.openAccounts(ctx, s.folder, s.env); err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, learnPatience)
	defer stop()
	if err := s.core.learn(ctx); err != nil {
		s.stack.log.Warn("some servers could not be asked what they take", "err", err)
	}
	return nil
}

// wallPages mounts the public side of the practice room, where there is one.
func (s *service) wallPages() (*web.Mux, error) {
	m, err := s.core.mux(s.config.HTTP)
	if err != nil {
		return nil, err
	}
	zone, err := s.config.Department.Location()
	if err != nil {
		return nil, err
	}
	if s.mattermost != nil {
		m.Check(mattermost.Name, s.mattermost.Check)
	}
	if s.slack != nil {
		m.Check(slack.Name, s.slack.Check)
	}
	if s.wall == nil {
		return m, nil
	}
	return m, pages.Mount(m, pages.Options{Wall: s.wall, Now: now, Zone: zone, Log: s.stack.log})
}
