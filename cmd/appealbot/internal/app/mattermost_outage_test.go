package app

import (
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/chat/mattermost/mattermosttest"
)

// What happens while the bot and the server do not reach each other is neither
// lost nor done twice, and the health page says how things are.
func TestMattermostOutages(t *testing.T) {
	t.Parallel()
	for name, outage := range map[string]func(*mattermostPrecinct) (end func()){
		"the network is cut":                 (*mattermostPrecinct).cutNetwork,
		"the bot is locked out":              (*mattermostPrecinct).lockOut,
		"the bot is locked out for a moment": (*mattermostPrecinct).lockOutBriefly,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onServers(t, func(t *testing.T, p *mattermostPrecinct) {
				p.start()
				post, at := p.live()
				end := outage(p)
				p.meanwhile(post, at)
				end()
				p.caughtUp()
			})
		})
	}
}

// A server that starts anew has forgotten every connection, and with them what
// it had not sent yet.
func TestMattermostServerStartsAnew(t *testing.T) {
	t.Parallel()
	p := onStandIn(t)
	p.start()
	post, at := p.live()
	p.server.RefuseSockets(true)
	p.server.Faults(func(r *http.Request) mattermosttest.Fault {
		if strings.HasPrefix(r.RemoteAddr, "127.0.0.2:") { // the bot
			return mattermosttest.Fault{Cut: true}
		}
		return mattermosttest.Fault{}
	})
	p.server.ForgetSockets()
	p.meanwhile(post, at)
	p.server.Faults(nil)
	p.server.RefuseSockets(false)
	p.healthy(true)
	// The people's clients have lost their connections too, so what they would
	// see is looked up.
	p.until("the answer and the label are shown", func() bool {
		return holds(p.transcript(), []string{"in the middle of it", "2 answers, 1 tip", "Tip (Insp"})
	})
	p.quit()
	p.whole()
}

func (p *mattermostPrecinct) cutNetwork() func() {
	p.link.wire.cut()
	return p.link.wire.mend
}

// lockOut deactivates the bot until the program has given up its token.
func (p *mattermostPrecinct) lockOut() func() {
	p.t.Helper()
	end := p.lockOutBriefly()
	return func() {
		p.t.Helper()
		p.until("the program says that its token is refused", func() bool {
			return strings.Contains(p.log.String(), "does not accept the bot's token")
		})
		end()
	}
}

// lockOutBriefly deactivates the bot, so that its token is refused, for as long
// as it takes to be noticed.
func (p *mattermostPrecinct) lockOutBriefly() func() {
	p.t.Helper()
	admin := p.Admin()
	_, _, err := admin.DisableBot(p.t.Context(), p.Bot())
	p.must(err)
	return func() {
		p.t.Helper()
		_, _, err := admin.EnableBot(p.t.Context(), p.Bot())
		p.must(err)
	}
}
