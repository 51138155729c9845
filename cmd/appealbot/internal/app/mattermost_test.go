package app

import "testing"

// The whole way of appeals on a Mattermost server.
func TestMattermost(t *testing.T) {
	t.Parallel()
	onServers(t, func(_ *testing.T, p *mattermostPrecinct) { p.wholeWay() })
}

func TestMattermostTwoAtOnce(t *testing.T) {
	t.Parallel()
	onServers(t, func(_ *testing.T, p *mattermostPrecinct) { p.twoAtOnce() })
}
