package app

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot/chat/slack/slacktest"
)

// The public gives 2,000 answers to one case while Slack keeps its limits: one
// message a second in a channel, and so many calls a minute of each method. All
// of them are shown, once and in order; officers are answered meanwhile, and all
// that Slack tells is acknowledged within a second.
//
// APPEALBOT_TEST_FLOOD spreads the answers over a time, such as 1m.
func TestSlackFlood(t *testing.T) {
	t.Parallel()
	p := onSlack(t)
	p.start()
	post, at := p.live()
	p.Limits(slacktest.SlackLimits())
	acks, calls := len(p.Acks()), len(p.Requests(""))
	f := p.flooded(post, at.At)
	var slowest time.Duration
	all := p.Acks()[acks:]
	for _, a := range all {
		slowest = max(slowest, a.Took)
	}
	count := map[string]int{}
	for _, r := range p.Requests("")[calls:] {
		count[r.Method]++
	}
	t.Logf("%v; the slowest of %d acknowledgements took %v; calls: %v, %d of them before a pause was over", f, len(all), slowest.Round(time.Millisecond), count, p.Early())
	if over := slices.ContainsFunc(all, func(a slacktest.Ack) bool { return a.Took > time.Second }); over || p.Early() > 0 {
		t.Errorf("an envelope was acknowledged after %v, and %d calls came too early", slowest, p.Early())
	}
	p.NoLimits()
	p.quit()
	p.whole()
}
