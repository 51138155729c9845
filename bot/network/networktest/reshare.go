package networktest

import (
	"context"
	"slices"
	"time"

	"appealbot/bot/network"
)

var _ network.Resharer = (*Network)(nil)

// Reshare implements network.Resharer.
func (n *Network) Reshare(_ context.Context, remote string, at time.Time) network.Result {
	if n.Sharing != nil {
		if r := n.Sharing(remote, at); r != nil {
			return *r
		}
	}
	r := n.share(remote, at)
	if n.Shared != nil {
		if s := n.Shared(remote, at); s != nil {
			return *s
		}
	}
	return r
}

func (n *Network) share(remote string, at time.Time) network.Result {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, p := range n.public {
		if n.Can.Reshares && p.Remote == remote && !p.Removed {
			if !slices.ContainsFunc(p.Shares, at.Equal) {
				n.public[i].Shares = append(slices.Clip(p.Shares), at)
			}
			return n.done(p)
		}
	}
	return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "There is nothing that could be shared."}
}
