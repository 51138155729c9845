package slacktest

import (
	"regexp"
	"slices"
)

var timestamp = regexp.MustCompile(`^\d{1,10}(\.\d{1,6})?$`)

// order makes timestamps comparable as text.
func padded(ts string) string {
	for len(ts) > 0 && len(ts) < 17 {
		if !slices.Contains([]byte(ts), '.') {
			ts += "."
			continue
		}
		ts += "0"
	}
	return ts
}

// span says which times a call asks for.
func (c *call) span() (func(string) bool, error) {
	oldest, latest := c.get("oldest"), c.get("latest")
	if oldest != "" && !timestamp.MatchString(oldest) {
		return nil, c.wrong("invalid_ts_oldest", "%q is no time", oldest)
	}
	if latest != "" && !timestamp.MatchString(latest) {
		return nil, c.wrong("invalid_ts_latest", "%q is no time", latest)
	}
	oldest, latest = padded(oldest), padded(latest)
	return func(ts string) bool {
		if c.flag("inclusive") && (ts == oldest || ts == latest) {
			return true
		}
		return (oldest == "" || ts > oldest) && (latest == "" || ts < latest)
	}, nil
}

// readable is a channel whose messages the bot can read.
func (c *call) readable() (*channel, error) {
	ch, err := c.channel("channel")
	if err != nil {
		return nil, err
	}
	if err := c.need(scopeFor("history", ch.kind)); err != nil {
		return nil, err
	}
	if !ch.has(BotUser) {
		return nil, fail("not_in_channel")
	}
	return ch, nil
}

// conversationsHistory gives the newest messages first, without what is only in
// threads. A deleted message whose thread lives on is a tombstone.
func conversationsHistory(c *call) (obj, error) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	in, err := c.span()
	if err != nil {
		return nil, err
	}
	var all []obj
	for _, m := range slices.Backward(ch.messages) {
		if m.deleted || m.thread != "" && !m.broadcast || !in(m.ts) {
			continue
		}
		all = append(all, c.summary(m))
	}
	return c.messagePage(all, len(ch.pins))
}

func (c *call) messagePage(all []obj, pins int) (obj, error) {
	some, next, err := page(c, all, 100, 999)
	if err != nil {
		return nil, err
	}
	out := obj{"messages": some, "has_more": next != "", "pin_count": pins, "channel_actions_ts": nil, "channel_actions_count": 0}
	if next != "" {
		out["response_metadata"] = obj{"next_cursor": next}
	}
	return out, nil
}

// summary is a message as history gives it: the users array of a reaction may
// not have everybody, and count has the number of all
// (docs.slack.dev/reference/methods/reactions.get, for full).
func (c *call) summary(m *message) obj {
	o := c.object(m, c.flag("include_all_metadata"))
	for _, r := range objects(o, "reactions") {
		if us := list(r, "users"); c.opts.names >= 0 && len(us) > c.opts.names {
			r["users"] = us[:c.opts.names]
		}
	}
	return o
}

// conversationsReplies gives a message and what is in its thread, oldest first.
// Of an answer, it gives that alone.
func conversationsReplies(c *call) (obj, error) {
	ch, err := c.readable()
	if err != nil {
		return nil, err
	}
	in, err := c.span()
	if err != nil {
		return nil, err
	}
	root := ch.find(c.get("ts"))
	if root == nil {
		return nil, fail("thread_not_found")
	}
	all := []obj{c.summary(root)}
	for _, m := range ch.messages {
		if m.thread == root.ts && !m.deleted && in(m.ts) {
			all = append(all, c.object(m, c.flag("include_all_metadata")))
		}
	}
	return c.messagePage(all, len(ch.pins))
}
