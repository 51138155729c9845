package install

import (
	"context"

	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/mattermost"
)

// aboutRooms names the findings about channels of cases.
const aboutRooms = "case channels"

// rooms looks for channels of cases that the bot was thrown out of, or in which
// it has no say.
func (e *examination) rooms(ctx context.Context) bool {
	in := map[string]bool{}
	for _, t := range e.teams {
		cs, resp, err := e.api.GetChannelsForTeamForUser(ctx, t.Id, e.me.Id, false, "")
		if err := mattermost.Failed(resp, err); err != nil && !missing(err) {
			e.Bad(aboutRooms, "Do it again; if it stays so, look at the server's log.", "The bot's channels cannot be listed: %v.", err)
			return true
		}
		for _, c := range cs {
			in[c.Id] = true
		}
	}
	n, fine := 0, true
	for _, r := range e.in.Rooms {
		if r.Gone {
			continue
		}
		n++
		if in[r.ID] {
			fine = e.chairs(ctx, r) && fine
		} else {
			fine = e.lost(ctx, r) && fine
		}
	}
	if fine {
		e.OK(aboutRooms, "The bot is in all of its %d channels.", n)
	}
	return true
}

// lost says what became of a channel that the bot is not in any more, and
// reports whether that is well.
func (e *examination) lost(ctx context.Context, r adapter.KeptRoom) bool {
	c, resp, err := e.api.GetChannel(ctx, r.ID)
	switch err := mattermost.Failed(resp, err); {
	case err == nil && c.DeleteAt != 0:
		return true // archived since it was last looked at
	case missing(err):
		e.Bad(aboutRooms, "Nothing can be done about the channel; the case's messages come to the duty channel.", "Channel %s was deleted.", r.Name)
	default:
		e.Bad(aboutRooms, "A member of the channel types there: /invite @"+e.me.Username, "The bot was removed from channel %s.", r.Name)
	}
	return false
}

// chairs reports whether the bot may do in a channel what only its
// administrators may. Who made a channel is one; a bot that was thrown out and
// taken in again is not.
func (e *examination) chairs(ctx context.Context, r adapter.KeptRoom) bool {
	if !e.onlyChairs {
		return true
	}
	m, resp, err := e.api.GetChannelMember(ctx, r.ID, e.me.Id, "")
	if mattermost.Failed(resp, err) != nil || m.SchemeAdmin || hasRole(m.Roles, chairRole) {
		return true
	}
	e.Warn(aboutRooms, "An administrator of the team does it in the channel: Members > @"+e.me.Username+" > Make Channel Admin. API: PUT /api/v4/channels/"+r.ID+"/members/"+e.me.Id+"/schemeRoles",
		"The bot is not an administrator of channel %s any more, so it takes nobody in and does not archive it.", r.Name)
	return false
}
