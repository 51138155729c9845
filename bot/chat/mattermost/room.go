package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a channel (a real server, 2026-11).
const (
	maxName    = 64   // characters of a channel's name; more make the server fail
	maxDisplay = 64   // characters of its title
	maxHeader  = 1024 // characters of its header
	maxPurpose = 250  // characters of its purpose
)

// CreateRoom implements chat.Rooms.
func (p *Platform) CreateRoom(ctx context.Context, key string, r chat.Room) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	return p.channels.Create(ctx, key, adapter.RoomName(r, maxName), r)
}

// title is what people see of a channel's name.
func title(r chat.Room) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, adapter.OneLine(r.Title))
	if s == "" {
		s = adapter.OneLine(r.Name)
	}
	return adapter.CutBytes(s, maxDisplay)
}

// purpose is what a channel is for.
func purpose(r chat.Room) string { return adapter.Cut(adapter.OneLine(r.Purpose), maxPurpose) }

// header is the topic with a link to the card.
func (p *Platform) header(r chat.Room) string {
	link := ""
	if r.Card.Message != "" {
		link = " · [Card](" + p.permalink(r.Card.Message) + ")"
	}
	topic := adapter.OneLine(r.Topic)
	for n := maxHeader; ; n = n * 3 / 4 {
		if s := escape(adapter.Cut(topic, n)) + link; len([]rune(s)) <= maxHeader {
			return s
		}
	}
}

// DescribeRoom implements chat.Rooms.
func (p *Platform) DescribeRoom(ctx context.Context, channel string, r chat.Room) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	defer p.channels.Hold(channel)()
	c, resp, err := p.api.GetChannel(ctx, channel)
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	if c.DeleteAt != 0 {
		return chat.ErrArchived
	}
	// Every change is told to everybody in the channel, so only what differs
	// is changed.
	var patch model.ChannelPatch
	changed := false
	set := func(into **string, was, want string) {
		if was != want {
			*into, changed = &want, true
		}
	}
	set(&patch.Header, c.Header, p.header(r))
	set(&patch.Purpose, c.Purpose, purpose(r))
	if r.Title != "" {
		set(&patch.DisplayName, c.DisplayName, title(r))
	}
	if !changed {
		return nil
	}
	c, resp, err = p.api.PatchChannel(ctx, channel, &patch)
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	return p.channels.Retitle(channel, c.DisplayName)
}

// Invite implements chat.Rooms. Somebody outside the team is taken into it, if
// the bot may do that.
func (p *Platform) Invite(ctx context.Context, channel, user string) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	_, resp, err := p.api.AddChannelMember(ctx, channel, user)
	err = failed(resp, err)
	if err == nil || !refused(err) {
		return err
	}
	u, resp, look := p.api.GetUser(ctx, user, "")
	if look := failed(resp, look); look != nil && !refused(look) {
		return fmt.Errorf("invite %s: %w", user, look)
	} else if look != nil {
		return fmt.Errorf("invite %s: %w: %w", user, chat.ErrNotFound, withoutKind(err))
	}
	if u.DeleteAt != 0 {
		return fmt.Errorf("invite %s: the account is deactivated: %w", u.Username, withoutKind(err))
	}
	c, resp, look := p.api.GetChannel(ctx, channel)
	if look := failed(resp, look); look != nil {
		return p.whyNot(ctx, channel, look)
	}
	m, resp, look := p.api.GetTeamMember(ctx, c.TeamId, user, "")
	if look := failed(resp, look); look != nil && !refused(look) {
		return fmt.Errorf("invite %s: %w", u.Username, look)
	} else if look == nil && m.DeleteAt == 0 {
		return p.whyNot(ctx, channel, err)
	}
	_, resp, join := p.api.AddTeamMember(ctx, c.TeamId, user)
	if join := failed(resp, join); join != nil && !refused(join) {
		return fmt.Errorf("invite %s: %w", u.Username, join)
	} else if join != nil {
		return fmt.Errorf("invite %s: %w: %w", u.Username, chat.ErrOutside, withoutKind(join))
	}
	_, resp, err = p.api.AddChannelMember(ctx, channel, user)
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	return nil
}

// Pin implements chat.Rooms.
func (p *Platform) Pin(ctx context.Context, at chat.Ref) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	resp, err := p.api.PinPost(ctx, at.Message)
	if err := failed(resp, err); err != nil {
		if why := p.whyNot(ctx, at.Channel, err); errors.Is(why, chat.ErrArchived) || errors.Is(why, chat.ErrNotMember) {
			return why
		}
		if s := status(err); s == http.StatusForbidden || s == http.StatusBadRequest {
			return fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return err
	}
	return nil
}

// Archive implements chat.Rooms.
func (p *Platform) Archive(ctx context.Context, channel string) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	defer p.channels.Hold(channel)()
	resp, err := p.api.DeleteChannel(ctx, channel)
	if err := failed(resp, err); err != nil {
		if why := p.whyNot(ctx, channel, err); !errors.Is(why, chat.ErrArchived) {
			return why
		}
	}
	return p.channels.Leave(channel)
}

// FindRoom implements chat.Rooms. The bot joins the channel, because it hears
// nothing of reactions in one that it is not in.
func (p *Platform) FindRoom(ctx context.Context, name string) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	name = strings.TrimPrefix(name, "#")
	for _, t := range p.o.Teams {
		team, err := p.team(ctx, t)
		if err != nil {
			return "", err
		}
		c, resp, err := p.api.GetChannelByName(ctx, name, team, "")
		switch err := failed(resp, err); {
		case errors.Is(err, chat.ErrNotFound), errors.Is(err, chat.ErrNotMember):
			continue
		case err != nil:
			return "", fmt.Errorf("find channel %s: %w", name, err)
		}
		in, err := p.isIn(ctx, c.Id)
		switch {
		case err != nil:
			return "", fmt.Errorf("look into channel %s: %w", name, err)
		case in:
			return c.Id, nil
		}
		if _, resp, err := p.api.AddChannelMember(ctx, c.Id, p.me()); err != nil {
			return "", fmt.Errorf("join channel %s: %w", name, p.whyNot(ctx, c.Id, failed(resp, err)))
		}
		return c.Id, nil
	}
	return "", fmt.Errorf("find channel %s: %w", name, chat.ErrNotFound)
}
