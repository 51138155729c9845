package app

import "testing"

// The whole way of appeals in a Slack workspace.
func TestSlack(t *testing.T) {
	t.Parallel()
	inModes(t, func(_ *testing.T, p *slackPrecinct) { p.wholeWay() })
}

func TestSlackTwoAtOnce(t *testing.T) {
	t.Parallel()
	inModes(t, func(_ *testing.T, p *slackPrecinct) { p.twoAtOnce() })
}
