package slacktest

import (
	"slices"
	"strings"
)

// reactionObjects are a message's reactions as the API gives them: an emoji with
// a skin tone is one of its own.
func (s *Server) reactionObjects(m *message) []obj {
	var out []obj
	for _, r := range m.reactions {
		if len(r.users) > 0 {
			out = append(out, obj{"name": r.name, "users": slices.Clone(r.users), "count": len(r.users)})
		}
	}
	return out
}

func reactionsGet(c *call) (obj, error) {
	if c.get("channel") == "" || c.get("timestamp") == "" {
		return nil, c.wrong("no_item_specified", "there is no channel or timestamp")
	}
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	m := ch.find(c.get("timestamp"))
	if m == nil {
		return nil, fail("message_not_found")
	}
	o := c.object(m, false)
	o["permalink"] = "https://" + TeamDomain + ".slack.com/archives/" + ch.id + "/p" + strings.ReplaceAll(m.ts, ".", "")
	return obj{"type": "message", "channel": ch.id, "message": o}, nil
}

// target is what the bot reacts to.
func (c *call) target() (*message, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	m := ch.find(c.get("timestamp"))
	switch {
	case m == nil:
		return nil, fail("message_not_found")
	case ch.archived:
		return nil, fail("is_archived")
	}
	return m, nil
}

func reactionsAdd(c *call) (obj, error) {
	m, err := c.target()
	if err != nil {
		return nil, err
	}
	if !c.react(m, BotUser, strings.Trim(c.get("name"), ":")) {
		return nil, fail("already_reacted")
	}
	return obj{}, nil
}

func reactionsRemove(c *call) (obj, error) {
	m, err := c.target()
	if err != nil {
		return nil, err
	}
	if !c.unreact(m, BotUser, strings.Trim(c.get("name"), ":")) {
		return nil, fail("no_reaction")
	}
	return obj{}, nil
}

// react puts a reaction on a message and tells the app; false when it is there.
func (s *Server) react(m *message, user, name string) bool {
	i := slices.IndexFunc(m.reactions, func(r *reaction) bool { return r.name == name })
	if i < 0 {
		m.reactions = append(m.reactions, &reaction{name: name})
		i = len(m.reactions) - 1
	}
	r := m.reactions[i]
	if slices.Contains(r.users, user) {
		return false
	}
	r.users = append(r.users, user)
	s.event(m.channel, reactionEvent("reaction_added", m, user, name))
	return true
}

// unreact takes a reaction off a message and tells the app; false when there is
// none.
func (s *Server) unreact(m *message, user, name string) bool {
	for i, r := range m.reactions {
		if r.name == name && slices.Contains(r.users, user) {
			r.users = slices.DeleteFunc(r.users, func(u string) bool { return u == user })
			if len(r.users) == 0 {
				m.reactions = slices.Delete(m.reactions, i, i+1)
			}
			s.event(m.channel, reactionEvent("reaction_removed", m, user, name))
			return true
		}
	}
	return false
}

func reactionEvent(kind string, m *message, user, name string) obj {
	return obj{
		"type": kind, "user": user, "reaction": name, "item_user": m.user,
		"item": obj{"type": "message", "channel": m.channel.id, "ts": m.ts},
	}
}
