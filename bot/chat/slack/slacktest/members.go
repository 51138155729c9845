package slacktest

import (
	"slices"
	"strings"
)

func conversationsInvite(c *call) (obj, error) {
	ch, err := c.changeable("invite")
	if err != nil {
		return nil, err
	}
	ids := strings.Split(c.get("users"), ",")
	if len(ids) > 100 {
		return nil, c.wrong("too_many_users", "%d users at once, at most 100", len(ids))
	}
	var failed []obj
	var first string
	for _, id := range ids {
		if code := c.cannotJoin(ch, id); code != "" {
			failed = append(failed, obj{"user": id, "ok": false, "error": code})
			if first == "" {
				first = code
			}
		}
	}
	if first != "" && (!c.flag("force") || len(failed) == len(ids)) {
		return nil, &refusal{first, obj{"errors": failed}}
	}
	for _, id := range ids {
		if c.cannotJoin(ch, id) == "" {
			c.joinChannel(ch, id, BotUser)
		}
	}
	out := obj{"channel": ch.object()}
	if len(failed) > 0 {
		out["errors"] = failed
	}
	return out, nil
}

// cannotJoin says why somebody cannot be invited.
func (s *Server) cannotJoin(ch *channel, id string) string {
	u := s.users[id]
	switch {
	case u == nil:
		return "user_not_found"
	case id == BotUser:
		return "cant_invite_self"
	case u.Deleted:
		return "cant_invite" // a guess: the page does not say which
	case u.Team != "" && s.opts.enterprise != "" && u.Enterprise == s.opts.enterprise:
		return "org_user_not_in_team"
	case u.Team != "":
		return "cant_invite"
	case u.UltraRestricted:
		return "ura_max_channels"
	case ch.has(id):
		return "already_in_channel"
	default:
		return ""
	}
}

// joinChannel puts somebody into a channel and tells the app.
func (s *Server) joinChannel(ch *channel, id, inviter string) {
	ch.members = append(ch.members, id)
	e := obj{"type": "member_joined_channel", "user": id, "channel": ch.id, "channel_type": ch.letter(), "team": Team}
	if inviter != "" {
		e["inviter"] = inviter
	}
	s.event(ch, e)
	s.system(ch, id, "join", "has joined the channel", obj{"inviter": inviter})
}

// leaveChannel takes somebody out of a channel and tells the app.
func (s *Server) leaveChannel(ch *channel, id, by string) {
	ch.members = slices.DeleteFunc(ch.members, func(m string) bool { return m == id })
	left := obj{"type": "member_left_channel", "user": id, "channel": ch.id, "channel_type": ch.letter(), "team": Team}
	if id != BotUser {
		s.event(ch, left)
		return
	}
	at := s.ts()
	for _, e := range s.opts.leaving {
		if e != "left" {
			left["event_ts"] = at
			s.event(nil, left)
			continue
		}
		s.event(nil, obj{"type": ch.prefix() + "_left", "channel": ch.id, "actor_id": by, "event_ts": at})
	}
}

// prefix begins the names of a channel's events.
func (c *channel) prefix() string {
	if c.kind == private {
		return "group"
	}
	return "channel"
}

func conversationsJoin(c *call) (obj, error) {
	ch, err := c.channel("channel")
	switch {
	case err != nil:
		return nil, err
	case ch.kind != public:
		return nil, fail("method_not_supported_for_channel_type")
	case ch.archived:
		return nil, fail("is_archived")
	case ch.has(BotUser):
		return obj{"channel": ch.object(), "warning": "already_in_channel", "response_metadata": obj{"warnings": []string{"already_in_channel"}}}, nil
	}
	c.joinChannel(ch, BotUser, "")
	return obj{"channel": ch.object()}, nil
}

func conversationsLeave(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	switch err := c.need(scopeFor("manage", ch.kind)); {
	case err != nil:
		return nil, err
	case ch.kind == direct:
		return nil, fail("method_not_supported_for_channel_type")
	case ch.archived:
		return nil, fail("is_archived")
	case !ch.has(BotUser):
		return obj{"not_in_channel": true}, nil
	}
	c.leaveChannel(ch, BotUser, BotUser)
	return obj{}, nil
}

func conversationsKick(c *call) (obj, error) {
	ch, err := c.changeable("manage")
	if err != nil {
		return nil, err
	}
	id := c.get("user")
	switch {
	case id == BotUser:
		return nil, fail("cant_kick_self")
	case c.users[id] == nil:
		return nil, fail("user_not_found")
	case !ch.has(id):
		return nil, fail("not_in_channel")
	}
	c.leaveChannel(ch, id, BotUser)
	return obj{}, nil
}

// rename gives a channel a name and tells the app.
func (s *Server) rename(ch *channel, by, name string) {
	old := ch.name
	ch.name = name
	s.event(ch, obj{"type": ch.prefix() + "_rename", "channel": obj{
		"id": ch.id, "name": name, "name_normalized": name, "created": ch.created, "is_channel": ch.kind == public, "is_mpim": false,
	}})
	s.system(ch, by, "name", "has renamed the channel from \""+old+"\" to \""+name+"\"", obj{"old_name": old, "name": name})
}

// archive ends a channel and tells the app.
func (s *Server) archive(ch *channel, by string) {
	s.system(ch, by, "archive", "archived the channel", nil)
	ch.archived = true
	s.event(ch, obj{"type": ch.prefix() + "_archive", "channel": ch.id, "user": by, "is_moved": 0})
}
