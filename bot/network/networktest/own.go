package networktest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

var _ network.Lister = (*Network)(nil)

// Outside publishes a text on the account past the program, and returns its id.
func (n *Network) Outside(text string, at time.Time) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := Published{
		Attempt: network.Attempt{Part: bot.Part{Text: text}, Key: fmt.Sprintf("outside %d", len(n.public))},
		Remote:  fmt.Sprint(len(n.public) + 1), At: at,
	}
	n.public = append(n.public, p)
	return p.Remote
}

// Rewrite changes the words of what is public.
func (n *Network) Rewrite(remote, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range n.public {
		if n.public[i].Remote == remote {
			n.public[i].Part.Text = text
		}
	}
}

// Own implements network.Lister. Without Listing it has what is public and not
// older than since, whoever published it.
func (n *Network) Own(ctx context.Context, since time.Time) (network.Own, error) {
	if err := ctx.Err(); err != nil {
		return network.Own{}, err
	}
	if n.Listing != nil {
		return n.Listing(since)
	}
	return n.Listed(since), nil
}

// Listed is what Own has without Listing.
func (n *Network) Listed(since time.Time) (out network.Own) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range slices.Backward(n.public) {
		if len(out.Posts) == network.OwnPage {
			break
		}
		if !p.Removed && !p.At.Before(since) {
			out.Posts = append(out.Posts, network.OwnPost{
				Remote: p.Remote, URL: n.done(p).URL, Text: p.Part.Text, At: p.At, ReplyTo: p.ReplyTo,
			})
		}
	}
	return out
}
