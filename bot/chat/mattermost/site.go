package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// site is what Channels need of a Platform.
type site struct{ *Platform }

var _ adapter.Site = site{}

// window is how long the server names archived channels in a list.
const window = 24 * time.Hour

// List implements adapter.Site: the channels that the bot is in, and those
// archived lately.
func (s site) List(ctx context.Context) ([]adapter.Channel, error) {
	var out []adapter.Channel
	seen := map[string]bool{}
	since := int(s.o.Now().Add(-window).UnixMilli())
	for _, name := range s.o.Teams {
		team, err := s.team(ctx, name)
		if err != nil {
			return nil, err
		}
		cs, err := patient(ctx, func() ([]*model.Channel, *model.Response, error) {
			return s.api.GetChannelsForTeamAndUserWithLastDeleteAt(ctx, team, s.me(), true, since, "")
		})
		if err := noChannels(err); err != nil {
			return nil, fmt.Errorf("list channels of team %s: %w", name, err)
		}
		for _, c := range cs {
			if !seen[c.Id] {
				seen[c.Id] = true
				out = append(out, s.channel(c))
			}
		}
	}
	return out, nil
}

// noChannels forgives the answer of a team in which the bot has no channel, or
// from which it was removed: then its channels there are looked at one by one.
func noChannels(err error) error {
	if errors.Is(err, chat.ErrNotFound) || errors.Is(err, chat.ErrNotMember) {
		return nil
	}
	return err
}

// channel is what the server says of a channel, whose member the bot is.
func (s site) channel(c *model.Channel) adapter.Channel {
	return adapter.Channel{
		ID: c.Id, Name: c.Name, Title: c.DisplayName, Created: c.CreateAt, Mine: c.CreatorId == s.me(),
		Private: c.Type == model.ChannelTypePrivate, Member: true, Archived: c.DeleteAt != 0,
	}
}

// Look implements adapter.Site.
func (s site) Look(ctx context.Context, id string) (adapter.Channel, error) {
	c, resp, err := s.api.GetChannel(ctx, id)
	if err := failed(resp, err); err != nil {
		return adapter.Channel{}, err
	}
	out := s.channel(c)
	if !out.Archived {
		out.Member, err = s.isIn(ctx, id)
	}
	return out, err
}

// ByName implements adapter.Site.
func (s site) ByName(ctx context.Context, name string) (adapter.Channel, error) {
	team, err := s.home(ctx)
	if err != nil {
		return adapter.Channel{}, withoutKind(err)
	}
	c, resp, err := s.api.GetChannelByName(ctx, name, team, "")
	if err := failed(resp, err); err != nil {
		return adapter.Channel{}, err
	}
	return s.channel(c), nil
}

// Create implements adapter.Site.
func (s site) Create(ctx context.Context, name string, r chat.Room) (adapter.Channel, error) {
	team, err := s.home(ctx)
	if err != nil {
		return adapter.Channel{}, err
	}
	c, resp, err := s.api.CreateChannel(ctx, &model.Channel{
		TeamId: team, Type: model.ChannelTypePrivate, Name: name, DisplayName: title(r),
		Header: s.header(r), Purpose: purpose(r),
	})
	switch err := failed(resp, err); {
	case err == nil:
		return s.channel(c), nil
	case isTaken(err):
		return adapter.Channel{}, fmt.Errorf("%w: %w", chat.ErrTaken, withoutKind(err))
	default:
		return adapter.Channel{}, withoutKind(err)
	}
}

// isTaken reports whether a channel could not be made because there is one of
// that name, archived ones among them.
func isTaken(err error) bool {
	id := errorID(err)
	return strings.Contains(id, "save_channel") && (strings.Contains(id, "exists") || strings.Contains(id, "previously"))
}

// hint remembers who did something to a channel, as far as the server says.
func (r *run) hint(ev *model.WebSocketEvent) {
	data := ev.GetData()
	channel, _ := data["channel_id"].(string)
	who, _ := data["remover_id"].(string)
	if b := ev.GetBroadcast(); channel == "" && b != nil {
		channel = b.ChannelId
	}
	r.watch.Hint(channel, who)
}

// bar notes whether the server refuses the bot's token. A websocket that was
// open before lives on, so nothing else would show it (a real server, 2026-11).
func (p *Platform) bar(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case status(err) == http.StatusUnauthorized:
		p.barred = errRefused
	case err == nil:
		p.barred = nil
	}
}
