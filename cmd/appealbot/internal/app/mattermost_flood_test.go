package app

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"appealbot/bot/chat/mattermost/mattermosttest"
)

// The public gives 2,000 answers to one case while the server lets the bot make
// ten calls a second. All of them are shown, once and in order, and officers are
// answered meanwhile. A real server limits nobody unless its RateLimitSettings
// say so.
func TestMattermostFlood(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, p *mattermostPrecinct) {
		p.start()
		post, at := p.live()
		if p.server != nil {
			p.server.Faults(limited(rate()))
		}
		calls, refused := p.link.counts()
		f := p.flooded(post, at.At)
		after, refusedAfter := p.link.counts()
		t.Logf("%v; %d calls, of which %d were refused with 429", f, after-calls, refusedAfter-refused)
		p.quit()
		p.whole()
	})
}

// rate is how many calls a second the stand-in lets the bot make, and how many at
// once: those of a real server, or APPEALBOT_TEST_FLOOD_RATE.
func rate() (perSecond, burst float64) {
	if _, err := fmt.Sscanf(os.Getenv("APPEALBOT_TEST_FLOOD_RATE"), "%g/%g", &perSecond, &burst); err != nil {
		return 10, 100
	}
	return perSecond, burst
}

// limited is the rate limit of a real server, for the bot's address alone. What
// it may do at once is used up already.
func limited(perSecond, burst float64) func(*http.Request) mattermosttest.Fault {
	level, at := 0.0, time.Now()
	return func(r *http.Request) mattermosttest.Fault {
		if !strings.HasPrefix(r.RemoteAddr, "127.0.0.2:") {
			return mattermosttest.Fault{}
		}
		now := time.Now()
		level = min(burst, level+now.Sub(at).Seconds()*perSecond)
		at = now
		if level < 1 {
			return mattermosttest.RateLimited()
		}
		level--
		return mattermosttest.Fault{}
	}
}
