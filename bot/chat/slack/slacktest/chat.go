package slacktest

import (
	"strings"
	"time"
	"unicode/utf8"
)

const (
	maxText     = 40000 // chat.postMessage cuts longer ones
	wiseText    = 4000  // what its page advises
	maxUpdate   = 4000  // chat.update refuses longer ones
	maxMetadata = 16384 // a guess: the page only says that there is a limit
)

// content reads what a message shows and refuses what Slack does. Absent parts
// are nil.
func (c *call) content(m *message) error {
	if c.has("markdown_text") {
		return c.wrong("markdown_text_conflict", "markdown_text makes links and pictures of what it is given")
	}
	if c.flag("as_user") || c.has("username") || c.has("icon_url") || c.has("icon_emoji") {
		c.violate("%s: the message pretends to be of somebody else", c.name)
	}
	m.text, m.parse, m.linkNames = c.get("text"), c.get("parse"), c.flag("link_names")
	m.plain = c.has("mrkdwn") && !c.flag("mrkdwn")
	if p := m.parse; p != "" && p != "none" && p != "full" && p != "client" {
		return c.wrong("invalid_arguments", "parse is %q", p)
	}
	if c.get("blocks") != "" {
		blocks, err := parseBlocks(c.get("blocks"))
		if err != nil {
			return c.wrong("invalid_blocks_format", "%v", err)
		}
		m.blocks = blocks
		if err := c.goodBlocks(blocks, onMessage); err != nil {
			return err
		}
		m.blocks = c.identified(blocks)
	}
	if c.get("attachments") != "" {
		as, err := parseBlocks(c.get("attachments"))
		if err != nil {
			return c.wrong("invalid_attachments", "%v", err)
		}
		if len(as) > 100 {
			return c.wrong("too_many_attachments", "%d attachments", len(as))
		}
		if err := c.goodAttachments(as); err != nil {
			return err
		}
		m.attachments = as
	}
	return c.metadata(m)
}

// metadata reads and checks a message's metadata
// (docs.slack.dev/messaging/message-metadata).
func (c *call) metadata(m *message) error {
	if c.get("metadata") == "" {
		return nil
	}
	var v obj
	if err := c.decode("metadata", &v); err != nil {
		return c.wrong("invalid_metadata_format", "%v", err)
	}
	if len(v) == 0 {
		m.metadata = obj{}
		return nil
	}
	if text(v, "event_type") == "" || sub(v, "event_payload") == nil {
		return c.wrong("invalid_metadata_schema", "metadata has an event_type and an event_payload: %v", v)
	}
	for k := range v {
		if k != "event_type" && k != "event_payload" && k != "entities" {
			return c.wrong("invalid_metadata_schema", "metadata has no %s", k)
		}
	}
	if n := len(c.get("metadata")); n > maxMetadata {
		return c.wrong("metadata_too_large", "the metadata has %d bytes", n)
	}
	m.metadata = v
	return nil
}

// postable is a channel that the bot can write into.
func (c *call) postable() (*channel, error) {
	id := c.get("channel")
	if u := c.users[id]; u != nil {
		return nil, c.wrong("channel_not_found", "%s is a user, whom Slack takes for a channel; open the conversation instead", id)
	}
	ch, err := c.channel("channel")
	switch {
	case err != nil:
		return nil, err
	case ch.archived:
		return nil, fail("is_archived")
	case !ch.has(BotUser) && c.need("chat:write.public") != nil:
		c.violations = c.violations[:len(c.violations)-1] // only a fact here
		return nil, fail("not_in_channel")
	}
	return ch, nil
}

func postMessage(c *call) (obj, error) {
	ch, err := c.postable()
	if err != nil {
		return nil, err
	}
	m := &message{user: BotUser, bot: true, broadcast: c.flag("reply_broadcast")}
	if err := c.content(m); err != nil {
		return nil, err
	}
	if strings.TrimSpace(m.text) == "" && len(m.blocks) == 0 && len(m.attachments) == 0 {
		return nil, c.wrong("no_text", "the message is empty")
	}
	if err := c.sizes(m); err != nil {
		return nil, err
	}
	m.unfurl = c.get("unfurl_links") != "false" || c.get("unfurl_media") != "false"
	if m.unfurl {
		c.violate("chat.postMessage: without unfurl_links=false and unfurl_media=false Slack loads what the message links to")
	}
	c.thread(ch, m)
	c.add(ch, m)
	return obj{"channel": ch.id, "ts": m.ts, "message": c.object(m, true)}, nil
}

// sizes holds a new message's text to its bounds.
func (c *call) sizes(m *message) error {
	n := utf8.RuneCountInString(m.text)
	switch {
	case n > maxText:
		return c.wrong("msg_too_long", "the text has %d characters, of which Slack would keep %d", n, maxText)
	case n > wiseText:
		c.warn("%s: the text has %d characters; the page advises at most %d", c.name, n, wiseText)
	}
	if m.text == "" {
		c.warn("%s: there is no text for notifications and screen readers", c.name)
	}
	return nil
}

// thread puts a message under another one. Slack does not refuse a thread that
// is not there: the message stands in the channel, and only the answer says so
// (slack-go/slack#1571, 2026-07). Under an answer it goes into the same thread,
// which the page advises against.
func (c *call) thread(ch *channel, m *message) {
	at := c.get("thread_ts")
	if at == "" {
		return
	}
	root := ch.find(at)
	if root == nil {
		return
	}
	if root.thread != "" {
		c.violate("%s: thread_ts is that of an answer: never use a reply's ts, says the page", c.name)
		at = root.thread
	}
	m.thread = at
}

func postEphemeral(c *call) (obj, error) {
	ch, err := c.postable()
	if err != nil {
		return nil, err
	}
	user := c.get("user")
	if c.users[user] == nil || !ch.has(user) {
		return nil, fail("user_not_in_channel")
	}
	m := &message{user: BotUser, bot: true, only: user}
	if err := c.content(m); err != nil {
		return nil, err
	}
	if strings.TrimSpace(m.text) == "" && len(m.blocks) == 0 && len(m.attachments) == 0 {
		return nil, c.wrong("no_text", "the message is empty")
	}
	if err := c.sizes(m); err != nil {
		return nil, err
	}
	c.thread(ch, m)
	c.whisper(ch, user, m)
	return obj{"message_ts": m.ts}, nil
}

// whisper shows a message to one person. It is kept nowhere but in front of
// them.
func (s *Server) whisper(ch *channel, user string, m *message) {
	m.ts, m.channel, m.only, m.subtype = s.ts(), ch, user, ""
	s.whispers[m.ts] = m
	if p := s.people[user]; p != nil {
		p.shown = append(p.shown, m)
		p.opens++
	}
}

// mine is a message of the bot that it wants to change.
func (c *call) mine(code string) (*channel, *message, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, nil, err
	}
	m := ch.find(c.get("ts"))
	switch {
	case m == nil:
		return nil, nil, fail("message_not_found")
	case !m.bot:
		return nil, nil, fail(code)
	}
	return ch, m, nil
}

func updateMessage(c *call) (obj, error) {
	ch, m, err := c.mine("cant_update_message")
	if err != nil {
		return nil, err
	}
	if ch.archived {
		return nil, fail("is_inactive")
	}
	if c.get("parse") != "none" {
		c.violate("chat.update: without parse=none the text is read as \"client\" does, which makes links and mentions")
	}
	next := &message{}
	if err := c.content(next); err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(next.text); n > maxUpdate {
		return nil, c.wrong("msg_too_long", "the text has %d characters, at most %d", n, maxUpdate)
	}
	if !c.has("text") && !c.has("blocks") && !c.has("attachments") || next.text == "" && len(next.blocks) == 0 && len(next.attachments) == 0 && len(m.files) == 0 {
		return nil, c.wrong("no_text", "nothing would be left of the message")
	}
	before := c.object(m, true)
	c.replace(m, next)
	if c.has("file_ids") {
		var ids []string
		if err := c.decode("file_ids", &ids); err != nil {
			return nil, c.wrong("invalid_arguments", "%v", err)
		}
		if err := c.attach(m, ids); err != nil {
			return nil, err
		}
	}
	c.changed(m, before)
	return obj{"channel": ch.id, "ts": m.ts, "text": m.text, "message": c.object(m, true)}, nil
}

// replace does what chat.update does: blocks go when only text is given;
// attachments and metadata stay when they are not
// (docs.slack.dev/reference/methods/chat.update).
func (c *call) replace(m, next *message) {
	switch {
	case c.has("blocks"):
		m.blocks = next.blocks
	case c.has("text"):
		m.blocks = nil
	}
	if c.has("text") {
		m.text = next.text
	}
	if c.has("attachments") {
		m.attachments = next.attachments
	}
	if c.has("metadata") {
		if m.metadata = next.metadata; len(m.metadata) == 0 {
			m.metadata = nil
		}
	}
	m.parse, m.linkNames = next.parse, next.linkNames
	m.edited = c.ts()
}

func deleteMessage(c *call) (obj, error) {
	ch, m, err := c.mine("cant_delete_message")
	if err != nil {
		return nil, err
	}
	before := c.object(m, true)
	c.remove(m, before)
	return obj{"channel": ch.id, "ts": m.ts}, nil
}

// remove deletes a message and tells the app.
func (s *Server) remove(m *message, before obj) {
	m.deleted = true
	at := s.ts()
	s.event(m.channel, obj{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": m.channel.id, "channel_type": m.channel.kind, "ts": at, "event_ts": at,
		"deleted_ts": m.ts, "previous_message": before,
	})
}

func getPermalink(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	m := ch.find(c.get("message_ts"))
	if m == nil {
		return nil, fail("message_not_found")
	}
	link := "https://" + TeamDomain + ".slack.com/archives/" + ch.id + "/p" + strings.ReplaceAll(m.ts, ".", "")
	if m.thread != "" {
		link += "?thread_ts=" + m.thread + "&cid=" + ch.id
	}
	return obj{"channel": ch.id, "permalink": link}, nil
}

// fresh reports whether something that was given out is still good.
func (s *Server) fresh(since time.Time, d time.Duration) bool { return s.opts.now().Sub(since) <= d }
