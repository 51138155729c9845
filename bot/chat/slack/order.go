package slack

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// order keeps reactions in the order in which they were given. Slack tells of
// them over several connections, in no promised order, and tells again what was
// not acknowledged, much later: an approval that was given, withdrawn and then
// told once more must not stand.
type order struct {
	now  func() time.Time
	look func(context.Context, adapter.Sign) (bool, error) // asks once whether it is there
	// later has a reaction looked at again after a pause that Slack wants.
	later func(s adapter.Sign, after time.Duration)
	from  time.Time // since when everything that was told is remembered, by Slack's clock

	mu   sync.Mutex
	last map[string]int64 // message, person and emoji -> when the newest that was told of was given
}

// Bounds of what is remembered of the order.
const (
	// lateAfter is when a reaction was given so long ago that Slack is asked
	// whether it is still so. It is asked about one from before the start, too.
	lateAfter = 20 * time.Second
	// maxOrder bounds how many reactions are remembered, for lateAfter.
	maxOrder = 10000
)

func newOrder(p *Platform, later func(adapter.Sign, time.Duration)) *order {
	from := p.door.clock().Add(clockError * time.Millisecond)
	return &order{now: p.door.clock, look: p.isOn, later: later, from: from, last: map[string]int64{}}
}

// real reports whether a reaction is news.
func (o *order) real(ctx context.Context, s adapter.Sign) (bool, error) {
	if s.When == 0 {
		return true, nil // found by a look at the message itself
	}
	at := s.When // up to when this is known
	if s.Read != 0 {
		at = s.Read
	}
	newest := o.note(s, at)
	switch given := time.UnixMilli(s.When); {
	case newest > at: // told in the wrong order, or meanwhile
	case s.Read != 0: // read after everything that was told
		return true, nil
	case o.now().Sub(given) <= lateAfter && given.After(o.from):
		return true, nil
	}
	on, err := o.look(ctx, s)
	if limited, ok := errors.AsType[*chat.RateLimited](err); ok {
		// It waits by itself: others, in other channels, are not to.
		o.later(s, limited.After)
		return false, nil
	}
	return on != s.Removed, err
}

// note remembers up to when something is known of a reaction, and returns up to
// when it was before.
func (o *order) note(s adapter.Sign, at int64) (before int64) {
	key := fmt.Sprint(s.At.Channel, " ", s.At.Message, " ", s.User, " ", s.Name)
	now := o.now()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.last) >= maxOrder {
		maps.DeleteFunc(o.last, func(_ string, t int64) bool { return now.Sub(time.UnixMilli(t)) > lateAfter })
		if len(o.last) >= maxOrder {
			clear(o.last) // what comes in the wrong order now is found by nobody; it takes 10,000 reactions in 20 seconds
		}
	}
	before = o.last[key]
	o.last[key] = max(before, at)
	return before
}

// isOn reports whether a person's reaction is on a message now.
func (p *Platform) isOn(ctx context.Context, s adapter.Sign) (bool, error) {
	marks, err := p.marks(ctx, once, s.At.Channel, s.At.Message)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(marks, func(m adapter.Mark) bool { return m.User == s.User && m.Name == s.Name }), nil
}

// marks are the reactions that are on a message. Slack does not say since when.
func (p *Platform) marks(ctx context.Context, how asking, channel, ts string) ([]adapter.Mark, error) {
	var item slack.ReactedItem
	err := how(ctx, func() (err error) {
		item, err = p.api.GetReactionsContext(ctx, slack.NewRefToMessage(channel, ts), slack.GetReactionsParameters{Full: true})
		return failed(err)
	})
	if err != nil {
		return nil, fmt.Errorf("read reactions: %w", p.why(channel, err))
	}
	return marksOf(item.Reactions, 0), nil
}

// marksOf are reactions as marks, given at a time.
func marksOf(rs []slack.ItemReaction, when int64) []adapter.Mark {
	var out []adapter.Mark
	for _, r := range rs {
		for _, u := range r.Users {
			out = append(out, adapter.Mark{User: u, Name: r.Name, When: when})
		}
	}
	return out
}

// isWhole reports whether a message names everybody who reacted: in history
// Slack names some and counts all.
func isWhole(rs []slack.ItemReaction) bool {
	return !slices.ContainsFunc(rs, func(r slack.ItemReaction) bool { return len(r.Users) < r.Count })
}
