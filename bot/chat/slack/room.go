package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// Limits of a channel (docs.slack.dev, the conversations methods, 2026-11).
const (
	maxName    = 80
	maxTopic   = 250
	maxPurpose = 250
	listSize   = 999
)

// site is the workspace as adapter.Channels sees it.
type site struct{ p *Platform }

var _ adapter.Site = site{}

// channelOf is what Slack says of a channel.
func (p *Platform) channelOf(c slack.Channel) adapter.Channel {
	return adapter.Channel{
		ID: c.ID, Name: c.Name, Created: int64(c.Created) * 1000, Mine: c.Creator == p.me().user,
		Private: c.IsPrivate && !c.IsIM && !c.IsMpIM, Member: c.IsMember || c.IsIM, Archived: c.IsArchived,
	}
}

// List implements adapter.Site.
func (s site) List(ctx context.Context) ([]adapter.Channel, error) {
	return s.p.list(ctx, adapter.Patient)
}

// list returns the channels that the bot is in.
func (p *Platform) list(ctx context.Context, how asking) ([]adapter.Channel, error) {
	if err := p.ready(ctx); err != nil {
		return nil, err
	}
	var out []adapter.Channel
	cursor := ""
	for range maxPages {
		var cs []slack.Channel
		err := how(ctx, func() (err error) {
			cs, cursor, err = p.api.GetConversationsForUserContext(ctx, &slack.GetConversationsForUserParameters{
				Types: []string{"public_channel", "private_channel", "im"}, Limit: listSize, Cursor: cursor, TeamID: p.o.Workspace,
			})
			return failed(err)
		})
		if err != nil {
			return nil, fmt.Errorf("list channels: %w", err)
		}
		for _, c := range cs {
			ch := p.channelOf(c)
			ch.Member = true // this list has no others, and does not say so
			out = append(out, ch)
		}
		if cursor == "" {
			return out, nil
		}
	}
	return nil, fmt.Errorf("list channels: more than %d", maxPages*listSize)
}

// Look implements adapter.Site.
func (s site) Look(ctx context.Context, id string) (adapter.Channel, error) {
	c, err := s.p.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if err := failed(err); err != nil {
		return adapter.Channel{}, fmt.Errorf("look at channel: %w", s.p.why(id, err))
	}
	return s.p.channelOf(*c), nil
}

// ByName implements adapter.Site. A bot sees private channels only if it is in
// them, which it is if it made them.
func (s site) ByName(ctx context.Context, name string) (adapter.Channel, error) {
	all, err := s.p.list(ctx, once)
	if err != nil {
		return adapter.Channel{}, err
	}
	for _, ch := range all {
		if ch.Name == name && ch.Private {
			return s.Look(ctx, ch.ID) // the list does not say who made it
		}
	}
	return adapter.Channel{}, fmt.Errorf("channel %s: %w", name, chat.ErrNotFound)
}

// Create implements adapter.Site.
func (s site) Create(ctx context.Context, name string, _ chat.Room) (adapter.Channel, error) {
	c, err := s.p.api.CreateConversationContext(ctx, slack.CreateConversationParams{ChannelName: name, IsPrivate: true, TeamID: s.p.o.Workspace})
	if err := failed(err); err != nil {
		if errors.Is(err, chat.ErrTaken) {
			return adapter.Channel{}, err
		}
		return adapter.Channel{}, withoutKind(err)
	}
	if c.ID == "" {
		return adapter.Channel{}, errNoAnswer
	}
	return s.p.channelOf(*c), nil
}

// CreateRoom implements chat.Rooms. Slack makes a channel with nothing but its
// name, so the rest is set when it is described.
func (p *Platform) CreateRoom(ctx context.Context, key string, r chat.Room) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	return p.channels.Create(ctx, key, roomName(r), r)
}

// roomName is the name of a room's channel.
func roomName(r chat.Room) string {
	name := adapter.RoomName(r, maxName)
	if slices.Contains(reserved(), name) {
		return "room-" + name
	}
	return name
}

// reserved are names that no channel can have (slack.com/help, "Channel naming
// guidelines", 2026-11).
func reserved() []string {
	return []string{
		"all", "archive", "archived", "archives", "channel", "channels", "create", "delete", "deleted-channel", "edit", "everyone", "group", "groups",
		"here", "me", "ms", "slack", "slackbot", "today", "you",
	}
}

// DescribeRoom implements chat.Rooms. Every change is told to everybody in the
// channel, so only what differs is changed.
func (p *Platform) DescribeRoom(ctx context.Context, channel string, r chat.Room) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	defer p.channels.Hold(channel)() // not to be taken for what somebody else did
	c, err := p.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel})
	if err := failed(err); err != nil {
		return fmt.Errorf("look at channel: %w", p.why(channel, err))
	}
	if c.IsArchived {
		return chat.ErrArchived
	}
	if want := line(r.Topic, maxTopic); unescape(c.Topic.Value) != want {
		if _, err := p.api.SetTopicOfConversationContext(ctx, channel, want); err != nil {
			return fmt.Errorf("set topic: %w", p.why(channel, failed(err)))
		}
	}
	if want := line(r.Purpose, maxPurpose); unescape(c.Purpose.Value) != want {
		if _, err := p.api.SetPurposeOfConversationContext(ctx, channel, want); err != nil {
			return fmt.Errorf("set purpose: %w", p.why(channel, failed(err)))
		}
	}
	return p.bookmark(ctx, channel, r)
}

// line is a topic or a purpose of at most n characters.
func line(s string, n int) string {
	s = adapter.OneLine(s)
	for most := n; ; most = most * 3 / 4 {
		if t := topic(adapter.Cut(s, most)); len([]rune(t)) <= n {
			return t
		}
	}
}

// Invite implements chat.Rooms. Only somebody of the workspace can be invited:
// the bot may let nobody into that.
func (p *Platform) Invite(ctx context.Context, channel, user string) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	_, err := p.api.InviteUsersToConversationContext(ctx, channel, user)
	err = failed(err)
	switch code(err) {
	case "":
		if err != nil {
			return fmt.Errorf("invite %s: %w", user, err)
		}
		return nil
	case "already_in_channel":
		return nil
	case "user_is_restricted", "user_team_not_in_channel", "external_unaware_channel", "org_user_not_in_team", "team_not_in_channel", "cannot_invite_external_users", "ura_max_channels", "cant_invite":
		if user == p.me().user {
			return nil
		}
		return fmt.Errorf("invite %s: %w: %w", user, chat.ErrOutside, withoutKind(err))
	case "cant_invite_self":
		return nil
	default:
		return fmt.Errorf("invite %s: %w", user, p.why(channel, err))
	}
}

// Pin implements chat.Rooms.
func (p *Platform) Pin(ctx context.Context, at chat.Ref) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	err := failed(p.api.AddPinContext(ctx, at.Channel, slack.NewRefToMessage(at.Channel, at.Message)))
	switch code(err) {
	case "already_pinned":
		return nil
	case "":
		return err
	default:
		return fmt.Errorf("pin: %w", p.why(at.Channel, err))
	}
}

// Archive implements chat.Rooms.
func (p *Platform) Archive(ctx context.Context, channel string) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	defer p.channels.Hold(channel)() // not to be taken for what somebody else did
	err := failed(p.api.ArchiveConversationContext(ctx, channel))
	if err != nil && code(err) != "already_archived" && !errors.Is(err, chat.ErrArchived) {
		return fmt.Errorf("archive: %w", p.why(channel, err))
	}
	return p.channels.Leave(channel)
}

// FindRoom implements chat.Rooms. The bot joins the channel, because it hears
// nothing of one that it is not in.
func (p *Platform) FindRoom(ctx context.Context, name string) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	name = strings.ToLower(strings.TrimPrefix(name, "#"))
	cursor := ""
	for range maxPages {
		var cs []slack.Channel
		var err error
		cs, cursor, err = p.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{
			Types: []string{"public_channel", "private_channel"}, ExcludeArchived: true, Limit: listSize, Cursor: cursor, TeamID: p.o.Workspace,
		})
		if err := failed(err); err != nil {
			return "", fmt.Errorf("find channel %s: %w", name, err)
		}
		for _, c := range cs {
			if c.Name != name && c.NameNormalized != name {
				continue
			}
			if c.IsMember {
				return c.ID, nil
			}
			if _, _, _, err := p.api.JoinConversationContext(ctx, c.ID); err != nil {
				return "", fmt.Errorf("join channel %s: %w", name, failed(err))
			}
			return c.ID, nil
		}
		if cursor == "" {
			break
		}
	}
	return "", fmt.Errorf("find channel %s: %w", name, chat.ErrNotFound)
}
