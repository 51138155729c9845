package slacktest

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// kinds are the kinds of conversation that an argument asks for, if there are
// scopes for them.
func (c *call) kinds() ([]string, error) {
	types := c.get("types")
	if types == "" {
		types = "public_channel"
	}
	var out []string
	for t := range strings.SplitSeq(types, ",") {
		kind, ok := map[string]string{"public_channel": public, "private_channel": private, "im": direct, "mpim": "mpim"}[strings.TrimSpace(t)]
		if !ok {
			return nil, c.wrong("invalid_types", "there are no conversations of the type %q", t)
		}
		need := "mpim:read"
		if kind != "mpim" {
			need = scopeFor("read", kind)
		}
		if err := c.need(need); err != nil {
			return nil, err
		}
		out = append(out, kind)
	}
	return out, nil
}

func (c *call) list(mine func(*channel) bool) (obj, error) {
	kinds, err := c.kinds()
	if err != nil {
		return nil, err
	}
	var all []obj
	for _, id := range c.order {
		ch := c.channels[id]
		if ch.deleted || !slices.Contains(kinds, ch.kind) || !mine(ch) || c.flag("exclude_archived") && ch.archived {
			continue
		}
		all = append(all, ch.object())
	}
	some, next, err := page(c, all, 100, 1000)
	if err != nil {
		return nil, err
	}
	return obj{"channels": some, "response_metadata": obj{"next_cursor": next}}, nil
}

func usersConversations(c *call) (obj, error) {
	user := c.get("user")
	if user == "" {
		user = BotUser
	}
	if c.users[user] == nil {
		return nil, fail("user_not_found")
	}
	return c.list(func(ch *channel) bool {
		return ch.has(user) && (user == BotUser || ch.kind == public || ch.has(BotUser))
	})
}

func conversationsList(c *call) (obj, error) {
	return c.list(func(ch *channel) bool { return ch.kind == public || ch.has(BotUser) })
}

func conversationsInfo(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	if err := c.need(scopeFor("read", ch.kind)); err != nil {
		return nil, err
	}
	o := ch.object()
	if !c.flag("include_num_members") {
		delete(o, "num_members")
	}
	return obj{"channel": o}, nil
}

func conversationsMembers(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	if err := c.need(scopeFor("read", ch.kind)); err != nil {
		return nil, err
	}
	some, next, err := page(c, ch.members, 100, 1000)
	if err != nil {
		return nil, err
	}
	return obj{"members": some, "response_metadata": obj{"next_cursor": next}}, nil
}

// reserved are names that no channel can have, as Slack's help centre used to
// list them. That the error is this one is a guess.
func reserved() []string {
	return strings.Fields("archive archived archives all channel channels create delete deleted-channel edit everyone group groups here me ms slack slackbot today you")
}

var (
	channelName = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{M}\p{Nd}_-]+$`)
	letters     = regexp.MustCompile(`[\p{L}\p{N}]`)
)

// goodName refuses a name that no channel can have
// (docs.slack.dev/reference/methods/conversations.create). Small letters of
// other scripts are taken; the adapter has no need of them.
func (c *call) goodName(name string) error {
	switch {
	case utf8.RuneCountInString(name) > 80:
		return c.wrong("invalid_name_maxlength", "the name %q has more than 80 characters", name)
	case !channelName.MatchString(name):
		return c.wrong("invalid_name_specials", "the name %q has characters that no name has", name)
	case !letters.MatchString(name):
		return c.wrong("invalid_name_punctuation", "the name %q is only punctuation", name)
	case slices.Contains(reserved(), name):
		return fail("name_taken")
	case c.named(name) != nil:
		return fail("name_taken") // by whichever channel, also one that is archived or hidden from the bot
	}
	return nil
}

func conversationsCreate(c *call) (obj, error) {
	kind := public
	if c.flag("is_private") {
		kind = private
	}
	if err := c.need(scopeFor("manage", kind)); err != nil {
		return nil, err
	}
	if t := c.get("team_id"); t != "" && t != Team {
		return nil, fail("team_not_found")
	}
	if err := c.goodName(c.get("name")); err != nil {
		return nil, err
	}
	ch := c.newChannel(c.id("C"), c.get("name"), kind)
	ch.creator, ch.members = BotUser, []string{BotUser}
	if kind == public {
		c.event(nil, obj{"type": "channel_created", "channel": obj{"id": ch.id, "name": ch.name, "created": ch.created, "creator": BotUser}})
	}
	return obj{"channel": ch.object()}, nil
}

// changeable is a channel that the bot may change.
func (c *call) changeable(what string) (*channel, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	switch err := c.need(scopeFor(what, ch.kind)); {
	case err != nil:
		return nil, err
	case ch.kind == direct:
		return nil, fail("method_not_supported_for_channel_type")
	case !ch.has(BotUser):
		return nil, fail("not_in_channel")
	case ch.archived:
		return nil, fail("is_archived")
	}
	return ch, nil
}

func conversationsRename(c *call) (obj, error) {
	ch, err := c.changeable("manage")
	if err != nil {
		return nil, err
	}
	if c.get("name") == ch.name {
		return obj{"channel": ch.object()}, nil
	}
	if err := c.goodName(c.get("name")); err != nil {
		return nil, err
	}
	c.rename(ch, BotUser, c.get("name"))
	return obj{"channel": ch.object()}, nil
}

// topicMax is how long a topic or purpose can be.
const topicMax = 250

func conversationsSetTopic(c *call) (obj, error) {
	ch, err := c.changeable("topic")
	if err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(c.get("topic")); n > topicMax {
		return nil, c.wrong("too_long", "the topic has %d characters, at most %d", n, topicMax)
	}
	ch.topic = c.get("topic")
	c.system(ch, BotUser, "topic", "set the channel topic: "+ch.topic, obj{"topic": ch.topic})
	return obj{"channel": ch.object(), "topic": escape(ch.topic)}, nil
}

func conversationsSetPurpose(c *call) (obj, error) {
	ch, err := c.changeable("topic")
	if err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(c.get("purpose")); n > topicMax {
		return nil, c.wrong("too_long", "the purpose has %d characters, at most %d", n, topicMax)
	}
	ch.purpose = c.get("purpose")
	c.system(ch, BotUser, "purpose", "set the channel purpose: "+ch.purpose, obj{"purpose": ch.purpose})
	return obj{"channel": ch.object(), "purpose": escape(ch.purpose)}, nil
}

func conversationsArchive(c *call) (obj, error) {
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
		return nil, fail("already_archived")
	case !ch.has(BotUser):
		return nil, fail("not_in_channel")
	case ch.name == "general":
		return nil, fail("cant_archive_general")
	}
	c.archive(ch, BotUser)
	return obj{}, nil
}

// conversationsUnarchive: people report that a bot cannot, whatever its scopes.
func conversationsUnarchive(c *call) (obj, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	if err := c.need(scopeFor("manage", ch.kind)); err != nil {
		return nil, err
	}
	if !ch.archived {
		return nil, fail("not_archived")
	}
	return nil, fail("not_in_channel")
}

func conversationsOpen(c *call) (obj, error) {
	if err := c.need("im:write"); err != nil {
		return nil, err
	}
	if id := c.get("channel"); id != "" {
		ch, err := c.channel("channel")
		if err != nil {
			return nil, err
		}
		if ch.kind != direct {
			return nil, fail("method_not_supported_for_channel_type")
		}
		return obj{"no_op": true, "already_open": true, "channel": c.short(ch)}, nil
	}
	users := strings.Split(c.get("users"), ",")
	if c.get("users") == "" {
		return nil, c.wrong("users_list_not_supplied", "there are no users")
	}
	if len(users) > 1 {
		return nil, c.wrong("missing_scope", "a conversation of several needs mpim:write")
	}
	u := c.users[users[0]]
	switch {
	case u == nil:
		return nil, fail("user_not_found")
	case u.ID == BotUser, u.Bot:
		return nil, fail("cannot_dm_bot")
	case u.Deleted:
		return nil, fail("user_disabled")
	}
	if ch := c.conversation(u.ID); ch != nil {
		return obj{"no_op": true, "already_open": true, "channel": c.short(ch)}, nil
	}
	if c.flag("prevent_creation") {
		return nil, fail("channel_not_found")
	}
	return obj{"channel": c.short(c.openDirect(u.ID))}, nil
}

// openDirect makes the conversation of the bot with somebody.
func (s *Server) openDirect(user string) *channel {
	ch := s.newChannel(s.id("D"), "", direct)
	ch.user, ch.members = user, []string{user, BotUser}
	return ch
}

// short is a conversation as conversations.open gives it.
func (c *call) short(ch *channel) obj {
	if c.flag("return_im") {
		return ch.object()
	}
	return obj{"id": ch.id}
}
