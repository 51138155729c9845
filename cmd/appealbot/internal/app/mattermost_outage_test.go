package app

import (
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// What happens while the bot and the server do not reach each other is neither
// lost nor done twice, and the health page says how things are.
func TestMattermostOutages(t *testing.T) {
	t.Parallel()
	for name, outage := range map[string]func(*precinct) (end func()){
		"the network is cut":                 (*precinct).cutNetwork,
		"the bot is locked out":              (*precinct).lockOut,
		"the bot is locked out for a moment": (*precinct).lockOutBriefly,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onServers(t, func(t *testing.T, p *precinct) {
				p.start()
				post, at := p.live("2026-7777777")
				end := outage(p)
				p.meanwhile(post, at)
				end()
				p.healthy(true)
				p.sees("Answer R2 in", "in the middle of it")
				p.sees("Answer R1 in", "Label Tip (Insp. Carla Singh")
				p.card("2 answers, 1 tip")
				p.quit()
				p.whole()
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
	post, at := p.live("2026-7777777")
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

// live makes an appeal public and lets somebody answer it. It returns a public
// post and the message that shows the answer.
func (p *precinct) live(number string) (post string, at chattest.Seen) {
	p.t.Helper()
	p.waiting(number)
	p.press("bob", "Approve", "Approved")
	post = p.published(3, "saw a fire")[0]
	p.card("public (3 posts)")
	p.answer(post, "I saw it")
	return post, p.sees("Answer R1 in", "I saw it")
}

// waiting submits an appeal about a fire.
func (p *precinct) waiting(number string, words ...string) chattest.Seen {
	p.t.Helper()
	p.says("ann", p.newsroom, "new "+strings.Join(words, " ")+" "+number+" Fire: anyone who saw a fire at King and Bay? Call 416-808-2222.", "is stored")
	p.enter("case-" + number + "-fire")
	p.card("ready to submit")
	p.says("ann", p.room, "submit", "It needs")
	return p.card("waiting for")
}

// meanwhile is what happens during an outage: the program notices, the public
// answers, and an officer labels an answer.
func (p *precinct) meanwhile(post string, at chattest.Seen) {
	p.t.Helper()
	p.answer(post, "in the middle of it")
	p.far.React(p.t, p.people["carla"], at.At, chat.Bulb)
	p.healthy(false)
}

// healthy waits until the health page says so.
func (p *precinct) healthy(want bool) {
	p.t.Helper()
	what := map[bool]string{true: "the health page is green", false: "the health page is red"}[want]
	p.until(what, func() bool {
		status, _ := fetch(p.t, p.wall+"/readyz")
		return (status == http.StatusOK) == want
	})
}

func (p *precinct) cutNetwork() func() {
	p.link.wire.cut()
	return p.link.wire.mend
}

// lockOut deactivates the bot until the program has given up its token.
func (p *precinct) lockOut() func() {
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
func (p *precinct) lockOutBriefly() func() {
	p.t.Helper()
	admin := p.far.Admin()
	_, _, err := admin.DisableBot(p.t.Context(), p.far.Bot())
	p.must(err)
	return func() {
		p.t.Helper()
		_, _, err := admin.EnableBot(p.t.Context(), p.far.Bot())
		p.must(err)
	}
}
