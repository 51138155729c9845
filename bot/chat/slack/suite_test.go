package slack_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack"
	"appealbot/bot/chat/slack/install"
	"appealbot/bot/chat/slack/slacktest"
)

// TestSocketMode holds the adapter to the port's promises when it connects to
// Slack by itself.
func TestSocketMode(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Far {
		s := slacktest.New(t, asInstalled()...)
		return slacktest.NewFar(t, s, func() chat.Client { return open(t, s, slack.Options{AppToken: slacktest.AppToken}) })
	})
}

// TestHTTP holds it to them when Slack calls it.
func TestHTTP(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Far {
		s := slacktest.New(t, asInstalled()...)
		f := &called{}
		f.Far = slacktest.NewFar(t, s, func() chat.Client {
			f.p = open(t, s, slack.Options{SigningSecret: slacktest.SigningSecret})
			h := httptest.NewServer(f.p.Handler())
			t.Cleanup(h.Close)
			s.Callback(t, slacktest.Callback{Commands: h.URL + slack.PathCommand, Interactivity: h.URL + slack.PathInteract, Events: h.URL + slack.PathEvents})
			return f.p
		})
		return f
	})
}

// asInstalled makes the workspace grant what the manifest asks for, and take the
// methods alone that the table says are called.
func asInstalled() []slacktest.Option {
	var methods []string
	for _, u := range install.Methods() {
		methods = append(methods, u.Name)
	}
	return []slacktest.Option{slacktest.Scopes(install.Scopes()...), slacktest.Only(methods...)}
}

// called is a Far whose Slack calls the adapter, which shows by nothing that it
// is there.
type called struct {
	*slacktest.Far
	p *slack.Platform
}

// Ready implements chattest.Far.
func (f *called) Ready(t *testing.T) {
	t.Helper()
	for !f.p.Runs() {
		if t.Context().Err() != nil {
			t.Fatal("it never runs")
		}
		time.Sleep(time.Millisecond)
	}
}

// open makes an adapter for a stand-in.
func open(t *testing.T, s *slacktest.Server, o slack.Options) *slack.Platform {
	t.Helper()
	o.Token, o.API, o.Now = slacktest.BotToken, s.API(), time.Now
	p, err := slack.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
