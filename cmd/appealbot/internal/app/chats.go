package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/slack"
	"appealbot/bot/web"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/files"
)

// openChats makes the adapter of each chat of the configuration. What they
// remember is in the same database as the store, so that a backup has both.
func (s *service) openChats() ([]chat.Client, error) {
	zone, err := s.config.Department.Location()
	if err != nil {
		return nil, err
	}
	var out []chat.Client
	if s.config.Mattermost.Used() {
		if err := s.openMattermost(zone); err != nil {
			return nil, err
		}
		out = append(out, s.mattermost)
	}
	if s.config.Slack.Used() {
		if err := s.openSlack(zone); err != nil {
			return nil, err
		}
		out = append(out, s.slack)
	}
	return out, nil
}

// held keeps what people drop into chats, in the chats' words.
type held struct{ *files.Files }

// Put implements chat.Keeper.
func (h held) Put(r interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	digest, size, err := h.Files.Put(r)
	if errors.Is(err, bot.ErrFull) {
		err = fmt.Errorf("%w: %w", chat.ErrFull, err)
	}
	return digest, size, err
}

// known reports who of a chat is on the department's list of people. The desk, which
// has the list, is there before anybody is heard.
func (s *service) known(platform string) func(user string) bool {
	return func(user string) bool {
		_, err := s.core.desk.Who(bot.Login{Platform: platform, User: user})
		return err == nil
	}
}

func (s *service) openMattermost(zone *time.Location) error {
	key, err := store.LoadOrCreateSecret(s.folder.callback())
	if err != nil {
		return err
	}
	m := s.config.Mattermost
	s.mattermost, err = mattermost.New(mattermost.Options{
		URL: m.URL, Token: m.Token.Reveal(), CommandTokens: m.CommandTokens(), Teams: m.Teams, Command: m.Command, Callback: m.Callback,
		Key: key, Keeper: memory{keeper{s.core.db, mattermost.Name}}, Keep: held{s.core.files}, May: s.known(mattermost.Name), Now: now, Zone: zone, Log: s.stack.log,
	})
	return err
}

func (s *service) openSlack(zone *time.Location) (err error) {
	c := s.config.Slack
	o := slack.Options{
		Token: c.BotToken.Reveal(), SigningSecret: c.SigningSecret.Reveal(), Workspace: c.Workspace, Command: c.Command, API: c.API,
		Keeper: memory{keeper{s.core.db, slack.Name}}, Keep: held{s.core.files}, May: s.known(slack.Name), Now: now, Zone: zone, Log: s.stack.log,
	}
	if !c.Called() {
		o.AppToken, o.SigningSecret = c.AppToken.Reveal(), ""
	}
	s.slack, err = slack.New(o)
	return err
}

// callers are the listeners for what chats and networks send, each of which should
// be reached by them alone; nil where there is none.
type callers struct{ mattermost, slack, networks net.Listener }

func (s *service) bindCallers(ctx context.Context) (c callers, err error) {
	if m := s.config.Mattermost; m.Used() {
		if c.mattermost, err = s.bind(ctx, m.Listen, 1); err != nil {
			return c, err
		}
	}
	if sl := s.config.Slack; sl.Used() && sl.Called() {
		if c.slack, err = s.bind(ctx, sl.Listen, 1); err != nil {
			return c, err
		}
	}
	if l := s.config.Webhooks.Listen; l != "" {
		c.networks, err = s.bind(ctx, l, 1)
	}
	return c, err
}

// serveCallers lets the chats reach the program. It stops before they do, so
// that nothing is taken that nobody answers any more.
func (s *service) serveCallers(c callers) (err error) {
	if c.mattermost != nil {
		if s.callbacks, err = s.serveCaller("callbacks", c.mattermost, "POST /", s.mattermost.Handler()); err != nil {
			return err
		}
	}
	if c.slack != nil {
		if s.calls, err = s.serveCaller("calls of slack", c.slack, "POST /slack/", s.slack.Handler()); err != nil {
			return err
		}
	}
	if hook := s.core.registry.hooked(); c.networks != nil && hook != nil {
		s.hooks, err = s.serveCaller("webhooks", c.networks, "/facebook", hook)
	}
	return err
}

// maxCallback bounds what a chat sends at once.
const maxCallback = 1 << 20

func (s *service) serveCaller(name string, l net.Listener, pattern string, h http.Handler) (*web.Server, error) {
	m, err := web.New(web.Options{Hosts: []string{web.AnyHost}, Body: maxCallback, Now: now, Log: s.stack.log})
	if err != nil {
		return nil, err
	}
	m.Handle(pattern, h)
	return s.startServer(name, l, m), nil
}

// found are the people of the configuration with the logins that the chats know.
func (s *service) found(ctx context.Context) []configs.Person {
	var fs []finder
	if s.mattermost != nil {
		fs = append(fs, finder{platform: mattermost.Name, lookup: s.mattermost.Lookup, patience: s.patience, log: s.stack.log})
	}
	if s.slack != nil {
		fs = append(fs, finder{platform: slack.Name, lookup: s.slack.Lookup, patience: s.patience, log: s.stack.log})
	}
	return findAll(ctx, s.config.People, fs)
}
