package mattermost_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

func TestSuite(t *testing.T) {
	chattest.Run(t, func(t *testing.T) chattest.Far {
		s := mattermosttest.NewServer(t)
		return far(t, s.URL(), s.AdminToken())
	})
}

// TestSuiteOnARealServer makes a team and a bot for every part of the suite on
// the server at APPEALBOT_TEST_MATTERMOST_URL. It needs the token of an
// administrator, a server whose SiteURL is set, and one that may call loopback:
// AllowedUntrustedInternalConnections has to hold 127.0.0.1.
func TestSuiteOnARealServer(t *testing.T) {
	url, token := os.Getenv("APPEALBOT_TEST_MATTERMOST_URL"), os.Getenv("APPEALBOT_TEST_MATTERMOST_TOKEN")
	if url == "" {
		t.Skip("APPEALBOT_TEST_MATTERMOST_URL is not set")
	}
	chattest.Run(t, func(t *testing.T) chattest.Far { return far(t, url, token) })
}

// far is the people on a server, with an adapter among them.
func far(t *testing.T, url, token string) chattest.Far {
	t.Helper()
	return mattermosttest.NewFar(t, mattermosttest.Site{
		URL: url, Token: token, CommandPath: mattermost.PathCommand,
		Open: func(p mattermosttest.Place) (chat.Client, http.Handler) {
			transport := &http.Transport{MaxIdleConnsPerHost: 16}
			t.Cleanup(transport.CloseIdleConnections)
			m, err := mattermost.New(mattermost.Options{
				URL: p.URL, Token: p.Token, CommandTokens: []string{p.CommandToken}, Teams: []string{p.Team}, Command: p.Command,
				Callback: p.Callback, Key: []byte("a key of thirty-two bytes, really"[:32]), Now: time.Now, Transport: transport,
			})
			if err != nil {
				t.Fatal(err)
			}
			return m, m.Handler()
		},
	})
}
