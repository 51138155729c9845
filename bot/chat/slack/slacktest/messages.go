package slacktest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// A message is one of a channel, or one that is shown to a person alone.
type message struct {
	ts, thread  string
	user        string
	bot         bool
	subtype     string
	text        string
	blocks      []any // nil when it never had any
	attachments []any
	metadata    obj
	edited      string
	reactions   []*reaction
	files       []string
	deleted     bool
	broadcast   bool
	extra       obj
	channel     *channel
	only        string // whom it is shown to alone

	parse     string
	plain     bool // mrkdwn=false
	linkNames bool
	unfurl    bool
}

type reaction struct {
	name  string
	users []string
}

// object is a message as the API gives it.
func (s *Server) object(m *message, metadata bool) obj {
	o := obj{"type": "message", "ts": m.ts, "text": m.text, "user": m.user, "team": Team}
	if m.bot {
		o["bot_id"], o["app_id"] = Bot, App
		o["bot_profile"] = obj{"id": Bot, "app_id": App, "user_id": BotUser, "name": s.users[BotUser].Name, "deleted": false, "team_id": Team}
	}
	if m.subtype != "" {
		o["subtype"] = m.subtype
	}
	if len(m.blocks) > 0 {
		o["blocks"] = m.blocks
	}
	if len(m.attachments) > 0 {
		o["attachments"] = m.attachments
	}
	if m.edited != "" {
		o["edited"] = obj{"user": m.user, "ts": m.edited}
	}
	if m.metadata != nil && metadata {
		o["metadata"] = m.metadata
	}
	if rs := s.reactionObjects(m); len(rs) > 0 {
		o["reactions"] = rs
	}
	if len(m.files) > 0 {
		o["files"], o["upload"], o["display_as_bot"] = s.fileObjects(m.files), true, false
	}
	if m.channel != nil && slices.Contains(m.channel.pins, m.ts) {
		o["pinned_to"] = []string{m.channel.id}
	}
	maps.Copy(o, m.extra)
	s.threadOf(m, o)
	return escaped(clone(o)).(obj)
}

// threadOf adds what a message says of its thread.
func (s *Server) threadOf(m *message, o obj) {
	if m.thread != "" {
		o["thread_ts"] = m.thread
		if m.channel != nil {
			if root := m.channel.find(m.thread); root != nil {
				o["parent_user_id"] = root.user
			}
		}
		return
	}
	if m.channel == nil {
		return
	}
	var users []string
	n, latest := 0, ""
	for _, r := range m.channel.messages {
		if r.thread == m.ts && !r.deleted {
			n, latest = n+1, r.ts
			if !slices.Contains(users, r.user) {
				users = append(users, r.user)
			}
		}
	}
	if n > 0 {
		o["thread_ts"], o["reply_count"], o["reply_users"], o["reply_users_count"], o["latest_reply"] = m.ts, n, users, len(users), latest
		o["is_locked"], o["subscribed"] = false, false
	}
}

// add puts a message into a channel and tells the app, as Slack does also for
// what the app itself wrote.
func (s *Server) add(ch *channel, m *message) {
	m.ts, m.channel = s.ts(), ch
	ch.messages = append(ch.messages, m)
	o := s.object(m, true)
	o["channel"], o["channel_type"], o["event_ts"] = ch.id, ch.kind, m.ts
	s.event(ch, o)
}

// system is a message that says what somebody did to a channel.
func (s *Server) system(ch *channel, by, what, words string, more obj) {
	s.add(ch, &message{user: by, subtype: ch.prefix() + "_" + what, text: "<@" + by + "> " + words, extra: more})
}

// changed tells the app that a message was changed.
func (s *Server) changed(m *message, before obj) {
	at := s.ts()
	s.event(m.channel, obj{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": m.channel.id, "channel_type": m.channel.kind, "ts": at, "event_ts": at,
		"message": s.object(m, true), "previous_message": before,
	})
}

// parseBlocks takes blocks apart that came as JSON.
func parseBlocks(raw string) ([]any, error) {
	var out []any
	err := json.Unmarshal([]byte(raw), &out)
	return out, err
}

// isSystem reports a message that only says what somebody did to a channel.
func (m *message) isSystem() bool {
	return strings.HasPrefix(m.subtype, "channel_") || strings.HasPrefix(m.subtype, "group_")
}
