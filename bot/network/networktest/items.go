package networktest

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"appealbot/bot/network"
)

// Say lets the public do something: it appends items to what Replies returns
// and wakes whoever streams. The same item may be said twice.
func (n *Network) Say(items ...network.Item) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.items = append(n.items, items...)
	for w := range n.watchers {
		select {
		case w <- struct{}{}:
		default: // It is awake already.
		}
	}
}

// Replies implements network.Reader. Its cursors are the number of items
// before them.
func (n *Network) Replies(ctx context.Context, q network.Query) (network.Page, error) {
	cursor := q.Cursor
	if err := ctx.Err(); err != nil {
		return network.Page{}, err
	}
	if n.Reading != nil {
		if err := n.Reading(cursor); err != nil {
			return network.Page{}, err
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	from := 0
	if cursor != "" {
		i, err := strconv.Atoi(cursor)
		if err != nil || i < 0 || i > len(n.items) {
			return network.Page{}, fmt.Errorf("read replies: no such cursor %q", cursor)
		}
		from = i
	}
	size := n.PageSize
	if size <= 0 {
		size = 100
	}
	to := min(from+size, len(n.items))
	return network.Page{
		Items: slices.Clone(n.items[from:to]),
		Next:  strconv.Itoa(to), More: to < len(n.items),
	}, nil
}

// Stream implements network.Streamer.
func (n *Network) Stream(ctx context.Context, wake func()) error {
	w := make(chan struct{}, 1)
	n.mu.Lock()
	if n.watchers == nil {
		n.watchers = make(map[chan struct{}]bool)
	}
	n.watchers[w] = true
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		delete(n.watchers, w)
		n.mu.Unlock()
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w:
			wake()
		}
	}
}
