package networktest

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot"
	"appealbot/bot/network"
)

var (
	_ network.Watcher   = (*Network)(nil)
	_ network.Counter   = (*Network)(nil)
	_ network.Connector = (*Network)(nil)
)

// Watch implements network.Watcher. Without Watching the public sees what is
// public, word for word.
func (n *Network) Watch(ctx context.Context, remote string) (network.Sight, error) {
	if err := ctx.Err(); err != nil {
		return network.Sight{}, err
	}
	if n.Watching != nil {
		return n.Watching(remote)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.public {
		if p.Remote == remote && !p.Removed {
			return network.Sight{Public: true, Text: p.Part.Text}, nil
		}
	}
	return network.Sight{}, nil
}

// Counts implements network.Counter. Without Counting it counts the answers that
// the public gave directly.
func (n *Network) Counts(ctx context.Context, remotes []string) (map[string]bot.Counts, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(remotes) > 100 {
		return nil, fmt.Errorf("counts: %d posts are too many", len(remotes))
	}
	if n.Counting != nil {
		return n.Counting(remotes)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	out := make(map[string]bot.Counts)
	for _, remote := range remotes {
		c := bot.Counts{}
		for _, it := range n.items {
			if it.Kind == network.ItemNew && it.Parent == remote {
				c.Replies++
			}
		}
		out[remote] = c
	}
	return out, nil
}

// Invite implements network.Connector. Without Inviting every invitation has a
// number of its own as its secret.
func (n *Network) Invite(_ context.Context, redirect string) (network.Invitation, error) {
	if n.Inviting != nil {
		return n.Inviting(redirect)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.invited++
	return network.Invitation{
		URL: fmt.Sprintf("https://%s.example/authorize/%d", n.Is.ID, n.invited), Asks: "Paste the code.",
		Redirect: redirect, Secret: fmt.Append(nil, n.invited),
	}, nil
}

// Connect implements network.Connector. Without Connecting the answer has to be
// the secret of the invitation.
func (n *Network) Connect(_ context.Context, i network.Invitation, answer string) error {
	if n.Connecting != nil {
		return n.Connecting(i, answer)
	}
	if answer != string(i.Secret) {
		return errors.New("the code is wrong. Paste it again")
	}
	return nil
}
