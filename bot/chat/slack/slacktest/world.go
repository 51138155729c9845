package slacktest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A User is somebody whom the app can see.
type User struct {
	ID, Name, Real, Email string
	TZ                    string // "Europe/Berlin"
	Bot, Deleted          bool
	Restricted            bool   // a guest in several channels
	UltraRestricted       bool   // a guest in one channel
	Team                  string // another workspace; empty for this one
	Enterprise            string
}

// A Channel is what a test makes a channel from.
type Channel struct {
	ID, Name       string
	Private        bool
	Members        []string // with BotUser, if the bot is in it
	Topic, Purpose string
	Archived       bool
}

// Kinds of conversation.
const (
	public  = "channel"
	private = "group"
	direct  = "im"
)

type channel struct {
	id, name, kind string
	members        []string
	topic, purpose string
	creator        string
	created        int64
	archived       bool
	deleted        bool
	messages       []*message
	pins           []string
	bookmarks      []*bookmark
	user           string // of a direct conversation
}

// person is what is in front of somebody.
type person struct {
	shown []*message // to them alone, oldest first
	modal []*view    // the topmost last
	opens int        // how often something was put in front of them
}

// AddUser makes somebody and returns their id.
func (s *Server) AddUser(u User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.ID == "" {
		u.ID = s.id("U")
	}
	u.Real = cmp.Or(u.Real, u.Name)
	u.TZ = cmp.Or(u.TZ, "America/Los_Angeles")
	u.Email = cmp.Or(u.Email, u.Name+"@police.example")
	s.users[u.ID] = &u
	s.people[u.ID] = &person{}
	return u.ID
}

// EditUser changes somebody.
func (s *Server) EditUser(id string, change func(*User)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.users[id]; u != nil {
		change(u)
	}
}

// AddChannel makes a channel and returns its id. Nothing is told to the app.
func (s *Server) AddChannel(c Channel) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind := public
	if c.Private {
		kind = private
	}
	ch := s.newChannel(cmp.Or(c.ID, s.id("C")), c.Name, kind)
	ch.members, ch.topic, ch.purpose, ch.archived = slices.Clone(c.Members), c.Topic, c.Purpose, c.Archived
	return ch.id
}

func (s *Server) newChannel(id, name, kind string) *channel {
	ch := &channel{id: id, name: name, kind: kind, created: s.now() / 1e6}
	s.channels[id] = ch
	s.order = append(s.order, id)
	return ch
}

// AddEmoji gives the workspace an emoji of its own: an address, or "alias:x".
func (s *Server) AddEmoji(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emoji[name] = value
}

func (c *channel) has(user string) bool { return slices.Contains(c.members, user) }

// named is the channel of a name, whoever can see it.
func (s *Server) named(name string) *channel {
	for _, c := range s.channels {
		if c.name == name && c.kind != direct && !c.deleted {
			return c
		}
	}
	return nil
}

// conversation is the direct conversation of the bot with somebody.
func (s *Server) conversation(user string) *channel {
	for _, c := range s.channels {
		if c.kind == direct && c.user == user {
			return c
		}
	}
	return nil
}

// find is the message of a channel at a time; nil when there is none.
func (c *channel) find(ts string) *message {
	for _, m := range c.messages {
		if m.ts == ts && !m.deleted {
			return m
		}
	}
	return nil
}

// letter is the channel_type of member events.
func (c *channel) letter() string {
	if c.kind == private {
		return "G"
	}
	return "C"
}

// label is a channel's name as payloads of commands and buttons have it
// (docs.slack.dev/interactivity/implementing-slash-commands).
func (c *channel) label() string {
	switch c.kind {
	case direct:
		return "directmessage"
	case private:
		return "privategroup"
	default:
		return c.name
	}
}

// object is a conversation as the API gives it
// (docs.slack.dev/reference/objects/conversation-object).
func (c *channel) object() obj {
	o := obj{
		"id": c.id, "created": c.created, "updated": c.created * 1000, "is_archived": c.archived, "is_org_shared": false, "is_im": c.kind == direct,
		"context_team_id": Team,
	}
	if c.kind == direct {
		o["user"] = c.user
		o["is_user_deleted"] = false
		o["priority"] = 0
		return o
	}
	maps.Copy(o, obj{
		"name": c.name, "name_normalized": c.name, "is_channel": c.kind == public, "is_group": false, "is_mpim": false,
		"is_private": c.kind == private, "is_general": c.name == "general", "is_shared": false, "is_ext_shared": false, "is_pending_ext_shared": false,
		"unlinked": 0, "creator": c.creator, "shared_team_ids": []string{Team}, "pending_shared": []string{}, "parent_conversation": nil,
		"is_member": c.has(BotUser), "num_members": len(c.members), "previous_names": []string{},
		"topic":   obj{"value": escape(c.topic), "creator": "", "last_set": 0},
		"purpose": obj{"value": escape(c.purpose), "creator": "", "last_set": 0},
	})
	return o
}

// escape is how the API gives text that is shown: with the three characters
// replaced (docs.slack.dev/messaging/formatting-message-text).
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
