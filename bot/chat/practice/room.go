package practice

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot/chat"
)

// CreateRoom implements chat.Rooms. Names are lower-case letters, digits, "-"
// and "_", at most 64 of them; an archived channel keeps its name.
func (p *Platform) CreateRoom(ctx context.Context, key string, r chat.Room) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	name := fit(r.Name)
	for _, id := range p.order {
		if c := p.channels[id]; key != "" && c.Key == key {
			return c.ID, nil
		}
	}
	for _, c := range p.channels {
		if c.Name == name && c.User == "" {
			return "", fmt.Errorf("create channel %s: %w", name, chat.ErrTaken)
		}
	}
	c := &channel{
		ID: fmt.Sprintf("g%08d", p.seq+1), Name: name, Private: true, Key: key,
		Topic: short(r.Topic, maxTopic), Purpose: short(r.Purpose, maxTopic), Links: slices.Clone(r.Links),
	}
	return c.ID, p.putChannel(c)
}

// DescribeRoom implements chat.Rooms.
func (p *Platform) DescribeRoom(ctx context.Context, id string, r chat.Room) error {
	return p.changeRoom(ctx, id, func(c *channel) bool {
		topic, purpose := short(r.Topic, maxTopic), short(r.Purpose, maxTopic)
		if c.Topic == topic && c.Purpose == purpose && slices.Equal(c.Links, r.Links) {
			return false
		}
		c.Topic, c.Purpose, c.Links = topic, purpose, slices.Clone(r.Links)
		return true
	})
}

// Invite implements chat.Rooms.
func (p *Platform) Invite(ctx context.Context, id, user string) error {
	if _, err := p.Officer(user); err != nil {
		return err
	}
	return p.changeRoom(ctx, id, func(c *channel) bool {
		if c.has(user) {
			return false
		}
		c.Members = append(slices.Clone(c.Members), user)
		return true
	})
}

// Pin implements chat.Rooms.
func (p *Platform) Pin(ctx context.Context, at chat.Ref) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.botIn(at.Channel)
	if err != nil {
		return err
	}
	m := c.byID[at.Message]
	switch {
	case m == nil:
		return fmt.Errorf("pin message: %w", chat.ErrNotFound)
	case m.Pinned:
		return nil
	}
	n := *m
	n.Pinned = true
	return p.putMessage(&n)
}

// Archive implements chat.Rooms.
func (p *Platform) Archive(ctx context.Context, id string) error {
	p.mu.Lock()
	c := p.channels[id]
	over := c != nil && c.Archived
	p.mu.Unlock()
	if over {
		return nil
	}
	return p.changeRoom(ctx, id, func(c *channel) bool {
		c.Archived = true
		return true
	})
}

// FindRoom implements chat.Rooms.
func (p *Platform) FindRoom(ctx context.Context, name string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	name = strings.TrimPrefix(name, "#")
	for _, c := range p.channels {
		if c.Name == name && !c.Private && c.User == "" {
			return c.ID, nil
		}
	}
	return "", fmt.Errorf("find channel %s: %w", name, chat.ErrNotFound)
}

// Expel removes the bot from a channel, as members of some platforms can.
func (p *Platform) Expel(channel string) error { return p.bot(channel, true) }

// Admit lets the bot back into a channel.
func (p *Platform) Admit(channel string) error { return p.bot(channel, false) }

func (p *Platform) bot(channel string, out bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.channels[channel]
	if c == nil {
		return fmt.Errorf("find channel: %w", chat.ErrNotFound)
	}
	n := *c
	n.NoBot = out
	return p.putChannel(&n)
}

// changeRoom keeps a changed copy of a channel, if change reports that there is
// something to keep.
func (p *Platform) changeRoom(ctx context.Context, id string, change func(c *channel) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, err := p.botIn(id)
	if err != nil {
		return err
	}
	n := *c
	if !change(&n) {
		return nil
	}
	return p.putChannel(&n)
}

// fit makes a name that a channel can have.
func fit(name string) string {
	if s := (chat.Room{Name: name}).Fit(maxName); s != "" {
		return s
	}
	return "room"
}

// short cuts s to n characters.
func short(s string, n int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n-1]) + "…"
	}
	return s
}
