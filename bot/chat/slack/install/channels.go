package install

import (
	"context"
	"errors"
	"slices"

	api "github.com/slack-go/slack"
)

// Listing channels.
const (
	channelPage  = 500 // channels at once
	channelPages = 60  // no workspace is looked through for longer
)

// errManyChannels says that not all channels were looked at.
var errManyChannels = errors.New("the workspace has very many channels")

// channels looks whether the bot is in its standing channels.
func (e *examination) channels(ctx context.Context) bool {
	const about = "channel"
	if !e.has("channels:read") || !e.has("groups:read") {
		return true // that was said already
	}
	e.member = map[string]api.Channel{}
	err := pages(func(cursor string) (string, error) {
		cs, next, err := e.api.GetConversationsForUserContext(ctx, &api.GetConversationsForUserParameters{
			Cursor: cursor, Types: []string{"public_channel", "private_channel"}, Limit: channelPage, ExcludeArchived: true, TeamID: e.in.Workspace,
		})
		for _, c := range cs {
			e.member[c.ID] = c
		}
		return next, err
	})
	if err != nil {
		e.member = nil
		e.Bad(about, again, "The bot's channels cannot be listed: %s.", because(err))
		return true
	}
	var missing []string
	for _, name := range e.in.Channels {
		if e.isIn(name) {
			e.OK(about, "The bot is in channel #%s.", name)
		} else if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		e.absent(ctx, missing)
	}
	return true
}

// isIn reports whether the bot is in a channel of that name.
func (e *examination) isIn(name string) bool {
	for _, c := range e.member {
		if c.Name == name {
			return true
		}
	}
	return false
}

// absent tells public channels that the bot is not in from those that there are
// not.
func (e *examination) absent(ctx context.Context, names []string) {
	const about = "channel"
	found := map[string]bool{}
	err := pages(func(cursor string) (string, error) {
		cs, next, err := e.api.GetConversationsContext(ctx, &api.GetConversationsParameters{
			Cursor: cursor, Types: []string{"public_channel"}, Limit: channelPage, ExcludeArchived: true, TeamID: e.in.Workspace,
		})
		for _, c := range cs {
			found[c.Name] = true
		}
		if !slices.ContainsFunc(names, func(n string) bool { return !found[n] }) {
			next = ""
		}
		return next, err
	})
	for _, name := range names {
		invite := "in it, type /invite @" + e.me.User
		switch {
		case found[name]:
			e.Warn(about, "In the channel, type /invite @"+e.me.User+". The bot joins a public channel by itself, too, when it next writes there.", "The bot is not in channel #%s, so it hears nothing of reactions there.", name)
		case err != nil:
			e.Warn(about, "Make the channel, if it is not there; "+invite+".", "The bot is not in channel #%s, and whether there is one cannot be seen: %s.", name, because(err))
		default:
			e.Bad(about, "Make the channel, and "+invite+". A private one is only seen by its members.", "There is no channel #%s, or it is archived, or private without the bot in it.", name)
		}
	}
}

// pages goes through the pages of a list.
func pages(page func(cursor string) (next string, err error)) error {
	cursor := ""
	for range channelPages {
		next, err := page(cursor)
		if err != nil || next == "" {
			return err
		}
		cursor = next
	}
	return errManyChannels
}

// rooms looks for channels of cases that the bot was thrown out of.
func (e *examination) rooms(ctx context.Context) bool {
	const about = "case channels"
	if e.member == nil {
		return true
	}
	n, fine := 0, true
	for _, r := range e.in.Rooms {
		if r.Gone {
			continue
		}
		n++
		if _, in := e.member[r.ID]; in {
			continue
		}
		c, err := e.api.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: r.ID})
		switch code := said(err); {
		case err == nil && c.IsArchived:
			continue // since it was last looked at
		case err == nil, code == "channel_not_found", code == "method_not_supported_for_channel_type":
			e.Bad(about, "A member of the channel types there: /invite @"+e.me.User+". If it was deleted, nothing can be done: the case's messages come to the duty channel.", "The bot was removed from channel #%s, or the channel was deleted.", r.Name)
		default:
			e.Bad(about, again, "Channel #%s cannot be looked at: %s.", r.Name, because(err))
		}
		fine = false
	}
	if fine {
		e.OK(about, "The bot is in all of its %d channels.", n)
	}
	return true
}
