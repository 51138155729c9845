package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
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
	team, err := p.home(ctx)
	if err != nil {
		return "", err
	}
	defer p.locks.hold(keepRoomKey)() // one at a time, so that a name says whose channel it is
	k := digest(key)
	var s sent
	before, err := p.get(keepRoomKey+k, &s)
	if err != nil {
		return "", err
	}
	if s.ID != "" {
		return s.ID, nil
	}
	name := fit(r.Name)
	if before {
		if id, err := p.adopt(ctx, k, team, name, s); err != nil || id != "" {
			return id, err
		}
	}
	if !before || s.In != name {
		s = sent{Since: millis(p.o.Now().Add(-skew)), In: name}
		if err := p.save(keepRoomKey+k, s); err != nil {
			return "", err
		}
	}
	c, resp, err := p.api.CreateChannel(ctx, &model.Channel{
		TeamId: team, Type: model.ChannelTypePrivate, Name: name, DisplayName: title(r),
		Header: p.header(r), Purpose: cut(oneLine(r.Purpose), maxPurpose),
	})
	switch err := failed(resp, err); {
	case err == nil:
		return c.Id, p.moved(k, c)
	case isTaken(err):
		// The answer to the first attempt may have come to nobody just now.
		if before {
			if id, err := p.adopt(ctx, k, team, name, s); err != nil || id != "" {
				return id, err
			}
		}
		return "", errors.Join(fmt.Errorf("create channel %s: %w", name, chat.ErrTaken), p.forget(keepRoomKey+k))
	default:
		return "", fmt.Errorf("create channel %s: %w", name, withoutKind(err))
	}
}

// isTaken reports whether a channel could not be made because there is one of
// that name, archived ones among them.
func isTaken(err error) bool {
	id := errorID(err)
	return strings.Contains(id, "save_channel") && (strings.Contains(id, "exists") || strings.Contains(id, "previously"))
}

// adopt looks for a channel that the bot made before and did not get to know
// of.
func (p *Platform) adopt(ctx context.Context, k, team, name string, s sent) (string, error) {
	c, resp, err := p.api.GetChannelByName(ctx, name, team, "")
	switch err := failed(resp, err); {
	case errors.Is(err, chat.ErrNotFound), errors.Is(err, chat.ErrNotMember):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for channel %s: %w", name, err)
	}
	if c.CreatorId != p.me() || c.CreateAt < s.Since || s.In != name {
		return "", nil
	}
	taken := false // by another key; that the bot is in it says nothing
	err = p.o.Keeper.Load(keepRoomKey, func(_ string, value []byte) error {
		var other sent
		err := json.Unmarshal(value, &other)
		taken = taken || other.ID == c.Id
		return err
	})
	if err != nil || taken {
		return "", err
	}
	return c.Id, p.moved(k, c)
}

// moved keeps what became of a CreateRoom, and that the bot is in the channel.
func (p *Platform) moved(k string, c *model.Channel) error {
	if err := p.enter(c); err != nil {
		return err
	}
	return p.save(keepRoomKey+k, sent{Since: c.CreateAt, ID: c.Id, In: c.Name})
}

// fit makes a name that a channel can have. One character is too short for the
// server.
func fit(name string) string {
	if s := (chat.Room{Name: name}).Fit(maxName); len(s) > 1 {
		return s
	}
	return "room-" + digestName(name)
}

// digestName makes a name out of one that has no letter that a name can have.
func digestName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if isAlnum(r) {
			return r
		}
		return -1
	}, digest(name)))
}

// title is what people see of a channel's name.
func title(r chat.Room) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, oneLine(r.Title))
	if s == "" {
		s = oneLine(r.Name)
	}
	return cutBytes(s, maxDisplay)
}

// header is the topic with a link to the card.
func (p *Platform) header(r chat.Room) string {
	link := ""
	if r.Card.Message != "" {
		link = " · [Card](" + p.permalink(r.Card.Message) + ")"
	}
	topic := oneLine(r.Topic)
	for n := maxHeader; ; n = n * 3 / 4 {
		if s := escape(cut(topic, n)) + link; len([]rune(s)) <= maxHeader {
			return s
		}
	}
}

// DescribeRoom implements chat.Rooms.
func (p *Platform) DescribeRoom(ctx context.Context, channel string, r chat.Room) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	defer p.locks.hold(keepRoom + channel)() // not to be taken for what somebody else did
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
	set(&patch.Purpose, c.Purpose, cut(oneLine(r.Purpose), maxPurpose))
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
	var pl place
	if known, err := p.get(keepRoom+channel, &pl); err != nil || !known {
		return err
	}
	pl.Title = c.DisplayName
	return p.save(keepRoom+channel, pl)
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
	defer p.locks.hold(keepRoom + channel)() // not to be taken for what somebody else did
	resp, err := p.api.DeleteChannel(ctx, channel)
	if err := failed(resp, err); err != nil {
		if why := p.whyNot(ctx, channel, err); !errors.Is(why, chat.ErrArchived) {
			return why
		}
	}
	return p.forget(keepRoom + channel) // nothing that happens to it matters any more
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
