package install

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"appealbot/bot/chat/finding"
	"appealbot/bot/chat/mattermost"
)

// around goes once around: from the server to the callback and back.
func (e *examination) around(ctx context.Context) bool {
	if e.in.Around != nil {
		e.List = append(e.List, e.in.Around(ctx))
	}
	return true
}

// Around goes once around with a probe and says what it means that it failed.
// Reach asks from this machine whether anything answers at the callback.
func Around(ctx context.Context, callback string, probe, reach func(context.Context) error) finding.Finding {
	const about = "callback"
	err := probe(ctx)
	if err == nil {
		return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("The server says hello on the websocket and reaches %s: a button was pressed, a form opened and sent.", callback)}
	}
	var p *mattermost.ProbeError
	if !errors.As(err, &p) {
		return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("It could not be tried: %v.", err), How: "Mend what is said, and do it again."}
	}
	switch {
	case p.Stage == mattermost.StageSocket:
		return finding.Finding{Verdict: finding.Problem, About: "websocket", Text: fmt.Sprintf("The server does not say hello on the websocket: %v.", p.Err), How: "If a proxy stands in front of the server, let it pass /api/v4/websocket on with its Upgrade and Connection headers."}
	case p.Stage == mattermost.StagePost:
		return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The bot cannot write to itself to try it: %v.", p.Err), How: "Look at the team and the rights above."}
	case errors.Is(err, mattermost.ErrBlocked):
		return blocked(callback)
	case p.Stage == mattermost.StagePress:
		return unreached(ctx, callback, reach)
	case errors.Is(err, mattermost.ErrNoForm):
		return finding.Finding{
			Verdict: finding.Problem, About: about, Text: fmt.Sprintf("Something answers at %s, but it does not know the bot's own button.", callback),
			How: "Look whether another program has that address, whether appealbot serves there with this data folder (its callback.key), and whether the clocks agree; its log says more.",
		}
	}
	return finding.Finding{Verdict: finding.Problem, About: about, Text: fmt.Sprintf("The way ends at the %s: %v.", p.Stage, p.Err), How: "Look at the log of appealbot serve."}
}

// unreached says why a server does not get to the callback, as far as that can
// be known: it gives the same answer whether it may not call, cannot, or did
// not like what it got.
func unreached(ctx context.Context, callback string, reach func(context.Context) error) finding.Finding {
	if reach == nil {
		return blocked(callback)
	}
	if err := reach(ctx); err != nil {
		return finding.Finding{
			Verdict: finding.Problem, About: "callback", Text: fmt.Sprintf("The server does not get to the program at %s, and neither does this machine: %v.", callback, err),
			How: "Look whether mattermost.callback leads to mattermost.listen, and at the proxy in between if there is one.",
		}
	}
	return blocked(callback)
}

func blocked(callback string) finding.Finding {
	host := callback
	if u, err := url.Parse(callback); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return finding.Finding{
		Verdict: finding.Problem, About: "callback", Text: fmt.Sprintf("The server does not get to %s, although this machine does.", callback),
		How: fmt.Sprintf("Most likely the server may not call it: System Console > Environment > Developer > Allow untrusted internal connections to: add %s (ServiceSettings.AllowedUntrustedInternalConnections). Otherwise a firewall is in between, or the name means another machine there. The server's log says which.", host),
	}
}
